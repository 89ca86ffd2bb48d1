import Basics
import Model
import Packs
import Testing

private let world = "world/world.yaml"

/// Words, names and lengths that a world sets otherwise than the program.
@Suite struct `What a world calls things` {
    private static let end = "\nsteps:\n"

    private func read(_ edits: [(String, String)]) throws -> LoadedPack {
        var pack = EditedPack()
        for (old, new) in edits { try pack.replace(old, by: new, in: world) }
        // The Russian of what is added here is missing.
        try pack.replace("languages: [en, ru]\n", by: "languages: [en]\n", in: world)
        try pack.replace("languages: [en, ru]\n", by: "languages: [en]\n", in: "scenario/scenario.yaml")
        return try PackReader.scenario(files: pack.files)
    }

    private func fault(_ old: String, _ new: String) throws -> [Complaint] {
        var pack = EditedPack()
        try pack.replace(old, by: new, in: world)
        let mark = try #require(pack.marked)
        return pack.complaints().filter { $0.spot == mark }
    }

    @Test func `replaces, adds and hides words of the glossary`() throws {
        let pack = try read([
            (
                Self.end,
                """

                glossary:
                  order: {name: Warrant, text: What a judge signs.}
                  card: {name: The card, text: A paper of this world.}
                  removal: false
                steps:

                """
            )
        ])
        let glossary = pack.scenario.world.glossary
        #expect(glossary.map(\.id) == ["order", "card", "removal"])
        #expect(glossary.map(\.isHidden) == [false, false, true])
        #expect(pack.texts.text(glossary[0].name, in: "en") == "Warrant")
        #expect(pack.texts.text(glossary[1].meaning, in: "en") == "A paper of this world.")
    }

    @Test func `hides no word that there is not`() throws {
        let found = try fault(Self.end, "\nglossary: {⟦remowal: false}\nsteps:\n")
        #expect(found.map(\.code) == [.unknownWord])
        #expect(found.allSatisfy { $0.remedy.contains("Did you mean “removal”") })
    }

    @Test func `names where people stand`() throws {
        let pack = try read([(Self.end, "\nstatuses: {presumed: Noted at first sight}\nsteps:\n")])
        #expect(pack.texts.text(PersonStatus.presumed.name, in: "en") == "Noted at first sight")
        #expect(pack.texts.text(PersonStatus.identified.name, in: "en") == nil)
        let found = try fault(Self.end, "\nstatuses: {⟦presumd: Noted}\nsteps:\n")
        #expect(found.map(\.code) == [.unknownWord])
    }

    // MARK: By when an answer can be asked for

    private static let request = "    verb: request\n    name: Ask another agency\n"

    private func deadlines(_ words: String) throws -> [[Int]] {
        let pack = try read([(Self.request, Self.request + words)])
        return pack.scenario.world.acts.values.filter { $0.verb == .request }.map(\.deadlines)
    }

    @Test func `lets a request ask for an answer by other times`() throws {
        #expect(try deadlines("").allSatisfy { $0 == [60, 120, 240, 480, 1440] })
        let own = try deadlines("    deadlines: [10 min, 7 d, 30 d]\n")
        #expect(own.filter { $0 == [10, 10_080, 43_200] }.count == 1)
        var act = ActType()
        #expect(act.usualDeadline == 240)
        act.deadlines = [10, 20]
        #expect(act.usualDeadline == 20)
    }

    @Test(arguments: ["[2 h, ⟦1 h]", "[⟦0 min, 1 h]", "⟦367 d", "⟦[]", "[1 h, ⟦soon]", "[1 h, ⟦1 h]"])
    func `wants these in order`(_ words: String) throws {
        let found = try fault(Self.request, Self.request + "    deadlines: \(words)\n")
        #expect(found.map(\.code) == [.wrongType])
    }

    @Test func `has them at requests only`() throws {
        let found = try fault("    verb: consent\n", "    verb: consent\n    ⟦deadlines: [1 h]\n")
        #expect(found.map(\.code) == [.misplacedKey])
    }

    // MARK: Rules

    @Test func `writes rules as the field does, in any script`() throws {
        var pack = EditedPack()
        for path in pack.files.map(\.path) { try pack.rename("R-CH-03", to: "Ст. 14(3)", in: path) }
        let read = try PackReader.scenario(files: pack.files)
        #expect(read.scenario.world.gateRules().contains("Ст. 14(3)"))
        for section in ["duties", "mistakes", "rules"] {
            var pack = EditedPack()
            try pack.replace("\n\(section):\n", by: "\n\(section):\n  ⟦ЗП-10:\n    x: y\n", in: world)
            #expect(!pack.complaints().contains { $0.code == .badID }, "\(section)")
        }
    }

    @Test(arguments: ["duties", "mistakes", "rules"])
    func `has no quotes in a rule, and says so`(_ section: String) throws {
        let found = try fault("\n\(section):\n", "\n\(section):\n  ⟦\"R {1}\":\n    x: y\n")
        let bad = found.filter { $0.code == .badID }
        #expect(bad.map(\.remedy) == ["Leave them out."])
    }

    @Test func `holds the rule of a gate to the same`() throws {
        let found = try fault("        rule: R-REM-01\n", "        rule: ⟦\"R-{REM}\"\n")
        #expect(found.contains { $0.code == .badID })
    }

    @Test func `is told to choose another word where the letters are right`() throws {
        var pack = EditedPack()
        try pack.replace(
            "  far_farm:\n", by: "  ⟦visited:\n", in: "scenario/scenario.yaml")
        let found = pack.complaints().filter { $0.code == .badID }
        #expect(found.map(\.remedy) == ["Choose another word."])
    }
}

extension EditedPack {
    /// Replaces a word wherever it stands in a file.
    fileprivate mutating func rename(_ old: String, to new: String, in path: String) throws {
        let index = try #require(files.firstIndex { $0.path == path })
        let text = String(decoding: files[index].bytes, as: UTF8.self)
        setBytes(Array(text.replacing(old, with: new).utf8), at: index)
    }
}
