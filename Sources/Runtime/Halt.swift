import Basics
import Engine
import EventStore
import Host
import Model
import Views

/// A STOP that nobody could write down. It is for people, not for the record, so it holds all the same.
struct Halt: Sendable {
    /// Monotonic milliseconds: exercise time stands still from here on.
    let wall: Int64
    /// What is recorded as soon as there is room.
    let request: LiveRun.Request
}

extension LiveRun {
    /// STOP stands for everybody, and is not on disk. A program that ends now knows nothing of it at its next start.
    public var isHalted: Bool { committed.withLock { $0.halt != nil } }

    /// Stops the run in memory; false where nothing goes on that could be stopped.
    ///
    /// - Parameter wall: when it was said; nil for now.
    func halt(by request: Request, at wall: Int64? = nil) -> Bool {
        let (stands, isNew) = committed.withLock { value -> (Bool, Bool) in
            if value.halt != nil { return (true, false) }
            guard value.isUnderWay else { return (false, false) }
            value.halt = Halt(wall: wall ?? clock.monotonicMs, request: request)
            return (true, true)
        }
        if isNew {
            workings.reached(.haltedUnwritten)
            // Everybody has a clock on the page.
            announce(.everybody, [.now, .clock])
            wakeup.poke()
        }
        return stands
    }

    /// The log says the same already, or there is nothing left to stop.
    func dropHalt() { committed.withLock { $0.halt = nil } }

    /// What viewers see: the last committed state, and STOP above it.
    static func shownState(_ value: Committed, at now: ExerciseTime) -> State {
        guard value.halt != nil, value.isUnderWay else { return value.state }
        var state = value.state
        state.apply(.paused(stopped: true), at: now)
        return state
    }
}

extension LiveRun.Committed {
    /// It has begun and is not over.
    var isUnderWay: Bool { state.phase == .running || state.phase == .paused }
}

extension LiveRun.Request {
    var isStop: Bool {
        if case .command(.control(.stop)) = what { true } else { false }
    }
}
