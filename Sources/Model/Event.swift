import Basics

/// What happened: results, never rules. `apply` evaluates no expression of a pack. The larger ones are kept apart
/// (`indirect`), so that an event is cheap to pass on.
public enum Event: Hashable, Sendable {
    // The run
    case started
    case paused(stopped: Bool)
    case resumed
    case speedSet(Int)
    /// Whether seats are told what the law says before they act.
    case lawShown(Bool)
    case ended
    case seatSet(SeatID, SeatMode)

    // Work
    indirect case booked(Booking)
    case completed(ItemID)
    case minutesBooked(SeatID, minutes: Int, person: PersonID?)
    /// So many of a seat's staff go along with somebody.
    case escorted(SeatID, staff: Int, until: ExerciseTime)

    // Knowledge
    indirect case factLearned(Learning)
    case met(AgencyID, PersonID)
    /// Somebody of the agency stood before the person, there; perhaps for the first time.
    case seen(AgencyID, PersonID, PlaceID, isFirst: Bool)
    case placeFound(AgencyID, PlaceID)
    indirect case itemSent(Item)
    case itemOpened(ItemID, SeatID)
    case notSupported(AgencyID, facts: [FactID])

    // Requests, orders, referrals
    case itemAnswered(ItemID, ItemState)
    /// It stands otherwise and is not over: acknowledged, or accepted; what comes next is due then.
    case itemStands(ItemID, ItemState, until: ExerciseTime?)
    indirect case orderGiven(OrderGrant)
    /// The hour has come that whoever gave the order named.
    case orderInForce(ItemID)
    /// The time of an order is over, on whose end something in the story waits.
    case orderOver(ItemID)

    // People
    case dialChanged(PersonID, Dial, Int)
    case markChanged(PersonID, PersonMark, Bool)
    case needChanged(PersonID, NeedID, Bool)
    indirect case statusSet(StatusMark)
    case consentSet(PersonID, Consent, Bool)
    case personMoved(PersonID, PlaceID)
    case admitted(PersonID, ServiceID)
    case stepSet(PersonID, StepID, by: AgencyID?, Bool)
    case asked(PersonID, TopicID, SeatID)
    /// Answers were put into the person's mouth: what is told on the topic from now on is contaminated.
    case led(PersonID, TopicID)
    case matterChanged(PersonID, MatterID, Int)
    indirect case promised(PromiseMade)
    case promiseOver(ItemID, PromiseEnd)
    case personHeld(PersonID, Bool)

    // World
    case alertChanged(NetworkID, Int)
    case resourcesChanged(NetworkID, Int)
    /// An act that the network could see, and by how much it rose.
    case noticed(NetworkID, AgencyID, ActTypeID, by: Int)
    /// An act will come to the network's ears then.
    indirect case leaked(NetworkID, LeakID, ItemID, at: ExerciseTime)
    indirect case heard(NetworkID, LeakID, ItemID)
    case phaseEntered(NetworkID, PhaseID)
    /// The move is on the network's calendar from now on.
    case moveOpened(NetworkID, MoveID)
    case moveBegun(NetworkID, MoveID, until: ExerciseTime)
    /// The move is over; whom it concerned, and when it can be done again.
    indirect case moveEnded(NetworkID, MoveID, MoveEnd, [PersonID], again: ExerciseTime?)
    case networkHeld(NetworkID, Bool)
    case flagSet(FlagID, Bool)
    case counterSet(CounterID, Int)
    case visited(PlaceID, AgencyID)
    case paid(FlowID, amount: Int)
    /// It would have been paid, but the account was frozen.
    case paymentStopped(FlowID)
    case injectFired(InjectID)
    case injectHeld(InjectID, Bool)
    case injectCancelled(InjectID)
    case injectScheduled(InjectID, ExerciseTime)
    indirect case injectEdited(InjectID, title: Typed, text: Typed)
    case injectRetargeted(InjectID, [SeatID])
    case followupSet(InjectID, ExerciseTime)
    /// The expected act had come; nothing follows.
    case followupDropped(InjectID)
    case ruleWaiting(Int, until: ExerciseTime)
    case ruleIdle(Int)
    case ruleFired(Int)
    /// An agency owes something for a person, at the latest by then.
    case dutyOwed(Int, until: ExerciseTime?)
    case dutyKept(Int)
    /// It is not owed any more, although it was not kept.
    case dutyLapsed(Int)
    /// Its time is over, or it was broken. It may still be kept late.
    case dutyMissed(Int)

