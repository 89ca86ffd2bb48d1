import Basics
import Bots
import Engine
import Measures
import Model

/// Many runs of one policy, and what they say about the pack.
public struct Campaign: Sendable {
    public let policy: BotPolicy
    /// In seed order.
    public private(set) var figures: [RunFigures] = []
    /// What came to work in any of the runs; nil before the first.
    public private(set) var firings: Firings?
    private var fingerprints: [UInt64] = []

    public init(_ policy: BotPolicy) { self.policy = policy }

    /// Runs are added in seed order, whoever played them.
    public mutating func add(_ played: Rehearsal.Played) {
        figures.append(played.figures)
        if firings == nil { firings = played.firings } else { firings?.add(played.firings) }
        fingerprints.append(played.fingerprint)
    }

    public var runs: Int { figures.count }

    /// Sixteen hex digits over all runs, equal on every machine.
    public var fingerprint: String {
        var fingerprint = Fingerprint()
        for value in fingerprints { fingerprint.add(Int64(bitPattern: value)) }
        return fingerprint.text
    }

    public func spread(_ measure: Measure) -> Spread { Spread(figures.map(measure.value)) }

    /// Injects, not by hand, that no run reached.
    public var neverReached: [InjectID] {
        guard let first = figures.first else { return [] }
        return first.neverFired.filter { inject in figures.allSatisfy { $0.neverFired.contains(inject) } }
    }

    /// Conclusions whose parts were found but never met in one agency, most frequent first.
    public var neverMet: [(fact: FactID, runs: Int)] { count(\.neverMet) }

    /// Facts that nobody knew at the end, most frequent first.
    public var neverFound: [(fact: FactID, runs: Int)] { count(\.neverFound) }

    private func count(_ facts: (RunFigures) -> [FactID]) -> [(fact: FactID, runs: Int)] {
        var counts: [(fact: FactID, runs: Int)] = []
        for figure in figures {
            for fact in facts(figure) {
                if let place = counts.firstIndex(where: { $0.fact == fact }) {
                    counts[place].runs += 1
                } else {
                    counts.append((fact, 1))
                }
            }
        }
        return counts.sorted { ($1.runs, $0.fact) < ($0.runs, $1.fact) }
    }

    /// Mean idle minutes by seat.
    public var idleMinutes: [Int] {
        guard let first = figures.first, !figures.isEmpty else { return [] }
        return first.idleMinutes.indices.map { seat in
            figures.reduce(0) { $0 + $1.idleMinutes[seat] } / figures.count
        }
    }

    public var actsPerRun: Int { figures.isEmpty ? 0 : figures.reduce(0) { $0 + $1.acts } / figures.count }
}

/// The figures that packs can set expectations on.
public enum Measure: String, CaseIterable, Sendable {
    case victimsFound = "victims_found"
    case presumedInTime = "presumed_in_time"
    case victimsLost = "victims_lost"
    case wrongMarks = "wrong_marks"
    case breaches = "breaches"
    case factsFound = "facts_found"
    case elementsProven = "elements_proven"

    /// Shares are per mille; the others are counts.
    public var isShare: Bool { self != .wrongMarks && self != .breaches }

    func value(_ figures: RunFigures) -> Int {
        switch self {
        case .victimsFound: figures.victimsFound
        case .presumedInTime: figures.presumedInTime
        case .victimsLost: figures.victimsLost
        case .wrongMarks: figures.wrongMarks
        case .breaches: figures.breaches
        case .factsFound: figures.factsFound
        case .elementsProven: figures.elementsProven
        }
    }

    /// In the scale of expectations: shares per mille, counts times 1000.
    func scaled(_ value: Int) -> Int { isShare ? value : value * 1000 }
}

extension Expectation {
    /// Whether it holds; `nil` if the teams that it speaks of did not all play.
    public func holds(in campaigns: [Campaign]) -> Bool? {
        guard let measure = Measure(rawValue: measure),
            let own = campaigns.first(where: { $0.policy.rawValue == team })
        else { return nil }
        if let than {
            guard let other = campaigns.first(where: { $0.policy.rawValue == than }) else { return nil }
            return isWithin(mean(own, measure) - mean(other, measure))
        }
        guard let share = inShareOfRuns else { return isWithin(mean(own, measure)) }
        let kept = own.figures.count { isWithin(measure.scaled(measure.value($0))) }
        return kept * 1000 >= share * own.runs
    }

    private func isWithin(_ value: Int) -> Bool {
        (atLeast.map { value >= $0 } ?? true) && (atMost.map { value <= $0 } ?? true)
    }

    private func mean(_ campaign: Campaign, _ measure: Measure) -> Int {
        let times1000 = campaign.spread(measure).meanTimes1000
        return measure.isShare ? times1000 / 1000 : times1000
    }
}
