/// A text as a reader sees it: one kind of digit, hyphen, blank and slash, whatever was typed or pasted.
struct FoldedText {
    /// One for each letter that can be seen, folded.
    private(set) var letters: [UInt32] = []
    private var places: [String.Index] = []
    private let source: String

    init(_ source: String) {
        self.source = source
        letters.reserveCapacity(source.utf8.count)
        places.reserveCapacity(source.utf8.count)
        let scalars = source.unicodeScalars
        for place in scalars.indices {
            guard let letter = FoldedText.folded(scalars[place]) else { continue }
            letters.append(letter)
            places.append(place)
        }
    }

    var count: Int { letters.count }

    /// The words of the source, as they were typed.
    func words(_ range: Range<Int>) -> String {
        let end = range.upperBound < places.count ? places[range.upperBound] : source.endIndex
        return String(source[places[range.lowerBound]..<end])
    }

    /// The letter at a place; 0 before the first and after the last.
    subscript(place: Int) -> UInt32 { letters.indices.contains(place) ? letters[place] : 0 }

    /// Nil for what nobody sees.
    private static func folded(_ scalar: Unicode.Scalar) -> UInt32? {
        let value = scalar.value
        if value < 0x80 { return value < 0x20 ? Sign.blank : value }
        switch value {
        case 0xAD, 0x200B...0x200D, 0x2060, 0xFEFF: return nil
        case 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: return Sign.blank
        case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63: return Sign.hyphen
        case 0x2044, 0x2215: return Sign.slash
        // The wide twins of ASCII.
        case 0xFF01...0xFF5E: return value - 0xFEE0
        case 0x400...0x52F: return value
        default:
            let kind = scalar.properties.generalCategory
            guard kind == .decimalNumber, let digit = scalar.properties.numericValue else { return value }
            return Sign.zero + UInt32(digit)
        }
    }
}

/// Folded letters by what they are.
enum Sign {
    static let blank: UInt32 = 0x20
    static let hyphen: UInt32 = 0x2D
    static let slash: UInt32 = 0x2F
    static let stop: UInt32 = 0x2E
    static let plus: UInt32 = 0x2B
    static let at: UInt32 = 0x40
    static let open: UInt32 = 0x28
    static let close: UInt32 = 0x29
    static let colon: UInt32 = 0x3A
    static let comma: UInt32 = 0x2C
    static let zero: UInt32 = 0x30

    /// What stands between the parts of one number.
    static let underscore: UInt32 = 0x5F
    static let joints = [blank, hyphen, stop, slash, open, close, underscore]

    static func isDigit(_ letter: UInt32) -> Bool { 0x30...0x39 ~= letter }
    static func isLatinCapital(_ letter: UInt32) -> Bool { 0x41...0x5A ~= letter }
    static func isLatin(_ letter: UInt32) -> Bool { isLatinCapital(letter & ~0x20) && letter < 0x80 }
    static func isCyrillicCapital(_ letter: UInt32) -> Bool { 0x400...0x42F ~= letter }

    static func isLetter(_ letter: UInt32) -> Bool {
        if letter < 0x80 { return isLatin(letter) }
        return 0x400...0x52F ~= letter || Unicode.Scalar(letter)?.properties.isAlphabetic == true
    }

    static func isWord(_ letter: UInt32) -> Bool {
        isDigit(letter) || isLetter(letter) || letter == underscore
    }
}
