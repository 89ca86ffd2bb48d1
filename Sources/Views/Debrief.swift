import Basics
import Engine
import Model

/// Reads a log in order and works out who knew what, when, and where a share was missed.
///
/// A share is missed only from the moment at which the holder had a lawful way; where there never was one, the reason
/// stands instead. Seats are named, people never.
public struct DebriefBuilder: Sendable {
    let engine: Engine
    private(set) var state: State
    let law: LawFinder
    var entries: [Debrief.Entry] = []
    private var charges: [Debrief.ChargeLine] = []
    private var chances: [Pairing] = []
    /// Where the pairing of a fact, a holder and a needer stands in `chances`; -1 for nowhere yet.
    private var chancePlaces: [Int]

    /// A fact that one agency holds and another needs.
    private struct Pairing: Sendable {
        let fact: FactID
        let holder: AgencyID
        let needer: AgencyID
        var lawfulFrom: ExerciseTime?
        var closedAt: ExerciseTime?
        var law: LawAnswer
    }

    public init(_ engine: Engine, seed: UInt64) {
        self.engine = engine
        law = LawFinder(engine.scenario)
        state = engine.initial(seed: seed)
        let agencies = engine.scenario.world.agencies.count
        chancePlaces = Array(repeating: -1, count: engine.scenario.facts.count * agencies * agencies)
    }

    public mutating func add(_ events: [Event], at time: ExerciseTime) {
        var mayChangeLaw = false
        for event in events {
            state.apply(event, at: time)
            note(event, time)
            switch event {
            case .factLearned, .itemOpened, .consentSet, .orderGiven, .orderInForce, .orderOver:
                mayChangeLaw = true
            case .markChanged(_, .guardian, _): mayChangeLaw = true
            default: break
            }
        }
        if mayChangeLaw { weigh(at: time) }
    }

    public func finish() -> Debrief {
        let world = engine.scenario.world
        return Debrief(
            title: Text(engine.scenario.title),
            agencies: world.agencies.ids.map { id in
                Debrief.Agency(
                    id: Debrief.name(of: id), name: Text(world.agencies[id].name),
                    letter: world.agencies[id].letter,
                    hue: world.agencies[id].hue,
                    country: Text(world.countries[world.agencies[id].country].name),
                    pattern: world.countries[world.agencies[id].country].pattern)
            },
            end: state.time, clock: ClockView(engine, state, now: state.time, zone: world.zone),
            entries: state.phase == .ended ? entries : entries.filter { !$0.tellsOfNetwork },
            ledger: ledger, missed: missed, silences: silences, persons: persons, epilogues: epilogues,
            evidence: engine.evidenceLines(in: state), charges: charges,
            // What networks did is told when the run has ended; before, control alone sees it.
            moves: state.phase == .ended ? engine.moveLines(in: state) : [],
            operations: engine.operationLines(in: state), treatments: engine.treatments(in: state))
    }

    // MARK: The timeline

