import Basics
import Model
import Roster
import Texts
import Views

// The right side: whatever is chosen.
extension ControlDesk {
    var inspectorPane: Node {
        .group([
            ctx.still {
                .when(
                    ask.chosen != .nothing,
                    backLink(t(.backToDesk), to: ask.choosing(.nothing).address))
            },
            pane("inspector", heading) { chosen },
        ])
    }

    private var heading: String {
        switch ask.chosen {
        case .nothing: t(.inspector)
        case .compose: t(.compose)
        case .person: t(.person)
        case .fact: t(.fact)
        case .inject, .item: t(.inject)
        case .seat: t(.seat)
        case .question: t(.question)
        }
    }

    private var chosen: Node {
        switch ask.chosen {
        case .nothing: emptyState(.seen, t(.nothingChosen), t(.nothingChosenWhat), lists)
        case .compose: composer
        case .person(let id): found(view.person(named: id), inspect)
        case .fact(let id): found(view.fact(named: id), inspect)
        case .inject(let id): found(view.inject(named: id), inspect)
        case .seat(let id): found(view.seats.first { $0.id == id }, inspect)
        case .item(let id): found(view.improvised.first { $0.id == id }, inspect)
        case .question(let id):
            found(view.questions.first { $0.id.text == id }, inspect, gone: t(.questionGone))
        }
    }

    private func found<Thing>(_ thing: Thing?, _ inspect: (Thing) -> Node, gone: String? = nil) -> Node {
        thing.map(inspect) ?? notice(.none, gone ?? t(.noSuchThing))
    }

    private var lists: Node {
        .group([
            buttonLink(t(.placeFacts), to: "/control/facts", icon: .fact),
            buttonLink(t(.placePeople), to: "/control/people", icon: .people),
        ])
    }

    // MARK: - A person

    func inspect(_ person: ControlPerson) -> Node {
        .group([
            card(
                cardHead(
                    h3(.text(ctx.say(person.name))), chip(words(person.status), statusSignal(person.status))),
                div(
                    .class("row"), .group(truth(person)), .each(person.marks) { chip(words($0), signal($0)) }),
                ctx.prose(person.about),
                fold(id: "person-brief", t(.brief), open: person.isHeld, ctx.prose(person.brief)),
                div(.class("stack-tight"), .group(dials(of: person))),
                definitionList(circumstances(person))),
            history(of: person),
            .when(view.clock.condition != .ended, holdButtons(person)),
            .when(view.clock.condition != .ended && view.clock.condition != .ready, dialForm(person)),
        ])
    }

    /// Ground truth, said as such.
    private func truth(_ person: ControlPerson) -> [Node] {
        [
            person.isVictim ? chip(t(.truthVictim), .new) : .nothing,
            person.isSuspect ? chip(t(.truthSuspect)) : .nothing,
            heldChip(person),
        ]
    }

    /// Who speaks for the character: whoever plays it, or control; the script needs no word.
    func heldChip(_ person: ControlPerson) -> Node {
        guard person.isHeld else { return .nothing }
        guard let player = office.player(of: person.id) else {
            return chip(t(.heldByControl), .waiting, icon: .held)
        }
        return chip(ctx.t(RoleText.playedBy, ["who": player.name]), .waiting, icon: .person)
    }

    func dials(of person: ControlPerson) -> [Node] {
        Dial.allCases.map { which in
            let value = person.dials[which.rawValue]
            return dial(
                words(which), level: (value + 19) / 20, of: 5,
                words: words(which, value) + " · " + ctx.t.format.number(value))
        }
    }

    private func circumstances(_ person: ControlPerson) -> [(name: String, value: Node)] {
        let list = ctx.t.format
        return [
            (t(.place), .text(ctx.say(person.place))),
            (t(.service), .text(person.service.map { ctx.say($0) } ?? t(.noneAtAll))),
            (
                t(.needs),
                person.needs.isEmpty ? .text(t(.noneAtAll)) : ctx.each(person.needs)
            ),
            (t(.talks), .text(list.number(person.talks))),
            (t(.languages), .text(list.list(person.tongues.map { ctx.say($0) }))),
            (t(.consents), .text(agreed(person))),
        ] + lives(person) + [
            (
                t(.ledOn),
                person.ledOn.isEmpty ? .text(t(.noneAtAll)) : ctx.each(person.ledOn)
            ),
            (
                t(.knownTo),
                .text(person.known.isEmpty ? t(.noAgency) : list.list(person.known.map { ctx.say($0) }))
            ),
        ]
    }

    private func agreed(_ person: ControlPerson) -> String {
        let consents = person.consents.map(ctx.words)
        return consents.isEmpty ? t(.noneAtAll) : ctx.t.format.list(consents)
    }

