import Testing
import Texts

private let locales = #filePath.replacing("Tests/TextsTests/InterfaceTextsTests.swift", with: "Locales")

@Suite struct `The texts of the interface` {
    let texts = try! InterfaceTexts(folder: locales)

    @Test func `are complete and current in every language`() {
        #expect(texts.faults.map(\.description) == [])
    }

    @Test func `are there in English and Russian at least`() {
        #expect(texts.languages.first == "en")
        #expect(texts.languages.contains("ru"))
    }

    @Test func `are said in the language of the tongue`() {
        #expect(texts.tongue("en")(CommonText.navNow) == "Now")
        #expect(texts.tongue("ru")(CommonText.navNow) == "Сейчас")
    }

    @Test func `are said in English where nobody has translated them`() {
        #expect(texts.tongue("tlh")(CommonText.navNow) == "Now")
    }

    @Test func `take the values of their parameters by name`() {
        #expect(texts.tongue("en")(CommonText.from, ["who": "the shelter"]) == "from the shelter")
    }

    @Test(arguments: [
        ("en", 1, "1 new item"), ("en", 2, "2 new items"), ("en", 1200, "1,200 new items"),
        ("ru", 1, "1 новое сообщение"), ("ru", 3, "3 новых сообщения"), ("ru", 11, "11 новых сообщений"),
        ("ru", 21, "21 новое сообщение"),
    ])
    func `agree with their number`(language: String, count: Int, said: String) {
        #expect(texts.tongue(language)(NowText.newItems, count: count) == said)
    }

    @Test func `can be taken apart where a page puts a link into them`() {
        #expect(texts.tongue("en").pieces(CommonText.from) == [.words("from "), .parameter("who")])
    }
}

@Suite struct `A template` {
    @Test func `leaves braces alone that open no name`() {
        #expect(
            Template("a {b} {1} { } {c").pieces == [.words("a "), .parameter("b"), .words(" {1} { } {c")])
    }

    @Test func `names each parameter once`() {
        #expect(Template("{b} {a} {b}").parameters == ["a", "b"])
    }
}
