public import Roster

extension SQLiteStore {
    public func note(_ openings: [Opening]) async throws(RosterError) {
        guard !openings.isEmpty else { return }
        let matters = Set(openings.map(\.participant)).map { Matter.one(.opening, $0) }
        try await write(matters) { connection throws(SQLFault) -> Result<Void, RosterError> in
            for opening in openings {
                try connection.run(
                    """
                    INSERT INTO opening (participant, session, kind, thing, at_ms)
                    SELECT number, ?2, ?3, ?4, ?5 FROM participant WHERE number = ?1
                    """,
                    .int(Int64(opening.participant)), .int(opening.session), .text(opening.kind),
                    .text(opening.thing), .int(opening.atMs))
            }
            return .success(())
        }
    }

    public func openings(by participant: Int32, limit: Int) async throws(RosterError) -> [Opening] {
        try await read([.one(.opening, participant)]) {
            connection throws(SQLFault) -> Result<[Opening], RosterError> in
            .success(
                try connection.all(
                    "\(Openings.select) WHERE participant = ? ORDER BY number DESC LIMIT ?",
                    .int(Int64(participant)), .int(Int64(max(limit, 0))), read: Openings.opening))
        }
    }

    public func openings(of run: String, after number: Int64, limit: Int) async throws(RosterError)
        -> [Opening]
    {
        try await read([.all(.opening)]) { connection throws(SQLFault) -> Result<[Opening], RosterError> in
            .success(
                try connection.all(
                    """
                    \(Openings.select) WHERE number > ? AND participant IN
                    (SELECT number FROM participant WHERE run = ?) ORDER BY number LIMIT ?
                    """, .int(number), .text(run), .int(Int64(max(limit, 0))), read: Openings.opening))
        }
    }
}

/// The statements about openings.
private enum Openings {
    static let select = "SELECT number, participant, session, kind, thing, at_ms FROM opening"

    static func opening(_ cells: Cells) -> Opening {
        Opening(
            number: cells.int(0), participant: Int32(truncatingIfNeeded: cells.int(1)),
            session: cells.int(2), kind: cells.text(3), thing: cells.text(4), atMs: cells.int(5))
    }
}
