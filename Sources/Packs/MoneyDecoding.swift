import Basics
import Model

/// The money of a story: who holds what, and what was paid. Statements and reports are made from it (`MoneyMaking`).
extension Decoder {
    func money(_ node: Node?, _ scenario: inout Scenario) {
        guard let node, let fields = Fields(node, "The money", findings) else { return }
        var money = Money()
        let begins = date(fields.required("from"), "from")
        money.since = (begins?.minutesSinceEpoch ?? 0) - scenario.start.minutesSinceEpoch
        money.companies = Table(mapping(fields.optional("companies"), "companies").map { company($0) })
        money.accounts = Table(mapping(fields.required("accounts"), "accounts").map { account($0) })
        var plans: [FlowPlan] = []
        for entry in mapping(fields.required("flows"), "flows") { plans.append(flow(entry, plans, scenario)) }
        money.flows = Table(plans.map(\.flow))
        fields.finish()
        scenario.money = money
        checkEvidence(plans, scenario)
        var making = MoneyMaking(scenario: scenario, findings: findings)
        making.makePayments(plans)
        making.checkBalances(mapping(fields.optional("accounts"), "accounts").map(\.keySpot))
        making.makeSources()
        making.makeReports(plans)
        scenario = making.scenario
    }

    private func company(_ entry: Entry) -> Company {
        var company = Company()
        company.id = entry.key
        guard let fields = Fields(entry.value, "The company \(entry.key)", findings) else { return company }
        company.name = text(fields.required("name"), "company.\(entry.key).name")
        company.owners = ids(oneOrMore(fields.optional("owners")), "person", in: names.persons)
        company.directors = ids(oneOrMore(fields.optional("directors")), "person", in: names.persons)
        company.place = id(fields.optional("place"), "place", in: names.places)
        fields.finish()
        return company
    }

    private func account(_ entry: Entry) -> Account {
        var account = Account()
        account.id = entry.key
        guard let fields = Fields(entry.value, "The account \(entry.key)", findings) else { return account }
        account.name = string(fields.required("name"), "name") ?? ""
        account.holder = holder(fields.optional("holder"))
        account.kind = word(fields.optional("kind"), "a kind of account", Words.accountKinds) ?? .bank
        account.number = string(fields.optional("number"), "number") ?? ""
        account.country = id(fields.optional("country"), "country", in: names.countries)
        account.opening = integer(fields.optional("opening"), "opening", in: 0...1_000_000) ?? 0
        account.mayOverdraw = truth(fields.optional("overdraft"), "overdraft") ?? false
        fields.finish()
        return account
    }

    /// `person.x`, `company.x` or `place.x`.
    private func holder(_ node: Node?) -> Account.Holder {
        guard let node, let text = string(node, "holder") else { return .unnamed }
        if let word = rest(of: text, after: "person.") {
            return named(word, "person", names.persons, node).map { .person($0) } ?? .unnamed
        }
        if let word = rest(of: text, after: "company.") {
            return named(word, "company", names.companies, node).map { .company($0) } ?? .unnamed
        }
        if let word = rest(of: text, after: "place.") {
            return named(word, "place", names.places, node).map { .place($0) } ?? .unnamed
        }
        findings.error(.wrongType, at: node.spot, "holder", "person.…, company.… or place.…", node.said)
        return .unnamed
    }

    // MARK: Flows

    private func flow(_ entry: Entry, _ before: [FlowPlan], _ scenario: Scenario) -> FlowPlan {
        var plan = FlowPlan(spot: entry.keySpot)
        plan.flow.id = entry.key
        guard let fields = Fields(entry.value, "The flow \(entry.key)", findings) else { return plan }
        plan.flow.from = ids(oneOrMore(fields.optional("from")), "account", in: names.accounts)
        plan.flow.to = ids(oneOrMore(fields.optional("to")), "account", in: names.accounts)
        plan.flow.isCash = truth(fields.optional("cash"), "cash") ?? false
        checkEnds(fields, plan.flow.isCash)
        plan.flow.text = string(fields.optional("text"), "text") ?? ""
        plan.flow.flags = ids(oneOrMore(fields.optional("flag")), "red flag", in: names.redFlags)
        plan.flow.leads = ids(oneOrMore(fields.optional("leads")), "fact", in: names.facts)
        plan.flow.proves = ids(oneOrMore(fields.optional("proves")), "fact", in: names.facts)
        times(&plan, fields, before)
        plan.amount = amount(fields.optional("amount"), fields, plan)
        if case .all = plan.amount { plan.flow.takesAll = true }
        if case .each(let amounts) = plan.amount { plan.flow.amount = amounts.first ?? 0 }
        plan.report = report(fields.optional("report"), of: plan.flow.id, scenario)
        fields.finish()
        return plan
    }

