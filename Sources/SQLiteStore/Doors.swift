public import Roster

extension SQLiteStore {
    public func add(_ link: JoinLink) async throws(RosterError) {
        let matters: [Matter] = [.one(.link, link.tokenDigest), .one(.link, link.code.uppercased())]
        try await write(matters) { connection throws(SQLFault) -> Result<Void, RosterError> in
            let doors = Doors(connection: connection)
            guard try doors.link(tokenDigest: link.tokenDigest) == nil else {
                return .failure(.taken("token"))
            }
            guard try doors.link(code: link.code) == nil else { return .failure(.taken("code")) }
            try doors.insert(link)
            return .success(())
        }
    }

    public func replaceLinks(by link: JoinLink) async throws(RosterError) {
        try await write([.all(.link)]) { connection throws(SQLFault) -> Result<Void, RosterError> in
            let doors = Doors(connection: connection)
            guard try doors.link(tokenDigest: link.tokenDigest) == nil else {
                return .failure(.taken("token"))
            }
            if let other = try doors.link(code: link.code), other.run != link.run || other.kind != link.kind {
                return .failure(.taken("code"))
            }
            try connection.run(
                "UPDATE link SET revoked_ms = ? WHERE run = ? AND kind = ? AND seat = ? AND revoked_ms IS NULL",
                .int(link.createdMs), .text(link.run), .text(link.kind.name), .text(link.kind.seat))
            try doors.insert(link)
            return .success(())
        }
    }

    public func links(of run: String) async throws(RosterError) -> [JoinLink] {
        try await read([.all(.link)]) { connection throws(SQLFault) -> Result<[JoinLink], RosterError> in
            .success(
                try connection.all(
                    "\(Doors.selectLink) WHERE run = ? ORDER BY created_ms, number", .text(run),
                    read: Doors.link))
        }
    }

    public func link(tokenDigest: [UInt8]) async throws(RosterError) -> JoinLink? {
        try await read([.one(.link, tokenDigest)]) {
            connection throws(SQLFault) -> Result<JoinLink?, RosterError> in
            .success(try Doors(connection: connection).link(tokenDigest: tokenDigest))
        }
    }

    public func link(code: String) async throws(RosterError) -> JoinLink? {
        try await read([.one(.link, code.uppercased())], found: Matter.ofLink) {
            connection throws(SQLFault) -> Result<JoinLink?, RosterError> in
            .success(try Doors(connection: connection).link(code: code))
        }
    }

    public func use(linkWithDigest tokenDigest: [UInt8], atMs: Int64) async throws(RosterError) -> Bool {
        try await write([.one(.link, tokenDigest)]) {
            connection throws(SQLFault) -> Result<Bool, RosterError> in
            let link = try Doors(connection: connection).link(tokenDigest: tokenDigest)
            guard let link, link.opens else { return .success(false) }
            try connection.run("UPDATE link SET used_ms = ? WHERE token = ?", .int(atMs), .blob(tokenDigest))
            return .success(true)
        }
    }

    public func revoke(linkWithDigest tokenDigest: [UInt8], atMs: Int64) async throws(RosterError) {
        try await write([.one(.link, tokenDigest)]) {
            connection throws(SQLFault) -> Result<Void, RosterError> in
            let changed = try connection.run(
                "UPDATE link SET revoked_ms = coalesce(revoked_ms, ?) WHERE token = ?", .int(atMs),
                .blob(tokenDigest))
            return changed == 1 ? .success(()) : .failure(.unknown("link"))
        }
    }

    // MARK: Sessions

    @discardableResult
    public func open(_ session: Session) async throws(RosterError) -> Session {
        try await write([.one(.session, session.tokenDigest)]) {
            connection throws(SQLFault) -> Result<Session, RosterError> in
            guard try People(connection: connection).person(session.participant) != nil else {
                return .failure(.unknown("participant"))
            }
            let doors = Doors(connection: connection)
            guard try doors.session(session.tokenDigest) == nil else { return .failure(.taken("token")) }
            return .success(try doors.insert(session))
        }
    }

    public func session(tokenDigest: [UInt8]) async throws(RosterError) -> Session? {
        try await read([.one(.session, tokenDigest)], found: Matter.ofSession) {
            connection throws(SQLFault) -> Result<Session?, RosterError> in
            .success(try Doors(connection: connection).session(tokenDigest))
        }
    }

