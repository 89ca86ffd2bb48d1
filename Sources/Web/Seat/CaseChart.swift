import Basics
import Model
import Texts
import Views

/// People, companies, accounts and places of the case and what joins them: a drawing, and a table that says the same.
///
/// People stand on the left, everything else on the right, each in the order in which the lists have them, so that the
/// drawing looks the same for everybody and on paper. Kinds are named as in FollowTheMoney.
struct CaseChart {
    private struct Knot {
        var handle: Handle
        var name: String
        var address: String
        var schema: String
        var isPerson: Bool { schema == "Person" }
    }

    /// Two knots of which one fact or more speaks, or of which one holds, owns or leads the other.
    private struct Link {
        var from: Int, to: Int
        var facts: [FactView] = []
        /// How they are joined, as far as a fact says so.
        var ties: [LinkView] = []
        /// Of what is known from accounts.
        var holding: String?
        var schema: String { holding ?? ties.first?.schema.rawValue ?? "UnknownLink" }
    }

    private let ctx: PageContext
    private let knots: [Knot]
    private let links: [Link]

    init(_ ctx: PageContext, _ view: SeatView) {
        self.ctx = ctx
        let people = view.persons.map {
            Knot(
                handle: $0.handle, name: ctx.say($0.name), address: "/person/" + $0.handle.text,
                schema: "Person")
        }
        let places = view.places.map {
            Knot(
                handle: $0.handle, name: ctx.say($0.name), address: "/place/" + $0.handle.text,
                schema: "Address")
        }
        let facts = view.facts.reversed() as [FactView]
        let all =
            people + CaseChart.companies(ctx, view.accounts, facts)
            + CaseChart.money(ctx, view.accounts) + places
        let links = CaseChart.told(facts, all) + CaseChart.holdings(view.accounts, all)
        // Who is joined with nothing is in the lists, not here.
        let joined = all.indices.filter { place in links.contains { $0.from == place || $0.to == place } }
        knots = joined.map { all[$0] }
        self.links = links.map { link in
            var link = link
            link.from = joined.firstIndex(of: link.from) ?? 0
            link.to = joined.firstIndex(of: link.to) ?? 0
            return link
        }
    }

    /// What facts say of two: how they are joined, or only that they speak of both.
    private static func told(_ facts: [FactView], _ knots: [Knot]) -> [Link] {
        var links: [Link] = []
        func join(_ from: Int, _ to: Int, _ fact: FactView, _ tie: LinkView?) {
            let place =
                links.firstIndex { $0.from == from && $0.to == to || $0.from == to && $0.to == from }
                ?? links.count
            if place == links.count { links.append(Link(from: from, to: to)) }
            if !links[place].facts.contains(fact) { links[place].facts.append(fact) }
            guard let tie, !links[place].ties.contains(tie) else { return }
            // Read in the direction of what was told first.
            if links[place].ties.isEmpty { (links[place].from, links[place].to) = (from, to) }
            links[place].ties.append(tie)
        }
        for fact in facts {
            for tie in fact.links {
                guard let from = knots.firstIndex(where: { $0.handle == tie.from }),
                    let to = knots.firstIndex(where: { $0.handle == tie.to })
                else { continue }
                join(from, to, fact, tie)
            }
            let named = (fact.persons + fact.places).map(\.handle)
            let ends = knots.indices.filter { named.contains(knots[$0].handle) }
            for (place, from) in ends.enumerated() {
                for to in ends.dropFirst(place + 1) where knots[from].isPerson { join(from, to, fact, nil) }
            }
        }
        return links
    }

