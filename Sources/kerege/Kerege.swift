import Foundation
import Host
import Texts

/// `kerege`: plans, runs, rehearses and replays exercises. The only place that wires adapters.
@main
struct Kerege {
    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        let words = Array(CommandLine.arguments.dropFirst())
        exit(await run(words).rawValue)
    }

    static func run(_ words: [String]) async -> ExitStatus {
        guard let name = words.first else {
            Console.error(inReadersLanguage(usage))
            return .wrongUse
        }
        if name == "--help" || name == "help" || name == "-h" {
            Console.answer(inReadersLanguage(usage))
            return .fine
        }
        guard let command = Subcommand(rawValue: name) else {
            Console.error("There is no command “\(name)”.\n\n\(inReadersLanguage(usage))")
            return .wrongUse
        }
        do {
            return try await command.run(Arguments(Array(words.dropFirst()), command))
        } catch let problem as WrongUse {
            if problem.isHelp {
                Console.answer(inReadersLanguage(command.help))
                return .fine
            }
            Console.error("\(problem.message)\n\n\(inReadersLanguage(command.help))")
            return .wrongUse
        } catch let error as CocoaError {
            Console.error(sentence(error))
            return .notFine
        } catch {
            Console.error("\(error)")
            return .notFine
        }
    }

    /// What the system's library says of a file, in our own words.
    private static func sentence(_ error: CocoaError) -> String {
        guard let path = error.filePath ?? error.url?.path else {
            return error.code == .fileWriteOutOfSpace
                ? "There is no space left on the disk to which this command writes."
                : "A file could not be read or written (system library, number \(error.code.rawValue))."
        }
        let failure: FileFailure =
            switch error.code {
            case .fileWriteOutOfSpace: .noSpace(path: path)
            case .fileReadNoPermission, .fileWriteNoPermission, .fileWriteVolumeReadOnly:
                .notAllowed(path: path)
            case .fileNoSuchFile, .fileReadNoSuchFile: .notFound(path: path)
            default: .failed(path: path, code: Int32(truncatingIfNeeded: error.code.rawValue))
            }
        return failure.description
    }

    /// A help text as the environment's language has it; in English where no catalogue does, or none can be read.
    private static func inReadersLanguage(_ help: String) -> String {
        ((try? Complaining())?.book.text("help", help)) ?? help
    }

    static let usage = """
        kerege COMMAND …

          serve     starts the server and a run of a pack
          check     checks a pack and names every fault
          texts     writes and merges the translations of a pack
          rehearse  plays a pack with bots and judges its expectations
          replay    folds a recorded run and verifies it
          export    writes a recorded run without names
          backup    copies a data folder, also while a server uses it
          restore   makes a data folder out of a copy
          erase     takes names and typed texts out of finished runs
          bench     measures a server of its own on this machine

        kerege COMMAND --help tells more.
        """
}

/// What scripts can rely on.
enum ExitStatus: Int32 {
    case fine = 0
    /// The thing that was checked is not as it should be.
    case notFine = 1
    case wrongUse = 2
}

enum Subcommand: String {
    case serve, check, texts, rehearse, replay, export, backup, restore, erase, bench

    func run(_ arguments: Arguments) async throws -> ExitStatus {
        switch self {
        case .serve: try await ServeCommand.run(arguments)
        case .check: try CheckCommand.run(arguments)
        case .texts: try TextsCommand.run(arguments)
        case .rehearse: try await RehearseCommand.run(arguments)
        case .replay: try await ReplayCommand.run(arguments)
        case .export: try await ExportCommand.run(arguments)
        case .backup: try await BackupCommand.run(arguments)
        case .restore: try await RestoreCommand.run(arguments)
        case .erase: try await EraseCommand.run(arguments)
        case .bench: try await BenchCommand.run(arguments)
        }
    }

