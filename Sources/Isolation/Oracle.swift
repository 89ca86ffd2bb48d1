import Basics
import Model

/// Says which markers may reach whom, from the log alone: it reads no view and no state.
public struct Oracle {
    let scenario: Scenario
    private let book: MarkerBook
    var agencies: [Set<Meaning>]
    var seats: [Set<Meaning>]
    var facts: [[Bool]]
    var persons: [[Bool]]
    /// Somebody of the agency has stood before the person.
    var sighted: [[Bool]]
    /// What everybody may read who sits in any seat.
    private var common: Set<Meaning> = []
    /// What the debrief tells everybody after ENDEX.
    var told: Set<Meaning> = []
    /// What it tells of networks: nobody but control hears of it before.
    private var later: Set<Meaning> = []
    private var items: [ItemID: Item] = [:]
    private var opened: [ItemID: [SeatID]] = [:]
    var bookings: [ItemID: Booking] = [:]
    private var forms: [ItemID: SignedForm] = [:]
    /// The acts that ask for something, and the act by which a request was sent.
    private var asking: [Booking] = []
    private var sentBy: [ItemID: Booking] = [:]
    /// What whoever plays a character may read, by person.
    var characters: [Set<Meaning>]
    private var hasEnded = false
    private let acts: Set<Meaning>
    /// Who stands on the need-to-know list of an operation, whoever leads first.
    private var lists: [ItemID: [AgencyID]] = [:]
    private var kinds: [ItemID: OperationID] = [:]
    /// Who has to do with whom, so that a decision may be written to them.
    var ties = Ties()

    var world: World { scenario.world }

    public init(_ pack: MarkedPack) {
        scenario = pack.scenario
        book = pack.book
        acts = Set(pack.scenario.world.acts.values.map { .text($0.name.path) })
        let agencyCount = scenario.world.agencies.count
        agencies = Array(repeating: [], count: agencyCount)
        seats = Array(repeating: [], count: scenario.seats.count)
        facts = Array(repeating: Array(repeating: false, count: scenario.facts.count), count: agencyCount)
        persons = Array(repeating: Array(repeating: false, count: scenario.persons.count), count: agencyCount)
        sighted = persons
        characters = Array(repeating: [], count: scenario.persons.count)
        tellCommon()
        tellCharacters()
        for agency in world.agencies.ids { tellOwn(agency) }
        for seat in scenario.seats.ids {
            seats[seat.index].insert(text(scenario.seats[seat].brief))
            seats[seat.index].insert(.name(seat: seat.index))
        }
    }

    // MARK: Asking

    /// What of these the seat may not see.
    public func secret(_ found: Set<Meaning>, from seat: SeatID, onDebrief: Bool = false) -> Set<Meaning> {
        let agency = scenario.seats[seat].agency
        return found.filter { meaning in
            // By which act others had found a thing stands in the debrief, and then on the page of that thing, too.
            if onDebrief || acts.contains(meaning), hasEnded, told.contains(meaning) { return false }
            return !common.contains(meaning) && !agencies[agency.index].contains(meaning)
                && !seats[seat.index].contains(meaning)
        }
    }

    /// What of these nobody may see who has no seat: with a link one sees the seat alone, before that nothing.
    public func secret(_ found: Set<Meaning>, fromGuestWithLinkTo seat: SeatID?) -> Set<Meaning> {
        guard let seat else { return found }
        let agency = world.agencies[scenario.seats[seat].agency]
        let open: Set<Meaning> = [
            text(scenario.title), text(world.title), text(scenario.seats[seat].name), text(agency.name),
            text(world.countries[agency.country].name),
        ]
        return found.subtracting(open)
    }

    /// What of these nobody may see who looks on: what has happened is open; what is still to come, the truth that nobody
    /// has learned yet, letters, scripts and names of people are not. The debrief is closed to them until ENDEX.
    public func secretFromObserver(_ found: Set<Meaning>, onDebrief: Bool = false) -> Set<Meaning> {
        found.subtracting(onDebrief && !hasEnded ? common : common.union(told).union(flaggable))
    }

