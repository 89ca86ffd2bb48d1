import Basics
import EventStore
import Foundation
import Host
import Packs
import Runtime
import SQLiteStore

enum ExportCommand {
    static let help = """
        kerege export --run ID [--data DIR] [--format jsonl]

        Writes the log of a run of the data folder DIR (default data) to standard output, one record a line: acts and events with the pack's
        ids, participants as numbers, no names, and of what people typed only how long it was.
        Ends with 0, or 1 if the log cannot be read, 2 for a wrong command line.
        """

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        guard let id = arguments.value("--run") else { throw WrongUse(message: "Which run? Give --run ID.") }
        let path = arguments.value("--data") ?? "data"
        let format = arguments.value("--format") ?? "jsonl"
        guard format == "jsonl" else {
            throw WrongUse(message: "There is no format “\(format)”; there is jsonl.")
        }
        try arguments.nothingElse()
        let folder = try await DataFolder.existing(path)
        let record = try await folder.run(id)
        let codec = LogCodec(scenario: try folder.pack(of: record).scenario, digest: BLAKE2b.digest)
        var position: Int64 = 0
        while true {
            let rows = try await folder.store.read(record.id, after: position, limit: 1000)
            for row in rows {
                Console.answer(String(decoding: try codec.exportLine(row), as: UTF8.self))
                position = row.position
            }
            if rows.count < 1000 { break }
        }
        await folder.store.close()
        return .fine
    }
}
