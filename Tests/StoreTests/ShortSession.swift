import EventStore
import FaultyDisk
import Roster
import SQLiteStore
import StoreContract

/// A short session with a store that may fail at any moment, and what it was told meanwhile.
struct ShortSession {
    /// What is known of something that was to be kept.
    enum Known: Equatable {
        case kept, notKept, unsure
    }

    private struct RunLog {
        var record: RunRecord
        var isMade = Known.notKept
        /// Rows that were acknowledged.
        var rows: [Row] = []
        /// Rows of which nobody knows.
        var unsure: [Row] = []
    }

    private var logs = [RunLog(record: Samples.run("run_1")), RunLog(record: Samples.run("run_2"))]
    private var person: (asked: Participant, known: Known)?
    private var draft: (asked: Draft, known: Known)?
    /// What readers said of people when all was done.
    private var told: RosterAnswers?
    private static let tokens: [[UInt8]] = [[1], [2], [3]]
    /// Answers that no fault of the disk excuses.
    private(set) var lies: [String] = []

    private static let fullRows = [
        Samples.rows(of: Samples.run("run_1"), count: 40), Samples.rows(of: Samples.run("run_2"), count: 40),
    ]

    /// Opens, works, and closes; whatever fails is asked for once more, as people do.
    mutating func play(in folder: String, on disk: FaultyDisk) async {
        let store: SQLiteStore
        do throws(StoreError) {
            store = try await SQLiteStore.open(folder: folder, pageLimit: nil, disk: disk.name)
        } catch {
            if case .damaged = error { lies.append("opening: \(error)") }
            return
        }
        await make(0, store)
        await append(2, to: 0, store)
        await add(store)
        await append(1, to: 0, store)
        await openDoors(store)
        await make(1, store)
        await save(store, "a draft")
        await append(3, to: 1, store)
        await erase(from: 0, store)
        await save(store, String(repeating: "a longer draft ", count: 700))
        for _ in 1...3 { await append(5, to: 0, store) }
        await closeDoors(store)
        await look(at: store)
        told = await RosterAnswers(from: store, people: numbers, tokens: Self.tokens)
        await store.close()
    }

    private mutating func make(_ run: Int, _ store: SQLiteStore) async {
        for _ in 1...2 where logs[run].isMade != .kept {
            let record = logs[run].record
            let answer = known(
                await Self.answer { () throws(StoreError) in try await store.createRun(record) })
            logs[run].isMade = logs[run].isMade == .unsure && answer == .notKept ? .unsure : answer
        }
    }

    private mutating func append(_ count: Int, to run: Int, _ store: SQLiteStore) async {
        guard logs[run].isMade == .kept, logs[run].unsure.isEmpty else { return }
        let position = logs[run].rows.count
        let rows = Array(Self.fullRows[run][position..<position + count])
        let id = logs[run].record.id
        for _ in 1...2 {
            let answer = await Self.answer { () throws(StoreError) in
                try await store.append(rows, to: id, after: Int64(position))
            }
            switch known(answer) {
            case .kept:
                logs[run].rows += rows
                return
            case .unsure:
                logs[run].unsure = rows
                return
            case .notKept: continue
            }
        }
    }

    private mutating func erase(from run: Int, _ store: SQLiteStore) async {
        guard logs[run].isMade == .kept else { return }
        let id = logs[run].record.id
        _ = known(
            await Self.answer { () throws(StoreError) in
                try await store.eraseTyped(.of(participant: 3), in: id)
            })
    }

    private mutating func add(_ store: SQLiteStore) async {
        let asked = Participant(
            number: 0, name: "Aida", language: "ru", run: "run_1", role: .control, joinedMs: 1)
        do throws(RosterError) {
            person = (try await store.add(asked), .kept)
        } catch {
            person = (asked, known(error))
        }
    }

    private var numbers: [Int32] { person.map { [$0.asked.number] } ?? [] }

    private mutating func openDoors(_ store: SQLiteStore) async {
        let number = person?.asked.number ?? 1
        await change { () throws(RosterError) in
            try await store.add(
                JoinLink(
                    tokenDigest: [3], kind: .seat("seat.a"), run: "run_1", code: "12345678", createdMs: 1))
        }
        for token in [[1], [2]] as [[UInt8]] {
            await change { () throws(RosterError) in
                try await store.open(
                    Session(tokenDigest: token, participant: number, createdMs: 1, expiresMs: 99))
            }
        }
    }

