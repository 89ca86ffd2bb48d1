import EventStore
import Foundation
import Host
import Roster
import SQLiteStore
import StoreContract
import Testing

@Suite struct `The SQLite store` {
    @Test func `has everything again when it is opened again`() async throws {
        try await withFolder { folder in
            let first = try await SQLiteStore.open(folder: folder)
            try await first.createRun(Samples.run())
            try await first.append(Samples.rows(count: 9), to: "run_1", after: 0)
            let person = try await first.add(
                Participant(
                    number: 0, name: "Aida", language: "ru", run: "run_1", role: .control, joinedMs: 1))
            await first.close()

            let second = try await SQLiteStore.open(folder: folder)
            #expect(try await second.runs() == [Samples.run()])
            #expect(try await second.read("run_1", after: 0, limit: 99) == Samples.rows(count: 9))
            #expect(try await second.participants(of: "run_1") == [person])
            await second.close()
        }
    }

    @Test func `opens a folder from before sessions had numbers, and gives them theirs`() async throws {
        try await withFolder { folder in
            let run = Samples.run()
            var last = Samples.chain.origin(of: run)
            let old = Samples.rows(count: 9).map { row in
                var row = row
                row.session = 0
                row = Samples.chain.sealed(row, after: last)
                last = row.digest
                return row
            }
            let first = try await SQLiteStore.open(folder: folder)
            try await first.createRun(run)
            try await first.append(old, to: "run_1", after: 0)
            _ = try await first.add(
                Participant(number: 0, name: "A", language: "en", run: "run_1", role: .control, joinedMs: 1))
            for (token, moment) in [(UInt8(1), Int64(9)), (2, 5)] {
                try await first.open(
                    Session(tokenDigest: [token], participant: 1, createdMs: moment, expiresMs: 99))
            }
            try await first.tamper(Self.asItWas)
            await first.close()

            let second = try await SQLiteStore.open(folder: folder)
            let rows = try await second.read("run_1", after: 0, limit: 99)
            #expect(rows == old)
            #expect(Samples.chain.firstFault(in: rows, of: run) == nil)
            let sessions = try await second.sessions(of: "run_1")
            #expect(sessions.map(\.tokenDigest) == [[2], [1]])
            #expect(sessions.map(\.number) == [1, 2])
            #expect(try await second.signedIn(tokenDigest: [1], atMs: 10)?.session == 2)
            await second.close()
        }
    }

    /// The file as the second step of the schema left it.
    private static let asItWas = """
        DROP TABLE opening;
        ALTER TABLE run DROP COLUMN recorded_ms;
        ALTER TABLE casting DROP COLUMN confirmed_by;
        DROP INDEX participant_return;
        ALTER TABLE participant DROP COLUMN return_code;
        ALTER TABLE log DROP COLUMN session;
        CREATE TABLE former (
            token BLOB PRIMARY KEY, participant INTEGER NOT NULL REFERENCES participant,
            created_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL, ended_ms INTEGER
        ) STRICT, WITHOUT ROWID;
        INSERT INTO former SELECT token, participant, created_ms, expires_ms, ended_ms FROM session;
        DROP TABLE session;
        ALTER TABLE former RENAME TO session;
        CREATE INDEX session_participant ON session (participant);
        PRAGMA user_version = 2;
        """

