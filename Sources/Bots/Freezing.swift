import Model
import Views

/// Money is frozen by the name of whoever holds it. Bots ask when records of a bank speak of somebody, and before doors open.
extension Bot {
    /// Looks again only when more has become known.
    mutating func freeze(_ view: SeatView) -> BotMove? {
        guard agenda.frozenWith != agenda.facts.count,
            let tool = tools?.all.first(where: { view.asksForFreeze($0.act) })
        else { return nil }
        for person in view.holdersInRecords {
            if let move = askOrder(tool, person: person, place: nil, view) { return move }
        }
        agenda.frozenWith = agenda.facts.count
        return nil
    }

    /// Before an operation: whomever records name, and else whoever has to do with the places.
    mutating func freeze(with tool: Tool, before operation: BriefOperation, _ view: SeatView) -> BotMove? {
        for person in view.holdersInRecords + view.peopleBehind(operation.sites) {
            if let move = askOrder(tool, person: person, place: nil, view) { return move }
        }
        return nil
    }
}
