import Basics
import Engine
import EventStore
import Host
import Model
import Views

/// Why a command was not carried out, sorted by what the sender does next.
public enum SubmitError: Error, Hashable, Sendable {
    /// The engine says why; nothing changed.
    case refused(Refusal)
    /// Another command is recorded under this id, or somebody else's. This one is not: it needs an id of its own.
    case taken
    /// Nothing was written. The same command may be sent again.
    case notRecorded
    /// STOP stands for everybody, in this process, though nothing could be written. It is recorded as soon as there is
    /// room; sent again meanwhile, it still stands.
    case standsUnrecorded
    /// Too many commands wait. Send it again in a moment.
    case full
    /// The run is closed in this process. Sent again to the next one with its id, the command is carried out once.
    case closed
}

/// Why a run has closed itself. It takes nothing more until the program is started again.
public enum RunFault: String, Hashable, Sendable {
    /// The log is damaged, or is not there.
    case damaged
    /// Nobody can say whether the last act was recorded.
    case outcomeUnknown = "outcome_unknown"
    /// Somebody else has written to the log.
    case superseded
}

/// A command that is on disk.
public struct Receipt: Hashable, Sendable {
    public let position: Int64
    /// The command had been recorded before; nothing happened twice.
    public let isRepeat: Bool
    /// What it made for the acting seat, such as the answer of a conversation.
    public let items: [ItemID]

    package init(position: Int64, isRepeat: Bool, items: [ItemID]) {
        (self.position, self.isRepeat, self.items) = (position, isRepeat, items)
    }
}

public enum Audience: Hashable, Sendable {
    case seat(SeatID)
    case control
    /// Whoever looks on: what happens, and not what control prepares.
    case observers
    /// Whoever plays a character.
    case role(PersonID)
    /// Everybody who looks at the run: STOP was said, and is in no record yet.
    case everybody
}

/// Tells a viewer that parts of its page changed. It says nothing of what is in them.
public struct Notice: Hashable, Sendable {
    public let audience: Audience
    public let sections: [Section]
    /// Counts this audience's notices, nothing else.
    public let number: Int
}

/// Where control's jump leads.
public enum Jump: Hashable, Sendable {
    /// To the next moment at which anything is due: an answer, a rule, an inject.
    case nextDue
    /// On until an inject arrives or, held, comes due.
    case nextInject
    case to(ExerciseTime)
}

/// One live run: one loop decides, records and publishes; everybody else reads the last committed value.
public final class LiveRun: Sendable {
    public typealias Publish = @Sendable (Notice) -> Void

    struct Request: Sendable {
        var what: What
        var id: String
        var participant: Int
        var session: Int64 = 0
        var seat: String
        var onBehalf: String
        /// Called once, when it is certain what became of it.
        var answer: @Sendable (Result<Receipt, SubmitError>) -> Void

        enum What: Sendable {
            case command(Command)
            /// Goes to a later moment and plays all that is due on the way.
            case jump(Jump)
        }
    }

    /// The last committed value, and where exercise time stands on the wall clock.
    struct Committed: Sendable {
        var state: State
        var position: Int64
        var digest: [UInt8]
        /// Exercise time at `wall` (monotonic milliseconds).
        var base: ExerciseTime
        var wall: Int64
        /// Viewers are shown no later time while something is being written.
        var shownUntil: ExerciseTime?
        /// A STOP that stands and is not on disk yet.
        var halt: Halt?
    }

    struct Waiting {
        var requests: [Request] = []
        var isOpen = true
        /// What closed it, if nobody did.
        var fault: RunFault?
    }

    /// A jump over many moments. It is played in many batches, so that bots act in between and STOP is heard.
    struct Leap: Sendable {
        var goal: Jump
        var request: Request
        /// Injects that had arrived or come due when it began.
        var injects: Int
        /// The first moment has been recorded under the command's id.
        var hasBegun = false
        /// Moments played; a leap that meets no inject ends somewhere.
        var moments = 0

        static let mostMoments = 20_000
    }

    public let id: String
    public let record: RunRecord
    public let door: DoorView
    let engine: Engine
    let codec: LogCodec
    let chain: Chain
    let store: any EventStore
    let clock: any WallClock
    let secret: UInt64
    let publish: Publish
    let workings: Workings
    let committed: Locked<Committed>
    let waiting = Locked(Waiting())
    let wakeup: Wakeup
    let known: Locked<KnownCommands>
    let numbers = Locked<[Audience: Int]>([:])
    let bots: BotTable
    let leap = Locked<Leap?>(nil)
    /// The newest debrief, and how far it has read: after ENDEX everybody asks for the same, and before that it goes on
    /// from there.
    private let told = Locked<Told?>(nil)

    private struct Told: Sendable {
        var builder: DebriefBuilder
        var check: Chain.Check
        var debrief: Debrief
    }

    init(
        record: RunRecord, engine: Engine, codec: LogCodec, chain: Chain, store: any EventStore,
        clock: any WallClock,
        secret: UInt64, recovered: Recovered, read: @escaping @Sendable (Text) -> String,
        publish: @escaping Publish, workings: Workings
    ) {
        id = record.id
        (self.record, self.engine, self.codec, self.chain) = (record, engine, codec, chain)
        (self.store, self.clock, self.secret, self.publish) = (store, clock, secret, publish)
        self.workings = workings
        door = DoorView(engine)
        wakeup = Wakeup(clock: clock)
        known = Locked(recovered.commands)
        bots = BotTable(seed: record.seed, read: read)
        committed = Locked(
            Committed(
                state: recovered.state, position: recovered.position, digest: recovered.digest,
                base: max(recovered.time, recovered.state.time), wall: clock.monotonicMs))
    }

