import Basics
import Model

/// Joint operations: planned, with parts asked and confirmed, begun on somebody's word, and then played by the minute.
extension Decider {
    // MARK: What may be done

    func checkPlan(_ act: Act, _ type: ActType, _ agency: AgencyID) throws(Refusal) {
        guard type.operation != nil else { throw .unknownThing }
        if act.places.isEmpty { throw .missing(.sites) }
        let never = type.operation.map { world.operations[$0].notAt } ?? []
        guard act.places.allSatisfy({ state.agencies[agency].places[$0] && !never.contains($0) }) else {
            throw .unknownThing
        }
        guard let hour = hour(of: act), hour > now, hour <= now.after(minutes: Decider.longestDeadline) else {
            throw .missing(.deadline)
        }
        guard act.agencies.allSatisfy({ engine.index.seated.contains($0) }) else { throw .unknownThing }
        if let kind = type.operation, let place = act.place, !engine.canReceive(at: place, kind) {
            throw .unknownThing
        }
        if let id = act.item {
            guard let record = state.operation(id), record.agency == agency,
                record.plan.kind == type.operation
            else { throw .missing(.item) }
            guard record.standing.isOpen else { throw .underWay }
        }
    }

    /// When the doors open: the minute of the exercise that was chosen, or so long from now.
    private func hour(of act: Act) -> ExerciseTime? {
        act.hour.map { ExerciseTime.start.after(minutes: $0) } ?? act.deadline.map { now.after(minutes: $0) }
    }

    func checkPart(_ act: Act, _ verb: Verb, by seat: SeatID, _ agency: AgencyID) throws(Refusal) {
        guard let id = act.item, let record = state.operation(id),
            let part = record.parts.first(where: { $0.agency == agency })
        else { throw .missing(.item) }
        guard record.standing.isOpen else { throw .underWay }
        switch part.standing {
        case .dropped: throw .missing(.item)
        case .refused where verb == .declinePart, .confirmed where verb == .takePart: throw .alreadyDone
        case .asked, .confirmed, .refused: break
        }
        if verb == .declinePart {
            if act.text.isEmpty { throw .missing(.reasons) }
        } else {
            try checkStaff(of: record, seat, agency)
        }
    }

    func checkWord(_ act: Act, _ verb: Verb, by seat: SeatID, _ agency: AgencyID) throws(Refusal) {
        guard let id = act.item, let record = state.operation(id), record.agency == agency else {
            throw .missing(.item)
        }
        guard record.standing.isOpen else { throw .underWay }
        if verb == .callOff {
            if act.text.isEmpty { throw .missing(.reasons) }
        } else {
            if act.atHour, case .ordered = record.standing { throw .alreadyDone }
            try checkStaff(of: record, record.plan.seat, agency)
        }
    }

    private func checkStaff(of record: OperationRecord, _ seat: SeatID, _ agency: AgencyID) throws(Refusal) {
        let needed = engine.staff(of: agency, in: record)
        if let until = engine.lacks(needed, of: seat, at: now, in: state) { throw .noStaff(until: until) }
    }

    // MARK: Planning, answering, the word

    mutating func plan(_ act: Act, _ type: ActType, _ seat: SeatID, _ agency: AgencyID, _ id: ItemID) {
        guard let kind = type.operation else { return }
        let before = act.item.flatMap { state.operation($0) }
        let plan = OperationPlan(
            id: before?.plan.id ?? id, kind: kind, act: act.type, seat: seat,
            version: (before?.plan.version ?? 0) + 1, sites: unique(act.places), reception: act.place,
            hour: hour(of: act) ?? now.after(minutes: 60), agencies: act.agencies.filter { $0 != agency },
            choices: act.choices, text: act.text)
        emit(.operationPlanned(plan))
        // Whoever is asked for a part learns where it is.
        for other in plan.agencies {
            for place in plan.sites + (plan.reception.map { [$0] } ?? []) { find(other, place) }
        }
        tell(before == nil ? .asked : .changed, of: plan.id, to: plan.agencies, by: seat, act.text)
    }

    mutating func answerPart(_ act: Act, takes: Bool, _ seat: SeatID, _ agency: AgencyID) {
        guard let id = act.item, let record = state.operation(id) else { return }
        let length = world.operations[record.plan.kind].length
        emit(
            .operationAnswered(
                OperationAnswer(
                    operation: id, seat: seat, agency: agency, takesPart: takes,
                    staff: takes ? engine.staff(of: agency, in: record) : 0,
                    until: max(now, record.plan.hour).after(minutes: length), text: act.text)))
        tell(takes ? .confirmed : .refused, of: id, to: [record.agency], by: seat, act.text)
    }

