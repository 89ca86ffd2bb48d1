import Basics
import Engine
import EventStore
import Packs
import Runtime
import SQLiteStore

enum ReplayCommand {
    static let help = """
        kerege replay --run ID [--data DIR] [--verify] [--json]

        Folds the recorded run ID of the data folder DIR (default data) and checks every link of its chain.
          --verify   also decides every recorded act again under this engine and compares the events
          --json     {"ok","events","seconds","fingerprint"}, and with --verify "redecided"
        The first record that is wrong is named. Ends with 0 if all is right, 1 if not, 2 for a wrong command line.
        """

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        guard let id = arguments.value("--run") else { throw WrongUse(message: "Which run? Give --run ID.") }
        let path = arguments.value("--data") ?? "data"
        try arguments.nothingElse()
        do {
            let folder = try await DataFolder.open(existing: path)
            let status = try await replay(folder, id, arguments)
            await folder.store.close()
            return status
        } catch let problem as WrongUse {
            throw problem
        } catch {
            return fault("\(error)", arguments)
        }
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
        let folding = Int((clock.now - begun) / .milliseconds(1))
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
        let isFine = again?.result.firstDifference == nil
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
                guard let again else { return }
                $0.object("redecided") {
                    $0.member("rows", again.result.rows)
                    $0.member("erased", again.result.erased)
                    $0.key("seconds")
                    $0.decimal(again.milliseconds, scale: 3)
                    $0.key("first_difference")
                    if let place = again.result.firstDifference { $0.value(place) } else { $0.null() }
                }
            }
            Console.answer(writer.text)
        } else {
            Console.answer(
                "Folded \(folded.position) records with \(folded.events) events. Fingerprint \(fingerprint).")
            if let again {
                Console.answer(
                    "Decided \(again.result.rows) records again; \(again.result.erased) have erased texts.")
            }
        }
        if let place = again?.result.firstDifference {
            Console.error(
                "Record \(place) is the first whose events come out otherwise when it is decided again.")
        }
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
