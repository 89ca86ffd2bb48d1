import Basics
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
    /// What is wrong, in words for whoever runs the server.
    var problem: String?

    var isFine: Bool { problem == nil }

    var line: String {
        if let problem { return "\(run): \(problem)" }
        return "\(run): \(records) records, \(events) events, head \(head)"
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
        }
    }
}

/// What a command found that looked runs over, told in one way: a line for each run, or one JSON object.
struct LookReport {
    let looks: [Look]
    let milliseconds: Int

    var isFine: Bool { looks.allSatisfy(\.isFine) }

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
            if let last { Console.error(last) }
        }
        return isFine ? .fine : .notFine
    }
}

extension DataFolder {
    /// Looks all these runs over, side by side on as many threads as the machine has.
    func foldAll(_ records: [RunRecord]) async -> [Look] {
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
                group.addTask { (place, await look(at: record, reader)) }
            }
            var looks = records.map { Look(run: $0.id) }
            for await (place, look) in group { looks[place] = look }
            return looks
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
