import Foundation
import Testing
import Texts

private let header = """
    msgid ""
    msgstr ""
    "Language: ru\\n"
    "Content-Type: text/plain; charset=UTF-8\\n"
    "Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? "
    "1 : 2);\\n"


    """

/// Runs `body` with a path whose file goes afterwards.
private func withFile<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result {
    let path = NSTemporaryDirectory() + "kerege-\(UUID().uuidString).po"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
}

private func read(_ text: String) throws -> POFile {
    try withFile(text) { try POFile.read(path: $0) }
}

@Suite struct `A PO file` {
    @Test func `gives entries with context, plural forms, marks, comments and lines`() throws {
        let file = try read(
            header + """
                # from the translator
                #. to the translator
                #, fuzzy
                #| msgid "Old"
                msgctxt "inject.call.text"
                msgid "New"
                msgstr "Новое"

                msgctxt "count"
                msgid "{count} man"
                msgid_plural "{count} men"
                msgstr[0] "{count} мужчина"
                msgstr[1] "{count} мужчины"
                msgstr[2] "{count} мужчин"

                #~ msgctxt "gone"
                #~ msgid "Gone"
                #~ msgstr "Ушло"
                """)
        #expect(file[field: "Language"] == "ru")
        #expect(file.messages.map(\.context) == ["inject.call.text", "count", "gone"])
        let first = file.messages[0]
        #expect(first.source == "New" && first.translations == ["Новое"] && first.isFuzzy)
        #expect(first.comment == "from the translator" && first.extractedComment == "to the translator")
        #expect(first.previousSource == "Old")
        #expect(first.line == 12)
        #expect(file.messages[1].translations.count == 3 && file.messages[1].sourcePlural == "{count} men")
        #expect(file.messages[2].isObsolete)
        #expect(try file.pluralRule()?.count == 3)
    }

    @Test func `is the same after it was written and read again`() throws {
        var file = try read(header)
        file.messages = [
            POMessage(
                context: "a.b", source: "Two\nlines and a \"quote\"", translations: ["Две\nстроки"],
                isFuzzy: true,
                comment: "why", extractedComment: "who\nspeaks", previousSource: "One line"),
            POMessage(
                context: "c", source: "{count} man", sourcePlural: "{count} men",
                translations: ["1", "2", "3"]),
            POMessage(context: "d", source: "Gone", translations: ["Ушло"], isObsolete: true),
        ]
        var again = try withFile("") { path in
            try file.write(path: path)
            return try POFile.read(path: path)
        }
        for index in again.messages.indices { again.messages[index].line = 0 }
        #expect(again == file)
    }

    @Test func `is refused with the line of its first fault`() throws {
        let text = header + "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"Б\"\nmsgid oops\n"
        try withFile(text) { path in
            let error = #expect(throws: POError.self) { try POFile.read(path: path) }
            guard case .malformed(path, let line, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(line == 11)
        }
    }

    @Test func `is refused when it holds something else altogether`() throws {
        let noise = String(repeating: "what { is } this? \"\n", count: 200)
        #expect(throws: POError.self) { try read(noise) }
    }

    @Test func `is refused when it has an id twice`() throws {
        let entry = "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"Б\"\n\n"
        #expect(throws: POError.self) { try read(header + entry + entry) }
    }

    @Test func `is refused when it is not there`() {
        #expect(throws: POError.unreadable(path: "/nowhere/ru.po")) {
            try POFile.read(path: "/nowhere/ru.po")
        }
    }

    @Test func `cannot be written where there is no folder`() {
        #expect(throws: POError.unwritable(path: "/nowhere/ru.po")) {
            try POFile().write(path: "/nowhere/ru.po")
        }
    }

    @Test func `can be read by many at once`() async throws {
        try await withThrowingTaskGroup(of: Int.self) { group in
            let body = (0..<50).map { "msgctxt \"t\($0)\"\nmsgid \"T\($0)\"\nmsgstr \"Т\"\n\n" }.joined()
            for _ in 0..<20 { group.addTask { try read(header + body).messages.count } }
            for try await count in group { #expect(count == 50) }
        }
    }
}
