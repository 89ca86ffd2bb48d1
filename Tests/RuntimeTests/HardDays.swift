import Basics
import Engine
import EventStore
import Host
import Model
import Runtime
import Simulation
import StoreContract
import Testing
import Views

/// Bugs that simulated days have found, and their relatives.
@Suite struct `On a hard day, a live run` {
    @Test func `does not give a reason that was never recorded`() async throws {
        let stage = Stage(FaultyStore(InMemoryEventStore(), appends: [1: .refused]))
        var workings = Workings()
        workings.limits.queue = 2
        let run = try await stage.open(workings)
        var answers: [Result<Receipt, SubmitError>] = []
        await withTaskGroup(of: Result<Receipt, SubmitError>?.self) { group in
            for number in 1...3 {
                group.addTask {
                    await Result.of { () async throws(SubmitError) in
                        try await run.submit(.control(.start), id: "\(number)", participant: 1, seat: "")
                    }
                }
            }
            // Nobody serves yet: when one hears that there is no room, the two others wait.
            #expect(await group.next() == .failure(.full))
            group.addTask {
                await run.serve()
                return nil
            }
            for _ in 1...2 { if let answer = await group.next(), let answer { answers.append(answer) } }
            run.close()
        }
        #expect(run.fault == nil, "a refused write is no reason to close")
        // The second would have been refused because of the first; but nobody has started the run.
        #expect(answers == [.failure(.notRecorded), .failure(.notRecorded)])
        #expect(run.control().clock.phase == .ready)
    }

    @Test func `ends when it is told to, although the disk takes nothing of what is due`() async throws {
        let stage = Stage(
            FaultyStore(
                InMemoryEventStore(),
                weather: FaultyStore.Weather { number, _ in number > 1 ? .refused : nil }))
        try await stage.live { run in
            try await run.control(.start, id: "start")
            stage.clock.advance(byMs: 1000 * 60_000)
        }
        #expect(try await stage.rows().count == 1)
    }

    @Test func `ends without an answer that may be wrong, and with none missing`() async throws {
        // From the second append on nobody knows what became of it, and nobody can look.
        let isBroken = Locked(false)
        let weather = FaultyStore.Weather(
            append: { number, _ in
                if number > 1 { isBroken.withLock { $0 = true } }
                return number > 1 ? .answerLost : nil
            }, read: { _ in isBroken.withLock { $0 } })
        let stage = Stage(FaultyStore(InMemoryEventStore(), weather: weather))
        let run = try await stage.open()
        let answer = await withTaskGroup(of: Result<Receipt, SubmitError>?.self) { group in
            group.addTask {
                await run.serve()
                return nil
            }
            group.addTask {
                await Result.of { () async throws(SubmitError) in
                    _ = try await run.submit(.control(.start), id: "start", participant: 1, seat: "")
                    return try await run.submit(.control(.pause), id: "pause", participant: 1, seat: "")
                }
            }
            while !isBroken.withLock({ $0 }) { await Task.yield() }
            run.close()
            return await group.first { $0 != nil } ?? nil
        }
        #expect(answer == .failure(.closed))
        #expect(run.fault == nil, "it was closed in order")
        isBroken.withLock { $0 = false }
        #expect(try await stage.rows().map(\.commandID) == ["start", "pause"])
    }

    @Test func `goes on after the time of its last record, even if nothing happened in it`() async throws {
        let stage = Stage()
        try await stage.live { run in
            try await run.control(.start, id: "start")
            await stage.pass(minutes: 30, run)
            // It is as fast as that already: a record without an event.
            try await run.control(.speed(1), id: "as before")
        }
        try await stage.live { run in
            #expect(run.minute() == 30)
            try await run.write("And on.", from: "police_desk", to: "court", id: "a")
        }
        let times = try await stage.rows().map(\.timeMs)
        #expect(times == times.sorted())
    }

    @Test func `shows no time that a pause takes back while it is being written`() async throws {
        let stage = Stage(SlowPause.store)
        let pause = SlowPause.gates
        try await stage.live { run in
            try await run.control(.start, id: "start")
            await stage.pass(minutes: 10, run)
            async let paused = run.control(.pause, id: "pause")
            _ = await pause.begun.wait(untilMs: nil)
            stage.clock.advance(byMs: 20 * 60_000)
            #expect(run.minute() == 10)
            pause.goOn.poke()
            _ = try await paused
            #expect(run.minute() == 10)
        }
    }

