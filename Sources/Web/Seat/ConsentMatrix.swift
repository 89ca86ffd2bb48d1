import Model
import Texts
import Views

// Who agreed to what, for whom, on the form of consent and on its print.
extension SeatPages {
    /// Made from what was said and not typed, so that the form cannot say otherwise; cut at its time, so that a paper that bears
    /// a mark does not change afterwards.
    func consentMatrix(_ form: FormView) -> Node {
        guard let table = view.consents(on: form) else { return .nothing }
        let time = times.dated(table.signedAt)
        return .group([
            h3(.text(t(ProcedureText.consents))),
            table.signed.isEmpty
                ? p(.class("quiet"), .text(t(ProcedureText.consentsNone, ["time": time])))
                : consentRows(table.signed, t(ProcedureText.consentsKnown, ["time": time])),
            .when(
                !table.since.isEmpty,
                .group([
                    h3(.text(t(ProcedureText.consentsSince))),
                    consentRows(
                        table.since,
                        t(ProcedureText.consentsSinceKnown, ["time": times.dated(view.clock.now)])),
                ])),
        ])
    }

    private func consentRows(_ lines: [ConsentLine], _ note: String) -> Node {
        dataTable(
            note,
            columns: [
                t(ProcedureText.consentTo), t(ProcedureText.consentPurpose),
                t(ProcedureText.consentAnswer), t(ProcedureText.consentBack),
            ],
            rows: lines.map(row))
    }

    private func row(_ line: ConsentLine) -> [Node] {
        let answer = t(line.given ? CommonText.yes : .no) + ", " + times.dated(line.at)
        return [
            .text(ctx.say(line.consent.to)),
            .text(line.consent.purpose.map { ctx.say($0) } ?? t(ProcedureText.consentAnything)),
            .text(answer), .text(line.endedAt.map { times.dated($0) } ?? ""),
        ]
    }
}
