import Texts

/// How much of what people type is kept. Nothing is cut: what is longer comes back to whoever wrote it.
enum TextLimits {
    /// One text of an act or a form.
    static let act = 4000
    /// A person's name, as the field for it says.
    static let name = 60
    /// Own notes.
    static let notes = 20_000
    /// Forms of one person that are begun and not signed.
    static let drafts = 40
    /// One of these as it is kept: five texts full of the longest letters, or eight full of Cyrillic ones.
    static let draftBytes = 200_000

    /// As browsers count them for `maxlength`: a line end is one.
    static func letters(_ text: String) -> Int {
        var (ends, last): (Int, UInt8) = (0, 0)
        for byte in text.utf8 {
            if byte == 10, last == 13 { ends += 1 }
            last = byte
        }
        return text.utf16.count - ends
    }

    /// What is said of a text that is too long, else nil.
    static func objection(to texts: [String], limit: Int, _ t: Tongue) -> String? {
        let count = texts.map(letters).max() ?? 0
        return count <= limit ? nil : t(ProblemText.textTooLong, ["limit": limit, "count": count])
    }
}
