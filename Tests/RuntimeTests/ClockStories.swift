import Basics
import Engine
import EventStore
import Host
import Model
import Runtime
import Simulation
import Testing
import Views

@Suite struct `Exercise time of a live run` {
    @Test func `stands before the start and in a pause, and runs in between`() async throws {
        let stage = Stage()
        try await stage.live { run in
            await stage.pass(minutes: 30, run)
            #expect(run.minute() == 0)
            try await run.control(.start, id: "start")
            await stage.pass(minutes: 10, run)
            #expect(run.minute() == 10)
            try await run.control(.pause, id: "pause")
            await stage.pass(minutes: 600, run)
            #expect(run.minute() == 10)
            #expect(run.view(of: stage.its.seat("house_desk")).inbox.isEmpty)
            try await run.control(.resume, id: "resume")
            await stage.pass(minutes: 5, run)
            #expect(run.minute() == 15)
        }
    }

    @Test func `runs as fast as control says, without a jump at the change`() async throws {
        let stage = Stage()
        try await stage.live { run in
            try await run.control(.start, id: "start")
            await stage.pass(minutes: 10, run)
            try await run.control(.speed(4), id: "fast")
            #expect(run.minute() == 10)
            await stage.pass(minutes: 5, run)
            #expect(run.minute() == 30)
            try await run.control(.speed(1), id: "slow")
            await stage.pass(minutes: 5, run)
            #expect(run.minute() == 35)
        }
    }

    @Test func `plays what is due at its own moment, in order, however late the clock is looked at`()
        async throws
    {
        let stage = Stage()
        try await stage.live { run in
            try await run.control(.start, id: "start")
            await stage.pass(minutes: 1000, run)
            #expect(run.minute() == 1000)
            #expect(run.view(of: stage.its.seat("house_desk")).inbox.count == 2)
        }
        let minutes = try await stage.rows().map { $0.timeMs / 60_000 }
        #expect(minutes == minutes.sorted())
        #expect(minutes.contains(80))
        #expect(minutes.contains(260))
        #expect(minutes.contains(840))
    }

    @Test func `has its alarm at the next due moment, and none in a pause`() async throws {
        let stage = Stage()
        try await stage.live { run in
            try await run.control(.start, id: "start")
            try await run.control(.speed(2), id: "fast")
            stage.clock.advance(toMs: 40 * 60_000 - 1)
            await stage.settled(run)
            #expect(run.view(of: stage.its.seat("house_desk")).inbox.isEmpty)
            stage.clock.advance(byMs: 1)
            try await stage.moves(run) { !run.view(of: stage.its.seat("house_desk")).inbox.isEmpty }
            #expect(stage.clock.monotonicMs < 41 * 60_000)
        }
    }

    @Test func `jumps to the next due moment, once for each time that is asked`() async throws {
        let stage = Stage()
        try await stage.live { run in
            await #expect(throws: SubmitError.refused(.notStarted)) {
                try await run.jump(id: "early", participant: 1)
            }
            try await run.control(.start, id: "start")
            let first = try await run.jump(id: "jump", participant: 1)
            #expect(run.minute() == 80)
            #expect(run.view(of: stage.its.seat("house_desk")).inbox.count == 1)
            let again = try await run.jump(id: "jump", participant: 1)
            #expect(again.isRepeat)
            #expect(again.position == first.position)
            #expect(run.minute() == 80)
            _ = try await run.jump(id: "jump on", participant: 1)
            #expect(run.minute() == 260)
            await stage.pass(minutes: 5, run)
            #expect(run.minute() == 265)
            try await run.control(.pause, id: "pause")
            await #expect(throws: SubmitError.refused(.paused)) {
                try await run.jump(id: "in a pause", participant: 1)
            }
        }
    }

    @Test func `jumps to the next inject over all that is due before`() async throws {
        let stage = Stage()
        try await stage.live { run in
            try await run.control(.start, id: "start")
            for number in 0..<100 {
                _ = try await run.submit(
                    Story.requestEveryMinute(number), id: "q\(number)", participant: 1, seat: "police_desk")
            }
            let first = try await run.jump(.nextInject, id: "on", participant: 1)
            #expect(run.view(of: stage.its.seat("house_desk")).inbox.count { $0.kind == .inject } == 1)
            #expect(run.minute() == 80)
            #expect(try await run.jump(.nextInject, id: "on", participant: 1).isRepeat)
            #expect(first.position < run.position || first.position == run.position)
            _ = try await run.jump(.nextInject, id: "on again", participant: 1)
            #expect(run.view(of: stage.its.seat("house_desk")).inbox.count { $0.kind == .inject } == 2)
        }
        let minutes = try await stage.rows().map(\.timeMs)
        #expect(minutes == minutes.sorted())
    }

    @Test func `jumps to a time, plays what is due on the way, and stands there after a restart`()
        async throws
    {
        let stage = Stage()
        try await stage.live { run in
            try await run.control(.start, id: "start")
            _ = try await run.jump(.to(ExerciseTime.start.after(minutes: 333)), id: "far", participant: 1)
            #expect(run.minute() == 333)
            #expect(run.view(of: stage.its.seat("house_desk")).inbox.count == 2)
            await #expect(throws: SubmitError.refused(.alreadyDone)) {
                try await run.jump(.to(ExerciseTime.start.after(minutes: 10)), id: "back", participant: 1)
            }
        }
        let again = try await LiveRun.open(
            Stage.record, engine: Engine(Story.twelve), store: stage.store, clock: stage.clock, secret: 77,
            read: { _ in "" }, publish: { _ in })
        #expect(again.minute() == 333)
        #expect(try await again.reader.decideAgain(Stage.record).firstDifference == nil)
    }

    @Test func `ends a jump where somebody says STOP`() async throws {
        let stage = Stage()
        try await stage.live { run in try await run.control(.start, id: "start") }
        let run = try await LiveRun.open(
            Stage.record, engine: Engine(Story.twelve), store: stage.store, clock: stage.clock, secret: 77,
            read: { _ in "" }, publish: { _ in })
        // Both wait when the loop begins, whichever came first.
        async let jump = run.jump(.to(ExerciseTime.start.after(minutes: 2000)), id: "far", participant: 1)
        async let stop = run.control(.stop, id: "stop")
        for _ in 0..<10_000 { await Task.yield() }
        async let serving: Void = run.serve()
        _ = try await stop
        _ = try? await jump
        #expect(run.control().clock.condition == .stopped)
        #expect(run.minute() < 2000)
        run.close()
        await serving
    }

    @Test func `comes to an end by itself`() async throws {
        let stage = Stage()
        try await stage.live { run in
            try await run.control(.start, id: "start")
            await stage.pass(minutes: Story.twelve.length + 60, run)
            #expect(run.minute() == Story.twelve.length)
            #expect(run.control().clock.phase == .ended)
            await #expect(throws: SubmitError.refused(.ended)) {
                try await run.jump(id: "late", participant: 1)
            }
        }
    }

    @Test func `plays a long backlog in order before it takes the next command`() async throws {
        let stage = Stage()
        try await stage.live { run in
            try await run.control(.start, id: "start")
            for number in 0..<150 {
                let improvised = Story.requestEveryMinute(number)
                _ = try await run.submit(improvised, id: "q\(number)", participant: 1, seat: "police_desk")
            }
            stage.clock.advance(byMs: 1000 * 60_000)
            try await run.write("After all that.", from: "house_desk", to: "court", id: "last")
        }
        let rows = try await stage.rows()
        #expect(rows.count > 300)
        #expect(rows.last?.commandID == "last")
        #expect(rows.map(\.timeMs) == rows.map(\.timeMs).sorted())
        let lapsed = rows.dropFirst(151).dropLast().map(\.timeMs)
        #expect(Set(lapsed).count == lapsed.count)
    }
}

