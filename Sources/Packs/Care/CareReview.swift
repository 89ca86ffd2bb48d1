/// Looks through all that a pack lets people read, in every language, for terms that it should not say of people
/// and for names of real places.
///
/// Both are warnings: a list cannot know who says a word and why, and a pack must not cease to be playable
/// because a list grew.
struct CareReview {
    let lists: CareLists
    let findings: Findings
    private var files: [String: WrittenFile] = [:]
    private var names: [RealName] = []

    /// One text in one language, or what stands in a record.
    struct Piece {
        var text: String
        /// Whose terms it is held against.
        var languages: [String]
        /// Where it begins, or where its entry in a file of translations does.
        var spot: Spot
        var isTranslation: Bool
    }

    /// A real name, told once for each file.
    private struct RealName {
        var number: Int
        var written: String
        var said: String
        var first: Spot
        var times = 1
    }

    init(lists: CareLists, findings: Findings) { (self.lists, self.findings) = (lists, findings) }

    /// - Parameter files: by the names that spots have.
    mutating func review(_ pieces: [Piece], in files: [(name: String, bytes: [UInt8])]) {
        for piece in pieces {
            let words = Word.all(in: piece.text)
            let terms = lists.terms.filter { piece.languages.contains($0.language) }
                .flatMap { $0.find(in: words) }
            for (term, range) in terms {
                findings.warn(
                    .forbiddenTerm, at: spot(range.lowerBound, words, piece, files),
                    Word.written(words[range]), term.why, term.rule, term.instead)
            }
            for place in lists.places.find(in: words) {
                note(place, words, piece, files)
            }
        }
        for name in names {
            let times = name.times == 1 ? "" : "It stands \(name.times) times in this file."
            findings.warn(.realPlace, at: name.first, name.written, name.said, times)
        }
    }

    private mutating func note(
        _ place: RealPlaces.Found, _ words: [Word], _ piece: Piece, _ files: [(name: String, bytes: [UInt8])]
    ) {
        let known = names.firstIndex { $0.number == place.number && $0.first.file == piece.spot.file }
        if let known {
            names[known].times += 1
            return
        }
        let first = spot(place.words.lowerBound, words, piece, files)
        names.append(
            RealName(
                number: place.number, written: Word.written(words[place.words]), said: place.said,
                first: first))
    }

    private mutating func spot(
        _ number: Int, _ words: [Word], _ piece: Piece, _ all: [(name: String, bytes: [UInt8])]
    ) -> Spot {
        let name = piece.spot.file
        if files[name] == nil {
            files[name] = WrittenFile(all.first { $0.name == name }?.bytes ?? [])
        }
        guard let file = files[name] else { return piece.spot }
        let start = piece.isTranslation ? file.translation(of: piece.spot) : piece.spot
        return file.spot(ofWord: number, of: words, from: start)
    }
}
