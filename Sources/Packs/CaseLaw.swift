import Basics
import Model

/// A scenario may set parameters of the law otherwise, for its case: a limit of a day never runs out in a case of half a day.
extension Decoder {
    func caseLaw(_ node: Node?, _ world: inout World) {
        for entry in mapping(node, "law") {
            guard let country = names.countries[entry.key] else {
                unknown(entry, "country", among: names.countries.all)
                continue
            }
            for parameter in mapping(entry.value, "law") {
                guard let law = names.laws[parameter.key] else {
                    unknown(parameter, "law", among: names.laws.all)
                    continue
                }
                guard sort(of: parameter.value) == names.lawSorts[law.index] else {
                    findings.error(
                        .unequalLaw, at: parameter.value.spot,
                        "The parameter “\(parameter.key)” is of another sort in the world.")
                    continue
                }
                if let value = self.parameter(parameter) { world.countries[country].law[law] = value }
            }
        }
    }

    private func sort(of node: Node) -> LawSort {
        let text = node.text ?? ""
        if text == "true" || text == "false" { return .truth }
        return Int(text) == nil ? .minutes : .number
    }

    private func unknown(_ entry: Entry, _ kind: String, among known: [String]) {
        findings.error(
            .unknownID, at: entry.keySpot, kind, entry.key, hint(entry.key, among: known), enumerated(known))
    }
}
