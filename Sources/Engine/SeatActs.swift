import Basics
import Model

/// Taking an act on: everything that can refuse stands before the first event.
extension Decider {
    mutating func decide(_ act: Act, by seat: SeatID) throws(Refusal) {
        try mayAct()
        let agency = state.seats[seat].agency
        guard engine.mayUse(act.type, agency) else { throw .notYours }
        let type = world.acts[act.type]
        let act = engine.withCitedFacts(act.withoutRepeats, state)
        try check(act, type, by: seat, agency)
        try checkTime(act, type, by: seat)
        let gates = gates(against: act, by: agency)
        if let hard = gates.first(where: \.hard) { throw .impossible(rule: hard.rule, says: hard.says) }
        let id = newID()
        begin(act, type, by: seat, id)
        record(gates, act, by: seat)
        sendOff(act, type, seat)
        if type.verb.isAtOnce, type.rung?.travels == nil { finish(id) }
    }

    /// Carries out what needs nobody's leave or time any more, as an operation does; what the law makes impossible is
    /// left undone. Nobody was warned by the first gate, who could have seen to it and met the next: each that is closed
    /// stands on record.
    mutating func carryOut(_ act: Act, by seat: SeatID) {
        let gates = gates(against: act, by: state.seats[seat].agency)
        if gates.contains(where: \.hard) { return }
        let id = newID()
        emit(.booked(Booking(id: id, seat: seat, act: act, minutes: 0, staff: 0, due: now)))
        record(gates, act, by: seat)
        finish(id)
    }

    private func mayAct() throws(Refusal) {
        switch state.phase {
        case .ready: throw .notStarted
        case .paused: throw .paused
        case .ended: throw .ended
        case .running: break
        }
    }

    private func checkTime(_ act: Act, _ type: ActType, by seat: SeatID) throws(Refusal) {
        let here = state.seats[seat]
        let isBusy = here.busyUntil > now
        let inConversation = isBusy && act.person != nil && here.conversation == act.person
        if !type.verb.whileBusy, isBusy, !(type.verb.isConversation && inConversation) {
            throw .busy(until: here.busyUntil)
        }
        if let until = engine.staffLacks(for: act.type, seat, at: now, in: state) {
            throw .noStaff(until: until)
        }
        if let person = act.person, type.verb.needsPersonsTime, state.persons[person].busyUntil > now,
            !inConversation
        {
            throw .personBusy(until: state.persons[person].busyUntil)
        }
    }

    private mutating func begin(_ act: Act, _ type: ActType, by seat: SeatID, _ id: ItemID) {
        let extra = act.interpreter.map { type.verb.isConversation ? world.interpreters[$0].minutes : 0 } ?? 0
        // Analysts read every fact that is laid before them.
        let times = type.verb == .link ? max(1, act.facts.count / 2) : 1
        let minutes = type.minutes * times + extra
        let agency = state.seats[seat].agency
        var due = now
        if !type.verb.isAtOnce {
            let jitter = Chance(seed: state.seed).below(
                31, "answer time", [seat.index, act.type.index], count: state.seats[seat].uses[act.type])
            let wait = type.wait(for: agency, in: world) * (85 + jitter) / 100
            due = max(
                now.after(minutes: minutes),
                engine.due(after: wait, office: type.officeTime, agency: agency, from: now))
            if type.takesJourney, let service = act.service {
                due = due.after(minutes: world.services[service].intake?.journey ?? 0)
            }
        }
        if let arrival = arrival(of: act, type) { due = arrival }
        emit(
            .booked(
                Booking(
                    id: id, seat: seat, act: act, minutes: minutes,
                    staff: type.verb.whileBusy ? 0 : type.staff, due: due)))
        leak(act, by: seat, id)
        if minutes > 0 {
            emit(
                .minutesBooked(seat, minutes: minutes, person: type.verb.needsPersonsTime ? act.person : nil))
        }
    }

    // MARK: What each verb needs

    /// Minutes; nobody plays for longer than a year.
    static let longestDeadline = 366 * 1440

