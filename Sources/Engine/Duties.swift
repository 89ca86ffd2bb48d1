import Basics
import Model

/// Duties: owed from when their condition holds, kept when what they ask for is done, missed when their time is over
/// or something breaks them. What is missed can still be kept, late.
extension Decider {
    mutating func lookAtDuty(_ place: Int, _ duty: DutyID, _ instance: Index.Instance) {
        let scope = Scope(person: instance.person, agency: instance.agency)
        if isOwedAnew(place, instance, scope) { return owe(place, duty, instance, scope) }
        switch state.rules[place] {
        case .idle:
            guard holds(instance.when, scope) else { return }
            if holds(instance.done, scope) { return emit(.dutyKept(place)) }
            owe(place, duty, instance, scope)
        case .owed:
            if holds(instance.done, scope) { return emit(.dutyKept(place)) }
            if holds(instance.breach, scope) { return miss(place, duty, scope) }
            if !holds(instance.when, scope) { emit(.dutyLapsed(place)) }
        case .missed: if holds(instance.done, scope) { emit(.dutyKept(place)) }
        case .kept, .late:
            // Owed anew when it ceased to be owed and what was done no longer stands.
            if !holds(instance.when, scope), !holds(instance.done, scope) { emit(.ruleIdle(place)) }
        case .waiting, .fired: break
        }
    }

    private mutating func owe(_ place: Int, _ duty: DutyID, _ instance: Index.Instance, _ scope: Scope) {
        emit(.dutyOwed(place, until: until(world.duties[duty].within, instance.agency)))
        if holds(instance.breach, scope) { miss(place, duty, scope) }
    }

    /// The step that makes each occasion of its own was taken since the duty was kept or missed, and nothing was done yet.
    /// While a duty is owed its time runs on, so that a second occasion puts the first off for nobody.
    private func isOwedAnew(_ place: Int, _ instance: Index.Instance, _ scope: Scope) -> Bool {
        guard let step = instance.anew, let person = instance.person,
            let taken = state.persons[person].steps.last(where: { $0.step == step })?.time
        else { return false }
        let ended =
            switch state.rules[place] {
            case .kept(let at), .late(let at), .missed(let at): at
            default: taken
            }
        return taken > ended && holds(instance.when, scope) && !holds(instance.done, scope)
    }

    /// The time of a duty is over.
    mutating func dutyDue(_ place: Int, _ duty: DutyID) {
        guard case .owed = state.rules[place] else { return }
        let instance = engine.index.instances[place]
        miss(place, duty, Scope(person: instance.person, agency: instance.agency))
    }

    func until(_ limit: Duty.Limit?, _ agency: AgencyID?) -> ExerciseTime? {
        guard let limit, let agency else { return nil }
        return until(limit, agency, from: nil)
    }

    /// - Parameter start: counted from now without one.
    func until(_ limit: Duty.Limit, _ agency: AgencyID, from start: ExerciseTime?) -> ExerciseTime {
        let start = start ?? now
        switch limit {
        case .minutes(let minutes): return start.after(minutes: minutes)
        case .office(let minutes):
            return engine.due(after: minutes, office: true, agency: agency, from: start)
        case .law(let law):
            let country = world.agencies[agency].country
            return start.after(minutes: world.countries[country].law[law])
        }
    }

    private mutating func miss(_ place: Int, _ id: DutyID, _ scope: Scope) {
        guard let agency = scope.agency else { return }
        let duty = world.duties[id]
        emit(.dutyMissed(place))
        let person = resolve(.slot(Slot.person), scope) as PersonID?
        emit(
            .breached(
                Breach(rule: duty.id, article: duty.article, agency: agency, seat: nil, person: person)))
        if let mistake = duty.mistake { make(mistake, by: agency, for: person) }
        run(duty.effects, scope)
    }

    /// A mistake is told once for an agency and a person, however often it is made.
    mutating func make(
        _ mistake: MistakeID, by agency: AgencyID, for person: PersonID?, byStaff: Bool = false,
        in contact: ItemID? = nil
    ) {
        let isKnown = state.mistakes.contains {
            $0.value.mistake == mistake && $0.value.agency == agency && $0.value.person == person
        }
        if isKnown { return }
        emit(
            .mistakeMade(
                MistakeMade(
                    mistake: mistake, agency: agency, person: person, byStaff: byStaff, contact: contact)))
    }
}

extension Expression {
    /// It reads how persons are marked or which steps were taken for them, by whomever.
    fileprivate var readsDecisions: Bool {
        switch self {
        case .constant: false
        case .read(.status), .read(.step): true
        case .read: false
        case .not(let inner), .negate(let inner), .gather(_, _, _, let inner): inner.readsDecisions
        case .both(let left, let right), .either(let left, let right), .compare(_, let left, let right),
            .sum(let left, let right), .difference(let left, let right), .product(let left, let right):
            left.readsDecisions || right.readsDecisions
        }
    }
}

extension Expression {
    /// It reads which steps were taken, by whomever.
    fileprivate var readsSteps: Bool {
        switch self {
        case .constant: false
        case .read(.step): true
        case .read: false
        case .not(let inner), .negate(let inner), .gather(_, _, _, let inner): inner.readsSteps
        case .both(let left, let right), .either(let left, let right), .compare(_, let left, let right),
            .sum(let left, let right), .difference(let left, let right), .product(let left, let right):
            left.readsSteps || right.readsSteps
        }
    }

    /// The numbers that stand in it: of statuses, among others.
    fileprivate var constants: [Int] {
        switch self {
        case .constant(let value): [value]
        case .read: []
        case .not(let inner), .negate(let inner), .gather(_, _, _, let inner): inner.constants
        case .both(let left, let right), .either(let left, let right), .compare(_, let left, let right),
            .sum(let left, let right), .difference(let left, let right), .product(let left, let right):
            left.constants + right.constants
        }
    }
}

