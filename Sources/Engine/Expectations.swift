import Basics
import Model

extension Engine {
    /// What an inject that has come expects of those who have it has been done since.
    public func isMet(_ id: InjectID, in state: State) -> Bool {
        guard let expected = scenario.injects[id].expects else { return false }
        let seats = state.injects[id].seats ?? scenario.injects[id].seats
        return state.bookings[state.injects[id].actsBefore...].contains { record in
            seats.contains(record.booking.seat) && expected.acts.contains(record.booking.act.type)
                && (expected.with.map { with in
                    record.booking.act.agency == with || record.booking.act.agencies.contains(with)
                } ?? true)
        }
    }
}
