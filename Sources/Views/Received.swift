import Basics
import Engine
import Model

/// Whom a joint operation found, and where they are received.
public struct ReceivedView: Hashable, Sendable {
    public let persons: [Option]
    /// Nil: they are not there, as far as our agency has seen.
    public let place: Text?
}

extension SeatView {
    /// Whoever was at a place when an operation of ours opened its doors, for a visit that finds nobody any more.
    func received(from place: PlaceID?, by time: ExerciseTime?) -> ReceivedView? {
        guard let place, let time else { return nil }
        return state.operations.reversed().lazy
            .filter { $0.plan.sites.contains(place) && ($0.startedAt.map { $0 <= time } ?? false) }
            .compactMap { received($0) }.first
    }

    /// Who came to the place where people are received, for those who took part and saw them there.
    func received(_ record: OperationRecord) -> ReceivedView? {
        guard record.takingPart.contains(agency), let found = record.start?.found, !found.isEmpty else {
            return nil
        }
        let there = found.filter {
            record.plan.reception != nil && state.agencies[agency].sightings[$0] == record.plan.reception
        }
        return ReceivedView(
            persons: (there.isEmpty ? found : there).map(personOption),
            place: there.isEmpty ? nil : record.plan.reception.map { Text(world.places[$0].name) })
    }
}
