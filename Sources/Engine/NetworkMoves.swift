import Basics
import Model

/// What networks notice, consider and do. One move at a time: the most pressing that can be done and makes sense.
extension Decider {
    private func scope(of network: NetworkID, person: PersonID? = nil) -> Scope {
        engine.scope(of: network, person: person)
    }

    // MARK: Hearing

    /// An act was begun: who lets a network hear of it, and when.
    mutating func leak(_ act: Act, by seat: SeatID, _ id: ItemID) {
        let leaks = engine.index.leaksOf[act.type]
        if leaks.isEmpty { return }
        let agency = state.seats[seat].agency
        let scope = scope(for: act, by: agency)
        for leak in leaks where fits(scenario.leaks[leak], act, by: agency) {
            let definition = scenario.leaks[leak]
            guard holds(definition.when, scope) else { continue }
            let draw = Chance(seed: state.seed).below(
                100, "leak", [leak.index, seat.index, act.type.index], count: state.seats[seat].uses[act.type]
            )
            guard draw < definition.chance else { continue }
            emit(.leaked(definition.network, leak, id, at: now.after(minutes: definition.after)))
        }
    }

    private func fits(_ leak: Leak, _ act: Act, by agency: AgencyID) -> Bool {
        if !leak.agencies.isEmpty, !leak.agencies.contains(agency) { return false }
        if !leak.places.isEmpty, !(act.place.map(leak.places.contains) ?? false) { return false }
        if !leak.persons.isEmpty, !(act.person.map(leak.persons.contains) ?? false) { return false }
        if !leak.classes.isEmpty,
            !act.facts.contains(where: { leak.classes.contains(scenario.facts[$0].sharing) })
        {
            return false
        }
        return leak.to.isEmpty || leak.to.contains { isTold($0, act) }
    }

    private func isTold(_ agency: AgencyID, _ act: Act) -> Bool {
        act.agency == agency || act.agencies.contains(agency)
            || act.seats.contains { state.seats[$0].agency == agency }
    }

    mutating func hear(_ leak: LeakID, _ item: ItemID) {
        let definition = scenario.leaks[leak]
        emit(.heard(definition.network, leak, item))
        run(definition.effects, scope(of: definition.network))
    }

    /// Alertness rises by an act that can be seen.
    mutating func notice(_ network: NetworkID, _ scope: Scope, by rise: Int) {
        guard rise > 0, let act = scope.act?.act, let agency = scope.agency,
            scenario.networks[network].isMinded
        else { return }
        emit(.noticed(network, agency, act.type, by: rise))
    }

    // MARK: Considering

    /// Goes on with what it is about, breaks it off, or begins something else.
    mutating func consider(_ id: NetworkID) {
        guard state.phase == .running || state.phase == .paused else { return }
        enterPhases(of: id)
        if let running = state.networks[id].running {
            guard let end = reasonToBreakOff(running.move, id) else { return }
            emit(.moveEnded(id, running.move, end, [], again: nil))
        }
        guard let next = engine.bestMove(of: id, in: state) else { return }
        emit(.moveBegun(id, next, until: now.after(minutes: max(1, scenario.moves[next].after))))
    }

    private mutating func enterPhases(of id: NetworkID) {
        for phase in scenario.networks[id].phases {
            if let current = state.networks[id].phase, phase <= current { continue }
            if holds(scenario.phases[phase].when, scope(of: id)) { emit(.phaseEntered(id, phase)) }
        }
    }

    private func reasonToBreakOff(_ move: MoveID, _ network: NetworkID) -> MoveEnd? {
        if let obstacle = engine.obstacle(to: move, in: state, isRunning: true) { return obstacle.end }
        guard let better = engine.bestMove(of: network, in: state),
            scenario.moves[better].priority > scenario.moves[move].priority
        else { return nil }
        return .morePressing
    }

    // MARK: Doing

    /// The time that a move takes is over.
    mutating func moveDue(_ network: NetworkID) {
        guard let running = state.networks[network].running else { return }
        let move = scenario.moves[running.move]
        if holds(move.failsIf, scope(of: network)) {
            emit(.moveEnded(network, running.move, .stopped, [], again: again(running.move)))
            pay(move)
            return run(move.ifStopped, scope(of: network))
        }
        carryOut(running.move)
    }

    mutating func carryOut(_ id: MoveID) {
        let move = scenario.moves[id]
        let network = move.network
        let concerned = engine.concerned(by: move, in: state)
        emit(.moveEnded(network, id, .made, concerned, again: again(id)))
        pay(move)
        for person in move.recruits where state.persons[person].has(.absent) {
            emit(.markChanged(person, .absent, false))
            bring(person, move.to)
        }
        for person in move.flees where engine.isAtLarge(person, in: state) { bring(person, move.to) }
        for person in concerned {
            bring(person, move.to)
            run(move.each, scope(of: network, person: person))
        }
        run(move.effects, scope(of: network))
    }

    private mutating func bring(_ person: PersonID, _ place: PlaceID?) {
        if let place, state.persons[person].place != place { emit(.personMoved(person, place)) }
    }

    private mutating func pay(_ move: NetworkMove) {
        let left = max(0, state.networks[move.network].resources - move.cost)
        if left != state.networks[move.network].resources { emit(.resourcesChanged(move.network, left)) }
    }

    /// When a move that has just been tried can be done again; nil if no pause is asked for, or never.
    private func again(_ id: MoveID) -> ExerciseTime? {
        let move = scenario.moves[id]
        guard move.pause > 0, state.moves[id].tried + 1 < move.times else { return nil }
        return now.after(minutes: move.pause)
    }

    // MARK: Control

