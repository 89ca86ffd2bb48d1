import Basics
import Model

/// Whether the content note prepares people for what the case is made of (`pack-format.md`, section 5).
struct ContentNoteChecks {
    let scenario: Scenario
    let root: Node
    let findings: Findings

    /// By convention ids of this strand begin so, in whichever world: `sexual_exploitation`, `sexual_adults`.
    private static let strand = "sexual_"

    func run() {
        let intensity = scenario.contentNote.intensity
        if intensity < 3, let id = idOfStrand() {
            warn(intensity, "“\(id)” stands in the case", atLeast: 3)
        } else if intensity < 2, let child = child() {
            warn(intensity, "“\(child)” is a child", atLeast: 2)
        }
    }

    private func warn(_ intensity: Int, _ reason: String, atLeast least: Int) {
        let note = root["content_note"]
        findings.warn(
            .mildContentNote, at: note?["intensity"]?.spot ?? note?.spot ?? root.spot, "\(intensity)", reason,
            "\(least)")
    }

    /// The first of the lists that the case names, of its kinds of evidence, of elements and of their values.
    private func idOfStrand() -> String? {
        let lists = several(root["indicator_lists"]).compactMap(\.text)
        let ofFacts = (root["facts"]?.entries ?? []).flatMap { fact in
            [fact.value["evidence"]?.text]
                + several(fact.value["proves"]).flatMap { [$0["element"]?.text, $0["value"]?.text] }
        }
        return (lists + ofFacts.compactMap(\.self)).first { $0.hasPrefix(Self.strand) }
    }

    private func child() -> String? {
        let child = scenario.world.traits.ids.first { scenario.world.traits[$0].id == "child" }
        return scenario.persons.values.first { person in
            person.traits.contains { $0.trait == child }
        }?.id
    }

    private func several(_ node: Node?) -> [Node] { node.map { $0.items ?? [$0] } ?? [] }
}
