import Basics
import Engine
import Model
import Simulation
import Testing
import Views

@Suite struct `A search in a register` {
    @Test func `finds a misspelled name and says what follows from it`() throws {
        var story = Story()
        try story.does("border_desk", "search_crossings", basis: "law_task", text: "Davit Oren")
        #expect(story.inbox("border_desk").isEmpty)
        story.pass(minutes: 23)
        #expect(story.outcome("border_desk") == .records([story.its.record("davit_misspelled")]))
        #expect(story.knows("migration", "davit_crossed"))
        #expect(story.hasMet("migration", "davit"))
        #expect(!story.knows("police", "davit_crossed"))
    }

    @Test func `finds a name in another script once it has been entered`() throws {
        var story = Story()
        try story.does("border_desk", "search_civil", basis: "law_task", text: "Sela Dasch")
        story.pass(minutes: 5)
        #expect(story.outcome("border_desk") == .records([]))
        story.pass(minutes: 240)
        try story.does("border_desk", "search_civil", basis: "law_task", text: "Sela Dasch")
        story.pass(minutes: 5)
        #expect(story.outcome("border_desk") == .records([story.its.record("sela_transliterated")]))
        #expect(story.knows("migration", "sela_is_child"))
    }

    @Test func `asks for a name and a legal basis, and belongs to the register's owner`() throws {
        var story = Story()
        #expect(throws: Refusal.missing(.basis)) {
            try story.does("border_desk", "search_crossings", text: "Davit")
        }
        #expect(throws: Refusal.missing(.basis)) {
            try story.does("border_desk", "search_crossings", basis: "consent", text: "Davit")
        }
        #expect(throws: Refusal.missing(.text)) {
            try story.does("border_desk", "search_crossings", basis: "law_task")
        }
        #expect(throws: Refusal.notYours) {
            try story.does("police_desk", "search_crossings", basis: "law_task", text: "Davit")
        }
    }
}

@Suite struct `A visit` {
    private func policeAtTheKiln() throws -> Story {
        var story = Story()
        try story.control(.told(story.its.fact("davit_missing"), story.its.agency("police")))
        return story
    }

    @Test func `finds what lies there and who is there, when it was not announced`() throws {
        var story = try policeAtTheKiln()
        try story.does("police_desk", "inspect", place: "kiln", choices: [0, 3])
        #expect(!story.knows("police", "papers_locked"))
        story.pass(minutes: 138)
        #expect(story.knows("police", "papers_locked"))
        #expect(story.knows("police", "sleeping_shed"))
        #expect(story.hasMet("police", "sela"))
        let found = try #require(story.ledger("police", "papers_locked").first)
        #expect(found.learning.way == .found)
        #expect(found.openedAt == found.time)
    }

    @Test func `says in its result whom one met there, and nobody who was elsewhere`() throws {
        var story = try policeAtTheKiln()
        try story.does(
            "police_desk", "mark_presumed", person: "davit", status: .presumed, text: "He is not paid.")
        story.pass(minutes: 10)
        try story.does("police_desk", "bring_to_safety", person: "davit", service: "house")
        story.pass(minutes: 240)
        #expect(story.person("davit").place == story.its.place("river_house"))
        try story.does("police_desk", "inspect", place: "kiln", choices: [0, 3])
        story.pass(minutes: 138)
        let result = try #require(
            story.inbox("police_desk").last { if case .result = $0.item.body { true } else { false } })
        #expect(result.item.persons.contains(story.its.person("sela")))
        #expect(!result.item.persons.contains(story.its.person("davit")))
        story.opens("police_desk")
        let view = story.view("police_desk")
        let content = try #require(view.inbox.first { $0.kind == .result }?.content)
        #expect(content.persons.count == result.item.persons.count)
        #expect(content.persons.allSatisfy { view.person($0.handle) != nil })
    }

    @Test func `misses what only a thorough look finds`() throws {
        var story = try policeAtTheKiln()
        try story.does("police_desk", "inspect", place: "kiln", choices: [0, 1])
        story.pass(minutes: 138)
        #expect(!story.knows("police", "papers_locked"))
        #expect(story.knows("police", "sleeping_shed"))
    }

    @Test func `that was announced warns the network, and after two hours somebody is gone`() throws {
        var story = try policeAtTheKiln()
        try story.does("police_desk", "inspect", place: "kiln", choices: [1, 3])
        story.pass(minutes: 138)
        #expect(!story.knows("police", "papers_locked"))
        #expect(story.state.alerts[story.its.network("kiln")] >= 50)
        #expect(story.state.flags[story.its.flag("kiln_warned")])
        #expect(!story.person("sela").has(.lost))
        story.pass(minutes: 120)
        #expect(story.person("sela").has(.moved))
        #expect(story.person("sela").has(.lost))
        #expect(story.person("sela").place == story.its.place("far_farm"))
    }

    @Test func `binds staff until its answer is there, also when the desk is free again`() throws {
        var scenario = Story.twelve
        scenario.seats[ByName(scenario).seat("police_desk")].staff = 1
        var story = try heard(scenario)
        try story.does("police_desk", "inspect", place: "kiln")
        let due = try #require(story.state.bookings.last?.booking.due)
        story.pass(minutes: 90)
        #expect(due > story.now)
        #expect(throws: Refusal.noStaff(until: due)) {
            try story.does("police_desk", "inspect", place: "kiln")
        }
        try story.does(
            "police_desk", "interview", person: "ivo", topic: "work", setting: "office", interpreter: "none")
        story.pass(minutes: 48)
        try story.does("police_desk", "inspect", place: "kiln")
    }

    @Test func `is only for places that the agency has heard of`() throws {
        var story = Story()
        #expect(throws: Refusal.unknownThing) {
            try story.does("police_desk", "inspect", place: "kiln")
        }
        #expect(throws: Refusal.missing(.place)) { try story.does("police_desk", "inspect") }
        #expect(throws: Refusal.missing(.choice)) {
            try story.does("police_desk", "inspect", place: "river_house", choices: [0, 4])
        }
        try story.does("police_desk", "inspect", place: "police_office")
        story.pass(minutes: 138)
        #expect(story.outcome("police_desk") == .nobodyThere)
    }
}

