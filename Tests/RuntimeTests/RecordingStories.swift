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

@Suite struct `A live run` {
    @Test func `answers when the command is recorded, and shows it then`() async throws {
        let stage = Stage()
        try await stage.live { run in
            try await run.control(.start, id: "start")
            let receipt = try await run.write("Hello.", from: "police_desk", to: "court", id: "a")
            let rows = try await stage.rows()
            #expect(rows.last?.position == receipt.position)
            #expect(rows.last?.commandID == "a")
            #expect(rows.last?.participant == 2)
            #expect(rows.last?.seat == "police_desk")
            #expect(!receipt.isRepeat)
            #expect(run.position == receipt.position)
            #expect(run.view(of: stage.its.seat("court_desk")).inbox.count == 1)
        }
    }

    @Test func `refuses without a record`() async throws {
        let stage = Stage()
        try await stage.live { run in
            await #expect(throws: SubmitError.refused(.notStarted)) {
                try await run.write("Too early.", from: "police_desk", to: "court", id: "a")
            }
            #expect(try await stage.rows().isEmpty)
            try await run.control(.start, id: "start")
            try await run.write("Now.", from: "police_desk", to: "court", id: "a")
            #expect(try await stage.rows().map(\.commandID) == ["start", "a"])
        }
    }

    @Test func `takes a repeated command as done`() async throws {
        let stage = Stage()
        try await stage.live { run in
            try await run.control(.start, id: "start")
            let first = try await run.write("Once.", from: "police_desk", to: "court", id: "a")
            let again = try await run.write("Once.", from: "police_desk", to: "court", id: "a")
            #expect(again.isRepeat)
            #expect(again.position == first.position)
            #expect(run.view(of: stage.its.seat("court_desk")).inbox.count == 1)
            #expect(try await stage.rows().count == 2)
        }
    }

    @Test func `takes no other command for a repeat, and nobody else's`() async throws {
        let stage = Stage()
        try await stage.live { run in
            try await run.control(.start, id: "start")
            try await run.write("Once.", from: "police_desk", to: "court", id: "a")
            await #expect(throws: SubmitError.taken) {
                try await run.write("Twice.", from: "police_desk", to: "court", id: "a")
            }
            await #expect(throws: SubmitError.taken) {
                try await run.write("Once.", from: "police_desk", to: "shelter", id: "a")
            }
            await #expect(throws: SubmitError.taken) {
                try await run.submit(.control(.start), id: "start", participant: 2, seat: "")
            }
            await #expect(throws: SubmitError.taken) { try await run.jump(id: "start", participant: 1) }
        }
        // After a restart as before.
        try await stage.live { run in
            let again = try await run.write("Once.", from: "police_desk", to: "court", id: "a")
            #expect(again.isRepeat)
            await #expect(throws: SubmitError.taken) {
                try await run.write("Twice.", from: "police_desk", to: "court", id: "a")
            }
            _ = try await run.jump(id: "jump", participant: 1)
            #expect(try await run.jump(id: "jump", participant: 1).isRepeat)
            try await run.write("Twice.", from: "police_desk", to: "court", id: "b")
        }
        #expect(try await stage.rows().count { $0.participant == 2 } == 2)
    }

    @Test func `says that it is full, and takes equal commands of one batch once`() async throws {
        let stage = Stage()
        let run = try await stage.open()
        var answers: [Result<Receipt, SubmitError>] = []
        await withTaskGroup(of: Result<Receipt, SubmitError>?.self) { group in
            for _ in 0...Limits().queue {
                group.addTask {
                    await Result.of { () async throws(SubmitError) in
                        try await run.submit(.control(.start), id: "start", participant: 1, seat: "")
                    }
                }
            }
            // Nobody serves yet, so the first answer is that of the one for whom there was no room.
            let first = await group.next()
            #expect(first == .failure(.full))
            group.addTask {
                await run.serve()
                return nil
            }
            for _ in 0..<Limits().queue {
                if let answer = await group.next(), let answer { answers.append(answer) }
            }
            run.close()
            await group.waitForAll()
        }
        let receipts = answers.compactMap { try? $0.get() }
        #expect(receipts.count == Limits().queue)
        #expect(receipts.count { !$0.isRepeat } == 1)
        #expect(receipts.allSatisfy { $0.position == 1 })
        #expect(try await stage.rows().count == 1)
    }

    @Test func `answers what waits when it closes, and takes nothing more`() async throws {
        let stage = Stage()
        let run = try await stage.open()
        try await stage.serve(run) { try await $0.control(.start, id: "start") }
        await #expect(throws: SubmitError.closed) { try await run.control(.pause, id: "pause") }
    }

    @Test func `publishes after the commit, to those whose view changed, in order`() async throws {
        let stage = Stage()
        try await stage.live { run in
            try await run.control(.start, id: "start")
            for number in 1...3 {
                try await run.write("Letter \(number).", from: "police_desk", to: "court", id: "a\(number)")
            }
        }
        // Everybody's first notice is of the start; it may come after its receipt.
        let all = stage.notices.withLock { $0 }.filter { $0.number > 1 }
        let court = all.filter { $0.audience == .seat(stage.its.seat("court_desk")) }
        #expect(court.map(\.sections) == Array(repeating: [.now, .case_, .talk], count: 3))
        #expect(court.map(\.number) == [2, 3, 4])
        #expect(all.contains { $0.audience == .seat(stage.its.seat("police_desk")) })
        #expect(!all.contains { $0.audience == .seat(stage.its.seat("border_desk")) })
        #expect(all.count { $0.audience == .control } == 3)
    }
}

