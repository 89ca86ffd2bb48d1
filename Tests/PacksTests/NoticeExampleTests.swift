import Fixtures
import Foundation
import Packs
import Testing

/// Examples of the bundled world that claim to whom a decision is written.
@Suite struct `An example of a notice` {
    /// What the checker says of the world when this text stands in it instead of that one.
    private func complaints(_ old: String, by new: String) throws -> [Complaint] {
        var text = try String(contentsOfFile: "\(Fixtures.root)/Packs/osmira/world.yaml", encoding: .utf8)
        text = text.replacingOccurrences(of: "languages: [en, ru]\n", with: "languages: [en]\n")
        #expect(text.contains(old), "“\(old)” stands there")
        text = text.replacingOccurrences(of: old, with: new)
        do throws(PackFaults) {
            return try PackReader.read(files: [
                PackFile(path: "world/world.yaml", bytes: Array(text.utf8))
            ]).warnings
        } catch {
            return error.complaints
        }
    }

    @Test func `fails when it claims what nobody was told, or that somebody was not told who was`() throws {
        for (old, new) in [
            (
                "{no_notice: mark_presumed.involved, to: vel_labour}",
                "{notice: mark_presumed.involved, to: vel_labour}"
            ),
            (
                "{notice: give_suspension.whoever_removes, to: vel_migration}",
                "{no_notice: give_suspension.whoever_removes, to: vel_migration}"
            ),
            ("{notice: formal_decision.to_person, person: true}", "{no_notice: formal_decision.to_person}"),
            ("{no_notice: decision_notice.to_person}", "{notice: decision_notice.to_person, person: true}"),
        ] { #expect(try complaints(old, by: new).contains { $0.code == .exampleFails }, "\(new)") }
    }

    @Test func `is missed where a notice has none`() throws {
        let found = try complaints(
            "      - {notice: refuse_suspension.to_person, person: true}\n", by: "")
        let missed = found.filter { $0.code == .noExample }.map(\.message)
        #expect(missed.contains { $0.contains("refuse_suspension.to_person") })
        #expect(!missed.contains { $0.contains("give_suspension.to_person") })
    }

    @Test func `names a notice that there is`() throws {
        let found = try complaints(
            "{notice: refuse_suspension.to_person,", by: "{notice: refuse_suspension.to_persons,")
        #expect(found.map(\.code).contains(.unknownWord))
    }
}
