import HTTPCore
import Model
import Texts
import Views

// What the agency knows: facts, people, places, decisions.
extension SeatPages {
    enum Tab: CaseIterable {
        case facts, people, places, chart, money, timeline, decisions, forms, operations
    }

    func casePage(_ current: Tab, _ content: () -> Node) -> PageParts {
        return page(
            t(CaseText.title), .caseFolder,
            ctx.still {
                .group([
                    pageHead(t(CaseText.title), actions: caseActs(current)),
                    tabs(
                        t(CaseText.title), knowledgeTabs(current), more: t(CaseText.tabMore),
                        paperTabs(current)),
                ])
            },
            ctx.live("case") { .group([teamList(), content()]) })
    }

    /// What we know: the tabs that are opened most.
    private func knowledgeTabs(_ current: Tab) -> [TabItem] {
        [
            (t(CaseText.tabFacts), "/case", current == .facts),
            (t(CaseText.tabPeople), "/case/people", current == .people),
            (t(CaseText.tabPlaces), "/case/places", current == .places),
        ]
    }

    /// What is drawn from it, and what we wrote: behind one word on a phone, beside the others on a laptop.
    private func paperTabs(_ current: Tab) -> [TabItem] {
        var items: [TabItem] = [(t(CaseText.tabChart), "/case/chart", current == .chart)]
        if view.followsMoney { items.append((t(MoneyText.tab), "/case/money", current == .money)) }
        items += [
            (t(CaseText.tabTimeline), "/case/timeline", current == .timeline),
            (t(CaseText.tabDecisions), "/case/decisions", current == .decisions),
            (t(ProcedureText.forms), "/case/forms", current == .forms),
        ]
        if view.hasOperations {
            items.append((t(OperationText.title), "/case/operations", current == .operations))
        }
        return items
    }

    /// Facts are linked here, and decisions taken where they are read: a page on a phone begins with what it is about.
    private func caseActs(_ current: Tab) -> [Node] {
        guard view.clock.condition != .ended else { return [] }
        let verbs: [Verb] = current == .decisions ? [.decide, .charge] : [.link]
        return openActs.filter { verbs.contains($0.verb) }.map {
            buttonLink(
                ctx.say($0.name), to: "/act/" + $0.act.text, icon: $0.verb == .link ? .link : .decision)
        }
    }

    /// Of a charge: what it is, and who is charged.
    func decisionSubject(_ decision: DecisionView) -> Node {
        let words = [decision.charge, decision.person].compactMap { $0 }.map { ctx.say($0) }
        return words.isEmpty ? .nothing : p(strong(.text(words.joined(separator: " · "))))
    }

    package func facts() -> PageParts {
        casePage(.facts) {
            let facts = view.facts
            return facts.isEmpty
                ? emptyState(.fact, t(CaseText.noFacts), t(CaseText.noFactsBody))
                : .group([
                    p(.class("quiet"), .text(t(CaseText.facts, count: facts.count))),
                    div(.class("tiles"), .each(facts) { factCard($0) }),
                ])
        }
    }

    package func people() -> PageParts {
        casePage(.people) {
            let people = view.persons
            return people.isEmpty
                ? emptyState(.people, t(CaseText.noPeople), t(CaseText.noPeopleBody))
                : itemList(
                    people.map { person in
                        Item(
                            id: "person-" + person.handle.text, address: "/person/" + person.handle.text,
                            title: ctx.say(person.name), mark: Icon.person.node, line: ctx.line(person.about),
                            tags: personTags(person))
                    })
        }
    }

    func personTags(_ person: PersonView) -> [Node] {
        let saysGrounds = view.showsLaw && person.grounds && person.ourMark == nil
        return (person.ourMark.map { [chip(ctx.name(of: $0), .done)] } ?? [])
            + (saysGrounds ? [chip(t(PeopleText.grounds), .due)] : [])
            + person.traits.map { chip(ctx.say($0)) }
            + (person.hasGuardian ? [chip(t(PeopleText.hasGuardian), .done)] : [])
            + (person.facts.isEmpty ? [] : [chip(t(CaseText.facts, count: person.facts.count), icon: .fact)])
    }

    package func placesPage() -> PageParts {
        casePage(.places) {
            let places = view.places
            return places.isEmpty
                ? emptyState(.place, t(CaseText.noPlaces), t(CaseText.noPlacesBody))
                : .group([PlaneMap(ctx, places).figure, placeTable(places)])
        }
    }

    private func placeTable(_ places: [PlaceView]) -> Node {
        dataTable(
            t(CaseText.tabPlaces),
            columns: [t(CaseText.place), t(CaseText.country), t(CaseText.whatIsThere)],
            rows: places.map { place in
                [
                    a(.href("/place/" + place.handle.text), .text(ctx.say(place.name))),
                    .text(ctx.say(place.country)), .text(t(CaseText.facts, count: place.facts.count)),
                ]
            })
    }

