/// Writes responses as HTTP/1.1 bytes.
public enum ResponseWriter {
    public static let continueHead: [UInt8] = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    /// The head, and the body unless the method or the status forbids one. Of an event stream only the head: the
    /// frames follow until the connection closes. `date` is an HTTP date, see `HTTPDate`.
    public static func write(
        _ response: Response, answering method: Method, closing: Bool, date: String
    ) -> [UInt8] {
        let body: [UInt8]
        var length: Int?
        var isOpen = false
        switch response.body {
        case .empty: (body, length) = ([], 0)
        case .bytes(let bytes): (body, length) = (bytes, bytes.count)
        case .events:
            body = []
            isOpen = true
        }
        if response.status.isBodiless { length = nil }
        var out = HeadText(status: response.status, capacity: 256 + body.count)
        out.add("Date", date)
        for field in response.headers.fields where !isServers(field.name) { out.add(field.name, field.value) }
        if let length { out.add("Content-Length", String(length)) }
        if closing || isOpen { out.add("Connection", "close") }
        out.end()
        if method != .head, !response.status.isBodiless { out.bytes += body }
        return out.bytes
    }

    private static func isServers(_ name: String) -> Bool {
        ["Content-Length", "Transfer-Encoding", "Connection", "Date"].contains { $0.equalsIgnoringCase(name) }
    }
}

private struct HeadText {
    var bytes: [UInt8] = []

    init(status: Status, capacity: Int) {
        bytes.reserveCapacity(capacity)
        bytes += "HTTP/1.1 \(status.rawValue) \(status.reason)\r\n".utf8
    }

    /// A value may come from outside, a redirect's for instance. A line end in it would begin a header of the
    /// attacker's choice; it becomes a blank.
    mutating func add(_ name: String, _ value: String) {
        precondition(!name.isEmpty && name.utf8.allSatisfy(ASCII.isToken), "A header name is a token.")
        bytes += name.utf8
        bytes += ": ".utf8
        let start = bytes.count
        bytes += value.utf8
        for place in start..<bytes.count where !ASCII.isFieldContent(bytes[place]) {
            bytes[place] = ASCII.space
        }
        bytes += "\r\n".utf8
    }

    mutating func end() {
        bytes += "\r\n".utf8
    }
}
