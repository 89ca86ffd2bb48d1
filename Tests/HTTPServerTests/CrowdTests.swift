import Glibc
import HTTPCore
import HTTPServer
import Testing

/// The long form, a minute: `KEREGE_LONG=1 swift test --filter HTTPServerTests`, plain and with `--sanitize=thread`.
@Suite(.serialized, .enabled(if: getenv("KEREGE_LONG") != nil))
struct `A crowd` {
    @Test func `of a thousand hears everything, whoever stalls or leaves`() async throws {
        raiseFileLimit()
        try await withHouse(loops: 2) { house, port in
            var clients: [Client] = []
            for number in 0..<1000 {
                let client = try Client(port: port, receiveBuffer: number == 0 ? 4096 : nil)
                try await client.send(get("/events"))
                #expect(try await client.head().status == 200)
                #expect(try await client.bytes(21) == "id: 0\ndata: welcome\n\n")
                clients.append(client)
            }
            #expect(try await waitForListeners(1000, port: port))
            clients[1].leave(reset: true)
            #expect(try await waitForListeners(999, port: port))

            let frame = [UInt8](repeating: 46, count: 4000)
            let told = String(decoding: frame, as: UTF8.self)
            for _ in 1...20 {
                for _ in 1...10 { house.topic.publish(frame) }
                // Everybody but the first reads before the next round, or they would all fall behind.
                for client in clients.dropFirst(2) {
                    for _ in 1...10 { #expect(try await client.bytes(frame.count) == told) }
                }
            }
            house.topic.publish(Array("the end".utf8))
            house.topic.close()
            for client in clients.dropFirst(2) {
                #expect(String(decoding: try await client.rest(), as: UTF8.self) == "the end")
            }
        }
    }

    @Test func `of ten thousand that asks for nothing keeps nobody out`() async throws {
        raiseFileLimit()
        var limits = Limits.patient
        (limits.connections, limits.unfinishedByAddress) = (10_500, 20_000)
        try await withIdle(10_000, limits) { port in try await greet(200, at: port) }
        // More than there is room for: who has rested longest goes.
        limits.connections = 2000
        try await withIdle(900, limits) { port in try await greet(1500, at: port) }
    }
}

/// The short form, in every run.
@Suite struct `A small crowd` {
    @Test func `of five hundred that asks for nothing keeps nobody out`() async throws {
        raiseFileLimit()
        var limits = Limits.patient
        (limits.connections, limits.unfinishedByAddress) = (550, 1000)
        try await withIdle(500, limits) { port in try await greet(40, at: port) }
        // More than there is room for: who has rested longest goes.
        limits.connections = 200
        try await withIdle(150, limits) { port in try await greet(120, at: port) }
    }
}

/// A house with so many connections that ask for nothing. They are another process: one process may not have so many
/// descriptors for both ends.
private func withIdle(
    _ count: Int, _ limits: Limits, _ story: @Sendable @escaping (_ port: UInt16) async throws -> Void
) async throws {
    try await withHouse(loops: 2, limits: limits) { _, port in
        let crowd = try Helper(
            "/usr/bin/python3",
            [
                "-c",
                """
                import resource, socket, sys
                hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
                resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
                idle = [socket.create_connection(("127.0.0.1", \(port))) for _ in range(\(count))]
                print("here", flush=True)
                sys.stdin.read()
                """,
            ])
        // The end of its line may come by itself.
        #expect(await crowd.next().hasPrefix("here"))
        try await story(port)
        crowd.finish()
    }
}

/// So many come one after another, are served, and stay.
private func greet(_ count: Int, at port: UInt16) async throws {
    var stayed: [Client] = []
    for _ in 1...count {
        let client = try Client(port: port)
        try await client.send(get("/hello"))
        #expect(try await client.answer().status == 200)
        stayed.append(client)
    }
}

private func raiseFileLimit() {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
}
