/// One thing that happened, on a line of time.
package struct TimelineEntry: Sendable {
    package var id: String
    package var when: String
    package var signal: Signal
    package var body: Node
    /// A new day's heading above it.
    package var day: String?

    package init(id: String, when: String, signal: Signal = .none, day: String? = nil, _ parts: Node...) {
        self.id = id
        self.when = when
        self.signal = signal
        self.day = day
        self.body = .group(parts)
    }
}

package func timeline(_ entries: [TimelineEntry]) -> Node {
    ol(
        .class("timeline"),
        .each(entries) { entry in
            .group([
                .with(entry.day) { li(.class("timeline-day"), .id(entry.id + "-day"), .text($0)) },
                li(
                    .id(entry.id), .data("signal", entry.signal.rawValue),
                    div(.class("timeline-when"), .text(entry.when)), div(.class("timeline-body"), entry.body)),
            ])
        })
}

/// The steps of a procedure: done, now, late, or still to come. The state is in the words of each step too.
package func pathway(_ steps: [(state: StepState, words: Node)]) -> Node {
    ol(.class("pathway"), .each(steps) { li(.data("state", $0.state.rawValue), div($0.words)) })
}

package enum StepState: String, Sendable { case done, now, late, ahead }

/// A table with a caption. `numbers` are the columns that are set to the right.
package func dataTable(
    _ heading: String, columns: [String], rows: [[Node]], numbers: [Int] = [], rowHeads: Bool = true
) -> Node {
    div(
        .class("table-frame"), .tabindex(0), .role("region"), .aria("label", heading),
        table(
            .class("table"), caption(.text(heading)),
            thead(
                tr(
                    .each(columns.enumerated()) { place, name in
                        th(.scope("col"), .when(numbers.contains(place), .class("end")), .text(name))
                    })),
            tbody(
                .each(rows) { row in
                    tr(
                        .each(row.enumerated()) { place, cell in
                            place == 0 && rowHeads
                                ? th(.scope("row"), cell)
                                : td(.when(numbers.contains(place), .class("number")), cell)
                        })
                })))
}

/// What an agency had of a fact, for the ledger. Never shown by colour alone: each has a drawing and words.
package enum LedgerState: String, Sendable, CaseIterable {
    /// Found by an act of its own.
    case found
    /// Told, and read.
    case opened
    /// Told, and not read.
    case told
    /// Used in an act.
    case acted
    /// Needed, could lawfully have been told, and was not.
    case missed
    /// Not told, and rightly so.
    case lawful
    /// Nothing to say.
    case never

    fileprivate var icon: Icon? {
        switch self {
        case .found: .search
        case .opened: .seen
        case .told: .share
        case .acted: .done
        case .missed: .breach
        case .lawful: .locked
        case .never: nil
        }
    }
}

package struct LedgerCell: Sendable {
    package var state: LedgerState
    /// "Found", "Told by the shelter, read 3 h later", "Not shared for 9 h".
    package var words: String
    /// Exact times, on a second line.
    package var detail: String
    /// The events behind it.
    package var address: String?

    package init(_ state: LedgerState, _ words: String, detail: String = "", address: String? = nil) {
        self.state = state
        self.words = words
        self.detail = detail
        self.address = address
    }
}

/// Facts by agencies: who knew what, and where the waiting was.
package func ledgerGrid(
    _ heading: String, corner: String, agencies: [Node], facts: [(words: Node, cells: [LedgerCell])]
) -> Node {
    div(
        .class("table-frame"), .tabindex(0), .role("region"), .aria("label", heading),
        table(
            .class("ledger"), caption(.class("unseen"), .text(heading)),
            thead(tr(th(.scope("col"), .text(corner)), .each(agencies) { th(.scope("col"), $0) })),
            tbody(.each(facts) { fact in tr(th(.scope("row"), fact.words), .each(fact.cells, ledgerCell)) })))
}

private func ledgerCell(_ cell: LedgerCell) -> Node {
    let words: Node = .group([
        span(.class("ledger-state"), .with(cell.state.icon) { $0.node }, span(.text(cell.words))),
        .when(!cell.detail.isEmpty, small(.text(cell.detail))),
    ])
    return td(
        .data("state", cell.state.rawValue), .with(cell.address) { a(.href($0), words) },
        cell.address == nil ? words : .nothing)
}

/// A figure of the debrief: the number, what it is, its definition and caveat, the way to the events behind it.
package func figureCard(
    _ number: String, _ name: String, definition: String, caveat: String, events: Node = .nothing
) -> Node {
    div(
        .class("card"), h2(.text(name)), p(.class("figure-number"), .text(number)),
        p(.text(definition)), .when(!caveat.isEmpty, p(.class("quiet small"), .text(caveat))), p(events))
}
