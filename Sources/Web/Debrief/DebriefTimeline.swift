import Basics
import Model
import Texts
import Views

// What happened, in order, in words.
extension DebriefReport {
    var timelineSection: Node {
        let entries = debrief.entries.filter(isWanted)
        var day: Int?
        return part(
            "timeline", t(.timeline), t(.timelineWhat),
            div(
                .class("stack-tight no-print"),
                filterLinks(
                    t(.lines),
                    DebriefAsk.Lines.allCases.map {
                        (name($0), ask.showing($0).address + "#timeline", ask.lines == $0)
                    }),
                agencyFilter),
            entries.isEmpty
                ? emptyState(.list, t(.timelineNone), t(.timelineNoneWhat))
                : timeline(
                    entries.enumerated().map { place, entry in
                        let moment = whole.clock.moment(entry.time)
                        let isNewDay = moment.dayNumber != day
                        day = moment.dayNumber
                        let (signal, words) = say(entry)
                        return TimelineEntry(
                            id: "entry-\(place)", when: hour(entry.time), signal: signal,
                            day: isNewDay
                                ? ctx.t.format.date(
                                    year: moment.year, month: moment.month, day: moment.day, style: .full)
                                : nil,
                            span(.text(words)), .when(!who(entry).isEmpty, small(.text(who(entry)))),
                            law(of: entry))
                    }))
    }

    private var agencyFilter: Node {
        form(
            .class("row"), .id("timeline-agency-form"), .method("get"), .action("/debrief#timeline"),
            hiddenField("through", ask.through ?? "all"), hiddenField("lines", ask.lines.rawValue),
            label(.for("timeline-agency"), .text(t(.agency))),
            select(
                .class("input input-short"), .id("timeline-agency"), .name("agency"),
                option(.value(""), .selected(if: ask.agency == nil), .text(t(.everyAgency))),
                .each(whole.agencies) { agency in
                    option(
                        .value(agency.id), .selected(if: ask.agency == agency.id),
                        .text(ctx.say(agency.name)))
                }),
            button(t(.show)))
    }

    private func name(_ lines: DebriefAsk.Lines) -> String {
        switch lines {
        case .turns: t(.linesTurns)
        case .everything: t(.linesEverything)
        case .knowledge: t(.linesKnowledge)
        case .rules: t(.linesRules)
        }
    }

    private func named(_ order: Text, _ subject: Text?) -> String {
        [ctx.say(order), ctx.say(subject)].filter { !$0.isEmpty }.joined(separator: ": ")
    }

    private func isWanted(_ entry: Debrief.Entry) -> Bool {
        if let agency = ask.agency, entry.agencyID != agency, !entry.seenBy.contains(agency) { return false }
        switch (ask.lines, entry.kind) {
        case (.everything, _): return true
        case (.turns, .act), (.turns, .learned), (.turns, .noticeRead): return false
        case (.turns, _): return true
        case (.knowledge, .learned), (.rules, .breach), (.rules, .mistake): return true
        default: return false
        }
    }

    /// The seat, or the agency; never a person who plays.
    func who(_ entry: Debrief.Entry) -> String {
        entry.seat.map { ctx.say($0) } ?? agencyName(entry.agencyID)
    }

