import Basics
import Model
import Texts
import Views

/// What was paid from whom to whom, drawn from left to right; a table beside it says the same.
struct MoneyTrail {
    /// An account, or cash that comes into one or goes out of it.
    private struct Knot {
        var id: String
        var handle: Handle?
        var name: String
        var line: String
        var schema: String
        var column = 0
        var row = 0
    }

    private struct Line {
        var from: Int, to: Int
        var edge: MoneyEdge
        /// How many lines between the same two were drawn before.
        var place: Int
    }

    private let ctx: PageContext
    private let times: Times
    private let edges: [MoneyEdge]
    private var knots: [Knot] = []
    private var lines: [Line] = []

    private enum Size {
        static let width = 178
        static let height = 44
        static let column = 300
        static let row = 68
        static let margin = 6
    }

    init(_ ctx: PageContext, _ times: Times, _ edges: [MoneyEdge], _ accounts: [AccountView]) {
        (self.ctx, self.times, self.edges) = (ctx, times, edges)
        for edge in edges {
            let from = place(edge.from, beside: edge.to, isSource: true, accounts)
            let to = place(edge.to, beside: edge.from, isSource: false, accounts)
            let before = lines.count { $0.from == from && $0.to == to }
            lines.append(Line(from: from, to: to, edge: edge, place: before))
        }
        arrange()
    }

    var isEmpty: Bool { lines.isEmpty }

    private mutating func place(
        _ handle: Handle?, beside other: Handle?, isSource: Bool, _ accounts: [AccountView]
    ) -> Int {
        let id = handle?.text ?? "cash-\(isSource ? "to" : "from")-\(other?.text ?? "")"
        if let known = knots.firstIndex(where: { $0.id == id }) { return known }
        let account = accounts.first { $0.handle == handle }
        knots.append(
            Knot(
                id: id, handle: handle,
                name: account?.name ?? ctx.t(isSource ? MoneyText.cashIn : .cashOut),
                line: account.map {
                    [ctx.t($0.kind.words), $0.number].filter { !$0.isEmpty }.joined(separator: " ")
                } ?? "", schema: account?.kind.schema ?? "Asset"))
        return knots.count - 1
    }

    // MARK: Columns and rows

    /// Whoever is paid stands to the right of whoever pays; what would lead in a circle is left out of that.
    private mutating func arrange() {
        var forward: [(from: Int, to: Int)] = []
        func reaches(_ from: Int, _ to: Int) -> Bool {
            var seen: [Int] = []
            var next = [from]
            while let at = next.popLast() {
                if at == to { return true }
                if seen.contains(at) { continue }
                seen.append(at)
                next += forward.filter { $0.from == at }.map(\.to)
            }
            return false
        }
        for line in lines where !reaches(line.to, line.from) { forward.append((line.from, line.to)) }
        for _ in knots.indices {
            for step in forward {
                knots[step.to].column = max(knots[step.to].column, knots[step.from].column + 1)
            }
        }
        // Where money begins stands right before where it goes first.
        for knot in knots.indices where !forward.contains(where: { $0.to == knot }) {
            let next = forward.filter { $0.from == knot }.map { knots[$0.to].column }.min() ?? 1
            knots[knot].column = max(0, next - 1)
        }
        for column in 0..<columns { arrangeRows(column, forward) }
    }

    /// Each stands about as high as those who pay it, so that lines cross seldom.
    private mutating func arrangeRows(_ column: Int, _ forward: [(from: Int, to: Int)]) {
        let members = knots.indices.filter { knots[$0].column == column }
        func height(_ knot: Int) -> Int {
            let payers = forward.filter { $0.to == knot && knots[$0.from].column < column }.map {
                corner($0.from).y
            }
            return payers.isEmpty ? Int.max : payers.reduce(0, +) / payers.count
        }
        let sorted = members.map { (knot: $0, height: height($0)) }.sorted {
            ($0.height, $0.knot) < ($1.height, $1.knot)
        }
        for (row, member) in sorted.enumerated() { knots[member.knot].row = row }
    }

    private var columns: Int { (knots.map(\.column).max() ?? 0) + 1 }
    private var height: Int {
        let rows = (0..<columns).map { column in knots.count { $0.column == column } }.max() ?? 0
        return rows * Size.row + 2 * Size.margin
    }
    private var width: Int { (columns - 1) * Size.column + Size.width + 2 * Size.margin }

    private func corner(_ knot: Int) -> (x: Int, y: Int) {
        let column = knots[knot].column
        let rows = knots.count { $0.column == column }
        // The shorter column stands in the middle of the longer one.
        let top = (height - rows * Size.row) / 2
        return (
            Size.margin + column * Size.column,
            top + knots[knot].row * Size.row + (Size.row - Size.height) / 2
        )
    }

    // MARK: The drawing

    var figure: Node {
        let words = ctx.t(MoneyText.trailAlt)
        return Web.figure(
            .class("stack-tight"),
            div(
                .class("chart-frame trail-frame"), .tabindex(0), .role("region"), .aria("label", words),
                el(
                    "svg", .role("img"), .aria("label", words), .id("trail"),
                    .attr("viewBox", "0 0 \(width) \(height)"), .attr("width", width),
                    .attr("height", height),
                    arrow, .each(lines.indices, line), .each(knots.indices, knot),
                    .group(sums))),
            figcaption(.class("quiet small"), .text(ctx.t(MoneyText.trailCaption))))
    }