    private mutating func note(_ event: Event, _ time: ExerciseTime) {
        let scenario = engine.scenario
        let world = scenario.world
        func add(
            _ kind: Debrief.Entry.Kind, _ agency: AgencyID?, seat: SeatID? = nil, seen: [AgencyID] = [],
            about person: PersonID? = nil
        ) {
            entries.append(
                Debrief.Entry(
                    time: time, kind: kind, agencyID: agency.map { Debrief.name(of: $0) },
                    seat: seat.map { Text(scenario.seats[$0].name) },
                    seenBy: ((agency.map { [$0] } ?? []) + seen).map { Debrief.name(of: $0) },
                    person: person?.index))
        }
        switch event {
        case .booked(let booking):
            let act = booking.act
            if let charge = engine.chargeLine(booking, at: time, in: state) { charges.append(charge) }
            let subject =
                act.person.map { Text(scenario.persons[$0].name) } ?? world.sites(of: act)
            add(
                .act(Text(world.acts[act.type].name), subject: subject), state.seats[booking.seat].agency,
                seat: booking.seat, about: act.person)
        case .factLearned(let learning) where !learning.unread: learned(learning, time)
        case .itemOpened(let id, let seat):
            guard let record = state.item(id) else { return }
            noted(record.item, readBy: seat, time)
            for fact in record.item.facts {
                let known = state.agencies[state.seats[seat].agency].facts[fact]
                guard known.knownAt == time, let entry = known.entry, state.ledger[entry].learning.item == id
                else { continue }
                learned(state.ledger[entry].learning, time)
            }
        case .injectFired(let id):
            let seats = state.injects[id].seats ?? scenario.injects[id].seats
            let title = state.injects[id].title.map { Text($0) } ?? Text(scenario.injects[id].title)
            add(.inject(title, isImprovised: false), nil, seen: seats.map { state.seats[$0].agency })
        case .itemStands(let id, let result, _), .itemAnswered(let id, let result):
            guard let item = state.item(id)?.item, case .referred(let referral) = item.body else { return }
            referred(referral, result, time)
        case .itemSent(let item):
            if case .referred(let referral) = item.body { return referred(referral, .open, time) }
            noted(item, time)
            guard case .improvised(_, let from, let title, _) = item.body else { return }
            add(
                .inject(Text(title.isEmpty ? from : title), isImprovised: true), nil,
                seen: item.seats.map { state.seats[$0].agency })
        case .breached(let breach):
            add(
                .breach(
                    law.rule(of: breach, in: state),
                    person: breach.person.map { Text(scenario.persons[$0].name) }), breach.agency,
                seat: breach.seat, about: breach.person)
        case .formSigned(let form):
            add(
                .signed(
                    Text(world.acts[form.type].name),
                    person: form.person.map { Text(scenario.persons[$0].name) }),
                state.seats[form.seat].agency, seat: form.seat, about: form.person)
        case .formShared(let share):
            guard let form = state.form(share.form) else { return }
            add(
                .passedOn(
                    Text(world.acts[form.type].name),
                    person: form.person.map { Text(scenario.persons[$0].name) },
                    to: Text(world.agencies[share.to].name)),
                share.from, seat: nil, seen: [share.to], about: form.person)
        case .mistakeMade(let made): erred(made, time)
        case .statusSet(let mark):
            add(
                .marked(Text(scenario.persons[mark.person].name), mark.status), mark.agency, seat: mark.seat,
                about: mark.person)
        case .moveEnded(let network, let move, let end, _, _):
            add(
                .networkMove(
                    Text(scenario.networks[network].name), Text(scenario.moves[move].name), end), nil)
        case .markChanged(let person, .lost, true):
            add(.lostContact(Text(scenario.persons[person].name)), nil, about: person)
        case .consentSet(let person, let consent, let given):
            let name = Text(scenario.persons[person].name)
            add(.consent(name, engine.words(consent), given), nil, about: person)
        case .admitted(let person, let service):
            add(
                .admitted(Text(scenario.persons[person].name), Text(world.services[service].name)),
                world.services[service].agency, about: person)
        case .decided(let decision):
            add(.decision(Text(decision.text)), state.seats[decision.seat].agency, seat: decision.seat)
        case .operationPlanned, .operationAnswered, .operationOrdered, .operationBegun, .operationMinute,
            .operationOver, .operationCalledOff:
            guard let told = engine.operationStep(event, state) else { return }
            add(.operation(told.name, told.step), told.agency, seat: told.seat, seen: told.seenBy)
        case .orderInForce(let request), .orderOver(let request):
            guard let grant = state.orders.last(where: { $0.value.request == request })?.value else { return }
            let subject =
                grant.person.map { Text(scenario.persons[$0].name) }
                ?? grant.place.map { Text(world.places[$0].name) }
            let name = Text(world.orders[grant.order].name)
            let kind: Debrief.Entry.Kind =
                if case .orderOver = event {
                    .orderOver(name, subject: subject)
                } else {
                    .orderInForce(name, subject: subject)
                }
            add(kind, grant.holder, about: grant.person)
        case .paid(let flow, let amount):
            add(.money(accountName(flow), amount: amount, isStopped: false), nil)
        case .paymentStopped(let flow): add(.money(accountName(flow), amount: 0, isStopped: true), nil)
        case .promised(let made):
            add(promise(made, nil), made.agency, about: made.person)
        case .promiseOver(let id, let end):
            guard let made = state.promises.first(where: { $0.made.id == id })?.made else { return }
            add(promise(made, end), made.agency, about: made.person)
        case .started: add(.startex, nil)
        case .ended: add(.endex, nil)
        case .paused(let stopped): add(stopped ? .stop : .pause, nil)
        case .resumed: add(.resumed, nil)
        default: break
        }
    }

