import Basics
import Engine
import EventStore
import Model
import Runtime
import Views

/// What somebody wants of the run. Sent again, it keeps its id.
struct Asking: Sendable {
    enum What: Hashable, Sendable {
        case command(Command)
        case jump
    }

    let id: String
    let what: What
    let participant: Int
    let seat: String

    /// Where it is asked from: everybody has one session, and nobody's STOP has none.
    var session: Int64 { participant == 0 ? 0 : 1000 + Int64(participant) }
}

typealias Answer = Result<Receipt, SubmitError>

/// A row of the log with the state before and after it, as whoever reads the log has it.
struct Told: Sendable {
    let row: Row
    let body: LogBody
    let before: State
    let after: State

    var time: ExerciseTime { ExerciseTime(milliseconds: row.timeMs) }
}

/// One look at the clock that viewers see.
struct Look: Sendable {
    let process: Int
    let position: Int64
    let digest: [UInt8]
    let state: State
    let wallMs: Int64
    let time: ExerciseTime
    /// STOP stands that is in no record yet.
    let isHalted: Bool
}

/// What one screen showed when the world had calmed down: for each section the state it was made from.
struct ScreenAtEnd: Sendable {
    let audience: Audience
    let sections: [Section: State]
    let position: Int64
}

/// How a world stood when it was over.
struct Ending: Sendable {
    let state: State
    let position: Int64
    let digest: [UInt8]
    let screens: [ScreenAtEnd]
}

/// Everything that checkers hear of.
enum Happening: Sendable {
    /// A process has read the log and plays on.
    case opened(Look)
    case asked(Asking)
    /// An attempt has reached the run.
    case sent(id: String)
    case answered(id: String, Answer)
    /// The process went away with an attempt, or the asker with the asking.
    case unanswered(id: String)
    /// A row is in the store.
    case row(Told)
    /// The rows of one append are in the store.
    case batch(process: Int, [Told])
    case noticed(process: Int, Notice, position: Int64)
    case looked(Look)
    /// A page left the server.
    case showed(SeatID, SeatView)
    /// A request is put on a wire, with what has to arrive of it.
    case sending(Int, print: UInt64)
    /// The server has taken a request for whole.
    case received(sending: Int, print: UInt64)
    /// An answer has come, with the number that the server put on it.
    case replied(sending: Int, label: Int)
    /// So much waits for one reader of a stream.
    case queued(bytes: Int, limit: Int)
    case published(process: Int, Audience, number: Int, atMs: Int64)
    /// A screen that had been reading since then has heard a notice.
    case heard(process: Int, Audience, number: Int, atMs: Int64, sinceMs: Int64)
    case ended(Ending)
}

/// Looks at what happens in a world; says in one sentence what is wrong, or nothing.
protocol Checker: Sendable {
    /// What has to be so.
    var rule: String { get }
    mutating func see(_ happening: Happening) -> String?
}

/// A broken rule.
public struct Complaint: Hashable, Sendable, CustomStringConvertible {
    public let rule: String
    public let sentence: String
    public var description: String { "\(rule): \(sentence)" }
}
