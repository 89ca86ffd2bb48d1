/// A file of a pack as it was written, to say where in it a word of a text stands.
///
/// What a text says and how its file writes it differ: lines are folded, signs are escaped, quotes begin and end in
/// the middle. Its words come in the same order in both, so that they are followed from where the text begins.
struct WrittenFile {
    private let lines: [[Unicode.Scalar]]

    init(_ bytes: [UInt8]) {
        lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
            .map { Array(String(decoding: $0, as: UTF8.self).unicodeScalars) }
    }

    /// Where word number `number` of a text stands that begins at `start`; `start` itself if the file writes it otherwise.
    func spot(ofWord number: Int, of words: [Word], from start: Spot) -> Spot {
        var next = 0
        var found = start
        walk(from: start) { word, spot in
            guard word == words[next].text else { return true }
            if next == number {
                found = spot
                return false
            }
            next += 1
            return true
        }
        return found
    }

    /// Where the translation of the entry begins that names itself at `spot`.
    func translation(of spot: Spot) -> Spot {
        var place = spot
        for line in max(0, spot.line - 1)..<max(lines.count, spot.line - 1)
        where lines[line].starts(with: "msgstr".unicodeScalars) {
            (place.line, place.column) = (line + 1, 7)
            break
        }
        return place
    }

    /// Hands over each word with its place until `visit` has enough.
    private func walk(from start: Spot, _ visit: (String, Spot) -> Bool) {
        var column = start.column - 1
        for line in max(0, start.line - 1)..<max(lines.count, start.line - 1) {
            let scalars = lines[line]
            while column < scalars.count {
                if scalars[column] == "\\" {
                    column += 2
                    continue
                }
                var word = String.UnicodeScalarView()
                let begun = column
                while column < scalars.count, Word.isPart(scalars[column]) {
                    word.append(scalars[column])
                    column += 1
                }
                let spot = Spot(file: start.file, line: line + 1, column: begun + 1)
                if !word.isEmpty, !visit(String(word), spot) { return }
                if word.isEmpty { column += 1 }
            }
            column = 0
        }
    }
}
