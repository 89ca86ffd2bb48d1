import Basics
import Engine
import Model

/// What a bot has taken in of its seat's view so far; opaque outside `Views`.
public struct SeatMemory: Sendable {
    var facts: [Bool] = []
    var persons: [Bool] = []
    var places: [Bool] = []
    var inbox = 0
    /// How much the agency had learned when it was last looked at.
    var growth = -1
    public init() {}
}

/// What is new in a seat's view since it was last looked at: handles, not texts.
public struct News: Sendable {
    public let items: [Handle]
    public let facts: [BriefFact]
    public let persons: [BriefPerson]
    public let places: [Handle]
}

public struct BriefFact: Sendable {
    public let handle: Handle
    public let kind: Handle
    public let persons: [Handle]
    public let places: [Handle]
    /// Another agency told it.
    public let wasTold: Bool
    /// It shows the way and is no evidence.
    public let isLead: Bool
}

public struct BriefPerson: Sendable {
    public let handle: Handle
    public let name: Text
    public let sharesLanguage: Bool
    /// Independent interpreters who speak a language of the person.
    public let interpreters: [Handle]
}

/// A request or an asking for an order that waits for this seat.
public struct BriefRequest: Sendable {
    public let item: Handle
    public let isOrder: Bool
    public let due: ExerciseTime?
    public let persons: [Handle]
    public let places: [Handle]
    public let kind: Handle?
    public let from: Handle?
    /// The act by which this seat would give the order, or sign the agreement; and the hour that was asked for.
    public let giving: Handle?
    public let hour: Int?
    /// It asks for a signature, not for information.
    public let isProposal: Bool
    /// It asks that data are kept, and nothing that is known is told for that.
    public var preserves = false
}

/// What the law says to an act, without the words.
public struct BriefLaw: Sendable {
    public let answer: Answer
    /// The order that opens the way.
    public let order: Text?
    /// Acts of ours that open it.
    public let acts: [Handle]
}

/// A duty that the agency owes, with the acts that keep it.
public struct BriefDuty: Sendable {
    public let duty: Handle
    public let person: Handle?
    /// When its time is over; nil if it has no limit or is late already.
    public let until: ExerciseTime?
    public let acts: [Handle]
}

/// Where a fact may go.
public struct BriefShare: Sendable {
    public let agency: Handle
    public let answer: Answer
    /// The order that opens the way, and for whom or where it would be asked.
    public let order: Text?
    public let persons: [Handle]
    public let places: [Handle]
    public let needsIt: Bool
    /// Told already; looked up only where it is needed, as is the answer.
    public let done: Bool
    public let consentOf: [Handle]
}

extension SeatView {
    /// What came since the memory was last brought up to date.
    public func news(_ memory: inout SeatMemory) -> News {
        let items = newItems(&memory)
        let growth = state.agencies[agency].growth
        guard memory.growth != growth else { return News(items: items, facts: [], persons: [], places: []) }
        memory.growth = growth
        return News(
            items: items,
            facts: unseen(&memory.facts, state.agencies[agency].facts) { $0.knownAt != nil }.map(briefFact),
            persons: unseen(&memory.persons, state.agencies[agency].persons) { $0 }.map(briefPerson),
            places: unseen(&memory.places, state.agencies[agency].places) { $0 }.map {
                key.handle($0, .place)
            })
    }

    private func newItems(_ memory: inout SeatMemory) -> [Handle] {
        let inbox = state.seats[seat].inbox
        var items: [Handle] = []
        while memory.inbox < inbox.count {
            let record = state.items[inbox[memory.inbox]]
            if !record.isOpened(by: seat) { items.append(key.handle(record.item.id)) }
            memory.inbox += 1
        }
        return items
    }

    /// What has become known since it was last looked for; it is remembered as seen.
    private func unseen<Kind, Value>(
        _ seen: inout [Bool], _ table: Table<Kind, Value>, isKnown: (Value) -> Bool
    ) -> [ID<Kind>] {
        if seen.isEmpty { seen = Array(repeating: false, count: table.count) }
        var new: [ID<Kind>] = []
        for id in table.ids where !seen[id.index] && isKnown(table[id]) {
            seen[id.index] = true
            new.append(id)
        }
        return new
    }

    private func briefFact(_ id: FactID) -> BriefFact {
        let fact = scenario.facts[id]
        return BriefFact(
            handle: key.handle(id, .fact), kind: key.handle(fact.kind, .factKind),
            persons: fact.persons.map { key.handle($0, .person) },
            places: fact.places.map { key.handle($0, .place) },
            wasTold: state.agencies[agency].facts[id].entry.map { state.ledger[$0].learning.way == .told }
                ?? false,
            isLead: fact.evidence.map { !world.evidence[$0].admissible } ?? false)
    }

