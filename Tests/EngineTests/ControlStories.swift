import Basics
import Engine
import Model
import Simulation
import Testing

@Suite struct `An inject` {
    private func titles(_ story: Story, _ seat: String) -> [InjectID] {
        story.inbox(seat).compactMap {
            if case .inject(let id, _, _) = $0.item.body { id } else { nil }
        }
    }

    @Test func `comes by the clock, on the clock of its country`() {
        var story = Story()
        story.pass(minutes: 79)
        #expect(titles(story, "house_desk").isEmpty)
        story.pass(minutes: 1)
        #expect(titles(story, "house_desk") == [story.its.inject("hotline_call")])
        #expect(titles(story, "police_desk").isEmpty)
        #expect(!story.knows("shelter", "davit_missing"))
        story.opens("house_desk")
        #expect(story.knows("shelter", "davit_missing"))
        #expect(story.hasMet("shelter", "davit"))
        #expect(story.ledger("shelter", "davit_missing").map(\.learning.way) == [.inject])
    }

    @Test func `comes when its condition has held for a while`() throws {
        var story = Story()
        try story.control(.told(story.its.fact("sleeping_shed"), story.its.agency("police")))
        story.pass(minutes: 29)
        #expect(titles(story, "police_desk").isEmpty)
        story.pass(minutes: 1)
        #expect(titles(story, "police_desk") == [story.its.inject("lorry_seen")])
        #expect(titles(story, "border_desk") == [story.its.inject("lorry_seen")])
    }

    @Test func `comes by hand, once`() throws {
        var story = Story()
        let reporter = story.its.inject("reporter")
        try story.control(.fire(reporter))
        #expect(titles(story, "court_desk") == [reporter])
        #expect(throws: Refusal.alreadyDone) { try story.control(.fire(reporter)) }
        #expect(throws: Refusal.alreadyDone) {
            try story.control(.edit(reporter, title: Typed("New"), text: Typed("New")))
        }
    }

    @Test func `waits while it is held, and comes at once when it is released late`() throws {
        var story = Story()
        let call = story.its.inject("hotline_call")
        try story.control(.hold(call))
        story.pass(minutes: 120)
        #expect(titles(story, "house_desk").isEmpty)
        #expect(story.state.injects[call].waiting)
        try story.control(.release(call))
        #expect(titles(story, "house_desk") == [call])
        #expect(throws: Refusal.notHeld) { try story.control(.release(call)) }
    }

    @Test func `comes in its time when it was released before`() throws {
        var story = Story()
        let call = story.its.inject("hotline_call")
        try story.control(.hold(call))
        story.pass(minutes: 10)
        try story.control(.release(call))
        #expect(titles(story, "house_desk").isEmpty)
        story.pass(minutes: 70)
        #expect(titles(story, "house_desk") == [call])
    }

    @Test func `says what control wrote and goes where control sent it`() throws {
        var story = Story()
        let call = story.its.inject("hotline_call")
        try story.control(.edit(call, title: Typed("A letter"), text: Typed("Please look for him.")))
        try story.control(.retarget(call, [story.its.seat("border_desk")]))
        story.pass(minutes: 80)
        #expect(titles(story, "house_desk").isEmpty)
        #expect(
            story.inbox("border_desk").last?.item.body
                == .inject(
                    call, title: .typed(Typed("A letter")), text: .typed(Typed("Please look for him."))))
    }

    @Test func `that nobody answers has a sequel; one that is answered has none`() throws {
        var silent = Story()
        silent.pass(minutes: 80 + 180)
        #expect(titles(silent, "house_desk").last == silent.its.inject("hotline_again"))
        var answered = Story()
        answered.pass(minutes: 80)
        answered.opens("house_desk")
        try answered.does(
            "house_desk", "tell", agencies: ["police"], facts: ["davit_missing"], basis: "consent")
        answered.pass(minutes: 400)
        #expect(titles(answered, "house_desk") == [answered.its.inject("hotline_call")])
    }

    @Test func `can be made up during the run, with facts`() throws {
        var story = Story()
        let improvised = Improvised(
            seats: [story.its.seat("court_desk")], channel: story.its.channel("letter"),
            from: Typed("A clerk"),
            title: Typed("A note"), text: Typed("Somebody looks for a brother."),
            facts: [story.its.fact("davit_missing")])
        try story.control(.improvise(improvised))
        #expect(!story.knows("court", "davit_missing"))
        story.opens("court_desk")
        #expect(story.knows("court", "davit_missing"))
        var nobody = improvised
        nobody.seats = []
        #expect(throws: Refusal.missing(.recipients)) { try story.control(.improvise(nobody)) }
    }

    @Test func `does not come after ENDEX`() throws {
        var story = Story()
        let call = story.its.inject("hotline_call")
        try story.control(.hold(call))
        story.pass(minutes: 90)
        try story.control(.end)
        #expect(throws: Refusal.ended) { try story.control(.release(call)) }
        #expect(throws: Refusal.ended) { try story.control(.fire(story.its.inject("reporter"))) }
        #expect(titles(story, "house_desk").isEmpty)
    }
}

