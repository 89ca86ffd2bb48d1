import Basics
import Engine
import Model

/// What the law of each country says, for texts of the pack that name a parameter of it. The law is everybody's to read.
public struct LawValues: Sendable {
    public enum Value: Hashable, Sendable {
        case number(Int)
        case truth(Bool)
        case minutes(Int)
    }

    public struct Answer: Hashable, Sendable {
        public let country: Text
        public let value: Value
    }

    /// The word that stands for the country of whoever acted, where a country might stand.
    public static let acting = "act"

    private let names: [String]
    private let sorts: [LawSort]
    private let countries: [Country]

    public init(_ world: World) {
        (names, sorts, countries) = (world.lawNames.all, world.lawSorts, Array(world.countries.values))
    }

    /// How many countries have a law here.
    public var countryCount: Int { countries.count }

    /// Of `law.guardian_within`, of `law.guardian_within.velmara`, or of `law.guardian_within.act`.
    ///
    /// - Parameters:
    ///   - country: the one at hand; nil asks them all.
    ///   - acting: that of whoever acted; nil where the text is about no act.
    /// - Returns: one value where there is one answer, else one for each country; none for a name that is no parameter.
    public func answers(_ parameter: String, in country: CountryID?, acting: CountryID? = nil) -> [Answer] {
        let parts = parameter.split(separator: ".")
        guard parts.count == 2 || parts.count == 3, parts[0] == "law",
            let place = names.firstIndex(where: { $0 == parts[1] }), sorts.indices.contains(place)
        else { return [] }
        let asked = countries.indices.filter { index in
            if parts.count == 3 {
                return isActing(parts[2]) ? acting?.index == index : countries[index].id == parts[2]
            }
            return country.map { $0.index == index } ?? true
        }
        let all = asked.map { index in
            Answer(
                country: Text(countries[index].name),
                value: value(countries[index].law[LawID(place)], sorts[place]))
        }
        return all.allSatisfy { $0.value == all[0].value } ? Array(all.prefix(1)) : all
    }

    /// A country may have that name; then it is meant.
    private func isActing(_ word: Substring) -> Bool {
        word == Self.acting && !countries.contains { $0.id == Self.acting }
    }

    private func value(_ number: Int, _ sort: LawSort) -> Value {
        switch sort {
        case .number: .number(number)
        case .truth: .truth(number != 0)
        case .minutes: .minutes(number)
        }
    }
}
