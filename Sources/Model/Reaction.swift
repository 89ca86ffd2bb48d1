import Basics

/// A rule for one bound person, an inject that waits on a condition, a duty that one agency can come to owe for one
/// person, or a network that considers what to do: what can come to hold by itself.
///
/// Events count reactions by their place in `Scenario.reactions`; the log names them.
public enum Reaction: Hashable, Sendable {
    case rule(RuleID, person: PersonID?)
    case inject(InjectID)
    case duty(DutyID, AgencyID, person: PersonID?)
    case network(NetworkID)
}

extension Scenario {
    /// In file order: rules, once for each person they are bound to, then waiting injects, then duties, once for each
    /// agency that can owe them and each person, then networks that do something of their own accord.
    public var reactions: [Reaction] {
        var all: [Reaction] = []
        for id in rules.ids {
            switch rules[id].over {
            case nil: all.append(.rule(id, person: nil))
            case .persons?: all += persons.ids.map { .rule(id, person: $0) }
            case .group(let group)?: all += groups[group].members.map { .rule(id, person: $0) }
            case .agencies?, .sites?: break
            }
        }
        for id in injects.ids {
            if case .when = injects[id].trigger { all.append(.inject(id)) }
        }
        for id in world.duties.ids {
            let duty = world.duties[id]
            for agency in duty.owedBy {
                switch duty.over {
                case nil: all.append(.duty(id, agency, person: nil))
                case .persons?: all += persons.ids.map { .duty(id, agency, person: $0) }
                case .group(let group)?:
                    all += groups[group].members.map { .duty(id, agency, person: $0) }
                case .agencies?, .sites?: break
                }
            }
        }
        all += networks.ids.filter { networks[$0].isMinded }.map { .network($0) }
        return all
    }
}
