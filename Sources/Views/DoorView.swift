import Basics
import Engine
import Model

/// What somebody may read before a seat opens (ET-02, ET-03).
public struct DoorView: Sendable {
    public let title: Text
    public let about: Text
    public let world: Text
    /// 1 to 3.
    public let intensity: Int
    public let themes: [Text]
    public let note: Text
    public let languages: [String]
    public let seats: [DoorSeat]
    /// What the texts of the pack may name of the law.
    public let laws: LawValues
    /// What the world says of words otherwise than the program.
    public let glossary: [GlossaryTerm]

    public init(_ engine: Engine) {
        let scenario = engine.scenario
        title = Text(scenario.title)
        about = Text(scenario.about)
        world = Text(scenario.world.title)
        intensity = scenario.contentNote.intensity
        themes = scenario.contentNote.themes.map { Text($0) }
        note = Text(scenario.contentNote.text)
        languages = scenario.languages
        laws = LawValues(scenario.world)
        glossary = scenario.world.glossary.map { entry in
            GlossaryTerm(
                id: entry.id,
                said: entry.isHidden ? nil : (name: Text(entry.name), meaning: Text(entry.meaning)))
        }
        seats = scenario.seats.ids.map { id in
            let seat = scenario.seats[id]
            let agency = scenario.world.agencies[seat.agency]
            let country = scenario.world.countries[agency.country]
            return DoorSeat(
                id: seat.id, seat: id, name: Text(seat.name), agencyID: agency.id,
                agencyInDebrief: Debrief.name(of: seat.agency), agency: Text(agency.name),
                letter: agency.letter, hue: agency.hue, countryID: country.id, country: Text(country.name),
                pattern: country.pattern)
        }
    }
}

/// A word of which the world says something of its own.
public struct GlossaryTerm: Sendable {
    public let id: String
    /// nil where the world does not use the word.
    public let said: (name: Text, meaning: Text)?
}

/// A seat as the join page lists it. The ids are for links that the team's own staff hand out.
public struct DoorSeat: Sendable {
    public let id: String
    public let seat: SeatID
    public let name: Text
    public let agencyID: String
    /// What the agency is called in addresses of the debrief.
    public let agencyInDebrief: String
    public let agency: Text
    public let letter: String
    public let hue: Int
    public let countryID: String
    public let country: Text
    public let pattern: String
}
