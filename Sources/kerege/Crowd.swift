import Foundation
import Host

/// Many browsers on one thread of the load driver: sockets, a clock, and nothing that the server shares.
///
/// Each browser has a line for requests and a line for its stream. It fetches what a notice names at once, and then
/// at most twice a second, as the script of the pages does.
final class Crowd {
    let port: UInt16
    /// What is asked of the system at each turn, and the lines in the same order.
    private var asked: [pollfd] = []
    private var lines: [Line] = []
    private var browsers: [Browser] = []

    init(port: UInt16) { self.port = port }

    deinit { for line in lines { close(line.descriptor) } }

    /// Milliseconds with fractions; they only go forward.
    static var now: Double {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Double(now.tv_sec) * 1000 + Double(now.tv_nsec) / 1_000_000
    }

    func add(_ browser: Browser) { browsers.append(browser) }

    func open(_ received: @escaping (Line) -> Void) throws -> Line {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard descriptor >= 0, connected == 0 else {
            throw Trouble("The server under test takes no connection.")
        }
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        let line = Line(descriptor, received)
        lines.append(line)
        asked.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
        return line
    }

    func drop(_ dropped: [Line]) {
        for line in dropped { close(line.descriptor) }
        let gone = Set(dropped.map(\.descriptor))
        lines.removeAll { gone.contains($0.descriptor) }
        asked.removeAll { gone.contains($0.fd) }
    }

    /// Lets things happen until they are as wanted, or until a moment. Says whether they became so.
    @discardableResult
    func run(until moment: Double, _ isDone: () -> Bool = { false }) throws -> Bool {
        while !isDone() {
            let left = moment - Crowd.now
            if left <= 0 { return false }
            let ready = poll(&asked, nfds_t(asked.count), Int32(min(max(left, 0), 5)))
            // Lines that are opened meanwhile stand at the end and wait for the next turn.
            for place in asked.indices where ready > 0 && asked[place].revents != 0 {
                guard lines[place].receive() else { throw Trouble("The server under test closed a line.") }
            }
            let now = Crowd.now
            for browser in browsers { try browser.fetchIfDue(now) }
        }
        return true
    }
}

/// One connection. What came is read whole and handed over.
final class Line {
    let descriptor: Int32
    var inbox: [UInt8] = []
    private let received: (Line) -> Void
    private static let room = 1 << 18
    // One thread has all lines.
    private nonisolated(unsafe) static var piece = [UInt8](repeating: 0, count: room)

    init(_ descriptor: Int32, _ received: @escaping (Line) -> Void) {
        (self.descriptor, self.received) = (descriptor, received)
    }

    func send(_ text: String) throws {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                sent += count
            } else if errno != EAGAIN {
                throw Trouble("The server under test closed a line.")
            }
        }
    }

    /// False when the other end has gone.
    fileprivate func receive() -> Bool {
        while true {
            let count = recv(descriptor, &Line.piece, Line.room, 0)
            if count < 0 { break }
            if count == 0 { return false }
            inbox += Line.piece[..<count]
            if count < Line.room { break }
        }
        received(self)
        return true
    }
}

struct Fetched {
    let status: Int
    let location: String?
    let text: String
}

/// Somebody with a page open.
final class Browser {
    private let crowd: Crowd
    private var cookies: [String: String] = [:]
    private var line: Line?
    private var waiting: [(request: String, answered: (Fetched) -> Void)] = []
    private var isAsking = false
    private var wanted: [String] = []
    private var mayFetchAt = 0.0
    private(set) var fetches = 0
    private(set) var fetchedBytes = 0
    private(set) var notices = 0
    /// When the newest notice came, and whom to tell.
    var noticed: ((Double) -> Void)?

    init(_ crowd: Crowd) {
        self.crowd = crowd
        crowd.add(self)
    }

    // MARK: Requests

