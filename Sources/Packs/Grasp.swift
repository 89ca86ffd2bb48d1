import Basics
import Model

/// What a party of agencies that share everything can come to know, of whom and where, told by nobody else.
struct Grasp: Equatable {
    var facts: [Bool]
    var persons: [Bool]
    var places: [Bool]

    fileprivate mutating func learn(_ fact: FactID, _ scenario: Scenario) {
        facts[fact.index] = true
        for person in scenario.facts[fact].persons { persons[person.index] = true }
        for place in scenario.facts[fact].places { places[place.index] = true }
    }
}

extension Possibility {
    /// A fixed point over what the party's agencies can do themselves and what is sent to them. Injects,
    /// flags and facts of conditions are taken as they could be if everybody worked together.
    ///
    /// - Parameter abroad: whether they go and talk in other countries than their own, too. Nothing in the
    ///   engine stops them, but their powers end at the border.
    func grasp(of party: [AgencyID], abroad: Bool) -> Grasp {
        var grasp = Grasp(
            facts: Array(repeating: false, count: scenario.facts.count),
            persons: scenario.persons.values.map { $0.knownTo.contains { party.contains($0) } },
            places: scenario.world.places.values.map(\.open))
        receive(&grasp, party)
        while true {
            let before = grasp
            search(&grasp, party)
            visit(&grasp, party, abroad)
            use(scenario.sources.values, &grasp, party, abroad)
            conclude(&grasp, party)
            if grasp == before { return grasp }
        }
    }

    private func usable(_ party: [AgencyID], _ fits: (ActType) -> Bool) -> Bool {
        scenario.world.acts.ids.contains { id in
            fits(scenario.world.acts[id]) && party.contains { canUse(id, $0) }
        }
    }

    private func receive(_ grasp: inout Grasp, _ party: [AgencyID]) {
        for id in scenario.injects.ids where fired[id.index] {
            let inject = scenario.injects[id]
            guard inject.seats.contains(where: { party.contains(scenario.seats[$0].agency) }) else {
                continue
            }
            for fact in inject.facts { grasp.learn(fact, scenario) }
            for person in inject.persons { grasp.persons[person.index] = true }
            for place in inject.places { grasp.places[place.index] = true }
        }
        for fact in reveals(to: party) { grasp.learn(fact, scenario) }
    }

    private func search(_ grasp: inout Grasp, _ party: [AgencyID]) {
        for record in scenario.records.values
        where usable(party, { $0.verb == .query && $0.register == record.register }) {
            for fact in record.gives { grasp.learn(fact, scenario) }
            for person in record.persons { grasp.persons[person.index] = true }
        }
    }

    /// Whoever is at a known place can be met there.
    private func visit(_ grasp: inout Grasp, _ party: [AgencyID], _ abroad: Bool) {
        for id in scenario.persons.ids where !grasp.persons[id.index] {
            let place = scenario.persons[id].place
            let able = party.filter { abroad || isHome(place, of: $0) }
            if grasp.places[place.index], usable(able, { $0.verb == .visit }) {
                grasp.persons[id.index] = true
            }
        }
    }

    /// In the agency's own country, or in none.
    private func isHome(_ place: PlaceID, of agency: AgencyID) -> Bool {
        guard let country = scenario.world.places[place].country else { return true }
        return country == scenario.world.agencies[agency].country
    }

    private func use(_ sources: [Source], _ grasp: inout Grasp, _ party: [AgencyID], _ abroad: Bool) {
        for source in sources
        where !grasp.facts[source.fact.index] && isWithinReach(source, grasp)
            && scenario.facts[source.fact].lastsUntil != .constant(1)
        {
            let facts = grasp.facts
            let isHad = party.contains {
                (abroad || isHome(source, of: $0)) && canUse(source.act, $0)
                    && canHold(source.when, for: $0, knowing: facts)
            }
            if isHad { grasp.learn(source.fact, scenario) }
        }
    }

    private func isHome(_ source: Source, of agency: AgencyID) -> Bool {
        if let place = source.place { return isHome(place, of: agency) }
        // Papers can be asked for from a desk.
        guard let person = source.person, scenario.world.acts[source.act].verb != .obtain else { return true }
        return isHome(scenario.persons[person].place, of: agency)
    }

    private func isWithinReach(_ source: Source, _ grasp: Grasp) -> Bool {
        if let place = source.place, !grasp.places[place.index] { return false }
        guard let person = source.person else { return true }
        guard grasp.persons[person.index] else { return false }
        // Papers about somebody can be asked for without knowing where the person is.
        return scenario.world.acts[source.act].verb == .obtain
            || grasp.places[scenario.persons[person].place.index]
    }

    private func conclude(_ grasp: inout Grasp, _ party: [AgencyID]) {
        guard usable(party, { $0.verb == .link }) else { return }
        for id in scenario.facts.ids where scenario.facts[id].isConclusion && !grasp.facts[id.index] {
            let isComplete = scenario.facts[id].from.allSatisfy { grasp.facts[$0.index] }
            if isComplete { grasp.learn(id, scenario) }
        }
    }

    private func reveals(to party: [AgencyID]) -> [FactID] {
        let world = scenario.world
        var effects: [Effect] = []
        for rule in scenario.rules.values where canHold(rule.when) { effects += rule.effects }
        for act in world.acts.values { effects += act.effects + act.gates.flatMap(\.effects) }
        for setting in world.settings.values { effects += setting.effects }
        for order in world.orders.values { effects += order.effects }
        for id in scenario.moves.ids where moved[id.index] {
            let move = scenario.moves[id]
            effects += move.each + move.effects + move.ifStopped
        }
        for id in scenario.leaks.ids where heard[id.index] { effects += scenario.leaks[id].effects }
        return effects.compactMap { effect in
            if case .reveal(let fact, let to) = effect.verb, to.contains(where: { party.contains($0) }),
                canHold(effect.when)
            {
                return fact
            }
            return nil
        }
    }
}
