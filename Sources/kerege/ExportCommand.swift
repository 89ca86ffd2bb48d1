import Basics
import EventStore
import Foundation
import Host
import Packs
import Roster
import Runtime
import SQLiteStore

enum ExportCommand {
    static let help = """
        kerege export --run ID [--data DIR] [--format jsonl] [--openings]

        Writes the log of a run of the data folder DIR (default data) to standard output, one record a line: acts and events with the pack's
        ids, participants and sessions as numbers, no names, and of what people typed only how long it was.
        With --openings: who had what on the screen to read, and when (milliseconds since 1970, UTC). It is not part of the log.
        Ends with 0, or 1 if the log cannot be read, 2 for a wrong command line.
        """

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        guard let id = arguments.value("--run") else { throw WrongUse(message: "Which run? Give --run ID.") }
        let path = arguments.value("--data") ?? "data"
        let format = arguments.value("--format") ?? "jsonl"
        guard format == "jsonl" else {
            throw WrongUse(message: "There is no format “\(format)”; there is jsonl.")
        }
        let wantsOpenings = arguments.has("--openings")
        try arguments.nothingElse()
        let folder = try await DataFolder.existing(path)
        let record = try await folder.run(id)
        if wantsOpenings {
            try await writeOpenings(of: record.id, folder)
            await folder.store.close()
            return .fine
        }
        let reader = try folder.reader(of: record)
        try await reader.walk(record) { row, _ throws(RecoveryError) in
            do throws(DecodeError) {
                Console.answer(String(decoding: try reader.codec.exportLine(row), as: UTF8.self))
            } catch {
                throw .unreadable(position: row.position, error)
            }
        }
        await folder.store.close()
        return .fine
    }

    private static func writeOpenings(of run: String, _ folder: DataFolder) async throws {
        var last: Int64 = 0
        while true {
            let openings = try await folder.store.openings(of: run, after: last, limit: 1000)
            for opening in openings {
                var writer = JSONWriter()
                writer.object {
                    $0.member("opening", opening.number)
                    $0.member("participant", Int64(opening.participant))
                    $0.member("session", opening.session)
                    $0.member("kind", opening.kind)
                    $0.member("thing", opening.thing)
                    $0.member("at_ms", opening.atMs)
                }
                Console.answer(writer.text)
                last = opening.number
            }
            if openings.count < 1000 { break }
        }
    }
}
