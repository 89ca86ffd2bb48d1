import Dispatch
import Glibc

/// A client that sends exactly the bytes it is told to. Its calls block a queue of its own, never the pool on which the
/// handlers run.
final class Client: Sendable {
    struct Answer: Sendable {
        var status = 0
        var head = ""
        var body: [UInt8] = []

        var text: String { String(decoding: body, as: UTF8.self) }
        func says(_ line: String) -> Bool { head.contains("\r\n" + line) }
    }

    struct Failure: Error {
        let what: String
        /// Nothing came in time.
        var isSilence = false
    }

    private let queue = DispatchQueue(label: "client")
    private let descriptor: Int32
    private let unread = Unread()

    /// Bytes that came behind an answer. Only the queue touches them.
    private final class Unread: @unchecked Sendable {
        var bytes: [UInt8] = []
    }

    /// Connects to the loopback address. A small `receiveBuffer` makes a reader that stalls soon.
    init(port: UInt16, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var size = receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var yes: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        // A server that never answers, or takes nothing, is a failed test, not one that never ends. On a busy machine the
        // handlers wait for the tests that compute beside them.
        Self.wait(240, for: SO_RCVTIMEO, descriptor)
        Self.wait(240, for: SO_SNDTIMEO, descriptor)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        // `deinit` closes it then too; closing here as well would hit a descriptor that somebody else was given.
        guard result == 0 else { throw Failure(what: "cannot connect") }
    }

    private static func wait(_ seconds: Int, for what: Int32, _ descriptor: Int32) {
        var patience = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, what, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit {
        Glibc.close(descriptor)
    }

    func send(_ text: String) async throws {
        try await send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) async throws {
        try await onQueue { [descriptor] in
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes {
                    Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { throw Failure(what: "cannot send") }
                sent += count
            }
        }
    }

    /// One answer with its body. `toHead` is for answers to HEAD, which have a length and no body.
    func answer(toHead: Bool = false, within seconds: Int = 240) async throws -> Answer {
        try await onQueue { [self] in
            Self.wait(seconds, for: SO_RCVTIMEO, descriptor)
            var answer = try readHead()
            if !toHead { answer.body = try take(Self.length(of: answer.head)) }
            return answer
        }
    }

    /// The head of an answer whose body goes on until the connection closes.
    func head() async throws -> Answer {
        try await onQueue { [self] in try readHead() }
    }

    /// Exactly so many bytes.
    func bytes(_ count: Int) async throws -> String {
        try await onQueue { [self] in String(decoding: try take(count), as: UTF8.self) }
    }

    /// What comes until the server closes, also if it does so rudely; throws if it says nothing for so many seconds and
    /// does not close either.
    func rest(within seconds: Int = 240) async throws -> [UInt8] {
        try await onQueue { [self] in
            Self.wait(seconds, for: SO_RCVTIMEO, descriptor)
            defer { unread.bytes = [] }
            while true {
                do {
                    let more = try receive()
                    if more.isEmpty { return unread.bytes }
                    unread.bytes += more
                } catch let failure as Failure where failure.isSilence {
                    throw Failure(what: "still open after \(seconds) seconds of silence", isSilence: true)
                } catch {
                    return unread.bytes
                }
            }
        }
    }

    /// Says that no more requests come.
    func endSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Leaves at once. With `reset` without the usual goodbye, as when a cable is pulled and put back.
    func leave(reset: Bool = false) {
        if reset {
            var now = linger(l_onoff: 1, l_linger: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        }
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    private func readHead() throws -> Answer {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let found = (0..<max(0, unread.bytes.count - 3)).first(where: {
                Array(unread.bytes[$0..<($0 + 4)]) == end
            }) {
                let head = String(decoding: unread.bytes[..<(found + 2)], as: UTF8.self)
                unread.bytes.removeFirst(found + 4)
                guard let status = Int(head.utf8.count > 12 ? String(Array(head)[9..<12]) : "") else {
                    throw Failure(what: "no status line: \(head)")
                }
                return Answer(status: status, head: head)
            }
            let more = try receive()
            guard !more.isEmpty else { throw Failure(what: "closed before the end of the head") }
            unread.bytes += more
        }
    }

    private func take(_ count: Int) throws -> [UInt8] {
        while unread.bytes.count < count {
            let more = try receive()
            guard !more.isEmpty else { throw Failure(what: "closed before the end of the body") }
            unread.bytes += more
        }
        defer { unread.bytes.removeFirst(count) }
        return Array(unread.bytes[..<count])
    }

    private static func length(of head: String) -> Int {
        let name = "Content-Length: "
        let line = head.split(whereSeparator: \.isNewline).first { $0.hasPrefix(name) }
        return line.flatMap { Int($0.dropFirst(name.count)) } ?? 0
    }

    private func receive() throws -> [UInt8] {
        let size = 65_536
        var (failed, isSilence) = (false, false)
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            let received = recv(descriptor, buffer.baseAddress, size, 0)
            failed = received < 0
            isSilence = failed && (errno == EAGAIN || errno == EWOULDBLOCK)
            count = max(0, received)
        }
        guard !failed else {
            throw Failure(what: isSilence ? "nothing came" : "cannot receive", isSilence: isSilence)
        }
        return bytes
    }

    private func onQueue<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: body)) }
        }
    }
}
