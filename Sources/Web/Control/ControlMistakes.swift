import Basics
import Model
import Texts
import Views

// The mistakes as they happen, and what seats are told about the law.
extension ControlDesk {
    /// `/control/mistakes`.
    package func mistakesPage(stream: String?) -> PageParts {
        PageParts(
            shell(p(.placeMistakes), at: "/control/mistakes", stream: stream),
            div(
                .class("stack"),
                ctx.still {
                    pageHead(
                        p(.mistakesHeading), under: el("p", .text(p(.mistakesIntro))),
                        actions: [
                            composeLink,
                            buttonLink(ctx.t(MeText.lawBook), to: "/articles", .quiet, icon: .book),
                        ])
                },
                ctx.live("now", id: "mistakes-board") { mistakesBoard },
                ctx.live("now", id: "law-mode") { lawMode },
                ctx.still { .when(view.clock.condition != .ready && !view.mistakeKinds.isEmpty, flagForm) },
                ctx.still { talkForm }))
    }

    private func p(_ text: ProcedureText, _ arguments: KeyValuePairs<String, any TextArgument> = [:])
        -> String
    {
        ctx.t(text, arguments)
    }

    private var mistakesBoard: Node {
        let mistakes = view.mistakes
        guard !mistakes.isEmpty else {
            return .group([emptyState(.done, p(.noMistakes), p(.noMistakesBody)), rulesBroken])
        }
        return div(
            .class("tiles"),
            .each(mistakes) { made in
                card(
                    cardHead(h2(.text(ctx.say(made.name))), chip(made.id, .breach)),
                    el(
                        "p", .class("quiet small"),
                        .text(p(.mistakeOf, ["agency": ctx.say(made.agency), "time": at(made.at)]))),
                    .with(made.person) { el("p", .text(ctx.say($0))) },
                    .with(made.thin) { ChargeWords(ctx).thinList($0) },
                    el("p", .text(p(.better, ["what": ctx.say(made.says)]))),
                    .with(made.article) { el("p", .class("small"), ctx.lawLink($0)) },
                    .when(made.byStaff, chip(p(.byStaff), icon: .note)))
            })
    }

    /// A rule can be broken without one of the typical mistakes: the feed tells how.
    private var rulesBroken: Node {
        let broken = view.rulesBroken
        var feed = ControlAsk()
        feed.kind = .alarms
        return .when(
            broken > 0,
            notice(
                .waiting, ctx.t(ProcedureText.rulesBroken, count: broken),
                el("p", .class("link-line"), a(.href(feed.address), .text(p(.rulesBrokenFeed))))))
    }

    private var lawMode: Node {
        let shows = view.showsLaw
        return card(
            cardHead(h2(.text(p(.mode))), chip(p(shows ? .modeTraining : .modeTest), .none)),
            el("p", .text(p(shows ? .modeTrainingWhat : .modeTestWhat))),
            .when(
                view.clock.condition != .ended,
                act(
                    "form-mode", to: "/control/law/" + (shows ? "hide" : "show"),
                    formFoot(button(p(shows ? .toTest : .toTraining), icon: .law)))))
    }

    /// What was wrong in one talk: whose it was and whom it concerned stands with the talk.
    private var talkForm: Node {
        let (contacts, kinds) = (view.contacts(), view.flaggable)
        guard !contacts.isEmpty, !kinds.isEmpty else { return .nothing }
        return card(
            h2(.text(p(.talkHeading))),
            act(
                "form-talk", to: "/control/flag",
                openSelect(
                    id: "talk-contact", name: "contact", FieldText(p(.whichTalk), help: p(.whichTalkHelp)),
                    unchosen: ctx.t(ActText.choose),
                    choices: contacts.map { (String($0.number), line($0)) },
                    chosen: typed("contact", in: "form-talk")),
                openSelect(
                    id: "talk-mistake", name: "mistake", FieldText(p(.flagMistake)),
                    unchosen: ctx.t(ActText.choose),
                    choices: kinds.map { ($0.id, $0.id + " " + ctx.say($0.name)) },
                    chosen: typed("mistake", in: "form-talk")),
                formFoot(button(p(.flag), icon: .flag))))
    }

    private func line(_ contact: ContactLine) -> String {
        ([at(contact.at)]
            + [contact.act, contact.about, contact.person, contact.seat].compactMap { $0 }
            .map { ctx.say($0) }).joined(separator: " · ")
    }

    private var flagForm: Node {
        card(
            h2(.text(p(.flagHeading))),
            act(
                "form-mistake", to: "/control/mistake",
                openSelect(
                    id: "mistake-kind", name: "mistake", FieldText(p(.flagMistake)),
                    unchosen: ctx.t(ActText.choose),
                    choices: view.mistakeKinds.map { ($0.id, $0.id + " " + ctx.say($0.name)) },
                    chosen: typed("mistake", in: "form-mistake")),
                openSelect(
                    id: "mistake-agency", name: "agency", FieldText(p(.flagAgency)),
                    unchosen: ctx.t(ActText.choose),
                    choices: view.agencies.map { ($0.id, ctx.say($0.name)) },
                    chosen: typed("agency", in: "form-mistake")),
                selectField(
                    id: "mistake-person", name: "person", FieldText(p(.flagPerson)),
                    choices: [("", p(.flagNobody))] + view.persons.map { ($0.id, ctx.say($0.name)) },
                    chosen: typed("person", in: "form-mistake")),
                formFoot(button(p(.flag), icon: .flag))))
    }
}
