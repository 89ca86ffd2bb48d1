import Basics
import Engine
import Model

extension ClockView {
    /// How the run stands, in one word. `stopped` is a pause that somebody asked for with STOP.
    public enum Condition: String, Hashable, Sendable { case ready, running, paused, stopped, ended }

    public var condition: Condition {
        switch phase {
        case .ready: .ready
        case .running: .running
        case .paused: stopped ? .stopped : .paused
        case .ended: .ended
        }
    }
}

extension SeatView {
    /// The handle of an item that lies in this seat's inbox, such as the answer that an act has just brought.
    public func handle(of item: ItemID) -> Handle? {
        state.seats[seat].inbox.contains { state.items[$0].item.id == item } ? key.handle(item) : nil
    }

    /// Whether this seat's agency knows the person, without looking further.
    public func knows(person handle: Handle) -> Bool { resolvePerson(handle) != nil }
}