    func ask(
        _ method: String, _ path: String, _ form: [(String, String)]? = nil, sections: String? = nil,
        _ answered: @escaping (Fetched) -> Void
    ) throws {
        var text =
            "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(crowd.port)\r\nOrigin: http://127.0.0.1:\(crowd.port)\r\n"
        text += cookieLine
        if let sections { text += "X-Sections: \(sections)\r\n" }
        if let form {
            let body = form.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
            text +=
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        } else {
            text += "\r\n"
        }
        waiting.append((text, answered))
        try next()
    }

    /// Asks and waits for the answer.
    func answer(_ method: String, _ path: String, _ form: [(String, String)]? = nil) throws -> Fetched {
        var page: Fetched?
        try ask(method, path, form) { page = $0 }
        guard try crowd.run(until: Crowd.now + 20_000, { page != nil }), let page else {
            throw Trouble(
                "The server under test did not answer \(method) \(path.split(separator: "/").first ?? "").")
        }
        return page
    }

    private var cookieLine: String {
        cookies.isEmpty
            ? "" : "Cookie: \(cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "))\r\n"
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    private func next() throws {
        guard !isAsking, let first = waiting.first else { return }
        isAsking = true
        if line == nil { line = try crowd.open { [unowned self] in takeAnswer($0) } }
        try line?.send(first.request)
    }

    private func takeAnswer(_ line: Line) {
        guard let end = line.inbox.firstRange(of: Array("\r\n\r\n".utf8)) else { return }
        let head = String(decoding: line.inbox[..<end.lowerBound], as: UTF8.self).components(
            separatedBy: "\r\n")
        var (length, location) = (0, String?.none)
        for field in head.dropFirst() {
            let parts = field.split(separator: ":", maxSplits: 1).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard parts.count == 2 else { continue }
            switch parts[0].lowercased() {
            case "content-length": length = Int(parts[1]) ?? 0
            case "location": location = parts[1]
            case "set-cookie":
                let pair = parts[1].prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
                cookies[pair[0]] = pair.count > 1 ? pair[1] : ""
            default: break
            }
        }
        guard line.inbox.count >= end.upperBound + length else { return }
        let text = String(decoding: line.inbox[end.upperBound..<end.upperBound + length], as: UTF8.self)
        line.inbox.removeFirst(end.upperBound + length)
        isAsking = false
        let done = waiting.removeFirst()
        done.answered(
            Fetched(status: Int(head[0].split(separator: " ")[1]) ?? 0, location: location, text: text))
        try? next()
    }

    // MARK: The stream

    /// Opens the stream of the seat; several may be open, as with several windows.
    @discardableResult
    func follow(fetching: Bool) throws -> Line {
        let stream = try crowd.open { [unowned self] line in
            guard line.inbox.firstRange(of: Array("event: notice".utf8)) != nil else {
                if line.inbox.count > 4096 { line.inbox.removeAll(keepingCapacity: true) }
                return
            }
            noticed?(Crowd.now)
            read(line.inbox, fetching: fetching)
            line.inbox.removeAll(keepingCapacity: true)
        }
        try stream.send(
            "GET /stream HTTP/1.1\r\nHost: 127.0.0.1:\(crowd.port)\r\nAccept: text/event-stream\r\n\(cookieLine)\r\n"
        )
        return stream
    }

    private static let sections = Array("\"sections\":[".utf8)

    /// By hand: making a pattern for each notice would keep the driver busier than the server.
    private func read(_ frames: [UInt8], fetching: Bool) {
        var rest = frames[...]
        while let start = rest.firstRange(of: Browser.sections) {
            rest = rest[start.upperBound...]
            notices += 1
            guard fetching else { continue }
            for name in rest.prefix(while: { $0 != UInt8(ascii: "]") }).split(separator: UInt8(ascii: ",")) {
                let word = String(decoding: name.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
                if !wanted.contains(word) { wanted.append(word) }
            }
        }
    }

    func fetchIfDue(_ now: Double) throws {
        guard !wanted.isEmpty, now >= mayFetchAt, !isAsking else { return }
        mayFetchAt = now + 500 + Double.random(in: 0..<250)
        let sections = wanted.joined(separator: ",")
        wanted = []
        try ask("GET", "/now", sections: sections) { [unowned self] page in
            fetches += 1
            fetchedBytes += page.text.utf8.count
        }
    }
}
