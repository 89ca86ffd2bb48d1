import Basics
import Model

/// Everything that a run is at one moment: plain values in arrays, changed only by `apply`.
public struct State: Equatable, Sendable {
    public enum Phase: Equatable, Sendable { case ready, running, paused, ended }

    public let seed: UInt64
    public internal(set) var time = ExerciseTime.start
    public internal(set) var phase = Phase.ready
    /// The pause was asked for by STOP.
    public internal(set) var stopped = false
    public internal(set) var speed = 1
    /// Training mode: seats are told what the law says before they act.
    public internal(set) var showsLaw = true
    public internal(set) var eventCount = 0

    public internal(set) var seats = Table<Kind.Seat, SeatState>()
    public internal(set) var agencies = Table<Kind.Agency, AgencyState>()
    public internal(set) var persons = Table<Kind.Person, PersonState>()
    public internal(set) var alerts = Table<Kind.Network, Int>()
    public internal(set) var networks = Table<Kind.Network, NetworkState>()
    public internal(set) var moves = Table<Kind.Move, MoveState>()
    /// When a network last heard by each leak.
    public internal(set) var leaks = Table<Kind.Leak, ExerciseTime?>()
    public internal(set) var flags = Table<Kind.Flag, Bool>()
    public internal(set) var counters = Table<Kind.Counter, Int>()
    public internal(set) var visited = Table<Kind.Place, Bool>()
    public internal(set) var injects = Table<Kind.Inject, InjectState>()
    public internal(set) var rules: [RuleState] = []
    /// Duties that were owed or missed and ask for nothing any more, by their places in `rules`; oldest first.
    public internal(set) var endedDuties: [Dated<EndedDuty>] = []

    public internal(set) var items: Chronicle<ItemRecord> = []
    public internal(set) var bookings: Chronicle<BookingRecord> = []
    public internal(set) var ledger: Chronicle<LedgerEntry> = []
    public internal(set) var breaches: [Dated<Breach>] = []
    public internal(set) var mistakes: [Dated<MistakeMade>] = []
    public internal(set) var shares: [Dated<Share>] = []
    public internal(set) var decisions: [Dated<Decision>] = []
    public internal(set) var forms: [Dated<SignedForm>] = []
    /// Where whoever signed each of them had last met the person.
    public internal(set) var formPlaces: [PlaceID?] = []
    public internal(set) var formShares: [Dated<FormShare>] = []
    public internal(set) var marks: [Dated<StatusMark>] = []
    public internal(set) var orders: [Dated<OrderGrant>] = []
    /// Agreements that are or were in force, oldest first.
    public internal(set) var teams: [TeamState] = []
    /// Joint operations, in the order in which they were first planned.
    public internal(set) var operations: [OperationRecord] = []
    /// What was paid in the exercise, and what a freeze stopped.
    public internal(set) var paid: [Dated<PaidFlow>] = []
    public internal(set) var stoppedPayments: [Dated<FlowID>] = []
    public internal(set) var promises: [PromiseRecord] = []
    /// Facts that a holder told although the script would not have.
    public internal(set) var beyondScript: [Dated<FactID>] = []
    /// How characters felt treated, one for each contact that was rated: the last word counts.
    public internal(set) var treatments: [Dated<Treatment>] = []

    var itemPlaces = GrowingLookup<ItemID, Int>()
    var bookingPlaces = GrowingLookup<ItemID, Int>()
    var schedule = Schedule()

    init(seed: UInt64) { self.seed = seed }

    /// Where an item stands in `items`: for whoever needs a part of it, and not a copy of the whole.
    public func itemPlace(_ id: ItemID) -> Int? { itemPlaces[id] }
    public func item(_ id: ItemID) -> ItemRecord? { itemPlaces[id].map { items[$0] } }
    public func booking(_ id: ItemID) -> BookingRecord? { bookingPlaces[id].map { bookings[$0] } }

