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
            // Rounded up: to wait for no whole millisecond at all is to spin, and at a thousand acts a second that took a
            // processor from the server. An act may go out late by less than one; its time counts from when it was due.
            var ready = poll(&asked, nfds_t(asked.count), Int32(min(left, 5).rounded(.up)))
            // Lines that are opened meanwhile stand at the end and wait for the next turn.
            for place in asked.indices where ready > 0 && asked[place].revents != 0 {
                ready -= 1
                guard lines[place].receive() else { throw Trouble("The server under test closed a line.") }
            }
            let now = Crowd.now
            for browser in browsers where browser.isDue(now) { try browser.fetch(now) }
        }
        return true
    }

    /// Time on processors of this process so far, in microseconds.
    static var processorUs: Double {
        var used = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &used)
        return [used.ru_utime, used.ru_stime].reduce(0) {
            $0 + Double($1.tv_sec) * 1_000_000 + Double($1.tv_usec)
        }
    }
}

/// One connection. What came is read whole and handed over.
final class Line {
    let descriptor: Int32
    var inbox: [UInt8] = []
    /// Where the head of an answer ends in the inbox, once that is known.
    fileprivate var headEnd: Int?
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
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
}

extension [UInt8] {
    /// Where some bytes begin next. The library's search through collections takes longer than all else the driver does.
    fileprivate func place(of wanted: StaticString, from start: Int = 0) -> Int? {
        withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var start = start
            let length = wanted.utf8CodeUnitCount
            while start + length <= bytes.count {
                let rest = base + start
                guard
                    let first = memchr(
                        rest, Int32(wanted.utf8Start.pointee), bytes.count - start - length + 1)
                else { return nil }
                start += rest.distance(to: UnsafeRawPointer(first))
                if memcmp(base + start, wanted.utf8Start, length) == 0 { return start }
                start += 1
            }
            return nil
        }
    }

    fileprivate func text(_ range: Range<Int>) -> String { String(decoding: self[range], as: UTF8.self) }
}

/// Somebody with a page open.
final class Browser {
    private let crowd: Crowd
    private var cookies: [String: String] = [:] { didSet { cookieLine = Browser.line(of: cookies) } }
    private var cookieLine = ""
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

    private static func line(of cookies: [String: String]) -> String {
        cookies.isEmpty
            ? "" : "Cookie: \(cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "))\r\n"
    }

    private static func encoded(_ text: String) -> String {
        // Ids need nothing, and each act has several.
        let isPlain = text.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 }
        return isPlain ? text : text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    private func next() throws {
        guard !isAsking, let first = waiting.first else { return }
        isAsking = true
        if line == nil { line = try crowd.open { [unowned self] in takeAnswer($0) } }
        try line?.send(first.request)
    }

    private func takeAnswer(_ line: Line) {
        guard let end = line.headEnd ?? line.inbox.place(of: "\r\n\r\n") else { return }
        line.headEnd = end
        let head = head(line.inbox, until: end)
        let whole = end + 4 + head.length
        guard line.inbox.count >= whole else { return }
        for (name, value) in head.cookies { cookies[name] = value }
        let body = Array(line.inbox[(end + 4)..<whole])
        line.inbox.removeFirst(whole)
        line.headEnd = nil
        isAsking = false
        let done = waiting.removeFirst()
        done.answered(Fetched(status: head.status, location: head.location, body: body))
        try? next()
    }

    /// What a browser needs to know of the head of an answer.
    private func head(
        _ bytes: [UInt8], until end: Int
    ) -> (status: Int, length: Int, location: String?, cookies: [(String, String)]) {
        var start = bytes.place(of: "\r\n") ?? end
        // “HTTP/1.1 ” stands before the number.
        let status = start >= 12 ? Int(bytes.text(9..<12)) ?? 0 : 0
        var (length, location, cookies) = (0, String?.none, [(String, String)]())
        while start < end {
            start += 2
            let stop = bytes.place(of: "\r\n", from: start) ?? end
            defer { start = stop }
            guard let colon = bytes[start..<stop].firstIndex(of: UInt8(ascii: ":")) else { continue }
            func isNamed(_ name: StaticString) -> Bool {
                guard name.utf8CodeUnitCount == colon - start else { return false }
                return (0..<name.utf8CodeUnitCount).allSatisfy {
                    bytes[start + $0] | 0x20 == name.utf8Start[$0] | 0x20
                }
            }
            var value: String {
                bytes.text((colon + 1)..<stop).trimmingCharacters(in: .whitespaces)
            }
            if isNamed("content-length") {
                length = Int(value) ?? 0
            } else if isNamed("location") {
                location = value
            } else if isNamed("set-cookie") {
                let pair = value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
                cookies.append((pair[0], pair.count > 1 ? pair[1] : ""))
            }
        }
        return (status, length, location, cookies)
    }

    // MARK: The stream

    /// Opens the stream of the seat; several may be open, as with several windows.
    @discardableResult
    func follow(fetching: Bool) throws -> Line {
        let stream = try crowd.open { [unowned self] line in
            guard line.inbox.place(of: "event: notice") != nil else {
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

    /// By hand: making a pattern for each notice would keep the driver busier than the server.
    private func read(_ frames: [UInt8], fetching: Bool) {
        var start = 0
        while let found = frames.place(of: "\"sections\":[", from: start) {
            start = found + 12
            notices += 1
            guard fetching else { continue }
            for name in frames[start...].prefix(while: { $0 != UInt8(ascii: "]") }).split(
                separator: UInt8(ascii: ","))
            {
                let word = String(decoding: name.dropFirst().dropLast(), as: UTF8.self)
                if !wanted.contains(word) { wanted.append(word) }
            }
        }
    }

    /// A notice has named something, and half a second has gone by since the last look.
    func isDue(_ now: Double) -> Bool { !wanted.isEmpty && now >= mayFetchAt && !isAsking }

    func fetch(_ now: Double) throws {
        mayFetchAt = now + 500 + Double.random(in: 0..<250)
        let sections = wanted.joined(separator: ",")
        wanted = []
        try ask("GET", "/now", sections: sections) { [unowned self] page in
            // Another answer is no page; whoever counts them finds too few.
            guard page.status == 200 else { return }
            fetches += 1
            fetchedBytes += page.body.count
        }
    }
}
