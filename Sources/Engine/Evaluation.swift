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
    /// Of what others decided about persons, what `agency` knows is read; everything else is read as it is.
    var decisionsKnown = false
    /// The place of the operation of which conditions read the plan.
    var operation: Int?

    init(person: PersonID? = nil, agency: AgencyID? = nil, act: ActScope? = nil) {
        if let person { slots[Slot.person] = person.index }
        (self.agency, self.act) = (agency, act)
    }
}

extension Subject {
    /// Who is meant: the one named, or whoever stands in the slot.
    func id(in scope: Scope) -> ID<Target>? {
        switch self {
        case .fixed(let id): id
        case .slot(let slot): scope.slots[slot] < 0 ? nil : ID(scope.slots[slot])
        }
    }
}

/// What conditions can read of the act at hand, worked out once.
final class ActScope: Sendable {
    let act: Act
    let time: ExerciseTime
    let apart: Bool
    let controllerPresent: Bool
    let languageShared: Bool

    init(
        _ act: Act, at time: ExerciseTime, apart: Bool = true, controllerPresent: Bool = false,
        languageShared: Bool = true
    ) {
        (self.act, self.time, self.apart) = (act, time, apart)
        (self.controllerPresent, self.languageShared) = (controllerPresent, languageShared)
    }
}

extension Decider {
    func holds(_ expression: Expression, _ scope: Scope) -> Bool { engine.holds(expression, scope, state) }
    func value(_ expression: Expression, _ scope: Scope) -> Int { engine.value(expression, scope, state) }

    /// Everything that conditions may ask of an act, worked out from state and pack.
    func scope(for act: Act, by agency: AgencyID) -> Scope {
        engine.scope(for: act, by: agency, at: now, state)
    }

    func resolve<Target>(_ subject: Subject<Target>, _ scope: Scope) -> ID<Target>? { subject.id(in: scope) }
}

/// Conditions are read by the engine, not by the decider: a state that is only looked at is never copied.
extension Engine {
    func holds(_ expression: Expression, _ scope: Scope, _ state: State) -> Bool {
        value(expression, scope, state) != 0
    }