/// One duty of one agency, for one person if it is bound.
public struct DutyInstance: Hashable, Sendable {
    public let duty: DutyID
    public let agency: AgencyID
    public let person: PersonID?
}

extension Engine {
    /// The duty that stands at a place of `State.rules`; nil if a rule or an inject stands there.
    public func duty(at place: Int) -> DutyInstance? {
        let instance = index.instances[place]
        guard let duty = instance.duty, let agency = instance.agency else { return nil }
        return DutyInstance(duty: duty, agency: agency, person: instance.person)
    }

    /// Whether the agency that owes a duty knows of it. One that rests on what others decided about a person is known to who
    /// decided it, to who keeps the register, and where the law has it told; any other is known to whoever owes it.
    public func isKnown(_ duty: DutyInstance, in state: State) -> Bool {
        let definition = scenario.world.duties[duty.duty]
        if definition.isNotified || keepsRegister(duty.agency) { return true }
        if !definition.when.readsDecisions { return true }
        var scope = Scope(person: duty.person, agency: duty.agency)
        scope.decisionsKnown = true
        return holds(definition.when, scope, state)
    }

    /// Whether the agency that owed a duty may be told that it is over. Nothing of what others decide changes the answer, so
    /// that a duty which has ended tells nothing by staying or going: one that rests on what others decided about a person
    /// stays only for who has decided the same, or where everything is told anyway.
    public func isKnownAfterwards(_ duty: DutyInstance, in state: State) -> Bool {
        let definition = scenario.world.duties[duty.duty]
        if definition.isNotified || keepsRegister(duty.agency) { return true }
        if !definition.when.readsDecisions { return true }
        guard let person = duty.person, !definition.when.readsSteps else { return false }
        let own = state.agencies[duty.agency].marked[person]
        guard own == .presumed || own == .identified else { return false }
        return own == .identified || !definition.when.constants.contains(PersonStatus.identified.rawValue)
    }

    /// Whether an agency's own mark changed which of its running duties it knows of.
    public func isDutyTold(by mark: StatusMark, in state: State) -> Bool {
        if keepsRegister(mark.agency) { return false }
        var earlier = state
        let marks = state.marks.filter { $0.value.agency == mark.agency && $0.value.person == mark.person }
        earlier.agencies[mark.agency].marked[mark.person] = marks.dropLast().last?.value.status ?? .unknown
        return duties(of: mark.agency).contains { place in
            guard let told = duty(at: place), told.person == mark.person else { return false }
            switch state.rules[place] {
            case .owed: if scenario.world.duties[told.duty].isProhibition { return false }
            case .missed: break
            default: return false
            }
            return isKnown(told, in: state) != isKnown(told, in: earlier)
        }
    }

    /// Whether an agency keeps the register of how people are marked: it decides formally.
    public func keepsRegister(_ agency: AgencyID) -> Bool { mayMark(.identified, agency) }

    /// The places in `State.rules` at which the duties of an agency stand.
    public func duties(of agency: AgencyID) -> [Int] { index.dutiesOf[agency] }

    /// Whether indicators of these strengths make a dimension positive. A stronger indicator
    /// stands in for a weaker one.
    public func isPositive(_ seen: [Strength]) -> Bool {
        let strong = seen.count { $0 == .strong }
        let medium = seen.count { $0 == .medium }
        let weak = seen.count { $0 == .weak }
        return scenario.world.indicators.positive.contains { mix in
            let spareStrong = strong - mix.strong
            let spareMedium = medium + spareStrong - mix.medium
            return spareStrong >= 0 && spareMedium >= 0 && weak + spareMedium >= mix.weak
        }
    }
}

// What the checker of packs needs to play an example.
extension Engine {
    /// Lets something be the case without anybody having done it; returns what came of it.
    public func assume(
        _ effects: [Effect], by agency: AgencyID? = nil, at time: ExerciseTime, on state: inout State
    ) -> [Event] {
        change(&state, at: time) { $0.run(effects, Scope(agency: agency)) }
    }

    public func assume(
        _ agency: AgencyID, knows person: PersonID, at time: ExerciseTime, on state: inout State
    ) -> [Event] {
        change(&state, at: time) { decider in
            decider.meet(agency, person)
            decider.find(agency, decider.state.persons[person].place)
        }
    }

    /// - Parameter led: the agency has it from leading questions.
    public func assume(
        _ agency: AgencyID, knows fact: FactID, led: Bool, at time: ExerciseTime, on state: inout State
    ) -> [Event] {
        change(&state, at: time) { $0.learn(fact, agency, .staff, item: nil, contaminated: led) }
    }

    private func change(_ state: inout State, at time: ExerciseTime, _ body: (inout Decider) -> Void)
        -> [Event]
    {
        var decider = Decider(engine: self, state: state, command: "given", now: max(time, state.time))
        body(&decider)
        decider.settle()
        state = decider.state
        return decider.events
    }

    /// What would come of looking at every condition now: nothing, as long as each is looked at whenever something
    /// that it reads has changed.
    public func lookAtEverything(in state: State) -> [Event] {
        var copy = state
        return change(&copy, at: state.time) { $0.touchAll() }
    }

    /// Whether a condition that speaks of nobody bound holds.
    public func holds(_ condition: Expression, in state: State) -> Bool {
        holds(condition, Scope(), state)
    }

    /// The rule that stands at a place of `State.rules`.
    public func rule(at place: Int) -> RuleID? { index.instances[place].rule }
}
