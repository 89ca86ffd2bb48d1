import Basics
import Engine
import Model
import Simulation
import Testing
import Views

/// Somebody was marked presumed by the police, who owe a plan from now on.
private func presumed(_ scenario: Scenario = Story.twelve) throws -> Story {
    var story = try heard(scenario)
    try story.does(
        "police_desk", "mark_presumed", person: "davit", status: .presumed, text: "Withheld wages.")
    story.pass(minutes: 10)
    return story
}

extension Story {
    fileprivate mutating func writesPlan(_ seat: String) throws(Refusal) {
        var act = Act(type: its.act("risk_plan"))
        act.person = its.person("davit")
        act.choices = [1]
        act.fields = [Typed("That his sister is asked for money."), Typed("")]
        try perform(.seat(its.seat(seat), act))
    }
}

@Suite struct `A duty` {
    @Test func `stands before the agency that owes it, and before nobody else`() throws {
        let story = try presumed()
        let owed = try #require(story.view("police_desk").duties.first)
        #expect(owed.rule == "R-RSK-01" && owed.standing == .owed)
        #expect(owed.due == story.now.after(minutes: 24 * 60))
        #expect(owed.acts.count == 1)
        #expect(story.view("house_desk").duties == [] && story.view("court_desk").duties == [])
    }

    @Test func `is kept by the act that takes the step`() throws {
        var story = try presumed()
        try story.writesPlan("police_desk")
        story.pass(minutes: 10)
        #expect(story.view("police_desk").duties == [])
        #expect(story.person("davit").steps.map(\.step) == [StepID(0)])
        story.pass(minutes: 30 * 60)
        #expect(!story.breaches.contains("R-RSK-01"))
    }

    @Test func `is missed when its time is over, and kept late all the same`() throws {
        var story = try presumed()
        story.pass(minutes: 24 * 60)
        #expect(story.breaches.filter { $0 == "R-RSK-01" }.count == 1)
        #expect(story.state.mistakes.count == 1)
        #expect(story.view("police_desk").duties.first?.standing == .missed)
        try story.writesPlan("police_desk")
        story.pass(minutes: 10)
        #expect(story.view("police_desk").duties == [])
        #expect(story.breaches.filter { $0 == "R-RSK-01" }.count == 1)
    }

    @Test func `is not owed any more when contact is lost`() throws {
        var story = try presumed()
        // A tired person who is asked again leaves.
        for topic in ["work", "money"] {
            try story.does(
                "police_desk", "interview", person: "davit", topic: topic, setting: "office",
                interpreter: "sworn")
            story.pass(minutes: 120)
        }
        try story.control(.dial(story.its.person("davit"), .trust, 0))
        #expect(story.person("davit").has(.lost))
        #expect(story.view("police_desk").duties == [])
        let ended = try #require(story.view("police_desk").endedDuties.first)
        #expect(ended.rule == "R-RSK-01" && !ended.isOurs, "no word of how that came about")
        story.pass(minutes: 24 * 60)
        #expect(!story.breaches.contains("R-RSK-01"))
    }

    @Test func `does not go without a word`() throws {
        var story = try presumed()
        #expect(story.view("police_desk").endedDuties == [])
        story.pass(minutes: 24 * 60)
        #expect(story.view("police_desk").endedDuties == [], "missed, it stands among what can still be done")
        try story.writesPlan("police_desk")
        story.pass(minutes: 10)
        let ended = try #require(story.view("police_desk").endedDuties.first)
        #expect(ended.rule == "R-RSK-01" && ended.isOurs && ended.wasMissed)
        #expect(story.view("house_desk").endedDuties == [], "it was not theirs")
        try story.control(.showLaw(false))
        #expect(story.view("police_desk").endedDuties == [])
    }

