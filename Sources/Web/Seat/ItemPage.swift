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
                    ?? notice(.waiting, t(NowText.notOpenYet), p(.text(t(NowText.notOpenYetBody))))),
            .with(item.content) { content in
                .group([
                    .when(
                        !content.facts.isEmpty,
                        .group([
                            h3(.text(t(NowText.factsWithIt))),
                            div(.class("stack"), .each(content.facts) { factCard($0) }),
                        ])), answers(item),
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
        row(.service, content.service)
        row(.basis, content.basis)
        if let due = item.due { rows.append((t(NowText.due), times.moment(due))) }
        if item.kind == .request || item.kind == .order {
            rows.append((t(NowText.state), .text(t(item.state.words))))
        }
        let links = about(content.persons, content.places)
        return .group([
            .with(content.text, prose), .with(content.outcome, outcome),
            .when(!rows.isEmpty, definitionList(rows)),
            .when(!links.isEmpty, div(.class("row"), .group(links))),
        ])
    }

    /// What an act of ours brought.
    private func outcome(_ outcome: OutcomeView) -> Node {
        switch outcome {
        case .records(let register, let fields, let rows):
            return rows.isEmpty
                ? p(.text(t(ActText.noRecords, ["register": ctx.say(register)])))
                : dataTable(
                    ctx.say(register), columns: fields.map { ctx.say($0) },
                    rows: rows.map { row in row.values.map { .text(ctx.say($0)) } })
        case .found(let texts):
            return texts.isEmpty
                ? p(.text(t(ActText.outcomeDone))) : .each(texts) { p(.text(ctx.say($0))) }
        case .silent: return p(.text(t(ActText.outcomeSilent)))
        case .nobodyThere: return p(.text(t(ActText.outcomeNobody)))
        case .consentGiven: return p(.text(t(ActText.outcomeConsent)))
        case .consentRefused: return p(.text(t(ActText.outcomeNoConsent)))
        case .notSupported: return p(.text(t(ActText.outcomeNotSupported)))
        case .helped: return p(.text(t(ActText.outcomeHelped)))
        case .done: return p(.text(t(ActText.outcomeDone)))
        case .concluded: return p(.text(t(ActText.outcomeConcluded)))
        case .admitted(let service):
            return p(.text(t(ActText.outcomeAdmitted, ["service": ctx.say(service)])))
        case .declined(let service):
            return p(.text(t(ActText.outcomeDeclined, ["service": ctx.say(service)])))
        case .full(let service): return p(.text(t(ActText.outcomeFull, ["service": ctx.say(service)])))
        }
    }

    /// The acts that answer it.
    private func answers(_ item: ItemView) -> Node {
        guard item.waits || (item.kind == .request && item.state == .lapsed) else { return .nothing }
        let acts = view.prospects.filter { $0.items.contains(item.handle) }
        guard !acts.isEmpty else { return .nothing }
        return div(
            .class("row"),
            .each(acts) { act in
                buttonLink(
                    ctx.say(act.name), to: "/act/\(act.act.text)?item=\(item.handle.text)",
                    act.verb == .answer || act.verb == .giveOrder ? .main : .plain)
            })
    }
}
