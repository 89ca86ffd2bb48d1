import Basics
import Model

/// Makes payments, sources and reports from the flows of a pack.
///
/// What is left open is drawn by keys made of ids, so that reading a pack again, or adding a flow to it, changes nothing.
struct MoneyMaking {
    var scenario: Scenario
    let findings: Findings
    /// By flow, oldest first.
    private var made: [[Payment]] = []

    init(scenario: Scenario, findings: Findings) { (self.scenario, self.findings) = (scenario, findings) }

    // MARK: Payments

    mutating func makePayments(_ plans: [FlowPlan]) {
        for (place, plan) in plans.enumerated() {
            made.append(payments(plan, FlowID(place)))
            if let early = made[place].first(where: { $0.minute < scenario.money.since || $0.minute >= 0 }) {
                findings.error(
                    .moneyOutOfTime, at: plan.spot, plan.flow.id, day(of: early.minute),
                    day(of: scenario.money.since))
            }
        }
        let all = made.flatMap { $0 }
        scenario.money.payments = all.enumerated().sorted {
            ($0.element.minute, $0.offset) < ($1.element.minute, $1.offset)
        }.map(\.element)
    }

    private func payments(_ plan: FlowPlan, _ id: FlowID) -> [Payment] {
        if plan.isFollowing {
            return followers(plan, id, of: plan.follows.flatMap { made[$0.index] })
        }
        let country = (plan.flow.from + plan.flow.to).compactMap { scenario.money.accounts[$0].country }.first
        let days = plan.days + (plan.every.map { self.days($0, country) } ?? [])
        if case .each(let amounts) = plan.amount, amounts.count > 1, amounts.count != days.count {
            findings.error(
                .wrongType, at: plan.spot, "amount", "one sum, or one for each of \(days.count) days",
                "\(amounts.count)")
        }
        let zone = country.map { scenario.world.countries[$0].zone } ?? scenario.world.zone
        return days.enumerated().flatMap { count, day in
            ends(plan.flow).map { from, to in
                let dice = Dice(scenario, plan.flow.id, from, to)
                let local = day * 1440 + plan.clock + dice.below(plan.within + 1, "minute", count)
                return Payment(
                    flow: id, from: from, to: to, amount: amount(plan.amount, dice, count),
                    minute: local - zone + scenario.world.zone - scenario.start.minutesSinceEpoch,
                    number: dice.number(count))
            }
        }
    }

    /// Money that goes on soon after it came.
    private func followers(_ plan: FlowPlan, _ id: FlowID, of leaders: [Payment]) -> [Payment] {
        leaders.enumerated().flatMap { count, leader -> [Payment] in
            if let came = leader.to, !plan.flow.from.isEmpty, !plan.flow.from.contains(came) { return [] }
            let from = plan.flow.from.isEmpty ? nil : leader.to
            return (plan.flow.to.isEmpty ? [nil] : plan.flow.to.map { $0 }).map { to in
                let dice = Dice(scenario, plan.flow.id, from, to)
                let sum: Int
                switch plan.amount {
                case .same, .all: sum = leader.amount
                case .keeping(let kept): sum = max(1, leader.amount - kept)
                case .each, .drawn: sum = amount(plan.amount, dice, count)
                }
                return Payment(
                    flow: id, from: from, to: to, amount: sum,
                    minute: leader.minute + 1 + dice.below(max(1, plan.after), "minute", count),
                    number: dice.number(count))
            }
        }
    }

    private func ends(_ flow: Flow) -> [(AccountID?, AccountID?)] {
        let from: [AccountID?] = flow.from.isEmpty ? [nil] : flow.from
        let to: [AccountID?] = flow.to.isEmpty ? [nil] : flow.to
        return from.flatMap { payer in to.map { (payer, $0) } }
    }

    private func amount(_ amount: FlowPlan.Amount, _ dice: Dice, _ count: Int) -> Int {
        switch amount {
        case .each(let amounts): amounts.count == 1 ? amounts[0] : amounts.dropFirst(count).first ?? 1
        case .drawn(let from, let to, let step):
            from + step * dice.below((to - from) / step + 1, "amount", count)
        case .same, .keeping, .all: 1
        }
    }

