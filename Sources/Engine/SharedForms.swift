import Basics
import Model

/// What a sharing class has to know of what is passed on: a fact, or a signed form.
struct SharedMatter {
    var sharing: ClassID
    var consentOf: [PersonID]
    var persons: [PersonID]
    var places: [PlaceID]
    /// The sharing agency has it from another one.
    var wasTold: Bool
}

extension Engine {
    /// What the class of a signed form says to passing it on. The facts that it cites are asked by themselves.
    public func sharing(
        form: SignedForm, from: AgencyID, to: AgencyID, on basis: BasisID? = nil,
        for purpose: PurposeID? = nil, at now: ExerciseTime, in state: State
    ) -> LawAnswer {
        sharing(form: form, from: from, to: to, on: basis, for: purpose, at: now, in: state).law
    }

    func sharing(
        form: SignedForm, from: AgencyID, to: AgencyID, on basis: BasisID?, for purpose: PurposeID?,
        at now: ExerciseTime, in state: State
    ) -> (law: LawAnswer, mistake: MistakeID?) {
        guard let sharing = scenario.world.acts[form.type].sharing else { return (.allowed, nil) }
        let persons = form.person.map { [$0] } ?? []
        let matter = SharedMatter(
            sharing: sharing, consentOf: persons, persons: persons, places: [], wasTold: false)
        return self.sharing(matter, from: from, to: to, on: basis, for: purpose, at: now, in: state)
    }
}

extension Engine {
    /// Whether an agency has signed such a form about somebody, or has read one that another agency passed on: what was filled in
    /// once need not be filled in again.
    func holdsForm(_ type: ActTypeID, about person: PersonID, _ agency: AgencyID, in state: State) -> Bool {
        state.forms.contains { dated in
            let form = dated.value
            guard form.type == type, form.person == person else { return false }
            return state.seats[form.seat].agency == agency || hasRead(form.id, agency, in: state)
        }
    }

    /// A signed form came to the agency, and somebody there has opened it.
    func hasRead(_ form: ItemID, _ agency: AgencyID, in state: State) -> Bool {
        state.formShares.contains { $0.value.to == agency && $0.value.form == form }
            && state.items.contains { record in
                record.item.forms.contains(form)
                    && record.opened.contains { state.seats[$0.seat].agency == agency }
            }
    }
}

extension State {
    public func form(_ id: ItemID) -> SignedForm? { forms.last { $0.value.id == id }?.value }
}

extension Decider {
    /// Only a share carries forms, and only those that the agency itself has signed.
    func checkForms(of act: Act, _ verb: Verb, _ agency: AgencyID) throws(Refusal) {
        if act.forms.isEmpty { return }
        guard verb == .share else { throw .unknownThing }
        for id in act.forms {
            guard let form = state.form(id), state.seats[form.seat].agency == agency else {
                throw .unknownThing
            }
        }
    }

    /// Whom the forms are about; whoever reads a form knows of them.
    func persons(of forms: [ItemID]) -> [PersonID] { unique(forms.compactMap { state.form($0)?.person }) }

    mutating func judge(forms: [ItemID], from seat: SeatID, to agencies: [AgencyID], _ act: Act) {
        let agency = state.seats[seat].agency
        for other in agencies where other != agency {
            for form in forms.compactMap({ state.form($0) }) {
                let (law, mistake) = engine.sharing(
                    form: form, from: agency, to: other, on: act.basis, for: act.purpose, at: now, in: state)
                emit(
                    .formShared(
                        FormShare(
                            form: form.id, from: agency, to: other, answer: law.answer, basis: act.basis)))
                guard law.answer != .allowed else { continue }
                emit(
                    .breached(
                        Breach(
                            rule: law.rule, article: law.article, agency: agency, seat: seat,
                            person: form.person, says: law.says.map { [$0] } ?? [])))
                if let mistake { make(mistake, by: agency, for: form.person) }
            }
        }
    }
}

extension Engine {
    /// Forms bring the facts that they cite: who passes on a form passes on those.
    func withCitedFacts(_ act: Act, _ state: State) -> Act {
        if act.forms.isEmpty { return act }
        var act = act
        act.facts = unique(act.facts + act.forms.flatMap { state.form($0)?.facts ?? [] })
        return act
    }
}
