import Basics
import Engine
import Model

// A network's board: for control, and for nobody else while the exercise runs.
extension ControlView {
    public var networks: [ControlNetwork] { engine.scenario.networks.ids.map(network) }

    private func network(_ id: NetworkID) -> ControlNetwork {
        let scenario = engine.scenario
        let network = scenario.networks[id]
        let here = state.networks[id]
        let isOver = state.phase == .ended
        return ControlNetwork(
            id: network.id, name: Text(network.name), alert: state.alerts[id], resources: here.resources,
            isMinded: network.isMinded, isHeld: here.held,
            phase: here.phase.map { Text(scenario.phases[$0].name) },
            atLarge: network.members.filter { engine.isAtLarge($0, in: state) }.map(personName),
            members: network.members.count,
            // What had not come to its end by ENDEX never will.
            goingOn: isOver
                ? nil
                : here.running.map { running in
                    ControlRunningMove(
                        name: Text(scenario.moves[running.move].name), since: running.since,
                        until: running.until)
                },
            next: isOver
                ? nil : engine.nextMove(of: id, in: state).map { Text(scenario.moves[$0].name) },
            options: network.moves.map { option($0, id) },
            deeds: here.deeds.reversed().map { deed in
                ControlMoveDeed(
                    name: Text(scenario.moves[deed.move].name), begun: deed.begun, ended: deed.ended,
                    end: deed.end, persons: deed.persons.map(personName))
            },
            notices: here.notices.suffix(20).reversed().map(notice))
    }

    private func option(_ id: MoveID, _ network: NetworkID) -> ControlMove {
        let move = engine.scenario.moves[id]
        let isRunning = state.phase != .ended && state.networks[network].running?.move == id
        return ControlMove(
            id: engine.scenario.networks[network].id + "/" + move.id, name: Text(move.name),
            says: Text(move.says), cost: move.cost, minutes: move.after, priority: move.priority,
            obstacle: isRunning ? nil : engine.obstacle(to: id, in: state), isGoingOn: isRunning,
            made: state.moves[id].made)
    }

    private func personName(_ id: PersonID) -> Text { Text(engine.scenario.persons[id].name) }

    private func notice(_ notice: NetworkNotice) -> NetworkNoticeLine {
        NetworkNoticeLine(notice, engine.scenario, seats: state)
    }

    public func networkID(_ name: String) -> NetworkID? {
        engine.scenario.networks.ids.first { engine.scenario.networks[$0].id == name }
    }

    /// `network/move`, as the board names them.
    public func moveID(_ name: String) -> MoveID? {
        engine.scenario.moves.ids.first { id in
            let move = engine.scenario.moves[id]
            return engine.scenario.networks[move.network].id + "/" + move.id == name
        }
    }
}

public struct ControlNetwork: Sendable {
    public let id: String
    public let name: Text
    public let alert: Int
    public let resources: Int
    /// It does something of its own accord.
    public let isMinded: Bool
    public let isHeld: Bool
    public let phase: Text?
    public let atLarge: [Text]
    /// How many members it has in all.
    public let members: Int
    public let goingOn: ControlRunningMove?
    /// What it would begin if nothing were going on.
    public let next: Text?
    public let options: [ControlMove]
    /// Newest first.
    public let deeds: [ControlMoveDeed]
    /// Newest first.
    public let notices: [NetworkNoticeLine]
}

public struct ControlRunningMove: Sendable {
    public let name: Text
    public let since: ExerciseTime
    public let until: ExerciseTime
}

public struct ControlMove: Sendable {
    public let id: String
    public let name: Text
    public let says: Text
    public let cost: Int
    public let minutes: Int
    public let priority: Int
    /// Why it cannot be made now.
    public let obstacle: MoveObstacle?
    public let isGoingOn: Bool
    public let made: Int
}

public struct ControlMoveDeed: Sendable {
    public let name: Text
    public let begun: ExerciseTime
    public let ended: ExerciseTime
    public let end: MoveEnd
    public let persons: [Text]
}

/// Something that made a network more careful.
public struct NetworkNoticeLine: Sendable {
    public let time: ExerciseTime
    /// The act, and the agency whose it was.
    public let act: Text?
    public let agency: Text?
    /// By how much alertness rose at once.
    public let rise: Int
    /// The leak by which it came to its ears; nil if it was seen.
    public let leak: Text?
    /// What happened in a joint operation, where that was seen and not the act of planning it.
    public let minute: Text?

    init(_ notice: NetworkNotice, _ scenario: Scenario, seats state: State) {
        time = notice.time
        let world = scenario.world
        switch notice.what {
        case .saw(let agency, let act, let rise):
            self.act = Text(world.acts[act].name)
            self.agency = Text(world.agencies[agency].name)
            (self.rise, leak) = (rise, nil)
            minute = NetworkNoticeLine.minute(at: notice.time, of: agency, act, scenario, state)
        case .heard(let leak, let item):
            let booking = state.booking(item)?.booking
            act = booking.map { Text(world.acts[$0.act.type].name) }
            agency = booking.map { Text(world.agencies[state.seats[$0.seat].agency].name) }
            (rise, self.leak, minute) = (0, Text(scenario.leaks[leak].name), nil)
        }
    }

    /// An operation acts under the act that planned it: of its minutes at this time the one that made them careful.
    private static func minute(
        at time: ExerciseTime, of agency: AgencyID, _ act: ActTypeID, _ scenario: Scenario, _ state: State
    ) -> Text? {
        guard scenario.world.acts[act].verb == .planOperation else { return nil }
        let played = state.operations.filter { $0.agency == agency }.flatMap { record in
            record.minutes.filter { $0.time == time }.compactMap { dated in
                scenario.world.operations[record.plan.kind].minutes.first { $0.id == dated.value }
            }
        }
        let loud = played.first { $0.effects.contains { $0.isHeardByNetworks } }
        return (loud ?? played.first).map { Text($0.text) }
    }
}

// What networks did, for the debrief.
extension Debrief {
    /// One move of a network, what had made it careful, and what would have stopped it.
    public struct NetworkMoveLine: Sendable {
        public let network: Text
        public let name: Text
        public let begun: ExerciseTime
        public let ended: ExerciseTime
        public let end: MoveEnd
        public let persons: [Text]
        /// What it had seen and heard before it began: the latest, oldest first.
        public let noticed: [NetworkNoticeLine]
        public let says: Text
    }
}

extension Engine {
    /// The moves of all networks, in the order in which they came to an end.
    func moveLines(in state: State) -> [Debrief.NetworkMoveLine] {
        let lines = scenario.networks.ids.flatMap { network in
            state.networks[network].deeds.map { deed in
                let before = state.networks[network].notices.prefix(deed.notices)
                let move = scenario.moves[deed.move]
                return Debrief.NetworkMoveLine(
                    network: Text(scenario.networks[network].name), name: Text(move.name), begun: deed.begun,
                    ended: deed.ended, end: deed.end,
                    persons: deed.persons.map { Text(scenario.persons[$0].name) },
                    noticed: before.suffix(6).map { NetworkNoticeLine($0, scenario, seats: state) },
                    says: Text(move.says))
            }
        }
        return lines.enumerated().sorted {
            ($0.element.ended, $0.offset) < ($1.element.ended, $1.offset)
        }.map(\.element)
    }
}

extension Effect {
    fileprivate var isHeardByNetworks: Bool {
        switch verb {
        case .change(.alert, _), .set(.alert, _): true
        default: false
        }
    }
}
