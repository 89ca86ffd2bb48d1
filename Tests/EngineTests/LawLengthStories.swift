import Basics
import Engine
import Model
import Simulation
import Testing
import Views

private let person = Subject<Kind.Person>.slot(Slot.person)

/// The limit of the law that a referral is answered within: eight hours in Alvora, six in Brenholt.
private func limit(_ scenario: Scenario) throws -> LawID {
    LawID(try #require(scenario.world.lawNames.all.firstIndex(of: "referral_answer")))
}

@Suite struct `A limit of the law` {
    @Test func `says how long a rule waits, in the country in which its person is`() throws {
        for (place, minutes) in [("kiln", 480), ("river_house", 360)] {
            var scenario = Story.twelve
            let davit = ByName(scenario).person("davit")
            scenario.persons[davit].place = ByName(scenario).place(place)
            var rule = Rule()
            (rule.id, rule.over, rule.when) = ("waits", .persons, .read(.isPerson(person, davit)))
            rule.afterLaw = try limit(scenario)
            rule.effects = [Effect(.set(.mark(person, .reached), to: .always))]
            scenario.rules.append(rule)
            var story = Story(scenario)
            story.pass(minutes: minutes - 1)
            #expect(!story.person("davit").has(.reached), "\(place)")
            story.pass(minutes: 1)
            #expect(story.person("davit").has(.reached), "\(place)")
        }
    }

    @Test func `says how long an order lasts, in the country of who gives it`() throws {
        var scenario = Story.twelve
        let its = ByName(scenario)
        scenario.world.orders[its.order("search")].lasts = .law(try limit(scenario))
        var story = Story(scenario)
        try story.does("police_desk", "ask_search", person: "ivo", agency: "court", text: "Please.")
        try story.does(
            "court_desk", "give_search", item: try #require(story.inbox("court_desk").last?.item.id))
        story.pass(minutes: 20)
        let given = try #require(story.state.orders.last)
        let court = scenario.world.agencies[its.agency("court")].country
        let lasts = scenario.world.countries[court].law[try limit(scenario)]
        #expect(given.value.until == given.time.after(minutes: lasts))
    }
}

@Suite struct `A form that another agency passed on` {
    /// The border is asked for a safety plan of Davit, and the police have signed one.
    private func signed() throws -> (Story, ItemID) {
        var scenario = Story.twelve
        let its = ByName(scenario)
        var duty = Duty()
        (duty.id, duty.name, duty.says) = ("R-RSK-09", TextID("law.name"), TextID("law.says"))
        (duty.over, duty.owedBy, duty.within) = (.persons, [its.agency("migration")], .minutes(600))
        duty.acts = [its.act("risk_plan")]
        (duty.when, duty.done) = (.read(.act(.met)), .read(.act(.holds(its.act("risk_plan")))))
        scenario.world.duties.append(duty)
        var story = Story(scenario)
        for agency in ["police", "migration"] {
            try story.control(.told(its.fact("davit_missing"), its.agency(agency)))
        }
        var act = Act(type: its.act("risk_plan"))
        (act.person, act.choices, act.fields) = (its.person("davit"), [1], [Typed("Fear."), Typed("")])
        try story.perform(.seat(its.seat("police_desk"), act))
        story.pass(minutes: 15)
        return (story, try #require(story.state.forms.last).value.id)
    }

    private func owed(_ story: Story) -> Bool {
        story.view("border_desk").duties.contains { $0.rule == "R-RSK-09" }
    }

    @Test func `is there for whoever has read it, and for nobody before`() throws {
        var (story, form) = try signed()
        #expect(owed(story), "a form of the police is none of the border's")
        var act = Act(type: story.its.act("tell"))
        (act.agencies, act.forms) = ([story.its.agency("migration")], [form])
        (act.basis, act.text) = (story.its.basis("law_task"), Typed("So that you need not ask again."))
        try story.perform(.seat(story.its.seat("police_desk"), act))
        story.pass(minutes: 5)
        #expect(owed(story), "it lies unread")
        story.opens("border_desk")
        #expect(!owed(story))
        story.pass(minutes: 600)
        #expect(!story.breaches.contains("R-RSK-09"))
    }
}

@Suite struct `An order that is asked for` {
    private func asked(about name: String) throws -> (Story, ItemID) {
        var scenario = Story.twelve
        let its = ByName(scenario)
        var gate = Gate()
        (gate.answer, gate.rule, gate.says) = (.forbidden, "R-NP-09", TextID("law.says"))
        gate.when = .read(.isPerson(person, its.person("davit")))
        scenario.world.acts[its.act("give_search")].gates = [gate]
        var story = Story(scenario)
        try story.control(.told(its.fact("davit_missing"), its.agency("police")))
        try story.does("police_desk", "ask_search", person: name, agency: "court", text: "Please.")
        story.opens("court_desk")
        return (story, try #require(story.inbox("court_desk").last?.item.id))
    }

    @Test func `is read by the law that is asked before it is given`() throws {
        var (story, item) = try asked(about: "davit")
        try story.does("court_desk", "give_search", item: item)
        story.pass(minutes: 20)
        #expect(story.breaches.contains("R-NP-09"))
        #expect(story.state.breaches.last?.value.person == story.its.person("davit"))
    }

    @Test func `breaks nothing where it is about somebody else`() throws {
        var (story, item) = try asked(about: "ivo")
        try story.does("court_desk", "give_search", item: item)
        story.pass(minutes: 20)
        #expect(!story.breaches.contains("R-NP-09"))
    }
}
