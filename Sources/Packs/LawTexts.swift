import Basics
import Model
import Texts

/// Parameters of the law that a text names: `{law.guardian_within}` for the country at hand,
/// `{law.guardian_within.velmara}` for one country, and in a notice `{law.guardian_within.act}` for that of whoever decided.
enum LawTexts {
    static func named(in text: String) -> [String] {
        text.contains("{law.") ? Template(text).parameters.filter { $0.hasPrefix("law.") } : []
    }

    /// Names that the world does not have.
    static func check(_ texts: [PackText], in world: World, _ findings: Findings) {
        let laws = world.lawNames.all
        let countries = world.countries.values.map(\.id)
        for text in texts {
            for name in named(in: text.source) {
                let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
                if parts.count < 2 || parts.count > 3 || !laws.contains(parts[1]) {
                    let word = parts.dropFirst().joined(separator: ".")
                    findings.error(
                        .unknownID, at: text.spot, "parameter of the law", word, hint(word, among: laws),
                        enumerated(laws))
                } else if parts.count == 3, !countries.contains(parts[2]), !mayBeOfAct(text, parts[2]) {
                    findings.error(
                        .unknownID, at: text.spot, "country", parts[2], hint(parts[2], among: countries),
                        enumerated(countries))
                }
            }
        }
    }

    /// What a notice says is read about the act; its title stands in lists, too.
    private static func mayBeOfAct(_ text: PackText, _ word: String) -> Bool {
        word == "act" && text.id.path.contains(".notice.")
            && (text.id.path.hasSuffix(".says") || text.id.path.hasSuffix(".appeal"))
    }
}
