import Basics
import Model

/// The rules of play for one scenario: what a command causes, and when something is due next.
///
/// Pure: no clock, no chance but keyed draws, no I/O. One value serves any number of runs.
public final class Engine: Sendable {
    public static let revision = 3

    public let scenario: Scenario
    let index: Index

    public init(_ scenario: Scenario) {
        self.scenario = scenario
        index = Index(scenario)
    }

    /// The state before STARTEX.
    public func initial(seed: UInt64) -> State {
        var state = State(seed: seed)
        let world = scenario.world
        let chance = Chance(seed: seed)
        for seat in scenario.seats.values {
            state.seats.append(
                SeatState(
                    agency: seat.agency, staffUntil: [], uses: Table(repeating: 0, count: world.acts.count)))
        }
        for _ in world.agencies.ids {
            state.agencies.append(
                AgencyState(
                    facts: Table(repeating: Knowledge(), count: scenario.facts.count),
                    persons: Table(repeating: false, count: scenario.persons.count),
                    places: Table(world.places.values.map(\.open)),
                    sightings: Table(repeating: nil, count: scenario.persons.count),
                    did: Table(repeating: false, count: world.acts.count),
                    didFor: Array(repeating: false, count: world.acts.count * scenario.persons.count),
                    passed: Array(repeating: 0, count: scenario.facts.count * world.agencies.count),
                    marked: Table(repeating: .unknown, count: scenario.persons.count)))
        }
        for id in scenario.persons.ids {
            let person = scenario.persons[id]
            var dials = person.dials
            let jitter = chance.below(11, "trust at start", [id.index], count: 0) - 5
            dials[Dial.trust.rawValue] = min(100, max(0, dials[Dial.trust.rawValue] + jitter))
            state.persons.append(
                PersonState(
                    dials: dials, place: person.place, needs: person.needs, matters: matters(of: person),
                    asked: Table(repeating: 0, count: world.topics.count)))
            if person.isAbsent { state.persons[id].marks |= 1 << UInt16(PersonMark.absent.rawValue) }
            for agency in person.knownTo { state.agencies[agency].persons[id] = true }
        }
        state.alerts = Table(scenario.networks.values.map(\.alert))
        prepareNetworks(&state)
        state.flags = scenario.flags
        state.counters = Table(scenario.counters.values.map(\.start))
        state.visited = Table(repeating: false, count: world.places.count)
        state.rules = Array(repeating: .idle, count: index.instances.count)
        for id in scenario.injects.ids {
            var inject = InjectState()
            if case .at(let minute) = scenario.injects[id].trigger {
                inject.due = ExerciseTime.start.after(minutes: minute)
                state.schedule.add(.inject(id), at: ExerciseTime.start.after(minutes: minute))
            }
            state.injects.append(inject)
        }
        for (place, instance) in index.instances.enumerated() {
            guard let minute = instance.at else { continue }
            let due = ExerciseTime.start.after(minutes: minute)
            state.rules[place] = .waiting(until: due)
            state.schedule.add(.rule(place), at: due)
        }
        state.schedule.add(.endex, at: ExerciseTime.start.after(minutes: scenario.length))
        return state
    }

    private func prepareNetworks(_ state: inout State) {
        state.networks = Table(
            scenario.networks.values.map { NetworkState(resources: $0.resources, phase: $0.phases.first) })
        state.moves = Table(scenario.moves.values.map { MoveState(isOpen: $0.at == nil) })
        state.leaks = Table(repeating: nil, count: scenario.leaks.count)
        for id in scenario.moves.ids {
            guard let minute = scenario.moves[id].at else { continue }
            state.schedule.add(.wake(scenario.moves[id].network, id), at: .start.after(minutes: minute))
        }
        for id in scenario.phases.ids {
            let network = scenario.phases[id].network
            guard let minute = scenario.phases[id].from, state.networks[network].phase != id else { continue }
            state.schedule.add(.phase(network, id), at: .start.after(minutes: minute))
        }
    }

