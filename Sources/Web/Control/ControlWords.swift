import Model
import Texts
import Views

// The words for states that views name by number.
extension ControlDesk {
    func words(_ status: PersonStatus) -> String {
        status == .unknown ? t(.statusUnknown) : ctx.t(status.words)
    }

    func statusSignal(_ status: PersonStatus) -> Signal {
        switch status {
        case .unknown, .notIdentified: .none
        case .potential: .waiting
        case .presumed, .identified: .done
        }
    }

    func words(_ mark: PersonMark) -> String {
        switch mark {
        case .lost: t(.markLost)
        case .moved: t(.markMoved)
        case .removed: t(.markRemoved)
        case .disengaged: t(.markDisengaged)
        case .detained: t(.markDetained)
        case .safe: t(.markSafe)
        case .guardian: t(.markGuardian)
        case .removalSuspended: t(.markRemovalSuspended)
        case .reached: t(.markReached)
        case .absent: ctx.t(NetworkText.markAbsent)
        }
    }

    func signal(_ mark: PersonMark) -> Signal {
        switch mark {
        case .lost, .moved, .removed, .disengaged: .breach
        case .detained: .due
        case .safe, .guardian, .removalSuspended, .reached: .done
        case .absent: .none
        }
    }

    func words(_ dial: Dial) -> String {
        switch dial {
        case .trust: t(.dialTrust)
        case .distress: t(.dialDistress)
        case .safety: t(.dialSafety)
        case .health: t(.dialHealth)
        }
    }

    /// Each dial in five words, from 0 to 100.
    func words(_ dial: Dial, _ value: Int) -> String {
        let steps: [ControlText] =
            switch dial {
            case .trust: [.trust1, .trust2, .trust3, .trust4, .trust5]
            case .distress: [.distress1, .distress2, .distress3, .distress4, .distress5]
            case .safety: [.safety1, .safety2, .safety3, .safety4, .safety5]
            case .health: [.health1, .health2, .health3, .health4, .health5]
            }
        return t(steps[min(4, max(0, value / 20))])
    }

    func words(_ way: Learning.Way) -> String {
        switch way {
        case .found: t(.wayFound)
        case .told: t(.wayTold)
        case .inject: t(.wayInject)
        case .concluded: t(.wayConcluded)
        case .staff: t(.wayStaff)
        }
    }
}
