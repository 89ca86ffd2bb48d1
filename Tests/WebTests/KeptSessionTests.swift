import Basics
import EventStore
import HTTPCore
import HTTPServer
import Host
import Model
import Packs
import Roster
import Runtime
import Testing
import Web

@Suite struct `A session that was begun` {
    private static let hour: Int64 = 3_600_000

    @Test func `ends when its owner does nothing, and not before`() async throws {
        try await Playground.play { playground in
            let anna = try await playground.sit("house_desk")
            for _ in 1...5 {
                playground.clock.advance(byMs: 30 * Self.hour)
                #expect(try await anna.get("/me").address == "/me", "a night and half a day")
            }
            playground.clock.advance(byMs: 37 * Self.hour)
            #expect(try await anna.get("/me").address == "/join")
            // The code in the browser leads back to the same place.
            let code = try #require(anna.cookie("return"))
            try await anna.post("/back", ["code": code])
            #expect(try await anna.get("/me").address == "/me")
        }
    }

    @Test func `is kept by nothing that an open page asks for by itself`() async throws {
        try await Playground.play { playground in
            let anna = try await playground.sit("house_desk")
            playground.clock.advance(byMs: 30 * Self.hour)
            let part = Headers.Field(name: "X-Sections", value: "now")
            #expect(try await anna.get("/now", [part]).status == 200)
            #expect(try await anna.get("/stream").status == 200)
            playground.clock.advance(byMs: 7 * Self.hour)
            #expect(try await anna.get("/now").address == "/join")
        }
    }

    @Test func `lasts two weeks at most, whatever is done`() async throws {
        try await Playground.play { playground in
            let anna = try await playground.sit("house_desk")
            for _ in 1..<14 {
                playground.clock.advance(byMs: 24 * Self.hour)
                #expect(try await anna.get("/me").address == "/me")
            }
            playground.clock.advance(byMs: 24 * Self.hour + 1)
            #expect(try await anna.get("/me").address == "/join")
        }
    }

    @Test func `writes nothing for most pages`() async throws {
        try await Playground.play { playground in
            let anna = try await playground.sit("house_desk")
            let ends = { try await playground.roster.sessions(of: "run1").map(\.expiresMs) }
            let before = try await ends()
            playground.clock.advance(byMs: Self.hour)
            _ = try await anna.get("/me")
            #expect(try await ends() == before)
            playground.clock.advance(byMs: Self.hour)
            _ = try await anna.get("/me")
            #expect(try await ends() != before)
        }
    }

    /// What a browser with this token sees, and which token it has then.
    private func tried(_ token: String, _ playground: Playground) async throws -> (
        address: String, token: String?
    ) {
        let browser = Browser(site: playground.site)
        browser.setCookie("kerege", token)
        let address = try await browser.get("/me").address
        return (address, browser.cookie("kerege"))
    }

    private func withTwoSeats(
        _ body: @Sendable @escaping (Playground, _ control: Browser, _ anna: Browser) async throws -> Void
    ) async throws {
        var scenario = Playground.pack.scenario
        var beside = scenario.seats[SeatID(0)]
        beside.id = "beside"
        scenario.seats.append(beside)
        try await Playground.play(in: scenario) { playground in
            let control = try await playground.lead()
            try await control.post("/control/start", [:])
            try await body(playground, control, try await playground.sit("police_desk"))
        }
    }

