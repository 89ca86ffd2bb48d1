import Basics
import Model

/// What can come to be if nothing is ever lost: grows until nothing more can be added.
struct Possibility {
    let scenario: Scenario
    /// By agency: somebody sits there.
    let isSeated: [Bool]
    /// By fact: some agency with a seat can learn it.
    private(set) var learnable: [Bool]
    private(set) var fired: [Bool]
    private(set) var flags: [Bool]
    /// By leak: an act that somebody can do causes it.
    private(set) var heard: [Bool]
    private(set) var moved: [Bool]
    /// By flow: it was paid before STARTEX, or some effect pays it.
    private(set) var paid: [Bool]

    init(_ scenario: Scenario) {
        self.scenario = scenario
        isSeated = scenario.world.agencies.ids.map { agency in
            scenario.seats.values.contains { $0.agency == agency }
        }
        learnable = Array(repeating: false, count: scenario.facts.count)
        fired = Array(repeating: false, count: scenario.injects.count)
        flags = Array(repeating: false, count: scenario.flags.count)
        heard = Array(repeating: false, count: scenario.leaks.count)
        moved = Array(repeating: false, count: scenario.moves.count)
        paid = scenario.money.flows.ids.map { flow in
            scenario.money.payments.contains { $0.flow == flow }
        }
        grow()
    }

    var seatedAgencies: [AgencyID] { scenario.world.agencies.ids.filter { isSeated[$0.index] } }

    func canUse(_ act: ActTypeID, _ agency: AgencyID) -> Bool { scenario.world.mayUse(act, agency) }

    /// Somebody with a seat can give an order that freezes money.
    var canFreeze: Bool {
        scenario.world.acts.ids.contains { id in
            let act = scenario.world.acts[id]
            return act.verb == .giveOrder && act.order.map { scenario.world.orders[$0].freezes } == true
                && isUsable(id)
        }
    }

    func isUsable(_ act: ActTypeID) -> Bool { seatedAgencies.contains { canUse(act, $0) } }

    /// The condition holds in some course of the exercise, as far as can be told.
    func canHold(_ condition: Expression, for agency: AgencyID? = nil, knowing facts: [Bool]? = nil) -> Bool {
        values(of: condition, for: Reader(agency: agency, facts: facts)).upperBound != 0
    }

    // MARK: Growing

    private mutating func grow() {
        var before = -1
        while true {
            let size = (learnable + fired + flags + heard + moved + paid).count { $0 }
            if size == before { return }
            before = size
            growInjects()
            growEffects()
            growFacts()
        }
    }

    private mutating func growInjects() {
        for id in scenario.injects.ids {
            let inject = scenario.injects[id]
            switch inject.trigger {
            case .at: fired[id.index] = true
            case .when(let condition, _): if canHold(condition) { fired[id.index] = true }
            // Whether a hand is meant to fire it is asked elsewhere.
            case .byHand: break
            }
            if fired[id.index], let followup = inject.ifNothing { fired[followup.fire.index] = true }
        }
    }

    /// By hand: the pack says so, and the hand of control is free.
    mutating func allowByHand(_ injects: [InjectID]) {
        for inject in injects { fired[inject.index] = true }
        grow()
    }

    private mutating func growEffects() {
        for rule in scenario.rules.values where canHold(rule.when) { apply(rule.effects) }
        for id in scenario.world.acts.ids where isUsable(id) {
            let act = scenario.world.acts[id]
            apply(act.before)
            apply(act.effects)
            for gate in act.gates where canHold(gate.when) { apply(gate.effects) }
        }
        for promise in scenario.world.promises.values {
            apply(promise.kept)
            apply(promise.broken)
        }
        for duty in scenario.world.duties.values where canHold(duty.when) { apply(duty.effects) }
        for setting in scenario.world.settings.values { apply(setting.effects) }
        for order in scenario.world.orders.values { apply(order.effects) }
        for operation in scenario.world.operations.values {
            for minute in operation.minutes { apply(minute.effects) }
        }
        growNetworks()
    }

