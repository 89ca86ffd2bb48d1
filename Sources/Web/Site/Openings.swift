import Roster
import Views

/// Who has what before them to read, on its way to the roster.
///
/// What is read is on disk before it is shown; those who open something at the same moment wait for one write. Only where
/// the disk takes nothing are pages shown all the same: what was read waits then, is tried again once a second and whenever
/// control looks, and a server that ends meanwhile has lost it.
package actor Openings {
    /// Looked at again sooner by the same session, it is the same reading: pages follow the run by asking again.
    package static let apartMs: Int64 = 5 * 60_000
    /// So many wait at most. A page that cannot be noted is not shown.
    package static let mostWaiting = 8192
    /// So many readings are remembered as done; then some count anew.
    private static let mostRemembered = 65_536
    /// So many are remembered before those of long ago are looked for.
    private static let fewRemembered = 1024

    private struct Look: Hashable {
        let session: Int64
        let reading: Reading
    }

    private var waiting: [(look: Look, opening: Opening)] = []
    /// What waits or is being written.
    private var unwritten: Set<Look> = []
    private var last: [Look: Int64] = [:]
    private var looksThroughAt = Openings.fewRemembered
    private var isWriting = false
    /// The disk took nothing the last time.
    private var isTroubled = false
    private var sleepers: [CheckedContinuation<Void, Never>] = []

    package init() {}

    /// Notes what is going to be shown, and returns when it is on disk or waits for one that takes it; false if it must not be
    /// shown.
    func note(_ reading: Reading, by guest: Guest, atMs now: Int64, in roster: any Roster) async -> Bool {
        let look = Look(session: guest.session, reading: reading)
        guard remember(look, guest.participant.number, now) else { return false }
        // What was read before, by a clock that was set or not, waits for nobody.
        guard unwritten.contains(look), !isTroubled else { return true }
        do throws(RosterError) {
            try await write(to: roster)
        } catch {
            // It waits on, or nobody can say whether it is there: the store takes nothing more then.
            isTroubled = true
        }
        return true
    }

    private func remember(_ look: Look, _ participant: Int32, _ now: Int64) -> Bool {
        // A clock that was set makes no reading of an old one.
        if let last = last[look], abs(now - last) < Openings.apartMs { return true }
        guard waiting.count < Openings.mostWaiting else { return false }
        forgetLongAgo(now)
        last[look] = now
        unwritten.insert(look)
        let opening = Opening(
            participant: participant, session: look.session, kind: look.reading.kind.rawValue,
            thing: look.reading.thing, atMs: now)
        waiting.append((look, opening))
        return true
    }

    /// What is looked at again after that is another reading anyway.
    private func forgetLongAgo(_ now: Int64) {
        guard last.count >= looksThroughAt else { return }
        last = last.filter { abs(now - $0.value) < Openings.apartMs }
        if last.count >= Openings.mostRemembered { last = [:] }
        looksThroughAt = max(Openings.fewRemembered, 2 * last.count)
    }

    /// Brings what was noted before to the disk. What could not be written waits on.
    func write(to roster: any Roster) async throws(RosterError) {
        while isWriting {
            await withCheckedContinuation { sleepers.append($0) }
        }
        let taken = waiting
        guard !taken.isEmpty else { return }
        (waiting, isWriting) = ([], true)
        defer { wake() }
        do throws(RosterError) {
            try await roster.note(taken.map(\.opening))
        } catch {
            isTroubled = true
            // Once more only if it is certain that it is not there.
            if case .unavailable = error { waiting = taken + waiting } else { forget(taken) }
            throw error
        }
        isTroubled = false
        forget(taken)
    }

    private func forget(_ taken: [(look: Look, opening: Opening)]) {
        let still = Set(waiting.map(\.look))
        for (look, _) in taken where !still.contains(look) { unwritten.remove(look) }
    }

    private func wake() {
        isWriting = false
        let woken = sleepers
        sleepers = []
        for sleeper in woken { sleeper.resume() }
    }
}

extension Site {
    /// Writes down what the disk did not take when it was read.
    package func writeOpenings() async throws(RosterError) {
        try await parts.openings.write(to: parts.roster)
    }
}

extension SeatVisit {
    /// Notes what the answer shows, before it is shown; nil if nothing speaks against it.
    func reads(_ reading: Reading?) async -> Reply? {
        guard let reading else { return nil }
        let site = visit.site
        let isNoted = await site.openings.note(reading, by: guest, atMs: site.nowMs(), in: site.roster)
        return isNoted ? nil : .notRecorded
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
