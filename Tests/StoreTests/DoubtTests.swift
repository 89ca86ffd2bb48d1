import EventStore
import FaultyDisk
import Foundation
import Host
import Roster
import SQLiteStore
import StoreContract
import Testing

/// What a store says of people and their doors, question by question; a question that it leaves open is not in it.
struct RosterAnswers: Equatable {
    private(set) var answers: [String: String] = [:]

    init(from store: SQLiteStore, people: [Int32], tokens: [[UInt8]]) async {
        await ask("everybody") { () throws(RosterError) in try await store.participants(of: "run_1") }
        await ask("all sessions") { () throws(RosterError) in try await store.sessions(of: "run_1") }
        await ask("all links") { () throws(RosterError) in try await store.links(of: "run_1") }
        await ask("the code") { () throws(RosterError) in try await store.link(code: "12345678") }
        await ask("all breaks") { () throws(RosterError) in try await store.breaks(of: "run_1") }
        await ask("exercises") { () throws(RosterError) in try await store.exercises() }
        for number in people {
            await ask("person \(number)") { () throws(RosterError) in try await store.participant(number) }
            await ask("password \(number)") { () throws(RosterError) in
                try await store.passwordHash(of: number)
            }
            await ask("way back \(number)") { () throws(RosterError) in
                try await store.returnCode(of: number)
            }
            await ask("drafts \(number)") { () throws(RosterError) in try await store.drafts(of: number) }
        }
        for token in tokens {
            await ask("session \(token)") { () throws(RosterError) in
                try await store.session(tokenDigest: token)
            }
            await ask("signed in \(token)") { () throws(RosterError) in
                try await store.signedIn(tokenDigest: token, atMs: 5)
            }
            await ask("link \(token)") { () throws(RosterError) in try await store.link(tokenDigest: token) }
        }
    }

    private mutating func ask<R>(_ question: String, _ look: () async throws(RosterError) -> R) async {
        do throws(RosterError) {
            answers[question] = "\(try await look())"
        } catch {
            return
        }
    }

    /// What was answered and comes out otherwise now.
    func lies(seenFrom later: RosterAnswers) -> [String] {
        answers.filter { later.answers[$0.key] != $0.value }
            .map { "\($0.key): said \($0.value), and it is \(later.answers[$0.key] ?? "unanswered")" }
            .sorted()
    }
}

/// A change to the roster, and a question whose answer it would change.
struct DoubtfulChange: Sendable, CustomStringConvertible {
    var description: String
    var make: @Sendable (SQLiteStore, Int32) async throws(RosterError) -> Void
    var questions: [String]

