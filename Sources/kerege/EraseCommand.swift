import Basics
import EventStore
import Foundation
import Host
import SQLiteStore

enum EraseCommand {
    static let help = """
        kerege erase --run ID | --all [--before DATE] | --due [--data DIR] [--json]

        Takes what is personal out of runs of the data folder DIR (default data), which no server may be using: names,
        passwords, sessions, links, requests for a break, drafts, and everything that people typed. The record stays,
        without names, and its chain still holds. The file is written anew, so that nothing remains in it.
          --run ID       this run
          --all          every run
          --before DATE  of these, only runs that were last played before this day (such as 2026-11-25, UTC)
          --due          every run that was last played longer ago than the folder's days of retention
                         (when its last record was made: who signs in to look at it again does not count)
          --json         {"ok","runs":[{"run","people","texts"}]}
        What a copy that was not finished has left behind is taken away, too. Copies made with `kerege backup` are not touched: erase them yourself, and do so on every laptop.
        Ends with 0 if it is done, 1 if not, 2 for a wrong command line.
        """

    private static let dayMs: Int64 = 24 * 3600 * 1000

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        let chosen = [arguments.value("--run") != nil, arguments.has("--all"), arguments.has("--due")]
        guard chosen.filter(\.self).count == 1, arguments.rest.isEmpty else {
            throw WrongUse(message: "Which runs? Give --run ID, --all or --due.")
        }
        let limit = try arguments.value("--before").map(beginning)
        guard limit == nil || arguments.has("--all") else {
            throw WrongUse(message: "“--before” goes with --all.")
        }
        let path = arguments.value("--data") ?? "data"
        Draft.clearLeftAndTell(of: path)
        let folder = try await DataFolder.existing(path)
        let erased: [(run: String, count: Erased)]
        do {
            erased = try await erase(folder, before: limit, arguments)
        } catch {
            await folder.store.close()
            throw error
        }
        await folder.store.close()
        if !erased.isEmpty { try await SQLiteStore.rewrite(folder: path) }
        let looks = try await Copies.verified(path)
        report(erased, looks, arguments)
        return looks.allSatisfy(\.isFine) ? .fine : .notFine
    }

    private static func erase(
        _ folder: DataFolder, before limit: Int64?, _ arguments: Arguments
    ) async throws -> [(run: String, count: Erased)] {
        var runs = try await folder.store.runs()
        if let id = arguments.value("--run") { runs = [try await folder.run(id)] }
        var limit = limit
        if arguments.has("--due") {
            limit = SystemClock().unixMs - Int64(try folder.retentionDays()) * dayMs
        }
        var erased: [(run: String, count: Erased)] = []
        for run in runs {
            if let limit, try await folder.store.lastUsedMs(run.id) >= limit { continue }
            erased.append((run.id, try await folder.store.erasePeople(of: run.id)))
        }
        return erased
    }

    /// Midnight before this day, in milliseconds since 1970, UTC.
    private static func beginning(of day: String) throws -> Int64 {
        let formatter = DateFormatter()
        formatter.dateFormat = "yyyy-MM-dd"
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.isLenient = false
        guard let date = formatter.date(from: day) else {
            throw WrongUse(message: "“\(day)” is no day; write it like 2026-11-25.")
        }
        return Int64(date.timeIntervalSince1970 * 1000)
    }

    private static func report(
        _ erased: [(run: String, count: Erased)], _ looks: [Look], _ arguments: Arguments
    ) {
        if arguments.has("--json") {
            var writer = JSONWriter()
            writer.object {
                $0.member("ok", looks.allSatisfy(\.isFine))
                $0.array("runs", erased) { writer, entry in
                    writer.object {
                        $0.member("run", entry.run)
                        $0.member("people", entry.count.people)
                        $0.member("texts", entry.count.texts)
                    }
                }
            }
            Console.answer(writer.text)
        } else {
            for entry in erased {
                Console.answer(
                    "\(entry.run): \(entry.count.people) people, \(entry.count.texts) records with typed text"
                )
            }
            if erased.isEmpty { Console.answer("Nothing was to be erased.") }
        }
        for look in looks where !look.isFine { Console.error(look.line) }
    }
}
