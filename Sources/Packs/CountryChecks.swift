import Basics
import Model

/// What a world of three countries or more says of two of them or more, and not of all: whoever added another one could not
/// know of it.
///
/// A world of two countries is left alone, and so is what speaks of one country only: it is meant for that one. Countries
/// without agencies do nothing, and nothing is asked of them.
struct CountryChecks {
    let world: World
    let root: Node
    let findings: Findings
    /// The countries in which somebody may act.
    private let countries: [CountryID]

    init(world: World, root: Node, findings: Findings) {
        (self.world, self.root, self.findings) = (world, root, findings)
        let acting = world.agencies.values.map(\.country)
        countries = world.countries.ids.filter(acting.contains)
    }

    func run() {
        guard countries.count >= 3 else { return }
        for entry in root.entries ?? [] where entry.key != "examples" { look(at: entry.value, entry.keySpot) }
        lookAtActs()
        lookAtDuties()
    }

    // MARK: Conditions

    /// Conditions by themselves, and the notices of an act together, of which each may be for one country.
    private func look(at node: Node, _ spot: Spot) {
        if let text = node.text { return complain(about: named(in: text), at: node.spot) }
        for item in node.items ?? [] { look(at: item, item.spot) }
        for entry in node.entries ?? [] {
            if entry.key == "notify", let notices = entry.value.entries {
                complain(about: notices.flatMap { notified(by: $0.value) }, at: entry.keySpot)
            } else {
                look(at: entry.value, entry.keySpot)
            }
        }
    }

    private func notified(by notice: Node) -> [CountryID] {
        named(in: notice["when"]?.text ?? "") + homes(of: agencies(notice["to"]))
    }

    private func complain(about named: [CountryID], at spot: Spot) {
        let missing = countries.filter { !named.contains($0) }
        guard missing.count <= countries.count - 2, !missing.isEmpty else { return }
        findings.warn(
            .countryForgotten, at: spot, missing.map { "“\(world.countries[$0].id)”" }.joined(separator: ", ")
        )
    }

    /// The ids after `country.`, where that is a word of its own.
    private func named(in text: String) -> [CountryID] {
        func isOfWord(_ character: Character) -> Bool {
            character.isLetter || character.isNumber || character == "_"
        }
        var found: [CountryID] = []
        var rest = Substring(text)
        while let start = rest.firstRange(of: "country.") {
            let isWhole = rest[..<start.lowerBound].last.map { !isOfWord($0) && $0 != "." } ?? true
            let id = rest[start.upperBound...].prefix(while: isOfWord)
            if isWhole, let country = countries.first(where: { world.countries[$0].id == id }) {
                found.append(country)
            }
            rest = rest[start.upperBound...]
        }
        return found
    }

    // MARK: Who may, and who must

    /// Act types that list agencies: those that differ in a country's id only are one act, written for each country.
    private func lookAtActs() {
        let bound = (root["acts"]?.entries ?? []).filter { $0.value["agencies"] != nil }
        lookTogether(bound) { entry in
            world.acts.ids.first { world.acts[$0].id == entry.key }.map { act in
                world.agencies.ids.filter { world.mayUse(act, $0) }
            } ?? []
        }
    }

    private func lookAtDuties() {
        let bound = (root["duties"]?.entries ?? []).filter {
            $0.value["who"]?["agencies"] != nil || $0.value["who"]?["country"] != nil
        }
        lookTogether(bound) { entry in world.duties.values.first { $0.id == entry.key }?.owedBy ?? [] }
    }

    private func lookTogether(_ entries: [Entry], _ whose: (Entry) -> [AgencyID]) {
        var seen: [String] = []
        for entry in entries where !seen.contains(stem(of: entry.key)) {
            seen.append(stem(of: entry.key))
            let same = entries.filter { stem(of: $0.key) == stem(of: entry.key) }
            complain(about: homes(of: same.flatMap(whose)), at: entry.keySpot)
        }
    }

    /// An id without the id of a country in front of it or behind it.
    private func stem(of id: String) -> String {
        for country in world.countries.values {
            for mark in ["_", "-"] {
                if id.hasSuffix(mark + country.id) { return String(id.dropLast(country.id.count + 1)) }
                if id.hasPrefix(country.id + mark) { return String(id.dropFirst(country.id.count + 1)) }
            }
        }
        return id
    }

    private func homes(of agencies: [AgencyID]) -> [CountryID] {
        countries.filter { country in agencies.contains { world.agencies[$0].country == country } }
    }

    private func agencies(_ node: Node?) -> [AgencyID] {
        let words = node?.items?.compactMap(\.text) ?? [node?.text].compactMap { $0 }
        return world.agencies.ids.filter { words.contains(world.agencies[$0].id) }
    }
}
