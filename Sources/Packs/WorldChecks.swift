import Basics
import Model

/// What a world must have to be played in.
extension Decoder {
    private static let needed: [Verb] = [.talk, .share, .link, .mark, .request, .answer, .refuse, .write]

    func checkWorld(_ world: World, _ fields: Fields, _ root: Node) {
        let verbs = world.acts.values.map(\.verb)
        for verb in Self.needed where !verbs.contains(verb) {
            findings.error(.missingVerb, at: fields.keySpot("acts"), Words.word(verb))
        }
        checkCodes(world, root)
        checkIntakes(world, root)
        checkLadder(world, root)
        checkChildTrait(world, root)
        for register in world.registers.ids {
            let isSearched = world.acts.values.contains { $0.verb == .query && $0.register == register }
            let id = world.registers[register].id
            if !isSearched, let entry = root["registers"]?.entries?.first(where: { $0.key == id }) {
                findings.warn(.unusedRegister, at: entry.keySpot, id)
            }
        }
    }

    /// Two countries with the same code could not be told apart where only the code stands.
    private func checkCodes(_ world: World, _ root: Node) {
        let countries = world.countries.ids
        for country in countries where !world.countries[country].code.isEmpty {
            let code = world.countries[country].code
            guard let first = countries.first(where: { world.countries[$0].code == code }), first != country
            else { continue }
            let node = root["countries"]?[world.countries[country].id]?["code"]
            findings.warn(.sameCode, at: node?.spot ?? root.spot, code, world.countries[first].id)
        }
    }
}