    // MARK: Reading

    public func view(of seat: SeatID) -> SeatView {
        let (state, now) = snapshot()
        return SeatView(engine, state, seat: seat, secret: secret, now: now)
    }

    public func role(of person: PersonID) -> RolePlayerView {
        let (state, now) = snapshot()
        return RolePlayerView(engine, state, person: person, secret: secret, now: now)
    }

    /// The character with a text id, as castings name it.
    public func character(named name: String) -> PersonID? {
        engine.scenario.persons.ids.first { engine.scenario.persons[$0].id == name }
    }

    /// The seat with a text id, as links name it.
    public func seat(named name: String) -> SeatID? { door.seats.first { $0.id == name }?.seat }

    /// The position of the last record that everybody may see.
    public var position: Int64 { committed.withLock { $0.position } }

    /// What is committed and the chain's head there, for whoever compares it with the log.
    package var standing: (state: State, position: Int64, digest: [UInt8]) {
        committed.withLock { ($0.state, $0.position, $0.digest) }
    }

    package func snapshot() -> (state: State, now: ExerciseTime) {
        committed.withLock { value in
            // Looked at within the lock: a STOP that comes between must not take back what was shown.
            let now = shownTime(value, wall: clock.monotonicMs)
            return (LiveRun.shownState(value, at: now), now)
        }
    }

    /// What viewers see never goes back: it waits for what is due and for what is being written, since either may
    /// be the end or a pause.
    private func shownTime(_ value: Committed, wall: Int64) -> ExerciseTime {
        var time = LiveRun.exerciseTime(value, wall: wall)
        if let due = engine.nextDue(value.state), value.state.phase == .running { time = min(time, due) }
        guard let until = value.shownUntil, until < time else { return time }
        workings.reached(.timeHeld)
        return until
    }

    static func exerciseTime(_ value: Committed, wall: Int64) -> ExerciseTime {
        guard value.state.phase == .running else { return value.base }
        let passed = max(0, min(wall, value.halt?.wall ?? wall) - value.wall) * Int64(value.state.speed)
        return ExerciseTime(milliseconds: value.base.milliseconds + passed)
    }

    // MARK: Asking

    /// Carries a command out; returns when it is on disk.
    ///
    /// A repeated `id` is harmless: it is answered with the receipt of the first. An id that stands for another command, or
    /// for somebody else's, is refused. `session` is where it was asked from; 0 for nobody who is signed in.
    public func submit(
        _ command: Command, id: String, participant: Int, session: Int64 = 0, seat: String,
        onBehalf: String = ""
    ) async throws(SubmitError) -> Receipt {
        try await ask(.command(command), id, participant, session, seat, onBehalf)
    }

    /// Plays on to a later moment; returns when it has come. A pause or STOP on the way ends the jump there.
    public func jump(_ jump: Jump = .nextDue, id: String, participant: Int, session: Int64 = 0)
        async throws(SubmitError) -> Receipt
    {
        try await ask(.jump(jump), id, participant, session, "", "")
    }

    private func ask(
        _ what: Request.What, _ id: String, _ participant: Int, _ session: Int64, _ seat: String,
        _ onBehalf: String
    ) async throws(SubmitError) -> Receipt {
        let result = await withCheckedContinuation {
            (reply: CheckedContinuation<Result<Receipt, SubmitError>, Never>) in
            let request = Request(
                what: what, id: id, participant: participant, session: session, seat: seat,
                onBehalf: onBehalf,
                answer: { reply.resume(returning: $0) })
            if let failure = enqueue(request) {
                // Nobody who says STOP is told that there is no room.
                request.answer(.failure(request.isStop && halt(by: request) ? .standsUnrecorded : failure))
            }
        }
        return try result.get()
    }

    func enqueue(_ request: Request) -> SubmitError? {
        let failure = waiting.withLock { waiting -> SubmitError? in
            guard waiting.isOpen else { return .closed }
            guard waiting.requests.count < workings.limits.queue else { return .full }
            waiting.requests.append(request)
            return nil
        }
        if failure == nil { wakeup.poke() }
        if failure == .full { workings.reached(.queueFull) }
        return failure
    }

    /// Why the run has closed itself; nil while it is sound, and after it was closed in order.
    public var fault: RunFault? { waiting.withLock { $0.fault } }

    /// What is there can be read on; nothing is taken any more.
    func closeItself(_ fault: RunFault) {
        waiting.withLock { waiting in
            waiting.isOpen = false
            waiting.fault = waiting.fault ?? fault
        }
    }

    /// Ends `serve()` after the commands that wait have been answered.
    public func close() {
        waiting.withLock { $0.isOpen = false }
        wakeup.poke()
    }
}

extension LiveRun {
    /// Everything, for control.
    public func control() -> ControlView {
        let (state, now) = snapshot()
        return ControlView(engine, state, now: now)
    }

    /// The debrief of everything recorded so far.
    public func debrief() async throws(RecoveryError) -> Debrief {
        let known = told.withLock { $0 }
        if let known, known.check.position == position { return known.debrief }
        var builder = known?.builder ?? DebriefBuilder(engine, seed: record.seed)
        var check = known?.check ?? chain.check(of: record)
        try await reader.walk(record, from: &check) { row, body in
            builder.add(body.events, at: ExerciseTime(milliseconds: row.timeMs))
        }
        let debrief = builder.finish()
        told.withLock { told in
            // Somebody who asked later may have read farther meanwhile.
            guard check.position >= told?.check.position ?? 0 else { return }
            told = Told(builder: builder, check: check, debrief: debrief)
        }
        return debrief
    }
}
