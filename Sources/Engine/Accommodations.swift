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
        if index.asking.contains(where: { state.did(agency, $0, for: person) }) { return true }
        return state.formShares.contains { share in
            guard share.value.to == agency, let form = state.form(share.value.form) else { return false }
            return form.person == person && index.asking.contains(form.type)
                && hasRead(form.id, agency, in: state)
        }
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
