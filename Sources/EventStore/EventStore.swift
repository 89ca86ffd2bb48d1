/// The log of every run: rows in order, without gaps, kept before anybody is told that they are.
///
/// Every call may be made from any task at any time. What `append` has answered survives the end of the
/// process and of the machine's power.
public protocol EventStore: Sendable {
    /// Makes a run known. Asking again with an equal record is no mistake and changes nothing.
    ///
    /// Throws `conflict` when another run has this id.
    func createRun(_ run: RunRecord) async throws(StoreError)

    /// All runs, the oldest first; runs of the same millisecond by id.
    func runs() async throws(StoreError) -> [RunRecord]

    /// Writes all rows or none, and returns when they are on disk.
    ///
    /// `position` is the head that the decision was made on. The rows must continue it without a gap and
    /// carry on its chain. An empty list checks the head and writes nothing.
    ///
    /// Throws `conflict` when the head has moved on, `repeated` when one of the commands is recorded
    /// already, `damaged` when the rows do not continue the log.
    func append(_ rows: [Row], to run: String, after position: Int64) async throws(StoreError)

    /// At most `limit` rows that follow `position`, in order. Fewer than `limit` means: this is the end.
    func read(_ run: String, after position: Int64, limit: Int) async throws(StoreError) -> [Row]

    /// The position of the last row; 0 for a run in which nothing has happened.
    func head(_ run: String) async throws(StoreError) -> Int64

    /// The row that this command led to, or nil: to answer an act that was sent twice, and to find out
    /// what became of an append whose outcome is unknown.
    func find(commandID: String, in run: String) async throws(StoreError) -> Row?

    /// Erases what people typed and returns how many rows lost something. The chain still verifies.
    @discardableResult
    func eraseTyped(_ erasure: Erasure, in run: String) async throws(StoreError) -> Int
}

/// Which typed text goes.
public enum Erasure: Sendable, Equatable {
    /// What this participant typed.
    case of(participant: Int32)
    /// Everything in rows up to and with this position.
    case through(position: Int64)
    case everything
}

/// Why the store did not do as asked; each case is one thing that the caller does next.
///
/// The texts are the store's own words for whoever runs the server. They name no person and quote no row.
public enum StoreError: Error, Equatable, Sendable {
    /// Read on from where you were and decide again. `actual` is the head now.
    case conflict(actual: Int64)
    /// Answer with what is recorded at `position`; this command is there already.
    case repeated(commandID: String, position: Int64)
    /// Find out with `find(commandID:in:)` before answering; it may or may not be recorded. Where that throws this
    /// too, only the next start can tell: end the run without an answer.
    case outcomeUnknown(String)
    /// Nothing was written. Say so, and let it be sent again.
    case unavailable(String)
    /// Say that there is no such run.
    case unknownRun(String)
    /// Stop this run and tell whoever runs the server. `position` is the first record that is wrong.
    case damaged(position: Int64, String)
}

extension StoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .conflict(let actual): "The log has moved on; its last record is \(actual)."
        case .repeated(_, let position): "This command is recorded already, as record \(position)."
        case .outcomeUnknown(let reason): "It is not certain whether this was recorded. \(reason)"
        case .unavailable(let reason): "Nothing was recorded. \(reason)"
        case .unknownRun(let run): "There is no run “\(run)”."
        case .damaged(0, let reason): reason
        case .damaged(let position, let reason): "Record \(position) is damaged. \(reason)"
        }
    }
}
