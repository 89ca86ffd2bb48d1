public import EventStore

/// How much was taken out of a run.
public struct Erased: Sendable, Equatable {
    /// People whose name or password went.
    public var people = 0
    /// Records whose typed text went.
    public var texts = 0

    public init(people: Int = 0, texts: Int = 0) { (self.people, self.texts) = (people, texts) }
}

extension SQLiteStore {
    /// Takes everything personal out of a run at once: names, passwords, sessions, drafts, openings, requests for a break and
    /// what was typed. Numbers, roles and the log stay, and its chain still verifies; links stay as closed ones without a code.
    ///
    /// What was erased is overwritten and the journal is emptied; `rewrite(folder:)` then leaves no page as it was.
    public func erasePeople(of run: String) async throws(StoreError) -> Erased {
        let matters: [Matter] = [
            .all(.person), .all(.session), .all(.link), .all(.draft), .all(.pause), .all(.casting),
            .all(.spell), .all(.opening), .all(.wayBack), .one(.log, run),
        ]
        return try await write(matters, emptyingJournal: true) {
            connection throws(SQLFault) -> Result<Erased, StoreError> in
            let id = SQLValue.text(run)
            guard try connection.first("SELECT 1 FROM run WHERE id = ?", id, read: { $0.int(0) }) != nil
            else {
                return .failure(.unknownRun(run))
            }
            for table in ["session", "draft", "break_request", "casting", "spell", "opening"] {
                try connection.run(
                    "DELETE FROM \(table) WHERE participant IN (SELECT number FROM participant WHERE run = ?)",
                    id)
            }
            // They stay, closed: a start makes a way into each seat, and must not make the same one again.
            try connection.run(
                """
                UPDATE link SET code = '', revoked_ms = coalesce(revoked_ms, strftime('%s', 'now') * 1000) WHERE run = ?
                """, id)
            return .success(
                Erased(
                    people: try connection.run(
                        """
                        UPDATE participant SET name = '', password = NULL, return_code = NULL
                        WHERE run = ? AND (name <> '' OR password IS NOT NULL OR return_code IS NOT NULL)
                        """, id),
                    texts: try connection.run(
                        "UPDATE log SET typed = NULL WHERE run = ? AND typed IS NOT NULL", id)))
        }
    }

    /// Whether anything that somebody typed is left in a run.
    public func holdsTyped(_ run: String) async throws(StoreError) -> Bool {
        try await read([.one(.run, run), .one(.log, run)]) {
            connection throws(SQLFault) -> Result<Bool, StoreError> in
            let one = try connection.first(
                "SELECT 1 FROM log WHERE run = ? AND typed IS NOT NULL AND participant <> 0 LIMIT 1",
                .text(run)
            ) { $0.int(0) }
            return .success(one != nil)
        }
    }

    /// When somebody's act was last recorded in a run (milliseconds since 1970, UTC). Who only looks at it does not use it.
    /// Before the first record: when somebody last came in, or when it was made.
    public func lastUsedMs(_ run: String) async throws(StoreError) -> Int64 {
        try await read([.one(.run, run), .all(.person), .all(.session)]) {
            connection throws(SQLFault) -> Result<Int64, StoreError> in
            let last = try connection.first(
                """
                SELECT coalesce((SELECT recorded_ms FROM run WHERE id = ?1), (
                    SELECT max(ms) FROM (
                        SELECT created_ms AS ms FROM run WHERE id = ?1
                        UNION ALL SELECT joined_ms FROM participant WHERE run = ?1
                        UNION ALL SELECT created_ms FROM session
                            WHERE participant IN (SELECT number FROM participant WHERE run = ?1))))
                """, .text(run)
            ) { $0.optionalInt(0) }
            guard let found = last ?? nil else { return .failure(.unknownRun(run)) }
            return .success(found)
        }
    }
}
