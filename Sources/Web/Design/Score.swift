/// The run as a score: time from left to right, one line for each agency, a sign for each thing that happened to what
/// it knew. Every sign has a shape of its own; the key below says them in words, and a table beside the score holds the
/// same for who cannot see it.
package struct Score: Sendable {
    package enum Sign: String, Sendable, CaseIterable {
        /// Found or opened a fact: a full circle.
        case learned
        /// Told another agency: a line from one to the other, a dot where it arrives.
        case shared
        /// Could lawfully have been told by now and was not: an open square.
        case missed
        /// A time limit: a diamond.
        case due
    }

    /// A moment on the line of one agency; `toLine` is where a shared fact went.
    package struct Note: Sendable {
        package var sign: Sign
        package var line: Int
        package var toLine: Int?
        /// From 0 at the start of the score to 1000 at its end.
        package var at: Int
        /// "Mon 16:40: nine men live in the drying shed"
        package var words: String

        package init(_ sign: Sign, line: Int, toLine: Int? = nil, at: Int, words: String) {
            self.sign = sign
            self.line = line
            self.toLine = toLine
            self.at = at
            self.words = words
        }
    }

    /// A stretch in which an agency needed a fact that another one had.
    package struct Wait: Sendable {
        package var line: Int
        package var from: Int
        package var to: Int
        package var words: String

        package init(line: Int, from: Int, to: Int, words: String) {
            self.line = line
            self.from = from
            self.to = to
            self.words = words
        }
    }

    /// What the drawing is called: "Who learned what, and when".
    package var name: String
    /// The agencies, from above.
    package var lines: [String]
    /// Hours or days along the top, at 0 to 1000.
    package var ticks: [(at: Int, words: String)]
    package var notes: [Note]
    package var waits: [Wait]

    package init(
        name: String, lines: [String], ticks: [(at: Int, words: String)], notes: [Note], waits: [Wait] = []
    ) {
        self.name = name
        self.lines = lines
        self.ticks = ticks
        self.notes = notes
        self.waits = waits
    }
}

/// The score and the key to its signs. `key` gives the words for each sign that is used, `waitWords` those for the bar.
package func score(_ score: Score, key: [(sign: Score.Sign, words: String)], waitWords: String = "") -> Node {
    div(
        .class("stack-tight"),
        div(
            .class("score"), .id("score"), .tabindex(0), .role("region"), .aria("label", score.name),
            drawing(of: score)),
        ul(
            .class("score-key"),
            .each(key) { entry in li(keySign(entry.sign), span(.text(entry.words))) },
            .when(
                !waitWords.isEmpty,
                li(keyDrawing(line(.class("wait"), x: 2, y: 10, toX: 22, toY: 10)), span(.text(waitWords))))))
}

// MARK: - Drawing

/// The sizes of the drawing, in its own units: one is about a pixel on a laptop.
private enum Size {
    static let gutter = 220
    static let width = 1_240
    static let right = 24
    static let top = 34
    static let lane = 46

    static func x(_ permille: Int) -> Int {
        gutter + min(max(permille, 0), 1_000) * (width - gutter - right) / 1_000
    }

    static func y(_ lane: Int) -> Int { top + lane * Size.lane + Size.lane / 2 }
}

private func drawing(of score: Score) -> Node {
    let height = Size.top + score.lines.count * Size.lane + 8
    return el(
        "svg", .attr("viewBox", "0 0 \(Size.width) \(height)"), .role("img"), .aria("label", score.name),
        .each(score.ticks) { tick in
            .group([
                line(
                    .class("hour"), x: Size.x(tick.at), y: Size.top - 6, toX: Size.x(tick.at), toY: height - 8
                ),
                el(
                    "text", .class("quiet"), .attr("x", Size.x(tick.at)), .attr("y", 18),
                    .attr("text-anchor", "middle"), .text(tick.words)),
            ])
        },
        .each(score.lines.enumerated()) { place, name in
            .group([
                line(
                    .class("staff-line"), x: Size.gutter, y: Size.y(place), toX: Size.width - Size.right,
                    toY: Size.y(place)),
                label(name, y: Size.y(place)),
            ])
        },
        .each(score.waits) { wait in
            el(
                "g", el("title", .text(wait.words)),
                line(
                    .class("wait"), x: Size.x(wait.from), y: Size.y(wait.line), toX: Size.x(wait.to),
                    toY: Size.y(wait.line)))
        },
        .each(score.notes) { note in
            el(
                "g", el("title", .text(note.words)),
                sign(note.sign, x: Size.x(note.at), y: Size.y(note.line), toY: note.toLine.map(Size.y)))
        })
}

