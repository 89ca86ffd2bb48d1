public import EventStore

/// What every event store promises. Each promise wants a store in which there is nothing yet.
public enum EventStoreContract {
    public typealias Promises = [Promise<any EventStore>]

    public static let promises: Promises = runs + appending + reading + commands + erasing

    private static let runs: Promises = [
        Promise("lists runs as they were recorded, the oldest first") { store in
            let (late, early) = (Samples.run("late", createdMs: 20), Samples.run("early", createdMs: 10))
            try await store.createRun(late)
            try await store.createRun(early)
            try expect(try await store.runs(), equals: [early, late], "runs")
        },
        Promise("takes a run that it knows once more, and refuses another with its id") { store in
            try await store.createRun(Samples.run())
            try await store.createRun(Samples.run())
            try expect(try await store.runs(), equals: [Samples.run()], "runs")
            var other = Samples.run()
            other.seed = 1
            try await expect(StoreError.conflict(actual: 0)) { () async throws(StoreError) in
                try await store.createRun(other)
            }
        },
        Promise("says of every call that a run is unknown") { store in
            let unknown = StoreError.unknownRun("nowhere")
            try await expect(unknown) { () async throws(StoreError) in
                try await store.append(Samples.rows(count: 1), to: "nowhere", after: 0)
            }
            try await expect(unknown) { () async throws(StoreError) in
                try await store.read("nowhere", after: 0, limit: 1)
            }
            try await expect(unknown) { () async throws(StoreError) in try await store.head("nowhere") }
            try await expect(unknown) { () async throws(StoreError) in
                try await store.find(commandID: "c1", in: "nowhere")
            }
            try await expect(unknown) { () async throws(StoreError) in
                try await store.eraseTyped(.everything, in: "nowhere")
            }
        },
    ]

    private static let appending: Promises = [
        Promise("gives back what was appended, field by field") { store in
            let rows = Samples.rows(count: 7)
            try await store.createRun(Samples.run())
            try await store.append(Array(rows[..<3]), to: "run_1", after: 0)
            try await store.append(Array(rows[3...]), to: "run_1", after: 3)
            try expect(try await store.read("run_1", after: 0, limit: 100), equals: rows, "rows")
            try expect(try await store.head("run_1"), equals: 7, "head")
        },
        Promise("keeps empty text apart from none") { store in
            var row = Samples.rows(count: 1)[0]
            row.typed = []
            row.commandID = ""
            row.body = []
            row = Samples.chain.sealed(row, after: row.previous)
            try await store.createRun(Samples.run())
            try await store.append([row], to: "run_1", after: 0)
            try expect(try await store.read("run_1", after: 0, limit: 1), equals: [row], "rows")
        },
        Promise("refuses an append that has not seen the latest row") { store in
            let rows = Samples.rows(count: 3)
            try await store.createRun(Samples.run())
            try await store.append(rows, to: "run_1", after: 0)
            try await expect(StoreError.conflict(actual: 3)) { () async throws(StoreError) in
                try await store.append(Samples.rows(count: 1, named: "late"), to: "run_1", after: 0)
            }
            try await expect(StoreError.conflict(actual: 3)) { () async throws(StoreError) in
                try await store.append([], to: "run_1", after: 4)
            }
            try expect(try await store.read("run_1", after: 0, limit: 9), equals: rows, "rows")
        },
        Promise("refuses rows that would leave a gap") { store in
            let rows = Samples.rows(count: 3)
            try await store.createRun(Samples.run())
            let refusal = StoreError.damaged(position: 2, "The row to be written says it is record 3.")
            try await expect(refusal) { () async throws(StoreError) in
                try await store.append([rows[0], rows[2]], to: "run_1", after: 0)
            }
            try expect(try await store.head("run_1"), equals: 0, "head")
        },
        Promise("refuses rows that do not carry on the chain") { store in
            try await store.createRun(Samples.run())
            try await store.append(Samples.rows(count: 2), to: "run_1", after: 0)
            let refusal = StoreError.damaged(
                position: 3, "The row to be written does not continue the chain.")
            try await expect(refusal) { () async throws(StoreError) in
                try await store.append(Samples.rows(from: 3, count: 1), to: "run_1", after: 2)
            }
            try expect(try await store.head("run_1"), equals: 2, "head")
        },
        Promise("lets one of many racers win each position") { store in
            try await store.createRun(Samples.run())
            let won = await withTaskGroup(of: Int.self) { group in
                for racer in 1...8 {
                    group.addTask { await Self.race(on: store, as: "racer\(racer)-", to: 25) }
                }
                return await group.reduce(0, +)
            }
            let rows = try await store.read("run_1", after: 0, limit: 1000)
            try expect(won, equals: rows.count, "acknowledged rows")
            try expect(rows.count >= 25, "Only \(rows.count) rows were written")
            try expect(Samples.chain.firstFault(in: rows, of: Samples.run()), equals: nil, "fault")
        },
        Promise("keeps runs apart") { store in
            let (one, two) = (Samples.run("one"), Samples.run("two"))
            try await store.createRun(one)
            try await store.createRun(two)
            try await store.append(Samples.rows(of: one, count: 2), to: "one", after: 0)
            try await store.append(Samples.rows(of: two, count: 1), to: "two", after: 0)
            try expect(try await store.head("one"), equals: 2, "head of one")
            let rows = try await store.read("two", after: 0, limit: 9)
            try expect(rows, equals: Samples.rows(of: two, count: 1), "rows of two")
        },
    ]

