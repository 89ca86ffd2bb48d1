import Model

/// Names of who acts, owes or shares.
extension ConditionChecker {
    private static let ourNames = [
        "country", "status", "met", "guardian", "knows", "believes", "power", "did", "holds", "step",
        "joined", "grounds", "came_upon", "told_of",
    ]

    /// What the agency knows and has done that acts, owes or shares.
    func our(_ word: String, _ at: Int) -> Meaning {
        guard scope.act != nil || scope.agency else {
            findings.error(
                .unboundName, at: node.spot(at: at), "our", "no agency acts or owes anything here",
                "Name one: agency.….")
            return .broken
        }
        switch word {
        case "country": return Meaning(.read(.act(.country)), .reference(.country))
        case "status":
            return Meaning(.read(.act(.ownStatus)), .option(Words.statuses, from: 0, of: "a status"))
        case "met": return .truth(.act(.met))
        case "guardian": return .truth(.act(.guardian))
        case "knows", "believes", "power": return Meaning(.function("act." + word, nil))
        case "grounds": return .truth(.act(.grounds))
        case "did", "holds", "step", "joined", "came_upon", "told_of":
            return Meaning(.function("our." + word, nil))
        default: return unknown(word, of: "An agency that acts or owes", Self.ourNames, at)
        }
    }
}
