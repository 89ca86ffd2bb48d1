import Basics
import Engine
import Model
import Simulation
import Testing

/// The twelve-fact world with one change: pressing questions lead.
private func leading(before: [Effect] = []) throws(Refusal) -> Story {
    var scenario = Story.twelve
    let interview = ByName(scenario).act("interview")
    scenario.world.acts[interview].leads = isPressing
    scenario.world.acts[interview].before = before
    return try heard(scenario)
}

private let isPressing = Expression.compare(.equal, .read(.act(.choice(0))), .constant(1))

extension Story {
    fileprivate mutating func asks(_ seat: String, _ topic: String, pressing: Bool) throws(Refusal) {
        try does(
            seat, "interview", person: "davit", topic: topic, setting: "office", interpreter: "sworn",
            choices: [pressing ? 1 : 0])
        pass(minutes: 120)
    }

    fileprivate func isContaminated(_ agency: String, _ fact: String) -> Bool {
        state.isContaminated(its.agency(agency), its.fact(fact))
    }
}

@Suite struct `Leading questions` {
    @Test func `contaminate what is told, which is known all the same`() throws {
        var story = try leading()
        try story.asks("police_desk", "work", pressing: true)
        #expect(story.knows("police", "wages_withheld"))
        #expect(story.isContaminated("police", "wages_withheld"))
        #expect(story.ledger("police", "wages_withheld").map(\.learning.contaminated) == [true])
    }

    @Test func `leave open questions untouched`() throws {
        var story = try leading()
        try story.asks("police_desk", "work", pressing: false)
        #expect(story.knows("police", "wages_withheld"))
        #expect(!story.isContaminated("police", "wages_withheld"))
        #expect(story.person("davit").led.isEmpty)
    }

    @Test func `spoil their topic for whoever asks later, and no other one`() throws {
        var story = try leading()
        try story.control(.dial(story.its.person("davit"), .trust, 60))
        try story.asks("police_desk", "work", pressing: true)
        try story.asks("house_desk", "work", pressing: false)
        try story.asks("house_desk", "money", pressing: false)
        #expect(story.isContaminated("shelter", "wages_withheld"))
        #expect(story.knows("shelter", "debt_claimed"))
        #expect(!story.isContaminated("shelter", "debt_claimed"))
    }

    @Test func `mark what is passed on, too`() throws {
        var story = try leading()
        try story.asks("police_desk", "work", pressing: true)
        try story.does(
            "police_desk", "tell", agencies: ["migration"], facts: ["wages_withheld"], basis: "law_task")
        #expect(!story.isContaminated("migration", "wages_withheld"))
        story.opens("border_desk")
        #expect(story.knows("migration", "wages_withheld"))
        #expect(story.isContaminated("migration", "wages_withheld"))
    }

    @Test func `do not matter any more when a clean source says the same`() throws {
        var story = try leading()
        try story.asks("police_desk", "work", pressing: true)
        try story.control(.told(story.its.fact("wages_withheld"), story.its.agency("migration")))
        try story.does(
            "border_desk", "tell", agencies: ["police"], facts: ["wages_withheld"], basis: "law_task")
        #expect(story.isContaminated("police", "wages_withheld"))
        story.opens("police_desk")
        #expect(!story.isContaminated("police", "wages_withheld"))
        #expect(story.ledger("police", "wages_withheld").map(\.learning.contaminated) == [true, false])
    }

    @Test func `cannot spoil what was told before`() throws {
        var story = try leading()
        try story.asks("police_desk", "work", pressing: false)
        try story.asks("police_desk", "work", pressing: true)
        #expect(!story.isContaminated("police", "wages_withheld"))
        try story.asks("house_desk", "work", pressing: false)
        #expect(story.isContaminated("shelter", "wages_withheld"))
    }

    @Test func `are a temptation where the way of asking opens mouths before anything is told`() throws {
        let davit = Subject<Kind.Person>.slot(Slot.person)
        let ease = Effect(when: isPressing, .change(.dial(davit, .trust), by: .constant(20)))
        for pressing in [false, true] {
            var story = try leading(before: [ease])
            try story.control(.dial(story.its.person("davit"), .trust, 30))
            try story.asks("police_desk", "money", pressing: pressing)
            #expect(story.knows("police", "debt_claimed") == pressing)
        }
    }

    @Test func `spoil what a role-player answers in the character's place`() throws {
        var story = try leading()
        let davit = story.its.person("davit")
        try story.control(.holdPerson(davit))
        try story.does(
            "police_desk", "interview", person: "davit", topic: "work", setting: "office",
            interpreter: "sworn", choices: [1])
        let waiting = story.state.items.last { record in
            if case .question = record.item.body { record.state == .open } else { false }
        }
        let question = try #require(waiting?.item.id)
        try story.control(
            .reply(question, facts: [story.its.fact("wages_withheld")], text: Typed("Yes, yes.")))
        #expect(story.isContaminated("police", "wages_withheld"))
    }
}
