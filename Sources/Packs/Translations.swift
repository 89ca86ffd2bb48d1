import Model
import Texts

/// A root file's texts, and the folder in which their translations lie.
struct TextPart {
    /// “world” or “scenario”.
    var name: String
    var languages: [String]
    var texts: [PackText]
    var files: [PackFile]
    var folder: String
    /// Where the languages are listed.
    var spot: Spot
}

/// One text in one language.
struct Translated {
    var language: String
    var path: String
    var text: String
    /// Where the text begins, or where its entry in the file of translations does.
    var spot: Spot
    var isTranslation: Bool
}

/// Asks for every text of a pack in every language.
struct Translations {
    let findings: Findings
    private(set) var found: [Translated] = []

    init(findings: Findings) { self.findings = findings }

    /// - Parameter languages: those of the pack as a whole; `part` must speak all of them.
    mutating func check(_ part: TextPart, _ languages: [String], listedAt spot: Spot) {
        for language in languages {
            guard part.languages.contains(language) else {
                findings.error(
                    .missingLanguage, at: spot, language, "the \(part.name) is not written in it",
                    "Languages of the \(part.name): \(enumerated(part.languages)).")
                continue
            }
            if language == part.languages.first {
                found += part.texts.map {
                    Translated(
                        language: language, path: $0.id.path, text: $0.source, spot: $0.spot,
                        isTranslation: false)
                }
            } else {
                translated(part, language)
            }
        }
    }

    private mutating func translated(_ part: TextPart, _ language: String) {
        let name = "text/\(language).po"
        guard let file = part.files.first(where: { $0.path == name }) else {
            findings.error(
                .missingLanguage, at: part.spot, language, "there is no file \(part.folder)/\(name)",
                "Run kerege texts, which writes the file, and translate it.")
            return
        }
        let path = part.folder + "/" + name
        guard let po = read(file, path) else { return }
        compare(po, part, language, path)
    }

    private mutating func compare(_ po: POFile, _ part: TextPart, _ language: String, _ path: String) {
        var byPath: [String: POMessage] = [:]
        let messages = po.messages.filter { !$0.isObsolete }
        for message in messages { byPath[message.context ?? ""] = message }
        for text in part.texts {
            let id = text.id.path
            guard let message = byPath[id], message.isTranslated else {
                findings.error(.missingText, at: text.spot, id, language)
                continue
            }
            let spot = Spot(file: path, line: max(1, message.line), column: 1)
            if message.isFuzzy || message.source != text.source {
                findings.error(.staleText, at: spot, id, language)
            }
            let (wanted, given) = (
                LawTexts.named(in: text.source), LawTexts.named(in: message.translations[0])
            )
            if wanted != given {
                let odd =
                    wanted.filter { !given.contains($0) } + given.filter { !wanted.contains($0) }
                findings.error(
                    .lawInTranslation, at: spot, id, language, odd.joined(separator: ", "))
            }
            found.append(
                Translated(
                    language: language, path: id, text: message.translations[0], spot: spot,
                    isTranslation: true))
        }
        let known = Set(part.texts.map(\.id.path))
        for message in messages where !known.contains(message.context ?? "") {
            let spot = Spot(file: path, line: max(1, message.line), column: 1)
            findings.warn(.unknownText, at: spot, message.context ?? message.source)
        }
    }

    private func read(_ file: PackFile, _ path: String) -> POFile? {
        do throws(POError) {
            return try POFile.read(file.bytes, named: path).withoutEdges
        } catch {
            complain(error, path)
            return nil
        }
    }

    private func complain(_ error: POError, _ path: String) {
        var (line, reason) = (1, "it cannot be opened")
        if case .malformed(_, let at, let message) = error { (line, reason) = (max(1, at), message) }
        findings.error(.poSyntax, at: Spot(file: path, line: line, column: 1), reason)
    }
}

extension POFile {
    /// Blank space around a text has no meaning in packs: a block in YAML ends its line, a translation may not.
    var withoutEdges: POFile {
        var file = self
        for index in file.messages.indices {
            file.messages[index].source = trimmed(file.messages[index].source)
            file.messages[index].previousSource = file.messages[index].previousSource.map(trimmed)
            file.messages[index].translations = file.messages[index].translations.map(trimmed)
        }
        return file
    }
}

/// The text without blank space before and after it.
func trimmed(_ text: String) -> String {
    var scalars = text.unicodeScalars[...]
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    return String(scalars)
}
