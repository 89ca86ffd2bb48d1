import Basics
import Engine
import Model
import Simulation
import Testing

/// Orders that are answered, and written to whom the pack names.
@Suite struct `An answer to an asking for an order` {
    private func scenario() -> Scenario {
        var scenario = Story.twelve
        let its = ByName(scenario)
        for (act, id) in [("give_search", "given"), ("refuse_search", "refused")] {
            var (person, office) = (DecisionNotice(), DecisionNotice())
            (person.id, person.toPerson, person.tellsWords) = (id, true, true)
            (office.id, office.agencies) = (id + "_office", [its.agency("migration")])
            // Whom the order is about is bound, as in every condition about a person.
            office.when = .compare(
                .greater, .read(.dial(.slot(Slot.person), .safety)), .constant(0))
            scenario.world.acts[its.act(act)].notices = [person, office]
        }
        return scenario
    }

    private func written(_ story: Story) -> [(String, [SeatID], [PersonID])] {
        story.state.items.compactMap { record in
            guard case .notice(_, let id) = record.item.body else { return nil }
            return (id, record.item.seats, record.item.persons)
        }
    }

    @Test(arguments: ["give_search", "refuse_search"])
    func `is written to the person whom the order is about, and to the office that has to know`(_ act: String)
        throws
    {
        var story = Story(scenario())
        try story.does("police_desk", "ask_search", person: "marga", agency: "court", text: "Please.")
        let asked = try #require(story.inbox("court_desk").last?.item.id)
        #expect(written(story).isEmpty)
        try story.does("court_desk", act, item: asked, text: "For these reasons.")
        story.pass(minutes: 30)
        let found = written(story)
        let id = act == "give_search" ? "given" : "refused"
        #expect(found.map(\.0) == [id, id + "_office"])
        #expect(found.allSatisfy { $0.2 == [story.its.person("marga")] })
        #expect(found.first?.1.isEmpty == true)
        let seats = found.last?.1.map { story.state.seats[$0].agency }
        #expect(seats == [story.its.agency("migration")])
    }
}
