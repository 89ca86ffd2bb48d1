/// How much a button matters on its page. At most one `main` in a form.
package enum Weight: String, Sendable {
    case main, plain, quiet
    /// For what cannot be undone.
    case grave

    package var classes: String { self == .plain ? "button" : "button button-" + rawValue }
}

/// A form that sends an act. It works without script; with script it is sent in place, keeps what was typed when
/// the line is down, and the page then shows the answer.
///
/// - Parameter command: a fresh id of this act. A request that is sent twice carries it twice and counts once.
package func actForm(id: String, to address: String, command: String, _ parts: Node...) -> Node {
    form(
        .class("form"), .id(id), .method("post"), .action(address), .data("live"),
        hiddenField("command", command), .group(parts))
}

/// A form that asks for another page, such as a search.
package func searchForm(id: String, to address: String, _ parts: Node...) -> Node {
    form(.class("form"), .id(id), .method("get"), .action(address), .role("search"), .group(parts))
}

package func hiddenField(_ name: String, _ value: String) -> Node {
    input(.type("hidden"), .name(name), .value(value))
}

/// The foot of a form: its buttons, and where the script says "sending" or "not sent, still here".
package func formFoot(_ buttons: Node...) -> Node {
    div(
        .class("form-foot"), .group(buttons),
        span(.class("form-status"), .data("form-status"), .role("status")))
}

/// A button that sends the form around it. `name` and `value` tell several buttons of one form apart.
package func button(
    _ words: String, _ weight: Weight = .plain, icon: Icon? = nil, name: String? = nil, value: String? = nil,
    isDisabled: Bool = false
) -> Node {
    element(
        "button",
        [
            .type("submit"), .class(weight.classes), .attr("name", name), .attr("value", value),
            .disabled(if: isDisabled), .with(icon) { $0.node }, .text(words),
        ])
}

/// A link that looks like a button.
package func buttonLink(_ words: String, to address: String, _ weight: Weight = .plain, icon: Icon? = nil)
    -> Node
{
    a(.class(weight.classes), .href(address), .with(icon) { $0.node }, .text(words))
}

/// A button with one act behind it and nothing to fill in.
package func actButton(
    _ words: String, _ weight: Weight = .plain, icon: Icon? = nil, to address: String, command: String,
    hidden fields: [(name: String, value: String)] = []
) -> Node {
    form(
        .method("post"), .action(address), .data("live"), hiddenField("command", command),
        .each(fields) { hiddenField($0.name, $0.value) }, button(words, weight, icon: icon))
}

/// What every field has: its label, help under it, and the fault in words when it was not accepted.
package struct FieldText: Sendable {
    package var label: String
    package var help: String?
    package var fault: String?

    package init(_ label: String, help: String? = nil, fault: String? = nil) {
        self.label = label
        self.help = help
        self.fault = fault
    }
}

private func labelled(_ id: String, _ text: FieldText, _ control: Node) -> Node {
    div(
        .class("field"),
        label(.for(id), .text(text.label)),
        .with(text.help) { span(.class("field-help"), .id(id + "-help"), .text($0)) },
        control,
        .with(text.fault) {
            span(.class("field-fault"), .id(id + "-fault"), Icon.breach.node, span(.text($0)))
        })
}

private func describes(_ id: String, _ text: FieldText) -> Node {
    let ids = (text.help == nil ? [] : [id + "-help"]) + (text.fault == nil ? [] : [id + "-fault"])
    return .group([
        ids.isEmpty ? .nothing : .aria("describedby", ids.joined(separator: " ")),
        text.fault == nil ? .nothing : .aria("invalid", "true"),
    ])
}

/// One line of text. `more` takes further attributes: `.required`, `.autocomplete("name")`, `.maxlength(80)`.
package func textField(id: String, name: String, _ text: FieldText, value: String = "", more: Node...) -> Node
{
    labelled(
        id, text,
        input(
            .type("text"), .class("input"), .id(id), .name(name), .value(value), describes(id, text),
            .group(more)))
}

/// A code to join with, large; codes are digits, so a phone shows its number keys.
package func codeField(
    id: String, name: String, _ text: FieldText, value: String = "", isNumber: Bool = true
) -> Node {
    labelled(
        id, text,
        input(
            .type("text"), .class("input input-code"), .id(id), .name(name), .value(value), .required,
            .autocomplete("off"), .inputmode(isNumber ? "numeric" : "text"),
            .attr("autocapitalize", "characters"),
            .attr("spellcheck", "false"),
            describes(id, text)))
}

package func passwordField(id: String, name: String, _ text: FieldText, isNew: Bool = false) -> Node {
    labelled(
        id, text,
        input(
            .type("password"), .class("input"), .id(id), .name(name), .required,
            .autocomplete(isNew ? "new-password" : "current-password"), describes(id, text)))
}

package func numberField(
    id: String, name: String, _ text: FieldText, value: Int?, least: Int, most: Int
) -> Node {
    labelled(
        id, text,
        input(
            .type("number"), .class("input input-short"), .id(id), .name(name),
            .value(value.map(String.init) ?? ""),
            .attr("min", least), .attr("max", most), .inputmode("numeric"), describes(id, text)))
}

/// Several lines. `draft` names where the script keeps what is typed until it is sent; nil keeps nothing.
package func textArea(
    id: String, name: String, _ text: FieldText, value: String = "", rows: Int = 5, draft: String? = nil,
    more: Node...
) -> Node {
    labelled(
        id, text,
        textarea(
            .class("input"), .id(id), .name(name), .rows(rows), .with(draft) { .data("draft", $0) },
            describes(id, text), .group(more), .text(value)))
}

