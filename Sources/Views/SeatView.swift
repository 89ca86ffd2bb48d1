import Basics
import Engine
import Model

/// What one seat may see, worked out on demand from one committed state.
///
/// Everything that leaves the server for a participant or a bot is read from here. The state behind
/// it is not reachable.
public struct SeatView: Sendable {
    /// Behind one reference: a page hands its view on a hundred times, and the state alone is forty arrays.
    private let source: Source

    private final class Source: Sendable {
        let engine: Engine
        let state: State
        let seat: SeatID
        let agency: AgencyID
        let key: SeatKey
        let now: ExerciseTime

        init(_ engine: Engine, _ state: State, seat: SeatID, key: SeatKey, now: ExerciseTime) {
            (self.engine, self.state, self.seat, self.key) = (engine, state, seat, key)
            agency = state.seats[seat].agency
            self.now = max(now, state.time)
        }
    }

    // Lent and not copied where they are large.
    var engine: Engine { source.engine }
    var state: State { _read { yield source.state } }
    var seat: SeatID { source.seat }
    var agency: AgencyID { source.agency }
    var key: SeatKey { _read { yield source.key } }
    /// The moment for which the view stands; at least the time of the newest event.
    var now: ExerciseTime { source.now }

    /// - Parameters:
    ///   - secret: 64 secret bits of the run, from which handles are made.
    ///   - now: exercise time of the reader's clock.
    public init(_ engine: Engine, _ state: State, seat: SeatID, secret: UInt64, now: ExerciseTime) {
        self.init(engine, state, seat: seat, key: SeatKey(secret: secret, seat: seat), now: now)
    }

    /// For whoever looks often: the key of a seat stays the same during a run.
    public init(_ engine: Engine, _ state: State, seat: SeatID, key: SeatKey, now: ExerciseTime) {
        source = Source(engine, state, seat: seat, key: key, now: now)
    }

    var scenario: Scenario { _read { yield source.engine.scenario } }
    var world: World { _read { yield source.engine.scenario.world } }

    // MARK: Myself

    public var clock: ClockView {
        ClockView(engine, state, now: now, zone: world.countries[world.agencies[agency].country].zone)
    }

    /// Whose law is the seat's.
    public var country: CountryID { world.agencies[agency].country }

    /// What the seat is called.
    public var seatName: Text { Text(scenario.seats[seat].name) }
    public var ownAgency: AgencyView { agencyView(agency) }

    public var me: SelfView {
        let definition = scenario.seats[seat]
        return SelfView(
            seat: Text(definition.name), brief: Text(definition.brief), agency: agencyView(agency),
            agencyAbout: Text(world.agencies[agency].about),
            country: Text(world.countries[world.agencies[agency].country].name),
            scenario: Text(scenario.title), scenarioAbout: Text(scenario.about), world: Text(world.title),
            worldAbout: Text(world.about), objectives: scenario.objectives.map { Text($0.name) },
            articles: world.articles.ids.map(articleView))
    }

    func articleView(_ id: ArticleID) -> ArticleView {
        let article = world.articles[id]
        return ArticleView(
            handle: key.handle(id, .article), country: article.country.map { Text(world.countries[$0].name) },
            title: Text(article.title), text: Text(article.text))
    }

    public var work: WorkView {
        let here = state.seats[seat]
        // By place: a booking that is looked at is not copied.
        let open = state.bookings.indices.filter {
            state.bookings[$0].completedAt == nil && state.bookings[$0].booking.seat == seat
        }
        return WorkView(
            busyUntil: here.busyUntil > now ? here.busyUntil : nil,
            inConversationWith: here.busyUntil > now ? here.conversation.map { personOption($0) } : nil,
            freeStaff: max(0, scenario.seats[seat].staff - here.staffUntil.count { $0 > now }),
            staff: scenario.seats[seat].staff,
            pending: open.map { place in
                let record = state.bookings[place]
                return PendingView(
                    act: Text(world.acts[record.booking.act.type].name),
                    subject: subject(of: record.booking.act), startedAt: record.startedAt,
                    due: record.booking.due,
                    isUnderWay: world.acts[record.booking.act.type].rung?.travels != nil,
                    brings: brings(record.booking.act))
            }.sorted { $0.due < $1.due })
    }

    private func brings(_ act: Act) -> PendingView.Brings {
        switch world.acts[act.type].verb {
        case .request, .askOrder, .planOperation: .answer
        case .refer: waitsForService(act) ? .answer : .result
        case .write, .share, .answer, .refuse, .giveOrder, .refuseOrder, .mark, .decide, .acknowledge,
            .accept,
            .revoke, .takePart, .declinePart, .beginOperation, .callOff:
            .nothing
        case .query, .visit, .talk, .consent, .help, .protect, .obtain, .link, .charge, .form, .appoint,
            .remove:
            .result
        }
    }

