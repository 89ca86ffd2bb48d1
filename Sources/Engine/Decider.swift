import Basics
import Model

/// Carries one command out: refuses first, then makes events and applies each at once, then lets the
/// rules of the pack react until nothing changes.
struct Decider {
    let engine: Engine
    var state: State
    let command: String
    let now: ExerciseTime
    private(set) var events: [Event] = []
    /// Where new ids come from: the command, or what was waiting and is now carried out.
    private var origin: String
    private var made = 0
    private var touched: [Int] = []
    /// Rules that reacted in this command; each does so once, so that settling ends.
    private var reacted: [Int] = []

    init(engine: Engine, state: State, command: String, now: ExerciseTime) {
        (self.engine, self.state, self.command, self.now) = (engine, state, command, now)
        origin = command
    }

    var scenario: Scenario { engine.scenario }
    var world: World { engine.scenario.world }

    mutating func emit(_ event: Event) {
        state.apply(event, at: now)
        events.append(event)
        engine.index.touch(by: event, state, &touched)
    }

    /// A new id that comes from the command that made the thing.
    mutating func newID() -> ItemID {
        made += 1
        return ItemID(made == 1 ? origin : "\(origin).\(made)")
    }

    mutating func decide(_ command: Command) throws(Refusal) {
        switch command {
        case .seat(let seat, let act): try decide(act, by: seat)
        case .open(let seat, let item): try open(item, by: seat)
        case .control(let act): try decide(act)
        case .role(let person, let act): try decide(act, for: person)
        case .time: try passTime()
        }
        settle()
    }

    // MARK: Time

    private mutating func passTime() throws(Refusal) {
        guard state.phase != .ready else { throw .notStarted }
        guard state.phase != .ended else { throw .ended }
        guard state.phase != .paused else { throw .paused }
        while state.phase != .ended, let next = state.schedule.next, next.time <= now {
            play(next.thing)
            settle()
        }
    }

    private mutating func play(_ thing: DueThing) {
        switch thing {
        case .booking(let id):
            derive(from: id)
            finish(id)
        case .item(let id):
            derive(from: id)
            lapse(id)
        case .order(let request): takeEffect(request)
        case .orderOver(let request): emit(.orderOver(request))
        case .promise(let id):
            derive(from: id)
            promiseDue(id)
        case .rule(let place): ruleDue(place)
        case .inject(let id):
            comeDue(id)
        case .followup(let id): followUp(id)
        case .leak(_, let leak, let item): hear(leak, item)
        case .phase(let network, let phase): emit(.phaseEntered(network, phase))
        case .wake(let network, let move): emit(.moveOpened(network, move))
        case .move(let network): moveDue(network)
        case .operation(let id):
            // What comes of one moment has ids of its own.
            origin = "\(id.text)~\(now.milliseconds)"
            made = 0
            operationDue(id)
        case .endex: emit(.ended)
        }
    }

    private mutating func derive(from id: ItemID) {
        // What ends an agreement comes after what brought it into force.
        origin = id.text + (state.item(id)?.state == .inForce ? "~~" : "~")
        made = 0
    }

    private mutating func lapse(_ id: ItemID) {
        guard let record = state.item(id) else { return }
        if case .referred(let referral) = record.item.body { return referralDue(id, referral) }
        if case .request(let request) = record.item.body { return requestDue(record, request) }
        if case .question(let person, let topic, let booking, _, let scripted) = record.item.body {
            emit(.itemAnswered(id, .lapsed))
            answer(person, topic, booking, facts: scripted)
        } else if consentQuestion(id) != nil {
            leaveConsentToScript(id)
        } else {
            emit(.itemAnswered(id, .lapsed))
        }
    }

    private mutating func followUp(_ id: InjectID) {
        let inject = scenario.injects[id]
        let came = engine.isMet(id, in: state)
        emit(.followupDropped(id))
        if inject.expects != nil, let followup = inject.ifNothing, !came { comeDue(followup.fire) }
    }

    // MARK: Rules

