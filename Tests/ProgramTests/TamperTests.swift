import EventStore
import Fixtures
import Foundation
import Host
import SQLiteStore
import Testing

/// A recorded run, and what somebody does to its file.
private enum Tampered {
    static let run = "rehearsal_random_3"

    /// Records a run by bots, once for all tests.
    static let original: Task<String, any Error> = Task {
        let folder = FileManager.default.temporaryDirectory.path + "/kerege-tamper-" + SecureRandom.token()
        try Program.run(
            "rehearse", Fixtures.twelveFolder, "--runs", "1", "--seed", "3", "--team", "random", "--record",
            folder)
        return folder
    }

    static func copy(to folder: String) async throws {
        try FileManager.default.removeItem(atPath: folder)
        try FileManager.default.copyItem(atPath: try await original.value, toPath: folder)
    }

    static func rows(in folder: String) async throws -> [Row] {
        let store = try await SQLiteStore.open(folder: folder)
        let rows = try await store.read(run, after: 0, limit: 100_000)
        await store.close()
        return rows
    }

    static func change(_ folder: String, _ work: (SQLiteStore) async throws -> Void) async throws {
        let store = try await SQLiteStore.open(folder: folder)
        do {
            try await work(store)
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }

    /// Statements, and what is said of the file afterwards.
    static let statements: [(sql: String, told: String)] = [
        ("UPDATE log SET body = replace(body, ':1', ':2') WHERE position = 1", "Record 1 was changed"),
        ("UPDATE log SET seat = 'somebody' WHERE position = 5", "Record 5 was changed"),
        ("UPDATE log SET on_behalf = 'somebody' WHERE position = 5", "Record 5 was changed"),
        ("UPDATE log SET command = 'another' WHERE position = 6", "Record 6 was changed"),
        ("UPDATE log SET participant = 9 WHERE position = 7", "Record 7 was changed"),
        ("UPDATE log SET session = session + 9 WHERE position = 7", "Record 7 was changed"),
        ("UPDATE log SET time_ms = time_ms + 1 WHERE position = 8", "Record 8 was changed"),
        ("UPDATE log SET digest = zeroblob(32) WHERE position = 9", "Record 9 was changed"),
        ("UPDATE log SET previous = zeroblob(32) WHERE position = 10", "Record 10 does not follow"),
        ("DELETE FROM log WHERE position = 11", "Record 11 is damaged. It is missing"),
        ("DELETE FROM log WHERE position = 1", "Record 1 is damaged. It is missing"),
        (
            "UPDATE log SET position = position + 90000 WHERE position IN (12, 13);"
                + "UPDATE log SET position = CASE position WHEN 90012 THEN 13 ELSE 12 END WHERE position > 90000",
            "Record 12 does not follow"
        ),
        (
            "INSERT INTO log SELECT run, position + 1, 'more', participant, seat, on_behalf, time_ms, body, typed, "
                + "digest, previous, session FROM log ORDER BY position DESC LIMIT 1",
            "does not follow"
        ),
        (
            "UPDATE log SET typed = NULL WHERE position = (SELECT max(position) FROM log WHERE typed IS NOT NULL)",
            "has lost what was typed"
        ),
        ("UPDATE run SET seed = seed + 1", "Record 1 does not follow"),
        ("UPDATE run SET engine = engine + 1", "Record 1 does not follow"),
        ("UPDATE run SET created_ms = created_ms + 1", "Record 1 does not follow"),
        ("UPDATE run SET pack = 'another'", "cannot be read"),
        (
            "UPDATE log SET typed = CAST(replace(CAST(typed AS TEXT), ' ', '_') AS BLOB) WHERE position = "
                + "(SELECT min(position) FROM log WHERE instr(CAST(typed AS TEXT), ' ') > 0)",
            "cannot be read"
        ),
    ]
}

@Suite struct `Replaying a log that somebody tampered with` {
    @Test(arguments: Tampered.statements.indices)
    func `names the first record that is wrong`(number: Int) async throws {
        let (sql, told) = Tampered.statements[number]
        try await withFolder { folder in
            try await Tampered.copy(to: folder)
            try await Tampered.change(folder) { try await $0.tamper(sql) }
            let replay = try Program.run("replay", "--data", folder, "--run", Tampered.run, "--verify")
            #expect(replay.status == 1, "\(sql)")
            #expect(replay.errors.contains(told), "\(sql): \(replay.errors)")
        }
    }

    @Test func `writes out no log that was changed`() async throws {
        try await withFolder { folder in
            try await Tampered.copy(to: folder)
            try await Tampered.change(folder) {
                try await $0.tamper("UPDATE log SET seat = 'somebody' WHERE position = 5")
            }
            let export = try Program.run("export", "--data", folder, "--run", Tampered.run)
            #expect(export.status == 1)
            #expect(export.errors.contains("Record 5 was changed"))
        }
    }

