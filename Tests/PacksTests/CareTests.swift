import Fixtures
import Foundation
import Packs
import Testing
import Texts

private let scenario = "scenario/scenario.yaml"
private let russian = "scenario/text/ru.po"
private let note = "  text: People talk about withheld wages and threats. Nothing is shown.\n"

/// The lists that come with the program.
private let care = Result { try CareLists.read(folder: Fixtures.root + "/Care") }

/// All scenarios of the project, the bundled ones and those of tests.
private let scenarios = ["Packs", "Tests/Packs"].flatMap { folder in
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(Fixtures.root)/\(folder)")) ?? []).sorted()
        .map { "\(folder)/\($0)" }
        .filter { FileManager.default.fileExists(atPath: "\(Fixtures.root)/\($0)/scenario.yaml") }
}

@Suite struct `The lists of care` {
    @Test func `can be read, and hold terms in English and Russian`() throws {
        let lists = try care.get()
        #expect(lists.languages == ["en", "ru"])
    }

    @Test func `that are not there are told by their path`() {
        #expect {
            try CareLists.read(folder: "/nowhere/at/all")
        } throws: { error in
            (error as? PackFaults)?.complaints.first?.file == "/nowhere/at/all/places.yaml"
        }
    }

    @Test(arguments: scenarios)
    func `find nothing in the packs of this project`(_ folder: String) throws {
        try #require(scenarios.contains("Packs/reedfield"))
        let pack = try PackReader.read(folder: "\(Fixtures.root)/\(folder)", care: care.get())
        let found = pack.warnings.filter { $0.code == .forbiddenTerm || $0.code == .realPlace }
        #expect(found.map(\.description) == [])
    }
}

@Suite struct `The interface` {
    @Test(arguments: ["en", "ru"]) func `says of people what packs may say`(_ language: String) throws {
        let lists = try care.get()
        let folder = "\(Fixtures.root)/Locales/\(language)"
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".po") }
        try #require(files.count > 10)
        for file in files {
            for message in try POFile.read(path: "\(folder)/\(file)").messages {
                let said =
                    language == "en" ? [message.source, message.sourcePlural ?? ""] : message.translations
                for text in said {
                    #expect(
                        lists.terms(in: text, language: language) == [], "\(file): \(message.context ?? "")")
                    #expect(lists.places(in: text) == [], "\(file): \(message.context ?? "")")
                }
            }
        }
    }
}

@Suite struct `A text about people` {
    @Test func `is told where it says what is not said, why, and what to say`() throws {
        let found = try complaints(in: scenario, note, "  text: Two ⟦illegal migrants sleep here.\n")
        try #require(found.count == 1)
        #expect(found[0].code == .forbiddenTerm)
        #expect(found[0].severity == .warning)
        #expect(
            found[0].message
                == "“illegal migrants” should not be said of people: no person is illegal (ET-11).")
        #expect(found[0].remedy.contains("without papers"))
    }

    @Test(arguments: [
        "  text: |\n    A hostel.\n\n    In it three ⟦ILLEGAL\n    migrants sleep.\n",
        "  text: \"Nobody \\\"rests\\\"; a ⟦gypsy, they say.\"\n",
        "  text: 'It''s a ⟦Hooker, they say.'\n",
        "  text: >-\n    A raid, and\n    the ⟦rescued\n    are counted.\n",
    ])
    func `is told the line and the column however it is written`(_ text: String) throws {
        try #expect(complaints(in: scenario, note, text).map(\.code) == [.forbiddenTerm])
    }

    @Test(arguments: [
        "  text: A search and rescue helicopter looks for the boat.\n",
        "  text: The invalid permit makes the contract illegal, and slavery is a crime.\n",
        "  text: Of the alienated families three are here; gypsum lies in bags.\n",
    ])
    func `may use words that only look like it, and those within an exception`(_ text: String) throws {
        try #expect(complaints(in: scenario, note, text, marked: false) == [])
    }

    @Test(arguments: [
        "⟦нелегалами", "⟦Нелегального мигранта", "⟦гастарбайтеров", "⟦живого товара", "⟦спасённых",
    ])
    func `is read in Russian in every case`(_ words: String) throws {
        let found = try complaints(
            in: russian, "msgstr \"Двенадцать фактов\"",
            "msgstr \"\"\n\"Здесь говорят о\\n\"\n\"слове \(words)\"")
        #expect(found.map(\.code) == [.forbiddenTerm])
    }

    @Test func `is held against the terms of its own language only`() throws {
        let found = try complaints(
            in: russian, "msgstr \"Двенадцать фактов\"", "msgstr \"Слово gypsy\"", marked: false)
        #expect(found == [])
    }

    @Test func `may stand in a record`() throws {
        let found = try complaints(
            in: scenario, "name: \"DAWIT ORREN\"", "name: \"DAWIT, ⟦VAGRANT\"")
        #expect(found.map(\.code) == [.forbiddenTerm])
    }
}