    /// How a referral stands now; both sides see it.
    private mutating func referred(
        _ referral: Referral, _ result: ItemState, _ time: ExerciseTime
    ) {
        let scenario = engine.scenario
        let service = scenario.world.services[referral.service]
        entries.append(
            Debrief.Entry(
                time: time,
                kind: .referral(Text(scenario.persons[referral.person].name), Text(service.name), result),
                agencyID: Debrief.name(of: result.isOfSender ? referral.from : service.agency), seat: nil,
                seenBy: [referral.from, service.agency].map { Debrief.name(of: $0) },
                person: referral.person.index))
    }

    private mutating func learned(_ learning: Learning, _ time: ExerciseTime) {
        let world = engine.scenario.world
        entries.append(
            Debrief.Entry(
                time: time,
                kind: .learned(
                    Text(engine.scenario.facts[learning.fact].text), way: learning.way,
                    from: learning.from.map { Text(world.agencies[$0].name) },
                    isContaminated: learning.contaminated),
                agencyID: Debrief.name(of: learning.agency), seat: nil,
                seenBy: [Debrief.name(of: learning.agency)]))
    }

    // MARK: The shares that were and were not

    private mutating func weigh(at time: ExerciseTime) {
        let world = engine.scenario.world
        for fact in engine.scenario.facts.ids {
            let kind = engine.scenario.facts[fact].kind
            for needer in engine.seatedAgencies where world.agencies[needer].needs.contains(kind) {
                let has = state.agencies[needer].facts[fact].deliveredAt
                for holder in world.agencies.ids where holder != needer && state.knows(holder, fact) {
                    weigh(fact, holder, needer, has: has, at: time)
                }
            }
        }
    }

    private mutating func weigh(
        _ fact: FactID, _ holder: AgencyID, _ needer: AgencyID, has: ExerciseTime?, at time: ExerciseTime
    ) {
        let agencies = engine.scenario.world.agencies.count
        let slot = (fact.index * agencies + holder.index) * agencies + needer.index
        if chancePlaces[slot] < 0 {
            if has != nil { return }
            chances.append(Pairing(fact: fact, holder: holder, needer: needer, law: .allowed))
            chancePlaces[slot] = chances.count - 1
        }
        let place = chancePlaces[slot]
        guard chances[place].closedAt == nil else { return }
        if let has {
            chances[place].closedAt = has
            return
        }
        guard chances[place].lawfulFrom == nil else { return }
        let law = engine.sharing(fact, from: holder, to: needer, at: time, in: state)
        chances[place].law = law
        if law.answer == .allowed { chances[place].lawfulFrom = time }
    }

    private var missed: [Debrief.MissedShare] {
        let scenario = engine.scenario
        return chances.compactMap { chance in
            guard let from = chance.lawfulFrom else { return nil }
            let until = chance.closedAt ?? state.time
            guard until > from else { return nil }
            return Debrief.MissedShare(
                fact: Text(scenario.facts[chance.fact].text),
                holderID: Debrief.name(of: chance.holder),
                holder: Text(scenario.world.agencies[chance.holder].name),
                neededByID: Debrief.name(of: chance.needer),
                neededBy: Text(scenario.world.agencies[chance.needer].name), lawfulFrom: from,
                arrivedAt: chance.closedAt,
                waited: (until - from).minutes)
        }.sorted { $1.waited < $0.waited }
    }

