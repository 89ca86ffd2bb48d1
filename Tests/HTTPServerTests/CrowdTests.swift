import Glibc
import HTTPCore
import HTTPServer
import Testing

/// The long form, a minute: `KEREGE_LONG=1 swift test --filter HTTPServerTests`, plain and with `--sanitize=thread`.
@Suite(.enabled(if: getenv("KEREGE_LONG") != nil))
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

    private func raiseFileLimit() {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
