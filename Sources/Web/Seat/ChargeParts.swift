import HTTPCore
import Model
import Texts
import Views

/// What a charge carries, in words: for whoever brings it, for control and for the debrief.
struct ChargeWords {
    let ctx: PageContext

    init(_ ctx: PageContext) { self.ctx = ctx }

    private func t(
        _ text: ChargeText, _ arguments: KeyValuePairs<String, any TextArgument> = [:]
    ) -> String { ctx.t(text, arguments) }

    /// Each person of whom the facts speak. For whom most is carried stands open, and so does everybody for whom it is
    /// enough: a receipt book can speak of nine.
    func grid(_ grid: ChargeGrid, id: String) -> Node {
        .group([
            .when(grid.persons.isEmpty, notice(.due, t(.nobody))),
            .each(grid.persons.enumerated()) { place, person in
                place == 0 || person.thin.isEmpty
                    ? self.person(person)
                    : fold(
                        id: "\(id)-person-\(place)",
                        ctx.say(person.name) + " · " + t(.isThin) + ": " + elements(person),
                        .each(person.rows, row))
            },
            .when(
                !grid.idle.isEmpty,
                .group([
                    p(.class("quiet small"), .text(t(.idle))),
                    ul(.class("quiet small"), .each(grid.idle) { li(.text(ctx.say($0))) }),
                ])),
        ])
    }

    private func person(_ person: ChargeGrid.Person) -> Node {
        card(
            cardHead(
                h3(.text(ctx.say(person.name))),
                person.thin.isEmpty ? chip(t(.stands), .done) : chip(t(.isThin), .due)),
            .each(person.rows, row))
    }

    private func row(_ row: ChargeGrid.Row) -> Node {
        let held = row.pieces.filter(\.carries)
        let known = row.pieces.filter { !$0.carries }
        return .group([
            h4(.text(ctx.say(row.element))),
            div(
                .class("row"),
                chip(ctx.t(ChargeText.sources, count: row.sources), row.isThin ? .due : .done),
                .when(row.isTestimonyAlone, chip(ctx.t(ProcedureText.testimonyAlone), .due))),
            .when(!row.isNeeded, p(.class("quiet small"), .text(t(.notNeeded)))),
            .when(row.isThin, p(.text(t(row.sources == 0 ? .missing : .oneMore)))),
            pieces(.carries, held), pieces(.doesNot, known),
        ])
    }

    private func pieces(_ heading: ChargeText, _ pieces: [ChargeGrid.Piece]) -> Node {
        .when(
            !pieces.isEmpty,
            .group([
                p(.class("quiet small"), .text(t(heading))),
                ul(
                    .each(pieces) { piece in
                        li(
                            .text(ctx.say(piece.value) + ": " + ctx.say(piece.text)),
                            .with(piece.evidence) { small(" (", .text(ctx.say($0)), ")") },
                            .when(!piece.carries, small(.class("quiet block"), .text(why(piece)))))
                    }),
            ]))
    }

    /// Why a court would not use it.
    private func why(_ piece: ChargeGrid.Piece) -> String {
        var reasons: [String] = []
        if piece.evidence == nil {
            reasons.append(t(.noEvidence))
        } else if !piece.isAdmissible {
            reasons.append(ctx.t(ProcedureText.leadOnly))
        } else if let use = piece.use, use != .usable {
            reasons.append(
                ctx.t(use == .conditional ? CustodyText.useConditional : .useUnusable))
        }
        if piece.isContaminated { reasons.append(ctx.t(ProcedureText.contaminated)) }
        reasons += piece.objections.map { ctx.say($0) }
        if piece.restsOnWeak { reasons.append(ctx.t(CustodyText.restsOnWeak)) }
        return reasons.map { $0.hasSuffix(".") ? $0 : $0 + "." }.joined(separator: " ")
    }

    // MARK: What was thin

