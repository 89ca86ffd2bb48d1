import Basics
import Engine
import Model
import Simulation
import Testing
import Views

/// Police and shelter have heard of Davit, Sela and the kiln.
func heard(_ scenario: Scenario = Story.twelve) throws(Refusal) -> Story {
    var story = Story(scenario)
    for agency in ["police", "shelter", "court", "migration"] {
        for fact in ["davit_missing", "sleeping_shed"] {
            try story.control(.told(story.its.fact(fact), story.its.agency(agency)))
        }
    }
    return story
}

@Suite struct `A conversation` {
    @Test func `answers at once, and its minutes are booked on both sides`() throws {
        var story = try heard()
        try story.does(
            "police_desk", "interview", person: "davit", topic: "work", setting: "office",
            interpreter: "sworn")
        #expect(story.knows("police", "wages_withheld"))
        #expect(story.state.seats[story.its.seat("police_desk")].busyUntil == .start.after(minutes: 65))
        #expect(story.person("davit").busyUntil == .start.after(minutes: 65))
    }

    @Test func `goes on to the next question, while everything else has to wait`() throws {
        var story = try heard()
        try story.does(
            "police_desk", "interview", person: "davit", topic: "work", setting: "office",
            interpreter: "sworn")
        try story.does(
            "police_desk", "interview", person: "davit", topic: "journey", setting: "office",
            interpreter: "sworn")
        let end = ExerciseTime.start.after(minutes: 130)
        #expect(story.state.seats[story.its.seat("police_desk")].busyUntil == end)
        #expect(throws: Refusal.busy(until: end)) { try story.does("police_desk", "inspect", place: "kiln") }
        #expect(throws: Refusal.busy(until: end)) {
            try story.does(
                "police_desk", "interview", person: "ivo", topic: "work", setting: "office",
                interpreter: "none")
        }
        #expect(throws: Refusal.personBusy(until: end)) {
            try story.does(
                "house_desk", "interview", person: "davit", topic: "work", setting: "office",
                interpreter: "sworn")
        }
    }

    @Test func `that is over gives no right to interrupt somebody else's`() throws {
        var story = try heard()
        try story.does(
            "police_desk", "interview", person: "davit", topic: "work", setting: "office",
            interpreter: "sworn")
        story.pass(minutes: 65)
        try story.does(
            "house_desk", "interview", person: "davit", topic: "work", setting: "office", interpreter: "sworn"
        )
        story.pass(minutes: 5)
        #expect(throws: Refusal.personBusy(until: .start.after(minutes: 130))) {
            try story.does(
                "police_desk", "interview", person: "davit", topic: "money", setting: "office",
                interpreter: "sworn")
        }
    }

    @Test func `leaves time to read, write, share and decide`() throws {
        var story = try heard()
        try story.does(
            "police_desk", "interview", person: "davit", topic: "work", setting: "office",
            interpreter: "sworn")
        story.opens("police_desk")
        try story.does(
            "police_desk", "message", agencies: ["shelter"], text: "He has told us about his work.")
        try story.does(
            "police_desk", "tell", agencies: ["migration"], facts: ["wages_withheld"], basis: "law_task")
        try story.does("police_desk", "note_decision", text: "We wait.", more: "To go in at once.")
    }

    @Test func `tells as much as trust, company and language allow`() throws {
        var story = try heard()
        let davit = story.its.person("davit")
        try story.control(.dial(davit, .trust, 30))
        try story.does(
            "police_desk", "interview", person: "davit", topic: "money", setting: "office",
            interpreter: "sworn")
        #expect(!story.knows("police", "debt_claimed"))
        #expect(story.outcome("police_desk") == .silent)
        #expect(story.person("davit")[.trust] == 40)
        try story.does(
            "police_desk", "interview", person: "davit", topic: "money", setting: "workplace",
            interpreter: "sworn")
        #expect(!story.knows("police", "debt_claimed"))
        try story.does(
            "police_desk", "interview", person: "davit", topic: "money", setting: "office",
            interpreter: "sworn")
        #expect(story.knows("police", "debt_claimed"))
    }

    @Test func `asked again distresses, pressing costs trust, and in the end the person leaves`() throws {
        var story = try heard()
        try story.control(.dial(story.its.person("davit"), .trust, 20))
        let distress = story.person("davit")[.distress]
        func press() throws {
            try story.does(
                "police_desk", "interview", person: "davit", topic: "work", setting: "office",
                interpreter: "sworn", choices: [1])
        }
        try press()
        #expect(story.person("davit")[.distress] == distress)
        try story.control(.dial(story.its.person("davit"), .trust, 20))
        try press()
        #expect(story.person("davit")[.distress] == distress + 5)
        #expect(!story.person("davit").has(.lost))
        try press()
        #expect(story.person("davit").has(.disengaged))
        #expect(throws: Refusal.lostContact) { try press() }
    }

    @Test func `in sign language is a conversation like any other, and without it nothing is told`() throws {
        var story = try heard()
        // That he signs is seen by whoever stands before him, not by whoever has heard his name.
        func law() -> LawAnswer {
            story.law("police_desk", "interview", person: "davit", topic: "work", interpreter: "none")
        }
        #expect(law() == .allowed)
        try story.does("police_desk", "inspect", place: "kiln")
        story.pass(minutes: 240)
        #expect(law().answer == .forbidden)
        #expect(law().rule == "R-INT-02")
        try story.does(
            "police_desk", "interview", person: "davit", topic: "work", setting: "office", interpreter: "none"
        )
        #expect(story.breaches == ["R-INT-02"])
        #expect(!story.knows("police", "wages_withheld"))
        let signed = story.law(
            "police_desk", "interview", person: "davit", topic: "work", interpreter: "sworn")
        #expect(signed == .allowed)
        try story.does(
            "police_desk", "interview", person: "davit", topic: "work", setting: "office",
            interpreter: "sworn")
        #expect(story.knows("police", "wages_withheld"))
        #expect(story.breaches == ["R-INT-02"])
    }

    @Test func `needs somebody who is known, a place that is known, a topic and a setting`() throws {
        var story = Story()
        #expect(throws: Refusal.unknownThing) {
            try story.does("police_desk", "interview", person: "davit", topic: "work", setting: "office")
        }
        #expect(throws: Refusal.notHere) {
            try story.does("police_desk", "interview", person: "ivo", topic: "work", setting: "office")
        }
        story = try heard()
        #expect(throws: Refusal.missing(.setting)) {
            try story.does("police_desk", "interview", person: "ivo", topic: "work")
        }
        #expect(throws: Refusal.missing(.topic)) {
            try story.does("police_desk", "interview", person: "ivo", setting: "office")
        }
        #expect(throws: Refusal.missing(.person)) {
            try story.does("police_desk", "interview", topic: "work", setting: "office")
        }
    }
}