    /// Total evaluation: a name about nobody reads as 0.
    func value(_ expression: Expression, _ scope: Scope, _ state: State) -> Int {
        switch expression {
        case .constant(let number): return number
        case .read(let name): return read(name, scope, state)
        case .not(let inner): return holds(inner, scope, state) ? 0 : 1
        case .negate(let inner): return saturated(0.subtractingReportingOverflow(value(inner, scope, state)))
        case .both(let left, let right):
            return holds(left, scope, state) && holds(right, scope, state) ? 1 : 0
        case .either(let left, let right):
            return holds(left, scope, state) || holds(right, scope, state) ? 1 : 0
        case .compare(let how, let left, let right):
            return compare(how, value(left, scope, state), value(right, scope, state)) ? 1 : 0
        case .sum(let left, let right):
            return saturated(value(left, scope, state).addingReportingOverflow(value(right, scope, state)))
        case .difference(let left, let right):
            return saturated(
                value(left, scope, state).subtractingReportingOverflow(value(right, scope, state)))
        case .product(let left, let right):
            return saturated(
                value(left, scope, state).multipliedReportingOverflow(by: value(right, scope, state)))
        case .gather(let how, let collection, let slot, let inner):
            return gather(how, collection, slot, inner, scope, state)
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
        _ scope: Scope, _ state: State
    ) -> Int {
        var scope = scope
        var count = 0
        func look(_ member: Int) -> Bool {
            scope.slots[slot] = member
            let holds = holds(inner, scope, state)
            if holds { count += 1 }
            return holds
        }
        let members: [Int]
        switch collection {
        case .persons: members = Array(0..<state.persons.count)
        case .group(let group): members = scenario.groups[group].members.map(\.index)
        case .agencies: members = Array(0..<state.agencies.count)
        case .sites: members = scope.operation.map { state.operations[$0].plan.sites.map(\.index) } ?? []
        }
        switch how {
        case .exists: return members.contains { look($0) } ? 1 : 0
        case .all: return members.allSatisfy { look($0) } ? 1 : 0
        case .count:
            for member in members { _ = look(member) }
            return count
        }
    }

    private func read(_ name: Name, _ scope: Scope, _ state: State) -> Int {
        switch name {
        case .dial(let who, let dial): return who.id(in: scope).map { state.persons[$0][dial] } ?? 0
        case .status(let who): return who.id(in: scope).map { status(of: $0, scope, state).rawValue } ?? 0
        case .mark(let who, let mark):
            return who.id(in: scope).map { state.persons[$0].has(mark) ? 1 : 0 } ?? 0
        case .trait(let who, let trait):
            return who.id(in: scope).map { id in
                scenario.persons[id].traits.contains { $0.trait == trait } ? 1 : 0
            } ?? 0
        case .accommodation(let who, let accommodation):
            return who.id(in: scope).map { id in
                let known = scope.believed ? scope.agency : nil
                let needed = known.map { knownNeeds(of: id, to: $0, in: state) } ?? needs(of: id)
                return needed.contains(accommodation) ? 1 : 0
            } ?? 0
        case .need(let who, let need):
            return who.id(in: scope).map { id in
                if scope.believed, let agency = scope.agency, state.agencies[agency].sightings[id] == nil {
                    return 0
                }
                return state.persons[id].needs.contains(need) ? 1 : 0
            } ?? 0
        case .matter(let who, let matter):
            return who.id(in: scope).map { state.persons[$0].matters[matter.index] } ?? 0
        case .tied(let who, let other):
            guard let one = who.id(in: scope), let two = other.id(in: scope) else { return 0 }
            return scenario.persons[one].ties.contains(two) ? 1 : 0
        case .vanished(let who, let kind):
            return who.id(in: scope).map { vanished(kind, of: $0, state) ? 1 : 0 } ?? 0
        case .place(let who): return place(of: who, scope, state)?.index ?? -1
        case .country(let who):
            return place(of: who, scope, state).flatMap { scenario.world.places[$0].country }?.index ?? -1
        case .retold(let who):
            return who.id(in: scope).map { min(1000, state.persons[$0].asked.values.max() ?? 0) } ?? 0
        case .step(let who, let step):
            return who.id(in: scope).map { isTaken(step, for: $0, scope, state) ? 1 : 0 } ?? 0
        case .consents(let who, let asked):
            return who.id(in: scope).map { state.persons[$0].agrees(to: asked) ? 1 : 0 } ?? 0
        case .met(let which, let who):
            guard let agency = which.id(in: scope), let person = who.id(in: scope) else { return 0 }
            return state.agencies[agency].persons[person] ? 1 : 0
        case .acts(let which): return which.id(in: scope).map { min(100_000, state.agencies[$0].acts) } ?? 0
        case .did(let which, let type):
            return which.id(in: scope).map { state.agencies[$0].did[type] ? 1 : 0 } ?? 0
        case .placeCountry(let place):
            return place.id(in: scope).flatMap { scenario.world.places[$0].country }?.index ?? -1
        case .placeLaw(let place, let law):
            let country = place.id(in: scope).flatMap { scenario.world.places[$0].country }
            return country.map { scenario.world.countries[$0].law[law] } ?? 0
        case .agencyCountry(let which):
            return which.id(in: scope).map { scenario.world.agencies[$0].country.index } ?? -1
        case .agencyPower(let which, let power):
            return which.id(in: scope).map { scenario.world.agencies[$0].powers.contains(power) ? 1 : 0 } ?? 0
        case .talks(let who): return who.id(in: scope).map { min(1000, state.persons[$0].talks) } ?? 0
        case .isPerson(let who, let id): return who.id(in: scope) == id ? 1 : 0
        case .alert(let which): return which.id(in: scope).map { state.alerts[$0] } ?? 0
        case .resources(let which): return which.id(in: scope).map { state.networks[$0].resources } ?? 0
        case .atLarge(let id): return scenario.networks[id].members.count { isAtLarge($0, in: state) }
        case .isAtLarge(let id): return isAtLarge(id, in: state) ? 1 : 0
        case .hasMoved(let id): return state.moves[id].made > 0 ? 1 : 0
        case .hasHeard(let id): return state.leaks[id] != nil ? 1 : 0
        case .isAt(let id, let phase): return state.networks[id].phase == phase ? 1 : 0
        case .reaches(let id, let who):
            return who.id(in: scope).map { reaches($0, id, in: state) ? 1 : 0 } ?? 0
        case .raided(let id, let minute): return wasRaided(id, minute, in: state) ? 1 : 0
        case .outOfReach(let who):
            // At a desk nobody knows it; whoever tries learns it.
            return scope.believed ? 0 : who.id(in: scope).map { isOutOfReach($0, in: state) ? 1 : 0 } ?? 0
        case .known(let fact): return state.agencies.values.contains { $0.facts[fact].knownAt != nil } ? 1 : 0
        case .knows(let who, let fact): return who.id(in: scope).map { state.knows($0, fact) ? 1 : 0 } ?? 0
        case .contaminated(let who, let fact):
            return who.id(in: scope).map { state.isContaminated($0, fact) ? 1 : 0 } ?? 0
        case .joined(let which, let agreement):
            return which.id(in: scope).map { state.isMember($0, of: agreement) ? 1 : 0 } ?? 0
        case .fired(let inject): return state.injects[inject].firedAt != nil ? 1 : 0
        case .flag(let flag): return state.flags[flag] ? 1 : 0
        case .counter(let counter): return state.counters[counter]
        case .visited(let place): return place.id(in: scope).map { state.visited[$0] ? 1 : 0 } ?? 0
        case .paid(let flow): return state.paid.contains { $0.value.flow == flow } ? 1 : 0
        case .paymentStopped(let flow): return state.stoppedPayments.contains { $0.value == flow } ? 1 : 0
        case .frozen(let account): return isFrozen(account, in: state) ? 1 : 0
        case .thawed(let account): return isThawed(account, in: state) ? 1 : 0
        case .balance(let account): return min(1_000_000, max(-1_000_000, balance(of: account, in: state)))
        case .law(let law):
            guard let agency = scope.agency else { return 0 }
            return scenario.world.countries[scenario.world.agencies[agency].country].law[law]
        case .victim(let who): return who.id(in: scope).map { scenario.persons[$0].victim ? 1 : 0 } ?? 0
        case .suspect(let who): return who.id(in: scope).map { scenario.persons[$0].suspect ? 1 : 0 } ?? 0
        case .act(let name): return read(name, scope, state)
        case .plan(let name): return read(name, scope, state)
        }
    }

    private func read(_ name: ActName, _ scope: Scope, _ state: State) -> Int {
        guard let agency = scope.agency else { return 0 }
        let world = scenario.world
        switch name {
        case .agency: return agency.index
        case .country: return world.agencies[agency].country.index
        case .knows(let fact): return state.knows(agency, fact) ? 1 : 0
        case .joined(let agreement): return state.isMember(agency, of: agreement) ? 1 : 0
        case .power(let power): return world.agencies[agency].powers.contains(power) ? 1 : 0
        case .believes(let trait):
            return bound(scope).map { believes(agency, trait, of: $0, in: state) ? 1 : 0 } ?? 0
        case .guardian:
            return bound(scope).map { state.persons[$0].has(.guardian) ? 1 : 0 } ?? 0
        case .met: return bound(scope).map { state.agencies[agency].persons[$0] ? 1 : 0 } ?? 0
        case .did(let type): return bound(scope).map { state.did(agency, type, for: $0) ? 1 : 0 } ?? 0
        case .holds(let type):
            return bound(scope).map { holdsForm(type, about: $0, agency, in: state) ? 1 : 0 } ?? 0
        case .step(let step):
            return bound(scope).map { person in
                state.persons[person].steps.contains { $0.step == step && $0.by == agency } ? 1 : 0
            } ?? 0
        case .ownStatus: return bound(scope).map { state.agencies[agency].marked[$0].rawValue } ?? 0
        case .grounds: return bound(scope).map { holdsGrounds(agency, for: $0, in: state) ? 1 : 0 } ?? 0
        case .cameUpon(let type):
            return bound(scope).map { state.agencies[agency].cameUpon($0, by: type) ? 1 : 0 } ?? 0
        case .toldOf(let need):
            return bound(scope).map { wasTold(agency, of: need, $0, in: state) ? 1 : 0 } ?? 0
        default: break
        }
        guard let at = scope.act else { return 0 }
        let act = at.act
        switch name {
        case .choice(let place): return place < act.choices.count ? act.choices[place] : 0
        case .setting: return act.setting?.index ?? -1
        case .interpreter: return act.interpreter?.index ?? -1
        case .basis: return act.basis?.index ?? -1
        case .purpose: return purpose(of: act, by: agency)?.index ?? -1
        case .service: return act.service?.index ?? -1
        case .status: return act.status?.rawValue ?? -1
        case .place: return act.place?.index ?? -1
        case .apart: return at.apart ? 1 : 0
        case .languageShared: return at.languageShared ? 1 : 0
        case .interpreterIndependent:
            return act.interpreter.map { world.interpreters[$0].independent ? 1 : 0 } ?? 1
        case .consented: return act.person.map { consented($0, act, agency, state) ? 1 : 0 } ?? 0
        case .fits: return fits(act, scope, state) ? 1 : 0
        case .consentedTo(let purpose):
            return act.person.map { consented($0, act, agency, to: purpose, state) ? 1 : 0 } ?? 0
        case .repeats:
            guard let person = act.person, let topic = act.topic,
                !world.acts[act.type].topicsAtAnyTime.contains(topic)
            else { return 0 }
            return min(1000, state.persons[person].asked[topic])
        case .topic(let topic): return act.topic == topic ? 1 : 0
        case .present(let other):
            return act.person.map { isPresent(other, with: $0, apart: at.apart, state) ? 1 : 0 } ?? 0
        case .controllerPresent: return at.controllerPresent ? 1 : 0
        case .order(let order):
            return holdsOrder(order, agency, person: act.person, place: act.place, at: at.time, in: state)
                ? 1 : 0
        case .sources(let element): return min(100, sources(of: element, among: act.facts, scope, state))
        case .proofs(let element):
            let usable = act.facts.filter { isProof($0, for: agency, in: state) }
            return min(100, sources(of: element, among: usable, scope, state))
        case .needs(let element):
            let best = bestProven(by: act.facts, agency, state)
            return best.map { isNeeded(element, for: $0, by: agency, in: state) } ?? true ? 1 : 0
        case .hasAccount: return scope.believed || holdsAccount(act) ? 1 : 0
        case .cites(let kind):
            return act.facts.contains { scenario.facts[$0].evidence == kind } ? 1 : 0
        case .unusable: return min(100, unusable(act.facts, for: agency, in: state))
        case .unusableBy(let rule): return min(100, unusable(act.facts, by: rule, for: agency, in: state))
        case .ourProofs(let element):
            return min(100, sources(of: element, among: allProofs(of: agency, in: state), scope, state))
        case .ourNeeds(let element):
            let best = bestProven(by: allProofs(of: agency, in: state), agency, state)
            return best.map { isNeeded(element, for: $0, by: agency, in: state) } ?? true ? 1 : 0
        case .facts: return min(1000, act.facts.count)
        case .askedToKeep: return act.item.map { isAskedToKeep($0, in: state) ? 1 : 0 } ?? 0
        case .refused: return act.person.flatMap { refused($0, act, agency, state) } != nil ? 1 : 0
        case .refusedSince: return refusedSince(act, agency, at: at.time, state)
        case .sinceRefused(let step): return isTakenSinceRefused(step, act, agency, state) ? 1 : 0
        case .agency, .country, .knows, .power, .believes, .guardian, .met, .did, .holds, .step, .ownStatus,
            .joined, .grounds, .cameUpon, .toldOf:
            return 0
        }
    }

    private func vanished(_ kind: EvidenceID, of person: PersonID, _ state: State) -> Bool {
        index.passing.contains { id in
            let fact = scenario.facts[id]
            guard fact.evidence == kind, fact.persons.contains(person) else { return false }
            return !state.agencies.values.contains { $0.facts[id].knownAt != nil }
                && holds(fact.lastsUntil, Scope(), state)
        }
    }

    /// Where somebody is; for an agency's belief, where it last saw them or knows of as their place.
    private func place(of who: Subject<Kind.Person>, _ scope: Scope, _ state: State) -> PlaceID? {
        guard let id = who.id(in: scope) else { return nil }
        let place = state.persons[id].place
        guard scope.believed, let agency = scope.agency else { return place }
        return state.agencies[agency].sightings[id] ?? (state.agencies[agency].places[place] ? place : nil)
    }

    /// How somebody is marked; for an agency's belief, its own mark, but whoever decides formally keeps the register.
    private func status(of person: PersonID, _ scope: Scope, _ state: State) -> PersonStatus {
        if scope.believed || scope.decisionsKnown, let agency = scope.agency, !mayMark(.identified, agency) {
            let told = state.agencies[agency].told.last { $0.person == person }
            return told?.status ?? state.agencies[agency].marked[person]
        }
        return state.persons[person].status
    }

    /// Whether a step was taken; for what an agency knows, by itself.
    private func isTaken(_ step: StepID, for person: PersonID, _ scope: Scope, _ state: State) -> Bool {
        guard scope.decisionsKnown, let agency = scope.agency else {
            return state.persons[person].has(step)
        }
        // What was set by the very decision that it was told of is known with it.
        let told = state.agencies[agency].told.last { $0.person == person }
        return state.persons[person].steps.contains { taken in
            taken.step == step
                && (taken.by == agency || told.map { $0.by == taken.by && $0.at == taken.time } ?? false)
        }
    }

    private func bound(_ scope: Scope) -> PersonID? {
        (.slot(Slot.person) as Subject<Kind.Person>).id(in: scope)
    }

    /// How many sorts of evidence prove an element, for the person for whom the facts carry most: they are not mixed over
    /// several.
    private func sources(of element: ElementID, among facts: [FactID], _ scope: Scope, _ state: State) -> Int
    {
        guard let person = bestProven(by: facts, scope.agency, state) else { return 0 }
        return sources(of: element, for: person, among: facts, of: scope.agency, in: state).count
    }

    func isPresent(_ other: PersonID, with person: PersonID, apart: Bool, _ state: State) -> Bool {
        !apart && !state.persons[other].has(.lost) && !state.persons[other].has(.absent)
            && state.persons[other].place == state.persons[person].place
    }

    /// Everything that conditions may ask of an act, worked out from state and pack.
    func scope(for act: Act, by agency: AgencyID, at time: ExerciseTime, _ state: State) -> Scope {
        let world = scenario.world
        let apart = act.setting.map { world.settings[$0].apart } ?? true
        var (controllerPresent, languageShared) = (false, true)
        if let person = act.person {
            let cast = scenario.persons[person]
            controllerPresent = cast.controlledBy.contains {
                isPresent($0, with: person, apart: apart, state)
            }
            languageShared = shareLanguage(cast, agency, act.interpreter)
        }
        let at = ActScope(
            act, at: time, apart: apart, controllerPresent: controllerPresent, languageShared: languageShared)
        var scope = Scope(person: act.person, agency: agency, act: at)
        if let place = act.place {
            scope.slots[Slot.place] = place.index
            if let network = index.networkOf[place] { scope.slots[Slot.network] = network.index }
        } else if let person = act.person, let network = index.networkWith[person] {
            scope.slots[Slot.network] = network.index
        }
        return scope
    }

    private func shareLanguage(_ person: Person, _ agency: AgencyID, _ interpreter: InterpreterID?) -> Bool {
        let world = scenario.world
        let spoken = world.countries[world.agencies[agency].country].tongues
        if person.tongues.contains(where: spoken.contains) { return true }
        guard let interpreter else { return false }
        let help = world.interpreters[interpreter]
        return help.allTongues || person.tongues.contains(where: help.tongues.contains)
    }
}
