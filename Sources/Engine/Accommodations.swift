import Basics
import Model

/// What people need in order to take part: known by seeing it, by a fact, or by having asked.
extension Engine {
    public func needs(of person: PersonID) -> [AccommodationID] {
        scenario.persons[person].accommodations.map(\.accommodation)
    }

    /// What an agency knows that somebody needs.
    public func knownNeeds(of person: PersonID, to agency: AgencyID, in state: State) -> [AccommodationID] {
        let all = scenario.persons[person].accommodations
        if all.isEmpty { return [] }
        if hasAsked(agency, person, in: state) { return all.map(\.accommodation) }
        return all.filter { need in
            need.isSeen && state.agencies[agency].sightings[person] != nil
                || need.knownBy.contains { state.knows(agency, $0) }
        }.map(\.accommodation)
    }

    /// Asked by itself, or read in the form of somebody who has asked.
    private func hasAsked(_ agency: AgencyID, _ person: PersonID, in state: State) -> Bool {
        let always = index.asking.filter { scenario.world.acts[$0].asksNeeds == .always }
        if always.contains(where: { state.did(agency, $0, for: person) }) { return true }
        if always.count < index.asking.count, signed(by: agency, asking: person, in: state) { return true }
        return state.formShares.contains { share in
            guard share.value.to == agency, let form = state.form(share.value.form) else { return false }
            return asks(form, person, in: state) && hasRead(form.id, agency, in: state)
        }
    }

    private func signed(by agency: AgencyID, asking person: PersonID, in state: State) -> Bool {
        state.forms.contains {
            state.seats[$0.value.seat].agency == agency && asks($0.value, person, in: state)
        }
    }

    /// In a form as it was signed: a form can say that somebody was not asked.
    private func asks(_ form: SignedForm, _ person: PersonID, in state: State) -> Bool {
        let condition = scenario.world.acts[form.type].asksNeeds
        guard form.person == person, condition != .never else { return false }
        if condition == .always { return true }
        var act = Act(type: form.type)
        (act.person, act.choices) = (person, form.choices)
        let scope = Scope(
            person: person, agency: state.seats[form.seat].agency, act: ActScope(act, at: state.time))
        return holds(condition, scope, state)
    }

    /// Whether the service at hand offers what the person needs, as far as the agency knows where that is asked.
    func fits(_ act: Act, _ scope: Scope, _ state: State) -> Bool {
        guard let person = act.person, let service = act.service else { return true }
        let needed =
            scope.believed
            ? scope.agency.map { knownNeeds(of: person, to: $0, in: state) } ?? [] : needs(of: person)
        return needed.allSatisfy(scenario.world.services[service].offers.contains)
    }
}
