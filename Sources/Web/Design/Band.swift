/// The thin band on every page: that this is an exercise, the time in it, whether it runs, whether the page is
/// connected, and STOP.
package struct Band: Sendable {
    /// What the fictional clock shows, and how a script keeps it going between two updates.
    package struct Clock: Sendable {
        package enum State: String, Sendable { case ready, running, paused, stopped, ended }

        /// The day in words, "Tue 9 March", and the one after it, for the moment midnight passes.
        package var day: String
        package var nextDay: String
        /// Milliseconds since midnight of that day, in the zone that is shown.
        package var millisecondsOfDay: Int64
        /// Exercise seconds in one wall second.
        package var speed: Int
        package var state: State
        /// "Running", "Running, 4 times as fast", "Paused".
        package var stateWords: String
        /// The exact moment for machines: milliseconds since STARTEX.
        package var exerciseMilliseconds: Int64

        package init(
            day: String, nextDay: String, millisecondsOfDay: Int64, speed: Int, state: State,
            stateWords: String,
            exerciseMilliseconds: Int64
        ) {
            self.day = day
            self.nextDay = nextDay
            self.millisecondsOfDay = millisecondsOfDay
            self.speed = speed
            self.state = state
            self.stateWords = stateWords
            self.exerciseMilliseconds = exerciseMilliseconds
        }
    }

    /// The button that stops the run at once.
    package struct Stop: Sendable {
        package var address: String
        /// "STOP"
        package var words: String
        /// What it does, for screen readers and as a hint: "Stop the exercise for everybody. No reason is asked."
        package var meaning: String
        package var command: String

        package init(
            address: String, words: String, meaning: String, command: String
        ) {
            self.address = address
            self.words = words
            self.meaning = meaning
            self.command = command
        }
    }

    /// "EXERCISE"
    package var exercise: String
    /// Who is sitting here: "Labour Inspectorate, Northland", "Control".
    package var who: String
    package var clock: Clock?
    /// "Connected" and "Connection lost, trying again"; nil for a page without a stream.
    package var connected: String?
    package var lost: String
    package var stop: Stop?

    package init(
        exercise: String, who: String, clock: Clock? = nil, connected: String? = nil, lost: String = "",
        stop: Stop? = nil
    ) {
        self.exercise = exercise
        self.who = who
        self.clock = clock
        self.connected = connected
        self.lost = lost
        self.stop = stop
    }
}

package func band(_ band: Band) -> Node {
    header(
        .class("band"),
        span(.class("band-exercise"), .text(band.exercise)),
        .when(!band.who.isEmpty, span(.class("band-who"), .text(band.who))),
        .with(band.clock, bandClock),
        .with(band.connected) { connected in
            span(
                .class("band-link"), .id("connection"), .data("link", "still"), .data("on", connected),
                .data("lost", band.lost), Icon.online.node(class: "icon-on"),
                Icon.offline.node(class: "icon-off"),
                span(.id("connection-words")))
        },
        .with(band.stop, stopForm))
}

private func bandClock(_ clock: Band.Clock) -> Node {
    div(
        .class("band-clock"), .id("band-clock"), .data("section", "clock"),
        clockTime(clock),
        span(
            .class("band-state"), .data("state", clock.state.rawValue), clock.state.icon.node,
            span(.text(clock.stateWords))))
}

/// Day and time of day. `clock.js` moves it on while the clock runs.
package func clockTime(_ clock: Band.Clock) -> Node {
    span(
        .class("clock-words"), .data("clock"), .data("ms", String(clock.millisecondsOfDay)),
        .data("speed", clock.speed),
        .data("running", clock.state == .running ? "yes" : "no"), .data("day", clock.day),
        .data("next-day", clock.nextDay), .data("exercise", String(clock.exerciseMilliseconds)),
        span(.class("band-day"), .data("clock-day"), .text(clock.day)), " ",
        span(.class("band-time"), .data("clock-time"), .text(timeOfDay(clock.millisecondsOfDay))))
}

/// One touch stops; without script, too.
private func stopForm(_ stop: Band.Stop) -> Node {
    form(
        .method("post"), .action(stop.address), .data("live"), hiddenField("command", stop.command),
        button(
            .type("submit"), .class("button button-stop"), .aria("label", stop.words + ". " + stop.meaning),
            .hint(stop.meaning), .text(stop.words)))
}

func timeOfDay(_ milliseconds: Int64) -> String {
    let minutes = (milliseconds / 60_000) % 1_440
    let hour = minutes / 60
    let minute = minutes % 60
    return (hour < 10 ? "0" : "") + String(hour) + ":" + (minute < 10 ? "0" : "") + String(minute)
}

extension Band.Clock.State {
    fileprivate var icon: Icon {
        switch self {
        case .ready: .clock
        case .running: .running
        case .paused: .held
        case .stopped: .stop
        case .ended: .done
        }
    }
}
