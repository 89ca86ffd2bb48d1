import EventStore
import Roster

/// Why a call came to nothing, before it is put into the words of the port that was called.
enum Trouble: Error {
    /// Surely nothing was written.
    case notWritten(String)
    /// Written or not: the disk did not say.
    case unknown(String)
    case damaged(String)

    init(_ fault: SQLFault) {
        self = fault.meansDamage ? .damaged(fault.reason) : .notWritten(fault.reason)
    }

    static let closed = Trouble.notWritten("The store is closed.")
    static let crowded = Trouble.notWritten("Too much is waiting to be written.")
    static let stopped = Trouble.notWritten(
        "The store stopped because the disk did not confirm a write. Look at the disk, then start again.")
    static let unconfirmed = Trouble.unknown("The disk did not confirm the write.")
    static let journalKept = Trouble.unknown(
        "The text is out of the log, but a copy may lie in the journal. Erase it again.")
}

/// An error of a port that can say what trouble there was.
protocol TroubleTelling: Error {
    init(_ trouble: Trouble)
}

extension StoreError: TroubleTelling {
    init(_ trouble: Trouble) {
        self =
            switch trouble {
            case .notWritten(let reason): .unavailable(reason)
            case .unknown(let reason): .outcomeUnknown(reason)
            case .damaged(let reason): .damaged(position: 0, reason)
            }
    }
}

extension RosterError: TroubleTelling {
    init(_ trouble: Trouble) {
        self =
            switch trouble {
            case .notWritten(let reason), .damaged(let reason): .unavailable(reason)
            case .unknown(let reason): .outcomeUnknown(reason)
            }
    }
}
