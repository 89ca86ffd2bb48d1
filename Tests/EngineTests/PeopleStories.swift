import Basics
import Engine
import Model
import Simulation
import Testing

@Suite struct `Help` {
    @Test func `meets a need and reaches the person`() throws {
        var story = try heard()
        try story.control(.told(story.its.fact("sela_looks_young"), story.its.agency("police")))
        #expect(story.person("sela").needs == [story.its.need("food")])
        try story.does("police_desk", "bring_food", person: "sela")
        story.pass(minutes: 15)
        #expect(story.person("sela").needs.isEmpty)
        #expect(story.person("sela").has(.reached))
        #expect(story.outcome("police_desk") == .helped)
    }

    @Test func `left out has its price, step by step`() throws {
        var story = Story()
        let health = story.person("sela")[.health]
        story.pass(minutes: 360)
        #expect(story.person("sela")[.health] == health - 5)
        story.pass(minutes: 360)
        #expect(story.person("sela")[.health] == health - 10)
    }
}

@Suite struct `A safe place` {
    private func presumed() throws -> Story {
        var story = try heard()
        try story.does(
            "police_desk", "mark_presumed", person: "davit", status: .presumed, text: "Withheld wages.")
        story.pass(minutes: 10)
        try story.control(.dial(story.its.person("davit"), .trust, 70))
        return story
    }

    @Test func `is taken by consent, away from those in control, and the service hears of it`() throws {
        var story = try presumed()
        try story.does(
            "police_desk", "ask_consent", person: "davit", setting: "office", interpreter: "sworn",
            service: "house")
        #expect(story.outcome("police_desk") == .consented(true))
        story.pass(minutes: 30)
        #expect(
            story.law("police_desk", "bring_to_safety", person: "davit", service: "house") == .allowed)
        try story.does("police_desk", "bring_to_safety", person: "davit", service: "house")
        story.pass(minutes: 207)
        let davit = story.person("davit")
        #expect(davit.service == story.its.service("house"))
        #expect(davit.place == story.its.place("river_house"))
        #expect(davit.has(.safe))
        #expect(story.breaches.isEmpty)
        let referral = try #require(story.inbox("house_desk").last)
        #expect(
            referral.item.body
                == .referral(
                    story.its.person("davit"), story.its.service("house"), from: story.its.agency("police")))
        #expect(story.state.alerts[story.its.network("kiln")] >= 30)
    }

    @Test func `without consent is a breach, and happens all the same`() throws {
        var story = try presumed()
        let law = story.law("police_desk", "bring_to_safety", person: "davit", service: "house")
        #expect(law.answer == .needsConsent)
        try story.does("police_desk", "bring_to_safety", person: "davit", service: "house")
        #expect(story.breaches == ["R-CON-02"])
        story.pass(minutes: 207)
        #expect(story.person("davit").has(.safe))
    }

    @Test func `is one that keeps people safe`() throws {
        var story = try presumed()
        #expect(throws: Refusal.unknownThing) {
            try story.does("police_desk", "bring_to_safety", person: "davit", service: "clinic")
        }
        #expect(throws: Refusal.missing(.service)) {
            try story.does("police_desk", "bring_to_safety", person: "davit")
        }
    }
}

@Suite struct `A referral` {
    @Test func `is admitted, declined or put off by the service`() throws {
        var story = try heard()
        try story.does("house_desk", "send_on", person: "davit", service: "house")
        story.pass(minutes: 10)
        #expect(story.outcome("house_desk") == .declined(story.its.service("house")))
        #expect(!story.person("davit").has(.safe))

        try story.does(
            "house_desk", "mark_presumed", person: "davit", status: .potential, text: "A call.")
        story.pass(minutes: 10)
        try story.does("house_desk", "send_on", person: "davit", service: "house")
        story.pass(minutes: 10)
        #expect(story.outcome("house_desk") == .admitted(story.its.service("house")))

        var scenario = Story.twelve
        scenario.world.services[story.its.service("house")].capacity = 0
        var full = try heard(scenario)
        try full.does("house_desk", "mark_presumed", person: "davit", status: .potential, text: "A call.")
        full.pass(minutes: 10)
        try full.does("house_desk", "send_on", person: "davit", service: "house")
        full.pass(minutes: 10)
        #expect(full.outcome("house_desk") == .full(full.its.service("house")))
        #expect(full.person("davit").service == nil)
    }
}

