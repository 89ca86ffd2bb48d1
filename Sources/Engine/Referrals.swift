import Basics
import Model

/// Referrals that wait for the service's answer: sent, acknowledged, accepted and on the way, arrived; or refused,
/// full, declined at the door, lapsed, revoked. What is not answered in time goes back to who sent it (R-REF-02).
extension Decider {
    /// Whether a referral waits for an answer, or the world answers it at once.
    func waitsForService(_ act: Act, _ agency: AgencyID) -> Intake? {
        guard let service = act.service, world.services[service].agency != agency else { return nil }
        return world.services[service].intake
    }

    // MARK: What may be done

    /// The same person is not referred to the same service again while the first referral is open.
    func checkReferral(_ act: Act, _ agency: AgencyID) throws(Refusal) {
        guard waitsForService(act, agency) != nil else { return }
        let isOpen = state.items.contains { record in
            guard case .referred(let referral) = record.item.body else { return false }
            return referral.person == act.person && referral.service == act.service
                && referral.from == agency && (record.state.isWaiting || record.state == .accepted)
        }
        if isOpen { throw .alreadyDone }
    }

    /// Accepting and acknowledging: by the agency that was asked, while it is asked.
    func checkAsked(_ act: Act, _ agency: AgencyID, _ verb: Verb) throws(Refusal) {
        guard let id = act.item, let record = state.item(id) else { throw .missing(.item) }
        switch record.item.body {
        case .request(let request) where verb == .acknowledge && request.to == agency: break
        case .request(let request)
        where request.to == agency && request.agreement != nil
            && world.acts[act.type].agreement == request.agreement:
            break
        case .referred(let referral)
        where world.services[referral.service].agency == agency && world.acts[act.type].agreement == nil:
            if verb == .accept, engine.room(in: referral.service, in: state) == 0 { throw .houseFull }
        default: throw .missing(.item)
        }
        try checkWaits(record, mayBeAcknowledged: verb == .accept)
    }

    func checkWaits(_ record: ItemRecord, mayBeAcknowledged: Bool = true) throws(Refusal) {
        switch record.state {
        case .open: break
        case .acknowledged: if !mayBeAcknowledged { throw .alreadyDone }
        case .lapsed: throw .wentBack
        default: throw .alreadyAnswered
        }
    }

    /// What one sent can be taken back until it is answered, and a person until they have arrived.
    func checkRevoking(_ act: Act, _ seat: SeatID) throws(Refusal) {
        guard let id = act.item, let record = state.item(id), record.item.sender == seat else {
            throw .missing(.item)
        }
        guard engine.canRevoke(record) else { throw .alreadyAnswered }
    }

    // MARK: Sending and answering

    /// Asks the service; where nobody sits in its agency, the world answers when the time for an answer is over.
    mutating func ask(_ intake: Intake, _ act: Act, _ type: ActType, _ seat: SeatID, _ booking: ItemID) {
        guard let person = act.person, let service = act.service else { return }
        let definition = world.services[service]
        let agency = state.seats[seat].agency
        let seats = engine.index.seatsOf[definition.agency]
        let isSeated = !seats.isEmpty
        let acknowledgeBy =
            isSeated ? intake.acknowledgeWithin.flatMap { until($0, definition.agency) } : nil
        let referral = Referral(
            person: person, service: service, from: agency, booking: booking,
            accompanied: holds(type.goesAlong, scope(for: act, by: agency)), acknowledgeBy: acknowledgeBy,
            due: until(intake.answersWithin, definition.agency) ?? now, text: act.text)
        emit(
            .itemSent(
                Item(id: newID(), body: .referred(referral), seats: seats, sender: seat, persons: [person])))
    }

    mutating func acknowledge(_ act: Act) {
        guard let id = act.item, let record = state.item(id) else { return }
        switch record.item.body {
        case .referred(let referral): emit(.itemStands(id, .acknowledged, until: referral.due))
        case .request(let request): emit(.itemStands(id, .acknowledged, until: request.due))
        default: break
        }
    }

