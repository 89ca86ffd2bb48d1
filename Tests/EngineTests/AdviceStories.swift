import Basics
import Engine
import Model
import Simulation
import Testing
import Views

/// The twelve facts, where advice speaks against each talk, and law against one that presses.
private let advised: Scenario = {
    var scenario = Story.twelve
    let talk = ByName(scenario).act("interview")
    func gate(_ rule: String, _ answer: Answer, when: Model.Expression = .always) -> Gate {
        var gate = Gate()
        (gate.rule, gate.answer, gate.when, gate.says) = (rule, answer, when, TextID("law." + rule))
        return gate
    }
    let pressing = Expression.compare(.equal, .read(.act(.choice(0))), .constant(1))
    scenario.world.acts[talk].gates = [
        gate("R-ADV-01", .unusual), gate("R-LAW-01", .forbidden, when: pressing),
        gate("R-ADV-02", .unusual, when: pressing), gate("R-ADV-02", .forbidden, when: pressing),
    ]
    return scenario
}()

@Suite struct `What only advice speaks against` {
    private func talk(_ story: inout Story, pressing: Bool = false) throws(Refusal) {
        try story.does(
            "police_desk", "interview", person: "davit", topic: "work", setting: "office",
            interpreter: "sworn", choices: [pressing ? 1 : 0])
    }

    @Test func `is told before, after what the law says`() throws {
        let story = try heard(advised)
        #expect(story.law("police_desk", "interview", person: "davit").answer == .unusual)
        var act = Act(type: story.its.act("interview"))
        (act.person, act.choices) = (story.its.person("davit"), [1])
        let laws = story.engine.laws(
            on: act, by: story.its.seat("police_desk"), at: story.now, in: story.state)
        #expect(laws.map(\.rule) == ["R-LAW-01", "R-ADV-02", "R-ADV-01", "R-ADV-02"])
    }

    @Test func `is on record as a deviation, and counts as no breach`() throws {
        var story = try heard(advised)
        try talk(&story)
        let recorded = try #require(story.state.breaches.first?.value)
        #expect(story.state.breaches.count == 1 && recorded.isDeviation)
        #expect(recorded.says == [TextID("law.R-ADV-01")])
        let control = ControlView(story.engine, story.state, now: story.now)
        #expect(control.rulesBroken == 0)
        let line = try #require(control.feed().first { $0.kind == .deviation })
        #expect(line.rule == "R-ADV-01" && line.says.map(\.source) == [.pack(TextID("law.R-ADV-01"))])
        #expect(!control.feed().contains { $0.kind == .breach })
    }

    @Test func `is a breach where the law of the same rule was broken with it`() throws {
        var story = try heard(advised)
        try talk(&story, pressing: true)
        #expect(story.state.breaches.map(\.value.rule) == ["R-ADV-01", "R-LAW-01", "R-ADV-02"])
        #expect(story.state.breaches.map(\.value.isDeviation) == [true, false, false])
    }
}

@Suite struct `A choice with a condition` {
    /// Whether the guardian was asked, where the agency believes that it speaks with a child.
    private let childish: Scenario = {
        var scenario = Story.twelve
        let its = ByName(scenario)
        var choice = ActChoice()
        (choice.id, choice.isFlag, choice.isAsked, choice.start) = ("guardian_asked", true, true, 1)
        choice.when = .read(.act(.believes(scenario.world.childTraits.first ?? TraitID(0))))
        scenario.world.acts[its.act("interview")].choices.append(choice)
        return scenario
    }()

    private func asks(_ story: Story, _ person: String) -> Bool {
        var act = Act(type: story.its.act("interview"))
        act.person = story.its.person(person)
        return story.engine.asks(
            1, of: act, by: story.its.seat("police_desk"), at: story.now, in: story.state)
    }

    @Test func `is asked only where the agency believes that it is the case, and tells no secret`() throws {
        var story = Story(childish)
        #expect(!asks(story, "sela"), "the truth is not asked")
        try story.control(.told(story.its.fact("sela_looks_young"), story.its.agency("police")))
        #expect(asks(story, "sela"))
        #expect(!asks(story, "davit"))
    }
}

