import Roster
import Views

/// Who has what before them to read, on its way to the roster.
///
/// A page does not wait for the disk: openings are written in groups, once a second and whenever control looks. A
/// server that is killed loses the last second of them, and nothing else.
package actor Openings {
    /// Looked at again sooner by the same session, it is the same reading: pages follow the run by asking again.
    package static let apartMs: Int64 = 5 * 60_000
    /// So many wait at most. A page that cannot be noted is not shown.
    package static let mostWaiting = 8192
    /// So many readings are remembered as done; then some count anew.
    private static let mostRemembered = 65_536

    private struct Look: Hashable {
        let session: Int64
        let reading: Reading
    }

    private var waiting: [Opening] = []
    private var last: [Look: Int64] = [:]

    package init() {}

    /// Notes what is going to be shown; false if it must not be.
    func note(_ reading: Reading, by guest: Guest, atMs now: Int64) -> Bool {
        let look = Look(session: guest.session, reading: reading)
        // A clock that was set makes no reading of an old one.
        if let last = last[look], abs(now - last) < Openings.apartMs { return true }
        guard waiting.count < Openings.mostWaiting else { return false }
        if last.count >= Openings.mostRemembered { last = [:] }
        last[look] = now
        waiting.append(
            Opening(
                participant: guest.participant.number, session: guest.session, kind: reading.kind.rawValue,
                thing: reading.thing, atMs: now))
        return true
    }

    /// Brings what waits to the disk. What could not be written waits on.
    func write(to roster: any Roster) async throws(RosterError) {
        let taken = waiting
        guard !taken.isEmpty else { return }
        waiting = []
        do throws(RosterError) {
            try await roster.note(taken)
        } catch {
            // Once more only if it is certain that it is not there.
            if case .unavailable = error { waiting = taken + waiting }
            throw error
        }
    }
}

extension Site {
    /// Writes down who has read what since the last time.
    package func writeOpenings() async throws(RosterError) {
        try await parts.openings.write(to: parts.roster)
    }
}

extension SeatVisit {
    /// Notes what the answer shows; nil if nothing speaks against it.
    func reads(_ reading: Reading?) async -> Reply? {
        guard let reading else { return nil }
        let site = visit.site
        return await site.openings.note(reading, by: guest, atMs: site.nowMs()) ? nil : .notRecorded
    }

    /// A page to read, of the thing that the address names, if the seat may see it.
    func reading(_ kind: Reading.Kind, _ page: (SeatPages, Handle) -> PageParts?) async -> Reply {
        let pages = pages
        guard let handle = Handle(visit.parameters[0]), let page = page(pages, handle) else {
            return .missing
        }
        return await reads(pages.view.reading(kind, handle)) ?? .page(page)
    }
}
