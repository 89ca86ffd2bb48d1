import EventStore
import FaultyDisk
import Foundation
import Host
import SQLiteStore
import StoreContract
import Testing

/// Bytes of a store whose journal has not been folded into its file, as a crash leaves them.
private struct Left {
    var database: [UInt8]
    var journal: [UInt8]
    /// How long the journal was when so many rows had been acknowledged.
    var acknowledged: [(bytes: Int, rows: Int)]

    static let rows = Samples.rows(count: 12)
    static let headLength = 32
    static let frameLength = 24 + 4096

    static func behind() async throws -> Left {
        var left = Left(database: [], journal: [], acknowledged: [])
        try await withFolder { folder in
            let store = try await SQLiteStore.open(folder: folder)
            try await store.createRun(Samples.run())
            left.acknowledged.append((try Files.read(folder + "/kerege.db-wal").count, 0))
            for (index, row) in rows.enumerated() {
                try await store.append([row], to: "run_1", after: Int64(index))
                left.acknowledged.append((try Files.read(folder + "/kerege.db-wal").count, index + 1))
            }
            left.database = try Files.read(folder + "/kerege.db")
            left.journal = try Files.read(folder + "/kerege.db-wal")
            await store.close()
        }
        return left
    }

    /// What a store finds in these bytes: the rows, nil for no run, or the complaint.
    func found() async throws -> Result<[Row]?, StoreError> {
        var found: Result<[Row]?, StoreError> = .success(nil)
        try await withFolder { folder in
            try Files.makeFolder(folder)
            try Data(database).write(to: URL(fileURLWithPath: folder + "/kerege.db"))
            if !journal.isEmpty {
                try Data(journal).write(to: URL(fileURLWithPath: folder + "/kerege.db-wal"))
            }
            let disk = FaultyDisk(name: "left-\(SecureRandom.token())")
            found = await Left.found(in: folder, disk)
        }
        return found
    }

    /// What the store says of the journal.
    func finding() async throws -> JournalFinding? {
        var finding: JournalFinding?
        try await withFolder { folder in
            try Files.makeFolder(folder)
            try Files.write(database, to: folder + "/kerege.db")
            try Files.write(journal, to: folder + "/kerege.db-wal")
            let store = try await SQLiteStore.open(folder: folder)
            finding = store.journalFinding
            await store.close()
        }
        return finding
    }

    private static func found(in folder: String, _ disk: FaultyDisk) async -> Result<[Row]?, StoreError> {
        do throws(StoreError) {
            let store = try await SQLiteStore.open(folder: folder, pageLimit: nil, disk: disk.name)
            let result = await read(store)
            await store.close()
            return result
        } catch {
            return .failure(error)
        }
    }

    private static func read(_ store: SQLiteStore) async -> Result<[Row]?, StoreError> {
        do throws(StoreError) {
            guard let run = try await store.runs().first else { return .success(nil) }
            let rows = try await store.read(run.id, after: 0, limit: 999)
            if let fault = Samples.chain.firstFault(in: rows, of: run) {
                return .failure(.damaged(position: fault.position, fault.description))
            }
            for row in rows {
                guard let found = try await store.find(commandID: row.commandID, in: run.id) else { continue }
                guard found == row else { return .success([]) }
            }
            guard try await store.head(run.id) == Int64(rows.count) else { return .success([]) }
            // A page may say that it holds fewer rows than it does. Only looking everything over shows that, as
            // `kerege replay --verify` and `kerege backup` do.
            if rows.count < Left.rows.count { try await store.check() }
            return .success(rows)
        } catch {
            return .failure(error)
        }
    }

    /// A tail may be missing; anything else must have been named.
    func isAnswered(_ found: Result<[Row]?, StoreError>) -> Bool {
        switch found {
        case .success(nil), .failure: true
        case .success(let rows?): rows == Array(Left.rows.prefix(rows.count))
        }
    }
}

