import HTTPCore
import Testing

/// More requests at once than the buffer of a connection holds. While nobody took them, the loop once came to nothing else, and
/// one client without a name kept everybody out.
@Suite struct `Who sends thousands of requests at once` {
    private func greet(_ port: UInt16) async throws {
        let other = try Client(port: port)
        try await other.send(get("/hello"))
        #expect(try await other.answer(within: 30).text == "hello")
    }

    @Test func `is answered in order, and keeps nobody waiting`() async throws {
        try await withHouse { house, port in
            let many = try Client(port: port)
            try await many.send(get("/slow"))
            await house.gate.somebodyWaits()
            try await many.send(String(repeating: get("/who"), count: 4000))
            for _ in 1...3 { try await greet(port) }
            await house.gate.open()
            #expect(try await many.answer().text == "done")
            for _ in 1...4000 {
                let text = try await many.answer().text
                try #require(text == "127.0.0.1")
            }
            try await many.send(get("/hello"))
            #expect(try await many.answer().text == "hello", "it is read from as before")
        }
    }

    @Test func `and reads no answer keeps nobody waiting either`() async throws {
        try await withHouse { _, port in
            let many = try Client(port: port)
            try await many.send(String(repeating: get("/large"), count: 4000))
            for _ in 1...5 { try await greet(port) }
            // It reads after all, and is served on.
            for _ in 1...3 { #expect(try await many.answer().body.count == 3 << 20) }
        }
    }
}
