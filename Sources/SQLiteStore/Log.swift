public import EventStore

extension SQLiteStore: EventStore {
    public func createRun(_ run: RunRecord) async throws(StoreError) {
        try await write([.one(.run, run.id)]) { connection throws(SQLFault) -> Result<Void, StoreError> in
            let log = LogTable(connection: connection)
            if let known = try log.run(run.id) {
                return known == run
                    ? .success(()) : .failure(.conflict(actual: try log.end(of: run.id).position))
            }
            try log.insert(run)
            return .success(())
        }
    }

    public func runs() async throws(StoreError) -> [RunRecord] {
        try await read([.all(.run)]) { connection throws(SQLFault) -> Result<[RunRecord], StoreError> in
            .success(try LogTable(connection: connection).runs())
        }
    }

    public func append(_ rows: [Row], to run: String, after position: Int64) async throws(StoreError) {
        try await write([.one(.log, run)]) { connection throws(SQLFault) -> Result<Void, StoreError> in
            let log = LogTable(connection: connection)
            if let refusal = try log.refusal(of: rows, to: run, after: position) { return .failure(refusal) }
            for row in rows {
                try log.insert(row, into: run)
            }
            // The clock that goes on after a start, and bots, use nobody's names.
            if rows.contains(where: { $0.participant != 0 }) { try log.noteRecording(in: run) }
            return .success(())
        }
    }

    public func read(_ run: String, after position: Int64, limit: Int) async throws(StoreError) -> [Row] {
        try await read(about(run)) { connection throws(SQLFault) -> Result<[Row], StoreError> in
            let log = LogTable(connection: connection)
            guard try log.run(run) != nil else { return .failure(.unknownRun(run)) }
            let begin = max(position, 0)
            let rows = try log.rows(of: run, after: begin, limit: max(limit, 0))
            for (index, row) in rows.enumerated() where row.position != begin + Int64(index) + 1 {
                return .failure(.missing(begin + Int64(index) + 1))
            }
            let next = begin + Int64(rows.count) + 1
            guard rows.count < limit, try log.hides(next, of: run) else { return .success(rows) }
            return .failure(.missing(next))
        }
    }

    public func head(_ run: String) async throws(StoreError) -> Int64 {
        try await read(about(run)) { connection throws(SQLFault) -> Result<Int64, StoreError> in
            let log = LogTable(connection: connection)
            guard try log.run(run) != nil else { return .failure(.unknownRun(run)) }
            return .success(try log.end(of: run).position)
        }
    }

    public func find(commandID: String, in run: String) async throws(StoreError) -> Row? {
        try await read(about(run)) { connection throws(SQLFault) -> Result<Row?, StoreError> in
            let log = LogTable(connection: connection)
            guard try log.run(run) != nil else { return .failure(.unknownRun(run)) }
            let row = try log.row(commandID: commandID, in: run)
            if let row, row.commandID != commandID {
                return .failure(.damaged(position: row.position, "The file's index leads to another record."))
            }
            return .success(row)
        }
    }

    @discardableResult
    public func eraseTyped(_ erasure: Erasure, in run: String) async throws(StoreError) -> Int {
        try await write([.one(.log, run)], emptyingJournal: true) {
            connection throws(SQLFault) -> Result<Int, StoreError> in
            let log = LogTable(connection: connection)
            guard try log.run(run) != nil else { return .failure(.unknownRun(run)) }
            return .success(try log.eraseTyped(erasure, in: run))
        }
    }
}

extension SQLiteStore {
    private func about(_ run: String) -> [Matter] { [.one(.run, run), .one(.log, run)] }

    /// Runs statements that no part of the program runs, so that a test can have a file that was tampered with.
    package func tamper(_ sql: String) async throws(StoreError) {
        try await write([]) { connection throws(SQLFault) -> Result<Void, StoreError> in
            try connection.execute(sql)
            return .success(())
        }
    }

    /// Every column of every table, as `table.column`.
    package func columns() async throws(StoreError) -> [String] {
        try await read([]) { connection throws(SQLFault) -> Result<[String], StoreError> in
            .success(
                try connection.all(
                    """
                    SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c
                    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY 1
                    """
                ) { $0.text(0) })
        }
    }

    /// Takes a row out of the file, as no part of the program does: so that a test can have a damaged file.
    package func forget(position: Int64, of run: String) async throws(StoreError) {
        try await write([]) { connection throws(SQLFault) -> Result<Void, StoreError> in
            try connection.run("DELETE FROM log WHERE run = ? AND position = ?", .text(run), .int(position))
            return .success(())
        }
    }
}

extension StoreError {
    fileprivate static func missing(_ position: Int64) -> StoreError {
        .damaged(position: position, "It is missing from the data file.")
    }
}

/// The statements about runs and their rows.
private struct LogTable {
    let connection: Connection

    func run(_ id: String) throws(SQLFault) -> RunRecord? {
        try connection.first("\(Self.selectRun) WHERE id = ?", .text(id), read: Self.run)
    }

