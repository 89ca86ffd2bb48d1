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

@Suite struct `STOP that cannot be written` {
    private func stop(_ run: LiveRun, _ id: String) async throws {
        _ = try await run.submit(.control(.stop), id: id, participant: 0, seat: "")
    }

    private func condition(_ run: LiveRun, _ stage: Stage) -> ClockView.Condition {
        run.view(of: stage.its.seat("police_desk")).clock.condition
    }

    @Test func `stands for everybody, and is recorded at its moment when there is room`() async throws {
        let isFull = Locked(false)
        let stage = Stage(
            FaultyStore(
                InMemoryEventStore(),
                weather: FaultyStore.Weather(append: { _, _ in isFull.withLock { $0 } ? .refused : nil })))
        try await stage.live { run in
            try await run.control(.start, id: "start")
            await stage.pass(minutes: 10, run)
            let rows = try await stage.rows().count
            isFull.withLock { $0 = true }
            await #expect(throws: SubmitError.standsUnrecorded) { try await stop(run, "stop") }
            #expect(run.isHalted)
            #expect(condition(run, stage) == .stopped)
            #expect(stage.notices.withLock { $0.last }?.audience == .everybody)
            stage.clock.advance(byMs: 30 * 60_000)
            #expect(run.minute() == 10)
            // Everything else still has to be on disk before anybody hears that it is done.
            await #expect(throws: SubmitError.notRecorded) {
                try await run.write("On.", from: "police_desk", to: "court", id: "a")
            }
            await #expect(throws: SubmitError.notRecorded) { try await run.control(.resume, id: "resume") }
            await #expect(throws: SubmitError.standsUnrecorded) { try await stop(run, "again") }
            #expect(condition(run, stage) == .stopped)
            #expect(try await stage.rows().count == rows)

            isFull.withLock { $0 = false }
            try await stage.moves(run) { !run.isHalted }
            let last = try #require(try await stage.rows().last)
            #expect(try await stage.rows().count == rows + 1)
            #expect(last.commandID == "stop")
            #expect(last.timeMs == 10 * 60_000)
            #expect(condition(run, stage) == .stopped)
            try await run.control(.resume, id: "resume")
            #expect(run.minute() == 10)
            await stage.pass(minutes: 5, run)
            #expect(run.minute() == 15)
        }
        try await stage.live { run in
            #expect(run.minute() == 10, "it goes on from its last record, like any other log")
        }
    }

    @Test func `stands also where too much waits, and is unknown to the next start`() async throws {
        let stage = Stage(
            FaultyStore(
                InMemoryEventStore(),
                weather: FaultyStore.Weather { number, _ in number > 1 ? .refused : nil }))
        var workings = Workings()
        workings.limits.queue = 0
        let crowded = try await stage.open(workings)
        await #expect(throws: SubmitError.full) { try await stop(crowded, "before it begins") }
        try await stage.live { run in
            try await run.control(.start, id: "start")
            await #expect(throws: SubmitError.standsUnrecorded) { try await stop(run, "stop") }
        }
        let full = try await stage.open(workings)
        #expect(condition(full, stage) == .running, "nobody has written it down")
        await #expect(throws: SubmitError.standsUnrecorded) { try await stop(full, "once more") }
        #expect(condition(full, stage) == .stopped)
    }
}
