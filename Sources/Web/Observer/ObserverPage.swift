import Basics
import Model
import Roster
import Texts
import Views

/// What an observer reads: the objectives, who sits where, what has happened. One column, for a phone in one hand.
package struct ObserverPage {
    let ctx: PageContext
    let view: ObserverView
    /// The agency whose lines are shown, as the debrief calls it; nil for all.
    let agency: String?

    package init(ctx: PageContext, view: ObserverView, agency: String?) {
        (self.ctx, self.view, self.agency) = (ctx, view, agency)
    }

    private func t(_ text: ObserverText, count: Int) -> String { ctx.t(text, count: count) }
    private func t(_ text: ObserverText) -> String { ctx.t(text) }

    /// `/observe`.
    package func page(stream: String) -> PageParts {
        PageParts(
            shell(stream: stream),
            div(
                .class("center stack-wide"),
                ctx.still {
                    .group([
                        pageHead(
                            ctx.say(view.title), under: p(.class("quiet"), .text(t(.what))),
                            actions: [buttonLink(t(.flagSomething), to: "/observe/talks", icon: .flag)]
                                + (hasEnded
                                    ? [buttonLink(t(.openDebrief), to: "/debrief", icon: .chart)] : [])),
                        objectives,
                    ])
                },
                ctx.live("now", id: "observed") { div(.class("stack-wide"), happened, seats) },
                ctx.still { own }))
    }

    private var hasEnded: Bool { view.clock.condition == .ended }

    /// - Parameter isTalks: the page belongs to the talks, and not to the run.
    func shell(stream: String?, isTalks: Bool = false) -> Shell {
        var shell = ctx.shell(t(.title), .observer)
        shell.stream = stream
        var band = ctx.band(who: t(.title))
        band.connected = ctx.t(CommonText.connected)
        band.lost = ctx.t(CommonText.disconnected)
        shell.band = band
        shell.places = [
            Place(icon: .seen, name: t(.place), address: "/observe", isCurrent: !isTalks),
            Place(icon: .talk, name: t(.talks), address: "/observe/talks", isCurrent: isTalks),
            Place(icon: .chart, name: ctx.t(ControlText.placeDebrief), address: "/debrief"),
        ]
        return shell
    }

    private var objectives: Node {
        fold(
            id: "objectives", t(.objectives),
            view.objectives.isEmpty
                ? p(.class("quiet"), .text(t(.objectivesNone)))
                : ul(.each(view.objectives) { li(.text(ctx.say($0))) }))
    }

    // MARK: Who sits where

    private var seats: Node {
        section(
            .class("stack"), .id("seats"), .aria("labelledby", "seats-name"),
            h2(.id("seats-name"), .text(t(.seats))),
            lineList(
                view.seats.map { seat in
                    Line(
                        id: "seat-\(seat.place)", address: "/observe?agency=" + seat.agencyID,
                        mark: agencyMark(Looks.mark(seat.letter, hue: seat.hue)),
                        title: .text(ctx.say(seat.name)),
                        under: [ctx.say(seat.agency), ctx.say(seat.country), doing(seat)]
                            .filter { !$0.isEmpty }.joined(separator: " · "))
                }))
    }

    var times: Times { Times(ctx.t, view.clock) }

    private func doing(_ seat: ObservedSeat) -> String {
        if let until = seat.busyUntil, !hasEnded {
            return ctx.t(ControlText.busyUntil, ["at": times.exact(until)])
        }
        guard let last = seat.lastAct else { return seat.acts == 0 ? ctx.t(ControlText.noActYet) : "" }
        return t(.actsSoFar, count: seat.acts) + ", " + times.exact(last)
    }

    // MARK: What has happened

    private var happened: Node {
        let lines = view.happenings(of: agency)
        return section(
            .class("stack"), .id("happened"), .aria("labelledby", "happened-name"),
            h2(.id("happened-name"), .text(t(.happened))), filter,
            lines.isEmpty
                ? emptyState(.list, t(.nothingYet), t(.nothingYetWhat))
                : lineList(lines.enumerated().map { line($0.element, at: $0.offset) }))
    }

    private var filter: Node {
        form(
            .class("row"), .id("observed-agency"), .method("get"), .action("/observe"),
            label(.for("observed-agency-select"), .text(ctx.t(ControlText.agency))),
            select(
                .class("input input-short"), .id("observed-agency-select"), .name("agency"),
                option(.value(""), .selected(if: agency == nil), .text(ctx.t(ControlText.allAgencies))),
                .each(view.agencies) { one in
                    option(.value(one.id), .selected(if: agency == one.id), .text(ctx.say(one.name)))
                }),
            button(ctx.t(ControlText.show), .quiet, icon: .filter))
    }

    private func line(_ happening: Happening, at place: Int) -> Line {
        let (title, under, signal) = words(happening)
        return Line(
            id: "happened-\(place)", address: happening.contact.map { "/observe/flag/\($0)" },
            mark: feedTime(times.exact(happening.time)), title: .text(title),
            under: under.filter { !$0.isEmpty }.joined(separator: " · "),
            end: .when(happening.contact != nil, chip(t(.flag), icon: .flag)), signal: signal)
    }

    private func words(_ happening: Happening) -> (String, [String], Signal) {
        let (text, subject) = (ctx.say(happening.text), ctx.say(happening.subject))
        let seat = ctx.say(happening.seat)
        let article = ctx.say(happening.article)
        switch happening.kind {
        case .act: return (text, [seat, subject.isEmpty ? to(happening) : subject, facts(happening)], .none)
        case .breach:
            return (
                ctx.t(ControlText.breachOf, ["rule": happening.rule]),
                happening.says.map { ctx.say($0) } + [article, subject, seat.isEmpty ? text : seat], .breach
            )
        case .deviation:
            return (
                ctx.t(ControlText.deviationFrom, ["rule": happening.rule]),
                happening.says.map { ctx.say($0) } + [article, subject, seat.isEmpty ? text : seat], .due
            )
        case .mistake:
            return (
                ctx.t(ProcedureText.mistakeLine, ["id": happening.rule, "name": text]),
                [article, subject, ctx.say(happening.agency), inTalk(happening)], .breach
            )
        case .inject: return (text, [ctx.t(ControlText.injectArrived), to(happening)], .new)
        case .notice: return (ctx.noticeLine(happening.text, nil), [subject, to(happening), seat], .none)
        case .improvised: return (text, [ctx.t(ControlText.madeUp), to(happening)], .new)
        case .mark(let status):
            let word = status == .unknown ? ctx.t(ControlText.statusUnknown) : ctx.name(of: status)
            return (ctx.t(ControlText.markedAs, ["person": text, "status": word]), [seat], .done)
        case .operation(let moment):
            return (
                ctx.words(moment, of: text, gate: subject), [seat, ctx.say(happening.agency)], moment.signal
            )
        }
    }

    private func to(_ happening: Happening) -> String {
        ctx.sentBriefly(to: happening.to)
    }

    private func inTalk(_ happening: Happening) -> String {
        happening.of.map { ctx.t(ProcedureText.inTalk, ["time": times.exact($0)]) } ?? ""
    }

    private func facts(_ happening: Happening) -> String {
        ctx.t.format.list(happening.facts.map { ctx.say($0) })
    }

    // MARK: One's own

    private var own: Node {
        let choices = Preferences(ctx)
        return fold(
            id: "own", t(.own), choices.language, choices.theme,
            p(.class("link-line"), a(.href("/note"), .text(ctx.t(MeText.noteAgain)))),
            p(.class("link-line"), a(.href("/phone"), .text(ctx.t(ReturnText.anotherPhone)))),
            p(.class("link-line"), a(.href("/glossary"), .text(ctx.t(CommonText.glossary)))),
            p(.class("link-line"), a(.href("/articles"), .text(ctx.t(MeText.lawBook)))),
            form(
                .class("form"), .id("leave-form"), .method("post"), .action("/leave"),
                button(ctx.t(MeText.leave), .quiet, icon: .leave)))
    }
}

