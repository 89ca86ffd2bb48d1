import Basics
import Model
import Texts
import Views

// The middle of the page: what was done and what is alarming, newest first.
extension ControlDesk {
    /// How many lines the feed shows.
    private static let length = 60

    var feedPane: Node {
        pane("feed", t(.feed)) {
            let entries = view.feed(limit: 400).filter(isWanted).prefix(ControlDesk.length)
            return .group([
                div(.class("pane-body"), filters),
                entries.isEmpty
                    ? emptyState(.list, t(.feedEmpty), t(.feedEmptyWhat))
                    : lineList(entries.enumerated().map { line($0.element, at: $0.offset) }),
            ])
        }
    }

    private func isWanted(_ entry: FeedEntry) -> Bool {
        if let agency = ask.agency, entry.agencyID != agency { return false }
        switch (ask.kind, entry.kind) {
        case (nil, _), (.acts, .act), (.alarms, .breach), (.alarms, .mistake), (.injects, .inject),
            (.injects, .improvised), (.marks, .mark), (.acts, .operation), (.alarms, .operation(.missed)),
            (.acts, .notice), (.acts, .deviation):
            return true
        default: return false
        }
    }

    private var filters: Node {
        let kinds: [(name: String, address: String, isCurrent: Bool)] =
            [(t(.everything), ask.filtering(agency: ask.agency, kind: nil).address, ask.kind == nil)]
            + ControlAsk.FeedKind.allCases.map {
                (name($0), ask.filtering(agency: ask.agency, kind: $0).address, ask.kind == $0)
            }
        return .group([
            filterLinks(t(.kinds), kinds),
            searchForm(
                id: "feed-agency", to: "/control",
                .with(ask.kind) { hiddenField("kind", $0.rawValue) },
                div(
                    .class("row"),
                    label(.for("feed-agency-select"), .text(t(.agency))),
                    select(
                        .class("input input-short"), .id("feed-agency-select"), .name("agency"),
                        option(.value(""), .selected(if: ask.agency == nil), .text(t(.allAgencies))),
                        .each(view.agencies) { agency in
                            option(
                                .value(agency.id), .selected(if: ask.agency == agency.id),
                                .text(ctx.say(agency.name)))
                        }),
                    button(t(.show), .quiet, icon: .filter))),
        ])
    }

    private func name(_ kind: ControlAsk.FeedKind) -> String {
        switch kind {
        case .acts: t(.kindActs)
        case .alarms: t(.kindAlarms)
        case .injects: t(.kindInjects)
        case .marks: t(.kindMarks)
        }
    }

    private func line(_ entry: FeedEntry, at place: Int) -> Line {
        let seat = ctx.say(entry.seat)
        let subject = ctx.say(entry.subject)
        let text = ctx.say(entry.text)
        let (title, under, signal): (String, [String], Signal) =
            switch entry.kind {
            case .act:
                (
                    text, [seat, subject.isEmpty ? toWhom(entry) : subject, factsAlong(entry)],
                    .none
                )
            case .breach:
                (
                    t(.breachOf, ["rule": entry.rule]),
                    entry.says.map { ctx.say($0) }
                        + [ctx.say(entry.article), subject, seat.isEmpty ? text : seat], .breach
                )
            case .deviation:
                (
                    t(.deviationFrom, ["rule": entry.rule]),
                    entry.says.map { ctx.say($0) }
                        + [ctx.say(entry.article), subject, seat.isEmpty ? text : seat], .due
                )
            case .mistake:
                (
                    ctx.t(ProcedureText.mistakeLine, ["id": entry.rule, "name": text]),
                    [
                        ctx.say(entry.article), subject, agencyName(entry.agencyID),
                        entry.of.map { ctx.t(ProcedureText.inTalk, ["time": at($0)]) } ?? "",
                        entry.thin.map { ChargeWords(ctx).thinLine($0) } ?? "",
                    ], .breach
                )
            case .inject: (text, [t(.injectArrived), toWhom(entry)], .new)
            case .notice: (ctx.noticeLine(entry.text, nil), [subject, toWhom(entry), seat], .none)
            case .improvised: (text, [t(.madeUp), toWhom(entry)], .new)
            case .mark(let status):
                (t(.markedAs, ["person": text, "status": words(status)]), [seat], .done)
            case .operation(let moment):
                (
                    ctx.words(moment, of: text, gate: subject), [seat, agencyName(entry.agencyID)],
                    moment.signal
                )
            }
        return Line(
            id: "feed-\(place)", address: address(of: entry), mark: feedTime(at(entry.time)),
            title: .group([
                .when(
                    entry.kind == .breach || entry.kind == .mistake, .group([chip(t(.alarm), .breach), " "])),
                .text(title),
            ]),
            under: under.filter { !$0.isEmpty }.joined(separator: " · "), signal: signal)
    }

    private func toWhom(_ entry: FeedEntry) -> String {
        ctx.sentBriefly(to: entry.to)
    }

    /// The first fact that went along, and how many more.
    /// Forms and facts that went along; of the facts the first, and how many more there are.
    private func factsAlong(_ entry: FeedEntry) -> String {
        let more = entry.facts.count - 1
        let facts = entry.facts.prefix(1).map {
            more == 0 ? ctx.say($0) : ctx.say($0) + " " + t(.moreFacts, count: more)
        }
        return (entry.forms.map { ctx.say($0) } + facts).joined(separator: ", ")
    }

    private func agencyName(_ id: String) -> String {
        view.agencies.first { $0.id == id }.map { ctx.say($0.name) } ?? ""
    }

    /// The thing that the line is about, as far as it is one that can be looked at.
    private func address(of entry: FeedEntry) -> String? {
        entry.thing.map { thing in
            switch thing {
            case .person(let id): ask.choosing(.person(id)).address
            case .seat(let id): ask.choosing(.seat(id)).address
            case .inject(let id): ask.choosing(.inject(id)).address
            case .item(let id): ask.choosing(.item(id)).address
            }
        }
    }
}