extension Result {
    static func of(_ body: () async throws(Failure) -> Success) async -> Self {
        do throws(Failure) { return .success(try await body()) } catch { return .failure(error) }
    }
}

@Suite struct `On a bad day, a live run` {
    @Test func `says that nothing was recorded, stays as it was, and takes the command again`() async throws {
        let stage = Stage(FaultyStore(InMemoryEventStore(), appends: [2: .refused]))
        try await stage.live { run in
            try await run.control(.start, id: "start")
            await stage.settled(run)
            let before = stage.screens(run)
            stage.notices.withLock { $0 = [] }
            await #expect(throws: SubmitError.notRecorded) {
                try await run.write("Hello.", from: "police_desk", to: "court", id: "a")
            }
            #expect(stage.screens(run) == before)
            #expect(run.position == 1)
            #expect(stage.notices.withLock { $0.isEmpty })
            let receipt = try await run.write("Hello.", from: "police_desk", to: "court", id: "a")
            #expect(receipt.position == 2)
            #expect(!receipt.isRepeat)
        }
    }

    @Test func `finds out what became of an append whose answer was lost`() async throws {
        let stage = Stage(FaultyStore(InMemoryEventStore(), appends: [2: .answerLost, 3: .appendLost]))
        try await stage.live { run in
            try await run.control(.start, id: "start")
            let kept = try await run.write("Kept.", from: "police_desk", to: "court", id: "a")
            #expect(kept.position == 2)
            await #expect(throws: SubmitError.notRecorded) {
                try await run.write("Lost.", from: "police_desk", to: "court", id: "b")
            }
            let again = try await run.write("Lost.", from: "police_desk", to: "court", id: "b")
            #expect(again.position == 3)
            #expect(try await stage.rows().map(\.commandID) == ["start", "a", "b"])
        }
    }

    @Test func `asks until it knows, before it answers`() async throws {
        // The reads are: opening, then what became of the append, twice in vain.
        let stage = Stage(
            FaultyStore(InMemoryEventStore(), appends: [2: .answerLost], reads: [2, 3]))
        try await stage.live { run in
            try await run.control(.start, id: "start")
            let receipt = Locked<Receipt?>(nil)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    let answer = try await run.write("Hello.", from: "police_desk", to: "court", id: "a")
                    receipt.withLock { $0 = answer }
                }
                try await stage.moves(run) { receipt.withLock { $0 != nil } }
                try await group.waitForAll()
            }
            #expect(receipt.withLock { $0?.position } == 2)
            try await run.write("And on.", from: "police_desk", to: "court", id: "b")
            #expect(
                try await stage.rows().filter { !$0.commandID.isEmpty }.map(\.commandID) == [
                    "start", "a", "b",
                ])
        }
    }

    @Test
    func `closes itself when only the next start can tell, and answers nobody that nothing was recorded`()
        async throws
    {
        let store = InMemoryEventStore()
        let stage = Stage(FaultyStore(store, appends: [2: .unconfirmed]))
        try await stage.live { run in
            try await run.control(.start, id: "start")
            #expect(run.fault == nil)
            for _ in 1...2 {
                await #expect(throws: SubmitError.closed) {
                    try await run.write("Hello.", from: "police_desk", to: "court", id: "a")
                }
                #expect(run.fault == .outcomeUnknown)
            }
            #expect(run.minute() == 0, "what is there can be read on")
        }
        // The next process asks the disk, and takes the same command again.
        try await Stage(store).live { run in
            let receipt = try await run.write("Hello.", from: "police_desk", to: "court", id: "a")
            #expect(receipt.position == 2)
        }
    }

    @Test func `gives way to whoever else writes to its log`() async throws {
        let store = InMemoryEventStore()
        let stage = Stage(store)
        try await stage.live { run in
            try await run.control(.start, id: "start")
            try await Stage(store).live { other in
                try await other.control(.pause, id: "pause elsewhere")
            }
            await #expect(throws: SubmitError.self) {
                try await run.write("Hello.", from: "police_desk", to: "court", id: "a")
            }
            #expect(run.fault == .superseded)
            await #expect(throws: SubmitError.closed) {
                try await run.write("Hello.", from: "police_desk", to: "court", id: "a")
            }
        }
        #expect(try await stage.rows().map(\.commandID) == ["start", "pause elsewhere"])
    }
}

