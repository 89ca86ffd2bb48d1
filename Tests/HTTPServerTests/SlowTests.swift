import HTTPCore
import HTTPServer
import Testing

/// A house whose clock is moved by hand.
private func withStillHouse(
    _ limits: Limits, _ visit: (House, Server, UInt16) async throws -> Void
) async throws {
    let house = House()
    let server = Server(
        host: "127.0.0.1", loops: 1, application: house, limits: limits, tls: nil, isClockByHand: true)
    let port = try server.start()
    do {
        try await visit(house, server, port)
    } catch {
        await server.stop()
        throw error
    }
    // Who still holds a connection is not waited for.
    async let stopped: Void = server.stop()
    while await server.passSeconds(1).connections > 0 {}
    await stopped
}

extension Limits {
    fileprivate static func with(_ change: (inout Limits) -> Void) -> Limits {
        var limits = Limits()
        change(&limits)
        return limits
    }
}

extension Server {
    typealias Standing = (connections: Int, unfinished: Int, heldBytes: Int)

    /// Waits until the loop has read what was sent to it. Every question is a round trip over the loop.
    fileprivate func shows(_ isSo: (Standing) -> Bool) async -> Bool {
        for _ in 0..<200_000 {
            if isSo(await passSeconds()) { return true }
        }
        return false
    }
}

private let halfHead = "GET /hello HTTP/1.1\r\nHost: house\r\nX:"

/// Its line ends are not kept.
private let halfHeadBytes = halfHead.utf8.count { $0 >= 0x20 }

private func halfBody(_ sent: Int, of count: Int = 1 << 20) -> String {
    "POST /count HTTP/1.1\r\nHost: house\r\nContent-Length: \(count)\r\n\r\n"
        + String(repeating: "a", count: sent)
}

@Suite struct `An answer that nobody reads` {
    @Test func `is dropped when too much of such waits, and whoever reads stays`() async throws {
        let limits = Limits.with {
            ($0.unreadBytes, $0.idleSeconds, $0.progressSeconds) = (64 << 10, 1 << 30, 1 << 30)
        }
        try await withStillHouse(limits) { _, server, port in
            let (deaf, reader) = (try Client(port: port), try Client(port: port))
            try await reader.send(get("/hello"))
            #expect(try await reader.answer().status == 200)
            // More than the system takes for somebody who does not read.
            try await deaf.send(String(repeating: get("/large"), count: 16))
            var left = 2
            for _ in 0..<10_000 where left == 2 { left = await server.passSeconds(1).connections }
            #expect(left == 1)
            try await reader.send(get("/hello"))
            #expect(try await reader.answer().status == 200)
        }
    }
}

@Suite struct `A request that is sent slowly` {
    @Test(arguments: [halfHead, halfBody(10)])
    func `is given up after its time, however often a byte of it comes`(_ begin: String) async throws {
        try await withStillHouse(.with { $0.idleSeconds = 3600 }) { _, server, port in
            let client = try Client(port: port)
            try await client.send(begin)
            #expect(await server.shows { $0.heldBytes > 0 })
            let limits = Limits()
            let seconds = begin == halfHead ? limits.headSeconds : limits.bodySeconds
            for _ in 1..<seconds {
                let before = await server.passSeconds(1).heldBytes
                try await client.send("a")
                #expect(await server.shows { $0.heldBytes > before })
            }
            #expect(await server.passSeconds().unfinished == 1)
            await server.passSeconds(1)
            #expect(try await client.answer().status == 408)
            #expect(await server.passSeconds().heldBytes == 0)
        }
    }

