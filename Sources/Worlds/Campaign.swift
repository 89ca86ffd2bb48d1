import Host
import Runtime

/// Many worlds, one after another.
public struct Campaign: Sendable {
    public private(set) var worlds = 0
    public private(set) var rows: Int64 = 0
    public private(set) var reached: [String: Int] = [:]
    public private(set) var failures: [Outcome] = []

    /// What any campaign of some length has to reach.
    public static let probes: [String] =
        Situation.allCases.map(\.rawValue) + [
            "crash", "unacknowledged rows kept", "unacknowledged rows lost", "unconfirmed rows kept",
            "unconfirmed rows lost", "log refused at the start",
            "stalled store", "double click", "went away without an answer", "STOP", "request lost",
            "request came twice", "request came late", "reply lost", "nobody there",
            "stream cut in the middle", "bytes came in pieces", "half a request", "reset before the answer",
            "a kept connection was gone", "a request did not come in time",
            "who sent too slowly was sent away", "a reader that does not read",
            "a frame waited for its reader", "a reader that does not read is cut off", "joined too late",
            "told to look at everything again", "nobody looked for an hour", "wall clock set",
            "the loop ended by itself", "lines clogged, and let go in another order",
        ]

    public init() {}

    /// Probes that no world has reached.
    public var missed: [String] { Campaign.probes.filter { reached[$0] == nil } }

    public mutating func add(_ outcome: Outcome) {
        worlds += 1
        rows += outcome.rows
        for probe in outcome.reached { reached[probe, default: 0] += 1 }
        if outcome.complaint != nil { failures.append(outcome) }
    }
}

extension Options {
    /// The calmest day on which the same rule is broken.
    public func shrunk(from complaint: Complaint) -> Options {
        var best = self
        var isShrinking = true
        while isShrinking {
            isShrinking = false
            for options in best.calmer where options.play().complaint?.rule == complaint.rule {
                (best, isShrinking) = (options, true)
                break
            }
        }
        return best
    }
}

extension Outcome: CustomStringConvertible {
    public var description: String { told(of: "") }

    /// What a person needs who wants to see it again.
    ///
    /// - Parameter commit: what was built, as `--commit` takes it; empty if nobody knows.
    public func told(of commit: String) -> String {
        guard let complaint else { return "\(options.seed) \(fingerprint) \(rows) records" }
        let lines =
            [
                "", "World \(options.seed) is not as it should be.",
                "  \(complaint.rule):", "  \(complaint.sentence)", "Its day: \(options)", "What came last:",
            ] + trace.map { "  \($0)" }
            + [
                "Again: \(Outcome.program)\(commit.isEmpty ? "" : " --commit \(commit)") --options \"\(options)\""
                    + "   (with --shrink for a calmer day)"
            ]
        return lines.joined(separator: "\n")
    }

    /// What plays the same day in the same way: another kind of build picks other orders.
    #if DEBUG
        private static let program = "swift run simulate"
    #else
        private static let program = "bin/simulate"
    #endif
}
