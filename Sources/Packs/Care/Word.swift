import Foundation

/// A word of a text: letters and digits without a break.
struct Word {
    /// As it is written.
    var text: String
    /// In small letters without marks, so that “Ё” is “е” and “É” is “e”.
    var plain: String
    /// Only blank space, hyphens or apostrophes stand before it, so that a phrase may go on here.
    var isClose: Bool
    /// A sentence, a title or a quotation begins here; then the capital letter says nothing.
    var isFirst: Bool

    var isCapital: Bool { text.unicodeScalars.first?.properties.isUppercase ?? false }

    static func all(in text: String) -> [Word] {
        var words: [Word] = []
        var letters = String.UnicodeScalarView()
        var between = Between()
        for scalar in text.unicodeScalars {
            if isPart(scalar) {
                letters.append(scalar)
                continue
            }
            if !letters.isEmpty {
                words.append(Word(letters, between))
                (letters, between) = (String.UnicodeScalarView(), Between(isStart: false))
            }
            between.add(scalar)
        }
        if !letters.isEmpty { words.append(Word(letters, between)) }
        return words
    }

    private init(_ letters: String.UnicodeScalarView, _ between: Between) {
        text = String(letters)
        plain = Word.plain(text)
        (isClose, isFirst) = (between.isClose, between.isBreak)
    }

    static func written(_ words: ArraySlice<Word>) -> String { words.map(\.text).joined(separator: " ") }

    static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9": true
            default: false
            }
        }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark, .decimalNumber:
            true
        default: false
        }
    }

    static func plain(_ word: String) -> String {
        let small = word.lowercased()
        if small.utf8.allSatisfy({ $0 < 128 }) { return small }
        let bare = small.decomposedStringWithCanonicalMapping.unicodeScalars
            .filter { $0.properties.generalCategory != .nonspacingMark }
        return String(String.UnicodeScalarView(bare))
    }

    /// What stands before a word.
    private struct Between {
        var isClose: Bool
        var isBreak: Bool

        init(isStart: Bool = true) { (isClose, isBreak) = (!isStart, isStart) }

        mutating func add(_ scalar: Unicode.Scalar) {
            switch scalar {
            case "-", "\u{2010}", "\u{2011}", "'", "\u{2019}", "\u{02BB}", "\u{02BC}": break
            case ",": isClose = false
            default:
                guard !scalar.properties.isWhitespace else { return }
                (isClose, isBreak) = (false, true)
            }
        }
    }
}
