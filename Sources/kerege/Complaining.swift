import Foundation
import Packs
import Texts

/// Says in the reader's language what is wrong with a pack (`Locales/LANGUAGE/check.po`).
struct Complaining {
    let book: PhraseBook

    /// - Parameter asked: a language that must be there; otherwise that of the environment, if there is a
    ///   catalogue of it, and English if not.
    init(language asked: String? = nil) throws {
        let folder = (try? Resources.find().root).map { $0 + "/Locales" }
        if let asked {
            let known = folder.map(Self.languages) ?? []
            guard asked == "en" || known.contains(asked) else {
                let named = known.contains("en") ? known : ["en"] + known
                throw WrongUse(
                    message:
                        "There is no language “\(asked)” for what the checker says. Possible: \(named.joined(separator: ", "))."
                )
            }
        }
        let language = asked ?? Self.spoken(ProcessInfo.processInfo.environment)
        guard let folder, let language, language != "en", Self.languages(folder).contains(language) else {
            book = PhraseBook()
            return
        }
        book = try PhraseBook(POFile.read(path: Self.path(folder, language)), language: language)
    }

    /// The language of the first variable that says one: `ru_RU.UTF-8` is `ru`.
    static func spoken(_ environment: [String: String]) -> String? {
        let said = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
        return said.map { String($0.prefix { $0 != "_" && $0 != "." && $0 != "@" }) }
    }

    private static func languages(_ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
            .filter { FileManager.default.fileExists(atPath: path(folder, $0)) }.sorted()
    }

    private static func path(_ folder: String, _ language: String) -> String {
        "\(folder)/\(language)/check.po"
    }

    func message(_ complaint: Complaint) -> String {
        book.sentence(
            complaint.code.rawValue, complaint.code.wording.message, complaint.arguments,
            firstIsKind: complaint.code.isAboutKind)
    }

    func remedy(_ complaint: Complaint) -> String {
        book.sentence(
            complaint.code.rawValue + " remedy", complaint.code.wording.remedy, complaint.arguments,
            firstIsKind: complaint.code.isAboutKind)
    }

    /// The lines of all that keeps a pack from being played.
    func errors(_ faults: PackFaults) -> [String] {
        faults.complaints.filter { $0.severity == .error }.map(line)
    }

    /// One line: `file:line:column: error: message remedy [code]`.
    func line(_ complaint: Complaint) -> String {
        let place = "\(complaint.file):\(complaint.line):\(complaint.column)"
        let severity = book.sentence("severity", complaint.severity.rawValue, [])
        return
            "\(place): \(severity): \(message(complaint)) \(remedy(complaint)) [\(complaint.code.rawValue)]"
    }

    func playable(_ folder: String, warnings: Int, isRead: Bool) -> String {
        book.sentence(
            "summary",
            isRead ? "{0} can be played. {1}." : "{0} can be played, but its words were not looked at. {1}.",
            [folder, self.warnings(warnings)])
    }

    func unplayable(_ folder: String, errors: Int, warnings: Int) -> String {
        book.sentence(
            "summary", "{0} cannot be played: {1}, {2}.",
            [
                folder, book.sentence("summary", one: "{0} error", other: "{0} errors", count: errors),
                self.warnings(warnings),
            ])
    }

    private func warnings(_ count: Int) -> String {
        book.sentence("summary", one: "{0} warning", other: "{0} warnings", count: count)
    }

    var noCare: String {
        book.sentence(
            "summary",
            "The folder Care was not found, so that terms and names of places were not looked at. Set KEREGE_HOME to the folder that has it.",
            [])
    }

    func unstartable(_ folder: String) -> String {
        book.sentence("summary", "The pack {0} has faults and does not start.", [folder])
    }

    func unrehearsable(_ folder: String) -> String {
        book.sentence("summary", "{0} has faults and cannot be rehearsed.", [folder])
    }
}