@Suite struct `A child` {
    @Test func `is presumed on reasons to believe, and not before (R-CH-02)`() throws {
        var story = try heard()
        try story.control(.told(story.its.fact("sela_looks_young"), story.its.agency("shelter")))
        let known = story.law("house_desk", "interview", person: "sela", topic: "work")
        #expect(known.answer == .needsGuardian)
        #expect(known.rule == "R-CH-03")
        try story.does("police_desk", "inspect", place: "kiln", choices: [0, 1])
        #expect(story.law("police_desk", "interview", person: "sela", topic: "work") == .allowed)
        story.pass(minutes: 138)
        #expect(story.knows("police", "sela_looks_young"))
        #expect(story.law("police_desk", "interview", person: "sela", topic: "work").answer == .needsGuardian)
    }

    @Test func `has a guardian for whoever plays it, too`() throws {
        var scenario = Story.twelve
        let sela = ByName(scenario).person("sela")
        scenario.persons[sela].isScripted = false
        var story = try heard(scenario)
        try story.control(.told(story.its.fact("sela_looks_young"), story.its.agency("shelter")))
        try story.control(.holdPerson(sela))
        func marks() -> [PersonMark]? {
            RolePlayerView(story.engine, story.state, person: sela, secret: 3, now: story.now).now?.marks
        }
        #expect(marks()?.contains(.guardian) == false)
        try story.does("house_desk", "appoint_guardian", person: "sela")
        story.pass(minutes: 138)
        #expect(marks()?.contains(.guardian) == true)
    }

