import Basics
import Engine
import Model

/// Plays examples and compares what came of them with what they claim.
struct ExamplePlay {
    let findings: Findings
    /// What examples have shown to fire: ids of duties, mistakes, breached rules and reactions.
    private(set) var shown: [String] = []
    /// Rules of gates and of sharing that examples have shown at work.
    private(set) var shownByGates: [String] = []
    private(set) var shownBySharing: [String] = []
    /// What fired and what spoke against an act in any example, claimed or not: ids of rules, texts of gates.
    private(set) var firedAtAll: Set<String> = []
    private(set) var spokeAtAll: Set<String> = []
    /// Rules that somebody went on against in the example at hand.
    private var broken: [BrokenRule] = []
    /// Rules that made an act of it impossible, as it claims.
    private var refused: [String] = []
    /// Rules that fired in the example at hand.
    private var fired: [RuleID] = []

    init(findings: Findings) { self.findings = findings }

    mutating func play(_ staged: StagedExamples) {
        let engine = Engine(staged.scenario)
        for example in staged.examples { play(example, engine) }
    }

    private mutating func play(_ example: Example, _ engine: Engine) {
        (fired, broken, refused) = ([], [], [])
        var state = engine.initial(seed: 1)
        var now = ExerciseTime.start
        watch((try? engine.perform(.control(.start), id: "start", at: now, on: &state)) ?? [], engine)
        for (number, step) in example.steps.enumerated() {
            guard carryOut(step, "step\(number)", engine, &state, &now, example) else { return }
        }
        for claim in example.claims {
            if let told = holds(claim.what, engine, state) {
                if told { note(claim.what, engine.scenario) } else { complain(claim, example, engine, state) }
            }
        }
    }

    // MARK: Steps

    private mutating func carryOut(
        _ step: Example.Step, _ id: String, _ engine: Engine, _ state: inout State, _ now: inout ExerciseTime,
        _ example: Example
    ) -> Bool {
        switch step.what {
        case .effect(let effect, let agency):
            watch(engine.assume([effect], by: agency, at: now, on: &state), engine)
        case .meets(let agency, let person):
            watch(engine.assume(agency, knows: person, at: now, on: &state), engine)
        case .knows(let agency, let fact, let led):
            watch(engine.assume(agency, knows: fact, led: led, at: now, on: &state), engine)
        case .makes(let move):
            do throws(Refusal) {
                watch(
                    try engine.perform(.control(.makeMove(move)), id: id, at: now, on: &state), engine)
            } catch {
                findings.error(.exampleRefused, at: step.spot, example.id, reason(error))
                return false
            }
        case .reads(let agency): read(agency, id, engine, &state, now)
        case .wait(let minutes): pass(to: now.after(minutes: minutes), engine, &state, &now)
        case .act(let seat, let act):
            // What keeps a seat busy is not what an example is about.
            pass(to: max(now, state.seats[seat].busyUntil), engine, &state, &now)
            if let person = act.person {
                pass(to: max(now, state.persons[person].busyUntil), engine, &state, &now)
            }
            let act = answering(act, seat, engine, state)
            spokeAtAll.formUnion(engine.speaking(against: act, by: seat, at: now, in: state).map(\.path))
            do throws(Refusal) {
                watch(try engine.perform(.seat(seat, act), id: id, at: now, on: &state), engine)
            } catch {
                if case .impossible(let rule, _) = error, example.claims.contains(refusalOf: rule) {
                    refused.append(rule)
                    return true
                }
                findings.error(.exampleRefused, at: step.spot, example.id, reason(error))
                return false
            }
            if let due = state.bookings.last(where: { $0.completedAt == nil })?.booking.due {
                pass(to: due, engine, &state, &now)
            }
        }
        return true
    }

    private mutating func read(
        _ agency: AgencyID, _ id: String, _ engine: Engine, _ state: inout State, _ now: ExerciseTime
    ) {
        guard let seat = state.seats.ids.first(where: { state.seats[$0].agency == agency }) else { return }
        for place in state.seats[seat].inbox where !state.items[place].isOpened(by: seat) {
            let item = state.items[place].item.id
            watch((try? engine.perform(.open(seat, item), id: id, at: now, on: &state)) ?? [], engine)
        }
    }

    /// Stands for the form of this type that the agency signed last.
    static func newestForm(_ type: ActTypeID) -> ItemID { ItemID("newest form \(type.index)") }

    /// What answers or takes something back means the newest that it can; it was read before.
    private func answering(_ act: Act, _ seat: SeatID, _ engine: Engine, _ state: State) -> Act {
        var act = act
        if act.item == ExamplePlay.newestPlan {
            act.item = state.operations.last?.plan.id
        }
        act.forms = act.forms.map { named in
            let signed = state.forms.last { dated in
                ExamplePlay.newestForm(dated.value.type) == named
                    && state.seats[dated.value.seat].agency == state.seats[seat].agency
            }
            return signed?.value.id ?? named
        }
        guard act.item == nil else { return act }
        act.item = engine.newestItem(for: act.type, by: seat, in: state)
        return act
    }

    private mutating func pass(
        to time: ExerciseTime, _ engine: Engine, _ state: inout State, _ now: inout ExerciseTime
    ) {
        while let due = engine.nextDue(state), due <= time, state.phase == .running {
            now = max(now, due)
            guard let events = try? engine.perform(.time, id: "", at: now, on: &state) else { break }
            watch(events, engine)
        }
        now = max(now, time)
    }

