import Basics
import Model
import Texts
import Views

// The clock, and the injects on their band.
extension ControlDesk {
    /// The fictional clock as the band shows it.
    var clock: Band.Clock { Times(ctx.t, view.clock).band }

    /// The large clock and what steers it.
    var clockPart: Node {
        clockPanel(clock, .group(clockForms), composeLink, nextDue)
    }

    /// One key away on every page of control, as long as an inject can still arrive.
    var composeLink: Node {
        .when(
            view.clock.condition != .ended,
            a(
                .class("button"), .href(ask.choosing(.compose).address), .data("shortcut", "KeyN"),
                .aria("keyshortcuts", "Alt+N"), Icon.add.node, .text(t(.compose)),
                span(.class("shortcut"), .decorative, el("kbd", .text("Alt+N")))))
    }

    private var clockForms: [Node] {
        switch view.clock.condition {
        case .ready: [press(t(.start), .main, icon: .running, to: "/control/start"), speedForm]
        case .running:
            [
                press(t(.pause), .main, icon: .held, to: "/control/pause"), speedForm,
                .when(
                    view.nextDue != nil, press(t(.jump), icon: .jump, to: "/control/jump")),
                .when(
                    view.nextDue != nil,
                    press(t(.jumpInject), icon: .jump, to: "/control/jump/inject")),
                .when(
                    view.nextDue != nil, span(.class("quiet small"), .text(t(.jumpDifference)))),
                .when(view.nextDue != nil, jumpForm),
                endLink,
            ]
        // After STOP the way on stands with what has to be looked at first, and only there.
        case .stopped: [speedForm, endLink]
        case .paused:
            [press(t(.resume), .main, icon: .running, to: "/control/resume"), speedForm, endLink]
        case .ended: [buttonLink(t(.openDebrief), to: "/debrief", .main, icon: .chart)]
        }
    }

    /// On to a time of day: over a night, past a lunch.
    private var jumpForm: Node {
        form(
            .id(ControlDesk.jumpForm), .method("post"), .action("/control/jump/time"), .data("live"),
            hiddenField("command", ctx.command()), hiddenField("back", ask.address),
            hiddenField("form", ControlDesk.jumpForm),
            // A browser's own field for a time writes "09:00 AM" by its own language.
            input(
                .type("text"), .class("input input-time"), .id("jump-time"), .name("time"), .required,
                .aria("label", t(.jumpTime)),
                .value(typed("time", in: ControlDesk.jumpForm, else: typedTime)), .inputmode("numeric"),
                .maxlength(5),
                .autocomplete("off"), .attr("pattern", "([01]?[0-9]|2[0-3])[:. ]?[0-5][0-9]"),
                .hint(t(.jumpTimeHelp))),
            button(t(.jumpTo), icon: .jump),
            .with(echo?.form == ControlDesk.jumpForm ? echo : nil) { echo in
                .group([
                    notice(.due, echo.words),
                    // A day is not gone by a slip of the finger.
                    .when(
                        echo.mayGoOn,
                        button(t(.jumpNextDay), icon: .jump, name: "day", value: "next")),
                ])
            })
    }

    private static let jumpForm = "form-jump"

    /// The next full hour of the fictional clock.
    private var typedTime: String {
        ctx.t.format.time(hour: (view.clock.local.hour + 1) % 24, minute: 0)
    }

    private var nextDue: Node {
        .with(view.clock.condition == .running ? view.nextDue : nil) { due in
            span(
                .class("quiet small"), .text(t(.nextDue, ["away": away(due), "at": at(due)])),
                .data("stale-at", String(due.milliseconds)))
        }
    }

    /// Speeds that people choose; any from 1 to 60 is taken.
    private static let speeds = [1, 2, 5, 10, 20, 30, 60]

    private var speedForm: Node {
        let now = view.clock.speed
        let speeds =
            ControlDesk.speeds.contains(now) ? ControlDesk.speeds : (ControlDesk.speeds + [now]).sorted()
        return form(
            .id("form-speed"), .method("post"), .action("/control/speed"), .data("live"),
            hiddenField("command", ctx.command()), hiddenField("back", ask.address),
            select(
                .class("input input-short"), .id("speed"), .name("speed"), .aria("label", t(.speed)),
                .each(speeds) { speed in
                    option(
                        .value(String(speed)), .selected(if: speed == now),
                        .text(t(.speedTimes, count: speed)))
                }),
            button(t(.setSpeed)))
    }

    private var endLink: Node {
        dialogLink(t(.end), opens: "end-dialog", otherwise: "/control/end", .quiet, icon: .flag)
    }