    @Test func `is interviewed with a guardian; without one it is recorded and hurts (R-CH-03)`() throws {
        var story = try heard()
        try story.control(.told(story.its.fact("sela_looks_young"), story.its.agency("shelter")))
        let distress = story.person("sela")[.distress]
        #expect(story.law("house_desk", "interview", person: "sela", topic: "family") == .allowed)
        try story.does(
            "house_desk", "interview", person: "sela", topic: "work", setting: "office", interpreter: "none")
        #expect(story.breaches == ["R-CH-03"])
        #expect(story.person("sela")[.distress] == distress + 15)
        story.pass(minutes: 45)
        try story.does("house_desk", "appoint_guardian", person: "sela")
        story.pass(minutes: 138)
        #expect(story.person("sela").has(.guardian))
        #expect(story.law("house_desk", "interview", person: "sela", topic: "work") == .allowed)
        try story.does(
            "house_desk", "interview", person: "sela", topic: "work", setting: "office", interpreter: "none")
        #expect(story.breaches == ["R-CH-03"])
    }

    @Test func `shares through the guardian, an adult by consent (R-CON-03)`() throws {
        var story = try heard()
        let migration = story.its.agency("migration")
        try story.control(.told(story.its.fact("sela_is_child"), migration))
        #expect(story.sharing("sela_is_child", from: "migration", to: "shelter").answer == .needsGuardian)
        try story.does("house_desk", "appoint_guardian", person: "davit")
        #expect(throws: Refusal.unknownThing) {
            try story.does("house_desk", "appoint_guardian", person: "sela")
        }
        try story.control(.told(story.its.fact("sela_looks_young"), story.its.agency("court")))
        try story.does("court_desk", "appoint_guardian", person: "sela")
        story.pass(minutes: 138)
        #expect(story.sharing("sela_is_child", from: "migration", to: "shelter").answer == .allowed)

        try story.control(.told(story.its.fact("family_threatened"), migration))
        #expect(story.sharing("family_threatened", from: "migration", to: "shelter").answer == .needsConsent)
    }
}

@Suite struct `A held character` {
    private func asked() throws -> (Story, ItemID) {
        var story = try heard()
        try story.control(.holdPerson(story.its.person("davit")))
        try story.does(
            "police_desk", "interview", person: "davit", topic: "work", setting: "office",
            interpreter: "sworn")
        let question = try #require(
            story.state.items.last {
                if case .question = $0.item.body { true } else { false }
            })
        return (story, question.item.id)
    }

    @Test func `leaves the question to the holder, with what the script would tell`() throws {
        let (story, question) = try asked()
        #expect(!story.knows("police", "wages_withheld"))
        guard case .question(_, _, _, let until, let scripted)? = story.state.item(question)?.item.body else {
            Issue.record("there is no question")
            return
        }
        #expect(scripted == [story.its.fact("wages_withheld")])
        #expect(until == .start.after(minutes: story.engine.scenario.replyWindow))
    }

    @Test func `answers by the script when the reply window has passed`() throws {
        var (story, question) = try asked()
        story.pass(minutes: 29)
        #expect(!story.knows("police", "wages_withheld"))
        story.pass(minutes: 1)
        #expect(story.knows("police", "wages_withheld"))
        #expect(story.state.item(question)?.state == .lapsed)
        #expect(throws: Refusal.alreadyAnswered) {
            try story.control(.reply(question, facts: [], text: Typed("Too late.")))
        }
    }

    @Test func `tells what the holder ticks; more than the script is remembered`() throws {
        var (story, question) = try asked()
        let extra = story.its.fact("debt_claimed")
        #expect(throws: Refusal.missing(.text)) {
            try story.control(.reply(question, facts: [extra], text: .empty))
        }
        try story.control(.reply(question, facts: [extra], text: Typed("I owe them money.")))
        #expect(story.knows("police", "debt_claimed"))
        #expect(!story.knows("police", "wages_withheld"))
        #expect(story.state.beyondScript.map(\.value) == [extra])
        story.pass(minutes: 60)
        #expect(!story.knows("police", "wages_withheld"))
    }
}