    /// Matters, circumstances, ties and promises, as far as the world has them.
    private func lives(_ person: ControlPerson) -> [(name: String, value: Node)] {
        var lines = person.matters.map { matter in
            (
                name: ctx.say(matter.name),
                value: Node.text(ctx.words(matter))
            )
        }
        if !person.traits.isEmpty {
            lines.append((t(.traits), ctx.each(person.traits)))
        }
        if !person.ties.isEmpty {
            lines.append((t(.ties), ctx.each(person.ties)))
        }
        if !person.promises.isEmpty {
            lines.append((t(.promisedToThem), ul(.each(person.promises) { li(.text(said($0))) })))
        }
        return lines
    }

    private func said(_ promise: ControlPromise) -> String {
        [ctx.say(promise.name), ctx.say(promise.agency), ctx.t(promise.end.words)].joined(separator: " · ")
    }

    /// What was done about the person, in order.
    private func history(of person: ControlPerson) -> Node {
        card(
            h3(.text(t(.historyHeading))),
            person.history.isEmpty
                ? p(.class("quiet"), .text(t(.historyNone)))
                : timeline(
                    person.history.enumerated().map { place, deed in
                        let (signal, words) = words(deed)
                        return TimelineEntry(
                            id: "deed-\(place)", when: at(deed.time), signal: signal, strong(.text(words)),
                            small(
                                .text(
                                    [ctx.say(deed.about), ctx.say(deed.seat)].filter { !$0.isEmpty }
                                        .joined(separator: " · "))),
                            .when(
                                deed.isMark && !deed.text.isEmpty,
                                p(.class("small"), .text(ctx.say(deed.text)))))
                    }))
    }

    private func words(_ deed: ControlDeed) -> (Signal, String) {
        switch deed.kind {
        case .act: (.none, ctx.say(deed.text))
        case .mark(let status): (.done, words(status))
        case .breach:
            (
                .breach,
                ([t(.breachOf, ["rule": deed.rule]), ctx.say(deed.text)] + deed.says.map { ctx.say($0) })
                    .filter { !$0.isEmpty }.joined(separator: " · ")
            )
        case .deviation:
            (
                .due,
                ([t(.deviationFrom, ["rule": deed.rule]), ctx.say(deed.text)] + deed.says.map { ctx.say($0) })
                    .filter { !$0.isEmpty }.joined(separator: " · ")
            )
        case .mistake:
            (
                .breach,
                ctx.t(ProcedureText.mistakeLine, ["id": deed.rule, "name": ctx.say(deed.text)])
            )
        case .order: (.done, t(.orderInForce, ["order": ctx.say(deed.text)]))
        }
    }

    private func holdButtons(_ person: ControlPerson) -> Node {
        if person.isScripted {
            return card(
                h3(.text(t(.character))), p(.class("small quiet"), .text(t(.scriptedHelp))))
        }
        if person.isForTrained {
            return card(
                h3(.text(t(.character))),
                .with(office.player(of: person.id)) { p(.text(ctx.t(RoleText.playedBy, ["who": $0.name]))) },
                p(.class("small quiet"), .text(ctx.t(RoleText.forTrained))),
                p(.class("link-line"), a(.href("/control/roles"), .text(ctx.t(RoleText.castingHeading)))))
        }
        return card(
            h3(.text(t(.character))),
            .with(office.player(of: person.id)) { p(.text(ctx.t(RoleText.playedBy, ["who": $0.name]))) },
            p(.class("small quiet"), .text(person.isHeld ? t(.heldHelp) : t(.holdHelp))),
            p(.class("link-line"), a(.href("/control/roles"), .text(ctx.t(RoleText.castingHeading)))),
            person.isHeld
                ? press(t(.releasePerson), icon: .running, to: "/control/person/\(person.id)/release")
                : press(t(.holdPerson), icon: .held, to: "/control/person/\(person.id)/hold"))
    }

    private func dialForm(_ person: ControlPerson) -> Node {
        act(
            "form-dial", to: "/control/person/\(person.id)/dial",
            openSelect(
                id: "dial-which", name: "dial", FieldText(t(.setDial)),
                unchosen: ctx.t(ActText.choose),
                choices: Dial.allCases.map { (String($0.rawValue), words($0)) },
                chosen: typed("dial", in: "form-dial")),
            numberField(
                id: "dial-value", name: "value", FieldText(t(.dialValue), help: t(.dialHelp)),
                value: Numbers.read(typed("value", in: "form-dial")), least: 0, most: 100),
            formFoot(button(t(.set))))
    }

    // MARK: - A fact

