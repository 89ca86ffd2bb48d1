import Basics
import Model

/// `content_notes`: what a case may be made of that people are prepared for, and how much of it the note has to say.
extension Decoder {
    func contentDemands(_ node: Node?, in world: World, _ fields: Fields) -> [ContentDemand] {
        if node == nil, !world.indicators.lists.values.isEmpty {
            findings.warn(.noContentNotes, at: fields.spot)
        }
        return mapping(node, "content_notes").compactMap { contentDemand($0, in: world) }
    }

    private func contentDemand(_ entry: Entry, in world: World) -> ContentDemand? {
        let what = "The content note \(entry.key)"
        guard let fields = Fields(entry.value, what, findings) else { return nil }
        let strands =
            names.indicatorLists.all + names.evidence.all + names.elements.all
            + names.elementValues.flatMap(\.self)
        var demand = ContentDemand()
        demand.id = entry.key
        demand.least = integer(fields.required("least"), "least", in: 1...3) ?? 1
        demand.strands = oneOrMore(fields.optional("strands")).compactMap {
            word($0, "a list of indicators, a kind of evidence, an element or a value of one", strands)
        }
        demand.traits = ids(oneOrMore(fields.optional("traits")), "trait", in: names.traits)
        if !fields.has("strands"), !fields.has("traits") {
            findings.error(.missingKey, at: fields.spot, "strands", what)
        }
        fields.finish()
        return demand
    }
}

/// Whether the content note prepares people for what the case is made of (`pack-format.md`, section 5).
struct ContentNoteChecks {
    let scenario: Scenario
    let root: Node
    let findings: Findings

    /// What asks for most is told, once.
    func run() {
        let intensity = scenario.contentNote.intensity
        var most: (least: Int, reason: String)?
        for demand in scenario.world.contentNotes where demand.least > max(intensity, most?.least ?? 0) {
            if let reason = reason(for: demand) { most = (demand.least, reason) }
        }
        guard let most else { return }
        let note = root["content_note"]
        findings.warn(
            .mildContentNote, at: note?["intensity"]?.spot ?? note?.spot ?? root.spot, "\(intensity)",
            most.reason, "\(most.least)")
    }

    /// Why the case falls under it; nil if it does not. Strands and traits have to be there together.
    private func reason(for demand: ContentDemand) -> String? {
        var reasons: [String] = []
        if !demand.strands.isEmpty {
            guard let id = strands.first(where: demand.strands.contains) else { return nil }
            reasons.append("“\(id)” stands in the case")
        }
        if !demand.traits.isEmpty {
            guard let person = somebody(with: demand.traits) else { return nil }
            let traits = demand.traits.map { "“\(scenario.world.traits[$0].id)”" }
            reasons.append("“\(person)” is in the cast as \(traits.joined(separator: " or "))")
        }
        return reasons.count == 2 ? "\(reasons[0]), and \(reasons[1])" : reasons[0]
    }

    /// The lists that the case names, its kinds of evidence, the elements and their values.
    private var strands: [String] {
        let lists = several(root["indicator_lists"]).compactMap(\.text)
        let ofFacts = (root["facts"]?.entries ?? []).flatMap { fact in
            [fact.value["evidence"]?.text]
                + several(fact.value["proves"]).flatMap { [$0["element"]?.text, $0["value"]?.text] }
        }
        return lists + ofFacts.compactMap(\.self)
    }

    private func somebody(with traits: [TraitID]) -> String? {
        scenario.persons.values.first { person in person.traits.contains { traits.contains($0.trait) } }?.id
    }

    private func several(_ node: Node?) -> [Node] { node.map { $0.items ?? [$0] } ?? [] }
}