    public func signedIn(tokenDigest: [UInt8], atMs: Int64) async throws(RosterError) -> SignedIn? {
        try await signedInNow(tokenDigest)?.standing(tokenDigest, atMs: atMs)
    }

    public func sessions(of run: String) async throws(RosterError) -> [Session] {
        try await read([.all(.session)]) { connection throws(SQLFault) -> Result<[Session], RosterError> in
            .success(
                try connection.all(
                    """
                    \(Doors.selectSession) WHERE participant IN (SELECT number FROM participant WHERE run = ?)
                    ORDER BY created_ms, participant
                    """, .text(run), read: Doors.session))
        }
    }

    public func end(sessionWithDigest tokenDigest: [UInt8], atMs: Int64) async throws(RosterError) {
        try await endSessions(
            "? IN (token, offered, former)", .blob(tokenDigest), .one(.session, tokenDigest), atMs: atMs)
    }

    public func endSessions(of participant: Int32, atMs: Int64) async throws(RosterError) {
        try await endSessions(
            "participant = ?", .int(Int64(participant)), .one(.session, participant), atMs: atMs)
    }

    public func setEnd(_ expiresMs: Int64, of session: Session) async throws(RosterError) {
        try await change(session, "expires_ms = ?", .int(expiresMs))
    }

    public func setDue(_ participant: Int32) async throws(RosterError) {
        try await write([.one(.session, participant)]) {
            connection throws(SQLFault) -> Result<Void, RosterError> in
            try connection.run(
                "UPDATE session SET is_due = 1 WHERE ended_ms IS NULL AND participant = ?",
                .int(Int64(participant)))
            return .success(())
        }
    }

    public func offer(_ digest: [UInt8], to session: Session) async throws(RosterError) {
        try await change(session, "offered = ?", .blob(digest), where: "is_due = 1")
    }

    public func settle(_ offered: [UInt8], atMs: Int64) async throws(RosterError) {
        try await write([.one(.session, offered)]) {
            connection throws(SQLFault) -> Result<Void, RosterError> in
            try connection.run(
                """
                UPDATE session SET former = token, former_ms = ?, token = offered, offered = NULL, is_due = 0
                WHERE ended_ms IS NULL AND offered = ?
                """, .int(atMs), .blob(offered))
            return .success(())
        }
    }

    /// Changes a session if it has not ended.
    private func change(
        _ session: Session, _ what: String, _ value: SQLValue, where more: String = "TRUE"
    ) async throws(RosterError) {
        try await write([.one(.session, session.tokenDigest), .one(.session, session.participant)]) {
            connection throws(SQLFault) -> Result<Void, RosterError> in
            try connection.run(
                "UPDATE session SET \(what) WHERE ended_ms IS NULL AND number = ? AND \(more)", value,
                .int(session.number))
            return .success(())
        }
    }

    /// Ends every session, return code and password of every run, and closes links but those of seats: for a copy, which
    /// knows nothing of what was ended after it was made.
    ///
    /// - Returns: how many sessions were open, and how many passwords there were.
    public func endWhatWasOpen(atMs: Int64) async throws(RosterError) -> (sessions: Int, passwords: Int) {
        try await write([.all(.session), .all(.wayBack), .all(.link), .all(.password)]) {
            connection throws(SQLFault) -> Result<(sessions: Int, passwords: Int), RosterError> in
            let passwords = try connection.run(
                "UPDATE participant SET password = NULL WHERE password IS NOT NULL")
            try connection.run(
                "UPDATE participant SET return_code = NULL WHERE return_code IS NOT NULL")
            try connection.run(
                "UPDATE link SET revoked_ms = ? WHERE revoked_ms IS NULL AND kind <> 'seat'", .int(atMs))
            let sessions = try connection.run(
                "UPDATE session SET ended_ms = ? WHERE ended_ms IS NULL", .int(atMs))
            return .success((sessions, passwords))
        }
    }

    private func endSessions(
        _ which: String, _ value: SQLValue, _ matter: Matter, atMs: Int64
    ) async throws(RosterError) {
        try await write([matter]) { connection throws(SQLFault) -> Result<Void, RosterError> in
            try connection.run(
                "UPDATE session SET ended_ms = ? WHERE ended_ms IS NULL AND \(which)", .int(atMs), value)
            return .success(())
        }
    }
}

extension Matter {
    @Sendable fileprivate static func ofLink(_ link: JoinLink?) -> [Matter] {
        link.map { [.one(.link, $0.tokenDigest)] } ?? []
    }