    /// Whether an agency has carried out an act of this type about a person.
    func did(_ agency: AgencyID, _ type: ActTypeID, for person: PersonID) -> Bool {
        let agency = agencies[agency]
        return agency.didFor[person.index * agency.did.count + type.index]
    }

    /// How often an agency has passed a fact to another, lawfully or not.
    public func timesPassed(_ fact: FactID, from agency: AgencyID, to other: AgencyID) -> Int {
        agencies[agency].passed[fact.index * agencies.count + other.index]
    }

    public func knows(_ agency: AgencyID, _ fact: FactID) -> Bool {
        agencies[agency].facts[fact].knownAt != nil
    }

    /// All that the agency knows of the fact was told to leading questions.
    public func isContaminated(_ agency: AgencyID, _ fact: FactID) -> Bool {
        agencies[agency].facts[fact].contaminated
    }
}

public struct Dated<Value: Hashable & Sendable>: Hashable, Sendable {
    public let time: ExerciseTime
    public let value: Value

    public init(time: ExerciseTime, value: Value) { (self.time, self.value) = (time, value) }
}

public struct PaidFlow: Hashable, Sendable {
    public let flow: FlowID
    public let amount: Int
}

public struct SeatState: Equatable, Sendable {
    public let agency: AgencyID
    public internal(set) var mode = SeatMode.people
    public internal(set) var busyUntil = ExerciseTime.start
    /// With whom the seat is in conversation while it is busy.
    public internal(set) var conversation: PersonID?
    /// When each bound member of staff is free again.
    public internal(set) var staffUntil: [ExerciseTime]
    public internal(set) var inbox: [Int] = []
    /// Places of everything that the seat sent, oldest first.
    public internal(set) var sent: [Int] = []
    /// Places of the requests and askings for an order that wait for an answer, oldest first.
    public internal(set) var waiting: [Int] = []
    public internal(set) var acts = 0
    public internal(set) var lastAct: ExerciseTime?
    /// How often each act type was used: the count of keyed draws.
    var uses: Table<Kind.Act, Int>
}

public struct AgencyState: Equatable, Sendable {
    public internal(set) var facts: Table<Kind.Fact, Knowledge>
    public internal(set) var persons: Table<Kind.Person, Bool>
    public internal(set) var places: Table<Kind.Place, Bool>
    /// Where somebody of the agency last stood before the person.
    public internal(set) var sightings: Table<Kind.Person, PlaceID?>
    /// How often what it knows of grew: facts, persons, places.
    public internal(set) var growth = 0
    /// Combinations that turned out to support nothing.
    public internal(set) var unsupported: [[FactID]] = []
    /// How many acts its seats have taken on.
    public internal(set) var acts = 0
    /// Which act types it has carried out at all, and about whom: by person, then act type.
    var did: Table<Kind.Act, Bool>
    var didFor: [Bool]
    /// Whom it came upon at a place, and by which act; each pair once.
    var encounters: [Encounter] = []
    /// How often it has passed a fact to an agency: by fact, then agency.
    var passed: [Int]
    /// The status that it marked last, by person.
    public internal(set) var marked: Table<Kind.Person, PersonStatus>
    /// What it read of the marks of others, the last for each person. A mark of its own takes the place of it.
    public internal(set) var told: [Told] = []
}

/// Somebody was there when an agency came to a place.
struct Encounter: Hashable, Sendable {
    let person: PersonID
    let act: ActTypeID
}

extension AgencyState {
    func cameUpon(_ person: PersonID, by act: ActTypeID) -> Bool {
        encounters.contains(Encounter(person: person, act: act))
    }
}

/// What an agency has of one fact.
public struct Knowledge: Equatable, Sendable {
    public internal(set) var deliveredAt: ExerciseTime?
    /// Opened, or found by an act of its own.
    public internal(set) var knownAt: ExerciseTime?
    /// The entry of the ledger on which it rests.
    public internal(set) var entry: Int?
    /// All that it knows of the fact was told to leading questions.
    public internal(set) var contaminated = false
    /// Every entry of the ledger that brought the fact to the agency, oldest first.
    public internal(set) var entries: [Int] = []
}