    func runs() throws(SQLFault) -> [RunRecord] {
        try connection.all("\(Self.selectRun) ORDER BY created_ms, id", read: Self.run)
    }

    func insert(_ run: RunRecord) throws(SQLFault) {
        try connection.run(
            "INSERT INTO run (id, title, pack, engine, seed, created_ms) VALUES (?, ?, ?, ?, ?, ?)",
            .text(run.id), .text(run.title), .text(run.packDigest), .int(run.engineRevision),
            .int(Int64(bitPattern: run.seed)), .int(run.createdMs))
    }

    func end(of run: String) throws(SQLFault) -> LogEnd {
        let last = try connection.first(
            "SELECT position, digest FROM log WHERE run = ? ORDER BY position DESC LIMIT 1", .text(run)
        ) { LogEnd(position: $0.int(0), digest: $0.bytes(1)) }
        return last ?? LogEnd(position: 0, digest: nil)
    }

    /// Whether the log ends behind this position and yet nothing is found there: a damaged page leads past what it holds.
    func hides(_ position: Int64, of run: String) throws(SQLFault) -> Bool {
        guard try end(of: run).position >= position else { return false }
        // It may just have been recorded.
        return try rows(of: run, after: position - 1, limit: 1).first?.position != position
    }

    func refusal(of rows: [Row], to run: String, after position: Int64) throws(SQLFault) -> StoreError? {
        guard try self.run(run) != nil else { return .unknownRun(run) }
        let end = try end(of: run)
        do throws(StoreError) {
            try end.admit(rows, after: position)
        } catch {
            return error
        }
        for row in rows {
            if let recorded = try self.position(ofCommand: row.commandID, in: run) {
                return .repeated(commandID: row.commandID, position: recorded)
            }
        }
        return nil
    }

    func insert(_ row: Row, into run: String) throws(SQLFault) {
        try connection.run(
            """
            INSERT INTO log (run, position, command, participant, session, seat, on_behalf, time_ms, body, typed,
            digest, previous) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            .text(run), .int(row.position), .text(row.commandID), .int(Int64(row.participant)),
            .int(row.session), .text(row.seat),
            .text(row.onBehalf), .int(row.timeMs), .utf8(row.body), .optional(row.typed), .blob(row.digest),
            .blob(row.previous))
    }

    /// Keeps when this is, to a minute: not every commit writes the page of the runs, too.
    func noteRecording(in run: String) throws(SQLFault) {
        try connection.run(
            """
            UPDATE run SET recorded_ms = strftime('%s', 'now') * 1000
            WHERE id = ? AND abs(coalesce(recorded_ms, 0) - strftime('%s', 'now') * 1000) >= 60000
            """, .text(run))
    }

    func rows(of run: String, after position: Int64, limit: Int) throws(SQLFault) -> [Row] {
        try connection.all(
            "\(Self.selectRow) WHERE run = ? AND position > ? ORDER BY position LIMIT ?",
            .text(run), .int(position), .int(Int64(limit)), read: Self.row)
    }

    func row(commandID: String, in run: String) throws(SQLFault) -> Row? {
        guard !commandID.isEmpty else { return nil }
        return try connection.first(
            "\(Self.selectRow) WHERE run = ? AND command = ? AND command <> ''", .text(run), .text(commandID),
            read: Self.row)
    }

    func eraseTyped(_ erasure: Erasure, in run: String) throws(SQLFault) -> Int {
        let update = "UPDATE log SET typed = NULL WHERE run = ? AND typed IS NOT NULL"
        switch erasure {
        case .of(let participant):
            return try connection.run("\(update) AND participant = ?", .text(run), .int(Int64(participant)))
        case .through(let position):
            return try connection.run("\(update) AND position <= ?", .text(run), .int(position))
        case .everything:
            return try connection.run(update, .text(run))
        }
    }

    private func position(ofCommand commandID: String, in run: String) throws(SQLFault) -> Int64? {
        guard !commandID.isEmpty else { return nil }
        return try connection.first(
            "SELECT position FROM log WHERE run = ? AND command = ? AND command <> ''", .text(run),
            .text(commandID)
        ) { $0.int(0) }
    }

    private static let selectRun = "SELECT id, title, pack, engine, seed, created_ms FROM run"

    private static func run(_ cells: Cells) -> RunRecord {
        RunRecord(
            id: cells.text(0), title: cells.text(1), packDigest: cells.text(2), engineRevision: cells.int(3),
            seed: UInt64(bitPattern: cells.int(4)), createdMs: cells.int(5))
    }

    private static let selectRow = """
        SELECT position, command, participant, session, seat, on_behalf, time_ms, body, typed, digest, previous FROM log
        """

    private static func row(_ cells: Cells) -> Row {
        Row(
            position: cells.int(0), commandID: cells.text(1),
            participant: Int32(truncatingIfNeeded: cells.int(2)),
            session: cells.int(3), seat: cells.text(4), onBehalf: cells.text(5), timeMs: cells.int(6),
            body: cells.bytes(7), typed: cells.optionalBytes(8), digest: cells.bytes(9),
            previous: cells.bytes(10))
    }
}