@Suite struct `A journal that a crash left` {
    @Test func `is read up to the last whole transaction, wherever it was torn`() async throws {
        let left = try await Left.behind()
        #expect((left.journal.count - Left.headLength) % Left.frameLength == 0)
        #expect(left.acknowledged.last?.bytes == left.journal.count)
        var cuts = [0, 1, Left.headLength - 1]
        for frame in stride(from: Left.headLength, through: left.journal.count, by: Left.frameLength) {
            cuts += [frame, frame + 24, frame + 2000, frame + Left.frameLength - 1]
        }
        for cut in cuts where cut <= left.journal.count {
            var torn = left
            torn.journal = Array(left.journal[..<cut])
            let whole = left.acknowledged.last { $0.bytes <= cut }?.rows
            let found = try await torn.found()
            #expect(found == .success(whole.map { Array(Left.rows.prefix($0)) }), "cut at \(cut)")
        }
    }

    @Test func `is complained of where it lost more than a crash takes, and where it did not, it is not`()
        async throws
    {
        let left = try await Left.behind()
        let frames = Array(stride(from: Left.headLength, to: left.journal.count, by: Left.frameLength))
        for cut in frames.flatMap({ [$0 - 1, $0, $0 + 11, $0 + 24, $0 + 2000] }) + [left.journal.count] {
            var torn = left
            torn.journal = Array(left.journal[..<cut])
            #expect(try await torn.finding() == nil, "cut at \(cut)")
        }
        // What is behind the last but one acknowledged row may be the transaction that a crash has torn. Where the frame that ends
        // that row is no longer this journal's, nothing says that it had ended.
        let last = try #require(left.acknowledged.dropLast().last).bytes
        for frame in frames {
            for place in [frame + 1, frame + 9, frame + 17, frame + 24 + 77] {
                var flipped = left
                flipped.journal[place] ^= 4
                guard case .success(let rows) = try await flipped.found() else { continue }
                let finding = try await flipped.finding()
                if place == frame + 9, frame + Left.frameLength == last { continue }
                let isTold = finding != nil && finding != .beginning
                #expect(
                    isTold == (frame < last),
                    "byte \(place): \(rows?.count ?? 0) rows, \(String(describing: finding))")
            }
        }
        for place in 0..<Left.headLength {
            var flipped = left
            flipped.journal[place] ^= 1
            #expect(try await flipped.finding() == .beginning, "byte \(place)")
        }
    }

    @Test func `loses a tail at most when a bit of it flips`() async throws {
        let left = try await Left.behind()
        var dice = Dice()
        var places = Array(0..<Left.headLength)
        for frame in stride(from: Left.headLength, to: left.journal.count, by: Left.frameLength) {
            places += [frame, frame + 4, frame + 8, frame + 16]
            places += (0..<2).map { _ in frame + Int(dice.next() % UInt64(Left.frameLength)) }
        }
        for place in places {
            let bit = UInt8(1) << (dice.next() % 8)
            var flipped = left
            flipped.journal[place] ^= bit
            let found = try await flipped.found()
            #expect(left.isAnswered(found), "byte \(place), bit \(bit)")
        }
    }
}

@Suite struct `A data file with a flipped bit` {
    @Test func `gives right rows or a complaint, never a wrong answer`() async throws {
        var left = Left(database: [], journal: [], acknowledged: [])
        try await withFolder { folder in
            let store = try await SQLiteStore.open(folder: folder)
            try await store.createRun(Samples.run())
            try await store.append(Left.rows, to: "run_1", after: 0)
            await store.close()
            left.database = try Files.read(folder + "/kerege.db")
        }
        var dice = Dice()
        var places = Array(0..<100)
        for page in stride(from: 0, to: left.database.count, by: 4096) {
            places += (0..<8).map { page + $0 }
            places += (0..<12).map { _ in page + Int(dice.next() % 4096) }
        }
        var complaints = 0
        for place in places {
            let bit = UInt8(1) << (dice.next() % 8)
            var flipped = left
            flipped.database[place] ^= bit
            let found = try await flipped.found()
            if case .failure = found { complaints += 1 }
            // Nothing was lost with the journal, so that fewer rows than all would be a wrong answer, too.
            if case .success(let rows) = found {
                // What somebody typed is in no digest of the chain: its own mark in the body is for whoever reads it.
                func untyped(_ row: Row) -> Row {
                    var row = row
                    row.typed = nil
                    return row
                }
                #expect(rows?.map(untyped) == Left.rows.map(untyped), "byte \(place), bit \(bit)")
            }
        }
        #expect(complaints > places.count / 20)
    }
}