@Suite struct `A run that is opened again` {
    @Test func `is as it was, and goes on`() async throws {
        let stage = Stage()
        let before = Locked("")
        try await stage.live { run in
            try await run.control(.start, id: "start")
            try await run.control(.speed(30), id: "fast")
            for seat in Story.twelve.seats.ids {
                try await run.control(.seat(seat, .bot("random")), id: "seat \(seat.index)")
            }
            try await stage.moves(run) { try await stage.rows().count > 40 }
            try await run.control(.pause, id: "pause")
            before.withLock { $0 = stage.screens(run) }
        }
        let count = try await stage.rows().count
        try await stage.live { run in
            #expect(Int(run.position) == count)
            #expect(stage.screens(run) == before.withLock { $0 })
            let again = try await run.control(.pause, id: "pause")
            #expect(again.isRepeat)
            try await run.control(.resume, id: "resume")
            try await run.write("Here we are.", from: "house_desk", to: "court", id: "z")
            #expect(Int(run.position) >= count + 2)

            // The bots would play on between two readings.
            try await run.control(.pause, id: "pause again")
            let folded = try await run.reader.fold(Stage.record)
            #expect(folded.position == run.position)
            let decided = try await run.reader.decideAgain(Stage.record)
            #expect(decided.firstDifference == nil)
            #expect(decided.rows == Int(run.position))
        }
    }

    @Test func `does not let the time pass in which nobody served it`() async throws {
        let stage = Stage()
        try await stage.live { run in
            try await run.control(.start, id: "start")
            await stage.pass(minutes: 30, run)
            try await run.write("Half past.", from: "police_desk", to: "court", id: "a")
        }
        stage.clock.advance(byMs: 10 * 3_600_000)
        try await stage.live { run in
            #expect(run.minute() == 30)
            await stage.pass(minutes: 5, run)
            #expect(run.minute() == 35)
        }
    }
}