@Suite struct `A rule of the pack` {
    @Test func `reacts again when its own effect ended its condition and the condition returned`() throws {
        var scenario = Story.twelve
        let its = ByName(scenario)
        var rule = Rule()
        rule.id = "comes_back"
        rule.once = false
        rule.when = .compare(
            .greaterOrEqual, .read(.dial(.fixed(its.person("ivo")), .distress)), .constant(80))
        rule.effects = [Effect(.set(.dial(.fixed(its.person("ivo")), .distress), to: .constant(10)))]
        scenario.rules.append(rule)
        var story = Story(scenario)
        for _ in 0..<3 {
            story.pass(minutes: 5)
            try story.control(.dial(its.person("ivo"), .distress, 90))
            #expect(story.person("ivo")[.distress] == 10)
        }
    }

    @Test func `that keeps changing its own condition comes to rest`() throws {
        var scenario = Story.twelve
        let its = ByName(scenario)
        for (name, from, to) in [("up", false, 1), ("down", true, 0)] {
            var rule = Rule()
            rule.id = name
            rule.once = false
            let flag = Expression.read(.flag(its.flag("kiln_warned")))
            rule.when = from ? flag : .not(flag)
            rule.effects = [Effect(.set(.flag(its.flag("kiln_warned")), to: .constant(to)))]
            scenario.rules.append(rule)
        }
        var story = Story(scenario)
        #expect(story.events.count < 20)
        story.pass(minutes: 100)
    }

    @Test func `saturates instead of overflowing`() throws {
        var scenario = Story.twelve
        let its = ByName(scenario)
        var rule = Rule()
        rule.id = "too_much"
        rule.when = .compare(.greater, .read(.counter(its.counter("pressure"))), .constant(0))
        rule.effects = [
            Effect(
                .change(
                    .alert(.fixed(its.network("kiln"))), by: .sum(.constant(.max / 2), .constant(.max / 2)))),
            Effect(
                .change(
                    .counter(its.counter("pressure")),
                    by: .negate(.difference(.constant(.min), .constant(0))))),
        ]
        scenario.rules.append(rule)
        scenario.counters[its.counter("pressure")].start = 1
        let story = Story(scenario)
        #expect(story.state.alerts[its.network("kiln")] == 100)
        #expect(story.state.counters[its.counter("pressure")] == 5)
    }
}

@Suite struct `STOP` {
    @Test func `halts acts and time, lets people read, and only control resumes`() throws {
        var story = Story()
        story.pass(minutes: 81)
        try story.control(.stop)
        #expect(story.state.stopped)
        #expect(throws: Refusal.paused) {
            try story.does("house_desk", "message", agencies: ["police"], text: "Hello.")
        }
        #expect(throws: Refusal.paused) { try story.perform(.time) }
        story.opens("house_desk")
        #expect(story.knows("shelter", "davit_missing"))
        try story.control(.stop)
        #expect(story.state.phase == .paused)
        try story.control(.resume)
        #expect(!story.state.stopped)
        try story.does("house_desk", "message", agencies: ["police"], text: "Hello.")
    }

    @Test func `stands also in an ordinary pause`() throws {
        var story = Story()
        try story.control(.pause)
        #expect(!story.state.stopped)
        try story.control(.stop)
        #expect(story.state.stopped)
        #expect(throws: Refusal.paused) { try story.control(.pause) }
    }
}

@Suite struct `The run` {
    @Test func `starts once, runs, and ends once`() throws {
        var story = Story(isStarted: false)
        #expect(throws: Refusal.notStarted) {
            try story.does("police_desk", "message", agencies: ["court"], text: "Hello.")
        }
        #expect(throws: Refusal.notStarted) { try story.control(.pause) }
        #expect(throws: Refusal.notStarted) { try story.perform(.time) }
        try story.control(.speed(10))
        try story.control(.start)
        #expect(throws: Refusal.alreadyStarted) { try story.control(.start) }
        #expect(throws: Refusal.notPaused) { try story.control(.resume) }
        #expect(throws: Refusal.missing(.choice)) { try story.control(.speed(61)) }
        story.pass(minutes: story.engine.scenario.length)
        #expect(story.state.phase == .ended)
        #expect(story.engine.nextDue(story.state) == nil)
        #expect(throws: Refusal.ended) { try story.control(.end) }
        #expect(throws: Refusal.ended) {
            try story.does("police_desk", "message", agencies: ["court"], text: "Hello.")
        }
    }

    @Test func `remembers who plays a seat, and lets only colleagues cover one`() throws {
        var story = Story()
        let (police, court) = (story.its.seat("police_desk"), story.its.seat("court_desk"))
        try story.control(.seat(police, .bot("cooperative")))
        #expect(story.state.seats[police].mode == .bot("cooperative"))
        #expect(throws: Refusal.unknownThing) { try story.control(.seat(police, .coveredBy(court))) }
        #expect(throws: Refusal.unknownThing) { try story.control(.seat(police, .coveredBy(police))) }
    }

    @Test func `keeps what the staff say was told outside`() throws {
        var story = Story()
        try story.control(.told(story.its.fact("davit_missing"), story.its.agency("court")))
        #expect(story.ledger("court", "davit_missing").map(\.learning.way) == [.staff])
        #expect(throws: Refusal.alreadyDone) {
            try story.control(.told(story.its.fact("davit_missing"), story.its.agency("court")))
        }
    }

    @Test func `moves a person's dials within their range`() throws {
        var story = Story()
        try story.control(.dial(story.its.person("ivo"), .trust, 140))
        #expect(story.person("ivo")[.trust] == 100)
        try story.control(.dial(story.its.person("ivo"), .trust, -3))
        #expect(story.person("ivo")[.trust] == 0)
    }
}
