import HTTPCore
import HTTPServer
import Testing

@Suite struct `A connection` {
    @Test func `stays open for the next request`() async throws {
        try await withClient { client in
            for _ in 1...3 {
                try await client.send(get("/hello"))
                let answer = try await client.answer()
                #expect(answer.status == 200)
                #expect(answer.text == "hello")
                #expect(answer.says("Date: "))
            }
        }
    }

    @Test func `answers requests sent ahead, in their order`() async throws {
        try await withClient { client in
            let paths = ["/hello", "/nowhere", "/who", "/content", "/hello"]
            try await client.send(paths.map { get($0) }.joined())
            var statuses: [Int] = []
            for _ in paths { statuses.append(try await client.answer().status) }
            #expect(statuses == [200, 404, 200, 200, 200])
        }
    }

    @Test func `answers requests sent ahead by a client that then ends`() async throws {
        try await withClient { client in
            try await client.send(get("/hello") + get("/who") + get("/nowhere"))
            client.endSending()
            #expect(try await client.answer().text == "hello")
            #expect(try await client.answer().text == "127.0.0.1")
            #expect(try await client.answer().status == 404)
            #expect(try await client.rest().isEmpty)
        }
    }

    @Test func `closes after a request of HTTP 1.0, which needs no host`() async throws {
        try await withClient { client in
            try await client.send("GET /hello HTTP/1.0\r\n\r\n")
            let answer = try await client.answer()
            #expect(answer.text == "hello")
            #expect(answer.says("Connection: close"))
            #expect(try await client.rest().isEmpty)
        }
    }

    @Test func `closes when the client asks for that`() async throws {
        try await withClient { client in
            try await client.send(get("/hello", "Connection: close\r\n"))
            #expect(try await client.answer().says("Connection: close"))
            #expect(try await client.rest().isEmpty)
        }
    }

    @Test func `reads a request that comes byte by byte`() async throws {
        try await withClient { client in
            for byte in "POST /echo HTTP/1.1\r\nHost: house\r\nContent-Length: 3\r\n\r\nabc".utf8 {
                try await client.send([byte])
            }
            #expect(try await client.answer().text == "abc")
        }
    }

    @Test func `says what is not here, and what may not be done here`() async throws {
        try await withClient { client in
            try await client.send(get("/nowhere"))
            #expect(try await client.answer().status == 404)
            try await client.send("DELETE /hello HTTP/1.1\r\nHost: house\r\n\r\n")
            let answer = try await client.answer()
            #expect(answer.status == 405)
            #expect(answer.says("Allow: GET"))
        }
    }

    @Test func `sends no body when only the head was asked for`() async throws {
        try await withClient { client in
            try await client.send("HEAD /hello HTTP/1.1\r\nHost: house\r\n\r\n" + get("/who"))
            let answer = try await client.answer(toHead: true)
            #expect(answer.says("Content-Length: 5"))
            #expect(try await client.answer().text == "127.0.0.1")
        }
    }

    @Test func `opens no stream when only its head was asked for`() async throws {
        try await withHouse { house, port in
            let client = try Client(port: port)
            try await client.send("HEAD /events HTTP/1.1\r\nHost: house\r\n\r\n")
            #expect(try await client.head().says("Content-Type: text/event-stream"))
            #expect(try await client.rest().isEmpty)
            #expect(house.topic.listeners == 0)
        }
    }

    @Test func `reads a posted form`() async throws {
        try await withClient { client in
            let body = "name=Mira+K.&other=1&name=%D0%90"
            try await client.send(
                "POST /form HTTP/1.1\r\nHost: house\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
            #expect(try await client.answer().text == "Mira K.|А")
        }
    }

    @Test func `delivers an answer larger than its buffers`() async throws {
        try await withClient { client in
            try await client.send(get("/large") + get("/hello"))
            #expect(try await client.answer().body.count == 3 << 20)
            #expect(try await client.answer().text == "hello")
        }
    }

    @Test func `gives up a head that does not come to an end`() async throws {
        var limits = Limits.patient
        limits.headSeconds = 1
        try await withClient(limits: limits) { client in
            try await client.send("GET /hello HTTP/1.1\r\nHost: ho")
            #expect(try await client.answer().status == 408)
            #expect(try await client.rest().isEmpty)
        }
    }

    /// Time is told by connections that ask for nothing: each is closed after a second.
    @Test func `gives up a head that goes on by a byte now and then`() async throws {
        var limits = Limits.patient
        (limits.headSeconds, limits.idleSeconds) = (2, 1)
        try await withHouse(limits: limits) { _, port in
            let slow = try Client(port: port)
            try await slow.send("GET /hello HTTP/1.1\r\nHost: ho")
            for _ in 1...4 {
                _ = try await Client(port: port).rest()
                try? await slow.send("o")
            }
            // Where each byte gave it more time, this would be a request.
            try? await slow.send("\r\n\r\n")
            #expect(try await slow.answer().status == 408)
        }
    }

    /// Time is told by connections that ask for nothing.
    @Test func `gives up an answer that nobody reads`() async throws {
        var limits = Limits.patient
        (limits.progressSeconds, limits.idleSeconds) = (1, 1)
        try await withHouse(limits: limits) { _, port in
            let stalled = try Client(port: port, receiveBuffer: 4096)
            try await stalled.send(get("/large"))
            for _ in 1...4 { _ = try await Client(port: port).rest() }
            #expect(try await stalled.rest().count < 3 << 20)
        }
    }

    @Test func `closes when no request comes`() async throws {
        var limits = Limits.patient
        limits.idleSeconds = 1
        try await withClient(limits: limits) { client in
            try await client.send(get("/hello"))
            #expect(try await client.answer().status == 200)
            #expect(try await client.rest().isEmpty)
        }
    }
}

@Suite struct `A resource behind a server` {
    @Test func `comes in part`() async throws {
        try await withClient { client in
            try await client.send(get("/content", "Range: bytes=10-19\r\n"))
            let answer = try await client.answer()
            #expect(answer.status == 206)
            #expect(answer.body == Array(House.content[10...19]))
            #expect(answer.says("Content-Range: bytes 10-19/1000"))
        }
    }