    /// Lets rules react. A rule fires at most once in one command, so this ends.
    mutating func settle() {
        while !touched.isEmpty, state.phase != .ended {
            var due = touched
            touched = []
            due.sort()
            var last = -1
            for place in due where place != last {
                last = place
                look(at: place)
            }
        }
        touched = []
    }

    mutating func touchAll() { touched = Array(engine.index.instances.indices) }

    private mutating func look(at place: Int) {
        let instance = engine.index.instances[place]
        guard instance.at == nil else { return }
        if let duty = instance.duty { return lookAtDuty(place, duty, instance) }
        if let network = instance.network { return consider(network) }
        let holds = holds(instance.when, Scope(person: instance.person))
        switch state.rules[place] {
        case .idle where holds && !reacted.contains(place):
            if let every = instance.every {
                emit(.ruleWaiting(place, until: now.after(minutes: every)))
            } else {
                let wait = wait(of: instance)
                if wait == 0 {
                    react(place)
                } else {
                    emit(.ruleWaiting(place, until: now.after(minutes: wait)))
                }
            }
        case .waiting where !holds: emit(.ruleIdle(place))
        case .fired where !holds && !instance.once: emit(.ruleIdle(place))
        default: break
        }
    }

    /// How long a rule waits; by the law of the country in which its person is, or by the longest where they are in none.
    private func wait(of instance: Index.Instance) -> Int {
        guard let law = instance.afterLaw, let person = instance.person else { return instance.after }
        if let country = world.places[state.persons[person].place].country {
            return world.countries[country].law[law]
        }
        return world.countries.values.map { $0.law[law] }.max() ?? 0
    }

    private mutating func ruleDue(_ place: Int) {
        let instance = engine.index.instances[place]
        if let duty = instance.duty { return dutyDue(place, duty) }
        guard holds(instance.when, Scope(person: instance.person)) else { return emit(.ruleIdle(place)) }
        react(place)
        if let every = instance.every, state.phase != .ended {
            emit(.ruleWaiting(place, until: now.after(minutes: every)))
        }
    }

    private mutating func react(_ place: Int) {
        let instance = engine.index.instances[place]
        reacted.append(place)
        emit(.ruleFired(place))
        if let inject = instance.inject {
            comeDue(inject)
        } else if let rule = instance.rule {
            run(scenario.rules[rule].effects, Scope(person: instance.person))
        }
    }

    // MARK: Effects

    mutating func run(_ effects: [Effect], _ scope: Scope) {
        for effect in effects where holds(effect.when, scope) { run(effect.verb, scope) }
    }

    private mutating func run(_ verb: Effect.Verb, _ scope: Scope) {
        switch verb {
        case .change(let target, let by): write(target, scope, value(by, scope), adding: true)
        case .set(let target, let to): write(target, scope, value(to, scope), adding: false)
        case .reveal(let fact, let agencies):
            for agency in agencies { learn(fact, agency, .staff, item: nil) }
        case .fire(let inject):
            comeDue(inject)
        case .cancelInject(let inject): emit(.injectCancelled(inject))
        case .cancelRule(let rule):
            for (place, instance) in engine.index.instances.enumerated() where instance.rule == rule {
                if case .waiting = state.rules[place] { emit(.ruleFired(place)) }
                if case .idle = state.rules[place] { emit(.ruleFired(place)) }
            }
        case .move(let who, let place):
            for person in persons(who, scope) where state.persons[person].place != place {
                emit(.personMoved(person, place))
            }
        case .lose(let who, let loss):
            for person in persons(who, scope) where !state.persons[person].has(.lost) { lose(person, loss) }
        case .find(let who):
            for person in persons(who, scope) where state.persons[person].has(.lost) { find(person) }
        case .breach(let rule, let by):
            guard let agency = by ?? scope.agency else { return }
            emit(
                .breached(
                    Breach(
                        rule: rule, article: nil, agency: agency, seat: nil,
                        person: resolve(.slot(Slot.person), scope))))
        case .mistake(let mistake, let by):
            guard let agency = by ?? scope.agency else { return }
            make(mistake, by: agency, for: resolve(.slot(Slot.person), scope))
        case .pay(let flow): pay(flow)
        case .promise(let promise): give(promise, scope)
        case .withdraw(let withdrawal): withdraw(withdrawal, scope)
        case .receive(let who): receive(persons(who, scope), scope)
        case .search(let type): search(type, scope)
        }
    }

