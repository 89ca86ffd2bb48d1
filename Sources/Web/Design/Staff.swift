/// The wide page of control: the clock and the timetable across the top, seats on the left, the feed in the middle, the
/// inspector of what is chosen on the right. On smaller screens they stand one below the other.
package func controlDesk(top: Node, seats: Node, feed: Node, inspector: Node) -> Node {
    div(
        .class("control"),
        div(.class("control-top"), top),
        div(.class("control-seats"), seats),
        div(.class("control-feed"), feed),
        div(.class("control-inspector"), inspector))
}

/// A part of the control page with a head of its own.
package func pane(_ section: String, _ heading: String, actions: [Node] = [], _ parts: Node...) -> Node {
    element(
        "section",
        [
            .class("pane"), .id("section-" + section), .data("section", section),
            .aria("labelledby", "pane-" + section),
            div(
                .class("pane-head"), h2(.id("pane-" + section), .text(heading)),
                .when(!actions.isEmpty, div(.class("row"), .group(actions)))),
            div(.class("pane-body"), .id("pane-body-" + section), .group(parts)),
        ])
}

/// What a seat is doing now.
package enum Presence: String, Sendable { case idle, busy, stuck, empty }

/// The sign for it; the words stand in the line beside it.
package func presence(_ presence: Presence) -> Node {
    span(.class("presence"), .data("presence", presence.rawValue), .decorative)
}

/// One line of a list of seats, acts, people or facts that leads to its inspector.
package struct Line: Sendable {
    package var id: String
    package var address: String?
    package var mark: Node
    package var title: Node
    package var under: String
    package var end: Node
    package var signal: Signal
    package var isCurrent: Bool

    package init(
        id: String, address: String? = nil, mark: Node = .nothing, title: Node, under: String = "",
        end: Node = .nothing, signal: Signal = .none, isCurrent: Bool = false
    ) {
        self.id = id
        self.address = address
        self.mark = mark
        self.title = title
        self.under = under
        self.end = end
        self.signal = signal
        self.isCurrent = isCurrent
    }
}

package func lineList(_ lines: [Line]) -> Node {
    ul(
        .class("rows"),
        .each(lines) { line in
            let parts: [Node] = [
                .class("line"), .data("signal", line.signal.rawValue), .current(if: line.isCurrent, "true"),
                span(.class("line-mark"), line.mark),
                span(
                    .class("line-main"), span(line.title),
                    .when(!line.under.isEmpty, small(.text(line.under)))),
                span(.class("line-end"), line.end),
            ]
            return li(
                .id(line.id),
                line.address.map { element("a", [.href($0)] + parts) } ?? element("div", parts))
        })
}

/// A time of day for the start of a feed line.
package func feedTime(_ words: String) -> Node { span(.class("feed-when"), .text(words)) }

/// The large clock of control with the forms that steer it.
package func clockPanel(_ clock: Band.Clock, _ forms: Node...) -> Node {
    div(
        .class("clock-panel"), .id("clock-panel"),
        div(
            .class("clock-now"), .data("clock"), .data("ms", String(clock.millisecondsOfDay)),
            .data("speed", clock.speed), .data("running", clock.state == .running ? "yes" : "no"),
            .data("day", clock.day), .data("next-day", clock.nextDay),
            .data("exercise", String(clock.exerciseMilliseconds)),
            span(.class("quiet small"), .data("clock-day"), .text(clock.day)),
            time(.data("clock-time"), .text(timeOfDay(clock.millisecondsOfDay))),
            span(.class("small"), .text(clock.stateWords))),
        .group(forms))
}

/// One inject on the timetable.
package struct Slot: Sendable {
    package enum State: String, Sendable {
        case planned, due, fired
        /// Waits on a condition.
        case waits
        case held

        fileprivate var icon: Icon {
            switch self {
            case .planned: .clock
            case .due: .due
            case .fired: .done
            case .waits: .waiting
            case .held: .held
            }
        }
    }

    package var id: String
    package var address: String
    package var title: String
    /// "14:20" or "when the brick kiln is searched".
    package var when: String
    package var state: State
    /// "Fired", "Held".
    package var stateWords: String
    package var isCurrent: Bool

    package init(
        id: String, address: String, title: String, when: String, state: State, stateWords: String,
        isCurrent: Bool = false
    ) {
        self.id = id
        self.address = address
        self.title = title
        self.when = when
        self.state = state
        self.stateWords = stateWords
        self.isCurrent = isCurrent
    }
}

package func timetable(_ name: String, _ slots: [Slot]) -> Node {
    div(
        .class("timetable"), .id("timetable"), .tabindex(0), .role("region"), .aria("label", name),
        ol(
            .each(slots) { slot in
                li(
                    .id(slot.id),
                    a(
                        .class("slot"), .href(slot.address), .data("state", slot.state.rawValue),
                        .current(if: slot.isCurrent, "true"),
                        span(
                            .class("slot-when"), slot.state.icon.node, span(.text(slot.when)),
                            span(.class("unseen"), .text(slot.stateWords))),
                        span(.class("slot-title"), .text(slot.title))))
            }))
}
