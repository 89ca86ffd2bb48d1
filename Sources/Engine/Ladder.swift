import Basics
import Model

// The ladder of international channels: what travels, and what its use in court is by the channel.
extension Engine {
    /// Whether a channel leads from one agency to another.
    public func reaches(_ rung: Rung, from: AgencyID, to: AgencyID) -> Bool {
        let (ours, theirs) = (scenario.world.agencies[from], scenario.world.agencies[to])
        switch rung.reach {
        case .abroad where ours.country == theirs.country: return false
        case .home where ours.country != theirs.country: return false
        default: break
        }
        return rung.toPowers.isEmpty || rung.toPowers.contains(where: theirs.powers.contains)
    }

    /// Whether an agreement can have both as members.
    public func canSign(_ agreement: AgreementID, _ one: AgencyID, _ other: AgencyID) -> Bool {
        let powers = scenario.world.agreements[agreement].members
        return [one, other].allSatisfy { agency in
            powers.contains(where: scenario.world.agencies[agency].powers.contains)
        }
    }

    /// The act by which an item was handed on, where that is a rung of the ladder.
    func channel(of record: ItemRecord, in state: State) -> ActTypeID? {
        switch record.item.body {
        case .request(let request): return request.channel
        case .reply(let asked, _, _):
            guard case .request(let request) = state.item(asked)?.item.body else { return nil }
            return request.channel
        case .share:
            return index.sharesTravel ? booking(behindShare: record, in: state)?.booking.act.type : nil
        default: return nil
        }
    }

    private func booking(behindShare record: ItemRecord, in state: State) -> BookingRecord? {
        state.bookings.last { booking in
            booking.completedAt == record.sentAt && booking.booking.seat == record.item.sender
                && booking.booking.act.facts == record.item.facts
                && scenario.world.acts[booking.booking.act.type].verb == .share
                && scenario.world.acts[booking.booking.act.type].rung != nil
        }
    }

    /// A request came by a channel that keeps data and brings nothing.
    func isAskedToKeep(_ item: ItemID, in state: State) -> Bool {
        guard case .request(let request) = state.item(item)?.item.body, let channel = request.channel else {
            return false
        }
        return scenario.world.acts[channel].rung?.preserves ?? false
    }

    /// The moment at which an item was handed on, which law and agreements are read at: before its way.
    func handedOn(_ record: ItemRecord, in state: State) -> ExerciseTime {
        let booking: BookingRecord? =
            switch record.item.body {
            case .request(let request) where request.channel != nil: booking(behind: record, in: state)
            case .reply(let asked, _, _): answer(to: asked, in: state)
            case .share where index.sharesTravel: booking(behindShare: record, in: state)
            default: nil
            }
        return booking?.startedAt ?? record.sentAt
    }

    /// The act that answered or refused a request, whether its answer has arrived or not.
    func answer(to asked: ItemID, in state: State) -> BookingRecord? {
        guard case .request(let request) = state.item(asked)?.item.body, request.channel != nil else {
            return nil
        }
        return state.bookings.last { record in
            guard record.booking.act.item == asked else { return false }
            let verb = scenario.world.acts[record.booking.act.type].verb
            return verb == .answer || verb == .refuse
        }
    }

    // MARK: Use in court

    /// What a court can do with what comes by a channel, whatever it is, and the rules that say so.
    public func use(ofChannel id: ActTypeID) -> (use: CourtUse, rules: [Int]) {
        let type = scenario.world.acts[id]
        let rules = scenario.world.useRules
        let speaking = rules.indices.filter { speaks(rules[$0], againstChannel: id, type) }
        let use = speaking.map { rules[$0].canBeMended ? CourtUse.conditional : .unusable }.max() ?? .usable
        return (use, speaking)
    }

