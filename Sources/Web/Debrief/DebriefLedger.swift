import Basics
import Model
import Texts
import Views

// Who knew what and when, and the shares that could have been.
extension DebriefReport {
    var ledgerSection: Node {
        part(
            "ledger", t(.ledger), t(.ledgerWhat), debrief.ledger.isEmpty ? emptyLedger : ledgerTable)
    }

    private var emptyLedger: Node { emptyState(.fact, t(.ledgerNone), t(.ledgerNoneWhat)) }

    private var ledgerTable: Node {
        ledgerGrid(
            t(.ledger), corner: t(.fact),
            agencies: debrief.agencies.map { agency in
                agencyLine(Looks.mark(agency.letter, hue: agency.hue), ctx.say(agency.name))
            },
            facts: debrief.ledger.map { row in
                (
                    .group([
                        .text(ctx.say(row.fact)),
                        .when(row.isConclusion, .group([" ", chip(t(.conclusion), icon: .fork)])),
                    ]),
                    zip(debrief.agencies, row.cells).map { cell(row, $0, $1) }
                )
            })
    }

    private func cell(_ row: Debrief.LedgerRow, _ agency: Debrief.Agency, _ cell: Debrief.Cell) -> LedgerCell
    {
        if let known = cell.knownAt {
            let way = cell.way ?? .found
            let isOwn = way == .found || way == .concluded
            let details = [
                at(known),
                cell.deliveredAt.flatMap { $0 < known ? t(.toldAt, ["at": at($0)]) : nil },
                cell.basis.map { t(.basis, ["basis": ctx.say($0)]) },
                cell.unreadBefore.map { before in
                    before.from.map { t(.unreadBefore, ["who": ctx.say($0), "at": at(before.at)]) }
                        ?? t(.toldAt, ["at": at(before.at)])
                },
            ]
            return LedgerCell(
                isOwn ? .found : .opened, words(way, from: cell.from),
                detail: details.compactMap { $0 }.joined(separator: " · "))
        }
        if let delivered = cell.deliveredAt {
            return LedgerCell(.told, t(.neverRead), detail: t(.toldAt, ["at": at(delivered)]))
        }
        guard cell.needed else { return LedgerCell(.never, "–") }
        let waits = whole.missed.filter { $0.fact == row.fact && $0.neededByID == agency.id }
        if let wait = waits.max(by: { $0.waited < $1.waited }) {
            return LedgerCell(
                .missed, t(.notShared),
                detail: t(.waitedFor, ["long": long(wait.waited), "who": ctx.say(wait.holder)]),
                address: "#missed")
        }
        if let silence = whole.silences.first(where: { $0.fact == row.fact && $0.neededByID == agency.id }) {
            return LedgerCell(.lawful, t(.rightlySilent), detail: silence.rule, address: "#silences")
        }
        return LedgerCell(.never, t(.neededNobody))
    }

    /// How many rows stand open; the rest are folded.
    static let shown = 30

    var missedSection: Node {
        let rows = debrief.missed.map(row)
        return part(
            "missed", t(.missed), t(.missedWhat),
            rows.isEmpty
                ? emptyState(.share, t(.missedNone), t(isThrough ? .missedNoneHere : .missedNoneWhat))
                : .group([
                    missedTable(Array(rows.prefix(DebriefReport.shown))),
                    .when(
                        rows.count > DebriefReport.shown,
                        fold(
                            id: "missed-more", t(.missedMore, count: rows.count - DebriefReport.shown),
                            missedTable(Array(rows.dropFirst(DebriefReport.shown))))),
                ]))
    }

    private func missedTable(_ rows: [[Node]]) -> Node {
        dataTable(
            t(.missed),
            columns: [t(.fact), t(.heldBy), t(.neededBy), t(.lawfulFrom), t(.arrived), t(.waited)],
            rows: rows, numbers: [5])
    }

    private func row(_ share: Debrief.MissedShare) -> [Node] {
        [
            .text(ctx.say(share.fact)), .text(ctx.say(share.holder)), .text(ctx.say(share.neededBy)),
            .text(at(share.lawfulFrom)),
            share.arrivedAt.map { .text(at($0)) } ?? chip(t(.never), .due),
            .text(long(share.waited)),
        ]
    }
}
