import Basics
import Model

extension Decoder {
    /// `accommodations: {no_steps: seen, plain_language: [fact], medicine: []}` of a person: seen at once, told by a fact, or
    /// known only to who asks.
    func neededAccommodations(_ node: Node?) -> [NeededAccommodation] {
        mapping(node, "accommodations").compactMap { entry in
            guard let id = names.accommodations[entry.key] else {
                findings.error(
                    .unknownID, at: entry.keySpot, "accommodation", entry.key,
                    hint(entry.key, among: names.accommodations.all), enumerated(names.accommodations.all))
                return nil
            }
            if entry.value.text == "seen" { return NeededAccommodation(id, isSeen: true) }
            let facts = ids(list(entry.value, "The facts that tell it"), "fact", in: names.facts)
            return NeededAccommodation(id, knownBy: facts)
        }
    }

    /// `asks_needs` and `shows_consents` of act types of the verb form.
    func needsKey(_ act: inout ActType, _ fields: Fields, _ scope: Scope) {
        if act.verb == .form {
            act.asksNeeds = needsAsked(fields.optional("asks_needs"), scope)
            act.showsConsents = truth(fields.optional("shows_consents"), "shows_consents") ?? false
        } else {
            fields.refuse("asks_needs", because: "only act types of the verb form ask it")
            fields.refuse("shows_consents", because: "only act types of the verb form show them")
        }
    }

    /// `true`, or a condition that reads the choices of the form as it was signed.
    private func needsAsked(_ node: Node?, _ scope: Scope) -> Expression {
        guard let node else { return .never }
        if let text = node.text, text == "true" || text == "false" {
            return text == "true" ? .always : .never
        }
        return condition(node, scope)
    }

    /// `needs: {person: one-or-more needs}` of a fact: whoever knows it was told of them.
    func toldNeeds(_ node: Node?) -> [ToldNeed] {
        mapping(node, "needs").flatMap { entry -> [ToldNeed] in
            guard let person = names.persons[entry.key] else {
                findings.error(
                    .unknownID, at: entry.keySpot, "person", entry.key,
                    hint(entry.key, among: names.persons.all), enumerated(names.persons.all))
                return []
            }
            return ids(oneOrMore(entry.value), "need", in: names.needs)
                .map { ToldNeed(person: person, need: $0) }
        }
    }
}
