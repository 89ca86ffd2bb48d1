import Basics
import Engine
import Model

extension DebriefBuilder {
    /// Who told it, on which basis and when belong together: they are those of the message by which it became known.
    func cell(_ known: Knowledge, needed: Bool) -> Debrief.Cell {
        let world = engine.scenario.world
        let entries = known.entries.map { state.ledger[$0] }
        let by = entries.first { $0.openedAt != nil && $0.openedAt == known.knownAt }
        let first = entries.first.flatMap { first in by.map { first.time < $0.time } == true ? first : nil }
        return Debrief.Cell(
            deliveredAt: by?.time ?? known.deliveredAt, knownAt: known.knownAt, way: by?.learning.way,
            from: by?.learning.from.map { Text(world.agencies[$0].name) },
            basis: by?.learning.basis.map { Text(world.bases[$0].name) },
            unreadBefore: first.map { first in
                Debrief.Cell.Unread(
                    at: first.time, from: first.learning.from.map { Text(world.agencies[$0].name) })
            }, needed: needed)
    }
}