    // Joint operations
    indirect case operationPlanned(OperationPlan)
    indirect case operationAnswered(OperationAnswer)
    /// The word was given; the doors open then.
    case operationOrdered(ItemID, SeatID, at: ExerciseTime)
    indirect case operationBegun(OperationStart)
    /// By the id that the minute has in the pack.
    case operationMinute(ItemID, String)
    /// Nothing more happens until then.
    case operationWaits(ItemID, until: ExerciseTime)
    case operationOver(ItemID)
    case operationCalledOff(ItemID, SeatID, Typed)

    // Judgement
    indirect case breached(Breach)
    indirect case shared(Share)
    indirect case decided(Decision)
    indirect case formSigned(SignedForm)
    indirect case formShared(FormShare)
    indirect case mistakeMade(MistakeMade)
    case toldBeyondScript(PersonID, FactID)
    indirect case treated(Treatment)
}

/// An act that was taken on, with what it binds and when its answer is due.
public struct Booking: Hashable, Sendable {
    public var id: ItemID
    public var seat: SeatID
    public var act: Act
    public var minutes: Int
    public var staff: Int
    public var due: ExerciseTime

    public init(id: ItemID, seat: SeatID, act: Act, minutes: Int, staff: Int, due: ExerciseTime) {
        (self.id, self.seat, self.act) = (id, seat, act)
        (self.minutes, self.staff, self.due) = (minutes, staff, due)
    }
}

/// One entry of the knowledge ledger: how an agency came to a fact.
public struct Learning: Hashable, Sendable {
    public var agency: AgencyID
    public var fact: FactID
    public var way: Way
    /// The agency that told it.
    public var from: AgencyID?
    public var basis: BasisID?
    /// The item that carried it, or the act that found it.
    public var item: ItemID?
    /// Delivered, but not read yet: `knows` begins with the first reading.
    public var unread: Bool
    /// Told to leading questions, or passed on by somebody who has it that way: no charge may rest on it.
    public var contaminated: Bool

    public enum Way: Int, CaseIterable, Hashable, Sendable { case found, told, inject, concluded, staff }

    public init(
        agency: AgencyID, fact: FactID, way: Way, from: AgencyID? = nil, basis: BasisID? = nil,
        item: ItemID? = nil, unread: Bool = false, contaminated: Bool = false
    ) {
        (self.agency, self.fact, self.way, self.from) = (agency, fact, way, from)
        (self.basis, self.item, self.unread, self.contaminated) = (basis, item, unread, contaminated)
    }
}

/// Something in an inbox.
public struct Item: Hashable, Sendable {
    public var id: ItemID
    public var body: Body
    public var seats: [SeatID]
    public var sender: SeatID?
    public var facts: [FactID]
    public var persons: [PersonID]
    /// Signed forms that came with it, to be read as they were signed.
    public var forms: [ItemID]

    public init(
        id: ItemID, body: Body, seats: [SeatID], sender: SeatID?, facts: [FactID] = [],
        persons: [PersonID] = [], forms: [ItemID] = []
    ) {
        (self.id, self.body, self.seats) = (id, body, seats)
        (self.sender, self.facts, self.persons, self.forms) = (sender, facts, persons, forms)
    }

    public enum Body: Hashable, Sendable {
        case inject(InjectID, title: InjectText, text: InjectText)
        case improvised(ChannelID, from: Typed, title: Typed, text: Typed)
        case message(Typed)
        case share(basis: BasisID?, text: Typed)
        case request(InformationRequest)
        case order(OrderRequest)
        /// What an act of one's own brought.
        case result(ItemID, Outcome)
        /// An answer to a request or to the asking for an order.
        case reply(to: ItemID, ItemState, Typed)
        /// Somebody was brought to a service of ours.
        case referral(PersonID, ServiceID, from: AgencyID)
        /// Somebody is referred to a service of ours, which has to say whether it can take them.
        case referred(Referral)
        /// A question to a character that somebody holds; waits for the holder until `until`.
        case question(PersonID, TopicID, booking: ItemID, until: ExerciseTime, scripted: [FactID])
        /// A character that somebody holds is asked to agree to something; waits for the holder until `until`, then the
        /// script's answer counts.
        case consentAsked(PersonID, Consent, booking: ItemID, until: ExerciseTime, scripted: Bool)
        /// A decision that was taken by an act, by the id that the notice has there.
        case notice(of: ItemID, notice: String)
        /// News of a joint operation in which one has a part.
        case operation(ItemID, OperationNews, Typed)
    }
}

