import Foundation
import Host

/// Somebody with a browser that knows no script: one connection, cookies, forms. Calls block.
final class Phone {
    struct Answer {
        let status: Int
        let location: String?
        let text: String
        var head: [String] = []
    }

    private let port: UInt16
    private var descriptor: Int32 = -1
    private var cookies: [String: String] = [:]
    private var pending: [UInt8] = []
    /// Every value that was put into a form.
    private(set) var sent: [String] = []

    init(port: UInt16, cookies: [String: String] = [:]) { (self.port, self.cookies) = (port, cookies) }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The same person at a server that was started again.
    func moved(to port: UInt16) -> Phone { Phone(port: port, cookies: cookies) }

    /// - Parameter more: header lines.
    func get(_ path: String, _ more: String = "") throws -> Answer { try request("GET", path, nil, more) }

    func post(_ path: String, _ form: [(String, String)]) throws -> Answer {
        sent += form.map(\.1)
        let body = form.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
        return try request("POST", path, body)
    }

    /// Reads until the other end closes; throws when it does not within some seconds.
    func hearsTheEnd() throws {
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &piece, piece.count, 0)
            if count == 0 { break }
            if count < 0 { throw Lost("the line is still open") }
        }
        close(descriptor)
        // What of the stream had come with the head of its answer is no part of the next one.
        (descriptor, pending) = (-1, [])
    }

    /// Takes a seat and accepts the content note.
    func sit(_ link: String, name: String) throws {
        let joined = try post(link, [("name", name), ("language", "en")])
        guard joined.status == 303 else { throw Lost("joining was answered \(joined.status)") }
        let seated = try post("/note", [("answer", "yes")])
        guard seated.status == 303 else { throw Lost("the note was answered \(seated.status)") }
    }

    /// The form with which this seat writes to an agency: its address and a recipient that takes it.
    func messageForm(_ mark: String) throws -> (address: String, agency: String) {
        let acts = try get("/act").text.matches(of: #/href="\/act\/([a-z0-9]{13})"/#).map { String($0.1) }
        for act in acts {
            let form = try get("/act/\(act)").text
            let names = form.matches(of: #/name="([a-z_]+)"/#).map { String($0.1) }
            guard names.contains("text"), !names.contains("basis") else { continue }
            let agencies =
                form.matches(of: #/name="agencies"[^>]*value="([a-z0-9]+)"/#).map { String($0.1) }
                + form.matches(of: #/value="([a-z0-9]+)"[^>]*name="agencies"/#).map { String($0.1) }
            for (number, agency) in agencies.enumerated() {
                let command = "\(mark)-\(act)-\(number)"
                let answer = try write("Good morning.", to: agency, "/act/\(act)/do", command)
                if answer.status == 303 { return ("/act/\(act)/do", agency) }
            }
        }
        throw Lost("no act that writes a message was found")
    }

    func write(_ text: String, to agency: String, _ address: String, _ command: String) throws -> Answer {
        try post(address, [("command", command), ("agencies", agency), ("text", text)])
    }

    // MARK: The wire

    private func request(_ method: String, _ path: String, _ body: String?, _ more: String = "") throws
        -> Answer
    {
        if descriptor < 0 { try connect() }
        var head =
            "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nOrigin: http://127.0.0.1:\(port)\r\n\(more)"
        if !cookies.isEmpty {
            let all = cookies.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ")
            head += "Cookie: \(all)\r\n"
        }
        if let body {
            head +=
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(body.utf8.count)\r\n"
        }
        try send(Array((head + "\r\n" + (body ?? "")).utf8))
        return try answer()
    }

    private func connect() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        // A server that does not answer is a failed test, not one that never ends.
        var patience = timeval(tv_sec: 120, tv_usec: 0)
        for what in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, what, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Lost("nobody listens") }
    }

    private func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Lost("the line is cut") }
            sent += count
        }
    }

    private func answer() throws -> Answer {
        var end: Int?
        while end == nil {
            end = pending.firstRange(of: Array("\r\n\r\n".utf8))?.lowerBound
            if end == nil { try receive() }
        }
        let head = String(decoding: pending[..<(end ?? 0)], as: UTF8.self).components(separatedBy: "\r\n")
        pending.removeFirst((end ?? 0) + 4)
        var (length, location) = (0, String?.none)
        for line in head.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            switch line[..<colon].lowercased() {
            case "content-length": length = Int(value) ?? 0
            case "location": location = value
            case "set-cookie":
                let pair = value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
                cookies[pair[0]] = pair.count > 1 ? pair[1] : ""
            default: break
            }
        }
        while pending.count < length { try receive() }
        defer { pending.removeFirst(length) }
        return Answer(
            status: Int(head[0].split(separator: " ")[1]) ?? 0, location: location,
            text: String(decoding: pending[..<length], as: UTF8.self), head: head)
    }

    private func receive() throws {
        var piece = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &piece, piece.count, 0)
        guard count > 0 else { throw Lost("the line is cut") }
        pending += piece[..<count]
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