    /// A store in which a pause takes its time.
    private enum SlowPause {
        static let gates = (begun: Wakeup(clock: ManualClock()), goOn: Wakeup(clock: ManualClock()))
        static let store = FaultyStore(
            InMemoryEventStore(),
            weather: FaultyStore.Weather { _, rows in
                if rows.first?.commandID == "pause" {
                    gates.begun.poke()
                    _ = await gates.goOn.wait(untilMs: nil)
                }
                return nil
            })
    }

    @Test func `shows no time after the end`() async throws {
        let stage = Stage()
        try await stage.live { run in
            try await run.control(.start, id: "start")
            stage.clock.advance(byMs: Int64(Story.twelve.length + 500) * 60_000)
            // Whether the end has been recorded by now or not.
            #expect(run.minute() <= Story.twelve.length)
            await stage.settled(run)
            #expect(run.minute() == Story.twelve.length)
        }
    }

    @Test func `lets a bot try again what was not recorded`() async throws {
        let failed = Locked(false)
        let weather = FaultyStore.Weather { _, rows in
            guard rows.first?.commandID.hasPrefix("bot-") == true else { return nil }
            return failed.withLock { failed in
                defer { failed = true }
                return failed ? nil : .refused
            }
        }
        let stage = Stage(FaultyStore(InMemoryEventStore(), weather: weather))
        try await stage.live { run in
            try await run.control(.start, id: "start")
            try await run.control(.seat(stage.its.seat("border_desk"), .bot("siloed")), id: "seat")
            try await run.write("Have you seen Davit?", from: "police_desk", to: "migration", id: "a")
            try await stage.moves(run) {
                run.view(of: stage.its.seat("border_desk")).inbox.first?.isOpen == true
            }
            #expect(failed.withLock { $0 })
        }
    }
}

/// A log that is said to go on, and where nothing is found: what a damaged page of a file looks like.
private struct HidingStore: EventStore {
    let store: any EventStore
    /// Whether the store is asked for what it has hidden, or says by itself that something is missing.
    let saysSo: Bool
    let hides = Locked(false)

    func createRun(_ run: RunRecord) async throws(StoreError) { try await store.createRun(run) }
    func runs() async throws(StoreError) -> [RunRecord] { try await store.runs() }

    func append(_ rows: [Row], to run: String, after position: Int64) async throws(StoreError) {
        if hides.withLock(\.self) { throw .conflict(actual: position + 7) }
        try await store.append(rows, to: run, after: position)
    }

    func read(_ run: String, after position: Int64, limit: Int) async throws(StoreError) -> [Row] {
        let rows = try await store.read(run, after: position, limit: limit)
        if rows.isEmpty, saysSo, hides.withLock(\.self) {
            throw .damaged(position: position + 1, "It is missing.")
        }
        return rows
    }

    func head(_ run: String) async throws(StoreError) -> Int64 { try await store.head(run) }

    func find(commandID: String, in run: String) async throws(StoreError) -> Row? {
        try await store.find(commandID: commandID, in: run)
    }

    func eraseTyped(_ erasure: Erasure, in run: String) async throws(StoreError) -> Int {
        try await store.eraseTyped(erasure, in: run)
    }
}

@Suite struct `Where a file hides records, a live run` {
    @Test(arguments: [false, true])
    func `closes itself, and asks nobody to send again for ever`(saysSo: Bool) async throws {
        let store = HidingStore(store: InMemoryEventStore(), saysSo: saysSo)
        let stage = Stage(store)
        try await stage.live { run in
            try await run.control(.start, id: "start")
            store.hides.withLock { $0 = true }
            await #expect(throws: saysSo ? SubmitError.closed : .notRecorded) {
                try await run.write("Hello.", from: "police_desk", to: "court", id: "a")
            }
            #expect(run.fault == .damaged)
            await #expect(throws: SubmitError.closed) { try await run.control(.pause, id: "b") }
            #expect(try await stage.rows().count == 1)
        }
    }
}
