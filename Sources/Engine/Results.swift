import Basics
import Model

/// What acts bring when they are carried out.
extension Decider {
    mutating func finish(_ id: ItemID) {
        guard let record = state.booking(id), record.completedAt == nil else { return }
        let (seat, act) = (record.booking.seat, record.booking.act)
        let agency = state.seats[seat].agency
        let type = world.acts[act.type]
        emit(.completed(id))
        if !state.promises.isEmpty { keepPromises(by: agency, act) }
        switch type.verb {
        case .query: query(act, type, seat, agency, id)
        case .visit: visit(act, seat, agency, id)
        case .talk: talk(act, seat, agency, id)
        case .consent: askConsent(act, type, seat, agency, id)
        case .help: help(act, type, seat, agency, id)
        case .protect: place(act, type, seat, agency, id)
        case .refer:
            if let intake = waitsForService(act, agency) {
                ask(intake, act, type, seat, id)
            } else {
                place(act, type, seat, agency, id)
            }
        case .acknowledge: acknowledge(act)
        case .accept: accept(act, seat, agency)
        case .revoke: revoke(act, seat)
        case .obtain:
            let found = sources(act, agency) { $0.person == act.person && $0.place == act.place }
            hand(found, act, seat, agency, id)
        case .write: write(act, seat, agency, id)
        case .share:
            pass(
                act.facts, from: seat, to: act.agencies, act, id,
                body: .share(basis: act.basis, text: act.text))
        case .request: request(act, type, seat, agency)
        case .answer: answer(act, .answered, seat, agency, id)
        case .refuse: answer(act, .refused, seat, agency, id)
        case .askOrder: askOrder(act, type, seat)
        case .giveOrder: giveOrder(act, seat, agency, id)
        case .refuseOrder: reply(act, .refused, seat, agency, id)
        case .link: link(act, seat, agency, id)
        case .mark: mark(act, seat, agency)
        case .decide:
            emit(
                .decided(
                    Decision(id: id, seat: seat, text: act.text, alternatives: act.more, facts: act.facts)))
        case .charge:
            emit(
                .decided(
                    Decision(
                        id: id, seat: seat, text: act.text, alternatives: act.more, facts: act.facts,
                        person: act.person, charge: act.type)))
            tell(seat, id, .done, act)
        case .form: sign(act, seat, agency, id)
        case .planOperation: plan(act, type, seat, agency, id)
        case .takePart, .declinePart:
            answerPart(act, takes: type.verb == .takePart, seat, agency)
        case .beginOperation: giveWord(act, seat)
        case .callOff: callOff(act, seat)
        case .appoint:
            if let person = act.person, !state.persons[person].has(.guardian) {
                emit(.markChanged(person, .guardian, true))
            }
            tell(seat, id, .done, act)
        case .remove:
            if let person = act.person, !state.persons[person].has(.lost) { lose(person, .removed) }
            tell(seat, id, .done, act)
        }
        // What comes back unread does nothing.
        if type.verb == .request, !engine.missing(in: act).isEmpty { return }
        if !waitsForHolder(act, type) { follow(record.booking) }
    }

    /// What an act brings beside its result, and who is told of it.
    mutating func follow(_ booking: Booking) {
        let (seat, act) = (booking.seat, booking.act)
        let agency = state.seats[seat].agency
        let type = world.acts[act.type]
        if type.verb != .talk {
            run(type.effects, scope(for: engine.withSubject(act, of: agency, state), by: agency))
        }
        notify(act, type, by: seat, booking.id)
    }

    /// The result lies in the inbox of the seat that acted, already read by it.
    mutating func tell(
        _ seat: SeatID, _ booking: ItemID, _ outcome: Outcome, _ act: Act, facts: [FactID] = [],
        met: [PersonID] = []
    ) {
        let item = Item(
            id: newID(), body: .result(booking, outcome), seats: [seat], sender: nil, facts: facts,
            persons: (act.person.map { [$0] } ?? []) + met)
        emit(.itemSent(item))
    }

    // MARK: Finding out

    private mutating func query(_ act: Act, _ type: ActType, _ seat: SeatID, _ agency: AgencyID, _ id: ItemID)
    {
        guard let register = type.register else { return }
        let minute = now.minutes
        let records = scenario.records
        let found = Array(
            engine.index.search.find(act.text.text ?? "", in: register) { records[$0].from <= minute }.prefix(
                12))
        var facts: [FactID] = []
        for record in found {
            for person in records[record].persons { meet(agency, person) }
            for fact in records[record].gives where isNew(fact, agency) && !facts.contains(fact) {
                facts.append(fact)
                learn(fact, agency, .found, basis: act.basis, item: id)
            }
        }
        tell(seat, id, .records(found), act, facts: facts)
    }