/// One of several things that can be chosen.
package struct Choice: Sendable {
    package var value: String
    package var words: Node
    package var help: String?
    package var isChosen: Bool
    package var isDisabled: Bool

    package init(
        _ value: String, _ words: Node, help: String? = nil, isChosen: Bool = false, isDisabled: Bool = false
    ) {
        self.value = value
        self.words = words
        self.help = help
        self.isChosen = isChosen
        self.isDisabled = isDisabled
    }
}

/// One of a long list. What is required cannot stay at a choice without a value.
package func selectField(
    id: String, name: String, _ text: FieldText, choices: [(value: String, words: String)],
    chosen: String? = nil, isRequired: Bool = false
) -> Node {
    labelled(
        id, text,
        select(
            .class("input"), .id(id), .name(name), describes(id, text), .when(isRequired, .required),
            .each(choices) { option(.value($0.value), .selected(if: $0.value == chosen), .text($0.words)) }))
}

/// One of a list of which none is proposed: the first of it may be the wrong person, or accuse somebody.
///
/// - Parameter unchosen: what stands there until somebody chooses.
package func openSelect(
    id: String, name: String, _ text: FieldText, unchosen: String,
    choices: [(value: String, words: String)], chosen: String? = nil
) -> Node {
    selectField(
        id: id, name: name, text, choices: [(value: "", words: unchosen)] + choices, chosen: chosen,
        isRequired: true)
}

/// One of a few, all in sight; short answers beside each other where there is room.
package func radioField(
    id: String, name: String, _ text: FieldText, _ choices: [Choice], isRequired: Bool = false,
    isRow: Bool = false
) -> Node {
    choiceField("radio", id, name, text, choices, isRow: isRow, more: .when(isRequired, .required))
}

/// Any of a few, all in sight. Each chosen value is sent under the same name.
package func checkField(id: String, name: String, _ text: FieldText, _ choices: [Choice]) -> Node {
    choiceField("checkbox", id, name, text, choices)
}

/// One thing to agree to or not.
package func checkBox(
    id: String, name: String, value: String = "yes", _ words: Node, help: String? = nil,
    isChecked: Bool = false, more: Node...
) -> Node {
    choiceLine(
        "checkbox", id: id, name: name, Choice(value, words, help: help, isChosen: isChecked),
        more: .group(more))
}

private func choiceField(
    _ kind: StaticString, _ id: String, _ name: String, _ text: FieldText, _ choices: [Choice],
    isRow: Bool = false, more: Node = .nothing
) -> Node {
    fieldset(
        .class("field"), .id(id), describes(id, text),
        legend(.text(text.label)),
        .with(text.help) { p(.class("field-help"), .id(id + "-help"), .text($0)) },
        .with(text.fault) { p(.class("field-fault"), .id(id + "-fault"), Icon.breach.node, span(.text($0))) },
        div(
            .class(isRow ? "choices-row" : "choices"),
            .each(choices.enumerated()) { place, choice in
                choiceLine(kind, id: id + "-" + String(place), name: name, choice, more: more)
            }))
}

private func choiceLine(_ kind: StaticString, id: String, name: String, _ choice: Choice, more: Node) -> Node
{
    label(
        .class("choice"), .for(id),
        input(
            .type(kind), .id(id), .name(name), .value(choice.value), .checked(if: choice.isChosen),
            .disabled(if: choice.isDisabled),
            choice.help == nil ? .nothing : .aria("describedby", id + "-help"), more),
        span(choice.words),
        .with(choice.help) { span(.class("choice-help"), .id(id + "-help"), .text($0)) })
}

// MARK: - Before an act is confirmed

/// What the law says to an act, as the engine answers it.
package enum LawAnswer: String, Sendable {
    case allowed, consent, order, forbidden
    /// Nothing is known that speaks against it, but something may.
    case unsure
    /// No law speaks against it, but advice does.
    case unusual

    fileprivate var icon: Icon {
        switch self {
        case .allowed: .done
        case .consent: .person
        case .order: .decision
        case .forbidden: .breach
        case .unsure, .unusual: .law
        }
    }
}

/// What an act costs and when it brings something: "40 minutes of your team", "Answer in about 2 hours".
package func priceBox(_ rows: [(icon: Icon, name: String, words: String)]) -> Node {
    dl(.class("price"), .each(rows) { div(dt($0.icon.node, .text($0.name)), dd(.text($0.words))) })
}

/// What the law says: the answer in words, why, and a link to the rule.
package func lawBox(_ answer: LawAnswer, _ words: String, why: String, rule: Node = .nothing) -> Node {
    div(
        .class("law"), .data("answer", answer.rawValue),
        p(.class("law-answer"), answer.icon.node, span(.text(words))),
        .when(!why.isEmpty, p(.text(why))), p(rule))
}

/// A question before something that cannot be undone. Without script the link leads to a page that asks the same.
///
/// - Parameter form: the form that does it, with its own buttons.
package func confirmDialog(id: String, _ heading: String, _ parts: Node..., form: Node, cancel: String)
    -> Node
{
    dialog(
        .class("dialog"), .id(id), .aria("labelledby", id + "-heading"),
        div(
            .class("dialog-body"),
            h2(.id(id + "-heading"), .text(heading)), .group(parts), form,
            el("form", .method("dialog"), .class("dialog-foot"), button(cancel, .quiet))))
}

/// Opens a dialog of this page; follows the link where there is no script.
package func dialogLink(
    _ words: String, opens dialog: String, otherwise address: String, _ weight: Weight = .plain,
    icon: Icon? = nil
) -> Node {
    a(.class(weight.classes), .href(address), .data("opens", dialog), .with(icon) { $0.node }, .text(words))
}
