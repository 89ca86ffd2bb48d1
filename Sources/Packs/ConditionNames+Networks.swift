import Basics
import Model

/// What conditions read of networks: `network.x.alert`, `network.x.moved('…')`.
extension ConditionChecker {
    static let networkNames = [
        "alert", "resources", "members", "moved", "heard", "phase", "at_large", "reaches", "raided",
    ]

    func network(_ subject: Subject<Kind.Network>, _ word: String, _ at: Int) -> Meaning {
        switch (word, subject) {
        case ("alert", _): Meaning(.read(.alert(subject)), .number(Network.range))
        case ("resources", _): Meaning(.read(.resources(subject)), .number(Network.range))
        case ("members", .fixed(let id)): Meaning(.read(.atLarge(id)), .number(0...names.persons.count))
        case (_, .fixed(let id)) where Self.networkNames.contains(word): Meaning(.ofNetwork(word, id))
        default: unknown(word, of: "A network", Self.networkNames, at)
        }
    }

    mutating func network(_ id: NetworkID, _ word: String, _ argument: Syntax) -> Meaning {
        let own = id.index < names.ofNetworks.count ? names.ofNetworks[id.index] : NameBook.NetworkNames()
        switch word {
        case "at_large":
            return thingCall(argument, "person.x") {
                if case .person(.fixed(let who)) = $0 { return .isAtLarge(who) }
                return nil
            }
        case "reaches":
            return thingCall(argument, "person or person.x") {
                if case .person(let who) = $0 { return .reaches(id, who) }
                return nil
            }
        case "moved":
            return named(argument, "move", own.moves) { .hasMoved(MoveID(own.firstMove + $0)) }
        case "raided":
            let minutes = names.operationNames.flatMap(\.minutes)
            return named(argument, "minute", minutes) { .raided(id, minutes[$0]) }
        case "heard":
            return named(argument, "leak", own.leaks) { .hasHeard(LeakID(own.firstLeak + $0)) }
        default:
            return named(argument, "phase", own.phases) { .isAt(id, PhaseID(own.firstPhase + $0)) }
        }
    }

    private func named(_ argument: Syntax, _ kind: String, _ known: [String], _ make: (Int) -> Name)
        -> Meaning
    {
        quotedCall(argument) { word, at in
            if let place = known.firstIndex(of: word) { return .truth(make(place)) }
            findings.error(
                .unknownID, at: node.spot(at: at), kind, word, hint(word, among: known), enumerated(known))
            return .broken
        }
    }
}
