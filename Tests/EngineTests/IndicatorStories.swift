import Basics
import Engine
import Model
import Simulation
import Testing
import Views

@Suite struct `A picture of signs` {
    private func seen(_ facts: [String], of person: String = "davit") throws -> (Story, PersonView) {
        var story = try heard()
        for fact in facts { try story.control(.told(story.its.fact(fact), story.its.agency("police"))) }
        let view = story.view("police_desk")
        return (story, try #require(view.persons.max { $0.facts.count < $1.facts.count }))
    }

    @Test func `says in words what its dimensions say together`() throws {
        let (story, davit) = try seen(["wages_withheld", "papers_locked"])
        let view = story.view("police_desk")
        let signs = try #require(view.indicators(for: davit.handle))
        #expect(signs.name.source == .pack(TextID("indicator_list.adults.name")))
        #expect(signs.version == "1" && signs.year == 2030 && signs.isVerified)
        #expect(signs.says?.source == .pack(TextID("together.adults.3.says")) && !signs.makesCase)
    }

    @Test func `changes with the list that is looked through, and with nothing else`() throws {
        let (story, davit) = try seen(["wages_withheld", "papers_locked"])
        let view = story.view("police_desk")
        let children = try #require(view.indicators(for: davit.handle, list: 1))
        #expect(children.lists.count == 2 && children.chosen == 1 && !children.asChild)
        #expect(children.dimensions.flatMap(\.seen).map(\.strength) == [.strong, .strong])
        #expect(
            view.indicators(for: davit.handle, list: 7)?.chosen == 0, "no such list")
        #expect(view.indicators(for: davit.handle, list: -1)?.chosen == 0)
    }

    @Test func `begins with the list of the case`() throws {
        var scenario = Story.twelve
        scenario.firstLists = [IndicatorListID(1)]
        let story = try heard(scenario)
        let view = story.view("police_desk")
        let somebody = try #require(view.persons.first)
        #expect(view.indicators(for: somebody.handle)?.chosen == 0, "the list for the age comes first")
        scenario.world.indicators.lists[IndicatorListID(0)].isForChildren = true
        let other = try heard(scenario).view("police_desk")
        #expect(other.indicators(for: try #require(other.persons.first).handle)?.chosen == 1)
    }

    @Test func `counts an observation once in a dimension, as the strongest of what it shows`() throws {
        var scenario = Story.twelve
        let wages = try #require(scenario.facts.ids.first { scenario.facts[$0].id == "wages_withheld" })
        let signs = scenario.world.indicators.signs
        let work = signs.ids.filter { signs[$0].dimension == DimensionID(0) }
        scenario.facts[wages].indicators = work
        scenario.world.indicators.lists[IndicatorListID(0)].weights[work[1].index] = .strong
        var story = try heard(scenario)
        try story.control(.told(wages, story.its.agency("police")))
        let view = story.view("police_desk")
        let davit = try #require(view.persons.max { $0.facts.count < $1.facts.count })
        let seen = try #require(view.indicators(for: davit.handle)).dimensions[0].seen
        #expect(seen.count { $0.fact == seen[0].fact } == 1)
        #expect(seen[0].strength == .strong)
    }

    /// R-ID-02: whoever is protected, is protected without it.
    @Test func `is asked by nothing that decides`() throws {
        var bare = Story.twelve
        bare.world.indicators = Indicators()
        for fact in bare.facts.ids { bare.facts[fact].indicators = [] }
        let states = try [Story.twelve, bare].map { scenario in
            var story = try heard(scenario)
            try story.does(
                "police_desk", "mark_presumed", person: "davit", status: .presumed, text: "Withheld wages.")
            story.pass(minutes: 60 * 25)
            return story.state
        }
        #expect(states[0] == states[1])
    }
}
