import Basics
import Engine
import Model
import Simulation
import Testing

/// The twelve-fact scenario with three things that Davit needs: one is seen, one is told by a fact, one he says when asked.
private func needing() -> Scenario {
    var scenario = Story.twelve
    let its = ByName(scenario)
    for name in ["no_steps", "plain_language", "medicine"] {
        scenario.world.accommodations.append(Labelled(id: name, name: TextID("accommodation." + name)))
    }
    scenario.persons[its.person("davit")].accommodations = [
        NeededAccommodation(noSteps, isSeen: true),
        NeededAccommodation(plainLanguage, knownBy: [its.fact("wages_withheld")]),
        NeededAccommodation(medicine),
    ]
    scenario.world.acts[its.act("risk_plan")].asksNeeds = .always
    var gate = Gate()
    (gate.when, gate.rule) = (.not(.read(.act(.fits))), "R-PD-07")
    scenario.world.acts[its.act("bring_to_safety")].gates = [gate]
    return scenario
}

private let (noSteps, plainLanguage, medicine) = (
    AccommodationID(0), AccommodationID(1), AccommodationID(2)
)

extension Story {
    fileprivate func known(to agency: String) -> [AccommodationID] {
        engine.knownNeeds(of: its.person("davit"), to: its.agency(agency), in: state)
    }

    fileprivate mutating func signsPlan() throws(Refusal) {
        var act = Act(type: its.act("risk_plan"))
        (act.person, act.choices) = (its.person("davit"), [1])
        act.fields = [Typed("That his sister is asked for money."), Typed("We call every evening.")]
        try perform(.seat(its.seat("police_desk"), act))
        pass(minutes: 15)
    }

    fileprivate func warns() -> Bool {
        law("police_desk", "bring_to_safety", person: "davit", service: "house").rule == "R-PD-07"
    }
}

@Suite struct `What somebody needs in order to take part` {
    @Test func `is known by what one sees, by a fact, and by having asked`() throws {
        var story = try heard(needing())
        #expect(story.known(to: "police").isEmpty, "hearing of somebody tells nothing")
        try story.control(.told(story.its.fact("wages_withheld"), story.its.agency("police")))
        #expect(story.known(to: "police") == [plainLanguage])
        try story.does(
            "police_desk", "interview", person: "davit", topic: "work", setting: "office",
            interpreter: "sworn")
        story.pass(minutes: 120)
        #expect(story.known(to: "police") == [noSteps, plainLanguage])
        try story.signsPlan()
        #expect(story.known(to: "police") == [noSteps, plainLanguage, medicine])
        #expect(story.known(to: "shelter").isEmpty)
    }

    @Test func `is read in the form of whoever has asked`() throws {
        var story = try heard(needing())
        try story.signsPlan()
        let form = try #require(story.state.forms.last).value.id
        var act = Act(type: story.its.act("tell"))
        (act.agencies, act.forms) = ([story.its.agency("shelter")], [form])
        (act.basis, act.text) = (story.its.basis("law_task"), Typed("So that nobody asks again."))
        try story.perform(.seat(story.its.seat("police_desk"), act))
        story.pass(minutes: 20)
        #expect(story.known(to: "shelter").isEmpty, "it lies there unread")
        story.opens("house_desk")
        #expect(story.known(to: "shelter") == [noSteps, plainLanguage, medicine])
    }

    @Test func `is warned about, as far as the agency knows, where the service does not offer it`() throws {
        var scenario = needing()
        let house = ByName(scenario).service("house")
        scenario.world.services[house].offers = [noSteps, plainLanguage]
        var story = try heard(scenario)
        #expect(!story.warns(), "a warning tells no secret")
        try story.control(.told(story.its.fact("wages_withheld"), story.its.agency("police")))
        #expect(!story.warns(), "the house offers it")
        try story.signsPlan()
        #expect(story.warns())
        scenario.world.services[house].offers.append(medicine)
        var fitting = try heard(scenario)
        try fitting.signsPlan()
        #expect(!fitting.warns())
    }
}
