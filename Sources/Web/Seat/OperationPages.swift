import Model
import Texts
import Views

// Joint operations: the list, and one of them with its plan, its gates and its minutes.
extension SeatPages {
    package func operationsPage() -> PageParts {
        casePage(.operations) {
            let operations = view.operations
            let plan = openActs.filter { $0.verb == .planOperation }
            return .group([
                operations.isEmpty
                    ? emptyState(.flag, t(OperationText.none), t(OperationText.noneBody))
                    : itemList(operations.map(operationLine)),
                div(
                    .class("row"),
                    .each(plan) { buttonLink(ctx.say($0.name), to: "/act/" + $0.act.text, icon: .act) }),
            ])
        }
    }

    func operationTitle(_ operation: OperationView) -> String {
        t(
            OperationText.titleWith,
            [
                "name": ctx.say(operation.name),
                "where": t.format.list(operation.sites.map { ctx.say($0.name) }),
            ])
    }

    private func operationLine(_ operation: OperationView) -> Item {
        Item(
            id: "operation-" + operation.handle.text, address: "/operation/" + operation.handle.text,
            title: operationTitle(operation), mark: Icon.flag.node, when: times.relative(operation.plannedAt),
            line: t(OperationText.ledBy, ["who": ctx.say(operation.lead.name)]),
            tags: [chip(words(operation.standing), signal(operation.standing))])
    }

    private func words(_ standing: OperationView.Standing) -> String {
        switch standing {
        case .planned: t(OperationText.standingPlanned)
        case .ordered(let at): t(OperationText.standingOrdered, ["time": times.exact(at)])
        case .underWay: t(isOver ? OperationText.standingAtEnd : .standingUnderWay)
        case .over: t(OperationText.standingOver)
        case .calledOff: t(OperationText.standingCalledOff)
        }
    }

    private func signal(_ standing: OperationView.Standing) -> Signal {
        switch standing {
        case .planned, .ordered: .waiting
        case .underWay: .new
        case .over: .done
        case .calledOff: .none
        }
    }

    // MARK: One operation

    package func operation(_ handle: Handle) -> PageParts? {
        guard let operation = view.operation(handle) else { return nil }
        return page(
            operationTitle(operation), .caseFolder,
            ctx.still { wayBack(t(OperationText.title), to: "/case/operations") },
            ctx.live("case") {
                .group([
                    pageHead(operationTitle(operation), under: prose(operation.about)),
                    div(
                        .class("row"), chip(words(operation.standing), signal(operation.standing)),
                        .with(view.showsLaw ? operation.article : nil) { article in
                            p(
                                .class("link-line"),
                                a(.href("/law/" + article.handle.text), .text(ctx.say(article.title))))
                        }),
                    .when(
                        operation.reason.isSaid,
                        notice(
                            .waiting, t(OperationText.standingCalledOff),
                            paragraphs(ctx.say(operation.reason)))),
                    operationActs(operation), minuteList(operation), planList(operation),
                    partTable(operation),
                    readyList(operation),
                ])
            },
            ctx.still { gateList(operation.handle) })
    }

    /// What can be done about it now.
    private func operationActs(_ operation: OperationView) -> Node {
        let acts = openActs.filter {
            $0.verb.concernsOperation && $0.items.contains(operation.handle)
        }
        return .when(
            !acts.isEmpty,
            div(
                .class("row"),
                .each(acts) { act in
                    buttonLink(
                        ctx.say(act.name), to: "/act/\(act.act.text)?item=\(operation.handle.text)",
                        [.takePart, .beginOperation].contains(act.verb) ? .main : .plain)
                }))
    }

    private func minuteList(_ operation: OperationView) -> Node {
        .when(
            !operation.isOpen && (!operation.minutes.isEmpty || operation.reason.isEmpty),
            .group([
                h2(.text(t(OperationText.minutesHeading))),
                operation.minutes.isEmpty
                    ? p(.class("quiet"), .text(t(OperationText.minutesNone)))
                    : timeline(
                        operation.minutes.enumerated().map { place, minute in
                            TimelineEntry(
                                id: "minute-\(place)", when: times.exact(minute.at),
                                span(.text(ctx.say(minute.text))))
                        }),
            ]))
    }

    private func planList(_ operation: OperationView) -> Node {
        var rows: [(name: String, value: Node)] = [
            (t(OperationText.sites), div(.class("row"), .each(operation.sites, placeLink))),
            // What was still to come when it ended is not to come any more.
            (
                t(OperationText.hour),
                isOver ? .text(times.exact(operation.hour)) : times.moment(operation.hour)
            ),
            (
                t(OperationText.reception),
                operation.reception.map(placeLink) ?? .text(t(OperationText.noReception))
            ),
        ]
        for choice in operation.choices {
            let words = choice.words.map { ctx.say($0) } ?? t(choice.isYes ? CommonText.yes : .no)
            rows.append((ctx.say(choice.name), .text(words)))
        }
        return .group([
            h2(.text(t(OperationText.plan))),
            p(
                .class("quiet small"),
                .text(t(OperationText.version, ["number": operation.version])), " · ",
                times.moment(operation.plannedAt)),
            definitionList(rows),
            .when(operation.text.isSaid, paragraphs(ctx.say(operation.text))),
        ])
    }

