import Basics
import Model

/// What a condition is read against, besides the state.
struct Scope {
    /// `Slot.count` of them, in place: a scope is made for every condition that is read.
    var slots = InlineArray<8, Int>(repeating: -1)
    var agency: AgencyID?
    var act: ActScope?
    /// Of persons, what `agency` knows is read, not the truth.
    var believed = false

    init(person: PersonID? = nil, agency: AgencyID? = nil, act: ActScope? = nil) {
        if let person { slots[Slot.person] = person.index }
        (self.agency, self.act) = (agency, act)
    }
}

/// What conditions can read of the act at hand, worked out once.
struct ActScope {
    var act: Act
    var apart = true
    var controllerPresent = false
    var languageShared = true
}

extension Decider {
    func holds(_ expression: Expression, _ scope: Scope) -> Bool { value(expression, scope) != 0 }

    /// Total evaluation: a name about nobody reads as 0.
    func value(_ expression: Expression, _ scope: Scope) -> Int {
        switch expression {
        case .constant(let number): return number
        case .read(let name): return read(name, scope)
        case .not(let inner): return holds(inner, scope) ? 0 : 1
        case .negate(let inner): return saturated(0.subtractingReportingOverflow(value(inner, scope)))
        case .both(let left, let right): return holds(left, scope) && holds(right, scope) ? 1 : 0
        case .either(let left, let right): return holds(left, scope) || holds(right, scope) ? 1 : 0
        case .compare(let how, let left, let right):
            return compare(how, value(left, scope), value(right, scope)) ? 1 : 0
        case .sum(let left, let right):
            return saturated(value(left, scope).addingReportingOverflow(value(right, scope)))
        case .difference(let left, let right):
            return saturated(value(left, scope).subtractingReportingOverflow(value(right, scope)))
        case .product(let left, let right):
            return saturated(value(left, scope).multipliedReportingOverflow(by: value(right, scope)))
        case .gather(let how, let collection, let slot, let inner):
            return gather(how, collection, slot, inner, scope)
        }
    }

    private func saturated(_ result: (partialValue: Int, overflow: Bool)) -> Int {
        result.overflow ? (result.partialValue > 0 ? Int.min / 4 : Int.max / 4) : result.partialValue
    }

