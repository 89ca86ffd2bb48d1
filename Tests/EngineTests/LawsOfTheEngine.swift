import Basics
import Engine
import Model
import Simulation
import Testing

@Suite struct `Over random histories, the engine` {
    /// Control may end a history early; in these it goes on for long enough in both packs.
    private static let seeds: [UInt64] = [1, 2, 3, 4, 5, 7, 8]
    private static let length = 400

    @Test(arguments: TestPack.allCases, seeds)
    func `folds its events to the live state`(pack: TestPack, seed: UInt64) {
        var history = RandomHistory(Engine(pack.scenario), of: pack, seed: seed)
        var folded = history.state
        history.play(commands: Self.length) { step in
            guard case .success(let events) = step.result else { return }
            for event in events { folded.apply(event, at: step.time) }
            let isEqual = folded == step.after
            #expect(isEqual, "after \(step.command) at \(step.time.minutes) min")
        }
        #expect(folded.eventCount > 100)
    }

    /// Only conditions are looked at that read what changed; none may be left out.
    @Test(arguments: TestPack.allCases, seeds)
    func `has looked at every condition that could hold otherwise now`(pack: TestPack, seed: UInt64) {
        let engine = Engine(pack.scenario)
        var history = RandomHistory(engine, of: pack, seed: seed)
        var looks = 0
        history.play(commands: Self.length) { step in
            guard case .success = step.result, step.after.phase == .running else { return }
            looks += 1
            #expect(engine.lookAtEverything(in: step.after) == [], "after \(step.command)")
        }
        #expect(looks > 50)
    }

    @Test(arguments: TestPack.allCases, Array(seeds.prefix(4)))
    func `goes on from the fold of any beginning as if it had never stopped`(pack: TestPack, seed: UInt64) {
        let engine = Engine(pack.scenario)
        var history = RandomHistory(engine, of: pack, seed: seed)
        var steps: [RandomHistory.Step] = []
        history.play(commands: Self.length) { steps.append($0) }
        for tenth in 1..<10 {
            let cut = steps.count * tenth / 10
            // All that a log tells of the beginning: events and their times.
            var state = engine.initial(seed: seed)
            for step in steps[..<cut] {
                for event in (try? step.result.get()) ?? [] { state.apply(event, at: step.time) }
            }
            for step in steps[cut...] {
                let result = Result { () throws(Refusal) in
                    try engine.perform(step.command, id: step.id, at: step.time, on: &state)
                }
                #expect(result == step.result, "\(step.command), cut at \(cut)")
            }
            let isEqual = state == history.state
            #expect(isEqual, "cut at \(cut)")
        }
    }

    @Test(arguments: TestPack.allCases, seeds)
    func `leaves the state untouched when it refuses, and never turns back time`(pack: TestPack, seed: UInt64)
    {
        var history = RandomHistory(Engine(pack.scenario), of: pack, seed: seed)
        var refusals = 0
        history.play(commands: Self.length) { step in
            if case .failure = step.result {
                refusals += 1
                let isUntouched = step.after == step.before
                #expect(isUntouched, "after \(step.command) at \(step.time.minutes) min")
            }
            #expect(step.after.time >= step.before.time)
            #expect(step.after.time <= max(step.time, step.before.time))
        }
        #expect(refusals > 10)
    }

    @Test(arguments: TestPack.allCases, seeds)
    func `decides the same command twice alike, and does not depend on who holds the state`(
        pack: TestPack, seed: UInt64
    ) {
        let engine = Engine(pack.scenario)
        let second = Engine(pack.scenario)
        var history = RandomHistory(engine, of: pack, seed: seed)
        history.play(commands: Self.length / 2) { step in
            let again = Result { () throws(Refusal) in
                try second.decide(step.command, id: step.id, at: step.time, in: step.before)
            }
            #expect(again == step.result)
        }
    }

    @Test(arguments: TestPack.allCases, seeds)
    func `keeps everything within its range, and nothing due in the past`(pack: TestPack, seed: UInt64) {
        let engine = Engine(pack.scenario)
        var history = RandomHistory(engine, of: pack, seed: seed)
        var ids: Set<ItemID> = []
        history.play(commands: Self.length) { step in
            let state = step.after
            let numbers =
                state.persons.values.flatMap(\.dials) + state.alerts.values
                + state.networks.values.map(\.resources)
            #expect(numbers.allSatisfy { Dial.range.contains($0) })
            if case .time = step.command, case .success = step.result, let due = engine.nextDue(state) {
                #expect(due > step.time)
            }
            guard case .success(let events) = step.result else { return }
            for case .itemSent(let item) in events { #expect(ids.insert(item.id).inserted) }
        }
    }

    @Test(arguments: TestPack.allCases, seeds)
    func `lets nobody know what never reached them`(pack: TestPack, seed: UInt64) {
        var history = RandomHistory(Engine(pack.scenario), of: pack, seed: seed)
        history.play(commands: Self.length) { _ in }
        let state = history.state
        for agency in state.agencies.ids {
            for fact in state.agencies[agency].facts.ids where state.knows(agency, fact) {
                let entries = state.ledger.filter { $0.learning.agency == agency && $0.learning.fact == fact }
                #expect(entries.contains { $0.openedAt != nil })
                #expect(entries.compactMap(\.openedAt).min() == state.agencies[agency].facts[fact].knownAt)
            }
        }
    }
}

@Suite struct `One act more` {
    /// When an act's answer comes is drawn by chance.
    private func due(_ story: Story, _ type: String) -> [ExerciseTime] {
        story.state.bookings.filter { $0.booking.act.type == story.its.act(type) }.map(\.booking.due)
    }