    mutating func accept(_ act: Act, _ seat: SeatID, _ agency: AgencyID) {
        guard let id = act.item, let record = state.item(id) else { return }
        switch record.item.body {
        case .referred(let referral): accept(id, referral, by: seat, act.text)
        case .request(let request): sign(id, request, by: seat, act.text)
        default: break
        }
    }

    private mutating func accept(_ id: ItemID, _ referral: Referral, by seat: SeatID?, _ text: Typed) {
        let journey = world.services[referral.service].intake?.journey ?? 0
        emit(.itemStands(id, .accepted, until: now.after(minutes: journey)))
        escort(referral, of: id, until: now.after(minutes: journey))
        tellSender(of: id, .accepted, by: seat, text)
    }

    /// Whoever goes along is away for the journey.
    private mutating func escort(_ referral: Referral, of id: ItemID, until: ExerciseTime) {
        guard referral.accompanied, until > now, let sender = state.item(id)?.item.sender,
            let type = state.booking(referral.booking)?.booking.act.type
        else { return }
        let staff = world.acts[type].escort
        if staff > 0 { emit(.escorted(sender, staff: staff, until: until)) }
    }

    mutating func revoke(_ act: Act, _ seat: SeatID) {
        guard let id = act.item, let record = state.item(id) else { return }
        dissolve(id, .revoked)
        guard !record.item.seats.isEmpty else { return }
        emit(
            .itemSent(
                Item(
                    id: newID(), body: .reply(to: id, .revoked, act.text), seats: record.item.seats,
                    sender: seat, persons: record.item.persons)))
    }

    mutating func tellSender(
        of id: ItemID, _ result: ItemState, by seat: SeatID?, _ text: Typed = .empty
    ) {
        guard let record = state.item(id), let sender = record.item.sender else { return }
        emit(
            .itemSent(
                Item(
                    id: newID(), body: .reply(to: id, result, text), seats: [sender], sender: seat,
                    persons: record.item.persons)))
    }

    // MARK: When its time is over

    mutating func referralDue(_ id: ItemID, _ referral: Referral) {
        guard let record = state.item(id) else { return }
        switch record.state {
        case .accepted: arrive(id, referral)
        case .open where record.item.seats.isEmpty: answerForWorld(id, referral)
        case .open, .acknowledged:
            emit(.itemAnswered(id, .lapsed))
            tellSender(of: id, .lapsed, by: nil)
            let service = world.services[referral.service]
            run(service.intake?.ifLapsed ?? [], Scope(person: referral.person, agency: service.agency))
        default: break
        }
    }

    private mutating func answerForWorld(_ id: ItemID, _ referral: Referral) {
        let service = world.services[referral.service]
        if engine.room(in: referral.service, in: state) == 0 {
            close(id, .full)
        } else if !holds(service.admits, Scope(person: referral.person, agency: service.agency)) {
            close(id, .declined)
        } else {
            accept(id, referral, by: nil, .empty)
        }
    }

    private mutating func close(_ id: ItemID, _ result: ItemState) {
        emit(.itemAnswered(id, result))
        tellSender(of: id, result, by: nil)
    }

    /// The way is over: both sides hear whether the person has come.
    private mutating func arrive(_ id: ItemID, _ referral: Referral) {
        let (person, service) = (referral.person, world.services[referral.service])
        var comes = !state.persons[person].has(.lost)
        if comes, let act = state.booking(referral.booking)?.booking.act {
            comes = holds(world.acts[act.type].arrives, scope(for: act, by: referral.from))
        }
        let fits = holds(service.admits, Scope(person: person, agency: service.agency))
        let result = comes ? fits ? ItemState.admitted : .declined : .notArrived
        if result == .admitted { admit(person, to: referral.service, by: referral.from) }
        emit(.itemAnswered(id, result))
        tellSender(of: id, result, by: nil)
        guard let record = state.item(id), !record.item.seats.isEmpty else { return }
        emit(
            .itemSent(
                Item(
                    id: newID(), body: .reply(to: id, result, .empty), seats: record.item.seats, sender: nil,
                    persons: [person])))
    }

