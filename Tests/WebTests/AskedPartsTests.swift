import Basics
import Model
import Packs
import Runtime
import Testing
import Views
import Web

/// The twelve facts, with one act changed.
private func with(_ id: String, _ change: (inout ActType, World) -> Void) -> Scenario {
    var scenario = Playground.pack.scenario
    let act = scenario.world.acts.ids.first { scenario.world.acts[$0].id == id }!
    change(&scenario.world.acts[act], scenario.world)
    return scenario
}

private func gate(_ rule: String, _ answer: Answer, hard: Bool = false) -> Gate {
    var gate = Gate()
    (gate.rule, gate.answer, gate.hard) = (rule, answer, hard)
    return gate
}

@Suite struct `An act for somebody` {
    @Test(arguments: ["Ask for consent", "Bring food"])
    func `says at once that nobody is known, and what to do`(act: String) async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let house = try await playground.sit("house_desk")
            func form() async throws -> Browser.Page {
                try await house.get(try #require(try await house.get("/act").link(act)))
            }
            let empty = try await form()
            #expect(empty.text.contains("Your office knows nobody yet"))
            #expect(empty.text.contains("Go to a place where people may be"))
            #expect(!empty.html.contains(/<button[^>]*button-main/), "there is nothing to look at yet")
            #expect(!empty.text.contains("not read yet"))
            let seat = try #require(playground.run.seat(named: "house_desk"))
            for _ in 0..<20 where playground.run.view(of: seat).unopenedCount == 0 {
                try await playground.jump()
            }
            #expect(try await form().text.contains("not read yet: somebody may be named there"))
            try await playground.control(.told(FactID(0), AgencyID(2)))
            let known = try await form()
            #expect(!known.text.contains("Your office knows nobody yet"))
            #expect(known.html.contains(/<button[^>]*button-main/))
        }
    }
}

@Suite struct `What advice speaks against` {
    @Test func `is said before, and done by the same button as what is allowed`() async throws {
        let scenario = with("note_decision") { act, _ in act.gates = [gate("R-ADV-01", .unusual)] }
        try await Playground.play(in: scenario) { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            let form = try await police.get(
                try #require(try await police.get("/act").link("Record a decision")))
            let look = try await police.post(form.address, ["text": "We go on.", "more": "To wait."])
            #expect(look.text.contains("usually done otherwise") && look.text.contains("R-ADV-01"))
            #expect(look.text.contains("Do it") && !look.text.contains("Go on all the same"))
            _ = try await police.post(
                form.address + "/do", ["command": "c-adv-001", "text": "We go on.", "more": "To wait."])
            let feed = try await playground.lead().get("/control")
            #expect(feed.text.contains("Not done as is usual (R-ADV-01)"))
            #expect(!feed.text.contains("Rule R-ADV-01 was broken"))
        }
    }
}

@Suite struct `A form that was refused` {
    @Test func `is not looked at again before something is changed`() async throws {
        let scenario = with("risk_plan") { act, world in
            var shut = gate("R-CON-01", .forbidden, hard: true)
            // Nobody at a desk knows that a doctor is needed.
            let medical = world.needs.ids.first { world.needs[$0].id == "medical" }!
            shut.when = .read(.need(.slot(Slot.person), medical))
            act.gates = [shut]
        }
        try await Playground.play(in: scenario) { playground in
            try await playground.control(.start)
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let police = try await playground.sit("police_desk")
            let address = try #require(try await police.get("/act").link("Write a safety plan together"))
            let first = try await police.get(address)
            let person = try #require(first.choice("Davit", of: "person"))
            let tried = try await police.post(
                address + "/do",
                ["person": person, "choice0": "1", "field0": "The van.", "command": "c-form-001"])
            #expect(tried.status == 422)
            let mark = try #require(tried.value(of: "refused"))
            let same = try await police.post(
                address + "/step",
                ["person": person, "choice0": "1", "field0": "The van.", "refused": mark, "go": "4"])
            #expect(same.status == 422 && same.text.contains("Change something first"))
            let other = try await police.post(
                address + "/step",
                ["person": person, "choice0": "1", "field0": "A car.", "refused": mark, "go": "4"])
            #expect(other.status == 200 && !other.text.contains("Change something first"))
        }
    }
}
