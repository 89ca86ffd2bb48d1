/// A value that a text takes in place of a parameter.
public protocol TextArgument: Sendable {
    func spoken(by format: LocalFormat) -> String
}

extension String: TextArgument {
    public func spoken(by format: LocalFormat) -> String { self }
}

extension Int: TextArgument {
    public func spoken(by format: LocalFormat) -> String { format.number(self) }
}

/// A text with named parameters, cut apart: `{count} messages from {who}`.
/// A brace that opens no name stands for itself. A name may have dots, as parameters of a pack's law have:
/// `{law.guardian_within}`.
public struct Template: Sendable, Equatable {
    public enum Piece: Sendable, Equatable {
        case words(String)
        case parameter(String)
    }

    public let pieces: [Piece]

    public init(_ text: String) {
        var pieces: [Piece] = []
        var words = ""
        var rest = text[...]
        while let character = rest.first {
            if character == "{", let name = Self.name(after: rest) {
                if !words.isEmpty { pieces.append(.words(words)) }
                words = ""
                pieces.append(.parameter(String(name)))
                rest = rest[name.endIndex...].dropFirst()
            } else {
                words.append(character)
                rest = rest.dropFirst()
            }
        }
        if !words.isEmpty { pieces.append(.words(words)) }
        self.pieces = pieces
    }

    /// The names of the parameters, sorted, each once.
    public var parameters: [String] {
        var names: [String] = []
        for case .parameter(let name) in pieces where !names.contains(name) { names.append(name) }
        return names.sorted()
    }

    private static func name(after brace: Substring) -> Substring? {
        let name = brace.dropFirst().prefix {
            $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".")
        }
        guard let first = name.first, !first.isNumber, brace[name.endIndex...].first == "}" else {
            return nil
        }
        return name
    }
}
