import Basics
import Model

/// Numbers for the things that conditions read, so that only the conditions that read a changed
/// thing are looked at again.
struct Signals: Sendable {
    /// What of a person a condition can read.
    enum Aspect {
        case status, place, consents, asked, seen
        case dial(Dial)
        case mark(PersonMark)
        case need(NeedID)
        case step(StepID)
        case matter(MatterID)
    }

    private let agencies: Int, acts: Int, needs: Int, steps: Int, matters: Int
    private let ofNetworks: Int, ofFacts: Int, ofKnowledge: Int, ofFlags: Int, ofCounters: Int
    private let ofInjects: Int, ofPlaces: Int, ofActs: Int, ofTypes: Int
    private let ofMeetings: Int, ofOwnMarks: Int, ofDeeds: Int, ofTeams: Int, ofMinds: Int, ofPurses: Int
    private let ofFlows: Int, ofAccounts: Int, ofThaws: Int, ofRaids: Int
    private let networks: Int
    /// By account: who stands behind it; by flow: its accounts; by order: whether it freezes.
    private let money: [Holder]
    private let flows: [(from: [AccountID], to: [AccountID])]
    private let freezes: [Bool]
    let count: Int

    private struct Holder {
        let persons: [PersonID], place: PlaceID?

        init(_ account: AccountID, _ scenario: Scenario) {
            (persons, place) = (scenario.persons(behind: account), scenario.place(of: account))
        }
    }

    init(_ scenario: Scenario) {
        let (persons, facts) = (scenario.persons.count, scenario.facts.count)
        let flags = scenario.flags.count
        agencies = scenario.world.agencies.count
        acts = scenario.world.acts.count
        needs = scenario.world.needs.count
        steps = scenario.world.steps.count
        matters = scenario.world.matters.count
        ofNetworks = persons * (Signals.firstNeed + needs + steps + matters)
        ofFacts = ofNetworks + scenario.networks.count
        ofKnowledge = ofFacts + facts
        ofFlags = ofKnowledge + facts * agencies
        ofCounters = ofFlags + flags
        ofInjects = ofCounters + scenario.counters.count
        ofPlaces = ofInjects + scenario.injects.count
        ofActs = ofPlaces + scenario.world.places.count
        ofTypes = ofActs + agencies
        ofMeetings = ofTypes + agencies * acts
        ofOwnMarks = ofMeetings + persons * agencies
        ofDeeds = ofOwnMarks + persons * agencies
        ofTeams = ofDeeds + persons * agencies * acts
        ofMinds = ofTeams + agencies
        ofPurses = ofMinds + scenario.networks.count
        ofFlows = ofPurses + scenario.networks.count
        ofAccounts = ofFlows + scenario.money.flows.count
        money = scenario.money.accounts.ids.map { Signals.Holder($0, scenario) }
        flows = scenario.money.flows.values.map { ($0.from, $0.to) }
        freezes = scenario.world.orders.values.map(\.freezes)
        ofThaws = ofAccounts + scenario.money.accounts.count
        ofRaids = ofThaws + scenario.money.accounts.count
        networks = scenario.networks.count
        count = ofRaids + networks
    }

    func person(_ id: PersonID, _ aspect: Aspect) -> Int {
        id.index * (Signals.firstNeed + needs + steps + matters) + place(of: aspect)
    }

    private static let firstDial = 5
    private static let firstMark = firstDial + Dial.allCases.count
    private static let firstNeed = firstMark + PersonMark.allCases.count

    private func place(of aspect: Aspect) -> Int {
        switch aspect {
        case .status: 0
        case .place: 1
        case .consents: 2
        case .asked: 3
        case .seen: 4
        case .dial(let dial): Signals.firstDial + dial.rawValue
        case .mark(let mark): Signals.firstMark + mark.rawValue
        case .need(let need): Signals.firstNeed + need.index
        case .step(let step): Signals.firstNeed + needs + step.index
        case .matter(let matter): Signals.firstNeed + needs + steps + matter.index
        }
    }

