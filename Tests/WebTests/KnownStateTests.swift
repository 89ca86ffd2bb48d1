import Basics
import Model
import Packs
import Runtime
import Testing
import Views
import Web

// What an office knows of a state is said where it matters, and nothing is asked twice.
@Suite struct `A guardian` {
    @Test func `is shown on the person's page to whoever appointed one, who is not asked to again`()
        async throws
    {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.control(.told(FactID(0), AgencyID(2)))
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let house = try await playground.sit("house_desk")
            let police = try await playground.sit("police_desk", name: "Bekzat")
            let address = try #require(try await house.get("/act").link("Appoint a guardian"))
            let davit = try #require(try await house.get(address).choice("Davit", of: "person"))
            let page = "/person/" + davit
            #expect(try await house.get(page).link("Appoint a guardian") != nil)
            #expect(!(try await house.get(page).text.contains("Has a guardian")))
            _ = try await house.post(address + "/do", ["command": "c-appoint-1", "person": davit])
            for _ in 0..<20 {
                if try await house.get(page).text.contains("Has a guardian") { break }
                try await playground.jump()
            }
            let known = try await house.get(page)
            #expect(known.text.contains("Has a guardian"))
            #expect(known.link("Appoint a guardian") == nil)
            let other = try await police.get(
                try #require(try await police.get("/case/people").link("Davit Oren")))
            #expect(!other.text.contains("Has a guardian"), "nobody has told the police")
        }
    }
}

@Suite struct `Somebody who was brought to a house without asking` {
    @Test func `stands there with the state, what it means and the way on`() async throws {
        var scenario = Playground.pack.scenario
        let bring = try #require(
            scenario.world.acts.ids.first { scenario.world.acts[$0].id == "bring_to_safety" })
        // The case is over before three hours are.
        (scenario.world.acts[bring].minutes, scenario.world.acts[bring].answerAfter) = (5, 10)
        for house in scenario.world.services.ids { scenario.world.services[house].admits = .constant(1) }
        try await Playground.play(in: scenario) { playground in
            try await playground.control(.start)
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let police = try await playground.sit("police_desk")
            let house = try await playground.sit("house_desk", name: "Gulnara")
            let form = try await police.get(
                try #require(try await police.get("/act").link("Bring to safety")))
            let service = try #require(
                form.html.matches(of: /name="service" value="([a-z0-9]*)"[^>]*>.*?<\/label>/)
                    .first { $0.output.0.contains("River House") }?.output.1)
            let done = try await police.post(
                form.address + "/do",
                [
                    "command": "c-0000001", "person": try #require(form.choice("Davit", of: "person")),
                    "service": String(service),
                ])
            #expect(done.text.contains("Recorded"), "\(done.text)")
            let seat = try #require(playground.run.seat(named: "house_desk"))
            func referral() -> String? {
                playground.run.view(of: seat).inbox.first { $0.kind == .referral }?.handle.text
            }
            for _ in 0..<20 where referral() == nil { try await playground.jump() }
            let item = try await house.get("/item/" + #require(referral()))
            #expect(item.text.contains("Davit Oren: brought to you without asking first"))
            #expect(item.text.contains("taken in"))
        }
    }
}

@Suite struct `A question to a person that lacks an answer` {
    @Test func `opens the fold in which the answer stands, and leads to it`() async throws {
        var scenario = Playground.pack.scenario
        let interview = try #require(
            scenario.world.acts.ids.first { scenario.world.acts[$0].id == "interview" })
        var choice = scenario.world.acts[interview].choices[0]
        (choice.id, choice.isAsked) = ("present", true)
        scenario.world.acts[interview].choices.append(choice)
        try await Playground.play(in: scenario) { playground in
            try await playground.control(.start)
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let police = try await playground.sit("police_desk")
            let talk = try await police.get(try #require(try await police.get("/talk").link("Ivo Harn")))
            let asked = try await police.post(
                talk.address,
                [
                    "command": "ask-0000001", "act": try #require(talk.value(of: "act")),
                    "topic": try #require(talk.choice("Work", of: "topic")),
                    "setting": try #require(talk.choice("In the office", of: "setting")),
                    "interpreter": try #require(talk.choice("Without an interpreter", of: "interpreter")),
                    "choice0": "0",
                ])
            #expect(asked.status == 422)
            #expect(asked.html.contains("href=\"#field-choice1\""), "the complaint leads there")
            #expect(asked.html.contains(/<details[^>]*id="ask-ways"[^>]* open/))
            #expect(asked.html.contains("This is not answered yet."), "and it says so itself")
        }
    }
}
