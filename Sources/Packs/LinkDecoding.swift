import Basics
import Model

/// Kinds of links between people, places and companies, and the links of which facts speak.
extension Decoder {
    func linkKind(_ entry: Entry) -> LinkKind {
        var kind = LinkKind()
        kind.id = entry.key
        guard let fields = Fields(entry.value, "The kind of link \(entry.key)", findings) else { return kind }
        kind.name = text(fields.required("name"), "link.\(entry.key)")
        kind.schema =
            word(
                fields.required("schema"), "a link of FollowTheMoney",
                LinkSchema.allCases.map { ($0.rawValue, $0) }) ?? .unknown
        fields.finish()
        return kind
    }

    /// `links: {siblings: [person.a, person.b]}`; several of a kind are a list of pairs.
    func factLinks(_ node: Node?, of fact: Fact, in world: World) -> [FactLink] {
        mapping(node, "links").flatMap { entry -> [FactLink] in
            guard let kind = names.linkKinds[entry.key] else {
                let known = names.linkKinds.all
                findings.error(
                    .unknownID, at: entry.keySpot, "kind of link", entry.key, hint(entry.key, among: known),
                    enumerated(known))
                return []
            }
            let pairs = list(entry.value, "A link")
            let isOne = pairs.first?.items == nil
            return (isOne ? [entry.value] : pairs).compactMap { factLink($0, kind, of: fact, in: world) }
        }
    }

    private func factLink(_ node: Node, _ kind: LinkKindID, of fact: Fact, in world: World) -> FactLink? {
        let ends = list(node, "A link")
        guard ends.count == 2, let from = linkEnd(ends[0], of: fact), let to = linkEnd(ends[1], of: fact)
        else {
            if ends.count != 2 {
                findings.error(.wrongType, at: node.spot, "A link", "two ends, [from, to]", node.said)
            }
            return nil
        }
        let schema = world.linkKinds[kind].schema
        guard case .person(let person) = from, schema.leads(to: to) else {
            findings.error(
                .misplacedKey, at: node.spot, world.linkKinds[kind].id,
                "in FollowTheMoney \(schema.rawValue) does not lead from the one to the other")
            return nil
        }
        return FactLink(kind: kind, from: person, to: to)
    }

    /// People and places are among those whom the fact is about: whoever knows it knows them.
    private func linkEnd(_ node: Node, of fact: Fact) -> LinkEnd? {
        guard let text = string(node, "An end of a link") else { return nil }
        let end: LinkEnd? =
            if let word = rest(of: text, after: "person.") {
                named(word, "person", names.persons, node).map { .person($0) }
            } else if let word = rest(of: text, after: "place.") {
                named(word, "place", names.places, node).map { .place($0) }
            } else if let word = rest(of: text, after: "company.") {
                named(word, "company", names.companies, node).map { .company($0) }
            } else {
                wrongEnd(node)
            }
        let isAbout: Bool =
            switch end {
            case .person(let person): fact.persons.contains(person)
            case .place(let place): fact.places.contains(place)
            case .company, nil: true
            }
        if !isAbout {
            findings.error(
                .misplacedKey, at: node.spot, text, "the fact is not about it; name it under about")
        }
        return isAbout ? end : nil
    }

    private func wrongEnd(_ node: Node) -> LinkEnd? {
        findings.error(
            .wrongType, at: node.spot, "An end of a link", "person.…, place.… or company.…", node.said)
        return nil
    }
}
