import Basics
import Model

/// One pair of hands in the chain of a piece of evidence.
public struct CustodyLink: Hashable, Sendable {
    /// Into whose hands it came.
    public let agency: AgencyID
    public let time: ExerciseTime
    public let way: Learning.Way
    public let from: AgencyID?
    public let basis: BasisID?
    /// The act by which it was found or concluded.
    public let act: ActTypeID?
    public let carrier: Carrier?
    /// The rung of the ladder of channels by which it was handed on.
    public let channel: ActTypeID?
    /// The order that was in force when it was found.
    public let order: OrderID?
    /// Places of the world's rules that speak against its use.
    public let objections: [Int]
    /// The facts of which it is the conclusion, that may not be used.
    public let weakParts: [FactID]
}

/// How a fact came to an agency, hand by hand, and whether it may be used in court.
public struct Custody: Hashable, Sendable {
    /// Oldest first.
    public let links: [CustodyLink]
    public let use: CourtUse
    /// What it is concluded from can be used only when that is mended; so can it.
    public let restsOnMendable: Bool
    /// Its last entry in the ledger.
    public let entry: Int

    /// As it is, and what it is concluded from, too.
    public var isUsable: Bool { use == .usable && !restsOnMendable }

    func serves(betterThan other: Custody) -> Bool {
        use < other.use || use == other.use && !restsOnMendable && other.restsOnMendable
    }
}

extension Engine {
    /// The chain of a fact that an agency knows. Where it came by several ways, the one that serves best counts, so
    /// that what came informally is mended by asking for it as the law wants.
    public func custody(of fact: FactID, for agency: AgencyID, in state: State) -> Custody? {
        guard state.knows(agency, fact) else { return nil }
        var best: Custody?
        for place in state.agencies[agency].facts[fact].entries where state.ledger[place].openedAt != nil {
            let custody = custody(endingAt: place, in: state)
            if best.map({ custody.serves(betterThan: $0) }) ?? true { best = custody }
            // Nothing serves better than what may be used as it is.
            if custody.isUsable { break }
        }
        return best
    }

    /// Whether a fact fills a place in the case of an agency: evidence on which a charge may rest, told to no leading question,
    /// come by a way against which nothing speaks. Everything else is known, and no more.
    public func isProof(_ fact: FactID, for agency: AgencyID, in state: State) -> Bool {
        guard let kind = scenario.facts[fact].evidence, scenario.world.evidence[kind].admissible,
            !state.isContaminated(agency, fact)
        else { return false }
        return custody(of: fact, for: agency, in: state)?.isUsable ?? false
    }

    /// Whether an item brought a fact, known before, in a way that serves better in court than those before it.
    public func serves(_ fact: FactID, better by: ItemID, for agency: AgencyID, in state: State) -> Bool {
        guard scenario.facts[fact].evidence != nil, state.agencies[agency].facts[fact].entries.count > 1,
            let custody = custody(of: fact, for: agency, in: state)
        else { return false }
        return state.ledger[custody.entry].learning.item == by
    }

    /// How many of these facts an agency may not use in court, by what is known of their way.
    func unusable(_ facts: [FactID], for agency: AgencyID, in state: State) -> Int {
        facts.count { fact in
            guard let kind = scenario.facts[fact].evidence else { return false }
            return !scenario.world.evidence[kind].admissible
                || custody(of: fact, for: agency, in: state)?.use != .usable
        }
    }

    /// How many of them this rule speaks against, in the way that serves best; what is concluded from such is counted, too.
    func unusable(_ facts: [FactID], by rule: Int, for agency: AgencyID, in state: State) -> Int {
        facts.count { fact in
            guard scenario.facts[fact].evidence != nil,
                let custody = custody(of: fact, for: agency, in: state)
            else { return false }
            return custody.links.contains { link in
                link.objections.contains(rule)
                    || link.way == .concluded
                        && unusable(scenario.facts[fact].from, by: rule, for: link.agency, in: state) > 0
            }
        }
    }

    /// Everything an agency knows that fills a place in its case.
    func allProofs(of agency: AgencyID, in state: State) -> [FactID] {
        scenario.facts.ids.filter {
            !scenario.facts[$0].proves.isEmpty && state.knows(agency, $0)
                && isProof($0, for: agency, in: state)
        }
    }