    /// What of these nobody may see who plays this character: the note and that character's world are open. Whoever has
    /// not said yes yet reads the name and what somebody sees who meets the person.
    public func secret(
        _ found: Set<Meaning>, fromPlayerOf person: PersonID?, asked: PersonID? = nil
    ) -> Set<Meaning> {
        var open: Set<Meaning> = [
            text(scenario.title), text(scenario.about), text(scenario.contentNote.text), text(world.title),
        ]
        for theme in scenario.contentNote.themes { open.insert(text(theme)) }
        for named in [person, asked].compactMap({ $0 }) {
            open.insert(text(scenario.persons[named].name))
            open.insert(text(scenario.persons[named].about))
        }
        if let person { open.formUnion(characters[person.index]) }
        return found.subtracting(open)
    }

    // MARK: Learning

    public mutating func learn(_ command: Command, _ events: [Event]) {
        if case .seat(let seat, let act) = command {
            note(typed: [act.text, act.more] + act.fields, for: seat)
        }
        for event in events { learn(event) }
    }

    private mutating func learn(_ event: Event) {
        feel(event)
        follow(event)
        switch event {
        case .booked(let booking):
            bookings[booking.id] = booking
            if world.acts[booking.act.type].verb == .request { asking.append(booking) }
            let act = booking.act
            told.insert(text(world.acts[act.type].name))
            if world.acts[act.type].isLetter {
                agencies[scenario.seats[booking.seat].agency.index].formUnion(lines(of: booking))
            }
            if world.acts[act.type].verb == .charge { charged(on: act.facts) }
            if let person = act.person { told.insert(text(scenario.persons[person].name)) }
            if let place = act.place { told.insert(text(world.places[place].name)) }
        case .factLearned(let learning):
            told.formUnion(words(of: learning.fact))
            if !learning.unread { know(learning.fact, learning.agency) }
        case .met(let agency, let person): meet(person, agency)
        case .seen(let agency, let person, _, _):
            sighted[agency.index][person.index] = true
            tellTraits(agency)
        case .placeFound(let agency, let place):
            agencies[agency.index].formUnion([
                text(world.places[place].name), text(world.places[place].about),
            ])
        case .itemSent(let item):
            sent(item)
            if case .referred(let referral) = item.body {
                told.formUnion([
                    text(scenario.persons[referral.person].name), text(world.services[referral.service].name),
                ])
            }
            // What control improvised stands in the debrief's time by its title, as every inject does.
            if case .improvised(_, let from, let title, _) = item.body {
                told.formUnion(markers(title.isEmpty ? from : title))
            }
        case .itemOpened(let id, let seat): open(id, seat)
        case .completed(let id):
            obtained(id)
            talked(id)
        case .orderInForce(let request), .orderOver(let request):
            guard case .order(let order)? = items[request]?.body else { break }
            if let person = order.person { told.insert(text(scenario.persons[person].name)) }
            if let place = order.place { told.insert(text(world.places[place].name)) }
        case .paid(let flow, _), .paymentStopped(let flow):
            if let account = scenario.money.flows[flow].from.first {
                told.formUnion(markers(Typed(scenario.money.accounts[account].name)))
            }
        case .decided(let decision):
            let agency = scenario.seats[decision.seat].agency
            for typed in [decision.text, decision.alternatives] {
                let found = markers(typed)
                agencies[agency.index].formUnion(found)
                told.formUnion(found)
            }
        case .formSigned(let form):
            forms[form.id] = form
            let agency = scenario.seats[form.seat].agency
            for typed in form.fields { agencies[agency.index].formUnion(markers(typed)) }
            asked(in: form, agency)
            told.insert(text(world.acts[form.type].name))
            if let person = form.person { told.insert(text(scenario.persons[person].name)) }
        case .mistakeMade(let made): erred(made)
        case .moveEnded(let network, let move, _, let persons, _):
            later.formUnion([
                text(scenario.networks[network].name), text(scenario.moves[move].name),
                text(scenario.moves[move].says),
            ])
            for person in persons { later.insert(text(scenario.persons[person].name)) }
        case .heard(_, let leak, _): later.insert(text(scenario.leaks[leak].name))
        case .injectFired(let inject):
            if case .pack(let id) = scenario.injects[inject].title { told.insert(text(id)) }
        case .injectEdited(_, let title, _): told.formUnion(markers(title))
        case .statusSet(let mark): told.insert(text(scenario.persons[mark.person].name))
        case .markChanged(let person, .lost, true): told.insert(text(scenario.persons[person].name))
        case .consentSet(let person, _, _): told.insert(text(scenario.persons[person].name))
        case .admitted(let person, let service):
            told.formUnion([text(scenario.persons[person].name), text(world.services[service].name)])
        case .breached(let breach): broken(breach)
        case .operationPlanned(let plan): planned(plan)
        case .operationAnswered(let answer):
            // Everybody on the list reads why somebody takes no part.
            let words = markers(answer.text)
            if !(lists[answer.operation] ?? []).contains(answer.agency) {
                lists[answer.operation, default: []].append(answer.agency)
            }
            for agency in lists[answer.operation] ?? [] { agencies[agency.index].formUnion(words) }
            if !answer.takesPart { lists[answer.operation]?.removeAll { $0 == answer.agency } }
            told.formUnion(words)
        case .operationCalledOff(let id, _, let typed):
            for agency in lists[id] ?? [] { agencies[agency.index].formUnion(markers(typed)) }
            told.formUnion(markers(typed))
        case .operationMinute(let id, let minute):
            told.formUnion(heard(minute, in: id))
        case .ended:
            hasEnded = true
            told.formUnion(later)
            // Afterwards the debrief names what could have been known, and the ground truth of people.
            for fact in scenario.facts.values { told.insert(text(fact.text)) }
            for person in scenario.persons.values { told.insert(text(person.name)) }
            // And how the story of people could end.
            for chapter in scenario.epilogues.flatMap(\.chapters) {
                for ending in chapter.ends { told.insert(text(ending.text)) }
            }
        default: break
        }
    }