    private func check(_ act: Act, _ type: ActType, by seat: SeatID, _ agency: AgencyID) throws(Refusal) {
        if !type.bases.isEmpty, act.basis.map(type.bases.contains) != true { throw .missing(.basis) }
        guard act.choices.count == type.choices.count else { throw .missing(.choice) }
        for (choice, value) in zip(type.choices, act.choices) {
            let options = choice.isFlag ? 2 : choice.options.count
            guard value >= choice.from, value < choice.from + options else { throw .missing(.choice) }
        }
        guard act.facts.allSatisfy({ state.knows(agency, $0) }) else { throw .unknownThing }
        try checkForms(of: act, type.verb, agency)
        if type.verb == .form || !type.fields.isEmpty { try checkFields(act, type) }
        if let person = act.person, !state.agencies[agency].persons[person] { throw .unknownThing }
        if let place = act.place, !state.agencies[agency].places[place] { throw .unknownThing }
        switch type.verb {
        case .query: if act.text.isEmpty { throw .missing(.text) }
        case .visit: if act.place == nil { throw .missing(.place) }
        case .talk:
            try checkMeeting(act, agency)
            if act.topic == nil { throw .missing(.topic) }
        case .consent:
            try checkMeeting(act, agency)
            if act.service == nil && act.agency == nil { throw .missing(.service) }
        case .help, .appoint: try checkReach(act, agency)
        case .form: try checkForm(act, type)
        case .protect:
            try checkReach(act, agency)
            guard let service = act.service else { throw .missing(.service) }
            guard world.services[service].safe else { throw .unknownThing }
        case .refer:
            try checkReach(act, agency)
            if act.service == nil { throw .missing(.service) }
            try checkReferral(act, agency)
        case .acknowledge, .accept: try checkAsked(act, agency, type.verb)
        case .revoke: try checkRevoking(act, seat)
        case .remove: try checkReach(act, agency)
        case .planOperation: try checkPlan(act, type, agency)
        case .takePart, .declinePart: try checkPart(act, type.verb, by: seat, agency)
        case .beginOperation, .callOff: try checkWord(act, type.verb, by: seat, agency)
        case .obtain: if act.person == nil && act.place == nil { throw .missing(.person) }
        case .write:
            if act.text.isEmpty && act.facts.isEmpty { throw .missing(.text) }
            if recipients(of: act, but: seat).isEmpty { throw .missing(.recipients) }
        case .share:
            if act.facts.isEmpty && act.forms.isEmpty { throw .missing(.facts) }
            if act.agencies.allSatisfy({ $0 == agency }) { throw .missing(.recipients) }
            try checkChannel(act, type, agency)
        case .request:
            guard let other = act.agency else { throw .missing(.agency) }
            if other == agency { throw .sameAgency }
            if act.person == nil && act.place == nil && act.kind == nil { throw .missing(.person) }
            if let deadline = act.deadline, !(1...Decider.longestDeadline).contains(deadline) {
                throw .missing(.deadline)
            }
            try checkChannel(act, type, agency)
        case .answer, .refuse: try checkRequest(act, agency)
        case .askOrder:
            guard let other = act.agency else { throw .missing(.agency) }
            guard let order = type.order, engine.mayGive(order, other, askedBy: agency) else {
                throw .unknownThing
            }
            if act.person == nil && act.place == nil { throw .missing(.person) }
            if act.text.isEmpty { throw .missing(.reasons) }
        case .giveOrder, .refuseOrder: try checkOrder(act, agency, type.verb)
        case .link: if act.facts.count < 2 { throw .missing(.facts) }
        case .mark: try checkMark(act, type, agency)
        case .charge:
            if act.person == nil { throw .missing(.person) }
            if act.facts.isEmpty { throw .missing(.facts) }
            if act.text.isEmpty { throw .missing(.reasons) }
        case .decide:
            if act.text.isEmpty { throw .missing(.reasons) }
            if act.more.isEmpty { throw .missing(.alternatives) }
        }
    }

    private func checkReach(_ act: Act, _ agency: AgencyID) throws(Refusal) {
        guard let person = act.person else { throw .missing(.person) }
        if state.persons[person].has(.lost) { throw .lostContact }
        if state.persons[person].has(.absent) { throw .notHere }
        guard engine.canReach(person, agency, in: state) else { throw .notHere }
    }

    private func checkMeeting(_ act: Act, _ agency: AgencyID) throws(Refusal) {
        try checkReach(act, agency)
        if act.setting == nil { throw .missing(.setting) }
    }

    private func checkForm(_ act: Act, _ type: ActType) throws(Refusal) {
        if act.person == nil { throw .missing(.person) }
    }

