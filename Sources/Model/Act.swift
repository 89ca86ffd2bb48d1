import Basics

/// One use of an act type by a seat, with all that was chosen and typed.
///
/// One value serves all verbs: which parts count is said by the verb of `type`.
public struct Act: Hashable, Sendable {
    public var type: ActTypeID
    public var person: PersonID?
    public var place: PlaceID?
    /// The other agency: recipient of a request, giver of an order.
    public var agency: AgencyID?
    /// Recipients of a share or a message; empty seats means the whole agency.
    public var agencies: [AgencyID] = []
    public var seats: [SeatID] = []
    public var facts: [FactID] = []
    /// Signed forms of one's own agency that go along with a share.
    public var forms: [ItemID] = []
    public var topic: TopicID?
    public var setting: SettingID?
    public var interpreter: InterpreterID?
    public var service: ServiceID?
    public var basis: BasisID?
    /// What consent is asked for, or what is shared for; without one, what the recipient is there for.
    public var purpose: PurposeID?
    public var status: PersonStatus?
    /// The request or order that is answered, given or refused.
    public var item: ItemID?
    /// Values of the act type's own choices, by position.
    public var choices: [Int] = []
    /// Minutes that the other side has.
    public var deadline: Int?
    public var kind: FactKindID?
    /// When an order is to take effect: exercise minutes. None, or one that is over: at once. Of a plan: when the doors
    /// open, instead of so long from now.
    public var hour: Int?
    /// What was typed: the query, the message, the reasons.
    public var text = Typed.empty
    /// A decision's alternatives; the way of appeal of a mark.
    public var more = Typed.empty
    /// What stands in the fields of a form, by position.
    public var fields: [Typed] = []
    /// The sites of an operation that is planned.
    public var places: [PlaceID] = []
    /// The word is given for the hour that was planned, not at once.
    public var atHour = false

    public init(type: ActTypeID) { self.type = type }
}

/// Who plays a seat.
public enum SeatMode: Hashable, Sendable {
    /// Nobody, or the people who joined it.
    case people
    case bot(String)
    case control
    /// The people of another seat of the same agency play this one too.
    case coveredBy(SeatID)
}

/// One thing that is asked of the engine; each becomes one row of the log.
public enum Command: Hashable, Sendable {
    case seat(SeatID, Act)
    /// First reading of an item: recorded before its content is sent.
    case open(SeatID, ItemID)
    case control(ControlAct)
    /// Whoever plays the character.
    case role(PersonID, RolePlayAct)
    /// The next due moment has come.
    case time
}

public enum ControlAct: Hashable, Sendable {
    case start
    case pause
    /// Somebody said STOP. Who it was is nowhere in the log.
    case stop
    case resume
    case speed(Int)
    case end
    case seat(SeatID, SeatMode)
    case fire(InjectID)
    case hold(InjectID)
    case release(InjectID)
    /// Replaces title and text, and audience if given; the definition in the event is complete.
    case edit(InjectID, title: Typed, text: Typed)
    case retarget(InjectID, [SeatID])
    case improvise(Improvised)
    case holdPerson(PersonID)
    case releasePerson(PersonID)
    /// The holder of a character answers a waiting question.
    case reply(ItemID, facts: [FactID], text: Typed)
    /// The holder of a character says yes or no where it is asked to agree to something.
    case agree(ItemID, Bool)
    case dial(PersonID, Dial, Int)
    /// A held network begins nothing.
    case holdNetwork(NetworkID, Bool)
    /// A network makes a move now, whatever it thinks of it.
    case makeMove(MoveID)
    case alert(NetworkID, Int)
    /// The staff's statement that a fact was told outside the system.
    case told(FactID, AgencyID)
    /// The staff saw a mistake that no rule saw, such as a promise made aloud (E-19).
    case mistake(MistakeID, AgencyID, PersonID?)
    /// The staff saw one in a talk, which says whose it is, whom it concerns and when it was.
    case flag(MistakeID, ItemID)
    /// Training mode tells what the law says before an act; test mode does not.
    case showLaw(Bool)
}

/// An inject that control makes up during the run.
public struct Improvised: Hashable, Sendable {
    public var seats: [SeatID]
    public var channel: ChannelID
    public var from: Typed
    public var title: Typed
    public var text: Typed
    public var facts: [FactID]

    public init(seats: [SeatID], channel: ChannelID, from: Typed, title: Typed, text: Typed, facts: [FactID])
    {
        (self.seats, self.channel, self.from) = (seats, channel, from)
        (self.title, self.text, self.facts) = (title, text, facts)
    }
}

/// Why a command was not taken. Nothing changed; the person can act on the reason.
public enum Refusal: Error, Hashable, Sendable {
    case notStarted, paused, ended, alreadyStarted, notPaused
    /// The seat's people are busy until then.
    case busy(until: ExerciseTime)
    case noStaff(until: ExerciseTime)
    case personBusy(until: ExerciseTime)
    case notYours
    case unknownThing
    case lostContact
    case notHere
    /// Something that the act needs is not chosen or typed; names the part.
    case missing(Part)
    case impossible(rule: String, says: TextID)
    case alreadyDone
    case alreadyAnswered
    case notHeld
    /// A move that would change nothing: nobody whom it concerns can be reached, or nothing is left.
    case pointless
    /// The character answers by the written script alone.
    case scripted
    case sameAgency
    /// The service has no room.
    case houseFull
    /// Its time was over, and it went back to who sent it.
    case wentBack
    /// The operation goes on, is over, or was called off.
    case underWay

    public enum Part: String, Hashable, Sendable {
        case person, place, agency, recipients, facts, topic, setting, service, basis, status, item, text,
            reasons, alternatives, appeal, choice, deadline, kind, field
        case sites
    }
}
