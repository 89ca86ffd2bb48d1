/// Which part of a resource a `Range` header asks for (RFC 9110 §14.2).
public enum ByteRange: Hashable, Sendable {
    case whole
    case part(Range<Int>)
    case unsatisfiable

    /// One range of bytes is served. Several, another unit or broken syntax mean the whole, as the RFC allows.
    public init(header: String?, length: Int) {
        self = .whole
        guard let header, header.hasPrefix("bytes=") else { return }
        let ends = header.dropFirst("bytes=".count).split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Self.number(ends[0]), let last = Self.number(ends[1]) else {
            return
        }
        switch (first, last) {
        case (nil, nil): return
        case (nil, let count?):
            self = count == 0 || length == 0 ? .unsatisfiable : .part(max(0, length - count)..<length)
        case (let first?, let last):
            if let last, last < first { return }
            self = first < length ? .part(first..<min(length, (last ?? length - 1) + 1)) : .unsatisfiable
        }
    }

    /// The inner `nil` stands for an end left open, the outer one for what is no number.
    private static func number(_ text: Substring) -> Int?? {
        if text.isEmpty { return .some(nil) }
        guard text.utf8.count <= 15, text.utf8.allSatisfy(ASCII.isDigit), let value = Int(text) else {
            return nil
        }
        return value
    }
}

extension Response {
    /// Bytes that stay the same as long as their tag does: answers 304 to whoever has them (`If-None-Match`), and
    /// ranges with 206 or 416.
    public static func resource(
        _ content: [UInt8], type: String, tag: EntityTag, for request: Request
    ) -> Response {
        if let known = request.headers["If-None-Match"], tag.matches(ifNoneMatch: known) {
            return .notModified(tag)
        }
        var response = Response.bytes(content, type: type).with("ETag", tag.text).with(
            "Accept-Ranges", "bytes")
        guard request.method == .get, mayCut(request, tag) else { return response }
        switch ByteRange(header: request.headers["Range"], length: content.count) {
        case .whole: return response
        case .part(let range):
            response.status = .partialContent
            response.headers["Content-Range"] =
                "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(content.count)"
            response.body = .bytes(Array(content[range]))
            return response
        case .unsatisfiable:
            return Response(status: .rangeNotSatisfiable).with("Content-Range", "bytes */\(content.count)")
        }
    }

    /// `If-Range` asks for the part only if the client's other parts are of this very version.
    private static func mayCut(_ request: Request, _ tag: EntityTag) -> Bool {
        guard let condition = request.headers["If-Range"] else { return true }
        return !tag.isWeak && condition == tag.text
    }
}
