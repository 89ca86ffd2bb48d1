import Basics
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

/// Names of where something is, so that conditions need not list the countries of a world.
extension ConditionChecker {
    static let agencyNames = ["knows", "contaminated", "met", "did", "joined", "acts", "country", "power"]

    /// `person.abroad`, `place.abroad`: the country is known, and it is not that of who acts or owes.
    func abroad(_ country: Name, _ at: Int) -> Meaning {
        guard scope.act != nil || scope.agency else {
            findings.error(
                .unboundName, at: node.spot(at: at), "abroad",
                "it is seen from the country of who acts, and nobody acts or owes anything here",
                "Compare the country with one: country.….")
            return .broken
        }
        let isKnown = Expression.compare(.greaterOrEqual, .read(country), .constant(0))
        let isOther = Expression.compare(.unequal, .read(country), .read(.act(.country)))
        return Meaning(.both(isKnown, isOther), .truth)
    }

    /// `place.law.…`: the law of the country in which the place is; 0 or false where it is in none.
    func law(_ word: String, of place: Subject<Kind.Place>, _ at: Int) -> Meaning {
        guard let id = find(word, in: names.laws, "law", at) else { return .broken }
        return Meaning(
            .read(.placeLaw(place, id)), names.lawIsTruth[id.index] ? .truth : .number(0...1_000_000))
    }
}
