import Basics

/// A rule for one bound person, or an inject that waits on a condition: what can come to hold by itself.
///
/// Events count reactions by their place in `Scenario.reactions`; the log names them.
public enum Reaction: Hashable, Sendable {
    case rule(RuleID, person: PersonID?)
    case inject(InjectID)
}

extension Scenario {
    /// In file order: rules, once for each person they are bound to, then waiting injects.
    public var reactions: [Reaction] {
        var all: [Reaction] = []
        for id in rules.ids {
            switch rules[id].over {
            case nil: all.append(.rule(id, person: nil))
            case .persons?: all += persons.ids.map { .rule(id, person: $0) }
            case .group(let group)?: all += groups[group].members.map { .rule(id, person: $0) }
            case .agencies?: break
            }
        }
        for id in injects.ids {
            if case .when = injects[id].trigger { all.append(.inject(id)) }
        }
        return all
    }
}
