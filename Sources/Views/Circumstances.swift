import Basics
import Engine
import Model

// What control and whoever plays a character know of a person, each in the same words.
extension Engine {
    /// The languages that somebody understands.
    func tongues(of person: PersonID) -> [Text] {
        scenario.persons[person].tongues.map { Text(scenario.world.tongues[$0].name) }
    }

    /// What somebody lives with and needs, known to agencies or not.
    func traits(of person: PersonID) -> [Text] {
        scenario.persons[person].traits.map { Text(scenario.world.traits[$0.trait].name) }
            + words(needs(of: person))
    }

    func words(_ accommodations: [AccommodationID]) -> [Text] {
        accommodations.map { Text(scenario.world.accommodations[$0].name) }
    }

    /// How somebody stands in the matters of the world, in words or as a number.
    func matters(of person: PersonID, in state: State) -> [ControlMatter] {
        scenario.world.matters.ids.map { matter in
            let definition = scenario.world.matters[matter]
            let value = state.persons[person].matters[matter.index]
            return ControlMatter(
                name: Text(definition.name), value: value,
                word: definition.options.isEmpty ? nil : Text(definition.options[value].name))
        }
    }
}