    private func days(_ every: FlowPlan.Every, _ country: CountryID?) -> [Int] {
        let hours = country.map { scenario.world.countries[$0].hours } ?? OfficeHours()
        var days: [Int] = []
        var day = every.from
        while days.count < every.times, day < every.from + 4000 {
            if falls(day, every.day, hours) { days.append(day) }
            day += 1
        }
        return days
    }

    private func falls(_ day: Int, _ on: FlowPlan.Day, _ hours: OfficeHours) -> Bool {
        let date = Moment(minutesSinceEpoch: day * 1440)
        switch on {
        case .weekday(let weekday): return date.weekday == weekday
        case .number(let number): return date.day == number
        case .last:
            guard hours.isWorkingDay(day) else { return false }
            var next = day + 1
            while !hours.isWorkingDay(next), next < day + 31 { next += 1 }
            return Moment(minutesSinceEpoch: next * 1440).month != date.month
        }
    }

    private func moment(_ minute: Int) -> Moment {
        Moment(minutesSinceEpoch: scenario.start.minutesSinceEpoch + minute)
    }

    private func day(of minute: Int) -> String { written(moment(minute)) }

    private func written(_ date: Moment) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(date.year)-\(two(date.month))-\(two(date.day))"
    }

    // MARK: Balances

    mutating func checkBalances(_ spots: [Spot]) {
        var balances = scenario.money.accounts.values.map(\.opening)
        var told: [AccountID] = []
        for payment in scenario.money.payments {
            if let to = payment.to { balances[to.index] += payment.amount }
            guard let from = payment.from else { continue }
            balances[from.index] -= payment.amount
            let account = scenario.money.accounts[from]
            if balances[from.index] < 0, !account.mayOverdraw, !told.contains(from) {
                told.append(from)
                findings.error(
                    .overdrawn, at: spots[from.index], account.id, "\(balances[from.index])",
                    day(of: payment.minute))
            }
        }
        for id in scenario.money.accounts.ids { scenario.money.accounts[id].balance = balances[id.index] }
    }

    // MARK: What acts bring

    /// Records of an account give what its flows show. What the pack wrote by hand about it stays as it is.
    mutating func makeSources() {
        let world = scenario.world
        for id in scenario.money.flows.ids {
            let flow = scenario.money.flows[id]
            for account in flow.from + flow.to where scenario.money.accounts[account].kind.keepsRecords {
                for act in world.acts.ids {
                    switch world.acts[act].money {
                    case .statements?: add(flow.proves, act, account, onlyAt: true)
                    case .leads?: add(flow.leads, act, account, onlyAt: false)
                    case nil: break
                    }
                }
            }
        }
    }

    private mutating func add(_ facts: [FactID], _ act: ActTypeID, _ account: AccountID, onlyAt: Bool) {
        var source = Source()
        source.act = act
        // A bank answers the orders of its own country.
        if onlyAt, let country = scenario.money.accounts[account].country {
            source.when = .compare(.equal, .read(.act(.country)), .constant(country.index))
        }
        let persons: [PersonID?] = scenario.persons(behind: account).map { $0 }
        let place = scenario.place(of: account)
        for person in place == nil ? persons : [nil] {
            for fact in facts {
                (source.fact, source.person, source.place) = (fact, person, place)
                let isThere = scenario.sources.values.contains {
                    $0.fact == fact && $0.act == act && $0.person == person && $0.place == place
                }
                if !isThere { scenario.sources.append(source) }
            }
        }
    }

    // MARK: Reports

    /// What banks report of flows whose red flag they see, one entry for each flow.
    mutating func makeReports(_ plans: [FlowPlan]) {
        guard
            let register = scenario.world.registers.ids.first(where: { register in
                scenario.world.registers[register].reports != nil
            }), let columns = scenario.world.registers[register].reports
        else { return }
        for (place, plan) in plans.enumerated() where !made[place].isEmpty && plan.report.isMade {
            let seen = plan.flow.flags.filter { scenario.world.redFlags[$0].isReported }
            guard !seen.isEmpty else { continue }
            let bySender = plan.report.bySender ?? !plan.flow.from.isEmpty
            let accounts = (bySender ? plan.flow.from : plan.flow.to).map { scenario.money.accounts[$0] }
            guard let first = accounts.first else { continue }
            var record = Record()
            record.id = plan.flow.id
            record.register = register
            record.gives = plan.flow.leads
            record.flags = seen
            for account in plan.flow.from + plan.flow.to {
                for person in scenario.persons(behind: account) where !record.persons.contains(person) {
                    record.persons.append(person)
                }
            }
            for person in plan.report.about where !record.persons.contains(person) {
                record.persons.append(person)
            }
            let filed = filing(plan, made[place])
            record.from = max(0, filed.from)
            record.values = Array(repeating: "", count: scenario.world.registers[register].fields.count)
            record.values[columns.holder] =
                (plan.report.name ?? first.name) + (accounts.count > 1 ? " +\(accounts.count - 1)" : "")
            record.values[columns.account] = accounts.map(\.number).filter { !$0.isEmpty }
                .joined(separator: ", ")
            record.values[columns.date] = filed.date
            record.values[columns.pattern] = pattern(plan, made[place], bySender: bySender)
            record.texts = record.values.map { _ in nil }
            record.texts[columns.pattern] = plan.report.says
            scenario.records.append(record)
        }
    }

    /// The moment that the pack gives, or the day after the last payment.
    private func filing(_ plan: FlowPlan, _ payments: [Payment]) -> (from: Int, date: String) {
        if let minute = plan.report.filed { return (minute, day(of: minute)) }
        let next = (payments.map(\.minute).max() ?? 0) + 1440
        return (next, day(of: min(0, next)))
    }

    /// In signs and numbers, so that it reads the same in every language: how often how much, to or from whom.
    private func pattern(_ plan: FlowPlan, _ payments: [Payment], bySender: Bool) -> String {
        let amounts = payments.map(\.amount)
        let sum = amounts.reduce(0, +)
        var parts: [String] = []
        if payments.count == 1 {
            parts.append("\(sum)")
        } else if amounts.allSatisfy({ $0 == amounts[0] }) {
            parts.append("\(amounts.count) × \(amounts[0]) = \(sum)")
        } else if amounts.count <= 6 {
            parts.append(amounts.map { "\($0)" }.joined(separator: " + ") + " = \(sum)")
        } else {
            parts.append("\(amounts.count) × \(amounts.min() ?? 0)–\(amounts.max() ?? 0) = \(sum)")
        }
        let others = bySender ? plan.flow.to : plan.flow.from
        if let other = others.first {
            let more = others.count > 1 ? " +\(others.count - 1)" : ""
            parts[0] += (bySender ? " → " : " ← ") + scenario.money.accounts[other].name + more
        }
        if !plan.flow.text.isEmpty { parts.append("“\(plan.flow.text)”") }
        let days = payments.map(\.minute)
        let (first, last) = (day(of: days.min() ?? 0), day(of: days.max() ?? 0))
        parts.append(first == last ? first : "\(first) – \(last)")
        if !plan.report.note.isEmpty { parts.append(plan.report.note) }
        return parts.joined(separator: "; ")
    }
}

/// Draws for one flow between two accounts.
private struct Dice {
    private let chance: Chance

    init(_ scenario: Scenario, _ flow: String, _ from: AccountID?, _ to: AccountID?) {
        let ends = [from, to].map { $0.map { scenario.money.accounts[$0].id } ?? "" }
        let name = ([scenario.id, flow] + ends).joined(separator: "/")
        chance = Chance(seed: keyedHash(name.utf8, key: (0x6D6F_6E65_79, 1)))
    }

    func below(_ limit: Int, _ purpose: StaticString, _ count: Int) -> Int {
        limit < 2 ? 0 : chance.below(limit, purpose, [], count: count)
    }

    /// Nine digits, as a bank numbers its payments.
    func number(_ count: Int) -> String {
        "\(100_000_000 + below(900_000_000, "number", count))"
    }
}