    /// Whether a rule speaks against all that comes by a channel: rules about how something was found do not.
    private func speaks(_ rule: UseRule, againstChannel id: ActTypeID, _ type: ActType) -> Bool {
        guard rule.evidence == nil, rule.acts == nil, rule.broke == nil, rule.withoutOrder == nil,
            rule.chosen.isEmpty, rule.ways?.contains(.told) ?? true
        else { return false }
        let carrier: Carrier = type.verb == .share ? .share : .answer
        if let carriers = rule.carriers, !carriers.contains(carrier) { return false }
        let basis = type.bases.first
        if let bases = rule.bases, !(basis.map(bases.contains) ?? false) { return false }
        if let bases = rule.notBases, basis.map(bases.contains) ?? false { return false }
        if let channels = rule.channels, !channels.contains(id) { return false }
        if let channels = rule.notChannels, channels.contains(id) { return false }
        if let agreement = rule.within, agreement != type.agreement { return false }
        if let agreement = rule.notWithin, agreement == type.agreement { return false }
        return rule.crossesBorder.map { $0 == (type.rung?.reach != .home) } ?? true
    }
}

extension Decider {
    /// When what an act sends lies before the other side; nil if that is at once.
    func arrival(of act: Act, _ type: ActType) -> ExerciseTime? {
        guard let travels = type.rung?.travels else { return nil }
        let others = type.verb == .share ? act.agencies : act.agency.map { [$0] } ?? []
        return others.compactMap { until(travels, $0) }.max()
    }

    /// When an answer to a request lies before whoever asked; nil if that is at once.
    private func arrival(ofAnswerTo record: ItemRecord) -> ExerciseTime? {
        guard case .request(let request) = record.item.body, let channel = request.channel,
            let travels = world.acts[channel].rung?.answerTravels, let sender = record.item.sender
        else { return nil }
        return until(travels, state.seats[sender].agency)
    }

    func checkChannel(_ act: Act, _ type: ActType, _ agency: AgencyID) throws(Refusal) {
        let others =
            type.verb == .share ? act.agencies.filter { $0 != agency } : act.agency.map { [$0] } ?? []
        if let rung = type.rung {
            for other in others where !engine.reaches(rung, from: agency, to: other) {
                throw .missing(type.verb == .share ? .recipients : .agency)
            }
        }
        guard type.verb == .request else { return }
        if act.fields.count != type.fields.count, !type.fields.isEmpty { throw .missing(.field) }
        if let agreement = type.agreement, let other = act.agency {
            if !engine.canSign(agreement, agency, other) { throw .missing(.agency) }
            try checkProposal(agreement, act, agency, other)
        }
    }

    /// Sent off, what is told was told: law is read now, whatever is so when it arrives.
    mutating func sendOff(_ act: Act, _ type: ActType, _ seat: SeatID) {
        // What comes back unread is told to nobody.
        guard type.rung?.travels != nil, type.verb == .share || engine.missing(in: act).isEmpty else {
            return
        }
        let others = type.verb == .share ? act.agencies : act.agency.map { [$0] } ?? []
        judge(act.facts, from: seat, to: others, act)
        if type.verb == .share { judge(forms: act.forms, from: seat, to: others, act) }
    }

    /// Answers a request, at once or after its way.
    mutating func answer(_ act: Act, _ result: ItemState, _ seat: SeatID, _ agency: AgencyID, _ id: ItemID) {
        guard let asked = act.item, let record = state.item(asked), let sender = record.item.sender,
            let arrival = arrival(ofAnswerTo: record)
        else { return reply(act, result, seat, agency, id) }
        judge(act.facts, from: seat, to: [state.seats[sender].agency], withPurposeAsked(act))
        emit(.itemStands(asked, .underWay, until: arrival))
    }

    /// The answer has arrived.
    private mutating func bringAnswer(to asked: ItemID) {
        guard let record = engine.answer(to: asked, in: state) else { return }
        let (act, seat) = (record.booking.act, record.booking.seat)
        let result: ItemState = world.acts[act.type].verb == .answer ? .answered : .refused
        reply(act, result, seat, state.seats[seat].agency, record.booking.id, isJudged: true)
    }

    /// Something is due for a request.
    mutating func requestDue(_ record: ItemRecord, _ request: InformationRequest) {
        let id = record.item.id
        switch record.state {
        case .underWay: bringAnswer(to: id)
        case .signed: takeForce(record, request)
        case .inForce: dissolve(id, .ended)
        default: if !sendBack(record) { emit(.itemAnswered(id, .lapsed)) }
        }
    }
}
