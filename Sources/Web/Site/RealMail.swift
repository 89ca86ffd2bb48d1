// Mail addresses, also as people spell them out where a sign would be seen: `name (at) post.org`, `name at post dot org`,
// `name @ post.org`.
extension RealDataScan {
    mutating func lookForMail() {
        var place = 0
        while place < text.count {
            guard let at = SpelledMail.at(place, in: text), let address = address(around: at) else {
                place += 1
                continue
            }
            take(address.range, as: RealData.isReserved(domain: address.domain) ? nil : .email)
            place = address.range.upperBound
        }
    }

    private func address(around at: SpelledMail) -> (range: Range<Int>, domain: String)? {
        var first = at.range.lowerBound
        while first > 0, isLocal(text[first - 1]), !taken[first - 1] { first -= 1 }
        while first < at.range.lowerBound, text[first] == Sign.stop { first += 1 }
        let (domain, end, isSpelled) = domain(from: at.range.upperBound)
        // “Look at post.org” is no address.
        guard first < at.range.lowerBound, !at.isWord || isSpelled else { return nil }
        // “Meet @ noon” is no address either.
        let isShort = at.range.count == 1 && isName(first..<at.range.lowerBound, of: domain)
        guard hasEnding(domain) || isShort else { return nil }
        let words = domain.reduce(into: "") { words, letter in
            words.unicodeScalars.append(Unicode.Scalar(letter) ?? " ")
        }
        return (first..<end, words.lowercased())
    }

    /// What stands behind the @ with its dots as dots, where it ends, and whether one of the dots was spelled out.
    private func domain(from start: Int) -> (letters: [UInt32], end: Int, isSpelled: Bool) {
        var (letters, place, isSpelled) = ([UInt32](), start, false)
        while place < text.count {
            if isDomain(text[place]) {
                letters.append(text[place])
                place += 1
            } else if let dot = SpelledMail.dot(place, in: text), isDomain(text[dot.range.upperBound]) {
                letters.append(Sign.stop)
                (place, isSpelled) = (dot.range.upperBound, true)
            } else {
                break
            }
        }
        while let last = letters.last, last == Sign.stop || last == Sign.hyphen {
            letters.removeLast()
            place -= 1
        }
        return (letters, place, isSpelled)
    }

    private func isLocal(_ letter: UInt32) -> Bool {
        Sign.isWord(letter) || [Sign.stop, Sign.hyphen, Sign.plus, 0x25].contains(letter)
    }

    private func isDomain(_ letter: UInt32) -> Bool {
        letter != 0x5F && Sign.isWord(letter) || letter == Sign.stop || letter == Sign.hyphen
    }

    /// `ivan@post`, as it is written where everybody knows the rest: a name, and a word without a dot.
    private func isName(_ local: Range<Int>, of domain: [UInt32]) -> Bool {
        local.count >= 2 && local.contains { Sign.isLetter(text[$0]) } && domain.count >= 3
            && domain.allSatisfy { Sign.isLetter($0) || Sign.isDigit($0) || $0 == Sign.hyphen }
            && Sign.isLetter(domain[0])
    }

    /// Whether there is a dot with two letters or more behind the last one.
    private func hasEnding(_ domain: [UInt32]) -> Bool {
        guard let dot = domain.lastIndex(of: Sign.stop), dot > 0 else { return false }
        let ending = domain[(dot + 1)...]
        return ending.count >= 2
            && (ending.allSatisfy(Sign.isLetter) || ending.starts(with: "xn--".unicodeScalars.map(\.value)))
    }
}

/// The @ or the dot of an address: the sign, its name in brackets, or its name as a word of its own.
struct SpelledMail {
    /// With the blanks that stand around it.
    let range: Range<Int>
    /// It is a word of ordinary language, which proves nothing by itself.
    let isWord: Bool

    private static let ats = ["at", "собака"].map { $0.unicodeScalars.map(\.value) }
    private static let bracketed = ats + [[Sign.at]]
    private static let dots = ["dot", "точка"].map { $0.unicodeScalars.map(\.value) }
    private static let brackets: [(UInt32, UInt32)] = [
        (Sign.open, Sign.close), (0x5B, 0x5D), (0x7B, 0x7D), (0x3C, 0x3E),
    ]

    static func at(_ place: Int, in text: FoldedText) -> SpelledMail? {
        if text[place] == Sign.at {
            var first = place
            while text[first - 1] == Sign.blank { first -= 1 }
            return SpelledMail(range: first..<blanks(place + 1, in: text), isWord: false)
        }
        // All blanks before a word belong to it; to begin at each of them again takes for ever.
        if text[place] == Sign.blank, text[place - 1] == Sign.blank { return nil }
        return spelled(ats, inBrackets: bracketed, place, in: text)
    }

    static func dot(_ place: Int, in text: FoldedText) -> SpelledMail? {
        spelled(dots, inBrackets: dots, place, in: text)
    }

    private static func spelled(
        _ names: [[UInt32]], inBrackets bracketed: [[UInt32]], _ first: Int, in text: FoldedText
    ) -> SpelledMail? {
        let start = blanks(first, in: text)
        if let bracket = brackets.first(where: { $0.0 == text[start] }) {
            let inside = blanks(start + 1, in: text)
            guard let end = name(bracketed, inside, in: text).map({ blanks($0, in: text) }),
                text[end] == bracket.1
            else {
                return nil
            }
            return SpelledMail(range: first..<blanks(end + 1, in: text), isWord: false)
        }
        guard start > first, let end = name(names, start, in: text), text[end] == Sign.blank else {
            return nil
        }
        return SpelledMail(range: first..<blanks(end, in: text), isWord: true)
    }

    /// Where the name ends that stands here.
    private static func name(_ names: [[UInt32]], _ place: Int, in text: FoldedText) -> Int? {
        names.first { name in
            name.enumerated().allSatisfy { offset, letter in NumberLabel.lower(text[place + offset]) == letter
            }
        }.map { place + $0.count }
    }

    private static func blanks(_ place: Int, in text: FoldedText) -> Int {
        var place = place
        while text[place] == Sign.blank { place += 1 }
        return place
    }

    /// Whether these are the last bytes, in small letters, of what an @ or a dot may be spelled with: “(at”, “[ at”, “ dot”,
    /// “соб”. Most texts hold none of it and are not looked at closer.
    static func mayBegin(_ last: UInt64) -> Bool {
        if last & 0xFFFF == 0x6174 {  // “at”
            let before = last >> 16 & 0xFF == 0x20 ? last >> 24 & 0xFF : last >> 16 & 0xFF
            return [0x28, 0x5B, 0x7B, 0x3C].contains(before)
        }
        let word = last & 0xFFFF_FFFF_FFFF
        return last & 0xFFFF_FFFF == 0x2064_6F74 || word == 0xD181_D0BE_D0B1 || word == 0xD0A1_D0BE_D0B1
    }
}
