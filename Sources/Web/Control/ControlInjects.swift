import Basics
import Model
import Texts
import Views

// An inject in the inspector, and one that control makes up.
extension ControlDesk {
    func inspect(_ inject: ControlInject) -> Node {
        let address = "/control/inject/" + inject.id
        let isOpen =
            switch inject.standing {
            case .fired, .cancelled: false
            default: view.clock.condition != .ended
            }
        return .group([
            card(
                cardHead(
                    h3(.text(ctx.say(inject.title))),
                    .when(inject.isEdited, chip(t(.edited), icon: .edit))),
                p(.class("quiet"), .text(standing(inject))),
                definitionList([
                    (t(.from), .text(ctx.say(inject.from))),
                    (t(.channel), .text(ctx.say(inject.channel))),
                    (t(.audience), .text(ctx.t.format.list(inject.seats.map { ctx.say($0.name) }))),
                ]),
                div(.class("prose"), ctx.prose(inject.text)),
                .when(
                    !inject.facts.isEmpty,
                    .group([
                        p(.class("quiet small"), .text(t(.carriesFacts))),
                        ul(.each(inject.facts) { li(.text(ctx.say($0))) }),
                    ])),
                .when(isOpen, cardFoot(.group(injectButtons(inject))))),
            .when(
                isOpen,
                fold(id: "inject-edit", t(.edit), open: echo?.form == "form-edit", editForm(inject, address))),
            .when(
                isOpen,
                fold(
                    id: "inject-retarget", t(.retarget), open: echo?.form == "form-retarget",
                    act(
                        "form-retarget", to: address + "/retarget",
                        seatChoices(
                            id: "retarget-seats", in: "form-retarget", chosen: inject.seats.map(\.id)),
                        formFoot(button(t(.saveAudience), icon: .people))))),
        ])
    }

    /// What control made up: as it was sent, and who has read it.
    func inspect(_ item: ControlItem) -> Node {
        card(
            cardHead(
                h3(.text(ctx.say(item.title.isEmpty ? item.from : item.title))),
                chip(t(.madeUp), icon: .edit)),
            p(.class("quiet"), .text(t(.injectFired, ["at": at(item.at)]))),
            definitionList([
                (t(.from), .text(ctx.say(item.from))), (t(.channel), .text(ctx.say(item.channel))),
                (t(.audience), .text(ctx.t.format.list(item.seats.map { ctx.say($0.name) }))),
                (
                    t(.readBy),
                    .text(
                        item.readBy.isEmpty
                            ? t(.nobodyRead) : ctx.t.format.list(item.readBy.map { ctx.say($0) }))
                ),
            ]),
            div(.class("prose"), ctx.prose(item.text)),
            .when(
                !item.facts.isEmpty,
                .group([
                    p(.class("quiet small"), .text(t(.carriesFacts))),
                    ul(.each(item.facts) { li(.text(ctx.say($0))) }),
                ])))
    }

    private func editForm(_ inject: ControlInject, _ address: String) -> Node {
        act(
            "form-edit", to: address + "/edit",
            textField(
                id: "edit-title", name: "title", FieldText(t(.titleField)),
                value: typed("title", in: "form-edit", else: ctx.say(inject.title)), more: .maxlength(200)),
            textArea(
                id: "edit-text", name: "text", FieldText(t(.text), help: t(.editHelp)),
                value: typed("text", in: "form-edit", else: ctx.say(inject.text)), rows: 6),
            formFoot(button(t(.saveText), icon: .edit)))
    }

    private func seatChoices(id: String, in form: String, chosen: [String]) -> Node {
        checkField(
            id: id, name: "seat", FieldText(t(.audience)),
            view.seats.map { seat in
                Choice(
                    seat.id, .text(ctx.say(seat.name)), help: ctx.say(seat.agency),
                    isChosen: isTicked(seat.id, of: "seat", in: form, else: chosen.contains(seat.id)))
            })
    }

    /// An item that the scenario does not have: it arrives at once.
    var composer: Node {
        let form = "form-compose"
        if view.clock.condition == .ready || view.clock.condition == .ended {
            return notice(.none, t(.composeNotNow))
        }
        return act(
            form, to: "/control/improvise",
            p(.class("small quiet"), .text(t(.composeHelp))),
            seatChoices(id: "compose-seats", in: form, chosen: []),
            selectField(
                id: "compose-channel", name: "channel", FieldText(t(.channel)),
                choices: view.channels.map { ($0.id, ctx.say($0.name)) }, chosen: typed("channel", in: form)),
            textField(
                id: "compose-from", name: "from", FieldText(t(.from), help: t(.fromHelp)),
                value: typed("from", in: form), more: .maxlength(120)),
            textField(
                id: "compose-title", name: "title", FieldText(t(.titleField)),
                value: typed("title", in: form),
                more: .maxlength(200)),
            textArea(
                id: "compose-text", name: "text", FieldText(t(.text)), value: typed("text", in: form),
                rows: 6,
                draft: "compose"),
            fold(
                id: "compose-facts", t(.attachFacts), open: false,
                checkField(
                    id: "compose-fact", name: "fact", FieldText(t(.attachFacts), help: t(.attachHelp)),
                    view.facts.map { fact in
                        Choice(
                            fact.id, .text(ctx.say(fact.text)),
                            isChosen: isTicked(fact.id, of: "fact", in: form, else: false))
                    })),
            formFoot(button(t(.sendInject), .main, icon: .send)))
    }
}