    mutating func giveWord(_ act: Act, _ seat: SeatID) {
        guard let id = act.item, let record = state.operation(id) else { return }
        let at = act.atHour ? max(now, record.plan.hour) : now
        emit(.operationOrdered(id, seat, at: at))
        tell(.ordered, of: id, to: record.needToKnow, by: seat, act.text)
        if at <= now { begin(id) }
    }

    mutating func callOff(_ act: Act, _ seat: SeatID) {
        guard let id = act.item, let record = state.operation(id) else { return }
        emit(.operationCalledOff(id, seat, act.text))
        tell(.calledOff, of: id, to: record.needToKnow, by: seat, act.text)
    }

    /// A letter to the seats of agencies, but not to the one that writes.
    private mutating func tell(
        _ news: OperationNews, of id: ItemID, to agencies: [AgencyID], by seat: SeatID?, _ text: Typed
    ) {
        let seats = agencies.flatMap { engine.index.seatsOf[$0] }.filter { $0 != seat }
        guard !seats.isEmpty else { return }
        emit(
            .itemSent(
                Item(id: newID(), body: .operation(id, news, text), seats: unique(seats), sender: seat)))
    }

    // MARK: Minute by minute

    /// The hour has come, or the next minute.
    mutating func operationDue(_ id: ItemID) {
        guard let record = state.operation(id) else { return }
        switch record.standing {
        case .ordered: begin(id)
        case .underWay(let since): play(id, since: since)
        case .planned, .over, .calledOff: break
        }
    }

    private mutating func begin(_ id: ItemID) {
        guard let place = state.operationPlace(id) else { return }
        let record = state.operations[place]
        let kind = world.operations[record.plan.kind]
        let scope = engine.scope(ofOperation: place, at: now, in: state)
        let unmet = kind.gates.filter { !holds($0.holds, scope) }
        let found = state.persons.ids.filter {
            record.plan.sites.contains(state.persons[$0].place) && !state.persons[$0].has(.lost)
        }
        emit(
            .operationBegun(
                OperationStart(
                    operation: id, seat: record.plan.seat, unmet: unmet.map(\.id), found: found,
                    staff: engine.staff(of: record.agency, in: record),
                    until: now.after(minutes: kind.length))))
        let isDanger = kind.gates.contains { gate in gate.overrides && !unmet.contains { $0.id == gate.id } }
        if !isDanger { for gate in unmet where !gate.overrides { miss(gate, scope, record.plan.seat) } }
        for site in record.plan.sites { emit(.visited(site, record.agency)) }
        for agency in record.takingPart {
            for person in found {
                meet(agency, person)
                see(person, agency)
            }
        }
        play(id, since: now)
    }

    /// The word was given without it.
    private mutating func miss(_ gate: OperationGate, _ scope: Scope, _ seat: SeatID) {
        guard let agency = scope.agency else { return }
        if !gate.rule.isEmpty {
            emit(
                .breached(
                    Breach(
                        rule: gate.rule, article: gate.article, agency: agency, seat: seat, person: nil,
                        says: [gate.says])))
        }
        if let mistake = gate.mistake { make(mistake, by: agency, for: nil) }
    }

    /// What is due by now; then the next moment, or the end.
    private mutating func play(_ id: ItemID, since: ExerciseTime) {
        guard let place = state.operationPlace(id) else { return }
        let kind = world.operations[state.operations[place].plan.kind]
        let passed = (now - since).minutes
        let from = (state.operations[place].next - since).minutes
        for minute in kind.minutes where minute.at >= from && minute.at <= passed {
            play(minute, place, id)
        }
        if let next = kind.minutes.first(where: { $0.at > passed }) {
            return emit(.operationWaits(id, until: since.after(minutes: next.at)))
        }
        emit(.operationOver(id))
        tell(.over, of: id, to: state.operations[place].needToKnow, by: nil, .empty)
    }

    private mutating func play(_ minute: OperationMinute, _ place: Int, _ id: ItemID) {
        var scope = engine.scope(ofOperation: place, at: now, in: state)
        guard holds(minute.when, scope) else { return }
        emit(.operationMinute(id, minute.id))
        guard let over = minute.over else { return run(minute.effects, scope) }
        if over == .sites {
            for site in state.operations[place].plan.sites {
                scope.slots[Slot.place] = site.index
                scope.slots[Slot.network] = engine.index.networkOf[site]?.index ?? -1
                run(minute.effects, scope)
            }
            return
        }
        let persons: [PersonID] =
            switch over {
            case .found: state.operations[place].start?.found ?? []
            case .persons: Array(state.persons.ids)
            case .group(let group): scenario.groups[group].members
            case .sites: []
            }
        for person in persons {
            scope.slots[Slot.person] = person.index
            run(minute.effects, scope)
        }
    }

