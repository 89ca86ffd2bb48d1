import Basics
import Model

/// A yes that is not given any more stops what is under way because of it, and whoever acts on it hears so at once.
extension Decider {
    mutating func setConsent(_ person: PersonID, _ consent: Consent, _ given: Bool) {
        let agreed = given ? [] : referrals(of: person).filter { engine.rests($0.value, on: person, state) }
        emit(.consentSet(person, consent, given))
        for (id, referral) in agreed where !engine.rests(referral, on: person, state) {
            // Where the pack asks for no consent, as for a child, nothing stops.
            if engine.needsConsent(referral, at: now, state) { stop(id) }
        }
    }

    private func referrals(of person: PersonID) -> [(key: ItemID, value: Referral)] {
        state.items.compactMap { record in
            guard case .referred(let referral) = record.item.body, referral.person == person,
                engine.canRevoke(record)
            else { return nil }
            return (record.item.id, referral)
        }
    }

    private mutating func stop(_ id: ItemID) {
        dissolve(id, .revoked)
        tellSender(of: id, .revoked, by: nil)
        guard let record = state.item(id), !record.item.seats.isEmpty else { return }
        emit(
            .itemSent(
                Item(
                    id: newID(), body: .reply(to: id, .revoked, .empty), seats: record.item.seats,
                    sender: nil, persons: record.item.persons)))
    }

    /// Whoever plays the character takes a yes back in its name; each office that was told this yes is told so.
    mutating func takeBack(_ consent: Consent, as person: PersonID) throws(Refusal) {
        try mustPlay()
        guard state.persons[person].held else { throw .notHeld }
        guard state.persons[person].consents.contains(consent) else { throw .unknownThing }
        setConsent(person, consent, false)
        for (seat, booking) in asked(person, consent) {
            emit(
                .itemSent(
                    Item(
                        id: newID(), body: .reply(to: booking, .revoked, .empty), seats: [seat], sender: nil,
                        persons: [person])))
        }
    }

    /// Which seats were told this yes, each with the last time.
    private func asked(_ person: PersonID, _ consent: Consent) -> [(SeatID, ItemID)] {
        var found: [(SeatID, ItemID)] = []
        for record in state.items {
            guard case .result(let id, .consented(true)) = record.item.body,
                let booking = state.booking(id)?.booking, booking.act.person == person,
                engine.consent(for: booking.act, by: state.seats[booking.seat].agency) == consent
            else { continue }
            found.removeAll { $0.0 == booking.seat }
            found.append((booking.seat, id))
        }
        return found
    }
}

extension Engine {
    /// The person agrees to what the referral is for.
    fileprivate func rests(_ referral: Referral, on person: PersonID, _ state: State) -> Bool {
        consent(behind: referral, state).map { state.persons[person].agrees(to: $0) } ?? false
    }

    private func consent(behind referral: Referral, _ state: State) -> Consent? {
        state.booking(referral.booking).map { consent(for: $0.booking.act, by: referral.from) }
    }

    /// One of the pack's gates asks for consent to such a referral, as it stands now and as its sender can know it.
    fileprivate func needsConsent(_ referral: Referral, at time: ExerciseTime, _ state: State) -> Bool {
        guard let act = state.booking(referral.booking)?.booking.act else { return false }
        var believed = scope(for: act, by: referral.from, at: time, state)
        believed.believed = true
        return scenario.world.acts[act.type].gates.contains {
            $0.answer == .needsConsent && holds($0.when, believed, state)
        }
    }

    /// The yes that an item says is taken back: by the person, and not by whoever sent something.
    public func takenBack(_ item: Item, in state: State) -> Consent? {
        guard case .reply(let to, .revoked, _) = item.body, item.sender == nil else { return nil }
        if case .referred(let referral)? = state.item(to)?.item.body {
            return consent(behind: referral, state)
        }
        return state.booking(to).map {
            consent(for: $0.booking.act, by: state.seats[$0.booking.seat].agency)
        }
    }

    /// What somebody took back, the oldest first: as offices wrote it down, or by whoever plays the person.
    public func takenBack(by person: PersonID, in state: State) -> [TakenBack] {
        let written = state.bookings.flatMap { record -> [TakenBack] in
            guard let at = record.completedAt else { return [] }
            return withdrawals(in: record.booking, by: person, at: at, state).map {
                TakenBack(at: at, by: record.booking.seat, recipient: $0.recipient, purpose: $0.purpose)
            }
        }
        var own: [TakenBack] = []
        for record in state.items where record.item.persons == [person] {
            guard case .reply(let to, _, _) = record.item.body, state.booking(to) != nil,
                let consent = takenBack(record.item, in: state)
            else { continue }
            let one = TakenBack(
                at: record.sentAt, by: nil, recipient: consent.recipient, purpose: consent.purpose)
            // Several offices may have been told.
            if !own.contains(one) { own.append(one) }
        }
        return (written + own).sorted { $0.at < $1.at }
    }

    func withdrawals(
        in booking: Booking, by person: PersonID, at time: ExerciseTime, _ state: State
    ) -> [(recipient: Consent.Recipient?, purpose: PurposeID?)] {
        let act = booking.act
        let type = scenario.world.acts[act.type]
        guard type.effects.contains(where: { if case .withdraw = $0.verb { true } else { false } }) else {
            return []
        }
        let scope = scope(for: act, by: state.seats[booking.seat].agency, at: time, state)
        return type.effects.compactMap { effect in
            guard case .withdraw(let withdrawal) = effect.verb, withdrawal.person.id(in: scope) == person,
                holds(effect.when, scope, state)
            else { return nil }
            return (withdrawal.recipient.value(in: act.choices), withdrawal.purpose.value(in: act.choices))
        }
    }
}

/// Something was taken back that somebody had agreed to.
public struct TakenBack: Hashable, Sendable {
    public let at: ExerciseTime
    /// Who wrote it down; nil where whoever plays the person took it back.
    public let by: SeatID?
    /// Nil is any.
    public let recipient: Consent.Recipient?
    public let purpose: PurposeID?
}
