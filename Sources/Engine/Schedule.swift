import Basics
import Model

/// What is due at a moment.
public enum DueThing: Hashable, Sendable {
    case booking(ItemID)
    case item(ItemID)
    /// The hour at which an order takes effect.
    case order(ItemID)
    case orderOver(ItemID)
    case promise(ItemID)
    case rule(Int)
    case inject(InjectID)
    case followup(InjectID)
    /// Something that leaked comes to a network's ears.
    case leak(NetworkID, LeakID, ItemID)
    case phase(NetworkID, PhaseID)
    /// A move comes onto the calendar.
    case wake(NetworkID, MoveID)
    /// The move that is going on comes to its end.
    case move(NetworkID)
    case operation(ItemID)
    case endex

    /// Things of one moment are played in this order, then in the order in which they were set.
    var rank: Int {
        switch self {
        case .booking: 0
        case .item, .promise: 1
        case .order, .orderOver: 2
        case .rule: 3
        case .inject: 4
        case .followup: 5
        case .leak: 6
        case .phase, .wake: 7
        case .move: 8
        case .operation: 9
        case .endex: 10
        }
    }
}

/// Dated things, latest first, so that the next one is the last of the array.
struct Schedule: Equatable, Sendable {
    struct Entry: Equatable, Sendable {
        let time: ExerciseTime
        let order: Int
        let thing: DueThing
    }
    private(set) var entries: [Entry] = []
    private var made = 0

    mutating func add(_ thing: DueThing, at time: ExerciseTime) {
        made += 1
        let entry = Entry(time: time, order: made, thing: thing)
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(entry, entries[middle]) { low = middle + 1 } else { high = middle }
        }
        entries.insert(entry, at: low)
    }

    mutating func remove(_ thing: DueThing) {
        if let place = entries.lastIndex(where: { $0.thing == thing }) { entries.remove(at: place) }
    }

    var next: Entry? { entries.last }

    private func isBefore(_ left: Entry, _ right: Entry) -> Bool {
        (left.time, left.thing.rank, left.order) < (right.time, right.thing.rank, right.order)
    }
}