    private func briefPerson(_ id: PersonID) -> BriefPerson {
        BriefPerson(
            handle: key.handle(id, .person), name: name(of: id),
            sharesLanguage: sharesLanguage(id),
            interpreters: interpreters(for: id))
    }

    func sharesLanguage(_ id: PersonID) -> Bool {
        let spoken = world.countries[world.agencies[agency].country].tongues
        return scenario.persons[id].tongues.contains(where: spoken.contains)
    }

    func interpreters(for id: PersonID) -> [Handle] {
        let tongues = scenario.persons[id].tongues
        return world.interpreters.ids.filter { interpreter in
            let help = world.interpreters[interpreter]
            return help.independent && (help.allTongues || tongues.contains(where: help.tongues.contains))
        }.map { key.handle($0, .interpreter) }
    }

    /// Settings in which a person is seen away from those in control.
    public var settingsApart: [Handle] {
        world.settings.ids.filter { world.settings[$0].apart }.map { key.handle($0, .setting) }
    }

    /// Where, and with whose help, careless bots talk with people.
    public var careless: (setting: Handle?, interpreter: Handle?) {
        (
            world.settings.ids.first { world.settings[$0].isCareless }.map { key.handle($0, .setting) },
            world.interpreters.ids.first { world.interpreters[$0].isCareless }.map {
                key.handle($0, .interpreter)
            }
        )
    }

    /// The act is one of these types.
    public func isAct(_ handle: Handle, among types: [ActTypeID]) -> Bool {
        types.contains { key.handle($0, .act) == handle }
    }

    /// What the agency knows counts as reasonable grounds, and it has not marked the person so yet.
    public func callsForMark(_ handle: Handle) -> Bool {
        guard let id = resolvePerson(handle) else { return false }
        let person = scenario.persons[id]
        guard !person.grounds.isEmpty, person.grounds.allSatisfy({ state.knows(agency, $0) }) else {
            return false
        }
        return !state.marks.contains {
            $0.value.person == id && $0.value.agency == agency
                && $0.value.status.rawValue >= PersonStatus.presumed.rawValue
        }
    }

    public var waitingRequests: [BriefRequest] {
        var found: [BriefRequest] = []
        for place in state.seats[seat].waiting {
            let record = state.items[place]
            guard record.state.isWaiting, record.isOpened(by: seat) else { continue }
            let from = record.item.sender.map { key.handle(state.seats[$0].agency, .agency) }
            switch record.item.body {
            case .request(let request):
                found.append(
                    BriefRequest(
                        item: key.handle(record.item.id), isOrder: false, due: request.due,
                        persons: request.person.map { [key.handle($0, .person)] } ?? [],
                        places: request.place.map { [key.handle($0, .place)] } ?? [],
                        kind: request.kind.map { key.handle($0, .factKind) }, from: from,
                        giving: request.agreement.flatMap(signing), hour: nil,
                        isProposal: request.agreement != nil,
                        preserves: request.channel.map { world.acts[$0].rung?.preserves ?? false } ?? false))
            case .order(let request):
                found.append(
                    BriefRequest(
                        item: key.handle(record.item.id), isOrder: true, due: nil,
                        persons: request.person.map { [key.handle($0, .person)] } ?? [],
                        places: request.place.map { [key.handle($0, .place)] } ?? [], kind: nil, from: from,
                        giving: giving(request.order), hour: request.from?.minutes, isProposal: false))
            default: break
            }
        }
        return found
    }

    private func signing(_ agreement: AgreementID) -> Handle? {
        engine.usable(by: agency).first {
            world.acts[$0].verb == .accept && world.acts[$0].agreement == agreement
        }.map { key.handle($0, .act) }
    }

    private func giving(_ order: OrderID) -> Handle? {
        engine.usable(by: agency).first { id in
            guard world.acts[id].verb == .giveOrder else { return false }
            return world.acts[id].order == nil || world.acts[id].order == order
        }.map { key.handle($0, .act) }
    }

    /// What the law says to an act; `nil` if the request names unknown things.
    public func briefLaw(on request: ActRequest) -> BriefLaw? {
        guard let act = act(request) else { return nil }
        let law = engine.law(on: act, by: seat, at: now, in: state)
        return BriefLaw(
            answer: law.answer, order: law.order.map { Text(world.orders[$0].name) },
            acts: law.acts.filter(engine.usable(by: agency).contains).map { key.handle($0, .act) })
    }

    /// Whether the agency owes anything, without looking closer.
    public var owesSomething: Bool {
        engine.duties(of: agency).contains { place in
            switch state.rules[place] {
            case .owed, .missed: engine.duty(at: place).map { engine.isKnown($0, in: state) } ?? false
            default: false
            }
        }
    }

