import Basics
import Model

extension BodyWriter {
    mutating func write(_ event: Event) {
        json.beginObject()
        switch event {
        case .started: kind(.started)
        case .paused(let stopped):
            kind(.paused)
            flag("stopped", stopped)
        case .resumed: kind(.resumed)
        case .speedSet(let speed):
            kind(.speedSet)
            number("speed", speed)
        case .lawShown(let on):
            kind(.lawShown)
            flag("on", on)
        case .ended: kind(.ended)
        case .seatSet(let seat, let mode):
            kind(.seatSet)
            id("seat", seat)
            seatMode(mode)

        case .booked(let booking):
            kind(.booked)
            fields(of: booking)
        case .completed(let done):
            kind(.completed)
            item("item", done)
        case .minutesBooked(let seat, let minutes, let person):
            kind(.minutesBooked)
            id("seat", seat)
            number("minutes", minutes)
            id("person", person)

        case .escorted(let seat, let staff, let until):
            kind(.escorted)
            id("seat", seat)
            number("staff", staff)
            time("until_ms", until)

        case .factLearned(let learning):
            kind(.factLearned)
            fields(of: learning)
        case .met(let agency, let person):
            kind(.met)
            id("agency", agency)
            id("person", person)
        case .seen(let agency, let person, let place, let isFirst):
            kind(.seen)
            id("agency", agency)
            id("person", person)
            id("place", place)
            flag("first", isFirst)
        case .placeFound(let agency, let place):
            kind(.placeFound)
            id("agency", agency)
            id("place", place)
        case .itemSent(let item):
            kind(.itemSent)
            fields(of: item)
        case .itemOpened(let opened, let seat):
            kind(.itemOpened)
            item("item", opened)
            id("seat", seat)
        case .notSupported(let agency, let facts):
            kind(.notSupported)
            id("agency", agency)
            list("facts", facts)
        case .itemAnswered(let answered, let state):
            kind(.itemAnswered)
            item("item", answered)
            word("state", state)
        case .itemStands(let standing, let state, let until):
            kind(.itemStands)
            item("item", standing)
            word("state", state)
            if let until { time("until_ms", until) }
        case .orderGiven(let grant):
            kind(.orderGiven)
            fields(of: grant)
        case .orderInForce(let request):
            kind(.orderInForce)
            item("item", request)
        case .orderOver(let request):
            kind(.orderOver)
            item("item", request)

        case .dialChanged(let person, let dial, let value):
            kind(.dialChanged)
            id("person", person)
            word("dial", dial)
            number("value", value)
        case .markChanged(let person, let mark, let on):
            kind(.markChanged)
            id("person", person)
            word("mark", mark)
            flag("on", on)
        case .needChanged(let person, let need, let on):
            kind(.needChanged)
            id("person", person)
            id("need", need)
            flag("on", on)
        case .statusSet(let mark):
            kind(.statusSet)
            fields(of: mark)
        case .consentSet(let person, let consent, let given):
            kind(.consentSet)
            id("person", person)
            fields(of: consent)
            flag("given", given)
        case .personMoved(let person, let place):
            kind(.personMoved)
            id("person", person)
            id("place", place)
        case .admitted(let person, let service):
            kind(.admitted)
            id("person", person)
            id("service", service)
        case .stepSet(let person, let step, let agency, let on):
            kind(.stepSet)
            id("person", person)
            id("step", step)
            id("agency", agency)
            flag("on", on)
        case .asked(let person, let topic, let seat):
            kind(.asked)
            id("person", person)
            id("topic", topic)
            id("seat", seat)
        case .led(let person, let topic):
            kind(.led)
            id("person", person)
            id("topic", topic)
        case .matterChanged(let person, let matter, let value):
            kind(.matterChanged)
            id("person", person)
            id("matter", matter)
            number("value", value)
        case .promised(let made):
            kind(.promised)
            item("item", made.id)
            id("promise", made.promise)
            id("person", made.person)
            id("agency", made.agency)
            time("until_ms", made.until)
        case .promiseOver(let promise, let end):
            kind(.promiseOver)
            item("promise", promise)
            word("end", end)
        case .personHeld(let person, let held):
            kind(.personHeld)
            id("person", person)
            flag("held", held)

        case .alertChanged, .flagSet, .counterSet, .visited, .paid, .paymentStopped, .ruleWaiting, .ruleIdle,
            .ruleFired, .dutyOwed, .dutyKept, .dutyLapsed, .dutyMissed:
            worldFields(of: event)
        case .resourcesChanged, .noticed, .leaked, .heard, .phaseEntered, .moveOpened, .moveBegun, .moveEnded,
            .networkHeld:
            networkFields(of: event)
        case .injectFired, .injectHeld, .injectCancelled, .injectScheduled, .injectEdited, .injectRetargeted,
            .followupSet, .followupDropped:
            injectFields(of: event)
        case .operationPlanned, .operationAnswered, .operationOrdered, .operationBegun, .operationMinute,
            .operationWaits, .operationOver, .operationCalledOff:
            operationFields(of: event)
        case .breached, .shared, .decided, .formSigned, .formShared, .mistakeMade, .toldBeyondScript,
            .treated:
            judgementFields(of: event)
        }
        json.endObject()
    }