    /// Who is asked for a part sees where, what and with whom.
    private mutating func planned(_ plan: OperationPlan) {
        let lead = scenario.seats[plan.seat].agency
        lists[plan.id] = [lead] + plan.agencies
        kinds[plan.id] = plan.kind
        let places = plan.sites + (plan.reception.map { [$0] } ?? [])
        var inside = markers(plan.text)
        inside.formUnion(places.map { text(world.places[$0].name) })
        let type = world.acts[plan.act]
        for choice in type.choices {
            inside.formUnion(([choice.name] + choice.options.map(\.name)).map(text))
        }
        for agency in lists[plan.id] ?? [] { agencies[agency.index].formUnion(inside) }
        told.formUnion(inside)
    }

    /// Whoever leads hears everything, others what concerns a part that is theirs.
    private mutating func heard(_ id: String, in operation: ItemID) -> Set<Meaning> {
        guard let kind = kinds[operation].map({ world.operations[$0] }),
            let minute = kind.minutes.first(where: { $0.id == id })
        else { return [] }
        for agency in lists[operation] ?? [] {
            let parts = kind.parts.indices.filter { place in
                kind.parts[place].agencies.contains(agency)
                    || kind.parts[place].powers.contains(where: world.agencies[agency].powers.contains)
            }
            let isLead = lists[operation]?.first == agency
            guard isLead || minute.heardBy.isEmpty || parts.contains(where: minute.heardBy.contains) else {
                continue
            }
            agencies[agency.index].insert(text(minute.text))
        }
        return [text(minute.text)]
    }

    private mutating func know(_ fact: FactID, _ agency: AgencyID) {
        guard !facts[agency.index][fact.index] else { return }
        facts[agency.index][fact.index] = true
        let definition = scenario.facts[fact]
        agencies[agency.index].insert(text(definition.text))
        for person in definition.persons {
            agencies[agency.index].insert(text(scenario.persons[person].name))
        }
        for place in definition.places { agencies[agency.index].insert(text(world.places[place].name)) }
        for link in definition.links {
            if case .company(let company) = link.to {
                agencies[agency.index].insert(text(scenario.money.companies[company].name))
            }
        }
        // Between which accounts what it speaks of was paid.
        for flow in scenario.money.flows.values where (flow.leads + flow.proves).contains(fact) {
            tell(flow, agency, isNamed: true)
        }
        // What it proves and what it is a sign of is said with it.
        for proof in definition.proves {
            agencies[agency.index].insert(text(world.elements[proof.element].values[proof.value].name))
        }
        for indicator in definition.indicators {
            agencies[agency.index].insert(text(world.indicators.signs[indicator].name))
        }
        if let evidence = definition.evidence {
            agencies[agency.index].insert(text(world.evidence[evidence].name))
        }
        tellTraits(agency)
    }

