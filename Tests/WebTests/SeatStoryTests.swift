import Basics
import HTTPCore
import Model
import Packs
import Runtime
import Testing
import Views
import Web

@Suite struct `The story of a case` {
    @Test func `tells what our agency did, and nothing of what others did`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let (house, police) = (
                try await playground.sit("house_desk"), try await playground.sit("police_desk")
            )
            try await playground.control(.told(FactID(0), AgencyID(0)))
            try await playground.houseDesk(
                "interview", with: try #require(playground.run.character(named: "davit"))
            ) { act, scenario in
                act.topic = scenario.world.topics.ids.first { scenario.world.topics[$0].id == "work" }
            }
            let told = try await house.get("/case/timeline")
            #expect(told.text.contains("We did"))
            #expect(told.html.contains(/id="did-0"/))
            #expect(told.text.contains("Davit") && told.text.contains("Work"))
            #expect(told.text.contains("Under way until") || told.link("What came of it") != nil)
            let other = try await police.get("/case/timeline")
            #expect(!other.html.contains("did-0"), "of others an agency reads nothing")
        }
    }

    @Test func `says to whom something was told`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let scenario = Playground.pack.scenario
            var act = Act(
                type: try #require(
                    scenario.world.acts.ids.first { scenario.world.acts[$0].verb == .write }))
            let court = try #require(
                scenario.world.agencies.ids.first { scenario.world.agencies[$0].id == "court" })
            act.agencies = [court]
            act.text = Typed("Please call.")
            let seat = try #require(scenario.seats.ids.first { scenario.seats[$0].id == "police_desk" })
            _ = try await playground.run.submit(
                .seat(seat, act), id: "c-write-0001", participant: 98, seat: "police_desk")
            let page = try await police.get("/case/timeline")
            let line = try #require(page.html.firstMatch(of: /id="did-0".*?<\/li>/))
            #expect(line.output.contains("Court"))

            var share = Act(
                type: try #require(scenario.world.acts.ids.first { scenario.world.acts[$0].id == "tell" }))
            (share.agencies, share.facts, share.basis) = ([court], [FactID(0)], BasisID(0))
            for _ in 0..<9 {
                if playground.run.view(of: seat).work.busyUntil == nil { break }
                try await playground.jump()
            }
            _ = try await playground.run.submit(
                .seat(seat, share), id: "c-share-0001", participant: 98, seat: "police_desk")
            let both = try await police.get("/case/timeline")
            let told = try #require(both.html.firstMatch(of: /id="did-1".*?<\/li>/)?.output)
            #expect(told.contains("Court") && told.contains("href=\"/fact/"), "which fact it was")
        }
    }
}

@Suite struct `The page of a person` {
    @Test func `begins with four acts at the most, and has each act once`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            for fact in [0, 2] { try await playground.control(.told(FactID(fact), AgencyID(0))) }
            let police = try await playground.sit("police_desk")
            let person = try await police.get(
                try #require(try await police.get("/case/people").link("Davit")))
            let acts = try #require(person.html.firstRange(of: "id=\"acts\""))
            let part = person.html[acts.upperBound...]
            let end = part.firstRange(of: "<details")?.lowerBound ?? part.endIndex
            #expect((1...4).contains(part[..<end].matches(of: /href="\/act\//).count))
            let all = part.matches(of: /href="(\/act\/[^"]*)"/).map { String($0.output.1) }
            let seats = Playground.pack.scenario.seats
            let seat = try #require(seats.ids.first { seats[$0].id == "police_desk" })
            let view = playground.run.view(of: seat)
            let offered = try #require(view.persons.first?.handle)
            let possible = view.prospects.filter { act in
                act.verb != .talk && act.persons.contains { $0.handle == offered }
            }
            for act in possible { #expect(all.contains { $0.hasPrefix("/act/" + act.act.text) }) }
            #expect(part.contains("id=\"acts-"), "the others stand in folds with a heading")
        }
    }
}

@Suite struct `A long talk form` {
    /// Beside how one asks it is asked, of nobody's will beforehand, whether it was explained that one may say no.
    private var scenario: Scenario {
        var scenario = Playground.pack.scenario
        let talk = scenario.world.acts.ids.first { scenario.world.acts[$0].id == "interview" }!
        var manner = scenario.world.acts[talk].choices[0]
        manner.isFlag = false
        scenario.world.acts[talk].choices = [manner, manner]
        scenario.world.acts[talk].choices[1].isAsked = true
        return scenario
    }

    @Test func `says on its fold what is unanswered, and opens where that is missing`() async throws {
        try await Playground.play(in: scenario) { playground in
            try await playground.control(.start)
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let police = try await playground.sit("police_desk")
            let page = try await police.get(try #require(try await police.get("/talk").link("Davit")))
            let fold = try #require(page.html.firstMatch(of: /<details[^>]*id="ask-ways".*?<\/summary>/))
            #expect(fold.output.contains("data-open-wide") && fold.output.contains("1 not answered"))
            let asked = try await police.post(
                page.address,
                [
                    "command": "c-ask-001", "act": try #require(page.value(of: "act")),
                    "topic": try #require(page.choice("Work", of: "topic")), "choice0": "0",
                ])
            #expect(asked.status == 422 && asked.text.contains("Not answered yet"))
            #expect(asked.html.contains(/<details[^>]*id="ask-ways"[^>]* open/))
        }
    }
}

@Suite struct `STOP after the end` {
    @Test func `says that it is over, and to whom one turns`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            #expect(try await police.get("/stop").text.contains("STOP"))
            try await playground.control(.end)
            for page in [try await police.get("/stop"), try await police.post("/stop", [:])] {
                #expect(page.text.contains("The exercise has ended"))
                #expect(page.text.contains("turn to whoever leads the exercise"))
                #expect(!page.html.contains("action=\"/stop\""))
            }
        }
    }
}
