import Basics
import Model

/// Fuzzy search over register records: names in other scripts and with small slips are found.
///
/// Text is lower-cased, folded by the world's table (longest match first), and cut into words of
/// `a-z0-9`. A word matches within one edit from four letters on, within two from eight on
/// (edits: insert, delete, replace, swap of neighbours). Every word that is asked for must match.
/// What a record says in sentences is met in every language of the pack, whoever asks in which.
struct RegisterSearch: Sendable {
    private let foldings: Foldings
    private let words: [[[UInt8]]]
    private let ofRegister: [[RecordID]]

    init(_ scenario: Scenario) {
        let foldings = Foldings(scenario.world.folding)
        self.foldings = foldings
        words = scenario.records.values.map { record in
            (record.values + record.words).flatMap { foldings.words(of: $0) }
        }
        ofRegister = scenario.world.registers.ids.map { register in
            scenario.records.ids.filter { scenario.records[$0].register == register }
        }
    }

    /// Records that answer a query, likest first, then in file order.
    func find(_ query: String, in register: RegisterID, entered: (RecordID) -> Bool) -> [RecordID] {
        let asked = foldings.words(of: query)
        guard !asked.isEmpty else { return [] }
        var hits: [(edits: Int, record: RecordID)] = []
        for record in ofRegister[register.index] where entered(record) {
            if let edits = distance(asked, words[record.index]) { hits.append((edits, record)) }
        }
        hits.sort { ($0.edits, $0.record) < ($1.edits, $1.record) }
        return hits.map(\.record)
    }

    private func distance(_ asked: [[UInt8]], _ have: [[UInt8]]) -> Int? {
        var total = 0
        for word in asked {
            let allowed = word.allowedEdits
            var best: Int?
            for other in have where abs(other.count - word.count) <= allowed {
                guard let edits = editDistance(word, other, atMost: allowed) else { continue }
                if edits < best ?? .max { best = edits }
            }
            guard let best else { return nil }
            total += best
        }
        return total
    }
}

extension [UInt8] {
    /// How many slips a folded word may have and still be meant.
    var allowedEdits: Int { count >= 8 ? 2 : count >= 4 ? 1 : 0 }
}

/// A world's letter groups, sorted by the byte with which they begin.
struct Foldings: Sendable {
    private var byFirst: [[(from: [UInt8], to: [UInt8])]] = Array(repeating: [], count: 256)

    /// The longest group wins, then the one that the world names first.
    init(_ foldings: [Folding]) {
        let sorted = foldings.enumerated().sorted {
            ($1.element.from.count, $0.offset) < ($0.element.from.count, $1.offset)
        }.map(\.element)
        for folding in sorted {
            let from = Array(folding.from.utf8)
            guard let first = from.first else { continue }
            byFirst[Int(first)].append((from, Array(folding.to.utf8)))
        }
    }

    func words(of text: String) -> [[UInt8]] {
        let bytes = Array(text.lowercased().utf8)
        var words: [[UInt8]] = []
        var word: [UInt8] = []
        func add(_ byte: UInt8) {
            if (byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57) {
                word.append(byte)
            } else if !word.isEmpty {
                words.append(word)
                word = []
            }
        }
        var place = 0
        while place < bytes.count {
            if let folding = byFirst[Int(bytes[place])].first(where: { matches($0.from, bytes, place) }) {
                for byte in folding.to { add(byte) }
                place += folding.from.count
            } else {
                add(bytes[place])
                place += 1
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    private func matches(_ group: [UInt8], _ bytes: [UInt8], _ place: Int) -> Bool {
        guard place + group.count <= bytes.count else { return false }
        for offset in group.indices where bytes[place + offset] != group[offset] { return false }
        return true
    }
}

/// Optimal string alignment distance (Damerau 1964, restricted); nil if it is more than `limit`.
///
/// Given up as soon as no later row can come back within the limit; a swap reaches over one row and costs one.
func editDistance(_ left: [UInt8], _ right: [UInt8], atMost limit: Int) -> Int? {
    let width = right.count + 1
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: 3 * width) { rows in
        var (before, last, row) = (0, width, 2 * width)
        for j in 0..<width { rows[last + j] = j }
        var nearestBefore = 0
        for i in 0..<left.count {
            rows[row] = i + 1
            var nearest = i + 1
            for j in 0..<right.count {
                var cost = min(
                    rows[row + j] + 1, rows[last + j + 1] + 1,
                    rows[last + j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    cost = min(cost, rows[before + j - 1] + 1)
                }
                rows[row + j + 1] = cost
                nearest = min(nearest, cost)
            }
            if nearest > limit, nearestBefore >= limit { return nil }
            nearestBefore = nearest
            (before, last, row) = (last, row, before)
        }
        let edits = rows[last + right.count]
        return edits <= limit ? edits : nil
    }
}
