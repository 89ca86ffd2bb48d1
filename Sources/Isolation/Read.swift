/// What a crawler reads and tries, counted so that a test sees when it stops to.
public enum Read: String, Sendable, CaseIterable {
    /// Whole pages, parts of pages, what a browser keeps as a file, where to go next, what is refused.
    case pages, parts, files, redirects, errors
    /// Streams that were opened, what came in them, and how often it was looked up whether anything had changed.
    case streams, frames, noticesHeld
    /// Names that were looked for in forms, and debriefs.
    case searches, debriefs
    /// By whom: answers to whoever is not in, and pages of those who are.
    case strangers, observers, players, control
    /// Pages of a seat in which somebody sat who had another before, and of a seat that was covered.
    case movedSeats
    /// Answers of the run beside.
    case secondRun
    /// Pages by somebody else's return code.
    case returns
    /// Moves before ENDEX, and rounds in which somebody was in role then.
    case moves, roles
    /// Forms that were sent, ways to ask that no page uses, and forms of others.
    case forms, methods, trespasses
}

extension WatchResult {
    public func count(of kind: Read) -> Int { read[kind] ?? 0 }

    mutating func tally(_ kind: Read, _ count: Int = 1) { read[kind, default: 0] += count }
}
