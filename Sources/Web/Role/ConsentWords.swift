import Basics
import HTTPCore
import Model
import Roster
import Texts
import Views

extension PageContext {
    /// "go to: Lantern House (what for: protection)", on a list of what somebody has agreed to.
    func words(_ consent: CharacterConsent) -> String {
        let what = t(
            consent.isForService ? RoleText.consentService : .consentShare, ["who": say(consent.to)])
        guard let purpose = consent.purpose else { return what }
        return t(RoleText.consentFor, ["what": what, "purpose": say(purpose)])
    }
}

extension CharacterPage {
    /// A yes, and the way to take it back: at any moment, and nobody has to write it down first.
    func given(_ agreed: CharacterAgreed, _ place: Int) -> Node {
        let words = ctx.words(agreed.consent)
        guard view.clock.condition != .ended else { return .text(words) }
        return .group([
            .text(words),
            form(
                "take-back-\(place)", to: part.address + "/take-back", hiddenField("consent", agreed.key),
                button(t(.takeYesBack), .quiet)),
        ])
    }

    /// What was taken back: by oneself, or as somebody wrote it down.
    func takenBack(_ all: [CharacterPast.TakenBack]) -> Node {
        guard !all.isEmpty else { return .nothing }
        return .group([
            h3(.text(t(.takenBackHeading))),
            lineList(
                all.prefix(20).enumerated().map { place, one in
                    Line(
                        id: "taken-back-\(place)", mark: feedTime(times.exact(one.at)),
                        title: .text(what(one)),
                        under: one.by.map { t(.takenBackBy, ["who": ctx.say($0.agency)]) }
                            ?? t(.takenBackMyself))
                }),
            .when(all.contains { $0.by != nil }, p(.class("quiet small"), .text(t(.takenBackHelp)))),
        ])
    }

    private func what(_ one: CharacterPast.TakenBack) -> String {
        if let consent = one.consent { return ctx.words(consent) }
        guard let purpose = one.purpose else { return t(.takenBackAll) }
        return t(.consentFor, ["what": t(.takenBackAll), "purpose": ctx.say(purpose)])
    }

    /// Who asks, to whom and what for, what was explained. Nothing is chosen beforehand: a yes that the page made is none.
    func consentQuestion(_ question: CharacterConsentQuestion) -> Node {
        let id = "agree-" + question.handle.text
        return card(
            cardHead(
                h2(.text(t(.asksToAgree, ["who": ctx.say(question.by.agency)]))),
                chip(t(.scriptAt, ["time": times.exact(question.until)]), .due, icon: .due)),
            p(
                .class("agency"), agencyMark(Looks.mark(question.by.letter, hue: question.by.hue)),
                span(.text(ctx.say(question.by.seat) + ", " + ctx.say(question.by.agency)))),
            definitionList(
                [(t(.askedToAgree), .text(ctx.words(question.consent)))] + manner(question.how)),
            p(.class("quiet"), .text(t(question.script ? .scriptAgrees : .scriptRefuses))),
            form(
                id, to: part.address + "/answer", hiddenField("question", question.handle.text),
                formFoot(
                    button(t(.sayYes), name: "how", value: "yes"),
                    button(t(.sayNo), name: "how", value: "no"),
                    button(t(.letScript), .quiet, name: "how", value: "script"))))
    }
}

extension ControlDesk {
    /// Consent is asked of a held character.
    var consentNotices: Node {
        .each(view.consentQuestions) { question in
            let player = office.player(of: question.personID)
            let id = "agree-" + question.id.text
            return notice(
                player == nil ? .due : .waiting,
                ctx.t(
                    RoleText.mustAgree, ["person": ctx.say(question.person), "who": ctx.say(question.seat)]),
                p(.text(ctx.words(question.consent))),
                p(
                    .class("quiet small"),
                    .text(
                        t(.questionUntil, ["when": at(question.until)]) + ". "
                            + ctx.t(question.script ? RoleText.scriptAgrees : .scriptRefuses))),
                .with(player) { p(.text(ctx.t(RoleText.playerAnswers, ["who": $0.name]))) },
                actForm(
                    id: id, to: "/control/agree", command: ctx.command(),
                    hiddenField("item", question.id.text),
                    div(
                        .class("row"), button(ctx.t(RoleText.sayYes), name: "how", value: "yes"),
                        button(ctx.t(RoleText.sayNo), name: "how", value: "no"))))
        }
    }
}