    private var silences: [Debrief.LawfulSilence] {
        let scenario = engine.scenario
        return chances.compactMap { chance in
            guard chance.lawfulFrom == nil, chance.closedAt == nil else { return nil }
            return Debrief.LawfulSilence(
                fact: Text(scenario.facts[chance.fact].text),
                holderID: Debrief.name(of: chance.holder),
                holder: Text(scenario.world.agencies[chance.holder].name),
                neededByID: Debrief.name(of: chance.needer),
                neededBy: Text(scenario.world.agencies[chance.needer].name), answer: chance.law.answer,
                rule: chance.law.rule, says: chance.law.says.map { Text($0) },
                article: chance.law.article.map(scenario.world.lawArticle))
        }
    }

    private var ledger: [Debrief.LedgerRow] {
        let scenario = engine.scenario
        return scenario.facts.ids.map { id in
            let fact = scenario.facts[id]
            return Debrief.LedgerRow(
                fact: Text(fact.text), isConclusion: fact.isConclusion,
                cells: scenario.world.agencies.ids.map { agency in
                    cell(
                        state.agencies[agency].facts[id],
                        needed: scenario.world.agencies[agency].needs.contains(fact.kind))
                })
        }
    }

    private var persons: [Debrief.PersonLine] {
        // Whoever never came into the story is not told of.
        engine.scenario.persons.ids.filter { !state.persons[$0].has(.absent) }.map { id in
            let person = engine.scenario.persons[id]
            let here = state.persons[id]
            return Debrief.PersonLine(
                place: id.index, name: Text(person.name), isVictim: person.victim,
                status: here.status, isLost: here.has(.lost),
                firstMark: state.marks.first { $0.value.person == id }?.time)
        }
    }
}

/// The debrief of one run, as data for pages and print.
public struct Debrief: Sendable {
    public let title: Text
    public let agencies: [Agency]
    public let end: ExerciseTime
    public let clock: ClockView
    public let entries: [Entry]
    public let ledger: [LedgerRow]
    public let missed: [MissedShare]
    public package(set) var silences: [LawfulSilence]
    public let persons: [PersonLine]
    public let epilogues: [Epilogue]
    public let evidence: [EvidenceLine]
    public let charges: [ChargeLine]
    /// What networks did and broke off.
    public let moves: [NetworkMoveLine]
    public let operations: [OperationLine]
    /// How characters felt treated, as whoever played them said.
    public let treatments: [Treated]

    public struct Agency: Sendable {
        public let id: String
        public let name: Text
        public let letter: String
        public let hue: Int
        public let country: Text
        public let pattern: String
    }

    public struct Entry: Sendable {
        public enum Kind: Sendable {
            case startex, endex, pause, stop, resumed
            case act(Text, subject: Text?)
            case learned(Text, way: Learning.Way, from: Text?, isContaminated: Bool)
            case inject(Text, isImprovised: Bool)
            case breach(BrokenRule, person: Text?)
            case marked(Text, PersonStatus)
            case lostContact(Text)
            /// A network's move came to its end.
            case networkMove(Text, Text, MoveEnd)
            case consent(Text, CharacterConsent, Bool)
            case admitted(Text, Text)
            /// Whose referral to which service now stands how.
            case referral(Text, Text, ItemState)
            /// The hour of an order has come.
            case orderInForce(Text, subject: Text?)
            case orderOver(Text, subject: Text?)
            /// Money went out of an account, or a freeze held it back.
            case money(Text, amount: Int, isStopped: Bool)
            /// What was promised to whom, and what became of it; nil when it was made.
            case promise(Text, person: Text, PromiseEnd?)
            case decision(Text)
            /// What happened with a joint operation.
            case operation(Text, OperationStep)
            case signed(Text, person: Text?)
            /// A decision was written to agencies and to the person; one of them read it.
            case notice(Text, person: Text?, to: [Text])
            case noticeRead(Text, person: Text?)
            /// A signed form went to another agency.
            case passedOn(Text, person: Text?, to: Text)
            /// A typical mistake, with what would have been better and the rule behind it.
            /// For a charge that carries too little: what did not, for whom.
            case mistake(
                id: String, Text, says: Text, law: BrokenRule, thin: ChargeGrid?, person: Text?)
        }
        public let time: ExerciseTime
        public let kind: Kind
        /// Whose entry it is; nil is the world's.
        public let agencyID: String?
        public let seat: Text?
        /// Agencies that saw it when it happened.
        public let seenBy: [String]
        /// Whom in the story it concerns: `PersonLine.place`.
        public var person: Int?
        /// A mistake that somebody flagged who saw it; no rule of the pack found it.
        public var isFlagged = false
    }