// MARK: - Control's way to let them in

extension ControlDesk {
    /// On `/control/doors`: opened only when control wants somebody to look on.
    var observersCard: Node {
        let link = office.staffLink(.observer)
        return div(
            .id("observers"),
            card(
                h2(.text(ctx.t(ObserverText.doorHeading))),
                p(.class("no-print"), .text(ctx.t(ObserverText.doorWhat))),
                .with(link) { link in
                    ticketSheet([
                        seatTicket(
                            seat: .text(ctx.t(ControlText.observer)),
                            qr: qr(office.address(of: link), name: ctx.t(ObserverText.doorQR)),
                            code: link.code, address: office.address(of: link))
                    ])
                },
                .when(link != nil, closingNote),
                link == nil ? p(.text(ctx.t(ObserverText.doorNone))) : .nothing,
                div(
                    .class("row no-print"),
                    link == nil
                        ? press(ctx.t(ObserverText.doorOpen), icon: .link, to: "/control/observers/link")
                        : .group([
                            buttonLink(
                                ctx.t(ObserverText.doorAnew), to: "/control/observers/link", icon: .link),
                            press(ctx.t(ObserverText.doorClose), .quiet, to: "/control/observers/close"),
                        ]))))
    }

    /// `/control/observers/link`: asks before the way that was handed out stops working.
    func observersQuestion() -> PageParts {
        question(
            ctx.t(ObserverText.anewHeading), t(.reissueHelp), ctx.t(ObserverText.doorAnew),
            to: "/control/observers/link", back: "/control/doors")
    }
}
