import Basics
import Model

/// Conditions of a world that name all of its countries but one: whoever added the last one could not know of them.
///
/// A world of two countries is left alone, since there every name of one is all but one.
struct CountryChecks {
    let world: World
    let root: Node
    let findings: Findings

    func run() {
        guard world.countries.count >= 3 else { return }
        for entry in root.entries ?? [] where entry.key != "examples" { look(at: entry.value, entry.keySpot) }
    }

    /// Conditions by themselves, and the notices of an act together, of which each is for one country.
    private func look(at node: Node, _ spot: Spot) {
        if let text = node.text { return complain(about: named(in: text), at: node.spot) }
        for item in node.items ?? [] { look(at: item, item.spot) }
        for entry in node.entries ?? [] {
            if entry.key == "notify", let notices = entry.value.entries {
                let conditions = notices.compactMap { $0.value["when"]?.text }
                complain(about: conditions.flatMap(named), at: entry.keySpot)
            } else {
                look(at: entry.value, entry.keySpot)
            }
        }
    }

    private func complain(about named: [String], at spot: Spot) {
        let missing = world.countries.values.map(\.id).filter { !named.contains($0) }
        guard missing.count == 1 else { return }
        findings.warn(.countryForgotten, at: spot, missing[0])
    }

    /// The ids after `country.`, where that is a word of its own.
    private func named(in text: String) -> [String] {
        func isOfWord(_ character: Character) -> Bool {
            character.isLetter || character.isNumber || character == "_"
        }
        var found: [String] = []
        var rest = Substring(text)
        while let start = rest.firstRange(of: "country.") {
            let isWhole = rest[..<start.lowerBound].last.map { !isOfWord($0) && $0 != "." } ?? true
            let id = rest[start.upperBound...].prefix(while: isOfWord)
            if isWhole { found.append(String(id)) }
            rest = rest[start.upperBound...]
        }
        return found
    }
}
