import HTTPCore
import Model
import Texts
import Views

// The question that waits, with the script's answer as a proposal, and what was done to the character so far.
extension CharacterPage {
    func question(_ question: CharacterQuestion) -> Node {
        let id = "answer-" + question.handle.text
        return card(
            cardHead(
                h2(
                    .text(
                        t(.asksAbout, ["who": ctx.say(question.by.agency), "topic": ctx.say(question.topic)]))
                ),
                chip(t(.scriptAt, ["time": times.exact(question.until)]), .due, icon: .due)),
            p(
                .class("agency"), agencyMark(Looks.mark(question.by.letter, hue: question.by.hue)),
                span(.text(ctx.say(question.by.seat) + ", " + ctx.say(question.by.agency)))),
            definitionList(
                manner(question.how) + [
                    (t(.timesAsked), .text(ctx.t.format.number(max(0, question.timesAsked - 1))))
                ]),
            .when(
                question.timesAsked > 1,
                p(.class("quiet small"), .text(t(.askedAgain)))),
            form(
                id, to: part.address + "/answer", hiddenField("question", question.handle.text),
                textArea(
                    id: id + "-text", name: "text",
                    FieldText(t(.answer), help: question.script.isEmpty ? t(.scriptSilent) : t(.answerHelp)),
                    value: typed("text", in: id, else: proposal(question)), rows: 5, draft: id),
                .when(!question.script.isEmpty, told(question.script, id)),
                .when(!question.beyond.isEmpty, beyond(question.beyond, id)), moves(id),
                formFoot(
                    button(t(.send), .main, icon: .send),
                    button(t(.letScript), .quiet, name: "how", value: "script"))))
    }

    func form(_ id: String, to address: String, _ parts: Node...) -> Node {
        actForm(
            id: id, to: address, command: ctx.command(), hiddenField("form", id),
            .when(echo?.form == id, notice(.due, echo?.words ?? "")),
            .when(
                echo?.form == id && echo?.real.isEmpty == false,
                RealDataQuestion(ctx.t, echo?.real ?? []).sign),
            .group(parts))
    }

    private func typed(_ name: String, in form: String, else text: String) -> String {
        echo?.form == form ? echo?.values[name] ?? text : text
    }

    private func proposal(_ question: CharacterQuestion) -> String {
        question.script.compactMap { $0.words.map { ctx.say($0) } }.filter { !$0.isEmpty }.joined(
            separator: "\n")
    }

    private func told(_ facts: [ProposedFact], _ id: String) -> Node {
        checkField(
            id: id + "-facts", name: "fact", FieldText(t(.told), help: t(.toldHelp)),
            facts.map {
                Choice($0.fact.handle.text, .text(ctx.say($0.fact.name)), isChosen: isTicked($0, id, true))
            })
    }

    /// What the script would not tell yet: possible, and recorded as such.
    private func beyond(_ facts: [ProposedFact], _ id: String) -> Node {
        let sorted = facts.filter(\.isOfTopic) + facts.filter { !$0.isOfTopic }
        return fold(
            id: id + "-beyond", t(.tellMore),
            checkField(
                id: id + "-more", name: "fact", FieldText(t(.beyond), help: t(.beyondHelp)),
                sorted.map {
                    Choice(
                        $0.fact.handle.text, .text(ctx.say($0.fact.name)),
                        help: $0.isOfTopic ? words($0.hints) : t(.anotherTopic),
                        isChosen: isTicked($0, id, false))
                }))
    }

    private func isTicked(_ fact: ProposedFact, _ id: String, _ isTold: Bool) -> Bool {
        echo?.form == id ? echo?.values.all("fact").contains(fact.fact.handle.text) ?? isTold : isTold
    }

    /// A little up or down; the engine knows how far.
    private func moves(_ id: String) -> Node {
        let steps = [-10, -5, 0, 5, 10]
        return fold(
            id: id + "-moves", t(.moveDials), p(.class("quiet small"), .text(t(.moveDialsHelp))),
            .each([Dial.trust, .distress, .safety]) { dial in
                let name = "move\(dial.rawValue)"
                return selectField(
                    id: id + "-" + name, name: name, FieldText(ctx.words(dial)),
                    choices: steps.map { (String($0), words(move: $0)) },
                    chosen: typed(name, in: id, else: "0"))
            })
    }

