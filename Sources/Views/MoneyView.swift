import Basics
import Engine
import Model

/// An account of which the viewer's agency knows, with whom it knows behind it.
public struct AccountView: Sendable {
    public let handle: Handle
    /// As it is written on statements.
    public let name: String
    public let kind: AccountKind
    public let number: String
    public let country: Text?
    public let holders: [Option]
    public let company: CompanyView?
    /// When our newest statement of it was drawn up; nil if we have none.
    public let statementOf: ExerciseTime?
}

public struct CompanyView: Sendable {
    public let handle: Handle
    public let name: Text
    public let owners: [Option]
    public let directors: [Option]
}

/// The statement of an account, as the bank gave it to the viewer's agency.
public struct StatementView: Sendable {
    public let account: AccountView
    public let from: Moment
    public let asOf: ExerciseTime
    public let opening: Int
    public let closing: Int
    /// Oldest first.
    public let lines: [StatementLine]
    /// What we know from records of this account.
    public let facts: [Handle]
}

public struct StatementLine: Hashable, Sendable {
    /// On the viewer's clock.
    public let at: Moment
    /// Who paid or was paid, as it is written; empty for cash.
    public let other: String
    public let text: String
    public let number: String
    public let isCash: Bool
    public let isCredit: Bool
    public let amount: Int
    public let balance: Int
}

/// What we know to have been paid from one account to another.
public struct MoneyEdge: Sendable {
    public let handle: Handle
    /// Nil: cash, in or out.
    public let from: Handle?
    public let to: Handle?
    public let sum: Int
    public let count: Int
    public let first: Moment
    public let last: Moment
    public let text: String
    public let isCash: Bool
    /// Known from financial intelligence alone: it shows the way and is no evidence.
    public let isLead: Bool
}

/// A red flag of the world, for whoever reads a statement.
public struct RedFlagGroup: Sendable {
    public let name: Text
    public let flags: [Text]
}

extension SeatView {
    /// Whether the story has money that can be followed.
    public var followsMoney: Bool { !scenario.money.isEmpty }

    public var currency: (name: Text, code: String) { (Text(world.currency.name), world.currency.code) }

    public var redFlags: [RedFlagGroup] {
        world.redFlagGroups.indices.filter { !scenario.withoutFlags.contains($0) }.map { group in
            RedFlagGroup(
                name: Text(world.redFlagGroups[group].name),
                flags: world.redFlags.values.filter { $0.group == group }.map { Text($0.says) })
        }
    }

    /// The accounts of which we have a statement, or know by what was paid.
    public var accounts: [AccountView] {
        let trail = trail
        return scenario.money.accounts.ids.filter { id in
            drawnUp(id) != nil || trail.contains { $0.from == id || $0.to == id }
        }.map(accountView)
    }

    public func statement(_ handle: Handle) -> StatementView? {
        guard let id: AccountID = key.resolve(handle, .account, count: scenario.money.accounts.count),
            let asOf = drawnUp(id)
        else { return nil }
        let account = scenario.money.accounts[id]
        var balance = account.opening
        let lines = payments(upTo: asOf).filter { $0.from == id || $0.to == id }.map { payment in
            balance += payment.to == id ? payment.amount : -payment.amount
            return line(payment, of: id, balance)
        }
        let flows = scenario.money.flows.values.filter { $0.from.contains(id) || $0.to.contains(id) }
        let facts = flows.flatMap { $0.proves + $0.leads }
        return StatementView(
            account: accountView(id), from: local(scenario.money.since), asOf: asOf,
            opening: account.opening, closing: balance, lines: lines,
            facts: scenario.facts.ids.filter { facts.contains($0) && state.knows(agency, $0) }
                .map { key.handle($0, .fact) })
    }

    /// What was paid from whom to whom, as far as our agency knows: first payments first.
    public var moneyTrail: [MoneyEdge] {
        trail.map { known in
            let flow = known.flow.map { scenario.money.flows[$0] }
            return MoneyEdge(
                handle: key.handle(ItemID("money.\(known.from?.index ?? -1).\(known.to?.index ?? -1)")),
                from: known.from.map { key.handle($0, .account) },
                to: known.to.map { key.handle($0, .account) }, sum: known.sum, count: known.count,
                first: local(known.first), last: local(known.last), text: flow?.text ?? "",
                isCash: known.isCash, isLead: known.isLead)
        }
    }

    // MARK: What we know

    /// When the newest statement of an account was drawn up that our agency got.
    func drawnUp(_ id: AccountID) -> ExerciseTime? {
        let account = scenario.money.accounts[id]
        let country = world.agencies[agency].country
        guard account.kind.keepsRecords, account.country == nil || account.country == country else {
            return nil
        }
        let persons = scenario.persons(behind: id)
        let place = scenario.place(of: id)
        var newest: ExerciseTime?
        for record in state.bookings {
            guard let done = record.completedAt, world.acts[record.booking.act.type].money == .statements,
                state.seats[record.booking.seat].agency == agency,
                record.booking.act.person.map(persons.contains)
                    ?? (place != nil && record.booking.act.place == place)
            else { continue }
            newest = max(newest ?? done, done)
        }
        return newest
    }

