import Basics
import Model

/// A joint operation as it stands.
public struct OperationRecord: Equatable, Sendable {
    public enum Standing: Hashable, Sendable {
        case planned
        /// The word was given for that hour.
        case ordered(ExerciseTime)
        case underWay(since: ExerciseTime)
        case over(ExerciseTime)
        case calledOff(ExerciseTime)

        /// The plan can still be changed.
        public var isOpen: Bool {
            switch self {
            case .planned, .ordered: true
            case .underWay, .over, .calledOff: false
            }
        }
    }

    /// An agency that was asked for a part.
    public struct Part: Hashable, Sendable {
        public enum Standing: Hashable, Sendable {
            case asked, confirmed, refused
            /// A later version of the plan does without it.
            case dropped(version: Int)
        }
        public let agency: AgencyID
        public internal(set) var standing = Standing.asked
        public internal(set) var seat: SeatID?
        public internal(set) var reason = Typed.empty
        var staff = 0
        var until = ExerciseTime.start
        /// At which of the steps of the operation it came onto the list, and at which it answered.
        var listedAt = 0
        var answeredAt = 0
    }

    public internal(set) var plan: OperationPlan
    public internal(set) var plannedAt: ExerciseTime
    /// Of whoever leads.
    public let agency: AgencyID
    public internal(set) var parts: [Part] = []
    public internal(set) var standing = Standing.planned
    public internal(set) var start: OperationStart?
    /// When it began.
    public internal(set) var startedAt: ExerciseTime?
    /// What has happened, the oldest first: ids of minutes.
    public internal(set) var minutes: [Dated<String>] = []
    public internal(set) var reason = Typed.empty
    /// When the next minutes are due, while it is under way.
    var next = ExerciseTime.start
    /// Versions of the plan and answers so far.
    private(set) var steps = 0

    public var confirmed: [AgencyID] { parts.filter { $0.standing == .confirmed }.map(\.agency) }
    /// Who takes part, whoever leads first.
    public var takingPart: [AgencyID] { [agency] + confirmed }

    /// Who may see the plan: whoever leads, and who was asked and has not refused.
    public var needToKnow: [AgencyID] {
        [agency]
            + parts.filter { $0.standing == .asked || $0.standing == .confirmed }.map(\.agency)
    }

    /// Why an agency takes part or does not, for another one: told to those who were on the list when it was said.
    public func reason(of part: Part, for other: AgencyID) -> Typed {
        if other == agency || other == part.agency { return part.reason }
        guard let reader = parts.first(where: { $0.agency == other }), reader.listedAt < part.answeredAt
        else {
            return .empty
        }
        return part.reason
    }

    /// Counts a version of the plan or an answer.
    fileprivate mutating func step() -> Int {
        steps += 1
        return steps
    }

    /// The seat that speaks for an agency that takes part.
    public func seat(of other: AgencyID) -> SeatID? {
        other == agency ? plan.seat : parts.first { $0.agency == other }?.seat
    }
}

extension State {
    public func operation(_ id: ItemID) -> OperationRecord? { operationPlace(id).map { operations[$0] } }

    func operationPlace(_ id: ItemID) -> Int? { operations.lastIndex { $0.plan.id == id } }

    /// Takes over what happened with an operation.
    mutating func applyOperation(_ event: Event, at now: ExerciseTime) {
        switch event {
        case .operationPlanned(let plan): take(plan, at: now)
        case .operationAnswered(let answer): take(answer)
        case .operationOrdered(let id, _, let at):
            guard let place = operationPlace(id) else { return }
            operations[place].standing = .ordered(at)
            schedule.remove(.operation(id))
            schedule.add(.operation(id), at: at)
        case .operationBegun(let start):
            guard let place = operationPlace(start.operation) else { return }
            operations[place].standing = .underWay(since: now)
            operations[place].start = start
            operations[place].next = now
            operations[place].startedAt = now
            schedule.remove(.operation(start.operation))
            bind(start.staff, of: start.seat, until: start.until)
        case .operationWaits(let id, let until):
            schedule.remove(.operation(id))
            schedule.add(.operation(id), at: until)
            if let place = operationPlace(id) { operations[place].next = until }
        case .operationMinute(let id, let minute):
            guard let place = operationPlace(id) else { return }
            operations[place].minutes.append(Dated(time: now, value: minute))
        case .operationOver(let id): close(id, .over(now))
        case .operationCalledOff(let id, _, let text):
            close(id, .calledOff(now))
            if let place = operationPlace(id) { operations[place].reason = text }
        default: break
        }
    }

