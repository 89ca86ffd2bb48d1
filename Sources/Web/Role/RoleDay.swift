import Roster

/// How long somebody has been in role, on the wall clock: it is people who tire, not the story (ET-04).
package struct RoleDay: Sendable {
    let limits: RoleLimits
    private let spells: [Spell]
    private let nowMs: Int64

    /// What lies further back belongs to another day.
    private static let dayMs: Int64 = 12 * 3_600_000
    private static let momentMs: Int64 = 30 * 60_000

    package init(of participant: Int32, _ spells: [Spell], _ limits: RoleLimits, nowMs: Int64) {
        self.limits = limits
        self.spells = spells.filter { $0.participant == participant && $0.beganMs > nowMs - RoleDay.dayMs }
        self.nowMs = nowMs
    }

    private var open: Spell? { spells.last { $0.endedMs == nil } }

    package var isInRole: Bool { open != nil }

    /// Of the time that goes on.
    package var minutes: Int { open.map { max(0, Int((nowMs - $0.beganMs) / 60_000)) } ?? 0 }

    /// It goes on for longer than it should.
    package var isOver: Bool { isInRole && minutes >= limits.minutes }

    /// How often somebody was in role today, this time included. It counts from its first minute: whoever leaves soon may
    /// have had the hardest of them.
    package var times: Int { spells.count }

    /// Somebody was in role until a moment ago.
    package var hasJustEnded: Bool {
        !isInRole && spells.contains { ($0.endedMs ?? 0) > nowMs - RoleDay.momentMs }
    }

    package var mayBegin: Bool { isInRole || times < limits.spells }
}
