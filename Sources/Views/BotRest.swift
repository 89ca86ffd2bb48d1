import Basics
import Engine
import Model

extension Engine {
    /// When the rest of a bot at this seat is over; nil if it is awake.
    func botRestsUntil(_ seat: SeatID, at now: ExerciseTime) -> ExerciseTime? {
        let minute = minuteOfDay(now, for: seat)
        guard let rest = scenario.seats[seat].botsRest, rest.contains(minute) else { return nil }
        return now.after(minutes: rest.minutesToEnd(from: minute))
    }

    /// Minute of the day on the seat's own clock.
    func minuteOfDay(_ now: ExerciseTime, for seat: SeatID) -> Int {
        let agency = scenario.world.agencies[scenario.seats[seat].agency]
        let local = localMinutes(now, zone: scenario.world.countries[agency.country].zone)
        return ((local % 1440) + 1440) % 1440
    }
}

extension SeatMode {
    var isBot: Bool { if case .bot = self { true } else { false } }
}
