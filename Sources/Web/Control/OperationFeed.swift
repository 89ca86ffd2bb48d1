import Model
import Texts
import Views

// A line of its own for what happens with a joint operation, for control and for whoever looks on.
extension PageContext {
    func words(_ moment: FeedEntry.OperationMoment, of name: String, gate: String) -> String {
        switch moment {
        case .word: t(OperationText.lineOrdered, ["name": name])
        case .begun: t(OperationText.lineBegun, ["name": name])
        case .missed: t(OperationText.lineMissed, ["name": name, "gate": gate])
        case .over: t(OperationText.lineOver, ["name": name])
        case .calledOff: t(OperationText.lineCalledOff, ["name": name])
        }
    }
}

extension FeedEntry.OperationMoment {
    var signal: Signal {
        switch self {
        case .word: .waiting
        case .begun: .new
        case .missed: .due
        case .over: .done
        case .calledOff: .none
        }
    }
}