    /// Those that hold an account, then those of which a fact speaks.
    private static func companies(_ ctx: PageContext, _ accounts: [AccountView], _ facts: [FactView])
        -> [Knot]
    {
        var companies: [Knot] = []
        func add(_ handle: Handle, _ name: Text, _ address: String) {
            if companies.contains(where: { $0.handle == handle }) { return }
            companies.append(Knot(handle: handle, name: ctx.say(name), address: address, schema: "Company"))
        }
        for company in accounts.compactMap(\.company) { add(company.handle, company.name, "/case/money") }
        for fact in facts {
            for company in fact.links.compactMap(\.company) {
                add(company.handle, company.name, "/fact/" + fact.handle.text)
            }
        }
        return companies
    }

    private static func money(_ ctx: PageContext, _ accounts: [AccountView]) -> [Knot] {
        accounts.map { account in
            Knot(
                handle: account.handle, name: account.name,
                address: account.statementOf == nil
                    ? "/case/money" : "/statement/" + account.handle.text,
                schema: account.kind.schema)
        }
    }

    private static func holdings(_ accounts: [AccountView], _ knots: [Knot]) -> [Link] {
        var links: [Link] = []
        func join(_ from: Handle, _ to: Handle, _ schema: String) {
            guard let from = knots.firstIndex(where: { $0.handle == from }),
                let to = knots.firstIndex(where: { $0.handle == to }),
                !links.contains(where: { $0.from == from && $0.to == to && $0.holding == schema })
            else { return }
            links.append(Link(from: from, to: to, holding: schema))
        }
        for account in accounts {
            for holder in account.holders { join(holder.handle, account.handle, "Ownership") }
            guard let company = account.company else { continue }
            for owner in company.owners { join(owner.handle, company.handle, "Ownership") }
            for director in company.directors { join(director.handle, company.handle, "Directorship") }
            join(company.handle, account.handle, "Ownership")
        }
        return links
    }

    var isEmpty: Bool { links.isEmpty }

    // MARK: The drawing

    private enum Size {
        static let width = 640
        static let row = 44
        static let left = 270
        static let right = 400
    }

    private func point(_ place: Int) -> (x: Int, y: Int) {
        let people = knots.count { $0.isPerson }
        let isPerson = knots[place].isPerson
        let row = isPerson ? place : place - people
        let rows = isPerson ? people : knots.count - people
        let height = max(people, knots.count - people) * Size.row
        // The shorter column stands in the middle of the longer one.
        let top = (height - rows * Size.row) / 2
        return (isPerson ? Size.left : Size.right, top + row * Size.row + Size.row / 2)
    }

    var figure: Node {
        let people = knots.count { $0.isPerson }
        let height = max(people, knots.count - people) * Size.row
        let t = ctx.t
        return Web.figure(
            .class("stack-tight"),
            div(
                .class("chart-frame"), .tabindex(0), .role("region"), .aria("label", t(CaseText.chartAlt)),
                el(
                    "svg", .role("img"), .aria("label", t(CaseText.chartAlt)), .id("chart"),
                    .attr("viewBox", "0 0 \(Size.width) \(height)"), .each(links, line),
                    .each(knots.indices, knot))),
            figcaption(.class("quiet small"), .text(t(CaseText.chartCaption))))
    }

    private func line(_ link: Link) -> Node {
        let (from, to) = (point(link.from), point(link.to))
        // Two of one column are joined by a bow between the columns, so that it crosses no name.
        let isBow = knots[link.to].isPerson == knots[link.from].isPerson
        let bow = knots[link.from].isPerson ? 60 : -60
        let path =
            isBow
            ? "M\(from.x) \(from.y)C\(from.x + bow) \(from.y) \(to.x + bow) \(to.y) \(to.x) \(to.y)"
            : "M\(from.x) \(from.y)L\(to.x) \(to.y)"
        return el(
            "path", .class(link.holding == nil ? "chart-link" : "chart-link chart-holding"),
            .attr("d", path), .attr("fill", "none"),
            .attr("stroke-width", max(1, min(5, link.facts.count))), .data("schema", link.schema),
            .data("source", knots[link.from].handle.text), .data("target", knots[link.to].handle.text),
            .when(!words(link).isEmpty, el("title", .text(words(link)))))
    }