    private mutating func visit(_ act: Act, _ seat: SeatID, _ agency: AgencyID, _ id: ItemID) {
        guard let place = act.place else { return }
        emit(.visited(place, agency))
        let there = state.persons.ids.filter {
            state.persons[$0].place == place && !state.persons[$0].has(.lost)
                && !state.persons[$0].has(.absent)
        }
        for person in there {
            meet(agency, person)
            see(person, agency)
        }
        let found = sources(act, agency) { $0.place == place }
        if found.isEmpty && there.isEmpty { return tell(seat, id, .nobodyThere, act) }
        hand(found, act, seat, agency, id, met: there)
    }

    private mutating func talk(_ act: Act, _ seat: SeatID, _ agency: AgencyID, _ id: ItemID) {
        guard let person = act.person, let topic = act.topic else { return }
        see(person, agency)
        let scope = scope(for: act, by: agency)
        let leads = holds(world.acts[act.type].leads, scope)
        run(world.acts[act.type].before, scope)
        let facts = sources(act, agency) { $0.person == person && $0.topic == topic }
        if let setting = act.setting { run(world.settings[setting].effects, scope) }
        run(world.acts[act.type].effects, scope)
        emit(.asked(person, topic, seat))
        if leads, !state.persons[person].led.contains(topic) { emit(.led(person, topic)) }
        if !state.persons[person].has(.reached) { emit(.markChanged(person, .reached, true)) }
        if state.persons[person].held {
            let scripted = facts.map { scenario.sources[$0].fact }
            emit(
                .itemSent(
                    Item(
                        id: newID(),
                        body: .question(
                            person, topic, booking: id, until: now.after(minutes: scenario.replyWindow),
                            scripted: scripted),
                        seats: [], sender: seat, persons: [person])))
        } else {
            hand(facts, act, seat, agency, id)
        }
    }

    /// The script answers a question that its holder left unanswered, or the holder answers.
    mutating func answer(
        _ person: PersonID, _ topic: TopicID, _ booking: ItemID, facts: [FactID], text: Typed? = nil
    ) {
        guard let record = state.booking(booking) else { return }
        let seat = record.booking.seat
        let agency = state.seats[seat].agency
        var new: [FactID] = []
        let act = record.booking.act
        let contaminated = isContaminated(act, by: agency)
        for fact in facts where isNew(fact, agency, contaminated: contaminated) {
            new.append(fact)
            learn(fact, agency, .found, item: booking, contaminated: contaminated)
        }
        if let text {
            emit(
                .itemSent(
                    Item(
                        id: newID(), body: .reply(to: booking, .answered, text), seats: [seat], sender: nil,
                        facts: new,
                        persons: [person])))
        } else {
            // What was told stays told, whatever has changed since the question.
            let spoke = facts.compactMap { fact in
                engine.index.sourcesOf[act.type].first {
                    let source = scenario.sources[$0]
                    return source.fact == fact && source.person == person && source.topic == topic
                }
            }
            tell(seat, booking, spoke.isEmpty ? .silent : .sources(spoke), act, facts: new)
        }
    }

    /// Sources of the act's type that speak now, each fact once.
    private func sources(_ act: Act, _ agency: AgencyID, _ fits: (Source) -> Bool) -> [SourceID] {
        let scope = scope(for: act, by: agency)
        var facts: [FactID] = []
        var found: [SourceID] = []
        for id in engine.index.sourcesOf[act.type] {
            let source = scenario.sources[id]
            guard fits(source), !facts.contains(source.fact), !engine.isDestroyed(source.fact, in: state)
            else { continue }
            guard !holds(scenario.facts[source.fact].lastsUntil, Scope(person: act.person, agency: agency))
            else { continue }
            guard holds(source.when, scope) else { continue }
            facts.append(source.fact)
            found.append(id)
        }
        return found
    }

    private mutating func hand(
        _ found: [SourceID], _ act: Act, _ seat: SeatID, _ agency: AgencyID, _ id: ItemID,
        met: [PersonID] = []
    ) {
        var new: [FactID] = []
        let contaminated = isContaminated(act, by: agency)
        for source in found {
            let fact = scenario.sources[source].fact
            if isNew(fact, agency, contaminated: contaminated) {
                new.append(fact)
                learn(fact, agency, .found, basis: act.basis, item: id, contaminated: contaminated)
            }
        }
        tell(seat, id, found.isEmpty ? .silent : .sources(found), act, facts: new, met: met)
    }

    /// What is told in this conversation was put into the person's mouth, now or before, or can be challenged for
    /// another reason that the world names.
    private func isContaminated(_ act: Act, by agency: AgencyID) -> Bool {
        let type = world.acts[act.type]
        guard type.verb == .talk, let person = act.person, let topic = act.topic else { return false }
        if state.persons[person].led.contains(topic) { return true }
        return type.contaminates != .never && holds(type.contaminates, scope(for: act, by: agency))
    }

