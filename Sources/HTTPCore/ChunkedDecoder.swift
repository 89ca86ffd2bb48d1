/// Reads a chunked body (RFC 9112 §7.1) from pieces of any size.
///
/// Chunk extensions are skipped, trailer fields are checked and dropped: nobody here may rely on them.
struct ChunkedDecoder {
    static let extensionLimit = 256
    static let trailerLimit = 4096

    enum Step {
        case needsMore
        case complete
        case refused(Refusal)
    }

    private enum Phase {
        case size(value: Int, digits: Int)
        case sizeExtension(count: Int)
        case sizeEnd(value: Int)
        case data(left: Int)
        case dataReturn
        case dataEnd
        case trailer
        case trailerEnd
        case complete
    }

    private var phase = Phase.size(value: 0, digits: 0)
    private var size = 0
    private var trailer: [UInt8] = []
    private var trailerCount = 0

    /// Appends what the input holds of the body. Stops behind the last byte that belongs to it.
    mutating func next(
        _ input: borrowing Span<UInt8>, from offset: inout Int, into body: inout [UInt8], limit: Int
    ) -> Step {
        do {
            while offset < input.count {
                if case .data(let left) = phase {
                    let count = min(left, input.count - offset)
                    body.append(input, offset..<(offset + count))
                    offset += count
                    phase = count == left ? .dataReturn : .data(left: left - count)
                    continue
                }
                let byte = input[offset]
                offset += 1
                try take(byte, roomLeft: limit - body.count)
                if case .complete = phase { return .complete }
            }
            return .needsMore
        } catch {
            return .refused(error)
        }
    }

    private mutating func take(_ byte: UInt8, roomLeft: Int) throws(Refusal) {
        switch phase {
        case .size(let value, let digits):
            try takeSize(byte, value: value, digits: digits, roomLeft: roomLeft)
        case .sizeExtension(let count): try takeExtension(byte, count: count)
        case .sizeEnd(let value):
            try expect(byte, ASCII.lf)
            phase = value == 0 ? .trailer : .data(left: value)
        case .dataReturn:
            try expect(byte, ASCII.cr)
            phase = .dataEnd
        case .dataEnd:
            try expect(byte, ASCII.lf)
            phase = .size(value: 0, digits: 0)
        case .trailer: try takeTrailer(byte)
        case .trailerEnd:
            try expect(byte, ASCII.lf)
            try endTrailerLine()
        case .data, .complete: preconditionFailure("Data is copied, and nothing is read behind the end.")
        }
    }

    private mutating func takeSize(_ byte: UInt8, value: Int, digits: Int, roomLeft: Int) throws(Refusal) {
        if let digit = ASCII.hexValue(byte) {
            // Eight digits stand for 4 GiB, far beyond any limit; more are an attempt to overflow somebody.
            guard digits < 8 else { throw Refusal(.badRequest, "A chunk size has too many digits.") }
            phase = .size(value: value << 4 | Int(digit), digits: digits + 1)
            return
        }
        guard digits > 0 else { throw Refusal(.badRequest, "A chunk has no size.") }
        guard value <= roomLeft else {
            throw Refusal(.contentTooLarge, "The body is longer than allowed here.")
        }
        size = value
        switch byte {
        case ASCII.cr: phase = .sizeEnd(value: value)
        case UInt8(ascii: ";"): phase = .sizeExtension(count: 0)
        default: throw Refusal(.badRequest, "A chunk size is no hexadecimal number.")
        }
    }

    private mutating func takeExtension(_ byte: UInt8, count: Int) throws(Refusal) {
        if byte == ASCII.cr {
            phase = .sizeEnd(value: size)
            return
        }
        guard ASCII.isFieldContent(byte), count < Self.extensionLimit else {
            throw Refusal(.badRequest, "A chunk extension is too long or holds a control byte.")
        }
        phase = .sizeExtension(count: count + 1)
    }

    private mutating func takeTrailer(_ byte: UInt8) throws(Refusal) {
        if byte == ASCII.cr {
            phase = .trailerEnd
            return
        }
        trailerCount += 1
        guard ASCII.isFieldContent(byte) else {
            throw Refusal(.badRequest, "A trailer holds a control byte or an LF without CR.")
        }
        guard trailerCount <= Self.trailerLimit else {
            throw Refusal(.headersTooLarge, "The trailer is longer than \(Self.trailerLimit) bytes.")
        }
        trailer.append(byte)
    }

    private mutating func endTrailerLine() throws(Refusal) {
        guard !trailer.isEmpty else {
            phase = .complete
            return
        }
        _ = try ParsedHead.field(trailer[...])
        trailer = []
        phase = .trailer
    }

    private func expect(_ byte: UInt8, _ expected: UInt8) throws(Refusal) {
        guard byte == expected else {
            throw Refusal(.badRequest, "A chunk does not end where its size says.")
        }
    }
}

extension [UInt8] {
    /// Appends a part of a span; the range is checked.
    mutating func append(_ span: borrowing Span<UInt8>, _ range: Range<Int>) {
        span.extracting(range).withUnsafeBufferPointer { append(contentsOf: $0) }
    }
}
