import Basics

/// People who exploit others together: what they have, what they want, what they hear of, and what they can do.
///
/// A network reacts to what it can notice, never to what the log knows: its alertness rises by visible acts and by
/// leaks, and the conditions of its moves read nothing that happens behind the doors of offices.
public struct Network: Sendable {
    public var id = ""
    public var name = TextID("")
    public var members: [PersonID] = []
    public var sites: [PlaceID] = []
    /// 0 to 100.
    public var alert = 0
    /// What it has to spend, 0 to 100.
    public var resources = 50
    /// What it wants, one after another; the first from the start. They stand one after another in the table.
    public var phases: [PhaseID] = []
    public var leaks: [LeakID] = []
    public var moves: [MoveID] = []
    public init() {}

    /// Whether it does anything of its own accord.
    public var isMinded: Bool { !moves.isEmpty || !leaks.isEmpty || !phases.isEmpty }

    public static let range = 0...100
}

/// A part of a network's plan: what it is about now.
public struct NetworkPhase: Sendable {
    public var id = ""
    public var network = NetworkID(0)
    public var name = TextID("")
    /// Exercise minutes from which it is at this, by its own calendar.
    public var from: Int?
    /// It goes on to this when that holds.
    public var when = Expression.never
    public init() {}
}

/// A way by which a network hears of acts of agencies before it could see them.
public struct Leak: Sendable {
    public var id = ""
    public var network = NetworkID(0)
    /// What it hears, and by whom.
    public var name = TextID("")
    /// Begun acts of these types; all other selectors that are given must fit, too.
    public var acts: [ActTypeID] = []
    /// Of these agencies.
    public var agencies: [AgencyID] = []
    public var places: [PlaceID] = []
    public var persons: [PersonID] = []
    /// With a fact of one of these classes.
    public var classes: [ClassID] = []
    /// To one of these agencies.
    public var to: [AgencyID] = []
    /// Reads the act at hand.
    public var when = Expression.always
    /// Per cent; a keyed draw for each act.
    public var chance = 100
    /// Minutes until it is heard.
    public var after = 0
    public var effects: [Effect] = []
    public init() {}
}

/// Something that a network can do. It takes time, costs something, and leaves a trace.
public struct NetworkMove: Sendable {
    public var id = ""
    public var network = NetworkID(0)
    public var name = TextID("")
    /// What would have stopped it, for the debrief.
    public var says = TextID("")
    /// Only while the network is at one of these; empty: always.
    public var phases: [PhaseID] = []
    /// Exercise minutes from which it is on the calendar.
    public var at: Int?
    /// Must hold from its beginning to its end.
    public var when = Expression.always
    /// What stops it when it is tried; the network does not foresee that.
    public var failsIf = Expression.never
    /// Members who can do it; one of them at large is enough.
    public var by: [PersonID] = []
    public var cost = 0
    /// Minutes from its beginning to its end, at least one.
    public var after = 60
    /// Whom it concerns: those of them who can be reached.
    public var persons: [PersonID] = []
    /// Of these only for whom this holds.
    public var who = Expression.always
    /// Whom it concerns is reached wherever they are, by telephone or by others, as long as contact is not lost.
    public var reachesAnywhere = false
    /// Where those whom it concerns, who flee or who are recruited are brought.
    public var to: PlaceID?
    /// Papers that are done away with: their sources are gone.
    public var destroys: [FactID] = []
    /// People who were absent so far.
    public var recruits: [PersonID] = []
    /// Members who go where they are hard to reach.
    public var flees: [PersonID] = []
    /// For each of those whom it concerns, bound as `person`.
    public var each: [Effect] = []
    public var effects: [Effect] = []
    /// What comes of it when it was stopped.
    public var ifStopped: [Effect] = []
    /// The highest that can be done goes first; it breaks off a lower one.
    public var priority = 0
    /// Minutes until it can be done again.
    public var pause = 0
    /// How often at most.
    public var times = 1
    public init() {}

    public var concernsPeople: Bool { !persons.isEmpty }
    /// Nothing in it is about people, papers or members: it always makes sense.
    public var isPlain: Bool { persons.isEmpty && destroys.isEmpty && recruits.isEmpty && flees.isEmpty }
}

/// How a move came to its end.
public enum MoveEnd: Int, CaseIterable, Hashable, Sendable {
    case made
    /// Somebody or something stood in the way.
    case stopped
    /// Broken off: its reason is gone.
    case noReason
    /// Nobody who could do it is at large.
    case noMembers
    case noMeans
    /// Nobody whom it concerns can be reached any more, or nothing is left to do.
    case noSense
    /// Something else was more pressing.
    case morePressing
    /// Control holds the network.
    case held

    /// It was carried through to its end, and counts.
    public var isTried: Bool { self == .made || self == .stopped }
}

/// Why a network cannot make a move now.
public enum MoveObstacle: Int, CaseIterable, Hashable, Sendable {
    case held, notYet, otherPhase, spent, noReason, noMembers, noMeans, noSense
}

extension MoveObstacle {
    /// How a move ends that has run into it.
    public var end: MoveEnd {
        switch self {
        case .held: .held
        case .notYet, .otherPhase, .spent, .noReason: .noReason
        case .noMembers: .noMembers
        case .noMeans: .noMeans
        case .noSense: .noSense
        }
    }
}