    var help: String {
        switch self {
        case .serve: ServeCommand.help
        case .check: CheckCommand.help
        case .texts: TextsCommand.help
        case .rehearse: RehearseCommand.help
        case .replay: ReplayCommand.help
        case .export: ExportCommand.help
        case .backup: BackupCommand.help
        case .restore: RestoreCommand.help
        case .erase: EraseCommand.help
        case .bench: BenchCommand.help
        }
    }
}

/// The command line was not understood.
struct WrongUse: Error {
    let message: String
    var isHelp = false
}

/// Words of a command line: options with a value, flags, and the rest in order.
struct Arguments {
    private var values: [(name: String, value: String)] = []
    private var flags: [String] = []
    private(set) var rest: [String] = []
    private static let flagNames = [
        "--json", "--verify", "--all", "--due", "--tls", "--openings", "--links", "--keep-sessions",
    ]

    /// - Parameter command: whose help names the options; others are refused.
    init(_ words: [String], _ command: Subcommand) throws {
        var words = words[...]
        while let word = words.popFirst() {
            if word == "--help" || word == "-h" { throw WrongUse(message: "", isHelp: true) }
            guard word.hasPrefix("--") else {
                rest.append(word)
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            let name = parts[0]
            guard Arguments.options(in: command.help).contains(name) else {
                throw WrongUse(message: "There is no option “\(name)” here.")
            }
            if Arguments.flagNames.contains(name) {
                guard parts.count == 1 else { throw WrongUse(message: "“\(name)” takes no value.") }
                flags.append(name)
            } else if parts.count == 2 {
                values.append((name, parts[1]))
            } else {
                guard let value = words.popFirst() else {
                    throw WrongUse(message: "“\(name)” needs a value.")
                }
                values.append((name, value))
            }
        }
    }

    /// The options that a help text names, as whole words.
    private static func options(in help: String) -> [String] {
        help.split { !($0.isLetter || $0 == "-") }.map(String.init).filter { $0.hasPrefix("--") }
    }

    /// Complains about words that no option takes.
    func nothingElse() throws {
        if let word = rest.first { throw WrongUse(message: "“\(word)” has no meaning here.") }
    }

    func has(_ flag: String) -> Bool { flags.contains(flag) }
    func value(_ name: String) -> String? { values.last { $0.name == name }?.value }

    func number<Number: FixedWidthInteger>(_ name: String, else standard: Number, from least: Number = 0)
        throws -> Number
    {
        guard let text = value(name) else { return standard }
        guard let number = Number(text), number >= least else {
            let range = Number.bitWidth > 16 ? "from \(least) on" : "from \(least) to \(Number.max)"
            throw WrongUse(message: "“\(name)” needs a whole number \(range), not “\(text)”.")
        }
        return number
    }

    /// The one word besides options.
    func only(_ what: String, else standard: String? = nil) throws -> String {
        guard rest.count <= 1 else { throw WrongUse(message: "Only one \(what) can be given.") }
        guard let word = rest.first ?? standard else {
            throw WrongUse(message: "Which \(what)? Give its folder.")
        }
        return word
    }
}

/// Answers go to standard output, messages to standard error, progress to a terminal only.
enum Console {
    static func answer(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

    static func error(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    /// Whoever reads may have gone (`| head`): then there is nobody left to tell anything. A full disk is a fault.
    private static func write(_ text: String, to descriptor: Int32) {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 {
                if errno == EINTR { continue }
                if descriptor == STDERR_FILENO { return }
                exit(errno == EPIPE ? ExitStatus.fine.rawValue : ExitStatus.notFine.rawValue)
            }
            sent += count
        }
    }

    static func progress(_ text: String) {
        guard isatty(STDERR_FILENO) != 0 else { return }
        write("\r\u{1B}[K" + text, to: STDERR_FILENO)
    }

    static func progressDone() {
        guard isatty(STDERR_FILENO) != 0 else { return }
        write("\r\u{1B}[K", to: STDERR_FILENO)
    }
}
