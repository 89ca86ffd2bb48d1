import Basics
import Testing

@Suite struct `The calendar` {
    @Test(arguments: [
        (Moment(year: 1970, month: 1, day: 1), 0, 4),
        (Moment(year: 1969, month: 12, day: 31), -1, 3),
        (Moment(year: 2000, month: 2, day: 29), 11_016, 2),
        (Moment(year: 2031, month: 6, day: 10), 22_440, 2),
        (Moment(year: 2100, month: 3, day: 1), 47_541, 1),
        (Moment(year: 1600, month: 3, day: 1), -135_080, 3),
    ])
    func `knows day number and weekday of dates from any almanac`(date: Moment, number: Int, weekday: Int) {
        #expect(date.dayNumber == number)
        #expect(date.weekday == weekday)
    }

    @Test func `has a leap day every four years, but not in 2100`() {
        #expect(Moment(year: 2028, month: 2, day: 29).exists)
        #expect(Moment(year: 2000, month: 2, day: 29).exists)
        #expect(!Moment(year: 2031, month: 2, day: 29).exists)
        #expect(!Moment(year: 2100, month: 2, day: 29).exists)
        #expect(!Moment(year: 2031, month: 4, day: 31).exists)
        #expect(!Moment(year: 2031, month: 13, day: 1).exists)
        #expect(!Moment(year: 2031, month: 1, day: 1, hour: 24).exists)
        #expect(!Moment(year: 2031, month: 1, day: 0).exists)
    }

    @Test func `turns minutes into dates and back over four hundred years`() {
        let first = Moment(year: 1832, month: 1, day: 1).minutesSinceEpoch
        let last = Moment(year: 2232, month: 1, day: 1).minutesSinceEpoch
        var before: Moment?
        for minutes in stride(from: first, through: last, by: 6 * 1440 + 787) {
            let moment = Moment(minutesSinceEpoch: minutes)
            #expect(moment.minutesSinceEpoch == minutes)
            #expect(moment.exists)
            if let before { #expect(before < moment) }
            before = moment
        }
    }

    @Test func `goes on to the next weekday with every day`() {
        for day in -1000...1000 {
            let today = Moment(minutesSinceEpoch: day * 1440).weekday
            #expect(Moment(minutesSinceEpoch: (day + 1) * 1440).weekday == today % 7 + 1)
        }
    }
}

@Suite struct `Office hours` {
    /// Tuesday; the Thursday of that week is a holiday.
    private let tuesday = Moment(year: 2031, month: 6, day: 10)
    private var hours: OfficeHours {
        OfficeHours(opens: 8 * 60, closes: 16 * 60, holidays: [tuesday.dayNumber + 2])
    }
    private func minute(_ day: Int, _ hour: Int, _ minute: Int = 0) -> Int {
        tuesday.minutesSinceEpoch + day * 1440 + hour * 60 + minute
    }

    @Test func `count only while the office is open`() {
        #expect(hours.end(of: 60, after: minute(0, 9)) == minute(0, 10))
        #expect(hours.end(of: 60, after: minute(0, 6)) == minute(0, 9))
        #expect(hours.end(of: 480, after: minute(0, 8)) == minute(0, 16))
    }

    @Test func `go on in the morning after`() {
        #expect(hours.end(of: 120, after: minute(0, 15)) == minute(1, 9))
        #expect(hours.end(of: 1, after: minute(0, 16)) == minute(1, 8, 1))
    }

    @Test func `leave out holidays and weekends`() {
        #expect(hours.end(of: 120, after: minute(1, 15)) == minute(3, 9))
        #expect(hours.end(of: 120, after: minute(3, 15)) == minute(6, 9))
        #expect(hours.isWorkingDay(tuesday.dayNumber))
        #expect(!hours.isWorkingDay(tuesday.dayNumber + 2))
        #expect(!hours.isWorkingDay(tuesday.dayNumber + 4))
    }

    @Test func `measure what they count`() {
        for start in stride(from: minute(-2, 0), to: minute(5, 0), by: 173) {
            for count in [1, 59, 480, 1000] {
                #expect(hours.minutes(from: start, to: hours.end(of: count, after: start)) == count)
            }
        }
        #expect(hours.minutes(from: minute(0, 12), to: minute(0, 9)) == 0)
    }

    @Test func `of an agency that never opens pass like any others`() {
        #expect(OfficeHours(weekdays: []).end(of: 30, after: 100) == 130)
    }
}
