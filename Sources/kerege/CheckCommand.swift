import Basics
import Packs

enum CheckCommand {
    static let help = """
        kerege check PACK [--json]

        Reads the pack in the folder PACK (a scenario with its world, or a world alone) and names every fault
        with file, line, column and remedy. In all its languages it warns of terms that should not be said of people
        and of names of real places, by the lists in the program's folder Care.
          --json   {"ok","errors":[{"file","line","column","code","message","remedy"}],"warnings":[…]}
        Ends with 0 if the pack can be played, 1 if it has errors, 2 for a wrong command line.
        """

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        let folder = try arguments.only("pack")
        var complaints: [Complaint]
        do throws(PackFaults) {
            complaints = try PackReader.read(folder: folder, care: try lists()).warnings
        } catch {
            complaints = error.complaints
        }
        let errors = complaints.filter { $0.severity == .error }
        let warnings = complaints.filter { $0.severity == .warning }
        if arguments.has("--json") {
            Console.answer(json(errors, warnings))
        } else {
            for complaint in errors + warnings { Console.error(complaint.description) }
            Console.error(
                errors.isEmpty
                    ? "\(folder) can be played. Warnings: \(warnings.count)."
                    : "\(folder) cannot be played. Errors: \(errors.count), warnings: \(warnings.count).")
        }
        return errors.isEmpty ? .fine : .notFine
    }

    /// Without them the other faults are still worth knowing.
    private static func lists() throws(PackFaults) -> CareLists? {
        guard let root = try? Resources.find().root, CareLists.isThere(root + "/Care") else {
            Console.error(
                "The folder Care was not found, so that terms and names of places were not looked at. Set KEREGE_HOME to the folder that has it."
            )
            return nil
        }
        return try CareLists.read(folder: root + "/Care")
    }

    private static func json(_ errors: [Complaint], _ warnings: [Complaint]) -> String {
        var writer = JSONWriter()
        writer.object {
            $0.member("ok", errors.isEmpty)
            $0.array("errors", errors) { write($1, to: &$0) }
            $0.array("warnings", warnings) { write($1, to: &$0) }
        }
        return writer.text
    }

    private static func write(_ complaint: Complaint, to writer: inout JSONWriter) {
        writer.object {
            $0.member("file", complaint.file)
            $0.member("line", complaint.line)
            $0.member("column", complaint.column)
            $0.member("code", complaint.code.rawValue)
            $0.member("message", complaint.message)
            $0.member("remedy", complaint.remedy)
        }
    }
}
