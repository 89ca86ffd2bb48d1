import Basics
import Engine
import Model

extension SeatView {
    /// The person has a guardian, as far as our agency knows: it appointed one, or has read that another agency did.
    func knowsGuardian(of person: PersonID) -> Bool {
        guard state.persons[person].has(.guardian) else { return false }
        let isOurs = state.bookings.contains { record in
            record.completedAt != nil && appoints(record.booking, person)
                && state.seats[record.booking.seat].agency == agency
        }
        return isOurs
            || state.items.contains { record in
                guard case .notice(let of, _) = record.item.body,
                    record.opened.contains(where: { state.seats[$0.seat].agency == agency })
                else { return false }
                return state.booking(of).map { appoints($0.booking, person) } ?? false
            }
    }

    private func appoints(_ booking: Booking, _ person: PersonID) -> Bool {
        booking.act.person == person && world.acts[booking.act.type].verb == .appoint
    }
}
