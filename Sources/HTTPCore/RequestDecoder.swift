/// Turns the bytes of one connection into requests, one after the other.
///
/// The caller feeds bytes and follows the steps: after `.head` it calls `admit` (or gives up the connection), after
/// `.body` the request is complete and the decoder waits for the next head. The pieces in which bytes arrive never
/// change the result.
public struct RequestDecoder: Sendable {
    public enum Step: Sendable {
        /// All bytes are used and the request goes on.
        case needsMore
        /// A head is complete. Bytes behind it are not read before `admit`.
        case head(RequestHead)
        /// The request is complete; here is its body.
        case body([UInt8])
        /// This is no request. The decoder is of no more use.
        case refused(Refusal)
    }

    private enum Phase {
        case head(HeadCollector)
        case admission(Framing)
        case fixed(left: Int)
        case chunked(ChunkedDecoder)
        case refused(Refusal)
    }

    private var phase = Phase.head(HeadCollector())
    private var body: [UInt8] = []
    private var limit = 0

    public init() {}

    /// Whether the client waits for `100 Continue` before it sends the body of the head that was just read.
    public private(set) var expectsContinue = false

    /// Whether the connection stands between two requests.
    public var isResting: Bool {
        if case .head(let collector) = phase { collector.isResting } else { false }
    }

    /// Whether a head has begun and is not complete.
    public var isInHead: Bool {
        if case .head(let collector) = phase { !collector.isResting } else { false }
    }

    /// Bytes of a request that is not whole yet.
    public var held: Int {
        if case .head(let collector) = phase { collector.count } else { body.count }
    }

    /// Reads the body that belongs to the head, at most `limit` bytes. A `Content-Length` beyond the limit is refused
    /// here, before a byte is read; for chunks the limit shows later.
    public mutating func admit(limit: Int) -> Refusal? {
        guard case .admission(let framing) = phase else {
            preconditionFailure("Only a head that was just read can be admitted.")
        }
        self.limit = limit
        body = []
        switch framing {
        case .length(let count):
            guard count <= limit else {
                let refusal = Refusal(.contentTooLarge, "The body is longer than allowed here.")
                phase = .refused(refusal)
                return refusal
            }
            phase = .fixed(left: count)
        case .chunked:
            phase = .chunked(ChunkedDecoder())
        }
        return nil
    }

    /// Goes one step on in `input`, from `offset`, and leaves `offset` behind the last byte that was used.
    public mutating func next(_ input: borrowing Span<UInt8>, from offset: inout Int) -> Step {
        switch phase {
        case .head(let collector): nextOfHead(collector, input, from: &offset)
        case .admission: preconditionFailure("A head is admitted before its body is read.")
        case .fixed(let left): nextOfFixed(left, input, from: &offset)
        case .chunked(let decoder): nextOfChunked(decoder, input, from: &offset)
        case .refused(let refusal): .refused(refusal)
        }
    }

    private mutating func nextOfHead(
        _ collector: consuming HeadCollector, _ input: borrowing Span<UInt8>, from offset: inout Int
    ) -> Step {
        phase = .admission(.chunked)  // the collector is ours alone while it grows: no copy
        switch collector.next(input, from: &offset) {
        case .needsMore:
            phase = .head(collector)
            return .needsMore
        case .refused(let refusal):
            return refuse(refusal)
        case .complete(let lines):
            do {
                let parsed = try ParsedHead(lines: lines)
                phase = .admission(parsed.framing)
                expectsContinue = parsed.expectsContinue && parsed.framing != .length(0)
                return .head(parsed.head)
            } catch {
                return refuse(error)
            }
        }
    }

    private mutating func nextOfFixed(
        _ left: Int, _ input: borrowing Span<UInt8>, from offset: inout Int
    ) -> Step {
        let count = min(left, input.count - offset)
        body.append(input, offset..<(offset + count))
        offset += count
        guard count == left else {
            phase = .fixed(left: left - count)
            return .needsMore
        }
        return complete()
    }

    private mutating func nextOfChunked(
        _ decoder: consuming ChunkedDecoder, _ input: borrowing Span<UInt8>, from offset: inout Int
    ) -> Step {
        switch decoder.next(input, from: &offset, into: &body, limit: limit) {
        case .needsMore:
            phase = .chunked(decoder)
            return .needsMore
        case .complete: return complete()
        case .refused(let refusal): return refuse(refusal)
        }
    }

    private mutating func complete() -> Step {
        phase = .head(HeadCollector())
        defer { body = [] }
        return .body(body)
    }

    private mutating func refuse(_ refusal: Refusal) -> Step {
        phase = .refused(refusal)
        body = []
        return .refused(refusal)
    }
}
