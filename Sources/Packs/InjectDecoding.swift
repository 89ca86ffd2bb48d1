import Basics
import Model

/// What is brought to seats, and what a rehearsal must confirm.
extension Decoder {
    func inject(_ entry: Entry, _ scenario: Scenario) -> Inject {
        var inject = Inject()
        inject.id = entry.key
        let path = "inject.\(entry.key)"
        guard let fields = Fields(entry.value, "The inject \(entry.key)", findings) else { return inject }
        inject.trigger = trigger(fields, scenario, entry.key)
        inject.seats = audience(fields.required("to"), scenario)
        if fields.has("to"), oneOrMore(fields.optional("to")).isEmpty {
            findings.error(.wrongType, at: fields.keySpot("to"), "to", "at least one seat or agency", "none")
        }
        inject.channel = id(fields.required("channel"), "channel", in: names.channels) ?? ChannelID(0)
        inject.from = .pack(text(fields.required("from"), path + ".from"))
        inject.title = .pack(text(fields.required("title"), path + ".title"))
        inject.text = .pack(text(fields.required("text"), path + ".text", markdown: true))
        inject.facts = ids(oneOrMore(fields.optional("gives")), "fact", in: names.facts)
        inject.needs = toldNeeds(fields.optional("needs"))
        (inject.persons, inject.places) = subjects(fields.optional("about"))
        inject.expects = fields.optional("expects").flatMap { expected($0) }
        inject.ifNothing = fields.optional("if_nothing").flatMap { followup($0) }
        if fields.has("if_nothing"), !fields.has("expects") {
            findings.error(
                .misplacedKey, at: fields.keySpot("if_nothing"), "if_nothing", "the inject expects no act")
        }
        fields.finish()
        return inject
    }

    private func trigger(_ fields: Fields, _ scenario: Scenario, _ id: String) -> Inject.Trigger {
        let (at, when) = (fields.optional("at"), fields.optional("when"))
        let after = minutes(fields.optional("after"), "after")
        let byHand = truth(fields.optional("by_hand"), "by_hand") ?? false
        if after != nil, when == nil {
            findings.error(.misplacedKey, at: fields.keySpot("after"), "after", "it belongs to when")
        }
        if at != nil, when != nil {
            findings.error(
                .misplacedKey, at: fields.keySpot("when"), "when", "the inject has a moment already")
        }
        if byHand, at != nil || when != nil {
            findings.error(
                .misplacedKey, at: fields.keySpot("by_hand"), "by_hand",
                "every inject can be fired by hand; the key is for those that nothing else fires")
        }
        if let at {
            let minute = moment(at, "at", start: scenario.start, world: scenario.world) ?? 0
            if minute < 0, isStartKnown {
                findings.error(.afterEnd, at: at.spot, "The inject \(id)", "it is before STARTEX")
            }
            complainIfAfterEnd(minute, at, "The inject \(id)", scenario)
            return .at(minute: max(0, minute))
        }
        if let when { return .when(condition(when, .nothing), after: after ?? 0) }
        return .byHand
    }

    private func audience(_ node: Node?, _ scenario: Scenario) -> [SeatID] {
        var seats: [SeatID] = []
        for item in oneOrMore(node) {
            guard let text = string(item, "to") else { continue }
            var found: [SeatID] = []
            if let word = rest(of: text, after: "seat.") {
                found = named(word, "seat", names.seats, item).map { [$0] } ?? []
            } else if let word = rest(of: text, after: "agency.") {
                if let agency = named(word, "agency", names.agencies, item) {
                    found = scenario.seats.ids.filter { scenario.seats[$0].agency == agency }
                    if found.isEmpty {
                        findings.error(.actWithoutSeat, at: item.spot, "This inject", "the agency \(word)")
                    }
                }
            } else {
                findings.error(.wrongType, at: item.spot, "to", "seat.… or agency.…", item.said)
            }
            for seat in found where !seats.contains(seat) { seats.append(seat) }
        }
        return seats
    }