    private func words(move: Int) -> String {
        switch move {
        case ..<(-5): t(.muchLess)
        case ..<0: t(.less)
        case 0: t(.asItIs)
        case ...5: t(.more)
        default: t(.muchMore)
        }
    }

    func manner(_ how: CharacterManner) -> [(name: String, value: Node)] {
        var rows: [(name: String, value: Node)] = []
        if let setting = how.setting { rows.append((t(.setting), .text(ctx.say(setting)))) }
        if let interpreter = how.interpreter { rows.append((t(.interpreter), .text(ctx.say(interpreter)))) }
        for choice in how.choices {
            let words = choice.option.map { ctx.say($0) } ?? ctx.t(choice.isYes ? CommonText.yes : .no)
            rows.append((ctx.say(choice.name), .text(words)))
        }
        return rows
    }

    // MARK: What has been done to me

    /// What offices have decided, as it was written to the character.
    private func decidedAboutMe(_ notices: [NoticeView]) -> Node {
        .when(
            !notices.isEmpty,
            .group([
                h3(.text(t(.decidedAboutMe))),
                .each(notices.prefix(20).enumerated()) { place, notice in
                    fold(
                        id: "notice-\(place)", ctx.say(notice.title) + " · " + times.exact(notice.at),
                        open: place == 0, ctx.noticeParts(notice))
                },
            ]))
    }

    var past: Node {
        guard let past = view.past else { return .nothing }
        return section(
            .class("stack"), .id("past-list"), .aria("labelledby", "past-name"),
            h2(.id("past-name"), .text(t(.doneToMe))), counts(past),
            past.contacts.isEmpty && past.visits.isEmpty && past.talks == 0
                ? emptyState(.person, t(.nobodyCame), t(.nobodyCameWhat))
                : .nothing,
            decidedAboutMe(past.notices), promisedToMe(past.promised),
            takenBack(past.takenBack),
            .each(past.contacts.prefix(30).enumerated()) { contact($1, isNewest: $0 == 0) },
            .when(
                !past.visits.isEmpty,
                .group([
                    h3(.text(t(.visits))),
                    lineList(
                        past.visits.prefix(20).enumerated().map { place, visit in
                            Line(
                                id: "visit-\(place)", mark: feedTime(times.exact(visit.at)),
                                title: .text(
                                    t(
                                        .cameTo,
                                        ["who": ctx.say(visit.by.agency), "where": ctx.say(visit.place)])))
                        }),
                ])))
    }

    /// Whether people did what they said they would do.
    private func promisedToMe(_ promised: [CharacterPast.Promised]) -> Node {
        guard !promised.isEmpty else { return .nothing }
        return .group([
            h3(.text(t(.promisedToMe))),
            lineList(
                promised.prefix(20).enumerated().map { place, one in
                    Line(
                        id: "promised-\(place)", mark: feedTime(times.exact(one.at)),
                        title: .text(ctx.say(one.promise)),
                        under: [
                            ctx.say(one.by), ctx.t(ProcedureText.dutyDue, ["time": times.exact(one.due)]),
                            ctx.t(one.end.words),
                        ].joined(separator: " · "),
                        signal: one.end == .broken ? .due : one.end == .kept ? .done : .none)
                }),
        ])
    }

    private func counts(_ past: CharacterPast) -> Node {
        guard !past.asked.isEmpty else { return .nothing }
        return fold(
            id: "asked", ctx.t(RoleText.talks, count: past.talks),
            definitionList(
                past.asked.map { asked in
                    (
                        ctx.say(asked.topic),
                        .text(
                            ctx.t(RoleText.askedTimes, count: asked.times)
                                + (asked.isLed ? ", " + t(.ledOn) : ""))
                    )
                }))
    }

