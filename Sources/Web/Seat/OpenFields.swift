import HTTPCore
import Model
import Texts
import Views

// What a form still wants: said at the step where it stands, beside the field, with the way to it. And what can be known
// on the first step: that the form cannot be signed at all.

/// A field that is still to be filled in: where it stands, and what it is called.
package struct OpenField {
    let id: String
    let name: String
}

extension ActFields {
    private var t: Tongue { pages.t }
    private func say(_ text: Text) -> String { pages.ctx.say(text) }
    private func isEmpty(_ name: String) -> Bool { (input[name] ?? "").isEmpty }

    /// What is still to be filled in at one step of a form.
    func open(in step: FormStep) -> [OpenField] {
        switch step {
        case .whom: lacksPerson ? [OpenField(id: "field-person", name: t(ActText.fieldPerson))] : []
        case .address: openAddress
        case .choices: openChoices { !act.choices[$0].isMark }
        case .words: openWords { !act.fields[$0].isMark }
        case .facts: []
        case .marks: openChoices { act.choices[$0].isMark } + openWords { act.fields[$0].isMark }
        }
    }

    /// The first step at which something is still to be filled in.
    var openStep: Int? { steps.firstIndex { !open(in: $0).isEmpty } }

    /// Choices that have to be made, and are not made yet.
    func openChoices(_ isMeant: (Int) -> Bool = { _ in true }) -> [OpenField] {
        act.choices.indices.filter { isMeant($0) && isOpen($0) }
            .map { OpenField(id: "field-choice\($0)", name: say(act.choices[$0].name)) }
    }

    /// The same of an act that is filled in on one page.
    var openParts: [OpenField] { openChoices() + openInterpreter + openPurpose }

    private func openWords(_ isMeant: (Int) -> Bool) -> [OpenField] {
        act.fields.indices.filter { isMeant($0) && lacksWords($0) }
            .map { OpenField(id: "form-field\($0)", name: say(act.fields[$0].name)) }
    }

    private var openAddress: [OpenField] {
        var open: [OpenField] = []
        if act.verb == .refer, isEmpty("service"), !act.services.isEmpty {
            open.append(OpenField(id: "field-service", name: t(ActText.fieldService)))
        }
        if act.verb == .request, isEmpty("agency"), !act.agencies.isEmpty {
            open.append(OpenField(id: "field-agency", name: t(ActText.fieldAgency)))
        }
        if isEmpty("basis"), !act.bases.isEmpty {
            open.append(OpenField(id: "field-basis", name: t(ActText.fieldBasis)))
        }
        return open
    }

    private var lacksPerson: Bool {
        (act.verb == .form || act.verb == .refer) && isEmpty("person") && !act.persons.isEmpty
    }

    /// A field that has to say something; a request that lacks one is sent all the same, and comes back.
    private func lacksWords(_ place: Int) -> Bool {
        // Beside a mark that was not made: shown once, and left empty by whoever has nothing to say.
        if act.fields[place].goesWith != nil { return isAskedFor(place) && input["field\(place)"] == nil }
        return act.fields[place].isNeeded && act.verb != .request && isEmpty("field\(place)")
    }

    /// What is said beside a field that was left open; nil before one has tried to go on.
    func fault(_ id: String) -> String? {
        guard showsOpen else { return nil }
        let isOpen =
            act.isDocument
            ? steps.contains { open(in: $0).contains { $0.id == id } }
            : openParts.contains { $0.id == id }
        return isOpen ? t(ActText.fieldOpen) : nil
    }

    /// What is still to be filled in, each with the way to it.
    func openNotice(_ open: [OpenField]) -> Node {
        .when(
            showsOpen && !open.isEmpty,
            notice(
                .due, icon: .breach, t(ActText.stillOpen),
                pages.fieldLinks(open)))
    }

    /// What a question to a person still lacks.
    var openQuestions: [OpenField] {
        let topic = noTopic == nil ? [] : [OpenField(id: "ask-topic", name: t(ActText.fieldTopic))]
        let interpreter =
            noInterpreter == nil
            ? [] : [OpenField(id: "ask-interpreter", name: t(ActText.fieldInterpreter))]
        return topic + interpreter + openChoices()
    }
}

extension SeatPages {
    /// The way to each of some fields.
    func fieldLinks(_ fields: [OpenField]) -> Node {
        ul(.each(fields) { li(.class("link-line"), a(.href("#" + $0.id), .text($0.name))) })
    }
}

extension ActFields {
    /// Why this form about this person cannot be signed whatever is filled in, as far as the law is told. Said before
    /// anybody reads it out and makes a mark for nothing.
    var impossible: String? {
        guard act.verb == .form, !isEmpty("person"), let law = pages.view.shut(request) else { return nil }
        let says = pages.ctx.say(law.says)
        return law.rule.isEmpty
            ? t(RefusalText.impossibleNow, ["says": says])
            : t(RefusalText.impossible, ["rule": law.rule, "says": says])
    }
}
