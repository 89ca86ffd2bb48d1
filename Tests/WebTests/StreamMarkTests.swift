import Host
import Model
import Runtime
import Testing
import Web

@Suite struct `The stream of a page` {
    /// The address as it stands in the page.
    private func stream(of page: Browser.Page) throws -> String {
        String(try #require(page.html.firstMatch(of: /data-stream="([^"]*)"/)).output.1)
    }

    @Test func `goes on where the page stands`() async throws {
        try await Playground.play { playground in
            let house = try await playground.sit("house_desk")
            let stream = try stream(of: try await house.get("/now"))
            #expect(try await house.get(stream).html == ":\n\n")
        }
    }

    /// Before it heard anything, so that it has no number to come back with.
    @Test func `of an earlier start is told to look at everything again`() async throws {
        let earlier = Held<String>()
        try await Playground.play(origin: "first") { playground in
            try await playground.control(.start)
            try await playground.jump()
            let house = try await playground.sit("house_desk")
            let address = try stream(of: try await house.get("/now"))
            #expect(!address.hasSuffix(".0"), "something has been told")
            earlier.keep(address)
        }
        try await Playground.play(origin: "second") { playground in
            try await playground.control(.start)
            try await playground.jump()
            let house = try await playground.sit("house_desk")
            let address = try #require(earlier.kept)
            #expect(try await house.get(address).html.contains("\"sections\""))
        }
    }

    @Test func `is for nobody who has not said yes to the note`() async throws {
        try await Playground.play { playground in
            let anna = Browser(site: playground.site)
            try await anna.post("/join/token-house_desk", ["name": "Anna", "language": "en"])
            #expect(try await anna.get("/stream").status == 404)
            try await anna.post("/note", ["answer": "yes"])
            #expect(try await anna.get("/stream").status == 200)
            #expect(try await Browser(site: playground.site).get("/stream").status == 404)
            #expect(try await playground.lead().get("/stream").status == 200)
        }
    }

    @Test func `has a mark that can be read again, and nothing else can`() {
        #expect(StreamMark(StreamMark(origin: "a.b", count: 7).text) == StreamMark(origin: "a.b", count: 7))
        for text in ["", "7", "a", "a.", "a.-1", "a.7x"] { #expect(StreamMark(text) == nil) }
    }
}

private final class Held<Value: Sendable>: Sendable {
    private let value = Locked<Value?>(nil)
    func keep(_ new: Value) { value.withLock { $0 = new } }
    var kept: Value? { value.withLock { $0 } }
}
