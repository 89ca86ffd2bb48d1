import Basics
import Model

/// Promises made to people: due at a moment, kept by an act of the same agency, and remembered by the person if not.
extension Decider {
    /// Whoever promises the same thing again while it is open has promised it once.
    mutating func give(_ promise: PromiseID, _ scope: Scope) {
        guard let agency = scope.agency, let person = resolve(.slot(Slot.person), scope) as PersonID?,
            !state.promises.contains(where: {
                $0.end == nil && $0.made.promise == promise && $0.made.agency == agency
                    && $0.made.person == person
            }), let until = until(world.promises[promise].within, agency)
        else { return }
        emit(
            .promised(
                PromiseMade(id: newID(), promise: promise, person: person, agency: agency, until: until)))
    }

    /// An act that was carried out keeps what it was promised for.
    mutating func keepPromises(by agency: AgencyID, _ act: Act) {
        guard let person = act.person else { return }
        for place in state.promises.indices where state.promises[place].canBeKept {
            let isLate = state.promises[place].end == .broken
            let made = state.promises[place].made
            let promise = world.promises[made.promise]
            guard made.agency == agency, made.person == person, promise.keptBy.contains(act.type) else {
                continue
            }
            emit(.promiseOver(made.id, isLate ? .late : .kept))
            if !isLate { run(promise.kept, Scope(person: person, agency: agency)) }
        }
    }

    mutating func promiseDue(_ id: ItemID) {
        guard let made = state.promises.first(where: { $0.made.id == id && $0.end == nil })?.made else {
            return
        }
        let isVoid = state.persons[made.person].has(.lost)
        emit(.promiseOver(id, isVoid ? .void : .broken))
        if !isVoid {
            run(world.promises[made.promise].broken, Scope(person: made.person, agency: made.agency))
        }
    }
}

extension Engine {
    /// What an act promises as it is chosen, to whomever.
    public func promises(
        by act: Act, of agency: AgencyID, at time: ExerciseTime, in state: State
    ) -> [PromiseID] {
        let effects = scenario.world.acts[act.type].effects.filter {
            if case .promise = $0.verb { true } else { false }
        }
        if effects.isEmpty { return [] }
        let scope = scope(for: act, by: agency, at: max(time, state.time), state)
        return effects.compactMap { effect in
            guard case .promise(let id) = effect.verb, holds(effect.when, scope, state) else { return nil }
            return id
        }
    }
}

/// A promise and what became of it.
public struct PromiseRecord: Hashable, Sendable {
    public let made: PromiseMade
    public let at: ExerciseTime
    /// Nil while it is open.
    public internal(set) var end: PromiseEnd?
    public internal(set) var endedAt: ExerciseTime?
    /// In time, or late.
    var canBeKept: Bool { end == nil || end == .broken }
}

extension State {
    mutating func promise(_ made: PromiseMade, at now: ExerciseTime) {
        promises.append(PromiseRecord(made: made, at: now))
        schedule.add(.promise(made.id), at: made.until)
    }

    mutating func end(_ promise: ItemID, _ end: PromiseEnd, at now: ExerciseTime) {
        guard let place = promises.firstIndex(where: { $0.made.id == promise }) else { return }
        promises[place].end = end
        promises[place].endedAt = now
        schedule.remove(.promise(promise))
    }
}