    private func custody(endingAt last: Int, in state: State) -> Custody {
        var links: [CustodyLink] = []
        var next: Int? = last
        while let place = next {
            let entry = state.ledger[place]
            links.append(link(entry, in: state))
            next = nil
            guard entry.learning.way == .told, let from = entry.learning.from else { continue }
            // What the sender had in hand when it was handed on; always an earlier entry.
            next = state.agencies[from].facts[entry.learning.fact].entries.first {
                $0 < place && (state.ledger[$0].openedAt.map { $0 <= entry.time } ?? false)
            }
        }
        links.reverse()
        let fact = state.ledger[last].learning.fact
        return Custody(
            links: links, use: links.map { use(of: $0) }.max() ?? .usable,
            restsOnMendable: links.contains { link in
                link.way == .concluded
                    && scenario.facts[fact].from.contains { isMendable($0, link.agency, in: state) }
            }, entry: last)
    }

    private func use(of link: CustodyLink) -> CourtUse {
        if !link.weakParts.isEmpty { return .unusable }
        return link.objections.map { scenario.world.useRules[$0].canBeMended ? .conditional : .unusable }
            .max() ?? .usable
    }

    private func link(_ entry: LedgerEntry, in state: State) -> CustodyLink {
        let learning = entry.learning
        let booking = learning.item.flatMap { state.booking($0) }
        let deed = Deed(
            learning: learning, time: entry.time, booking: booking,
            item: learning.item.flatMap { state.item($0) },
            kind: scenario.facts[learning.fact].evidence)
        let rules = scenario.world.useRules
        let weak =
            learning.way == .concluded
            ? scenario.facts[learning.fact].from.filter { isWeak($0, learning.agency, in: state) } : []
        return CustodyLink(
            agency: learning.agency, time: entry.time, way: learning.way, from: learning.from,
            basis: learning.basis, act: booking?.booking.act.type, carrier: deed.carrier,
            channel: learning.way == .told ? deed.item.flatMap { channel(of: $0, in: state) } : nil,
            order: booking.flatMap { order(behind: $0, learning.agency, in: state) },
            objections: rules.indices.filter { speaks(rules[$0], against: deed, in: state) },
            weakParts: weak)
    }

    private func isWeak(_ part: FactID, _ agency: AgencyID, in state: State) -> Bool {
        guard let kind = scenario.facts[part].evidence else { return false }
        return !scenario.world.evidence[kind].admissible
            || custody(of: part, for: agency, in: state)?.use == .unusable
    }

    private func isMendable(_ part: FactID, _ agency: AgencyID, in state: State) -> Bool {
        guard scenario.facts[part].evidence != nil else { return false }
        return custody(of: part, for: agency, in: state).map { $0.use != .unusable && !$0.isUsable } ?? false
    }

    /// The order on which an act that asks for one was done.
    private func order(behind record: BookingRecord, _ agency: AgencyID, in state: State) -> OrderID? {
        let gates = scenario.world.acts[record.booking.act.type].gates
        return gates.compactMap(\.order).first { wasInForce($0, record, agency, in: state) }
    }

    /// As it was when the act was begun: neither what was given later nor what has run out since changes it.
    private func wasInForce(_ order: OrderID, _ record: BookingRecord, _ agency: AgencyID, in state: State)
        -> Bool
    {
        let act = record.booking.act
        return state.orders.contains { grant in
            grant.value.order == order && grant.value.holder == agency && grant.time <= record.startedAt
                && grant.value.isInForce(at: record.startedAt)
                && (grant.value.person == nil || grant.value.person == act.person)
                && (grant.value.place == nil || grant.value.place == act.place)
        }
    }

    // MARK: What speaks against it

    /// What is asked of one link.
    private struct Deed {
        let learning: Learning
        let time: ExerciseTime
        let booking: BookingRecord?
        let item: ItemRecord?
        let kind: EvidenceID?

        var carrier: Carrier? {
            switch item?.item.body {
            case .message: .message
            case .share: .share
            case .request: .request
            case .reply: .answer
            case .order: .order
            case .inject, .improvised: .news
            default: nil
            }
        }
    }

