import EventStore
import Foundation
import Host
import Roster
import SQLiteStore
import StoreContract
import Testing

@Suite struct `Erasing what is personal` {
    /// Every column, so that a new one makes somebody think: it goes, or it says nothing of a person.
    private static let erased: Set = [
        "break_request.asked_ms", "break_request.number", "break_request.participant",
        "break_request.resolved_ms", "break_request.run", "casting.answer", "casting.asked_ms",
        "casting.confirmed_by",
        "casting.participant", "casting.person", "draft.key", "draft.participant", "draft.saved_ms",
        "draft.text", "link.code", "link.created_ms", "link.kind", "link.number", "link.once",
        "link.revoked_ms", "link.run", "link.seat", "link.token", "link.used_ms", "log.typed",
        "opening.at_ms", "opening.kind", "opening.number", "opening.participant", "opening.session",
        "opening.thing", "participant.name", "participant.password", "participant.return_code",
        "session.created_ms", "session.ended_ms",
        "session.expires_ms", "session.former", "session.former_ms", "session.is_due", "session.offered",
        "session.number", "session.participant", "session.token", "spell.began_ms",
        "spell.ended_ms", "spell.participant",
    ]
    private static let kept: Set = [
        "exercise.created_ms", "exercise.id", "exercise.runs", "exercise.title", "log.body", "log.command",
        "log.digest", "log.on_behalf", "log.participant", "log.position", "log.previous", "log.run",
        "log.seat", "log.session", "log.time_ms", "participant.accepted_note_ms", "participant.also_holds",
        "participant.joined_ms", "participant.language", "participant.number", "participant.role",
        "participant.run", "participant.seat", "role_limits.minutes", "role_limits.run", "role_limits.spells",
        "run.created_ms", "run.engine", "run.id", "run.pack", "run.recorded_ms",
        "run.seed", "run.title",
    ]

    @Test func `has been thought of for every column of the tables`() async throws {
        try await withStore { store in
            let columns = Set(try await store.columns())
            #expect(columns.subtracting(Self.erased.union(Self.kept)) == [])
            #expect(columns == Self.erased.union(Self.kept))
        }
    }

    @Test func `takes everything of one run, and nothing of another`() async throws {
        try await withStore { store in
            for run in ["run_1", "run_2"] {
                try await store.createRun(Samples.run(run))
                var rows = Samples.rows(of: Samples.run(run), count: 9)
                // What control has typed was sent by no seat.
                rows[2].seat = ""
                rows = Samples.chain.sealed(rows, after: Samples.chain.origin(of: Samples.run(run)))
                try await store.append(rows, to: run, after: 0)
                let person = try await store.add(
                    Participant(
                        number: 0, name: "Aida", language: "ru", run: run, role: .seat("s"), joinedMs: 5))
                try await store.setPasswordHash("hash", of: person.number)
                try await store.setReturnCode(Array(run.utf8), of: person.number)
                try await store.save(Draft(participant: person.number, key: "k", text: "t", savedMs: 1))
                _ = try await store.askForBreak(by: person.number, atMs: 2)
                try await store.save(Casting(participant: person.number, person: "mira", askedMs: 4))
                _ = try await store.beginSpell(of: person.number, atMs: 6)
                try await store.note([
                    Opening(
                        participant: person.number, session: 1, kind: "fact", thing: "kiln", atMs: 7)
                ])
                let token = Array("token \(run)".utf8)
                try await store.open(
                    Session(tokenDigest: token, participant: person.number, createdMs: 9, expiresMs: 99))
                try await store.add(JoinLink(tokenDigest: token, kind: .seat("s"), run: run, createdMs: 3))
            }
            #expect(try await store.holdsTyped("run_1"))
            #expect(try await store.erasePeople(of: "run_1") == Erased(people: 1, texts: 3))
            #expect(try await !store.holdsTyped("run_1"))
            #expect(try await store.erasePeople(of: "run_1") == Erased(people: 0, texts: 0))
            for (run, number, count) in [("run_1", Int32(1), 0), ("run_2", 2, 1)] {
                #expect(try await store.participants(of: run).map(\.name) == [count == 0 ? "" : "Aida"])
                #expect(try await store.passwordHash(of: number) == (count == 0 ? nil : "hash"))
                #expect((try await store.returnCode(of: number) == nil) == (count == 0))
                #expect(try await store.drafts(of: number).count == count)
                #expect(try await store.breaks(of: run).count == count)
                #expect(try await store.castings(of: run).count == count)
                #expect(try await store.spells(of: run).count == count)
                #expect(try await store.links(of: run).count(where: \.opens) == count)
                #expect(try await store.openings(of: run, after: 0, limit: 9).count == count)
                let token = Array("token \(run)".utf8)
                let signedIn = try await store.signedIn(tokenDigest: token, atMs: 10)
                #expect((signedIn == nil) == (count == 0))
                let rows = try await store.read(run, after: 0, limit: 99)
                #expect(rows.compactMap(\.typed).count == 3 * count)
                #expect(Samples.chain.firstFault(in: rows, of: Samples.run(run)) == nil)
            }
            await #expect(throws: StoreError.unknownRun("run_3")) { try await store.erasePeople(of: "run_3") }
        }
    }

    @Test func `knows when a run was last used`() async throws {
        try await withStore { store in
            try await store.createRun(Samples.run("run_1", createdMs: 100))
            #expect(try await store.lastUsedMs("run_1") == 100)
            let person = try await store.add(
                Participant(
                    number: 0, name: "A", language: "en", run: "run_1", role: .observer, joinedMs: 200))
            #expect(try await store.lastUsedMs("run_1") == 200)
            try await store.open(
                Session(tokenDigest: [1], participant: person.number, createdMs: 300, expiresMs: 400))
            #expect(try await store.lastUsedMs("run_1") == 300)

            // Once it is played, only playing counts: whoever looks at it again keeps no name from being erased.
            let rows = Samples.rows(of: Samples.run("run_1", createdMs: 100), count: 2)
            try await store.append([rows[0]], to: "run_1", after: 0)
            let now = SystemClock().unixMs
            let used = try await store.lastUsedMs("run_1")
            #expect(abs(now - used) < 3_600_000)
            try await store.open(
                Session(
                    tokenDigest: [2], participant: person.number, createdMs: now * 2, expiresMs: now * 3))
            #expect(try await store.lastUsedMs("run_1") == used)
            try await store.tamper("UPDATE run SET recorded_ms = 500")
            #expect(try await store.lastUsedMs("run_1") == 500)
            // The clock goes on by itself after a start, and so do bots.
            var alone = Row(
                position: 2, commandID: "", participant: 0, seat: "", onBehalf: "", timeMs: rows[1].timeMs,
                body: rows[1].body, typed: nil)
            alone = Samples.chain.sealed(alone, after: rows[0].digest)
            try await store.append([alone], to: "run_1", after: 1)
            #expect(try await store.lastUsedMs("run_1") == 500)
            let more = Samples.rows(
                of: Samples.run("run_1", createdMs: 100), from: 3, count: 1, after: alone.digest)
            try await store.append(more, to: "run_1", after: 2)
            #expect(try await store.lastUsedMs("run_1") >= used)
        }
    }
}
