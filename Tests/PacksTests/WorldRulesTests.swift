import Basics
import Fixtures
import Foundation
import Model
import Packs
import Testing

/// Every rule of the bundled world is shown at work by an example, which the checker plays: duties and mistakes are asked
/// for by the checker itself; here are those that gates, sharing classes and reactions bring.
@Suite struct `The rules of the bundled world` {
    private let text: String
    private let world: World

    init() throws {
        let folder = "\(Fixtures.root)/Packs/osmira"
        text = try String(contentsOfFile: folder + "/world.yaml", encoding: .utf8)
        guard case .world(let read) = try PackReader.read(folder: folder) else {
            throw CocoaError(.featureUnsupported)
        }
        world = read.world
    }

    private func isClaimed(_ words: String) -> Bool {
        ["}", ","].contains { text.contains("{" + words + $0) }
    }

    @Test func `each fire in an example`() {
        // What is impossible can be broken by nobody.
        let gates = world.acts.values.flatMap(\.gates).filter { !$0.hard }.map(\.rule)
        let shares = world.classes.values.flatMap(\.rules).filter { $0.answer != .allowed }.map(\.rule)
        for rule in Set(gates + shares) where !rule.isEmpty {
            let isSeen = ["breach: ", "missed: ", "deviation: "].contains { isClaimed($0 + rule) }
            #expect(isSeen, "\(rule)")
        }
        for rule in world.rules.values { #expect(isClaimed("fires: " + rule.id), "\(rule.id)") }
    }

    @Test func `stand in the book of what the log can and cannot decide`() throws {
        let book = try String(contentsOfFile: "\(Fixtures.root)/Documentation/rules.md", encoding: .utf8)
        let ids = book.matches(of: /R-(?:ID|RRP|CON|RSK|NEED|REF|IV|CH|PD|MG|NP|RT|CP)-\d\d/).map {
            String($0.output)
        }
        #expect(Set(ids).count == 83, "the catalogue has this many")
        for id in Set(ids) { #expect(text.contains(id), "\(id) is in the pack") }
    }
}
