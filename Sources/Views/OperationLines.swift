import Basics
import Engine
import Model

/// A joint operation with the truth behind it: for control at any time, and for the debrief.
public struct OperationLine: Sendable {
    public struct Part: Sendable {
        public let agency: Text
        public let names: [Text]
        public let standing: OperationView.Part.Standing
        public let reason: Text
    }

    /// How a gate truly stood when it began, or stands now.
    public struct Gate: Sendable {
        public let id: String
        public let name: Text
        public let isMet: Bool
        public let says: Text
        public let article: LawArticle?
        public let overrides: Bool
    }

    public struct Minute: Sendable {
        public let at: ExerciseTime
        public let text: Text
    }

    public let name: Text
    public let lead: Text
    public let version: Int
    public let plannedAt: ExerciseTime
    public let sites: [Text]
    public let reception: Text?
    public let hour: ExerciseTime
    public let text: Text
    public let parts: [Part]
    public let gates: [Gate]
    public let standing: OperationView.Standing
    public let startedAt: ExerciseTime?
    public let reason: Text
    public let minutes: [Minute]
    /// What the agencies that saw the plan are called in the debrief.
    let seenBy: [String]

    /// An immediate danger let nobody wait.
    public var isDanger: Bool { gates.contains { $0.overrides && $0.isMet } }
}

extension Engine {
    func operationLines(in state: State) -> [OperationLine] { state.operations.map { line($0, state) } }

    private func line(_ record: OperationRecord, _ state: State) -> OperationLine {
        let world = scenario.world
        let (plan, kind) = (record.plan, world.operations[record.plan.kind])
        func part(
            _ agency: AgencyID, _ standing: OperationView.Part.Standing, _ reason: Typed
        ) -> OperationLine.Part {
            OperationLine.Part(
                agency: Text(world.agencies[agency].name),
                names: parts(of: plan.kind, for: agency).map { Text(kind.parts[$0].name) },
                standing: standing, reason: Text(reason))
        }
        let others = record.parts.compactMap { one in
            switch one.standing {
            case .asked: part(one.agency, .asked, .empty)
            case .confirmed: part(one.agency, .confirmed, one.reason)
            case .refused: part(one.agency, .refused, one.reason)
            case .dropped: nil as OperationLine.Part?
            }
        }
        return OperationLine(
            name: Text(kind.name), lead: Text(world.agencies[record.agency].name), version: plan.version,
            plannedAt: record.plannedAt, sites: plan.sites.map { Text(world.places[$0].name) },
            reception: plan.reception.map { Text(world.places[$0].name) }, hour: plan.hour,
            text: Text(plan.text), parts: [part(record.agency, .lead, .empty)] + others,
            gates: zip(kind.gates, gatesMet(record, in: state)).map { gate, isMet in
                OperationLine.Gate(
                    id: gate.id, name: Text(gate.name), isMet: isMet, says: Text(gate.says),
                    article: gate.article.map(world.lawArticle), overrides: gate.overrides)
            },
            standing: record.standing.view, startedAt: record.startedAt, reason: Text(record.reason),
            minutes: record.minutes.compactMap { dated in
                kind.minutes.first { $0.id == dated.value }.map {
                    OperationLine.Minute(at: dated.time, text: Text($0.text))
                }
            }, seenBy: record.needToKnow.map { Debrief.name(of: $0) })
    }
}

extension ControlView {
    /// Joint operations, newest first; what is planned shows how its gates truly stand now.
    public var operations: [OperationLine] { engine.operationLines(in: state).reversed() }
    public var hasOperations: Bool { engine.scenario.world.operations.count > 0 }
}

extension SeatView {
    /// The world knows joint operations at all.
    public var hasOperations: Bool { world.operations.count > 0 }
}

extension Debrief {
    /// What happened with a joint operation.
    public enum OperationStep: Sendable {
        case planned(version: Int)
        case answered(takesPart: Bool)
        case ordered
        case begun
        case minute(Text)
        case over
        case calledOff
    }
}

extension Engine {
    /// What an event tells of a joint operation: whose it is, what, and who saw it; nil if it tells of none.
    func operationStep(_ event: Event, _ state: State)
        -> (agency: AgencyID?, seat: SeatID?, name: Text, step: Debrief.OperationStep, seenBy: [AgencyID])?
    {
        func told(
            _ id: ItemID, _ agency: AgencyID?, _ seat: SeatID?, _ step: Debrief.OperationStep
        ) -> (AgencyID?, SeatID?, Text, Debrief.OperationStep, [AgencyID])? {
            guard let record = state.operation(id) else { return nil }
            let name = Text(scenario.world.operations[record.plan.kind].name)
            return (agency, seat, name, step, record.needToKnow)
        }
        switch event {
        case .operationPlanned(let plan):
            return told(plan.id, state.seats[plan.seat].agency, plan.seat, .planned(version: plan.version))
        case .operationAnswered(let answer):
            return told(
                answer.operation, answer.agency, answer.seat, .answered(takesPart: answer.takesPart))
        case .operationOrdered(let id, let seat, _):
            return told(id, state.seats[seat].agency, seat, .ordered)
        case .operationBegun(let start):
            return told(start.operation, state.seats[start.seat].agency, start.seat, .begun)
        case .operationMinute(let id, let minute):
            guard let record = state.operation(id) else { return nil }
            let kind = scenario.world.operations[record.plan.kind]
            guard let known = kind.minutes.first(where: { $0.id == minute }) else { return nil }
            return (
                nil, nil, Text(kind.name), .minute(Text(known.text)),
                record.takingPart.filter { hears(minute, in: record, $0) }
            )
        case .operationOver(let id): return told(id, nil, nil, .over)
        case .operationCalledOff(let id, let seat, _):
            return told(id, state.seats[seat].agency, seat, .calledOff)
        default: return nil
        }
    }
}
