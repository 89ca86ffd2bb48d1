/// A word or phrase as a list writes it: `illegal migrant*`. A word with `*` may have any ending.
struct Phrase {
    private var parts: [(plain: String, isStem: Bool)] = []

    init(_ text: String) {
        for part in text.split(whereSeparator: { $0 == " " || $0 == "-" }) {
            let isStem = part.hasSuffix("*")
            parts.append((Word.plain(String(isStem ? part.dropLast() : part)), isStem))
        }
    }

    /// The shortest beginning by which it can be looked up.
    var key: String { String((parts.first?.plain ?? "").prefix(Self.keyLength)) }
    var count: Int { parts.count }
    static let keyLength = 2

    /// Whether it can be found at all: every part has letters, and the first enough to look it up.
    var isSound: Bool {
        key.count == Self.keyLength && parts.allSatisfy { !$0.plain.isEmpty && !$0.plain.contains("*") }
    }

    func stands(at place: Int, in words: [Word]) -> Bool {
        guard place + parts.count <= words.count else { return false }
        for (offset, part) in parts.enumerated() {
            let word = words[place + offset]
            guard offset == 0 || word.isClose else { return false }
            guard part.isStem ? word.plain.hasPrefix(part.plain) : word.plain == part.plain else {
                return false
            }
        }
        return true
    }
}

/// What one language does not say of people, why, and what it says instead.
struct Term {
    var phrases: [Phrase]
    var rule: String
    var why: String
    var instead: String
    /// Phrases in which the term may stand.
    var except: [Phrase]
}

/// The terms of one language.
struct TermList {
    let language: String
    let terms: [Term]
    private var byKey: [String: [(phrase: Phrase, term: Int)]] = [:]

    init(language: String, terms: [Term]) {
        (self.language, self.terms) = (language, terms)
        for (number, term) in terms.enumerated() {
            for phrase in term.phrases { byKey[phrase.key, default: []].append((phrase, number)) }
        }
    }

    /// The longest term at each place, with the words that it takes; none that stands in an exception.
    func find(in words: [Word]) -> [(term: Term, words: Range<Int>)] {
        var found: [(term: Term, words: Range<Int>)] = []
        var place = 0
        while place < words.count {
            let key = String(words[place].plain.prefix(Phrase.keyLength))
            let here = (byKey[key] ?? []).filter { $0.phrase.stands(at: place, in: words) }
            guard let longest = here.max(by: { $0.phrase.count < $1.phrase.count }) else {
                place += 1
                continue
            }
            let range = place..<place + longest.phrase.count
            let term = terms[longest.term]
            if !term.except.contains(where: { Self.covers($0, range, words) }) { found.append((term, range)) }
            place = range.upperBound
        }
        return found
    }

    private static func covers(_ phrase: Phrase, _ range: Range<Int>, _ words: [Word]) -> Bool {
        let first = max(0, range.upperBound - phrase.count)
        guard first <= range.lowerBound else { return false }
        return (first...range.lowerBound).contains { phrase.stands(at: $0, in: words) }
    }
}
