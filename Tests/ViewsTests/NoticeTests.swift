import Basics
import Engine
import Model
import Simulation
import Testing
import Views

/// Two desks in one agency, so that what colleagues see of each other is looked at too.
private func twoDesks(_ pack: TestPack) -> Scenario { twoDesks(pack.scenario) }

private func twoDesks(_ one: Scenario) -> Scenario {
    var scenario = one
    for id in scenario.seats.ids.prefix(2) {
        var second = scenario.seats[id]
        second.id += "_two"
        scenario.seats.append(second)
    }
    return scenario
}

@Suite struct `A seat gets a notice` {
    @Test(arguments: TestPack.allCases, [UInt64(1), 2, 3])
    func `if and only if its own view changed`(pack: TestPack, seed: UInt64) {
        let engine = Engine(twoDesks(pack))
        var history = RandomHistory(engine, of: pack, seed: seed)
        var notices = 0
        history.play(commands: 160) { step in
            guard case .success(let events) = step.result else { return }
            var touches = Touches(engine)
            let before = Touches.needsBefore(step.command, step.before) ? step.before : nil
            for event in events { touches.add(event, step.after, before: before) }
            for seat in engine.scenario.seats.ids {
                let told = touches.sections(of: seat)
                let before = SeatView(engine, step.before, seat: seat, secret: 3, now: step.after.time)
                let after = SeatView(engine, step.after, seat: seat, secret: 3, now: step.after.time)
                let changed = after.changes(since: before)
                let unnoticed = changed.filter { !told.contains($0) }
                #expect(unnoticed.isEmpty, "seat \(seat.index): \(step.command) → \(events)")
                #expect(
                    told.isEmpty || !changed.isEmpty,
                    "seat \(seat.index) was told of \(told) for nothing: \(step.command) → \(events)")
                notices += told.isEmpty ? 0 : 1
            }
        }
        #expect(notices > 50)
    }

    @Test(arguments: TestPack.allCases, [UInt64(1), 2, 3])
    func `beside those who look on, who get none only where their view stayed as it was`(
        pack: TestPack, seed: UInt64
    ) {
        let engine = Engine(twoDesks(pack))
        var history = RandomHistory(engine, of: pack, seed: seed)
        var (told, kept) = (0, 0)
        func seen(_ state: State, _ now: ExerciseTime) -> String {
            let view = ObserverView(ControlView(engine, state, now: now))
            return "\(view.happenings()) \(view.seats) \(view.contacts) \(view.clock.condition)"
        }
        history.play(commands: 160) { step in
            guard case .success(let events) = step.result, !events.isEmpty else { return }
            if events.contains(where: \.isSeenByObservers) {
                told += 1
            } else {
                kept += 1
                let now = step.after.time
                #expect(seen(step.before, now) == seen(step.after, now), "\(step.command) → \(events)")
            }
        }
        #expect(told > 20 && kept > 10)
    }

    @Test func `of a decision that a colleague has read only where it says something new`() throws {
        var scenario = Story.twelve
        var notice = DecisionNotice()
        (notice.id, notice.agencies) = ("office", [ByName(scenario).agency("police")])
        scenario.world.acts[ByName(scenario).act("give_search")].notices = [notice]
        var story = Story(twoDesks(scenario))
        try story.does("police_desk", "ask_search", person: "marga", agency: "court", text: "Please.")
        let asked = try #require(story.inbox("court_desk").last?.item.id)
        try story.does("court_desk", "give_search", item: asked, text: "For these reasons.")
        story.pass(minutes: 30)
        let written = try #require(
            story.state.items.first { if case .notice = $0.item.body { true } else { false } }?.item)
        let desks = ["police_desk", "police_desk_two"].map(story.its.seat)
        #expect(written.seats == desks)
        for reader in desks {
            let before = story.state
            try story.perform(.open(reader, written.id))
            var touches = Touches(story.engine)
            for event in story.events { touches.add(event, story.state, before: before) }
            for seat in story.engine.scenario.seats.ids where seat != reader {
                func view(_ state: State) -> SeatView {
                    SeatView(story.engine, state, seat: seat, secret: 3, now: story.now)
                }
                #expect(touches.sections(of: seat) == view(story.state).changes(since: view(before)))
            }
        }
    }

    @Test(arguments: TestPack.allCases, [UInt64(4), 5])
    func `for a character that somebody plays, if and only if that character's own view changed`(
        pack: TestPack, seed: UInt64
    ) {
        // Whoever is voiced by the script alone elsewhere is played here, too: there is more to see.
        var scenario = twoDesks(pack)
        for id in scenario.persons.ids { scenario.persons[id].isScripted = false }
        let engine = Engine(scenario)
        var history = RandomHistory(engine, of: pack, seed: seed)
        var notices = 0
        history.play(commands: 170, isPlayed: true) { step in
            guard case .success(let events) = step.result else { return }
            var state = step.before
            var touches = RoleTouches(engine, before: step.before)
            for event in events {
                state.apply(event, at: step.time)
                touches.add(event, state)
            }
            let told = touches.notices(after: step.after)
            for person in engine.scenario.persons.ids {
                let sections = told.first { $0.person == person }?.sections ?? []
                func view(_ state: State) -> RolePlayerView {
                    RolePlayerView(engine, state, person: person, secret: 3, now: step.after.time)
                }
                let (before, after) = (view(step.before), view(step.after))
                #expect(
                    sections.contains(.now) == (before.now != after.now),
                    "character \(person.index): \(step.command) → \(events)")
                #expect(
                    sections.contains(.case_) == (before.past != after.past),
                    "character \(person.index): \(step.command) → \(events)")
                #expect(before.character == after.character, "who somebody is stays")
                notices += sections.contains(.now) || sections.contains(.case_) ? 1 : 0
            }
        }
        #expect(notices > 8)
    }

    @Test func `of the clock for every part that says whether it runs`() throws {
        var story = Story()
        for act in [ControlAct.stop, .resume, .pause, .resume, .end] {
            try story.control(act)
            var touches = Touches(story.engine)
            for event in story.events { touches.add(event, story.state) }
            // Nothing can be done any more after ENDEX, wherever it was offered.
            let offering: [Section] =
                act == .end ? [.now, .case_, .act, .talk, .clock] : [.now, .act, .clock]
            #expect(touches.sections(of: story.its.seat("house_desk")) == offering)
        }
    }

    @Test func `with its sections in a fixed order, each once`() throws {
        var story = Story()
        try story.does("police_desk", "message", agencies: ["court"], text: "Hello.")
        var touches = Touches(story.engine)
        for event in story.events { touches.add(event, story.state) }
        #expect(touches.sections(of: story.its.seat("court_desk")) == [.now, .case_, .talk])
        #expect(touches.sections(of: story.its.seat("police_desk")).contains(.talk))
        #expect(touches.sections(of: story.its.seat("house_desk")) == [])
    }
}
