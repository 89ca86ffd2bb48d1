import Basics
import Bots
import Engine
import Packs
import Rehearsal

enum CheckCommand {
    static let help = """
        kerege check PACK [--runs N] [--json] [--language CODE]

        Reads the pack in the folder PACK (a scenario with its world, or a world alone) and names every fault
        with file, line, column and remedy. In all its languages it warns of terms that should not be said of people
        and of names of real places, by the lists in the program's folder Care.
          --runs N  also plays N runs of each team, and warns of rules, duties, mistakes and moves that none brought
                    about, and of rules of acts and of sharing that nobody went on against
          --json    {"ok","errors":[{"file","line","column","code","message","remedy"}],"warnings":[…]}
          --language CODE  in which it is told (en, ru); without it that of LC_ALL, LC_MESSAGES or LANG, whichever
                    is set first, if there is a Locales/CODE/check.po, and English otherwise
        What it finds goes to standard output, one line each, and a line that sums it up.
        Ends with 0 if the pack can be played, 1 if it has errors, 2 for a wrong command line.
        """

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        let folder = try arguments.only("pack")
        let runs = try arguments.number("--runs", else: 0)
        let complaining = try Complaining(language: arguments.value("--language"))
        var complaints: [Complaint]
        var care: CareLists?
        do throws(PackFaults) {
            care = try lists(complaining)
            let pack = try PackReader.read(folder: folder, care: care)
            complaints = pack.warnings
            if case .scenario(let scenario) = pack { complaints += idle(in: scenario, runs: runs) }
        } catch {
            complaints = error.complaints
        }
        complaints = complaints.map(\.forAuthors)
        let errors = complaints.filter { $0.severity == .error }
        let warnings = complaints.filter { $0.severity == .warning }
        if arguments.has("--json") {
            Console.answer(json(errors, warnings, careRead: care != nil, complaining))
        } else {
            for complaint in errors + warnings { Console.answer(complaining.line(complaint)) }
            let unread = care == nil ? 1 : 0
            Console.answer(
                errors.isEmpty
                    ? complaining.playable(folder, warnings: warnings.count + unread, isRead: care != nil)
                    : complaining.unplayable(folder, errors: errors.count, warnings: warnings.count))
        }
        return errors.isEmpty ? .fine : .notFine
    }

    /// What no run of any team brings about.
    private static func idle(in pack: LoadedPack, runs: Int) -> [Complaint] {
        guard runs > 0 else { return [] }
        let rehearsal = Rehearsal(Engine(pack.scenario), read: pack.reader)
        var firings = Firings(pack.scenario)
        for team in BotPolicy.allCases {
            for seed in 1...runs { firings.add(rehearsal.play(team, seed: UInt64(seed)).firings) }
        }
        let singular = ["rule", "duty", "mistake", "move", "rule of acts", "rule of sharing"]
        return zip(singular, firings.never(in: pack.scenario)).flatMap { one, entry in
            let (kind, ids) = entry
            return pack.rulePlaces.filter { $0.section == "\(kind)" && ids.contains($0.id) }.map {
                Complaint(
                    .warning, .neverFired, at: $0.spot,
                    [one, $0.id, "\(runs * BotPolicy.allCases.count)"])
            }
        }
    }

    /// Without them the other faults are still worth knowing.
    private static func lists(_ complaining: Complaining) throws(PackFaults) -> CareLists? {
        guard let root = try? Resources.find().root, CareLists.isThere(root + "/Care") else {
            Console.error(complaining.noCare)
            return nil
        }
        return try CareLists.read(folder: root + "/Care")
    }

    private static func json(
        _ errors: [Complaint], _ warnings: [Complaint], careRead: Bool, _ complaining: Complaining
    ) -> String {
        var writer = JSONWriter()
        writer.object {
            $0.member("ok", errors.isEmpty)
            $0.member("care_read", careRead)
            $0.array("errors", errors) { write($1, complaining, to: &$0) }
            $0.array("warnings", warnings) { write($1, complaining, to: &$0) }
        }
        return writer.text
    }

    private static func write(_ complaint: Complaint, _ complaining: Complaining, to writer: inout JSONWriter)
    {
        writer.object {
            $0.member("file", complaint.file)
            $0.member("line", complaint.line)
            $0.member("column", complaint.column)
            $0.member("code", complaint.code.rawValue)
            $0.member("message", complaining.message(complaint))
            $0.member("remedy", complaining.remedy(complaint))
        }
    }
}

extension Complaint {
    /// What must not keep a run that goes on from its pack, and must be mended all the same by whoever writes one.
    fileprivate var forAuthors: Complaint {
        var complaint = self
        if code == .childWithoutVoice { complaint.severity = .error }
        return complaint
    }
}
