import Basics
import Engine
import EventStore
import Host
import Model
import Runtime

/// Hears of everything that happens, keeps the log's own story beside the live one, and asks the checkers.
final class Watch: Sendable {
    private struct Inside {
        var checkers: [any Checker]
        var complaint: Complaint?
        var trace: [String] = []
        var reached: Set<String> = []
        var state: State
        var position: Int64 = 0
        /// Rows that came before those in front of them.
        var early: [(process: Int, rows: [Row])] = []
        var rowPrint = Fingerprint()

        mutating func complain(_ rule: String, _ sentence: String) {
            if complaint == nil { complaint = Complaint(rule: rule, sentence: sentence) }
        }

        mutating func see(_ happening: Happening) {
            for place in checkers.indices {
                if let sentence = checkers[place].see(happening) { complain(checkers[place].rule, sentence) }
            }
        }
    }

    private let engine: Engine
    private let codec: LogCodec
    private let clock: ManualClock
    private let inside: Locked<Inside>
    private static let traceLength = 20

    init(_ engine: Engine, codec: LogCodec, clock: ManualClock, seed: UInt64, checkers: [any Checker]) {
        (self.engine, self.codec, self.clock) = (engine, codec, clock)
        inside = Locked(Inside(checkers: checkers, state: engine.initial(seed: seed)))
    }

    var complaint: Complaint? { inside.withLock { $0.complaint } }
    var trace: [String] { inside.withLock { $0.trace } }
    var reached: Set<String> { inside.withLock { $0.reached } }
    /// Over all rows, in order.
    var rowPrint: UInt64 { inside.withLock { $0.rowPrint.value } }
    /// Where the log stands.
    var log: (state: State, position: Int64) { inside.withLock { ($0.state, $0.position) } }

    func reach(_ situation: String) { inside.withLock { _ = $0.reached.insert(situation) } }

    func note(_ line: String) {
        let stamp = clock.monotonicMs
        inside.withLock { inside in
            if inside.trace.count == Watch.traceLength { inside.trace.removeFirst() }
            inside.trace.append("\(stamp) ms  \(line)")
        }
    }

    func complain(_ rule: String, _ sentence: String) {
        inside.withLock { $0.complain(rule, sentence) }
    }

    func see(_ happening: Happening) { inside.withLock { $0.see(happening) } }

    /// Rows are in the store: folds them and hands them on in the order of the log.
    func recorded(_ rows: [Row], by process: Int) {
        note("process \(process) has \(rows.map { "\($0.position) \($0.commandID)" }) in the store")
        inside.withLock { inside in
            inside.early.append((process, rows))
            while let place = inside.early.firstIndex(where: {
                $0.rows.first?.position == inside.position + 1
            }) {
                let (process, rows) = inside.early.remove(at: place)
                take(rows, by: process, &inside)
            }
        }
    }

    private func take(_ rows: [Row], by process: Int, _ inside: inout Inside) {
        var batch: [Told] = []
        for row in rows {
            inside.position = row.position
            inside.rowPrint.add(row.digest)
            let body: LogBody
            do throws(DecodeError) {
                body = try codec.decode(row)
            } catch {
                return inside.complain("what is written can be read", "Record \(row.position): \(error)")
            }
            let before = inside.state
            for event in body.events {
                inside.state.apply(event, at: ExerciseTime(milliseconds: row.timeMs))
            }
            let told = Told(row: row, body: body, before: before, after: inside.state)
            batch.append(told)
            inside.see(.row(told))
        }
        inside.see(.batch(process: process, batch))
    }
}