    private mutating func growNetworks() {
        for id in scenario.leaks.ids where canBeCaused(scenario.leaks[id]) {
            heard[id.index] = true
            apply(scenario.leaks[id].effects)
        }
        for id in scenario.moves.ids where canBeMade(scenario.moves[id]) {
            moved[id.index] = true
            apply(scenario.moves[id].each)
            apply(scenario.moves[id].effects)
            if canHold(scenario.moves[id].failsIf) { apply(scenario.moves[id].ifStopped) }
        }
    }

    func canBeMade(_ move: NetworkMove) -> Bool {
        canHold(move.when) && (move.who == .always || canHold(move.who))
    }

    func canBeCaused(_ leak: Leak) -> Bool {
        leak.acts.contains { act in
            seatedAgencies.contains { agency in
                (leak.agencies.isEmpty || leak.agencies.contains(agency)) && canUse(act, agency)
                    && canHold(leak.when, for: agency)
            }
        }
    }

    private mutating func apply(_ effects: [Effect]) {
        for effect in effects where canHold(effect.when) {
            switch effect.verb {
            case .reveal(let fact, let agencies):
                if agencies.contains(where: { isSeated[$0.index] }) { learnable[fact.index] = true }
            case .fire(let inject): fired[inject.index] = true
            case .pay(let flow): paid[flow.index] = true
            case .set(.flag(let flag), let value): if canHold(value) { flags[flag.index] = true }
            default: break
            }
        }
    }

    private mutating func growFacts() {
        let grasp = grasp(of: seatedAgencies, abroad: true)
        for fact in scenario.facts.ids where grasp.facts[fact.index] { learnable[fact.index] = true }
    }
}

/// Which values an expression can have; wider than the truth where that is hard to tell.
extension Possibility {
    /// Who acts, and what those with whom it shares know; `nil` is anybody.
    struct Reader {
        var agency: AgencyID?
        var facts: [Bool]?
    }

    func values(of expression: Expression, for reader: Reader) -> ClosedRange<Int> {
        func all(_ inner: Expression) -> ClosedRange<Int> { values(of: inner, for: reader) }
        switch expression {
        case .constant(let value): return value...value
        case .read(let name): return values(of: name, for: reader)
        case .not(let inner):
            let inner = all(inner)
            return (inner.upperBound == 0 ? 1 : 0)...(inner.lowerBound > 0 ? 0 : 1)
        case .negate(let inner): return Reach.negated(all(inner))
        case .both(let left, let right):
            let (a, b) = (all(left), all(right))
            return min(a.lowerBound, b.lowerBound)...min(a.upperBound, b.upperBound)
        case .either(let left, let right):
            let (a, b) = (all(left), all(right))
            return max(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound)
        case .compare(let sign, let left, let right): return Reach.compare(sign, all(left), all(right))
        case .sum(let left, let right): return Reach.sum(all(left), all(right))
        case .difference(let left, let right): return Reach.sum(all(left), Reach.negated(all(right)))
        case .product(let left, let right): return Reach.product(all(left), all(right))
        case .gather(let gathering, let collection, _, let inner):
            let size = size(of: collection)
            let inner = all(inner)
            switch gathering {
            case .exists: return 0...(size > 0 ? inner.upperBound : 0)
            case .all: return 0...(size > 0 ? inner.upperBound : 1)
            case .count: return 0...(inner.upperBound > 0 ? size : 0)
            }
        }
    }

    private func size(of collection: Expression.Collection) -> Int {
        switch collection {
        case .persons: scenario.persons.count
        case .group(let group): scenario.groups[group].members.count
        case .agencies: scenario.world.agencies.count
        case .sites: ConditionChecker.mostSites
        }
    }

    private func truth(_ isPossible: Bool) -> ClosedRange<Int> { 0...(isPossible ? 1 : 0) }

