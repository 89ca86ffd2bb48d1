import HTTPCore
import HTTPServer
import Testing

@Suite struct `An event stream` {
    /// A client that has read the greeting: from here on it hears everything.
    private func listener(_ port: UInt16, receiveBuffer: Int32? = nil) async throws -> Client {
        let client = try Client(port: port, receiveBuffer: receiveBuffer)
        try await client.send(get("/events"))
        let head = try await client.head()
        #expect(head.status == 200)
        #expect(head.says("Content-Type: text/event-stream"))
        #expect(try await client.bytes(21) == "id: 0\ndata: welcome\n\n")
        return client
    }

    @Test func `greets, then carries what is published, in order`() async throws {
        try await withHouse { house, port in
            let client = try await listener(port)
            #expect(try await waitForListeners(1, port: port))
            let frames = (1...1000).map { EventFrame.event(id: "\($0)", data: "number \($0)") }
            for frame in frames { house.topic.publish(frame) }
            house.topic.close()
            #expect(try await client.rest() == frames.flatMap(\.self))
        }
    }

    @Test func `carries what was published since the greeting was made`() async throws {
        struct Latecomer: Application {
            let topic = Topic()
            let count: Int

            func handle(_ request: Request) async -> Response {
                let mark = topic.mark
                for number in 1...count { topic.publish(Array("\(number) ".utf8)) }
                return .events(topic, greeting: Array("now ".utf8), after: mark)
            }
        }
        for (count, heard) in [(3, "now 1 2 3 "), (Topic.kept + 1, "now ")] {
            let application = Latecomer(count: count)
            let server = Server(host: "127.0.0.1", application: application, limits: .patient)
            let client = try Client(port: try server.start())
            try await client.send(get("/"))
            _ = try await client.head()
            if count <= Topic.kept {
                #expect(try await client.bytes(heard.utf8.count) == heard)
                client.leave()
            }
            await server.stop()
            if count > Topic.kept {
                #expect(String(decoding: try await client.rest(), as: UTF8.self) == heard)
            }
        }
    }

    @Test func `ends at once where everybody's was ended while it was being opened`() async throws {
        struct Latecomer: Application {
            let topic = Topic()
            let isEnded: Bool

            func handle(_ request: Request) async -> Response {
                let (mark, endings) = (topic.mark, topic.endings)
                if isEnded { topic.close() }
                topic.publish(Array("news ".utf8))
                return .events(topic, greeting: Array("now ".utf8), after: mark, endings: endings)
            }
        }
        for isEnded in [false, true] {
            let server = Server(host: "127.0.0.1", application: Latecomer(isEnded: isEnded), limits: .patient)
            let client = try Client(port: try server.start())
            try await client.send(get("/"))
            _ = try await client.head()
            if isEnded {
                #expect(String(decoding: try await client.rest(), as: UTF8.self) == "now ")
            } else {
                #expect(try await client.bytes(9) == "now news ")
                client.leave()
            }
            await server.stop()
        }
    }

    @Test func `reaches more listeners than one turn of the loop writes to`() async throws {
        try await withHouse { house, port in
            var clients: [Client] = []
            for _ in 0..<300 { clients.append(try await listener(port)) }
            #expect(try await waitForListeners(300, port: port))
            for number in 1...5 { house.topic.publish(EventFrame.event(data: "\(number)")) }
            house.topic.close()
            let expected = (1...5).map { "data: \($0)\n\n" }.joined()
            for client in clients {
                #expect(String(decoding: try await client.rest(), as: UTF8.self) == expected)
            }
        }
    }

    @Test func `is left at once when the client closes, without a write`() async throws {
        try await withHouse { _, port in
            let first = try await listener(port)
            let second = try await listener(port)
            #expect(try await waitForListeners(2, port: port))
            first.leave()
            #expect(try await waitForListeners(1, port: port))
            second.leave(reset: true)
            #expect(try await waitForListeners(0, port: port))
        }
    }

    @Test func `drops a client that does not read, and only that one`() async throws {
        try await withHouse { house, port in
            let stalled = try await listener(port, receiveBuffer: 4096)
            #expect(try await waitForListeners(1, port: port))
            let frame = [UInt8](repeating: 46, count: 64 << 10)
            for _ in 0..<128 { house.topic.publish(frame) }
            #expect(try await waitForListeners(0, port: port))
            #expect(try await stalled.rest().count < 128 * frame.count)

            let reader = try await listener(port)
            house.topic.publish(EventFrame.event(data: "on"))
            #expect(try await reader.bytes(10) == "data: on\n\n")
        }
    }

    @Test func `beats when nothing is published`() async throws {
        var limits = Limits.patient
        limits.heartbeatSeconds = 1
        try await withHouse(limits: limits) { _, port in
            let client = try await listener(port)
            #expect(try await client.bytes(6) == ":\n\n:\n\n")
        }
    }
}
