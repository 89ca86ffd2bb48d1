import EventStore
import Roster
import SQLiteStore
import StoreContract
import Testing

/// Times that are kept come from the machine's clock, which may be set back between two starts.
@Suite struct `A store whose times go back` {
    @Test func `keeps rows in the order of the log, and people and links findable`() async throws {
        try await withFolder { folder in
            var store = try await SQLiteStore.open(folder: folder)
            try await store.createRun(Samples.run())
            let rows = Samples.rows(count: 4)
            try await store.append(Array(rows.prefix(2)), to: "run_1", after: 0)
            let person = try await store.add(
                Participant(
                    number: 0, name: "Aida", language: "en", run: "run_1", role: .observer,
                    joinedMs: 1_900_000_000_000))
            try await store.open(
                Session(
                    tokenDigest: [1], participant: person.number, createdMs: 1_900_000_000_000,
                    expiresMs: 1_901_000_000_000))
            try await store.add(
                JoinLink(
                    tokenDigest: [2], kind: .observer, run: "run_1", code: "OLD", createdMs: 1_900_000_000_000
                ))
            await store.close()

            store = try await SQLiteStore.open(folder: folder)
            try await store.append(Array(rows.suffix(2)), to: "run_1", after: 2)
            #expect(try await store.read("run_1", after: 0, limit: 9) == rows)
            #expect(try await store.signedIn(tokenDigest: [1], atMs: 1_000)?.person == person)
            try await store.revoke(linkWithDigest: [2], atMs: 1_000)
            try await store.add(
                JoinLink(tokenDigest: [3], kind: .observer, run: "run_1", code: "NEW", createdMs: 1_000))
            #expect(try await store.link(code: "OLD") == nil)
            #expect(try await store.links(of: "run_1").filter(\.opens).map(\.code) == ["NEW"])
            try await store.endSessions(of: person.number, atMs: 2_000)
            #expect(try await store.signedIn(tokenDigest: [1], atMs: 1_000) == nil)
            await store.close()
        }
    }
}
