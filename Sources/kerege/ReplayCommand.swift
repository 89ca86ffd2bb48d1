import Basics
import Engine
import EventStore
import Host
import Packs
import Runtime
import SQLiteStore

enum ReplayCommand {
    static let help = """
        kerege replay --run ID | --all [--data DIR] [--verify] [--head DIGEST] [--json]

        Folds the recorded run ID of the data folder DIR (default data) and checks every link of its chain.
          --verify       also decides every recorded act again under this engine and compares the events, and looks
                         every page of the data file over
          --head DIGEST  the digest of a last record that was noted down before (every replay and backup says it):
                         the run must hold this record; a chain alone cannot show that records at its end are gone
          --all          folds all runs side by side, as a start of the server does; --verify then decides each of them again,
                         and --head takes a digest for each run, in any order, with commas between them
          --json         {"ok","events","seconds","fingerprint","rows","head"}, with --verify "redecided"
                         {"rows","erased","seconds","first_difference","first_text_gone"};
                         with --all {"ok","seconds","runs":[{"run","ok","events",…,"redecided"}]}
        The first record that is wrong is named. Ends with 0 if all is right, 1 if not, 2 for a wrong command line.
        """

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        let id = arguments.value("--run")
        guard (id != nil) != arguments.has("--all") else {
            throw WrongUse(message: "Which run? Give --run ID or --all.")
        }
        let heads = heads(arguments)
        guard heads.allSatisfy({ $0.count == 64 }), id == nil || heads.count <= 1 else {
            throw WrongUse(
                message: "“--head” needs a digest of 64 letters and digits; with --all, one for each run.")
        }
        try arguments.nothingElse()
        do {
            return try await look(id, arguments)
        } catch let problem as WrongUse {
            throw problem
        } catch {
            return fault("\(error)", arguments)
        }
    }

    private static func heads(_ arguments: Arguments) -> [String] {
        arguments.value("--head")?.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            ?? []
    }

    private static func look(_ id: String?, _ arguments: Arguments) async throws -> ExitStatus {
        let folder = try await DataFolder.existing(arguments.value("--data") ?? "data")
        let status: ExitStatus
        do {
            status =
                if let id { try await replay(folder, id, arguments) } else {
                    try await replayAll(folder, arguments)
                }
        } catch {
            await folder.store.close()
            throw error
        }
        await folder.store.close()
        return status
    }

    /// What is wrong with the pages, in words; nil if they fit together. A page may hide rows at its end: the chain of the
    /// others is whole then.
    private static func pageFault(_ folder: DataFolder, _ arguments: Arguments) async -> String? {
        guard arguments.has("--verify") else { return nil }
        do throws(StoreError) {
            try await folder.store.check()
            return nil
        } catch {
            return error.description
        }
    }

    private static func replayAll(_ folder: DataFolder, _ arguments: Arguments) async throws -> ExitStatus {
        let clock = ContinuousClock()
        let begun = clock.now
        let pages = await pageFault(folder, arguments)
        let looks = await folder.foldAll(
            try await folder.store.runs(), decidingAgain: arguments.has("--verify"), heads: heads(arguments))
        let took = Int((clock.now - begun) / .milliseconds(1))
        guard let pages else { return LookReport(looks: looks, milliseconds: took).answer(arguments) }
        let told = pages + " Behind the last record of each run there may have been more."
        _ = LookReport(looks: looks, milliseconds: took, isWhole: false).answer(arguments, last: told) {
            $0.member("error", told)
        }
        return .notFine
    }

    private static func replay(_ folder: DataFolder, _ id: String, _ arguments: Arguments) async throws
        -> ExitStatus
    {
        let record = try await folder.run(id)
        let reader = try folder.reader(of: record)
        let clock = ContinuousClock()
        let begun = clock.now
        let folded: Recovered
        do throws(RecoveryError) {
            folded = try await reader.fold(record)
        } catch {
            return fault(error.description, arguments)
        }
        if let pages = await pageFault(folder, arguments) {
            let told =
                "\(pages) The records up to number \(folded.position) are whole and follow each other; behind them there may have been more."
            return fault(told, arguments)
        }
        let folding = Int((clock.now - begun) / .milliseconds(1))
        if let head = arguments.value("--head"), head != hex(folded.digest) {
            let place = try await reader.position(ofDigest: head, in: record)
            guard let place else {
                let told =
                    "Records are missing at the end: the log ends with record \(folded.position), and none has the digest that was noted down."
                return fault(told, arguments)
            }
            Console.error("The record that was noted down is number \(place); the run went on after it.")
        }
        var again: (result: Redecided, milliseconds: Int)?
        if arguments.has("--verify") {
            guard record.engineRevision == Int64(Engine.revision) else {
                Console.error(
                    "The run was decided by engine revision \(record.engineRevision); this is \(Engine.revision). It was folded, not decided again."
                )
                return report(reader, folded, folding, nil, arguments)
            }
            let start = clock.now
            let result = try await reader.decideAgain(record)
            again = (result, Int((clock.now - start) / .milliseconds(1)))
        }
        return report(reader, folded, folding, again, arguments)
    }

    private static func report(
        _ reader: LogReader, _ folded: Recovered, _ folding: Int,
        _ again: (result: Redecided, milliseconds: Int)?,
        _ arguments: Arguments
    ) -> ExitStatus {
        let isFine = again?.result.firstDifference == nil && again?.result.firstTextGone == nil
        let fingerprint = reader.fingerprint(of: folded)
        if arguments.has("--json") {
            var writer = JSONWriter()
            writer.object {
                $0.member("ok", isFine)
                $0.member("events", folded.events)
                $0.key("seconds")
                $0.decimal(folding, scale: 3)
                $0.member("fingerprint", fingerprint)
                $0.member("rows", folded.position)
                $0.member("head", hex(folded.digest))
                guard let again else { return }
                $0.object("redecided") {
                    $0.member("rows", again.result.rows)
                    $0.member("erased", again.result.erased)
                    $0.key("seconds")
                    $0.decimal(again.milliseconds, scale: 3)
                    $0.key("first_difference")
                    if let place = again.result.firstDifference { $0.value(place) } else { $0.null() }
                    $0.key("first_text_gone")
                    if let place = again.result.firstTextGone { $0.value(place) } else { $0.null() }
                }
            }
            Console.answer(writer.text)
        } else {
            Console.answer(
                "Folded \(folded.position) records with \(folded.events) events. Fingerprint \(fingerprint).\nHead \(hex(folded.digest))"
            )
            if let again {
                Console.answer(
                    "Decided \(again.result.rows) records again; \(again.result.erased) have erased texts.")
            }
        }
        for fault in again?.result.faults ?? [] { Console.error(fault) }
        return isFine ? .fine : .notFine
    }

    /// The answer has the same keys when something is wrong, and says what.
    private static func fault(_ words: String, _ arguments: Arguments) -> ExitStatus {
        Console.error(words)
        if arguments.has("--json") {
            var writer = JSONWriter()
            writer.object {
                $0.member("ok", false)
                $0.member("events", 0)
                $0.member("seconds", 0)
                $0.member("fingerprint", "")
                $0.member("error", words)
            }
            Console.answer(writer.text)
        }
        return .notFine
    }
}

extension Redecided {
    /// What is wrong, in words for whoever runs the server.
    var faults: [String] {
        let otherwise = firstDifference.map {
            "Record \($0) is the first whose events come out otherwise when it is decided again."
        }
        let gone = firstTextGone.map {
            "Record \($0) has lost what was typed, while earlier records have it still: no erasure leaves that."
        }
        return [otherwise, gone].compactMap(\.self)
    }
}

extension LogReader {
    /// Where the record with this digest (hex) stands, if it does.
    func position(ofDigest digest: String, in run: RunRecord) async throws(RecoveryError) -> Int64? {
        var found: Int64?
        try await walk(run) { row, _ in if hex(row.digest) == digest { found = row.position } }
        return found
    }
}
