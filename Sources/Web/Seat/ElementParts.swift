import Model
import Texts
import Views

/// What a case rests on: each element of the offence with what fills it, and beside it what is known and fills nothing.
extension SeatPages {
    func elementsPart(_ elements: ElementsView) -> Node {
        .group([p(.class("quiet"), .text(t(ProcedureText.elementsIntro))), elementsTable(elements)])
    }

    private func elementsTable(_ elements: ElementsView) -> Node {
        dataTable(
            t(ProcedureText.elementsHeading),
            columns: [t(ProcedureText.element), t(ProcedureText.whatWeHold)],
            rows: elements.rows.map { row in
                [
                    .group([
                        strong(.text(ctx.say(row.element))),
                        .when(!row.isNeeded, p(.class("quiet small"), .text(t(ProcedureText.notNeeded)))),
                    ]), heldProofs(row),
                ]
            })
    }

    private func heldProofs(_ row: ElementsView.Row) -> Node {
        let (filling, known) = (row.proofs.filter(\.fills), row.proofs.filter { !$0.fills })
        return .group([
            filling.isEmpty
                ? .when(row.isNeeded, chip(t(ProcedureText.noProof), .waiting))
                : div(
                    .class("row"),
                    chip(
                        t(ProcedureText.sourcesCount, count: row.sources),
                        row.sources >= 2 ? .done : .waiting),
                    .when(row.isTestimonyAlone, chip(t(ProcedureText.testimonyAlone), .due))),
            .when(!filling.isEmpty, ul(.each(filling) { li(proof($0)) })),
            .when(
                !known.isEmpty,
                .group([
                    p(.class("quiet small"), .text(t(ProcedureText.knownOnly))),
                    ul(.each(known) { li(proof($0), why($0)) }),
                ])),
        ])
    }

    private func proof(_ proof: ElementsView.Proved) -> Node {
        .group([
            .text(ctx.say(proof.value) + ": "),
            a(.href("/fact/" + proof.fact.text), .text(ctx.say(proof.text))),
            .with(proof.evidence) { .group([" ", small(.text("(" + ctx.say($0) + ")"))]) },
        ])
    }

    /// What speaks against its use.
    private func why(_ proof: ElementsView.Proved) -> Node {
        guard proof.isAdmissible else { return .group([" ", chip(t(ProcedureText.leadOnly), .due)]) }
        let use = proof.use.flatMap { $0 == .usable ? nil : $0 }
        return .group([
            .when(proof.isContaminated, .group([" ", chip(t(ProcedureText.contaminated), .due)])),
            .with(use) { .group([" ", chip(custodyWords.words($0), .due)]) },
            .each(proof.objections) { small(.class("quiet"), " ", .text(ctx.say($0))) },
            .when(proof.restsOnWeak, small(.class("quiet"), " ", .text(t(CustodyText.restsOnWeak)))),
        ])
    }
}