    private mutating func link(_ act: Act, _ seat: SeatID, _ agency: AgencyID, _ id: ItemID) {
        let drawn = engine.index.conclusions.first { fact in
            scenario.facts[fact].from.allSatisfy { act.facts.contains($0) && state.knows(agency, $0) }
                && isNew(fact, agency, contaminated: restsOnLeading(fact, agency))
        }
        if let drawn {
            learn(
                drawn, agency, .concluded, item: id, contaminated: restsOnLeading(drawn, agency))
            tell(seat, id, .concluded(drawn), act, facts: [drawn])
        } else {
            emit(.notSupported(agency, facts: act.facts.sorted()))
            tell(seat, id, .notSupported, act)
        }
    }

    private func restsOnLeading(_ conclusion: FactID, _ agency: AgencyID) -> Bool {
        scenario.facts[conclusion].from.contains { state.isContaminated(agency, $0) }
    }

    // MARK: People

    private mutating func help(_ act: Act, _ type: ActType, _ seat: SeatID, _ agency: AgencyID, _ id: ItemID)
    {
        guard let person = act.person else { return }
        see(person, agency)
        if let need = type.need, state.persons[person].needs.contains(need) {
            emit(.needChanged(person, need, false))
        }
        if !state.persons[person].has(.reached) { emit(.markChanged(person, .reached, true)) }
        let found = sources(act, agency) { $0.person == person }
        var new: [FactID] = []
        for source in found where isNew(scenario.sources[source].fact, agency) {
            new.append(scenario.sources[source].fact)
            learn(scenario.sources[source].fact, agency, .found, item: id)
        }
        tell(seat, id, found.isEmpty ? .helped : .sources(found), act, facts: new)
    }

    /// A safe place, or a referral: the service looks whether it can admit the person.
    private mutating func place(_ act: Act, _ type: ActType, _ seat: SeatID, _ agency: AgencyID, _ id: ItemID)
    {
        guard let person = act.person, let service = act.service else { return }
        let definition = world.services[service]
        if state.persons[person].has(.lost) { return tell(seat, id, .declined(service), act) }
        let lives = state.persons[person].service == service
        if !lives, engine.room(in: service, in: state) == 0 { return tell(seat, id, .full(service), act) }
        guard holds(definition.admits, Scope(person: person, agency: definition.agency)) else {
            return tell(seat, id, .declined(service), act)
        }
        admit(person, to: service, by: agency)
        if definition.agency != agency {
            let seats = engine.index.seatsOf[definition.agency]
            emit(
                .itemSent(
                    Item(
                        id: newID(), body: .referral(person, service, from: agency), seats: seats,
                        sender: seat,
                        persons: [person])))
        }
        tell(seat, id, .admitted(service), act)
    }

    private mutating func mark(_ act: Act, _ seat: SeatID, _ agency: AgencyID) {
        guard let person = act.person, let status = act.status else { return }
        emit(
            .statusSet(
                StatusMark(
                    person: person, status: status, seat: seat, agency: agency, reasons: act.text,
                    appeal: act.more,
                    facts: act.facts)))
    }

    private mutating func sign(_ act: Act, _ seat: SeatID, _ agency: AgencyID, _ id: ItemID) {
        let before = state.forms.count {
            $0.value.type == act.type && $0.value.person == act.person
                && state.seats[$0.value.seat].agency == agency
        }
        emit(
            .formSigned(
                SignedForm(
                    id: id, type: act.type, seat: seat, person: act.person, version: before + 1,
                    choices: act.choices, fields: act.fields, facts: act.facts)))
        tell(seat, id, .done, act)
    }

    // MARK: Telling

    private mutating func write(_ act: Act, _ seat: SeatID, _ agency: AgencyID, _ id: ItemID) {
        let seats = recipients(of: act, but: seat)
        var agencies: [AgencyID] = []
        for one in seats where !agencies.contains(state.seats[one].agency) {
            agencies.append(state.seats[one].agency)
        }
        judge(act.facts, from: seat, to: agencies, act)
        let item = Item(id: newID(), body: .message(act.text), seats: seats, sender: seat, facts: act.facts)
        deliver(item, .told, from: agency, basis: act.basis)
    }

    /// Sends facts to agencies, having judged each share by the class of the fact.
    private mutating func pass(
        _ facts: [FactID], from seat: SeatID, to agencies: [AgencyID], _ act: Act, _ id: ItemID,
        body: Item.Body
    ) {
        let agency = state.seats[seat].agency
        let others = agencies.filter { $0 != agency }
        if world.acts[act.type].rung?.travels == nil {
            judge(facts, from: seat, to: others, act)
            judge(forms: act.forms, from: seat, to: others, act)
        }
        let seats = others.flatMap { engine.index.seatsOf[$0] }
        deliver(
            Item(
                id: newID(), body: body, seats: seats, sender: seat, facts: facts,
                persons: persons(of: act.forms), forms: act.forms), .told, from: agency,
            basis: act.basis)
    }

