internal import CSQLite
import Host

/// SQLite said no. Holds its number only: its texts quote content and never leave this target.
struct SQLFault: Error {
    /// The primary result code, for example `SQLITE_FULL`.
    var code: Int32
    /// The disk took nothing because it is full; SQLite calls that a fault where it happens to one of its own files.
    let isFull: Bool

    /// - Parameter handle: the connection that met it; nil where there is none.
    init(code: Int32, on handle: OpaquePointer? = nil) {
        self.code = code & 0xff
        let system = handle.map { sqlite3_system_errno($0) } ?? 0
        isFull = self.code == SQLITE_FULL || self.code == SQLITE_IOERR && Files.meansNoRoom(system)
    }

    /// The words for whoever runs the server.
    var reason: String {
        switch code {
        case _ where isFull: "The disk that holds the data is full."
        case SQLITE_IOERR: "The disk that holds the data reports a fault."
        case SQLITE_READONLY, SQLITE_PERM: "The data folder may not be written to."
        case SQLITE_CANTOPEN: "The data file could not be opened."
        case SQLITE_BUSY, SQLITE_LOCKED: "Another program is using the data file."
        case SQLITE_NOMEM: "The machine has no memory left."
        case SQLITE_CORRUPT, SQLITE_NOTADB: "The data file is damaged; put it back from a copy."
        // Our statements are fixed: only tables that are not ours can make one of them wrong.
        case SQLITE_ERROR: "The data file does not hold what it should; put it back from a copy."
        default: "The store met a fault that it does not know (number \(code))."
        }
    }

    var meansDamage: Bool { code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_ERROR }

    /// Whether a COMMIT that failed so has surely left nothing behind. After any other fault the disk may
    /// hold the transaction although it could not say so.
    var leavesNothing: Bool { code == SQLITE_FULL || code == SQLITE_BUSY }
}

/// A value for a parameter of a statement.
enum SQLValue {
    case int(Int64)
    case text(String)
    /// Text that is there as bytes already.
    case utf8([UInt8])
    case blob([UInt8])
    case null

    static func optional(_ number: Int64?) -> SQLValue { number.map { .int($0) } ?? .null }
    static func optional(_ bytes: [UInt8]?) -> SQLValue { bytes.map { .blob($0) } ?? .null }
    static func optional(_ text: String?) -> SQLValue { text.map { .text($0) } ?? .null }
}

/// One connection, used by one thread.
final class Connection {
    private let handle: OpaquePointer
    private var statements: [String: OpaquePointer] = [:]

    enum Access {
        case readAndWrite, readOnly
    }