    /// A referral to a service of another agency that answers in its own time.
    private func waitsForService(_ act: Act) -> Bool {
        act.service.map { world.services[$0].agency != agency && world.services[$0].intake != nil } ?? false
    }

    func subject(of act: Act) -> Text? {
        act.person.map { name(of: $0) } ?? world.sites(of: act)
            ?? act.agency.map { Text(world.agencies[$0].name) }
    }

    func subject(of request: InformationRequest) -> Text? {
        request.person.map { name(of: $0) } ?? request.place.map { Text(world.places[$0].name) }
    }

    func subject(of order: OrderRequest) -> Text? {
        order.person.map { name(of: $0) } ?? order.place.map { Text(world.places[$0].name) }
    }

    // MARK: The other agencies

    public var agencies: [AgencyView] { world.agencies.ids.map(agencyView) }

    func agencyView(_ id: AgencyID) -> AgencyView {
        let agency = world.agencies[id]
        return AgencyView(
            handle: key.handle(id, .agency), name: Text(agency.name), about: Text(agency.about),
            letter: agency.letter,
            hue: agency.hue, country: Text(world.countries[agency.country].name),
            pattern: world.countries[agency.country].pattern, isOurs: id == self.agency,
            isAbroad: agency.country != world.agencies[self.agency].country,
            seats: scenario.seats.ids.filter { scenario.seats[$0].agency == id }.map {
                Option(handle: key.handle($0, .seat), name: Text(scenario.seats[$0].name))
            })
    }

    // MARK: The case

    /// Facts that the agency knows, newest first.
    public var facts: [FactView] {
        scenario.facts.ids.filter { state.knows(agency, $0) }.map(factView).sorted {
            ($1.learnedAt, $1.handle.bits) < ($0.learnedAt, $0.handle.bits)
        }
    }

    public func fact(_ handle: Handle) -> FactView? { resolveFact(handle).map(factView) }

    func resolveFact(_ handle: Handle?) -> FactID? {
        guard let id: FactID = key.resolve(handle, .fact, count: scenario.facts.count),
            state.knows(agency, id)
        else {
            return nil
        }
        return id
    }

    func factView(_ id: FactID) -> FactView {
        let fact = scenario.facts[id]
        let known = state.agencies[agency].facts[id]
        let entry = firstTold(known) ?? known.entry.map { state.ledger[$0] }
        return FactView(
            handle: key.handle(id, .fact), text: Text(fact.text), kind: Text(world.factKinds[fact.kind].name),
            sharing: Text(world.classes[fact.sharing].name), isConclusion: fact.isConclusion,
            persons: fact.persons.map(personOption), places: fact.places.map(placeOption),
            links: fact.links.map(linkView), learnedAt: known.knownAt ?? .start,
            toldAt: entry?.learning.way == .told ? entry?.time : nil, way: entry?.learning.way ?? .found,
            from: entry?.learning.from.map { Text(world.agencies[$0].name) },
            basis: entry?.learning.basis.map { Text(world.bases[$0].name) },
            isContaminated: known.contaminated,
            sharedWith: sharedWith(id))
    }

    /// Of those who told it and were read, who told first. What was found or concluded was told first by nobody.
    private func firstTold(_ known: Knowledge) -> LedgerEntry? {
        guard let entry = known.entry, state.ledger[entry].learning.way == .told else { return nil }
        return known.entries.map { state.ledger[$0] }.first { $0.learning.way == .told && $0.openedAt != nil }
    }

    private func sharedWith(_ fact: FactID) -> [Text] {
        var agencies: [AgencyID] = []
        for share in state.shares where share.value.from == agency && share.value.fact == fact {
            if !agencies.contains(share.value.to) { agencies.append(share.value.to) }
        }
        return agencies.map { Text(world.agencies[$0].name) }
    }

    /// To whom a known fact could go, and what its class says to each.
    ///
    /// - Parameters:
    ///   - basis: the legal basis on which it would be told.
    ///   - purpose: what it would be told for; without one, what each agency is there for.
    public func shareOptions(
        _ handle: Handle, on basis: Handle? = nil, for purpose: Handle? = nil
    ) -> [ShareOption] {
        let (basis, purpose) = (resolveBasis(basis), resolvePurpose(purpose))
        guard let id = resolveFact(handle) else { return [] }
        return engine.seatedAgencies.filter { $0 != agency }.map { other in
            ShareOption(
                agency: agencyView(other),
                law: lawView(
                    state.showsLaw
                        ? engine.sharing(
                            id, from: agency, to: other, on: basis, for: purpose, at: now, in: state)
                        : .allowed),
                needsIt: world.agencies[other].needs.contains(scenario.facts[id].kind),
                toldUs: state.ledger.contains {
                    $0.learning.fact == id && $0.learning.agency == agency && $0.learning.from == other
                        && $0.openedAt != nil
                },
                done: state.timesPassed(id, from: agency, to: other) > 0,
                consentOf: scenario.facts[id].consentOf.filter { state.agencies[agency].persons[$0] }.map(
                    personOption))
        }
    }

