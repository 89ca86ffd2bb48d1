import Basics
import Engine
import Model
import Simulation
import Testing
import Views

/// The police have signed a safety plan with Davit that rests on his withheld wages.
private func signed() throws -> (Story, ItemID) {
    var story = Story()
    for fact in ["davit_missing", "wages_withheld"] {
        try story.control(.told(story.its.fact(fact), story.its.agency("police")))
    }
    var act = Act(type: story.its.act("risk_plan"))
    act.person = story.its.person("davit")
    act.choices = [1]
    act.facts = [story.its.fact("wages_withheld")]
    act.fields = [Typed("That his sister is asked for money."), Typed("We call every evening.")]
    try story.perform(.seat(story.its.seat("police_desk"), act))
    story.pass(minutes: 15)
    return (story, try #require(story.state.forms.last).value.id)
}

extension Story {
    fileprivate mutating func passesOn(
        _ form: ItemID, from seat: String = "police_desk", to agency: String
    ) throws(Refusal) {
        var act = Act(type: its.act("tell"))
        act.agencies = [its.agency(agency)]
        act.forms = [form, form]
        act.basis = its.basis("law_task")
        act.text = Typed("So that you need not ask again.")
        try perform(.seat(its.seat(seat), act))
    }
}

@Suite struct `A signed form that is shared` {
    @Test func `lies in the other agency's inbox as it was signed, once it is opened`() throws {
        var (story, form) = try signed()
        try story.passesOn(form, to: "migration")
        #expect(story.view("border_desk").inbox.first?.content == nil, "closed, nothing of it is sent")
        #expect(!story.hasMet("migration", "davit"))
        story.pass(minutes: 20)
        story.opens("border_desk")
        let content = try #require(story.view("border_desk").inbox.first?.content)
        let read = try #require(content.forms.first)
        let ours = try #require(story.view("police_desk").forms.first)
        #expect(content.forms.count == 1 && read.form == "F-D" && read.version == 1)
        #expect(read.rows == ours.rows && read.at == ours.at && read.seat == ours.seat)
        #expect(read.agency == ours.agency && read.name == ours.name)
        #expect(story.hasMet("migration", "davit"), "who reads of a person knows of them")
        #expect(content.persons.count == 1)
        #expect(story.view("border_desk").forms == [], "it is not a form of theirs")
        #expect(story.view("house_desk").inbox.allSatisfy { $0.content?.forms.isEmpty ?? true })
    }

    @Test func `brings the facts that it rests on, each by its own class and with its place in the ledger`()
        throws
    {
        var (story, form) = try signed()
        try story.passesOn(form, to: "migration")
        #expect(story.state.shares.map(\.value.fact) == [story.its.fact("wages_withheld")])
        #expect(!story.knows("migration", "wages_withheld"))
        story.opens("border_desk")
        #expect(story.knows("migration", "wages_withheld"))
        let told = try #require(story.ledger("migration", "wages_withheld").first?.learning)
        #expect(told.way == .told && told.from == story.its.agency("police"))
        #expect(story.view("border_desk").inbox.first?.content?.forms.first?.facts.count == 1)
    }

    @Test func `asks for what its class asks for, and going on is recorded`() throws {
        var (story, form) = try signed()
        let davit = story.its.person("davit")
        func law(_ agency: String) throws -> LawAnswer {
            story.engine.sharing(
                form: try #require(story.state.form(form)), from: story.its.agency("police"),
                to: story.its.agency(agency), at: story.now, in: story.state)
        }
        #expect(try law("shelter").answer == .needsConsent)
        #expect(try law("court").answer == .needsOrder)
        try story.passesOn(form, to: "shelter")
        // The form against consent, and the wages against the secrecy of the case.
        #expect(story.breaches.sorted() == ["R-CON-01", "R-SHA-02"])
        #expect(story.state.breaches.contains { $0.value.rule == "R-CON-01" && $0.value.person == davit })
        #expect(story.state.formShares.map(\.value.answer) == [.needsConsent])
        story.pass(minutes: 30)
        try story.control(.dial(davit, .trust, 80))
        try story.does(
            "police_desk", "ask_consent", person: "davit", agency: "migration", setting: "office",
            interpreter: "sworn")
        #expect(try law("migration").answer == .allowed)
        try story.passesOn(form, to: "migration")
        #expect(story.breaches.count == 2, "with consent nothing is added")
    }

    @Test func `obeys the third-party rule for what others told`() throws {
        var scenario = Story.twelve
        let secret = try #require(
            scenario.world.classes.ids.first { scenario.world.classes[$0].id == "case" })
        var rule = SharingRule()
        rule.to.wasTold = true
        (rule.answer, rule.rule) = (.forbidden, "R-FIU-03")
        scenario.world.classes[secret].rules.insert(rule, at: 0)
        var story = try heard(scenario)
        try story.control(.told(story.its.fact("wages_withheld"), story.its.agency("court")))
        try story.does(
            "court_desk", "tell", agencies: ["police"], facts: ["wages_withheld"], basis: "law_task")
        story.opens("police_desk")
        var act = Act(type: story.its.act("risk_plan"))
        act.person = story.its.person("davit")
        act.choices = [1]
        act.facts = [story.its.fact("wages_withheld")]
        act.fields = [Typed("Everything."), .empty]
        try story.perform(.seat(story.its.seat("police_desk"), act))
        story.pass(minutes: 15)
        try story.passesOn(try #require(story.state.forms.last).value.id, to: "migration")
        #expect(story.breaches.contains("R-FIU-03"))
    }

    @Test func `is one's own, and goes with a share alone`() throws {
        var (story, form) = try signed()
        #expect(throws: Refusal.unknownThing) {
            try story.passesOn(form, from: "house_desk", to: "migration")
        }
        #expect(throws: Refusal.unknownThing) { try story.passesOn(ItemID("nothing"), to: "migration") }
        var letter = Act(type: story.its.act("message"))
        (letter.agencies, letter.text, letter.forms) = ([story.its.agency("court")], Typed("Look."), [form])
        #expect(throws: Refusal.unknownThing) {
            try story.perform(.seat(story.its.seat("police_desk"), letter))
        }
        #expect(throws: Refusal.missing(.recipients)) { try story.passesOn(form, to: "police") }
    }

    @Test func `says with whom it was shared, to its own agency alone`() throws {
        var (story, form) = try signed()
        #expect(story.view("police_desk").forms.first?.sharedWith == [])
        try story.passesOn(form, to: "migration")
        try story.passesOn(form, to: "migration")
        story.opens("border_desk")
        #expect(story.view("police_desk").forms.first?.sharedWith.count == 1)
        #expect(story.view("border_desk").inbox.first?.content?.forms.first?.sharedWith == [])
    }
}
