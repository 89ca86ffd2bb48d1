import Basics
import Model

// Joint operations in the log.
extension BodyWriter {
    mutating func operationFields(of event: Event) {
        switch event {
        case .operationPlanned(let plan):
            kind(.operationPlanned)
            fields(of: plan)
        case .operationAnswered(let answer):
            kind(.operationAnswered)
            fields(of: answer)
        case .operationOrdered(let operation, let seat, let at):
            kind(.operationOrdered)
            item("operation", operation)
            id("seat", seat)
            time("at_ms", at)
        case .operationBegun(let start):
            kind(.operationBegun)
            fields(of: start)
        case .operationMinute(let operation, let minute):
            kind(.operationMinute)
            item("operation", operation)
            text("minute", minute)
        case .operationWaits(let operation, let until):
            kind(.operationWaits)
            item("operation", operation)
            time("until_ms", until)
        case .operationOver(let operation):
            kind(.operationOver)
            item("operation", operation)
        case .operationCalledOff(let operation, let seat, let reason):
            kind(.operationCalledOff)
            item("operation", operation)
            id("seat", seat)
            typed("text", reason)
        default: preconditionFailure("this event belongs to another group")
        }
    }

    private mutating func fields(of plan: OperationPlan) {
        item("id", plan.id)
        id("kind_of", plan.kind)
        id("act", plan.act)
        id("seat", plan.seat)
        number("version", plan.version)
        list("sites", plan.sites)
        id("reception", plan.reception)
        time("hour_ms", plan.hour)
        list("agencies", plan.agencies)
        numbers("choices", plan.choices)
        typed("text", plan.text)
    }

    private mutating func fields(of answer: OperationAnswer) {
        item("operation", answer.operation)
        id("seat", answer.seat)
        id("agency", answer.agency)
        flag("takes_part", answer.takesPart)
        number("staff", answer.staff)
        time("until_ms", answer.until)
        typed("text", answer.text)
    }

    private mutating func fields(of start: OperationStart) {
        item("operation", start.operation)
        id("seat", start.seat)
        plainTexts("unmet", start.unmet)
        list("found", start.found)
        number("staff", start.staff)
        time("until_ms", start.until)
    }
}

extension BodyReader {
    mutating func operationPlan() throws(DecodeError) -> OperationPlan {
        OperationPlan(
            id: try item("id"), kind: try id("kind_of"), act: try id("act"), seat: try id("seat"),
            version: try number("version"), sites: try list("sites"), reception: try maybeID("reception"),
            hour: try time("hour_ms"), agencies: try list("agencies"), choices: try numbers("choices"),
            text: try typed("text"))
    }

    mutating func operationAnswer() throws(DecodeError) -> OperationAnswer {
        OperationAnswer(
            operation: try item("operation"), seat: try id("seat"), agency: try id("agency"),
            takesPart: try flag("takes_part"), staff: try number("staff"), until: try time("until_ms"),
            text: try typed("text"))
    }

    mutating func operationStart() throws(DecodeError) -> OperationStart {
        OperationStart(
            operation: try item("operation"), seat: try id("seat"), unmet: try plainTexts("unmet"),
            found: try list("found"), staff: try number("staff"), until: try time("until_ms"))
    }
}