    private mutating func worldFields(of event: Event) {
        switch event {
        case .alertChanged(let network, let value):
            kind(.alertChanged)
            id("network", network)
            number("value", value)
        case .flagSet(let name, let on):
            kind(.flagSet)
            id("flag", name)
            flag("on", on)
        case .counterSet(let counter, let value):
            kind(.counterSet)
            id("counter", counter)
            number("value", value)
        case .visited(let place, let agency):
            kind(.visited)
            id("place", place)
            id("agency", agency)
        case .paid(let flow, let amount):
            kind(.paid)
            id("flow", flow)
            number("amount", amount)
        case .paymentStopped(let flow):
            kind(.paymentStopped)
            id("flow", flow)
        case .ruleWaiting(let rule, let until):
            kind(.ruleWaiting)
            id("rule", ID<RuleInstance>(rule))
            time("until_ms", until)
        case .ruleIdle(let rule):
            kind(.ruleIdle)
            id("rule", ID<RuleInstance>(rule))
        case .ruleFired(let rule):
            kind(.ruleFired)
            id("rule", ID<RuleInstance>(rule))
        case .dutyOwed(let rule, let until):
            kind(.dutyOwed)
            id("rule", ID<RuleInstance>(rule))
            if let until { time("until_ms", until) }
        case .dutyLapsed(let rule):
            kind(.dutyLapsed)
            id("rule", ID<RuleInstance>(rule))
        case .dutyKept(let rule):
            kind(.dutyKept)
            id("rule", ID<RuleInstance>(rule))
        case .dutyMissed(let rule):
            kind(.dutyMissed)
            id("rule", ID<RuleInstance>(rule))
        default: preconditionFailure("this event belongs to another group")
        }
    }

    private mutating func networkFields(of event: Event) {
        switch event {
        case .resourcesChanged(let network, let value):
            kind(.resourcesChanged)
            id("network", network)
            number("value", value)
        case .noticed(let network, let agency, let act, let rise):
            kind(.noticed)
            id("network", network)
            id("agency", agency)
            id("act", act)
            number("by", rise)
        case .leaked(let network, let leak, let booking, let due):
            kind(.leaked)
            id("network", network)
            id("leak", leak)
            item("item", booking)
            time("at_ms", due)
        case .heard(let network, let leak, let booking):
            kind(.heard)
            id("network", network)
            id("leak", leak)
            item("item", booking)
        case .phaseEntered(let network, let phase):
            kind(.phaseEntered)
            id("network", network)
            id("phase", phase)
        case .moveOpened(let network, let move):
            kind(.moveOpened)
            id("network", network)
            id("move", move)
        case .moveBegun(let network, let move, let until):
            kind(.moveBegun)
            id("network", network)
            id("move", move)
            time("until_ms", until)
        case .moveEnded(let network, let move, let end, let persons, let again):
            kind(.moveEnded)
            id("network", network)
            id("move", move)
            word("end", end)
            list("persons", persons)
            if let again { time("again_ms", again) }
        case .networkHeld(let network, let held):
            kind(.networkHeld)
            id("network", network)
            flag("held", held)
        default: preconditionFailure("this event belongs to another group")
        }
    }

    private mutating func injectFields(of event: Event) {
        switch event {
        case .injectFired(let inject):
            kind(.injectFired)
            id("inject", inject)
        case .injectHeld(let inject, let held):
            kind(.injectHeld)
            id("inject", inject)
            flag("held", held)
        case .injectCancelled(let inject):
            kind(.injectCancelled)
            id("inject", inject)
        case .injectScheduled(let inject, let at):
            kind(.injectScheduled)
            id("inject", inject)
            time("at_ms", at)
        case .injectEdited(let inject, let title, let text):
            kind(.injectEdited)
            id("inject", inject)
            typed("title", title)
            typed("text", text)
        case .injectRetargeted(let inject, let seats):
            kind(.injectRetargeted)
            id("inject", inject)
            list("seats", seats)
        case .followupSet(let inject, let at):
            kind(.followupSet)
            id("inject", inject)
            time("at_ms", at)
        case .followupDropped(let inject):
            kind(.followupDropped)
            id("inject", inject)
        default: preconditionFailure("this event belongs to another group")
        }
    }

    private mutating func judgementFields(of event: Event) {
        switch event {
        case .breached(let breach):
            kind(.breached)
            fields(of: breach)
        case .shared(let share):
            kind(.shared)
            fields(of: share)
        case .formSigned(let form):
            kind(.formSigned)
            fields(of: form)
        case .formShared(let share):
            kind(.formShared)
            fields(of: share)
        case .mistakeMade(let made):
            kind(.mistakeMade)
            fields(of: made)
        case .decided(let decision):
            kind(.decided)
            fields(of: decision)
        case .toldBeyondScript(let person, let fact):
            kind(.toldBeyondScript)
            id("person", person)
            id("fact", fact)
        case .treated(let treatment):
            kind(.treated)
            id("person", treatment.person)
            id("agency", treatment.agency)
            item("contact", treatment.contact)
            numbers("ratings", treatment.ratings)
        default: preconditionFailure("this event belongs to another group")
        }
    }

    mutating func kind(_ stored: EventKind) { kind(stored.rawValue, stored.revision) }
}
