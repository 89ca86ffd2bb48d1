import Foundation
import Glibc
import Host

/// What can go wrong while a browser is driven. A test that meets one has failed; the text says why.
public struct BrowserFailure: Error, CustomStringConvertible, Sendable {
    public let description: String
    init(_ description: String) { self.description = description }
}

/// Messages to a Chromium process and back: the DevTools protocol over two pipes, a zero byte after each message.
final class Wire: Sendable {
    private struct State {
        var next = 1
        var waiting: [Int: CheckedContinuation<Result<JSON, BrowserFailure>, Never>] = [:]
        var isOpen = true
    }

    /// Something the browser said without being asked, such as a line on a page's console.
    struct Notice: Sendable {
        let session: String
        let method: String
        let parameters: JSON
    }

    /// Answers what a page asks for, in place of a server. Called on the reading thread: quick, and nothing that waits.
    typealias Answerer = @Sendable (PageRequest) -> PageAnswer

    private static let patienceSeconds = 180.0

    private let process: pid_t
    private let toBrowser: Int32
    private let folder: String
    private let state = Locked(State())
    private let notices = Locked<[Notice]>([])
    private let answerers = Locked<[String: Answerer]>([:])

    /// Starts the browser. `arguments` come after those that every run needs.
    init(program: String, arguments: [String]) throws {
        folder = NSTemporaryDirectory() + "kerege-browser-" + UUID().uuidString
        var up: [Int32] = [0, 0]
        var down: [Int32] = [0, 0]
        guard pipe(&up) == 0, pipe(&down) == 0 else { throw BrowserFailure("no pipes") }
        for end in up + down { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let all =
            [
                program, "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                "--hide-scrollbars", "--no-first-run", "--disable-extensions", "--remote-debugging-pipe",
                "--user-data-dir=" + folder,
            ] + arguments + ["about:blank"]
        process = try Wire.spawn(all, reads: up[0], writes: down[1])
        close(up[0])
        close(down[1])
        toBrowser = up[1]
        let fromBrowser = down[0]
        Thread.detachNewThread { [self] in read(from: fromBrowser) }
    }

    private static func spawn(_ arguments: [String], reads: Int32, writes: Int32) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        // The ends may themselves be 3 or 4, so they go by way of numbers out of the way.
        for (from, to) in [(reads, 100), (writes, 101), (100, 3), (101, 4)] as [(Int32, Int32)] {
            posix_spawn_file_actions_adddup2(&actions, from, to)
        }
        // A child that keeps the test runner's output open would keep the runner from ending.
        for descriptor in [1, 2] as [Int32] {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
        }
        // A task's thread blocks every signal, and a child inherits that: it could not be ended politely.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        // A browser that has ended is told of as a failure, and ends nobody who writes to it.
        signal(SIGPIPE, SIG_IGN)
        var usual = sigset_t()
        sigemptyset(&usual)
        sigaddset(&usual, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &usual)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))
        var argv = arguments.map { strdup($0) } + [nil]
        defer { for argument in argv { free(argument) } }
        var child: pid_t = 0
        guard posix_spawn(&child, arguments[0], &actions, &attributes, &argv, environ) == 0 else {
            throw BrowserFailure("there is no browser at " + arguments[0])
        }
        return child
    }

    /// Sends one request and waits for its answer.
    func call(_ method: String, _ parameters: JSON = [:], session: String? = nil) async throws -> JSON {
        let answer = await withCheckedContinuation { continuation in
            let id: Int? = state.withLock { state in
                guard state.isOpen else { return nil }
                defer { state.next += 1 }
                state.waiting[state.next] = continuation
                return state.next
            }
            guard let id else {
                return continuation.resume(returning: .failure(BrowserFailure("the browser is gone")))
            }
            var message: [String: JSON] = [
                "id": .number(Double(id)), "method": .string(method), "params": parameters,
            ]
            if let session { message["sessionId"] = .string(session) }
            if !send(JSON.object(message).data + [0]) {
                finish(id, .failure(BrowserFailure("the browser is gone")))
            }
            // A time limit of a test does not end who waits here.
            DispatchQueue.global().asyncAfter(deadline: .now() + Wire.patienceSeconds) { [weak self] in
                self?.finish(id, .failure(BrowserFailure("the browser does not answer to " + method)))
            }
        }
        return try answer.get()
    }

    func answers(in session: String, with answerer: @escaping Answerer) {
        answerers.withLock { $0[session] = answerer }
    }

    /// Sends a request whose answer nobody waits for.
    private func tell(_ method: String, _ parameters: JSON, session: String) {
        let id = state.withLock { state in
            defer { state.next += 1 }
            return state.next
        }
        let message: JSON = [
            "id": .number(Double(id)), "method": .string(method), "params": parameters,
            "sessionId": .string(session),
        ]
        // When the browser is gone the reading thread learns of it and fails who waits.
        _ = send(message.data + [0])
    }

    /// Takes the notices of a session that have come since the last time.
    func takeNotices(of session: String) -> [Notice] {
        notices.withLock { all in
            let mine = all.filter { $0.session == session }
            all.removeAll { $0.session == session }
            return mine
        }
    }

    /// Ends the browser and everything it has started, and removes its profile.
    func stop() {
        let wasOpen = state.withLock { state in
            defer { state.isOpen = false }
            return state.isOpen
        }
        guard wasOpen else { return }
        kill(-process, SIGKILL)
        var status: Int32 = 0
        waitpid(process, &status, 0)
        close(toBrowser)
        failAll()
        // A profile that cannot be removed lies in the temporary folder and harms nobody.
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func send(_ data: Data) -> Bool {
        // One message at a time: two halves of different ones must not mix.
        notices.withLock { _ in
            data.withUnsafeBytes { bytes in
                var sent = 0
                while sent < bytes.count {
                    let count = write(toBrowser, bytes.baseAddress! + sent, bytes.count - sent)
                    guard count > 0 else { return false }
                    sent += count
                }
                return true
            }
        }
    }

    private func read(from descriptor: Int32) {
        var held = Data()
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count > 0 else { break }
            var start = 0
            for place in 0..<count where buffer[place] == 0 {
                held.append(contentsOf: buffer[start..<place])
                arrived(held)
                held.removeAll(keepingCapacity: true)
                start = place + 1
            }
            held.append(contentsOf: buffer[start..<count])
        }
        close(descriptor)
        failAll()
    }

    private func arrived(_ data: Data) {
        guard let message = JSON(data) else { return }
        if let id = message["id"].int {
            if let fault = message["error"]["message"].string {
                finish(id, .failure(BrowserFailure(fault)))
            } else {
                finish(id, .success(message["result"]))
            }
        } else if let method = message["method"].string, let session = message["sessionId"].string {
            if method == "Fetch.requestPaused", let answerer = answerers.withLock({ $0[session] }) {
                return answer(message["params"], by: answerer, session: session)
            }
            notices.withLock {
                $0.append(Notice(session: session, method: method, parameters: message["params"]))
            }
        }
    }

    private func answer(_ asked: JSON, by answerer: Answerer, session: String) {
        let answer = answerer(PageRequest(asked["request"]))
        let id = asked["requestId"]
        guard let status = answer.status else {
            return tell(
                "Fetch.failRequest", ["requestId": id, "errorReason": "ConnectionFailed"], session: session)
        }
        let headers = answer.headers.map {
            JSON.object(["name": .string($0.name), "value": .string($0.value)])
        }
        let body = Data(answer.body).base64EncodedString()
        tell(
            "Fetch.fulfillRequest",
            [
                "requestId": id, "responseCode": .number(Double(status)), "responseHeaders": .array(headers),
                "body": .string(body),
            ], session: session)
    }

    private func finish(_ id: Int, _ result: Result<JSON, BrowserFailure>) {
        state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(returning: result)
    }

    private func failAll() {
        let waiting = state.withLock { state in
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for one in waiting { one.resume(returning: .failure(BrowserFailure("the browser is gone"))) }
    }
}