    public var persons: [PersonView] {
        scenario.persons.ids.filter { state.agencies[agency].persons[$0] }.map(personView)
    }

    public func person(_ handle: Handle) -> PersonView? { resolvePerson(handle).map(personView) }

    func resolvePerson(_ handle: Handle?) -> PersonID? {
        guard let id: PersonID = key.resolve(handle, .person, count: scenario.persons.count),
            state.agencies[agency].persons[id]
        else { return nil }
        return id
    }

    func personView(_ id: PersonID) -> PersonView {
        let person = scenario.persons[id]
        let marks = state.marks.filter { $0.value.person == id && $0.value.agency == agency }
        return PersonView(
            handle: key.handle(id, .person), name: name(of: id), about: Text(person.about),
            facts: scenario.facts.ids.filter {
                state.knows(agency, $0) && scenario.facts[$0].persons.contains(id)
            }
            .map { key.handle($0, .fact) },
            traits: person.traits.filter { engine.believes(agency, $0.trait, of: id, in: state) }
                .map { Text(world.traits[$0.trait].name) }
                + engine.words(engine.knownNeeds(of: id, to: agency, in: state)),
            ourMark: marks.last?.value.status, markedAt: marks.last?.time,
            register: engine.keepsRegister(agency) && state.persons[id].status != .unknown
                ? state.persons[id].status : nil,
            grounds: !person.grounds.isEmpty && person.grounds.allSatisfy { state.knows(agency, $0) },
            hasGuardian: knowsGuardian(of: id),
            talks: state.bookings.filter { record in
                record.booking.act.person == id && state.seats[record.booking.seat].agency == agency
                    && world.acts[record.booking.act.type].verb == .talk
            }.map { record in
                TalkView(
                    topic: record.booking.act.topic.map { Text(world.topics[$0].name) } ?? Text(verbatim: ""),
                    topicHandle: record.booking.act.topic.map { key.handle($0, .topic) }, at: record.startedAt
                )
            })
    }

    public var places: [PlaceView] {
        world.places.ids.filter { state.agencies[agency].places[$0] }.map { id in
            let place = world.places[id]
            return PlaceView(
                handle: key.handle(id, .place), name: Text(place.name), about: Text(place.about),
                country: place.country.map { Text(world.countries[$0].name) }, x: place.x, y: place.y,
                facts: scenario.facts.ids.filter {
                    state.knows(agency, $0) && scenario.facts[$0].places.contains(id)
                }
                .map { key.handle($0, .fact) })
        }
    }

    /// Decisions of the agency, newest first.
    public var decisions: [DecisionView] {
        state.decisions.filter { state.seats[$0.value.seat].agency == agency }.reversed().map {
            DecisionView(
                seat: Text(scenario.seats[$0.value.seat].name),
                charge: $0.value.charge.map { Text(world.acts[$0].name) },
                person: $0.value.person.map { Text(scenario.persons[$0].name) }, at: $0.time,
                text: Text($0.value.text),
                alternatives: Text($0.value.alternatives),
                facts: $0.value.facts.filter { state.knows(agency, $0) }
                    .map { key.handle($0, .fact) })
        }
    }

    // MARK: Small pieces

    /// The name by which our agency knows a person.
    func name(of person: PersonID) -> Text { Text(engine.name(of: person, for: agency, in: state)) }

    func personOption(_ id: PersonID) -> Option {
        Option(handle: key.handle(id, .person), name: name(of: id))
    }
    func placeOption(_ id: PlaceID) -> Option {
        Option(handle: key.handle(id, .place), name: Text(world.places[id].name))
    }

    func lawView(_ law: LawAnswer) -> LawView {
        LawView(
            answer: law.answer, rule: law.rule, says: law.says.map { Text($0) },
            article: law.article.map(articleView), order: law.order.map { Text(world.orders[$0].name) },
            hard: law.hard,
            ways: law.acts.filter(engine.usable(by: agency).contains).map {
                Option(handle: key.handle($0, .act), name: Text(world.acts[$0].name))
            })
    }
}