extension Story {
    /// A request whose deadline is another minute for each number.
    static func requestEveryMinute(_ number: Int) -> Command {
        let its = ByName(twelve)
        var act = Act(type: its.act("ask"))
        (act.agency, act.kind, act.basis) = (its.agency("court"), its.kind("money"), its.basis("law_task"))
        act.deadline = 300 + number
        return .seat(its.seat("police_desk"), act)
    }
}

@Suite struct `STOP in a live run` {
    @Test func `pauses at once, and only control resumes`() async throws {
        let stage = Stage()
        try await stage.live { run in
            try await run.control(.start, id: "start")
            await stage.pass(minutes: 3, run)
            _ = try await run.submit(.control(.stop), id: "stop", participant: 0, seat: "")
            #expect(run.control().clock.stopped)
            #expect(run.view(of: stage.its.seat("court_desk")).clock.stopped)
            await #expect(throws: SubmitError.refused(.paused)) {
                try await run.write("Hello.", from: "police_desk", to: "court", id: "a")
            }
            await stage.pass(minutes: 60, run)
            #expect(run.minute() == 3)
            try await run.control(.resume, id: "resume")
            #expect(!run.control().clock.stopped)
            try await run.write("Hello.", from: "police_desk", to: "court", id: "a")
        }
        let stop = try #require(try await stage.rows().first { $0.commandID == "stop" })
        #expect(stop.participant == 0)
        #expect(stop.seat == "")
    }
}

@Suite struct `STOP that is said again` {
    @Test func `stands, and fills no disk`() async throws {
        let stage = Stage()
        try await stage.live { run in
            try await run.control(.start, id: "start")
            for number in 1...3 {
                let stop = try await run.submit(
                    .control(.stop), id: "stop-\(number)", participant: 0, seat: "")
                #expect(stop.position == 2 && stop.isRepeat == (number > 1))
                #expect(run.control().clock.stopped)
            }
            try await run.control(.resume, id: "resume")
            let later = try await run.submit(.control(.stop), id: "later", participant: 0, seat: "")
            #expect(later.position == 4 && !later.isRepeat, "after a resume it is a new one")
            #expect(run.control().clock.stopped)
            try await run.control(.resume, id: "again")
            // A pause of control's is not yet STOP.
            try await run.control(.pause, id: "pause")
            _ = try await run.submit(.control(.stop), id: "over a pause", participant: 0, seat: "")
            #expect(run.control().clock.stopped)
        }
    }
}

@Suite struct `A bot in a live run` {
    @Test func `acts in its seat, is recorded like anyone, and stops when control takes the seat back`()
        async throws
    {
        let stage = Stage()
        try await stage.live { run in
            try await run.control(.start, id: "start")
            try await run.control(.seat(stage.its.seat("border_desk"), .bot("cooperative")), id: "seat")
            try await run.write("Have you seen Davit?", from: "police_desk", to: "migration", id: "a")
            try await stage.moves(run) {
                try await stage.rows().contains { $0.commandID.hasPrefix("bot-") && $0.seat == "border_desk" }
            }
            try await run.control(.seat(stage.its.seat("border_desk"), .people), id: "back")
            let count = try await stage.rows().count { $0.seat == "border_desk" }
            await stage.pass(minutes: 60, run)
            #expect(try await stage.rows().count { $0.seat == "border_desk" } == count)
        }
    }
}
