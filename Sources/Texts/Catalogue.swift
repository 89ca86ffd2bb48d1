/// A text in the source language of a pack.
public struct SourceText: Sendable, Equatable {
    /// A path of ids, such as `inject.hotline_call.text`.
    public var id: String
    public var text: String
    /// The form for several, if the text depends on a number; `text` is then the form for one.
    public var plural: String?
    /// What a translator should know.
    public var comment: String?

    public init(id: String, text: String, plural: String? = nil, comment: String? = nil) {
        self.id = id
        self.text = text
        self.plural = plural
        self.comment = comment
    }
}

/// A translation as a PO file holds it, with the language it is in.
public struct Translation: Sendable, Equatable {
    public var language: String
    public var file: POFile

    public init(language: String, file: POFile) {
        self.language = language
        self.file = file
    }
}

/// The texts of a pack in all its languages.
///
/// Looking a text up costs one hash and one step into an array, whatever the language and also where the
/// source language has to stand in.
public struct Catalogue: Sendable {
    public enum State: Sendable, Equatable {
        case current
        /// The source has changed since, or the translator marked the entry as fuzzy.
        case stale
        case missing
        /// It has another number of forms than the language asks for, or other parameters than the source.
        case misshapen
    }

    /// A text that is not as it should be in a language.
    public struct Fault: Sendable, Equatable {
        public let language: String
        public let id: String
        public let state: State
        /// The line of the PO file, from 1, or 0 where the file has no such entry.
        public let line: Int
    }

    private struct Spoken: Sendable {
        var forms: [String]
        var state: State
        /// The language that `forms` are in: the source where there is no translation.
        var language: String
    }

    /// The source language first, then the others in the order of the translations.
    public let languages: [String]
    private let texts: [SourceText]
    private let indices: [String: Int]
    private var spoken: [String: [Spoken]]
    private var rules: [String: PluralRule]
    /// What is missing or stale, by language and then in the order of the texts.
    public private(set) var faults: [Fault] = []

    /// - Parameters:
    ///   - source: the language of `texts`.
    ///   - texts: in the order of the pack; of two with the same id the first counts.
    public init(source: String, texts: [SourceText], translations: [Translation] = []) throws(PluralRuleError)
    {
        languages = [source] + translations.map(\.language)
        self.texts = texts
        indices = Dictionary(zip(texts.map(\.id), texts.indices), uniquingKeysWith: { first, _ in first })
        spoken = [
            source: texts.map {
                Spoken(forms: [$0.text] + ($0.plural.map { [$0] } ?? []), state: .current, language: source)
            }
        ]
        rules = [source: .of(source)]
        for translation in translations { try add(translation) }
    }

    private mutating func add(_ translation: Translation) throws(PluralRuleError) {
        let rule = try translation.file.pluralRule() ?? .of(translation.language)
        var messages: [String: POMessage] = [:]
        for message in translation.file.messages where !message.isObsolete {
            if let id = message.context { messages[id] = message }
        }
        var column = spoken[languages[0]] ?? []
        for (index, text) in texts.enumerated() {
            let message = messages[text.id]
            let state = message.map { $0.state(for: text, rule) } ?? .missing
            column[index].state = state
            if let message, state == .current || state == .stale {
                column[index].forms = message.translations
                column[index].language = translation.language
            }
            if state != .current {
                faults.append(
                    Fault(language: translation.language, id: text.id, state: state, line: message?.line ?? 0)
                )
            }
        }
        spoken[translation.language] = column
        rules[translation.language] = rule
    }

    /// The text in a language, in the source language where it is not translated or the pack does not have
    /// the language; `nil` if there is no such text. A stale translation is still given.
    public func text(_ id: String, in language: String) -> String? {
        entry(id, language)?.forms[0]
    }

    /// The form of the text that goes with a number.
    public func text(_ id: String, count: Int, in language: String) -> String? {
        guard let entry = entry(id, language), let rule = rules[entry.language] else { return nil }
        return entry.forms[min(rule.form(count), entry.forms.count - 1)]
    }

    /// The language in which `text` answers: the one asked for, or the source language.
    public func languageGiven(_ id: String, in language: String) -> String {
        entry(id, language)?.language ?? languages[0]
    }

    /// How the translation of a text stands; `missing` for a language that the pack does not have.
    public func state(of id: String, in language: String) -> State {
        guard let index = indices[id], let column = spoken[language] else { return .missing }
        return column[index].state
    }

    /// The text as the pack's author wrote it, one tap away from each translation.
    public func original(_ id: String) -> String? {
        indices[id].map { texts[$0].text }
    }

    private func entry(_ id: String, _ language: String) -> Spoken? {
        guard let index = indices[id] else { return nil }
        return (spoken[language] ?? spoken[languages[0]])?[index]
    }
}

extension POMessage {
    /// How this translation stands beside today's source.
    func state(for text: SourceText, _ rule: PluralRule) -> Catalogue.State {
        guard isTranslated else { return .missing }
        guard source == text.text, sourcePlural == text.plural, !isFuzzy else { return .stale }
        guard translations.count == (text.plural == nil ? 1 : rule.count) else { return .misshapen }
        return hasParameters(of: text.plural ?? text.text) ? .current : .misshapen
    }

    /// A form for a single number may leave the number out; nothing else may differ.
    func hasParameters(of source: String) -> Bool {
        let wanted = Template(source).parameters
        return translations.allSatisfy { form in
            let given = Template(form).parameters
            return given == wanted || (sourcePlural != nil && given == wanted.filter { $0 != "count" })
        }
    }
}