    /// How the two are joined, in plain words; empty where nobody knows.
    private func words(_ link: Link) -> String {
        if let holding = link.holding {
            return ctx.t(holding == "Directorship" ? MoneyText.director : .owner)
        }
        return link.ties.map { ctx.say($0.kind) }.joined(separator: " · ")
    }

    private func knot(_ place: Int) -> Node {
        let knot = knots[place]
        let (x, y) = point(place)
        return el(
            "g", .data("schema", knot.schema), .data("id", knot.handle.text), shape(knot.schema, x, y),
            el(
                "text", .attr("x", knot.isPerson ? x - 14 : x + 14), .attr("y", y + 5),
                .attr("text-anchor", knot.isPerson ? "end" : "start"), .text(shortened(knot.name))))
    }

    /// A circle for people, a square for places, a house for companies, a lozenge for accounts.
    private func shape(_ schema: String, _ x: Int, _ y: Int) -> Node {
        switch schema {
        case "Person": el("circle", .attr("cx", x), .attr("cy", y), .attr("r", 7))
        case "Address":
            el("rect", .attr("x", x - 7), .attr("y", y - 7), .attr("width", 14), .attr("height", 14))
        case "Company":
            el("path", .class("chart-shape"), .attr("d", "M\(x - 8) \(y + 7)v-9l8 -7l8 7v9z"))
        default:
            el("path", .class("chart-shape"), .attr("d", "M\(x - 9) \(y)l9 -8l9 8l-9 8z"))
        }
    }

    private func shortened(_ name: String) -> String { name.count <= 28 ? name : name.prefix(27) + "…" }

    // MARK: In words

    var table: Node {
        let t = ctx.t
        return dataTable(
            t(CaseText.tabChart), columns: [t(CaseText.chartLink), t(CaseText.chartFacts)],
            rows: links.map { link in
                [
                    div(.class("row"), knotLink(link.from), knotLink(link.to)),
                    .group([
                        .when(!words(link).isEmpty, p(strong(.text(words(link))))),
                        .when(
                            !link.facts.isEmpty,
                            ul(
                                .each(link.facts) { fact in
                                    li(
                                        .class("link-line"),
                                        a(.href("/fact/" + fact.handle.text), .text(ctx.say(fact.text))))
                                })),
                    ]),
                ]
            })
    }

    private func knotLink(_ place: Int) -> Node {
        a(
            .class("chip"), .href(knots[place].address), CaseChart.icon(knots[place].schema).node,
            span(.text(knots[place].name)))
    }
}

extension CaseChart {
    fileprivate static func icon(_ schema: String) -> Icon {
        switch schema {
        case "Person": .person
        case "Address": .place
        case "Company": .agency
        default: .register
        }
    }
}

// What joins the people and places of the case, and how it came about.
extension SeatPages {
    package func chart() -> PageParts {
        casePage(.chart) {
            let chart = CaseChart(ctx, view)
            return chart.isEmpty
                ? emptyState(.chart, t(CaseText.chartEmpty), t(CaseText.chartEmptyBody))
                : .group([
                    chart.figure, chart.table,
                    p(
                        .class("no-print"),
                        a(.href("/case/chart.jsonl"), Icon.download.node, " ", .text(t(MoneyText.chartSave))),
                        " ",
                        span(.class("quiet small"), .text(t(MoneyText.chartSaveWhat)))),
                ])
        }
    }

    /// One moment of our own story.
    private struct Step {
        var time: ExerciseTime
        var signal: Signal
        var id: String
        var heading: String
        var body: Node
    }

