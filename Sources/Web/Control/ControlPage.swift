import Basics
import Model
import Roster
import Texts
import Views

extension ControlDesk {
    /// `/control`: the clock and the timetable, the seats, the feed, and the inspector of what is chosen.
    package func page(stream: String?) -> PageParts {
        PageParts(
            shell(t(.title), at: "/control", stream: stream),
            .group([
                ctx.still { h1(.class("unseen"), .text(t(.title))) },
                div(
                    .class(ask.chosen == .nothing ? "control" : "control control-chosen"),
                    div(.class("control-top stack"), top),
                    div(.class("control-seats"), seatsPane),
                    div(.class("control-feed"), feedPane),
                    div(.class("control-inspector stack"), inspectorPane)),
                endDialog,
            ]))
    }

    /// The frame of every page of control.
    func shell(_ title: String, at address: String, stream: String?) -> Shell {
        var shell = ctx.shell(title, .control)
        shell.stream = stream
        shell.band = Band(
            exercise: ctx.t(CommonText.exercise), who: t(.title), clock: clock,
            connected: stream == nil ? nil : ctx.t(CommonText.connected),
            lost: ctx.t(CommonText.disconnected), stop: ctx.stop(view.clock))
        let waiting = view.questions.count + view.consentQuestions.count + office.openBreaks.count
        shell.places = [
            Place(
                icon: .list, name: t(.placeDesk), address: "/control", isCurrent: address == "/control",
                count: waiting, countWords: t(.waitingCount, count: waiting)),
            place(.fact, .placeFacts, "/control/facts", address),
            place(.people, .placePeople, "/control/people", address),
            Place(
                icon: .breach, name: ctx.t(ProcedureText.placeMistakes), address: "/control/mistakes",
                isCurrent: address == "/control/mistakes"),
            Place(
                icon: .warning, name: ctx.t(NetworkText.place), address: "/control/networks",
                isCurrent: address == "/control/networks"),
        ]
        if view.hasOperations {
            shell.places.append(
                Place(
                    icon: .flag, name: ctx.t(OperationText.title), address: "/control/operations",
                    isCurrent: address == "/control/operations"))
        }
        shell.places += [
            place(.qr, .placeDoors, "/control/doors", address),
            place(.chart, .placeDebrief, "/debrief", address),
        ]
        return shell
    }

    private func place(_ icon: Icon, _ name: ControlText, _ to: String, _ here: String) -> Place {
        Place(icon: icon, name: t(name), address: to, isCurrent: to == here)
    }

    // MARK: Across the top

    private var top: Node {
        guard ctx.asked?.contains("now") ?? true else { return .nothing }
        return .group([
            div(
                .class("stack"), .id("control-said"), .data("section", "now"),
                stoppedNotice, refusedNotice, breakNotices, roleNotices, consentNotices, questionNotices,
                heavySeatNotices, retentionNotice),
            section(
                .class("pane"), .id("pane-time"), .data("section", "now"),
                .aria("label", t(.clockAndTimetable)),
                div(clockPart, timetablePart)),
        ])
    }

    private var stoppedNotice: Node {
        .when(
            view.clock.condition == .stopped,
            notice(
                .breach, t(.stoppedHeading), p(.text(t(.stoppedWhat))),
                .when(office.isHalted, p(strong(.text(t(.stoppedUnwritten))))),
                div(.class("row"), press(t(.resumeAfterStop), .main, icon: .running, to: "/control/resume"))))
    }

    private var refusedNotice: Node {
        .with(echo) { .when($0.form.isEmpty, notice(.due, $0.words)) }
    }

    /// Said when half of what a seat may write is gone, long before anything is refused.
    private var heavySeatNotices: Node {
        .each(office.heavySeats) { heavy in
            let name = ctx.say(view.seats.first { $0.id == heavy.seat }?.name)
            return notice(
                .due, t(.heavySeatHeading, ["seat": name]),
                p(.text(t(heavy.isSpent ? .heavySeatSpent : .heavySeatWhat))),
                p(
                    .class("link-line"),
                    a(.href(ControlAsk(.seat(heavy.seat)).address), .text(t(.heavySeatLook)))))
        }
    }

    /// Nothing is erased by itself, and nothing stays unsaid.
    private var retentionNotice: Node {
        .when(
            office.pastRetention > 0,
            notice(
                .due, icon: .calendar, t(.retentionHeading),
                p(.text(t(.retentionOver, count: office.pastRetention))),
                p(.class("quiet small"), .text(t(.retentionWhat)))))
    }

    private var breakNotices: Node {
        .each(office.openBreaks) { asked in
            let person = office.people.first { $0.number == asked.participant }
            let minutes = office.minutes(since: asked.askedMs)
            // The page may be on the wall: who it is, is said to who asks.
            return notice(
                .waiting, icon: .rest, t(.somebodyBreak),
                p(.text(t(.breakWhat, ["when": ctx.t.format.relative(minutes: -minutes)]))),
                details(
                    .class("break-who"), .id("break-\(asked.number)"), summary(.text(t(.whoIsIt))),
                    p(strong(.text(person.map { name($0) } ?? t(.somebody))))),
                div(
                    .class("row"),
                    press(t(.breakDone), icon: .rest, to: "/control/break/\(asked.number)/resolve")))
        }
    }

    /// Only control's pages show names; the seat stands beside.
    private func name(_ person: Participant) -> String {
        guard case .seat(let id) = person.role, let seat = view.seats.first(where: { $0.id == id }) else {
            return person.name
        }
        return person.name + ", " + ctx.say(seat.name)
    }

    private var questionNotices: Node {
        .each(view.questions) { question in
            let player = office.player(of: question.personID)
            return notice(
                player == nil ? .due : .waiting, t(.questionHeading, ["person": ctx.say(question.person)]),
                p(
                    .text(
                        t(
                            .questionWhat,
                            ["seat": ctx.say(question.seat), "topic": ctx.say(question.topic)]))),
                p(.class("quiet small"), .text(t(.questionUntil, ["when": at(question.until)]))),
                .with(player) { p(.text(ctx.t(RoleText.playerAnswers, ["who": $0.name]))) },
                div(
                    .class("row"),
                    buttonLink(
                        t(.answerQuestion), to: ask.choosing(.question(question.id.text)).address, .main,
                        icon: .talk)))
        }
    }
}

// MARK: - Ending without script

extension ControlDesk {
    /// `/control/end`: asks before ENDEX.
    package func endPage() -> PageParts {
        PageParts(
            shell(t(.endHeading), at: "/control/end", stream: nil),
            div(
                .class("center stack"), pageHead(t(.endHeading)), p(.text(t(.endWhat))),
                div(
                    .class("row"), endForm,
                    buttonLink(ctx.t(CommonText.cancel), to: "/control", .quiet))))
    }
}