    @Test func `leaves one file and its lock when closed`() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore.open(folder: folder)
            try await store.createRun(Samples.run())
            _ = try await store.runs()
            await store.close()
            let left = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            #expect(left == ["kerege.db", "kerege.lock"])
        }
    }

    @Test func `refuses everything after it is closed`() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore.open(folder: folder)
            await store.close()
            await store.close()
            await #expect(throws: StoreError.unavailable("The store is closed.")) {
                try await store.createRun(Samples.run())
            }
            await #expect(throws: RosterError.unavailable("The store is closed.")) {
                try await store.exercises()
            }
        }
    }

    @Test func `keeps a second store out of its folder, in this process or another`() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore.open(folder: folder)
            let holder = ProcessInfo.processInfo.processIdentifier
            let reason =
                "Another Kerege (process \(holder)) is using the folder \(folder). Stop it, or use another folder."
            await #expect(throws: StoreError.unavailable(reason)) {
                try await SQLiteStore.open(folder: folder)
            }
            #expect(try Hammer("open", folder).lines() == ["Nothing was recorded. \(reason)"])
            // The file can be taken away; the folder is held all the same, if by somebody without a number.
            try FileManager.default.removeItem(atPath: folder + "/kerege.lock")
            let unnamed = "Another Kerege is using the folder \(folder). Stop it, or use another folder."
            #expect(try Hammer("open", folder).lines() == ["Nothing was recorded. \(unnamed)"])
            await #expect(throws: StoreError.unavailable(unnamed)) {
                try await SQLiteStore.rewrite(folder: folder)
            }
            await store.close()
            #expect(try Hammer("open", folder).lines() == ["opened"])
        }
    }

    @Test func `does not touch a file that another program made`() async throws {
        try await withFolder { folder in
            try Files.makeFolder(folder)
            let store = try await SQLiteStore.open(folder: folder)
            await store.close()
            // The mark of the program stands at byte 68 of the file.
            var file = try Files.read(folder + "/kerege.db")
            file[68] ^= 1
            try Files.write(file, to: folder + "/kerege.db")
            let reason = "\(folder)/kerege.db was made by another program."
            await #expect(throws: StoreError.unavailable(reason)) {
                try await SQLiteStore.open(folder: folder)
            }
        }
    }

    @Test func `does not touch a file of a newer program`() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore.open(folder: folder)
            await store.close()
            // The version of the tables stands at byte 60, highest byte first.
            var file = try Files.read(folder + "/kerege.db")
            file[62] = 1
            try Files.write(file, to: folder + "/kerege.db")
            let reason = "\(folder)/kerege.db was made by a newer Kerege. Start that one."
            await #expect(throws: StoreError.unavailable(reason)) {
                try await SQLiteStore.open(folder: folder)
            }
        }
    }

    @Test func `says in its own words that a file is no store`() async throws {
        try await withFolder { folder in
            try Files.makeFolder(folder)
            try Files.write([UInt8](repeating: 65, count: 8192), to: folder + "/kerege.db")
            let reason = "The data file is damaged; put it back from a copy."
            await #expect(throws: StoreError.damaged(position: 0, reason)) {
                try await SQLiteStore.open(folder: folder)
            }
        }
    }

    @Test func `says that a folder cannot be made`() async throws {
        await #expect(throws: StoreError.self) { try await SQLiteStore.open(folder: "/dev/null/kerege") }
    }

    @Test func `writes nothing of a batch that the disk has no room for, and goes on`() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore.open(folder: folder, pageLimit: 60)
            try await store.createRun(Samples.run())
            let rows = Samples.rows(count: 2)
            try await store.append([rows[0]], to: "run_1", after: 0)
            var large = rows[1]
            large.body = [UInt8](repeating: 65, count: 400_000)
            large = Samples.chain.sealed(large, after: large.previous)
            let reason = "The disk that holds the data is full."
            await #expect(throws: StoreError.unavailable(reason)) {
                try await store.append([large], to: "run_1", after: 1)
            }
            #expect(try await store.head("run_1") == 1)
            try await store.append([rows[1]], to: "run_1", after: 1)
            #expect(try await store.read("run_1", after: 0, limit: 9) == rows)
            await store.close()
        }
    }

    @Test func `does not let one act that fails take its neighbours along`() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore.open(folder: folder, pageLimit: 120)
            let names = (1...32).map { "run_\($0)" }
            for name in names { try await store.createRun(Samples.run(name)) }
            let recorded = await withTaskGroup(of: String?.self) { group in
                for name in names {
                    group.addTask { await self.appendOne(to: name, of: store, isHuge: name == "run_7") }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(recorded.compactMap(\.self)) == Set(names).subtracting(["run_7"]))
            await store.close()
        }
    }

    @Test func `leaves no trace of erased text in its files`() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore.open(folder: folder)
            let secret = "only for the shelter"
            var row = Samples.rows(count: 1)[0]
            row.typed = Array(String(repeating: secret, count: 500).utf8)
            try await store.createRun(Samples.run())
            try await store.append([row], to: "run_1", after: 0)
            #expect(try Self.isFound(secret, in: folder))
            try await store.eraseTyped(.everything, in: "run_1")
            #expect(try !Self.isFound(secret, in: folder))
            await store.close()
        }
    }

    @Test func `names the first row that is missing from a file`() async throws {
        // Made by hand, because the store itself cannot be brought to lose a row.
        try await withFolder { folder in
            let store = try await SQLiteStore.open(folder: folder)
            try await store.createRun(Samples.run())
            try await store.append(Samples.rows(count: 5), to: "run_1", after: 0)
            try await store.forget(position: 3, of: "run_1")
            await #expect(throws: StoreError.damaged(position: 3, "It is missing from the data file.")) {
                try await store.read("run_1", after: 0, limit: 9)
            }
            await store.close()
        }
    }

    private func appendOne(to run: String, of store: SQLiteStore, isHuge: Bool) async -> String? {
        var row = Samples.rows(of: Samples.run(run), count: 1)[0]
        if isHuge {
            row.body = [UInt8](repeating: 65, count: 900_000)
            row = Samples.chain.sealed(row, after: row.previous)
        }
        do throws(StoreError) {
            try await store.append([row], to: run, after: 0)
            return run
        } catch {
            return nil
        }
    }

    private static func isFound(_ text: String, in folder: String) throws -> Bool {
        try FileManager.default.contentsOfDirectory(atPath: folder).contains { name in
            try Data(Files.read(folder + "/" + name)).range(of: Data(text.utf8)) != nil
        }
    }
}
