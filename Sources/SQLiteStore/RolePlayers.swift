public import Roster

extension SQLiteStore {
    public func save(_ casting: Casting) async throws(RosterError) {
        try await change(casting.participant, [.one(.casting, casting.participant)]) {
            connection throws(SQLFault) in
            try connection.run(
                """
                INSERT OR REPLACE INTO casting (participant, person, asked_ms, answer, confirmed_by)
                VALUES (?, ?, ?, ?, ?)
                """,
                .int(Int64(casting.participant)), .text(casting.person), .int(casting.askedMs),
                .text(casting.answer.rawValue), .optional(casting.confirmedBy.map { Int64($0) }))
        }
    }

    public func remove(castingOf participant: Int32, for person: String) async throws(RosterError) {
        try await write([.one(.casting, participant)]) {
            connection throws(SQLFault) -> Result<Void, RosterError> in
            try connection.run(
                "DELETE FROM casting WHERE participant = ? AND person = ?", .int(Int64(participant)),
                .text(person))
            return .success(())
        }
    }

    public func castings(of run: String) async throws(RosterError) -> [Casting] {
        try await read([.all(.casting)]) { connection throws(SQLFault) -> Result<[Casting], RosterError> in
            .success(
                try connection.all(
                    """
                    SELECT casting.participant, person, asked_ms, answer, confirmed_by FROM casting
                    JOIN participant ON participant.number = casting.participant WHERE run = ?
                    ORDER BY asked_ms, casting.participant, person
                    """, .text(run)
                ) {
                    Casting(
                        participant: Int32(truncatingIfNeeded: $0.int(0)), person: $0.text(1),
                        askedMs: $0.int(2), answer: Casting.Answer(rawValue: $0.text(3)) ?? .open,
                        confirmedBy: $0.optionalInt(4).map { Int32(truncatingIfNeeded: $0) })
                })
        }
    }

    public func beginSpell(of participant: Int32, atMs: Int64) async throws(RosterError) -> Spell {
        try await write([.one(.spell, participant)]) {
            connection throws(SQLFault) -> Result<Spell, RosterError> in
            let number = SQLValue.int(Int64(participant))
            guard try People(connection: connection).person(participant) != nil else {
                return .failure(.unknown("participant"))
            }
            let open = try connection.first(
                "\(RolePlayers.selectSpell) WHERE participant = ? AND ended_ms IS NULL", number,
                read: RolePlayers.spell)
            if let open { return .success(open) }
            try connection.run(
                "INSERT OR REPLACE INTO spell (participant, began_ms) VALUES (?, ?)", number, .int(atMs))
            return .success(Spell(participant: participant, beganMs: atMs))
        }
    }

    public func endSpell(of participant: Int32, atMs: Int64) async throws(RosterError) {
        try await write([.one(.spell, participant)]) {
            connection throws(SQLFault) -> Result<Void, RosterError> in
            try connection.run(
                "UPDATE spell SET ended_ms = ? WHERE participant = ? AND ended_ms IS NULL", .int(atMs),
                .int(Int64(participant)))
            return .success(())
        }
    }

    public func spells(of run: String) async throws(RosterError) -> [Spell] {
        try await read([.all(.spell)]) { connection throws(SQLFault) -> Result<[Spell], RosterError> in
            .success(
                try connection.all(
                    """
                    \(RolePlayers.selectSpell) WHERE participant IN
                    (SELECT number FROM participant WHERE run = ?) ORDER BY began_ms, participant
                    """, .text(run), read: RolePlayers.spell))
        }
    }

    public func setLimits(_ limits: RoleLimits, of run: String) async throws(RosterError) {
        try await write([.one(.limits, run)]) { connection throws(SQLFault) -> Result<Void, RosterError> in
            try connection.run(
                "INSERT OR REPLACE INTO role_limits (run, minutes, spells) VALUES (?, ?, ?)", .text(run),
                .int(Int64(limits.minutes)), .int(Int64(limits.spells)))
            return .success(())
        }
    }

    public func limits(of run: String) async throws(RosterError) -> RoleLimits {
        try await read([.one(.limits, run)]) {
            connection throws(SQLFault) -> Result<RoleLimits, RosterError> in
            let found = try connection.first(
                "SELECT minutes, spells FROM role_limits WHERE run = ?", .text(run)
            ) { RoleLimits(minutes: Int($0.int(0)), spells: Int($0.int(1))) }
            return .success(found ?? RoleLimits())
        }
    }
}

/// The statements about spells.
private enum RolePlayers {
    static let selectSpell = "SELECT participant, began_ms, ended_ms FROM spell"

    static func spell(_ cells: Cells) -> Spell {
        Spell(
            participant: Int32(truncatingIfNeeded: cells.int(0)), beganMs: cells.int(1),
            endedMs: cells.optionalInt(2))
    }
}
