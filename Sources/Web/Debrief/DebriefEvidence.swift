import Model
import Texts
import Views

// The evidence of those who charge: how each piece came, and whether it could be used.
extension DebriefReport {
    var evidenceSection: Node {
        let lines = debrief.evidence
        guard !lines.isEmpty else { return .nothing }
        let words = CustodyWords(ctx: ctx, moment: { time in span(.text(at(time))) })
        return part(
            "evidence", ctx.t(CustodyText.evidence), ctx.t(CustodyText.evidenceWhat),
            div(
                .class("tiles"),
                .each(lines.enumerated()) { place, line in
                    card(
                        h3(.text(ctx.say(line.fact))),
                        div(
                            .class("row"), chip(ctx.say(line.kind)), words.chip(line.custody),
                            .each(line.charged) {
                                chip(ctx.t(CustodyText.charged, ["person": ctx.say($0)]), icon: .law)
                            }),
                        p(.class("quiet small"), .text(ctx.say(line.agency))),
                        words.reasons(line.custody),
                        fold(
                            id: "evidence-\(place)", ctx.t(CustodyText.way), words.chain(line.custody)))
                }))
    }
}
