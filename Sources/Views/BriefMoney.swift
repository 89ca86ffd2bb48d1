import Basics
import Engine
import Model

// Whose money an agency could have frozen, as far as it knows.
extension SeatView {
    /// Whether an act type asks for an order that freezes accounts.
    public func asksForFreeze(_ act: Handle) -> Bool {
        guard let type: ActTypeID = key.resolve(act, .act, count: world.acts.count) else { return false }
        return world.acts[type].order.map { world.orders[$0].freezes } ?? false
    }

    /// People of whom bank records speak that we have, but not those whom they show to be exploited.
    public var holdersInRecords: [Handle] {
        let records = scenario.money.flows.values.flatMap(\.proves)
        return people { records.contains($0) }
    }

    /// People of whom we know something that has to do with one of these places, but not those who are exploited.
    public func peopleBehind(_ places: [Handle]) -> [Handle] {
        let known = places.compactMap { key.resolve($0, .place, count: world.places.count) as PlaceID? }
        return people { scenario.facts[$0].places.contains(where: known.contains) }
    }

    private func people(_ fits: (FactID) -> Bool) -> [Handle] {
        let known = scenario.facts.ids.filter { state.knows(agency, $0) }
        let exploited = engine.exploited(in: known)
        var found: [PersonID] = []
        for person in known.filter(fits).flatMap({ scenario.facts[$0].persons })
        where !found.contains(person) && !exploited.contains(person)
            && state.agencies[agency].marked[person].rawValue < PersonStatus.presumed.rawValue
        {
            found.append(person)
        }
        return found.map { key.handle($0, .person) }
    }
}