    package func caseTimeline() -> PageParts {
        casePage(.timeline) {
            let moments = steps.enumerated().sorted {
                ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
            }.map(\.element)
            if moments.isEmpty {
                return emptyState(.calendar, t(CaseText.timelineEmpty), t(CaseText.timelineEmptyBody))
            }
            var day: Int?
            return .group([
                p(.class("quiet small"), .text(t(CaseText.timelineStory))),
                timeline(
                    moments.map { moment in
                        let local = view.clock.moment(moment.time)
                        let isNewDay = local.dayNumber != day
                        day = local.dayNumber
                        return TimelineEntry(
                            id: moment.id, when: t.format.time(hour: local.hour, minute: local.minute),
                            signal: moment.signal,
                            day: isNewDay
                                ? t.format.date(
                                    year: local.year, month: local.month, day: local.day, style: .day) : nil,
                            small(.text(moment.heading)), moment.body)
                    }),
            ])
        }
    }

    private var steps: [Step] {
        // What an act of ours brought stands with the act.
        let came = view.inboxFaces.filter(\.comesFromOutside).map { item in
            Step(
                time: item.sentAt, signal: .new, id: "came-" + item.handle.text,
                heading: [t(CaseText.timelineCame), senderWords(item)].filter { !$0.isEmpty }
                    .joined(separator: " · "),
                body: a(.href("/item/" + item.handle.text), .text(itemTitle(item))))
        }
        let learned = view.facts.map { fact in
            Step(
                time: fact.learnedAt, signal: .none, id: "learned-" + fact.handle.text,
                heading: t(CaseText.timelineLearned),
                body: a(.href("/fact/" + fact.handle.text), .text(ctx.say(fact.text))))
        }
        let marked = view.persons.compactMap { person -> Step? in
            guard let status = person.ourMark, let time = person.markedAt else { return nil }
            return Step(
                time: time, signal: .done, id: "marked-" + person.handle.text,
                heading: t(CaseText.timelineMarked, ["status": ctx.name(of: status)]),
                body: a(.href("/person/" + person.handle.text), .text(ctx.say(person.name))))
        }
        let decided = view.decisions.enumerated().map { place, decision in
            Step(
                time: decision.at, signal: .done, id: "decided-\(place)",
                heading: t(CaseText.timelineDecided) + " · " + ctx.say(decision.seat),
                body: .group([decisionSubject(decision), paragraphs(ctx.say(decision.text))]))
        }
        let signed = view.forms.map { form in
            Step(
                time: form.at, signal: .done, id: "signed-" + form.handle.text,
                heading: t(CaseText.timelineSigned) + " · " + ctx.say(form.seat),
                body: a(.href("/form/" + form.handle.text), .text(ctx.say(form.name))))
        }
        let did = view.deeds.enumerated().map(step)
        return came + did + learned + marked + decided + signed
    }

    /// Something that our agency did: what and about whom, then with whom and how far it is.
    private func step(_ place: Int, _ deed: CaseDeed) -> Step {
        let with = (deed.to + [deed.service, deed.topic].compactMap { $0 }).map { ctx.say($0) }
        let comes = deed.isDone ? [] : [t(CaseText.timelineStill, ["time": times.exact(deed.due)])]
        return Step(
            time: deed.at, signal: deed.isDone ? .done : .waiting, id: "did-\(place)",
            heading: t(CaseText.timelineDid) + " · " + ctx.say(deed.seat),
            body: .group([
                span(
                    .text(ctx.say(deed.act)),
                    .with(deed.person) { .group([": ", personLink($0)]) },
                    .with(deed.place) { .group([": ", .text(ctx.say($0))]) }),
                .when(!(with + comes).isEmpty, small(.text((with + comes).joined(separator: " · ")))),
                .each(deed.facts) { fact in
                    div(.class("link-line"), a(.href("/fact/" + fact.handle.text), .text(ctx.say(fact.name))))
                },
                .with(deed.result) { item in
                    div(
                        .class("link-line"),
                        a(.href("/item/" + item.text), .text(t(CaseText.timelineBrought))))
                },
            ]))
    }
}