@Suite struct `A need of which an agency was told` {
    /// The gate that keeps a doctor from whoever is not known to need one.
    private let telling: Scenario = {
        var scenario = Story.twelve
        let its = ByName(scenario)
        let needs = scenario.world.needs
        let medical = needs.ids.first { needs[$0].id == "medical" } ?? NeedID(0)
        scenario.facts[its.fact("wages_withheld")].needs = [
            ToldNeed(person: its.person("davit"), need: medical)
        ]
        let call = its.inject("hotline_call")
        scenario.injects[call].needs = [ToldNeed(person: its.person("davit"), need: medical)]
        var gate = Gate()
        (gate.rule, gate.hard, gate.when) = ("R-NEED-01", true, .not(.read(.act(.toldOf(medical)))))
        scenario.world.acts[its.act("call_doctor")].gates = [gate]
        return scenario
    }()

    private func isRefused(_ story: Story, _ seat: String, to person: String = "davit") -> Bool {
        story.law(seat, "call_doctor", person: person).rule == "R-NEED-01"
    }

    @Test func `is known by a fact, of that person alone`() throws {
        var story = Story(telling)
        #expect(isRefused(story, "house_desk"))
        try story.control(.told(story.its.fact("wages_withheld"), story.its.agency("shelter")))
        #expect(!isRefused(story, "house_desk"))
        #expect(isRefused(story, "house_desk", to: "sela"))
    }

    @Test func `is known by an inject once it is read`() throws {
        var story = Story(telling)
        try story.control(.fire(story.its.inject("hotline_call")))
        #expect(isRefused(story, "house_desk"), "it lies there unread")
        story.opens("house_desk")
        #expect(!isRefused(story, "house_desk"))
        #expect(isRefused(story, "police_desk"))
    }
}

@Suite struct `A duty with occasions of its own` {
    /// The plan is owed anew each time the person is met anew: a step that an act takes.
    private let again: Scenario = {
        var scenario = Story.twelve
        scenario.world.steps.append(Labelled(id: "moved", name: TextID("step.moved")))
        let moved = StepID(scenario.world.steps.count - 1)
        let plan = DutyID(0)
        scenario.world.duties[plan].anew = moved
        scenario.world.duties[plan].within = .minutes(120)
        scenario.world.duties[plan].done = .read(.step(.slot(Slot.person), StepID(0)))
        func set(_ step: StepID, _ value: Int) -> Effect {
            Effect(.set(.step(.slot(Slot.person), step), to: .constant(value)))
        }
        scenario.world.acts[ByName(scenario).act("interview")].effects = [
            set(StepID(0), 0), set(moved, 0), set(moved, 1),
        ]
        return scenario
    }()

    private func presumed() throws -> Story {
        var story = try heard(again)
        try story.does(
            "police_desk", "mark_presumed", person: "davit", status: .presumed, text: "Withheld wages.")
        story.pass(minutes: 10)
        return story
    }

    private func moves(_ story: inout Story) throws {
        try story.does(
            "police_desk", "interview", person: "davit", topic: "work", setting: "office",
            interpreter: "sworn")
        story.pass(minutes: 60)
    }

    private func plans(_ story: inout Story) throws {
        var act = Act(type: story.its.act("risk_plan"))
        (act.person, act.choices) = (story.its.person("davit"), [1])
        act.fields = [Typed("That his sister is asked for money."), Typed("")]
        try story.perform(.seat(story.its.seat("police_desk"), act))
        story.pass(minutes: 10)
    }

    private func standing(_ story: Story) -> DutyView.Standing? {
        story.view("police_desk").duties.first { $0.rule == "R-RSK-01" }?.standing
    }

    @Test func `that was missed is owed anew, with its own time`() throws {
        var story = try presumed()
        story.pass(minutes: 180)
        #expect(standing(story) == .missed)
        let before = story.now
        try moves(&story)
        #expect(standing(story) == .owed)
        let due = story.view("police_desk").duties.first { $0.rule == "R-RSK-01" }?.due
        #expect(due.map { $0 > before.after(minutes: 119) } == true)
        story.pass(minutes: 180)
        #expect(story.breaches.filter { $0 == "R-RSK-01" }.count == 2)
    }

    @Test func `that was kept is owed anew`() throws {
        var story = try presumed()
        try plans(&story)
        #expect(standing(story) == nil)
        story.pass(minutes: 30)
        try moves(&story)
        #expect(standing(story) == .owed)
    }

    @Test func `is put off for nobody by a second occasion while it is owed`() throws {
        var story = try presumed()
        let due = story.view("police_desk").duties.first { $0.rule == "R-RSK-01" }?.due
        story.pass(minutes: 30)
        try moves(&story)
        #expect(story.view("police_desk").duties.first { $0.rule == "R-RSK-01" }?.due == due)
    }
}
