/// A condition as it is written, before anybody asks what the names mean.
indirect enum Syntax {
    case number(Int, at: Int)
    case truth(Bool, at: Int)
    case quoted(String, at: Int)
    case name(String, at: Int)
    case member(Syntax, String, at: Int)
    case call(Syntax, [Syntax], at: Int)
    case unary(String, Syntax, at: Int)
    case binary(String, Syntax, Syntax, at: Int)

    /// Code points before it in the condition; of a binary one, those before its sign.
    var at: Int {
        switch self {
        case .number(_, let at), .truth(_, let at), .quoted(_, let at), .name(_, let at),
            .member(_, _, let at),
            .call(_, _, let at), .unary(_, _, let at), .binary(_, _, _, let at):
            at
        }
    }
}

/// A condition that breaks the grammar.
struct SyntaxFault: Error {
    var at: Int
    var problem: String
    var remedy: String
}

struct ConditionToken: Equatable {
    enum Kind: Equatable {
        case number(Int)
        case name(String)
        case quoted(String)
        case sign(String)
        case end
    }
    var kind: Kind
    var at: Int
}

/// Cuts a condition into words and signs.
struct ConditionLexer {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    /// Nobody reads a longer one, and each sign makes the tree deeper.
    private static let limit = 1000

    static func tokens(_ text: String) throws(SyntaxFault) -> [ConditionToken] {
        var lexer = ConditionLexer(scalars: Array(text.unicodeScalars))
        var tokens: [ConditionToken] = []
        while true {
            let token = try lexer.next()
            tokens.append(token)
            if token.kind == .end { return tokens }
            if tokens.count > limit {
                throw SyntaxFault(
                    at: token.at, problem: "it is longer than \(limit) words and signs",
                    remedy: "Name parts of it in the world's conditions, or write several rules.")
            }
        }
    }

    private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    private mutating func next() throws(SyntaxFault) -> ConditionToken {
        while position < scalars.count, scalars[position].properties.isWhitespace { position += 1 }
        let at = position
        guard at < scalars.count else { return ConditionToken(kind: .end, at: at) }
        let first = scalars[at]
        if isDigit(first) { return try number(at) }
        if isLetter(first) {
            let word = take { isLetter($0) || isDigit($0) }
            return ConditionToken(kind: .name(word), at: at)
        }
        if first == "'" { return try quoted(at) }
        return ConditionToken(kind: .sign(try sign(at)), at: at)
    }

    private mutating func number(_ at: Int) throws(SyntaxFault) -> ConditionToken {
        let digits = take(isDigit)
        guard digits.count <= 9, let value = Int(digits) else {
            throw SyntaxFault(at: at, problem: "the number is too large", remedy: "Use at most nine digits.")
        }
        if position + 1 < scalars.count, scalars[position] == ".", isDigit(scalars[position + 1]) {
            throw SyntaxFault(
                at: position, problem: "numbers are whole here", remedy: "Write a whole number.")
        }
        return ConditionToken(kind: .number(value), at: at)
    }

    private mutating func quoted(_ at: Int) throws(SyntaxFault) -> ConditionToken {
        position += 1
        let word = take { $0 != "'" }
        guard position < scalars.count else {
            throw SyntaxFault(at: at, problem: "a quotation does not end", remedy: "Close it with '.")
        }
        position += 1
        return ConditionToken(kind: .quoted(word), at: at)
    }

    private mutating func sign(_ at: Int) throws(SyntaxFault) -> String {
        let two = String(String.UnicodeScalarView(scalars[at..<min(at + 2, scalars.count)]))
        if ["&&", "||", "==", "!=", "<=", ">="].contains(two) {
            position += 2
            return two
        }
        let one = String(scalars[at])
        position += 1
        if ["!", "<", ">", "+", "-", "*", "(", ")", ".", ","].contains(one) { return one }
        let remedy =
            switch one {
            case "=": "Compare with ==."
            case "&": "Write && for “and”."
            case "|": "Write || for “or”."
            case "\"": "Quote ids with '…'."
            case "“", "”", "„", "«", "»": "Quote the whole condition with straight quotes: \"…\"."
            case "‘", "’": "Quote ids with straight quotes: '…'."
            case "/": "There is no division; compare with a product."
            default: "Use names, whole numbers, 'ids', brackets and ! && || == != < <= > >= + - *."
            }
        if !scalars[at].isASCII, scalars[at].properties.isAlphabetic {
            throw SyntaxFault(
                at: at, problem: "the letter “\(one)” is not Latin",
                remedy: "Write names with Latin letters, && for “and”, || for “or”, ! for “not”.")
        }
        throw SyntaxFault(at: at, problem: "“\(one)” has no meaning here", remedy: remedy)
    }