    private mutating func take(_ plan: OperationPlan, at now: ExerciseTime) {
        guard let place = operationPlace(plan.id) else {
            var record = OperationRecord(plan: plan, plannedAt: now, agency: seats[plan.seat].agency)
            let step = record.step()
            record.parts = plan.agencies.map { OperationRecord.Part(agency: $0, listedAt: step) }
            return operations.append(record)
        }
        let old = operations[place].plan
        let isSame =
            old.sites == plan.sites && old.reception == plan.reception && old.hour == plan.hour
        operations[place].plan = plan
        operations[place].plannedAt = now
        operations[place].standing = .planned
        let step = operations[place].step()
        schedule.remove(.operation(plan.id))
        for part in operations[place].parts.indices {
            let agency = operations[place].parts[part].agency
            let isAsked = plan.agencies.contains(agency)
            if isAsked, isSame, operations[place].parts[part].standing == .confirmed { continue }
            release(place, part)
            if isAsked {
                if !operations[place].parts[part].isOnTheList {
                    operations[place].parts[part].listedAt = step
                }
                operations[place].parts[part].standing = .asked
            } else if operations[place].parts[part].isOnTheList {
                operations[place].parts[part].standing = .dropped(version: plan.version)
            }
        }
        let known = operations[place].parts.map(\.agency)
        for agency in plan.agencies where !known.contains(agency) {
            operations[place].parts.append(OperationRecord.Part(agency: agency, listedAt: step))
        }
    }

    private mutating func take(_ answer: OperationAnswer) {
        guard let place = operationPlace(answer.operation),
            let part = operations[place].parts.firstIndex(where: { $0.agency == answer.agency })
        else { return }
        release(place, part)
        let step = operations[place].step()
        if !operations[place].parts[part].isOnTheList { operations[place].parts[part].listedAt = step }
        operations[place].parts[part].answeredAt = step
        operations[place].parts[part].standing = answer.takesPart ? .confirmed : .refused
        operations[place].parts[part].seat = answer.seat
        operations[place].parts[part].reason = answer.text
        guard answer.takesPart else { return }
        operations[place].parts[part].staff = answer.staff
        operations[place].parts[part].until = answer.until
        bind(answer.staff, of: answer.seat, until: answer.until)
    }

    private mutating func bind(_ staff: Int, of seat: SeatID, until: ExerciseTime) {
        for _ in 0..<staff { seats[seat].staffUntil.append(until) }
    }

    private mutating func close(_ id: ItemID, _ standing: OperationRecord.Standing) {
        guard let place = operationPlace(id) else { return }
        operations[place].standing = standing
        schedule.remove(.operation(id))
        for part in operations[place].parts.indices { release(place, part) }
    }

    /// Whoever was bound by a part is free again.
    private mutating func release(_ place: Int, _ part: Int) {
        let record = operations[place].parts[part]
        guard record.staff > 0, let seat = record.seat else { return }
        for _ in 0..<record.staff {
            guard let bound = seats[seat].staffUntil.firstIndex(of: record.until) else { break }
            seats[seat].staffUntil.remove(at: bound)
        }
        operations[place].parts[part].staff = 0
    }
}

extension OperationRecord.Part {
    fileprivate var isOnTheList: Bool { standing == .asked || standing == .confirmed }
}