    @Sendable fileprivate static func ofSession(_ session: Session?) -> [Matter] {
        session.map { [.one(.session, $0.participant)] } ?? []
    }
}

extension SignedInNow {
    /// Ended and expired sessions, too: whether one is open is asked of each moment anew.
    static func entry(_ digest: [UInt8], _ connection: Connection) throws(SQLFault) -> Entry? {
        guard let session = try Doors(connection: connection).session(digest),
            let person = try People(connection: connection).person(session.participant)
        else { return nil }
        return Entry(session: session, person: person)
    }
}

extension SignedInNow.Entry {
    var matters: [Matter] { [.one(.session, person.number), .one(.person, person.number)] }
}

/// The statements about links and sessions.
private struct Doors {
    let connection: Connection

    func link(tokenDigest: [UInt8]) throws(SQLFault) -> JoinLink? {
        try connection.first("\(Self.selectLink) WHERE token = ?", .blob(tokenDigest), read: Self.link)
    }

    func link(code: String) throws(SQLFault) -> JoinLink? {
        guard !code.isEmpty else { return nil }
        return try connection.first(
            "\(Self.selectLink) WHERE code = ? AND code <> '' AND revoked_ms IS NULL",
            .text(code.uppercased()),
            read: Self.link)
    }

    func insert(_ link: JoinLink) throws(SQLFault) {
        try connection.run(
            """
            INSERT INTO link (token, kind, seat, run, code, once, created_ms, used_ms, revoked_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            .blob(link.tokenDigest), .text(link.kind.name), .text(link.kind.seat), .text(link.run),
            .text(link.code.uppercased()), .int(link.once ? 1 : 0), .int(link.createdMs),
            .optional(link.usedMs), .optional(link.revokedMs))
    }

    func session(_ tokenDigest: [UInt8]) throws(SQLFault) -> Session? {
        try connection.first(
            "\(Self.selectSession) WHERE token = ?1 OR offered = ?1 OR former = ?1", .blob(tokenDigest),
            read: Self.session)
    }

    func insert(_ session: Session) throws(SQLFault) -> Session {
        try connection.run(
            "INSERT INTO session (token, participant, created_ms, expires_ms, ended_ms) VALUES (?, ?, ?, ?, ?)",
            .blob(session.tokenDigest), .int(Int64(session.participant)), .int(session.createdMs),
            .int(session.expiresMs), .optional(session.endedMs))
        return session.numbered(connection.lastInsertedNumber)
    }

    static let selectSession = """
        SELECT number, token, participant, created_ms, expires_ms, ended_ms, is_due, coalesce(offered, x''), former,
            former_ms FROM session
        """

    static func session(_ cells: Cells) -> Session {
        var session = Session(
            number: cells.int(0), tokenDigest: cells.bytes(1),
            participant: Int32(truncatingIfNeeded: cells.int(2)), createdMs: cells.int(3),
            expiresMs: cells.int(4), endedMs: cells.optionalInt(5))
        session.isDue = cells.int(6) != 0
        let offered = cells.bytes(7)
        session.offered = offered.isEmpty ? nil : offered
        session.former = cells.optionalInt(9).map { FormerToken(digest: cells.bytes(8), replacedMs: $0) }
        return session
    }

    static let selectLink = """
        SELECT token, kind, seat, run, code, once, created_ms, used_ms, revoked_ms FROM link
        """

    static func link(_ cells: Cells) -> JoinLink {
        JoinLink(
            tokenDigest: cells.bytes(0), kind: JoinLink.Kind(name: cells.text(1), seat: cells.text(2)),
            run: cells.text(3), code: cells.text(4), once: cells.int(5) != 0, createdMs: cells.int(6),
            usedMs: cells.optionalInt(7), revokedMs: cells.optionalInt(8))
    }
}

extension JoinLink.Kind {
    fileprivate var name: String {
        switch self {
        case .seat: "seat"
        case .control: "control"
        case .observer: "observer"
        case .rolePlayer: "role_player"
        case .joinPage: "join_page"
        }
    }

    fileprivate var seat: String {
        if case .seat(let seat) = self { seat } else { "" }
    }

    /// What is none of these leads to the page that asks for a code.
    fileprivate init(name: String, seat: String) {
        self =
            switch name {
            case "seat": .seat(seat)
            case "control": .control
            case "observer": .observer
            case "role_player": .rolePlayer
            default: .joinPage
            }
    }
}