    /// The person is there: with what the service meets, and known to it.
    mutating func admit(_ person: PersonID, to service: ServiceID, by agency: AgencyID) {
        let definition = world.services[service]
        if let place = definition.place, state.persons[person].place != place {
            emit(.personMoved(person, place))
            find(definition.agency, place)
            if !definition.isSecret { find(agency, place) }
        }
        emit(.admitted(person, service))
        if definition.safe, !state.persons[person].has(.safe) { emit(.markChanged(person, .safe, true)) }
        for need in definition.meets where state.persons[person].needs.contains(need) {
            emit(.needChanged(person, need, false))
        }
        meet(definition.agency, person)
    }
}

extension Engine {
    /// How many more people a service can take, with those who are on the way counted.
    public func room(in service: ServiceID, in state: State) -> Int {
        max(0, scenario.world.services[service].capacity - taken(in: service, in: state))
    }

    /// How many places of a service are taken: by who lives there, and by who is on the way.
    public func taken(in service: ServiceID, in state: State) -> Int {
        let living = state.persons.ids.filter { state.persons[$0].service == service }
        // By place, because looking at a record would copy it.
        let coming = state.items.indices.count { place in
            guard state.items[place].state == .accepted,
                case .referred(let referral) = state.items[place].item.body
            else { return false }
            return referral.service == service && !living.contains(referral.person)
        }
        return living.count + coming
    }

    /// Whether what a seat sent can still be taken back.
    public func canRevoke(_ record: ItemRecord) -> Bool {
        switch record.item.body {
        case .request(let request):
            record.state.isWaiting || record.state == .lapsed
                || request.agreement != nil && (record.state == .signed || record.state == .inForce)
        case .referred: record.state.isWaiting || record.state == .accepted
        default: false
        }
    }

    /// The newest item that an act type answers for a seat, or takes back: what an example of a pack means.
    public func newestItem(for type: ActTypeID, by seat: SeatID, in state: State) -> ItemID? {
        let verb = scenario.world.acts[type].verb
        let agency = state.seats[seat].agency
        if [.takePart, .declinePart, .beginOperation, .callOff].contains(verb) {
            return newestOperation(for: verb, agency, in: state)
        }
        return state.items.last { record in
            switch (record.item.body, verb) {
            case (.request, .revoke), (.referred, .revoke):
                record.item.sender == seat && canRevoke(record)
            case (.request(let request), .answer):
                request.to == agency && request.agreement == nil
                    && (record.state.isWaiting || record.state == .lapsed)
            case (.request(let request), .refuse), (.request(let request), .acknowledge):
                request.to == agency && (record.state.isWaiting || record.state == .lapsed)
            case (.request(let request), .accept):
                request.to == agency && request.agreement != nil && record.state.isWaiting
                    && scenario.world.acts[type].agreement == request.agreement
            case (.referred(let referral), .accept), (.referred(let referral), .refuse),
                (.referred(let referral), .acknowledge):
                scenario.world.services[referral.service].agency == agency && record.state.isWaiting
            case (.order(let request), .giveOrder), (.order(let request), .refuseOrder):
                request.to == agency && record.state == .open
            default: false
            }
        }?.item.id
    }
}

extension State {
    /// Something stands otherwise: what comes next is due at another moment.
    mutating func stand(_ id: ItemID, _ result: ItemState, until: ExerciseTime?, at now: ExerciseTime) {
        guard let place = itemPlaces[id] else { return }
        items[place].state = result
        items[place].until = until
        schedule.remove(.item(id))
        if let until { schedule.add(.item(id), at: until) }
        guard result == .accepted || result == .underWay || result == .signed else { return }
        items[place].answeredAt = now
        for seat in items[place].item.seats { seats[seat].waiting.removeAll { $0 == place } }
    }
}
