import Basics
import Model

/// Moves, leaks and people that can never come about.
struct NetworkChecks {
    let scenario: Scenario
    let possible: Possibility
    let root: Node
    let findings: Findings

    func run() {
        for id in scenario.moves.ids { check(scenario.moves[id], id) }
        for id in scenario.leaks.ids where !possible.heard[id.index] {
            let leak = scenario.leaks[id]
            findings.warn(.leakWithoutCause, at: spot(leak.network, "leaks", leak.id), leak.id)
        }
        checkAbsent()
    }

    private func check(_ move: NetworkMove, _ id: MoveID) {
        let at = spot(move.network, "moves", move.id)
        if !possible.moved[id.index] { findings.warn(.moveImpossible, at: at, move.id) }
        let most = canGrow(move.network) ? 100 : scenario.networks[move.network].resources
        if move.cost > most {
            findings.warn(.moveTooDear, at: at, move.id, String(move.cost), String(most))
        }
    }

    private func spot(_ network: NetworkID, _ section: String, _ id: String) -> Spot {
        let owner = root["networks"]?[scenario.networks[network].id]
        return owner?[section]?.entries?.first { $0.key == id }?.keySpot ?? root.spot
    }

    /// Something adds to what the network has.
    private func canGrow(_ network: NetworkID) -> Bool {
        everything.contains { effect in
            switch effect.verb {
            case .change(.resources(let which), by: let amount):
                isMeant(which, network) && possible.values(of: amount, for: .init()).upperBound > 0
            case .set(.resources(let which), to: _): isMeant(which, network)
            default: false
            }
        }
    }

    private func isMeant(_ which: Subject<Kind.Network>, _ network: NetworkID) -> Bool {
        if case .fixed(let id) = which { return id == network }
        return true
    }

    private var everything: [Effect] {
        let world = scenario.world
        var effects = scenario.rules.values.flatMap(\.effects)
        effects += world.acts.values.flatMap { $0.before + $0.effects + $0.gates.flatMap(\.effects) }
        effects += world.settings.values.flatMap(\.effects) + world.orders.values.flatMap(\.effects)
        effects += world.duties.values.flatMap(\.effects)
        effects += scenario.moves.values.flatMap { $0.each + $0.effects + $0.ifStopped }
        return effects + scenario.leaks.values.flatMap(\.effects)
    }

    private func checkAbsent() {
        for id in scenario.persons.ids where scenario.persons[id].isAbsent {
            let isRecruited = scenario.moves.values.contains { $0.recruits.contains(id) }
            let isSet = everything.contains { effect in
                if case .set(.mark(let who, .absent), to: _) = effect.verb { return who == .fixed(id) }
                return false
            }
            guard !isRecruited, !isSet else { continue }
            let spot = root["cast"]?.entries?.first { $0.key == scenario.persons[id].id }?.keySpot
            findings.warn(.absentForEver, at: spot ?? root.spot, scenario.persons[id].id)
        }
    }
}