    private static let reading: Promises = [
        Promise("reads in pages from any position") { store in
            let rows = Samples.rows(count: 10)
            try await store.createRun(Samples.run())
            try await store.append(rows, to: "run_1", after: 0)
            try expect(
                try await store.read("run_1", after: 0, limit: 4), equals: Array(rows[..<4]), "first page")
            try expect(
                try await store.read("run_1", after: 8, limit: 4), equals: Array(rows[8...]), "last page")
            try expect(try await store.read("run_1", after: 10, limit: 4), equals: [], "beyond the end")
            try expect(try await store.read("run_1", after: 99, limit: 4), equals: [], "far beyond the end")
            try expect(try await store.read("run_1", after: 0, limit: 0), equals: [], "no rows")
        }
    ]

    private static let commands: Promises = [
        Promise("finds the row of a command, and none for one that it never saw") { store in
            let rows = Samples.rows(count: 4)
            try await store.createRun(Samples.run())
            try await store.createRun(Samples.run("other"))
            try await store.append(rows, to: "run_1", after: 0)
            try expect(try await store.find(commandID: "c3", in: "run_1"), equals: rows[2], "row")
            try expect(try await store.find(commandID: "c5", in: "run_1"), equals: nil, "row")
            try expect(try await store.find(commandID: "c3", in: "other"), equals: nil, "row of another run")
        },
        Promise("records a command once") { store in
            let rows = Samples.rows(count: 2)
            try await store.createRun(Samples.run())
            try await store.append(rows, to: "run_1", after: 0)
            var again = Samples.rows(from: 3, count: 2, after: rows[1].digest)
            again[1].commandID = "c1"
            again = Samples.chain.sealed(again, after: rows[1].digest)
            try await expect(StoreError.repeated(commandID: "c1", position: 1)) {
                () async throws(StoreError) in
                try await store.append(again, to: "run_1", after: 2)
            }
            try expect(try await store.head("run_1"), equals: 2, "head")
        },
        Promise("records a command once within one append") { store in
            var rows = Samples.rows(count: 2)
            rows[1].commandID = "c1"
            let twins = Samples.chain.sealed(rows, after: rows[0].previous)
            try await store.createRun(Samples.run())
            try await expect(StoreError.repeated(commandID: "c1", position: 1)) {
                () async throws(StoreError) in
                try await store.append(twins, to: "run_1", after: 0)
            }
            try expect(try await store.head("run_1"), equals: 0, "head")
        },
        Promise("takes any number of rows that no command asked for, and finds none of them") { store in
            var rows = Samples.rows(count: 3)
            for index in rows.indices { rows[index].commandID = "" }
            let nameless = Samples.chain.sealed(rows, after: rows[0].previous)
            try await store.createRun(Samples.run())
            try await store.append(nameless, to: "run_1", after: 0)
            try expect(try await store.find(commandID: "", in: "run_1"), equals: nil, "row")
            try expect(try await store.head("run_1"), equals: 3, "head")
        },
    ]

    private static let erasing: Promises = [
        Promise("erases what one participant typed") { store in
            // Rows 3, 6, 9 and 12 carry typed text, all by participant 1.
            var rows = Samples.rows(count: 12)
            rows[5].participant = 2
            rows = Samples.chain.sealed(rows, after: rows[0].previous)
            try await Self.begin(store, rows)
            try expect(try await store.eraseTyped(.of(participant: 1), in: "run_1"), equals: 3, "erased")
            let kept = try await store.read("run_1", after: 0, limit: 99)
            try expect(kept.filter { $0.typed != nil }.map(\.position), equals: [6], "rows with text")
        },
        Promise("erases up to a position, then the rest, then nothing") { store in
            try await Self.begin(store, Samples.rows(count: 9))
            try expect(try await store.eraseTyped(.through(position: 6), in: "run_1"), equals: 2, "erased")
            try expect(try await store.eraseTyped(.everything, in: "run_1"), equals: 1, "erased")
            try expect(try await store.eraseTyped(.everything, in: "run_1"), equals: 0, "erased")
        },
        Promise("keeps the chain when text is erased") { store in
            let rows = Samples.rows(count: 9)
            try await Self.begin(store, rows)
            try await store.eraseTyped(.everything, in: "run_1")
            let kept = try await store.read("run_1", after: 0, limit: 99)
            try expect(kept.allSatisfy { $0.typed == nil }, "Some text is still there")
            try expect(Samples.chain.firstFault(in: kept, of: Samples.run()), equals: nil, "fault")
            let more = Samples.rows(from: 10, count: 1, after: kept.last?.digest)
            try await store.append(more, to: "run_1", after: 9)
        },
    ]

    private static func begin(_ store: any EventStore, _ rows: [Row]) async throws {
        try await store.createRun(Samples.run())
        try await store.append(rows, to: "run_1", after: 0)
    }

    /// Appends a row at whatever the end is, until the log is long enough; gives how often it was told yes.
    private static func race(on store: any EventStore, as name: String, to length: Int64) async -> Int {
        var won = 0
        var seen: [Row] = []
        while Int64(seen.count) < length {
            let next = Samples.rows(
                from: Int64(seen.count) + 1, count: 1, after: seen.last?.digest, named: name)
            do throws(StoreError) {
                try await store.append(next, to: "run_1", after: Int64(seen.count))
                won += 1
                seen += next
            } catch .conflict {
                guard let more = try? await store.read("run_1", after: Int64(seen.count), limit: 1000) else {
                    return won
                }
                seen += more
            } catch {
                return won
            }
        }
        return won
    }
}
