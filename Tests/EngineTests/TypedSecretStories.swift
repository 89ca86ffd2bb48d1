import Basics
import Engine
import Model
import Simulation
import Testing

@Suite struct `Words that give a fact away` {
    /// Nobody may be told that Davit is missing, and a few words give it away.
    private func secret(knownTo agencies: [String] = ["shelter"]) throws -> Story {
        var scenario = Story.twelve
        let fact = ByName(scenario).fact("davit_missing")
        var rule = SharingRule()
        (rule.answer, rule.rule, rule.mistake) = (.forbidden, "R-RSK-03", MistakeID(0))
        scenario.world.classes[scenario.facts[fact].sharing].rules = [rule]
        scenario.facts[fact].words = ["not called his sister", "не звонил сестре"]
        var story = Story(scenario)
        for agency in agencies { try story.control(.told(fact, story.its.agency(agency))) }
        return story
    }

    @Test(arguments: [
        "He has NOT called his sister for days.", "он не  звонил сестре", "Not caled his sister?",
    ])
    func `are met in what is typed, in any language and with a slip`(_ text: String) throws {
        var story = try secret()
        try story.does("house_desk", "message", agencies: ["police"], text: text)
        #expect(story.breaches == ["R-RSK-03"])
        #expect(story.events.contains { if case .mistakeMade = $0 { true } else { false } })
    }

    @Test(arguments: ["He called his own sister, not us.", "Sister called."])
    func `are no words that stand apart, or in another order`(_ text: String) throws {
        var story = try secret()
        try story.does("house_desk", "message", agencies: ["police"], text: text)
        #expect(story.breaches == [])
    }

    @Test func `say nothing to whoever does not know the fact`() throws {
        var story = try secret(knownTo: [])
        try story.does("house_desk", "message", agencies: ["police"], text: "Not called his sister")
        #expect(story.breaches == [])
    }

    @Test func `are no second breach where the fact is attached`() throws {
        var story = try secret()
        try story.does(
            "house_desk", "tell", agencies: ["police"], facts: ["davit_missing"], basis: "law_task",
            text: "He has not called his sister.")
        #expect(story.breaches == ["R-RSK-03"])
    }
}
