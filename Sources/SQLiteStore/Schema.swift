/// The tables, and how an older file becomes a newer one.
///
/// Steps are only ever added at the end; the file's `user_version` counts those that it has had.
enum Schema {
    enum Refusal: Error {
        case fault(SQLFault)
        case foreign
        case tooNew
    }

    /// Marks the file as ours: the bytes of “KERG”.
    private static let applicationID: Int64 = 0x4b45_5247

    static func prepare(_ connection: Connection) throws(Refusal) {
        try refuseStrangers(connection)
        do throws(SQLFault) {
            try settle(connection)
            for (index, step) in try steps.enumerated().dropFirst(version(connection)) {
                try connection.execute(
                    """
                    BEGIN IMMEDIATE;
                    \(step)
                    PRAGMA application_id = \(applicationID);
                    PRAGMA user_version = \(index + 1);
                    COMMIT;
                    """)
            }
        } catch {
            throw .fault(error)
        }
    }

    /// Before anything is written: is this ours, and not from the future?
    private static func refuseStrangers(_ connection: Connection) throws(Refusal) {
        let isOurs: Bool
        let isKnown: Bool
        do throws(SQLFault) {
            let mark = try connection.first("PRAGMA application_id") { $0.int(0) }
            let table = try connection.first("SELECT 1 FROM sqlite_schema LIMIT 1") { $0.int(0) }
            isOurs = mark == applicationID || table == nil
            isKnown = try version(connection) <= steps.count
        } catch {
            throw .fault(error)
        }
        guard isOurs else { throw .foreign }
        guard isKnown else { throw .tooNew }
    }

    private static func version(_ connection: Connection) throws(SQLFault) -> Int {
        Int(try connection.first("PRAGMA user_version") { $0.int(0) } ?? 0)
    }

    /// What holds for the connection that writes. What was erased is overwritten, not only let go.
    private static func settle(_ connection: Connection) throws(SQLFault) {
        try connection.execute(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA secure_delete = ON;
            PRAGMA foreign_keys = ON;
            PRAGMA trusted_schema = OFF;
            PRAGMA journal_size_limit = 16777216;
            PRAGMA cache_size = -8000;
            """)
    }

    private static let steps = [
        """
        CREATE TABLE run (
            id TEXT PRIMARY KEY, title TEXT NOT NULL, pack TEXT NOT NULL, engine INTEGER NOT NULL,
            seed INTEGER NOT NULL, created_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE log (
            run TEXT NOT NULL REFERENCES run, position INTEGER NOT NULL, command TEXT NOT NULL,
            participant INTEGER NOT NULL, seat TEXT NOT NULL, on_behalf TEXT NOT NULL,
            time_ms INTEGER NOT NULL, body TEXT NOT NULL, typed BLOB, digest BLOB NOT NULL,
            previous BLOB NOT NULL, PRIMARY KEY (run, position)
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX log_command ON log (run, command) WHERE command <> '';

        CREATE TABLE participant (
            number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, language TEXT NOT NULL,
            run TEXT NOT NULL, role TEXT NOT NULL, seat TEXT NOT NULL, also_holds TEXT NOT NULL,
            joined_ms INTEGER NOT NULL, accepted_note_ms INTEGER, password TEXT
        ) STRICT;
        CREATE INDEX participant_run ON participant (run);

        CREATE TABLE link (
            number INTEGER PRIMARY KEY, token BLOB NOT NULL UNIQUE, kind TEXT NOT NULL, seat TEXT NOT NULL,
            run TEXT NOT NULL, code TEXT NOT NULL, once INTEGER NOT NULL, created_ms INTEGER NOT NULL,
            used_ms INTEGER, revoked_ms INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX link_code ON link (code) WHERE code <> '' AND revoked_ms IS NULL;
        CREATE INDEX link_run ON link (run);

        CREATE TABLE session (
            token BLOB PRIMARY KEY, participant INTEGER NOT NULL REFERENCES participant,
            created_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL, ended_ms INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX session_participant ON session (participant);

        CREATE TABLE draft (
            participant INTEGER NOT NULL REFERENCES participant, key TEXT NOT NULL, text TEXT NOT NULL,
            saved_ms INTEGER NOT NULL, PRIMARY KEY (participant, key)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE break_request (
            number INTEGER PRIMARY KEY AUTOINCREMENT, participant INTEGER NOT NULL REFERENCES participant,
            run TEXT NOT NULL, asked_ms INTEGER NOT NULL, resolved_ms INTEGER
        ) STRICT;
        CREATE INDEX break_request_run ON break_request (run);

        CREATE TABLE exercise (
            id TEXT PRIMARY KEY, title TEXT NOT NULL, runs TEXT NOT NULL, created_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
        """
        CREATE TABLE casting (
            participant INTEGER NOT NULL REFERENCES participant, person TEXT NOT NULL,
            asked_ms INTEGER NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (participant, person)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE spell (
            participant INTEGER NOT NULL REFERENCES participant, began_ms INTEGER NOT NULL, ended_ms INTEGER,
            PRIMARY KEY (participant, began_ms)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE role_limits (
            run TEXT PRIMARY KEY, minutes INTEGER NOT NULL, spells INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
        // Sessions get numbers that are never given twice; those that there are get theirs in their order.
        """
        ALTER TABLE log ADD COLUMN session INTEGER NOT NULL DEFAULT 0;

        CREATE TABLE numbered_session (
            number INTEGER PRIMARY KEY AUTOINCREMENT, token BLOB NOT NULL UNIQUE,
            participant INTEGER NOT NULL REFERENCES participant, created_ms INTEGER NOT NULL,
            expires_ms INTEGER NOT NULL, ended_ms INTEGER
        ) STRICT;
        INSERT INTO numbered_session (token, participant, created_ms, expires_ms, ended_ms)
            SELECT token, participant, created_ms, expires_ms, ended_ms FROM session ORDER BY created_ms, participant;
        DROP TABLE session;
        ALTER TABLE numbered_session RENAME TO session;
        CREATE INDEX session_participant ON session (participant);
        """,
        """
        CREATE TABLE opening (
            number INTEGER PRIMARY KEY AUTOINCREMENT, participant INTEGER NOT NULL REFERENCES participant,
            session INTEGER NOT NULL, kind TEXT NOT NULL, thing TEXT NOT NULL, at_ms INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX opening_participant ON opening (participant);
        """,
        """
        ALTER TABLE participant ADD COLUMN return_code BLOB;
        CREATE INDEX participant_return ON participant (return_code) WHERE return_code IS NOT NULL;
        """,
        "ALTER TABLE casting ADD COLUMN confirmed_by INTEGER;",
        // When something was last recorded, for the days of retention; null where that was before this column.
        "ALTER TABLE run ADD COLUMN recorded_ms INTEGER;",
        // What somebody may do has changed: their sessions get another token, and know the one before for a while.
        """
        ALTER TABLE session ADD COLUMN is_due INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE session ADD COLUMN offered BLOB;
        ALTER TABLE session ADD COLUMN former BLOB;
        ALTER TABLE session ADD COLUMN former_ms INTEGER;
        CREATE INDEX session_offered ON session (offered) WHERE offered IS NOT NULL;
        CREATE INDEX session_former ON session (former) WHERE former IS NOT NULL;
        """,
    ]
}
