import Basics
import Bots
import Engine
import Measures
import Model
import Packs
import Rehearsal
import Simulation
import Testing
import Views

private func rehearsal(_ scenario: Scenario) -> Rehearsal {
    Rehearsal(Engine(scenario)) { text in
        if case .pack(let id) = text.source { Story.pack.texts.text(id, in: "en") ?? "" } else { "" }
    }
}

@Suite struct `A careless team` {
    /// Pressing is careless, and leads.
    private static let scenario = {
        var scenario = Story.twelve
        let interview = ByName(scenario).act("interview")
        scenario.world.acts[interview].choices[0].careless = 1
        scenario.world.acts[interview].leads = .compare(.equal, .read(.act(.choice(0))), .constant(1))
        return scenario
    }()

    @Test(arguments: [BotPolicy.cooperative, .careless])
    func `holds all its talks as the pack calls careless, and a careful one none`(team: BotPolicy) {
        let played = rehearsal(Self.scenario).play(team, seed: 4)
        let interview = ByName(Self.scenario).act("interview")
        let talks = played.state.bookings.map(\.booking.act).filter { $0.type == interview }
        #expect(talks.count > 2)
        #expect(talks.allSatisfy { $0.choices == [team == .careless ? 1 : 0] })
        #expect(played.state.ledger.contains { $0.learning.contaminated } == (team == .careless))
    }

    @Test func `is no other than a cooperative one where a pack calls nothing careless`() {
        let careful = rehearsal(Story.twelve).play(.cooperative, seed: 4)
        let careless = rehearsal(Story.twelve).play(.careless, seed: 4)
        #expect(careful.fingerprint == careless.fingerprint)
    }
}

@Suite struct `A team without the financial strand` {
    private static let scenario = {
        var scenario = Story.twelve
        let its = ByName(scenario)
        scenario.finance.seats = [its.seat("border_desk")]
        scenario.finance.acts = [its.act("get_bank_records")]
        return scenario
    }()

    @Test(arguments: [BotPolicy.cooperative, .noFinance])
    func `leaves its seats idle and its acts undone`(team: BotPolicy) {
        let its = ByName(Self.scenario)
        let bookings = rehearsal(Self.scenario).play(team, seed: 4).state.bookings.map(\.booking)
        #expect(bookings.contains { $0.seat == its.seat("police_desk") })
        #expect(bookings.contains { $0.seat == its.seat("border_desk") } == (team == .cooperative))
        #expect(bookings.contains { $0.act.type == its.act("get_bank_records") } == (team == .cooperative))
    }
}

@Suite struct `The share of elements that are proven` {
    /// Davit is a victim, and there is one element. What he told and what lay there prove it, and so does a lead.
    private static let scenario = {
        var scenario = Story.twelve
        let its = ByName(scenario)
        for person in scenario.persons.ids { scenario.persons[person].victim = person == its.person("davit") }
        for fact in scenario.facts.ids { scenario.facts[fact].proves = [] }
        scenario.world.evidence = Table(
            [("testimony", true), ("object", true), ("lead", false)].map { id, admissible in
                var kind = EvidenceKind()
                (kind.id, kind.admissible) = (id, admissible)
                return kind
            })
        var element = Element()
        element.id = "means"
        scenario.world.elements = Table([element])
        let proof = Proof(element: ElementID(0), value: 0, person: its.person("davit"))
        for (place, fact) in ["wages_withheld", "papers_locked", "van_paid"].enumerated() {
            scenario.facts[its.fact(fact)].evidence = EvidenceID(place)
            scenario.facts[its.fact(fact)].proves = [proof]
        }
        return scenario
    }()

    private func share(
        _ facts: [String], of agency: String, led: [String] = [], in scenario: Scenario = Self.scenario
    ) -> Int {
        let story = Story(scenario)
        var state = story.state
        for fact in facts {
            _ = story.engine.assume(
                story.its.agency(agency), knows: story.its.fact(fact), led: led.contains(fact), at: .start,
                on: &state)
        }
        return RunFigures(story.engine, state).elementsProven
    }

    @Test func `counts two sorts of evidence where a charge can be brought`() {
        #expect(share(["wages_withheld", "papers_locked"], of: "court") == 1000)
        #expect(share(["wages_withheld", "papers_locked"], of: "police") == 0)
        #expect(share(["wages_withheld"], of: "court") == 0)
    }

    @Test func `counts them in any agency where nobody can bring a charge`() {
        var scenario = Self.scenario
        scenario.world.acts[ByName(scenario).act("charge_trafficking")].verb = .decide
        #expect(share(["wages_withheld", "papers_locked"], of: "police", in: scenario) == 1000)
    }

    @Test func `counts no lead, and nothing that was told to leading questions`() {
        #expect(share(["wages_withheld", "van_paid"], of: "court") == 0)
        #expect(share(["wages_withheld", "papers_locked"], of: "court", led: ["wages_withheld"]) == 0)
    }

    @Test func `asks for nothing that the law does not ask for`() {
        var scenario = Self.scenario
        var other = Element()
        (other.id, other.notFor) = ("other", scenario.world.traits.ids.first)
        scenario.world.elements.append(other)
        let trait = PersonTrait(trait: TraitID(0), knownBy: [])
        let davit = ByName(scenario).person("davit")
        scenario.persons[davit].traits = []
        #expect(share(["wages_withheld", "papers_locked"], of: "court", in: scenario) == 500)
        scenario.persons[davit].traits = [trait]
        #expect(share(["wages_withheld", "papers_locked"], of: "court", in: scenario) == 1000)
    }
}
