import EventStore
import Host
import Roster
import SQLiteStore

/// Until when the folder may hold what is personal in its runs. Nothing is erased by itself: whoever runs the laptop is told.
struct Retention {
    private static let dayMs: Int64 = 24 * 3600 * 1000

    let days: Int
    /// Runs that still hold names or typed texts, and when their time is over.
    private let ends: [(run: String, ms: Int64)]
    private let begunMs: Int64

    init(of folder: DataFolder) async throws {
        days = try folder.retentionDays()
        begunMs = SystemClock().unixMs
        var ends: [(run: String, ms: Int64)] = []
        for run in try await folder.store.runs() {
            let people = try await folder.store.participants(of: run.id)
            let isEmpty = people.allSatisfy { $0.name.isEmpty }
            if isEmpty, try await !folder.store.holdsTyped(run.id) { continue }
            ends.append((run.id, try await folder.store.lastUsedMs(run.id) + Int64(days) * Self.dayMs))
        }
        self.ends = ends
    }

    /// Runs whose time was over when the server started.
    var over: [String] { ends.filter { $0.ms <= begunMs }.map(\.run) }

    /// How many are over by now; whoever plays one of `open` uses it, so that it is over only if it was at the start.
    func isOver(nowMs: Int64, open: [String]) -> Int {
        ends.count { $0.ms <= begunMs || ($0.ms <= nowMs && !open.contains($0.run)) }
    }

    /// For whoever starts the server; nil if there is nothing to do.
    func words(_ data: String) -> String? {
        guard !over.isEmpty else { return nil }
        let commands = over.map { "  kerege erase --run \($0) --data \(data)" }
        return """
            Names and typed texts of \(over.count == 1 ? "a run" : "\(over.count) runs") have been kept longer than the \
            \(days) days that were promised. End this server, then:
            \(commands.joined(separator: "\n"))
            """
    }
}
