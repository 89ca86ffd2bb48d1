import Testing
import Texts

@Suite struct `A book of phrases` {
    private static func entry(_ context: String, _ english: String, _ said: String...) -> POMessage {
        POMessage(context: context, source: english, translations: said)
    }

    let book = try! PhraseBook(
        POFile(messages: [
            entry("unknown", "There is no {0} “{1}”.", "Не найдено: {0} «{1}»."),
            entry("type", "{0} must be {1}.", "{0}: нужно {1}."),
            entry("kind", "agency", "ведомство"), entry("phrase", "a number", "число"),
            entry("phrase", "The agency {0}", "Ведомство {0}"),
            entry("phrase", "the agency {0} of {1}", "ведомство {0}, страна {1}"),
            entry("phrase of phrases", "not {0}", "не {0}"), entry("quoted", "{0} met", "{0} соблюдено"),
            POMessage(
                context: "summary", source: "{0} error", sourcePlural: "{0} errors",
                translations: ["{0} ошибка", "{0} ошибки", "{0} ошибок"]),
            Self.guessed,
        ]), language: "ru")

    private static var guessed: POMessage {
        POMessage(context: "phrase", source: "a guess", translations: ["догадка"], isFuzzy: true)
    }

    @Test func `says nothing that a translator has not looked at`() {
        #expect(book.sentence("type", "{0} must be {1}.", ["hue", "a guess"]) == "hue: нужно a guess.")
    }

    @Test func `says a template with its arguments`() {
        #expect(book.sentence("type", "{0} must be {1}.", ["hue", "a number"]) == "hue: нужно число.")
    }

    @Test func `says what is made from a template, and leaves ids alone`() {
        let said = book.sentence("type", "{0} must be {1}.", ["The agency agency", "the agency x of y z"])
        #expect(said == "Ведомство agency: нужно ведомство x, страна y z.")
    }

    @Test func `says phrases within phrases`() {
        #expect(book.sentence("type", "{0} must be {1}.", ["hue", "not a number"]) == "hue: нужно не число.")
    }

    @Test func `knows a sort of thing only where one is named, and no key by its name`() {
        #expect(
            book.sentence("unknown", "There is no {0} “{1}”.", ["agency", "agency"], firstIsKind: true)
                == "Не найдено: ведомство «agency».")
        #expect(book.sentence("type", "{0} must be {1}.", ["agency", "a number"]) == "agency: нужно число.")
    }

    @Test func `leaves what stands in quotes, but for what is more than an id`() {
        #expect(book.sentence("unknown", "There is no {0} “{1}”.", ["x", "a number"]).contains("«a number»"))
        #expect(
            book.sentence("unknown", "There is no {0} “{1}”.", ["x", "G4 met"]).contains("«G4 соблюдено»"))
    }

    @Test(arguments: [(1, "1 ошибка"), (3, "3 ошибки"), (11, "11 ошибок"), (21, "21 ошибка")])
    func `counts as the language counts`(count: Int, said: String) {
        #expect(book.sentence("summary", one: "{0} error", other: "{0} errors", count: count) == said)
    }

    @Test func `says in English what it does not have`() {
        #expect(book.sentence("none", "All of {0}.", ["it"]) == "All of it.")
        #expect(
            PhraseBook().sentence("summary", one: "{0} error", other: "{0} errors", count: 2) == "2 errors")
    }
}
