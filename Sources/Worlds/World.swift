import Basics
import Engine
import EventStore
import Host
import Model
import Packs
import Runtime
import Simulation
import Views

/// One day: what all who live in it share.
final class World: Sendable {
    static let record = RunRecord(
        id: "run_1", title: "Twelve", packDigest: "00", engineRevision: Int64(Engine.revision), seed: 1,
        createdMs: 1_800_000_000_000)

    let options: Options
    let record: RunRecord
    let engine: Engine
    let clock = ManualClock()
    let codec: LogCodec
    let forms: Forms
    let watch: Watch
    let disk = Platter()
    let dice: Streams
    /// What a process leaves behind when it is over: nothing.
    let residents = Residents()
    private let phase = Locked(Phase.faults)
    private let spots = Locked<[Spot]>([])

    /// Each kind of draw has a stream of its own.
    struct Streams: Sendable {
        let people, wire, store, process, salt, swizzle: Dice
    }

    enum Phase { case faults, calm, over }

    init(_ options: Options) {
        self.options = options
        engine = Engine(Story.twelve)
        codec = LogCodec(scenario: engine.scenario, digest: BLAKE2b.digest)
        forms = Forms(codec: codec)
        var record = World.record
        record.seed = UInt64(options.seed)
        self.record = record
        dice = Streams(
            people: Dice(options.seed, for: "people"), wire: Dice(options.seed, for: "wire"),
            store: Dice(options.seed, for: "store"), process: Dice(options.seed, for: "process"),
            salt: Dice(options.seed, for: "salt"), swizzle: Dice(options.seed, for: "swizzle"))
        var checkers: [any Checker] = [
            AcknowledgedOnce(), RefusedIsNotRecorded(), RecordedWasAsked(), TimeInOrder(engine),
            DecidesAgain(engine: engine), StaysWritten(), LiveIsFold(engine, seed: record.seed),
            ClockGoesOn(
                engine, isExact: options.slowMs == 0 && options.stalls == 0 && options.readRefused == 0),

            ArrivesWhole(), AnswersFit(), QueuesAreBounded(), NobodyIsHeldUp(isExact: options.leaps == 0),
            NoticesAreCounted(), NothingLeaks(engine), ScreensAreNew(engine: engine),
        ]
        if options.views > 0 { checkers.append(NoticesFit(engine)) }
        watch = Watch(
            engine, codec: codec, clock: clock, seed: record.seed, checkers: checkers)
    }

    var planted: Planted? { Planted(rawValue: options.planted) }
    /// Faults are over: everything that was asked has to come to its end.
    var isCalm: Bool { phase.withLock { $0 != .faults } }
    var isOver: Bool { phase.withLock { $0 == .over } }

    func enter(_ phase: Phase) { self.phase.withLock { $0 = phase } }

    /// A place for somebody to sit.
    func spot() -> Spot {
        let spot = Spot()
        spots.withLock { $0.append(spot) }
        return spot
    }

    /// Where people sit so far.
    var allSpots: [Spot] { spots.withLock { $0 } }

    /// Whether a fault of this rate happens now; none does in a calm world.
    func strikes(_ perMille: Int, _ dice: Dice) -> Bool { !isCalm && dice.happens(perMille) }

    func pause(ms: Int) async { _ = await Wakeup(clock: clock).wait(untilMs: clock.monotonicMs + Int64(ms)) }

    static let read: @Sendable (Text) -> String = {
        if case .pack(let id) = $0.source { Story.pack.texts.text(id, in: "en") ?? "" } else { "" }
    }
}
