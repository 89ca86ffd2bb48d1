/// Where something stands in a pack. Lines and columns count from 1; columns count code points.
public struct Spot: Hashable, Sendable {
    public var file: String
    public var line: Int
    public var column: Int

    public init(file: String, line: Int, column: Int) {
        (self.file, self.line, self.column) = (file, line, column)
    }
}

/// One thing that is wrong, or odd, with a pack: where, what, and how to mend it.
///
/// A complaint is its code and its arguments; the English sentences are made from them (see
/// `Code.wording`), so that another language can make its own. Arguments may be words of the sentence, too: every
/// text in this folder that is one has its entry in `Locales/*/check.po`, which a test asks for.
public struct Complaint: Hashable, Sendable, CustomStringConvertible {
    public enum Severity: String, Hashable, Sendable { case error, warning }

    public var severity: Severity
    public var code: Code
    public var spot: Spot
    public var arguments: [String]

    public init(_ severity: Severity, _ code: Code, at spot: Spot, _ arguments: [String] = []) {
        (self.severity, self.code, self.spot, self.arguments) = (severity, code, spot, arguments)
    }

    public var file: String { spot.file }
    public var line: Int { spot.line }
    public var column: Int { spot.column }
    /// What is wrong, in one sentence.
    public var message: String { fill(code.wording.message) }
    /// How to mend it, in one sentence.
    public var remedy: String { fill(code.wording.remedy) }

    public var description: String {
        "\(file):\(line):\(column): \(severity.rawValue): \(message) \(remedy) [\(code.rawValue)]"
    }

    /// Puts the arguments where the wording has `{0}`, `{1}`, …
    private func fill(_ wording: String) -> String {
        var out = ""
        var rest = wording[...]
        while let open = rest.firstIndex(of: "{") {
            out += rest[..<open]
            rest = rest[rest.index(after: open)...]
            guard let close = rest.firstIndex(of: "}"), let number = Int(rest[..<close]) else { continue }
            out += number < arguments.count ? arguments[number] : ""
            rest = rest[rest.index(after: close)...]
        }
        return (out + rest).split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }
}

/// All complaints about one pack, gathered while it is read.
final class Findings {
    private(set) var all: [Complaint] = []

    func error(_ code: Complaint.Code, at spot: Spot, _ arguments: String...) {
        all.append(Complaint(.error, code, at: spot, arguments))
    }

    func warn(_ code: Complaint.Code, at spot: Spot, _ arguments: String...) {
        all.append(Complaint(.warning, code, at: spot, arguments))
    }

    var hasErrors: Bool { all.contains { $0.severity == .error } }

    /// By file, line and column; what was found first comes first among equals.
    var sorted: [Complaint] {
        all.enumerated().sorted { left, right in
            let (a, b) = (left.element.spot, right.element.spot)
            if a.file != b.file { return a.file.utf8.lexicographicallyPrecedes(b.file.utf8) }
            if a.line != b.line { return a.line < b.line }
            if a.column != b.column { return a.column < b.column }
            return left.offset < right.offset
        }.map(\.element)
    }
}

/// The candidate that is written most like `word`, if any is near enough to be meant.
func nearest(to word: String, among candidates: [String]) -> String? {
    let wanted = Array(word.lowercased().unicodeScalars)
    var best: (distance: Int, word: String)?
    for candidate in candidates {
        let distance = editDistance(wanted, Array(candidate.lowercased().unicodeScalars))
        if distance < best?.distance ?? Int.max { best = (distance, candidate) }
    }
    guard let best, best.distance <= max(1, wanted.count / 3) else { return nil }
    return best.word
}

/// How many letters must be added, dropped, changed or swapped with their neighbour.
func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var before: [Int] = []
    var last = Array(0...right.count)
    for i in left.indices {
        var row = [i + 1]
        for j in right.indices {
            var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
            if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                cost = min(cost, before[j - 1] + 1)
            }
            row.append(cost)
        }
        (before, last) = (last, row)
    }
    return last[right.count]
}

/// ` Did you mean …?` for a remedy, or nothing.
func hint(_ word: String, among candidates: [String]) -> String {
    guard let near = nearest(to: word, among: candidates) else { return "" }
    if let place = word.unicodeScalars.firstIndex(where: { !$0.isASCII }), near.allSatisfy(\.isASCII) {
        let number = word.unicodeScalars.distance(from: word.unicodeScalars.startIndex, to: place) + 1
        return
            "Its letter number \(number), “\(word.unicodeScalars[place])”, is not Latin. Did you mean “\(near)”?"
    }
    return "Did you mean “\(near)”?"
}

/// A list of words for a sentence; cut when long.
func enumerated(_ words: [String], limit: Int = 12) -> String {
    if words.isEmpty { return "none" }
    let shown = words.prefix(limit).joined(separator: ", ")
    return words.count > limit ? shown + ", …" : shown
}
