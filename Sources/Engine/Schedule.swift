import Basics
import Model

/// What is due at a moment.
public enum DueThing: Hashable, Sendable {
    case booking(ItemID)
    case item(ItemID)
    case promise(ItemID)
    case rule(Int)
    case inject(InjectID)
    case followup(InjectID)
    case endex

    /// Things of one moment are played in this order, then in the order in which they were set.
    var rank: Int {
        switch self {
        case .booking: 0
        case .item, .promise: 1
        case .rule: 2
        case .inject: 3
        case .followup: 4
        case .endex: 5
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