    static let all = [
        DoubtfulChange(
            description: "a new name",
            make: { store, anna throws(RosterError) in try await store.setName("Bea", of: anna) },
            questions: ["person 1", "everybody", "signed in [1]"]),
        DoubtfulChange(
            description: "a new role",
            make: { store, anna throws(RosterError) in
                try await store.setRole(.observer, alsoHolding: [], of: anna)
            }, questions: ["person 1", "everybody", "signed in [1]"]),
        DoubtfulChange(
            description: "the end of a session",
            make: { store, _ throws(RosterError) in try await store.end(sessionWithDigest: [1], atMs: 4) },
            questions: ["session [1]", "signed in [1]", "all sessions"]),
        DoubtfulChange(
            description: "the end of all sessions of a person",
            make: { store, anna throws(RosterError) in try await store.endSessions(of: anna, atMs: 4) },
            questions: ["session [1]", "signed in [1]", "all sessions"]),
        DoubtfulChange(
            description: "a link that is taken back",
            make: { store, _ throws(RosterError) in try await store.revoke(linkWithDigest: [3], atMs: 4) },
            questions: ["link [3]", "the code", "all links"]),
        DoubtfulChange(
            description: "a session that begins",
            make: { store, anna throws(RosterError) in
                try await store.open(
                    Session(tokenDigest: [9], participant: anna, createdMs: 1, expiresMs: 99))
            }, questions: ["session [9]", "signed in [9]", "all sessions"]),
        DoubtfulChange(
            description: "somebody who comes",
            make: { store, _ throws(RosterError) in
                _ = try await store.add(
                    Participant(
                        number: 0, name: "Cem", language: "en", run: "run_1", role: .observer, joinedMs: 1))
            }, questions: ["everybody"]),
        DoubtfulChange(
            description: "a password",
            make: { store, anna throws(RosterError) in try await store.setPasswordHash("hash", of: anna) },
            questions: ["password 1"]),
        DoubtfulChange(
            description: "a way back",
            make: { store, anna throws(RosterError) in try await store.setReturnCode([7], of: anna) },
            questions: ["way back 1"]),
        DoubtfulChange(
            description: "a draft",
            make: { store, anna throws(RosterError) in
                try await store.save(Draft(participant: anna, key: "notes", text: "text", savedMs: 4))
            }, questions: ["drafts 1"]),
        DoubtfulChange(
            description: "a wish for a break",
            make: { store, anna throws(RosterError) in _ = try await store.askForBreak(by: anna, atMs: 4) },
            questions: ["all breaks"]),
        DoubtfulChange(
            description: "an exercise",
            make: { store, _ throws(RosterError) in
                try await store.save(Exercise(id: "e", title: "T", runs: ["run_1"], createdMs: 1))
            }, questions: ["exercises"]),
        DoubtfulChange(
            description: "a person who is erased",
            make: { store, anna throws(RosterError) in try await store.erase(anna) },
            questions: [
                "person 1", "everybody", "session [1]", "signed in [1]", "all sessions", "drafts 1",
                "all breaks", "password 1", "way back 1",
            ]),
    ]
}

@Suite struct `A change to the roster that the disk did not confirm` {
    @Test(arguments: DoubtfulChange.all)
    func `is told neither as made nor as not made, and everything else is`(change: DoubtfulChange)
        async throws
    {
        try await withFolder { folder in
            let disk = FaultyDisk(name: "doubt-\(SecureRandom.token())")
            let store = try await SQLiteStore.open(folder: folder, pageLimit: nil, disk: disk.name)
            let (people, tokens) = (try await populate(store), [[1], [2], [3], [9]] as [[UInt8]])
            let before = await RosterAnswers(from: store, people: people, tokens: tokens)
            disk.fail(.sync, at: 1, .device)
            await #expect(throws: RosterError.outcomeUnknown("The disk did not confirm the write.")) {
                try await change.make(store, people[0])
            }
            let now = await RosterAnswers(from: store, people: people, tokens: tokens)
            let open = Set(before.answers.keys).subtracting(now.answers.keys)
            #expect(open == Set(change.questions))
            #expect(now.lies(seenFrom: before) == [])
            #expect(try await store.head("run_1") == 2)
            // Sent again, it may be the second time; something else is surely not written.
            await #expect(throws: RosterError.outcomeUnknown("The disk did not confirm the write.")) {
                try await change.make(store, people[0])
            }
            await #expect(throws: StoreError.self) { try await store.createRun(Samples.run("run_2")) }
            await store.close()
            let again = try await SQLiteStore.open(folder: folder)
            let later = await RosterAnswers(from: again, people: people, tokens: tokens)
            #expect(now.lies(seenFrom: later) == [])
            #expect(try await again.runs().count == 1)
            await again.close()
        }
    }

    /// Two people with a session each, a link with a code, a run with two records.
    private func populate(_ store: SQLiteStore) async throws -> [Int32] {
        try await store.createRun(Samples.run())
        try await store.append(Samples.rows(count: 2), to: "run_1", after: 0)
        var numbers: [Int32] = []
        for (place, name) in ["Anna", "Bolot"].enumerated() {
            let person = try await store.add(
                Participant(
                    number: 0, name: name, language: "ru", run: "run_1", role: .seat("seat.a"), joinedMs: 1))
            try await store.open(
                Session(
                    tokenDigest: [UInt8(place + 1)], participant: person.number, createdMs: 1, expiresMs: 99))
            numbers.append(person.number)
        }
        try await store.add(
            JoinLink(
                tokenDigest: [3], kind: .seat("seat.a"), run: "run_1", code: "12345678", createdMs: 1))
        return numbers
    }
}