    func network(_ id: NetworkID) -> Int { ofNetworks + id.index }
    /// What a network has heard, done and is about.
    func mind(_ id: NetworkID) -> Int { ofMinds + id.index }
    func resources(_ id: NetworkID) -> Int { ofPurses + id.index }
    /// Anybody knows the fact.
    func fact(_ id: FactID) -> Int { ofFacts + id.index }
    func knowledge(_ id: FactID, _ agency: AgencyID) -> Int {
        ofKnowledge + id.index * agencies + agency.index
    }
    func flag(_ id: FlagID) -> Int { ofFlags + id.index }
    func counter(_ id: CounterID) -> Int { ofCounters + id.index }
    func inject(_ id: InjectID) -> Int { ofInjects + id.index }
    func place(_ id: PlaceID) -> Int { ofPlaces + id.index }
    /// How many acts an agency has begun.
    func acts(_ id: AgencyID) -> Int { ofActs + id.index }
    /// An agency has carried out an act of a type, about anybody.
    func did(_ id: AgencyID, _ type: ActTypeID) -> Int { ofTypes + id.index * acts + type.index }
    func met(_ agency: AgencyID, _ id: PersonID) -> Int { ofMeetings + id.index * agencies + agency.index }
    func ownMark(_ agency: AgencyID, _ id: PersonID) -> Int {
        ofOwnMarks + id.index * agencies + agency.index
    }
    /// An agency has carried out an act of a type about a person.
    func did(_ agency: AgencyID, _ type: ActTypeID, for id: PersonID) -> Int {
        ofDeeds + (id.index * agencies + agency.index) * acts + type.index
    }

    /// An agency is a member of an agreement, or is not any more.
    func joined(_ id: AgencyID) -> Int { ofTeams + id.index }

    /// Names each signal that an event gives: what it changes that a condition could read.
    func changed(by event: Event, _ state: State, _ give: (Int) -> Void) {
        switch event {
        case .factLearned(let learning):
            if !learning.unread { learned(learning.fact, learning.agency, give) }
        case .itemOpened(let item, let seat):
            guard let place = state.itemPlace(item) else { return }
            let agency = state.seats[seat].agency
            if case .inject(let id, _, _) = state.items[place].item.body { give(inject(id)) }
            for fact in state.items[place].item.facts { learned(fact, agency, give) }
            for form in state.items[place].item.forms {
                guard let form = state.form(form), let person = form.person else { continue }
                give(did(agency, form.type, for: person))
            }
        case .itemSent(let item):
            guard case .result(let id, _) = item.body, let booking = state.booking(id)?.booking else {
                return
            }
            let agency = state.seats[booking.seat].agency
            for person in item.persons { give(did(agency, booking.act.type, for: person)) }
        case .dialChanged(let id, let dial, _): give(person(id, .dial(dial)))
        case .markChanged(let id, let mark, _): give(person(id, .mark(mark)))
        case .needChanged(let id, let need, _): give(person(id, .need(need)))
        case .consentSet(let id, _, _): give(person(id, .consents))
        case .personMoved(let id, _), .admitted(let id, _): give(person(id, .place))
        case .asked(let id, _, _): give(person(id, .asked))
        case .stepSet(let id, let step, _, _): give(person(id, .step(step)))
        case .matterChanged(let id, let matter, _): give(person(id, .matter(matter)))
        case .met(let agency, let id): give(met(agency, id))
        case .seen(_, let id, _, _): give(person(id, .seen))
        case .statusSet(let mark):
            give(person(mark.person, .status))
            give(ownMark(mark.agency, mark.person))
        case .booked(let booking): give(acts(state.seats[booking.seat].agency))
        case .completed(let id):
            guard let record = state.booking(id) else { return }
            let (agency, act) = (state.seats[record.booking.seat].agency, record.booking.act)
            give(did(agency, act.type))
            if let person = act.person { give(did(agency, act.type, for: person)) }
        case .itemStands(let id, .inForce, _), .itemAnswered(let id, .ended), .itemAnswered(let id, .revoked):
            for team in state.teams where team.items.contains(id) {
                for member in team.members { give(joined(member.agency)) }
            }
        case .alertChanged(let id, _): give(network(id))
        case .resourcesChanged(let id, _): give(resources(id))
        case .heard(let id, _, _), .phaseEntered(let id, _), .moveOpened(let id, _),
            .moveEnded(let id, _, _, _, _), .networkHeld(let id, _):
            give(mind(id))
        case .flagSet(let id, _): give(flag(id))
        case .counterSet(let id, _): give(counter(id))
        case .injectFired(let id): give(inject(id))
        case .visited(let id, _): give(place(id))
        case .paid(let id, _):
            give(flow(id))
            for account in flows[id.index].from + flows[id.index].to { give(self.account(account)) }
        case .paymentStopped(let id): give(flow(id))
        case .operationMinute: for place in 0..<networks { give(ofRaids + place) }
        case .orderGiven(let grant): if grant.from == nil { froze(grant, give) }
        case .orderInForce(let request), .orderOver(let request):
            if let grant = state.orders.last(where: { $0.value.request == request }) {
                froze(grant.value, give)
            }
        default: break
        }
    }

