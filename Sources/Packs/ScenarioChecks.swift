import Basics
import Model

/// Faults that only show when the scenario is seen as a whole (`pack-format.md`, section 9).
struct ScenarioChecks {
    private let scenario: Scenario
    private let root: Node
    private let worldRoot: Node
    private let findings: Findings
    private var possible: Possibility

    init(scenario: Scenario, root: Node, worldRoot: Node, findings: Findings) {
        (self.scenario, self.root, self.worldRoot) = (scenario, root, worldRoot)
        self.findings = findings
        possible = Possibility(scenario)
        let byHand = scenario.injects.ids.filter {
            root["injects"]?[scenario.injects[$0].id]?["by_hand"]?.text == "true"
        }
        possible.allowByHand(Array(byHand))
    }

    func run() {
        checkActs()
        checkAgencies()
        checkBotsRest()
        checkGrounds()
        checkFolding()
        checkConsent()
        ContentNoteChecks(scenario: scenario, root: root, findings: findings).run()
        let circular = checkCircles()
        checkFacts(except: circular)
        checkInjects()
        NetworkChecks(scenario: scenario, possible: possible, root: root, findings: findings).run()
        MoneyChecks(scenario: scenario, possible: possible, root: root, findings: findings).run()
        if circular.isEmpty { checkShares() }
    }

    private func spot(_ section: String, _ id: String, in node: Node) -> Spot {
        node[section]?.entries?.first { $0.key == id }?.keySpot ?? node.spot
    }

    private func spot(_ fact: FactID) -> Spot { spot("facts", scenario.facts[fact].id, in: root) }

    // MARK: Seats

    private func checkActs() {
        let world = scenario.world
        for id in world.acts.ids where !possible.isUsable(id) {
            let able = world.agencies.ids.filter { possible.canUse(id, $0) }
            // What only agencies without a part could do has no part, either.
            if !able.isEmpty, able.allSatisfy(scenario.withoutAgencies.contains) { continue }
            findings.warn(
                .actWithoutSeat, at: spot("acts", world.acts[id].id, in: worldRoot),
                "The act type “\(world.acts[id].id)”",
                able.isEmpty ? "an agency" : able.map { world.agencies[$0].id }.joined(separator: " or "))
        }
    }

    private func checkAgencies() {
        let world = scenario.world
        let isWhole = scenario.seats.count > 1
        for id in world.agencies.ids where isWhole && !possible.seatedAgencies.contains(id) {
            if scenario.withoutAgencies.contains(id) { continue }
            findings.warn(
                .agencyWithoutSeat, at: spot("agencies", world.agencies[id].id, in: worldRoot),
                world.agencies[id].id)
        }
    }

    /// Nobody who rehearses a case of the night should have to find out why nothing happens in it. Whoever writes the hours
    /// down knows them.
    private func checkBotsRest() {
        guard root["bots_rest"] == nil else { return }
        let seats = scenario.seats.ids.filter { root["seats"]?[scenario.seats[$0].id]?["bots_rest"] == nil }
        let rests = seats.map { (seat: scenario.seats[$0].id, rest: scenario.botRest(of: $0)) }
        let spot = { (key: String) in root.entries?.first { $0.key == key }?.keySpot ?? root.spot }
        if let first = rests.first(where: { $0.rest.wakes != nil }) {
            findings.warn(.botsAsleep, at: spot("start"), "begins in it for the bot of “\(first.seat)”")
        } else if let first = rests.first(where: { $0.rest.minutes * 2 > scenario.length }) {
            findings.warn(
                .botsAsleep, at: spot("length"), "lies in it by more than half for the bot of “\(first.seat)”"
            )
        }
    }

    /// Somebody who may presume must be able to hold all that calls for it.
    private func checkGrounds() {
        for id in scenario.persons.ids where scenario.persons[id].victim {
            let person = scenario.persons[id]
            if person.grounds.isEmpty {
                findings.warn(
                    .victimWithoutGrounds, at: spot("cast", person.id, in: root), person.id,
                    "no grounds are listed")
            } else if let fact = person.grounds.first(where: { !possible.learnable[$0.index] }) {
                findings.warn(
                    .victimWithoutGrounds, at: spot("cast", person.id, in: root), person.id,
                    "nobody can learn “\(scenario.facts[fact].id)”")
            }
        }
    }

    /// Letters of records, and of words that give a fact away, that are neither folded nor plain: nothing can meet them.
    private func checkFolding() {
        let folded = scenario.world.folding.map(\.from)
        var missing: [String] = []
        let texts = scenario.records.values.map { $0.values + $0.words } + scenario.facts.values.map(\.words)
        for text in texts {
            for letter in text.joined(separator: " ").lowercased().unicodeScalars {
                let isPlain = letter.isASCII || !letter.properties.isAlphabetic
                let word = String(letter)
                if !isPlain, !folded.contains(word), !missing.contains(word) { missing.append(word) }
            }
        }
        guard !missing.isEmpty else { return }
        let at = root.entries?.first { $0.key == "records" }?.keySpot ?? root.spot
        findings.warn(.unfoldedLetters, at: at, enumerated(missing.sorted(), limit: 40))
    }

    // MARK: Facts

