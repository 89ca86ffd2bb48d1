import Basics
import Model

// What makes an act impossible whatever is answered in it.
extension Engine {
    /// So many answers of gates that hang together are tried; where there are more, nothing is said beforehand.
    private static let mostTried = 4096

    /// What makes an act impossible whatever is chosen in it and whether facts are cited or not, as far as the agency
    /// knows; nil where some answers open the way.
    ///
    /// Only gates that make it impossible are asked, and of the choices only those that they read. Gates that share no
    /// choice hinder each other in nothing: a way is open where each group of them has answers that open it. Choices
    /// that would not be asked are varied like the others, so that nothing is called shut that is not.
    ///
    /// - Parameter citable: facts that may be cited: none of them and all of them are tried.
    public func shut(
        _ act: Act, by seat: SeatID, citable: [FactID], at now: ExerciseTime, in state: State
    ) -> LawAnswer? {
        let agency = state.seats[seat].agency
        let time = max(now, state.time)
        let type = scenario.world.acts[act.type]
        let hard = type.gates.filter(\.hard)
        func holding(_ gates: [Gate], _ act: Act) -> Gate? {
            var scope = scope(for: act, by: agency, at: time, state)
            scope.believed = true
            return gates.first {
                holds($0.when, scope, state) && !isOpen($0, act, agency, at: time, state)
            }
        }
        for group in GateGroup.all(of: hard, type.choices.count) {
            if let gate = group.shut(act, type.choices, citable, atMost: Engine.mostTried, holding) {
                return LawAnswer(gate)
            }
        }
        return nil
    }
}

/// Gates that read the same choices, directly or by way of others of the group.
private struct GateGroup {
    var gates: [Gate]
    var choices: [Int]
    var readsFacts: Bool

    static func all(of gates: [Gate], _ choices: Int) -> [GateGroup] {
        var groups: [GateGroup] = []
        for gate in gates {
            var group = GateGroup(
                gates: [gate],
                choices: (0..<choices).filter { choice in gate.when.reads { $0 == .act(.choice(choice)) } },
                readsFacts: gate.when.reads(\.isOfFacts))
            // In the order of the pack: what stands first there is said first.
            for other in groups.reversed() where group.touches(other) {
                group.gates = other.gates + group.gates
                group.choices = other.choices + group.choices.filter { !other.choices.contains($0) }
                group.readsFacts = group.readsFacts || other.readsFacts
            }
            groups = groups.filter { !group.touches($0) } + [group]
        }
        return groups
    }

    private func touches(_ other: GateGroup) -> Bool {
        readsFacts && other.readsFacts || choices.contains(where: other.choices.contains)
    }

    /// The gate that speaks first against the answers as they stand; nil if some answers open all of the group.
    func shut(
        _ act: Act, _ definitions: [ActChoice], _ citable: [FactID], atMost most: Int,
        _ holding: ([Gate], Act) -> Gate?
    ) -> Gate? {
        guard let first = holding(gates, act) else { return nil }
        let values = choices.map { definitions[$0].values }
        let count = values.reduce(1) { $0 > most ? $0 : $0 * $1.count }
        guard count <= most else { return nil }
        for number in 0..<count {
            var (tried, rest) = (act, number)
            for (choice, values) in zip(choices, values) {
                tried.choices[choice] = values[rest % values.count]
                rest /= values.count
            }
            for facts in readsFacts ? [[], citable] : [act.facts] {
                tried.facts = facts
                if holding(gates, tried) == nil { return nil }
            }
        }
        return first
    }
}

extension ActChoice {
    fileprivate var values: [Int] { isFlag ? [0, 1] : options.indices.map { from + $0 } }
}

extension Name {
    /// What is read of the facts that are told or cited in the act.
    fileprivate var isOfFacts: Bool {
        switch self {
        case .act(.sources), .act(.proofs), .act(.needs), .act(.cites), .act(.unusable), .act(.unusableBy),
            .act(.facts):
            true
        default: false
        }
    }
}
