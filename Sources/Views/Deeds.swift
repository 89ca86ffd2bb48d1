import Basics
import Engine
import Model

/// Something that our agency has done, for its own story: what, about whom or where, with whom, and how far it is.
public struct CaseDeed: Hashable, Sendable {
    public let act: Text
    /// The seat of ours that did it.
    public let seat: Text
    public let at: ExerciseTime
    /// Whom it concerns, as our agency knows the person.
    public let person: Option?
    /// Where, if it concerns no person.
    public let place: Text?
    public let topic: Text?
    public let service: Text?
    /// The agencies and seats to which it goes.
    public let to: [Text]
    /// What was told; only facts that our agency knows.
    public let facts: [Option]
    public let isDone: Bool
    /// When it is or was carried out.
    public let due: ExerciseTime
    /// What it brought, where that lies in this seat's inbox.
    public let result: Handle?
}

extension SeatView {
    /// What our agency has done, oldest first. Marks, decisions and signed forms are told of elsewhere.
    public var deeds: [CaseDeed] {
        let brought = state.seats[seat].inbox.compactMap { place -> (booking: ItemID, item: ItemID)? in
            guard case .result(let booking, _) = state.items[place].item.body else { return nil }
            return (booking, state.items[place].item.id)
        }
        return state.bookings.compactMap { record in
            let booking = record.booking
            guard state.seats[booking.seat].agency == agency, world.acts[booking.act.type].verb.isToldAsDeed
            else { return nil }
            let result = brought.last { $0.booking == booking.id }
            return deed(record, result: result.map { key.handle($0.item) })
        }
    }

    private func deed(_ record: BookingRecord, result: Handle?) -> CaseDeed {
        let act = record.booking.act
        return CaseDeed(
            act: Text(world.acts[act.type].name), seat: Text(scenario.seats[record.booking.seat].name),
            at: record.startedAt, person: act.person.map(personOption),
            place: act.person == nil ? world.sites(of: act) : nil,
            topic: act.topic.map { Text(world.topics[$0].name) },
            service: act.service.map { Text(world.services[$0].name) }, to: recipients(of: act),
            facts: world.acts[act.type].verb == .share
                ? act.facts.filter { state.knows(agency, $0) }.map {
                    Option(handle: key.handle($0, .fact), name: Text(scenario.facts[$0].text))
                } : [],
            isDone: record.completedAt != nil, due: record.booking.due, result: result)
    }

    /// To whom an act of ours goes: whoever is named in it, and whoever asked what it answers.
    func recipients(of act: Act) -> [Text] {
        var to =
            act.agencies.map { Text(world.agencies[$0].name) }
            + act.seats.map { Text(scenario.seats[$0].name) }
        if let agency = act.agency { to.append(Text(world.agencies[agency].name)) }
        if let asker = act.item.flatMap({ state.item($0) })?.item.sender {
            to.append(Text(world.agencies[state.seats[asker].agency].name))
        }
        return to
    }
}
