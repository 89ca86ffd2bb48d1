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
    func needsKey(_ act: inout ActType, _ fields: Fields) {
        if act.verb == .form {
            act.asksNeeds = truth(fields.optional("asks_needs"), "asks_needs") ?? false
            act.showsConsents = truth(fields.optional("shows_consents"), "shows_consents") ?? false
        } else {
            fields.refuse("asks_needs", because: "only act types of the verb form ask it")
            fields.refuse("shows_consents", because: "only act types of the verb form show them")
        }
    }
}