    /// The lines of a form, or of a request or a referral that is a document.
    private func checkFields(_ act: Act, _ type: ActType) throws(Refusal) {
        guard act.fields.count == type.fields.count else { throw .missing(.field) }
        // A request that lacks something is sent, and comes back.
        if type.verb == .request { return }
        for (field, typed) in zip(type.fields, act.fields) where field.isNeeded && typed.isEmpty {
            throw .missing(.field)
        }
    }

    private func checkRequest(_ act: Act, _ agency: AgencyID) throws(Refusal) {
        guard let id = act.item, let record = state.item(id) else { throw .missing(.item) }
        let isRefusal = world.acts[act.type].verb == .refuse
        switch record.item.body {
        case .request(let request) where request.to == agency && (isRefusal || request.agreement == nil):
            if !record.state.isWaiting && record.state != .lapsed { throw .alreadyAnswered }
        case .referred(let referral) where isRefusal && world.services[referral.service].agency == agency:
            try checkWaits(record)
        default: throw .missing(.item)
        }
        if isRefusal, act.text.isEmpty { throw .missing(.reasons) }
    }

    private func checkOrder(_ act: Act, _ agency: AgencyID, _ verb: Verb) throws(Refusal) {
        guard let id = act.item, let record = state.item(id), case .order(let request) = record.item.body,
            request.to == agency
        else { throw .missing(.item) }
        if record.state != .open { throw .alreadyAnswered }
        if let order = world.acts[act.type].order, order != request.order { throw .unknownThing }
        if verb == .refuseOrder, act.text.isEmpty { throw .missing(.reasons) }
    }

    private func checkMark(_ act: Act, _ type: ActType, _ agency: AgencyID) throws(Refusal) {
        guard act.person != nil else { throw .missing(.person) }
        guard let status = act.status, type.status.contains(status) else { throw .missing(.status) }
        guard engine.mayMark(status, agency) else { throw .notYours }
        if act.text.isEmpty { throw .missing(.reasons) }
        if status == .notIdentified, act.more.isEmpty { throw .missing(.appeal) }
    }

    func recipients(of act: Act, but seat: SeatID) -> [SeatID] {
        var found = act.seats
        for agency in act.agencies { found += engine.index.seatsOf[agency] }
        var unique: [SeatID] = []
        for one in found where one != seat && !unique.contains(one) { unique.append(one) }
        return unique
    }
}

extension Engine {
    /// When the next of a seat's staff is free, if an act needs more than are free now; nil if there are enough.
    public func staffLacks(
        for type: ActTypeID, _ seat: SeatID, at now: ExerciseTime, in state: State
    ) -> ExerciseTime? {
        let (verb, needed) = (scenario.world.acts[type].verb, scenario.world.acts[type].staff)
        if verb.whileBusy || verb.isConversation || needed == 0 { return nil }
        var bound = 0
        var next: ExerciseTime?
        for until in state.seats[seat].staffUntil where until > now {
            bound += 1
            next = next.map { min($0, until) } ?? until
        }
        return bound + needed > max(needed, scenario.seats[seat].staff) ? next : nil
    }

    /// Only agencies that the world names mark presumed, or identify formally (R-ID-02, R-ID-08).
    public func mayMark(_ status: PersonStatus, _ agency: AgencyID) -> Bool {
        switch status {
        case .unknown: false
        case .potential: true
        case .presumed: has(index.presume, agency)
        case .identified, .notIdentified: has(index.identify, agency)
        }
    }

    private func has(_ power: PowerID?, _ agency: AgencyID) -> Bool {
        power.map(scenario.world.agencies[agency].powers.contains) ?? false
    }
}

extension Act {
    /// Named twice is named once.
    fileprivate var withoutRepeats: Act {
        var act = self
        act.facts = unique(facts)
        act.forms = unique(forms)
        act.agencies = unique(agencies)
        act.seats = unique(seats)
        act.places = unique(places)
        return act
    }

}

/// Each thing once, in the order of its first mention.
func unique<Thing: Equatable>(_ list: [Thing]) -> [Thing] {
    if list.count < 2 { return list }
    var found: [Thing] = []
    for thing in list where !found.contains(thing) { found.append(thing) }
    return found
}

extension Verb {
    /// Carried out when it is decided; its minutes are booked all the same.
    /// A plan is there when it is sent, so that nothing has begun in between.
    var isAtOnce: Bool { whileBusy || isConversation || self == .planOperation }
    public var isConversation: Bool { self == .talk || self == .consent }
    var needsPersonsTime: Bool {
        switch self {
        case .talk, .consent, .help, .protect, .refer: true
        default: false
        }
    }
}
