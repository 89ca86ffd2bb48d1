public import EventStore
import Host
import Roster

/// Logs and roster in one SQLite file, `kerege.db`, in a data folder.
///
/// One thread writes, another reads; nothing here blocks the cooperative pool. A second process is kept out by a
/// lock on the folder, and on `kerege.lock` in it, which names the process. Close the store before the process ends; if it ends otherwise, nothing that was
/// answered is lost.
public final class SQLiteStore: Sendable {
    typealias ReadJob = @Sendable (Connection?) -> Void

    private let writes = Mailbox<WriteJob>(limit: 16_384)
    private let reads = Mailbox<ReadJob>(limit: 16_384)
    private let writerEnd = Ending()
    private let readerEnd = Ending()
    private let counted = Locked(StoreFigures())
    private let doubt = Doubt()
    private let signedInNow = SignedInNow()
    private let found = Locked<JournalFinding?>(nil)

    /// What of the journal that it found when it was opened was lost; nil if nothing was.
    public var journalFinding: JournalFinding? { found.withLock(\.self) }

    public var figures: StoreFigures { counted.withLock { $0 } }

    /// Opens the folder's store, making both where they are missing.
    ///
    /// Throws `unavailable` when another process has it, the folder cannot be used, or the file is of a newer
    /// program; `damaged` when it is no readable store.
    public static func open(folder: String) async throws(StoreError) -> SQLiteStore {
        try await open(folder: folder, pageLimit: nil)
    }

    /// With a limit in pages of 4 KiB, so that a test can fill the file, or on a disk that fails as a test says.
    package static func open(
        folder: String, pageLimit: Int?, disk: String? = nil
    ) async throws(StoreError) -> SQLiteStore {
        let store = SQLiteStore()
        let (writes, end, counted, doubt) = (store.writes, store.writerEnd, store.counted, store.doubt)
        let (signedInNow, found) = (store.signedInNow, store.found)
        let opened: Result<Void, StoreError> = await withCheckedContinuation { continuation in
            startThread(named: "store writer") {
                Self.holdFolder(
                    folder, pageLimit: pageLimit, disk: disk, found: found,
                    opened: { continuation.resume(returning: $0) }
                ) {
                    Writer(connection: $0, figures: counted, doubt: doubt, signedInNow: signedInNow)
                        .work(from: writes)
                }
                end.come()
            }
        }
        try opened.get()
        store.startReader(folder: folder, disk: disk)
        return store
    }

    deinit {
        reads.close()
        writes.close()
    }

    /// Takes nothing more, finishes what waits, leaves one tidy file and lets go of the folder.
    public func close() async {
        reads.close()
        await readerEnd.wait()
        signedInNow.forget()
        writes.close()
        await writerEnd.wait()
    }

    // MARK: The writer's thread

    /// Takes the lock, has the file served, and lets go of the lock last.
    private static func holdFolder(
        _ folder: String,
        pageLimit: Int?,
        disk: String?,
        found: Locked<JournalFinding?>,
        opened: (Result<Void, StoreError>) -> Void,
        work: (Connection) -> Void
    ) {
        do throws(StoreError) {
            let lock = try lock(folder)
            // Before SQLite takes out of it what it can read.
            let finding = journalFinding(in: folder)
            found.withLock { $0 = finding }
            try serve(folder, pageLimit: pageLimit, disk: disk, opened: opened, work: work)
            withExtendedLifetime(lock) {}
        } catch {
            opened(.failure(error))
        }
    }

    /// Opens the file, tells, and works; the file is closed when this returns.
    private static func serve(
        _ folder: String,
        pageLimit: Int?,
        disk: String?,
        opened: (Result<Void, StoreError>) -> Void,
        work: (Connection) -> Void
    ) throws(StoreError) {
        let connection = try connection(folder, pageLimit: pageLimit, disk: disk)
        opened(.success(()))
        work(connection)
    }

    /// Both the folder and the file: the file can be removed while it is held, and programs of before ask for it alone.
    static func lock(_ folder: String) throws(StoreError) -> [FileLock] {
        let file = folder + "/kerege.lock"
        do throws(FileFailure) {
            try Files.makeFolder(folder)
            return [try FileLock(folder: folder, numberIn: file), try FileLock(path: file)]
        } catch {
            guard case .held(let process) = error else { throw .unavailable(error.description) }
            let who = process.map { " (process \($0))" } ?? ""
            throw .unavailable(
                "Another Kerege\(who) is using the folder \(folder). Stop it, or use another folder.")
        }
    }

    static func connection(
        _ folder: String, pageLimit: Int? = nil, disk: String? = nil
    ) throws(StoreError) -> Connection {
        let path = databasePath(folder)
        do throws(Schema.Refusal) {
            let connection = try open(path, disk)
            try Schema.prepare(connection)
            if let pageLimit {
                try limit(connection, toPages: pageLimit)
            }
            return connection
        } catch {
            switch error {
            case .fault(let fault): throw StoreError(Trouble(fault))
            case .foreign: throw .unavailable("\(path) was made by another program.")
            case .tooNew: throw .unavailable("\(path) was made by a newer Kerege. Start that one.")
            }
        }
    }

