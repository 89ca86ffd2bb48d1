import Basics
import HTTPCore
import Host
import Model
import Packs
import Roster
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

    @Test
    func `gets another token when control has its owner play one more seat, and when it takes that back`()
        async throws
    {
        var scenario = Playground.pack.scenario
        var beside = scenario.seats[SeatID(0)]
        beside.id = "beside"
        scenario.seats.append(beside)
        try await Playground.play(in: scenario) { playground in
            let control = try await playground.lead()
            try await control.post("/control/start", [:])
            let anna = try await playground.sit("police_desk")
            let other = try await playground.sit("house_desk", name: "Bekzat")
            let others = other.cookie("kerege")
            for way in ["cover", "people"] {
                let before = try #require(anna.cookie("kerege"))
                try await control.post("/control/seat/beside/\(way)", ["by": "police_desk"])
                let part = Headers.Field(name: "X-Sections", value: "now")
                _ = try await anna.get("/now", [part])
                #expect(anna.cookie("kerege") == before, "a page that asks by itself")
                _ = try await anna.get("/now")
                #expect(anna.cookie("kerege") != before, "\(way)")
                #expect(try await anna.get("/me").address == "/me")
                // What was asked for at the same time is answered; a moment later the old one opens nothing.
                let old = Browser(site: playground.site)
                old.setCookie("kerege", before)
                #expect(try await old.get("/me").address == "/me")
                #expect(old.cookie("kerege") == before, "no second new one")
                playground.clock.advance(byMs: 31_000)
                #expect(try await old.get("/me").address == "/join")
                #expect(try await anna.get("/me").address == "/me")
            }
            #expect(other.cookie("kerege") == others)
        }
    }

    @Test func `gets another token with the answer to a new password`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            let before = try #require(control.cookie("kerege"))
            try await control.post("/control/password", ["name": "Ruth", "password": "a long sentence"])
            #expect(control.cookie("kerege") != before)
            playground.clock.advance(byMs: 31_000)
            #expect(try await control.get("/control").status == 200)
            let old = Browser(site: playground.site)
            old.setCookie("kerege", before)
            #expect(try await old.get("/control").status == 404)
        }
    }
}

@Suite struct `The way in for those who look on or play` {
    @Test(arguments: ["observers", "roles"])
    func `closes by itself when the day is over; who is in stays`(kind: String) async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            try await control.post("/control/start", [:])
            let page = try await control.post("/control/\(kind)/link", [:])
            #expect(page.text.contains("It closes by itself 12 hours after it was made"))
            let code = try #require(
                try await playground.roster.links(of: "run1").last { $0.code.count == 8 && $0.createdMs > 0 }?
                    .code)
            let guest = Browser(site: playground.site)
            try await guest.post("/join/" + code, ["name": "Olga", "language": "en"])
            try await guest.post("/note", ["answer": "yes"])
            let place = try await guest.get("/").address
            playground.clock.advance(byMs: 12 * 3_600_000 - 1)
            let last = Browser(site: playground.site)
            #expect(try await last.post("/join", ["code": code]).address == "/join/" + code)
            playground.clock.advance(byMs: 1)
            let late = Browser(site: playground.site)
            #expect(try await late.post("/join", ["code": code]).status == 422)
            #expect(try await late.get("/join/" + code).text.contains("does not open any more"))
            let name = ["name": "Petra", "language": "en"]
            #expect(
                try await late.send("/join/" + code, name.map { ($0.key, $0.value) }).text.contains(
                    "does not open any more"))
            #expect(try await guest.get("/").address == place)
            #expect(
                try await control.get("/control/\(kind == "roles" ? "roles" : "doors")").text.contains(
                    "There is no open way in"))
            #expect(try await late.post("/join", ["code": "10000002"]).address == "/join/10000002", "a seat")
        }
    }
}

@Suite struct `A disk that takes nothing` {
    @Test func `is told of once, however much fails, and once when it takes something again`() {
        var trouble = WriteTrouble()
        #expect(trouble.look(failures: 0, isWriting: true, isTick: true) == nil)
        #expect(trouble.look(failures: 1, isWriting: false, isTick: false) == .failing(1))
        for count in 2...500 {
            #expect(trouble.look(failures: count, isWriting: false, isTick: count % 100 == 0) == nil)
        }
        #expect(trouble.look(failures: 500, isWriting: false, isTick: true) == nil, "it does not write yet")
        #expect(
            trouble.look(failures: 500, isWriting: true, isTick: false) == nil,
            "not before the second is over")
        #expect(trouble.look(failures: 500, isWriting: true, isTick: true) == .again(500))
        #expect(trouble.look(failures: 500, isWriting: true, isTick: true) == nil)
        #expect(trouble.look(failures: 501, isWriting: true, isTick: true) == .failing(501))
        #expect(trouble.look(failures: 501, isWriting: true, isTick: true) == .again(1))
    }
}