    private var arrow: Node {
        el(
            "defs",
            el(
                "marker", .id("trail-arrow"), .attr("viewBox", "0 0 8 8"), .attr("refX", 7), .attr("refY", 4),
                .attr("markerWidth", 9), .attr("markerHeight", 9), .attr("markerUnits", "userSpaceOnUse"),
                .attr("orient", "auto"), el("path", .class("trail-head"), .attr("d", "M0 0L8 4L0 8z"))))
    }

    private func ends(_ place: Int) -> (x: Int, y: Int, toX: Int, toY: Int) {
        let (from, to) = (corner(lines[place].from), corner(lines[place].to))
        return (
            from.x + Size.width, from.y + Size.height / 2 + 7 * lines[place].place, to.x - 2,
            to.y + Size.height / 2 + 7 * lines[place].place
        )
    }

    private func line(_ place: Int) -> Node {
        let edge = lines[place].edge
        let (x, y, toX, toY) = ends(place)
        let bow = max(40, abs(toX - x) / 2)
        return el(
            "path", .class(edge.isLead ? "trail-line trail-lead" : "trail-line"), .attr("fill", "none"),
            .attr("d", "M\(x) \(y)C\(x + bow) \(y) \(toX - bow) \(toY) \(toX) \(toY)"),
            .attr("marker-end", "url(#trail-arrow)"), .data("schema", "Payment"),
            .data("id", edge.handle.text),
            .data("payer-account", knots[lines[place].from].handle?.text ?? ""),
            .data("beneficiary-account", knots[lines[place].to].handle?.text ?? ""))
    }

    /// Each sum stands in the middle of its line; of one that passes other columns, before its end. Where another stands
    /// already it moves down.
    private var sums: [Node] {
        var taken: [(x: Int, y: Int)] = []
        return lines.indices.map { place in
            let edge = lines[place].edge
            let (x, y, toX, toY) = ends(place)
            let isLong = toX - x > Size.column
            let middle = isLong ? toX - (Size.column - Size.width) / 2 : (x + toX) / 2
            var height = isLong ? toY + 21 : (y + toY) / 2 - 5
            while taken.contains(where: { abs($0.x - middle) < 80 && abs($0.y - height) < 15 }) {
                height += 15
            }
            taken.append((middle, height))
            let words = ctx.t.format.number(edge.sum) + (edge.count > 1 ? " · \(edge.count) ×" : "")
            return el(
                "text", .class("trail-sum"), .attr("x", middle), .attr("y", height),
                .attr("text-anchor", "middle"), .text(words))
        }
    }

    private func knot(_ place: Int) -> Node {
        let knot = knots[place]
        let (x, y) = corner(place)
        return el(
            "g", .data("schema", knot.schema), .data("id", knot.handle?.text ?? ""),
            el(
                "rect", .class(knot.handle == nil ? "trail-cash" : "trail-account"), .attr("x", x),
                .attr("y", y), .attr("width", Size.width), .attr("height", Size.height), .attr("rx", 6)),
            el(
                "text", .attr("x", x + 10), .attr("y", y + (knot.line.isEmpty ? 27 : 19)),
                .text(shortened(knot.name, 20))),
            .when(
                !knot.line.isEmpty,
                el(
                    "text", .class("trail-line-two"), .attr("x", x + 10), .attr("y", y + 36),
                    .text(shortened(knot.line, 25)))))
    }

    private func shortened(_ name: String, _ most: Int) -> String {
        name.count <= most ? name : name.prefix(most - 1) + "…"
    }

    // MARK: In words

    var table: Node {
        let t = ctx.t
        return dataTable(
            t(MoneyText.payments),
            columns: [t(MoneyText.from), t(MoneyText.to), t(MoneyText.sum)],
            rows: edges.indices.map { place in
                let (line, edge) = (lines[place], edges[place])
                return [
                    .text(name(line.from, beside: line.to)), .text(paid(line)),
                    // In one cell, so that nothing of it stands beyond the edge of a phone.
                    .group([
                        Web.span(.class("nowrap"), .text(t.format.number(edge.sum))), " ",
                        chip(
                            t(edge.isLead ? MoneyText.byLead : .bySource), edge.isLead ? .waiting : .done),
                        small(.class("quiet block"), .text(t(MoneyText.timesPaid, count: edge.count))),
                        small(.class("quiet block"), .text(span(edge))),
                    ]),
                ]
            }, numbers: [2])
    }

    /// Who was paid, and that it was cash where both sides are named.
    private func paid(_ line: Line) -> String {
        let isNamed = line.edge.from != nil && line.edge.to != nil
        return name(line.to, beside: line.from)
            + (isNamed && line.edge.isCash ? " (\(ctx.t(MoneyText.cash)))" : "")
    }

    /// Who carries cash to an own account stands on both sides: what is cash and what is the account is said.
    private func name(_ knot: Int, beside other: Int) -> String {
        guard knots[knot].name == knots[other].name else { return knots[knot].name }
        return [knots[knot].name, knots[knot].line].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    private func span(_ edge: MoneyEdge) -> String {
        let (first, last) = (times.date(edge.first), times.date(edge.last))
        return first == last ? first : first + " – " + last
    }
}

extension AccountKind {
    var words: MoneyText {
        switch self {
        case .bank: .bank
        case .wallet: .wallet
        case .remittance: .remittance
        case .courier: .courier
        }
    }
}
