import Basics
import Model

/// What `rehearse` says of the hours in which bots do nothing: whoever reads that nobody was found should see why.
public enum BotRests {
    /// A line for each rest that seats have; none for seats whose bots never rest.
    public static func lines(_ scenario: Scenario) -> [String] {
        var rests: [DailyRest] = []
        for rest in scenario.seats.values.compactMap(\.botsRest) where !rests.contains(rest) {
            rests.append(rest)
        }
        return rests.map { line($0, scenario) }
    }

    private static func line(_ rest: DailyRest, _ scenario: Scenario) -> String {
        let seats = scenario.seats.ids.filter { scenario.seats[$0].botsRest == rest }
        let times = seats.map { scenario.botRest(of: $0) }
        var line = "bots rest \(clock(rest.from))-\(clock(rest.until)) on their own clock"
        if seats.count < scenario.seats.count {
            line += " at " + seats.map { scenario.seats[$0].id }.joined(separator: ", ")
        }
        line += ": \(times.map(\.minutes).max() ?? 0) of the \(scenario.length) minutes of the case"
        if let wakes = times.compactMap(\.wakes).max() {
            line +=
                "; the case begins in this rest, which lasts for its first \(min(wakes, scenario.length)) minutes"
        }
        return line
    }

    private static func clock(_ minute: Int) -> String {
        let (hour, rest) = minute.quotientAndRemainder(dividingBy: 60)
        return (hour < 10 ? "0" : "") + "\(hour):" + (rest < 10 ? "0" : "") + "\(rest)"
    }
}
