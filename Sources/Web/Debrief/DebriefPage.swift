import Basics
import Model
import Texts
import Views

extension DebriefReport {
    /// `/debrief`.
    ///
    /// - Parameter back: where the reader comes from.
    package func page(back: String) -> PageParts {
        var shell = ctx.shell(t(.title), .debrief)
        shell.band = ctx.band(who: ctx.say(debrief.title))
        return PageParts(
            shell,
            div(
                .class("stack-wide"),
                head(back: back), contents, figures, scoreSection, ledgerSection, missedSection,
                silencesSection, mistakesSection, networksSection, operationsSection, treatmentSection,
                chargesSection, evidenceSection, peopleSection,
                epilogueSection,
                decisionsSection,
                timelineSection))
    }

    private func head(back: String) -> Node {
        div(
            .class("stack"),
            pageHead(
                t(.title),
                under: p(
                    .class("large"),
                    .text(
                        ask.through == nil
                            ? ctx.say(debrief.title)
                            : t(.throughWhose, ["who": agencyName(ask.through)]))),
                actions: [
                    buttonLink(t(.back), to: back, .quiet, icon: .back),
                    el(
                        "button", .type("button"), .class("button no-print"), .data("print"),
                        Icon.print.node, .text(t(.print))),
                ]),
            p(.text(t(.promise))),
            .when(
                whole.clock.condition != .ended,
                notice(.waiting, t(.notOver), p(.text(t(.notOverWhat, ["at": at(whole.end)]))))),
            lens)
    }

    /// Through whose eyes.
    private var lens: Node {
        form(
            .class("row no-print"), .id("lens"), .method("get"), .action("/debrief"),
            label(.for("lens-agency"), .text(t(.throughLabel))),
            select(
                .class("input input-short"), .id("lens-agency"), .name("through"),
                option(.value("all"), .selected(if: ask.through == nil), .text(t(.throughAll))),
                .each(whole.agencies) { agency in
                    option(
                        .value(agency.id), .selected(if: ask.through == agency.id),
                        .text(ctx.say(agency.name)))
                }),
            button(t(.show)))
    }

    private var contents: Node {
        nav(
            .class("no-print"), .aria("label", t(.contents)),
            phoneFold(
                id: "contents", .text(t(.contents)),
                ul(
                    .class("contents"),
                    .each(parts) { part in li(.class("link-line"), a(.href("#" + part.id), .text(part.name)))
                    })))
    }

    private var parts: [(id: String, name: String)] {
        [
            ("figures", t(.figures)), ("run", t(.score)), ("ledger", t(.ledger)), ("missed", t(.missed)),
            ("silences", t(.silences)),
        ] + (mistakes.isEmpty ? [] : [("mistakes", ctx.t(ProcedureText.mistakesDebrief))])
            + (debrief.moves.isEmpty ? [] : [("networks", ctx.t(NetworkText.debriefHeading))])
            + (debrief.operations.isEmpty ? [] : [("operations", ctx.t(OperationText.title))])
            + (debrief.treatments.isEmpty ? [] : [("treatment", ctx.t(RoleText.debriefHeading))])
            + (debrief.charges.isEmpty ? [] : [("charges", ctx.t(ChargeText.debriefHeading))])
            + (debrief.evidence.isEmpty ? [] : [("evidence", ctx.t(CustodyText.evidence))])
            + (debrief.persons.isEmpty ? [] : [("people", t(.people))])
            + (debrief.epilogues.isEmpty ? [] : [("epilogue", ctx.t(ProcedureText.epilogueHeading))])
            + [("decisions", t(.decisions)), ("timeline", t(.timeline))]
    }

    /// One part of the page with its heading and what it means.
    func part(_ id: String, _ heading: String, _ meaning: String, _ parts: Node...) -> Node {
        section(
            .class("stack"), .id(id),
            div(
                .class("stack-tight"), h2(.id(id + "-heading"), .text(heading)),
                .when(!meaning.isEmpty, p(.class("quiet"), .text(meaning)))),
            .group(parts))
    }

    // MARK: - The figures

    /// Told through one agency's eyes, which says nothing of what others held back.
    var isThrough: Bool { ask.through != nil }

