/// What is wrong with the `Plural-Forms` of a PO file.
public enum PluralRuleError: Error, Equatable, CustomStringConvertible {
    /// The header lacks `nplurals=` or `plural=`.
    case incomplete(header: String)
    /// The expression cannot be read from this character on, counted from 0.
    case malformed(expression: String, at: Int)
    /// For this number the expression gives a form that `nplurals` does not declare.
    case outOfRange(number: Int, form: Int)

    public var description: String {
        switch self {
        case .incomplete(let header): "Plural-Forms needs nplurals and plural: \(header)"
        case .malformed(let expression, let at):
            "Plural-Forms cannot be read at character \(at + 1): \(expression)"
        case .outOfRange(let number, let form):
            "Plural-Forms gives form \(form) for \(number), which nplurals lacks"
        }
    }
}

/// Which of its forms a language uses beside a number, as a PO file declares it
/// (`nplurals=2; plural=(n != 1);`). The expression is C's, over `n` and whole numbers.
public struct PluralRule: Sendable, Equatable {
    public let count: Int
    private let expression: PluralExpression

    public init(header: String) throws(PluralRuleError) {
        var count: Int?
        var expression: PluralExpression?
        for part in header.split(separator: ";") {
            guard let equals = part.firstIndex(of: "=") else { continue }
            let value = part[part.index(after: equals)...]
            switch part[..<equals].filter({ !$0.isWhitespace }) {
            case "nplurals": count = Int(value.filter { !$0.isWhitespace })
            case "plural": expression = try PluralExpression(parsing: String(value))
            default: continue
            }
        }
        guard let count, count > 0, let expression else { throw .incomplete(header: header) }
        self.count = count
        self.expression = expression
        // Every rule in use repeats within a few hundred, so this finds what could ever be wrong.
        for number in 0...1000 {
            let form = expression.value(number)
            guard (0..<count).contains(form) else { throw .outOfRange(number: number, form: form) }
        }
    }

    /// The index of the form to use beside `number`; of a negative number its size counts.
    public func form(_ number: Int) -> Int {
        min(max(expression.value(Int(clamping: number.magnitude)), 0), count - 1)
    }

    /// The rule of a language, from its code (`ru`), as CLDR and gettext have it for whole numbers.
    public static func of(_ language: String) -> PluralRule {
        switch language {
        case "ru", "uk", "be": slavic
        default: oneAndMany
        }
    }

    /// The words for a header, the same as `of` applies.
    public static func header(of language: String) -> String {
        switch language {
        case "ru", "uk", "be": slavicHeader
        default: oneAndManyHeader
        }
    }

    private static let slavicHeader =
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
    private static let oneAndManyHeader = "nplurals=2; plural=(n != 1);"
    private static let slavic = known(slavicHeader)
    private static let oneAndMany = known(oneAndManyHeader)

    private static func known(_ header: String) -> PluralRule {
        do { return try PluralRule(header: header) } catch {
            preconditionFailure("A built-in plural rule cannot be read: \(error)")
        }
    }
}

/// C's operators in the order of their binding, loosest first.
private let levels: [[(String, PluralExpression.Operator)]] = [
    [("||", .or)], [("&&", .and)], [("==", .equal), ("!=", .unequal)],
    [("<=", .atMost), (">=", .atLeast), ("<", .less), (">", .greater)],
    [("+", .plus), ("-", .minus)], [("*", .times), ("/", .over), ("%", .modulo)],
]

indirect enum PluralExpression: Sendable, Equatable {
    enum Operator: Sendable {
        case or, and, equal, unequal, atMost, atLeast, less, greater, plus, minus, times, over, modulo
    }

    case number(Int)
    case n
    case not(PluralExpression)
    case binary(Operator, PluralExpression, PluralExpression)
    case choice(PluralExpression, PluralExpression, PluralExpression)

    init(parsing text: String) throws(PluralRuleError) {
        var parser = PluralParser(text: text, rest: text[...])
        self = try parser.choice()
        parser.skipBlanks()
        guard parser.rest.isEmpty else { throw parser.failure }
    }

    func value(_ n: Int) -> Int {
        switch self {
        case .number(let number): number
        case .n: n
        case .not(let inner): inner.value(n) == 0 ? 1 : 0
        case .choice(let condition, let yes, let no): condition.value(n) != 0 ? yes.value(n) : no.value(n)
        case .binary(.or, let a, let b): a.value(n) != 0 || b.value(n) != 0 ? 1 : 0
        case .binary(.and, let a, let b): a.value(n) != 0 && b.value(n) != 0 ? 1 : 0
        case .binary(let op, let a, let b): Self.apply(op, a.value(n), b.value(n))
        }
    }

    /// A division by zero gives -1, which no rule declares, so that it is refused when the rule is read.
    private static func apply(_ op: Operator, _ a: Int, _ b: Int) -> Int {
        switch op {
        case .equal: a == b ? 1 : 0
        case .unequal: a != b ? 1 : 0
        case .atMost: a <= b ? 1 : 0
        case .atLeast: a >= b ? 1 : 0
        case .less: a < b ? 1 : 0
        case .greater: a > b ? 1 : 0
        case .plus: a &+ b
        case .minus: a &- b
        case .times: a &* b
        case .over: b == 0 ? -1 : a / b
        case .modulo: b == 0 ? -1 : a % b
        case .or, .and: preconditionFailure("Taken care of by `value`, which does not look at b needlessly.")
        }
    }
}

private struct PluralParser {
    let text: String
    var rest: Substring
    var depth = 0

    var failure: PluralRuleError {
        .malformed(expression: text, at: text.distance(from: text.startIndex, to: rest.startIndex))
    }

    mutating func skipBlanks() {
        rest = rest.drop { $0.isWhitespace }
    }

    mutating func take(_ symbol: String) -> Bool {
        skipBlanks()
        guard rest.hasPrefix(symbol) else { return false }
        rest = rest.dropFirst(symbol.count)
        return true
    }

    mutating func choice() throws(PluralRuleError) -> PluralExpression {
        // A file from elsewhere must not be able to exhaust the stack.
        depth += 1
        guard depth < 64 else { throw failure }
        defer { depth -= 1 }
        let condition = try binary(level: 0)
        guard take("?") else { return condition }
        let yes = try choice()
        guard take(":") else { throw failure }
        return .choice(condition, yes, try choice())
    }

    mutating func binary(level: Int) throws(PluralRuleError) -> PluralExpression {
        guard level < levels.count else { return try unary() }
        var left = try binary(level: level + 1)
        while let op = operation(level) {
            left = .binary(op, left, try binary(level: level + 1))
        }
        return left
    }

    mutating func operation(_ level: Int) -> PluralExpression.Operator? {
        levels[level].first { take($0.0) }?.1
    }

    mutating func unary() throws(PluralRuleError) -> PluralExpression {
        if take("!") {
            depth += 1
            guard depth < 64 else { throw failure }
            defer { depth -= 1 }
            return .not(try unary())
        }
        if take("(") {
            let inner = try choice()
            guard take(")") else { throw failure }
            return inner
        }
        if take("n") { return .n }
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits) else { throw failure }
        rest = rest.dropFirst(digits.count)
        return .number(number)
    }
}
