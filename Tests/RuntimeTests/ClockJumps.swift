import Basics
import Engine
import EventStore
import Host
import Model
import Runtime
import Simulation
import Testing
import Views

/// Somebody sets the laptop's clock, or it finds the network and corrects itself: by an hour, or by years.
@Suite struct `When the machine's clock jumps, a live run` {
    static let hour: Int64 = 3_600_000
    static let year: Int64 = 365 * 24 * hour
    static let jumps: [Int64] = [hour, -hour, 20 * year, -20 * year]

    private func jump(_ stage: Stage, by ms: Int64) { stage.clock.set(unixMs: stage.clock.unixMs + ms) }

    @Test(arguments: jumps) func `goes on at the same moment of the exercise`(ms: Int64) async throws {
        let stage = Stage()
        try await stage.live { run in
            try await run.control(.start, id: "start")
            await stage.pass(minutes: 10, run)
            // The run sets its alarm a moment after what was due has been played.
            while stage.clock.nextAlarmMs == nil { await Task.yield() }
            let alarm = stage.clock.nextAlarmMs
            let before = stage.screens(run)
            jump(stage, by: ms)
            #expect(run.minute() == 10)
            #expect(stage.clock.nextAlarmMs == alarm, "it waits for the same moment")
            #expect(stage.screens(run) == before)
            await stage.pass(minutes: 5, run)
            #expect(run.minute() == 15)
        }
    }

    @Test(arguments: jumps) func `records the same as if the clock had been left alone`(ms: Int64)
        async throws
    {
        func play(_ jumps: Bool) async throws -> [String] {
            let stage = Stage()
            try await stage.live { run in
                try await run.control(.start, id: "start")
                for turn in 1...12 {
                    if jumps { jump(stage, by: turn % 2 == 0 ? -ms : ms) }
                    await stage.pass(minutes: 15, run)
                    try await run.write("Turn \(turn).", from: "police_desk", to: "court", id: "a\(turn)")
                }
                try await run.control(.pause, id: "pause")
            }
            return try await stage.rows().map { "\($0.position) \($0.timeMs) \($0.commandID) \($0.seat)" }
        }
        let (left, moved) = (try await play(false), try await play(true))
        #expect(left == moved)
        #expect(left.count > 14)
    }

    @Test(arguments: jumps) func `stands where it stood after a restart on another day`(ms: Int64)
        async throws
    {
        let stage = Stage()
        try await stage.live { run in
            try await run.control(.start, id: "start")
            await stage.pass(minutes: 40, run)
            try await run.write("Before.", from: "police_desk", to: "court", id: "before")
        }
        jump(stage, by: ms)
        try await stage.live { run in
            #expect(run.minute() == 40)
            let again = try await run.write("Before.", from: "police_desk", to: "court", id: "before")
            #expect(again.isRepeat, "a command of another day is known by its id")
            await stage.pass(minutes: 1, run)
            try await run.write("After.", from: "police_desk", to: "court", id: "after")
        }
        let times = try await stage.rows().map(\.timeMs)
        #expect(times == times.sorted())
        #expect(times.last.map { $0 / 60_000 } == 41)
    }

    @Test func `stays in its pause, however far the clock goes`() async throws {
        let stage = Stage()
        try await stage.live { run in
            try await run.control(.start, id: "start")
            await stage.pass(minutes: 3, run)
            try await run.control(.pause, id: "pause")
            for ms in Self.jumps {
                jump(stage, by: ms)
                await stage.pass(minutes: 30, run)
                #expect(run.minute() == 3)
            }
            try await run.control(.resume, id: "resume")
            await stage.pass(minutes: 1, run)
            #expect(run.minute() == 4)
        }
    }
}
