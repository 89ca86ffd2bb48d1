import Basics
import Model

extension Engine {
    /// How each gate stands for an agency on the need-to-know list. What it does not know may be either way, so that the
    /// answer tells no secret.
    public func gates(
        of record: OperationRecord, for viewer: AgencyID, at time: ExerciseTime, in state: State
    ) -> [GateStanding] {
        guard let place = state.operationPlace(record.plan.id) else { return [] }
        let scope = scope(ofOperation: place, at: time, in: state)
        return scenario.world.operations[record.plan.kind].gates.map { gate in
            let belief = Belief(
                engine: self, state: state, viewer: viewer, record: record, acts: gate.acts)
            let range = belief.values(of: gate.holds, scope)
            if range == 0...0 { return .unmet }
            return range.contains(0) ? .unknown : .met
        }
    }
}

extension Engine {
    /// An order is known to who holds it, and to who gave it.
    public func knows(_ agency: AgencyID, of grant: OrderGrant, in state: State) -> Bool {
        if grant.holder == agency { return true }
        guard case .order(let request)? = state.item(grant.request)?.item.body else { return false }
        return request.to == agency
    }
}

/// Which values a condition may have, as far as one agency knows.
private struct Belief {
    let engine: Engine
    let state: State
    let viewer: AgencyID
    let record: OperationRecord
    /// Acts that help the gate at hand: of those an agency sees on the page of the operation whether it has done them.
    let acts: [ActTypeID]

    private static let anything = -1_000_000...1_000_000

    func values(of expression: Expression, _ scope: Scope) -> ClosedRange<Int> {
        func all(_ inner: Expression) -> ClosedRange<Int> { values(of: inner, scope) }
        switch expression {
        case .constant(let value): return value...value
        case .read(let name): return values(of: name, scope)
        case .not(let inner):
            let range = all(inner)
            if range == 0...0 { return 1...1 }
            return range.contains(0) ? 0...1 : 0...0
        case .negate(let inner):
            let range = all(inner)
            return -range.upperBound...(-range.lowerBound)
        case .both(let left, let right):
            let (a, b) = (truth(all(left)), truth(all(right)))
            return min(a.lowerBound, b.lowerBound)...min(a.upperBound, b.upperBound)
        case .either(let left, let right):
            let (a, b) = (truth(all(left)), truth(all(right)))
            return max(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound)
        case .compare(let how, let left, let right): return compare(how, all(left), all(right))
        case .sum(let left, let right):
            let (a, b) = (all(left), all(right))
            return bounded(a.lowerBound + b.lowerBound, a.upperBound + b.upperBound)
        case .difference(let left, let right):
            let (a, b) = (all(left), all(right))
            return bounded(a.lowerBound - b.upperBound, a.upperBound - b.lowerBound)
        case .product(let left, let right):
            let (a, b) = (all(left), all(right))
            return a.count == 1 && b.count == 1
                ? bounded(a.lowerBound * b.lowerBound, a.lowerBound * b.lowerBound) : Self.anything
        case .gather(let how, let collection, let slot, let inner):
            return gather(how, collection, slot, inner, scope)
        }
    }

    private func truth(_ range: ClosedRange<Int>) -> ClosedRange<Int> {
        range == 0...0 ? range : range.contains(0) ? 0...1 : 1...1
    }

    private func bounded(_ low: Int, _ high: Int) -> ClosedRange<Int> {
        let wide = Self.anything
        return min(
            max(low, wide.lowerBound), wide.upperBound)...max(min(high, wide.upperBound), wide.lowerBound)
    }

    private func compare(
        _ how: Expression.Comparison, _ a: ClosedRange<Int>, _ b: ClosedRange<Int>
    ) -> ClosedRange<Int> {
        let (always, never) =
            switch how {
            case .less: (a.upperBound < b.lowerBound, a.lowerBound >= b.upperBound)
            case .lessOrEqual: (a.upperBound <= b.lowerBound, a.lowerBound > b.upperBound)
            case .greater: (a.lowerBound > b.upperBound, a.upperBound <= b.lowerBound)
            case .greaterOrEqual: (a.lowerBound >= b.upperBound, a.upperBound < b.lowerBound)
            case .equal: (a.count == 1 && a == b, !a.overlaps(b))
            case .unequal: (!a.overlaps(b), a.count == 1 && a == b)
            }
        return (always ? 1 : 0)...(never ? 0 : 1)
    }

    private func gather(
        _ how: Expression.Gathering, _ collection: Expression.Collection, _ slot: Int, _ inner: Expression,
        _ scope: Scope
    ) -> ClosedRange<Int> {
        let members: [Int] =
            switch collection {
            case .persons: Array(0..<state.persons.count)
            case .group(let group): engine.scenario.groups[group].members.map(\.index)
            case .agencies: Array(0..<state.agencies.count)
            case .sites: record.plan.sites.map(\.index)
            }
        var scope = scope
        var (sure, possible) = (0, 0)
        for member in members {
            scope.slots[slot] = member
            let range = truth(values(of: inner, scope))
            sure += range.lowerBound
            possible += range.upperBound
        }
        switch how {
        case .exists: return (sure > 0 ? 1 : 0)...(possible > 0 ? 1 : 0)
        case .all: return (sure == members.count ? 1 : 0)...(possible == members.count ? 1 : 0)
        case .count: return sure...possible
        }
    }