    /// Asked before ENDEX; the page `/control/end` asks the same without script.
    var endDialog: Node {
        ctx.still {
            .when(
                view.clock.condition != .ended && view.clock.condition != .ready,
                confirmDialog(
                    id: "end-dialog", t(.endHeading), p(.text(t(.endWhat))), form: endForm,
                    cancel: ctx.t(CommonText.cancel)))
        }
    }

    var endForm: Node { press(t(.endNow), .grave, icon: .flag, to: "/control/end") }

    // MARK: - The timetable

    var timetablePart: Node {
        let injects = orderedInjects
        return .group([
            timetable(t(.timetable), injects.map(slot)),
            div(
                .class("pane-body"),
                fold(id: "timetable-table", t(.timetableAsTable), open: false, injectTable(injects))),
        ])
    }

    /// What is due next stands first; then what has no moment of its own; what has fired, the newest first.
    private var orderedInjects: [ControlInject] {
        func key(_ inject: ControlInject) -> (Int, Int64) {
            switch inject.standing {
            case .heldAndDue: (0, 0)
            case .due(let time), .held(.some(let time)): (1, time.milliseconds)
            case .held(nil): (2, 0)
            case .waitsOnCondition: (3, 0)
            case .follows, .spared, .byHand: (4, 0)
            case .fired(let time): (5, -time.milliseconds)
            case .cancelled: (6, 0)
            }
        }
        return view.injects.enumerated().sorted { left, right in
            let (first, second) = (key(left.element), key(right.element))
            return (first.0, first.1, left.offset) < (second.0, second.1, right.offset)
        }
        .map(\.element)
    }

    private func slot(_ inject: ControlInject) -> Slot {
        Slot(
            id: "slot-" + inject.id, address: ask.choosing(.inject(inject.id)).address,
            title: ctx.say(inject.title), when: standing(inject), state: slotState(inject),
            stateWords: "", isCurrent: ask.chosen == .inject(inject.id))
    }

    private func slotState(_ inject: ControlInject) -> Slot.State {
        switch inject.standing {
        case .fired, .cancelled: .fired
        case .due(let time): (time - view.clock.now).minutes < 30 ? .due : .planned
        case .held: .held
        case .heldAndDue: .due
        case .waitsOnCondition, .follows: .waits
        case .byHand, .spared: .planned
        }
    }

    /// "Fired 14:20", "Due 15:00, in 20 minutes".
    func standing(_ inject: ControlInject) -> String {
        switch inject.standing {
        case .fired(let time): t(.injectFired, ["at": at(time)])
        case .due(let time): t(.injectDue, ["at": at(time)])
        case .held(.some(let time)): t(.injectHeldUntil, ["at": at(time)])
        case .held(nil): t(.injectHeld)
        case .heldAndDue: t(.injectHeldAndDue)
        case .waitsOnCondition: t(.injectWaits)
        case .byHand: t(.injectByHand)
        case .spared(let title): t(.spared, ["title": ctx.say(title)])
        case .follows(let title, let minutes):
            t(.follows, ["title": ctx.say(title), "long": ctx.t.format.duration(minutes: minutes)])
        case .cancelled: t(.injectCancelled)
        }
    }

    private func injectTable(_ injects: [ControlInject]) -> Node {
        dataTable(
            t(.timetable),
            columns: [t(.columnInject), t(.columnWhen), t(.columnFor), t(.columnDo)],
            rows: injects.map { inject in
                [
                    a(.href(ask.choosing(.inject(inject.id)).address), .text(ctx.say(inject.title))),
                    .text(standing(inject)),
                    .text(ctx.t.format.list(inject.seats.map { ctx.say($0.name) })),
                    div(.class("row"), .group(injectButtons(inject))),
                ]
            })
    }

    /// What can be done with an inject at once.
    func injectButtons(_ inject: ControlInject) -> [Node] {
        let address = "/control/inject/" + inject.id
        let isPlayed = view.clock.condition != .ready && view.clock.condition != .ended
        let fire = press(t(.fireNow), icon: .send, to: address + "/fire")
        let hold = press(t(.hold), .quiet, icon: .held, to: address + "/hold")
        let release = press(t(.release), .quiet, icon: .running, to: address + "/release")
        switch inject.standing {
        case .fired, .cancelled: return []
        case .held, .heldAndDue: return isPlayed ? [fire, release] : [release]
        case .byHand, .follows, .spared: return isPlayed ? [fire] : []
        case .due, .waitsOnCondition: return isPlayed ? [fire, hold] : [hold]
        }
    }
}
