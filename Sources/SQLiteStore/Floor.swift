internal import CSQLite
public import EventStore
import Host

extension SQLiteStore {
    /// Of the SQLite that runs, not of the one that was there when the program was made.
    public static var sqliteVersion: String { String(cString: sqlite3_libversion()) }

    /// How many transactions of so many rows SQLite alone confirms in a second, one after the other, in a file of
    /// its own with the store's settings: what a benchmark of the store is measured against.
    public static func floor(folder: String, seconds: Int64, rows: Int) async throws(StoreError) -> Double {
        let result: Result<Double, StoreError> = await withCheckedContinuation { continuation in
            startThread(named: "store floor") {
                do throws(StoreError) {
                    try Self.makeFolder(folder)
                    let connection = try connection(folder)
                    continuation.resume(
                        returning: .success(try commits(connection, seconds: seconds, rows: rows)))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }

    private static func makeFolder(_ folder: String) throws(StoreError) {
        do throws(FileFailure) {
            try Files.makeFolder(folder)
        } catch {
            throw .unavailable(error.description)
        }
    }

    private static func commits(
        _ connection: Connection, seconds: Int64, rows: Int
    ) throws(StoreError) -> Double {
        do throws(SQLFault) {
            try connection.execute("CREATE TABLE floor (number INTEGER PRIMARY KEY, body BLOB)")
            let body = SQLValue.blob([UInt8](repeating: 65, count: 400))
            let clock = SystemClock()
            let begun = clock.monotonicMs
            var count = 0
            while clock.monotonicMs < begun + seconds * 1000 {
                try connection.execute("BEGIN IMMEDIATE")
                for _ in 0..<rows { try connection.run("INSERT INTO floor (body) VALUES (?)", body) }
                try connection.execute("COMMIT")
                count += 1
            }
            return Double(count) * 1000 / Double(clock.monotonicMs - begun)
        } catch {
            throw StoreError(Trouble(error))
        }
    }
}