    private func expected(_ node: Node) -> ExpectedAct? {
        guard let fields = Fields(node, "The expected act", findings) else { return nil }
        let acts = ids(oneOrMore(fields.required("act")), "act type", in: names.acts)
        let with = id(fields.optional("with"), "agency", in: names.agencies)
        let within = minutes(fields.required("within"), "within") ?? 60
        fields.finish()
        return ExpectedAct(acts: acts, with: with, within: within)
    }

    private func followup(_ node: Node) -> Followup? {
        guard let fields = Fields(node, "if_nothing", findings) else { return nil }
        let after = minutes(fields.required("after"), "after") ?? 60
        let fire = id(fields.required("fire"), "inject", in: names.injects)
        fields.finish()
        return fire.map { Followup(after: after, fire: $0) }
    }

    // MARK: Expectations

    /// The seats and acts that stand for the financial strand.
    func finance(_ node: Node?) -> Strand {
        var strand = Strand()
        guard let node, let fields = Fields(node, "The financial strand", findings) else { return strand }
        strand.seats = ids(oneOrMore(fields.optional("seats")), "seat", in: names.seats)
        strand.acts = ids(oneOrMore(fields.optional("acts")), "act type", in: names.acts)
        fields.finish()
        return strand
    }

    func expectation(_ node: Node, finance: Strand) -> Expectation {
        var expectation = Expectation()
        guard let fields = Fields(node, "An expectation", findings) else { return expectation }
        expectation.text = string(fields.required("text"), "text") ?? ""
        expectation.team = word(fields.required("team"), "a team", Words.teams) ?? ""
        expectation.than = word(fields.optional("than"), "a team", Words.teams)
        expectation.measure = word(fields.required("measure"), "a measure", Words.shares + Words.counts) ?? ""
        expectation.atLeast = thousandths(fields.optional("at_least"), "at_least")
        expectation.atMost = thousandths(fields.optional("at_most"), "at_most")
        if !fields.has("at_least"), !fields.has("at_most") {
            findings.error(.missingKey, at: fields.spot, "at_least” or “at_most", fields.what)
        }
        if Words.shares.contains(expectation.measure), expectation.than == nil {
            for (key, value) in [("at_least", expectation.atLeast), ("at_most", expectation.atMost)] {
                guard let value, !(0...1000).contains(value) else { continue }
                findings.error(.outOfRange, at: fields.keySpot(key), key, "0", "1", "\(value / 1000)")
            }
        }
        if finance.isEmpty, [expectation.team, expectation.than].contains(Words.noFinance) {
            findings.error(
                .missingKey, at: fields.spot, "finance", "A scenario with a team \(Words.noFinance)")
        }
        if expectation.than == expectation.team, expectation.than != nil {
            findings.error(
                .wrongType, at: fields.keySpot("than"), "than", "another team", "the same team")
        }
        expectation.inShareOfRuns = thousandths(fields.optional("in_share_of_runs"), "in_share_of_runs")
        if let share = expectation.inShareOfRuns, !(0...1000).contains(share) {
            findings.error(
                .outOfRange, at: fields.keySpot("in_share_of_runs"), "in_share_of_runs", "0", "1",
                "\(share) ‰")
        }
        fields.finish()
        return expectation
    }

    /// `0.85` as 850; at most three places after the point.
    private func thousandths(_ node: Node?, _ what: String) -> Int? {
        guard let node, let text = string(node, what) else { return nil }
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : ""
        if (1...2).contains(parts.count), (1...6).contains(parts[0].utf8.count), let whole = Int(parts[0]),
            fraction.utf8.count <= 3,
            let rest = Int(fraction + String(repeating: "0", count: 3 - fraction.utf8.count))
        {
            return (isNegative ? -1 : 1) * (whole * 1000 + rest)
        }
        findings.error(.wrongType, at: node.spot, what, "a number such as 0.85", node.said)
        return nil
    }
}
