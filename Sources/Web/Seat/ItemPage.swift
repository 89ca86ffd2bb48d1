import Model
import Texts
import Views

// One item of the inbox, opened.
extension SeatPages {
    func itemDocument(_ item: ItemView) -> Node {
        let sender = senderWords(item)
        return .group([
            documentCard(
                itemTitle(item),
                under: .group([
                    .text(t(item.kind.words)), .when(!sender.isEmpty, .group([" · ", .text(sender)])), " · ",
                    times.moment(item.sentAt),
                ]),
                item.content.map { contentBody($0, item) }
                    ?? notice(
                        .waiting, t(isOver ? NowText.neverOpened : .notOpenYet),
                        p(.text(t(isOver ? NowText.neverOpenedBody : .notOpenYetBody))))),
            .with(item.content) { content in
                .group([
                    .each(content.forms, formDocument),
                    answers(item), reply(item),
                    .when(
                        !content.facts.isEmpty,
                        .group([
                            h3(.text(t(NowText.factsWithIt))),
                            div(.class("stack"), .each(content.facts) { factCard($0) }),
                        ])),
                ])
            },
        ])
    }

    private func contentBody(_ content: ItemContent, _ item: ItemView) -> Node {
        var rows: [(name: String, value: Node)] = []
        func row(_ name: NowText, _ text: Text?) {
            if let text, !text.isEmpty { rows.append((t(name), .text(ctx.say(text)))) }
        }
        row(.aboutAct, content.act)
        row(.aboutTopic, content.topic)
        row(.wanted, content.wanted)
        row(.order, content.order)
        // Whom one met somewhere stands apart from where that was.
        let isVisit = content.verb == .visit
        let met = isVisit ? about(content.persons, []) : []
        let links = about(isVisit ? [] : content.persons, content.places)
        // What was asked is for somebody or somewhere, and so is its answer.
        let isAsked = item.asks || content.answer != nil
        if isAsked, !links.isEmpty { rows.append((t(NowText.whereFor), div(.class("row"), .group(links)))) }
        if !met.isEmpty { rows.append((t(NowText.metThere), div(.class("row"), .group(met)))) }
        if let answer = content.answer {
            rows.append(
                (t(NowText.answerState), chip(words(answer, isOrder: content.order != nil), signal(answer))))
        }
        if let from = content.inForceFrom { rows.append((t(MoneyText.takesEffect), times.moment(from))) }
        if let until = content.inForceUntil {
            rows.append((t(NowText.inForceUntil), times.moment(until)))
        }
        if content.verb == .consent {
            let asked =
                content.service.map { ctx.say($0) }
                ?? content.recipient.map { t(ActText.consentShare, ["who": ctx.say($0)]) }
            if let asked { rows.append((t(ActText.consentAsked), .text(asked))) }
        } else {
            row(.service, content.service)
        }
        if let purpose = content.purpose {
            rows.append((t(ActText.fieldPurpose), .text(ctx.say(purpose))))
        }
        row(.basis, content.basis)
        rows += channelRows(content)
        if let referral = content.referral {
            rows += referralRows(referral, item)
        } else if item.kind == .referral {
            // Nobody was asked: whoever has a right to it has brought the person there.
            rows.append((t(NowText.state), chip(t(ItemState.admitted.words), signal(.admitted))))
        } else if let due = item.due {
            rows.append((dueName(item.state), times.moment(due)))
        }
        if item.kind == .request || item.kind == .order {
            rows.append((t(NowText.state), .text(t(item.state.words))))
        }
        return .group([
            operationNews(content), .with(content.text, prose), .with(content.notice, ctx.noticeParts),
            .with(content.document, documentRows),
            .with(content.outcome) { outcome($0, content) },
            .when(!rows.isEmpty, definitionList(rows)), referralWords(item, content), missingList(content),
            .when(!isAsked && !links.isEmpty, div(.class("row"), .group(links))),
        ])
    }

    func words(_ answer: ItemState, isOrder: Bool) -> String {
        switch (answer, isOrder) {
        case (.answered, true): t(NowText.granted)
        case (.refused, true): t(NowText.refusedOrder)
        default: t(answer.words)
        }
    }

