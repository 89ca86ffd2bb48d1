public import EventStore
import Host

// What is done to a whole file: copying it while it is in use, looking it over, writing it anew.
extension SQLiteStore {
    /// Copies a folder's store as it stands at one moment into a folder where there is none.
    ///
    /// A server may be using it: this reads only, and a connection that reads never checkpoints. Throws
    /// `unavailable` when there is no store or no room, `damaged` when it cannot be read.
    public static func copy(from folder: String, to other: String) async throws(StoreError) {
        try await onThread("store copy") { () throws(StoreError) in
            let (from, to) = (databasePath(folder), databasePath(other))
            guard Files.exists(from) else { throw .unavailable("There is no \(from).") }
            guard !Files.exists(to) else { throw .unavailable("There is a \(to) already.") }
            do throws(SQLFault) {
                try Connection(path: from, .readOnly).copy(into: Connection(path: to, .readAndWrite))
            } catch {
                // Nothing is written to the folder that is copied.
                if error.isFull { throw .unavailable("There is no room left for \(to).") }
                throw StoreError(Trouble(error))
            }
        }
    }

    /// Looks over how the pages of a folder's file hang together, beside whatever else is done with it: a page that has lost
    /// its count of rows hides them, and what is left looks whole.
    ///
    /// Throws `damaged` when something does not fit together. `check` also compares every index with its table.
    public static func checkPages(folder: String) async throws(StoreError) {
        try await onThread("store check") { () throws(StoreError) in
            let word = try inOwnWords { () throws(SQLFault) in
                try Connection(path: databasePath(folder), .readOnly).first("PRAGMA quick_check(1)") {
                    $0.text(0)
                }
            }
            guard word == "ok" else { throw .pagesDoNotFit }
        }
    }

    /// Looks every page of the file over. Throws `damaged` when something does not fit together.
    public func check() async throws(StoreError) {
        try await read([]) { connection throws(SQLFault) -> Result<Void, StoreError> in
            let word = try connection.first("PRAGMA integrity_check(1)") { $0.text(0) }
            guard word == "ok" else {
                return .failure(.pagesDoNotFit)
            }
            return .success(())
        }
    }

    /// Writes a folder's file anew from what is in it, so that no page holds anything that was taken out.
    ///
    /// The folder must not be in use.
    public static func rewrite(folder: String) async throws(StoreError) {
        try await onThread("store rewrite") { () throws(StoreError) in
            let lock = try lock(folder)
            let connection = try connection(folder)
            let isBusy = try inOwnWords { () throws(SQLFault) in
                // In memory, so that nothing of it lies in a folder for temporary files.
                try connection.execute("PRAGMA temp_store = MEMORY; VACUUM;")
                return try connection.first("PRAGMA wal_checkpoint(TRUNCATE)") { $0.int(0) }
            }
            withExtendedLifetime(lock) {}
            guard isBusy == 0 else { throw StoreError(.journalKept) }
        }
    }

    private static func inOwnWords<R>(_ work: () throws(SQLFault) -> R) throws(StoreError) -> R {
        do throws(SQLFault) {
            return try work()
        } catch {
            throw StoreError(Trouble(error))
        }
    }

    private static func onThread(
        _ name: String, _ work: @escaping @Sendable () throws(StoreError) -> Void
    ) async throws(StoreError) {
        let result: Result<Void, StoreError> = await withCheckedContinuation { continuation in
            startThread(named: name) {
                do throws(StoreError) {
                    try work()
                    continuation.resume(returning: .success(()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        try result.get()
    }
}

extension StoreError {
    fileprivate static let pagesDoNotFit = StoreError.damaged(
        position: 0, "The pages of the data file do not fit together.")
}