private func sign(_ sign: Score.Sign, x: Int, y: Int, toY: Int?) -> Node {
    switch sign {
    case .learned: el("circle", .class("learned"), .attr("cx", x), .attr("cy", y), .attr("r", 7))
    case .shared:
        .group([
            line(.class("shared"), x: x, y: y, toX: x, toY: toY ?? y),
            el("circle", .class("learned"), .attr("cx", x), .attr("cy", toY ?? y), .attr("r", 4)),
        ])
    case .missed:
        el(
            "rect", .class("missed"), .attr("x", x - 6), .attr("y", y - 6), .attr("width", 12),
            .attr("height", 12))
    case .due: el("path", .class("due"), .attr("d", "M\(x) \(y - 8)l8 8-8 8-8-8z"))
    }
}

private func line(_ kind: Node, x: Int, y: Int, toX: Int, toY: Int) -> Node {
    el("line", kind, .attr("x1", x), .attr("y1", y), .attr("x2", toX), .attr("y2", toY))
}

private func keySign(_ sign: Score.Sign) -> Node {
    keyDrawing(Web.sign(sign, x: 12, y: sign == .shared ? 2 : 10, toY: sign == .shared ? 16 : nil))
}

private func keyDrawing(_ drawing: Node) -> Node {
    el("svg", .attr("viewBox", "0 0 24 20"), .attr("width", 24), .attr("height", 20), .decorative, drawing)
}

/// The name of a line in the gutter: a long one on two lines, broken between words.
private func label(_ name: String, y: Int) -> Node {
    let lines = inLines(name)
    return el(
        "text", .attr("x", 0), .attr("y", lines.count == 1 ? y + 4 : y - 4),
        .each(lines.enumerated()) { place, line in
            // Whoever hears the name hears its words apart.
            el(
                "tspan", .attr("x", 0), .attr("dy", place == 0 ? 0 : 16),
                .text(place + 1 < lines.count ? line + " " : line))
        })
}

/// How many letters a line of the gutter holds.
private let gutterLetters = 25

/// At most two lines. What does not fit is cut at the end of a word; the whole name stands in the table below.
private func inLines(_ name: String) -> [String] {
    var lines = [""]
    for word in name.split(separator: " ") {
        let longer = lines[lines.count - 1].isEmpty ? String(word) : lines[lines.count - 1] + " " + word
        if longer.count <= gutterLetters || lines[lines.count - 1].isEmpty {
            lines[lines.count - 1] = longer
        } else {
            lines.append(String(word))
        }
    }
    guard lines.count > 2 else { return lines }
    return [lines[0], String(lines[1].prefix(gutterLetters - 1)) + "…"]
}

// MARK: - Maps and charts

/// A drawing that can be moved and enlarged: by drag, pinch, keys, or the buttons. `drawing` is an `svg` with the
/// attribute `data-pan-zoom` and a `viewBox`; `words` name the buttons.
package func panZoomFigure(
    _ drawing: Node, caption: String, words: (larger: String, smaller: String, whole: String)
) -> Node {
    figure(
        .class("drawing"), drawing,
        div(
            .class("drawing-tools"), tool("+", words.larger, "+"), tool("-", words.smaller, "−"),
            tool("0", words.whole, "⤢")),
        figcaption(.class("quiet small"), .text(caption)))
}

private func tool(_ key: String, _ words: String, _ sign: String) -> Node {
    element(
        "button", [.type("button"), .class("button"), .data("key", key), .aria("label", words), .text(sign)])
}
