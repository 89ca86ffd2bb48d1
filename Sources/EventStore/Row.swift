/// One decision of a run as it is kept: the act, what came of it, and its link in the chain.
///
/// A row is written once. Only `typed` may later be erased; the chain holds all the same, because the digest
/// is taken without it (`Chain`).
public struct Row: Sendable, Equatable {
    /// Place in the run's log: 1, 2, 3 and so on without a gap.
    public var position: Int64
    /// Who asked for it, so that an act that is sent twice is recorded once. Unique within a run; empty for a
    /// row that no command asked for.
    public var commandID: String
    /// Number in the roster; 0 for nobody (the passing of time, a bot).
    public var participant: Int32
    /// Number of the session it was asked from, in the roster; 0 for none (a bot, time, a log from before sessions had
    /// numbers).
    public var session: Int64
    /// Text id of the seat; empty for none.
    public var seat: String
    /// Text id of the seat or character that was acted for; empty when it is the seat itself.
    public var onBehalf: String
    /// Exercise time in milliseconds since STARTEX.
    public var timeMs: Int64
    /// The act and its events as JSON text. Of what people typed it holds only the salted digest.
    public var body: [UInt8]
    /// What people typed, with its salt; nil when nothing was typed or it has been erased.
    public var typed: [UInt8]?
    /// 32 bytes over `previous` and all fields but `typed`.
    public var digest: [UInt8]
    /// The digest of the row before, or the run's origin (`Chain.origin(of:)`) for the first row.
    public var previous: [UInt8]

    /// A row that is not yet in the chain; `Chain.sealed(_:after:)` gives it its digest.
    public init(
        position: Int64,
        commandID: String,
        participant: Int32,
        session: Int64 = 0,
        seat: String,
        onBehalf: String,
        timeMs: Int64,
        body: [UInt8],
        typed: [UInt8]? = nil,
        digest: [UInt8] = [],
        previous: [UInt8] = []
    ) {
        self.position = position
        self.commandID = commandID
        self.participant = participant
        self.session = session
        self.seat = seat
        self.onBehalf = onBehalf
        self.timeMs = timeMs
        self.body = body
        self.typed = typed
        self.digest = digest
        self.previous = previous
    }
}

/// What a run is, apart from what happened in it.
public struct RunRecord: Sendable, Equatable {
    public var id: String
    public var title: String
    /// Digest of the pack as hex text; the pack's copy lies under this name.
    public var packDigest: String
    public var engineRevision: Int64
    public var seed: UInt64
    /// Milliseconds since 1970, UTC.
    public var createdMs: Int64

    public init(
        id: String,
        title: String,
        packDigest: String,
        engineRevision: Int64,
        seed: UInt64,
        createdMs: Int64
    ) {
        self.id = id
        self.title = title
        self.packDigest = packDigest
        self.engineRevision = engineRevision
        self.seed = seed
        self.createdMs = createdMs
    }
}
