import Fixtures
import Foundation
import Packs
import Testing
import Texts

/// What `Locales/*/check.po` must hold, so that a complaint is said in another language with nothing left in English.
@Suite struct `What the checker says` {
    private static let languages = ["en", "ru"]

    private static func entries(_ language: String) throws -> [POMessage] {
        try POFile.read(path: "\(Fixtures.root)/Locales/\(language)/check.po").messages
    }

    @Test func `has wording in Russian for every code`() throws {
        let entries = try Self.entries("ru")
        for code in Complaint.Code.allCases {
            for (context, english) in Self.wording(code) {
                let entry = entries.first { $0.context == context && $0.source == english }
                #expect(entry?.isTranslated == true && entry?.isFuzzy == false, "\(context): \(english)")
            }
        }
    }

    @Test func `has wording in Russian for every word of a sentence in the sources`() throws {
        let known = Set(try Self.entries("ru").filter { Self.isArgument($0.context) }.map(\.source))
        let texts = try Sources.texts()
        try #require(texts.count > 300)
        for text in texts { #expect(known.contains(text), "no entry in ru/check.po") }
    }

    @Test(arguments: ["en", "ru"]) func `has wording in Russian for why a word is not said of people`(
        _ language: String
    ) throws {
        let known = Set(try Self.entries("ru").filter { $0.context == "phrase" }.map(\.source))
        let list = try String(
            contentsOfFile: "\(Fixtures.root)/Care/terms.\(language).yaml", encoding: .utf8)
        let reasons = list.matches(of: /why: (.*)/).map { String($0.output.1) }
        try #require(reasons.count > 10)
        for reason in reasons { #expect(known.contains(reason), "no entry in ru/check.po") }
    }

    @Test func `is the same list in every language, without what nobody says`() throws {
        let lists = try Self.languages.map {
            try Self.entries($0).map { "\($0.context ?? ""): \($0.source)" }
        }
        #expect(lists[0] == lists[1])
        #expect(Set(lists[0]).count == lists[0].count)
        let codes = Complaint.Code.allCases.flatMap(Self.wording).map { "\($0.0): \($0.1)" }
        let others = [
            "kind", "phrase", "phrase of phrases", "quoted", "severity", "summary", "report", "help",
        ].map {
            $0 + ": "
        }
        for entry in lists[0] where !others.contains(where: entry.hasPrefix) {
            #expect(codes.contains(entry), "nobody says this any more")
        }
    }

    @Test func `keeps its arguments in Russian`() throws {
        for entry in try Self.entries("ru") {
            for said in entry.translations {
                #expect(Self.gaps(said) == Self.gaps(entry.source), "\(entry.context ?? ""): \(entry.source)")
            }
        }
    }

    private static func wording(_ code: Complaint.Code) -> [(String, String)] {
        [
            (code.rawValue, code.wording.message), (code.rawValue + " remedy", code.wording.remedy),
        ].filter { !$0.1.allSatisfy { "{}0123456789. ".contains($0) } }
    }

    private static func isArgument(_ context: String?) -> Bool {
        ["kind", "phrase", "phrase of phrases", "quoted"].contains(context)
    }

    private static func gaps(_ text: String) -> Set<String> {
        Set(text.matches(of: /\{\d+\}/).map { String($0.output) })
    }
}

/// The Russian of a complaint.
enum Russian {
    private static let file = try! POFile.read(path: "\(Fixtures.root)/Locales/ru/check.po")
    private static let book = try! PhraseBook(file, language: "ru")
    private static let kinds = Set(file.messages.filter { $0.context == "kind" }.map(\.source))

    /// Words that hardly any English sentence does without, and that are no keys.
    private static let english = [
        "the", "must", "which", "here", "this", "nobody", "without", "that", "such", "cannot",
        "There", "Write", "Remove",
    ]

    /// Nothing in it is left in English but what the author wrote.
    static func expect(_ complaint: Complaint) throws {
        let code = complaint.code
        if code.isAboutKind {
            let kind = try #require(complaint.arguments.first)
            #expect(kinds.contains(kind), "no kind “\(kind)” in ru/check.po")
        }
        for (context, template) in [
            (code.rawValue, code.wording.message), (code.rawValue + " remedy", code.wording.remedy),
        ] {
            let said = book.sentence(context, template, complaint.arguments, firstIsKind: code.isAboutKind)
            let own = said.replacing(/«[^»]*»|“[^”]*”|"[^"]*"|'[^']*'/, with: "")
            let left = own.split { !$0.isLetter }.filter { english.contains(String($0)) }
            #expect(left.isEmpty, "\(said)")
        }
    }
}

/// The texts in the sources of the reader of packs.
private enum Sources {
    /// They stand in the sources, but no complaint says them.
    private static let others = [
        "the library closes only what it opened", "newest form {0}", "not met", "mapping values", "1 min",
        "” or “",
        "{0}:{1}:{2}: {3}: {4} {5} [{6}]",
    ]

    /// Those of several words, `{0}`, … standing for what is put into them.
    static func texts() throws -> [String] {
        let folder = Fixtures.root + "/Sources/Packs"
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".swift") && $0 != "ComplaintCode.swift" }
        var found: [String] = []
        for file in files.sorted() {
            for text in texts(in: try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)) {
                let words = text.replacing(/\{\d+\}/, with: "").trimmingCharacters(in: .whitespaces)
                let isSentence =
                    text.trimmingCharacters(in: .whitespaces).contains(" ") && words.contains(/[a-z]{2}/)
                if isSentence, !others.contains(words), !others.contains(text) { found.append(text) }
            }
        }
        return found
    }

    private static func texts(in source: String) -> [String] {
        var found: [String] = []
        for line in source.split(separator: "\n") {
            var rest = line[...]
            while let next = rest.popFirst() {
                if next == "/", rest.first == "/" { break }
                if next == "\"" { found.append(text(&rest)) }
            }
        }
        return found
    }

    /// After the opening quote; takes everything to the closing one.
    private static func text(_ rest: inout Substring) -> String {
        var (text, count) = ("", 0)
        while let next = rest.popFirst(), next != "\"" {
            guard next == "\\", let escaped = rest.popFirst() else {
                text.append(next)
                continue
            }
            if escaped == "(" {
                text += "{\(count)}"
                count += 1
                skip(&rest)
            } else {
                text.append(escaped)
            }
        }
        return text
    }

    /// To the bracket that ends what is put into a text.
    private static func skip(_ rest: inout Substring) {
        var (depth, isText) = (1, false)
        while depth > 0, let next = rest.popFirst() {
            if next == "\"" { isText.toggle() }
            if isText { continue }
            if next == "(" { depth += 1 }
            if next == ")" { depth -= 1 }
        }
    }
}
