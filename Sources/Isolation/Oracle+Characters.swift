import Basics
import Model

// MARK: - What a character knows of itself

extension Oracle {
    /// From the start: who one is, what one has to tell, what can be felt, and the words for who comes.
    mutating func tellCharacters() {
        var common: Set<Meaning> = []
        for seat in scenario.seats.values { common.insert(text(seat.name)) }
        for agency in world.agencies.values { common.insert(text(agency.name)) }
        for mistake in world.mistakes.values where mistake.isFelt { common.insert(text(mistake.name)) }
        for topic in world.topics.values { common.insert(text(topic.name)) }
        for setting in world.settings.values { common.insert(text(setting.name)) }
        for interpreter in world.interpreters.values { common.insert(text(interpreter.name)) }
        for need in world.needs.values { common.insert(text(need.name)) }
        for service in world.services.values { common.insert(text(service.name)) }
        for purpose in world.purposes.values { common.insert(text(purpose.name)) }
        for country in world.countries.values { common.insert(text(country.name)) }
        // Each matter of the world is somebody's own, and so is how one stands in it.
        for matter in world.matters.values {
            common.formUnion(([matter.name] + matter.options.map(\.name)).map(text))
        }
        for person in scenario.persons.ids {
            let definition = scenario.persons[person]
            characters[person.index] = common.union([
                text(definition.brief), text(world.places[definition.place].name),
            ])
            for tongue in definition.tongues {
                characters[person.index].insert(text(world.tongues[tongue].name))
            }
            for known in definition.traits {
                characters[person.index].insert(text(world.traits[known.trait].name))
            }
            for need in definition.accommodations {
                characters[person.index].insert(text(world.accommodations[need.accommodation].name))
            }
            for source in scenario.sources.values where source.person == person {
                characters[person.index].formUnion([
                    text(source.text), text(scenario.facts[source.fact].text),
                ])
            }
        }
    }

    /// What happens to a character, as that character notices it.
    mutating func feel(_ event: Event) {
        switch event {
        case .booked(let booking):
            guard let person = booking.act.person else { return }
            for choice in world.acts[booking.act.type].choices {
                characters[person.index].formUnion(([choice.name] + choice.options.map(\.name)).map(text))
            }
        case .promised(let made):
            characters[made.person.index].insert(text(world.promises[made.promise].name))
        case .personMoved(let person, let place):
            characters[person.index].insert(text(world.places[place].name))
        case .factLearned(let learning):
            guard let person = learning.item.flatMap({ bookings[$0] })?.act.person else { return }
            characters[person.index].insert(text(scenario.facts[learning.fact].text))
        case .itemSent(let item):
            if case .reply(let booking, _, let words) = item.body, let person = bookings[booking]?.act.person
            {
                characters[person.index].formUnion(markers(words))
            }
            // Who came to where one was.
            guard case .result(let booking, _) = item.body, let place = bookings[booking]?.act.place else {
                return
            }
            for person in item.persons {
                characters[person.index].insert(text(world.places[place].name))
            }
        default: break
        }
    }
}

// MARK: - What the debrief says of a fact

extension Oracle {
    /// The fact itself, and what kind of evidence it is.
    func words(of fact: FactID) -> Set<Meaning> {
        let definition = scenario.facts[fact]
        let kind = definition.evidence.map { text(world.evidence[$0].name) }
        return Set([text(definition.text)] + (kind.map { [$0] } ?? []))
    }
}
