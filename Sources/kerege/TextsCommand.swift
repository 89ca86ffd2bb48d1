import Foundation
import Packs
import Texts

enum TextsCommand {
    static let help = """
        kerege texts PACK [--language CODE]

        Writes or merges the translations of the pack in the folder PACK: text/CODE.po for every language that
        the pack lists besides its source language, or for CODE alone. Translations are kept; one whose source
        text has changed is marked as stale (fuzzy), with the text that it was made for.
        Ends with 0, or 1 if the pack has faults other than missing translations, 2 for a wrong command line.
        """

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        let folder = try arguments.only("pack")
        if let language = arguments.value("--language"), !isCode(language) {
            throw WrongUse(message: "“\(language)” is no code of a language, such as ky.")
        }
        let sheet: TextSheet
        do throws(PackFaults) {
            sheet = try PackReader.textSheet(folder: folder)
        } catch {
            for line in try Complaining().errors(error) { Console.error(line) }
            return .notFine
        }
        for language in arguments.value("--language").map({ [$0] }) ?? sheet.translatedLanguages {
            try merge(sheet, language)
        }
        return .fine
    }

    /// Two or three small letters, and after a hyphen a region or a script.
    private static func isCode(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isWord = { (part: Substring) in
            (2...8).contains(part.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        }
        return (1...2).contains(parts.count) && (2...3).contains(parts[0].count)
            && parts[0].allSatisfy { $0.isASCII && $0.isLowercase } && parts.allSatisfy(isWord)
    }

    private static func merge(_ sheet: TextSheet, _ language: String) throws {
        let path = sheet.path(of: language)
        let existing = FileManager.default.fileExists(atPath: path) ? try POFile.read(path: path) : nil
        let merged = sheet.merged(existing, language: language)
        try FileManager.default.createDirectory(
            atPath: "\(sheet.folder)/text", withIntermediateDirectories: true)
        try merged.file.write(path: path)
        Console.answer(
            "\(path): \(merged.current) translated, \(merged.untranslated.count) to do, \(merged.stale.count) stale, \(merged.dropped.count) no longer used."
        )
    }
}
