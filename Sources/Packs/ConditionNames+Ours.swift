import Basics
import Model

/// Names of who acts, owes or shares.
extension ConditionChecker {
    private static let ourNames = [
        "country", "status", "met", "guardian", "knows", "believes", "power", "did", "holds", "step",
        "joined", "grounds", "came_upon", "told_of", "proofs", "needs",
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
        case "proofs", "needs":
            // Evidence comes to be usable by more than being learnt, so duties, which are looked at when something is, do not ask.
            guard scope.act != nil else {
                findings.error(
                    .unboundName, at: node.spot(at: at), "our." + word, "no act is going on",
                    "Use it in sources, and in gates and effects of acts.")
                return .broken
            }
            return Meaning(.function("our." + word, nil))
        case "did", "holds", "step", "joined", "came_upon", "told_of":
            return Meaning(.function("our." + word, nil))
        default: return unknown(word, of: "An agency that acts or owes", Self.ourNames, at)
        }
    }
}

/// What carries an element of the offence, and what speaks against the evidence that is laid before.
extension ConditionChecker {
    /// How many sorts of evidence there are for the element in brackets.
    func sorts(_ argument: Syntax, _ name: @escaping (ElementID) -> ActName) -> Meaning {
        quotedCall(argument) { word, at in
            find(word, in: names.elements, "element", at).map {
                Meaning(.read(.act(name($0))), .number(0...100))
            }
                ?? .broken
        }
    }

    /// Whether the law asks for the element in brackets.
    func isNeeded(_ argument: Syntax, _ name: @escaping (ElementID) -> ActName) -> Meaning {
        quotedCall(argument) { word, at in
            find(word, in: names.elements, "element", at).map { .truth(.act(name($0))) } ?? .broken
        }
    }

    func unusable(by word: String, _ at: Int) -> Meaning {
        guard let place = names.useRules.firstIndex(of: word) else {
            findings.error(
                .unknownID, at: node.spot(at: at), "rule of evidence", word,
                hint(word, among: names.useRules), enumerated(names.useRules))
            return .broken
        }
        return Meaning(.read(.act(.unusableBy(place))), .number(0...100))
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
