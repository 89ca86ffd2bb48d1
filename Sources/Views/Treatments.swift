import Basics
import Engine
import Model

extension Debrief {
    /// How a character felt treated in one contact (V-10).
    public struct Treated: Hashable, Sendable {
        public let person: Text
        public let agencyID: String
        public let agency: Text
        /// When the contact began.
        public let at: ExerciseTime
        /// By `Treatment.Statement.rawValue`: 1 to 5, or 0 where nothing was said.
        public let ratings: [Int]
    }
}

extension Engine {
    /// In the order of the contacts.
    func treatments(in state: State) -> [Debrief.Treated] {
        state.treatments.map { rated in
            let treatment = rated.value
            return Debrief.Treated(
                person: Text(scenario.persons[treatment.person].name),
                agencyID: Debrief.name(of: treatment.agency),
                agency: Text(scenario.world.agencies[treatment.agency].name),
                at: state.booking(treatment.contact)?.startedAt ?? rated.time, ratings: treatment.ratings)
        }.sorted { ($0.at, $0.agencyID) < ($1.at, $1.agencyID) }
    }
}
