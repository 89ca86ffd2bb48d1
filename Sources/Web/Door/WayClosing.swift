import Roster

// A way in for those who look on or play opens a whole run or a character's world, and stands on a wall as eight digits: it
// closes by itself when the day is over. Whoever is in stays, and comes back by a code of their own.
extension JoinLink {
    /// From the opening in the morning until everybody has gone home.
    static let staffHours: Int64 = 12

    func isOpen(atMs now: Int64) -> Bool {
        guard opens else { return false }
        switch kind {
        case .seat, .control, .joinPage: return true
        // A clock that was set back closes nothing.
        case .observer, .rolePlayer: return now - createdMs < JoinLink.staffHours * 3_600_000
        }
    }
}

extension SiteParts {
    func isOpen(_ link: JoinLink) -> Bool { link.isOpen(atMs: nowMs()) }
}