@Suite struct `A name in a pack` {
    @Test(arguments: [
        "Kazakhstan", "Almaty", "New York", "Sao Paulo", "São Paulo", "Kyiv", "Алматы", "Türkiye",
        "Turkey", "England", "Scotland", "Great Britain", "Czech Republic", "Ivory Coast",
        "Russian Federation", "Karakol",
    ])
    func `is found if a real place has it`(_ name: String) throws {
        let found = try complaints(in: scenario, note, "  text: It begins in ⟦\(name) one day.\n")
        #expect(found.map(\.code) == [.realPlace])
        #expect(found[0].severity == .warning)
        #expect(found[0].message.contains("“\(name)”"))
    }

    @Test(arguments: [
        "в ⟦Казахстане", "под ⟦Москвой", "из ⟦Ташкента", "в ⟦Нижнем Новгороде", "от ⟦Казани", "в ⟦Душанбе",
    ])
    func `is found in every case of Russian`(_ words: String) throws {
        let found = try complaints(
            in: russian, "msgstr \"Двенадцать фактов\"", "msgstr \"Двенадцать фактов \(words)\"")
        #expect(found.map(\.code) == [.realPlace])
    }

    @Test(arguments: [
        "A nice china cup; they split it and go reading in the bath of the mobile clinic.",
        "Nice to see you. Reading is quiet. Split it. Mobile phones are left outside.",
        "Surprise: Riverside Quarter is empty.",
        "Kazakhstani is no name, and neither is Almatyville.",
        "They went to Buenos, and Aires followed.",
    ])
    func `may be an ordinary word, or only look like a real one`(_ text: String) throws {
        try #expect(complaints(in: scenario, note, "  text: \"\(text)\"\n", marked: false) == [])
    }

    @Test(arguments: ["Могу пересказать", "Того, кто знал", "Думаю, они там", "Кому это нужно", "Тема ясна"])
    func `is not seen in the first word of a sentence that looks like a case`(_ words: String) throws {
        let found = try complaints(
            in: russian, "msgstr \"Двенадцать фактов\"", "msgstr \"Он молчит. \(words)\"", marked: false)
        #expect(found == [])
    }

    @Test func `is told of each language that has no list of terms`() throws {
        var pack = EditedPack()
        for file in [scenario, "world/world.yaml"] {
            try pack.replace("languages: [en, ru]\n", by: "languages: [fr, de]\n", in: file)
        }
        let found = try pack.complaints(care: care.get()).filter { $0.code == .noCareList }
        try #require(found.count == 2)
        #expect(found[0].message.contains("“fr”") && found[1].message.contains("“de”"))
        #expect(try EditedPack().complaints(care: care.get()).allSatisfy { $0.code != .noCareList })
    }

    @Test func `is told once for each file, with how often it stands there`() throws {
        let found = try complaints(in: scenario, note, "  text: From ⟦Oslo to Rome, and from Rome to Oslo.\n")
        #expect(found.map(\.code) == [.realPlace, .realPlace])
        #expect(found[0].message.contains("2 times"))
    }
}

/// What the lists find in the twelve-fact pack after an edit; the first has to stand at the mark.
private func complaints(
    in file: String, _ old: String, _ new: String, marked: Bool = true
) throws -> [Complaint] {
    var pack = EditedPack()
    try pack.replace(old, by: new, in: file)
    let found = pack.complaints(care: try care.get()).filter {
        $0.code == .forbiddenTerm || $0.code == .realPlace
    }
    if marked { #expect(found.first?.spot == pack.marked, "\(found)") }
    return found
}
