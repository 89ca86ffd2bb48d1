import Basics
import Engine
import Model

/// Which of a pack's rules came to work: rules that fired, duties that were owed, mistakes and moves that were made.
///
/// A rule that another cancels counts as fired: in the log both look the same.
public struct Firings: Hashable, Sendable {
    private var rules: [Bool]
    private var duties: [Bool]
    private var mistakes: [Bool]
    private var moves: [Bool]

    public init(_ scenario: Scenario) {
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
    }

    /// What either saw.
    public mutating func add(_ other: Firings) {
        for index in rules.indices where other.rules[index] { rules[index] = true }
        for index in duties.indices where other.duties[index] { duties[index] = true }
        for index in mistakes.indices where other.mistakes[index] { mistakes[index] = true }
        for index in moves.indices where other.moves[index] { moves[index] = true }
    }

    public var rulesNeverFired: [RuleID] { rules.indices.filter { !rules[$0] }.map { RuleID($0) } }
    public var dutiesNeverOwed: [DutyID] { duties.indices.filter { !duties[$0] }.map { DutyID($0) } }
    public var mistakesNeverMade: [MistakeID] {
        mistakes.indices.filter { !mistakes[$0] }.map { MistakeID($0) }
    }
    public var movesNeverMade: [MoveID] { moves.indices.filter { !moves[$0] }.map { MoveID($0) } }
}