    private mutating func watch(_ events: [Event], _ engine: Engine) {
        for case .ruleFired(let place) in events {
            guard let rule = engine.rule(at: place) else { continue }
            fired.append(rule)
            firedAtAll.insert(engine.scenario.rules[rule].id)
        }
        broken += BrokenRule.all(in: events)
    }

    private func reason(_ refusal: Refusal) -> String {
        switch refusal {
        case .missing(let part): "the act needs “\(part.rawValue)”"
        case .notYours: "the agency may not use this act type"
        case .unknownThing:
            "the agency does not know the person, place or fact; let it meet or know them first"
        case .notHere: "the agency does not know the place where the person is"
        case .impossible(let rule, _): "the law makes it impossible (\(rule))"
        case .pointless:
            "nobody whom the move concerns can be reached, or nothing is left that it would change"
        case .lostContact: "contact with the person is lost"
        default: "\(refusal)"
        }
    }

    // MARK: Claims

    private func holds(_ claim: Example.Claim.What, _ engine: Engine, _ state: State) -> Bool? {
        func duty(_ id: DutyID, _ by: AgencyID?, _ fits: (RuleState) -> Bool) -> Bool {
            state.rules.indices.contains { place in
                guard let instance = engine.duty(at: place), instance.duty == id else { return false }
                return (by == nil || instance.agency == by) && fits(state.rules[place])
            }
        }
        switch claim {
        case .owed(let id, let by): return duty(id, by) { if case .owed = $0 { true } else { false } }
        case .kept(let id, let by): return duty(id, by) { if case .kept = $0 { true } else { false } }
        case .missed(let id, let by):
            return duty(id, by) {
                if case .missed = $0 { true } else if case .late = $0 { true } else { false }
            }
        case .breach(let rule, let by):
            return wentAgainst(rule, by, asDeviation: false, state)
        case .deviation(let rule, let by): return wentAgainst(rule, by, asDeviation: true, state)
        case .noDeviation(let rule, let by): return !wentAgainst(rule, by, asDeviation: true, state)
        case .noBreach(let rule, let by): return !wentAgainst(rule, by, asDeviation: false, state)
        case .refused(let rule): return refused.contains(rule)
        case .mistake(let id, let by):
            return wasMade(id, by, state)
        case .noMistake(let id, let by): return !wasMade(id, by, state)
        case .request(let result):
            let last = state.items.last { if case .request = $0.item.body { true } else { false } }
            return last?.state == result
        case .promise(let id, let end):
            let last = state.promises.last { $0.made.promise == id }
            return last.map { $0.end == end } ?? false
        case .referral(let result):
            let last = state.items.last { if case .referred = $0.item.body { true } else { false } }
            return last?.state == result
        case .court(let fact, let agency, let use, let rule):
            guard let custody = engine.custody(of: fact, for: agency, in: state) else { return false }
            let objections = custody.links.flatMap(\.objections).map { engine.scenario.world.useRules[$0].id }
            return custody.use == use && (rule.map(objections.contains) ?? true)
        case .notice: return holds(notice: claim, engine, state)
        case .operation, .gate, .minute: return holds(operation: claim, state)
        case .fired(let id): return fired.contains(id)
        case .quiet(let id): return !fired.contains(id)
        case .holds(let condition): return engine.holds(condition, in: state)
        }
    }

    private func wentAgainst(_ rule: String, _ by: AgencyID?, asDeviation: Bool, _ state: State) -> Bool {
        state.breaches.contains {
            $0.value.rule == rule && $0.value.isDeviation == asDeviation
                && (by == nil || $0.value.agency == by)
        }
    }

    private func wasMade(_ mistake: MistakeID, _ by: AgencyID?, _ state: State) -> Bool {
        state.mistakes.contains { $0.value.mistake == mistake && (by == nil || $0.value.agency == by) }
    }

    private mutating func note(_ claim: Example.Claim.What, _ scenario: Scenario) {
        switch claim {
        case .missed(let id, _), .kept(let id, _): shown.append(scenario.world.duties[id].id)
        case .breach(let rule, _), .deviation(let rule, _):
            shown.append(rule)
            for holder in broken.filter({ $0.rule == rule }).map(\.holder) {
                if holder == .gate { shownByGates.append(rule) }
                if holder == .sharing { shownBySharing.append(rule) }
            }
        case .refused(let rule): shownByGates.append(rule)
        case .mistake(let id, _): shown.append(scenario.world.mistakes[id].id)
        case .promise(let id, .broken?), .promise(let id, .late?):
            shown.append(scenario.world.promises[id].id)
        case .fired(let id): shown.append(scenario.rules[id].id)
        case .court(_, _, _, let rule?): shown.append(rule)
        case .notice(let act, let id, _, _, isWritten: true):
            shown.append(scenario.world.acts[act].id + "." + id)
        case .gate(let gate, let isMet): shown.append(gate + (isMet ? " met" : " not met"))
        default: break
        }
    }

    private func complain(_ claim: Example.Claim, _ example: Example, _ engine: Engine, _ state: State) {
        let breaches = state.breaches.map(\.value.rule)
        let mistakes = state.mistakes.map { engine.scenario.world.mistakes[$0.value.mistake].id }
        let happened = breaches + mistakes
        findings.error(
            .exampleFails, at: claim.spot, example.id, happened.isEmpty ? "nothing" : enumerated(happened))
    }
}

extension [Example.Claim] {
    fileprivate func contains(refusalOf rule: String) -> Bool { contains { $0.what == .refused(rule) } }
}
