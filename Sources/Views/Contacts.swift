import Basics
import Engine
import Model

/// A contact with a person that is over, for who saw it and may flag what was wrong with it.
public struct ContactLine: Sendable {
    /// Which act of the run it is, counted from one; it stands in addresses.
    public let number: Int
    public let id: ItemID
    public let at: ExerciseTime
    public let act: Text
    /// The topic, the service or whatever else it was about.
    public let about: Text?
    public let person: Text
    public let seat: Text
    public let agency: Text
    /// What has been flagged of it so far.
    public let flagged: [NamedOption]
}

extension ControlView {
    /// The contacts that are over, the newest first.
    public func contacts(limit: Int = 40) -> [ContactLine] {
        state.bookings.indices.reversed().lazy.compactMap { contact(at: $0) }.prefix(limit).map { $0 }
    }

    /// A contact by its number.
    public func contact(numbered number: Int) -> ContactLine? {
        state.bookings.indices.contains(number - 1) ? contact(at: number - 1) : nil
    }

    /// What whoever is there may flag.
    public var flaggable: [NamedOption] {
        world.mistakes.values.filter(\.isFelt).map { NamedOption(id: $0.id, name: Text($0.name)) }
    }

    /// The number of an act's line, where it was a contact and something can be flagged in it.
    func flagNumber(at place: Int) -> Int? {
        guard world.mistakes.values.contains(where: \.isFelt),
            engine.contact(state.bookings[place].booking.id, in: state) != nil
        else { return nil }
        return place + 1
    }

    private func contact(at place: Int) -> ContactLine? {
        let record = state.bookings[place]
        let act = record.booking.act
        guard let contact = engine.contact(record.booking.id, in: state) else { return nil }
        return ContactLine(
            number: place + 1, id: record.booking.id, at: contact.at, act: Text(world.acts[act.type].name),
            about: act.topic.map { Text(world.topics[$0].name) }
                ?? act.service.map { Text(world.services[$0].name) },
            person: Text(scenario.persons[contact.person].name),
            seat: Text(scenario.seats[record.booking.seat].name),
            agency: Text(world.agencies[contact.agency].name),
            flagged: state.mistakes.filter { $0.value.contact == record.booking.id }.map {
                let mistake = world.mistakes[$0.value.mistake]
                return NamedOption(id: mistake.id, name: Text(mistake.name))
            })
    }
}
