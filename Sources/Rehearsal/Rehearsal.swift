import Basics
import Bots
import Engine
import Measures
import Model
import Views

/// Plays whole runs with bots, without a server: the same engine, the same views, the same door.
public struct Rehearsal: Sendable {
    private let engine: Engine
    private let read: @Sendable (Text) -> String

    /// - Parameter read: resolves a text into the source language, as bots read it.
    public init(_ engine: Engine, read: @escaping @Sendable (Text) -> String) {
        (self.engine, self.read) = (engine, read)
    }

    public typealias Log = (ExerciseTime, String, Command, [Event]) -> Void
    public typealias Refused = (SeatID, BotMove, Refusal?) -> Void

    public struct Played: Sendable {
        public let seed: UInt64
        public let figures: RunFigures
        public let firings: Firings
        public let fingerprint: UInt64
        public let state: State
    }

    /// One run from STARTEX to ENDEX.
    ///
    /// - Parameters:
    ///   - log: is handed each command that was carried out with its events, in order.
    ///   - refused: is told of each move of a bot that came to nothing: whose, and why. No reason is given where the view
    ///     did not know again what it had offered, which is a mistake of ours.
    public func play(
        _ policy: BotPolicy, seed: UInt64, log: Log = { _, _, _, _ in }, refused: Refused = { _, _, _ in }
    ) -> Played {
        var game = Game(engine, policy, seed: seed, read: read)
        game.play(log, refused)
        var fingerprint = game.fingerprint
        engine.addFingerprint(of: game.state, to: &fingerprint)
        return Played(
            seed: seed, figures: RunFigures(engine, game.state), firings: game.firings,
            fingerprint: fingerprint.value, state: game.state)
    }
}

/// One run being played.
private struct Game {
    let engine: Engine
    var state: State
    var fingerprint = Fingerprint()
    var firings: Firings
    private var bots: [Bot]
    /// When each seat's bot is asked next; nil is when its view changes.
    private var wake: [ExerciseTime?]
    private var commands = 0
    private let keys: [SeatKey]
    /// Nobody sits there.
    private let isIdle: [Bool]

    init(_ engine: Engine, _ policy: BotPolicy, seed: UInt64, read: @escaping @Sendable (Text) -> String) {
        self.engine = engine
        state = engine.initial(seed: seed)
        firings = Firings(engine.scenario)
        let secret = mix(seed &+ 0x5EED)
        keys = engine.scenario.seats.ids.map { SeatKey(secret: secret, seat: $0) }
        let finance = policy == .noFinance ? engine.scenario.finance : Strand()
        bots = engine.scenario.seats.ids.map {
            Bot(policy, seed: mix(seed ^ mix(UInt64($0.index &+ 1))), without: finance.acts, read: read)
        }
        isIdle = engine.scenario.seats.ids.map(finance.seats.contains)
        wake = bots.map { _ in .start }
    }

    mutating func play(_ log: Rehearsal.Log, _ refused: Rehearsal.Refused) {
        var now = ExerciseTime.start
        _ = perform(.control(.start), at: now, log)
        while state.phase == .running {
            for seat in engine.scenario.seats.ids { run(seat, at: now, log, refused) }
            guard state.phase == .running else { return }
            let due = engine.nextDue(state)
            guard let next = (wake.compactMap { $0 } + (due.map { [$0] } ?? [])).min() else { return }
            now = max(now, next)
            if let due, due <= now { _ = perform(.time, at: now, log) }
        }
    }

    /// Lets one bot act until it rests; at most a handful of times, so that nobody holds up a moment.
    private mutating func run(
        _ seat: SeatID, at now: ExerciseTime, _ log: Rehearsal.Log, _ refused: Rehearsal.Refused
    ) {
        guard let time = wake[seat.index], time <= now else { return }
        wake[seat.index] = nil
        if isIdle[seat.index] { return }
        for _ in 0..<24 {
            let (move, command) = nextMove(of: seat, at: now)
            if case .rest(let until) = move {
                wake[seat.index] = earlier(wake[seat.index], until)
                return
            }
            guard let command else {
                refused(seat, move, nil)
                continue
            }
            guard let refusal = perform(command, at: now, log) else { continue }
            refused(seat, move, refusal)
            bots[seat.index].refused(move, refusal)
        }
        wake[seat.index] = now.after(minutes: 5)
    }

    /// The view is gone before the state changes, so that the state's arrays are changed in place.
    private mutating func nextMove(of seat: SeatID, at now: ExerciseTime) -> (BotMove, Command?) {
        let view = SeatView(engine, state, seat: seat, key: keys[seat.index], now: now)
        let move = bots[seat.index].move(view)
        switch move {
        case .open(let handle): return (move, view.itemID(handle).map { .open(seat, $0) })
        case .act(let request): return (move, view.act(request).map { .seat(seat, $0) })
        case .rest: return (move, nil)
        }
    }

    private func earlier(_ left: ExerciseTime?, _ right: ExerciseTime?) -> ExerciseTime? {
        guard let left else { return right }
        return right.map { min(left, $0) } ?? left
    }

    private mutating func perform(
        _ command: Command, at time: ExerciseTime, _ log: Rehearsal.Log
    ) -> Refusal? {
        commands += 1
        let id = "r\(commands)"
        do throws(Refusal) {
            let events = try engine.perform(command, id: id, at: time, on: &state)
            log(time, id, command, events)
            note(command, events, at: time)
            return nil
        } catch {
            return error
        }
    }

    private mutating func note(_ command: Command, _ events: [Event], at time: ExerciseTime) {
        firings.note(events, engine)
        fingerprint.add(time.milliseconds)
        fingerprint.add(events.count)
        var touches = Touches(engine)
        for event in events { touches.add(event, state) }
        for seat in engine.scenario.seats.ids
        where touches.isTouched(seat) || command == .control(.start) {
            wake[seat.index] = earlier(wake[seat.index], time)
        }
        if case .seat(let seat, let act) = command {
            fingerprint.add(seat.index)
            fingerprint.add(engine.scenario.world.acts[act.type].id)
        }
    }
}