    /// Everything paid until then, oldest first.
    private func payments(upTo time: ExerciseTime) -> [Payment] {
        let played = state.paid.filter { $0.time <= time }.map { paid in
            let flow = scenario.money.flows[paid.value.flow]
            return Payment(
                flow: paid.value.flow, from: flow.from.first, to: flow.to.first, amount: paid.value.amount,
                minute: paid.time.minutes,
                number: "\(100_000_000 + Int(keyedHash(flow.id.utf8, key: (9, 9)) % 900_000_000))")
        }
        return scenario.money.payments + played
    }

    private struct Known {
        var from: AccountID?
        var to: AccountID?
        var flow: FlowID?
        var sum = 0
        var count = 0
        var first = Int.max
        var last = Int.min
        var isCash: Bool
        var isLead: Bool
    }

    /// One entry for each pair of accounts, in cash or not, by evidence or as a lead.
    private var trail: [Known] {
        var known: [Known] = []
        let drawn = scenario.money.accounts.ids.map(drawnUp)
        let told = scenario.money.flows.values.map { flow in
            (
                isProven: flow.proves.contains { state.knows(agency, $0) },
                isLead: flow.leads.contains { state.knows(agency, $0) }
            )
        }
        for payment in payments(upTo: now) {
            let flow = scenario.money.flows[payment.flow]
            let time = ExerciseTime.start.after(minutes: payment.minute)
            func stands(_ id: AccountID?) -> Bool {
                id.flatMap { drawn[$0.index] }.map { time <= $0 } ?? false
            }
            let (isProven, isLead) = (told[payment.flow.index].isProven, told[payment.flow.index].isLead)
            let isOnStatement = stands(payment.from) || stands(payment.to)
            guard isOnStatement || (payment.minute < 0 && (isProven || isLead)) else { continue }
            var (from, to) = (payment.from, payment.to)
            // A statement does not say where cash came from and where it goes.
            if flow.isCash, !isProven, !isLead {
                if !stands(from), !isSlip(to) { from = nil }
                if !stands(to), !isSlip(from) { to = nil }
            }
            let byLead = !isOnStatement && !isProven
            let place = known.firstIndex {
                $0.from == from && $0.to == to && $0.isCash == flow.isCash && $0.isLead == byLead
            }
            if place == nil { known.append(Known(from: from, to: to, isCash: flow.isCash, isLead: byLead)) }
            let at = place ?? known.count - 1
            known[at].flow = payment.flow
            known[at].sum += payment.amount
            known[at].count += 1
            known[at].first = min(known[at].first, payment.minute)
            known[at].last = max(known[at].last, payment.minute)
        }
        return known
    }

    /// A slip of a transfer counter names both sides.
    private func isSlip(_ id: AccountID?) -> Bool {
        id.map { scenario.money.accounts[$0].kind == .remittance } ?? false
    }

    private func line(_ payment: Payment, of id: AccountID, _ balance: Int) -> StatementLine {
        let flow = scenario.money.flows[payment.flow]
        let isCredit = payment.to == id
        let other = isCredit ? payment.from : payment.to
        let isNamed = !flow.isCash || isSlip(id)
        return StatementLine(
            at: local(payment.minute),
            other: isNamed ? other.map { scenario.money.accounts[$0].name } ?? "" : "", text: flow.text,
            number: payment.number, isCash: flow.isCash, isCredit: isCredit, amount: payment.amount,
            balance: balance)
    }

    /// The accounts of which a statement came with records about a person.
    public func statements(about person: Handle) -> [AccountView] {
        guard let id = resolvePerson(person) else { return [] }
        return scenario.accounts(of: id, at: nil).filter { drawnUp($0) != nil }.map(accountView)
    }

    func accountView(_ id: AccountID) -> AccountView {
        let account = scenario.money.accounts[id]
        return AccountView(
            handle: key.handle(id, .account), name: account.name, kind: account.kind, number: account.number,
            country: account.country.map { Text(world.countries[$0].name) },
            holders: account.holder.person.map { known([$0]) } ?? [],
            company: companyView(account), statementOf: drawnUp(id))
    }

    private func companyView(_ account: Account) -> CompanyView? {
        guard case .company(let id) = account.holder else { return nil }
        let company = scenario.money.companies[id]
        return CompanyView(
            handle: key.handle(id, .company), name: Text(company.name), owners: known(company.owners),
            directors: known(company.directors))
    }

    /// Of those behind an account, the ones of whom our agency knows.
    private func known(_ persons: [PersonID]) -> [Option] {
        persons.filter { state.agencies[agency].persons[$0] }.map(personOption)
    }

    private func local(_ minute: Int) -> Moment {
        Moment(minutesSinceEpoch: clock.startMinutes + minute)
    }
}

extension Account.Holder {
    var person: PersonID? { if case .person(let id) = self { id } else { nil } }
}

extension DebriefBuilder {
    /// The account out of which money went or was to go, as it is written.
    func accountName(_ flow: FlowID) -> Text {
        let money = engine.scenario.money
        let account = money.flows[flow].from.first ?? money.flows[flow].to.first
        return Text(verbatim: account.map { money.accounts[$0].name } ?? "")
    }
}
