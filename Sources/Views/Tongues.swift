import Basics
import Engine
import Model

extension SeatView {
    /// The languages of somebody with whom our agency has talked; none of anybody else, for nobody has heard them yet.
    public func tonguesHeard(of handle: Handle) -> [Text] {
        guard let id = resolvePerson(handle), person(handle) != nil else { return [] }
        let hasTalked = state.bookings.contains { record in
            record.completedAt != nil && record.booking.act.person == id
                && engine.scenario.world.acts[record.booking.act.type].verb == .talk
                && state.seats[record.booking.seat].agency == agency
        }
        return hasTalked ? engine.tongues(of: id) : []
    }
}
