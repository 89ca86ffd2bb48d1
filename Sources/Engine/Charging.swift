import Basics
import Model

// What facts carry of the offence, person by person: what is proven about one carries nothing for another.
extension Engine {
    /// Whose exploitation facts speak of: everybody for whom one of them proves an element, in the order of the cast.
    public func exploited(in facts: [FactID]) -> [PersonID] {
        var persons: [PersonID] = []
        for proof in facts.flatMap({ scenario.facts[$0].proves }) where !persons.contains(proof.person) {
            persons.append(proof.person)
        }
        return persons.sorted()
    }

    /// Sorts of evidence, other than those that no charge may rest on, among facts that prove an element for a person.
    /// What was told to leading questions is none.
    public func sources(
        of element: ElementID, for person: PersonID, among facts: [FactID], of agency: AgencyID?,
        in state: State
    ) -> [EvidenceID] {
        var kinds: [EvidenceID] = []
        for fact in facts {
            let definition = scenario.facts[fact]
            guard let kind = definition.evidence, scenario.world.evidence[kind].admissible,
                !(agency.map { state.isContaminated($0, fact) } ?? false),
                definition.proves.contains(where: { $0.element == element && $0.person == person }),
                !kinds.contains(kind)
            else { continue }
            kinds.append(kind)
        }
        return kinds
    }

    /// Whether the law asks for an element, by what an agency believes of the person (a child needs no means).
    public func isNeeded(_ element: ElementID, for person: PersonID, by agency: AgencyID?, in state: State)
        -> Bool
    {
        guard let trait = scenario.world.elements[element].notFor, let agency else { return true }
        return !believes(agency, trait, of: person, in: state)
    }

    /// The person for whom a charge on these facts stands best: it stands if it does for one.
    func bestProven(by facts: [FactID], _ agency: AgencyID?, _ state: State) -> PersonID? {
        var best: (person: PersonID, least: Int, all: Int)?
        for person in exploited(in: facts) {
            let counts = scenario.world.elements.ids.filter {
                isNeeded($0, for: person, by: agency, in: state)
            }.map { sources(of: $0, for: person, among: facts, of: agency, in: state).count }
            let (least, all) = (counts.min() ?? 0, counts.reduce(0, +))
            if best.map({ ($0.least, $0.all) < (least, all) }) ?? true { best = (person, least, all) }
        }
        return best?.person
    }
}
