import Basics
import Engine
import EventStore
import Host
import Runtime

/// What was found when a run was looked over: folded, its chain and its pack checked.
struct Look: Sendable {
    let run: String
    var records: Int64 = 0
    var events = 0
    /// Digest of the last record, as hex text: note it down, and a later look can tell whether records are gone.
    var head = ""
    var fingerprint = ""
    /// What came out when it was decided again; nil where that was not asked for, or another engine had decided it.
    var redecided: Redecided?
    /// What else there is to know of it.
    var remark: String?
    /// What is wrong, in words for whoever runs the server.
    var problem: String?

    var isFine: Bool { problem == nil }

    var line: String {
        if let problem { return "\(run): \(problem)" }
        let more =
            (redecided.map { ", \($0.rows) decided again, \($0.erased) with erased texts" } ?? "")
            + (remark.map { ". " + $0 } ?? "")
        return "\(run): \(records) records, \(events) events, head \(head)\(more)"
    }

    func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("run", run)
            $0.member("ok", isFine)
            if let problem { $0.member("error", problem) }
            $0.member("rows", records)
            $0.member("events", events)
            $0.member("head", head)
            $0.member("fingerprint", fingerprint)
            guard let redecided else { return }
            $0.object("redecided") {
                $0.member("rows", redecided.rows)
                $0.member("erased", redecided.erased)
                $0.key("first_difference")
                if let place = redecided.firstDifference { $0.value(place) } else { $0.null() }
                $0.key("first_text_gone")
                if let place = redecided.firstTextGone { $0.value(place) } else { $0.null() }
            }
        }
    }
}

/// What a command found that looked runs over, told in one way: a line for each run, or one JSON object.
struct LookReport {
    let looks: [Look]
    let milliseconds: Int
    /// Whether the file that the runs are in is whole; not only they.
    var isWhole = true

    var isFine: Bool { isWhole && looks.allSatisfy(\.isFine) }

    /// - Parameters:
    ///   - members: what stands in the object before the seconds and the runs.
    ///   - last: what is said beside the lines, to whoever reads them.
    func answer(
        _ arguments: Arguments, last: String? = nil, _ members: (inout JSONWriter) -> Void = { _ in }
    ) -> ExitStatus {
        if arguments.has("--json") {
            var writer = JSONWriter()
            writer.object {
                $0.member("ok", isFine)
                members(&$0)
                $0.key("seconds")
                $0.decimal(milliseconds, scale: 3)
                $0.array("runs", looks) { $1.write(to: &$0) }
            }
            Console.answer(writer.text)
        } else {
            for look in looks { Console.answer(look.line) }
        }
        if let last, !arguments.has("--json") || !isWhole { Console.error(last) }
        return isFine ? .fine : .notFine
    }
}

extension DataFolder {
    /// Looks all these runs over, side by side on as many threads as the machine has.
    ///
    /// - Parameters:
    ///   - decidingAgain: whether each recorded act is decided once more and its events compared.
    ///   - heads: digests (hex) that were noted down; each run must hold one of them. Empty if none was.
    func foldAll(_ records: [RunRecord], decidingAgain: Bool = false, heads: [String] = []) async -> [Look] {
        // Runs of one pack share its engine.
        let packs = records.map(\.packDigest).reduce(into: [String]()) { list, pack in
            if !list.contains(pack) { list.append(pack) }
        }
        let readers = packs.map { pack in
            Result { try reader(of: records.first { $0.packDigest == pack } ?? records[0]) }
        }
        return await withTaskGroup(of: (Int, Look).self) { group in
            for (place, record) in records.enumerated() {
                let reader = readers[packs.firstIndex(of: record.packDigest) ?? 0]
                group.addTask {
                    var look = await look(at: record, reader)
                    if look.isFine, decidingAgain { await decideAgain(record, reader, &look) }
                    if look.isFine, !heads.isEmpty { await compare(heads, record, reader, &look) }
                    return (place, look)
                }
            }
            var looks = records.map { Look(run: $0.id) }
            for await (place, look) in group { looks[place] = look }
            return looks
        }
    }

    private func decideAgain(
        _ record: RunRecord, _ reader: Result<LogReader, any Error>, _ look: inout Look
    ) async {
        guard record.engineRevision == Int64(Engine.revision) else {
            look.remark =
                "It was decided by engine revision \(record.engineRevision), and this is \(Engine.revision): folded, not decided again"
            return
        }
        do {
            let result = try await reader.get().decideAgain(record)
            look.redecided = result
            if !result.faults.isEmpty { look.problem = result.faults.joined(separator: " ") }
        } catch {
            look.problem = "\(error)"
        }
    }

    private func compare(
        _ heads: [String], _ record: RunRecord, _ reader: Result<LogReader, any Error>, _ look: inout Look
    ) async {
        do {
            for head in heads where try await reader.get().position(ofDigest: head, in: record) != nil {
                return
            }
            look.problem =
                "Records are missing at the end, or its head was not noted down: the log ends with record \(look.records), and none has a digest that was."
        } catch {
            look.problem = "\(error)"
        }
    }

    private func look(at record: RunRecord, _ reader: Result<LogReader, any Error>) async -> Look {
        var look = Look(run: record.id)
        do {
            let reader = try reader.get()
            let folded = try await reader.fold(record)
            (look.records, look.events) = (folded.position, folded.events)
            look.head = hex(folded.digest)
            look.fingerprint = reader.fingerprint(of: folded)
        } catch {
            look.problem = "\(error)"
        }
        return look
    }
}