    /// One fact, with a cell for each agency in the order of `agencies`.
    public struct LedgerRow: Sendable {
        public let fact: Text
        public let isConclusion: Bool
        public let cells: [Cell]
    }

    public struct Cell: Sendable {
        public let deliveredAt: ExerciseTime?
        public let knownAt: ExerciseTime?
        public let way: Learning.Way?
        public let from: Text?
        public let basis: Text?
        /// What had come before that and was not read yet.
        public let unreadBefore: Unread?
        public let needed: Bool

        public struct Unread: Sendable {
            public let at: ExerciseTime
            public let from: Text?
        }
    }

    public struct MissedShare: Sendable {
        public let fact: Text
        public let holderID: String
        public let holder: Text
        public let neededByID: String
        public let neededBy: Text
        public let lawfulFrom: ExerciseTime
        /// Nil: never.
        public let arrivedAt: ExerciseTime?
        /// Minutes between the lawful way and arrival or ENDEX.
        public let waited: Int
    }

    public struct LawfulSilence: Sendable {
        public let fact: Text
        public let holderID: String
        public let holder: Text
        public let neededByID: String
        public let neededBy: Text
        public let answer: Answer
        public let rule: String
        public let says: Text?
        public let article: LawArticle?
    }

    public struct PersonLine: Sendable {
        /// Where the person stands in the cast.
        public let place: Int
        public let name: Text
        public let isVictim: Bool
        public let status: PersonStatus
        public let isLost: Bool
        public let firstMark: ExerciseTime?
    }

    /// What an agency is called in addresses of the debrief. Participants read it, so it is no id of the pack.
    static func name(of agency: AgencyID) -> String { String(agency.index + 1) }

    /// The run through one agency's eyes: what it did, learned and was told, and its own ledger.
    public func through(_ agency: String) -> Debrief {
        guard let column = agencies.firstIndex(where: { $0.id == agency }) else { return self }
        return Debrief(
            title: title, agencies: [agencies[column]], end: end, clock: clock,
            entries: entries.filter { $0.seenBy.contains(agency) || $0.isForAll },
            ledger: ledger.filter { $0.cells[column].knownAt != nil }.map {
                LedgerRow(fact: $0.fact, isConclusion: $0.isConclusion, cells: [$0.cells[column]])
            },
            missed: missed.filter { $0.holderID == agency },
            silences: silences.filter { $0.holderID == agency },
            persons: [], epilogues: [], evidence: evidence.filter { $0.agencyID == agency },
            charges: charges.filter { $0.agencyID == agency },
            moves: [], operations: operations.filter { $0.seenBy.contains(agency) },
            treatments: treatments.filter { $0.agencyID == agency })
    }
}

extension ItemState {
    /// The sender made it so.
    fileprivate var isOfSender: Bool { self == .open || self == .revoked }
}

extension Debrief.LawfulSilence {
    /// One in these words, for whoever tries a page with many of them.
    package init(of words: Text) {
        (fact, holderID, holder, neededByID, neededBy) = (words, "", words, "", words)
        (answer, rule, says, article) = (.forbidden, "R", nil, nil)
    }
}