    /// A statement names the account, and on each line the other side and what it was for.
    private mutating func obtained(_ id: ItemID) {
        guard let booking = bookings[id], world.acts[booking.act.type].money == .statements else { return }
        let agency = scenario.seats[booking.seat].agency
        let country = world.agencies[agency].country
        for account in scenario.accounts(of: booking.act.person, at: booking.act.place)
        where scenario.money.accounts[account].country.map({ $0 == country }) ?? true {
            tell(account, agency)
            for flow in scenario.money.flows.values
            where flow.from.contains(account) || flow.to.contains(account) {
                tell(flow, agency, isNamed: !flow.isCash)
            }
        }
    }

    private mutating func tell(_ flow: Flow, _ agency: AgencyID, isNamed: Bool) {
        agencies[agency.index].formUnion(markers(Typed(flow.text)))
        if isNamed { for account in flow.from + flow.to { tell(account, agency) } }
    }

    private mutating func tell(_ id: AccountID, _ agency: AgencyID) {
        let account = scenario.money.accounts[id]
        for words in [account.name, account.number] {
            agencies[agency.index].formUnion(markers(Typed(words)))
        }
        if case .company(let company) = account.holder {
            agencies[agency.index].insert(text(scenario.money.companies[company].name))
        }
    }

    private mutating func meet(_ person: PersonID, _ agency: AgencyID) {
        persons[agency.index][person.index] = true
        let definition = scenario.persons[person]
        agencies[agency.index].formUnion([text(definition.name), text(definition.about)])
        tellTraits(agency)
    }

    // MARK: Items

    private mutating func sent(_ item: Item) {
        items[item.id] = item
        if case .request(let request) = item.body {
            sentBy[item.id] = asking.last {
                $0.seat == item.sender && $0.act.agency == request.to && $0.act.text == request.text
            }
        }
        var face: Set<Meaning> = []
        switch item.body {
        case .inject(let id, let title, _):
            face.formUnion(markers(title))
            face.formUnion(markers(scenario.injects[id].from))
        case .improvised(_, let from, let title, _):
            face.formUnion(markers(from))
            face.formUnion(markers(title))
        case .order(let order):  // About whom or what it is stands outside.
            if let person = order.person { face.insert(text(scenario.persons[person].name)) }
            if let place = order.place { face.insert(text(world.places[place].name)) }
        case .referral(let person, _, _): face.insert(text(scenario.persons[person].name))
        case .referred(let referral): face.insert(text(scenario.persons[referral.person].name))
        default: break
        }
        for seat in item.seats { seats[seat.index].formUnion(face) }
    }

    private mutating func open(_ id: ItemID, _ seat: SeatID) {
        guard let item = items[id] else { return }
        let agency = scenario.seats[seat].agency
        for fact in item.facts { know(fact, agency) }
        var inside: Set<Meaning> = []
        for person in item.persons { inside.insert(text(scenario.persons[person].name)) }
        for form in item.forms.compactMap({ forms[$0] }) {
            inside.formUnion(words(of: form))
            asked(in: form, scenario.seats[seat].agency)
        }
        switch item.body {
        case .inject(let inject, _, let words):
            inside.formUnion(markers(words))
            for place in scenario.injects[inject].places { inside.insert(text(world.places[place].name)) }
        case .improvised(_, _, _, let typed), .message(let typed), .share(_, let typed),
            .reply(_, _, let typed):
            inside.formUnion(markers(typed))
        case .request(let request): inside.formUnion(markers(request.text).union(lines(of: sentBy[id])))
        case .order(let request): inside.formUnion(markers(request.reasons))
        case .referred(let referral):
            inside.formUnion(markers(referral.text).union(lines(of: bookings[referral.booking])))
        case .result(_, .sources(let sources)):
            for source in sources { inside.insert(text(scenario.sources[source].text)) }
        case .result(_, .records(let records)):
            for record in records {
                for field in scenario.records[record].values.indices {
                    inside.insert(.value(record: record.index, field: field))
                }
                for case let said? in scenario.records[record].texts { inside.insert(text(said)) }
                // The names of its people stand in the record itself.
                for person in scenario.records[record].persons {
                    inside.insert(text(scenario.persons[person].name))
                }
            }
        case .operation(_, _, let typed): inside.formUnion(markers(typed))
        case .notice: inside.formUnion(lines(ofNotice: item, readBy: agency))
        case .result, .referral, .question, .consentAsked: break
        }
        seats[seat.index].formUnion(inside)
    }

