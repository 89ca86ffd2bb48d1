/// Gathers the bytes of a request's head until its empty line, and refuses at once what no head may hold.
///
/// Line ends are CR LF, nothing else: a proxy that takes a lone LF for a line end and a server that does not (or the
/// other way round) would see different requests.
struct HeadCollector {
    static let bytesLimit = 16 * 1024
    static let fieldsLimit = 100

    enum Step {
        case needsMore
        /// The lines, without line ends and without the empty one.
        case complete([ArraySlice<UInt8>])
        case refused(Refusal)
    }

    private var bytes: [UInt8] = []
    private var lineStarts: [Int] = [0]
    private var sawReturn = false
    private var skippedEmptyLine = false

    /// Whether no byte of a head has come.
    var isResting: Bool { bytes.isEmpty && !sawReturn }

    var count: Int { bytes.count }

    mutating func next(_ input: borrowing Span<UInt8>, from offset: inout Int) -> Step {
        while offset < input.count {
            let byte = input[offset]
            offset += 1
            do {
                if let lines = try take(byte) { return .complete(lines) }
            } catch {
                return .refused(error)
            }
        }
        return .needsMore
    }

    private mutating func take(_ byte: UInt8) throws(Refusal) -> [ArraySlice<UInt8>]? {
        if sawReturn {
            guard byte == ASCII.lf else { throw Refusal(.badRequest, "A CR stands without its LF.") }
            sawReturn = false
            return try endLine()
        }
        if byte == ASCII.cr {
            sawReturn = true
            return nil
        }
        guard ASCII.isFieldContent(byte) else {
            throw Refusal(.badRequest, "The head holds a control byte or an LF without CR.")
        }
        guard bytes.count < Self.bytesLimit else {
            throw lineStarts.count == 1
                ? Refusal(.uriTooLong, "The request line is too long.")
                : Refusal(.headersTooLarge, "The head is longer than \(Self.bytesLimit) bytes.")
        }
        bytes.append(byte)
        return nil
    }

    private mutating func endLine() throws(Refusal) -> [ArraySlice<UInt8>]? {
        let isEmpty = lineStarts[lineStarts.count - 1] == bytes.count
        guard isEmpty else {
            guard lineStarts.count <= Self.fieldsLimit + 1 else {
                throw Refusal(.headersTooLarge, "The head has more than \(Self.fieldsLimit) fields.")
            }
            lineStarts.append(bytes.count)
            return nil
        }
        if bytes.isEmpty {
            // Old clients send an empty line after a body; RFC 9112 §2.2 lets one pass.
            guard !skippedEmptyLine else { throw Refusal(.badRequest, "Empty lines are no request.") }
            skippedEmptyLine = true
            return nil
        }
        return zip(lineStarts, lineStarts.dropFirst()).map { bytes[$0..<$1] }
    }
}
