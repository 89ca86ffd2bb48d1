import Basics
import HTTPCore
import Model
import Texts
import Views

// Money: the trail, the accounts, each statement, and the case as a file for analysts' tools.
extension SeatPages {
    package func money() -> PageParts {
        casePage(.money) {
            let accounts = view.accounts
            let trail = MoneyTrail(ctx, times, view.moneyTrail, accounts)
            let drawn = trail.isEmpty ? Node.nothing : .group([trail.figure, trail.table])
            return .group([
                .when(
                    trail.isEmpty && accounts.isEmpty,
                    emptyState(.chart, t(MoneyText.trailEmpty), t(MoneyText.trailEmptyBody))),
                drawn, .when(!accounts.isEmpty, accountTable(accounts)), redFlagFold,
            ])
        }
    }

    private func accountTable(_ accounts: [AccountView]) -> Node {
        dataTable(
            t(MoneyText.accounts),
            columns: [t(MoneyText.account), t(MoneyText.kind), t(MoneyText.holder), t(MoneyText.statement)],
            rows: accounts.map { account in
                [
                    .text(account.name),
                    .text(
                        [t(account.kind.words), account.number].filter { !$0.isEmpty }.joined(separator: " ")),
                    holders(account),
                    account.statementOf == nil ? .text("–") : statementLink(account),
                ]
            })
    }

    private func holders(_ account: AccountView) -> Node {
        // Who owns a company often directs it, too.
        let named = account.holders + (account.company.map { $0.owners + $0.directors } ?? [])
        let behind = named.enumerated().filter { named.firstIndex(of: $1) == $0 }.map(\.element)
        let company = account.company.map { ctx.say($0.name) } ?? ""
        if behind.isEmpty, company.isEmpty { return .text(t(MoneyText.noHolder)) }
        return div(
            .class("row"), .when(!company.isEmpty, span(.text(company))), .each(behind, personLink))
    }

    private func statementLink(_ account: AccountView) -> Node {
        a(
            .href("/statement/" + account.handle.text), Icon.document.node, " ",
            .text(t(MoneyText.statement)))
    }

    /// Statements that came with records, where their answer and their person stand.
    func statementLinks(_ accounts: [AccountView]) -> Node {
        .when(
            !accounts.isEmpty,
            div(
                .class("row"),
                .each(accounts) { account in
                    buttonLink(
                        t(MoneyText.statementOf, ["who": account.name]),
                        to: "/statement/" + account.handle.text, icon: .document)
                }))
    }

    /// What records show when money is not what it seems; the same list for everybody.
    private var redFlagFold: Node {
        let groups = view.redFlags
        return .when(
            !groups.isEmpty,
            fold(
                id: "red-flags", t(MoneyText.redFlags), p(.class("quiet"), .text(t(MoneyText.redFlagsWhat))),
                .each(groups) { group in
                    .group([
                        h3(.text(ctx.say(group.name))), ul(.each(group.flags) { li(.text(ctx.say($0))) }),
                    ])
                }))
    }

    // MARK: A statement

    package func statement(_ handle: Handle) -> PageParts? {
        guard let statement = view.statement(handle) else { return nil }
        let account = statement.account
        return page(
            t(MoneyText.statementOf, ["who": account.name]), .caseFolder,
            ctx.still { wayBack(t(MoneyText.tab), to: "/case/money") },
            ctx.live("case") {
                .group([
                    pageHead(
                        t(MoneyText.statementOf, ["who": account.name]), actions: statementActs(statement)),
                    definitionList([
                        (t(MoneyText.kind), .text(t(account.kind.words))),
                        (t(MoneyText.account), .text(account.number)),
                        (t(MoneyText.holder), holders(account)),
                        (
                            t(MoneyText.period),
                            .text(
                                times.date(statement.from) + " – "
                                    + times.date(view.clock.moment(statement.asOf)))
                        ),
                        (t(MoneyText.drawnUp), times.moment(statement.asOf)),
                        (t(MoneyText.opening), .text(money(statement.opening))),
                        (t(MoneyText.closing), .text(money(statement.closing))),
                    ]),
                    .when(account.kind == .remittance, p(.class("quiet"), .text(t(MoneyText.slipNote)))),
                    statement.lines.isEmpty
                        ? p(.text(t(MoneyText.statementEmpty))) : statementTable(statement),
                    h2(.text(t(MoneyText.whatItShows))),
                    statement.facts.isEmpty
                        ? p(.class("quiet"), .text(t(CaseText.nothingYet)))
                        : div(
                            .class("tiles"),
                            .each(statement.facts.compactMap { view.fact($0) }) { factCard($0) }),
                    redFlagFold,
                ])
            })
    }

    /// What the records show is laid together with what is known otherwise.
    private func statementActs(_ statement: StatementView) -> [Node] {
        guard let link = openActs.first(where: { $0.verb == .link }), !statement.facts.isEmpty else {
            return []
        }
        let chosen = statement.facts.map { "facts=" + $0.text }.joined(separator: "&")
        return [buttonLink(t(MoneyText.linkThem), to: "/act/\(link.act.text)?\(chosen)", icon: .link)]
    }

    private func money(_ sum: Int) -> String {
        [t.format.number(sum), ctx.say(view.currency.name)].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func statementTable(_ statement: StatementView) -> Node {
        dataTable(
            t(MoneyText.payments),
            columns: [t(MoneyText.when), t(MoneyText.line), t(MoneyText.amountBalance)],
            rows: statement.lines.map { line in
                [
                    .group([
                        span(.class("nowrap"), .text(times.date(line.at))), " ",
                        span(
                            .class("quiet"),
                            .text(t.format.time(hour: line.at.hour, minute: line.at.minute))),
                    ]),
                    .group([
                        .text(line.other.isEmpty && line.isCash ? t(MoneyText.cash) : line.other),
                        .when(
                            !line.text.isEmpty,
                            small(.class("quiet block"), .text(line.text))),
                        small(.class("quiet block"), .text("№ " + line.number)),
                    ]),
                    .group([
                        span(
                            .class("nowrap"),
                            .text((line.isCredit ? "+" : "−") + t.format.number(line.amount))),
                        small(.class("quiet block nowrap"), .text(t.format.number(line.balance))),
                    ]),
                ]
            }, numbers: [2])
    }

    // MARK: A file for other tools

    /// One entity in a line, as FollowTheMoney has them.
    package var chartFile: Response {
        var text = ""
        for entity in view.graph { text += line(entity) + "\n" }
        var response = Response.bytes(Array(text.utf8), type: "application/x-ndjson; charset=utf-8")
        response.headers["Content-Disposition"] = "attachment; filename=\"case.ftm.json\""
        return response
    }

    private func line(_ entity: GraphEntity) -> String {
        var json = JSONWriter()
        json.beginObject()
        json.key("id")
        json.value(entity.id.text)
        json.key("schema")
        json.value(entity.schema)
        json.key("properties")
        json.beginObject()
        for property in entity.properties {
            json.key(property.name)
            json.beginArray()
            for value in property.values {
                switch value {
                case .text(let text): json.value(ctx.say(text))
                case .plain(let words): json.value(words)
                case .entity(let handle): json.value(handle.text)
                }
            }
            json.endArray()
        }
        json.endObject()
        json.endObject()
        return json.text
    }
}