    private func matters(of person: Person) -> [Int] {
        var values = scenario.world.matters.values.map(\.start)
        for given in person.matters { values[given.matter.index] = given.value }
        return values
    }

    /// The next moment of exercise time at which something is due; none before STARTEX and after ENDEX.
    public func nextDue(_ state: State) -> ExerciseTime? {
        guard state.phase == .running || state.phase == .paused else { return nil }
        return state.schedule.next?.time
    }

    /// Carries a command out on `state`.
    ///
    /// - Parameters:
    ///   - id: the command's id, from which everything it makes takes its own.
    ///   - time: when it takes effect; never before the state's time.
    /// - Returns: the events to record, oldest first; they have been applied.
    /// - Throws: the reason a person can act on. The state is untouched then.
    public func perform(
        _ command: Command, id: String, at time: ExerciseTime, on state: inout State
    ) throws(Refusal) -> [Event] {
        // The state moves into the decider and back, so that its arrays are never copied.
        var moved = index.hollow
        swap(&moved, &state)
        let now = max(time, moved.time)
        var decider = Decider(engine: self, state: consume moved, command: id, now: now)
        defer { swap(&decider.state, &state) }
        try decider.decide(command)
        return decider.events
    }

    /// Works out what a command would cause, without causing it.
    public func decide(
        _ command: Command, id: String, at time: ExerciseTime, in state: State
    ) throws(Refusal) -> [Event] {
        var copy = state
        return try perform(command, id: id, at: time, on: &copy)
    }

    /// Whether an act type is in the hands of an agency.
    public func mayUse(_ type: ActTypeID, _ agency: AgencyID) -> Bool { index.usable[agency].contains(type) }
    /// Agencies with a seat: the others can do nothing and be told nothing.
    public var seatedAgencies: [AgencyID] { index.seated }

    /// Whether somebody is called otherwise by whoever learns the fact.
    public func names(_ fact: FactID) -> Bool { index.isNaming[fact] }

    public func seats(of agency: AgencyID) -> [SeatID] { index.seatsOf[agency] }

    public func usable(by agency: AgencyID) -> [ActTypeID] { index.usable[agency] }

    /// Minutes since the epoch on the clock of a zone (minutes east).
    public func localMinutes(_ time: ExerciseTime, zone: Int) -> Int {
        scenario.start.minutesSinceEpoch + time.minutes - scenario.world.zone + zone
    }

    /// When something begun now and owed by `agency` is due after `minutes`, office time or clock time.
    func due(after minutes: Int, office: Bool, agency: AgencyID, from now: ExerciseTime) -> ExerciseTime {
        guard office else { return now.after(minutes: minutes) }
        let hours = scenario.world.agencies[agency].hours
        let zone = scenario.world.countries[scenario.world.agencies[agency].country].zone
        let local = localMinutes(now, zone: zone)
        return now.after(minutes: hours.end(of: minutes, after: local) - local)
    }
}

/// What is worked out once for a scenario, so that play only looks things up.
final class Index: Sendable {
    /// A rule of the pack for one bound person, an inject that waits on a condition, a duty of one agency, or a network
    /// that considers what to do.
    /// A class, because looking at one must not copy it.
    final class Instance: Sendable {
        let rule: RuleID?
        let inject: InjectID?
        let duty: DutyID?
        let network: NetworkID?
        /// The agency that owes the duty.
        let agency: AgencyID?
        let person: PersonID?
        let when: Expression
        /// What keeps the duty, and what breaks it.
        let done: Expression
        let breach: Expression
        let at: Int?
        let after: Int
        /// Instead of `after`: the law of the country in which the person is.
        let afterLaw: LawID?
        let every: Int?
        let once: Bool
        /// The step by which a duty is owed anew.
        let anew: StepID?

        init(_ id: RuleID, _ rule: Rule, _ person: PersonID?) {
            (self.rule, self.person, inject, duty, agency, network) = (id, person, nil, nil, nil, nil)
            (when, done, breach) = (rule.when, .never, .never)
            (at, after, every, once) = (rule.at, rule.after, rule.every, rule.once)
            (afterLaw, anew) = (rule.afterLaw, nil)
        }

