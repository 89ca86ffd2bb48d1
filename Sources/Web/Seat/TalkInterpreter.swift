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
        let heard = view.tonguesHeard(of: person.handle).map { ctx.say($0) }
        return selectField(
            id: "ask-interpreter", name: "interpreter",
            FieldText(
                t(ActText.fieldInterpreter),
                help: heard.isEmpty
                    ? t(TalkText.languageUnknown)
                    : t(TalkText.languageHeard, ["list": t.format.list(heard)]),
                fault: fields.interpreterIsOpen ? t(ActText.fieldOpen) : nil),
            choices: (isOpen ? [(value: "", words: t(ActText.choose))] : [])
                + options.map { (value: $0.handle.text, words: fields.interpreterWords($0)) },
            chosen: fields.input["interpreter"], isRequired: isOpen)
    }

    private func mayBegin(with first: Option, _ person: PersonView, _ fields: ActFields) -> Bool {
        guard view.showsLaw else { return false }
        let others = fields.input.fields.filter { $0.name != "interpreter" && $0.name != "topic" }
        let input = Fields(others + [.init(name: "interpreter", value: first.handle.text)])
        return ActFields(self, fields.act, input).lawfulQuestion(to: person.handle) != nil
    }
}

extension ActFields {
    /// It was asked who interprets, and nobody was chosen.
    var interpreterIsOpen: Bool { input["interpreter"] == "" }

    /// What is said of a question for which nobody has chosen who interprets.
    var noInterpreter: String? {
        interpreterIsOpen
            ? pages.t(ActText.unchosen, ["list": pages.t(ActText.fieldInterpreter)]) : nil
    }
}
