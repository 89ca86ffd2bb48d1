import HTTPCore
import Model
import Texts
import Views

/// The console of one character: what waits, how the character is, what was done to it, what it has to tell.
struct CharacterPage {
    let ctx: PageContext
    let part: RolePart
    /// The form that was not taken, to be shown again with its fault.
    let echo: ControlDesk.Echo?
    private let frame: RolePages

    init(_ visit: RoleVisit, _ part: RolePart, echo: ControlDesk.Echo? = nil) {
        (ctx, self.part, self.echo) = (visit.ctx, part, echo)
        frame = RolePages(visit)
    }

    var view: RolePlayerView { part.view }
    var times: Times { Times(ctx.t, view.clock) }

    func t(_ text: RoleText, _ arguments: KeyValuePairs<String, any TextArgument> = [:]) -> String {
        ctx.t(text, arguments)
    }

    func page(stream: String?) -> PageParts {
        let character = view.character
        return PageParts(
            frame.shell(ctx.say(character.name), at: part.address, stream: stream),
            div(
                .class("role-desk"),
                div(
                    .class("role-now stack"),
                    ctx.still { pageHead(ctx.say(character.name), under: ctx.prose(character.about)) },
                    .with(echo) { .when($0.form.isEmpty, notice(.due, $0.words)) },
                    ctx.live("me", id: "role-strip") { frame.strip },
                    ctx.live("now", id: "questions") { questions }),
                div(
                    .class("role-self stack"),
                    ctx.live("now", id: "condition") { condition },
                    ctx.still {
                        .group([
                            fold(
                                id: "brief", t(.whoIAm), open: true, definitionList(facts(of: character)),
                                ctx.prose(character.brief)),
                            fold(id: "tellings", t(.whatITell), tellings(character.tellings)),
                        ])
                    }),
                div(.class("role-past stack"), ctx.live("case", id: "past") { past })))
    }

    /// What one has to know of oneself before one answers.
    private func facts(of character: CharacterView) -> [(name: String, value: Node)] {
        [(t(.languages), .text(list(character.tongues.map { ctx.say($0) })))]
            + (character.traits.isEmpty ? [] : [(t(.circumstances), ctx.each(character.traits))])
    }

    // MARK: What waits

    private var questions: Node {
        guard let now = view.now, view.clock.condition != .ended else { return .nothing }
        if now.questions.isEmpty, now.asked.isEmpty {
            return emptyState(.talk, t(.nothingWaits), t(.nothingWaitsWhat))
        }
        return .group([.each(now.asked, consentQuestion), .each(now.questions, question)])
    }

    // MARK: How I am now

    private var condition: Node {
        guard let now = view.now else {
            return card(h2(.text(t(.howIAm))), p(.class("quiet"), .text(t(.restsNow))))
        }
        let agreed: Node =
            now.consents.isEmpty
            ? .text(list([]))
            : ul(.class("stack-tight"), .each(now.consents.enumerated()) { li(given($1, $0)) })
        return card(
            h2(.text(t(.howIAm))),
            div(
                .class("stack-tight"),
                .each(Dial.allCases) { which in
                    let value = now.dials[which.rawValue]
                    return dial(
                        ctx.words(which), level: (value + 19) / 20, of: 5, words: ctx.words(which, value))
                }),
            .when(
                !now.marks.isEmpty,
                div(
                    .class("row"),
                    .each(now.marks) { chip(words($0), $0 == .lost || $0 == .detained ? .due : .done) })),
            definitionList(
                [
                    (
                        t(.whereIAm),
                        .text(
                            [now.service, now.place].compactMap { $0 }.map { ctx.say($0) }.joined(
                                separator: ", ")
                        )
                    ),
                    (t(.needs), now.needs.isEmpty ? .text(list([])) : ctx.each(now.needs)),
                    (t(.consents), agreed),
                ] + now.matters.map { (ctx.say($0.name), .text(ctx.words($0))) }))
    }

    private func list(_ words: [String]) -> String {
        words.isEmpty ? ctx.t(ControlText.noneAtAll) : ctx.t.format.list(words)
    }

    private func words(_ mark: PersonMark) -> String {
        switch mark {
        case .safe: t(.isSafe)
        case .detained: t(.isHeldByState)
        case .guardian: t(.hasGuardian)
        default: t(.isOutOfReach)
        }
    }

    // MARK: What I tell

    private func tellings(_ tellings: [Telling]) -> Node {
        if tellings.isEmpty { return p(.class("quiet"), .text(t(.tellsNothing))) }
        var topics: [Text?] = []
        for telling in tellings where !topics.contains(telling.topic) { topics.append(telling.topic) }
        return .each(topics) { topic in
            .group([
                h3(.text(topic.map { ctx.say($0) } ?? t(.withoutTopic))),
                ul(
                    .class("stack-tight"),
                    .each(tellings.filter { $0.topic == topic }) { telling in
                        li(
                            .text(ctx.say(telling.fact.name)), br(),
                            span(.class("quiet small"), .text(words(telling.hints))))
                    }),
            ])
        }
    }

    /// "When trust is at least 40 of 100, and alone".
    func words(_ hints: [TellingHint]) -> String {
        hints.isEmpty ? t(.toldAlways) : t(.toldWhen, ["what": ctx.t.format.list(hints.map(words))])
    }

    private func words(_ hint: TellingHint) -> String {
        switch hint {
        case .atLeast(let dial, let value): t(.hintAtLeast, ["dial": ctx.words(dial), "value": value])
        case .atMost(let dial, let value): t(.hintAtMost, ["dial": ctx.words(dial), "value": value])
        case .apart: t(.hintApart)
        case .notWatched: t(.hintNotWatched)
        case .understood: t(.hintUnderstood)
        case .independentInterpreter: t(.hintInterpreter)
        case .setting(let setting): t(.hintSetting, ["where": ctx.say(setting)])
        case .country(let country): t(.hintCountry, ["country": ctx.say(country)])
        case .other: t(.hintOther)
        }
    }
}

extension PageContext {
    /// How somebody stands in a matter: "withheld", or a number.
    func words(_ matter: ControlMatter) -> String {
        matter.word.map { say($0) } ?? t.format.number(matter.value)
    }

    func words(_ dial: Dial) -> String {
        switch dial {
        case .trust: t(ControlText.dialTrust)
        case .distress: t(ControlText.dialDistress)
        case .safety: t(ControlText.dialSafety)
        case .health: t(ControlText.dialHealth)
        }
    }

    /// Each dial in five words, from 0 to 100.
    func words(_ dial: Dial, _ value: Int) -> String {
        let steps: [ControlText] =
            switch dial {
            case .trust: [.trust1, .trust2, .trust3, .trust4, .trust5]
            case .distress: [.distress1, .distress2, .distress3, .distress4, .distress5]
            case .safety: [.safety1, .safety2, .safety3, .safety4, .safety5]
            case .health: [.health1, .health2, .health3, .health4, .health5]
            }
        return t(steps[min(4, max(0, value / 20))])
    }
}
