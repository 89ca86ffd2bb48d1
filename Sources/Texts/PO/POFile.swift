/// One entry of a gettext PO file.
///
/// `context` is the text id, `source` the text as it stood in the source language when the entry was
/// translated. An entry without plural has one translation; an untranslated one has empty strings.
public struct POMessage: Sendable, Equatable {
    public var context: String?
    public var source: String
    public var sourcePlural: String?
    public var translations: [String]
    public var isFuzzy: Bool
    public var isObsolete: Bool
    /// What the translator wrote (`# …`).
    public var comment: String
    /// What the source says to the translator (`#. …`).
    public var extractedComment: String
    public var previousSource: String?
    public var previousSourcePlural: String?
    /// The line on which the entry begins to name itself, from 1; 0 if it was not read from a file.
    public var line: Int

    public init(
        context: String?, source: String, sourcePlural: String? = nil, translations: [String],
        isFuzzy: Bool = false, isObsolete: Bool = false, comment: String = "", extractedComment: String = "",
        previousSource: String? = nil, previousSourcePlural: String? = nil, line: Int = 0
    ) {
        self.context = context
        self.source = source
        self.sourcePlural = sourcePlural
        self.translations = translations
        self.isFuzzy = isFuzzy
        self.isObsolete = isObsolete
        self.comment = comment
        self.extractedComment = extractedComment
        self.previousSource = previousSource
        self.previousSourcePlural = previousSourcePlural
        self.line = line
    }

    /// Every form has words.
    public var isTranslated: Bool {
        !translations.isEmpty && translations.allSatisfy { !$0.isEmpty }
    }
}

/// A PO file: the fields of its header, in order, and its entries, in order, obsolete ones included.
public struct POFile: Sendable, Equatable {
    public struct Field: Sendable, Equatable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public var header: [Field]
    public var messages: [POMessage]

    public init(header: [Field] = [], messages: [POMessage] = []) {
        self.header = header
        self.messages = messages
    }

    public subscript(field name: String) -> String? {
        header.first { $0.name == name }?.value
    }

    /// The plural rule that the header declares, or `nil` if it declares none.
    public func pluralRule() throws(PluralRuleError) -> PluralRule? {
        guard let text = self[field: "Plural-Forms"] else { return nil }
        return try PluralRule(header: text)
    }
}

/// Why a PO file could not be used.
public enum POError: Error, Equatable, CustomStringConvertible {
    /// There is no such file, or it may not be read.
    case unreadable(path: String)
    /// The file is not a PO file. `line` counts from 1, 0 where it is not known.
    case malformed(path: String, line: Int, message: String)
    /// The file could not be written.
    case unwritable(path: String)

    public var description: String {
        switch self {
        case .unreadable(let path): "\(path): cannot be read"
        case .malformed(let path, let line, let message): "\(path):\(line): \(message)"
        case .unwritable(let path): "\(path): cannot be written"
        }
    }
}