    private func checkEnds(_ fields: Fields, _ isCash: Bool) {
        if !fields.has("from"), !fields.has("to") {
            findings.error(.missingKey, at: fields.spot, "from” or “to", fields.what)
        } else if !fields.has("from") || !fields.has("to"), !isCash {
            findings.error(.missingKey, at: fields.spot, "cash: true” or “from” and “to", fields.what)
        }
    }

    /// Days and time of day, or how it follows another flow; with neither, an effect pays it.
    private func times(_ plan: inout FlowPlan, _ fields: Fields, _ before: [FlowPlan]) {
        let (on, every, follows) = (
            fields.optional("on"), fields.optional("every"), fields.optional("follows")
        )
        for node in oneOrMore(follows) {
            guard let leader = id(node, "flow", in: names.flows) else { continue }
            if let place = before.firstIndex(where: { $0.flow.id == names.flows[leader] }) {
                plan.follows.append(FlowID(place))
            } else {
                findings.error(.misplacedKey, at: node.spot, "follows", "that flow stands further down")
            }
        }
        plan.isFollowing = follows != nil
        let isDated = on != nil || every != nil
        if isDated, follows != nil {
            findings.error(
                .misplacedKey, at: fields.keySpot("follows"), "follows", "the flow has its own days")
        }
        plan.days = oneOrMore(on).compactMap { date($0, "on")?.dayNumber }
        plan.every = every.flatMap { self.every($0) }
        if isDated {
            plan.clock = clock(fields.required("at"), "at") ?? 0
            plan.within = minutes(fields.optional("within"), "within") ?? 0
        } else {
            fields.refuse("at", because: "the flow has no days")
            fields.refuse("within", because: "the flow has no days")
        }
        if follows != nil {
            plan.after = minutes(fields.required("after"), "after") ?? 60
        } else {
            fields.refuse("after", because: "the flow follows no other")
        }
    }

    private func every(_ node: Node) -> FlowPlan.Every? {
        guard let fields = Fields(node, "every", findings) else { return nil }
        let from = date(fields.required("from"), "from")
        let times = integer(fields.required("times"), "times", in: 1...400)
        let dayNode = fields.required("day")
        fields.finish()
        guard let dayNode, let from, let times, let word = string(dayNode, "day") else { return nil }
        let day: FlowPlan.Day
        if word == "last" {
            day = .last
        } else if let weekday = Words.days.firstIndex(of: word) {
            day = .weekday(weekday + 1)
        } else if let number = Int(word), (1...28).contains(number) {
            day = .number(number)
        } else {
            findings.error(
                .wrongType, at: dayNode.spot, "day",
                "last (working day of the month), mon to sun, or 1 to 28",
                dayNode.said)
            return nil
        }
        return FlowPlan.Every(day: day, from: from.dayNumber, times: times)
    }

    private static let sums = 1...1_000_000

    private func amount(_ node: Node?, _ fields: Fields, _ plan: FlowPlan) -> FlowPlan.Amount {
        guard let node else {
            if !plan.isFollowing { findings.error(.missingKey, at: fields.spot, "amount", fields.what) }
            return .same
        }
        if node.text == "all" {
            if plan.isPlayed { return .all }
            findings.error(.misplacedKey, at: node.spot, "all", "only an effect can pay all that there is")
            return .same
        }
        if let items = node.items {
            return .each(items.compactMap { integer($0, "An amount", in: Self.sums) })
        }
        if node.entries == nil { return .each([integer(node, "amount", in: Self.sums)].compactMap { $0 }) }
        guard let range = Fields(node, "amount", findings) else { return .same }
        if range.has("less") {
            let kept = integer(range.optional("less"), "less", in: Self.sums) ?? 1
            range.finish()
            if plan.isFollowing { return .keeping(kept) }
            findings.error(.misplacedKey, at: node.spot, "less", "the flow follows no other")
            return .same
        }
        let from = integer(range.required("from"), "from", in: Self.sums) ?? 1
        let to = integer(range.required("to"), "to", in: from...1_000_000) ?? from
        let step = integer(range.optional("step"), "step", in: 1...10_000) ?? 1
        range.finish()
        if plan.isPlayed {
            findings.error(.misplacedKey, at: node.spot, "amount", "an effect pays one sum, or all")
        }
        return .drawn(from: from, to: to, step: step)
    }

    private func reportsAreTexts(_ scenario: Scenario) -> Bool {
        scenario.world.registers.values.first { $0.reports != nil }.map { register in
            register.reports.map { register.sentences.contains($0.pattern) } ?? false
        } ?? false
    }