public struct InformationRequest: Hashable, Sendable {
    public var to: AgencyID
    public var person: PersonID?
    public var place: PlaceID?
    public var kind: FactKindID?
    public var basis: BasisID?
    public var due: ExerciseTime
    public var text: Typed
    /// The act type by which it was sent, where that is a rung of the ladder of channels.
    public var channel: ActTypeID?
    /// What it proposes to sign, instead of asking for information.
    public var agreement: AgreementID?
    /// What the answer is for; without one, what the asking agency is there for.
    public var purpose: PurposeID?

    public init(
        to: AgencyID, person: PersonID?, place: PlaceID?, kind: FactKindID?, basis: BasisID?,
        due: ExerciseTime, text: Typed, channel: ActTypeID? = nil, agreement: AgreementID? = nil,
        purpose: PurposeID? = nil
    ) {
        (self.to, self.person, self.place, self.kind) = (to, person, place, kind)
        (self.basis, self.due, self.text) = (basis, due, text)
        (self.channel, self.agreement, self.purpose) = (channel, agreement, purpose)
    }
}

public struct OrderRequest: Hashable, Sendable {
    public var order: OrderID
    public var to: AgencyID
    public var person: PersonID?
    public var place: PlaceID?
    public var reasons: Typed
    /// When it should take effect; none is at once.
    public var from: ExerciseTime?

    public init(
        order: OrderID, to: AgencyID, person: PersonID?, place: PlaceID?, reasons: Typed,
        from: ExerciseTime? = nil
    ) {
        (self.order, self.to, self.person, self.place, self.reasons) = (order, to, person, place, reasons)
        self.from = from
    }
}

/// An order in force.
public struct OrderGrant: Hashable, Sendable {
    public var request: ItemID
    public var order: OrderID
    public var holder: AgencyID
    public var person: PersonID?
    public var place: PlaceID?
    public var until: ExerciseTime
    /// When it takes effect, if that is later than it was given.
    public var from: ExerciseTime?
    /// Something in the story waits on its end.
    public var isWatched: Bool

    public init(
        request: ItemID, order: OrderID, holder: AgencyID, person: PersonID?, place: PlaceID?,
        until: ExerciseTime, from: ExerciseTime? = nil, isWatched: Bool = false
    ) {
        (self.request, self.order, self.holder) = (request, order, holder)
        (self.person, self.place, self.until, self.from) = (person, place, until, from)
        self.isWatched = isWatched
    }

    public func isInForce(at time: ExerciseTime) -> Bool { until > time && (from.map { $0 <= time } ?? true) }
}

public enum ItemState: Int, CaseIterable, Hashable, Sendable {
    case open, answered, refused, lapsed, admitted, declined, full
    /// Somebody has it in hand.
    case acknowledged
    /// The service takes the person, who is on the way.
    case accepted
    /// The person did not come.
    case notArrived
    /// The sender took it back.
    case revoked
    /// It came back, because something was missing.
    case returned
    /// It is answered, and the answer is on its way.
    case underWay
    /// The agreement that it proposed is signed, and is set up now.
    case signed
    /// It is in force.
    case inForce
    /// The agreement is over.
    case ended
}

/// What an act brought, in the closed set of things that a page can say.
public enum Outcome: Hashable, Sendable {
    /// Records found, in order of likeness.
    case records([RecordID])
    /// Sources that spoke, and whether anything was found.
    case sources([SourceID])
    /// The person answered nothing (new).
    case silent
    case nobodyThere
    case consented(Bool)
    case concluded(FactID)
    case notSupported
    case admitted(ServiceID)
    case declined(ServiceID)
    case full(ServiceID)
    case helped
    case done
}

/// A mark of a person's status, with reasons.
public struct StatusMark: Hashable, Sendable {
    public var person: PersonID
    public var status: PersonStatus
    public var seat: SeatID
    public var agency: AgencyID
    public var reasons: Typed
    public var appeal: Typed
    public var facts: [FactID]

