import Basics
import Engine
import Model

/// Signs of trafficking by dimension, as one list weighs them, from what the viewer's agency knows. It never gates
/// protection (R-ID-02).
public struct IndicatorsView: Hashable, Sendable {
    public struct Dimension: Hashable, Sendable {
        public let name: Text
        /// The strongest first.
        public let seen: [Seen]
        public let isPositive: Bool
    }
    public struct Seen: Hashable, Sendable {
        public let name: Text
        public let strength: Strength
        public let fact: Handle
    }
    public struct Choice: Hashable, Sendable {
        /// Among the lists of the world.
        public let place: Int
        public let name: Text
        public let isForChildren: Bool
    }
    /// The lists of the world that have a part in the story, in its order.
    public let lists: [Choice]
    /// The one looked through, by position.
    public let chosen: Int
    /// Our agency believes the person to be a child.
    public let asChild: Bool
    public let name: Text
    public let source: Text
    public let year: Int?
    public let version: String
    public let isVerified: Bool
    public let dimensions: [Dimension]
    /// What the dimensions say together.
    public let says: Text?
    public let makesCase: Bool
}

extension SeatView {
    /// The signs that our agency has seen in a person, if the world names any.
    /// - Parameter choice: the list to look through, by position; without it the one that the case begins with.
    public func indicators(for handle: Handle, list choice: Int? = nil) -> IndicatorsView? {
        guard let person = resolvePerson(handle) else { return nil }
        let indicators = world.indicators
        let asChild = engine.believesChild(agency, person, in: state)
        let offered = indicators.lists.ids.filter { !scenario.withoutLists.contains($0) }
        let chosen = choice.flatMap { place in offered.first { $0.index == place } }
        guard let id = chosen ?? firstList(asChild) else { return nil }
        let list = indicators.lists[id]
        let known = scenario.facts.ids.filter {
            state.knows(agency, $0) && scenario.facts[$0].persons.contains(person)
        }
        let dimensions = indicators.dimensions.ids.map { dimension in
            let seen = seen(in: dimension, list, known)
            return IndicatorsView.Dimension(
                name: Text(indicators.dimensions[dimension].name), seen: seen,
                isPositive: engine.isPositive(seen.map(\.strength)))
        }
        let reading = reading(list, dimensions.map(\.isPositive), of: person)
        return IndicatorsView(
            lists: offered.map {
                .init(
                    place: $0.index, name: Text(indicators.lists[$0].name),
                    isForChildren: indicators.lists[$0].isForChildren)
            },
            chosen: id.index, asChild: asChild, name: Text(list.name), source: Text(list.source),
            year: list.year, version: list.version, isVerified: list.isVerified, dimensions: dimensions,
            says: reading.map { Text($0.says) }, makesCase: reading?.makesCase ?? false)
    }

    /// The case says what it begins with, the age for which we take the person says which of them.
    private func firstList(_ asChild: Bool) -> IndicatorListID? {
        let lists = world.indicators.lists
        let offered = lists.ids.filter { !scenario.withoutLists.contains($0) }
        return (scenario.firstLists + offered).first { lists[$0].isForChildren == asChild }
            ?? scenario.firstLists.first ?? lists.ids.first
    }

    /// One observation is one sign: a fact counts once in a dimension, as the strongest of what it shows there, and a
    /// sign counts once, however often it was seen.
    private func seen(in dimension: DimensionID, _ list: IndicatorList, _ facts: [FactID])
        -> [IndicatorsView.Seen]
    {
        let signs = world.indicators.signs
        var counted: [IndicatorID] = []
        let seen = facts.compactMap { fact -> IndicatorsView.Seen? in
            let shown = scenario.facts[fact].indicators.filter { sign in
                signs[sign].dimension == dimension && !counted.contains(sign)
            }
            let weighed = shown.compactMap { sign in list.weight(of: sign).map { (sign: sign, weight: $0) } }
            guard let best = weighed.min(by: { $0.weight.rawValue < $1.weight.rawValue }) else { return nil }
            counted.append(best.sign)
            return IndicatorsView.Seen(
                name: Text(signs[best.sign].name), strength: best.weight, fact: key.handle(fact, .fact))
        }
        return Strength.allCases.flatMap { strength in seen.filter { $0.strength == strength } }
    }

    private func reading(_ list: IndicatorList, _ positive: [Bool], of person: PersonID)
        -> IndicatorReading?
    {
        guard let readings = list.readings else { return nil }
        return world.indicators.readings[readings].first { reading in
            reading.dimensions.allSatisfy { group in group.contains { positive[$0.index] } }
                && reading.elements.allSatisfy { shows($0, of: person) }
        }
    }

    private func shows(_ element: ElementID, of person: PersonID) -> Bool {
        scenario.facts.ids.contains { fact in
            state.knows(agency, fact)
                && scenario.facts[fact].proves.contains { $0.element == element && $0.person == person }
        }
    }
}
