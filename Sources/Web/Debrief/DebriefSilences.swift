import Model
import Texts
import Views

// What the law kept back, rightly.
extension DebriefReport {
    var silencesSection: Node {
        let rows = debrief.silences.map(row)
        return part(
            "silences", t(.silences), t(.silencesWhat),
            rows.isEmpty
                ? emptyState(.locked, t(.silencesNone), t(isThrough ? .silencesNoneHere : .silencesNoneWhat))
                : .group([
                    silencesTable(Array(rows.prefix(DebriefReport.shown))),
                    .when(
                        rows.count > DebriefReport.shown,
                        fold(
                            id: "silences-more", t(.silencesMore, count: rows.count - DebriefReport.shown),
                            silencesTable(Array(rows.dropFirst(DebriefReport.shown))))),
                ]))
    }

    private func silencesTable(_ rows: [[Node]]) -> Node {
        dataTable(
            t(.silences), columns: [t(.fact), t(.heldBy), t(.neededBy), t(.why), t(.rule)], rows: rows)
    }

    private func row(_ silence: Debrief.LawfulSilence) -> [Node] {
        [
            .text(ctx.say(silence.fact)), .text(ctx.say(silence.holder)),
            .text(ctx.say(silence.neededBy)),
            .group([
                .text(LawWords(ctx).short(silence.answer)),
                .with(silence.says) { .group([". ", .text(ctx.say($0))]) },
            ]),
            .group([
                code(.text(silence.rule)),
                .with(silence.article) { .group([" ", ctx.lawLink($0)]) },
            ]),
        ]
    }
}
