import Basics
import Model

extension BodyReader {
    mutating func event() throws(DecodeError) -> Event {
        let kind = try kindOf(EventKind.self)
        let event = try event(of: kind)
        try end("")
        return event
    }

    private mutating func event(of kind: EventKind) throws(DecodeError) -> Event {
        switch kind {
        case .started: .started
        case .paused: .paused(stopped: try flag("stopped"))
        case .resumed: .resumed
        case .speedSet: .speedSet(try number("speed"))
        case .lawShown: .lawShown(try flag("on"))
        case .ended: .ended
        case .seatSet: .seatSet(try id("seat"), try seatMode())

        case .booked: .booked(try booking())
        case .completed: .completed(try item("item"))
        case .minutesBooked:
            .minutesBooked(try id("seat"), minutes: try number("minutes"), person: try maybeID("person"))

        case .escorted:
            .escorted(try id("seat"), staff: try number("staff"), until: try time("until_ms"))

        case .factLearned: .factLearned(try learning())
        case .met: .met(try id("agency"), try id("person"))
        case .seen:
            .seen(try id("agency"), try id("person"), try id("place"), isFirst: try flag("first"))
        case .placeFound: .placeFound(try id("agency"), try id("place"))
        case .itemSent: .itemSent(try sentItem())
        case .itemOpened: .itemOpened(try item("item"), try id("seat"))
        case .notSupported: .notSupported(try id("agency"), facts: try list("facts"))
        case .itemAnswered: .itemAnswered(try item("item"), try word("state"))
        case .itemStands:
            .itemStands(try item("item"), try word("state"), until: try maybeTime("until_ms"))
        case .orderGiven: .orderGiven(try orderGrant())
        case .orderInForce: .orderInForce(try item("item"))
        case .orderOver: .orderOver(try item("item"))

        case .dialChanged: .dialChanged(try id("person"), try word("dial"), try number("value"))
        case .markChanged: .markChanged(try id("person"), try word("mark"), try flag("on"))
        case .needChanged: .needChanged(try id("person"), try id("need"), try flag("on"))
        case .statusSet: .statusSet(try statusMark())
        case .consentSet: .consentSet(try id("person"), try consent(), try flag("given"))
        case .personMoved: .personMoved(try id("person"), try id("place"))
        case .admitted: .admitted(try id("person"), try id("service"))
        case .stepSet:
            .stepSet(try id("person"), try id("step"), by: try maybeID("agency"), try flag("on"))
        case .asked: .asked(try id("person"), try id("topic"), try id("seat"))
        case .led: .led(try id("person"), try id("topic"))
        case .matterChanged: .matterChanged(try id("person"), try id("matter"), try number("value"))
        case .promised: .promised(try promiseMade())
        case .promiseOver: .promiseOver(try item("promise"), try word("end"))
        case .personHeld: .personHeld(try id("person"), try flag("held"))

        case .alertChanged: .alertChanged(try id("network"), try number("value"))
        case .resourcesChanged: .resourcesChanged(try id("network"), try number("value"))
        case .noticed:
            .noticed(try id("network"), try id("agency"), try id("act"), by: try number("by"))
        case .leaked:
            .leaked(try id("network"), try id("leak"), try item("item"), at: try time("at_ms"))
        case .heard: .heard(try id("network"), try id("leak"), try item("item"))
        case .phaseEntered: .phaseEntered(try id("network"), try id("phase"))
        case .moveOpened: .moveOpened(try id("network"), try id("move"))
        case .moveBegun: .moveBegun(try id("network"), try id("move"), until: try time("until_ms"))
        case .moveEnded:
            .moveEnded(
                try id("network"), try id("move"), try word("end"), try list("persons"),
                again: try maybeTime("again_ms"))
        case .networkHeld: .networkHeld(try id("network"), try flag("held"))
        case .flagSet: .flagSet(try id("flag"), try flag("on"))
        case .counterSet: .counterSet(try id("counter"), try number("value"))
        case .visited: .visited(try id("place"), try id("agency"))
        case .paid: .paid(try id("flow"), amount: try number("amount"))
        case .paymentStopped: .paymentStopped(try id("flow"))
        case .injectFired: .injectFired(try id("inject"))
        case .injectHeld: .injectHeld(try id("inject"), try flag("held"))
        case .injectCancelled: .injectCancelled(try id("inject"))
        case .injectScheduled: .injectScheduled(try id("inject"), try time("at_ms"))
        case .injectEdited:
            .injectEdited(try id("inject"), title: try typed("title"), text: try typed("text"))
        case .injectRetargeted: .injectRetargeted(try id("inject"), try list("seats"))
        case .followupSet: .followupSet(try id("inject"), try time("at_ms"))
        case .followupDropped: .followupDropped(try id("inject"))
        case .ruleWaiting: .ruleWaiting(try ruleInstance(), until: try time("until_ms"))
        case .ruleIdle: .ruleIdle(try ruleInstance())
        case .ruleFired: .ruleFired(try ruleInstance())

        case .dutyOwed: .dutyOwed(try ruleInstance(), until: try maybeTime("until_ms"))
        case .dutyLapsed: .dutyLapsed(try ruleInstance())
        case .dutyKept: .dutyKept(try ruleInstance())
        case .dutyMissed: .dutyMissed(try ruleInstance())
        case .mistakeMade: .mistakeMade(try mistakeMade())

        case .operationPlanned: .operationPlanned(try operationPlan())
        case .operationAnswered: .operationAnswered(try operationAnswer())
        case .operationOrdered:
            .operationOrdered(try item("operation"), try id("seat"), at: try time("at_ms"))
        case .operationBegun: .operationBegun(try operationStart())
        case .operationMinute: .operationMinute(try item("operation"), try text("minute"))
        case .operationWaits: .operationWaits(try item("operation"), until: try time("until_ms"))
        case .operationOver: .operationOver(try item("operation"))
        case .operationCalledOff:
            .operationCalledOff(try item("operation"), try id("seat"), try typed("text"))

        case .breached: .breached(try breach())
        case .shared: .shared(try share())
        case .decided: .decided(try decision())
        case .formSigned: .formSigned(try signedForm())
        case .formShared: .formShared(try formShare())
        case .toldBeyondScript: .toldBeyondScript(try id("person"), try id("fact"))
        case .treated:
            .treated(
                Treatment(
                    person: try id("person"), agency: try id("agency"), contact: try item("contact"),
                    ratings: try numbers("ratings")))
        }
    }

    private mutating func ruleInstance() throws(DecodeError) -> Int {
        let id: ID<RuleInstance> = try id("rule")
        return id.index
    }

    private mutating func promiseMade() throws(DecodeError) -> PromiseMade {
        PromiseMade(
            id: try item("item"), promise: try id("promise"), person: try id("person"),
            agency: try id("agency"),
            until: try time("until_ms"))
    }
}
