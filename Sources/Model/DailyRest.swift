import Basics

/// The hours of each day in which bots do nothing, on their own clock. They may go over midnight.
public struct DailyRest: Hashable, Sendable {
    /// Minutes after midnight, 0 to 1439; never the same.
    public var from: Int, until: Int

    public init(from: Int, until: Int) { (self.from, self.until) = (from, until) }

    /// Where a pack says nothing: people who work by day.
    public static let usual = DailyRest(from: 22 * 60, until: 7 * 60)

    public func contains(_ minute: Int) -> Bool {
        from < until ? (from..<until).contains(minute) : minute >= from || minute < until
    }

    /// Minutes from a minute of the day until the rest begins, 0 to 1439.
    public func minutesToBegin(from minute: Int) -> Int { (from - minute + 1440) % 1440 }

    /// Minutes from a minute of the day until the rest is over, 0 to 1439.
    public func minutesToEnd(from minute: Int) -> Int { (until - minute + 1440) % 1440 }
}

extension Scenario {
    /// When the bot of a seat rests in the exercise, as minutes after STARTEX.
    public struct BotRest: Hashable, Sendable {
        /// Minutes of the exercise, all rests together.
        public var minutes = 0
        /// Where the exercise begins in a rest: when that is over. Later than ENDEX if it lasts that long.
        public var wakes: Int?
    }

    public func botRest(of seat: SeatID) -> BotRest {
        var found = BotRest()
        guard let rest = seats[seat].botsRest else { return found }
        let first = minuteOfDay(of: seat)
        if rest.contains(first) { found.wakes = rest.minutesToEnd(from: first) }
        found.minutes = (0..<length).count { rest.contains((first + $0) % 1440) }
        return found
    }

    /// The minute of the day at STARTEX on the clock of a seat.
    private func minuteOfDay(of seat: SeatID) -> Int {
        let zone = world.countries[world.agencies[seats[seat].agency].country].zone
        let minute = start.hour * 60 + start.minute - world.zone + zone
        return ((minute % 1440) + 1440) % 1440
    }
}