    @Test
    func `gets another token when control has its owner play one more seat, and when it takes that back`()
        async throws
    {
        try await withTwoSeats { playground, control, anna in
            let other = try await playground.sit("house_desk", name: "Bekzat")
            let others = other.cookie("kerege")
            let number = try await playground.roster.sessions(of: "run1").map(\.number)
            for way in ["cover", "people"] {
                let before = try #require(anna.cookie("kerege"))
                try await control.post("/control/seat/beside/\(way)", ["by": "police_desk"])
                _ = try await anna.get("/now")
                let after = try #require(anna.cookie("kerege"))
                #expect(after != before, "\(way)")
                #expect(try await anna.get("/me").address == "/me")
                #expect(anna.cookie("kerege") == after, "once")
                // What was sent with the old one before the browser had the other is answered, and that is all.
                #expect(try await tried(before, playground) == ("/me", before))
                playground.clock.advance(byMs: FormerToken.graceMs)
                #expect(try await tried(before, playground).address == "/join")
                #expect(try await anna.get("/me").address == "/me")
            }
            #expect(other.cookie("kerege") == others)
            #expect(
                try await playground.roster.sessions(of: "run1").map(\.number) == number, "the same sessions")
        }
    }

    @Test(arguments: ["bot", "play"])
    func `plays no other seat any more that a bot or control has taken`(way: String) async throws {
        try await withTwoSeats { playground, control, anna in
            try await control.post("/control/seat/beside/cover", ["by": "police_desk"])
            #expect(try await playground.roster.participants(of: "run1").last?.alsoHolds == ["beside"])
            let beside = try #require(playground.run.seat(named: "beside"))
            let streams = try #require(playground.site.parts.runs().first).streams
            let before = streams.topic(of: .seat(beside)).endings
            try await control.post("/control/seat/beside/\(way)", ["policy": "random"])
            #expect(try await playground.roster.participants(of: "run1").last?.alsoHolds == [])
            #expect(streams.topic(of: .seat(beside)).endings == before + 1, "who listened is asked anew")
            #expect(try await anna.get("/now").address == "/now")
        }
    }

    @Test func `of control takes the stream of a seat that it plays along when it ends`() async throws {
        try await withTwoSeats { playground, control, _ in
            let other = try await playground.lead()
            try await other.post("/control/seat/beside/play", [:])
            try await other.post("/control/seat/beside/enter", [:])
            let beside = try #require(playground.run.seat(named: "beside"))
            let streams = try #require(playground.site.parts.runs().first).streams
            let before = streams.topic(of: .seat(beside)).endings
            let number = try #require(
                try await playground.roster.participants(of: "run1").last { $0.role == .control })
            try await control.post("/control/session/\(number.number)/end", [:])
            #expect(try await other.get("/control").status == 404)
            #expect(streams.topic(of: .seat(beside)).endings > before)
        }
    }

    @Test
    func `is lost by nobody whose answer with the new token does not arrive, in whatever order answers come`()
        async throws
    {
        try await withTwoSeats { playground, control, anna in
            let before = try #require(anna.cookie("kerege"))
            try await control.post("/control/seat/beside/cover", ["by": "police_desk"])
            // Nothing of what is answered arrives, for two days on which something is asked for.
            var offered: Set<String> = []
            for _ in 1...4 {
                let (address, token) = try await tried(before, playground)
                #expect(address == "/me")
                offered.insert(try #require(token))
                playground.clock.advance(byMs: 12 * Self.hour)
            }
            #expect(offered.count == 1 && !offered.contains(before), "one, so that each answer is as good")
            let after = try #require(offered.first)
            // Two at once, one with each.
            #expect(try await tried(after, playground) == ("/me", after))
            #expect(try await tried(before, playground) == ("/me", before))
            #expect(try await tried(after, playground) == ("/me", after))
            // Signed out is signed out, by whichever.
            let thief = Browser(site: playground.site)
            thief.setCookie("kerege", before)
            try await anna.post("/leave", [:])
            #expect(try await tried(after, playground).address == "/join")
            #expect(try await tried(before, playground).address == "/join")
        }
    }

    @Test func `takes a form that was sent with the token before`() async throws {
        try await withTwoSeats { playground, control, anna in
            let slow = Browser(site: playground.site)
            slow.setCookie("kerege", try #require(anna.cookie("kerege")))
            try await control.post("/control/seat/beside/cover", ["by": "police_desk"])
            _ = try await anna.get("/now")
            _ = try await anna.get("/now")
            playground.clock.advance(byMs: 90_000)
            await playground.settled()
            let head = try await playground.store.head("run1")
            try await playground.write("c-0000001", from: slow)
            #expect(try await playground.store.head("run1") > head, "what was typed is there")
        }
    }

    @Test func `gets another token with the answer to a new password`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            let before = try #require(control.cookie("kerege"))
            try await control.post("/control/password", ["name": "Ruth", "password": "a long sentence"])
            #expect(control.cookie("kerege") != before)
            #expect(
                control.cookie("desk") == control.cookie("kerege"),
                "by which its tries are told from strangers'")
            playground.clock.advance(byMs: FormerToken.graceMs)
            #expect(try await control.get("/control").status == 200)
            let old = Browser(site: playground.site)
            old.setCookie("kerege", before)
            #expect(try await old.get("/control").status == 404)
        }
    }

    @Test
    func `gives back what was typed when it had ended meanwhile, and to nobody whom somebody has signed out`()
        async throws
    {
        try await withTwoSeats { playground, control, anna in
            playground.clock.advance(byMs: 37 * Self.hour)
            await playground.settled()
            let form = ["text": "Long <thought> of", "command": "c-0000009"]
            let fields = form.map { ($0.key, $0.value) }
            let head = try await playground.store.head("run1")
            let page = try await anna.send("/act/nothing/do", fields)
            #expect(page.status == 401)
            #expect(page.html.contains("Long &lt;thought&gt; of") && page.html.contains("c-0000009"))
            #expect(page.html.contains("href=\"/back\"") && page.html.contains("action=\"/act/nothing/do\""))
            #expect(try await playground.store.head("run1") == head)
            // Not to a page of another site.
            let strange = try await anna.send("/act/nothing/do", fields, origin: "http://elsewhere.local")
            #expect(!strange.html.contains("thought"))
            let code = try #require(anna.cookie("return"))
            try await anna.post("/back", ["code": code])
            try await playground.roster.endSessions(of: 2, atMs: playground.clock.unixMs)
            #expect(!(try await anna.send("/act/nothing/do", fields)).html.contains("thought"))
        }
    }
}