    func say(_ entry: Debrief.Entry) -> (Signal, String) {
        switch entry.kind {
        case .startex: (.new, t(.startex))
        case .endex: (.new, t(.endex))
        case .pause: (.waiting, t(.paused))
        case .stop: (.waiting, t(.stopped))
        case .resumed: (.none, t(.resumed))
        case .act(let act, let subject):
            (.none, [ctx.say(act), ctx.say(subject)].filter { !$0.isEmpty }.joined(separator: ": "))
        case .learned(let fact, let way, let from, let isContaminated):
            (
                isContaminated ? .due : .done,
                t(.learned, ["fact": ctx.say(fact), "way": words(way, from: from)])
                    + (isContaminated ? " · " + ctx.t(ProcedureText.contaminated) : "")
            )
        case .inject(let title, let isImprovised):
            (.new, t(isImprovised ? .improvisedArrived : .injectArrived, ["title": ctx.say(title)]))
        case .breach(let law, let person):
            (
                law.isDeviation ? .due : .breach,
                [t(law.isDeviation ? .deviation : .breach, ["rule": law.rule]), ctx.say(person)].filter {
                    !$0.isEmpty
                }
                .joined(separator: " · ")
            )
        case .mistake(let id, let name, let says, _, let thin, let person):
            (
                .breach,
                [
                    ctx.t(ProcedureText.mistakeLine, ["id": id, "name": ctx.say(name)]), ctx.say(person),
                    thin.map { ChargeWords(ctx).thinLine($0) } ?? "",
                    ctx.t(ProcedureText.better, ["what": ctx.say(says)]),
                ].filter { !$0.isEmpty }.joined(separator: " · ")
            )
        case .marked(let person, let status):
            (.done, t(.marked, ["person": ctx.say(person), "status": words(status)]))
        case .networkMove(let network, let move, let end):
            (
                NetworkWords.signal(end),
                ctx.t(
                    NetworkText.moveLine,
                    [
                        "network": ctx.say(network), "move": ctx.say(move),
                        "end": NetworkWords(ctx).words(end),
                    ])
            )
        case .lostContact(let person): (.due, t(.personLost, ["person": ctx.say(person)]))
        case .consent(let person, let consent, let given):
            (
                given ? .done : .none,
                t(
                    given ? .consentGiven : .consentRefused,
                    ["person": ctx.say(person), "what": ctx.words(consent)])
            )
        case .admitted(let person, let service):
            (.done, t(.admitted, ["person": ctx.say(person), "service": ctx.say(service)]))
        case .referral(let person, let service, let state):
            (
                state.isWaiting || state == .accepted ? .waiting : state == .admitted ? .done : .due,
                ctx.t(
                    ReferralText.lineState,
                    [
                        "person": ctx.say(person), "service": ctx.say(service),
                        "state": ctx.t(state.words),
                    ])
            )
        case .signed(let form, let person):
            (
                .done,
                ctx.t(
                    ProcedureText.formSigned,
                    ["form": [ctx.say(form), ctx.say(person)].filter { !$0.isEmpty }.joined(separator: ": ")])
            )
        case .passedOn(let form, let person, let to):
            (
                .none,
                ctx.t(
                    ProcedureText.formPassedOn,
                    [
                        "form": [ctx.say(form), ctx.say(person)].filter { !$0.isEmpty }
                            .joined(separator: ": "), "who": ctx.say(to),
                    ])
            )
        case .notice(let title, let person, let to):
            (.none, ctx.noticeLine(title, person) + " · " + ctx.sent(to: to))
        case .noticeRead(let title, let person):
            (
                .done,
                ctx.t(ProcedureText.noticeRead, ["title": ctx.say(title)])
                    + (person.map { " · " + ctx.say($0) } ?? "")
            )
        case .operation(let name, let step): (step.signal, operationWords(name, step))
        case .orderInForce(let order, let subject):
            (.done, ctx.t(MoneyText.orderTakesEffect, ["order": named(order, subject)]))
        case .orderOver(let order, let subject):
            (.waiting, ctx.t(MoneyText.orderRunsOut, ["order": named(order, subject)]))
        case .money(let account, let amount, let isStopped):
            isStopped
                ? (.done, ctx.t(MoneyText.heldBack, ["account": ctx.say(account)]))
                : (
                    .due,
                    ctx.t(
                        MoneyText.wentOut,
                        ["account": ctx.say(account), "sum": ctx.t.format.number(amount)])
                )
        case .promise(let promise, let person, let end):
            (
                end == nil ? .waiting : end == .broken ? .due : .done,
                ctx.t(
                    ProcedureText.promiseLine,
                    [
                        "promise": ctx.say(promise), "person": ctx.say(person),
                        "state": ctx.t(end.words),
                    ])
            )
        case .decision(let text): (.none, t(.decided, ["text": ctx.say(text)]))
        }
    }
}
