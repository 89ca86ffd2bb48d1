/// A date and time of day in the fictional region: plain integers, proleptic Gregorian, no summer time.
public struct Moment: Hashable, Comparable, Sendable {
    public let year: Int, month: Int, day: Int, hour: Int, minute: Int

    public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0) {
        (self.year, self.month, self.day, self.hour, self.minute) = (year, month, day, hour, minute)
    }

    /// Counts minutes from 1970-01-01 00:00 in the same zone.
    public init(minutesSinceEpoch minutes: Int) {
        let days = floorDivide(minutes, 1440)
        let rest = minutes - days * 1440
        let date = civilDate(daysSinceEpoch: days)
        self.init(year: date.year, month: date.month, day: date.day, hour: rest / 60, minute: rest % 60)
    }

    public var minutesSinceEpoch: Int {
        daysSinceEpoch(year: year, month: month, day: day) * 1440 + hour * 60 + minute
    }

    public var dayNumber: Int { daysSinceEpoch(year: year, month: month, day: day) }

    /// 1 is Monday, 7 is Sunday.
    public var weekday: Int { floorModulo(dayNumber + 3, 7) + 1 }

    public static func < (left: Moment, right: Moment) -> Bool {
        left.minutesSinceEpoch < right.minutesSinceEpoch
    }

    /// Whether the numbers name a day that exists.
    public var exists: Bool {
        (1...12).contains(month) && (0...23).contains(hour) && (0...59).contains(minute)
            && day >= 1 && Moment(minutesSinceEpoch: minutesSinceEpoch) == self
    }
}

/// Working week, office hours and holidays of an agency or country. Hours are minutes after midnight.
public struct OfficeHours: Hashable, Sendable {
    public var weekdays: [Int]
    public var opens: Int
    public var closes: Int
    public var holidays: [Int]

    /// - Parameter holidays: day numbers (`Moment.dayNumber`), sorted.
    public init(
        weekdays: [Int] = [1, 2, 3, 4, 5], opens: Int = 540, closes: Int = 1080, holidays: [Int] = []
    ) {
        (self.weekdays, self.opens, self.closes, self.holidays) = (weekdays, opens, closes, holidays)
    }

    public func isWorkingDay(_ dayNumber: Int) -> Bool {
        weekdays.contains(floorModulo(dayNumber + 3, 7) + 1) && !holidays.contains(dayNumber)
    }

    /// The minute (since the epoch, local) at which `count` office minutes after `start` have passed.
    public func end(of count: Int, after start: Int) -> Int {
        guard opens < closes, !weekdays.isEmpty else { return start + count }
        var left = count
        var day = floorDivide(start, 1440)
        var now = start - day * 1440
        while true {
            if isWorkingDay(day), now < closes {
                let from = max(now, opens)
                if left <= closes - from { return day * 1440 + from + left }
                left -= closes - from
            }
            day += 1
            now = 0
        }
    }

    /// How many office minutes lie between two local minutes.
    public func minutes(from start: Int, to end: Int) -> Int {
        guard start < end else { return 0 }
        var total = 0
        for day in floorDivide(start, 1440)...floorDivide(end, 1440) where isWorkingDay(day) {
            let from = max(start, day * 1440 + opens)
            let to = min(end, day * 1440 + closes)
            total += max(0, to - from)
        }
        return total
    }
}

func floorDivide(_ value: Int, _ by: Int) -> Int {
    value >= 0 ? value / by : -((-value + by - 1) / by)
}

func floorModulo(_ value: Int, _ by: Int) -> Int { value - floorDivide(value, by) * by }

/// Days from 1970-01-01 of a proleptic Gregorian date, counted in 400-year eras that begin in March.
func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = floorDivide(shifted, 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
}

func civilDate(daysSinceEpoch days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
}
