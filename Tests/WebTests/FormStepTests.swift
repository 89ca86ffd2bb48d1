import Basics
import Model
import Packs
import Testing
import Web

/// The safety plan asks whether the person has a copy, and nothing is preset; only who has said something can sign it.
private func caseOfSteps(hard: Bool = false) -> Scenario {
    var scenario = Playground.pack.scenario
    let plan = scenario.world.acts.ids.first { scenario.world.acts[$0].id == "risk_plan" }!
    scenario.world.acts[plan].choices[0].isAsked = true
    if hard { scenario.world.acts[plan].gates.insert(shut("R-CON-01", hard: true), at: 0) }
    return scenario
}

/// A gate that nothing opens.
private func shut(_ rule: String, hard: Bool) -> Gate {
    var gate = Gate()
    (gate.rule, gate.hard) = (rule, hard)
    return gate
}

@Suite struct `The steps of a form` {
    private func begin(_ playground: Playground) async throws -> (Browser, String, Browser.Page) {
        try await playground.control(.start)
        try await playground.control(.told(FactID(0), AgencyID(0)))
        let police = try await playground.sit("police_desk")
        let address = try #require(try await police.get("/act").link("Write a safety plan together"))
        return (police, address, try await police.get(address))
    }

    @Test func `say what is left open at the step where it stands, with the way to it`() async throws {
        try await Playground.play(in: caseOfSteps()) { playground in
            let (police, address, first) = try await begin(playground)
            let person = try #require(first.choice("Davit", of: "person"))
            let nobody = try await police.post(address + "/step", ["person": "", "go": "1"])
            #expect(nobody.status == 422 && nobody.text.contains("Step 1 of 5"))
            #expect(nobody.html.contains("href=\"#field-person\""))

            let second = try await police.post(address + "/step", ["person": person, "go": "1"])
            #expect(second.status == 200 && !second.text.contains("Not answered yet"))
            #expect(second.html.matches(of: /name="choice0"[^>]* checked/).isEmpty, "nothing is preset")
            let stays = try await police.post(address + "/step", ["person": person, "go": "2"])
            #expect(stays.status == 422 && stays.text.contains("Step 2 of 5"))
            #expect(
                stays.html.contains("href=\"#field-choice0\"") && stays.html.contains("id=\"field-choice0\""))
            #expect(stays.html.contains("id=\"field-choice0-fault\""), "said beside the field")
            #expect(!stays.html.contains("#form-field0"), "what stands on another step is not asked here")

            let words = try await police.post(
                address + "/step", ["person": person, "choice0": "1", "field0": "", "go": "3"])
            #expect(words.status == 422 && words.text.contains("Step 3 of 5"))
            #expect(words.html.contains("href=\"#form-field0\""))
            let look = try await police.post(
                address + "/step", ["person": person, "field0": "The van.", "go": "4"])
            #expect(look.status == 422 && look.text.contains("Step 2 of 5"), "the review leads back to it")
            let back = try await police.post(address + "/step", ["person": person, "go": "0"])
            #expect(back.status == 200, "the way back asks nothing")
        }
    }

    @Test func `end with a button that says that one signs, and a way out that says what is kept`()
        async throws
    {
        try await Playground.play(in: caseOfSteps()) { playground in
            let (police, address, first) = try await begin(playground)
            let person = try #require(first.choice("Davit", of: "person"))
            let look = try await police.post(
                address + "/step", ["person": person, "choice0": "1", "field0": "The van.", "go": "4"])
            #expect(look.html.contains(/>Sign( all the same)?</))
            #expect(look.text.contains("what you filled in is kept for you") && !look.text.contains("Do it"))
        }
    }

    @Test func `say on the first that a form cannot be signed whatever is filled in`() async throws {
        try await Playground.play(in: caseOfSteps(hard: true)) { playground in
            let (police, address, first) = try await begin(playground)
            let person = try #require(first.choice("Davit", of: "person"))
            let stays = try await police.post(address + "/step", ["person": person, "go": "1"])
            #expect(stays.status == 422 && stays.text.contains("Step 1 of 5"))
            #expect(stays.text.contains("This form cannot be signed now") && stays.text.contains("R-CON-01"))
            try await playground.control(.showLaw(false))
            #expect(try await police.post(address + "/step", ["person": person, "go": "1"]).status == 200)
        }
    }
}

@Suite struct `A form with many choices` {
    /// Twenty yes-or-no choices more than the plan has, of which a gate that makes it impossible reads the last two.
    private func long(_ when: (Int) -> Expression) -> Scenario {
        var scenario = caseOfSteps(hard: true)
        let plan = scenario.world.acts.ids.first { scenario.world.acts[$0].id == "risk_plan" }!
        for number in 0..<20 {
            var choice = ActChoice()
            (choice.id, choice.isFlag) = ("extra_\(number)", true)
            choice.name = scenario.world.acts[plan].choices[0].name
            scenario.world.acts[plan].choices.append(choice)
        }
        scenario.world.acts[plan].gates[0].when = when(scenario.world.acts[plan].choices.count - 1)
        return scenario
    }

    private func look(at scenario: Scenario, isShut: Bool) async throws {
        try await Playground.play(in: scenario) { playground in
            try await playground.control(.start)
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let police = try await playground.sit("police_desk")
            let address = try #require(try await police.get("/act").link("Write a safety plan together"))
            let person = try #require(try await police.get(address).choice("Davit", of: "person"))
            let page = try await police.post(address + "/step", ["person": person, "go": "1"])
            #expect(page.text.contains("This form cannot be signed now") == isShut)
            #expect(page.status == (isShut ? 422 : 200))
        }
    }

    @Test func `says on its first step that it cannot be signed, however they are answered`() async throws {
        try await look(
            at: long { last in .either(.read(.act(.choice(last))), .not(.read(.act(.choice(last))))) },
            isShut: true)
    }

    @Test func `says nothing where one answer opens the way`() async throws {
        try await look(
            at: long { last in .either(.read(.act(.choice(last))), .not(.read(.act(.choice(last - 1))))) },
            isShut: false)
    }
}

@Suite struct `Who interprets a talk` {
    @Test func `is not chosen beforehand where the law is against it, and the language is named once heard`()
        async throws
    {
        var scenario = Playground.pack.scenario
        let talk = scenario.world.acts.ids.first { scenario.world.acts[$0].verb == .talk }!
        scenario.world.acts[talk].gates.insert(shut("R-X", hard: false), at: 0)
        try await Playground.play(in: scenario) { playground in
            try await playground.control(.start)
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let police = try await playground.sit("police_desk")
            let page = try await police.get(try #require(try await police.get("/talk").link("Davit")))
            #expect(page.html.contains(/name="interpreter"[^>]*required[^>]*><option value="">/))
            #expect(page.text.contains("is not known yet: ask"))
            let asked = try await police.post(
                page.address,
                [
                    "command": "c-ask-001", "act": try #require(page.value(of: "act")), "interpreter": "",
                    "topic": try #require(page.choice("Work", of: "topic")),
                    "setting": try #require(page.choice("In the office", of: "setting")),
                ])
            #expect(asked.status == 422 && asked.text.contains("Not answered yet: With which interpreter"))
        }
    }
}
