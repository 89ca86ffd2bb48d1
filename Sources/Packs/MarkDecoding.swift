import Basics
import Model

/// A mark that forms may ask for: the person's own, or the interpreter's.
struct KnownMark {
    var id: String
    var choice: KnownChoice?
    var field: FormField?
}

/// `marks`: what stands at the foot of a form, beside the seat that signs it. A mark is a choice, a line of words, or
/// both; each form that names it has it as a choice and a field of its own, so that conditions read it like any other.
extension Decoder {
    func mark(_ entry: Entry) -> KnownMark {
        var mark = KnownMark(id: entry.key)
        guard let fields = Fields(entry.value, "The mark \(entry.key)", findings) else { return mark }
        if ConditionChecker.actNames.contains(entry.key) {
            findings.error(
                .badID, at: entry.keySpot, entry.key, "conditions use this word for the act",
                "Choose another word.")
        }
        let path = "mark.\(entry.key)"
        let name = text(fields.required("name"), path + ".name")
        let options = mapping(fields.optional("options"), "options").map {
            Labelled(id: $0.key, name: text($0.value, "\(path).\($0.key)"))
        }
        if options.isEmpty {
            for key in ["words", "words_for"] {
                fields.refuse(key, because: "a mark without options is a line of words already")
            }
            mark.field = FormField(id: entry.key, name: name, isNeeded: false, isMark: true)
        } else {
            var choice = ActChoice()
            (choice.id, choice.name, choice.options) = (entry.key, name, options)
            (choice.isAsked, choice.isMark) = (true, true)
            mark.choice = KnownChoice(choice: choice, isGraded: false)
            let known = options.enumerated().map { ($1.id, $0) }
            let places = oneOrMore(fields.optional("words_for")).compactMap { word($0, "an option", known) }
            mark.field = fields.optional("words").map {
                var field = FormField(
                    id: entry.key + "_words", name: text($0, path + ".words"), isNeeded: false, isMark: true)
                field.options = places
                return field
            }
        }
        fields.finish()
        return mark
    }

    /// The marks that an act type names, in the order in which it names them.
    func marks(of entry: Entry) -> [KnownMark] {
        let words = (entry.value["marks"]?.items ?? []).compactMap(\.text)
        return words.compactMap { word in knownMarks.first { $0.id == word } }
    }

    func markKeys(_ act: inout ActType, _ fields: Fields) {
        guard [.form, .request, .refer].contains(act.verb) else {
            fields.refuse("marks", because: "only act types of the verbs form, request and refer use it")
            return
        }
        let known = knownMarks.map(\.id)
        for node in list(fields.optional("marks"), "marks") {
            guard let word = string(node, "A mark") else { continue }
            if let mark = knownMarks.first(where: { $0.id == word }) {
                act.fields += mark.field.map { [$0] } ?? []
            } else {
                findings.error(
                    .unknownID, at: node.spot, "mark", word, hint(word, among: known), enumerated(known))
            }
        }
    }
}