    /// - Parameter disk: the name of a layer over the system's files; nil for these themselves.
    init(path: String, _ access: Access, disk: String? = nil) throws(SQLFault) {
        let flags =
            switch access {
            case .readAndWrite: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
            case .readOnly: SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
            }
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, flags, disk)
        guard code == SQLITE_OK, let opened else {
            let fault = SQLFault(code: code, on: opened)
            sqlite3_close_v2(opened)
            throw fault
        }
        handle = opened
        sqlite3_extended_result_codes(handle, 0)
        sqlite3_busy_timeout(handle, 2000)
    }

    deinit {
        for statement in statements.values {
            sqlite3_finalize(statement)
        }
        sqlite3_close_v2(handle)
    }

    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Runs text that has no parameters; may be several statements.
    func execute(_ sql: String) throws(SQLFault) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw SQLFault(code: code, on: handle) }
    }

    /// Runs one statement and says how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ values: SQLValue...) throws(SQLFault) -> Int {
        let statement = try prepared(sql, values)
        defer { sqlite3_reset(statement) }
        var code = sqlite3_step(statement)
        while code == SQLITE_ROW {
            code = sqlite3_step(statement)
        }
        guard code == SQLITE_DONE else { throw SQLFault(code: code, on: handle) }
        return Int(sqlite3_changes(handle))
    }

    /// Everything that a question finds.
    func all<T>(_ sql: String, _ values: SQLValue..., read: (Cells) -> T) throws(SQLFault) -> [T] {
        let statement = try prepared(sql, values)
        defer { sqlite3_reset(statement) }
        var found: [T] = []
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_DONE { return found }
            guard code == SQLITE_ROW else { throw SQLFault(code: code, on: handle) }
            found.append(read(Cells(statement: statement)))
        }
    }

    /// The first that a question finds.
    func first<T>(_ sql: String, _ values: SQLValue..., read: (Cells) -> T) throws(SQLFault) -> T? {
        let statement = try prepared(sql, values)
        defer { sqlite3_reset(statement) }
        let code = sqlite3_step(statement)
        if code == SQLITE_DONE { return nil }
        guard code == SQLITE_ROW else { throw SQLFault(code: code, on: handle) }
        return read(Cells(statement: statement))
    }

    /// Copies everything as it stands at one moment into an empty file. Others may go on writing meanwhile.
    func copy(into other: Connection) throws(SQLFault) {
        guard let copying = sqlite3_backup_init(other.handle, "main", handle, "main") else {
            throw SQLFault(code: sqlite3_errcode(other.handle), on: other.handle)
        }
        let stepped = sqlite3_backup_step(copying, -1)
        let finished = sqlite3_backup_finish(copying)
        guard stepped == SQLITE_DONE else { throw SQLFault(code: stepped, on: other.handle) }
        guard finished == SQLITE_OK else { throw SQLFault(code: finished, on: other.handle) }
    }

    var lastInsertedNumber: Int64 { sqlite3_last_insert_rowid(handle) }

    private func prepared(_ sql: String, _ values: [SQLValue]) throws(SQLFault) -> OpaquePointer {
        let statement = try statement(sql)
        precondition(
            Int(sqlite3_bind_parameter_count(statement)) == values.count,
            "A statement was given another number of values than it has parameters.")
        for (index, value) in values.enumerated() {
            let code = value.bind(to: statement, at: Int32(index + 1))
            guard code == SQLITE_OK else { throw SQLFault(code: code, on: handle) }
        }
        return statement
    }

    private func statement(_ sql: String) throws(SQLFault) -> OpaquePointer {
        if let known = statements[sql] { return known }
        var made: OpaquePointer?
        let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &made, nil)
        guard code == SQLITE_OK, let made else { throw SQLFault(code: code, on: handle) }
        statements[sql] = made
        return made
    }
}

/// The row that a statement stands on; good until the statement goes on.
struct Cells {
    fileprivate let statement: OpaquePointer

    func int(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    func optionalInt(_ column: Int32) -> Int64? { isNull(column) ? nil : int(column) }

    func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    func bytes(_ column: Int32) -> [UInt8] {
        // The pointer must be asked for before the length.
        let start = sqlite3_column_blob(statement, column)
        let count = Int(sqlite3_column_bytes(statement, column))
        return [UInt8](UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }

    func optionalBytes(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : bytes(column) }

    private func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }
}

extension SQLValue {
    /// SQLite copies what it is given; it does not import this constant because of its cast.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    fileprivate func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        switch self {
        case .int(let number):
            return sqlite3_bind_int64(statement, index, number)
        case .text(let text):
            return SQLValue.utf8(Array(text.utf8)).bind(to: statement, at: index)
        case .utf8(let bytes):
            // Without a first byte there may be no address, and no address would mean NULL.
            guard !bytes.isEmpty else { return sqlite3_bind_text(statement, index, "", 0, Self.copied) }
            return bytes.withUnsafeBytes { raw in
                sqlite3_bind_text(
                    statement, index, raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count),
                    Self.copied)
            }
        case .blob(let bytes):
            guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(statement, index, 0) }
            return bytes.withUnsafeBytes { raw in
                sqlite3_bind_blob(statement, index, raw.baseAddress, Int32(raw.count), Self.copied)
            }
        case .null:
            return sqlite3_bind_null(statement, index)
        }
    }
}