@Suite struct `A data file of many rows with a flipped bit` {
    private static let count = 600

    private func read(_ folder: String) async throws(StoreError) -> [Row] {
        let store = try await SQLiteStore.open(folder: folder)
        let rows: [Row]
        do throws(StoreError) {
            var read: [Row] = []
            while true {
                let more = try await store.read("run_1", after: Int64(read.count), limit: 100)
                read += more
                if more.count < 100 { break }
            }
            rows = read
        } catch {
            await store.close()
            throw error
        }
        await store.close()
        return rows
    }

    /// A branch of the tree that leads past rows at its end hides them, and the chain of those before is whole.
    @Test func `does not end before its end`() async throws {
        var whole: [UInt8] = []
        let rows = Samples.rows(count: Self.count)
        try await withFolder { folder in
            let store = try await SQLiteStore.open(folder: folder)
            try await store.createRun(Samples.run())
            try await store.append(rows, to: "run_1", after: 0)
            await store.close()
            whole = try Files.read(folder + "/kerege.db")
        }
        let branches = stride(from: 4096, to: whole.count, by: 4096).filter { whole[$0] == 0x02 }
        #expect(!branches.isEmpty)
        var (complaints, dice) = (0, Dice())
        for branch in branches {
            // Where the cells of the branch stand, and somewhere in the six that stand last in the page.
            for place in Array(branch + 12..<branch + 24)
                + (0..<60).map({ _ in branch + 4095 - Int(dice.next() % 500) })
            {
                var bytes = whole
                bytes[place] ^= UInt8(1) << (dice.next() % 8)
                try await withFolder { folder in
                    try Files.makeFolder(folder)
                    try Files.write(bytes, to: folder + "/kerege.db")
                    do throws(StoreError) {
                        let found = try await read(folder)
                        #expect(found.count == rows.count, "byte \(place)")
                    } catch {
                        complaints += 1
                    }
                }
            }
        }
        #expect(complaints > 5)
    }

    @Test func `is seen to hide rows where a page has lost its count of them`() async throws {
        var whole: [UInt8] = []
        try await withFolder { folder in
            let store = try await SQLiteStore.open(folder: folder)
            try await store.createRun(Samples.run())
            try await store.append(Samples.rows(count: 40), to: "run_1", after: 0)
            await store.close()
            try await SQLiteStore.checkPages(folder: folder)
            whole = try Files.read(folder + "/kerege.db")
        }
        let pages = stride(from: 4096, to: whole.count, by: 4096).filter {
            [0x02, 0x05, 0x0A, 0x0D].contains(whole[$0]) && whole[$0 + 4] > 0
        }
        #expect(pages.count >= 8)
        for page in pages {
            var bytes = whole
            bytes[page + 4] -= 1
            try await withFolder { folder in
                try Files.makeFolder(folder)
                try Files.write(bytes, to: folder + "/kerege.db")
                await #expect(throws: StoreError.self, "page \(page / 4096)") {
                    try await SQLiteStore.checkPages(folder: folder)
                }
            }
        }
    }
}

/// The same draws at every run, or those of `KEREGE_SEED`.
private struct Dice {
    private var state = UInt64(ProcessInfo.processInfo.environment["KEREGE_SEED"] ?? "") ?? 1

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }
}