    mutating func judge(_ facts: [FactID], from seat: SeatID, to agencies: [AgencyID], _ act: Act) {
        let agency = state.seats[seat].agency
        for other in agencies where other != agency {
            for fact in facts {
                let (law, mistake) = engine.sharing(
                    fact, from: agency, to: other, on: act.basis, for: act.purpose, at: now, in: state)
                emit(
                    .shared(Share(fact: fact, from: agency, to: other, answer: law.answer, basis: act.basis)))
                guard law.answer != .allowed else { continue }
                emit(
                    .breached(
                        Breach(
                            rule: law.rule, article: law.article, agency: agency, seat: seat,
                            person: scenario.facts[fact].consentOf.first, fact: fact,
                            says: law.says.map { [$0] } ?? [])))
                if let mistake { make(mistake, by: agency, for: scenario.facts[fact].persons.first) }
            }
        }
    }

    private mutating func request(_ act: Act, _ type: ActType, _ seat: SeatID, _ agency: AgencyID) {
        guard let other = act.agency else { return }
        if !engine.missing(in: act).isEmpty { return comeBack(act, type, other, seat) }
        let due = engine.due(
            after: act.deadline ?? type.usualDeadline, office: false, agency: other, from: now)
        let request = InformationRequest(
            to: other, person: act.person, place: act.place, kind: act.kind, basis: act.basis, due: due,
            text: act.text, channel: type.rung == nil ? nil : act.type, agreement: type.agreement,
            purpose: act.purpose)
        let item = Item(
            id: newID(), body: .request(request), seats: engine.index.seatsOf[other], sender: seat,
            facts: act.facts,
            persons: act.person.map { [$0] } ?? [])
        if type.rung?.travels == nil { judge(act.facts, from: seat, to: [other], act) }
        deliver(item, .told, from: agency, basis: act.basis)
    }

    /// - Parameter isJudged: what the law says to telling its facts was recorded when it was sent off.
    mutating func reply(
        _ act: Act, _ result: ItemState, _ seat: SeatID, _ agency: AgencyID, _ id: ItemID,
        isJudged: Bool = false
    ) {
        guard let asked = act.item, let record = state.item(asked), let sender = record.item.sender else {
            return
        }
        emit(.itemAnswered(asked, result))
        let back = state.seats[sender].agency
        if !isJudged { judge(act.facts, from: seat, to: [back], withPurposeAsked(act)) }
        let item = Item(
            id: newID(), body: .reply(to: asked, result, act.text), seats: [sender], sender: seat,
            facts: act.facts,
            persons: record.item.persons)
        // An answer is given on the basis on which it was asked for.
        var basis = act.basis
        if case .request(let request) = record.item.body { basis = basis ?? request.basis }
        deliver(item, .told, from: agency, basis: basis)
    }

    private mutating func askOrder(_ act: Act, _ type: ActType, _ seat: SeatID) {
        guard let other = act.agency, let order = type.order else { return }
        let request = OrderRequest(
            order: order, to: other, person: act.person, place: act.place, reasons: act.text,
            from: hour(act, world.orders[order]))
        let item = Item(
            id: newID(), body: .order(request), seats: engine.index.seatsOf[other], sender: seat,
            facts: act.facts,
            persons: act.person.map { [$0] } ?? [])
        judge(act.facts, from: seat, to: [other], act)
        deliver(item, .told, from: state.seats[seat].agency, basis: act.basis)
    }

    private mutating func giveOrder(_ act: Act, _ seat: SeatID, _ agency: AgencyID, _ id: ItemID) {
        guard let asked = act.item, let record = state.item(asked),
            case .order(let request) = record.item.body,
            let sender = record.item.sender
        else { return }
        let kind = world.orders[request.order]
        let from = hour(act, kind)
        var grant = OrderGrant(
            request: asked, order: request.order, holder: state.seats[sender].agency, person: request.person,
            place: request.place, until: until(kind.lasts, agency, from: from), from: from)
        grant.isWatched = engine.index.isEndWatched(of: grant)
        emit(.orderGiven(grant))
        if from == nil { run(kind.effects, reach(request.person, request.place, agency)) }
        reply(act, .answered, seat, agency, id)
    }
}

extension Engine {
    /// Whether this event was followed by what words brought that somebody had typed and that are erased: a register is
    /// searched when the search is carried out, so that no later decision can bring the same again.
    public func dependsOnErasedWords(_ event: Event, in state: State) -> Bool {
        guard case .completed(let id) = event, let booking = state.booking(id)?.booking else { return false }
        return scenario.world.acts[booking.act.type].verb == .query && booking.act.text.text == nil
    }
}
