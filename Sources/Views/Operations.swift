import Basics
import Engine
import Model

/// A joint operation as an agency sees it that is on the need-to-know list.
public struct OperationView: Hashable, Sendable {
    public enum Standing: Hashable, Sendable {
        case planned
        case ordered(ExerciseTime)
        case underWay(since: ExerciseTime)
        case over(ExerciseTime)
        case calledOff(ExerciseTime)
    }

    public let handle: Handle
    public let name: Text
    public let about: Text
    public let article: ArticleView?
    public let lead: AgencyView
    /// Our agency planned it, changes it and gives the word.
    public let isOurs: Bool
    public let version: Int
    public let plannedAt: ExerciseTime
    public let sites: [Option]
    public let reception: Option?
    public let hour: ExerciseTime
    public let text: Text
    /// What was chosen in planning it.
    public let choices: [Choice]
    public let agencies: [Part]
    public let standing: Standing
    /// Why it was called off.
    public let reason: Text
    /// What our agency has done to have everything ready, and the orders that it holds or gave, while the plan is open.
    public let done: [Done]
    public let orders: [Order]
    /// What has happened, as far as our agency hears of it.
    public let minutes: [Minute]

    public struct Part: Hashable, Sendable {
        public enum Standing: Hashable, Sendable { case lead, asked, confirmed, refused }
        public let agency: AgencyView
        /// What it does; empty for who is told without having a part.
        public let names: [Text]
        public let staff: Int
        public let standing: Standing
        /// Why it refused.
        public let reason: Text
    }

    public struct Choice: Hashable, Sendable {
        public let name: Text
        /// The option that was chosen; nil for a yes-or-no choice.
        public let words: Text?
        public let isYes: Bool
    }

    public struct Done: Hashable, Sendable {
        public let act: Text
        public let at: ExerciseTime
    }

    public struct Order: Hashable, Sendable {
        public let name: Text
        public let place: Option?
        public let person: Option?
        /// When it takes effect, if that is still to come.
        public let from: ExerciseTime?
        public let until: ExerciseTime
    }

    public struct Minute: Hashable, Sendable {
        public let at: ExerciseTime
        public let text: Text
    }

    /// The plan can still be changed.
    public var isOpen: Bool {
        switch standing {
        case .planned, .ordered: true
        case .underWay, .over, .calledOff: false
        }
    }
}

/// What must be ready before a door is opened, and how it stands as far as our agency knows.
public struct GateView: Hashable, Sendable {
    public let id: String
    public let name: Text
    public let owner: Text
    public let standing: GateStanding
    /// What is missing.
    public let says: Text
    public let article: ArticleView?
    /// While it holds nobody waits for the others.
    public let overrides: Bool
    /// Acts of ours that help.
    public let acts: [Option]
}

extension SeatView {
    /// The operations in which our agency has a part or is asked for one, newest first.
    public var operations: [OperationView] {
        state.operations.filter { $0.needToKnow.contains(agency) }.reversed().map(operationView)
    }

    public func operation(_ handle: Handle) -> OperationView? {
        resolveOperation(handle).map(operationView)
    }

    func resolveOperation(_ handle: Handle?) -> OperationRecord? {
        guard let handle else { return nil }
        return state.operations.last {
            $0.needToKnow.contains(agency) && key.handle($0.plan.id) == handle
        }
    }

    /// How the gates of an operation stand, judged by what our agency knows. Empty in test mode, and once it has begun.
    public func gates(of handle: Handle) -> [GateView] {
        guard state.showsLaw, let record = resolveOperation(handle), record.standing.isOpen else { return [] }
        return gates(of: record)
    }

    private func gates(of record: OperationRecord) -> [GateView] {
        let kind = world.operations[record.plan.kind]
        let usable = engine.usable(by: agency)
        return zip(kind.gates, engine.gates(of: record, for: agency, at: now, in: state)).map {
            gate, standing in
            GateView(
                id: gate.id, name: Text(gate.name), owner: Text(gate.owner), standing: standing,
                says: Text(gate.says), article: gate.article.map(articleView), overrides: gate.overrides,
                acts: gate.acts.filter(usable.contains).map {
                    Option(handle: key.handle($0, .act), name: Text(world.acts[$0].name))
                })
        }
    }