        init(_ inject: InjectID, _ condition: Expression, after: Int) {
            (self.inject, rule, person, duty, agency, network) = (inject, nil, nil, nil, nil, nil)
            (when, done, breach) = (condition, .never, .never)
            (at, self.after, every, once) = (nil, after, nil, true)
            (afterLaw, anew) = (nil, nil)
        }

        init(_ id: DutyID, _ duty: Duty, _ agency: AgencyID, _ person: PersonID?) {
            (self.duty, self.agency, self.person, rule, inject, network) = (id, agency, person, nil, nil, nil)
            (when, done, breach, anew) = (duty.when, duty.done, duty.breach, duty.anew)
            (at, after, every, once) = (nil, 0, nil, false)
            afterLaw = nil
        }

        init(_ network: NetworkID) {
            (self.network, rule, inject, duty, agency, person) = (network, nil, nil, nil, nil, nil)
            (when, done, breach) = (.never, .never, .never)
            (at, after, every, once) = (nil, 0, nil, false)
            (afterLaw, anew) = (nil, nil)
        }
    }

    let instances: [Instance]
    /// By signal: the instances whose condition reads it.
    let listeners: [[Int]]
    let dutiesOf: Table<Kind.Agency, [Int]>
    let usable: Table<Kind.Agency, [ActTypeID]>
    let seatsOf: Table<Kind.Agency, [SeatID]>
    let signals: Signals
    let networkOf: Table<Kind.Place, NetworkID?>
    /// The first network with a mind of its own of which somebody is a member.
    let networkWith: Table<Kind.Person, NetworkID?>
    let isSite: Table<Kind.Network, Table<Kind.Place, Bool>>
    /// By act type: leaks that such an act can cause.
    let leaksOf: Table<Kind.Act, [LeakID]>
    /// By fact: moves that do away with the papers in which it stands.
    let destroyers: Table<Kind.Fact, [MoveID]>
    let sourcesOf: Table<Kind.Act, [SourceID]>
    let conclusions: [FactID]
    /// Facts that can come to be gone.
    let passing: [FactID]
    /// Facts that tell of somebody's needs.
    let telling: [FactID]
    let tellingInjects: [InjectID]
    /// By fact: somebody is called otherwise by whoever knows it.
    let isNaming: Table<Kind.Fact, Bool>
    /// Act types that bring a person to a service.
    let placing: [ActTypeID]
    /// Act types by which people are asked what they need in order to take part.
    let asking: [ActTypeID]
    let seated: [AgencyID]
    let presume: PowerID?
    let identify: PowerID?
    let search: RegisterSearch
    let typedSecrets: TypedSecrets
    /// Facts can be shared by an act that is a rung of the ladder of channels.
    let sharesTravel: Bool
    let hollow = State(seed: 0)