    package func decisions() -> PageParts {
        casePage(.decisions) {
            let decisions = view.decisions
            return decisions.isEmpty
                ? emptyState(.decision, t(CaseText.noDecisions), t(CaseText.noDecisionsBody))
                : .each(decisions) { decision in
                    documentCard(
                        t(CaseText.decisionOf, ["seat": ctx.say(decision.seat)]),
                        under: times.moment(decision.at), decisionSubject(decision),
                        paragraphs(ctx.say(decision.text)), h3(.text(t(ActText.textAlternatives))),
                        paragraphs(ctx.say(decision.alternatives)), factList(decision.facts))
                }
        }
    }

    private func factList(_ handles: [Handle]) -> Node {
        let facts = handles.compactMap { view.fact($0) }
        return .when(
            !facts.isEmpty,
            ul(
                .each(facts) {
                    li(.class("link-line"), a(.href("/fact/" + $0.handle.text), .text(ctx.say($0.text))))
                }))
    }

    // MARK: One thing

    /// - Parameter list: of signs, chosen by position.
    package func person(_ person: PersonView, list: Int? = nil) -> PageParts {
        page(
            ctx.say(person.name), .caseFolder,
            ctx.still { wayBack(t(CaseText.tabPeople), to: "/case/people") },
            ctx.live("case") {
                .group([
                    pageHead(ctx.say(person.name), under: prose(person.about)),
                    div(.class("row"), .group(personTags(person))),
                    .when(
                        view.showsLaw && person.grounds
                            && (person.ourMark == nil || person.ourMark == .potential),
                        notice(.due, t(PeopleText.groundsTitle), p(.text(t(PeopleText.groundsBody))))),
                    .with(person.ourMark) { status in
                        p(
                            Icon.decision.node, " ",
                            .text(t(PeopleText.weMarked, ["status": ctx.name(of: status)])),
                            " ", .with(person.markedAt) { times.moment($0) })
                    },
                    .with(person.register == person.ourMark ? nil : person.register) { status in
                        p(
                            Icon.decision.node, " ",
                            .text(t(PeopleText.inRegister, ["status": ctx.name(of: status)])))
                    },
                    awaitedNotice(person), talkLine(person),
                    h2(.text(t(CaseText.whatWeKnow))),
                    person.facts.isEmpty
                        ? p(.class("quiet"), .text(t(CaseText.nothingYet)))
                        : div(
                            .class("tiles"), .each(person.facts.compactMap { view.fact($0) }) { factCard($0) }
                        ),
                    statementLinks(view.statements(about: person.handle)),
                    referralList(person),
                    .when(
                        !isOver,
                        .group([h2(.id("acts"), .text(t(PeopleText.whatWeCanDo))), personActs(person)])),
                    procedureParts(person, list: list),
                ])
            })
    }

    /// The talk is what people come for; the other acts stand under what is known, one tap away.
    private func talkLine(_ person: PersonView) -> Node {
        let talks = openActs.contains { act in
            act.verb == .talk && act.persons.contains { $0.handle == person.handle }
        }
        return div(
            .class("row"),
            .when(
                talks || isOver && !person.talks.isEmpty,
                buttonLink(
                    t(TalkText.talkWith, ["who": ctx.say(person.name)]),
                    to: "/talk/with/" + person.handle.text, .main, icon: .talk)),
            .when(!isOver, buttonLink(t(PeopleText.whatWeCanDo), to: "#acts", icon: .act)),
            .when(
                !person.talks.isEmpty,
                span(.class("quiet"), .text(t(TalkText.questionsSoFar, count: person.talks.count)))))
    }

    package func place(_ handle: Handle) -> PageParts? {
        guard let place = view.places.first(where: { $0.handle == handle }) else { return nil }
        return page(
            ctx.say(place.name), .caseFolder,
            ctx.still { wayBack(t(CaseText.tabPlaces), to: "/case/places") },
            ctx.live("case") {
                .group([
                    pageHead(
                        ctx.say(place.name),
                        under: .group([
                            .with(place.country) { p(.class("quiet"), .text(ctx.say($0))) },
                            prose(place.about),
                        ])),
                    div(
                        .class("row"),
                        .each(openActs.filter { act in act.places.contains { $0.handle == handle } }) {
                            act in
                            buttonLink(
                                ctx.say(act.name),
                                to: "/act/\(act.act.text)?"
                                    + (act.verb == .planOperation ? "places=" : "place=") + handle.text)
                        }),
                    h2(.text(t(CaseText.whatWeKnow))),
                    place.facts.isEmpty
                        ? p(.class("quiet"), .text(t(CaseText.nothingYet)))
                        : div(
                            .class("tiles"), .each(place.facts.compactMap { view.fact($0) }) { factCard($0) }),
                ])
            })
    }
}
