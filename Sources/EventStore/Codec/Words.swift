import Model

/// A choice that stands in the log as a word. Swift names may change freely; these words may not.
package protocol StoredWord: CaseIterable, Equatable, Sendable {
    var word: String { get }
}

extension StoredWord {
    init?(word text: String) {
        for choice in Self.allCases where choice.word == text {
            self = choice
            return
        }
        return nil
    }
}

extension Dial: StoredWord {
    package var word: String {
        switch self {
        case .trust: "trust"
        case .distress: "distress"
        case .safety: "safety"
        case .health: "health"
        }
    }
}

extension PersonMark: StoredWord {
    package var word: String {
        switch self {
        case .lost: "lost"
        case .moved: "moved"
        case .removed: "removed"
        case .disengaged: "disengaged"
        case .detained: "detained"
        case .safe: "safe"
        case .guardian: "guardian"
        case .removalSuspended: "removal_suspended"
        case .reached: "reached"
        case .absent: "absent"
        }
    }
}

extension MoveEnd: StoredWord {
    package var word: String {
        switch self {
        case .made: "made"
        case .stopped: "stopped"
        case .noReason: "no_reason"
        case .noMembers: "no_members"
        case .noMeans: "no_means"
        case .noSense: "no_sense"
        case .morePressing: "more_pressing"
        case .held: "held"
        }
    }
}

extension PersonStatus: StoredWord {
    package var word: String {
        switch self {
        case .unknown: "unknown"
        case .potential: "potential"
        case .presumed: "presumed"
        case .identified: "identified"
        case .notIdentified: "not_identified"
        }
    }
}

extension ItemState: StoredWord {
    package var word: String {
        switch self {
        case .open: "open"
        case .answered: "answered"
        case .refused: "refused"
        case .lapsed: "lapsed"
        case .admitted: "admitted"
        case .declined: "declined"
        case .full: "full"
        case .acknowledged: "acknowledged"
        case .accepted: "accepted"
        case .notArrived: "not_arrived"
        case .revoked: "revoked"
        case .returned: "returned"
        case .underWay: "under_way"
        case .signed: "signed"
        case .inForce: "in_force"
        case .ended: "ended"
        }
    }
}

extension Answer: StoredWord {
    package var word: String {
        switch self {
        case .allowed: "allowed"
        case .needsConsent: "needs_consent"
        case .needsGuardian: "needs_guardian"
        case .needsOrder: "needs_order"
        case .forbidden: "forbidden"
        case .unusual: "unusual"
        }
    }
}

extension Learning.Way: StoredWord {
    package var word: String {
        switch self {
        case .found: "found"
        case .told: "told"
        case .inject: "inject"
        case .concluded: "concluded"
        case .staff: "staff"
        }
    }
}

extension OperationNews: StoredWord {
    package var word: String {
        switch self {
        case .asked: "asked"
        case .changed: "changed"
        case .confirmed: "confirmed"
        case .refused: "refused"
        case .ordered: "ordered"
        case .calledOff: "called_off"
        case .over: "over"
        }
    }
}

extension PromiseEnd: StoredWord {
    package var word: String {
        switch self {
        case .kept: "kept"
        case .broken: "broken"
        case .void: "void"
        case .late: "late"
        }
    }
}
