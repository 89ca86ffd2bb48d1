/// The names of real countries and cities, in all their cases.
struct RealPlaces {
    /// What each place is said to be: “Almaty, a city (KZ)”.
    private var places: [String] = []
    private var names: [Name] = []
    /// By the first word in each of its forms.
    private var byFirst: [String: [Int]] = [:]
    private var ordinary: Set<String>
    private let endings: Endings

    private struct Name {
        /// By word: the forms that it can take, its own first.
        var words: [[String]]
        var capitals: [Bool]
        var place: Int
    }

    struct Found {
        var words: Range<Int>
        /// The same for all its names.
        var number: Int
        var said: String
    }

    init(ordinary: [String], endings: Endings) {
        self.ordinary = Set(ordinary.map { Self.plain(Word.all(in: $0)[...]) })
        self.endings = endings
    }

    var count: Int { names.count }

    /// - Parameter kind: what it is, for a sentence.
    mutating func add(_ written: [String], kind: String) {
        places.append("\(written.first ?? ""), \(kind)")
        for text in written {
            let words = Word.all(in: text)
            guard !words.isEmpty, !ordinary.contains(Self.plain(words[...])) else { continue }
            let forms = words.map { [$0.plain] + endings.forms(of: $0.plain) }
            for form in forms[0] { byFirst[form, default: []].append(names.count) }
            names.append(
                Name(words: forms, capitals: words.map(\.isCapital), place: places.count - 1))
        }
    }

    /// The longest name at each place. A word in small letters is none, and neither is an ordinary word.
    func find(in words: [Word]) -> [Found] {
        var found: [Found] = []
        var place = 0
        while place < words.count {
            let here = (byFirst[words[place].plain] ?? []).map { names[$0] }
                .filter { stands($0, at: place, in: words) }
            guard let longest = here.max(by: { $0.words.count < $1.words.count }) else {
                place += 1
                continue
            }
            let range = place..<place + longest.words.count
            if !ordinary.contains(Self.plain(words[range])) {
                found.append(
                    Found(words: range, number: longest.place, said: places[longest.place]))
            }
            place = range.upperBound
        }
        return found
    }

    private func stands(_ name: Name, at place: Int, in words: [Word]) -> Bool {
        guard place + name.words.count <= words.count else { return false }
        return name.words.indices.allSatisfy { offset in
            let word = words[place + offset]
            guard offset == 0 || word.isClose, word.isCapital || !name.capitals[offset] else { return false }
            if word.plain == name.words[offset][0] { return true }
            return !words[place].isFirst && name.words[offset].contains(word.plain)
        }
    }

    private static func plain(_ words: ArraySlice<Word>) -> String {
        words.map(\.plain).joined(separator: " ")
    }
}

/// The endings that words take in the cases of a language.
struct Endings {
    /// By the end of a word: how much of it goes, and what comes.
    var rules: [(end: String, goes: Int, come: [String])] = []

    /// All forms besides the word itself, by the rule with the longest end.
    func forms(of word: String) -> [String] {
        let fitting = rules.filter { word.hasSuffix($0.end) && word.count > $0.end.count }
        guard let rule = fitting.max(by: { $0.end.count < $1.end.count }) else { return [] }
        let stem = word.dropLast(rule.goes)
        return rule.come.map { stem + $0 }
    }
}
