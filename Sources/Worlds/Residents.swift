import Host

/// What lives in memory for an exercise, held by others alone: when the exercise is over, nobody may hold it any more.
final class Residents: Sendable {
    private struct Resident {
        let name: String
        weak var object: (any AnyObject & Sendable)?
    }

    static let rule = "memory of a finished exercise is released"
    private let inside = Locked<[Resident]>([])

    func add(_ object: any AnyObject & Sendable, _ name: String) {
        inside.withLock { $0.append(Resident(name: name, object: object)) }
    }

    /// What somebody still holds, in one sentence; nil if nothing is.
    var complaint: String? {
        let left = inside.withLock { $0.filter { $0.object != nil }.map(\.name) }
        return left.isEmpty ? nil : "Still there: \(left.joined(separator: ", "))."
    }
}