    /// Duties that can still be kept, in test mode too: a bot knows the law.
    public var briefDuties: [BriefDuty] {
        let usable = engine.usable(by: agency)
        var due: [(place: Int, at: ExerciseTime, until: ExerciseTime?)] = []
        for place in engine.duties(of: agency) {
            switch state.rules[place] {
            case .owed(_, let until): due.append((place, until ?? ExerciseTime(milliseconds: .max), until))
            case .missed(let at): due.append((place, at, nil))
            default: break
            }
        }
        due.sort { ($0.at, $0.place) < ($1.at, $1.place) }
        return due.compactMap { place, _, until in
            guard let instance = engine.duty(at: place), engine.isKnown(instance, in: state) else {
                return nil
            }
            let acts = world.duties[instance.duty].acts.filter(usable.contains)
            guard !acts.isEmpty else { return nil }
            return BriefDuty(
                duty: key.handle(instance.duty, .duty),
                person: instance.person.map { key.handle($0, .person) }, until: until,
                acts: acts.map { key.handle($0, .act) })
        }
    }

    public func briefShares(_ handle: Handle) -> [BriefShare] {
        guard let id = resolveFact(handle) else { return [] }
        return engine.seatedAgencies.filter { $0 != agency }.map { briefShare(id, with: $0) }
    }

    /// What the class of a fact says to passing it to one agency.
    public func briefShare(_ handle: Handle, with other: Handle) -> BriefShare? {
        guard let id = resolveFact(handle),
            let to: AgencyID = key.resolve(other, .agency, count: world.agencies.count), to != agency,
            engine.seatedAgencies.contains(to)
        else { return nil }
        return briefShare(id, with: to)
    }

    private func briefShare(_ id: FactID, with other: AgencyID) -> BriefShare {
        let fact = scenario.facts[id]
        let needs = world.agencies[other].needs.contains(fact.kind)
        let done = needs && (state.timesPassed(id, from: agency, to: other) > 0 || hasTold(other, id))
        let law =
            needs && !done ? engine.sharing(id, from: agency, to: other, at: now, in: state) : .allowed
        let seeksOrder = law.answer == .needsOrder
        return BriefShare(
            agency: key.handle(other, .agency), answer: law.answer,
            order: law.order.map { Text(world.orders[$0].name) },
            persons: seeksOrder ? fact.persons.map { key.handle($0, .person) } : [],
            places: seeksOrder ? fact.places.map { key.handle($0, .place) } : [], needsIt: needs,
            done: done,
            consentOf: needs
                ? fact.consentOf.filter { state.agencies[agency].persons[$0] }.map {
                    key.handle($0, .person)
                } : [])
    }

    /// An agency has told ours of it, so it need not be told.
    private func hasTold(_ other: AgencyID, _ fact: FactID) -> Bool {
        state.timesPassed(fact, from: other, to: agency) > 0
    }

    /// What the law says to passing one fact to one agency.
    public func answer(toSharing fact: Handle, with other: Handle) -> Answer {
        guard let id = resolveFact(fact),
            let to: AgencyID = key.resolve(other, .agency, count: world.agencies.count)
        else { return .forbidden }
        return engine.sharing(id, from: agency, to: to, at: now, in: state).answer
    }

    /// What this seat has done so far, oldest first: for whoever takes it over.
    public var ownActs: [ActRequest] {
        state.bookings.filter { $0.booking.seat == seat }.map { record in
            let act = record.booking.act
            var request = ActRequest(act: key.handle(act.type, .act))
            request.person = act.person.map { key.handle($0, .person) }
            request.place = act.place.map { key.handle($0, .place) }
            request.topic = act.topic.map { key.handle($0, .topic) }
            request.agency = act.agency.map { key.handle($0, .agency) }
            request.service = act.service.map { key.handle($0, .service) }
            request.status = act.status
            return request
        }
    }

    /// When the seat's people are free again; nil if they are.
    public var busyUntil: ExerciseTime? {
        let until = state.seats[seat].busyUntil
        return until > now ? until : nil
    }

    /// When somebody of the staff is free for an act again; nil if enough are free now.
    public func staffLacks(for act: Handle) -> ExerciseTime? {
        guard let id: ActTypeID = key.resolve(act, .act, count: world.acts.count) else { return nil }
        return engine.staffLacks(for: id, seat, at: now, in: state)
    }

    public var isRunning: Bool { state.phase == .running }
    public var time: ExerciseTime { now }

    /// When the rest of a bot at this seat is over; nil if it is awake.
    public var restsUntil: ExerciseTime? { engine.botRestsUntil(seat, at: now) }

    /// Minutes until a bot at this seat goes to rest; nil if it never does.
    public var minutesToRest: Int? {
        engine.scenario.seats[seat].botsRest.map {
            $0.minutesToBegin(from: engine.minuteOfDay(now, for: seat))
        }
    }
}
