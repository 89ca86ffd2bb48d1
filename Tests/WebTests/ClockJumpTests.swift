import Basics
import EventStore
import Host
import Model
import Roster
import Runtime
import Testing
import Texts
import Views
import Web

/// Who is signed in, and what pages say, when somebody sets the laptop's clock in the midst of the day.
@Suite struct `When the server's clock is set` {
    static let day: Int64 = 24 * 3_600_000

    private func jump(_ playground: Playground, days: Int64) {
        playground.clock.set(unixMs: playground.clock.unixMs + days * Self.day)
    }

    @Test func `back, everybody stays signed in, and new people come in`() async throws {
        try await Playground.play { playground in
            let anna = try await playground.sit("house_desk", name: "Anna")
            let control = try await playground.lead()
            for days: Int64 in [-1, -400, -8_000] {
                jump(playground, days: days)
                #expect(try await anna.get("/now").status == 200)
                #expect(try await anna.get("/now").address == "/now")
                let late = try await playground.sit("police_desk", name: "Bek \(-days)")
                #expect(try await late.get("/now").address == "/now")
                #expect(try await control.get("/control/sessions").text.contains("Bek \(-days)"))
            }
        }
    }

    @Test func `back, nothing is said to have been done in time to come`() async throws {
        try await Playground.play { playground in
            let anna = try await playground.sit("house_desk", name: "Anna")
            let control = try await playground.lead()
            try await anna.post("/break", [:])
            jump(playground, days: -3)
            let soon = Playground.texts.tongue("en").format.relative(minutes: 3 * 24 * 60)
            for address in ["/control", "/control/sessions"] {
                let page = try await control.get(address)
                #expect(page.status == 200)
                #expect(!page.text.contains(soon), "\(address)")
            }
            #expect(try await control.get("/control").text.contains("needs a break"))
        }
    }

    @Test func `back, a way in that was made anew is the one that opens`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            try await control.post("/control/seat/house_desk/link", [:])
            jump(playground, days: -4_000)
            try await control.post("/control/seat/house_desk/link", [:])
            let open = try await playground.roster.links(of: "run1").filter {
                $0.kind == .seat("house_desk") && $0.opens
            }
            #expect(open.count == 1)
            let code = try #require(open.first?.code)
            #expect(try await control.get("/control/doors").text.contains(code))
            #expect(
                try await Browser(site: playground.site).get("/join/" + code).text.contains("Shelter worker"))
        }
    }

    @Test func `far ahead, who is signed out comes back as the same person, and acts are none the worse`()
        async throws
    {
        try await Playground.play { playground in
            try await playground.control(.start)
            let anna = try await playground.sit("house_desk", name: "Anna")
            let people = try await playground.roster.participants(of: "run1").count
            jump(playground, days: 1)
            #expect(try await anna.get("/now").address == "/now", "a night and half a day may pass")
            jump(playground, days: 2)
            #expect(try await anna.get("/now").address == "/join")
            let code = try #require(try await anna.get("/back").value(of: "code"), "the browser knows it")
            try await anna.post("/back", ["code": code])
            #expect(try await anna.get("/now").address == "/now")
            #expect(try await playground.roster.participants(of: "run1").count == people)
            #expect(playground.run.control().clock.now.minutes == 0, "exercise time did not move")
        }
    }

    @Test func `anywhere, wrong codes are still counted from then on`() async throws {
        try await Playground.play { playground in
            for days: Int64 in [-700, 700] {
                jump(playground, days: days)
                let guesser = Browser(site: playground.site, from: "192.0.2.66")
                for number in 0..<60 { _ = try await guesser.post("/join", ["code": "555555\(10 + number)"]) }
                #expect(try await guesser.post("/join", ["code": "10000002"]).status == 429)
            }
        }
    }
}