    private func report(_ node: Node?, of flow: String, _ scenario: Scenario) -> FlowPlan.Report {
        guard let node else { return FlowPlan.Report() }
        if node.text == "false" { return FlowPlan.Report(isMade: false) }
        guard let fields = Fields(node, "The report", findings) else { return FlowPlan.Report() }
        var report = FlowPlan.Report()
        report.name = string(fields.optional("as"), "as")
        report.filed = moment(
            fields.optional("filed"), "filed", start: scenario.start, world: scenario.world)
        if let node = fields.optional("note") {
            if reportsAreTexts(scenario) {
                report.says = text(node, "flow.\(flow).report.note")
            } else {
                report.note = string(node, "note") ?? ""
            }
        }
        report.about = ids(oneOrMore(fields.optional("about")), "person", in: names.persons)
        report.bySender = word(fields.optional("by"), "a side", [("from", true), ("to", false)])
        fields.finish()
        return report
    }

    /// A lead is no evidence, and evidence is no lead.
    private func checkEvidence(_ plans: [FlowPlan], _ scenario: Scenario) {
        func ask(_ facts: [FactID], _ plan: FlowPlan, _ key: String, isAdmissible: Bool) {
            for fact in facts {
                let kind = scenario.facts[fact].evidence.map { scenario.world.evidence[$0] }
                // A world without kinds of evidence has no leads.
                if (kind?.admissible ?? true) == isAdmissible { continue }
                findings.error(
                    .wrongEvidence, at: plan.spot, plan.flow.id, scenario.facts[fact].id, key,
                    kind?.id ?? "none")
            }
        }
        for plan in plans {
            ask(plan.flow.leads, plan, "leads", isAdmissible: false)
            ask(plan.flow.proves, plan, "proves", isAdmissible: true)
        }
    }

    // MARK: The world

    func moneyWords(_ world: inout World, _ fields: Fields) {
        if let node = fields.optional("currency"), let currency = Fields(node, "The currency", findings) {
            world.currency.name = text(currency.required("name"), "world.currency")
            world.currency.code = string(currency.required("code"), "code") ?? ""
            currency.finish()
        }
        guard let node = fields.optional("red_flags"), let flags = Fields(node, "red_flags", findings) else {
            return
        }
        world.redFlagGroups = mapping(flags.required("groups"), "groups").map {
            Labelled(id: $0.key, name: text($0.value, "red_flag_group.\($0.key)"))
        }
        let groups = world.redFlagGroups.map(\.id)
        world.redFlags = Table(mapping(flags.required("list"), "list").map { redFlag($0, groups) })
        flags.finish()
    }

    private func redFlag(_ entry: Entry, _ groups: [String]) -> RedFlag {
        var flag = RedFlag()
        flag.id = entry.key
        guard let fields = Fields(entry.value, "The red flag \(entry.key)", findings) else { return flag }
        flag.says = text(fields.required("says"), "red_flag.\(entry.key).says")
        let group = word(fields.required("group"), "a group of red flags", groups)
        flag.group = group.flatMap { groups.firstIndex(of: $0) } ?? 0
        flag.isReported = truth(fields.optional("reported"), "reported") ?? true
        fields.finish()
        return flag
    }

    /// `{holder: FIELD, account: FIELD, date: FIELD, pattern: FIELD}`.
    func reportColumns(_ node: Node?, _ columns: [String]) -> ReportColumns? {
        guard let node, let fields = Fields(node, "reports", findings) else { return nil }
        func column(_ key: String) -> Int {
            word(fields.required(key), "a field of the register", columns).flatMap {
                columns.firstIndex(of: $0)
            } ?? 0
        }
        var found = ReportColumns()
        (found.holder, found.account) = (column("holder"), column("account"))
        (found.date, found.pattern) = (column("date"), column("pattern"))
        fields.finish()
        return found
    }
}

/// A flow as the pack writes it, before its payments are made.
struct FlowPlan {
    var flow = Flow()
    var spot: Spot
    var days: [Int] = []
    var every: Every?
    /// Minutes after midnight, on the clock of the account's country, and how much later it may be.
    var clock = 0
    var within = 0
    var follows: [FlowID] = []
    var isFollowing = false
    var after = 0
    var amount = Amount.same
    var report = Report()

    init(spot: Spot) { self.spot = spot }

    /// An effect pays it in the exercise.
    var isPlayed: Bool { days.isEmpty && every == nil && !isFollowing }

    struct Every {
        var day: Day
        var from: Int
        var times: Int
    }
    enum Day {
        /// The last working day of the month.
        case last
        case weekday(Int)
        case number(Int)
    }
    enum Amount {
        /// As much as the payment that it follows.
        case same
        /// One for all days, or one for each.
        case each([Int])
        /// As much as the payment that it follows, less what is kept.
        case keeping(Int)
        case drawn(from: Int, to: Int, step: Int)
        case all
    }
    struct Report {
        var isMade = true
        /// The holder's name as the bank wrote it.
        var name: String?
        var filed: Int?
        var note = ""
        /// The same as a text of the pack.
        var says: TextID?
        /// Of whom it speaks besides those behind the accounts.
        var about: [PersonID] = []
        /// Which side's bank reports; nil is the payer's, or the only one.
        var bySender: Bool?
    }
}