@Suite struct `A mark` {
    @Test func `presumed is for agencies with that power, identified for those the world names`() throws {
        var story = try heard()
        #expect(throws: Refusal.notYours) {
            try story.does(
                "court_desk", "mark_presumed", person: "davit", status: .presumed, text: "Because.")
        }
        #expect(throws: Refusal.notYours) {
            try story.does(
                "police_desk", "mark_identified", person: "davit", status: .identified, text: "Because.")
        }
        #expect(throws: Refusal.missing(.status)) {
            try story.does(
                "police_desk", "mark_presumed", person: "davit", status: .identified, text: "Because.")
        }
        try story.does("court_desk", "mark_identified", person: "davit", status: .identified, text: "Proved.")
        story.pass(minutes: 30)
        #expect(story.person("davit").status == .identified)
    }

    @Test func `has reasons, and a way of appeal where it denies`() throws {
        var story = try heard()
        #expect(throws: Refusal.missing(.reasons)) {
            try story.does("police_desk", "mark_presumed", person: "davit", status: .presumed)
        }
        #expect(throws: Refusal.missing(.appeal)) {
            try story.does(
                "court_desk", "mark_identified", person: "davit", status: .notIdentified, text: "No proof.")
        }
        try story.does(
            "court_desk", "mark_identified", person: "davit", status: .notIdentified, text: "No proof.",
            more: "Within a month, to the upper court.")
        story.pass(minutes: 30)
        #expect(story.person("davit").status == .notIdentified)
    }

    @Test func `that is weaker takes nothing back`() throws {
        var story = try heard()
        for (status, seat) in [(PersonStatus.presumed, "police_desk"), (.potential, "house_desk")] {
            try story.does(seat, "mark_presumed", person: "davit", status: status, text: "Because.")
            story.pass(minutes: 10)
        }
        #expect(story.person("davit").status == .presumed)
        #expect(story.state.marks.map(\.value.status) == [.presumed, .potential])
    }
}

@Suite struct `A removal` {
    @Test func `of somebody whom one has marked oneself is known to be forbidden`() throws {
        var story = try heard()
        try story.does(
            "border_desk", "mark_presumed", person: "davit", status: .presumed, text: "Withheld wages.")
        story.pass(minutes: 10)
        #expect(story.law("border_desk", "remove_person", person: "davit").answer == .forbidden)
    }

    @Test func `of a presumed victim goes through and stands as a breach (R-MG-02)`() throws {
        var story = try heard()
        #expect(story.law("border_desk", "remove_person", person: "davit") == .allowed)
        try story.does(
            "police_desk", "mark_presumed", person: "davit", status: .presumed, text: "Withheld wages.")
        story.pass(minutes: 10)
        // Nobody has told the border of the mark: the law's answer keeps that secret, and the breach counts.
        #expect(story.law("border_desk", "remove_person", person: "davit") == .allowed)
        try story.does("border_desk", "remove_person", person: "davit")
        #expect(story.breaches == ["R-REM-01"])
        #expect(story.state.breaches.first?.value.person == story.its.person("davit"))
        story.pass(minutes: 1660)
        #expect(story.person("davit").has(.removed))
        #expect(story.person("davit").has(.lost))
    }
}

@Suite struct `A decision` {
    @Test func `stands with its reasons and alternatives, and nothing changes it`() throws {
        var story = try heard()
        #expect(throws: Refusal.missing(.reasons)) {
            try story.does("police_desk", "note_decision", more: "To wait.")
        }
        #expect(throws: Refusal.missing(.alternatives)) {
            try story.does("police_desk", "note_decision", text: "We go in.")
        }
        try story.does(
            "police_desk", "note_decision", facts: ["davit_missing"], text: "We go in.", more: "To wait.")
        let saved = story.state.decisions
        #expect(saved.map(\.value.text) == [Typed("We go in.")])
        #expect(saved.map(\.value.alternatives) == [Typed("To wait.")])
        try story.does("police_desk", "note_decision", text: "We do not.", more: "To go in.")
        #expect(story.state.decisions.prefix(1) == saved[...])
    }
}