    init(_ scenario: Scenario) {
        let world = scenario.world
        signals = Signals(scenario)
        search = RegisterSearch(scenario)
        typedSecrets = TypedSecrets(scenario)
        sharesTravel = world.acts.values.contains { $0.verb == .share && $0.rung != nil }
        usable = Table(
            world.agencies.ids.map { agency in world.acts.ids.filter { Index.may(world, $0, agency) } })
        seatsOf = Table(
            world.agencies.ids.map { agency in
                scenario.seats.ids.filter { scenario.seats[$0].agency == agency }
            })
        networkOf = Table(
            world.places.ids.map { place in
                scenario.networks.ids.first { scenario.networks[$0].sites.contains(place) }
            })
        networkWith = Table(
            scenario.persons.ids.map { person in
                scenario.networks.ids.first {
                    scenario.networks[$0].isMinded && scenario.networks[$0].members.contains(person)
                }
            })
        isSite = Table(
            scenario.networks.values.map { network in
                Table(world.places.ids.map { network.sites.contains($0) })
            })
        leaksOf = Table(
            world.acts.ids.map { act in scenario.leaks.ids.filter { scenario.leaks[$0].acts.contains(act) } })
        destroyers = Table(
            scenario.facts.ids.map { fact in
                scenario.moves.ids.filter { scenario.moves[$0].destroys.contains(fact) }
            })
        sourcesOf = Table(
            world.acts.ids.map { act in scenario.sources.ids.filter { scenario.sources[$0].act == act } })
        presume = world.powers["presume"]
        seated = world.agencies.ids.filter { agency in scenario.seats.values.contains { $0.agency == agency }
        }
        asking = world.acts.ids.filter { world.acts[$0].asksNeeds != .never }
        placing = world.acts.ids.filter { [.protect, .refer].contains(world.acts[$0].verb) }
        identify = world.powers["identify"]
        isNaming = Table(
            scenario.facts.ids.map { fact in
                scenario.persons.values.contains { $0.namedBy.contains(fact) }
            })
        passing = scenario.facts.ids.filter { scenario.facts[$0].lastsUntil != .never }
        telling = scenario.facts.ids.filter { !scenario.facts[$0].needs.isEmpty }
        tellingInjects = scenario.injects.ids.filter { !scenario.injects[$0].needs.isEmpty }
        conclusions = scenario.facts.ids.filter { scenario.facts[$0].isConclusion }
        instances = scenario.reactions.map { Index.instance(of: $0, scenario) }
        var duties = Table<Kind.Agency, [Int]>(repeating: [], count: world.agencies.count)
        var listeners: [[Int]] = Array(repeating: [], count: signals.count)
        for (place, instance) in instances.enumerated() {
            if instance.duty != nil, let agency = instance.agency { duties[agency].append(place) }
            for signal in Index.read(by: instance, signals, scenario) { listeners[signal].append(place) }
        }
        dutiesOf = duties
        self.listeners = listeners
    }

    /// Adds the places of the instances whose condition reads something that an event changed.
    func touch(by event: Event, _ state: State, _ places: inout [Int]) {
        signals.changed(by: event, state) { places += listeners[$0] }
    }

    /// Somebody's reaction reads whether an account is free again that this order freezes. Where none does, nothing is due.
    func isEndWatched(of grant: OrderGrant) -> Bool {
        signals.accounts(frozenBy: grant).contains { !listeners[signals.thaw($0)].isEmpty }
    }

    private static func may(_ world: World, _ type: ActTypeID, _ agency: AgencyID) -> Bool {
        let act = world.acts[type]
        if let register = act.register, world.registers[register].owner != agency { return false }
        if act.powers.isEmpty && act.agencies.isEmpty { return true }
        return act.agencies.contains(agency)
            || act.powers.contains { world.agencies[agency].powers.contains($0) }
    }

    private static func instance(of reaction: Reaction, _ scenario: Scenario) -> Instance {
        switch reaction {
        case .rule(let id, let person): return Instance(id, scenario.rules[id], person)
        case .inject(let id):
            guard case .when(let condition, let after) = scenario.injects[id].trigger else {
                preconditionFailure("only injects that wait on a condition react")
            }
            return Instance(id, condition, after: after)
        case .duty(let id, let agency, let person):
            return Instance(id, scenario.world.duties[id], agency, person)
        case .network(let id): return Instance(id)
        }
    }

    /// The signals that an instance listens to; what is looked at by the clock listens to none.
    private static func read(by instance: Instance, _ signals: Signals, _ scenario: Scenario) -> [Int] {
        if instance.at != nil { return [] }
        if let network = instance.network { return signals.read(by: network, scenario) }
        var read = signals.read(by: instance.when, of: instance, scenario)
        let anew = instance.anew.map { Expression.read(.step(.slot(Slot.person), $0)) }
        for condition in [instance.done, instance.breach, anew ?? .never] {
            for signal in signals.read(by: condition, of: instance, scenario)
            where !read.contains(signal) { read.append(signal) }
        }
        return read
    }
}
