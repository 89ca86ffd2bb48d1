import Basics
import Model

/// Decisions are written to those whom the pack names, and to nobody else.
extension Decider {
    mutating func notify(_ act: Act, _ type: ActType, by seat: SeatID, _ booking: ItemID) {
        guard !type.notices.isEmpty else { return }
        let act = engine.meant(act, in: state)
        let agency = state.seats[seat].agency
        let scope = scope(for: act, by: agency)
        for notice in type.notices where holds(notice.when, scope) {
            let agencies = world.agencies.ids.filter { other in
                other != agency
                    && (notice.names(other, for: agency, in: world)
                        || notice.toInvolved
                            && act.person.map { isInvolved(other, with: $0, besides: agency) } ?? false)
            }
            let seats = agencies.flatMap { engine.index.seatsOf[$0] }
            if seats.isEmpty, !notice.toPerson || act.person == nil { continue }
            emit(
                .itemSent(
                    Item(
                        id: newID(), body: .notice(of: booking, notice: notice.id), seats: seats,
                        sender: seat, persons: act.person.map { [$0] } ?? [])))
        }
    }

    /// It has marked the person, has referred them to who decides, or has them in a service of its own.
    private func isInvolved(_ other: AgencyID, with person: PersonID, besides agency: AgencyID) -> Bool {
        if state.agencies[other].marked[person] != .unknown { return true }
        if let service = state.persons[person].service, world.services[service].agency == other {
            return true
        }
        return state.items.contains { record in
            guard case .referred(let referral) = record.item.body else { return false }
            return referral.person == person && referral.from == other
                && world.services[referral.service].agency == agency
        }
    }
}

extension Engine {
    /// Whoever answers an asking for an order means whom and where it is about.
    func meant(_ act: Act, in state: State) -> Act {
        guard case .order(let request)? = act.item.flatMap({ state.item($0) })?.item.body else { return act }
        var act = act
        act.person = act.person ?? request.person
        act.place = act.place ?? request.place
        return act
    }

    /// The notice that an item carries, with the act by which the decision was taken.
    public func notice(_ item: Item, in state: State) -> (notice: DecisionNotice, booking: Booking)? {
        guard case .notice(let of, let id) = item.body, let booking = state.booking(of)?.booking,
            let notice = scenario.world.acts[booking.act.type].notices.first(where: { $0.id == id })
        else { return nil }
        return (notice, booking)
    }
}

/// What an agency was told of a decision about somebody: how they were marked, by whom, and when.
public struct Told: Hashable, Sendable {
    public let person: PersonID
    public let by: AgencyID
    public let status: PersonStatus
    public let at: ExerciseTime
}

extension State {
    /// Whoever reads the notice of a mark knows it from then on.
    mutating func hear(_ record: ItemRecord, by agency: AgencyID) {
        guard case .notice(let of, _) = record.item.body, let booking = booking(of)?.booking,
            let person = booking.act.person, let status = booking.act.status
        else { return }
        agencies[agency].told.removeAll { $0.person == person }
        agencies[agency].told.append(
            Told(
                person: person, by: seats[booking.seat].agency, status: status, at: record.sentAt))
    }
}