    @Test func `is not sent again to who has it`() async throws {
        try await withClient { client in
            try await client.send(get("/content", "If-None-Match: \"v1\"\r\n") + get("/hello"))
            #expect(try await client.answer().status == 304)
            #expect(try await client.answer().text == "hello")
        }
    }

    @Test func `has no part beyond its end`() async throws {
        try await withClient { client in
            try await client.send(get("/content", "Range: bytes=1000-\r\n"))
            #expect(try await client.answer().status == 416)
        }
    }
}

@Suite struct `An upload` {
    private static let megabytes = [UInt8](repeating: 65, count: 5 << 20)

    private func head(_ path: String, _ fields: String) -> String {
        "POST \(path) HTTP/1.1\r\nHost: house\r\n\(fields)\r\n\r\n"
    }

    @Test func `arrives whole when its length is known`() async throws {
        try await withClient { client in
            try await client.send(head("/count", "Content-Length: \(Self.megabytes.count)"))
            try await client.send(Self.megabytes)
            #expect(try await client.answer().text == "\(Self.megabytes.count)")
        }
    }

    @Test func `arrives whole in chunks`() async throws {
        try await withClient { client in
            let piece = [UInt8](repeating: 66, count: 0x10001)
            try await client.send(head("/count", "Transfer-Encoding: chunked"))
            for _ in 0..<64 {
                try await client.send(Array("10001\r\n".utf8) + piece + Array("\r\n".utf8))
            }
            try await client.send("0\r\n\r\n" + get("/hello"))
            #expect(try await client.answer().text == "\(64 * 0x10001)")
            #expect(try await client.answer().text == "hello")
        }
    }

    @Test func `is refused before it is sent, when its length is beyond the limit`() async throws {
        try await withClient { client in
            try await client.send(head("/echo", "Content-Length: 2000000\r\nExpect: 100-continue"))
            let answer = try await client.answer()
            #expect(answer.status == 413)
            #expect(answer.says("Connection: close"))
        }
    }

    @Test func `is refused at the limit when it comes in chunks, to a client that sends on`() async throws {
        try await withClient { client in
            let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 67, count: 0x10000) + Array("\r\n".utf8)
            try await client.send(head("/echo", "Transfer-Encoding: chunked"))
            // The server may hang up before everything is sent; its answer is there all the same.
            for _ in 0..<40 { try? await client.send(chunk) }
            #expect(try await client.answer().status == 413)
        }
    }

    @Test func `is answered without being read, where nobody may send`() async throws {
        try await withClient { client in
            try await client.send(head("/forbidden", "Content-Length: \(Self.megabytes.count)"))
            // The server may hang up before everything is sent; its answer is there all the same.
            try? await client.send(Self.megabytes)
            let answer = try await client.answer()
            #expect(answer.status == 403)
            #expect(answer.text == "not here")
        }
    }

    @Test func `is asked for when the client waits to be asked`() async throws {
        try await withClient { client in
            try await client.send(head("/echo", "Content-Length: 4\r\nExpect: 100-continue"))
            #expect(try await client.head().status == 100)
            try await client.send("here")
            #expect(try await client.answer().text == "here")
        }
    }
}

