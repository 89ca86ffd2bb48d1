import Basics
import Model

/// Hours in which bots do nothing: whoever reads that a rehearsal found nobody should see why.
public struct BotRests: Hashable, Sendable {
    public let rest: DailyRest
    /// The seats that have it, by id; empty if all of the scenario have.
    public let seats: [String]
    /// How many of the case's minutes the rest takes, at the seat that rests longest.
    public let minutes: Int
    /// How many minutes the case has.
    public let length: Int
    /// Minutes for which the rest goes on that the case begins in, if it does.
    public let wakes: Int?

    /// One for each rest that seats have; none for seats whose bots never rest.
    public static func all(in scenario: Scenario) -> [BotRests] {
        var rests: [DailyRest] = []
        for rest in scenario.seats.values.compactMap(\.botsRest) where !rests.contains(rest) {
            rests.append(rest)
        }
        return rests.map { BotRests($0, scenario) }
    }

    private init(_ rest: DailyRest, _ scenario: Scenario) {
        let seats = scenario.seats.ids.filter { scenario.seats[$0].botsRest == rest }
        let times = seats.map { scenario.botRest(of: $0) }
        self.rest = rest
        self.seats = seats.count < scenario.seats.count ? seats.map { scenario.seats[$0].id } : []
        minutes = times.map(\.minutes).max() ?? 0
        length = scenario.length
        wakes = times.compactMap(\.wakes).max().map { min($0, scenario.length) }
    }
}