    private func compare(_ how: Expression.Comparison, _ left: Int, _ right: Int) -> Bool {
        switch how {
        case .equal: left == right
        case .unequal: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }

    private func gather(
        _ how: Expression.Gathering, _ collection: Expression.Collection, _ slot: Int, _ inner: Expression,
        _ scope: Scope
    ) -> Int {
        var scope = scope
        var count = 0
        func look(_ member: Int) -> Bool {
            scope.slots[slot] = member
            let holds = holds(inner, scope)
            if holds { count += 1 }
            return holds
        }
        let members: [Int]
        switch collection {
        case .persons: members = Array(0..<state.persons.count)
        case .group(let group): members = engine.scenario.groups[group].members.map(\.index)
        case .agencies: members = Array(0..<state.agencies.count)
        }
        switch how {
        case .exists: return members.contains { look($0) } ? 1 : 0
        case .all: return members.allSatisfy { look($0) } ? 1 : 0
        case .count:
            for member in members { _ = look(member) }
            return count
        }
    }

    private func read(_ name: Name, _ scope: Scope) -> Int {
        switch name {
        case .dial(let who, let dial): return person(who, scope).map { state.persons[$0][dial] } ?? 0
        case .status(let who): return person(who, scope).map { status(of: $0, scope).rawValue } ?? 0
        case .mark(let who, let mark):
            return person(who, scope).map { state.persons[$0].has(mark) ? 1 : 0 } ?? 0
        case .trait(let who, let trait):
            return person(who, scope).map { id in
                engine.scenario.persons[id].traits.contains { $0.trait == trait } ? 1 : 0
            } ?? 0
        case .need(let who, let need):
            return person(who, scope).map { id in
                if scope.believed, let agency = scope.agency, state.agencies[agency].sightings[id] == nil {
                    return 0
                }
                return state.persons[id].needs.contains(need) ? 1 : 0
            } ?? 0
        case .place(let who): return place(of: who, scope)?.index ?? -1
        case .country(let who):
            return place(of: who, scope).flatMap { engine.scenario.world.places[$0].country }?.index ?? -1
        case .retold(let who):
            return person(who, scope).map { min(1000, state.persons[$0].asked.values.max() ?? 0) } ?? 0
        case .step(let who, let step):
            return person(who, scope).map { state.persons[$0].has(step) ? 1 : 0 } ?? 0
        case .consentToShare(let who, let agency):
            return person(who, scope).map { state.persons[$0].consents.contains(.share(agency)) ? 1 : 0 } ?? 0
        case .met(let which, let who):
            guard let agency = id(which, scope), let person = person(who, scope) else { return 0 }
            return state.agencies[agency].persons[person] ? 1 : 0
        case .acts(let which): return id(which, scope).map { min(100_000, state.agencies[$0].acts) } ?? 0
        case .did(let which, let type):
            return id(which, scope).map { state.agencies[$0].did[type] ? 1 : 0 } ?? 0
        case .placeCountry(let place):
            return id(place, scope).flatMap { engine.scenario.world.places[$0].country }?.index ?? -1
        case .talks(let who): return person(who, scope).map { min(1000, state.persons[$0].talks) } ?? 0
        case .consentToService(let who, let service):
            return person(who, scope).map { state.persons[$0].consents.contains(.service(service)) ? 1 : 0 }
                ?? 0
        case .isPerson(let who, let id): return person(who, scope) == id ? 1 : 0
        case .alert(let which): return id(which, scope).map { state.alerts[$0] } ?? 0
        case .known(let fact): return state.agencies.values.contains { $0.facts[fact].knownAt != nil } ? 1 : 0
        case .knows(let who, let fact): return id(who, scope).map { state.knows($0, fact) ? 1 : 0 } ?? 0
        case .fired(let inject): return state.injects[inject].firedAt != nil ? 1 : 0
        case .flag(let flag): return state.flags[flag] ? 1 : 0
        case .counter(let counter): return state.counters[counter]
        case .visited(let place): return id(place, scope).map { state.visited[$0] ? 1 : 0 } ?? 0
        case .law(let law):
            guard let agency = scope.agency else { return 0 }
            return engine.scenario.world.countries[engine.scenario.world.agencies[agency].country].law[law]
        case .act(let name): return read(name, scope)
        }
    }

    private func read(_ name: ActName, _ scope: Scope) -> Int {
        guard let agency = scope.agency else { return 0 }
        let world = engine.scenario.world
        switch name {
        case .agency: return agency.index
        case .country: return world.agencies[agency].country.index
        case .knows(let fact): return state.knows(agency, fact) ? 1 : 0
        case .power(let power): return world.agencies[agency].powers.contains(power) ? 1 : 0
        case .believes(let trait):
            return person(.slot(Slot.person), scope).map { believes(agency, trait, of: $0) ? 1 : 0 } ?? 0
        case .guardian:
            return person(.slot(Slot.person), scope).map { state.persons[$0].has(.guardian) ? 1 : 0 } ?? 0
        case .met: return bound(scope).map { state.agencies[agency].persons[$0] ? 1 : 0 } ?? 0
        case .did(let type): return bound(scope).map { state.did(agency, type, for: $0) ? 1 : 0 } ?? 0
        case .step(let step):
            return bound(scope).map { person in
                state.persons[person].steps.contains { $0.step == step && $0.by == agency } ? 1 : 0
            } ?? 0
        case .ownStatus: return bound(scope).map { state.agencies[agency].marked[$0].rawValue } ?? 0
        default: break
        }
        guard let at = scope.act else { return 0 }
        let act = at.act
        switch name {
        case .choice(let place): return place < act.choices.count ? act.choices[place] : 0
        case .setting: return act.setting?.index ?? -1
        case .interpreter: return act.interpreter?.index ?? -1
        case .basis: return act.basis?.index ?? -1
        case .service: return act.service?.index ?? -1
        case .status: return act.status?.rawValue ?? -1
        case .place: return act.place?.index ?? -1
        case .apart: return at.apart ? 1 : 0
        case .languageShared: return at.languageShared ? 1 : 0
        case .interpreterIndependent:
            return act.interpreter.map { world.interpreters[$0].independent ? 1 : 0 } ?? 1
        case .consented: return act.person.map { consented($0, act, agency) ? 1 : 0 } ?? 0
        case .repeats:
            guard let person = act.person, let topic = act.topic else { return 0 }
            return min(1000, state.persons[person].asked[topic])
        case .topic(let topic): return act.topic == topic ? 1 : 0
        case .present(let other):
            return act.person.map { isPresent(other, with: $0, apart: at.apart) ? 1 : 0 } ?? 0
        case .controllerPresent: return at.controllerPresent ? 1 : 0
        case .order(let order): return holdsOrder(order, agency, act) ? 1 : 0
        case .sources(let element): return min(100, sources(of: element, among: act.facts, scope))
        case .cites(let kind):
            return act.facts.contains { engine.scenario.facts[$0].evidence == kind } ? 1 : 0
        case .unusable: return min(100, engine.unusable(act.facts, for: agency, in: state))
        case .agency, .country, .knows, .power, .believes, .guardian, .met, .did, .step, .ownStatus: return 0
        }
    }

    /// Where somebody is; for an agency's belief, where it last saw them or knows of as their place.
    private func place(of who: Subject<Kind.Person>, _ scope: Scope) -> PlaceID? {
        guard let id = person(who, scope) else { return nil }
        let place = state.persons[id].place
        guard scope.believed, let agency = scope.agency else { return place }
        return state.agencies[agency].sightings[id] ?? (state.agencies[agency].places[place] ? place : nil)
    }

    /// How somebody is marked; for an agency's belief, its own mark, but whoever decides formally keeps the register.
    private func status(of person: PersonID, _ scope: Scope) -> PersonStatus {
        if scope.believed, let agency = scope.agency, !engine.mayMark(.identified, agency) {
            return state.agencies[agency].marked[person]
        }
        return state.persons[person].status
    }

    private func bound(_ scope: Scope) -> PersonID? { person(.slot(Slot.person), scope) }

    /// Sorts of evidence, other than those that no charge may rest on, among facts that prove an element for somebody.
    private func sources(of element: ElementID, among facts: [FactID], _ scope: Scope) -> Int {
        var kinds: [EvidenceID] = []
        for fact in facts {
            let definition = engine.scenario.facts[fact]
            guard let kind = definition.evidence, engine.scenario.world.evidence[kind].admissible,
                definition.proves.contains(where: { $0.element == element }), !kinds.contains(kind)
            else { continue }
            kinds.append(kind)
        }
        return kinds.count
    }

    private func person(_ subject: Subject<Kind.Person>, _ scope: Scope) -> PersonID? { id(subject, scope) }

    private func id<Target>(_ subject: Subject<Target>, _ scope: Scope) -> ID<Target>? {
        switch subject {
        case .fixed(let id): return id
        case .slot(let slot): return scope.slots[slot] < 0 ? nil : ID(scope.slots[slot])
        }
    }

    func resolve<Target>(_ subject: Subject<Target>, _ scope: Scope) -> ID<Target>? { id(subject, scope) }

    /// The agency holds a reason to believe that the person has the trait.
    func believes(_ agency: AgencyID, _ trait: TraitID, of person: PersonID) -> Bool {
        engine.believes(agency, trait, of: person, in: state)
    }

    func consented(_ person: PersonID, _ act: Act, _ agency: AgencyID) -> Bool {
        if let service = act.service { return state.persons[person].consents.contains(.service(service)) }
        // An act with neither is about speaking with the agency itself.
        return state.persons[person].consents.contains(.share(act.agency ?? agency))
    }

    func isPresent(_ other: PersonID, with person: PersonID, apart: Bool) -> Bool {
        !apart && !state.persons[other].has(.lost)
            && state.persons[other].place == state.persons[person].place
    }

    func holdsOrder(_ order: OrderID, _ agency: AgencyID, _ act: Act) -> Bool {
        engine.holdsOrder(order, agency, person: act.person, place: act.place, at: now, in: state)
    }

    /// Everything that conditions may ask of an act, worked out from state and pack.
    func scope(for act: Act, by agency: AgencyID) -> Scope {
        let world = engine.scenario.world
        var at = ActScope(act: act)
        if let setting = act.setting { at.apart = world.settings[setting].apart }
        if let person = act.person {
            let cast = engine.scenario.persons[person]
            at.controllerPresent = cast.controlledBy.contains { isPresent($0, with: person, apart: at.apart) }
            at.languageShared = shareLanguage(cast, agency, act.interpreter)
        }
        var scope = Scope(person: act.person, agency: agency, act: at)
        if let place = act.place {
            scope.slots[Slot.place] = place.index
            if let network = engine.index.networkOf[place] { scope.slots[Slot.network] = network.index }
        }
        return scope
    }

    private func shareLanguage(_ person: Person, _ agency: AgencyID, _ interpreter: InterpreterID?) -> Bool {
        let world = engine.scenario.world
        let spoken = world.countries[world.agencies[agency].country].tongues
        if person.tongues.contains(where: spoken.contains) { return true }
        guard let interpreter else { return false }
        let help = world.interpreters[interpreter]
        return help.allTongues || person.tongues.contains(where: help.tongues.contains)
    }
}
