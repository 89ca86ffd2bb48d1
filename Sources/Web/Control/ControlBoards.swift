import Basics
import Documents
import HTTPCore
import Model
import Roster
import Texts
import Views

// Ground truth against knowledge, everybody in the story, and what one seat sees.
extension ControlDesk {
    package enum FactFilter: String, CaseIterable, Sendable { case all, waiting, unread, nobody, conclusions }

    /// `/control/facts`: facts by agencies.
    package func factsPage(_ filter: FactFilter, stream: String?) -> PageParts {
        let facts = view.facts.filter { isWanted($0, filter) }
        let agencies = view.agencies
        return PageParts(
            shell(t(.placeFacts), at: "/control/facts", stream: stream),
            stack([
                ctx.still {
                    .group([
                        pageHead(
                            t(.factsHeading), under: p(.text(t(.factsWhat))), actions: [composeLink]),
                        filterLinks(
                            t(.kinds),
                            FactFilter.allCases.map {
                                (name($0), "/control/facts?show=" + $0.rawValue, $0 == filter)
                            }),
                    ])
                },
                ctx.live("now", id: "facts-board") {
                    facts.isEmpty
                        ? emptyState(.fact, t(.noFacts), t(.noFactsWhat))
                        : ledgerGrid(
                            t(.factsHeading), corner: t(.fact),
                            agencies: agencies.map { .text(ctx.say($0.name)) },
                            facts: facts.map { fact in
                                (
                                    a(.href(ControlAsk(.fact(fact.id)).address), .text(ctx.say(fact.text))),
                                    agencies.map { cell(fact, $0) }
                                )
                            })
                },
            ]))
    }

    private func stack(_ parts: [Node]) -> Node { div(.class("stack"), .group(parts)) }

    private func isWanted(_ fact: ControlFact, _ filter: FactFilter) -> Bool {
        switch filter {
        case .all: true
        case .waiting:
            !fact.holdings.filter { $0.knownAt != nil }.isEmpty
                && fact.neededBy.contains { agency in !fact.holdings.contains { $0.agencyID == agency.id } }
        case .unread: fact.holdings.contains { $0.knownAt == nil }
        case .nobody: fact.holdings.isEmpty
        case .conclusions: fact.isConclusion
        }
    }

    private func name(_ filter: FactFilter) -> String {
        switch filter {
        case .all: t(.everything)
        case .waiting: t(.factsWaiting)
        case .unread: t(.unread)
        case .nobody: t(.factsNobody)
        case .conclusions: t(.factsConclusions)
        }
    }

    private func cell(_ fact: ControlFact, _ agency: NamedOption) -> LedgerCell {
        guard let holding = fact.holdings.first(where: { $0.agencyID == agency.id }) else {
            return isNeeded(fact, by: agency)
        }
        guard let known = holding.knownAt else {
            return LedgerCell(.told, t(.unread), detail: t(.forLong, ["long": since(holding.deliveredAt)]))
        }
        let state: LedgerState = holding.way == .found || holding.way == .concluded ? .found : .opened
        return LedgerCell(state, words(holding.way), detail: at(known))
    }

    /// Needed and not there: from when somebody else has known it.
    private func isNeeded(_ fact: ControlFact, by agency: NamedOption) -> LedgerCell {
        guard fact.neededBy.contains(where: { $0.id == agency.id }) else { return LedgerCell(.never, "–") }
        guard let first = fact.holdings.compactMap(\.knownAt).min() else {
            return LedgerCell(.never, t(.needsIt))
        }
        return LedgerCell(.missed, t(.needsIt), detail: t(.elsewhereFor, ["long": since(first)]))
    }

    // MARK: - People

    /// `/control/people`: everybody in the story.
    package func peoplePage(stream: String?) -> PageParts {
        PageParts(
            shell(t(.placePeople), at: "/control/people", stream: stream),
            stack([
                ctx.still {
                    pageHead(
                        t(.peopleHeading), under: p(.text(t(.peopleWhat))),
                        actions: [
                            buttonLink(ctx.t(RoleText.castingHeading), to: "/control/roles", icon: .person),
                            composeLink,
                        ])
                },
                ctx.live("now", id: "people-board") {
                    div(.class("tiles"), .each(view.persons, personCard))
                },
            ]))
    }

    private func personCard(_ person: ControlPerson) -> Node {
        card(
            cardHead(
                h2(
                    a(
                        .class("card-title"), .href(ControlAsk(.person(person.id)).address),
                        .text(ctx.say(person.name)))),
                chip(words(person.status), statusSignal(person.status))),
            div(
                .class("row"),
                .when(person.isVictim, chip(t(.truthVictim), .new)),
                heldChip(person),
                .each(person.marks) { chip(words($0), signal($0)) }),
            div(.class("stack-tight"), .group(dials(of: person))),
            p(.class("small"), .text(ctx.say(person.place))))
    }

    // MARK: - The doors, to be printed

    /// `/control/doors`: a ticket for each seat and one for the page where a code is typed.
    package func doorsPage() -> PageParts {
        PageParts(
            shell(t(.placeDoors), at: "/control/doors", stream: nil),
            .group([
                pageHead(
                    t(.doorsHeading), under: p(.class("no-print"), .text(t(.doorsWhat))),
                    actions: [
                        el(
                            "button", .type("button"), .class("button no-print"), .data("print"),
                            Icon.print.node,
                            .text(t(.print))),
                        buttonLink(t(.sessionsHeading), to: "/control/sessions", .quiet, icon: .people),
                        form(
                            .class("no-print"), .id("another-device"), .method("post"),
                            .action("/control/another"), button(t(.anotherDevice), icon: .link)), composeLink,
                    ]),
                .when(
                    office.isHere,
                    div(.class("no-print"), notice(.due, t(.onlyHere), p(.text(t(.onlyHereWhat)))))),
                .with(office.fingerprint, fingerprintNote), guessesNote,
                div(
                    .class("stack"), ticketSheet([joinTicket] + view.seats.map(ticket)), observersCard,
                    playersCard),
            ]))
    }

