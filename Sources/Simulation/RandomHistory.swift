public import Basics
import Bots
public import Engine
public import Model
import Packs
import Views

/// A run in which anything happens: random bots in every seat, and control that does anything at any time.
///
/// One seed gives one history.
public struct RandomHistory: Sendable {
    /// One command that was tried.
    public struct Step: Sendable {
        public let before: State
        public let time: ExerciseTime
        public let id: String
        public let command: Command
        public let result: Result<[Event], Refusal>
        public let after: State
    }

    public let engine: Engine
    public let seed: UInt64
    public private(set) var state: State
    private var now = ExerciseTime.start
    private var random: SplitMix64
    private var bots: [Bot]
    private var commands = 0

    /// - Parameter pack: where the engine's scenario and its texts come from.
    public init(_ engine: Engine, of pack: TestPack = .twelve, seed: UInt64) {
        let texts = pack.pack.texts
        (self.engine, self.seed) = (engine, seed)
        state = engine.initial(seed: seed)
        random = SplitMix64(seed: seed ^ 0xA11)
        bots = engine.scenario.seats.ids.map {
            Bot(.random, seed: mix(seed &+ UInt64($0.index))) { text in
                if case .pack(let id) = text.source {
                    texts.text(id, in: texts.languages.first ?? "en") ?? ""
                } else {
                    ""
                }
            }
        }
    }

    /// Tries at most so many commands; ends early at ENDEX.
    ///
    /// - Parameter isPlayed: somebody plays each character from the beginning.
    public mutating func play(commands limit: Int, isPlayed: Bool = false, _ visit: (Step) -> Void) {
        attempt(.control(.start), visit)
        if isPlayed { for person in engine.scenario.persons.ids { attempt(.role(person, .take), visit) } }
        while commands < limit, state.phase != .ended { turn(visit) }
    }

    private mutating func turn(_ visit: (Step) -> Void) {
        switch random.below(22) {
        case 0: control(visit)
        case 20, 21: play(visit)
        case 1, 2, 3: wait(minutes: 1 + random.below(90), visit)
        case 4: again(visit)
        default: bot(visit)
        }
    }

    private mutating func bot(_ visit: (Step) -> Void) {
        if state.phase == .paused { return attempt(.control(.resume), visit) }
        let seat = SeatID(random.below(bots.count))
        let view = SeatView(engine, state, seat: seat, secret: 1, now: now)
        switch bots[seat.index].move(view) {
        case .open(let handle): if let item = view.itemID(handle) { attempt(.open(seat, item), visit) }
        case .act(let request): if let act = view.act(request) { attempt(.seat(seat, act), visit) }
        case .rest: wait(minutes: 1 + random.below(15), visit)
        }
    }

    private mutating func wait(minutes: Int, _ visit: (Step) -> Void) {
        guard state.phase == .running else { return attempt(.control(.resume), visit) }
        let until = now.after(minutes: minutes)
        while state.phase == .running, let due = engine.nextDue(state), due <= until {
            now = max(now, due)
            attempt(.time, visit)
        }
        now = max(now, until)
    }

    /// Reads something that may have been read, or have been sent to somebody else.
    private mutating func again(_ visit: (Step) -> Void) {
        guard !state.items.isEmpty else { return attempt(.control(.resume), visit) }
        let item = state.items[random.below(state.items.count)].item.id
        attempt(.open(SeatID(random.below(bots.count)), item), visit)
    }

    private mutating func attempt(_ command: Command, _ visit: (Step) -> Void) {
        commands += 1
        let before = state
        var result: Result<[Event], Refusal>
        do throws(Refusal) {
            result = .success(try engine.perform(command, id: "h\(commands)", at: now, on: &state))
        } catch {
            result = .failure(error)
        }
        visit(
            Step(
                before: before, time: now, id: "h\(commands)", command: command, result: result, after: state)
        )
    }