public struct LedgerEntry: Hashable, Sendable {
    public let time: ExerciseTime
    public let learning: Learning
    public internal(set) var openedAt: ExerciseTime?
}

public struct PersonState: Equatable, Sendable {
    public internal(set) var dials: [Int]
    public internal(set) var marks: UInt16 = 0
    public internal(set) var status = PersonStatus.unknown
    public internal(set) var place: PlaceID
    public internal(set) var service: ServiceID?
    public internal(set) var needs: [NeedID]
    /// By `MatterID.index`.
    public internal(set) var matters: [Int]
    public internal(set) var consents: [Consent] = []
    /// What was answered with no last, or taken back.
    var refused: [Consent] = []
    /// How often each topic was asked, by anybody.
    public internal(set) var asked: Table<Kind.Topic, Int>
    /// On which topics answers were put into the person's mouth, by anybody.
    public internal(set) var led: [TopicID] = []
    public internal(set) var talks = 0
    public internal(set) var busyUntil = ExerciseTime.start
    /// Somebody of the staff plays the character.
    public internal(set) var held = false
    /// Steps of procedures that were taken, oldest first.
    public internal(set) var steps: [StepTaken] = []

    public func has(_ step: StepID) -> Bool { steps.contains { $0.step == step } }
    public func has(_ mark: PersonMark) -> Bool { marks & (1 << UInt16(mark.rawValue)) != 0 }
    public subscript(dial: Dial) -> Int { dials[dial.rawValue] }
}

public struct StepTaken: Hashable, Sendable {
    public let step: StepID
    public let by: AgencyID?
    public let time: ExerciseTime
}

public struct InjectState: Equatable, Sendable {
    public internal(set) var firedAt: ExerciseTime?
    public internal(set) var held = false
    public internal(set) var cancelled = false
    /// When it is due, if that is known.
    public internal(set) var due: ExerciseTime?
    /// Came due while held.
    public internal(set) var waiting = false
    public internal(set) var title: Typed?
    public internal(set) var text: Typed?
    public internal(set) var seats: [SeatID]?
    /// How many acts there were when it fired, for its expectation.
    public internal(set) var actsBefore = 0
}

public enum RuleState: Hashable, Sendable {
    case idle
    case waiting(until: ExerciseTime)
    case fired(at: ExerciseTime)
    case owed(since: ExerciseTime, until: ExerciseTime?)
    case kept(at: ExerciseTime)
    case missed(at: ExerciseTime)
    /// Kept, but after its time.
    case late(at: ExerciseTime)
}

/// A duty was owed, or missed, and is neither now.
public struct EndedDuty: Hashable, Sendable {
    public let place: Int
    /// What it asks for has been done, by whomever; else it ceased to be owed.
    public let isKept: Bool
    /// Its time was over before that.
    public let wasMissed: Bool
}

public struct ItemRecord: Equatable, Sendable {
    public let item: Item
    public let sentAt: ExerciseTime
    public internal(set) var opened: [Opening] = []
    public internal(set) var state = ItemState.open
    public internal(set) var answeredAt: ExerciseTime?
    /// When something is due for it next, where that differs from what it says itself.
    public internal(set) var until: ExerciseTime?
    var entries: [Int] = []

    public struct Opening: Hashable, Sendable {
        public let seat: SeatID
        public let time: ExerciseTime
    }
    public func isOpened(by seat: SeatID) -> Bool { opened.contains { $0.seat == seat } }
}

public struct BookingRecord: Equatable, Sendable {
    public let booking: Booking
    public let startedAt: ExerciseTime
    public internal(set) var completedAt: ExerciseTime?
}
