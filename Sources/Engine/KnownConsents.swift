import Basics
import Model

/// What somebody said to one thing that they were asked to agree to, as an agency knows it.
public struct KnownConsent: Hashable, Sendable {
    public let consent: Consent
    public let given: Bool
    public let at: ExerciseTime
    /// When the yes was taken back, or ended by a no that came later.
    public internal(set) var endedAt: ExerciseTime?
}

extension Engine {
    /// Whom somebody has let hear what, and what for: what the agency asked itself, and what was taken back before it, in a form
    /// or a note that it has read, or in a decision that was written to it. The oldest first, the newest answer to each.
    ///
    /// - Parameters:
    ///   - end: what was said or read later is left out; nil is until now.
    ///   - left: an item that is left out, as if it had not come.
    public func consents(
        of person: PersonID, knownTo agency: AgencyID, until end: ExerciseTime? = nil,
        without left: ItemID? = nil, in state: State
    ) -> [KnownConsent] {
        let said =
            answers(of: person, to: agency, without: left, state)
            + withdrawals(by: person, knownTo: agency, until: end, state)
            + notes(from: person, to: agency, until: end, without: left, state)
        return known(from: said.filter { one in end.map { one.at <= $0 } ?? true })
    }

    /// Whether an answer, or a note that a yes is taken back, changes what a form that the agency signed says of its person. One
    /// that came to it stays in the item with which it came, which stands still.
    public func tellsOfConsent(_ item: ItemID, to agency: AgencyID, in state: State) -> Bool {
        let persons = state.forms.filter {
            scenario.world.acts[$0.value.type].showsConsents && state.seats[$0.value.seat].agency == agency
        }.compactMap(\.value.person)
        return persons.contains { person in
            consents(of: person, knownTo: agency, in: state)
                != consents(of: person, knownTo: agency, without: item, in: state)
        }
    }

    private func known(from said: [Said]) -> [KnownConsent] {
        var known: [KnownConsent] = []
        for (_, one) in said.enumerated().sorted(by: { ($0.1.at, $0.0) < ($1.1.at, $1.0) }) {
            switch one.what {
            case .answer(let consent, let given):
                known.removeAll { $0.consent == consent }
                if !given { known.end(at: one.at) { $0.covers(consent) } }
                known.append(KnownConsent(consent: consent, given: given, at: one.at))
            case .withdrawal(let recipient, let purpose):
                known.end(at: one.at) { given in
                    (recipient == nil || given.recipient == recipient)
                        && (purpose == nil || given.purpose == nil || given.purpose == purpose)
                }
            }
        }
        return known
    }

    private struct Said {
        let at: ExerciseTime
        let what: What

        enum What {
            case answer(Consent, Bool)
            /// Nil is any.
            case withdrawal(from: Consent.Recipient?, for: PurposeID?)
        }
    }

    private func answers(
        of person: PersonID, to agency: AgencyID, without left: ItemID?, _ state: State
    ) -> [Said] {
        state.items.compactMap { record in
            guard record.item.id != left, case .result(let booking, .consented(let given)) = record.item.body,
                record.item.seats.contains(where: { state.seats[$0].agency == agency }),
                let act = state.booking(booking)?.booking.act, act.person == person
            else { return nil }
            return Said(at: record.sentAt, what: .answer(consent(for: act, by: agency), given))
        }
    }

    private func withdrawals(
        by person: PersonID, knownTo agency: AgencyID, until end: ExerciseTime?, _ state: State
    ) -> [Said] {
        let types = scenario.world.acts.ids.filter { type in
            scenario.world.acts[type].effects.contains { if case .withdraw = $0.verb { true } else { false } }
        }
        guard !types.isEmpty else { return [] }
        let read = actsRead(by: agency, until: end, state)
        return state.bookings.flatMap { record -> [Said] in
            guard let at = record.completedAt, types.contains(record.booking.act.type),
                state.seats[record.booking.seat].agency == agency || read.contains(record.booking.id)
            else { return [] }
            return withdrawals(in: record.booking, by: person, at: at, state).map {
                Said(at: at, what: .withdrawal(from: $0.recipient, for: $0.purpose))
            }
        }
    }

    /// What a note said that it has read: a referral was stopped, or whoever plays the person took a yes back.
    private func notes(
        from person: PersonID, to agency: AgencyID, until end: ExerciseTime?, without left: ItemID?,
        _ state: State
    ) -> [Said] {
        state.items.compactMap { record in
            guard record.item.id != left, record.item.persons == [person],
                isRead(record, by: agency, until: end, state),
                let consent = takenBack(record.item, in: state)
            else { return nil }
            return Said(
                at: record.sentAt, what: .withdrawal(from: consent.recipient, for: consent.purpose))
        }
    }

    private func isRead(
        _ record: ItemRecord, by agency: AgencyID, until end: ExerciseTime?, _ state: State
    ) -> Bool {
        record.opened.contains { opening in
            state.seats[opening.seat].agency == agency && end.map { opening.time <= $0 } ?? true
        }
    }

    /// Acts of others of which the agency has read a form or a notice.
    private func actsRead(by agency: AgencyID, until end: ExerciseTime?, _ state: State) -> [ItemID] {
        state.items.flatMap { record -> [ItemID] in
            guard isRead(record, by: agency, until: end, state) else { return [] }
            if case .notice(let act, _) = record.item.body { return [act] }
            return record.item.forms
        }
    }
}

extension [KnownConsent] {
    fileprivate mutating func end(at time: ExerciseTime, where isMeant: (Consent) -> Bool) {
        for place in indices where self[place].given && self[place].endedAt == nil {
            if isMeant(self[place].consent) { self[place].endedAt = time }
        }
    }
}
