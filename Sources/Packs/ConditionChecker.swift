import Basics
import Model

/// Gives every name of a condition its meaning and every part its type.
struct ConditionChecker {
    let names: NameBook
    let scope: Scope
    /// The scalar in which the condition stands.
    let node: Node
    let findings: Findings
    private var variables: [(name: String, slot: Int, over: Expression.Collection)] = []

    init(names: NameBook, scope: Scope, node: Node, findings: Findings) {
        (self.names, self.scope, self.node, self.findings) = (names, scope, node, findings)
    }

    /// - Returns: a condition that yields true or false; `nil` if there was a complaint.
    mutating func condition(_ text: String) -> Expression? {
        guard let syntax = parse(text) else { return nil }
        let meaning = value(syntax)
        switch meaning.sense {
        case .truth: return meaning.expression
        case .broken: return nil
        default:
            wrong(
                "A condition must be true or false, but this is \(meaning.sense.said)",
                "Compare it with something.", syntax.at)
            return nil
        }
    }

    /// - Returns: a number or a truth, with its type; `nil` if there was a complaint.
    mutating func amount(_ text: String) -> Meaning? {
        guard let syntax = parse(text) else { return nil }
        let meaning = value(syntax)
        switch meaning.sense {
        case .truth, .number: return meaning
        case .broken: return nil
        default:
            wrong(
                "An amount must be a number, or true or false, but this is \(meaning.sense.said)",
                "Write a whole number, true, false, or a name that is one.", syntax.at)
            return nil
        }
    }

    /// A name that an effect changes, as it would be read.
    mutating func readable(_ text: String) -> Meaning? {
        guard let syntax = parse(text) else { return nil }
        let meaning = self.meaning(syntax)
        if case .broken = meaning.sense { return nil }
        return meaning
    }

    private func parse(_ text: String) -> Syntax? {
        do throws(SyntaxFault) {
            return try ConditionParser.parse(text)
        } catch {
            findings.error(.badCondition, at: node.spot(at: error.at), error.problem, error.remedy)
            return nil
        }
    }

    func wrong(_ message: String, _ remedy: String, _ at: Int) {
        findings.error(.conditionType, at: node.spot(at: at), message, remedy)
    }

    // MARK: Values

    private mutating func value(_ syntax: Syntax) -> Meaning {
        switch syntax {
        case .number(let value, _): return Meaning(.constant(value), .number(value...value))
        case .truth(let value, _): return Meaning(.constant(value ? 1 : 0), .truth)
        case .quoted(let word, _): return Meaning(.never, .quoted(word))
        case .name, .member, .call: return meaning(syntax)
        case .unary("!", let inner, _): return not(inner)
        case .unary(_, let inner, _): return negated(inner)
        case .binary(let sign, let left, let right, let at):
            if let comparison = Expression.Comparison(sign: sign) {
                return compare(comparison, value(left), value(right), left, right, at)
            }
            if sign == "&&" || sign == "||" { return joined(sign, left, right) }
            return calculated(sign, left, right)
        }
    }

    private mutating func not(_ inner: Syntax) -> Meaning {
        guard let expression = truth(inner) else { return .broken }
        return Meaning(.not(expression), .truth)
    }

    private mutating func joined(_ sign: String, _ left: Syntax, _ right: Syntax) -> Meaning {
        let (a, b) = (truth(left), truth(right))
        guard let a, let b else { return .broken }
        return Meaning(sign == "&&" ? .both(a, b) : .either(a, b), .truth)
    }

    private mutating func truth(_ syntax: Syntax) -> Expression? {
        let meaning = value(syntax)
        switch meaning.sense {
        case .truth: return meaning.expression
        case .broken: return nil
        default:
            wrong(
                "true or false is needed here, but this is \(meaning.sense.said)",
                "Compare it with something.", syntax.at)
            return nil
        }
    }

    private mutating func negated(_ inner: Syntax) -> Meaning {
        guard let (expression, range) = number(inner) else { return .broken }
        if case .constant(let value) = expression {
            return Meaning(.constant(-value), .number(-value...(-value)))
        }
        return Meaning(.negate(expression), .number(Reach.negated(range)))
    }

    private mutating func calculated(_ sign: String, _ left: Syntax, _ right: Syntax) -> Meaning {
        let (a, b) = (number(left), number(right))
        guard let a, let b else { return .broken }
        switch sign {
        case "+": return Meaning(.sum(a.0, b.0), .number(Reach.sum(a.1, b.1)))
        case "-": return Meaning(.difference(a.0, b.0), .number(Reach.sum(a.1, Reach.negated(b.1))))
        default: return Meaning(.product(a.0, b.0), .number(Reach.product(a.1, b.1)))
        }
    }

    private mutating func number(_ syntax: Syntax) -> (Expression, ClosedRange<Int>)? {
        let meaning = value(syntax)
        switch meaning.sense {
        case .number(let range): return (meaning.expression, range)
        case .broken: return nil
        default:
            wrong("A number is needed here, but this is \(meaning.sense.said)", "Write a number.", syntax.at)
            return nil
        }
    }

    // MARK: Comparisons

