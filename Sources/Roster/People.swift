/// Somebody who takes part in a run. The only place where a name is kept; logs know the number.
public struct Participant: Sendable, Equatable {
    /// 1 and up, never given twice.
    public var number: Int32
    /// As the person wrote it; empty once erased.
    public var name: String
    /// Language tag of the interface and texts, for example `ru`.
    public var language: String
    public var run: String
    public var role: Role
    /// Text ids of other seats of the agency that this person also holds.
    public var alsoHolds: [String]
    /// Milliseconds since 1970, UTC.
    public var joinedMs: Int64
    /// When the content note was read and accepted; nil before that. A seat opens only after it.
    public var acceptedNoteMs: Int64?

    public init(
        number: Int32,
        name: String,
        language: String,
        run: String,
        role: Role,
        alsoHolds: [String] = [],
        joinedMs: Int64,
        acceptedNoteMs: Int64? = nil
    ) {
        self.number = number
        self.name = name
        self.language = language
        self.run = run
        self.role = role
        self.alsoHolds = alsoHolds
        self.joinedMs = joinedMs
        self.acceptedNoteMs = acceptedNoteMs
    }
}

/// What somebody is in a run.
public enum Role: Sendable, Equatable {
    /// Sits in the seat with this text id.
    case seat(String)
    case control
    case observer
    /// Plays characters; which, stands in `Casting`.
    case rolePlayer
}

/// A planned event with its runs.
public struct Exercise: Sendable, Equatable {
    public var id: String
    public var title: String
    /// Ids of its runs, in the order in which control sees them.
    public var runs: [String]
    public var createdMs: Int64

    public init(id: String, title: String, runs: [String], createdMs: Int64) {
        self.id = id
        self.title = title
        self.runs = runs
        self.createdMs = createdMs
    }
}

/// Something a person has begun to write and not sent.
public struct Draft: Sendable, Equatable {
    public var participant: Int32
    /// Which form and field, as the page names it.
    public var key: String
    public var text: String
    public var savedMs: Int64

    public init(participant: Int32, key: String, text: String, savedMs: Int64) {
        self.participant = participant
        self.key = key
        self.text = text
        self.savedMs = savedMs
    }
}

/// “I need a break”: goes to control alone, and never into a log or a debrief.
public struct BreakRequest: Sendable, Equatable {
    public var number: Int64
    public var participant: Int32
    public var run: String
    public var askedMs: Int64
    /// When control said that it is taken care of; nil while it is open.
    public var resolvedMs: Int64?

    public init(number: Int64, participant: Int32, run: String, askedMs: Int64, resolvedMs: Int64? = nil) {
        self.number = number
        self.participant = participant
        self.run = run
        self.askedMs = askedMs
        self.resolvedMs = resolvedMs
    }
}