    private var figures: Node {
        let known = debrief.ledger.filter { row in row.cells.contains { $0.knownAt != nil } }.count
        let cells = debrief.ledger.flatMap(\.cells)
        let passed = cells.filter { $0.way == .told && $0.knownAt != nil }.count
        let unread = cells.filter { $0.deliveredAt != nil && $0.knownAt == nil }.count
        let waits = debrief.missed.map(\.waited).sorted()
        let breaches = debrief.entries.count {
            if case .breach(let law, _) = $0.kind { !law.isDeviation } else { false }
        }
        return part(
            "figures", t(.figures), "",
            div(
                .class("tiles"),
                figureCard(
                    t(.countOf, ["part": known, "whole": whole.ledger.count]),
                    t(isThrough ? .figureKnownHere : .figureKnown),
                    definition: t(isThrough ? .figureKnownHereWhat : .figureKnownWhat), caveat: "",
                    events: toLedger),
                figureCard(
                    ctx.t.format.number(passed), t(.figurePassed), definition: t(.figurePassedWhat),
                    caveat: unread == 0 ? "" : t(.figureUnread, count: unread), events: toLedger),
                figureCard(
                    ctx.t.format.number(waits.count), t(.figureMissed), definition: t(.figureMissedWhat),
                    caveat: t(.figureMissedCaveat), events: link(to: "missed", t(.missed))),
                figureCard(
                    waits.isEmpty ? "–" : long(waits[waits.count / 2]), t(.figureWait),
                    definition: t(.figureWaitWhat), caveat: "", events: link(to: "missed", t(.missed))),
                figureCard(
                    ctx.t.format.number(debrief.silences.count), t(.figureSilent),
                    definition: t(.figureSilentWhat), caveat: "",
                    events: link(to: "silences", t(.silences))),
                figureCard(
                    ctx.t.format.number(breaches), t(.figureBreaches), definition: t(.figureBreachesWhat),
                    caveat: t(.figureBreachesCaveat), events: toRules),
                .when(
                    !mistakes.isEmpty,
                    figureCard(
                        ctx.t.format.number(mistakes.count), ctx.t(ProcedureText.figureMistakes),
                        definition: ctx.t(ProcedureText.figureMistakesWhat), caveat: "",
                        events: link(to: "mistakes", ctx.t(ProcedureText.mistakesDebrief)))),
                .group(peopleFigures)))
    }

    private var peopleFigures: [Node] {
        let victims = debrief.persons.filter(\.isVictim)
        guard !victims.isEmpty else { return [] }
        let isMarked = { (person: Debrief.PersonLine) in
            person.status == .presumed || person.status == .identified
        }
        let wrong = debrief.persons.filter { !$0.isVictim && isMarked($0) }.count
        return [
            figureCard(
                t(.countOf, ["part": victims.filter(isMarked).count, "whole": victims.count]),
                t(.figurePeople), definition: t(.figurePeopleWhat),
                caveat: t(.figureWrong, count: wrong), events: link(to: "people", t(.people))),
            figureCard(
                t(.countOf, ["part": victims.filter(\.isLost).count, "whole": victims.count]),
                t(.figureLost), definition: t(.figureLostWhat), caveat: "",
                events: link(to: "people", t(.people))),
        ]
    }

    private var toLedger: Node { link(to: "ledger", t(.ledger)) }

    /// The lines of the timeline that tell of broken rules.
    private var toRules: Node {
        p(.class("no-print"), a(.href(ask.showing(.rules).address + "#timeline"), .text(t(.linesRules))))
    }

    private func link(to id: String, _ words: String) -> Node {
        p(.class("no-print"), a(.href("#" + id), .text(words)))
    }

    // MARK: - Silence, people, decisions

    private var peopleSection: Node {
        .when(
            !debrief.persons.isEmpty,
            part(
                "people", t(.people), t(.peopleWhat),
                dataTable(
                    t(.people), columns: [t(.person), t(.truth), t(.atTheEnd), t(.firstMark)],
                    rows: debrief.persons.map { person in
                        [
                            .text(ctx.say(person.name)),
                            .text(person.isVictim ? t(.wasExploited) : t(.wasNotExploited)),
                            div(
                                .class("row"), span(.text(words(person.status))),
                                .when(person.isLost, chip(t(.lostContact), .due))),
                            .text(person.firstMark.map(at) ?? "–"),
                        ]
                    }),
                div(
                    .class("stack-tight"), h3(.text(t(.personTimelines))),
                    p(.class("quiet"), .text(t(.personTimelinesWhat)))),
                .each(debrief.persons, ownTime)))
    }

    /// One person's own time, in words.
    private func ownTime(_ person: Debrief.PersonLine) -> Node {
        let entries = debrief.entries.filter { $0.person == person.place }
        return fold(
            id: "person-\(person.place)", ctx.say(person.name),
            entries.isEmpty
                ? p(.class("quiet"), .text(t(.personNothing)))
                : timeline(
                    entries.enumerated().map { place, entry in
                        let (signal, words) = say(entry)
                        return TimelineEntry(
                            id: "person-\(person.place)-\(place)", when: at(entry.time), signal: signal,
                            span(.text(words)), .when(!who(entry).isEmpty, small(.text(who(entry)))),
                            law(of: entry))
                    }))
    }

    private var decisionsSection: Node {
        let decisions: [(entry: Debrief.Entry, text: Text)] = debrief.entries.compactMap {
            if case .decision(let text) = $0.kind { ($0, text) } else { nil }
        }
        return part(
            "decisions", t(.decisions), t(.decisionsWhat),
            decisions.isEmpty
                ? emptyState(.decision, t(.decisionsNone), t(.decisionsNoneWhat))
                : dataTable(
                    t(.decisions), columns: [t(.when), t(.seat), t(.decision)],
                    rows: decisions.map { decision in
                        [
                            .text(at(decision.entry.time)),
                            .text(
                                decision.entry.seat.map { ctx.say($0) }
                                    ?? agencyName(decision.entry.agencyID)),
                            .text(ctx.say(decision.text)),
                        ]
                    }))
    }
}
