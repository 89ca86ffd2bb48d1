import Model
import Texts
import Views

// Signed forms: those of the agency, one to be read or printed, and those that came with a share.
extension SeatPages {
    package func signedForms(begun drafts: [FormDraft] = []) -> PageParts {
        casePage(.forms) {
            let forms = view.papers
            let list =
                forms.isEmpty && drafts.isEmpty
                ? emptyState(.document, t(ProcedureText.noForms), t(ProcedureText.noFormsBody))
                : itemList(
                    forms.map { form in
                        Item(
                            id: "form-" + form.handle.text, address: "/form/" + form.handle.text,
                            title: formTitle(form), mark: Icon.document.node, when: times.relative(form.at),
                            line: formLine(form), tags: form.version > 1 ? [chip(version(form))] : [])
                    })
            return .group([draftList(drafts), list])
        }
    }

    func formTitle(_ form: FormView) -> String {
        [form.form, ctx.say(form.name)].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    /// About whom it is, and who signed it.
    func formLine(_ form: FormView) -> String {
        ([form.person.map { ctx.say($0.name) } ?? "", ctx.say(form.seat)]
            + (form.version > 1 ? [version(form)] : []))
            .filter { !$0.isEmpty }.joined(separator: " · ")
    }

    private func version(_ form: FormView) -> String {
        t(ProcedureText.formVersion, ["number": form.version])
    }

    /// One form as it was signed, to be read, shared or printed.
    package func signedForm(_ handle: Handle) -> PageParts? {
        guard let form = view.paper(handle) else { return nil }
        // What was sent went to whom it is for; what was signed may go along with a share.
        let share = form.sent == nil ? openActs.first { $0.takesForms } : nil
        return page(
            formTitle(form), .caseFolder,
            ctx.still {
                .group([
                    wayBack(t(ProcedureText.forms), to: "/case/forms"),
                    h1(.class("unseen"), .text(formTitle(form))),
                    // On paper nothing else says that it belongs to an exercise.
                    p(.class("print-only"), strong(.text(t(CommonText.exercise)))),
                    formDocument(form),
                    .when(
                        !form.sharedWith.isEmpty,
                        p(
                            .class("quiet"), Icon.share.node, " ",
                            .text(
                                t(
                                    ProcedureText.formSharedWith,
                                    ["who": t.format.list(form.sharedWith.map { ctx.say($0) })])))),
                    div(
                        .class("row no-print"),
                        .with(share) {
                            buttonLink(
                                t(ProcedureText.shareForm),
                                to: "/act/\($0.act.text)?forms=\(form.handle.text)", icon: .share)
                        },
                        .with(isOver ? nil : view.prospect(form.act)) {
                            buttonLink(
                                t(ProcedureText.newVersion),
                                to: "/act/\($0.act.text)?from=\(form.handle.text)", icon: .edit)
                        },
                        el(
                            "button", .type("button"), .class("button"), .data("print"), Icon.print.node,
                            .text(t(ProcedureText.printForm)))),
                ])
            })
    }

    /// What was left empty is named once, below what was filled in: a phone would show little else.
    private func formRows(_ rows: [FormView.Row]) -> Node {
        let empty = rows.filter { $0.words?.isEmpty == true }
        let filled = rows.filter { $0.words?.isEmpty != true }
        return .group([
            .each(filled) { row in
                .group([
                    h3(.text(ctx.say(row.name))),
                    row.words.map { paragraphs(ctx.say($0)) }
                        ?? p(.text(t(row.isYes ? CommonText.yes : .no))),
                ])
            },
            .when(
                !empty.isEmpty,
                p(
                    .class("quiet"), .text(t(ActText.notFilledIn) + ": "),
                    .text(t.format.list(empty.map { ctx.say($0.name) })))),
        ])
    }

    /// A request or a referral that is a document of the world: its id in the field and its lines.
    func documentRows(_ document: TypedDocument) -> Node {
        .group([
            .when(
                !document.form.isEmpty,
                p(
                    chip(document.form, icon: .document),
                    .with(document.version) {
                        .group([" ", chip(t(ProcedureText.formVersion, ["number": $0]))])
                    })),
            formRows(document.rows), markRows(document.marks),
            .with(document.copy) {
                p(.class("no-print"), a(.href("/form/" + $0.text), .text(t(ProcedureText.formCopy))))
            },
        ])
    }

    /// What stands at the foot of a form: that it was read out and agreed to, and who interpreted.
    private func markRows(_ marks: [FormView.Row]) -> Node {
        .when(
            !marks.isEmpty,
            .group([
                h3(.text(t(ProcedureText.marks))),
                definitionList(
                    marks.map { row in
                        let words = row.words.map { ctx.say($0) } ?? t(row.isYes ? CommonText.yes : .no)
                        return (
                            ctx.say(row.name), .text(words.isEmpty ? t(ActText.notFilledIn) : words)
                        )
                    }),
            ]))
    }

    /// To whom a request or a referral went, for what, and on which basis.
    private func addressRows(_ sent: FormView.Sent) -> Node {
        var rows: [(name: String, value: Node)] = []
        func add(_ name: String, _ text: Text?) {
            if let text, !text.isEmpty { rows.append((name, .text(ctx.say(text)))) }
        }
        add(t(ActText.fieldAgency), sent.to)
        add(t(ActText.fieldService), sent.service)
        add(t(ActText.fieldPlace), sent.place)
        add(t(ActText.fieldKind), sent.wanted)
        add(t(ActText.fieldBasis), sent.basis)
        return .when(!rows.isEmpty, definitionList(rows))
    }

    /// What a form says, about whom, who signed it and when.
    func formDocument(_ form: FormView) -> Node {
        let signed = t(
            ProcedureText.formSignedBy,
            ["seat": ctx.say(form.seat), "agency": ctx.say(form.agency), "time": times.dated(form.at)])
        let facts = form.facts.compactMap { view.fact($0) }
        return documentCard(
            formTitle(form),
            under: .group([
                .with(form.person) { .group([.group(about([$0], [])), br()]) },
                .text(signed), " · ", .text(ctx.say(form.country)), " · ", .text(version(form)),
                .with(form.number) {
                    .group([" · ", .text(t(ProcedureText.formNumber, ["number": $0]))])
                },
            ]),
            .with(form.metAt) {
                p(.class("quiet"), .text(t(ProcedureText.formMetAt, ["place": ctx.say($0)])))
            },
            .with(form.sent, addressRows), formRows(form.rows),
            .with(form.sent) { sent in
                .when(
                    !sent.text.isEmpty,
                    .group([
                        .with(view.prospect(form.act)) { h3(.text(t($0.verb.textLabel))) },
                        paragraphs(ctx.say(sent.text)),
                    ]))
            },
            consentMatrix(form), markRows(form.marks),
            .when(
                !facts.isEmpty,
                .group([
                    h3(.text(t(ProcedureText.formRestsOn))),
                    ul(
                        .each(facts) {
                            li(
                                .class("link-line"),
                                a(.href("/fact/" + $0.handle.text), .text(ctx.say($0.text))))
                        }),
                ])))
    }
}
