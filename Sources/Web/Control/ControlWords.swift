import Model
import Texts
import Views

// The words for states that views name by number.
extension ControlDesk {
    func words(_ status: PersonStatus) -> String {
        status == .unknown ? t(.statusUnknown) : ctx.name(of: status)
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

    func words(_ dial: Dial) -> String { ctx.words(dial) }
    func words(_ dial: Dial, _ value: Int) -> String { ctx.words(dial, value) }

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
