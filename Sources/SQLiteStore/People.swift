public import Roster

extension SQLiteStore: Roster {
    public func add(_ person: Participant) async throws(RosterError) -> Participant {
        try await write([.new(.person)]) { connection throws(SQLFault) -> Result<Participant, RosterError> in
            try connection.run(
                """
                INSERT INTO participant (name, language, run, role, seat, also_holds, joined_ms, accepted_note_ms)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                .text(person.name), .text(person.language), .text(person.run), .text(person.role.name),
                .text(person.role.seat), .text(person.alsoHolds.joined(separator: "\n")),
                .int(person.joinedMs),
                .optional(person.acceptedNoteMs))
            var added = person
            added.number = Int32(truncatingIfNeeded: connection.lastInsertedNumber)
            return .success(added)
        }
    }

    public func participant(_ number: Int32) async throws(RosterError) -> Participant? {
        try await read([.one(.person, number)]) {
            connection throws(SQLFault) -> Result<Participant?, RosterError> in
            .success(try People(connection: connection).person(number))
        }
    }

    public func participants(of run: String) async throws(RosterError) -> [Participant] {
        try await read([.all(.person)]) { connection throws(SQLFault) -> Result<[Participant], RosterError> in
            .success(
                try connection.all(
                    "\(People.select) WHERE run = ? ORDER BY number", .text(run), read: People.person))
        }
    }

    public func setName(_ name: String, of participant: Int32) async throws(RosterError) {
        try await change(participant) { connection throws(SQLFault) in
            try connection.run(
                "UPDATE participant SET name = ? WHERE number = ?", .text(name), .int(Int64(participant)))
        }
    }

    public func setLanguage(_ language: String, of participant: Int32) async throws(RosterError) {
        try await change(participant) { connection throws(SQLFault) in
            try connection.run(
                "UPDATE participant SET language = ? WHERE number = ?", .text(language),
                .int(Int64(participant)))
        }
    }

    public func setRole(_ role: Role, alsoHolding seats: [String], of participant: Int32)
        async throws(RosterError)
    {
        try await change(participant) { connection throws(SQLFault) in
            try connection.run(
                "UPDATE participant SET role = ?, seat = ?, also_holds = ? WHERE number = ?",
                .text(role.name), .text(role.seat), .text(seats.joined(separator: "\n")),
                .int(Int64(participant)))
        }
    }

    public func acceptNote(by participant: Int32, atMs: Int64) async throws(RosterError) {
        try await change(participant) { connection throws(SQLFault) in
            try connection.run(
                "UPDATE participant SET accepted_note_ms = ? WHERE number = ?", .int(atMs),
                .int(Int64(participant)))
        }
    }

    public func erase(_ participant: Int32) async throws(RosterError) {
        let matters = [
            Matter.Kind.person, .password, .session, .draft, .pause, .casting, .spell, .opening, .wayBack,
        ]
        .map {
            Matter.one($0, participant)
        }
        try await change(participant, matters, emptyingJournal: true) { connection throws(SQLFault) in
            let number = SQLValue.int(Int64(participant))
            for table in ["session", "draft", "break_request", "casting", "spell", "opening"] {
                try connection.run("DELETE FROM \(table) WHERE participant = ?", number)
            }
            try connection.run(
                "UPDATE participant SET name = '', password = NULL, return_code = NULL WHERE number = ?",
                number)
        }
    }

    public func setPasswordHash(_ hash: String?, of participant: Int32) async throws(RosterError) {
        try await change(participant, [.one(.password, participant)]) { connection throws(SQLFault) in
            try connection.run(
                "UPDATE participant SET password = ? WHERE number = ?", .optional(hash),
                .int(Int64(participant)))
        }
    }

    public func passwordHash(of participant: Int32) async throws(RosterError) -> String? {
        try await read([.one(.password, participant)]) {
            connection throws(SQLFault) -> Result<String?, RosterError> in
            let found = try connection.first(
                "SELECT password FROM participant WHERE number = ?", .int(Int64(participant))
            ) { $0.optionalText(0) }
            return .success(found ?? nil)
        }
    }

    // MARK: Personal

    public func save(_ draft: Draft) async throws(RosterError) {
        try await change(draft.participant, [.one(.draft, draft.participant)]) {
            connection throws(SQLFault) in
            let (number, key) = (SQLValue.int(Int64(draft.participant)), SQLValue.text(draft.key))
            guard !draft.text.isEmpty else {
                try connection.run("DELETE FROM draft WHERE participant = ? AND key = ?", number, key)
                return
            }
            try connection.run(
                "INSERT OR REPLACE INTO draft (participant, key, text, saved_ms) VALUES (?, ?, ?, ?)",
                number, key, .text(draft.text), .int(draft.savedMs))
        }
    }

    public func drafts(of participant: Int32) async throws(RosterError) -> [Draft] {
        try await read([.one(.draft, participant)]) {
            connection throws(SQLFault) -> Result<[Draft], RosterError> in
            let found = try connection.all(
                "SELECT key, text, saved_ms FROM draft WHERE participant = ? ORDER BY key",
                .int(Int64(participant))
            ) {
                Draft(participant: participant, key: $0.text(0), text: $0.text(1), savedMs: $0.int(2))
            }
            return .success(found)
        }
    }

    public func askForBreak(by participant: Int32, atMs: Int64) async throws(RosterError) -> BreakRequest {
        try await write([.one(.pause, participant)]) {
            connection throws(SQLFault) -> Result<BreakRequest, RosterError> in
            guard let person = try People(connection: connection).person(participant) else {
                return .failure(.unknown("participant"))
            }
            let open = try connection.first(
                "\(People.selectBreak) WHERE participant = ? AND resolved_ms IS NULL",
                .int(Int64(participant)), read: People.request)
            if let open { return .success(open) }
            try connection.run(
                "INSERT INTO break_request (participant, run, asked_ms) VALUES (?, ?, ?)",
                .int(Int64(participant)), .text(person.run), .int(atMs))
            let number = connection.lastInsertedNumber
            return .success(
                BreakRequest(number: number, participant: participant, run: person.run, askedMs: atMs))
        }
    }

    public func breaks(of run: String) async throws(RosterError) -> [BreakRequest] {
        try await read([.all(.pause)]) { connection throws(SQLFault) -> Result<[BreakRequest], RosterError> in
            .success(
                try connection.all(
                    "\(People.selectBreak) WHERE run = ? ORDER BY number", .text(run), read: People.request))
        }
    }

    public func resolve(breakNumber: Int64, atMs: Int64) async throws(RosterError) {
        try await write([.all(.pause)]) { connection throws(SQLFault) -> Result<Void, RosterError> in
            let changed = try connection.run(
                "UPDATE break_request SET resolved_ms = coalesce(resolved_ms, ?) WHERE number = ?",
                .int(atMs), .int(breakNumber))
            return changed == 1 ? .success(()) : .failure(.unknown("request"))
        }
    }

    // MARK: Exercises

    public func save(_ exercise: Exercise) async throws(RosterError) {
        try await write([.one(.exercise, exercise.id)]) {
            connection throws(SQLFault) -> Result<Void, RosterError> in
            try connection.run(
                "INSERT OR REPLACE INTO exercise (id, title, runs, created_ms) VALUES (?, ?, ?, ?)",
                .text(exercise.id), .text(exercise.title), .text(exercise.runs.joined(separator: "\n")),
                .int(exercise.createdMs))
            return .success(())
        }
    }

    public func exercises() async throws(RosterError) -> [Exercise] {
        try await read([.all(.exercise)]) { connection throws(SQLFault) -> Result<[Exercise], RosterError> in
            .success(
                try connection.all("SELECT id, title, runs, created_ms FROM exercise ORDER BY created_ms, id")
                {
                    Exercise(id: $0.text(0), title: $0.text(1), runs: $0.lines(2), createdMs: $0.int(3))
                })
        }
    }

    /// Writes about somebody whom the roster knows; without `matters` it changes no more than their row.
    func change(
        _ participant: Int32,
        _ matters: [Matter]? = nil,
        emptyingJournal: Bool = false,
        _ work: @escaping @Sendable (Connection) throws(SQLFault) -> Void
    ) async throws(RosterError) {
        try await write(matters ?? [.one(.person, participant)], emptyingJournal: emptyingJournal) {
            connection throws(SQLFault) -> Result<Void, RosterError> in
            guard try People(connection: connection).person(participant) != nil else {
                return .failure(.unknown("participant"))
            }
            try work(connection)
            return .success(())
        }
    }
}

/// The statements about people.
struct People {
    let connection: Connection

    func person(_ number: Int32) throws(SQLFault) -> Participant? {
        try connection.first("\(Self.select) WHERE number = ?", .int(Int64(number)), read: Self.person)
    }

    static let select = """
        SELECT number, name, language, run, role, seat, also_holds, joined_ms, accepted_note_ms FROM participant
        """

    static func person(_ cells: Cells) -> Participant {
        Participant(
            number: Int32(truncatingIfNeeded: cells.int(0)), name: cells.text(1), language: cells.text(2),
            run: cells.text(3), role: Role(name: cells.text(4), seat: cells.text(5)),
            alsoHolds: cells.lines(6), joinedMs: cells.int(7), acceptedNoteMs: cells.optionalInt(8))
    }

    static let selectBreak = "SELECT number, participant, run, asked_ms, resolved_ms FROM break_request"

    static func request(_ cells: Cells) -> BreakRequest {
        BreakRequest(
            number: cells.int(0), participant: Int32(truncatingIfNeeded: cells.int(1)), run: cells.text(2),
            askedMs: cells.int(3), resolvedMs: cells.optionalInt(4))
    }
}

extension Cells {
    /// A list of ids, kept one a line.
    fileprivate func lines(_ column: Int32) -> [String] {
        text(column).split(separator: "\n").map(String.init)
    }
}

extension Role {
    fileprivate var name: String {
        switch self {
        case .seat: "seat"
        case .control: "control"
        case .observer: "observer"
        case .rolePlayer: "role_player"
        }
    }

    fileprivate var seat: String {
        if case .seat(let seat) = self { seat } else { "" }
    }

    /// Whoever is neither control nor in a seat may only look on.
    fileprivate init(name: String, seat: String) {
        self =
            switch name {
            case "seat": .seat(seat)
            case "control": .control
            case "role_player": .rolePlayer
            default: .observer
            }
    }
}