    /// A message is answered by writing to its sender.
    private func reply(_ item: ItemView) -> Node {
        guard !item.isOwn, [.message, .share, .reply, .referral].contains(item.kind), let from = item.from,
            let write = openActs.first(where: { $0.verb == .write })
        else { return .nothing }
        return div(
            .class("row"),
            buttonLink(
                t(NowText.replyTo), to: "/act/\(write.act.text)?agencies=\(from.handle.text)", icon: .undo))
    }

    /// What an act of ours brought.
    private func outcome(_ outcome: OutcomeView, _ content: ItemContent) -> Node {
        switch outcome {
        case .records(let register, let fields, let rows):
            return rows.isEmpty
                ? p(.text(t(ActText.noRecords, ["register": ctx.say(register)])))
                : dataTable(
                    ctx.say(register), columns: fields.map { ctx.say($0) },
                    rows: rows.map(cells))
        case .found(let texts):
            let statements = content.persons.flatMap { view.statements(about: $0.handle) }
            return .group([
                .each(texts) { p(.text(ctx.say($0))) },
                .when(
                    texts.isEmpty && content.facts.isEmpty && statements.isEmpty,
                    p(.text(t(ActText.outcomeNothingFound)))),
                .when(content.verb == .obtain, statementLinks(statements)),
            ])
        case .silent:
            let isMeeting = content.verb == .visit && !content.persons.isEmpty
            return p(
                .text(
                    t(
                        content.verb == .talk
                            ? ActText.outcomeSilent : isMeeting ? .outcomeMet : .outcomeNothingFound)))
        case .nobodyThere: return p(.text(t(ActText.outcomeNobody)))
        case .receivedElsewhere(let received): return receivedWords(received, .wereBrought, .wereMet)
        case .consentGiven: return p(.text(t(ActText.outcomeConsent)))
        case .consentRefused: return p(.text(t(ActText.outcomeNoConsent)))
        case .notSupported: return p(.text(t(ActText.outcomeNotSupported)))
        case .helped: return p(.text(t(ActText.outcomeHelped)))
        case .done: return p(.text(doneWords(content)))
        case .concluded: return p(.text(t(ActText.outcomeConcluded)))
        case .admitted(let service):
            return p(.text(t(ActText.outcomeAdmitted, ["service": ctx.say(service)])))
        case .declined(let service):
            return p(.text(t(ActText.outcomeDeclined, ["service": ctx.say(service)])))
        case .full(let service): return p(.text(t(ActText.outcomeFull, ["service": ctx.say(service)])))
        }
    }

    /// The values of a record; what a bank saw stands below the last of them.
    private func cells(_ row: RecordView) -> [Node] {
        row.values.map { $0.map { ctx.say($0) }.joined(separator: "; ") }.enumerated().map { place, value in
            place < row.values.count - 1 || row.flags.isEmpty
                ? .text(value)
                : .group([
                    .text(value),
                    div(.class("row"), .each(row.flags) { chip(ctx.say($0), icon: .flag) }),
                ])
        }
    }

    /// What an act without a find of its own has brought about.
    private func doneWords(_ content: ItemContent) -> String {
        let who = t.format.list(content.persons.map { ctx.say($0.name) })
        return switch content.verb {
        case .form: t(ActText.doneSigned)
        case .appoint: t(ActText.doneGuardian, ["who": who])
        case .remove: t(ActText.doneRemoved, ["who": who])
        case .charge, .decide: t(ActText.doneDecided)
        default: t(ActText.outcomeDone)
        }
    }

    /// The acts that answer it.
    private func answers(_ item: ItemView) -> Node {
        guard item.waits || item.isOwn || (item.kind == .request && item.state == .lapsed) else {
            return .nothing
        }
        let acts = openActs.filter { $0.items.contains(item.handle) }
        guard !acts.isEmpty else { return .nothing }
        return div(
            .class("row"),
            .each(acts) { act in
                buttonLink(
                    ctx.say(act.name), to: "/act/\(act.act.text)?item=\(item.handle.text)",
                    [.answer, .giveOrder, .accept].contains(act.verb) ? .main : .plain)
            })
    }
}