    public init(
        person: PersonID, status: PersonStatus, seat: SeatID, agency: AgencyID, reasons: Typed, appeal: Typed,
        facts: [FactID]
    ) {
        (self.person, self.status, self.seat, self.agency) = (person, status, seat, agency)
        (self.reasons, self.appeal, self.facts) = (reasons, appeal, facts)
    }
}

/// A deviation from a rule: the play went on, and it is remembered.
public struct Breach: Hashable, Sendable {
    public var rule: String
    public var article: ArticleID?
    public var agency: AgencyID
    public var seat: SeatID?
    public var person: PersonID?
    public var fact: FactID?
    /// What the law said: a sentence for each gate of the rule that was passed. A rule can have several gates. Empty in
    /// logs from before it was recorded.
    public var says: [TextID]
    /// Advice or the division of work was gone against, and no law: it counts for no breach.
    public var isDeviation: Bool

    public init(
        rule: String, article: ArticleID?, agency: AgencyID, seat: SeatID?, person: PersonID?,
        fact: FactID? = nil, says: [TextID] = [], isDeviation: Bool = false
    ) {
        (self.rule, self.article, self.agency) = (rule, article, agency)
        (self.seat, self.person, self.fact, self.isDeviation) = (seat, person, fact, isDeviation)
        self.says = says.filter { !$0.path.isEmpty }
    }
}

/// One of the world's mistakes, with the moment and who made it.
public struct MistakeMade: Hashable, Sendable {
    public var mistake: MistakeID
    public var agency: AgencyID
    public var person: PersonID?
    /// Seen by the staff, not by a rule of the pack.
    public var byStaff: Bool
    /// The act in which it was seen; the mistake was made then, however late it is flagged.
    public var contact: ItemID?

    public init(
        mistake: MistakeID, agency: AgencyID, person: PersonID?, byStaff: Bool = false,
        contact: ItemID? = nil
    ) {
        (self.mistake, self.agency, self.person, self.byStaff) = (mistake, agency, person, byStaff)
        self.contact = contact
    }
}

public struct Share: Hashable, Sendable {
    public var fact: FactID
    public var from: AgencyID
    public var to: AgencyID
    public var answer: Answer
    public var basis: BasisID?

    public init(fact: FactID, from: AgencyID, to: AgencyID, answer: Answer, basis: BasisID?) {
        (self.fact, self.from, self.to, self.answer, self.basis) = (fact, from, to, answer, basis)
    }
}

/// A form as it was signed; a later version stands beside it, nothing is overwritten.
public struct SignedForm: Hashable, Sendable {
    public var id: ItemID
    public var type: ActTypeID
    public var seat: SeatID
    public var person: PersonID?
    /// How often the agency has signed this form for this person, this time included.
    public var version: Int
    public var choices: [Int]
    public var fields: [Typed]
    /// What it rests on; they go with it wherever it is shared.
    public var facts: [FactID]

    public init(
        id: ItemID, type: ActTypeID, seat: SeatID, person: PersonID?, version: Int, choices: [Int],
        fields: [Typed], facts: [FactID] = []
    ) {
        (self.id, self.type, self.seat, self.person) = (id, type, seat, person)
        (self.version, self.choices, self.fields, self.facts) = (version, choices, fields, facts)
    }
}

/// A signed form that went to another agency, and what its class said to that. Its facts are shares of their own.
public struct FormShare: Hashable, Sendable {
    public var form: ItemID
    public var from: AgencyID
    public var to: AgencyID
    public var answer: Answer
    public var basis: BasisID?

    public init(form: ItemID, from: AgencyID, to: AgencyID, answer: Answer, basis: BasisID?) {
        (self.form, self.from, self.to, self.answer, self.basis) = (form, from, to, answer, basis)
    }
}

/// A decision with reasons and alternatives; never changed once saved.
public struct Decision: Hashable, Sendable {
    public var id: ItemID
    public var seat: SeatID
    public var text: Typed
    public var alternatives: Typed
    public var facts: [FactID]
    /// Whom it is about; a charge names the person who is charged.
    public var person: PersonID?
    /// The act type by which it was taken, if it is a charge.
    public var charge: ActTypeID?

    public init(
        id: ItemID, seat: SeatID, text: Typed, alternatives: Typed, facts: [FactID], person: PersonID? = nil,
        charge: ActTypeID? = nil
    ) {
        (self.id, self.seat, self.text, self.alternatives) = (id, seat, text, alternatives)
        (self.facts, self.person, self.charge) = (facts, person, charge)
    }
}