@Suite struct `What is no request` {
    @Test(arguments: [
        ("GET /hello HTTP/1.1\r\n\r\n", 400),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc", 400),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc", 400),
        ("GET /hello HTTP/1.1\r\nHost : a\r\n\r\n", 400),
        ("GET /hello HTTP/1.1\r\nHost: a\r\n folded: b\r\n\r\n", 400),
        ("GET /hello HTTP/1.1\nHost: a\n\n", 400),
        ("GET /hello HTTP/1.1\r\nHost: a\r\nX: \u{1}\r\n\r\n", 400),
        ("GET /hello HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "x", count: 40 << 10) + "\r\n\r\n", 431),
        ("GET /hello HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: y\r\n", count: 101) + "\r\n", 431),
        ("GET /hello HTTP/3.0\r\nHost: a\r\n\r\n", 505),
    ])
    func `is refused, and nothing behind it is read`(_ text: String, _ status: Int) async throws {
        try await withClient { client in
            try await client.send(text + get("/hello"))
            let answer = try await client.answer()
            #expect(answer.status == status)
            #expect(answer.says("Connection: close"))
            #expect(answer.says("X-Content-Type-Options: nosniff"), "as every other answer")
            #expect(try await client.rest().isEmpty)
        }
    }
}

@Suite struct `A server` {
    @Test func `survives a hundred clients that leave in the middle`() async throws {
        try await withHouse { house, port in
            for number in 0..<100 {
                let client = try Client(port: port)
                switch number % 4 {
                case 0: try await client.send("GET /hel")
                case 1:
                    try await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc")
                case 2: try await client.send(get("/large"))
                default: try await client.send(get("/slow"))
                }
                client.leave(reset: number % 2 == 0)
            }
            await house.gate.open()
            let client = try Client(port: port)
            try await client.send(get("/hello"))
            #expect(try await client.answer().text == "hello")
        }
    }

    @Test func `turns away more connections than it wants`() async throws {
        var limits = Limits.patient
        limits.connections = 2
        try await withHouse(limits: limits) { _, port in
            var welcome: [Client] = []
            for _ in 1...2 {
                let client = try Client(port: port)
                try await client.send(get("/events"))
                #expect(try await client.head().status == 200)
                welcome.append(client)
            }
            let client = try Client(port: port)
            #expect(try await client.answer().status == 503)
            #expect(try await welcome[0].bytes(4) == "id: ")
        }
    }

    @Test func `makes room for who asks by closing who has rested longest`() async throws {
        var limits = Limits.patient
        limits.connections = 3
        try await withHouse(limits: limits) { _, port in
            let listener = try Client(port: port)
            try await listener.send(get("/events"))
            #expect(try await listener.head().status == 200)
            var idle: [Client] = []
            for _ in 1...2 {
                let client = try Client(port: port)
                try await client.send(get("/hello"))
                #expect(try await client.answer().status == 200)
                idle.append(client)
            }
            for _ in 1...5 {
                let client = try Client(port: port)
                try await client.send(get("/hello"))
                #expect(try await client.answer().status == 200)
                idle.append(client)
            }
            #expect(try await idle[0].rest() == [], "the first of them was closed")
            #expect(try await listener.bytes(4) == "id: ", "who listens stays")
        }
    }

    @Test func `serves from several loops`() async throws {
        try await withHouse(loops: 3) { house, port in
            var clients: [Client] = []
            for _ in 1...6 {
                let client = try Client(port: port)
                try await client.send(get("/events"))
                _ = try await client.head()
                clients.append(client)
            }
            #expect(try await waitForListeners(6, port: port))
            house.topic.publish(EventFrame.event(data: "all"))
            house.topic.close()
            for client in clients {
                let text = String(decoding: try await client.rest(), as: UTF8.self)
                #expect(text == "id: 0\ndata: welcome\n\ndata: all\n\n")
            }
        }
    }

    @Test func `says that its port is taken`() async throws {
        try await withHouse { _, port in
            let second = Server(host: "127.0.0.1", port: port, application: House())
            #expect(throws: ListenError.addressInUse) { try second.start() }
        }
    }

    @Test func `says that an address is none of this machine`() {
        let server = Server(host: "192.0.2.1", application: House())
        #expect(throws: ListenError.noSuchAddress) { try server.start() }
    }

    @Test func `stops in order`() async throws {
        let house = House()
        let server = Server(host: "127.0.0.1", application: house, limits: .patient)
        let port = try server.start()
        let idle = try Client(port: port)
        try await idle.send(get("/hello"))
        #expect(try await idle.answer().status == 200)
        let listener = try Client(port: port)
        try await listener.send(get("/events"))
        _ = try await listener.head()
        let working = try Client(port: port)
        try await working.send(get("/slow"))
        await house.gate.somebodyWaits()

        async let stopped: Void = server.stop()
        #expect(try await idle.rest().isEmpty)
        #expect(String(decoding: try await listener.rest(), as: UTF8.self) == "id: 0\ndata: welcome\n\n")
        #expect(throws: Client.Failure.self) { try Client(port: port) }
        await house.gate.open()
        let answer = try await working.answer()
        #expect(answer.text == "done")
        #expect(answer.says("Connection: close"))
        await stopped
        await server.stop()
    }
}
