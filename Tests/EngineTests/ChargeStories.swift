import Basics
import Engine
import Model
import Simulation
import Testing
import Views

@Suite struct `A charge` {
    /// In which the withheld pay is Sela's.
    private func twoPeople() -> Scenario {
        var scenario = Story.twelve
        let its = ByName(scenario)
        for place in scenario.facts[its.fact("wages_withheld")].proves.indices {
            scenario.facts[its.fact("wages_withheld")].proves[place].person = its.person("sela")
        }
        return scenario
    }

    private func charged(on facts: [String], _ scenario: Scenario = Story.twelve) throws -> Story {
        var story = Story(scenario)
        for fact in facts + ["sela_looks_young"] {
            try story.control(.told(story.its.fact(fact), story.its.agency("court")))
        }
        try story.does(
            "court_desk", "charge_trafficking", person: "davit", facts: facts, text: "Enough.")
        story.pass(minutes: 30)
        return story
    }

    private func isThin(_ story: Story) -> Bool {
        story.state.mistakes.contains { story.engine.scenario.world.mistakes[$0.value.mistake].id == "E-05" }
    }

    private func debrief(_ story: Story) -> Debrief {
        var builder = DebriefBuilder(story.engine, seed: 1)
        for entry in story.log { builder.add(entry.events, at: entry.time) }
        return builder.finish()
    }

    @Test func `stands on two sorts of evidence about one person, and not on one about each of two`() throws {
        let facts = ["papers_locked", "wages_withheld"]
        #expect(try !isThin(charged(on: facts)))
        #expect(try isThin(charged(on: facts, twoPeople())))
    }

    @Test func `that is thin is told with the person and the element, in the feed and in the debrief`() throws
    {
        let story = try charged(on: ["papers_locked", "wages_withheld"], twoPeople())
        let its = story.its
        let debrief = debrief(story)
        let grid = try #require(debrief.charges.first?.grid)
        #expect(
            grid.persons.map(\.name.source)
                == ["sela", "davit"].map { .pack(story.engine.scenario.persons[its.person($0)].name) })
        #expect(grid.persons.map { $0.rows.map(\.sources) } == [[0, 1, 1], [0, 1, 0]])
        #expect(debrief.through(debrief.charges[0].agencyID).charges.count == 1)
        let other = try #require(debrief.agencies.first { $0.id != debrief.charges[0].agencyID })
        #expect(debrief.through(other.id).charges.isEmpty)
        let told = debrief.entries.compactMap { entry -> ChargeGrid? in
            if case .mistake("E-05", _, _, _, let thin, _) = entry.kind { thin } else { nil }
        }
        #expect(told == [grid])
        let control = ControlView(story.engine, story.state, now: story.now)
        #expect(control.feed().first { $0.rule == "E-05" }?.thin == grid)
        #expect(control.mistakes.first { $0.id == "E-05" }?.thin == grid)
    }

    @Test func `counts nothing that a court would not use, and says why`() throws {
        var story = Story()
        try story.control(.told(story.its.fact("wages_withheld"), story.its.agency("shelter")))
        try story.does(
            "house_desk", "tell", agencies: ["court"], facts: ["wages_withheld"], basis: "law_task")
        try story.control(.told(story.its.fact("davit_missing"), story.its.agency("court")))
        story.opens("court_desk")
        try story.does(
            "court_desk", "charge_trafficking", person: "davit", facts: ["wages_withheld"], text: "Enough.")
        let means = try #require(debrief(story).charges.first?.grid.persons.first?.rows[1])
        #expect(means.sources == 0 && means.isThin)
        #expect(means.pieces.map(\.carries) == [false])
        #expect(means.pieces.first?.use == .conditional && means.pieces.first?.objections.isEmpty == false)
    }
}