    private func checkConsent() {
        for id in scenario.facts.ids {
            let fact = scenario.facts[id]
            let sharing = scenario.world.classes[fact.sharing]
            if fact.consentOf.isEmpty, sharing.rules.contains(where: { $0.answer == .needsConsent }) {
                findings.error(.missingConsent, at: spot(id), fact.id, sharing.id)
            }
        }
    }

    /// - Returns: the conclusions that follow from themselves.
    private func checkCircles() -> [FactID] {
        var circular: [FactID] = []
        for id in scenario.facts.ids where scenario.facts[id].isConclusion {
            guard let way = way(from: id, to: id, visited: []) else { continue }
            if !circular.contains(id) {
                let names = way.map { "“\(scenario.facts[$0].id)”" }.joined(separator: ", ")
                findings.error(.circularConclusion, at: spot(id), scenario.facts[id].id, names)
            }
            circular += [id] + way
        }
        return circular
    }

    /// The facts between a conclusion and one of its parts, the part included.
    private func way(from conclusion: FactID, to goal: FactID, visited: [FactID]) -> [FactID]? {
        for part in scenario.facts[conclusion].from {
            if part == goal { return [part] }
            guard !visited.contains(part) else { continue }
            if let rest = way(from: part, to: goal, visited: visited + [part]) { return [part] + rest }
        }
        return nil
    }

    private func checkFacts(except circular: [FactID]) {
        for id in scenario.facts.ids where !possible.learnable[id.index] && !circular.contains(id) {
            let fact = scenario.facts[id]
            if fact.isConclusion {
                let missing = fact.from.filter { !possible.learnable[$0.index] }
                let names = missing.map { "“\(scenario.facts[$0].id)”" }.joined(separator: ", ")
                findings.error(.unreachableConclusion, at: spot(id), fact.id, names)
            } else {
                findings.error(.unreachableFact, at: spot(id), fact.id, reason(id))
            }
        }
    }

    private func reason(_ fact: FactID) -> String {
        let sources = scenario.sources.values.filter { $0.fact == fact }
        let records = scenario.records.values.filter { $0.gives.contains(fact) }
        let injects = scenario.injects.values.filter { $0.facts.contains(fact) }
        if scenario.facts[fact].lastsUntil == .constant(1) { return "its sources are gone from the start" }
        if sources.isEmpty, records.isEmpty, injects.isEmpty {
            return "no source, record or inject gives it"
        }
        let acts = sources.map(\.act).filter { !possible.isUsable($0) }.map { scenario.world.acts[$0].id }
        if !acts.isEmpty, acts.count == sources.count, records.isEmpty, injects.isEmpty {
            return "nobody who has a seat can use \(acts.joined(separator: " or "))"
        }
        let grasp = possible.grasp(of: possible.seatedAgencies, abroad: true)
        if let person = sources.compactMap(\.person).first(where: { !grasp.persons[$0.index] }) {
            return "nobody who has a seat ever comes to know of person.\(scenario.persons[person].id)"
        }
        let places = sources.compactMap { $0.place ?? $0.person.map { scenario.persons[$0].place } }
        if let place = places.first(where: { !grasp.places[$0.index] }) {
            return "nobody who has a seat ever comes to know of place.\(scenario.world.places[place].id)"
        }
        return "what gives it can be had by nobody who has a seat, or its condition can never hold"
    }

    // MARK: Injects

    private func checkInjects() {
        for id in scenario.injects.ids where !possible.fired[id.index] {
            let inject = scenario.injects[id]
            let reason: String
            if case .when = inject.trigger {
                reason = "its condition can never hold"
            } else {
                reason = "no moment, no condition, no hand and nothing else does"
            }
            findings.error(.unfiredInject, at: spot("injects", inject.id, in: root), inject.id, reason)
        }
    }

    // MARK: Working together

    /// A conclusion needs two agencies if no single one can find all its plain parts alone.
    private func checkShares() {
        let conclusions = scenario.facts.ids.filter { scenario.facts[$0].isConclusion }
        guard !conclusions.isEmpty else { return }
        let agencies = possible.seatedAgencies
        let single = agencies.map { possible.grasp(of: [$0], abroad: false).facts }
        let homes = scenario.world.countries.ids.filter { country in
            agencies.contains { scenario.world.agencies[$0].country == country }
        }
        let countries = homes.map { country in
            possible.grasp(
                of: agencies.filter { scenario.world.agencies[$0].country == country }, abroad: false
            ).facts
        }
        func needsMore(_ conclusion: FactID, than parties: [[Bool]]) -> Bool {
            let parts = plainParts(of: conclusion)
            return !parties.contains { facts in parts.allSatisfy { facts[$0.index] } }
        }
        let shared = conclusions.count { needsMore($0, than: single) }
        let crossing = conclusions.count { needsMore($0, than: countries) }
        let spot = root.entries?.first { $0.key == "facts" }?.keySpot ?? root.spot
        // Where there is one agency or one country only, nothing can be divided.
        if agencies.count > 1, shared * 100 < conclusions.count * 30 {
            findings.warn(.fewSharedConclusions, at: spot, String(shared), String(conclusions.count))
        }
        if homes.count > 1, crossing * 100 < conclusions.count * 15 {
            findings.warn(.fewBorderConclusions, at: spot, String(crossing), String(conclusions.count))
        }
    }

    private func plainParts(of fact: FactID) -> [FactID] {
        let from = scenario.facts[fact].from
        return from.isEmpty ? [fact] : from.flatMap { plainParts(of: $0) }
    }
}
