import Basics
import Engine
import Model
import Simulation
import Testing
import Views

/// The twelve facts, where more stands against a talk than that it is in no language of the person.
private let strict: Scenario = {
    var scenario = Story.twelve
    let talk = ByName(scenario).act("interview")
    func gate(_ rule: String, _ answer: Answer = .forbidden, _ change: (inout Gate) -> Void = { _ in }) {
        var gate = Gate()
        (gate.rule, gate.answer, gate.says) = (rule, answer, TextID("law." + rule))
        change(&gate)
        scenario.world.acts[talk].gates.append(gate)
    }
    gate("R-INT-07", .allowed)
    gate("R-INT-08") { $0.mistake = MistakeID(0) }
    gate("R-INT-09", .needsGuardian)
    // A second gate of a rule that is broken already.
    gate("R-INT-02") { $0.effects = scenario.world.acts[talk].gates[0].effects }
    gate("R-INT-10") { $0.when = .never }
    return scenario
}()

@Suite struct `Somebody who goes on against the law` {
    /// The police know Davit and have seen that he signs.
    private func seen(_ scenario: Scenario = strict) throws -> Story {
        var story = try heard(scenario)
        try story.does("police_desk", "inspect", place: "kiln")
        story.pass(minutes: 240)
        return story
    }

    private func asks(_ story: inout Story) throws(Refusal) {
        try story.does(
            "police_desk", "interview", person: "davit", topic: "work", setting: "office", interpreter: "none"
        )
    }

    private func request(_ story: Story, _ seat: String) throws -> (SeatView, ActRequest) {
        let view = story.view(seat)
        let talk = try #require(view.prospects.first { $0.verb == .talk })
        var request = ActRequest(act: talk.act)
        let agency = story.engine.scenario.seats[story.its.seat(seat)].agency
        let name = story.engine.name(of: story.its.person("davit"), for: agency, in: story.state)
        request.person = talk.persons.first { $0.name.source == .pack(name) }?.handle
        request.interpreter = talk.interpreters.first?.handle
        request.topic = talk.topics.first?.handle
        request.setting = talk.settings.first?.handle
        request.choices = story.engine.scenario.world.acts[story.its.act("interview")].choices.map(\.start)
        return (view, request)
    }

    @Test func `breaks every rule that stands against it, each once, with what follows`() throws {
        var story = try seen()
        let distress = story.person("davit")[.distress]
        try asks(&story)
        #expect(story.breaches == ["R-INT-02", "R-INT-08", "R-INT-09"])
        #expect(story.state.breaches.allSatisfy { $0.value.seat == story.its.seat("police_desk") })
        #expect(story.state.mistakes.map(\.value.mistake) == [MistakeID(0)])
        // The second gate of a rule has its effects, too.
        #expect(story.person("davit")[.distress] == distress + 15)
    }

    @Test func `is on record with the sentence of every gate that was passed`() throws {
        var story = try seen()
        let gates = strict.world.acts[story.its.act("interview")].gates
        let first = try #require(gates.first { $0.rule == "R-INT-02" }).says
        try asks(&story)
        #expect(
            story.state.breaches.map(\.value.says) == [
                [first, TextID("law.R-INT-02")], [TextID("law.R-INT-08")], [TextID("law.R-INT-09")],
            ])
    }

    @Test func `was told all of it before, in training mode`() throws {
        var story = try seen()
        let (view, request) = try request(story, "police_desk")
        #expect(view.law(on: request)?.rule == "R-INT-02")
        #expect(view.furtherLaw(on: request).map(\.rule) == ["R-INT-08", "R-INT-09", "R-INT-02"])
        try story.control(.showLaw(false))
        #expect(story.view("police_desk").furtherLaw(on: request) == [])
        #expect(story.view("police_desk").law(on: request)?.answer == .allowed)
    }

    @Test func `cannot do what one gate makes impossible, wherever it stands`() throws {
        var scenario = strict
        var hard = Gate()
        (hard.rule, hard.hard, hard.says) = ("R-INT-11", true, TextID("law.R-INT-11"))
        scenario.world.acts[ByName(scenario).act("interview")].gates.append(hard)
        var story = try seen(scenario)
        #expect(throws: Refusal.impossible(rule: "R-INT-11", says: TextID("law.R-INT-11"))) {
            try asks(&story)
        }
        #expect(story.breaches.isEmpty)
        let (view, request) = try request(story, "police_desk")
        #expect(view.law(on: request)?.rule == "R-INT-11", "the impossible is said first")
    }

    @Test func `is bound by strict gates beside those that could be known`() throws {
        // That somebody else presumed him is nothing the shelter's own marks say.
        var scenario = strict
        var gate = Gate()
        (gate.rule, gate.isStrict) = ("R-INT-12", true)
        gate.when = .compare(
            .equal, .read(.status(.slot(Slot.person))), .constant(PersonStatus.presumed.rawValue))
        scenario.world.acts[ByName(scenario).act("interview")].gates.append(gate)
        var story = try seen(scenario)
        try story.does(
            "house_desk", "mark_presumed", person: "davit", status: .presumed, text: "Withheld wages.")
        story.pass(minutes: 10)
        let (view, request) = try request(story, "police_desk")
        #expect(!view.furtherLaw(on: request).map(\.rule).contains("R-INT-12"), "it tells no secret")
        try asks(&story)
        #expect(story.breaches == ["R-INT-02", "R-INT-08", "R-INT-09", "R-INT-12"])
    }
}

@Suite struct `What broke a rule` {
    @Test func `shows from what the breach follows`() throws {
        var story = try heard(strict)
        try story.does(
            "police_desk", "interview", person: "davit", topic: "work", setting: "office", interpreter: "none"
        )
        #expect(BrokenRule.all(in: story.events).allSatisfy { $0.holder == .gate })
        #expect(BrokenRule.all(in: story.events).map(\.rule) == story.breaches)
        story = Story()
        try story.control(.told(story.its.fact("wages_withheld"), story.its.agency("police")))
        try story.does(
            "police_desk", "tell", agencies: ["shelter"], facts: ["wages_withheld"], basis: "law_task")
        #expect(BrokenRule.all(in: story.events) == [BrokenRule(rule: "R-SHA-02", holder: .sharing)])
    }
}
