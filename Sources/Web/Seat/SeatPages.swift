import Basics
import Model
import Texts
import Views

/// The pages of one seat, written from one view. Nothing else is read, so that a page shows what the seat knows.
package final class SeatPages: Sendable {
    package enum Area: CaseIterable { case now, caseFolder, act, talk, me }

    package let ctx: PageContext
    package let view: SeatView
    let clock: ClockView
    /// The stream that keeps the page up to date; nil for a page that stands still.
    package let stream: String?
    /// The seats that the reader holds, the own first; one seat alone is not worth a word.
    package let held: [(name: Text, isCurrent: Bool)]

    package init(
        _ ctx: PageContext, _ view: SeatView, stream: String? = nil,
        held: [(name: Text, isCurrent: Bool)] = []
    ) {
        (self.ctx, self.view, self.stream, self.held) = (ctx.of(view.country), view, stream, held)
        clock = view.clock
    }

    var t: Tongue { _read { yield ctx.t } }
    /// After ENDEX everything can be read, and nothing done.
    var isOver: Bool { clock.condition == .ended }
    /// What can be done now.
    var openActs: [Prospect] { isOver ? [] : view.prospects }
    var times: Times { Times(t, clock) }

    /// A page of the seat: band, bar, how the run stands, and the content.
    func page(_ title: String, _ area: Area, _ content: Node...) -> PageParts {
        var shell = ctx.shell(title, .participant)
        shell.band = Band(
            exercise: t(CommonText.exercise),
            who: ctx.say(view.seatName),
            clock: times.band, connected: stream == nil ? nil : t(CommonText.connected),
            lost: t(CommonText.disconnected), stop: ctx.stop(clock))
        shell.places = places(area)
        shell.stream = stream
        return PageParts(
            shell,
            .group([
                ctx.live("clock", id: "section-run") { runNotice },
                ctx.live("clock", id: "section-seats") { otherSeats },
                div(.class("stack"), .group(content)),
                ctx.still { p(.class("page-foot small"), ctx.glossaryLink) },
            ]))
    }

    /// Who plays two seats is told in which one they are, and changes with one tap.
    private var otherSeats: Node {
        .when(
            held.count > 1,
            form(
                .class("row seat-row"), .id("seat-row"), .method("post"), .action("/seat"),
                span(.text(t(NowText.youSitAs, ["seat": ctx.say(view.seatName)]))),
                .each(held.enumerated()) { place, seat in
                    .when(
                        !seat.isCurrent,
                        button(
                            t(NowText.switchTo, ["seat": ctx.say(seat.name)]), icon: .people, name: "seat",
                            value: String(place)))
                }))
    }

    private func places(_ current: Area) -> [Place] {
        // After the end nothing can be opened that was not.
        let new = isOver ? 0 : view.unopenedCount
        return [
            Place(
                icon: .now, name: t(CommonText.navNow), address: "/now", isCurrent: current == .now,
                count: new,
                countWords: t(NowText.newItems, count: new)),
            Place(
                icon: .caseFolder, name: t(CommonText.navCase), address: "/case",
                isCurrent: current == .caseFolder),
            Place(icon: .act, name: t(CommonText.navAct), address: "/act", isCurrent: current == .act),
            Place(icon: .talk, name: t(CommonText.navTalk), address: "/talk", isCurrent: current == .talk),
            Place(icon: .me, name: t(CommonText.navMe), address: "/me", isCurrent: current == .me),
        ]
    }

    /// Says kindly when nothing can be done now; reading goes on. It keeps its distance from what follows.
    private var runNotice: Node {
        let said = runWords
        return if case .group = said { .nothing } else { .group([said, div()]) }
    }

    private var runWords: Node {
        switch clock.condition {
        case .running: .nothing
        case .ready: notice(.waiting, t(NowText.readyTitle), p(.text(t(NowText.readyBody))))
        case .paused: notice(.waiting, t(NowText.pausedTitle), p(.text(t(NowText.pausedBody))))
        case .stopped: notice(.due, icon: .stop, t(NowText.stoppedTitle), p(.text(t(NowText.stoppedBody))))
        case .ended:
            notice(
                .done, t(NowText.endedTitle), p(.text(t(NowText.endedBody))),
                p(buttonLink(t(NowText.toDebrief), to: "/debrief", .main)))
        }
    }

    // MARK: Pieces that many pages have

    /// To the list from which this page was reached.
    func wayBack(_ words: String, to address: String) -> Node {
        p(.class("no-print"), a(.href(address), Icon.back.node, " ", .text(words)))
    }

    func personLink(_ person: Option) -> Node {
        a(
            .class("chip"), .href("/person/" + person.handle.text), Icon.person.node,
            span(.text(ctx.say(person.name))))
    }

    /// A place that somebody named to us without telling more is a name alone.
    func placeLink(_ place: Option) -> Node {
        guard view.knows(place: place.handle) else { return chip(ctx.say(place.name), icon: .place) }
        return a(
            .class("chip"), .href("/place/" + place.handle.text), Icon.place.node,
            span(.text(ctx.say(place.name))))
    }

    /// People and places as links where the seat knows them, else by name.
    func about(_ persons: [Option], _ places: [Option]) -> [Node] {
        persons.map { view.knows(person: $0.handle) ? personLink($0) : chip(ctx.say($0.name), icon: .person) }
            + places.map(placeLink)
    }

    func factCard(_ fact: FactView, share: Bool = true) -> Node {
        let sources: Node =
            switch fact.way {
            case .found: .text(t(CaseText.wayFound))
            case .told: .text(t(CaseText.wayTold, ["who": fact.from.map { ctx.say($0) } ?? ""]))
            case .inject: .text(t(CaseText.wayInject))
            case .concluded: .text(t(CaseText.wayConcluded))
            case .staff: .text(t(CaseText.wayStaff))
            }
        var lines: [(icon: Icon, words: Node)] = [
            (.seen, .text(t(CaseText.howSure, ["what": t(fact.certaintyWords)]))), (.source, sources),
            // The hour of whoever told it, and not of another who told it later and was read first.
            (.clock, times.moment(fact.toldAt ?? fact.learnedAt)),
            (.locked, .text(ctx.say(fact.sharing))),
        ]
        if fact.isContaminated { lines.append((.source, .text(t(ProcedureText.contaminated)))) }
        if let basis = fact.basis { lines.append((.law, .text(ctx.say(basis)))) }
        return Web.factCard(
            FactCard(
                id: "fact-" + fact.handle.text, text: ctx.say(fact.text),
                about: about(fact.persons, fact.places),
                lines: lines,
                certainty: fact.certainty,
                holdersHeading: t(CaseText.sharedWith),
                holders: fact.sharedWith.map { chip(ctx.say($0), icon: .agency) },
                action: share
                    ? buttonLink(
                        t(CaseText.share), to: "/fact/" + fact.handle.text, icon: .share)
                    : .nothing))
    }

    func lawBox(_ law: LawView) -> Node {
        let words = LawWords(ctx)
        return .group([
            Web.lawBox(
                words.kind(law), words.title(law), why: ctx.say(law.says), rule: words.rule(law)),
            .when(
                !law.ways.isEmpty && !isOver,
                div(
                    .class("row"),
                    .each(law.ways) {
                        buttonLink(ctx.say($0.name), to: "/act/" + $0.handle.text, icon: .act)
                    })),
        ])
    }

    /// What else the law says against it: whoever goes on goes on against each of these.
    func furtherLaw(_ request: ActRequest) -> Node {
        let further = view.furtherLaw(on: request)
        return .when(
            !further.isEmpty,
            .group([
                p(.text(t(LawText.further, count: further.count))),
                ul(.class("rows"), .each(further) { li(lawBox($0)) }),
            ]))
    }

    func prose(_ text: Text) -> Node { ctx.prose(text) }

    func paragraphs(_ text: String) -> Node { ctx.paragraphs(text) }
}

extension FactView {
    /// How sure one can be of it: said in words, and drawn at its edge.
    fileprivate var certainty: FactCard.Certainty {
        if isConclusion { return .unsure }
        return way == .found ? .sure : .likely
    }

    fileprivate var certaintyWords: CaseText {
        if isConclusion, way == .concluded { return .sureConcluded }
        return switch way {
        case .found: .sureFirstHand
        case .told: .sureTold
        case .inject: .sureReported
        case .concluded: .sureConcluded
        case .staff: .sureStaff
        }
    }
}