    /// A way in for control itself, made when it was asked for and shown this once.
    package func anotherDevicePage(_ address: String) -> PageParts {
        PageParts(
            shell(t(.anotherDevice), at: "/control/doors", stream: nil),
            div(
                .class("center stack"),
                pageHead(t(.anotherDevice), under: p(.text(t(.anotherDeviceWhat)))),
                qr(address, name: t(.qrOfControl)), p(code(.text(address))),
                p(.class("link-line"), a(.href("/control/doors"), Icon.back.node, " ", .text(t(.placeDoors))))
            ))
    }

    /// Phones warn of a certificate that nobody vouches for; this is how people see that it is ours.
    private func fingerprintNote(_ fingerprint: String) -> Node {
        card(h2(.text(t(.fingerprintHeading))), p(.text(t(.fingerprintWhat))), p(code(.text(fingerprint))))
    }

    /// A mistyped code is nothing; many may be somebody who tries one after the other.
    private var guessesNote: Node {
        let tried = [
            office.guesses.codes > 0 ? t(.guessedCodes, count: office.guesses.codes) : nil,
            office.guesses.passwords > 0 ? t(.guessedPasswords, count: office.guesses.passwords) : nil,
        ].compactMap { $0 }
        guard !tried.isEmpty else { return .nothing }
        return div(
            .class("no-print"),
            notice(
                office.guesses.isClosed ? .due : .waiting, t(.guessedHeading), .each(tried) { p(.text($0)) },
                .when(office.guesses.isClosed, p(.text(t(.guessedClosed))))))
    }

    private var joinTicket: Node {
        let address = office.origin + "/join"
        return seatTicket(
            seat: .text(t(.everybody)), qr: qr(address, name: t(.qrOfJoin)), code: t(.thenTypeCode),
            address: address)
    }

    private func ticket(_ seat: ControlSeat) -> Node {
        let title: Node = .group([
            .text(ctx.say(seat.name)), br(),
            small(.text(ctx.say(seat.agency) + ", " + ctx.say(seat.country))),
        ])
        guard let link = office.link(to: seat.id) else {
            return seatTicket(
                seat: title, qr: p(.text(t(.noWayIn))), code: "", address: "")
        }
        let address = office.address(of: link)
        return seatTicket(
            seat: title, qr: qr(address, name: t(.qrOfSeat, ["seat": ctx.say(seat.name)])), code: link.code,
            address: address)
    }

    /// An address too long for a code stands in letters beside it anyway.
    func qr(_ address: String, name: String) -> Node {
        guard let code = try? QRCode(address) else { return .nothing }
        return qrCode(.trusted(code.svg(title: name)), name: name)
    }

    // MARK: - What a seat sees

    /// `/control/seat/ID`: the seat's own view, without a way to act. Looking changes nothing.
    package func seatPage(_ seat: ControlSeat, _ sight: SeatView, stream: String?) -> PageParts {
        PageParts(
            shell(t(.seatSeesHeading, ["seat": ctx.say(seat.name)]), at: "", stream: stream),
            .group([
                ctx.still {
                    pageHead(
                        t(.seatSeesHeading, ["seat": ctx.say(seat.name)]),
                        under: p(.text(t(.seatSeesWhat))),
                        actions: [
                            buttonLink(
                                t(.backToDesk), to: ControlAsk(.seat(seat.id)).address, icon: .back),
                            composeLink,
                        ])
                },
                ctx.live("now", id: "seat-sight") { sightOf(sight) },
            ]))
    }

    private func sightOf(_ sight: SeatView) -> Node {
        let facts = sight.facts
        let persons = sight.persons
        let places = sight.places
        let inbox = sight.inbox
        return .group([
            card(
                h2(.text(t(.itsInbox, count: inbox.count))),
                inbox.isEmpty
                    ? p(.text(t(.nothingYet)))
                    : dataTable(
                        t(.inbox), columns: [t(.titleField), t(.from), t(.columnSince), t(.state)],
                        rows: inbox.map { item in
                            [
                                .text(SeatPages(ctx, sight).itemTitle(item)),
                                .text(
                                    item.fromName.map { ctx.say($0) } ?? item.from.map { ctx.say($0.name) }
                                        ?? ""),
                                .text(at(item.sentAt)), .text(item.isOpen ? t(.read) : t(.unread)),
                            ]
                        })),
            card(
                h2(.text(t(.itsFacts, count: facts.count))),
                facts.isEmpty
                    ? p(.text(t(.nothingYet)))
                    : dataTable(
                        t(.fact), columns: [t(.fact), t(.columnSince), t(.columnHow)],
                        rows: facts.map { fact in
                            [
                                .text(ctx.say(fact.text)), .text(at(fact.learnedAt)),
                                .text(words(fact.way) + (fact.from.map { ", " + ctx.say($0) } ?? "")),
                            ]
                        })),
            card(
                h2(.text(t(.itsPeople, count: persons.count))),
                persons.isEmpty
                    ? p(.text(t(.nothingYet)))
                    : ul(
                        .each(persons) { person in
                            li(
                                .text(ctx.say(person.name)),
                                .with(person.ourMark) { .group([" ", chip(words($0), statusSignal($0))]) })
                        })),
            card(
                h2(.text(t(.itsPlaces, count: places.count))),
                places.isEmpty
                    ? p(.text(t(.nothingYet))) : ul(.each(places) { li(.text(ctx.say($0.name))) })),
        ])
    }
}
