import EventStore
import Host

/// How much a live run takes at a time.
public struct Limits: Hashable, Sendable {
    /// At most this many commands wait; one more is answered `full`.
    public var queue = 1024
    /// At most this many due moments, and then this many commands, are decided for one transaction.
    public var batch = 64
    /// So many rows are read from the store at once.
    public var page = 5000
    /// How long a store that fails is left alone before it is asked again.
    public var breathMs: Int64 = 250

    public init() {}
}

/// What goes on inside a live run: the program takes it as it is, simulations make limits small, know the salt
/// and listen.
public struct Workings: Sendable {
    public var limits = Limits()
    /// Secure chance for the digests of typed text.
    public var salt: @Sendable () -> [UInt8] = { SecureRandom.bytes(LogCodec.saltLength) }
    /// Is told of each situation in which the run finds itself. In the program nobody listens.
    public var reached: @Sendable (Situation) -> Void = { _ in }

    public init() {}
}

/// Situations that are rare on a good day. A campaign of simulations has to reach every one.
public enum Situation: String, CaseIterable, Sendable {
    case queueFull = "queue full"
    case repeated = "repeat answered from the log"
    case repeatedInBatch = "repeat within one batch"
    case backlog = "more due than one batch takes"
    case notRecorded = "append refused"
    case refusalNotRecorded = "refusal on grounds that were not recorded"
    case unknownFound = "unknown outcome, the rows are there"
    case unknownMissing = "unknown outcome, the rows are not there"
    case readBackFailed = "read back refused, asked again"
    case unknownAtEnd = "ended before an unknown outcome was known"
    case gaveWay = "somebody else writes to the log"
    case endedUnwritten = "ended with something due that could not be written"
    case answeredAtEnd = "commands waited when the loop ended"
    case botNotRecorded = "act of a bot not recorded"
    case haltedUnwritten = "STOP that could not be written"
    case timeHeld = "shown time waits for a record"
}
