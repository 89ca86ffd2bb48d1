public import Basics
public import Engine
import Fixtures
public import Model
public import Packs
public import Views

/// The packs that tests play: two worlds, written by two hands.
public enum TestPack: String, CaseIterable, Sendable {
    case twelve, harbour

    public var pack: LoadedPack {
        switch self {
        case .twelve: Fixtures.twelve()
        case .harbour: Fixtures.harbour()
        }
    }
    public var scenario: Scenario { pack.scenario }
}

/// A run that a test tells step by step: who does what, how much time passes, what is the case then.
public struct Story: Sendable {
    /// The twelve-fact scenario, read once.
    public static let pack = Fixtures.twelve()
    public static var twelve: Scenario { pack.scenario }

    public let engine: Engine
    public let its: ByName
    public private(set) var state: State
    public private(set) var now = ExerciseTime.start
    /// What the last command caused.
    public private(set) var events: [Event] = []
    public private(set) var log: [Entry] = []
    private var commands = 0

    /// A command that was carried out.
    public struct Entry: Sendable {
        public let time: ExerciseTime
        public let id: String
        public let command: Command
        public let events: [Event]
    }

    /// - Parameter isStarted: STARTEX has been given.
    public init(_ scenario: Scenario = Story.twelve, seed: UInt64 = 1, isStarted: Bool = true) {
        engine = Engine(scenario)
        its = ByName(scenario)
        state = engine.initial(seed: seed)
        if isStarted { try! perform(.control(.start)) }
    }

    public mutating func perform(_ command: Command) throws(Refusal) {
        commands += 1
        let id = "c\(commands)"
        events = []
        events = try engine.perform(command, id: id, at: now, on: &state)
        log.append(Entry(time: now, id: id, command: command, events: events))
    }

    public mutating func control(_ act: ControlAct) throws(Refusal) { try perform(.control(act)) }

    /// A seat uses an act type; what is not named is left out, choices start where the world says.
    public mutating func does(
        _ seat: String, _ type: String, person: String? = nil, place: String? = nil, agency: String? = nil,
        agencies: [String] = [], facts: [String] = [], topic: String? = nil, setting: String? = nil,
        interpreter: String? = nil, service: String? = nil, basis: String? = nil, status: PersonStatus? = nil,
        item: ItemID? = nil, choices: [Int]? = nil, deadline: Int? = nil, hour: Int? = nil,
        kind: String? = nil, text: String = "", more: String = "", fields: [String]? = nil
    ) throws(Refusal) {
        var act = Act(type: its.act(type))
        act.person = person.map(its.person)
        act.place = place.map(its.place)
        act.agency = agency.map(its.agency)
        act.agencies = agencies.map(its.agency)
        act.facts = facts.map(its.fact)
        act.topic = topic.map(its.topic)
        act.setting = setting.map(its.setting)
        act.interpreter = interpreter.map(its.interpreter)
        act.service = service.map(its.service)
        act.basis = basis.map(its.basis)
        act.kind = kind.map(its.kind)
        (act.status, act.item, act.deadline, act.hour) = (status, item, deadline, hour)
        act.choices = choices ?? engine.scenario.world.acts[act.type].choices.map(\.start)
        (act.text, act.more) = (Typed(text), Typed(more))
        let type = engine.scenario.world.acts[act.type]
        let filled = type.verb == .request ? type.fields.map { _ in "Written down." } : []
        act.fields = (fields ?? filled).map { Typed($0) }
        try perform(.seat(its.seat(seat), act))
    }

    /// Time passes; everything due on the way is played at its own moment.
    public mutating func pass(minutes: Int) {
        let until = now.after(minutes: minutes)
        var all: [Event] = []
        while state.phase == .running, let due = engine.nextDue(state), due <= until {
            now = max(now, due)
            do throws(Refusal) { try perform(.time) } catch {
                preconditionFailure("time was refused: \(error)")
            }
            all += events
        }
        now = until
        events = all
    }

    /// The seat reads everything that waits for it.
    public mutating func opens(_ seat: String) {
        let id = its.seat(seat)
        for place in state.seats[id].inbox where !state.items[place].isOpened(by: id) {
            do throws(Refusal) { try perform(.open(id, state.items[place].item.id)) } catch {
                preconditionFailure("reading was refused: \(error)")
            }
        }
    }

    // MARK: What is the case

    public func knows(_ agency: String, _ fact: String) -> Bool {
        state.knows(its.agency(agency), its.fact(fact))
    }
    public func hasMet(_ agency: String, _ person: String) -> Bool {
        state.agencies[its.agency(agency)].persons[its.person(person)]
    }
    public func person(_ name: String) -> PersonState { state.persons[its.person(name)] }
    /// Ids of the rules that were broken, in order.
    public var breaches: [String] { state.breaches.map(\.value.rule) }
    /// The entries of the ledger for one fact and agency, in order.
    public func ledger(_ agency: String, _ fact: String) -> [LedgerEntry] {
        state.ledger.filter { $0.learning.agency == its.agency(agency) && $0.learning.fact == its.fact(fact) }
    }
    public func inbox(_ seat: String) -> [ItemRecord] {
        state.seats[its.seat(seat)].inbox.map { state.items[$0] }
    }
    /// What the last act of a seat brought.
    public func outcome(_ seat: String) -> Outcome? {
        for record in inbox(seat).reversed() {
            if case .result(_, let outcome) = record.item.body { return outcome }
        }
        return nil
    }
    public func law(
        _ seat: String, _ type: String, person: String? = nil, place: String? = nil, topic: String? = nil,
        interpreter: String? = nil, service: String? = nil
    ) -> LawAnswer {
        var act = Act(type: its.act(type))
        act.person = person.map(its.person)
        act.place = place.map(its.place)
        act.topic = topic.map(its.topic)
        act.interpreter = interpreter.map(its.interpreter)
        act.service = service.map(its.service)
        act.choices = engine.scenario.world.acts[act.type].choices.map(\.start)
        return engine.law(on: act, by: its.seat(seat), at: now, in: state)
    }
    public func sharing(_ fact: String, from: String, to: String) -> LawAnswer {
        engine.sharing(its.fact(fact), from: its.agency(from), to: its.agency(to), at: now, in: state)
    }
    public func view(_ seat: String, secret: UInt64 = 7) -> SeatView {
        SeatView(engine, state, seat: its.seat(seat), secret: secret, now: now)
    }
}