    mutating func lose(_ person: PersonID, _ loss: Loss) {
        let mark: PersonMark =
            switch loss {
            case .moved: .moved
            case .removed: .removed
            case .disengaged: .disengaged
            }
        emit(.markChanged(person, mark, true))
        emit(.markChanged(person, .lost, true))
    }

    private mutating func find(_ person: PersonID) {
        for mark: PersonMark in [.moved, .removed, .disengaged, .lost] where state.persons[person].has(mark) {
            emit(.markChanged(person, mark, false))
        }
    }

    private func persons(_ set: PersonSet, _ scope: Scope) -> [PersonID] {
        switch set {
        case .one(let subject): resolve(subject, scope).map { [$0] } ?? []
        case .group(let group): scenario.groups[group].members
        }
    }

    private mutating func write(_ target: Target, _ scope: Scope, _ amount: Int, adding: Bool) {
        // Wider than any declared range, and far from where sums overflow.
        let amount = min(1 << 40, max(-1 << 40, amount))
        switch target {
        case .dial(let who, let dial):
            guard let person = resolve(who, scope) else { return }
            let was = state.persons[person][dial]
            let value = min(100, max(0, adding ? was + amount : amount))
            if value != was { emit(.dialChanged(person, dial, value)) }
        case .mark(let who, let mark):
            guard let person = resolve(who, scope), state.persons[person].has(mark) != (amount != 0) else {
                return
            }
            emit(.markChanged(person, mark, amount != 0))
        case .need(let who, let need):
            guard let person = resolve(who, scope),
                state.persons[person].needs.contains(need) != (amount != 0)
            else {
                return
            }
            emit(.needChanged(person, need, amount != 0))
        case .matter(let who, let matter):
            guard let person = resolve(who, scope) else { return }
            let range = world.matters[matter].range
            let was = state.persons[person].matters[matter.index]
            let value = min(range.upperBound, max(range.lowerBound, adding ? was + amount : amount))
            if value != was { emit(.matterChanged(person, matter, value)) }
        case .step(let who, let step):
            guard let person = resolve(who, scope), state.persons[person].has(step) != (amount != 0) else {
                return
            }
            emit(.stepSet(person, step, by: scope.agency, amount != 0))
        case .alert(let which):
            guard let network = resolve(which, scope) else { return }
            let was = state.alerts[network]
            let value = min(100, max(0, adding ? was + amount : amount))
            if value != was {
                notice(network, scope, by: value - was)
                emit(.alertChanged(network, value))
            }
        case .resources(let which):
            guard let network = resolve(which, scope) else { return }
            let was = state.networks[network].resources
            let value = min(100, max(0, adding ? was + amount : amount))
            if value != was { emit(.resourcesChanged(network, value)) }
        case .flag(let flag):
            if state.flags[flag] != (amount != 0) { emit(.flagSet(flag, amount != 0)) }
        case .counter(let counter):
            let range = scenario.counters[counter].range
            let was = state.counters[counter]
            let value = min(range.upperBound, max(range.lowerBound, adding ? was + amount : amount))
            if value != was { emit(.counterSet(counter, value)) }
        }
    }

    // MARK: Knowledge

    /// An agency comes to a fact; whom and what it is about becomes known with it.
    mutating func learn(
        _ fact: FactID, _ agency: AgencyID, _ way: Learning.Way, from: AgencyID? = nil, basis: BasisID? = nil,
        item: ItemID?, unread: Bool = false, contaminated: Bool = false
    ) {
        guard unread || isNew(fact, agency, contaminated: contaminated) else { return }
        emit(
            .factLearned(
                Learning(
                    agency: agency, fact: fact, way: way, from: from, basis: basis, item: item,
                    unread: unread, contaminated: contaminated)))
        if !unread { acquaint(agency, fact) }
    }