    private mutating func take(_ belongs: (Unicode.Scalar) -> Bool) -> String {
        var text = String.UnicodeScalarView()
        while position < scalars.count, belongs(scalars[position]) {
            text.append(scalars[position])
            position += 1
        }
        return String(text)
    }
}

private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
}

/// Recursive descent over the small grammar, loosest binding first.
struct ConditionParser {
    private static let deepest = 60
    private static let levels: [[String]] = [
        ["||"], ["&&"], ["==", "!=", "<", "<=", ">", ">="], ["+", "-"], ["*"],
    ]

    private let tokens: [ConditionToken]
    private var position = 0
    private var depth = 0

    static func parse(_ text: String) throws(SyntaxFault) -> Syntax {
        var parser = ConditionParser(tokens: try ConditionLexer.tokens(text))
        let syntax = try parser.binary(0)
        guard parser.current.kind == .end else { throw parser.unexpected() }
        return syntax
    }

    private init(tokens: [ConditionToken]) { self.tokens = tokens }

    private var current: ConditionToken { tokens[position] }

    private mutating func accept(_ sign: String) -> Bool {
        guard current.kind == .sign(sign) else { return false }
        position += 1
        return true
    }

    private func unexpected() -> SyntaxFault {
        let problem =
            switch current.kind {
            case .end: "it ends too early"
            case .number(let value): "“\(value)” stands where nothing fits"
            case .name(let word), .quoted(let word), .sign(let word): "“\(word)” stands where nothing fits"
            }
        let isAfterNot = position > 0 && tokens[position - 1].kind == .name("not")
        let remedy =
            switch current.kind {
            case .name("and"): "Write && for “and”."
            case .name("or"): "Write || for “or”."
            default: isAfterNot ? "Write ! for “not”." : "Look for a missing sign, name or bracket."
            }
        return SyntaxFault(at: current.at, problem: problem, remedy: remedy)
    }

    private mutating func binary(_ level: Int) throws(SyntaxFault) -> Syntax {
        guard level < Self.levels.count else { return try unary() }
        var left = try binary(level + 1)
        var compared = false
        while case .sign(let sign) = current.kind, Self.levels[level].contains(sign) {
            let at = current.at
            if level == 2, compared {
                throw SyntaxFault(
                    at: at, problem: "comparisons cannot be chained", remedy: "Join two comparisons with &&.")
            }
            compared = true
            position += 1
            left = .binary(sign, left, try binary(level + 1), at: at)
        }
        return left
    }

    private mutating func unary() throws(SyntaxFault) -> Syntax {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.deepest else {
            throw SyntaxFault(at: current.at, problem: "it nests too deeply", remedy: "Write it flatter.")
        }
        let at = current.at
        if accept("!") { return .unary("!", try unary(), at: at) }
        if accept("-") { return .unary("-", try unary(), at: at) }
        return try postfix()
    }

    private mutating func postfix() throws(SyntaxFault) -> Syntax {
        var syntax = try primary()
        while true {
            let at = current.at
            if accept(".") {
                guard case .name(let word) = current.kind else { throw unexpected() }
                syntax = .member(syntax, word, at: current.at)
                position += 1
            } else if accept("(") {
                syntax = .call(syntax, try arguments(), at: at)
            } else {
                return syntax
            }
        }
    }

    private mutating func arguments() throws(SyntaxFault) -> [Syntax] {
        if accept(")") { return [] }
        var arguments = [try binary(0)]
        while accept(",") { arguments.append(try binary(0)) }
        guard accept(")") else { throw unexpected() }
        return arguments
    }

    private mutating func primary() throws(SyntaxFault) -> Syntax {
        let token = current
        switch token.kind {
        case .number(let value):
            position += 1
            return .number(value, at: token.at)
        case .quoted(let word):
            position += 1
            return .quoted(word, at: token.at)
        case .name(let word):
            position += 1
            if word == "true" || word == "false" { return .truth(word == "true", at: token.at) }
            return .name(word, at: token.at)
        case .sign("("):
            position += 1
            let inner = try binary(0)
            guard accept(")") else { throw unexpected() }
            return inner
        default: throw unexpected()
        }
    }
}