    private func partTable(_ operation: OperationView) -> Node {
        .group([
            h2(.text(t(OperationText.partsHeading))),
            dataTable(
                t(OperationText.partsHeading),
                columns: [
                    t(OperationText.partAgency), t(OperationText.partDoes), t(OperationText.partStanding),
                ],
                rows: operation.agencies.map { part in
                    [
                        ctx.agency(part.agency),
                        part.names.isEmpty ? .text(t(OperationText.noPart)) : ctx.each(part.names),
                        .group([
                            chip(t(part.standing.words), part.standing.signal),
                            .when(
                                part.staff > 0 && part.standing != .refused,
                                p(.class("quiet small"), .text(t(OperationText.staff, count: part.staff)))),
                            .when(part.reason.isSaid, paragraphs(ctx.say(part.reason))),
                        ]),
                    ]
                }),
        ])
    }

    /// What our agency has done for it, and the orders that it knows of.
    private func readyList(_ operation: OperationView) -> Node {
        .when(
            !operation.done.isEmpty || !operation.orders.isEmpty,
            .group([
                h2(.text(t(OperationText.oursHeading))),
                ul(
                    .each(operation.done) { done in
                        li(.text(ctx.say(done.act)), " · ", times.moment(done.at))
                    },
                    .each(operation.orders) { order in
                        li(
                            .text(ctx.say(order.name)), " ", .with(order.place, placeLink),
                            .with(order.person) { chip(ctx.say($0.name), icon: .person) }, " · ",
                            .with(order.from) { from in
                                .group([.text(t(MoneyText.takesEffect)), " ", times.moment(from), " · "])
                            },
                            .text(t(NowText.inForceUntil)), " ", times.moment(order.until))
                    }),
            ]))
    }

    // MARK: What must be ready

    /// Judged by what our agency knows. It stands still: what it knows of others may have changed since.
    func gateList(_ handle: Handle) -> Node {
        guard view.showsLaw else { return .nothing }
        let gates = view.gates(of: handle)
        return .when(
            !gates.isEmpty,
            .group([
                h2(.text(t(OperationText.gatesHeading))),
                p(.class("quiet"), .text(t(OperationText.gatesIntro))),
                ul(.class("rows"), .each(gates, gateLine)),
            ]))
    }

    private func gateLine(_ gate: GateView) -> Node {
        li(
            div(
                .class("line"), .data("signal", gate.signal.rawValue),
                span(.class("line-mark"), (gate.signal.icon ?? .waiting).node),
                span(
                    .class("line-main"),
                    span(code(.text(gate.id)), " ", .text(ctx.say(gate.name))),
                    small(
                        strong(.text(t(gate.words))), " · ",
                        .text(t(OperationText.gateOwner, ["who": ctx.say(gate.owner)]))),
                    .when(
                        gate.standing != .met && !gate.overrides,
                        small(.text(ctx.say(gate.says)))),
                    .with(gate.article) { article in
                        small(
                            .class("link-line"),
                            a(.href("/law/" + article.handle.text), .text(ctx.say(article.title))))
                    },
                    .when(
                        gate.standing != .met && !gate.acts.isEmpty && !isOver,
                        span(
                            .class("row"),
                            .each(gate.acts) { act in
                                buttonLink(ctx.say(act.name), to: "/act/" + act.handle.text)
                            })))))
    }

    // MARK: Letters about it

    /// What is new, and the way to it.
    func operationNews(_ content: ItemContent) -> Node {
        guard let news = content.news else { return .nothing }
        return .group([
            p(strong(.text(t(news.words)))),
            .with(content.received) { received in
                .group([
                    receivedWords(received, .came, .wereMet),
                    div(.class("row"), .each(received.persons, personLink)),
                ])
            },
            .with(content.operation) { handle in
                div(
                    .class("row"),
                    buttonLink(
                        t(OperationText.open), to: "/operation/" + handle.text, .main, icon: .forward))
            },
        ])
    }
}

extension SeatPages {
    /// Whom an operation met, and where they are.
    func receivedWords(
        _ received: ReceivedView, _ there: OperationText, _ elsewhere: OperationText
    ) -> Node {
        let who = t.format.list(received.persons.map { ctx.say($0.name) })
        return p(
            .text(
                received.place.map { t(there, ["who": who, "place": ctx.say($0)]) }
                    ?? t(elsewhere, ["who": who])))
    }
}

extension OperationView.Part.Standing {
    package var words: OperationText {
        switch self {
        case .lead: .leads
        case .asked: .asked
        case .confirmed: .confirmed
        case .refused: .refused
        }
    }

    package var signal: Signal {
        switch self {
        case .lead, .confirmed: .done
        case .asked: .waiting
        case .refused: .due
        }
    }
}

extension OperationNews {
    package var words: OperationText {
        switch self {
        case .asked: .newsAsked
        case .changed: .newsChanged
        case .confirmed: .newsConfirmed
        case .refused: .newsRefused
        case .ordered: .newsOrdered
        case .calledOff: .newsCalledOff
        case .over: .newsOver
        }
    }
}

extension GateView {
    fileprivate var words: OperationText {
        switch (overrides, standing) {
        case (true, .met): .gateDanger
        case (true, _): .gateNoDanger
        case (false, .met): .gateMet
        case (false, .unmet): .gateUnmet
        case (false, .unknown): .gateUnknown
        }
    }

    fileprivate var signal: Signal {
        switch (overrides, standing) {
        case (true, .met): .due
        case (true, _): .none
        case (false, .met): .done
        case (false, .unmet): .due
        case (false, .unknown): .waiting
        }
    }
}