    // MARK: What minutes do

    /// Brings people to where they are received; who takes part meets them there.
    mutating func receive(_ persons: [PersonID], _ scope: Scope) {
        guard let place = scope.operation, let reception = state.operations[place].plan.reception else {
            return
        }
        for person in persons where !state.persons[person].has(.lost) {
            if state.persons[person].place != reception { emit(.personMoved(person, reception)) }
            if !state.persons[person].has(.safe) { emit(.markChanged(person, .safe, true)) }
            for agency in state.operations[place].takingPart {
                meet(agency, person)
                see(person, agency)
            }
        }
    }

    /// Does at each site what an agency that takes part may do there, as if it had been asked for.
    mutating func search(_ type: ActTypeID, _ scope: Scope) {
        guard let place = scope.operation else { return }
        let record = state.operations[place]
        for site in record.plan.sites {
            let country = world.places[site].country
            let able = record.takingPart.first { agency in
                engine.mayUse(type, agency) && (country == nil || country == world.agencies[agency].country)
            }
            guard let able, let seat = record.seat(of: able) else { continue }
            var act = Act(type: type)
            act.place = site
            act.choices = world.acts[type].choices.map(\.start)
            carryOut(act, by: seat)
        }
    }
}

extension Engine {
    /// Whether each gate truly held when the operation began; before, whether it does now.
    public func gatesMet(_ record: OperationRecord, in state: State) -> [Bool] {
        let gates = scenario.world.operations[record.plan.kind].gates
        if let start = record.start { return gates.map { !start.unmet.contains($0.id) } }
        guard let place = state.operationPlace(record.plan.id) else { return [] }
        let scope = scope(ofOperation: place, at: state.time, in: state)
        return gates.map { holds($0.holds, scope, state) }
    }

    /// Whether people could be received there.
    public func canReceive(at place: PlaceID, _ kind: OperationID) -> Bool {
        let known = scenario.world.operations[kind].receptions
        return known.isEmpty || known.contains(place)
    }

    /// Which parts of an operation are open to an agency, by position.
    public func parts(of kind: OperationID, for agency: AgencyID) -> [Int] {
        let powers = scenario.world.agencies[agency].powers
        let parts = scenario.world.operations[kind].parts
        return parts.indices.filter { place in
            parts[place].agencies.contains(agency) || parts[place].powers.contains(where: powers.contains)
        }
    }

    /// How many of its staff an agency's parts bind.
    public func staff(of agency: AgencyID, in record: OperationRecord) -> Int {
        let all = scenario.world.operations[record.plan.kind].parts
        return parts(of: record.plan.kind, for: agency).reduce(0) { $0 + all[$1].staff }
    }

    /// Whether an agency hears of a minute while it happens.
    public func hears(_ minute: String, in record: OperationRecord, _ agency: AgencyID) -> Bool {
        guard record.takingPart.contains(agency),
            let known = scenario.world.operations[record.plan.kind].minutes.first(where: { $0.id == minute })
        else { return false }
        if agency == record.agency || known.heardBy.isEmpty { return true }
        return parts(of: record.plan.kind, for: agency).contains(where: known.heardBy.contains)
    }

    /// What conditions of gates and minutes read: the plan, its choices, and whoever leads.
    func scope(ofOperation place: Int, at time: ExerciseTime, in state: State) -> Scope {
        let plan = state.operations[place].plan
        var act = Act(type: plan.act)
        act.choices = plan.choices
        var scope = Scope(agency: state.operations[place].agency, act: ActScope(act, at: time))
        scope.operation = place
        return scope
    }