    private func play(extra: Bool) throws -> Story {
        var story = try heard()
        if extra {
            try story.does("court_desk", "message", agencies: ["police"], text: "One more.")
            try story.does("house_desk", "call_doctor", person: "davit")
        }
        try story.does("police_desk", "inspect", place: "kiln", choices: [0, 2])
        try story.does("border_desk", "search_crossings", basis: "law_task", text: "Oren")
        story.pass(minutes: 200)
        try story.does("police_desk", "inspect", place: "kiln", choices: [0, 2])
        return story
    }

    @Test func `shifts no draw of chance that it has nothing to do with`() throws {
        let (plain, changed) = (try play(extra: false), try play(extra: true))
        #expect(due(plain, "inspect") == due(changed, "inspect"))
        #expect(due(plain, "search_crossings") == due(changed, "search_crossings"))
        #expect(due(plain, "inspect").count == 2)
        let waits = due(plain, "inspect").enumerated().map { $1 - .start.after(minutes: $0 * 200) }
        #expect(waits[0] != waits[1])
    }

    @Test func `in a run of another seed meets other chances`() {
        let starts = (UInt64(1)...20).map { Story(seed: $0).person("davit")[.trust] }
        #expect(Set(starts).count > 3)
        #expect(starts.allSatisfy { (15...25).contains($0) })
    }
}

@Suite struct `Commands that arrive at once` {
    /// One to five of the commands, in every order: 325 for five commands.
    private static func orders(of count: Int) -> [[Int]] {
        var orders: [[Int]] = []
        var begun: [[Int]] = [[]]
        while let order = begun.popLast() {
            if !order.isEmpty { orders.append(order) }
            if order.count < count {
                begun += (0..<count).filter { !order.contains($0) }.map { order + [$0] }
            }
        }
        return orders
    }

    fileprivate struct Scene: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let commands: @Sendable (inout Story) throws -> [Command]
    }

    private static func act(_ story: Story, _ type: String, _ fill: (inout Act) -> Void) -> Act {
        var act = Act(type: story.its.act(type))
        act.choices = story.engine.scenario.world.acts[act.type].choices.map(\.start)
        fill(&act)
        return act
    }

    fileprivate static let scenes = [
        Scene(testDescription: "two want to talk to one person, whom control takes over") { story in
            let its = story.its
            let talk = act(story, "interview") {
                ($0.person, $0.topic) = (its.person("davit"), its.topic("work"))
                ($0.setting, $0.interpreter) = (its.setting("office"), its.interpreter("sworn"))
            }
            let tell = act(story, "tell") {
                ($0.agencies, $0.facts) = ([its.agency("police")], [its.fact("davit_missing")])
                $0.basis = its.basis("consent")
            }
            return [
                .seat(its.seat("police_desk"), talk), .seat(its.seat("house_desk"), talk),
                .seat(its.seat("house_desk"), tell), .control(.holdPerson(its.person("davit"))),
                .control(.pause),
            ]
        },
        Scene(testDescription: "controls contradict each other while somebody says STOP") { _ in
            [.control(.pause), .control(.stop), .control(.resume), .control(.end), .control(.speed(7))]
        },
        Scene(testDescription: "a request is opened, answered and due at one moment, and control pauses") {
            story in
            let its = story.its
            try story.does(
                "police_desk", "ask", agency: "court", basis: "law_task", deadline: 60, kind: "money",
                text: "Do you know more?")
            let request = story.state.items.last!.item.id
            let answer = act(story, "reply") {
                ($0.item, $0.text) = (request, Typed("No."))
            }
            story.pass(minutes: 59)
            return [
                .open(its.seat("court_desk"), request), .open(its.seat("court_desk"), request),
                .seat(its.seat("court_desk"), answer), .time, .control(.pause),
            ]
        },
    ]

    @Test(arguments: scenes)
    fileprivate func `are taken in any order without a trap, and fold in each`(scene: Scene) throws {
        var start = try heard()
        let commands = try scene.commands(&start)
        let now = start.now.after(minutes: 1)
        var outcomes: Set<Int> = []
        for order in Self.orders(of: commands.count) {
            var (state, folded, decidedAgain) = (start.state, start.state, start.state)
            var taken = 0
            for place in order {
                let before = state
                let result = Result { () throws(Refusal) in
                    try start.engine.perform(commands[place], id: "p\(place)", at: now, on: &state)
                }
                guard case .success(let events) = result else {
                    let isUntouched = state == before
                    #expect(isUntouched, "refused in the order \(order)")
                    continue
                }
                taken += 1
                for event in events { folded.apply(event, at: now) }
                let again = try start.engine.perform(
                    commands[place], id: "p\(place)", at: now, on: &decidedAgain)
                #expect(again == events, "decided again in the order \(order)")
            }
            let (isFold, isAgain) = (folded == state, decidedAgain == state)
            #expect(isFold && isAgain, "in the order \(order)")
            #expect(Set(state.items.map(\.item.id)).count == state.items.count, "in the order \(order)")
            if order.count == commands.count { outcomes.insert(taken) }
        }
        // The order decides who is refused.
        #expect(outcomes.count > 1)
    }
}

@Suite struct `An inject that control has fired` {
    @Test func `is not sent again when its condition comes true`() throws {
        var story = Story()
        let lorry = story.its.inject("lorry_seen")
        try story.control(.fire(lorry))
        try story.control(.told(story.its.fact("sleeping_shed"), story.its.agency("police")))
        story.pass(minutes: 60)
        let sent = story.inbox("police_desk").count {
            if case .inject(lorry, _, _) = $0.item.body { true } else { false }
        }
        #expect(sent == 1)
    }
}
