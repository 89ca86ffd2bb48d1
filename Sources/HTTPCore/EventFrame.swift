/// Text of a `text/event-stream` (HTML standard §9.2.5).
public enum EventFrame {
    /// One event. Each line of `data`, cut at CR LF, LF or CR, gets a line of its own; in `id` and `name` line ends
    /// are left out.
    public static func event(id: String? = nil, name: String? = nil, data: String) -> [UInt8] {
        var frame: [UInt8] = []
        if let id { frame.addLine("id", id.utf8.filter(isNoLineEnd)) }
        if let name { frame.addLine("event", name.utf8.filter(isNoLineEnd)) }
        var line: [UInt8] = []
        var previous: UInt8 = 0
        for byte in data.utf8 {
            if isNoLineEnd(byte) {
                line.append(byte)
            } else if byte == ASCII.cr || previous != ASCII.cr {
                frame.addLine("data", line)
                line = []
            }
            previous = byte
        }
        frame.addLine("data", line)
        return frame + [ASCII.lf]
    }

    /// Tells the browser how long to wait before it comes back. Spread it, or all come back at once.
    public static func retry(milliseconds: Int) -> [UInt8] {
        Array("retry: \(milliseconds)\n\n".utf8)
    }

    /// A line that the browser ignores. It keeps proxies from closing a quiet stream.
    public static let heartbeat: [UInt8] = Array(":\n\n".utf8)

    private static func isNoLineEnd(_ byte: UInt8) -> Bool {
        byte != ASCII.cr && byte != ASCII.lf
    }
}

extension [UInt8] {
    fileprivate mutating func addLine(_ field: String, _ value: [UInt8]) {
        self += field.utf8
        self += ": ".utf8
        self += value
        append(ASCII.lf)
    }
}