    func read(_ name: PlanName, _ scope: Scope, _ state: State) -> Int {
        guard let place = scope.operation else { return 0 }
        let record = state.operations[place]
        let (plan, world) = (record.plan, scenario.world)
        switch name {
        case .sites: return plan.sites.count
        case .reception: return plan.reception?.index ?? -1
        case .part(let part):
            return record.takingPart.contains { parts(of: plan.kind, for: $0).contains(part) } ? 1 : 0
        case .asked: return record.needToKnow.count - 1
        case .confirmed: return record.confirmed.count
        case .abroad:
            return record.confirmed.count {
                world.agencies[$0].country != world.agencies[record.agency].country
            }
        case .early: return minutesEarly(record)
        case .told(let who):
            return who.id(in: scope).map { record.needToKnow.contains($0) ? 1 : 0 } ?? 0
        case .isSite(let which): return which.id(in: scope).map { plan.sites.contains($0) ? 1 : 0 } ?? 0
        case .notice: return max(0, (plan.hour - record.plannedAt).minutes)
        case .gate(let gate):
            let id = world.operations[plan.kind].gates[gate].id
            return record.start.map { $0.unmet.contains(id) ? 0 : 1 } ?? 0
        case .order(let order):
            return state.orders.contains { isHeld($0.value, order, in: record, at: scope) } ? 1 : 0
        case .freezes:
            return isMoneyHeld(by: state.orders.map(\.value), in: record, at: scope) ? 1 : 0
        case .siteOrder(let which, let order):
            guard let site = which.id(in: scope) else { return 0 }
            return state.orders.contains {
                $0.value.place == site && isHeld($0.value, order, in: record, at: scope)
            } ? 1 : 0
        case .atSite(let who):
            return who.id(in: scope).map { person in
                plan.sites.contains(state.persons[person].place) && !state.persons[person].has(.lost) ? 1 : 0
            } ?? 0
        case .proofs(let element):
            return proofs(of: element, heldBy: record.takingPart, in: state)
        }
    }

    private func minutesEarly(_ record: OperationRecord) -> Int {
        switch record.standing {
        case .ordered(let at): max(0, (record.plan.hour - at).minutes)
        case .underWay(let since): max(0, (record.plan.hour - since).minutes)
        case .planned, .over, .calledOff: 0
        }
    }

    /// The order is in the hands of somebody who takes part, and in force when the doors open.
    func isHeld(_ grant: OrderGrant, _ order: OrderID, in record: OperationRecord, at scope: Scope) -> Bool {
        let now = scope.act?.time ?? record.plan.hour
        let hour =
            switch record.standing {
            case .planned: max(record.plan.hour, now)
            case .ordered(let at): max(at, now)
            case .underWay(let since): since
            case .over, .calledOff: now
            }
        return grant.order == order && record.takingPart.contains(grant.holder) && grant.isInForce(at: hour)
    }

    /// Sorts of evidence, other than words and leads, that prove an element for the person for whom most do.
    func proofs(of element: ElementID, heldBy agencies: [AgencyID], in state: State) -> Int {
        var kinds: [(person: PersonID, evidence: EvidenceID)] = []
        for fact in scenario.facts.ids {
            let definition = scenario.facts[fact]
            guard let evidence = definition.evidence, scenario.world.evidence[evidence].admissible,
                !scenario.world.evidence[evidence].isTestimony,
                agencies.contains(where: { state.knows($0, fact) && !state.isContaminated($0, fact) })
            else { continue }
            for proof in definition.proves where proof.element == element {
                if kinds.contains(where: { $0.person == proof.person && $0.evidence == evidence }) {
                    continue
                }
                kinds.append((proof.person, evidence))
            }
        }
        return kinds.map { one in kinds.count { $0.person == one.person } }.max() ?? 0
    }

    /// When the next of a seat's staff is free, if fewer are free now than are needed; nil if there are enough.
    func lacks(_ needed: Int, of seat: SeatID, at now: ExerciseTime, in state: State) -> ExerciseTime? {
        guard needed > 0 else { return nil }
        var bound = 0
        var next: ExerciseTime?
        for until in state.seats[seat].staffUntil where until > now {
            bound += 1
            next = next.map { min($0, until) } ?? until
        }
        return bound + needed > max(needed, scenario.seats[seat].staff) ? next : nil
    }
}

extension Engine {
    /// Operations to which an act of an agency could speak now, the oldest first.
    public func operations(for verb: Verb, _ agency: AgencyID, in state: State) -> [ItemID] {
        state.operations.filter { record in
            guard record.standing.isOpen else { return false }
            let standing = record.parts.first { $0.agency == agency }?.standing
            switch verb {
            case .planOperation, .beginOperation, .callOff: return record.agency == agency
            case .takePart: return standing == .asked || standing == .refused
            case .declinePart: return standing == .asked || standing == .confirmed
            default: return false
            }
        }.map(\.plan.id)
    }

    /// What an example of a pack means: the newest.
    func newestOperation(for verb: Verb, _ agency: AgencyID, in state: State) -> ItemID? {
        operations(for: verb, agency, in: state).last
    }
}
