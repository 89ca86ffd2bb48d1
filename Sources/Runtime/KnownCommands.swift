import Basics
import Host
import Model

/// The recorded commands of a run, to know each of them again by its id.
///
/// There are as many as the run has had commands and none is ever forgotten, so each takes as little room as it can: of an id
/// sixteen bytes of its digest are kept.
struct KnownCommands: Sendable {
    private struct Mark: Hashable, Sendable {
        let first: UInt64
        let second: UInt64

        init(_ id: String) {
            let digest = BLAKE2b.digest(Array(id.utf8))
            func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
            (first, second) = (word(digest[..<8]), word(digest[8..<16]))
        }
    }

    private var table = Lookup<Mark, Known>()

    subscript(id: String) -> Known? {
        get { table[Mark(id)] }
        set { table[Mark(id)] = newValue }
    }
}

/// What is kept of a recorded command, to know it again.
struct Known: Sendable {
    let position: Int64
    private let participant: Int32
    /// Of the command, and good in this process alone; nil for what nobody types (bots, STOP), and where what was
    /// typed has been erased, so that there is nothing to compare.
    private let mark: Int32?

    init(_ command: Command, of participant: Int, at position: Int64, isErased: Bool = false) {
        (self.position, self.participant) = (position, Int32(participant))
        mark = participant == 0 || isErased ? nil : Known.mark(of: command)
    }

    /// Whether the request asks for the same once more.
    func isMeant(by request: LiveRun.Request) -> Bool {
        guard Int(participant) == request.participant else { return false }
        guard let mark else { return true }
        switch request.what {
        case .command(let command): return mark == Known.mark(of: command)
        // It is recorded as what it leads to.
        case .jump: return mark == Known.mark(of: .time)
        }
    }

    private static func mark(of command: Command) -> Int32 { Int32(truncatingIfNeeded: command.hashValue) }
}