    mutating func hold(_ network: NetworkID, _ held: Bool) throws(Refusal) {
        guard state.networks[network].held != held else { throw held ? .alreadyDone : .notHeld }
        emit(.networkHeld(network, held))
    }

    /// Control lets a network make a move, although it has no reason or no means; never one that changes nothing.
    mutating func make(_ move: MoveID) throws(Refusal) {
        guard engine.makesSense(scenario.moves[move], in: state) else { throw .pointless }
        let network = scenario.moves[move].network
        if let running = state.networks[network].running, running.move != move {
            emit(.moveEnded(network, running.move, .morePressing, [], again: nil))
        }
        carryOut(move)
    }

    mutating func setAlert(_ network: NetworkID, _ value: Int) {
        let value = min(100, max(0, value))
        if value != state.alerts[network] { emit(.alertChanged(network, value)) }
    }
}

extension Engine {
    func scope(of network: NetworkID, person: PersonID? = nil) -> Scope {
        var scope = Scope(person: person)
        scope.slots[Slot.network] = network.index
        return scope
    }

    /// Neither held nor gone, nor still to come.
    public func isAtLarge(_ person: PersonID, in state: State) -> Bool {
        let here = state.persons[person]
        return !here.has(.detained) && !here.has(.lost) && !here.has(.absent)
    }

    /// Somebody at one of its sites whom nobody has brought to safety.
    public func reaches(_ person: PersonID, _ network: NetworkID, in state: State) -> Bool {
        let here = state.persons[person]
        return isAtLarge(person, in: state) && !here.has(.safe) && here.service == nil
            && index.isSite[network][here.place]
    }

    /// Whom a move would concern now.
    func concerned(by move: NetworkMove, in state: State) -> [PersonID] {
        move.persons.filter { isConcerned($0, by: move, in: state) }
    }

    private func isConcerned(_ person: PersonID, by move: NetworkMove, in state: State) -> Bool {
        let here = state.persons[person]
        if move.reachesAnywhere {
            if here.has(.lost) || here.has(.absent) { return false }
        } else if !reaches(person, move.network, in: state) {
            return false
        }
        // Whoever is there already need not be brought there.
        if let place = move.to, here.place == place, move.flees.isEmpty, move.recruits.isEmpty {
            return false
        }
        return move.who == .always || holds(move.who, scope(of: move.network, person: person), state)
    }

    /// Somebody or something that it would change: people within reach, papers that nobody has, members who can go.
    func makesSense(_ move: NetworkMove, in state: State) -> Bool {
        if move.isPlain { return true }
        return move.persons.contains { isConcerned($0, by: move, in: state) }
            || move.destroys.contains { !isSeized($0, in: state) && !isDestroyed($0, in: state) }
            || move.recruits.contains { state.persons[$0].has(.absent) }
            || move.flees.contains {
                isAtLarge($0, in: state) && state.persons[$0].place != move.to
            }
    }

    private func isSeized(_ fact: FactID, in state: State) -> Bool {
        state.agencies.values.contains { $0.facts[fact].knownAt != nil }
    }

    /// The papers in which it stood are gone.
    func isDestroyed(_ fact: FactID, in state: State) -> Bool {
        index.destroyers[fact].contains { state.moves[$0].made > 0 }
    }

    /// Why a move cannot be made now, or cannot go on; nil if it can.
    public func obstacle(to id: MoveID, in state: State, isRunning: Bool = false) -> MoveObstacle? {
        let move = scenario.moves[id]
        let network = state.networks[move.network]
        if network.held { return .held }
        if !isRunning {
            if !state.moves[id].isOpen { return .notYet }
            if state.moves[id].tried >= move.times { return .spent }
        }
        if !move.phases.isEmpty, !(network.phase.map(move.phases.contains) ?? false) { return .otherPhase }
        if move.when != .always, !holds(move.when, scope(of: move.network), state) { return .noReason }
        if !move.by.contains(where: { isAtLarge($0, in: state) }) { return .noMembers }
        if !makesSense(move, in: state) { return .noSense }
        return network.resources < move.cost ? .noMeans : nil
    }

    /// The most pressing move that can be made, other than the one that is going on; of two the first in the pack.
    func bestMove(of id: NetworkID, in state: State) -> MoveID? {
        var best: MoveID?
        for move in scenario.networks[id].moves where state.networks[id].running?.move != move {
            if let best, scenario.moves[best].priority >= scenario.moves[move].priority { continue }
            if obstacle(to: move, in: state) == nil { best = move }
        }
        return best
    }

    /// The move that a network would begin next, if nothing is going on.
    public func nextMove(of id: NetworkID, in state: State) -> MoveID? { bestMove(of: id, in: state) }
}

extension Signals {
    /// All that a network looks at when it considers what to do.
    func read(by id: NetworkID, _ scenario: Scenario) -> [Int] {
        let network = scenario.networks[id]
        var found = [mind(id), resources(id)]
        func marks(_ id: PersonID) {
            for mark: PersonMark in [.lost, .absent, .detained, .safe] {
                found.append(person(id, .mark(mark)))
            }
            found.append(person(id, .place))
        }
        for phase in network.phases {
            found += read(by: scenario.phases[phase].when, person: nil, agency: nil, scenario)
        }
        for move in network.moves.map({ scenario.moves[$0] }) {
            found += read(by: move.when, person: nil, agency: nil, scenario)
            for person in move.persons {
                marks(person)
                found += read(by: move.who, person: person, agency: nil, scenario)
            }
            (move.by + move.recruits + move.flees).forEach(marks)
            found += move.destroys.map { fact($0) }
            // Another network may have done away with the same papers.
            for other in scenario.moves.values where other.destroys.contains(where: move.destroys.contains) {
                found.append(mind(other.network))
            }
        }
        found.sort()
        return unique(found)
    }
}
