import Texts

/// How names look, so that nobody is taken for somebody else on a list.
enum NameLooks {
    /// Letters of other scripts that look like a Latin one, as a capital or as a small letter, by their small ones.
    private static let alike: [Character: Character] = [
        "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ј": "j", "ѕ": "s",
        "һ": "h",
        "ӏ": "l", "ԁ": "d", "ԛ": "q", "ԝ": "w", "ё": "ë", "ї": "ï", "ӓ": "ä", "ӧ": "ö", "ο": "o", "α": "a",
        "ν": "v",
        "ρ": "p", "υ": "u", "ι": "i", "κ": "k", "к": "k", "м": "m", "т": "t", "в": "b", "н": "h",
    ]
    /// The same for names that look the same, in capitals or not.
    static func look(_ name: String) -> String {
        String(name.lowercased().map { alike[$0] ?? $0 })
    }

    static func areAlike(_ one: String, _ other: String) -> Bool { look(one) == look(other) }

    /// What the pages call those who lead, look on and play characters, in each language; nobody else is called so.
    static func isTitle(_ name: String, in texts: InterfaceTexts) -> Bool {
        texts.languages.contains { language in
            let t = texts.tongue(language)
            let titles = [t(ControlText.title), t(ControlText.observer), t(RoleText.title)]
            return titles.contains { areAlike($0, name) }
        }
    }
}
