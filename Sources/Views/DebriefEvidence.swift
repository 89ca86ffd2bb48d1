import Basics
import Engine
import Model

extension Debrief {
    /// A piece of evidence in the hands of an agency that may charge, with its way and its worth.
    public struct EvidenceLine: Sendable {
        public let agencyID: String
        public let agency: Text
        public let fact: Text
        public let kind: Text
        public let custody: CustodyView
        /// Who is charged on it.
        public let charged: [Text]
    }
}

extension Engine {
    /// The evidence of each agency that may bring a charge or has brought one, what charges rest on first.
    func evidenceLines(in state: State) -> [Debrief.EvidenceLine] {
        let world = scenario.world
        let charges = state.decisions.map(\.value).filter { $0.charge != nil }
        return world.agencies.ids.flatMap { agency -> [Debrief.EvidenceLine] in
            let may = usable(by: agency).contains { world.acts[$0].verb == .charge }
            guard may, seatedAgencies.contains(agency) else { return [] }
            let own = charges.filter { state.seats[$0.seat].agency == agency }
            let lines = scenario.facts.ids.compactMap { fact -> Debrief.EvidenceLine? in
                guard let kind = scenario.facts[fact].evidence,
                    let custody = custody(of: fact, for: agency, in: state)
                else { return nil }
                let charged = own.filter { $0.facts.contains(fact) }.compactMap(\.person)
                return Debrief.EvidenceLine(
                    agencyID: Debrief.name(of: agency), agency: Text(world.agencies[agency].name),
                    fact: Text(scenario.facts[fact].text), kind: Text(world.evidence[kind].name),
                    custody: CustodyView(custody, of: fact, self, for: nil, law: true),
                    charged: charged.map { Text(scenario.persons[$0].name) })
            }
            return lines.filter { !$0.charged.isEmpty } + lines.filter(\.charged.isEmpty)
        }
    }
}

extension Debrief.Entry {
    var tellsOfNetwork: Bool { if case .networkMove = kind { true } else { false } }

    var isForAll: Bool {
        switch kind {
        case .startex, .endex, .pause, .stop, .resumed: true
        default: false
        }
    }
}