    private mutating func closeDoors(_ store: SQLiteStore) async {
        let number = person?.asked.number ?? 1
        await change { () throws(RosterError) in try await store.end(sessionWithDigest: [2], atMs: 3) }
        await change { () throws(RosterError) in try await store.revoke(linkWithDigest: [3], atMs: 3) }
        await change { () throws(RosterError) in try await store.setName("Bea", of: number) }
        await change { () throws(RosterError) in _ = try await store.askForBreak(by: number, atMs: 3) }
    }

    /// What came of it is seen in what readers say.
    private mutating func change(_ make: () async throws(RosterError) -> Void) async {
        do throws(RosterError) {
            try await make()
        } catch {
            // Where nobody was added, nobody has a session.
            if case .unknown = error { return }
            _ = known(error)
        }
    }

    private mutating func save(_ store: SQLiteStore, _ text: String) async {
        guard let person, person.known == .kept else { return }
        let asked = Draft(participant: person.asked.number, key: "key", text: text, savedMs: 2)
        do throws(RosterError) {
            try await store.save(asked)
            draft = (asked, .kept)
        } catch {
            // The earlier one stands, or nobody knows.
            if known(error) == .unsure { draft = (asked, .unsure) }
        }
    }

    private static func answer<R>(_ ask: () async throws(StoreError) -> R) async -> StoreError? {
        do throws(StoreError) {
            _ = try await ask()
            return nil
        } catch {
            return error
        }
    }

    private mutating func known(_ error: StoreError?) -> Known {
        switch error {
        case nil: return .kept
        case .unavailable?: return .notKept
        case .outcomeUnknown?: return .unsure
        case let error?:
            lies.append("\(error)")
            return .unsure
        }
    }

    private mutating func known(_ error: RosterError) -> Known {
        switch error {
        case .unavailable: return .notKept
        case .outcomeUnknown: return .unsure
        default:
            lies.append("\(error)")
            return .unsure
        }
    }

    /// What a store that goes on says is what it acknowledged.
    private mutating func look(at store: SQLiteStore) async {
        for log in logs where log.isMade == .kept && log.unsure.isEmpty {
            do throws(StoreError) {
                let found = try await store.read(log.record.id, after: 0, limit: 99)
                if !found.isEqualButForTyped(log.rows) { lies.append("it reads other rows than it took") }
            } catch {
                // A store that has stopped does not say what it is not sure of.
                if case .unavailable = error { continue }
                if case .outcomeUnknown = error, !store.figures.isSound { continue }
                lies.append("reading: \(error)")
            }
        }
    }

    /// What is wrong in the store that was opened again; empty when all is as it was told.
    func faults(in store: SQLiteStore) async throws -> [String] {
        var faults = lies
        let found = try await store.runs()
        for log in logs {
            let isThere = found.contains(log.record)
            if log.isMade == .kept && !isThere { faults.append("\(log.record.id) is lost") }
            if log.isMade == .notKept && isThere { faults.append("\(log.record.id) is there after a no") }
            guard isThere else { continue }
            let rows = try await store.read(log.record.id, after: 0, limit: 99)
            if Samples.chain.firstFault(in: rows, of: log.record) != nil { faults.append("a broken chain") }
            guard !rows.isEqualButForTyped(log.rows) else { continue }
            if log.unsure.isEmpty || !rows.isEqualButForTyped(log.rows + log.unsure) {
                faults.append("\(log.record.id): \(rows.count) rows, \(log.rows.count) acknowledged")
            }
        }
        if let person {
            let people = try await store.participants(of: "run_1")
            if person.known == .kept && people.map(\.number) != [person.asked.number] {
                faults.append("a person is lost")
            }
            if person.known == .notKept && !people.isEmpty { faults.append("a person is there after a no") }
        }
        if let told {
            let now = await RosterAnswers(from: store, people: numbers, tokens: Self.tokens)
            faults += told.lies(seenFrom: now)
        }
        if let draft, draft.known == .kept {
            let drafts = try await store.drafts(of: draft.asked.participant)
            if drafts != [draft.asked] { faults.append("a draft is not the one that was kept last") }
        }
        return faults
    }
}

extension [Row] {
    /// Typed text may have been erased, or not yet.
    func isEqualButForTyped(_ other: [Row]) -> Bool {
        func without(_ rows: [Row]) -> [Row] {
            rows.map { row in
                var row = row
                row.typed = nil
                return row
            }
        }
        return without(self) == without(other)
    }
}