    // MARK: Names

    private func values(of name: Name, _ scope: Scope) -> ClosedRange<Int> {
        func exactly() -> ClosedRange<Int> {
            let value = engine.value(.read(name), scope, state)
            return value...value
        }
        func own(_ which: Subject<Kind.Agency>) -> ClosedRange<Int> {
            which.id(in: scope) == viewer ? exactly() : 0...1
        }
        switch name {
        case .isPerson, .placeCountry, .placeLaw, .agencyCountry, .agencyPower, .law: return exactly()
        case .knows(let which, _), .contaminated(let which, _), .met(let which, _): return own(which)
        case .did(let which, let type): return acts.contains(type) ? own(which) : 0...1
        case .acts: return 0...100_000
        case .known(let fact): return (state.knows(viewer, fact) ? 1 : 0)...1
        case .step(let who, let step):
            return who.id(in: scope).map { took(step, for: $0) ? 1...1 : 0...1 } ?? 0...0
        case .trait(let who, let trait):
            return who.id(in: scope).map {
                engine.believes(viewer, trait, of: $0, in: state) ? 1...1 : 0...1
            } ?? 0...0
        case .accommodation(let who, let needed):
            return who.id(in: scope).map {
                engine.knownNeeds(of: $0, to: viewer, in: state).contains(needed) ? 1...1 : 0...1
            } ?? 0...0
        case .status(let who):
            let mark = who.id(in: scope).map { state.agencies[viewer].marked[$0].rawValue } ?? 0
            return mark > 0 ? mark...mark : 0...(PersonStatus.allCases.count - 1)
        case .place, .country, .matter, .balance: return Self.anything
        case .mark, .need, .consents, .fired, .flag, .visited, .victim, .suspect,
            .tied, .vanished, .joined, .paid, .paymentStopped, .frozen, .thawed,
            // Nobody at a desk knows what a network is about.
            .isAtLarge, .hasMoved, .hasHeard, .isAt, .reaches, .raided, .outOfReach:
            return 0...1
        case .dial, .alert, .resources: return 0...100
        case .atLarge(let network): return 0...engine.scenario.networks[network].members.count
        case .talks, .retold: return 0...1000
        case .counter(let counter): return engine.scenario.counters[counter].range
        case .act(let name): return values(of: name, scope, exactly)
        case .plan(let name): return values(of: name, scope, exactly)
        }
    }

    private func took(_ step: StepID, for person: PersonID) -> Bool {
        state.persons[person].steps.contains { $0.step == step && $0.by == viewer }
    }

    /// Of the act there are only the choices of the plan; what is ours is that of whoever leads.
    private func values(of name: ActName, _ scope: Scope, _ exactly: () -> ClosedRange<Int>) -> ClosedRange<
        Int
    > {
        switch name {
        case .choice, .agency, .country, .power: exactly()
        case .knows, .believes, .met, .holds, .step, .ownStatus:
            viewer == record.agency ? exactly() : Self.anything
        default: Self.anything
        }
    }

    private func values(of name: PlanName, _ scope: Scope, _ exactly: () -> ClosedRange<Int>) -> ClosedRange<
        Int
    > {
        switch name {
        case .sites, .reception, .part, .asked, .confirmed, .abroad, .early, .told, .isSite, .notice, .gate:
            return exactly()
        case .order(let order): return held(order, scope) { _ in true }
        case .freezes: return frozen(scope)
        case .siteOrder(let which, let order):
            guard let site = which.id(in: scope) else { return 0...0 }
            return held(order, scope) { $0.place == site }
        // Where people are now, and how they are, is nothing that one knows at a desk.
        case .atSite: return 0...1
        case .proofs(let element):
            let known = engine.proofs(of: element, heldBy: [viewer], in: state)
            return known...(record.takingPart == [viewer] ? known : max(known, 100))
        }
    }

    /// Known are orders that are in one's own hands, and those that one has given.
    private func held(_ order: OrderID, _ scope: Scope, _ fits: (OrderGrant) -> Bool) -> ClosedRange<Int> {
        isKnown { fits($0) && engine.isHeld($0, order, in: record, at: scope) }
            ? 1...1 : 0...(mayBeGiven(order) ? 1 : 0)
    }

    private func frozen(_ scope: Scope) -> ClosedRange<Int> {
        let orders = engine.scenario.world.orders
        let known = state.orders.map(\.value).filter { engine.knows(viewer, of: $0, in: state) }
        return engine.isMoneyHeld(by: known, in: record, at: scope)
            ? 1...1 : 0...(orders.ids.contains { orders[$0].freezes && mayBeGiven($0) } ? 1 : 0)
    }

    private func isKnown(_ fits: (OrderGrant) -> Bool) -> Bool {
        state.orders.contains { fits($0.value) && engine.knows(viewer, of: $0.value, in: state) }
    }

    /// By others, to somebody else who takes part.
    private func mayBeGiven(_ order: OrderID) -> Bool {
        let power = engine.scenario.world.orders[order].givenBy
        let givers = engine.seatedAgencies.filter {
            engine.scenario.world.agencies[$0].powers.contains(power)
        }
        return givers != [viewer] && record.takingPart != [viewer]
    }
}
