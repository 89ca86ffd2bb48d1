/// The interface in one language: texts, numbers, dates. Pages call it `t`.
///
/// ```swift
/// t(NowText.title)                                   // Now
/// t(CommonText.from, ["who": name])                  // from Police of Northland
/// t(TimeText.minutes, count: 5)                      // 5 minutes
/// ```
public struct Tongue: Sendable {
    /// Behind one reference: pages hand their tongue on with each word.
    private let voice: Voice

    private final class Voice: Sendable {
        let format: LocalFormat
        let table: InterfaceTexts.Table

        init(_ format: LocalFormat, _ table: InterfaceTexts.Table) {
            (self.format, self.table) = (format, table)
        }
    }

    init(language: String, table: InterfaceTexts.Table) {
        voice = Voice(LocalFormat(language: language), table)
    }

    /// The code of the language, fit for the `lang` of a page.
    public var language: String { voice.format.language }
    public var format: LocalFormat { _read { yield voice.format } }
    private var table: InterfaceTexts.Table { _read { yield voice.table } }

    /// The text, with `arguments` in place of its parameters of the same names.
    public func callAsFunction<Text: InterfaceText>(
        _ text: Text, _ arguments: KeyValuePairs<String, any TextArgument> = [:]
    ) -> String {
        say(text, form: nil, arguments)
    }

    /// The form of the text that goes with `count`, which also fills the parameter `{count}`.
    public func callAsFunction<Text: InterfaceText>(
        _ text: Text, count: Int, _ arguments: KeyValuePairs<String, any TextArgument> = [:]
    ) -> String {
        say(text, form: count, arguments)
    }

    /// The text cut at its parameters, for a page that puts a link or a mark in their places.
    public func pieces<Text: InterfaceText>(_ text: Text) -> [Template.Piece] {
        table[Text.area]?[text.rawValue]?.forms.first?.pieces ?? [.words(text.id)]
    }

    private func say<Text: InterfaceText>(
        _ text: Text, form count: Int?, _ arguments: KeyValuePairs<String, any TextArgument>
    ) -> String {
        guard let entry = table[Text.area]?[text.rawValue] else {
            assertionFailure("Locales/en/\(Text.area).po has no text \(text.rawValue).")
            return text.id
        }
        let index = count.map { min(entry.rule.form($0), entry.forms.count - 1) } ?? 0
        let template = entry.forms[index]
        if case .words(let words)? = template.pieces.first, template.pieces.count == 1 { return words }
        var said = ""
        for piece in template.pieces {
            switch piece {
            case .words(let words): said += words
            case .parameter(let name): said += argument(name, count, arguments, of: text.id)
            }
        }
        return said
    }

    private func argument(
        _ name: String, _ count: Int?, _ arguments: KeyValuePairs<String, any TextArgument>, of id: String
    ) -> String {
        if let value = arguments.first(where: { $0.key == name })?.value { return value.spoken(by: format) }
        if name == "count", let count { return format.number(count) }
        assertionFailure("The text \(id) needs a value for {\(name)}.")
        return "{\(name)}"
    }
}