    private static func open(_ path: String, _ disk: String?) throws(Schema.Refusal) -> Connection {
        do throws(SQLFault) {
            return try Connection(path: path, .readAndWrite, disk: disk)
        } catch {
            throw .fault(error)
        }
    }

    private static func limit(_ connection: Connection, toPages pages: Int) throws(Schema.Refusal) {
        do throws(SQLFault) {
            try connection.execute("PRAGMA max_page_count = \(pages)")
        } catch {
            throw .fault(error)
        }
    }

    static func databasePath(_ folder: String) -> String { folder + "/kerege.db" }

    // MARK: The reader's thread

    private func startReader(folder: String, disk: String?) {
        let (reads, end) = (reads, readerEnd)
        startThread(named: "store reader") {
            Self.answer(reads, folder: folder, disk: disk)
            end.come()
        }
    }

    /// Its connection is closed when this returns: the writer must be the last, because it tidies up.
    private static func answer(_ reads: Mailbox<ReadJob>, folder: String, disk: String?) {
        var connection: Connection?
        while let jobs = reads.takeAll() {
            // A file that could not be opened once may be there the next time.
            if connection == nil {
                connection = try? Connection(path: databasePath(folder), .readOnly, disk: disk)
            }
            for job in jobs { job(connection) }
        }
    }

    // MARK: Calls

    /// Has `work` done by the writer; returns once it is on disk. What `work` refuses it must not have written, and it
    /// writes nothing that is not named in `matters`.
    func write<R: Sendable, E: TroubleTelling>(
        _ matters: [Matter],
        emptyingJournal: Bool = false,
        _ work: @escaping @Sendable (Connection) throws(SQLFault) -> Result<R, E>
    ) async throws(E) -> R {
        let result: Result<R, E> = await withCheckedContinuation { continuation in
            let job = WriteJob(
                work: { connection throws(SQLFault) in
                    let result = try work(connection)
                    return { continuation.resume(returning: result) }
                },
                fail: { continuation.resume(returning: .failure(E($0))) },
                changing: matters,
                emptiesJournal: emptyingJournal)
            switch writes.send(job) {
            case .accepted: break
            case .full: job.fail(.crowded)
            case .closed: job.fail(.closed)
            }
        }
        return try result.get()
    }

    /// Has `work` done by the reader, which sees everything that was answered before. What it finds is not told if it
    /// depends on `matters`, or on what was found, and these may be otherwise after the next start.
    func read<R: Sendable, E: TroubleTelling>(
        _ matters: [Matter],
        found: @escaping @Sendable (R) -> [Matter] = { _ in [] },
        _ work: @escaping @Sendable (Connection) throws(SQLFault) -> Result<R, E>
    ) async throws(E) -> R {
        let result: Result<R, E> = await withCheckedContinuation { continuation in
            let sent = reads.send { [doubt] connection in
                let outcome = Self.outcome(of: work, on: connection)
                let more = (try? outcome.get()).map(found) ?? []
                continuation.resume(
                    returning: doubt.touches(matters + more) ? .failure(E(.unconfirmed)) : outcome)
            }
            switch sent {
            case .accepted: break
            case .full: continuation.resume(returning: .failure(E(Trouble.crowded)))
            case .closed: continuation.resume(returning: .failure(E(Trouble.closed)))
            }
        }
        return try result.get()
    }

    /// Who is signed in with a token, without a look at the file where nothing can have changed since the last one.
    func signedInNow(_ digest: [UInt8]) async throws(RosterError) -> SignedInNow.Entry? {
        let (kept, era) = signedInNow.look(up: digest)
        if let kept {
            guard !doubt.touches([.one(.session, digest)] + kept.matters) else {
                throw RosterError(Trouble.unconfirmed)
            }
            return kept
        }
        let matters = { @Sendable (entry: SignedInNow.Entry?) in entry?.matters ?? [] }
        let found: SignedInNow.Entry? = try await read([.one(.session, digest)], found: matters) {
            connection throws(SQLFault) -> Result<SignedInNow.Entry?, RosterError> in
            .success(try SignedInNow.entry(digest, connection))
        }
        if let found { signedInNow.keep(found, of: digest, era: era) }
        return found
    }

    private static func outcome<R: Sendable, E: TroubleTelling>(
        of work: (Connection) throws(SQLFault) -> Result<R, E>,
        on connection: Connection?
    ) -> Result<R, E> {
        guard let connection else { return .failure(E(.notWritten("The data file could not be opened."))) }
        do throws(SQLFault) {
            return try work(connection)
        } catch {
            return .failure(E(Trouble(error)))
        }
    }
}

/// Lets tasks wait for a thread to end.
private final class Ending: Sendable {
    private struct Inside {
        var hasCome = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let inside = Locked(Inside())

    func come() {
        let waiting = inside.withLock { inside in
            inside.hasCome = true
            defer { inside.waiting = [] }
            return inside.waiting
        }
        for waiter in waiting { waiter.resume() }
    }

    func wait() async {
        await withCheckedContinuation { continuation in
            let hasCome = inside.withLock { inside in
                if !inside.hasCome { inside.waiting.append(continuation) }
                return inside.hasCome
            }
            if hasCome { continuation.resume() }
        }
    }
}
