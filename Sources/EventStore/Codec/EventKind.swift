import Basics

/// The names of events in the log. Cases may be renamed; what stands in quotes may not.
package enum EventKind: String, CaseIterable, Sendable, StoredKind {
    case started = "run.started"
    case paused = "run.paused"
    case resumed = "run.resumed"
    case speedSet = "run.speed_set"
    case lawShown = "run.law_shown"
    case ended = "run.ended"
    case seatSet = "seat.set"

    case booked = "work.booked"
    case completed = "work.completed"
    case minutesBooked = "work.minutes"

    case factLearned = "fact.learned"
    case met = "person.met"
    case seen = "person.seen"
    case placeFound = "place.found"
    case itemSent = "item.sent"
    case itemOpened = "item.opened"
    case notSupported = "fact.not_supported"
    case itemAnswered = "item.answered"
    case itemStands = "item.stands"
    case orderGiven = "order.given"

    case dialChanged = "person.dial"
    case markChanged = "person.mark"
    case needChanged = "person.need"
    case statusSet = "person.status"
    case consentSet = "person.consent"
    case personMoved = "person.moved"
    case admitted = "person.admitted"
    case stepSet = "person.step"
    case asked = "person.asked"
    case led = "person.led"
    case personHeld = "person.held"

    case alertChanged = "network.alert"
    case flagSet = "flag.set"
    case counterSet = "counter.set"
    case visited = "place.visited"
    case injectFired = "inject.fired"
    case injectHeld = "inject.held"
    case injectCancelled = "inject.cancelled"
    case injectScheduled = "inject.scheduled"
    case injectEdited = "inject.edited"
    case injectRetargeted = "inject.retargeted"
    case followupSet = "inject.followup_set"
    case followupDropped = "inject.followup_dropped"
    case ruleWaiting = "rule.waiting"
    case ruleIdle = "rule.idle"
    case ruleFired = "rule.fired"
    case dutyOwed = "duty.owed"
    case dutyKept = "duty.kept"
    case dutyLapsed = "duty.lapsed"
    case dutyMissed = "duty.missed"
    case mistakeMade = "mistake.made"
    case formSigned = "form.signed"
    case formShared = "form.shared"

    case breached = "law.breached"
    case shared = "fact.shared"
    case decided = "decision.made"
    case toldBeyondScript = "fact.told_beyond_script"
    case treated = "person.treated"

    package var revision: Int { 1 }

    static let names = NameTable(allCases.map(\.rawValue))
    static let all = allCases
}