    /// A minute of an operation was played, at sites of whichever network.
    func raid(_ id: NetworkID) -> Int { ofRaids + id.index }
    func flow(_ id: FlowID) -> Int { ofFlows + id.index }
    func account(_ id: AccountID) -> Int { ofAccounts + id.index }

    /// An account is free again after a freeze; it stands for nothing that changes, but for being waited for.
    func thaw(_ id: AccountID) -> Int { ofThaws + id.index }

    private func froze(_ grant: OrderGrant, _ give: (Int) -> Void) {
        for id in accounts(frozenBy: grant) { give(account(id)) }
    }

    func accounts(frozenBy grant: OrderGrant) -> [AccountID] {
        guard freezes[grant.order.index] else { return [] }
        return money.indices.filter { place in
            let holder = money[place]
            return grant.person.map(holder.persons.contains)
                ?? (grant.place != nil && holder.place == grant.place)
        }.map { AccountID($0) }
    }

    private func learned(_ id: FactID, _ agency: AgencyID, _ give: (Int) -> Void) {
        give(fact(id))
        give(knowledge(id, agency))
    }

    /// The signals that a condition listens to, sorted, each once.
    func read(by expression: Expression, of instance: Index.Instance, _ scenario: Scenario) -> [Int] {
        read(by: expression, person: instance.person, agency: instance.agency, scenario)
    }

    func read(by expression: Expression, person: PersonID?, agency: AgencyID?, _ scenario: Scenario) -> [Int]
    {
        var found: [Int] = []
        collect(expression, Binding(person: person, agency: agency), scenario, &found)
        found.sort()
        return found.enumerated().filter { $0.offset == 0 || found[$0.offset - 1] != $0.element }.map(
            \.element)
    }

    private struct Binding {
        var person: PersonID?
        /// The agency that owes a duty.
        var agency: AgencyID?
        /// Persons that a quantifier may put into each slot.
        var quantified: [(slot: Int, members: [PersonID])] = []

        func persons(_ subject: Subject<Kind.Person>) -> [PersonID] {
            switch subject {
            case .fixed(let id): return [id]
            case .slot(let slot):
                if let bound = quantified.last(where: { $0.slot == slot }) { return bound.members }
                return person.map { [$0] } ?? []
            }
        }
    }

    private func collect(
        _ expression: Expression, _ binding: Binding, _ scenario: Scenario, _ found: inout [Int]
    ) {
        switch expression {
        case .constant: break
        case .read(let name): collect(name, binding, scenario, &found)
        case .not(let inner), .negate(let inner): collect(inner, binding, scenario, &found)
        case .both(let left, let right), .either(let left, let right), .compare(_, let left, let right),
            .sum(let left, let right), .difference(let left, let right), .product(let left, let right):
            collect(left, binding, scenario, &found)
            collect(right, binding, scenario, &found)
        case .gather(_, let collection, let slot, let inner):
            var widened = binding
            switch collection {
            case .persons: widened.quantified.append((slot, Array(scenario.persons.ids)))
            case .group(let group): widened.quantified.append((slot, scenario.groups[group].members))
            case .agencies, .sites: break
            }
            collect(inner, widened, scenario, &found)
        }
    }

