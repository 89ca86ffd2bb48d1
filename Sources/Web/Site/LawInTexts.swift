import Basics
import Model
import Texts
import Views

// Limits of the law in the texts of the pack: a text names the parameter, and the page says what it is.
extension PageContext {
    /// For a reader to whom the law of a country speaks.
    func of(_ country: CountryID) -> PageContext {
        var other = self
        other.country = country
        return other
    }

    /// For what is said about an act of somebody whose country it is: `{law.appeal_within.act}` is its limit.
    package func about(actOf country: CountryID) -> PageContext {
        var other = self
        other.actingCountry = country
        return other
    }

    /// The text with `{law.guardian_within}` as "24 hours": of the reader's country, or of each country where the reader
    /// has none.
    func withLaw(_ text: String) -> String {
        // Nearly no text has a brace; bytes are looked through faster than words.
        guard let laws, text.utf8.contains(UInt8(ascii: "{")), text.contains("{law.") else { return text }
        return Template(text).pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .parameter(let name):
                spoken(laws.answers(name, in: country, acting: actingCountry)) ?? "{\(name)}"
            }
        }.joined()
    }

    private func spoken(_ answers: [LawValues.Answer]) -> String? {
        guard let first = answers.first else { return nil }
        guard answers.count > 1 else { return spoken(first.value) }
        return t.format.list(answers.map { spoken($0.value) + " (" + say($0.country) + ")" })
    }

    private func spoken(_ value: LawValues.Value) -> String {
        switch value {
        case .number(let number): t.format.number(number)
        case .truth(let truth): t(truth ? CommonText.yes : .no).lowercased()
        case .minutes(let minutes): t.format.duration(minutes: minutes, width: .wide)
        }
    }
}