    @Test func `is right when nobody did`() async throws {
        try await withFolder { folder in
            try await Tampered.copy(to: folder)
            let head = hex(try #require(try await Tampered.rows(in: folder).last).digest)
            let replay = try Program.run(
                "replay", "--data", folder, "--run", Tampered.run, "--verify", "--head", head)
            #expect(replay.status == 0, "\(replay.errors)")
            #expect(replay.output.contains(head))
        }
    }

    @Test func `shows that records at the end are gone, if the head was noted down`() async throws {
        try await withFolder { folder in
            try await Tampered.copy(to: folder)
            let rows = try await Tampered.rows(in: folder)
            let head = hex(try #require(rows.last).digest)
            try await Tampered.change(folder) { try await $0.tamper("DELETE FROM log WHERE position > 20") }
            let blind = try Program.run("replay", "--data", folder, "--run", Tampered.run)
            #expect(blind.status == 0)
            let replay = try Program.run("replay", "--data", folder, "--run", Tampered.run, "--head", head)
            #expect(replay.status == 1)
            #expect(replay.errors.contains("the log ends with record 20"))
            // A head that was noted down earlier is still there.
            let earlier = hex(rows[9].digest)
            let older = try Program.run("replay", "--data", folder, "--run", Tampered.run, "--head", earlier)
            #expect(older.status == 0)
            #expect(older.errors.contains("number 10"))
        }
    }

    @Test func `shows a log that was written anew, by deciding it again and by its head`() async throws {
        try await withFolder { folder in
            try await Tampered.copy(to: folder)
            var rows = try await Tampered.rows(in: folder)
            let head = hex(try #require(rows.last).digest)
            let place = try #require(rows.firstIndex { Self.isDialed($0) })
            let body = String(decoding: rows[place].body, as: UTF8.self)
            let forged = body.replacing(#/("kind":"person.dial".*?"value":)\d+/#) { "\($0.1)77" }
            try #require(forged != body)
            rows[place].body = Array(forged.utf8)
            let chain = Chain(digest: BLAKE2b.digest)
            let sealed =
                Array(rows[..<place]) + chain.sealed(Array(rows[place...]), after: rows[place].previous)
            try await Tampered.change(folder) { store in
                try await store.tamper("DELETE FROM log")
                try await store.append(sealed, to: Tampered.run, after: 0)
            }
            let replay = try Program.run("replay", "--data", folder, "--run", Tampered.run, "--verify")
            #expect(replay.status == 1)
            #expect(
                replay.errors.contains("Record \(place + 1) is the first whose events come out otherwise"))
            let noted = try Program.run("replay", "--data", folder, "--run", Tampered.run, "--head", head)
            #expect(noted.status == 1)
        }
    }

    @Test func `looks at every run when all are asked for`() async throws {
        try await withFolder { folder in
            try await Tampered.copy(to: folder)
            // A second run beside it, with the same acts. Its chain begins at its own name.
            let second = "another"
            try await Tampered.change(folder) { store in
                let first = try #require(try await store.runs().first)
                try await store.createRun(
                    RunRecord(
                        id: second, title: first.title, packDigest: first.packDigest,
                        engineRevision: first.engineRevision, seed: first.seed, createdMs: first.createdMs + 1
                    ))
            }
            func write(_ rows: [Row]) async throws {
                try await Tampered.change(folder) { store in
                    try await store.tamper("DELETE FROM log WHERE run = '\(second)'")
                    let run = try #require(try await store.runs().first { $0.id == second })
                    let chain = Chain(digest: BLAKE2b.digest)
                    try await store.append(
                        chain.sealed(rows, after: chain.origin(of: run)), to: second, after: 0)
                }
            }
            let rows = try await Tampered.rows(in: folder)
            try await write(rows)
            func replay(_ more: String) throws -> Program.Ended {
                try Program.run("replay", "--data", folder, "--all", "--verify", "--json", more)
            }
            let fine = try replay("--json")
            #expect(fine.status == 0, "\(fine.errors) \(fine.output)")
            #expect(fine.output.matches(of: #/"redecided":\{"rows":[1-9]/#).count == 2)
            let heads = fine.output.matches(of: #/"head":"([0-9a-f]{64})"/#).map { String($0.1) }
            #expect(try replay("--head=" + heads.joined(separator: ",")).status == 0)
            let unknown = try replay("--head=" + heads[0])
            #expect(unknown.status == 1, "the other run has no head that was noted down")
            #expect(try replay("--head=short").status == 2)

            var forged = rows
            let place = try #require(rows.firstIndex { Self.isDialed($0) })
            let body = String(decoding: rows[place].body, as: UTF8.self)
            forged[place].body = Array(
                body.replacing(#/("kind":"person.dial".*?"value":)\d+/#) { "\($0.1)77" }.utf8)
            try await write(forged)
            let wrong = try replay("--json")
            #expect(wrong.status == 1)
            #expect(
                wrong.output.contains("Record \(place + 1) is the first whose events come out otherwise"))
            #expect(wrong.output.contains(#""run":"\#(Tampered.run)","ok":true"#))
        }
    }

    private static func isDialed(_ row: Row) -> Bool {
        String(decoding: row.body, as: UTF8.self).contains("\"kind\":\"person.dial\"")
    }

    @Test func `shows a pack that was edited after the run began`() async throws {
        try await withFolder { folder in
            try await Tampered.copy(to: folder)
            let packs = try FileManager.default.contentsOfDirectory(atPath: folder + "/packs")
            let file = "\(folder)/packs/\(packs[0])/scenario/scenario.yaml"
            try Files.write(try Files.read(file) + Array("# a remark\n".utf8), to: file)
            let replay = try Program.run("replay", "--data", folder, "--run", Tampered.run)
            #expect(replay.status == 1)
            #expect(replay.errors.contains("was changed after the run began"))
        }
    }
}

@Suite struct `A data folder that has lost something` {
    /// The last row stands in the file still, but its page says that it holds one row less.
    private func hideLastRow(_ folder: String) async throws -> Int {
        let rows = try await Tampered.rows(in: folder)
        var bytes = try Files.read(folder + "/kerege.db")
        let last = Data(bytes).range(of: Data(try #require(rows.last).digest))
        let page = try #require(last).lowerBound / 4096 * 4096
        #expect(bytes[page] == 0x0A, "a leaf of a table without row ids")
        bytes[page + 4] -= 1
        try Files.write(bytes, to: folder + "/kerege.db")
        return rows.count
    }

    @Test func `does not go on without a row that a page hides`() async throws {
        try await withFolder { folder in
            try await Tampered.copy(to: folder)
            let count = try await hideLastRow(folder)
            let before = try Files.read(folder + "/kerege.db")
            let serve = try Program.run("serve", "--data", folder, "--port", "0")
            #expect(serve.status == 1)
            #expect(
                serve.errors.contains("The pages of the data file do not fit together"), "\(serve.errors)")
            #expect(serve.errors.contains("kerege restore"))
            #expect(try Files.read(folder + "/kerege.db") == before)

            let told = "up to number \(count - 1) are whole"
            let replay = try Program.run("replay", "--data", folder, "--run", Tampered.run, "--verify")
            #expect(replay.status == 1)
            #expect(replay.errors.contains(told), "\(replay.errors)")
            let all = try Program.run("replay", "--data", folder, "--all", "--verify", "--json")
            #expect(all.status == 1)
            #expect(all.output.hasPrefix(#"{"ok":false,"error":"The pages"#), "\(all.output)")
            #expect(all.output.contains(#""rows":\#(count - 1)"#))
            let backup = try Program.run("backup", "--data", folder, "--to", folder + "-copy")
            #expect(backup.status == 1)
        }
    }

    @Test func `names the record where a page cannot be read, and the run`() async throws {
        try await withFolder { folder in
            try await Tampered.copy(to: folder)
            let rows = try await Tampered.rows(in: folder)
            var bytes = try Files.read(folder + "/kerege.db")
            let middle = Data(bytes).range(of: Data(rows[rows.count / 2].digest))
            let page = try #require(middle).lowerBound / 4096 * 4096
            bytes.replaceSubrange(page..<page + 4096, with: [UInt8](repeating: 0, count: 4096))
            try Files.write(bytes, to: folder + "/kerege.db")
            let replay = try Program.run("replay", "--data", folder, "--run", Tampered.run)
            #expect(replay.status == 1)
            let place = try #require(
                replay.errors.firstMatch(of: #/Record (\d+) is damaged/#), "\(replay.errors)"
            ).1
            let first = try #require(Int(place))
            #expect(first > 1 && first <= rows.count / 2 + 1)
            let all = try Program.run("replay", "--data", folder, "--all")
            #expect(all.output.contains("\(Tampered.run): Record \(first) is damaged"), "\(all.output)")
        }
    }

    @Test func `does not begin anew beside what is left of an exercise`() async throws {
        try await withFolder { folder in
            try await Tampered.copy(to: folder)
            for isEmpty in [false, true] {
                try FileManager.default.removeItem(atPath: folder + "/kerege.db")
                if isEmpty { try Files.write([], to: folder + "/kerege.db") }
                let serve = try Program.run("serve", "--data", folder, "--port", "0")
                #expect(serve.status == 1)
                #expect(
                    serve.errors.contains("has no kerege.db any more, or an empty one"), "\(serve.errors)")
                #expect(try Files.size(folder + "/kerege.db") == 0)
                if !isEmpty { try Files.write([1], to: folder + "/kerege.db") }
            }
        }
    }
}