@Suite struct `Putting facts together` {
    @Test func `draws the conclusion that they support`() throws {
        var story = Story()
        for fact in ["davit_crossed", "van_paid"] {
            try story.control(.told(story.its.fact(fact), story.its.agency("police")))
        }
        try story.does("police_desk", "conclude", facts: ["davit_crossed", "van_paid"])
        story.pass(minutes: 15)
        #expect(story.outcome("police_desk") == .concluded(story.its.fact("marga_transports")))
        #expect(story.ledger("police", "marga_transports").map(\.learning.way) == [.concluded])
    }

    @Test func `says when nothing is supported, and costs minutes all the same`() throws {
        var story = Story()
        for fact in ["davit_crossed", "davit_missing"] {
            try story.control(.told(story.its.fact(fact), story.its.agency("police")))
        }
        try story.does("police_desk", "conclude", facts: ["davit_crossed", "davit_missing"])
        #expect(throws: Refusal.busy(until: .start.after(minutes: 15))) {
            try story.does("police_desk", "inspect", place: "kiln")
        }
        story.pass(minutes: 15)
        #expect(story.outcome("police_desk") == .notSupported)
    }

    @Test func `takes two facts, both known to the agency`() throws {
        var story = Story()
        try story.control(.told(story.its.fact("davit_crossed"), story.its.agency("police")))
        #expect(throws: Refusal.missing(.facts)) {
            try story.does("police_desk", "conclude", facts: ["davit_crossed"])
        }
        #expect(throws: Refusal.missing(.facts)) {
            try story.does("police_desk", "conclude", facts: ["davit_crossed", "davit_crossed"])
        }
        #expect(throws: Refusal.unknownThing) {
            try story.does("police_desk", "conclude", facts: ["davit_crossed", "van_paid"])
        }
    }
}

@Suite struct `Bank records` {
    @Test func `are out of reach without an order, and come in office hours with one`() throws {
        var story = Story()
        #expect(
            throws: Refusal.impossible(
                rule: "R-ORD-01", says: TextID("act.get_bank_records.gate.R-ORD-01.says"))
        ) {
            try story.does("police_desk", "get_bank_records", person: "marga")
        }
        try story.does(
            "police_desk", "ask_search", person: "marga", agency: "court", text: "She may pay for the van.")
        let asked = try #require(story.inbox("court_desk").last?.item.id)
        story.opens("court_desk")
        try story.does("court_desk", "give_search", item: asked, text: "Granted.")
        story.pass(minutes: 20)
        #expect(story.law("police_desk", "get_bank_records", person: "marga") == .allowed)
        try story.does("police_desk", "get_bank_records", person: "marga")
        story.pass(minutes: 60)
        #expect(!story.knows("police", "van_paid"))
        story.pass(minutes: 240)
        #expect(story.knows("police", "van_paid"))
    }

    @Test func `stay closed when the order is refused, speaks of somebody else or has run out`() throws {
        var scenario = Story.twelve
        scenario.world.orders[ByName(scenario).order("search")].lasts = .minutes(60)
        var story = Story(scenario)
        try story.does("police_desk", "ask_search", person: "marga", agency: "court", text: "Please.")
        let first = try #require(story.inbox("court_desk").last?.item.id)
        #expect(throws: Refusal.missing(.reasons)) {
            try story.does("court_desk", "refuse_search", item: first)
        }
        try story.does("court_desk", "refuse_search", item: first, text: "Not enough.")
        #expect(throws: Refusal.alreadyAnswered) { try story.does("court_desk", "give_search", item: first) }
        #expect(story.law("police_desk", "get_bank_records", person: "marga").answer == .needsOrder)

        try story.does("police_desk", "ask_search", person: "ivo", agency: "court", text: "Please.")
        let second = try #require(story.inbox("court_desk").last?.item.id)
        try story.does("court_desk", "give_search", item: second)
        #expect(story.law("police_desk", "get_bank_records", person: "marga").answer == .needsOrder)
        #expect(story.law("police_desk", "get_bank_records", person: "ivo") == .allowed)
        story.pass(minutes: 61)
        #expect(story.law("police_desk", "get_bank_records", person: "ivo").answer == .needsOrder)
    }

    @Test func `need an order from who may give one, with reasons`() throws {
        var story = Story()
        #expect(throws: Refusal.unknownThing) {
            try story.does("police_desk", "ask_search", person: "marga", agency: "shelter", text: "Please.")
        }
        #expect(throws: Refusal.missing(.reasons)) {
            try story.does("police_desk", "ask_search", person: "marga", agency: "court")
        }
        #expect(throws: Refusal.notYours) { try story.does("police_desk", "give_search") }
    }
}
