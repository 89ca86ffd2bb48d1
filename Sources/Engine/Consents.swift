import Basics
import Model

/// Consent is given to a recipient for a purpose; a yes for one opens no other.
extension Engine {
    /// What an act is for, as far as consent is concerned: what was said, else what its recipient is there for.
    public func purpose(of act: Act, by agency: AgencyID) -> PurposeID? {
        if let purpose = act.purpose { return purpose }
        if let service = act.service { return scenario.world.services[service].purpose }
        return scenario.world.agencies[act.agency ?? agency].purpose
    }

    /// What the person would have to agree to, or is asked to agree to. An act that names nobody else is about the agency itself.
    public func consent(for act: Act, by agency: AgencyID) -> Consent {
        let recipient: Consent.Recipient =
            act.service.map { .service($0) } ?? .agency(act.agency ?? agency)
        return Consent(to: recipient, for: purpose(of: act, by: agency))
    }

    func consented(_ person: PersonID, _ act: Act, _ agency: AgencyID, _ state: State) -> Bool {
        state.persons[person].agrees(to: consent(for: act, by: agency))
    }

    /// - Parameter purpose: what is asked about, whatever the act itself is for.
    func consented(
        _ person: PersonID, _ act: Act, _ agency: AgencyID, to purpose: PurposeID, _ state: State
    ) -> Bool {
        var asked = act
        asked.purpose = purpose
        return consented(person, asked, agency, state)
    }

    /// When the agency last heard a no to what it asks for, or that the yes was taken back; nil if the last was no no.
    func refused(_ person: PersonID, _ act: Act, _ agency: AgencyID, _ state: State) -> ExerciseTime? {
        let asked = consent(for: act, by: agency)
        guard state.persons[person].refused.contains(asked), !state.persons[person].agrees(to: asked) else {
            return nil
        }
        let known = consents(of: person, knownTo: agency, in: state).last { $0.consent == asked }
        return known.flatMap { $0.given ? $0.endedAt : $0.at }
    }

    /// Minutes since that no; the largest number where there is none.
    func refusedSince(_ act: Act, _ agency: AgencyID, at now: ExerciseTime, _ state: State) -> Int {
        guard let at = act.person.flatMap({ refused($0, act, agency, state) }) else {
            return ActName.longestSince
        }
        return min(ActName.longestSince, max(0, now.minutes - at.minutes))
    }

    /// The step was taken since that no.
    func isTakenSinceRefused(_ step: StepID, _ act: Act, _ agency: AgencyID, _ state: State) -> Bool {
        guard let person = act.person, let at = refused(person, act, agency, state) else { return false }
        return state.persons[person].steps.contains { $0.step == step && $0.time >= at }
    }
}

extension PersonState {
    func agrees(to asked: Consent) -> Bool { consents.contains { $0.covers(asked) } }

    /// A no to one purpose leaves the others, but ends a yes that was for all of them: what is doubtful is not agreed to.
    mutating func set(_ consent: Consent, _ given: Bool) {
        consents.removeAll { given ? $0 == consent : $0.covers(consent) }
        refused.removeAll { $0 == consent }
        if given { consents.append(consent) } else { refused.append(consent) }
    }
}

extension Decider {
    /// Each that is taken back is an event of its own.
    mutating func withdraw(_ withdrawal: Withdrawal, _ scope: Scope) {
        guard let person = resolve(withdrawal.person, scope) else { return }
        let choices = scope.act?.act.choices ?? []
        let recipient = withdrawal.recipient.value(in: choices)
        let purpose = withdrawal.purpose.value(in: choices)
        for given in state.persons[person].consents
        where (recipient == nil || given.recipient == recipient)
            && (purpose == nil || given.purpose == nil || given.purpose == purpose)
        {
            setConsent(person, given, false)
        }
    }

    /// An answer is given for what was asked.
    func withPurposeAsked(_ act: Act) -> Act {
        guard act.purpose == nil, let item = act.item, let record = state.item(item),
            case .request(let request) = record.item.body
        else { return act }
        var act = act
        act.purpose = request.purpose
        return act
    }
}

/// Being asked to agree to something, by whoever speaks for the character: the script, or somebody who holds it.
extension Decider {
    typealias ConsentQuestion = (person: PersonID, consent: Consent, booking: ItemID, scripted: Bool)

    mutating func askConsent(
        _ act: Act, _ type: ActType, _ seat: SeatID, _ agency: AgencyID, _ id: ItemID
    ) {
        guard let person = act.person else { return }
        see(person, agency)
        let scope = scope(for: act, by: agency)
        if let setting = act.setting { run(world.settings[setting].effects, scope) }
        let given = holds(type.consents, scope)
        let consent = engine.consent(for: act, by: agency)
        if !state.persons[person].has(.reached) { emit(.markChanged(person, .reached, true)) }
        guard state.persons[person].held else {
            setConsent(person, consent, given)
            return tell(seat, id, .consented(given), act)
        }
        let until = now.after(minutes: scenario.replyWindow)
        emit(
            .itemSent(
                Item(
                    id: newID(),
                    body: .consentAsked(person, consent, booking: id, until: until, scripted: given),
                    seats: [], sender: seat, persons: [person])))
    }

    /// The holder says yes or no.
    mutating func agree(to id: ItemID, _ given: Bool, as person: PersonID? = nil) throws(Refusal) {
        try mustPlay()
        guard let asked = consentQuestion(id), person == nil || asked.person == person else {
            throw .unknownThing
        }
        guard state.item(id)?.state == .open else { throw .alreadyAnswered }
        guard state.persons[asked.person].held else { throw .notHeld }
        emit(.itemAnswered(id, .answered))
        settle(asked, given)
    }

    /// Nobody has answered for the character, so that the script's answer counts, as it was when it was asked.
    mutating func leaveConsentToScript(_ id: ItemID) {
        guard let asked = consentQuestion(id) else { return }
        emit(.itemAnswered(id, .lapsed))
        settle(asked, asked.scripted)
    }

    /// Nothing follows from having asked before somebody has answered in the character's place.
    func waitsForHolder(_ act: Act, _ type: ActType) -> Bool {
        type.verb == .consent && act.person.map { state.persons[$0].held } ?? false
    }

    func consentQuestion(_ id: ItemID) -> ConsentQuestion? {
        guard let record = state.item(id),
            case .consentAsked(let person, let consent, let booking, _, let scripted) = record.item.body
        else { return nil }
        return (person, consent, booking, scripted)
    }

    private mutating func settle(_ asked: ConsentQuestion, _ given: Bool) {
        setConsent(asked.person, asked.consent, given)
        guard let booking = state.booking(asked.booking)?.booking else { return }
        tell(booking.seat, asked.booking, .consented(given), booking.act)
        follow(booking)
    }
}