    private func operationView(_ record: OperationRecord) -> OperationView {
        let kind = world.operations[record.plan.kind]
        let plan = record.plan
        let type = world.acts[plan.act]
        return OperationView(
            handle: key.handle(plan.id), name: Text(kind.name), about: Text(kind.about),
            article: kind.article.map(articleView), lead: agencyView(record.agency),
            isOurs: record.agency == agency, version: plan.version, plannedAt: record.plannedAt,
            sites: plan.sites.map(placeOption), reception: plan.reception.map(placeOption), hour: plan.hour,
            text: Text(plan.text),
            choices: zip(type.choices, plan.choices).map { choice, value in
                let place = value - choice.from
                let words = choice.options.indices.contains(place) ? Text(choice.options[place].name) : nil
                return OperationView.Choice(
                    name: Text(choice.name), words: words, isYes: choice.isFlag && value == 1)
            },
            agencies: partViews(record), standing: record.standing.view, reason: Text(record.reason),
            done: record.standing.isOpen ? done(for: kind) : [],
            orders: record.standing.isOpen ? ordersKnown : [],
            minutes: record.minutes.filter { engine.hears($0.value, in: record, agency) }.compactMap {
                dated in
                kind.minutes.first { $0.id == dated.value }.map {
                    OperationView.Minute(at: dated.time, text: Text($0.text))
                }
            })
    }

    /// When our agency last did what helps a gate.
    private func done(for kind: OperationKind) -> [OperationView.Done] {
        var helping: [ActTypeID] = []
        for act in kind.gates.flatMap(\.acts) where !helping.contains(act) { helping.append(act) }
        return helping.compactMap { type in
            let last = state.bookings.compactMap { record in
                record.booking.act.type == type && state.seats[record.booking.seat].agency == agency
                    ? record.completedAt : nil
            }.max()
            return last.map { OperationView.Done(act: Text(world.acts[type].name), at: $0) }
        }
    }

    private var ordersKnown: [OperationView.Order] {
        state.orders.filter { engine.knows(agency, of: $0.value, in: state) && $0.value.until > now }.map {
            grant in
            OperationView.Order(
                name: Text(world.orders[grant.value.order].name), place: grant.value.place.map(placeOption),
                person: grant.value.person.map(personOption),
                from: grant.value.from.flatMap { $0 > now ? $0 : nil }, until: grant.value.until)
        }
    }

    private func partViews(_ record: OperationRecord) -> [OperationView.Part] {
        func part(
            _ agency: AgencyID, _ standing: OperationView.Part.Standing, _ reason: Typed
        ) -> OperationView.Part {
            OperationView.Part(
                agency: agencyView(agency), names: partNames(record.plan.kind, agency),
                staff: engine.staff(of: agency, in: record), standing: standing, reason: Text(reason))
        }
        return [part(record.agency, .lead, .empty)]
            + record.parts.compactMap { one in
                switch one.standing {
                case .asked: part(one.agency, .asked, .empty)
                case .confirmed: part(one.agency, .confirmed, record.reason(of: one, for: agency))
                case .refused: part(one.agency, .refused, record.reason(of: one, for: agency))
                case .dropped: nil
                }
            }
    }

    func partNames(_ kind: OperationID, _ agency: AgencyID) -> [Text] {
        engine.parts(of: kind, for: agency).map { Text(world.operations[kind].parts[$0].name) }
    }

    /// What an agency would do in the operation that an act type plans: for whoever chooses whom to ask.
    public func partNames(_ agency: Handle, inPlanOf act: Handle) -> [Text] {
        guard let type: ActTypeID = key.resolve(act, .act, count: world.acts.count),
            let id: AgencyID = key.resolve(agency, .agency, count: world.agencies.count),
            let kind = world.acts[type].operation
        else { return [] }
        return partNames(kind, id)
    }
}

