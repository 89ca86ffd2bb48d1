import HTTPCore
import Model
import Texts
import Views

/// The steps in which a form is filled in; the last one is to look at all of it and to sign.
enum FormStep: CaseIterable {
    case whom, address, choices, words, facts, marks

    var heading: ActText {
        switch self {
        case .whom: .stepWhom
        case .address: .stepAddress
        case .marks: .stepMarks
        case .choices: .stepChoices
        case .words: .stepWords
        case .facts: .stepFacts
        }
    }
}

extension ActFields {
    /// The steps that this form has.
    var steps: [FormStep] {
        FormStep.allCases.filter { step in
            switch step {
            case .whom: knowsNobody || !act.persons.isEmpty || !act.places.isEmpty || !act.kinds.isEmpty
            case .address: act.verb == .request || act.verb == .refer
            case .choices: !act.choices.allSatisfy(\.isMark)
            case .words: !act.fields.allSatisfy(\.isMark) || act.takesText
            case .facts: act.takesFacts
            case .marks: act.choices.contains(where: \.isMark) || act.fields.contains(where: \.isMark)
            }
        }
    }

    /// Whether a field is shown in a step, so that it does not go along unseen.
    func isShown(_ name: String, in step: FormStep) -> Bool {
        func isMark(_ prefix: String, _ marks: [Bool]) -> Bool? {
            guard name.hasPrefix(prefix), let place = Int(name.dropFirst(prefix.count)) else { return nil }
            return marks.indices.contains(place) ? marks[place] : nil
        }
        let choice = isMark("choice", act.choices.map(\.isMark))
        let field = isMark("field", act.fields.map(\.isMark))
        return switch step {
        case .whom: ["person", "place", "kind"].contains(name)
        case .address: ["agency", "service", "basis", "purpose", "deadline"].contains(name)
        case .choices: choice == false
        case .words: field == false || name == "text"
        case .facts: name == "facts"
        case .marks: choice == true || field == true
        }
    }

    /// Why it does not go on from a step to a later one: said where it can be mended, and not when all is filled in.
    func objection(leaving step: FormStep) -> Model.Refusal? {
        guard step == .whom, act.verb == .request else { return nil }
        let request = request
        return request.person == nil && request.place == nil && request.kind == nil ? .missing(.person) : nil
    }
}

extension SeatPages {
    /// A form is filled in step by step, which fits a phone and keeps what was written at every step.
    ///
    /// - Parameters:
    ///   - place: the step, from 0 on.
    ///   - isKept: what is shown was begun before, perhaps on another device.
    ///   - real: what is asked about before it is kept.
    ///   - fault: why it does not go on.
    ///   - showsOpen: it does not go on because something is left open.
    package func formStep(
        _ act: Prospect, _ input: Fields, place: Int, isKept: Bool = false, real: [RealData.Finding] = [],
        fault: String? = nil, showsOpen: Bool = false
    ) -> PageParts {
        if isOver { return over(act) }
        let fields = ActFields(self, act, input, showsOpen: showsOpen)
        let steps = fields.steps
        guard let step = steps.indices.contains(place) ? steps[place] : steps.first else {
            return actForm(act, input)
        }
        let number = steps.firstIndex(of: step) ?? 0
        return page(
            ctx.say(act.name), .act,
            ctx.still {
                .group([
                    div(
                        .class("center stack"), actHead(act, back: "/act"),
                        .when(isKept, keptNotice(act, input)), baseNotice(input),
                        number == 0 ? ladderPart(act) : .nothing,
                        form(
                            .class("form"), .id("act-form"), .method("post"),
                            .action("/act/\(act.act.text)/step"),
                            .data("kept", "/act/\(act.act.text)/keep"),
                            .with(fault) { notice(.due, icon: .breach, $0) },
                            fields.openNotice(fields.open(in: step)),
                            .with(number == 0 ? fields.impossible : nil) {
                                notice(.due, icon: .law, t(ActText.notAtAll), p(.text($0)))
                            },
                            number == 0 ? busyNotice(act) : .nothing,
                            h2(
                                .text(
                                    t(
                                        ActText.stepOf,
                                        ["number": number + 1, "all": steps.count + 1]) + ": "
                                        + t(step.heading))),
                            hiddenField("begun", input["person"] ?? ""), unseen(fields, but: step, real),
                            RealDataQuestion(t, real).node,
                            fields.part(step),
                            .when(number == 0, priceBox(priceWords(act))),
                            formFoot(
                                fields.knowsNobody
                                    ? .nothing
                                    : go(
                                        number + 1 == steps.count ? t(ActText.look) : t(ActText.nextStep),
                                        String(number + 1), .main),
                                .when(number > 0, go(t(ActText.stepBack), String(number - 1), .plain)),
                                go(t(ActText.keepDraft), "keep", .quiet))))
                ])
            })
    }

    /// What was begun is there again; one can begin anew.
    private func keptNotice(_ act: Prospect, _ input: Fields) -> Node {
        notice(
            .none, t(ActText.draftIsBack),
            form(
                .id("act-forget"), .method("post"), .action("/act/\(act.act.text)/keep"),
                hiddenField("person", input["person"] ?? ""), hiddenField("erase", "yes"),
                button(t(ActText.draftForget), .quiet)))
    }

    /// The way on needs what must be there; the ways back and out do not.
    private func go(_ words: String, _ to: String, _ weight: Weight) -> Node {
        el(
            "button", .type("submit"), .class(weight.classes), .name("go"), .value(to),
            .when(weight != .main, .attr("formnovalidate", "")), .text(words))
    }

    private func unseen(_ fields: ActFields, but step: FormStep, _ real: [RealData.Finding]) -> Node {
        .each(
            fields.input.fields.filter {
                !(["command", "go", "begun", "from"] + (real.isEmpty ? [] : [RealData.meant]))
                    .contains($0.name) && !fields.isShown($0.name, in: step)
            }
        ) { hiddenField($0.name, $0.value) }
    }

    /// Forms that were begun and not signed, each with the way back to it.
    func draftList(_ drafts: [FormDraft]) -> Node {
        // What was begun and not signed before ENDEX can no longer be.
        if isOver { return .nothing }
        let lines = drafts.compactMap { draft -> Item? in
            guard let act = view.prospect(draft.act) else { return nil }
            let person = draft.person.flatMap { view.person($0) }
            return Item(
                id: "draft-" + draft.act.text + (draft.person?.text ?? ""),
                address: "/act/\(draft.act.text)"
                    + (draft.person.map { "?person=" + $0.text } ?? ""),
                title: ctx.say(act.name), mark: Icon.edit.node,
                line: person.map { ctx.say($0.name) } ?? "", tags: [chip(t(ActText.draftChip), .waiting)])
        }
        guard !lines.isEmpty else { return .nothing }
        return .group([h2(.text(t(ActText.draftsHeading))), itemList(lines)])
    }
}

/// A form that somebody has begun: of which act, about whom.
package struct FormDraft: Equatable, Sendable {
    package var act: Handle
    package var person: Handle?
}
