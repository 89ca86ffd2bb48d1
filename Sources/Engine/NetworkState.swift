import Basics
import Model

/// What a network has and is about, beside its alertness.
public struct NetworkState: Equatable, Sendable {
    public internal(set) var resources: Int
    public internal(set) var held = false
    public internal(set) var phase: PhaseID?
    /// The move that is going on.
    public internal(set) var running: RunningMove?
    /// What it saw and heard, oldest first.
    public internal(set) var notices: [NetworkNotice] = []
    /// What it has done, and what it broke off, oldest first.
    public internal(set) var deeds: [NetworkDeed] = []
}

public struct RunningMove: Hashable, Sendable {
    public let move: MoveID
    public let since: ExerciseTime
    public let until: ExerciseTime
    /// How many notices there were when it began.
    let notices: Int
}

public struct MoveState: Hashable, Sendable {
    /// It is on the calendar, and no pause runs.
    public internal(set) var isOpen: Bool
    public internal(set) var made = 0
    /// Made or stopped.
    public internal(set) var tried = 0
}

/// What made a network more careful.
public struct NetworkNotice: Hashable, Sendable {
    public let time: ExerciseTime
    public let what: What

    public enum What: Hashable, Sendable {
        /// An act of an agency that could be seen, and by how much alertness rose.
        case saw(AgencyID, ActTypeID, by: Int)
        /// It came to its ears by this leak; the act that leaked.
        case heard(LeakID, ItemID)
    }
}

public struct NetworkDeed: Hashable, Sendable {
    public let move: MoveID
    public let begun: ExerciseTime
    public let ended: ExerciseTime
    public let end: MoveEnd
    public let persons: [PersonID]
    /// How many of the network's notices there were when it began.
    public let notices: Int
}

extension State {
    mutating func begin(_ move: MoveID, of network: NetworkID, until: ExerciseTime, at now: ExerciseTime) {
        networks[network].running = RunningMove(
            move: move, since: now, until: until, notices: networks[network].notices.count)
        schedule.add(.move(network), at: until)
    }

    mutating func end(
        _ move: MoveID, of network: NetworkID, _ end: MoveEnd, _ persons: [PersonID], again: ExerciseTime?,
        at now: ExerciseTime
    ) {
        let running = networks[network].running
        let begun = running?.move == move ? running : nil
        if begun != nil {
            networks[network].running = nil
            schedule.remove(.move(network))
        }
        networks[network].deeds.append(
            NetworkDeed(
                move: move, begun: begun?.since ?? now, ended: now, end: end, persons: persons,
                notices: begun?.notices ?? networks[network].notices.count))
        if end == .made { moves[move].made += 1 }
        if end.isTried { moves[move].tried += 1 }
        if let again {
            moves[move].isOpen = false
            schedule.add(.wake(network, move), at: again)
        }
    }

    mutating func enter(_ phase: PhaseID, of network: NetworkID) {
        schedule.remove(.phase(network, phase))
        // The moment of one that was passed over may come later.
        if let now = networks[network].phase, phase < now { return }
        networks[network].phase = phase
    }
}
