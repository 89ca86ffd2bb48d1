import Foundation

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
            Console.error(usage)
            return .wrongUse
        }
        if name == "--help" || name == "help" || name == "-h" {
            Console.answer(usage)
            return .fine
        }
        guard let command = Subcommand(rawValue: name) else {
            Console.error("There is no command “\(name)”.\n\n\(usage)")
            return .wrongUse
        }
        do {
            return try await command.run(Arguments(Array(words.dropFirst()), command))
        } catch let problem as WrongUse {
            if problem.isHelp {
                Console.answer(command.help)
                return .fine
            }
            Console.error("\(problem.message)\n\n\(command.help)")
            return .wrongUse
        } catch {
            Console.error("\(error)")
            return .notFine
        }
    }

    static let usage = """
        kerege COMMAND …

          serve     starts the server and a run of a pack
          check     checks a pack and names every fault
          texts     writes and merges the translations of a pack
          rehearse  plays a pack with bots and judges its expectations
          replay    folds a recorded run and verifies it
          export    writes a recorded run without names

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
    case serve, check, texts, rehearse, replay, export

    func run(_ arguments: Arguments) async throws -> ExitStatus {
        switch self {
        case .serve: try await ServeCommand.run(arguments)
        case .check: try CheckCommand.run(arguments)
        case .texts: try TextsCommand.run(arguments)
        case .rehearse: try await RehearseCommand.run(arguments)
        case .replay: try await ReplayCommand.run(arguments)
        case .export: try await ExportCommand.run(arguments)
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
            guard command.help.contains(name) else {
                throw WrongUse(message: "There is no option “\(name)” here.")
            }
            if ["--json", "--verify", "--tls"].contains(name) {
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

    func has(_ flag: String) -> Bool { flags.contains(flag) }
    func value(_ name: String) -> String? { values.last { $0.name == name }?.value }

    func number<Number: FixedWidthInteger>(_ name: String, else standard: Number, from least: Number = 0)
        throws -> Number
    {
        guard let text = value(name) else { return standard }
        guard let number = Number(text), number >= least else {
            throw WrongUse(message: "“\(name)” needs a whole number from \(least) on, not “\(text)”.")
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
    static func answer(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

    static func error(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    static func progress(_ text: String) {
        guard isatty(STDERR_FILENO) != 0 else { return }
        FileHandle.standardError.write(Data(("\r\u{1B}[K" + text).utf8))
    }

    static func progressDone() {
        guard isatty(STDERR_FILENO) != 0 else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }
}
