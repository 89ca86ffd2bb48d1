import HTTPCore
import HTTPServer

/// A small application with one path for each thing that a server must be able to do.
struct House: Application {
    /// What everybody at `/events` hears.
    let topic = Topic()
    /// Where requests for `/slow` wait.
    let gate = Gate()
    static let content = (0..<1000).map { UInt8($0 % 251) }

    func policy(for head: RequestHead) -> BodyPolicy {
        switch head.path {
        case "/count": .buffer(limit: 8 << 20)
        case "/forbidden": .refuse(.text("not here", status: .forbidden))
        default: .form
        }
    }

    func dressed(_ response: Response) -> Response { response.with("X-Content-Type-Options", "nosniff") }

    func handle(_ request: Request) async -> Response {
        let isReading = request.method == .get || request.method == .head
        switch (request.path, isReading, request.method) {
        case ("/hello", true, _): return .text("hello")
        case ("/hello", false, _):
            return .text("only to be read", status: .methodNotAllowed).with("Allow", "GET")
        case ("/who", true, _): return .text(request.remoteAddress)
        case ("/echo", _, .post): return .bytes(request.body, type: "application/octet-stream")
        case ("/count", _, .post): return .text("\(request.body.count)")
        case ("/form", _, .post): return .text(request.form.all("name").joined(separator: "|"))
        case ("/large", true, _): return .bytes([UInt8](repeating: 7, count: 3 << 20), type: "a/b")
        case ("/listeners", true, _): return .text("\(topic.listeners)")
        case ("/content", true, _):
            return .resource(
                Self.content, type: "application/octet-stream", tag: EntityTag("v1"), for: request)
        case ("/events", true, _):
            return .events(topic, greeting: EventFrame.event(id: "0", data: "welcome"), after: topic.mark)
        case ("/mine", true, _):
            return .events(
                topic, greeting: Array("mine".utf8), after: topic.mark, of: request.query["of"] ?? "")
        case ("/slow", true, _):
            await gate.pass()
            return .text("done")
        default: return .text("nothing here", status: .notFound)
        }
    }
}

/// Holds everybody who wants to pass until it is opened.
actor Gate {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var watchers: [CheckedContinuation<Void, Never>] = []

    func pass() async {
        if isOpen { return }
        await withCheckedContinuation { continuation in
            waiting.append(continuation)
            for watcher in watchers { watcher.resume() }
            watchers = []
        }
    }

    /// Returns when somebody stands before the gate, or it is opened.
    func somebodyWaits() async {
        if !waiting.isEmpty || isOpen { return }
        await withCheckedContinuation { watchers.append($0) }
    }

    func open() {
        isOpen = true
        for watcher in watchers { watcher.resume() }
        watchers = []
        for visitor in waiting { visitor.resume() }
        waiting = []
    }
}

extension Limits {
    /// Nothing runs out while a busy machine takes its time over a test.
    static var patient: Limits {
        var limits = Limits()
        (limits.headSeconds, limits.idleSeconds, limits.progressSeconds) = (3600, 3600, 3600)
        (limits.bodySeconds, limits.heartbeatSeconds) = (3600, 3600)
        // What waits longer than any answer takes belongs to a test that has failed and has to end.
        limits.stopSeconds = 240
        return limits
    }
}

/// Serves the house on a port of its own for as long as `visit` takes.
func withHouse(
    loops: Int = 1, limits: Limits = .patient, tls: TLS? = nil, _ visit: (House, UInt16) async throws -> Void
) async throws {
    let house = House()
    let server = Server(host: "127.0.0.1", loops: loops, application: house, limits: limits, tls: tls)
    let port = try server.start()
    do {
        try await visit(house, port)
    } catch {
        // A story that has failed does not wait for a server that may be what hangs.
        await house.gate.open()
        house.topic.close()
        Task { await server.stop() }
        throw error
    }
    await server.stop()
}

/// One client in the house.
func withClient(limits: Limits = .patient, _ visit: (Client) async throws -> Void) async throws {
    try await withHouse(limits: limits) { _, port in try await visit(Client(port: port)) }
}

func get(_ path: String, _ fields: String = "") -> String {
    "GET \(path) HTTP/1.1\r\nHost: house\r\n\(fields)\r\n"
}

/// Asks until the house has so many listeners. Every question is a round trip over the same loop, so a listener that
/// left is noticed within a few; one that is only noticed by the next write never is.
func waitForListeners(_ count: Int, port: UInt16) async throws -> Bool {
    let client = try Client(port: port)
    for _ in 0..<20_000 {
        try await client.send(get("/listeners"))
        if try await client.answer().text == "\(count)" { return true }
    }
    return false
}
