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
        checkMarks(world, root)
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

    /// Degrees of hue that an eye tells apart.
    private static let hueApart = 15

    /// Two agencies with the same letter in the same colour look like one on the chart and in lists.
    private func checkMarks(_ world: World, _ root: Node) {
        let agencies = world.agencies.ids
        for id in agencies {
            let agency = world.agencies[id]
            let twin = agencies.first { other in
                let apart = abs(world.agencies[other].hue - agency.hue)
                return other.index < id.index && world.agencies[other].letter == agency.letter
                    && min(apart, 360 - apart) < Self.hueApart
            }
            guard let twin else { continue }
            let node = root["agencies"]?[agency.id]?["hue"]
            findings.warn(.sameMark, at: node?.spot ?? root.spot, agency.letter, world.agencies[twin].id)
        }
    }
}