    private func compare(
        _ sign: Expression.Comparison, _ a: Meaning, _ b: Meaning, _ left: Syntax, _ right: Syntax, _ at: Int
    ) -> Meaning {
        let isEquality = sign == .equal || sign == .unequal
        switch (a.sense, b.sense) {
        case (.broken, _), (_, .broken): return .broken
        case (.number(let first), .number(let second)):
            complainIfSettled(Reach.compare(sign, first, second), first, second, at)
            return Meaning(.compare(sign, a.expression, b.expression), .truth)
        case _ where !isEquality: break
        case (.truth, .truth):
            return Meaning(.compare(sign, a.expression, b.expression), .truth)
        case (.option(let words, let from, let of), .quoted(let word)):
            return option(sign, a, words, from, of, word, right.at)
        case (.quoted(let word), .option(let words, let from, let of)):
            return option(sign, b, words, from, of, word, left.at)
        case (.topic, .quoted(let word)): return topic(sign, word, right.at)
        case (.quoted(let word), .topic): return topic(sign, word, left.at)
        case (.reference(let first), .reference(let second)) where first == second:
            return Meaning(.compare(sign, a.expression, b.expression), .truth)
        case (.reference(let kind), .thing(let thing)):
            if let constant = thing.constant(as: kind) {
                return Meaning(.compare(sign, a.expression, constant), .truth)
            }
        case (.thing(let thing), .reference(let kind)):
            if let constant = thing.constant(as: kind) {
                return Meaning(.compare(sign, b.expression, constant), .truth)
            }
        case (.thing(.person(let subject)), .thing(.person(.fixed(let person)))),
            (.thing(.person(.fixed(let person))), .thing(.person(let subject))):
            let same = Expression.read(.isPerson(subject, person))
            return Meaning(sign == .equal ? same : .not(same), .truth)
        default: break
        }
        let remedy =
            isEquality
            ? "Compare like with like: numbers, true or false, a name and its 'word', a place and place.x."
            : "Only numbers have an order."
        wrong("\(a.sense.said) and \(b.sense.said) cannot be compared in this way", remedy, at)
        return .broken
    }

    private func complainIfSettled(
        _ outcome: ClosedRange<Int>, _ first: ClosedRange<Int>, _ second: ClosedRange<Int>, _ at: Int
    ) {
        guard outcome.count == 1 else { return }
        let sentence = "the left side is \(said(first)), the right side \(said(second))"
        if outcome.lowerBound == 0 {
            findings.error(.impossibleComparison, at: node.spot(at: at), sentence)
        } else {
            findings.warn(.needlessComparison, at: node.spot(at: at), sentence)
        }
    }

    private func said(_ range: ClosedRange<Int>) -> String {
        range.count == 1 ? "\(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
    }

    private func option(
        _ sign: Expression.Comparison, _ read: Meaning, _ words: [String], _ from: Int, _ of: String,
        _ word: String, _ at: Int
    ) -> Meaning {
        guard let position = words.firstIndex(of: word) else {
            findings.error(
                .unknownWord, at: node.spot(at: at), word, of, hint(word, among: words), enumerated(words))
            return .broken
        }
        return Meaning(.compare(sign, read.expression, .constant(from + position)), .truth)
    }

    private func topic(_ sign: Expression.Comparison, _ word: String, _ at: Int) -> Meaning {
        guard let topic = find(word, in: names.topics, "topic", at) else { return .broken }
        let same = Expression.read(.act(.topic(topic)))
        return Meaning(sign == .equal ? same : .not(same), .truth)
    }

    // MARK: Names

    func find<Target>(_ word: String, in names: Names<Target>, _ kind: String, _ at: Int) -> ID<Target>? {
        if let id = names[word] { return id }
        findings.error(
            .unknownID, at: node.spot(at: at), kind, word, hint(word, among: names.all), enumerated(names.all)
        )
        return nil
    }

    func variable(_ name: String) -> Meaning? {
        guard let found = variables.last(where: { $0.name == name }) else { return nil }
        switch found.over {
        case .persons, .group: return Meaning(.person(.slot(found.slot)))
        case .agencies: return Meaning(.agency(.slot(found.slot)))
        case .sites: return Meaning(.place(.slot(found.slot)))
        }
    }

    /// `persons.exists(x, …)`: the variable stands in the next free slot while the inner condition is read.
    mutating func gathered(
        _ gathering: Expression.Gathering, over collection: Expression.Collection, _ arguments: [Syntax],
        _ at: Int
    ) -> Meaning {
        guard arguments.count == 2, case .name(let name, _) = arguments[0] else {
            wrong(
                "A variable and a condition are needed in the brackets",
                "Write for example exists(x, x.safe).", at)
            return .broken
        }
        let slot = Slot.firstFree + variables.count
        guard slot < Slot.count else {
            wrong("Too many collections inside each other", "Write it flatter.", at)
            return .broken
        }
        variables.append((name, slot, collection))
        defer { variables.removeLast() }
        guard let inner = truth(arguments[1]) else { return .broken }
        let expression = Expression.gather(gathering, over: collection, slot: slot, inner)
        return Meaning(expression, gathering == .count ? .number(0...size(collection)) : .truth)
    }

    private func size(_ collection: Expression.Collection) -> Int {
        switch collection {
        case .persons: names.isScenario ? names.persons.count : 1000
        case .group: names.persons.count
        case .agencies: names.agencies.count
        case .sites: Self.mostSites
        }
    }
}

extension Sense.Thing {
    /// The number that stands for the thing when a read name is compared with it.
    func constant(as kind: Sense.Referred) -> Expression? {
        switch (self, kind) {
        case (.agency(.fixed(let id)), .agency): .constant(id.index)
        case (.country(let id), .country): .constant(id.index)
        case (.service(let id), .service): .constant(id.index)
        case (.place(.fixed(let id)), .place): .constant(id.index)
        default: nil
        }
    }
}
