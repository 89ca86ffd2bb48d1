import Basics
import Texts
import Views

/// Moments of the exercise in words, on the viewer's clock.
package struct Times {
    let t: Tongue
    let clock: ClockView

    package init(_ t: Tongue, _ clock: ClockView) { (self.t, self.clock) = (t, clock) }

    /// "14:20", with the day in front when it is not today.
    package func exact(_ time: ExerciseTime) -> String {
        let moment = clock.moment(time)
        let hours = self.hours(time)
        return moment.dayNumber == clock.local.dayNumber ? hours : day(moment) + ", " + hours
    }

    /// "14:20", whatever day it is.
    func hours(_ time: ExerciseTime) -> String {
        let moment = clock.moment(time)
        return t.format.time(hour: moment.hour, minute: moment.minute)
    }

    func sameDay(_ first: ExerciseTime, _ second: ExerciseTime) -> Bool {
        clock.moment(first).dayNumber == clock.moment(second).dayNumber
    }

    /// "9 March 2027, 14:20", as it stands on paper.
    package func dated(_ time: ExerciseTime) -> String {
        let moment = clock.moment(time)
        return t.format.date(year: moment.year, month: moment.month, day: moment.day, style: .long) + ", "
            + t.format.time(hour: moment.hour, minute: moment.minute)
    }

    /// "20 minutes ago", "in 2 hours".
    package func relative(_ time: ExerciseTime) -> String {
        t.format.relative(minutes: time.minutes - clock.now.minutes)
    }

    /// "20 minutes ago · 14:20"; far away the exact time alone.
    package func both(_ time: ExerciseTime) -> String {
        isNear(time) ? relative(time) + " · " + exact(time) : exact(time)
    }

    private func isNear(_ time: ExerciseTime) -> Bool {
        abs(time.minutes - clock.now.minutes) < 12 * 60
    }

    /// How people say it, the exact time beside; asks for new words when these have grown old.
    package func moment(_ time: ExerciseTime) -> Node {
        let exact = exact(time)
        guard isNear(time) else { return span(.text(exact)) }
        return span(.text(exact), " ", span(.class("quiet nowrap"), .text("(" + relative(time) + ")")))
    }

    /// As it stands within a sentence: "Tue, 9 March", in Russian "вт, 9 марта"; with the year if it is another one.
    /// "9 Apr"; of another year than today's with the year.
    package func date(_ moment: Moment) -> String {
        t.format.date(
            year: moment.year, month: moment.month, day: moment.day,
            style: moment.year == clock.local.year ? .short : .long)
    }

    package func day(_ moment: Moment) -> String {
        day(moment, moment.year == clock.local.year ? .shortDay : .shortDayYear)
    }

    private func day(_ moment: Moment, _ style: LocalFormat.DateStyle) -> String {
        let day = t.format.date(year: moment.year, month: moment.month, day: moment.day, style: style)
        // Only English writes the names of days with a capital.
        return t.language == "en" ? day : day.prefix(1).lowercased() + day.dropFirst()
    }

    package var band: Band.Clock {
        let local = clock.local
        let tomorrow = Moment(minutesSinceEpoch: local.minutesSinceEpoch + 24 * 60)
        let perDay: Int64 = 86_400_000
        let sinceEpoch = Int64(clock.startMinutes) * 60_000 + clock.now.milliseconds
        return Band.Clock(
            // Time limits of the law and the end of papers are dates with a year: so is today.
            day: day(local, .shortDayYear).beginning, nextDay: day(tomorrow, .shortDayYear).beginning,
            millisecondsOfDay: ((sinceEpoch % perDay) + perDay) % perDay, speed: clock.speed,
            state: Band.Clock.State(clock.condition), stateWords: stateWords,
            exerciseMilliseconds: clock.now.milliseconds)
    }

    /// The same clock, and the country where it shows this.
    func band(of country: String?) -> Band.Clock {
        var clock = band
        guard let country else { return clock }
        clock.day += " · " + country
        clock.nextDay += " · " + country
        return clock
    }

    private var stateWords: String {
        switch clock.condition {
        case .ready: t(CommonText.ready)
        case .running:
            clock.speed == 1 ? t(CommonText.running) : t(CommonText.runningFast, count: clock.speed)
        case .paused: t(CommonText.paused)
        case .stopped: t(CommonText.stopped)
        case .ended: t(CommonText.ended)
        }
    }
}

extension Band.Clock.State {
    init(_ condition: ClockView.Condition) {
        switch condition {
        case .ready: self = .ready
        case .running: self = .running
        case .paused: self = .paused
        case .stopped: self = .stopped
        case .ended: self = .ended
        }
    }
}

extension String {
    /// With a capital, as it stands by itself.
    var beginning: String { prefix(1).uppercased() + dropFirst() }
    /// As it stands within a sentence; what begins with several capitals is a name by letters and stays.
    var within: String {
        dropFirst().first?.isUppercase == true ? self : prefix(1).lowercased() + dropFirst()
    }
}
