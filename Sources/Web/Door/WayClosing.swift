import Roster
import Texts

// A way in for those who look on or play opens a whole run or a character's world, and stands on a wall as eight digits: it
// closes by itself when the day is over. Whoever is in stays, and comes back by a code of their own.
extension JoinLink {
    /// - Parameter staffHours: how long after it was made the way in of observers and of role-players opens.
    func isOpen(atMs now: Int64, staffHours: Int) -> Bool {
        guard opens else { return false }
        switch kind {
        case .seat, .control, .joinPage: return true
        // A clock that was set back closes nothing.
        case .observer, .rolePlayer: return now - createdMs < Int64(staffHours) * 3_600_000
        }
    }
}

extension SiteParts {
    func isOpen(_ link: JoinLink) -> Bool { link.isOpen(atMs: nowMs(), staffHours: staffHours) }

    /// From the opening in the morning until everybody has gone home.
    package static let usualStaffHours = 12
}

extension ControlOffice {
    /// The way in of observers or role-players that opens now.
    func staffLink(_ kind: JoinLink.Kind) -> JoinLink? {
        links.last { $0.kind == kind && $0.isOpen(atMs: nowMs, staffHours: staffHours) }
    }
}

extension ControlDesk {
    /// Under a way in that closes by itself.
    var closingNote: Node {
        p(
            .class("quiet small no-print"),
            .text(ctx.t(ObserverText.doorHours, count: office.staffHours)))
    }
}
