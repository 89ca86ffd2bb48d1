import Basics

/// A joint operation as a world defines it: who can take which part, what must be ready before a door is opened,
/// and how it goes minute by minute.
public struct OperationKind: Sendable {
    public var id = ""
    public var name = TextID("")
    public var about = TextID("")
    public var article: ArticleID?
    public var parts: [OperationPart] = []
    /// Places that are never entered.
    public var notAt: [PlaceID] = []
    /// Places where people can be received; empty is any place.
    public var receptions: [PlaceID] = []
    public var gates: [OperationGate] = []
    /// By their moment, the earliest first.
    public var minutes: [OperationMinute] = []
    public init() {}

    /// Minutes from the first door to the end.
    public var length: Int { minutes.last?.at ?? 0 }
}

/// What somebody does in an operation. An agency that is asked takes every part that is open to it.
public struct OperationPart: Sendable {
    public var id = ""
    public var name = TextID("")
    /// Any of these powers is enough.
    public var powers: [PowerID] = []
    public var agencies: [AgencyID] = []
    /// How many of the seat's staff it binds until the operation is over.
    public var staff = 1
    public init() {}
}

/// What must be true before a door is opened, such as `G4`.
public struct OperationGate: Sendable {
    /// The field's id.
    public var id = ""
    public var name = TextID("")
    /// Who sees to it, in words.
    public var owner = TextID("")
    public var holds = Expression.always
    /// What is missing while it does not hold.
    public var says = TextID("")
    public var article: ArticleID?
    /// What beginning without it is: a breach of this rule, and one of the world's mistakes.
    public var rule = ""
    public var mistake: MistakeID?
    /// While it holds the others are not waited for: an immediate danger.
    public var overrides = false
    /// Acts that help to bring it about.
    public var acts: [ActTypeID] = []
    public init() {}
}

/// Something that happens in an operation, so many minutes after it began.
public struct OperationMinute: Sendable {
    public var id = ""
    public var at = 0
    public var text = TextID("")
    /// Positions of the parts whose agencies hear it, beside whoever leads; empty is everybody who takes part.
    public var heardBy: [Int] = []
    /// Reads the plan, the gates as they were when it began, and the world.
    public var when = Expression.always
    public var over: Bound?
    public var effects: [Effect] = []
    public init() {}

    /// For whom the effects are done, once for each.
    public enum Bound: Hashable, Sendable {
        /// Who was at one of the sites when the operation began.
        case found
        case persons
        case group(GroupID)
        /// The places that are entered, each with the network that uses it.
        case sites
    }
}

/// What a condition can read of a planned operation.
public enum PlanName: Hashable, Sendable {
    /// How many sites.
    case sites
    /// The place where people are received; -1 is none.
    case reception
    /// An agency has confirmed the part at this position.
    case part(Int)
    /// How many agencies were asked and have not refused, and how many have confirmed, without whoever leads.
    case asked, confirmed
    /// How many confirmed agencies are of another country than whoever leads.
    case abroad
    /// Minutes from the moment for which the word is given to the hour of the plan; 0 at the hour or later, and while no
    /// word is given.
    case early
    /// The agency is on the need-to-know list.
    case told(Subject<Kind.Agency>)
    /// An agency that takes part holds an order of this kind, for anybody or any place.
    case order(OrderID)
    /// Agencies that take part hold orders that freeze the accounts of those behind the sites that the story empties; where
    /// it empties none of theirs, any of them.
    case freezes
    /// The bound place is a site.
    case isSite(Subject<Kind.Place>)
    /// An agency that takes part holds an order of this kind for the place, in force at the hour.
    case siteOrder(Subject<Kind.Place>, OrderID)
    /// The person is at a site, and not lost.
    case atSite(Subject<Kind.Person>)
    /// The sorts of evidence, other than what people told and what no charge may rest on, that prove an element of the
    /// offence for somebody: what the agencies that take part hold together.
    case proofs(ElementID)
    /// Minutes between the plan as it stands and its hour.
    case notice
    /// The gate at this position held when the operation began.
    case gate(Int)
}

/// A plan as it was made; a later version takes the place of an earlier one.
public struct OperationPlan: Hashable, Sendable {
    /// Of the operation: that of its first version.
    public var id: ItemID
    public var kind: OperationID
    /// The act type by which it was planned, for its choices.
    public var act: ActTypeID
    public var seat: SeatID
    public var version: Int
    public var sites: [PlaceID]
    public var reception: PlaceID?
    public var hour: ExerciseTime
    /// Asked to take a part.
    public var agencies: [AgencyID]
    public var choices: [Int]
    public var text: Typed

    public init(
        id: ItemID, kind: OperationID, act: ActTypeID, seat: SeatID, version: Int, sites: [PlaceID],
        reception: PlaceID?, hour: ExerciseTime, agencies: [AgencyID], choices: [Int], text: Typed
    ) {
        (self.id, self.kind, self.act, self.seat, self.version) = (id, kind, act, seat, version)
        (self.sites, self.reception, self.hour) = (sites, reception, hour)
        (self.agencies, self.choices, self.text) = (agencies, choices, text)
    }
}

/// What an agency that was asked said.
public struct OperationAnswer: Hashable, Sendable {
    public var operation: ItemID
    public var seat: SeatID
    public var agency: AgencyID
    public var takesPart: Bool
    /// So many of its staff are bound, until then.
    public var staff: Int
    public var until: ExerciseTime
    public var text: Typed

    public init(
        operation: ItemID, seat: SeatID, agency: AgencyID, takesPart: Bool, staff: Int,
        until: ExerciseTime, text: Typed
    ) {
        (self.operation, self.seat, self.agency, self.takesPart) = (operation, seat, agency, takesPart)
        (self.staff, self.until, self.text) = (staff, until, text)
    }
}

/// It begins: who was found at the sites, and which gates did not hold.
public struct OperationStart: Hashable, Sendable {
    public var operation: ItemID
    public var seat: SeatID
    /// Ids of gates.
    public var unmet: [String]
    public var found: [PersonID]
    /// So many of the leading seat's staff are bound until the end.
    public var staff: Int
    public var until: ExerciseTime

    public init(
        operation: ItemID, seat: SeatID, unmet: [String], found: [PersonID], staff: Int,
        until: ExerciseTime
    ) {
        (self.operation, self.seat, self.unmet, self.found) = (operation, seat, unmet, found)
        (self.staff, self.until) = (staff, until)
    }
}

/// What a letter about an operation says.
public enum OperationNews: Int, CaseIterable, Hashable, Sendable {
    case asked, changed, confirmed, refused, ordered, calledOff, over
}

/// How a gate of an operation looks to one agency, judged by what that agency can know.
public enum GateStanding: Hashable, Sendable { case met, unmet, unknown }
