import Basics
import Engine
import Model
import Simulation
import Testing

@Suite struct `Over random histories, the engine` {
    private static let seeds = Array(UInt64(1)...7)
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
            let numbers = state.persons.values.flatMap(\.dials) + state.alerts.values
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
    /// All orders of five commands by four seats.
    @Test func `are taken in any order without a trap, and fold in each`() throws {
        let start = try heard()
        let its = start.its
        func act(_ type: String, _ fill: (inout Act) -> Void) -> Act {
            var act = Act(type: its.act(type))
            act.choices = start.engine.scenario.world.acts[act.type].choices.map(\.start)
            fill(&act)
            return act
        }
        let talk = act("interview") {
            ($0.person, $0.topic, $0.setting) = (
                its.person("davit"), its.topic("work"), its.setting("office")
            )
            $0.interpreter = its.interpreter("sworn")
        }
        let commands: [Command] = [
            .seat(its.seat("police_desk"), talk), .seat(its.seat("house_desk"), talk),
            .seat(
                its.seat("house_desk"),
                act("tell") {
                    ($0.agencies, $0.facts) = ([its.agency("police")], [its.fact("davit_missing")])
                    $0.basis = its.basis("consent")
                }),
            .control(.holdPerson(its.person("davit"))), .control(.pause),
        ]
        var outcomes: Set<Int> = []
        for order in permutations(Array(commands.indices)) {
            var (state, folded) = (start.state, start.state)
            var taken = 0
            for place in order {
                let result = Result { () throws(Refusal) in
                    try start.engine.perform(commands[place], id: "p\(place)", at: start.now, on: &state)
                }
                guard case .success(let events) = result else { continue }
                taken += 1
                for event in events { folded.apply(event, at: start.now) }
            }
            let isEqual = folded == state
            #expect(isEqual, "in the order \(order)")
            outcomes.insert(taken)
        }
        #expect(outcomes.count > 2)
    }

    private func permutations(_ list: [Int]) -> [[Int]] {
        if list.count < 2 { return [list] }
        return list.flatMap { first in permutations(list.filter { $0 != first }).map { [first] + $0 } }
    }
}
