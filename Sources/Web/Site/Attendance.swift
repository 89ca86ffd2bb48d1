import Roster

/// Who really sits in a run: people who said yes to the content note and are signed in.
package struct Attendance: Sendable {
    private let people: [Participant]

    package init(_ people: [Participant], _ sessions: [Session], atMs now: Int64) {
        let here = sessions.filter { $0.isOpen(atMs: now) }.map(\.participant)
        self.people = people.filter { $0.acceptedNoteMs != nil && here.contains($0.number) }
    }

    /// Those of a seat, with those who hold it beside their own.
    package func people(in seat: String) -> [Participant] {
        people.filter { $0.role == .seat(seat) || $0.alsoHolds.contains(seat) }
    }
}

extension SiteParts {
    func attendance(in run: String) async throws(RosterError) -> Attendance {
        Attendance(
            try await roster.participants(of: run), try await roster.sessions(of: run), atMs: nowMs())
    }
}
