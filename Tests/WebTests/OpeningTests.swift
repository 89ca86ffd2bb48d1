import Basics
import EventStore
import HTTPCore
import Host
import Model
import Packs
import Roster
import Runtime
import Testing
import Web

extension Playground {
    /// All openings of the run so far, written down first.
    fileprivate func openings() async throws -> [Opening] {
        try await site.writeOpenings()
        return try await roster.openings(of: "run1", after: 0, limit: 1000)
    }

    fileprivate func lastPerson() async throws -> Participant {
        try #require(try await roster.participants(of: "run1").last)
    }
}

@Suite struct `Who has had what to read` {
    @Test func `is noted for each person of a seat, with the session and the time`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.jump()
            let first = try await playground.sit("house_desk", name: "Anna")
            let anna = try await playground.lastPerson()
            let second = try await playground.sit("house_desk", name: "Bekzat")
            let bekzat = try await playground.lastPerson()
            let letter = try #require(try await first.get("/now").link("A call about a missing brother"))
            #expect(try await playground.openings() == [], "a list is no reading")
            _ = try await first.get(letter)
            let rows = try await playground.store.head("run1")
            _ = try await second.get(letter)
            #expect(try await playground.store.head("run1") == rows, "the log needs the first opening alone")
            let openings = try await playground.openings()
            #expect(openings.map(\.participant) == [anna.number, bekzat.number])
            #expect(openings.map(\.kind) == ["item", "item"])
            #expect(Set(openings.map(\.thing)).count == 1)
            let sessions = try await playground.roster.sessions(of: "run1")
            for opening in openings {
                let session = sessions.first { $0.number == opening.session }
                #expect(session?.participant == opening.participant)
                #expect(opening.atMs == playground.clock.unixMs)
            }
        }
    }

    /// A server that is killed after the answer has lost nothing of who read it.
    @Test func `is on disk before it is shown`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.jump()
            let anna = try await playground.sit("house_desk")
            let letter = try #require(try await anna.get("/now").link("A call about a missing brother"))
            for (place, address) in [letter, "/case/decisions"].enumerated() {
                #expect(try await anna.get(address).status == 200)
                let openings = try await playground.roster.openings(of: "run1", after: 0, limit: 9)
                #expect(openings.count == place + 1, "\(address)")
            }
        }
    }

    @Test func `waits where the disk takes nothing, and is noted once when there is room`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let police = try await playground.sit("police_desk")
            await playground.roster.fill(true)
            for address in ["/case/decisions", "/case/chart.jsonl", "/case/decisions"] {
                #expect(try await police.get(address).status == 200)
            }
            #expect(try await playground.roster.openings(of: "run1", after: 0, limit: 9) == [])
            await playground.roster.fill(false)
            #expect(try await playground.openings().map(\.kind) == ["decisions", "chart"])
            #expect(try await playground.openings().count == 2, "once")
        }
    }

    @Test func `is noted for an article of the law that is read without a seat`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            #expect(try await control.get("/articles").status == 200)
            #expect(try await control.get("/article/1").status == 200)
            #expect(try await control.get("/article/900").status == 404)
            let openings = try await playground.openings()
            #expect(openings.map(\.kind) == ["article"])
            #expect(openings.map(\.thing) == ["1"])
        }
    }

    @Test func `is noted again when somebody comes back to it later, not when a page follows the run`()
        async throws
    {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.jump()
            let anna = try await playground.sit("house_desk")
            let letter = try #require(try await anna.get("/now").link("A call about a missing brother"))
            _ = try await anna.get(letter)
            _ = try await anna.get(letter, [.init(name: "X-Sections", value: "inbox")])
            _ = try await anna.get(letter)
            #expect(try await playground.openings().count == 1)
            playground.clock.advance(byMs: Openings.apartMs)
            _ = try await anna.get(letter)
            #expect(try await playground.openings().count == 2)
            let other = try await playground.sit("house_desk", name: "Bekzat")
            // Whoever asks for a part alone has the part to read.
            _ = try await other.get(letter, [.init(name: "X-Sections", value: "inbox")])
            #expect(try await playground.openings().count == 3)
        }
    }

    @Test func `counts facts, the law, what people say, and the chart as a file`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let police = try await playground.sit("police_desk")
            let fact = try #require(
                try await police.get("/case").html.firstMatch(of: /href="(\/fact\/[a-z0-9]{13})"/)
            ).output.1
            let law = try #require(
                try await police.get("/me/law").html.firstMatch(of: /href="(\/law\/[a-z0-9]{13})"/)
            ).output.1
            #expect(try await playground.openings() == [])
            for address in [
                String(fact), String(law), "/case/chart.jsonl", "/fact/aaaaaaaaaaaaa", "/case/decisions",
                "/operation/aaaaaaaaaaaaa",
            ] {
                _ = try await police.get(address)
            }
            let openings = try await playground.openings()
            #expect(openings.map(\.kind) == ["fact", "article", "chart", "decisions"])
            let facts = Playground.pack.scenario.facts.values.map(\.id)
            #expect(facts.contains(openings[0].thing), "as the pack calls it")
            #expect(openings.allSatisfy { !$0.thing.contains("/") && $0.session != 0 })
        }
    }

    @Test(arguments: [("en", "What Anna has had to read"), ("ru", "Что открывалось для чтения: Anna")])
    func `is shown to control on the page of the person, and to nobody else`(
        language: String, heading: String
    ) async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.jump()
            let anna = try await playground.sit("house_desk", name: "Anna")
            let number = try await playground.lastPerson().number
            let title = "A call about a missing brother"
            _ = try await anna.get(try #require(try await anna.get("/now").link(title)))
            let control = try await playground.lead(language: language)
            let list = try await control.get("/control/sessions")
            #expect(list.link("Anna") == "/control/session/\(number)")
            let page = try await control.get("/control/session/\(number)")
            #expect(page.text.contains(heading))
            #expect(language != "en" || page.text.contains(title))
            let session = try #require(
                try await playground.roster.sessions(of: "run1").first { $0.participant == number }?.number)
            #expect(page.text.contains(language == "en" ? "session \(session)," : "сеанс \(session),"))
            #expect(try await control.get("/control/session/999").status == 404)
            #expect(try await anna.get("/control/session/\(number)").status == 404)
        }
    }
}
