import Basics
import Model

/// What stands against an act: all of its gates that hold, because whoever breaks several rules at once breaks each.
extension Engine {
    /// What the law says first to an act as it would be done at `now`. Nothing is changed.
    public func law(on act: Act, by seat: SeatID, at now: ExerciseTime, in state: State) -> LawAnswer {
        laws(on: act, by: seat, at: now, in: state).first ?? .allowed
    }

    /// Everything that the law says against an act as it would be done at `now`, as far as the agency can know; nothing if
    /// it is allowed. What makes it impossible stands first, what is only unusual last, the rest in the order of the pack.
    public func laws(on act: Act, by seat: SeatID, at now: ExerciseTime, in state: State) -> [LawAnswer] {
        let agency = state.seats[seat].agency
        let act = withCitedFacts(act, state)
        let gates = gates(against: act, by: agency, at: max(now, state.time), isDone: false, in: state)
        let soft = gates.filter { !$0.hard }
        return
            (gates.filter(\.hard) + soft.filter { $0.answer != .unusual }
            + soft.filter { $0.answer == .unusual }).map(LawAnswer.init)
    }

    /// What the gates say that hold against an act if it is done at `now`. Nothing is changed.
    public func speaking(
        against act: Act, by seat: SeatID, at now: ExerciseTime, in state: State
    ) -> [TextID] {
        let agency = state.seats[seat].agency
        let act = withCitedFacts(act, state)
        return gates(against: act, by: agency, at: now, isDone: true, in: state).map(\.says)
    }

    /// Every gate that holds and is not open, in the order of the pack; then what speaks against the words that are typed.
    ///
    /// What is not known to the agency (where a person is, what they need, how others marked them) is read as the agency
    /// believes it: law binds on what one can know, and its answer tells no secret.
    ///
    /// - Parameter isDone: the act is being done. Then the truth is asked, too, by gates that make it impossible and by those
    ///   that are strict.
    func gates(
        against act: Act, by agency: AgencyID, at time: ExerciseTime, isDone: Bool, in state: State
    ) -> [Gate] {
        let ofWords = gatesOfWords(act, by: agency, in: state)
        let gates = scenario.world.acts[act.type].gates
        if gates.isEmpty { return ofWords }
        let act = withSubject(act, of: agency, state)
        var believed = scope(for: act, by: agency, at: time, state)
        let truth = believed
        believed.believed = true
        // By place: a gate that is only looked at is not copied.
        let held = gates.indices.filter { place in
            let isAskedOfTruth = isDone && (gates[place].hard || gates[place].isStrict)
            return
                (holds(gates[place].when, believed, state)
                || isAskedOfTruth && holds(gates[place].when, truth, state))
                && !isOpen(gates[place], act, agency, at: time, state)
        }
        return held.map { gates[$0] } + ofWords
    }

    /// Whoever gives or refuses an order decides about whom, or where, it was asked for.
    func withSubject(_ act: Act, of agency: AgencyID, _ state: State) -> Act {
        let verb = scenario.world.acts[act.type].verb
        guard verb == .giveOrder || verb == .refuseOrder, let asked = act.item,
            let record = state.item(asked), case .order(let request) = record.item.body, request.to == agency
        else { return act }
        var act = act
        (act.person, act.place) = (request.person, request.place)
        return act
    }

    func isOpen(
        _ gate: Gate, _ act: Act, _ agency: AgencyID, at time: ExerciseTime, _ state: State
    ) -> Bool {
        switch gate.answer {
        case .allowed: return true
        case .needsConsent: return act.person.map { consented($0, act, agency, state) } ?? true
        case .needsGuardian: return act.person.map { state.persons[$0].has(.guardian) } ?? true
        case .needsOrder:
            guard let order = gate.order else { return true }
            return holdsOrder(order, agency, person: act.person, place: act.place, at: time, in: state)
        case .forbidden, .unusual: return false
        }
    }
}

extension Engine {
    /// Whether a choice of an act is asked of whoever does it, as far as the agency believes: what a choice is about may
    /// not be the case. One that is not asked stays as it is first offered.
    ///
    /// - Parameter choice: by position.
    public func asks(_ choice: Int, of act: Act, by seat: SeatID, at now: ExerciseTime, in state: State)
        -> Bool
    {
        let condition = scenario.world.acts[act.type].choices[choice].when
        if condition == .always { return true }
        let agency = state.seats[seat].agency
        var scope = scope(for: act, by: agency, at: max(now, state.time), state)
        scope.believed = true
        return holds(condition, scope, state)
    }
}

extension Decider {
    func gates(against act: Act, by agency: AgencyID) -> [Gate] {
        engine.gates(against: act, by: agency, at: now, isDone: true, in: state)
    }

    /// Going on against gates stands as a breach of each rule, with the mistakes that it is and what follows from it. Two gates
    /// of one rule are one breach, which keeps the sentence of each; of one rule what is only unusual is no breach beside one.
    mutating func record(_ gates: [Gate], _ act: Act, by seat: SeatID) {
        let agency = state.seats[seat].agency
        let act = gates.isEmpty ? act : engine.withSubject(act, of: agency, state)
        for (place, gate) in gates.enumerated() {
            if !gates[..<place].contains(where: { $0.rule == gate.rule }) {
                emit(
                    .breached(
                        Breach(
                            rule: gate.rule, article: gate.article, agency: agency, seat: seat,
                            person: act.person,
                            says: unique(gates.filter { $0.rule == gate.rule }.map(\.says)),
                            isDeviation: gates.allSatisfy {
                                $0.rule != gate.rule || $0.answer == .unusual
                            })))
            }
            if let mistake = gate.mistake { make(mistake, by: agency, for: act.person) }
            if !gate.effects.isEmpty { run(gate.effects, scope(for: act, by: agency)) }
        }
    }
}

extension LawAnswer {
    init(_ gate: Gate) {
        self.init(
            answer: gate.answer, rule: gate.rule, article: gate.article, says: gate.says, order: gate.order,
            hard: gate.hard, acts: gate.acts)
    }
}
