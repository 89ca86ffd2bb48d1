import Basics
import Engine
import Model

/// Act, means and purpose, from what the viewer's agency knows.
public struct ElementsView: Hashable, Sendable {
    public struct Row: Hashable, Sendable {
        public let element: Text
        /// The law asks for it (a child needs no means).
        public let isNeeded: Bool
        public let proofs: [Proved]
        /// Sorts of evidence that fill the place.
        public let sources: Int
        /// All that fills it was told by people.
        public let isTestimonyAlone: Bool
    }
    public struct Proved: Hashable, Sendable {
        public let value: Text
        public let fact: Handle
        public let text: Text
        public let evidence: Text?
        /// It fills the place. What does not is known, and shows where to look. In test mode, where nobody is told what
        /// speaks against the way by which something came, that is not asked.
        public let fills: Bool
        public let isAdmissible: Bool
        /// Told to leading questions: it counts as no source.
        public let isContaminated: Bool
        /// Whether the way by which it came lets it be used in court; nil where the law is not told.
        public let use: CourtUse?
        public let objections: [Text]
        /// It is concluded from something that may not be used.
        public let restsOnWeak: Bool
    }
    public let rows: [Row]
}

extension SeatView {
    /// The elements of the offence for a person, if the world names any.
    public func elements(for handle: Handle) -> ElementsView? {
        guard let person = resolvePerson(handle), world.elements.count > 0 else { return nil }
        let known = scenario.facts.ids.filter { state.knows(agency, $0) }
        return ElementsView(rows: world.elements.ids.map { row($0, among: known, of: [person]) })
    }

    private func row(_ element: ElementID, among facts: [FactID], of persons: [PersonID]) -> ElementsView.Row
    {
        let definition = world.elements[element]
        var proofs: [ElementsView.Proved] = []
        var kinds: [EvidenceID] = []
        for fact in facts {
            var values: [Int] = []
            for proof in scenario.facts[fact].proves
            where proof.element == element && persons.contains(proof.person) && !values.contains(proof.value)
            {
                values.append(proof.value)
                proofs.append(proved(fact, Text(definition.values[proof.value].name)))
            }
            guard proofs.last?.fact == key.handle(fact, .fact), proofs.last?.fills == true,
                let evidence = scenario.facts[fact].evidence, !kinds.contains(evidence)
            else { continue }
            kinds.append(evidence)
        }
        let isNeeded =
            definition.notFor.map { trait in
                persons.isEmpty || !persons.allSatisfy { engine.believes(agency, trait, of: $0, in: state) }
            } ?? true
        return ElementsView.Row(
            element: Text(definition.name), isNeeded: isNeeded, proofs: proofs, sources: kinds.count,
            isTestimonyAlone: !kinds.isEmpty && kinds.allSatisfy { world.evidence[$0].isTestimony })
    }

    private func proved(_ fact: FactID, _ value: Text) -> ElementsView.Proved {
        let evidence = scenario.facts[fact].evidence
        let isAdmissible = evidence.map { world.evidence[$0].admissible } ?? false
        let isContaminated = state.isContaminated(agency, fact)
        let custody = custodyView(fact)
        return ElementsView.Proved(
            value: value, fact: key.handle(fact, .fact), text: Text(scenario.facts[fact].text),
            evidence: evidence.map { Text(world.evidence[$0].name) },
            fills: state.showsLaw
                ? engine.isProof(fact, for: agency, in: state) : isAdmissible && !isContaminated,
            isAdmissible: isAdmissible, isContaminated: isContaminated, use: custody?.use,
            objections: custody?.objections.map(\.says) ?? [], restsOnWeak: custody?.restsOnWeak ?? false)
    }
}