    func inspect(_ fact: ControlFact) -> Node {
        let missing = view.agencies.filter { agency in
            !fact.holdings.contains { $0.agencyID == agency.id && $0.knownAt != nil }
        }
        return .group([
            card(
                cardHead(h3(.text(ctx.say(fact.text)))),
                div(
                    .class("row"), chip(ctx.say(fact.kind)), chip(ctx.say(fact.sharing), icon: .locked),
                    .when(fact.isConclusion, chip(t(.conclusion), icon: .fork))),
                .when(
                    !fact.parts.isEmpty,
                    .group([
                        p(.class("quiet small"), .text(t(.concludedFrom))),
                        ul(.each(fact.parts) { li(.text(ctx.say($0))) }),
                    ])),
                definitionList([(t(.neededBy), needs(of: fact))])),
            holders(of: fact),
            .when(
                view.clock.condition != .ended && view.clock.condition != .ready && !missing.isEmpty,
                act(
                    "form-told", to: "/control/told", hiddenField("fact", fact.id),
                    openSelect(
                        id: "told-agency", name: "to", FieldText(t(.toldOutside), help: t(.toldHelp)),
                        unchosen: ctx.t(ActText.choose),
                        choices: missing.map { ($0.id, ctx.say($0.name)) },
                        chosen: typed("to", in: "form-told")),
                    formFoot(button(t(.toldRecord), icon: .share)))),
        ])
    }

    private func needs(of fact: ControlFact) -> Node {
        if fact.neededBy.isEmpty { return .text(t(.noAgency)) }
        return ul(
            .each(fact.neededBy) { agency in
                let holding = fact.holdings.first { $0.agencyID == agency.id }
                return li(
                    .text(ctx.say(agency.name)), ": ",
                    .text(holding.map { $0.knownAt == nil ? t(.unread) : t(.hasIt) } ?? t(.doesNotHaveIt)))
            })
    }

    private func holders(of fact: ControlFact) -> Node {
        if fact.holdings.isEmpty { return notice(.none, t(.nobodyHasIt)) }
        return dataTable(
            t(.whoHasIt), columns: [t(.agency), t(.columnSince), t(.columnHow)],
            rows: fact.holdings.map { holding in
                [
                    .text(ctx.say(holding.agency)),
                    .text(
                        holding.knownAt.map { at($0) + " (" + since($0) + ")" }
                            ?? t(.unreadSince, ["at": at(holding.deliveredAt)])),
                    .text(words(holding.way)),
                ]
            })
    }

    // MARK: - A question to a character

    func inspect(_ question: ControlQuestion) -> Node {
        let person = view.person(named: question.personID)
        let form = "form-reply"
        let scripted = question.scripted.map(\.id)
        let others = view.facts.filter { !scripted.contains($0.id) }
        return .group([
            card(
                cardHead(
                    h3(.text(ctx.say(question.person))),
                    chip(t(.questionUntil, ["when": at(question.until)]), .due)),
                p(
                    .text(
                        t(.questionWhat, ["seat": ctx.say(question.seat), "topic": ctx.say(question.topic)]))),
                .with(person) { person in
                    .group([
                        fold(id: "question-brief", t(.brief), open: true, ctx.prose(person.brief)),
                        div(.class("stack-tight"), .group(dials(of: person))),
                    ])
                }),
            act(
                form, to: "/control/question/reply", hiddenField("question", question.id.text),
                textArea(
                    id: "reply-text", name: "text", FieldText(t(.replyText), help: t(.replyHelp)),
                    value: typed("text", in: form), rows: 4, draft: "reply-" + question.id.text),
                question.scripted.isEmpty
                    ? p(.class("quiet"), .text(t(.scriptTellsNothing)))
                    : checkField(
                        id: "reply-facts", name: "fact", FieldText(t(.replyFacts), help: t(.replyFactsHelp)),
                        question.scripted.map {
                            Choice(
                                $0.id, .text(ctx.say($0.name)),
                                isChosen: isTicked($0.id, of: "fact", in: form, else: true))
                        }),
                fold(
                    id: "reply-beyond", t(.replyBeyond), open: false,
                    checkField(
                        id: "reply-others", name: "fact",
                        FieldText(t(.replyOthers), help: t(.replyBeyondHelp)),
                        others.map {
                            Choice(
                                $0.id, .text(ctx.say($0.text)),
                                isChosen: isTicked($0.id, of: "fact", in: form, else: false))
                        })),
                formFoot(button(t(.sendReply), .main, icon: .send))),
        ])
    }
}

extension ControlDeed {
    fileprivate var isMark: Bool { if case .mark = kind { true } else { false } }
}