    /// Not known yet, or known only from leading questions and now from a clean source.
    func isNew(_ fact: FactID, _ agency: AgencyID, contaminated: Bool = false) -> Bool {
        !state.knows(agency, fact) || (!contaminated && state.isContaminated(agency, fact))
    }

    mutating func acquaint(_ agency: AgencyID, _ fact: FactID) {
        for person in scenario.facts[fact].persons { meet(agency, person) }
        for place in scenario.facts[fact].places { find(agency, place) }
    }

    mutating func meet(_ agency: AgencyID, _ person: PersonID) {
        if !state.agencies[agency].persons[person] { emit(.met(agency, person)) }
    }

    /// Somebody of the agency stands before the person.
    mutating func see(_ person: PersonID, _ agency: AgencyID) {
        let place = state.persons[person].place
        let last = state.agencies[agency].sightings[person]
        if last != place { emit(.seen(agency, person, place, isFirst: last == nil)) }
    }

    mutating func find(_ agency: AgencyID, _ place: PlaceID) {
        if !state.agencies[agency].places[place] { emit(.placeFound(agency, place)) }
    }

    private mutating func open(_ id: ItemID, by seat: SeatID) throws(Refusal) {
        guard let record = state.item(id), record.item.seats.contains(seat) else { throw .unknownThing }
        guard state.phase != .ready else { throw .notStarted }
        // After ENDEX nobody learns anything any more.
        guard state.phase != .ended else { throw .ended }
        guard !record.isOpened(by: seat) else { throw .alreadyDone }
        emit(.itemOpened(id, seat))
        let agency = state.seats[seat].agency
        for fact in record.item.facts { acquaint(agency, fact) }
        for person in record.item.persons { meet(agency, person) }
        switch record.item.body {
        case .inject(let inject, _, _): for place in scenario.injects[inject].places { find(agency, place) }
        // Whoever is asked about a place learns which one is meant.
        case .request(let request): if let place = request.place { find(agency, place) }
        case .order(let request): if let place = request.place { find(agency, place) }
        default: break
        }
    }

    // MARK: Injects

    /// Its moment has come: it fires once, waits while it is held, and never comes if it was cancelled.
    mutating func comeDue(_ id: InjectID) {
        let here = state.injects[id]
        if here.firedAt != nil || here.cancelled { return }
        if here.held { emit(.injectScheduled(id, now)) } else { fire(id) }
    }

    mutating func fire(_ id: InjectID) {
        let inject = scenario.injects[id]
        let now = state.injects[id]
        emit(.injectFired(id))
        let seats = now.seats ?? inject.seats
        let item = Item(
            id: ItemID("i." + inject.id),
            body: .inject(
                id, title: now.title.map { .typed($0) } ?? inject.title,
                text: now.text.map { .typed($0) } ?? inject.text),
            seats: seats, sender: nil, facts: inject.facts, persons: inject.persons)
        deliver(item, .inject, from: nil, basis: nil)
        if inject.expects != nil, let followup = inject.ifNothing {
            emit(.followupSet(id, self.now.after(minutes: followup.after)))
        }
    }

    /// Puts an item into inboxes; its facts are told to each agency that it reaches, unread.
    mutating func deliver(_ item: Item, _ way: Learning.Way, from: AgencyID?, basis: BasisID?) {
        emit(.itemSent(item))
        var agencies: [AgencyID] = []
        for seat in item.seats where !agencies.contains(state.seats[seat].agency) {
            agencies.append(state.seats[seat].agency)
        }
        for agency in agencies {
            for fact in item.facts {
                let contaminated = from.map { state.isContaminated($0, fact) } ?? false
                learn(
                    fact, agency, way, from: from, basis: basis, item: item.id, unread: true,
                    contaminated: contaminated)
            }
        }
    }
}
