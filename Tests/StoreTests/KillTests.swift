import EventStore
import Foundation
import Host
import Roster
import SQLiteStore
import StoreContract
import Testing

@Suite struct `A store whose process is killed` {
    /// `KEREGE_KILL_ROUNDS` asks for more.
    static let rounds = Int(ProcessInfo.processInfo.environment["KEREGE_KILL_ROUNDS"] ?? "") ?? 5

    @Test func `has every row and draft that was acknowledged, word for word, in an unbroken chain`()
        async throws
    {
        try await withFolder { folder in
            for round in 1...Self.rounds {
                // A different number of answers each time, so that the kill falls on different moments.
                let lines = try Hammer("append", folder).linesUntilKilled(afterBytes: 60 + round * 811 % 9000)
                #expect(!lines.isEmpty, "round \(round): nothing was acknowledged")
                try await expectEverything(in: lines, folder: folder, round: round)
            }
        }
    }

    private func expectEverything(in lines: [String], folder: String, round: Int) async throws {
        let store = try await SQLiteStore.open(folder: folder)
        for run in try await store.runs() {
            var check = Samples.chain.check(of: run)
            while true {
                let page = try await store.read(run.id, after: check.position, limit: 500)
                #expect(check.firstFault(in: page) == nil, "round \(round), \(run.id)")
                for row in page {
                    // All that is in it: the digests hold the chain and were checked.
                    var written = Hammered.row(row.position, of: run.id)
                    (written.digest, written.previous) = (row.digest, row.previous)
                    #expect(row == written, "round \(round), \(run.id), record \(row.position)")
                }
                if page.count < 500 { break }
            }
            let acknowledged = lines.compactMap { Self.position(in: $0, of: run.id) }.max() ?? 0
            #expect(check.position >= acknowledged, "round \(round), \(run.id)")
            #expect(try await store.head(run.id) == check.position)
        }
        let drafts = lines.compactMap(Self.draft)
        #expect(!drafts.isEmpty, "round \(round)")
        for person in Set(drafts.map(\.person)) {
            let newest = drafts.filter { $0.person == person }.map(\.moment).max() ?? 0
            let found = try #require(try await store.drafts(of: person).first, "round \(round)")
            #expect(found.savedMs >= newest, "round \(round)")
            #expect(found == Hammered.draft(found.savedMs, by: person), "round \(round)")
        }
        await store.close()
    }

    private static func draft(in line: String) -> (person: Int32, moment: Int64)? {
        let words = line.split(separator: " ")
        guard words.count == 3, words[0] == "draft", let person = Int32(words[1]),
            let moment = Int64(words[2])
        else { return nil }
        return (person, moment)
    }

    private static func position(in line: String, of run: String) -> Int64? {
        let words = line.split(separator: " ")
        guard words.count == 2, words[0] == run else { return nil }
        return Int64(words[1])
    }
}
