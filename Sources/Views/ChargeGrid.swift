import Basics
import Engine
import Model

/// What the facts of a charge carry: act, means and purpose, for each person of whom they speak.
public struct ChargeGrid: Hashable, Sendable {
    public struct Person: Hashable, Sendable {
        public let name: Text
        public let rows: [Row]

        /// What does not carry, of what the law asks for.
        public var thin: [Row] { rows.filter(\.isThin) }
        var sources: Int { rows.map(\.sources).reduce(0, +) }
    }

    public struct Row: Hashable, Sendable {
        public let element: Text
        /// The law asks for it (a child needs no means).
        public let isNeeded: Bool
        /// Sorts of evidence that a court would use.
        public let sources: Int
        /// All of them were told by people.
        public let isTestimonyAlone: Bool
        public let pieces: [Piece]

        /// A charge wants two independent sorts.
        public var isThin: Bool { isNeeded && sources < ChargeGrid.enough }
    }

    /// A chosen fact in its place.
    public struct Piece: Hashable, Sendable {
        public let value: Text
        public let text: Text
        public let evidence: Text?
        /// A court would use it as it came. What it would not is known, and carries nothing.
        public let carries: Bool
        public let isAdmissible: Bool
        public let isContaminated: Bool
        public let use: CourtUse?
        /// What speaks against its use.
        public let objections: [Text]
        public let restsOnWeak: Bool
    }

    static let enough = 2

    /// For whom most is carried first.
    public let persons: [Person]
    /// Chosen facts that prove nothing about anybody.
    public let idle: [Text]

    /// For nobody all that the law asks for is carried.
    public var standsForNobody: Bool { persons.allSatisfy { !$0.thin.isEmpty } }
}

extension SeatView {
    /// What a charge would carry. In test mode the debrief tells it.
    public func chargeGrid(_ request: ActRequest) -> ChargeGrid? {
        guard state.showsLaw, world.elements.count > 0 else { return nil }
        return engine.chargeGrid(request.facts.compactMap(resolveFact), of: agency, in: state)
    }
}

extension Engine {
    /// - Parameter agency: who charges; by what it holds and believes, and by the names that it knows.
    func chargeGrid(_ facts: [FactID], of agency: AgencyID, in state: State) -> ChargeGrid {
        let carrying = facts.filter { isProof($0, for: agency, in: state) }
        let persons = exploited(in: facts).filter { state.agencies[agency].persons[$0] }
        let weighed = persons.map { person in
            ChargeGrid.Person(
                name: Text(name(of: person, for: agency, in: state)),
                rows: scenario.world.elements.ids.map { element in
                    let kinds = sources(of: element, for: person, among: carrying, of: agency, in: state)
                    return ChargeGrid.Row(
                        element: Text(scenario.world.elements[element].name),
                        isNeeded: isNeeded(element, for: person, by: agency, in: state),
                        sources: kinds.count,
                        isTestimonyAlone: !kinds.isEmpty
                            && kinds.allSatisfy { scenario.world.evidence[$0].isTestimony },
                        pieces: facts.flatMap { pieces($0, element, person, agency, state) })
                })
        }
        let sorted = weighed.enumerated().sorted {
            ($0.element.thin.count, -$0.element.sources, $0.offset)
                < ($1.element.thin.count, -$1.element.sources, $1.offset)
        }
        return ChargeGrid(
            persons: sorted.map(\.element),
            idle: facts.filter { scenario.facts[$0].proves.isEmpty }.map { Text(scenario.facts[$0].text) })
    }

    private func pieces(
        _ fact: FactID, _ element: ElementID, _ person: PersonID, _ agency: AgencyID, _ state: State
    ) -> [ChargeGrid.Piece] {
        let definition = scenario.facts[fact]
        let proofs = definition.proves.filter { $0.element == element && $0.person == person }
        guard !proofs.isEmpty else { return [] }
        let custody = custody(of: fact, for: agency, in: state).map {
            CustodyView($0, of: fact, self, for: agency, law: true)
        }
        return proofs.map { proof in
            ChargeGrid.Piece(
                value: Text(scenario.world.elements[element].values[proof.value].name),
                text: Text(definition.text),
                evidence: definition.evidence.map { Text(scenario.world.evidence[$0].name) },
                carries: isProof(fact, for: agency, in: state),
                isAdmissible: definition.evidence.map { scenario.world.evidence[$0].admissible } ?? false,
                isContaminated: state.isContaminated(agency, fact), use: custody?.use,
                objections: custody?.objections.map(\.says) ?? [],
                restsOnWeak: custody?.restsOnWeak ?? false)
        }
    }

    /// What did not carry in the charge with which a mistake was made at this moment, if that is what the mistake is about.
    func thinCharge(behind made: MistakeMade, at time: ExerciseTime, in state: State) -> ChargeGrid? {
        // Most mistakes have nothing to do with charges, and there may be thousands of acts.
        let isOfCharges = scenario.world.acts.values.contains { type in
            type.verb == .charge && type.effects.contains { $0.isMadeByThinness(made.mistake) }
        }
        guard isOfCharges else { return nil }
        let record = state.bookings.last { record in
            let booking = record.booking
            return [record.startedAt, booking.due, record.completedAt].contains(time)
                && booking.act.person == made.person
                && state.seats[booking.seat].agency == made.agency
                && scenario.world.acts[booking.act.type].verb == .charge
        }
        guard let act = record?.booking.act,
            scenario.world.acts[act.type].effects.contains(where: { $0.isMadeByThinness(made.mistake) })
        else { return nil }
        let grid = chargeGrid(act.facts, of: made.agency, in: state)
        return grid.standsForNobody ? grid : nil
    }
}

extension Effect {
    /// It makes the mistake by what the chosen facts carry.
    fileprivate func isMadeByThinness(_ mistake: MistakeID) -> Bool {
        if case .mistake(mistake, _) = verb { when.readsSources } else { false }
    }
}

extension Expression {
    fileprivate var readsSources: Bool {
        switch self {
        case .constant: false
        case .read(.act(.sources)), .read(.act(.proofs)): true
        case .read: false
        case .not(let inner), .negate(let inner), .gather(_, _, _, let inner): inner.readsSources
        case .both(let left, let right), .either(let left, let right), .compare(_, let left, let right),
            .sum(let left, let right), .difference(let left, let right), .product(let left, let right):
            left.readsSources || right.readsSources
        }
    }
}

extension Debrief {
    /// A charge and what it carried when it was brought.
    public struct ChargeLine: Sendable {
        public let agencyID: String
        public let agency: Text
        public let time: ExerciseTime
        public let act: Text
        public let person: Text?
        public let grid: ChargeGrid
    }
}

extension Engine {
    /// What a charge carries at the moment at which it is brought; nil for any other act.
    func chargeLine(_ booking: Booking, at time: ExerciseTime, in state: State) -> Debrief.ChargeLine? {
        let type = scenario.world.acts[booking.act.type]
        guard type.verb == .charge, scenario.world.elements.count > 0 else { return nil }
        let agency = state.seats[booking.seat].agency
        return Debrief.ChargeLine(
            agencyID: Debrief.name(of: agency), agency: Text(scenario.world.agencies[agency].name),
            time: time,
            act: Text(type.name), person: booking.act.person.map { Text(scenario.persons[$0].name) },
            grid: chargeGrid(booking.act.facts, of: agency, in: state))
    }
}
