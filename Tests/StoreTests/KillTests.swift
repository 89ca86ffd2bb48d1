import EventStore
import Foundation
import Host
import SQLiteStore
import StoreContract
import Testing

@Suite struct `A store whose process is killed` {
    /// `KEREGE_KILL_ROUNDS` asks for more.
    static let rounds = Int(ProcessInfo.processInfo.environment["KEREGE_KILL_ROUNDS"] ?? "") ?? 5

    @Test func `has every row that was acknowledged, in an unbroken chain`() async throws {
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
                if page.count < 500 { break }
            }
            let acknowledged = lines.compactMap { Self.position(in: $0, of: run.id) }.max() ?? 0
            #expect(check.position >= acknowledged, "round \(round), \(run.id)")
            #expect(try await store.head(run.id) == check.position)
        }
        await store.close()
    }

    private static func position(in line: String, of run: String) -> Int64? {
        let words = line.split(separator: " ")
        guard words.count == 2, words[0] == run else { return nil }
        return Int64(words[1])
    }
}
