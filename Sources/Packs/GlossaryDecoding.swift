import Basics
import Model
import Texts

/// What a world calls things otherwise than the program: words of the field, and where people stand.
extension Decoder {
    /// `removal: false`, or `removal: {name: Stay of removal, text: …}`: a word of the program's glossary, or one of its own.
    func glossary(_ node: Node?) -> [GlossaryEntry] {
        mapping(node, "glossary").compactMap { entry in
            if entry.value.entries == nil, entry.value.text == "false" { return hidden(entry) }
            guard let fields = Fields(entry.value, "The word \(entry.key)", findings) else { return nil }
            let path = "glossary.\(entry.key)"
            let name = text(fields.required("name"), path + ".name")
            let meaning = text(fields.required("text"), path + ".text")
            fields.finish()
            return GlossaryEntry(id: entry.key, name: name, meaning: meaning)
        }
    }

    private func hidden(_ entry: Entry) -> GlossaryEntry? {
        let known = (GlossaryText.field + GlossaryText.exercise).map(\.id)
        guard known.contains(entry.key) else {
            findings.error(
                .unknownWord, at: entry.keySpot, entry.key, "a word to hide", hint(entry.key, among: known),
                enumerated(known, limit: 40))
            return nil
        }
        return GlossaryEntry(id: entry.key, name: TextID(""), meaning: TextID(""))
    }

    /// `presumed: Registered at first sight`. Pages ask for these texts by the status.
    func statusNames(_ node: Node?) {
        for entry in mapping(node, "statuses") {
            guard let place = Words.statuses.firstIndex(of: entry.key),
                let status = PersonStatus(rawValue: place)
            else {
                findings.error(
                    .unknownWord, at: entry.keySpot, entry.key, "a status",
                    hint(entry.key, among: Words.statuses), enumerated(Words.statuses))
                continue
            }
            _ = text(entry.value, status.name.path)
        }
    }
}
