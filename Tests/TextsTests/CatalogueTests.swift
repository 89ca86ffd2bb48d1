import Testing
import Texts

private let texts = [
    SourceText(id: "fact.papers.text", text: "Eleven passports lie in the safe.", comment: "a fact"),
    SourceText(id: "place.kiln.name", text: "Kiln"),
    SourceText(id: "note.men", text: "{count} man", plural: "{count} men"),
]

private func message(_ id: String, _ source: String, _ translation: String...) -> POMessage {
    POMessage(context: id, source: source, translations: translation)
}

@Suite struct `The catalogue of a pack` {
    @Test func `gives a text in the reader's language, and in the source language where that is missing`()
        throws
    {
        let file = POFile(messages: [message("place.kiln.name", "Kiln", "Печь")])
        let catalogue = try Catalogue(
            source: "en", texts: texts, translations: [Translation(language: "ru", file: file)])
        #expect(catalogue.languages == ["en", "ru"])
        #expect(catalogue.text("place.kiln.name", in: "ru") == "Печь")
        #expect(catalogue.languageGiven("place.kiln.name", in: "ru") == "ru")
        #expect(catalogue.text("fact.papers.text", in: "ru") == "Eleven passports lie in the safe.")
        #expect(catalogue.languageGiven("fact.papers.text", in: "ru") == "en")
        #expect(catalogue.text("place.kiln.name", in: "kk") == "Kiln")
        #expect(catalogue.text("place.unknown.name", in: "ru") == nil)
        #expect(catalogue.original("place.kiln.name") == "Kiln")
    }

    @Test func `knows what is missing, stale or misshapen, and where`() throws {
        var stale = message("place.kiln.name", "Old kiln", "Старая печь")
        stale.line = 12
        var short = message("note.men", "{count} man", "{count} мужчина", "{count} мужчины")
        short.sourcePlural = "{count} men"
        let catalogue = try Catalogue(
            source: "en", texts: texts,
            translations: [Translation(language: "ru", file: POFile(messages: [stale, short]))])
        #expect(catalogue.faults.map(\.id) == texts.map(\.id))
        #expect(catalogue.faults.map(\.state) == [.missing, .stale, .misshapen])
        #expect(catalogue.faults.map(\.line) == [0, 12, 0])
        #expect(catalogue.text("place.kiln.name", in: "ru") == "Старая печь")
        #expect(catalogue.state(of: "note.men", in: "ru") == .misshapen)
        #expect(catalogue.state(of: "note.men", in: "en") == .current)
    }

    @Test func `calls a translation misshapen that drops a parameter`() throws {
        let source = [SourceText(id: "a", text: "Call {who}")]
        let file = POFile(messages: [message("a", "Call {who}", "Позвоните")])
        let catalogue = try Catalogue(
            source: "en", texts: source, translations: [Translation(language: "ru", file: file)])
        #expect(catalogue.state(of: "a", in: "ru") == .misshapen)
    }

    @Test func `picks the form that goes with a number`() throws {
        var men = message("note.men", "{count} man", "мужчина", "мужчины", "мужчин")
        men.sourcePlural = "{count} men"
        let catalogue = try Catalogue(
            source: "en", texts: texts,
            translations: [Translation(language: "ru", file: POFile(messages: [men]))])
        #expect(
            [1, 3, 11].map { catalogue.text("note.men", count: $0, in: "ru") } == [
                "мужчина", "мужчины", "мужчин",
            ])
        #expect(catalogue.text("note.men", count: 3, in: "kk") == "{count} men")
    }
}

@Suite struct `Bringing a translation up to date` {
    @Test func `begins with every text empty`() {
        let merge = POMerge(texts: texts, language: "ru")
        #expect(merge.untranslated == texts.map(\.id))
        #expect(merge.file[field: "Language"] == "ru")
        #expect(merge.file.messages[0].extractedComment == "a fact")
        #expect(merge.file.messages[2].translations == ["", "", ""])
    }

    @Test func `keeps what is current and marks what has changed, with the source it was made for`() {
        let existing = POFile(messages: [
            message("place.kiln.name", "Old kiln", "Старая печь"),
            message(
                "fact.papers.text", "Eleven passports lie in the safe.",
                "В сейфе лежат одиннадцать паспортов."),
        ])
        let merge = POMerge(texts: texts, language: "ru", existing: existing)
        #expect(merge.current == 1)
        #expect(merge.stale == ["place.kiln.name"])
        #expect(merge.untranslated == ["note.men"])
        #expect(merge.file.messages.map(\.context) == texts.map(\.id))
        #expect(merge.file.messages[1].isFuzzy)
        #expect(merge.file.messages[1].previousSource == "Old kiln")
        #expect(merge.file.messages[1].translations == ["Старая печь"])
    }

    @Test func `names the first source after two changes, and forgives when the text returns to it`() {
        let existing = POFile(messages: [message("a", "One", "Раз")])
        let second = POMerge(texts: [SourceText(id: "a", text: "Two")], language: "ru", existing: existing)
        let third = POMerge(
            texts: [SourceText(id: "a", text: "Three")], language: "ru", existing: second.file)
        #expect(third.file.messages[0].previousSource == "One")
        let back = POMerge(texts: [SourceText(id: "a", text: "One")], language: "ru", existing: third.file)
        #expect(back.current == 1)
        #expect(!back.file.messages[0].isFuzzy && back.file.messages[0].previousSource == nil)
    }

    @Test func `keeps a dropped translation as obsolete and revives it`() {
        let existing = POFile(messages: [message("a", "One", "Раз"), message("b", "Two", "")])
        let dropped = POMerge(texts: [], language: "ru", existing: existing)
        #expect(dropped.dropped == ["a"])
        #expect(dropped.file.messages.map(\.isObsolete) == [true])
        let revived = POMerge(
            texts: [SourceText(id: "a", text: "One")], language: "ru", existing: dropped.file)
        #expect(revived.current == 1)
        #expect(revived.file.messages.map(\.isObsolete) == [false])
    }

    @Test func `changes nothing the second time`() {
        let existing = POFile(messages: [
            message("place.kiln.name", "Old kiln", "Старая печь"), message("x", "X", "Икс"),
        ])
        let once = POMerge(texts: texts, language: "ru", existing: existing)
        let twice = POMerge(texts: texts, language: "ru", existing: once.file)
        #expect(twice.file == once.file)
    }
}