    @Test func `that another office has kept is not called ours`() throws {
        var scenario = Story.twelve
        let plan = try #require(
            scenario.world.duties.ids.first { scenario.world.duties[$0].id == "R-RSK-01" })
        scenario.world.duties[plan].done = .read(.step(.slot(Slot.person), StepID(0)))
        var story = try presumed(scenario)
        try story.writesPlan("house_desk")
        story.pass(minutes: 10)
        #expect(story.view("police_desk").duties == [])
        let ended = try #require(story.view("police_desk").endedDuties.first)
        #expect(ended.rule == "R-RSK-01" && !ended.isOurs && !ended.wasMissed)
    }

    @Test func `is hidden in test mode, and counts all the same`() throws {
        var story = try presumed()
        try story.control(.showLaw(false))
        #expect(story.view("police_desk").duties == [])
        #expect(story.events == [.lawShown(false)])
        story.pass(minutes: 24 * 60)
        #expect(story.breaches.contains("R-RSK-01"))
    }
}

@Suite struct `A form` {
    @Test func `is not signed without what it needs`() throws {
        var story = try presumed()
        var act = Act(type: story.its.act("risk_plan"))
        act.person = story.its.person("davit")
        act.choices = [1]
        act.fields = [Typed(""), Typed("We call every evening.")]
        #expect(throws: Refusal.missing(.field)) {
            try story.perform(.seat(story.its.seat("police_desk"), act))
        }
    }

    @Test func `keeps its versions side by side, and only its agency reads them`() throws {
        var story = try presumed()
        for _ in 1...2 {
            try story.writesPlan("police_desk")
            story.pass(minutes: 20)
        }
        #expect(story.view("police_desk").forms.map(\.version) == [2, 1])
        #expect(story.view("police_desk").forms.first?.form == "F-D")
        #expect(story.view("house_desk").forms == [])
    }
}

@Suite struct `A mistake` {
    @Test func `is told once for an agency and a person`() throws {
        var story = try presumed()
        let (mistake, agency) = (MistakeID(2), story.its.agency("police"))
        try story.control(.mistake(mistake, agency, story.its.person("davit")))
        #expect(throws: Refusal.alreadyDone) {
            try story.control(.mistake(mistake, agency, story.its.person("davit")))
        }
        try story.control(.mistake(mistake, agency, nil))
        #expect(story.state.mistakes.map(\.value.byStaff) == [true, true])
    }
}

@Suite struct `What a case rests on` {
    @Test func `is worked out from what the agency knows, and from nothing else`() throws {
        var story = try heard()
        for fact in ["wages_withheld", "papers_locked"] {
            try story.control(.told(story.its.fact(fact), story.its.agency("police")))
        }
        let view = story.view("police_desk")
        let davit = try #require(view.persons.first { $0.facts.count >= 2 })
        let elements = try #require(view.elements(for: davit.handle))
        #expect(elements.rows.map(\.sources) == [1, 2, 1])
        #expect(elements.rows[0].proofs.count == 1)
        let signs = try #require(view.indicators(for: davit.handle))
        #expect(signs.dimensions.map(\.seen.count) == [1, 1])
        #expect(signs.dimensions.map(\.isPositive) == [false, false])
        #expect(
            story.view("court_desk").persons.allSatisfy {
                story.view("court_desk").elements(for: $0.handle)?.rows[1].sources == 0
            })
    }

    @Test func `makes a dimension positive by the mixes of the world`() {
        let engine = Engine(Story.twelve)
        #expect(
            !engine.isPositive([]) && !engine.isPositive([.strong]) && !engine.isPositive([.medium, .medium]))
        #expect(engine.isPositive([.strong, .strong]) && engine.isPositive([.strong, .medium]))
        #expect(engine.isPositive([.strong, .weak]) && engine.isPositive([.medium, .medium, .medium]))
        #expect(engine.isPositive([.medium, .medium, .weak]) && !engine.isPositive([.medium, .weak, .weak]))
    }
}

@Suite struct `An epilogue` {
    @Test func `tells the first ending that holds`() throws {
        var story = try presumed()
        let engine = story.engine
        func told() -> [String] { engine.epilogues(in: story.state).flatMap(\.chapters).map(\.text.path) }
        #expect(told() == ["epilogue.davit.months_3.3.text"])
        try story.writesPlan("police_desk")
        story.pass(minutes: 20)
        #expect(told() == ["epilogue.davit.months_3.3.text"])
    }
}
