import Model
import Texts
import Views

// Who agreed to what, for whom, on the form of consent and on its print.
extension SeatPages {
    /// Made from what was said and not typed, so that the form cannot say otherwise.
    func consentMatrix(_ form: FormView) -> Node {
        guard let lines = view.consents(on: form) else { return .nothing }
        let note = t(ProcedureText.consentsKnown, ["time": times.dated(view.clock.now)])
        return .group([
            h3(.text(t(ProcedureText.consents))),
            lines.isEmpty
                ? p(.class("quiet"), .text(t(ProcedureText.consentsNone)))
                : dataTable(
                    note,
                    columns: [
                        t(ProcedureText.consentTo), t(ProcedureText.consentPurpose),
                        t(ProcedureText.consentAnswer), t(ProcedureText.consentBack),
                    ],
                    rows: lines.map(row)),
        ])
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
