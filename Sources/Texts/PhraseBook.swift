/// Sentences that a program makes from English templates, `{0}`, `{1}`, … being their arguments, said in another
/// language.
///
/// A PO file holds them: `msgid` is the English template, `msgctxt` says what it is. Arguments are often words of
/// the sentence themselves (“a whole number”, “no source gives it”). They come in English, made from templates of
/// their own, and are said by the entries of these contexts:
///
/// - `kind`: what sort of thing something is (“agency”);
/// - `phrase`: words with `{0}`, … for what stays as it is, such as ids;
/// - `phrase of phrases`: words whose `{0}`, … are phrases or kinds themselves;
/// - `quoted`: what stands in quotes but is more than an id.
///
/// What no entry has is said in English.
public struct PhraseBook: Sendable {
    private struct Pattern: Sendable {
        let english: NumberedTemplate
        let said: NumberedTemplate
        let isOfPhrases: Bool
    }

    /// Language code, such as `ru`.
    public let language: String
    private var forms: [String: [String]] = [:]
    /// Those with most words first, so that the nearest of two that fit is taken.
    private var phrases: [Pattern] = []
    private var quotes: [Pattern] = []
    private let rule: PluralRule

    /// Says everything in English.
    public init() {
        language = "en"
        rule = .of("en")
    }

    /// - Parameter file: its entries; those that are not translated, or fuzzy, are left out.
    public init(_ file: POFile, language: String) throws(PluralRuleError) {
        self.language = language
        rule = try file.pluralRule() ?? .of(language)
        for message in file.messages where message.isTranslated && !message.isObsolete && !message.isFuzzy {
            let context = message.context ?? ""
            forms[Self.key(context, message.source)] = message.translations
            let english = NumberedTemplate(message.source)
            guard english.hasGaps else { continue }
            let pattern = Pattern(
                english: english, said: NumberedTemplate(message.translations[0]),
                isOfPhrases: context == "phrase of phrases")
            if context.hasPrefix("phrase") { phrases.append(pattern) }
            if context == "quoted" { quotes.append(pattern) }
        }
        phrases.sort { $0.english.length > $1.english.length }
        quotes.sort { $0.english.length > $1.english.length }
    }

    /// The template in this language, its arguments in place.
    ///
    /// An argument that stands in quotes is an id or another word of the author: it stays as it is.
    /// - Parameter firstIsKind: whether `{0}` names a sort of thing.
    public func sentence(
        _ context: String, _ template: String, _ arguments: [String], firstIsKind: Bool = false
    ) -> String {
        let said = arguments.enumerated().map { place, argument in
            if template.contains("“{\(place)}") { return quoted(argument) }
            return place == 0 && firstIsKind ? kind(argument) ?? argument : phrase(argument) ?? argument
        }
        return NumberedTemplate(forms[Self.key(context, template)]?[0] ?? template).filled(said)
            .split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }

    /// A text of several lines without arguments, with its blanks as they are.
    public func text(_ context: String, _ english: String) -> String {
        forms[Self.key(context, english)]?[0] ?? english
    }

    /// A text that depends on a number, its arguments in place; `{0}` is the number.
    public func sentence(_ context: String, one: String, other: String, count: Int, _ more: String...)
        -> String
    {
        let form: String
        if let forms = forms[Self.key(context, one)] {
            form = forms[min(rule.form(count), forms.count - 1)]
        } else {
            form = count == 1 ? one : other
        }
        return NumberedTemplate(form).filled([String(count)] + more)
    }

    private func kind(_ english: String) -> String? { forms[Self.key("kind", english)]?[0] }

    private func phrase(_ english: String) -> String? {
        if let said = forms[Self.key("phrase", english)]?[0] { return said }
        for pattern in phrases {
            guard let found = pattern.english.arguments(in: english) else { continue }
            return pattern.said.filled(
                pattern.isOfPhrases ? found.map { phrase($0) ?? kind($0) ?? $0 } : found)
        }
        return nil
    }

    private func quoted(_ english: String) -> String {
        if let said = forms[Self.key("quoted", english)]?[0] { return said }
        for pattern in quotes {
            guard let found = pattern.english.arguments(in: english) else { continue }
            return pattern.said.filled(found.map(quoted))
        }
        return english
    }

    private static func key(_ context: String, _ english: String) -> String { context + "\u{4}" + english }
}

/// Words with `{0}`, `{1}`, … between them.
struct NumberedTemplate: Sendable {
    /// One more than gaps.
    private var words: [String] = [""]
    private var numbers: [Int] = []

    init(_ text: String) {
        var rest = text[...]
        while let next = rest.popFirst() {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            if next == "{", let number = Int(digits), rest[digits.endIndex...].first == "}" {
                numbers.append(number)
                words.append("")
                rest = rest[digits.endIndex...].dropFirst()
            } else {
                words[words.count - 1].append(next)
            }
        }
    }

    var hasGaps: Bool { !numbers.isEmpty }
    var length: Int { words.reduce(0) { $0 + $1.count } }

    func filled(_ arguments: [String]) -> String {
        var text = words[0]
        for (number, after) in zip(numbers, words.dropFirst()) {
            text += (number < arguments.count ? arguments[number] : "") + after
        }
        return text
    }

    /// What stands in the gaps, by number, if the text is made from this template.
    func arguments(in text: String) -> [String]? {
        guard text.hasPrefix(words[0]) else { return nil }
        var rest = text.dropFirst(words[0].count)
        var found = Array(repeating: "", count: (numbers.max() ?? -1) + 1)
        for (place, number) in numbers.enumerated() {
            let after = words[place + 1]
            let end: String.Index
            if place == numbers.count - 1 {
                guard rest.hasSuffix(after), rest.count > after.count else { return nil }
                end = rest.index(rest.endIndex, offsetBy: -after.count)
            } else {
                guard let range = rest.dropFirst().firstRange(of: after) else { return nil }
                end = range.lowerBound
            }
            found[number] = String(rest[..<end])
            rest = rest[end...].dropFirst(after.count)
        }
        return found
    }
}
