import Basics
import Foundation

/// What whoever runs the server may have to know, one line of JSON each, to standard error.
///
/// A line holds words of the program and numbers, and its types let nothing else in: no name, no text, no secret.
enum Journal {
    /// By who should act.
    enum Level: String {
        /// Whoever runs the laptop, and now.
        case `operator`
        /// Nobody; it is good to know afterwards.
        case record
    }

    static func say(_ level: Level, _ what: StaticString, _ figures: KeyValuePairs<StaticString, Int> = [:]) {
        // At a terminal only what somebody must act on.
        guard level == .operator || isatty(STDERR_FILENO) == 0 else { return }
        var writer = JSONWriter()
        writer.object {
            $0.member("level", level.rawValue)
            $0.member("what", "\(what)")
            $0.member("at", Date().formatted(.iso8601))
            for (key, value) in figures { $0.member(key, value) }
        }
        Console.error(writer.text)
    }
}
