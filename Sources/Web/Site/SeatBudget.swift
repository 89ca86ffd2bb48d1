import HTTPCore
import Roster
import Runtime

/// What whoever runs the server is told by the site. No name, no text: numbers alone.
package enum SiteAlarm: Sendable, Equatable {
    /// A seat has written so many hundredths of what it may within an hour.
    case seatWritesMuch(percent: Int)
    /// A kind of way in is closed to somebody after so many wrong ones. Said once in ten minutes for each kind.
    case guessing(kind: GuessedKind, tries: Int)
}

/// A seat that writes more than any seat should need.
package struct HeavySeat: Sendable, Equatable {
    package let seat: String
    /// Nothing more is taken from it for now.
    package let isSpent: Bool
}

/// Of which seats control was told.
actor SeatBudget {
    private struct Seat: Hashable {
        let run: String
        let name: String
    }

    private enum Said { case much, spent }
    private var said: [Seat: Said] = [:]

    /// True where this is news.
    func note(_ run: String, _ name: String, percentLeft: Int, isTaken: Bool) -> Bool {
        let seat = Seat(run: run, name: name)
        // It is quiet again only when much is free again, so that nobody is told the same each second.
        if percentLeft > 75 { said[seat] = nil }
        let now: Said? = !isTaken ? .spent : percentLeft < 50 ? .much : nil
        guard let now, said[seat] != now, said[seat] != .spent else { return false }
        said[seat] = now
        return true
    }

    func seats(of run: String) -> [String] { said.keys.filter { $0.run == run }.map(\.name).sorted() }
}

extension SiteParts {
    private func due(_ pace: Pace, _ run: String, _ seat: String, cost: Int = 1) -> Pacing.Due {
        Pacing.Due(.hour(run: run, seat), whole: pace.perHour, fullInMs: 3_600_000, cost: cost)
    }

    /// Takes what a form costs from what its seat may write within an hour; false where that is spent. Control and
    /// whoever runs the server hear of it when half is gone, long before anything is refused.
    func pays(_ pace: Pace, for form: Fields, of seat: String, _ hosted: HostedRun) async -> Bool {
        let bytes = form.fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
        let due = due(pace, hosted.run.id, seat, cost: 1 + bytes / 1024)
        let isTaken = await pacing.mayAct([due], nowMs: nowMs())
        let left = await pacing.percentLeft(due, nowMs: nowMs())
        if await budget.note(hosted.run.id, seat, percentLeft: left, isTaken: isTaken) {
            tell(.seatWritesMuch(percent: isTaken ? 100 - left : 100))
            hosted.streams.knockAtControl()
        }
        return isTaken
    }

    /// Those of which control should know now.
    func heavySeats(of run: String) async -> [HeavySeat] {
        guard let pace else { return [] }
        var heavy: [HeavySeat] = []
        for seat in await budget.seats(of: run) {
            let left = await pacing.percentLeft(due(pace, run, seat), nowMs: nowMs())
            if left <= 75 { heavy.append(HeavySeat(seat: seat, isSpent: left < 5)) }
        }
        return heavy
    }

    // MARK: - How many people a seat has

    enum Room {
        case free
        /// So many are signed in.
        case full(Int)
        /// Too many have come by this link just now.
        case later
    }

    /// Whether one more may sign in by this link. Whoever changes their name at the same seat makes room for themselves.
    func room(behind link: JoinLink, _ role: Role, leaving: Guest?) async throws(RosterError) -> Room {
        guard let pace else { return .free }
        let due = Pacing.Due(.link(link.tokenDigest), whole: pace.joins, fullInMs: 60_000)
        guard await pacing.mayAct([due], nowMs: nowMs()) else { return .later }
        guard case .seat = role else { return .free }
        let now = nowMs()
        let open = try await roster.sessions(of: link.run).filter { $0.isOpen(atMs: now) }.map(\.participant)
        let here = try await roster.participants(of: link.run).count {
            $0.role == role && open.contains($0.number) && $0.number != leaving?.participant.number
        }
        return here < pace.people ? .free : .full(here)
    }
}
