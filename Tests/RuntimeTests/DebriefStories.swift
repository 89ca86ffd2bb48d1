import Basics
import Engine
import EventStore
import Model
import Runtime
import Simulation
import Testing
import Views

@Suite struct `The debrief of a live run` {
    @Test func `goes on from where it was told last, and tells the same as one from the beginning`()
        async throws
    {
        let stage = Stage()
        try await stage.live { run in
            try await run.control(.start, id: "start")
            let first = try await run.debrief()
            for number in 1...3 {
                try await run.write("Hello.", from: "police_desk", to: "court", id: "w\(number)")
                await stage.pass(minutes: 400, run)
                _ = try await run.debrief()
            }
            try await run.control(.end, id: "end")
            let last = try await run.debrief()
            var builder = DebriefBuilder(Engine(Story.twelve), seed: Stage.record.seed)
            try await run.reader.walk(Stage.record) { row, body in
                builder.add(body.events, at: ExerciseTime(milliseconds: row.timeMs))
            }
            #expect(last.entries.count > first.entries.count)
            #expect("\(last)" == "\(builder.finish())")
        }
    }
}