    private mutating func control(_ visit: (Step) -> Void) {
        let scenario = engine.scenario
        let inject = InjectID(random.below(scenario.injects.count))
        let person = PersonID(random.below(scenario.persons.count))
        let seat = SeatID(random.below(scenario.seats.count))
        let fact = FactID(random.below(scenario.facts.count))
        let act: ControlAct =
            switch random.below(22) {
            case 0: .pause
            case 1: .stop
            case 2: .resume
            case 3: .speed(random.below(70))
            case 4: .fire(inject)
            case 5: .hold(inject)
            case 6: .release(inject)
            case 7: .edit(inject, title: Typed("Other words"), text: Typed("Other words, by control."))
            case 8: .retarget(inject, [seat])
            case 9:
                .improvise(
                    Improvised(
                        seats: [seat], channel: ChannelID(0), from: Typed("Somebody"), title: Typed("News"),
                        text: Typed("Something happened."), facts: random.below(2) == 0 ? [fact] : []))
            case 10, 11: .holdPerson(person)
            case 12: .releasePerson(person)
            case 13, 14: reply(fact)
            case 15: .dial(person, Dial.allCases[random.below(4)], random.below(140) - 20)
            case 16: .told(fact, AgencyID(random.below(scenario.world.agencies.count)))
            case 17: .alert(NetworkID(random.below(scenario.networks.count)), random.below(120) - 10)
            case 18: .holdNetwork(NetworkID(random.below(scenario.networks.count)), random.below(2) == 0)
            case 20 where scenario.world.mistakes.count > 0:
                .flag(
                    MistakeID(random.below(scenario.world.mistakes.count)),
                    state.bookings.last { $0.booking.act.person == person }?.booking.id ?? ItemID("nothing"))
            case 19 where scenario.moves.count > 0: .makeMove(MoveID(random.below(scenario.moves.count)))
            default: random.below(12) == 0 ? .end : .seat(seat, .bot("random"))
            }
        attempt(.control(act), visit)
    }

    /// Somebody plays a character, perhaps not well.
    private mutating func play(_ visit: (Step) -> Void) {
        let scenario = engine.scenario
        var person = PersonID(random.below(scenario.persons.count))
        let question = state.items.last {
            switch $0.item.body {
            case .question, .consentAsked: $0.state == .open
            default: false
            }
        }
        switch question?.item.body {
        case .question(let asked, _, _, _, _)?, .consentAsked(let asked, _, _, _, _)?: person = asked
        default: break
        }
        let contact = state.bookings.last { $0.booking.act.person == person }?.booking.id ?? ItemID("nothing")
        let waiting = question?.item.id ?? ItemID("nothing")
        let own = scenario.sources.values.filter { $0.person == person }.map(\.fact)
        let fact = own.isEmpty ? FactID(0) : own[random.below(own.count)]
        let act: RolePlayAct =
            switch random.below(10) {
            case 9: .agree(waiting, random.below(2) == 0)
            case 0, 1: .take
            case 2: .handOver
            case 3, 4, 5:
                .answer(
                    waiting, facts: random.below(2) == 0 ? [fact] : [], text: Typed("I have told you."),
                    moves: [random.below(25) - 12, 0, 5, 0])
            case 6:
                state.persons[person].consents.last.map { .takeBack($0) } ?? .leave(waiting)
            case 7: .treated(contact, [random.below(7), 0, 3, random.below(6)])
            default:
                scenario.world.mistakes.count == 0
                    ? .take : .flag(MistakeID(random.below(scenario.world.mistakes.count)), contact)
            }
        attempt(.role(person, act), visit)
    }

    private mutating func reply(_ fact: FactID) -> ControlAct {
        let open = state.items.last {
            if case .question = $0.item.body { $0.state == .open } else { false }
        }
        return .reply(
            open?.item.id ?? ItemID("nothing"), facts: random.below(2) == 0 ? [fact] : [],
            text: Typed("I have told you."))
    }
}
