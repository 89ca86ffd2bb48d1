import Basics
import Engine
import Model

/// The figures of one finished run. Shares are per mille, so that they are equal on every machine.
public struct RunFigures: Hashable, Sendable {
    /// Victims in the ground truth whom an agency with that power marked presumed or identified before
    /// ENDEX, of all victims.
    public var victimsFound = 0
    /// Of these, marked within the pack's `presume_within` after an agency first held the grounds.
    public var presumedInTime = 0
    /// Victims moved, removed or disengaged at ENDEX, of all victims (measure V-06).
    public var victimsLost = 0
    /// Marks that the ground truth contradicts (V-07).
    public var wrongMarks = 0
    public var breaches = 0
    /// Facts that at least one agency knew at ENDEX, of all facts.
    public var factsFound = 0
    /// Elements of the offence, of each victim and as far as the law asks for them, for which an agency that can bring
    /// a charge held two sorts of evidence at ENDEX that a court could use as they came. Where nobody can bring one: any agency.
    public var elementsProven = 0
    public var acts = 0
    public var neverFired: [InjectID] = []
    /// By seat: minutes in office hours, beyond the first hour of each gap, without an act.
    public var idleMinutes: [Int] = []
    /// Facts that were held, but of which no agency held all the parts of the grounds or conclusion.
    public var neverMet: [FactID] = []
    /// Facts that no agency knew at ENDEX.
    public var neverFound: [FactID] = []

    public init(_ engine: Engine, _ state: State) {
        let scenario = engine.scenario
        // Whoever never came into the story could not be found.
        let victims = scenario.persons.ids.filter {
            scenario.persons[$0].victim && !state.persons[$0].has(.absent)
        }
        let found = victims.filter { RunFigures.firstMark($0, state) != nil }
        victimsFound = RunFigures.share(found.count, of: victims.count)
        presumedInTime = RunFigures.share(
            found.count { RunFigures.isInTime($0, scenario, state) }, of: found.count)
        victimsLost = RunFigures.share(victims.count { state.persons[$0].has(.lost) }, of: victims.count)
        wrongMarks = state.marks.count { RunFigures.isWrong($0.value, scenario) }
        breaches = state.breaches.count { !$0.value.isDeviation }
        let known = scenario.facts.ids.filter { fact in
            state.agencies.values.contains { $0.facts[fact].knownAt != nil }
        }
        factsFound = RunFigures.share(known.count, of: scenario.facts.count)
        neverFound = scenario.facts.ids.filter { !known.contains($0) }
        elementsProven = RunFigures.proven(victims, engine, state)
        acts = state.bookings.count
        neverFired = scenario.injects.ids.filter {
            if case .byHand = scenario.injects[$0].trigger { return false }
            return state.injects[$0].firedAt == nil
        }
        idleMinutes = scenario.seats.ids.map { RunFigures.idle($0, engine, state) }
        neverMet = scenario.facts.ids.filter { fact in
            let parts = scenario.facts[fact].from
            guard !parts.isEmpty, !known.contains(fact), parts.allSatisfy(known.contains) else {
                return false
            }
            return !state.agencies.ids.contains { agency in parts.allSatisfy { state.knows(agency, $0) } }
        }
    }

    private static func proven(_ victims: [PersonID], _ engine: Engine, _ state: State) -> Int {
        let scenario = engine.scenario
        let world = scenario.world
        let charging = world.agencies.ids.filter { agency in
            engine.usable(by: agency).contains { world.acts[$0].verb == .charge }
        }
        let holders = charging.isEmpty ? Array(world.agencies.ids) : charging
        var (asked, proven) = (0, 0)
        for victim in victims {
            let traits = scenario.persons[victim].traits.map(\.trait)
            for element in world.elements.ids {
                if let trait = world.elements[element].notFor, traits.contains(trait) { continue }
                asked += 1
                let proofs = scenario.facts.ids.filter { fact in
                    scenario.facts[fact].proves.contains { $0.element == element && $0.person == victim }
                }
                if holders.contains(where: { sorts(proofs, of: $0, engine, state) >= 2 }) {
                    proven += 1
                }
            }
        }
        return share(proven, of: asked)
    }

    /// How many sorts of evidence an agency holds among facts, of which a court could use each as it came.
    private static func sorts(_ facts: [FactID], of agency: AgencyID, _ engine: Engine, _ state: State) -> Int
    {
        var kinds: [EvidenceID] = []
        for fact in facts where state.knows(agency, fact) {
            guard let kind = engine.scenario.facts[fact].evidence, !kinds.contains(kind),
                engine.isProof(fact, for: agency, in: state)
            else { continue }
            kinds.append(kind)
        }
        return kinds.count
    }

    private static func share(_ part: Int, of whole: Int) -> Int { whole == 0 ? 0 : part * 1000 / whole }

    private static func firstMark(_ person: PersonID, _ state: State) -> ExerciseTime? {
        state.marks.first {
            $0.value.person == person && ($0.value.status == .presumed || $0.value.status == .identified)
        }?.time
    }

    /// Without listed grounds nothing can be late.
    private static func isInTime(_ person: PersonID, _ scenario: Scenario, _ state: State) -> Bool {
        guard let marked = firstMark(person, state) else { return false }
        let grounds = scenario.persons[person].grounds
        let held = state.agencies.ids.compactMap { agency -> ExerciseTime? in
            let times = grounds.compactMap { state.agencies[agency].facts[$0].knownAt }
            return times.count == grounds.count ? times.max() : nil
        }.min()
        // Marked before anybody had the grounds: a guess, unless none are asked for.
        guard let held else { return grounds.isEmpty }
        return marked <= held.after(minutes: scenario.presumeWithin)
    }

    private static func isWrong(_ mark: StatusMark, _ scenario: Scenario) -> Bool {
        switch mark.status {
        case .presumed, .identified: !scenario.persons[mark.person].victim
        case .notIdentified: scenario.persons[mark.person].victim
        case .unknown, .potential: false
        }
    }

    private static func idle(_ seat: SeatID, _ engine: Engine, _ state: State) -> Int {
        let scenario = engine.scenario
        let agency = scenario.world.agencies[scenario.seats[seat].agency]
        let zone = scenario.world.countries[agency.country].zone
        var total = 0
        var freeFrom = ExerciseTime.start
        func gap(until: ExerciseTime) {
            let from = freeFrom.after(minutes: 60)
            guard from < until else { return }
            total += agency.hours.minutes(
                from: engine.localMinutes(from, zone: zone), to: engine.localMinutes(until, zone: zone))
        }
        for record in state.bookings where record.booking.seat == seat {
            gap(until: record.startedAt)
            freeFrom = max(freeFrom, record.startedAt.after(minutes: record.booking.minutes))
        }
        gap(until: state.time)
        return total
    }
}

/// Mean and percentiles of one figure over many runs, as it stands in reports.
public struct Spread: Hashable, Sendable {
    /// Mean times 1000 of the given whole numbers.
    public let meanTimes1000: Int
    public let p10: Int
    public let p50: Int
    public let p90: Int

    /// Nearest-rank percentiles.
    public init(_ values: [Int]) {
        let sorted = values.sorted()
        meanTimes1000 = sorted.isEmpty ? 0 : sorted.reduce(0, +) * 1000 / sorted.count
        func rank(_ percent: Int) -> Int {
            sorted.isEmpty
                ? 0 : sorted[min(sorted.count - 1, max(0, (percent * sorted.count + 99) / 100 - 1))]
        }
        (p10, p50, p90) = (rank(10), rank(50), rank(90))
    }
}
