import Basics
import Engine
import Model

// Joint operations in examples: how they are planned, and what came of them.
extension Decoder {
    /// `sites`, `hour`, `at_hour`, and `again` for a new version of the newest plan.
    func operationKeys(_ act: inout Act, _ fields: Fields) {
        let verb = names.verbs[act.type.index]
        act.places = ids(oneOrMore(fields.optional("sites")), "place", in: names.places)
        act.deadline = minutes(fields.optional("hour"), "hour") ?? (verb == .planOperation ? 60 : nil)
        act.atHour = truth(fields.optional("at_hour"), "at_hour") ?? false
        // Which plan is meant is known when the example is played.
        if truth(fields.optional("again"), "again") == true { act.item = ExamplePlay.newestPlan }
    }

    static let operationClaims = ["operation", "gate", "minute", "no_minute"]

    /// What a claim says about the newest operation.
    func operationClaim(_ fields: Fields) -> Example.Claim.What? {
        let all = names.operationNames
        if fields.has("operation") {
            return word(fields.optional("operation"), "a state of an operation", Words.operationStates)
                .map { .operation($0) }
        }
        if fields.has("gate") {
            let gate = word(fields.optional("gate"), "a gate", all.flatMap(\.gates))
            let isMet = word(fields.required("is"), "how a gate stands", [("met", true), ("unmet", false)])
            guard let gate, let isMet else { return nil }
            return .gate(gate, isMet: isMet)
        }
        let happened = fields.has("minute")
        let minute = word(
            fields.optional(happened ? "minute" : "no_minute"), "a minute", all.flatMap(\.minutes))
        return minute.map { .minute($0, happened: happened) }
    }
}

extension ExamplePlay {
    static let newestPlan = ItemID("")

    /// Whether a claim about the newest operation is true.
    func holds(operation claim: Example.Claim.What, _ state: State) -> Bool {
        guard let record = state.operations.last else { return false }
        switch claim {
        case .operation(let word): return word == ExamplePlay.word(record.standing)
        case .gate(let gate, let isMet):
            return record.start.map { $0.unmet.contains(gate) != isMet } ?? false
        case .minute(let minute, let happened):
            return record.minutes.contains { $0.value == minute } == happened
        default: return false
        }
    }

    private static func word(_ standing: OperationRecord.Standing) -> String {
        switch standing {
        case .planned: "planned"
        case .ordered: "ordered"
        case .underWay: "under_way"
        case .over: "over"
        case .calledOff: "called_off"
        }
    }
}