    private func collect(_ name: Name, _ binding: Binding, _ scenario: Scenario, _ found: inout [Int]) {
        func of(_ who: Subject<Kind.Person>, _ aspect: Aspect) {
            found += binding.persons(who).map { person($0, aspect) }
        }
        func each(_ which: Subject<Kind.Agency>, _ signal: (AgencyID) -> Int) {
            switch which {
            case .fixed(let id): found.append(signal(id))
            case .slot: found += scenario.world.agencies.ids.map(signal)
            }
        }
        switch name {
        case .dial(let who, let dial): of(who, .dial(dial))
        case .status(let who): of(who, .status)
        case .mark(let who, let mark): of(who, .mark(mark))
        case .need(let who, let need):
            of(who, .need(need))
            of(who, .seen)
        case .place(let who), .country(let who):
            of(who, .place)
            of(who, .seen)
        case .talks(let who), .retold(let who): of(who, .asked)
        case .consents(let who, _): of(who, .consents)
        case .step(let who, let step): of(who, .step(step))
        case .matter(let who, let matter): of(who, .matter(matter))
        case .vanished(let who, let kind):
            for id in passing(kind, binding.persons(who), scenario) {
                found.append(fact(id))
                collect(scenario.facts[id].lastsUntil, Binding(), scenario, &found)
            }
        case .alert(.fixed(let id)): found.append(network(id))
        case .resources(.fixed(let id)): found.append(resources(id))
        case .hasMoved(let id): found.append(mind(scenario.moves[id].network))
        case .hasHeard(let id): found.append(mind(scenario.leaks[id].network))
        case .isAt(let id, _): found.append(mind(id))
        case .raided(let id, _): found.append(raid(id))
        case .outOfReach(let who):
            of(who, .place)
            of(who, .mark(.safe))
        case .atLarge(let id): found += scenario.networks[id].members.flatMap(freedom)
        case .isAtLarge(let id): found += freedom(of: id)
        case .reaches(_, let who):
            for id in binding.persons(who) {
                found += freedom(of: id) + [person(id, .mark(.safe)), person(id, .place)]
            }
        case .met(let which, let who):
            for person in binding.persons(who) { each(which) { met($0, person) } }
        case .acts(let which): each(which, acts)
        case .did(let which, let type): each(which) { did($0, type) }
        case .known(let id): found.append(fact(id))
        case .knows(let which, let id), .contaminated(let which, let id):
            each(which) { knowledge(id, $0) }
        case .joined(let which, _): each(which, joined)
        case .fired(let id): found.append(inject(id))
        case .flag(let id): found.append(flag(id))
        case .counter(let id): found.append(counter(id))
        case .visited(.fixed(let id)): found.append(place(id))
        case .paid(let id), .paymentStopped(let id): found.append(flow(id))
        case .frozen(let id), .balance(let id): found.append(account(id))
        case .thawed(let id): found += [account(id), thaw(id)]
        case .act(let name): collect(name, binding, scenario, &found)
        // These never change.
        case .trait, .accommodation, .isPerson, .tied, .placeCountry, .placeLaw, .agencyCountry, .agencyPower,
            .law,
            .victim, .suspect:
            break
        // A plan is read in operations only, and nothing waits on it.
        case .plan: break
        case .alert(.slot), .resources(.slot), .visited(.slot): break
        }
    }

    /// Whether somebody is held, gone, or still to come.
    private func freedom(of id: PersonID) -> [Int] {
        [PersonMark.lost, .absent, .detained].map { person(id, .mark($0)) }
    }

    /// Facts of one sort about one of these people that can come to be gone.
    private func passing(_ kind: EvidenceID, _ persons: [PersonID], _ scenario: Scenario) -> [FactID] {
        scenario.facts.ids.filter { id in
            let fact = scenario.facts[id]
            return fact.lastsUntil != .never && fact.evidence == kind
                && fact.persons.contains(where: persons.contains)
        }
    }

    /// What an agency that owes a duty can know; names of an act at hand change nothing by themselves.
    private func collect(_ name: ActName, _ binding: Binding, _ scenario: Scenario, _ found: inout [Int]) {
        guard let agency = binding.agency else { return }
        if case .knows(let id) = name { found.append(knowledge(id, agency)) }
        if case .joined = name { found.append(joined(agency)) }
        guard let bound = binding.person else { return }
        switch name {
        case .believes(let trait):
            found.append(person(bound, .seen))
            let known = scenario.persons[bound].traits.filter { $0.trait == trait }.flatMap(\.knownBy)
            found += known.map { knowledge($0, agency) }
        case .met: found.append(met(agency, bound))
        case .grounds: found += scenario.persons[bound].grounds.map { knowledge($0, agency) }
        case .toldOf(let need):
            let told = ToldNeed(person: bound, need: need)
            found += scenario.facts.ids.filter { scenario.facts[$0].needs.contains(told) }
                .map { knowledge($0, agency) }
            found += scenario.injects.ids.filter { scenario.injects[$0].needs.contains(told) }.map(inject)
        case .did(let type), .holds(let type), .cameUpon(let type):
            found.append(did(agency, type, for: bound))
        case .step(let step): found.append(person(bound, .step(step)))
        case .ownStatus: found.append(ownMark(agency, bound))
        case .guardian: found.append(person(bound, .mark(.guardian)))
        default: break
        }
    }
}