    private func contact(_ contact: CharacterContact, isNewest: Bool) -> Node {
        let handle = contact.handle.text
        return article(
            .class("card"), .id("contact-" + handle),
            cardHead(
                h3(.text(sentence(contact))), span(.class("quiet small"), .text(times.exact(contact.at)))),
            .when(
                contact.verb == .talk || contact.verb == .consent,
                manner(contact, handle)),
            .with(contact.agreed) { p(.text(t($0 ? .agreed : .disagreed))) },
            .with(contact.came) { p(.text(t($0 ? .cameAbout : .didNotCome))) },
            .each(contact.said) { said in blockquote(ctx.prose(said)) },
            .when(
                !contact.told.isEmpty,
                .group([
                    p(.class("quiet small"), .text(t(.toldThen))),
                    ul(.each(contact.told) { li(.text(ctx.say($0))) }),
                ])),
            treated(contact, isOpen: isNewest && contact.ratings == nil), flag(contact))
    }

    /// Where and how they spoke with me. It is long, and much alike from talk to talk.
    private func manner(_ contact: CharacterContact, _ handle: String) -> Node {
        let how = contact.how
        let choices = how.choices.compactMap { choice in
            choice.option.map { ctx.say($0) } ?? (choice.isYes ? ctx.say(choice.name) : nil)
        }
        let lines = [how.setting, how.interpreter].compactMap { $0 }.map { ctx.say($0) } + choices
        return .when(
            !lines.isEmpty,
            fold(id: "manner-" + handle, t(.howTheySpoke), ul(.each(lines) { li(.text($0)) })))
    }

    private func sentence(_ contact: CharacterContact) -> String {
        let text: RoleText =
            switch contact.verb {
            case .talk: .didTalk
            case .consent: .didAskConsent
            case .help: .didHelp
            case .protect, .refer: .didRefer
            case .appoint: .didAppoint
            default: .didRemove
            }
        return t(text, ["who": ctx.say(contact.by.agency), "what": ctx.say(contact.what)])
    }

    // MARK: How was I treated

    private func treated(_ contact: CharacterContact, isOpen: Bool) -> Node {
        let id = "felt-" + contact.handle.text
        return fold(
            id: id + "-fold", contact.ratings == nil ? t(.howTreated) : t(.howTreatedSaid),
            open: isOpen || echo?.form == id,
            form(
                id, to: part.address + "/treated", hiddenField("contact", contact.handle.text),
                p(.class("quiet small"), .text(t(.howTreatedHelp))),
                .each(Treatment.Statement.allCases) { statement in
                    taps(
                        id: id + "-\(statement.rawValue)", name: "felt\(statement.rawValue)",
                        t(statement.words),
                        chosen: contact.ratings?[statement.rawValue])
                },
                formFoot(button(t(.keepRating)))))
    }

    private func taps(id: String, name: String, _ label: String, chosen: Int?) -> Node {
        fieldset(
            .class("field taps"), .id(id), legend(.text(label)),
            div(
                .class("taps-row"),
                .each(Treatment.range) { value in
                    Web.label(
                        .class("tap"), .for(id + "-\(value)"),
                        input(
                            .type("radio"), .id(id + "-\(value)"), .name(name), .value(String(value)),
                            .checked(if: chosen == value)),
                        span(.text(ctx.t.format.number(value))))
                }))
    }

    private func flag(_ contact: CharacterContact) -> Node {
        let felt = view.felt
        guard !felt.isEmpty else { return .nothing }
        let id = "flag-" + contact.handle.text
        return fold(
            id: id + "-fold", t(.flagHeading), open: echo?.form == id,
            form(
                id, to: part.address + "/flag", hiddenField("contact", contact.handle.text),
                openSelect(
                    id: id + "-what", name: "mistake", FieldText(t(.flagWhat), help: t(.flagHelp)),
                    unchosen: ctx.t(ActText.choose),
                    choices: felt.map { ($0.handle.text, ctx.say($0.name)) }),
                formFoot(button(t(.flagNow), icon: .flag))))
    }
}

extension Treatment.Statement {
    package var words: RoleText {
        switch self {
        case .listenedTo: .feltListened
        case .informed: .feltInformed
        case .couldSayNo: .feltChoice
        case .safe: .feltSafe
        }
    }
}