    // MARK: What is open from the start

    private mutating func tellCommon() {
        func add(_ texts: TextID...) { for id in texts { common.insert(text(id)) } }
        add(scenario.title, scenario.about, world.title, world.about, scenario.contentNote.text)
        for theme in scenario.contentNote.themes { add(theme) }
        for objective in scenario.objectives { add(objective.name) }
        for seat in scenario.seats.values { add(seat.name) }
        for agency in world.agencies.values { add(agency.name, agency.about) }
        for country in world.countries.values { add(country.name) }
        for article in world.articles.values { add(article.title, article.text) }
        // Procedures are law: everybody may read what they ask, nobody where others stand in them.
        for step in world.steps.values { add(step.name) }
        for pathway in world.pathways.values {
            add(pathway.name, pathway.about)
            for step in pathway.steps { add(step.says) }
        }
        for duty in world.duties.values { add(duty.name, duty.says) }
        for promise in world.promises.values { add(promise.name) }
        // That there are such agreements is known; who has signed one is not.
        for agreement in world.agreements.values { add(agreement.name, agreement.about) }
        for element in world.elements.values { add(element.name) }
        for dimension in world.indicators.dimensions.values { add(dimension.name) }
        // The lists are published; what they say together may be read by all, and of whom it holds is not said there.
        for list in world.indicators.lists.values { add(list.name, list.source) }
        for reading in world.indicators.readings.joined() { add(reading.says) }
        for rule in world.useRules { add(rule.says) }
        add(world.currency.name)
        for group in world.redFlagGroups { add(group.name) }
        for flag in world.redFlags.values { add(flag.says) }
        for list in [world.bases.values, world.purposes.values, world.factKinds.values] {
            for named in list { add(named.name) }
        }
        for named in world.channels.values + world.topics.values { add(named.name) }
        for kind in world.linkKinds.values { add(kind.name) }
        for sharing in world.classes.values {
            add(sharing.name)
            for rule in sharing.rules { add(rule.says) }
        }
        for setting in world.settings.values { add(setting.name) }
        for interpreter in world.interpreters.values { add(interpreter.name) }
        for service in world.services.values {
            add(service.name, service.about, service.fullSays, service.declinedSays)
            // What a house offers is no secret; who needs it is.
            for offered in service.offers { add(world.accommodations[offered].name) }
        }
        for order in world.orders.values { add(order.name) }
        // What an operation asks for is law; what happens in one is not.
        for operation in world.operations.values {
            add(operation.name, operation.about)
            for part in operation.parts { add(part.name) }
            for gate in operation.gates { add(gate.name, gate.owner, gate.says) }
        }
        for register in world.registers.values {
            add(register.name)
            for field in register.fields { add(field.name) }
        }
        for place in world.places.values where place.open { add(place.name, place.about) }
    }

    private mutating func tellOwn(_ agency: AgencyID) {
        for act in world.acts.values where mayUse(act, agency) {
            var texts = [act.name, act.about] + act.gates.map(\.says)
            for choice in act.choices { texts += [choice.name] + choice.options.map(\.name) }
            texts += act.fields.map(\.name)
            for id in texts { agencies[agency.index].insert(text(id)) }
        }
        for person in scenario.persons.ids where scenario.persons[person].knownTo.contains(agency) {
            meet(person, agency)
        }
    }

    private func mayUse(_ act: ActType, _ agency: AgencyID) -> Bool {
        if act.powers.isEmpty, act.agencies.isEmpty { return true }
        return act.agencies.contains(agency)
            || world.agencies[agency].powers.contains(where: act.powers.contains)
    }

    // MARK: Markers of texts

    func text(_ id: TextID) -> Meaning { .text(id.path) }

    func markers(_ typed: Typed) -> Set<Meaning> {
        book.markers(in: Array((typed.text ?? "").utf8))
    }

    private func markers(_ text: InjectText) -> Set<Meaning> {
        switch text {
        case .pack(let id): [self.text(id)]
        case .typed(let typed): markers(typed)
        }
    }

    private mutating func note(typed: [Typed], for seat: SeatID) {
        for text in typed { seats[seat.index].formUnion(markers(text)) }
    }
}