    /// "Tessil Marrund: means (1 kind of evidence)", for each person.
    private func thin(_ grid: ChargeGrid) -> [String] {
        if grid.persons.isEmpty { return [t(.thinNone)] }
        return grid.persons.filter { !$0.thin.isEmpty }.map { person in
            t(.thinOf, ["person": ctx.say(person.name), "elements": elements(person)])
        }
    }

    /// "Means (1 kind of evidence), Purpose (0 kinds of evidence)".
    private func elements(_ person: ChargeGrid.Person) -> String {
        person.thin.map {
            ctx.say($0.element) + " (" + ctx.t(ChargeText.sources, count: $0.sources) + ")"
        }.joined(separator: ", ")
    }

    /// For a line of a list: those for whom most is carried.
    func thinLine(_ grid: ChargeGrid) -> String {
        let all = thin(grid)
        return t(.isThin) + ": " + all.prefix(2).joined(separator: "; ") + (all.count > 2 ? "; …" : "")
    }

    /// Read out when it changes: how it stands with those for whom most is carried.
    func sum(_ grid: ChargeGrid) -> String {
        guard !grid.persons.isEmpty else { return t(.nobody) }
        return grid.persons.prefix(2).map { person in
            ctx.say(person.name) + ": "
                + (person.thin.isEmpty ? t(.stands) : t(.isThin) + ": " + elements(person))
        }.joined(separator: "; ")
    }

    func thinList(_ grid: ChargeGrid) -> Node {
        .group([p(strong(.text(t(.isThin)))), ul(.each(thin(grid)) { li(.text($0)) })])
    }
}

extension SeatPages {
    /// On the confirmation of a charge.
    func chargeGrid(_ request: ActRequest) -> Node {
        .with(view.chargeGrid(request)) { grid in
            section(
                .class("stack"), .id("charge-grid"), h2(.text(t(ChargeText.heading))),
                p(.class("quiet"), .text(t(ChargeText.intro))), ChargeWords(ctx).grid(grid, id: "charge"))
        }
    }

    /// On the form of a charge: what the facts carry that are chosen so far, and the way to look at it anew.
    func chargePart(_ act: Prospect, _ input: Fields) -> Node {
        guard act.verb == .charge, view.showsLaw else { return .nothing }
        let request = ActFields(self, act, input).request
        return div(
            .class("stack"), .id("charge-look"), .data("looks", "/act/\(act.act.text)"),
            .data("sum", view.chargeGrid(request).map { ChargeWords(ctx).sum($0) } ?? ""),
            request.facts.isEmpty
                ? p(.class("quiet"), .id("charge-grid"), .text(t(ChargeText.noFacts))) : chargeGrid(request),
            div(
                .class("row"),
                element(
                    "button",
                    [
                        .type("submit"), .class("button"), .name("grid"), .value("yes"),
                        .attr("formnovalidate", ""),
                        .attr("formaction", "/act/\(act.act.text)#charge-grid"), Icon.seen.node,
                        .text(t(ChargeText.lookAtIt)),
                    ])))
    }

    /// The same part alone, for the script that asks after each tick.
    func chargeLook(_ act: Prospect, _ input: Fields) -> Response {
        .html(chargePart(act, input).html)
    }
}

extension DebriefReport {
    /// Each charge with what it carried when it was brought.
    var chargesSection: Node {
        guard !debrief.charges.isEmpty else { return .nothing }
        return part(
            "charges", ctx.t(ChargeText.debriefHeading), ctx.t(ChargeText.debriefIntro),
            .each(debrief.charges.enumerated()) { place, charge in
                fold(
                    id: "charge-\(place)",
                    [ctx.say(charge.act), ctx.say(charge.person), at(charge.time)].filter { !$0.isEmpty }
                        .joined(separator: " · "),
                    open: debrief.charges.count == 1, p(.class("quiet small"), .text(ctx.say(charge.agency))),
                    ChargeWords(ctx).grid(charge.grid, id: "charge-\(place)"))
            })
    }
}
