import Basics
import Engine
import Model

// Joint operations in the feed: who gave the word or called it off, when it began and without what, and its end.
extension ControlView {
    /// The line of an act by which the word is given, or an operation called off.
    func operationLine(of record: BookingRecord) -> FeedEntry? {
        let act = record.booking.act
        let moment: FeedEntry.OperationMoment
        switch engine.scenario.world.acts[act.type].verb {
        case .beginOperation: moment = .word
        case .callOff: moment = .calledOff
        default: return nil
        }
        guard let operation = act.item.flatMap({ state.operation($0) }) else { return nil }
        return entry(moment, operation, at: record.startedAt, by: record.booking.seat)
    }

    /// What came of the word, by the clock.
    var operationMoments: [FeedEntry] {
        state.operations.flatMap { record -> [FeedEntry] in
            guard let start = record.startedAt else { return [] }
            let gates = zip(
                engine.scenario.world.operations[record.plan.kind].gates,
                engine.gatesMet(record, in: state))
            // An immediate danger lets nobody wait.
            let isDanger = gates.contains { $0.overrides && $1 }
            let missed = gates.filter { !isDanger && !$0.overrides && !$1 }.map { $0.0 }
            var entries = [entry(.begun, record, at: start)]
            entries += missed.map { entry(.missed, record, at: start, subject: Text($0.name)) }
            if case .over(let end) = record.standing { entries.append(entry(.over, record, at: end)) }
            return entries
        }
    }

    private func entry(
        _ moment: FeedEntry.OperationMoment, _ record: OperationRecord, at time: ExerciseTime,
        by seat: SeatID? = nil, subject: Text? = nil
    ) -> FeedEntry {
        let scenario = engine.scenario
        return FeedEntry(
            time: time, kind: .operation(moment), seat: seat.map { Text(scenario.seats[$0].name) },
            agencyID: scenario.world.agencies[record.agency].id,
            text: Text(scenario.world.operations[record.plan.kind].name), subject: subject, rule: "",
            thing: .seat(scenario.seats[record.plan.seat].id))
    }
}