    @Test(arguments: [halfHead, halfBody(10)])
    func `keeps nobody out of a house that is full of such`(_ begin: String) async throws {
        try await withStillHouse(.with { $0.connections = 8 }) { _, server, port in
            func guest() async throws -> Client {
                let client = try Client(port: port)
                try await client.send(get("/hello"))
                #expect(try await client.answer().status == 200)
                return client
            }
            var (crowd, guests): ([Client], [Client]) = ([], [])
            for _ in 1...8 { crowd.append(try await guest()) }
            for (number, client) in crowd.prefix(4).enumerated() {
                try await client.send(begin)
                #expect(await server.shows { $0.unfinished == number + 1 })
                await server.passSeconds(1)
            }
            await server.passSeconds(Limits().owingSeconds)
            for _ in 1...3 { guests.append(try await guest()) }
            for client in crowd.prefix(3) { #expect(try await client.rest() == [], "the oldest went first") }
            for client in crowd.suffix(4) {
                try await client.send(get("/hello"))
                #expect(try await client.answer().status == 200, "who rests stays as long as others owe")
            }
        }
    }

    @Test func `makes room at once for others of its address when these are too many`() async throws {
        try await withStillHouse(.with { $0.unfinishedByAddress = 4 }) { _, server, port in
            var crowd: [Client] = []
            for number in 1...4 {
                let client = try Client(port: port)
                try await client.send(halfHead)
                #expect(
                    await server.shows { $0.unfinished == number && $0.heldBytes == number * halfHeadBytes })
                crowd.append(client)
            }
            let guest = try Client(port: port)
            try await guest.send(get("/hello"))
            #expect(try await guest.answer().status == 200)
            #expect(try await crowd[0].rest() == [], "the oldest of them was closed")
            for client in crowd.dropFirst() {
                try await client.send(" y\r\n\r\n")
                #expect(try await client.answer().status == 200, "the others may go on")
            }
        }
    }

    @Test func `is not counted by the address of a proxy`() async throws {
        try await withStillHouse(.with { ($0.unfinishedByAddress, $0.uncounted) = (2, ["127.0.0.1"]) }) {
            _, server, port in
            var crowd: [Client] = []
            for _ in 1...6 {
                let client = try Client(port: port)
                try await client.send(halfHead)
                crowd.append(client)
            }
            #expect(await server.shows { $0.heldBytes == 6 * halfHeadBytes })
            for client in crowd {
                try await client.send(" y\r\n\r\n")
                #expect(try await client.answer().status == 200)
            }
        }
    }

    @Test func `takes a bounded amount of memory, and whoever holds most for longest gives up`()
        async throws
    {
        try await withStillHouse(.with { $0.unfinishedBytes = 256 << 10 }) { _, server, port in
            let (few, many) = (1000, 100 << 10)
            let small = try Client(port: port)
            try await small.send(halfBody(few, of: few + 1))
            #expect(await server.shows { $0.heldBytes == few })
            var crowd: [Client] = []
            for number in 1...2 {
                let client = try Client(port: port)
                try await client.send(halfBody(many, of: many + 1))
                #expect(await server.shows { $0.heldBytes == few + number * many })
                await server.passSeconds(1)
                crowd.append(client)
            }
            let third = try Client(port: port)
            try await third.send(halfBody(many, of: many + 1))
            #expect(try await crowd[0].answer().status == 503)
            #expect(await server.shows { $0.heldBytes == few + 2 * many })
            for (client, sent) in [(small, few), (crowd[1], many), (third, many)] {
                try await client.send("a")
                #expect(try await client.answer().text == "\(sent + 1)")
            }
        }
    }
}

@Suite struct `The streams of one person` {
    @Test func `are so many and no more: the oldest ends, and nobody else's`() async throws {
        try await withStillHouse(.with { $0.streamsByOwner = 2 }) { house, _, port in
            func listener(_ owner: String) async throws -> Client {
                let client = try Client(port: port)
                try await client.send(get("/mine?of=" + owner))
                #expect(try await client.head().status == 200)
                #expect(try await client.bytes(4) == "mine")
                return client
            }
            let other = try await listener("Bolot")
            var own: [Client] = []
            for _ in 1...4 { own.append(try await listener("Aida")) }
            for client in own.prefix(2) { #expect(try await client.rest() == []) }
            #expect(try await waitForListeners(3, port: port))
            house.topic.publish(Array("news".utf8))
            for client in [other] + own.suffix(2) { #expect(try await client.bytes(4) == "news") }
            // Who has gone makes place for a new one.
            own[2].leave()
            #expect(try await waitForListeners(2, port: port))
            let late = try await listener("Aida")
            house.topic.publish(Array("more".utf8))
            for client in [other, own[3], late] { #expect(try await client.bytes(4) == "more") }
        }
    }
}