extension OperationRecord.Standing {
    var view: OperationView.Standing {
        switch self {
        case .planned: .planned
        case .ordered(let at): .ordered(at)
        case .underWay(let since): .underWay(since: since)
        case .over(let at): .over(at)
        case .calledOff(let at): .calledOff(at)
        }
    }
}

// MARK: For bots

/// An operation in a bot's hands.
public struct BriefOperation: Sendable {
    public let operation: Handle
    public let isOurs: Bool
    /// Our agency is asked for a part and has not answered.
    public let isAsked: Bool
    public let hour: ExerciseTime
    public let version: Int
    public let isPlanned: Bool
    public let sites: [Handle]
    /// How many that were asked have not answered, and how many have refused.
    public let waiting: Int
    public let refused: Int
    public let gates: [BriefGate]
}

public struct BriefGate: Sendable {
    public let standing: GateStanding
    public let overrides: Bool
    /// Acts of ours that help.
    public let acts: [Handle]
    /// Somebody can help, perhaps others.
    public let canBeHelped: Bool
}

extension SeatView {
    /// The open plans that wait for our agency: to be answered, or to be led.
    public var briefOperations: [BriefOperation] {
        if state.operations.isEmpty { return [] }
        return state.operations.filter { $0.standing.isOpen && waits($0) }.map(briefOperation)
    }

    private func waits(_ record: OperationRecord) -> Bool {
        record.agency == agency ? record.standing == .planned : isAsked(record)
    }

    private func isAsked(_ record: OperationRecord) -> Bool {
        record.parts.contains { $0.agency == agency && $0.standing == .asked }
    }

    private func briefOperation(_ record: OperationRecord) -> BriefOperation {
        let kind = world.operations[record.plan.kind]
        let standings = engine.gates(of: record, for: agency, at: now, in: state)
        let usable = engine.usable(by: agency)
        return BriefOperation(
            operation: key.handle(record.plan.id), isOurs: record.agency == agency,
            isAsked: isAsked(record), hour: record.plan.hour, version: record.plan.version,
            isPlanned: record.standing == .planned,
            sites: record.plan.sites.map { key.handle($0, .place) },
            waiting: record.parts.count { $0.standing == .asked },
            refused: record.parts.count { $0.standing == .refused },
            gates: zip(kind.gates, standings).map { gate, standing in
                BriefGate(
                    standing: standing, overrides: gate.overrides,
                    acts: gate.acts.filter(usable.contains).map { key.handle($0, .act) },
                    canBeHelped: !gate.acts.isEmpty)
            })
    }

    /// When the operations that our agency has planned are to begin.
    public var hoursOfOperations: [ExerciseTime] {
        state.operations.filter { $0.agency == agency && $0.standing == .planned }.map(\.plan.hour)
    }

    /// Places in our country at which somebody was last seen whom our agency has marked, as far as an act type may plan
    /// to enter them, and none of our operations goes there yet.
    public func placesOfMarked(for act: Handle) -> [Handle] {
        guard let type: ActTypeID = key.resolve(act, .act, count: world.acts.count) else { return [] }
        let never =
            (world.acts[type].operation.map { world.operations[$0].notAt } ?? [])
            + state.operations.filter { $0.agency == agency }.flatMap(\.plan.sites)
        var found: [PlaceID] = []
        for person in scenario.persons.ids where state.agencies[agency].marked[person] == .presumed {
            guard let place = state.agencies[agency].sightings[person], !found.contains(place),
                !never.contains(place),
                world.places[place].country == world.agencies[agency].country,
                state.agencies[agency].places[place]
            else { continue }
            found.append(place)
        }
        return found.sorted().map { key.handle($0, .place) }
    }

    /// Whether an agency could take a part in what an act type plans.
    public func hasPart(_ agency: Handle, inPlanOf act: Handle) -> Bool {
        !partNames(agency, inPlanOf: act).isEmpty
    }
}
