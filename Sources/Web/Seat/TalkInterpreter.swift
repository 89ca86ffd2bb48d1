import HTTPCore
import Model
import Texts
import Views

// Who interprets a conversation, and what is known of the language of the person.
extension SeatPages {
    /// What the pack offers first is chosen only where the law has nothing against it.
    func interpreterField(_ person: PersonView, _ fields: ActFields) -> Node {
        let options = fields.act.interpreters
        guard let first = options.first else { return .nothing }
        let isOpen = options.count > 1 && !mayBegin(with: first, person, fields)
        return selectField(
            id: "ask-interpreter", name: "interpreter",
            FieldText(
                t(ActText.fieldInterpreter), help: languages(of: person.handle),
                fault: fields.interpreterIsOpen ? t(ActText.fieldOpen) : nil),
            choices: (isOpen ? [(value: "", words: t(ActText.choose))] : [])
                + options.map { (value: $0.handle.text, words: fields.interpreterWords($0)) },
            chosen: fields.input["interpreter"], isRequired: isOpen)
    }

    /// What is known of the languages of a person, as a sentence.
    func languages(of person: Handle) -> String {
        let heard = view.tonguesHeard(of: person).map { ctx.say($0) }
        return heard.isEmpty
            ? t(TalkText.languageUnknown) : t(TalkText.languageHeard, ["list": t.format.list(heard)])
    }

    private func mayBegin(with first: Option, _ person: PersonView, _ fields: ActFields) -> Bool {
        guard view.showsLaw else { return false }
        let others = fields.input.fields.filter { $0.name != "interpreter" && $0.name != "topic" }
        let input = Fields(others + [.init(name: "interpreter", value: first.handle.text)])
        return ActFields(self, fields.act, input).lawfulQuestion(to: person.handle) != nil
    }
}

extension ActFields {
    /// Who interprets where somebody is asked for something outside a talk. Never chosen beforehand: that nobody does may be
    /// against the law, and the form cannot know.
    var interpreters: Node {
        guard !act.interpreters.isEmpty else { return .nothing }
        let isOpen = act.interpreters.count > 1
        let person =
            input["person"].flatMap { Handle($0) } ?? (act.persons.count == 1 ? act.persons[0].handle : nil)
        return selectField(
            id: "field-interpreter", name: "interpreter",
            FieldText(
                pages.t(ActText.fieldInterpreter), help: person.map { pages.languages(of: $0) },
                fault: fault("field-interpreter")),
            choices: (isOpen ? [(value: "", words: pages.t(ActText.choose))] : [])
                + act.interpreters.map { (value: $0.handle.text, words: interpreterWords($0)) },
            chosen: input["interpreter"], isRequired: isOpen)
    }

    /// Still to be chosen, in a form of one page; a talk asks for it itself.
    var openInterpreter: [OpenField] {
        guard act.verb != .talk, act.interpreters.count > 1, interpreterIsOpen else {
            return []
        }
        return [OpenField(id: "field-interpreter", name: pages.t(ActText.fieldInterpreter))]
    }

    /// It was asked who interprets, and nobody was chosen.
    var interpreterIsOpen: Bool { input["interpreter"] == "" }

    /// What is said of a question for which nobody has chosen who interprets.
    var noInterpreter: String? {
        interpreterIsOpen
            ? pages.t(ActText.unchosen, ["list": pages.t(ActText.fieldInterpreter)]) : nil
    }
}
