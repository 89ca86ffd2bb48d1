import Basics
import Model

/// Numbers for the things that conditions read, so that only the conditions that read a changed
/// thing are looked at again.
struct Signals: Sendable {
    let persons: Int, networks: Int, facts: Int, flags: Int, counters: Int, injects: Int, places: Int
    let agencies: Int

    init(_ scenario: Scenario) {
        persons = scenario.persons.count
        networks = scenario.networks.count
        facts = scenario.facts.count
        flags = scenario.flags.count
        counters = scenario.counters.count
        injects = scenario.injects.count
        places = scenario.world.places.count
        agencies = scenario.world.agencies.count
    }

    var count: Int { persons + networks + facts + flags + counters + injects + places + agencies }

    func person(_ id: PersonID) -> Int { id.index }
    func network(_ id: NetworkID) -> Int { persons + id.index }
    func fact(_ id: FactID) -> Int { persons + networks + id.index }
    func flag(_ id: FlagID) -> Int { persons + networks + facts + id.index }
    func counter(_ id: CounterID) -> Int { persons + networks + facts + flags + id.index }
    func inject(_ id: InjectID) -> Int { persons + networks + facts + flags + counters + id.index }
    func place(_ id: PlaceID) -> Int { persons + networks + facts + flags + counters + injects + id.index }
    /// What an agency has done.
    func agency(_ id: AgencyID) -> Int { count - agencies + id.index }

    /// What an event changes that a condition could read.
    func changed(by event: Event, _ state: State) -> [Int] {
        switch event {
        case .factLearned(let learning): learning.unread ? [] : [fact(learning.fact)]
        case .itemOpened(let item, _): state.item(item)?.item.facts.map(fact) ?? []
        case .dialChanged(let id, _, _), .markChanged(let id, _, _), .needChanged(let id, _, _),
            .consentSet(let id, _, _), .personMoved(let id, _), .admitted(let id, _), .asked(let id, _, _),
            .stepSet(let id, _, _, _), .met(_, let id), .seen(_, let id, _, _):
            [person(id)]
        case .statusSet(let mark): [person(mark.person)]
        case .booked(let booking): [agency(state.seats[booking.seat].agency)]
        case .completed(let id):
            state.booking(id).map { record in
                [agency(state.seats[record.booking.seat].agency)]
                    + (record.booking.act.person.map { [person($0)] } ?? [])
            } ?? []
        case .alertChanged(let id, _): [network(id)]
        case .flagSet(let id, _): [flag(id)]
        case .counterSet(let id, _): [counter(id)]
        case .injectFired(let id): [inject(id)]
        case .visited(let id, _): [place(id)]
        default: []
        }
    }

    /// The signals that a condition listens to, sorted, each once.
    func read(by expression: Expression, of instance: Index.Instance, _ scenario: Scenario) -> [Int] {
        var found: [Int] = []
        collect(expression, Binding(person: instance.person, agency: instance.agency), scenario, &found)
        found.sort()
        return found.enumerated().filter { $0.offset == 0 || found[$0.offset - 1] != $0.element }.map(
            \.element)
    }

    private struct Binding {
        var person: PersonID?
        /// The agency that owes a duty.
        var agency: AgencyID?
        /// Persons that a quantifier may put into each slot.
        var quantified: [(slot: Int, members: [PersonID])] = []

        func persons(_ subject: Subject<Kind.Person>) -> [PersonID] {
            switch subject {
            case .fixed(let id): return [id]
            case .slot(let slot):
                if let bound = quantified.last(where: { $0.slot == slot }) { return bound.members }
                return person.map { [$0] } ?? []
            }
        }
    }

    private func collect(
        _ expression: Expression, _ binding: Binding, _ scenario: Scenario, _ found: inout [Int]
    ) {
        switch expression {
        case .constant: break
        case .read(let name): collect(name, binding, scenario, &found)
        case .not(let inner), .negate(let inner): collect(inner, binding, scenario, &found)
        case .both(let left, let right), .either(let left, let right), .compare(_, let left, let right),
            .sum(let left, let right), .difference(let left, let right), .product(let left, let right):
            collect(left, binding, scenario, &found)
            collect(right, binding, scenario, &found)
        case .gather(_, let collection, let slot, let inner):
            var widened = binding
            switch collection {
            case .persons: widened.quantified.append((slot, Array(scenario.persons.ids)))
            case .group(let group): widened.quantified.append((slot, scenario.groups[group].members))
            case .agencies: break
            }
            collect(inner, widened, scenario, &found)
        }
    }

    private func collect(_ name: Name, _ binding: Binding, _ scenario: Scenario, _ found: inout [Int]) {
        switch name {
        case .dial(let who, _), .status(let who), .mark(let who, _), .trait(let who, _), .need(let who, _),
            .place(let who), .talks(let who), .consentToService(let who, _), .isPerson(let who, _),
            .country(let who), .retold(let who), .step(let who, _), .consentToShare(let who, _):
            found += binding.persons(who).map { person($0) }
        case .alert(.fixed(let id)): found.append(network(id))
        case .alert(.slot): break
        case .met(_, let who): found += binding.persons(who).map { person($0) }
        case .acts(.fixed(let id)), .did(.fixed(let id), _): found.append(agency(id))
        case .acts(.slot), .did(.slot, _): found += scenario.world.agencies.ids.map { agency($0) }
        case .known(let id), .knows(_, let id), .contaminated(_, let id): found.append(fact(id))
        case .fired(let id): found.append(inject(id))
        case .flag(let id): found.append(flag(id))
        case .counter(let id): found.append(counter(id))
        case .visited(.fixed(let id)): found.append(place(id))
        case .act(let name): collect(name, binding, scenario, &found)
        case .visited(.slot), .placeCountry, .law: break
        }
    }

    /// What an agency that owes a duty can know; names of an act at hand change nothing by themselves.
    private func collect(_ name: ActName, _ binding: Binding, _ scenario: Scenario, _ found: inout [Int]) {
        switch name {
        case .knows(let id): found.append(fact(id))
        case .believes(let trait):
            guard let bound = binding.person else { return }
            found.append(person(bound))
            let known = scenario.persons[bound].traits.filter { $0.trait == trait }.flatMap(\.knownBy)
            found += known.map { fact($0) }
        case .met, .did, .step, .ownStatus, .guardian:
            if let bound = binding.person { found.append(person(bound)) }
        default: break
        }
    }
}