    private func values(of name: Name, for reader: Reader) -> ClosedRange<Int> {
        let world = scenario.world
        switch name {
        case .dial, .alert, .resources: return 0...100
        case .atLarge(let network): return 0...scenario.networks[network].members.count
        case .isAtLarge, .isAt, .reaches, .raided, .outOfReach: return 0...1
        case .hasMoved(let move): return truth(moved[move.index])
        case .hasHeard(let leak): return truth(heard[leak.index])
        case .status: return 0...(PersonStatus.allCases.count - 1)
        case .mark, .need, .consents, .isPerson, .visited, .step, .met, .did,
            .joined, .tied, .vanished:
            return 0...1
        case .paid(let flow): return truth(paid[flow.index])
        case .paymentStopped(let flow): return truth(paid[flow.index] && canFreeze)
        case .frozen, .thawed: return truth(canFreeze)
        case .balance: return -1_000_000...1_000_000
        case .matter(_, let matter): return world.matters[matter].range
        case .trait(.fixed(let person), let trait):
            return truth(scenario.persons[person].traits.contains { $0.trait == trait })
        case .trait: return 0...1
        case .accommodation(.fixed(let person), let needed):
            return truth(scenario.persons[person].accommodations.contains { $0.accommodation == needed })
        case .accommodation: return 0...1
        case .place: return 0...max(0, world.places.count - 1)
        case .talks, .retold: return 0...1000
        case .acts: return 0...100_000
        case .country, .placeCountry, .agencyCountry: return -1...max(0, world.countries.count - 1)
        case .known(let fact), .knows(_, let fact), .contaminated(_, let fact):
            return truth(learnable[fact.index])
        case .fired(let inject): return truth(fired[inject.index])
        case .flag(let flag): return truth(flags[flag.index])
        case .counter(let counter): return scenario.counters[counter].range
        case .law(let law):
            let values = world.countries.values.map { $0.law[law] }
            if let agency = reader.agency {
                let value = world.countries[world.agencies[agency].country].law[law]
                return value...value
            }
            return (values.min() ?? 0)...(values.max() ?? 0)
        case .placeLaw(_, let law):
            let values = world.countries.values.map { $0.law[law] }
            return min(0, values.min() ?? 0)...(values.max() ?? 0)
        case .agencyPower(.fixed(let agency), let power):
            return truth(world.agencies[agency].powers.contains(power))
        case .agencyPower: return 0...1
        case .victim, .suspect: return 0...1
        case .act(let name): return values(of: name, for: reader)
        case .plan: return -1...1_000_000
        }
    }

    private func values(of name: ActName, for reader: Reader) -> ClosedRange<Int> {
        switch name {
        case .agency:
            if let agency = reader.agency { return agency.index...agency.index }
            return -1...max(0, scenario.world.agencies.count - 1)
        case .country:
            if let agency = reader.agency {
                let country = scenario.world.agencies[agency].country.index
                return country...country
            }
            return -1...max(0, scenario.world.countries.count - 1)
        case .power(let power):
            if let agency = reader.agency {
                return truth(scenario.world.agencies[agency].powers.contains(power))
            }
            return 0...1
        case .knows(let fact): return truth((reader.facts ?? learnable)[fact.index])
        case .repeats: return 0...1000
        case .choice, .setting, .interpreter, .basis, .purpose, .service, .status, .place: return -1...1000
        case .apart, .languageShared, .interpreterIndependent, .consented, .consentedTo, .fits, .guardian,
            .topic,
            .present,
            .controllerPresent, .believes, .order, .met, .did, .holds, .step, .cites, .needs, .hasAccount,
            .joined, .grounds, .cameUpon, .toldOf, .askedToKeep, .refused, .sinceRefused, .ourNeeds:
            return 0...1
        case .facts: return 0...1000
        case .refusedSince: return 0...ActName.longestSince
        case .ownStatus: return 0...(PersonStatus.allCases.count - 1)
        case .sources, .proofs, .ourProofs, .unusable, .unusableBy: return 0...100
        }
    }
}