    private func speaks(_ rule: UseRule, against deed: Deed, in state: State) -> Bool {
        let learning = deed.learning
        let world = scenario.world
        func isAmong<Value: Equatable>(_ list: [Value]?, _ value: Value?) -> Bool {
            list.map { list in value.map(list.contains) ?? false } ?? true
        }
        guard isAmong(rule.evidence, deed.kind), isAmong(rule.ways, learning.way),
            isAmong(rule.acts, deed.booking?.booking.act.type), isAmong(rule.carriers, deed.carrier),
            isAmong(rule.bases, learning.basis)
        else { return false }
        if let bases = rule.notBases, learning.basis.map(bases.contains) ?? false { return false }
        if let crosses = rule.crossesBorder {
            let isAbroad = learning.from.map {
                world.agencies[$0].country != world.agencies[learning.agency].country
            }
            if isAbroad != crosses { return false }
        }
        if !fitsChannel(rule, deed, in: state) { return false }
        if !rule.chosen.allSatisfy({ wasChosen($0, deed) }) { return false }
        if let order = rule.withoutOrder {
            guard let booking = deed.booking, !wasInForce(order, booking, learning.agency, in: state) else {
                return false
            }
        }
        if let record = rule.record, wasPut(on: record, deed, in: state) { return false }
        if let rules = rule.broke { return wentAgainst(rules, deed, in: state) }
        return true
    }

    /// By what it came, and whether those who handed it on and took it were together in an agreement.
    private func fitsChannel(_ rule: UseRule, _ deed: Deed, in state: State) -> Bool {
        if rule.channels != nil || rule.notChannels != nil {
            let used = deed.item.flatMap { channel(of: $0, in: state) }
            if let channels = rule.channels, !(used.map(channels.contains) ?? false) { return false }
            if let channels = rule.notChannels, used.map(channels.contains) ?? false { return false }
        }
        if let agreement = rule.within, !wasWithin(agreement, deed, in: state) { return false }
        if let agreement = rule.notWithin, wasWithin(agreement, deed, in: state) { return false }
        return true
    }

    private func wasWithin(_ agreement: AgreementID, _ deed: Deed, in state: State) -> Bool {
        guard let from = deed.learning.from, let item = deed.item else { return false }
        let fact = scenario.facts[deed.learning.fact]
        return areTogether(
            agreement, from, deed.learning.agency, persons: fact.persons, places: fact.places,
            at: handedOn(item, in: state), in: state)
    }

    private func wasPut(on record: UseRule.Record, _ deed: Deed, in state: State) -> Bool {
        state.forms.contains { form in
            guard state.seats[form.value.seat].agency == deed.learning.agency else { return false }
            switch record {
            case .after(let type, let minutes):
                return form.value.type == type && form.value.facts.contains(deed.learning.fact)
                    && form.time >= deed.time && form.time <= deed.time.after(minutes: minutes)
            case .before(let type, let minutes):
                guard let booking = deed.booking, let person = booking.booking.act.person else {
                    return false
                }
                return form.value.type == type && form.value.person == person
                    && form.time <= booking.startedAt
                    && form.time.after(minutes: minutes) >= booking.startedAt
            }
        }
    }

    private func wasChosen(_ chosen: UseRule.Chosen, _ deed: Deed) -> Bool {
        guard let act = deed.booking?.booking.act else { return false }
        let choices = scenario.world.acts[act.type].choices
        guard let place = choices.firstIndex(where: { $0.id == chosen.choice }),
            act.choices.indices.contains(place)
        else { return false }
        let value = act.choices[place]
        if choices[place].isFlag { return (value == 1) == (chosen.option == "true") }
        let option = value - choices[place].from
        return choices[place].options.indices.contains(option)
            && choices[place].options[option].id == chosen.option
    }

    /// Whether one of these rules was broken in finding it, or in handing it on.
    private func wentAgainst(_ rules: [String], _ deed: Deed, in state: State) -> Bool {
        guard let moment = deed.booking?.startedAt ?? deed.item.map({ handedOn($0, in: state) }) else {
            return false
        }
        // The moment is asked first, and in place: there may be hundreds of breaches.
        return state.breaches.indices.contains { place in
            guard state.breaches[place].time == moment else { return false }
            let breach = state.breaches[place].value
            guard rules.contains(breach.rule), !breach.isDeviation else { return false }
            if let record = deed.booking {
                return breach.seat == record.booking.seat && breach.person == record.booking.act.person
                    && breach.fact == nil
            }
            guard let from = deed.learning.from else { return false }
            return breach.agency == from && breach.fact == deed.learning.fact
                && wasUnlawful(deed.learning, at: moment, state)
        }
    }

    /// One breach can stand for several recipients; the share says to whom it was.
    private func wasUnlawful(_ learning: Learning, at time: ExerciseTime, _ state: State) -> Bool {
        state.shares.contains {
            $0.time == time && $0.value.fact == learning.fact && $0.value.from == learning.from
                && $0.value.to == learning.agency && $0.value.answer != .allowed
        }
    }
}
