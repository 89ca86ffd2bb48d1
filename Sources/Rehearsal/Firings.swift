import Basics
import Engine
import Model

/// Which of a pack's rules came to work: rules that fired, duties that were owed, mistakes and moves that were made, rules of
/// gates and of sharing that somebody went on against.
///
/// A rule that another cancels counts as fired: in the log both look the same.
public struct Firings: Hashable, Sendable {
    private var rules: [Bool]
    private var duties: [Bool]
    private var mistakes: [Bool]
    private var moves: [Bool]
    /// By place in `World.gateRules` and `World.sharingRules`.
    private var gates: [Bool]
    private var sharing: [Bool]
    private let gateRules: [String]
    private let sharingRules: [String]

    public init(_ scenario: Scenario) {
        gateRules = scenario.world.gateRules(broken: true)
        sharingRules = scenario.world.sharingRules
        gates = gateRules.map { _ in false }
        sharing = sharingRules.map { _ in false }
        rules = scenario.rules.ids.map { _ in false }
        duties = scenario.world.duties.ids.map { _ in false }
        mistakes = scenario.world.mistakes.ids.map { _ in false }
        moves = scenario.moves.ids.map { _ in false }
    }

    mutating func note(_ events: [Event], _ engine: Engine) {
        for event in events {
            switch event {
            case .ruleFired(let place):
                if let rule = engine.rule(at: place) { rules[rule.index] = true }
            case .dutyOwed(let place, _), .dutyKept(let place), .dutyMissed(let place):
                if let duty = engine.duty(at: place)?.duty { duties[duty.index] = true }
            case .mistakeMade(let made): mistakes[made.mistake.index] = true
            case .moveEnded(_, let move, .made, _, _): moves[move.index] = true
            default: break
            }
        }
        for broken in BrokenRule.all(in: events) {
            switch broken.holder {
            case .gate: if let place = gateRules.firstIndex(of: broken.rule) { gates[place] = true }
            case .sharing: if let place = sharingRules.firstIndex(of: broken.rule) { sharing[place] = true }
            case .other: break
            }
        }
    }

    /// What either saw.
    public mutating func add(_ other: Firings) {
        for index in rules.indices where other.rules[index] { rules[index] = true }
        for index in duties.indices where other.duties[index] { duties[index] = true }
        for index in mistakes.indices where other.mistakes[index] { mistakes[index] = true }
        for index in moves.indices where other.moves[index] { moves[index] = true }
        for index in gates.indices where other.gates[index] { gates[index] = true }
        for index in sharing.indices where other.sharing[index] { sharing[index] = true }
    }

    public var rulesNeverFired: [RuleID] { rules.indices.filter { !rules[$0] }.map { RuleID($0) } }
    public var dutiesNeverOwed: [DutyID] { duties.indices.filter { !duties[$0] }.map { DutyID($0) } }
    public var mistakesNeverMade: [MistakeID] {
        mistakes.indices.filter { !mistakes[$0] }.map { MistakeID($0) }
    }
    public var movesNeverMade: [MoveID] { moves.indices.filter { !moves[$0] }.map { MoveID($0) } }
    /// Rules of gates that nobody went on against; what is impossible is none of them.
    public var gatesNeverBroken: [String] { gates.indices.filter { !gates[$0] }.map { gateRules[$0] } }
    /// Rules of sharing classes that nobody went on against.
    public var sharingNeverBroken: [String] {
        sharing.indices.filter { !sharing[$0] }.map { sharingRules[$0] }
    }
}
