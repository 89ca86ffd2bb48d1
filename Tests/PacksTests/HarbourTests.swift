import Basics
import Bots
import Engine
import Fixtures
import Foundation
import Measures
import Model
import Packs
import Rehearsal
import Testing
import Views

/// A world that was written from the documentation alone, so that nothing in the program may lean on the
/// bundled ones.
@Suite struct `The harbour pack` {
    @Test func `is read without a complaint but of rules that no example plays`() {
        let pack = Fixtures.harbour()
        #expect(pack.warnings.map(\.code) == [.neverPlayed, .neverPlayed])
        #expect(pack.scenario.world.countries.count == 3)
        #expect(pack.scenario.seats.count == 6)
        #expect(pack.scenario.facts.count == 18)
        #expect(pack.scenario.facts.values.count { $0.isConclusion } == 4)
    }

    @Test(arguments: BotPolicy.allCases)
    func `is played to the end by every team`(_ policy: BotPolicy) {
        let pack = Fixtures.harbour()
        let played = Rehearsal(Engine(pack.scenario), read: pack.reader).play(policy, seed: 7)
        #expect(played.state.phase == .ended)
        #expect(played.figures.acts > 60)
    }

    @Test func `pays for working together`() {
        let pack = Fixtures.harbour()
        let rehearsal = Rehearsal(Engine(pack.scenario), read: pack.reader)
        var campaigns: [Campaign] = []
        for policy in [BotPolicy.cooperative, .siloed] {
            var campaign = Campaign(policy)
            for seed in UInt64(1)...6 { campaign.add(rehearsal.play(policy, seed: seed)) }
            campaigns.append(campaign)
        }
        for expectation in pack.scenario.expectations {
            #expect(expectation.holds(in: campaigns) == true, "\(expectation.text)")
        }
    }

    @Test func `tells its author which facts nobody found`() throws {
        let pack = Fixtures.harbour()
        let rehearsal = Rehearsal(Engine(pack.scenario), read: pack.reader)
        var campaign = Campaign(.siloed)
        for seed in UInt64(1)...3 { campaign.add(rehearsal.play(.siloed, seed: seed)) }
        let missed = try #require(campaign.neverFound.first)
        #expect(missed.runs == 3)
        #expect(campaign.neverFound.map { pack.scenario.facts[$0.fact].id }.contains("same_boat"))
    }
}

@Suite struct `The program` {
    @Test(arguments: [
        "Packs/reedfield", "Packs/alderquay", "Packs/sallowend", "Packs/sallowend_linen",
        "Tests/Packs/harbour",
    ])
    func `names nothing of a pack in its code`(_ folder: String) throws {
        let words = try wordsOfCode()
        try #require(words.contains("import"), "no source was read")
        let scenario = try PackReader.scenario(folder: "\(Fixtures.root)/\(folder)").scenario
        let world = scenario.world
        let ids =
            world.agencies.values.map(\.id) + world.places.values.map(\.id)
            + scenario.seats.values.map(\.id) + scenario.persons.values.map(\.id)
            + scenario.facts.values.map(\.id)
        #expect(ids.filter { $0.count > 6 && words.contains($0) } == [])
    }

    /// Every word of every source, comments left out.
    private func wordsOfCode() throws -> Set<String> {
        let folder = URL(fileURLWithPath: "\(Fixtures.root)/Sources")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var words: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            where !line.drop(while: { $0 == " " }).hasPrefix("//") {
                for word in line.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_") }) {
                    words.insert(String(word))
                }
            }
        }
        return words
    }
}

extension LoadedPack {
    /// Reads texts in the source language, as bots do.
    fileprivate var reader: @Sendable (Text) -> String {
        let texts = texts
        return { text in
            switch text.source {
            case .pack(let id): texts.text(id, in: "en") ?? ""
            case .typed(let typed): typed ?? ""
            case .several(let ids): ids.compactMap { texts.text($0, in: "en") }.joined(separator: ", ")
            case .verbatim(let written): written
            case .bot: ""
            }
        }
    }
}
