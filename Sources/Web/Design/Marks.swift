/// What a thing asks of the reader. Each signal is a colour, a shape and a word together, never a colour alone.
package enum Signal: String, Sendable, CaseIterable {
    case new, waiting, due, breach
    /// Settled, and nothing in particular.
    case done, none

    package var icon: Icon? {
        switch self {
        case .new: .new
        case .waiting: .waiting
        case .due: .due
        case .breach: .breach
        case .done: .done
        case .none: nil
        }
    }
}

/// A word or two about a thing: its state, its kind.
package func chip(_ words: String, _ signal: Signal = .none, icon: Icon? = nil) -> Node {
    span(
        .class("chip"), .data("signal", signal.rawValue), .with(icon ?? signal.icon) { $0.node },
        span(.text(words)))
}

/// A number in a pill. `words` says the same to who hears the page: "3 new".
package func countPill(_ number: Int, words: String, signal: Signal) -> Node {
    span(
        .class("count"), .data("signal", signal.rawValue), span(.decorative, .digits(number)),
        span(.class("unseen"), .text(" " + words)))
}

/// How an agency is recognised: up to two letters in a shape, with a hue (1 to 10) used nowhere else.
package struct AgencyMark: Sendable {
    package enum Shape: String, Sendable, CaseIterable {
        case circle, square, leaf, diamond, hexagon, shield, octagon, house
    }

    package var letters: String
    package var shape: Shape
    package var hue: Int

    package init(letters: String, shape: Shape, hue: Int) {
        precondition((1...10).contains(hue), "there are ten hues")
        self.letters = letters
        self.shape = shape
        self.hue = hue
    }

    /// A mark for the nth agency of a list: neighbours differ in shape and in hue.
    package init(letters: String, index: Int) {
        let shapes = Shape.allCases
        self.init(letters: letters, shape: shapes[index % shapes.count], hue: index % 10 + 1)
    }
}

/// The mark alone, without a voice. Words must stand beside it; `agencyLine` does that.
package func agencyMark(_ mark: AgencyMark) -> Node {
    span(
        .class("mark"), .data("shape", mark.shape.rawValue), .data("hue", mark.hue), .decorative,
        .text(mark.letters))
}

/// An agency: its mark and its name.
package func agencyLine(_ mark: AgencyMark, _ name: String) -> Node {
    span(.class("agency"), agencyMark(mark), span(.text(name)))
}

/// A country: its pattern (1 to 6) and its name.
package func countryLine(pattern: Int, _ name: String) -> Node {
    precondition((1...6).contains(pattern), "there are six patterns")
    return span(.class("country"), .data("pattern", pattern), span(.text(name)))
}

/// A moment as people say it, the exact one beside it: "in 20 minutes", "14:20".
package func moment(_ words: String, exact: String) -> Node {
    exact.isEmpty
        ? span(.text(words)) : span(.text(words), " ", span(.class("quiet nowrap"), .text("(" + exact + ")")))
}
