import EventStore
import Glibc
import Host
import Roster
import SQLiteStore
import StoreContract

/// A child process for the store's tests: it is killed, or kept out.
///
///     store-hammer append FOLDER    appends to four runs at once, for good; one line for each
///                                   append that was answered (run, last position) and each draft (“draft”, person, moment)
///     store-hammer open FOLDER      opens and closes; says why not, with status 1
@main
struct Hammer {
    static func main() async throws {
        signal(SIGPIPE, SIG_IGN)
        let words = CommandLine.arguments
        guard words.count == 3 else { return }
        switch words[1] {
        case "append": try await append(to: words[2])
        default: await open(words[2])
        }
    }

    private static func open(_ folder: String) async {
        do throws(StoreError) {
            try await SQLiteStore.open(folder: folder).close()
            say("opened")
        } catch {
            say("\(error)")
        }
    }

    private static func append(to folder: String) async throws {
        let store = try await SQLiteStore.open(folder: folder)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...4 {
                group.addTask { try await hammer("run_\(number)", of: store) }
            }
            group.addTask { try await scribble(on: store) }
            try await group.waitForAll()
        }
    }

    /// Goes on where the log ends: one to five rows at a time, some with typed text.
    private static func hammer(_ id: String, of store: SQLiteStore) async throws {
        let run = RunRecord(
            id: id, title: "Hammered", packDigest: "", engineRevision: 1, seed: 1, createdMs: 0)
        let chain = Chain(digest: BLAKE2b.digest)
        try await store.createRun(run)
        var position = try await store.head(id)
        var digest = try await store.read(id, after: max(position - 1, 0), limit: 1).first?.digest
        while true {
            let rows = (position + 1...position + 1 + position % 5).map { Hammered.row($0, of: id) }
            let sealed = chain.sealed(rows, after: digest ?? chain.origin(of: run))
            try await store.append(sealed, to: id, after: position)
            position += Int64(rows.count)
            digest = sealed.last?.digest
            say("\(id) \(position)")
        }
    }

    /// The roster shares the file and the writer.
    private static func scribble(on store: SQLiteStore) async throws {
        let person = try await store.add(
            Participant(number: 0, name: "H", language: "en", run: "run_1", role: .observer, joinedMs: 0))
        var moment: Int64 = 0
        while true {
            moment += 1
            try await store.save(Hammered.draft(moment, by: person.number))
            say("draft \(person.number) \(moment)")
        }
    }

    /// At once and whole, because the process may be killed after any instruction.
    private static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        // Nobody listens any more: the test has ended.
        guard write(1, bytes, bytes.count) == bytes.count else { exit(1) }
    }
}
