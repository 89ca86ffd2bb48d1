/// Goes through one text, once for each kind of thing; what was looked at is not looked at again as something else.
///
/// Written by hand: patterns that are made anew for every text cost half of a busy server.
struct RealDataScan {
    let text: FoldedText
    private(set) var taken: [Bool]
    private var found: [(place: Int, finding: RealData.Finding)] = []

    static func findings(in text: String) -> [RealData.Finding] {
        guard isWorthALook(text) else { return [] }
        var scan = RealDataScan(text: FoldedText(text))
        scan.lookForMail()
        scan.lookForAccounts()
        scan.lookForNumbers()
        return scan.found.sorted { $0.place < $1.place }.map(\.finding)
    }

    private init(text: FoldedText) {
        self.text = text
        taken = [Bool](repeating: false, count: text.count)
    }

    /// Most texts hold nothing of it: no @, nor one that is spelled out, fewer than six digits, and no letters that could be
    /// digits of another script.
    private static func isWorthALook(_ text: String) -> Bool {
        var digits = 0
        var last: UInt64 = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "@") { return true }
            // Latin with marks, Greek, Cyrillic, and the signs of ordinary print hold neither digits nor an @.
            if byte >= 0xD6, byte != 0xE2 { return true }
            if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                digits += 1
                if digits == 6 { return true }
            }
            last =
                last << 8
                | UInt64((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte)
            if SpelledMail.mayBegin(last) { return true }
        }
        return false
    }

    mutating func take(_ range: Range<Int>, as kind: RealData.Kind?) {
        for place in range { taken[place] = true }
        guard let kind else { return }
        found.append((range.lowerBound, RealData.Finding(kind: kind, words: text.words(range))))
    }

    // MARK: - Accounts with a checksum

    private mutating func lookForAccounts() {
        var place = 0
        while place + 4 < text.count {
            if let end = account(at: place) { place = end } else { place += 1 }
        }
    }

    /// Where the account ends that begins here, or what looks like one; nil if there is none.
    private mutating func account(at first: Int) -> Int? {
        guard Sign.isLatin(text[first]), !Sign.isWord(text[first - 1]), Sign.isLatin(text[first + 1]),
            Sign.isDigit(text[first + 2]), Sign.isDigit(text[first + 3]), !taken[first]
        else { return nil }
        let isCapital = Sign.isLatinCapital(text[first])
        let code = code(at: first, inCapitals: isCapital)
        // A telephone's keyboard begins with a capital letter, and goes on in small ones.
        if let real = code.real ?? (isCapital ? self.code(at: first, inCapitals: false).real : nil) {
            take(first..<real, as: .account)
            return real
        }
        // A wrong checksum, or a country that there is not: made up, and no telephone either.
        guard isCapital, code.count >= 13, code.end > first, code.isGrouped else { return nil }
        take(first..<code.end, as: nil)
        return code.end
    }

    /// Letters and digits that stand together as those of an account do.
    private struct Code {
        var count = 0
        /// Behind the last of them, and behind the last with which the checksum is right.
        var end: Int
        var real: Int?
        /// In fours, or in one piece.
        var isGrouped = false
    }

    private func code(at first: Int, inCapitals: Bool) -> Code {
        var found = Code(end: first)
        var code: [UInt32] = []
        var (place, longest, size) = (first, 0, 0)
        while place < text.count, code.count <= 34 {
            let letter = text[place]
            if Sign.isDigit(letter) || (inCapitals ? Sign.isLatinCapital(letter) : Sign.isLatin(letter)) {
                code.append(Sign.isDigit(letter) ? letter : letter & ~0x20)
                place += 1
                size += 1
                longest = max(longest, size)
                guard !Sign.isWord(text[place]) else { continue }
                found.end = place
                if RealData.isAccount(code) { found.real = place }
            } else if letter == Sign.blank || letter == Sign.hyphen, place > first,
                Sign.isWord(text[place - 1])
            {
                place += 1
                size = 0
            } else {
                break
            }
        }
        found.count = code.count
        found.isGrouped = longest <= 4 || longest == code.count
        return found
    }

    // MARK: - Numbers

    /// Digits without anything between them.
    private struct Group {
        var range: Range<Int>
        var digits: [UInt8]
        var count: Int { digits.count }
    }

    /// A shape that groups can have, and how many of them it takes.
    private typealias Match = (kind: RealData.Kind?, groups: Int)

    private mutating func lookForNumbers() {
        let groups = self.groups
        var place = 0
        while place < groups.count {
            let run = run(in: groups, from: place)
            if let match = labelled(run) {
                let first = min(start(of: run), series(before: run))
                take(first..<run[run.startIndex + match.groups - 1].range.upperBound, as: match.kind)
                place += match.groups
            } else if let end = document(groups[place]) {
                take(end, as: isSafe(end) ? nil : .document)
                place += 1
            } else if let range = numbered(groups[place]) {
                take(range, as: NumberLabel.isOfCase(before: range.lowerBound, in: text) ? nil : .document)
                place += 1
            } else if let match = match(run) {
                let last = run[run.startIndex + match.groups - 1]
                take(start(of: run)..<last.range.upperBound, as: match.kind)
                place += match.groups
            } else {
                place += 1
            }
        }
    }

    private var groups: [Group] {
        var groups: [Group] = []
        var place = 0
        while place < text.count {
            guard Sign.isDigit(text[place]), !taken[place] else {
                place += 1
                continue
            }
            var end = place
            while Sign.isDigit(text[end]) { end += 1 }
            let digits = text.letters[place..<end].map { UInt8(truncatingIfNeeded: $0 - Sign.zero) }
            groups.append(Group(range: place..<end, digits: digits))
            place = end
        }
        return groups
    }

    /// Groups that stand together as the parts of one number do.
    private func run(in groups: [Group], from first: Int) -> ArraySlice<Group> {
        var last = first
        while last + 1 < groups.count, last - first < 14,
            joins(groups[last].range.upperBound..<groups[last + 1].range.lowerBound)
        {
            last += 1
        }
        return groups[first...last]
    }

    private func joins(_ between: Range<Int>) -> Bool {
        guard between.count <= 6 else { return false }
        // A line break is a blank, or two, and several blanks are one.
        var signs: [UInt32] = []
        for sign in text.letters[between] where sign != Sign.blank || signs.last != sign {
            signs.append(sign)
        }
        switch signs.count {
        case 1: return Sign.joints.contains(signs[0])
        case 2:
            return signs == [Sign.close, Sign.blank] || signs == [Sign.blank, Sign.open]
                || signs == [Sign.close, Sign.hyphen] || signs == [Sign.hyphen, Sign.open]
        case 3: return signs == [Sign.blank, Sign.hyphen, Sign.blank]
        default: return false
        }
    }

    private func before(_ run: ArraySlice<Group>) -> Int { (run.first?.range.lowerBound ?? 0) - 1 }

    /// With the bracket or the plus that belongs to it.
    private func start(of run: ArraySlice<Group>) -> Int {
        var start = before(run) + 1
        for sign in [Sign.open, Sign.plus] where text[start - 1] == sign { start -= 1 }
        return start
    }

    private func match(_ run: ArraySlice<Group>) -> Match? {
        let before = before(run)
        if hasPlus(run) { return international(run, prefix: 0) }
        guard isEdge(text[before], beyond: text[before - 1]) else { return nil }
        let isTail = isTail(of: before)
        // More than eight groups are only looked at where each is one digit, and then as a whole.
        let spelled = run.prefix { $0.count == 1 }.count
        let counts = (spelled > 8 ? [spelled] : []) + (1...min(run.count, 8)).reversed()
        for count in counts where NumberShape.lengths.contains(run.prefix(count).reduce(0) { $0 + $1.count })
        {
            let last = run[run.startIndex + count - 1].range.upperBound
            let isWhole = isEdge(text[last], beyond: text[last + 1])
            guard isWhole || text[last] == Sign.blank else { continue }
            let part = NumberShape(run.prefix(count).map(\.digits), isTail: isTail)
            if let kind = part.kind { return (kind.isReal ? kind.of : nil, count) }
            if count == run.count, isWhole, isUnderscored(run), part.isByItself {
                return (.phone, count)
            }
            if count == run.count, isWhole, part.isInFours { return (.document, count) }
            if isWhole, let match = joined(run.prefix(count), isAll: count == run.count, part) {
                return match
            }
            // Digits by themselves may be anything; the word before them may say what.
            if count == run.count, isWhole, part.isBareNumber, !isTail {
                return (NumberLabel.isOfCase(before: before + 1, in: text) ? nil : .phone, count)
            }
        }
        let digits = run.flatMap(\.digits)
        // No country's code begins with a zero: “000” is the end of a sum.
        guard digits.starts(with: [0, 0]), digits.count > 2, digits[2] != 0 else { return nil }
        return international(run, prefix: 2)
    }

    /// Nobody writes a sum like that, and a file's name begins with a word.
    private func isUnderscored(_ run: ArraySlice<Group>) -> Bool {
        run.count > 1 && joints(of: run).allSatisfy { $0 == Sign.underscore }
    }

    /// What stands between the groups; 0 for more than one sign.
    private func joints(of run: ArraySlice<Group>) -> [UInt32] {
        zip(run, run.dropFirst()).map {
            $1.range.lowerBound - $0.range.upperBound == 1 ? text[$0.range.upperBound] : 0
        }
    }

    /// Shapes that are only known by the signs in them: “08.30–12.45 60” is no telephone, and “123 45 6789” no document.
    private func joined(_ groups: ArraySlice<Group>, isAll: Bool, _ part: NumberShape) -> Match? {
        let joints = joints(of: groups)
        if isAll, Set(joints).count == 1, joints[0] != 0, part.isInPairs { return (.phone, groups.count) }
        let isHyphened = joints.count > 1 && joints.prefix(2) == [Sign.hyphen, Sign.hyphen]
        guard isHyphened, part.isHyphenedDocument else { return nil }
        let place = before(groups) + 1
        let isMadeUp = !part.isByItself || NumberLabel.isOfCase(before: place, in: text)
        return (isMadeUp ? nil : .document, groups.count)
    }

    /// `10.06.2031`, `2031-06-10`, or one and another; years of two digits may be telephones.
    private func isDate(_ run: ArraySlice<Group>) -> Bool {
        guard run.count >= 3 else { return false }
        let (groups, joints) = (Array(run.prefix(3)), joints(of: run.prefix(3)))
        guard joints[0] == joints[1], [Sign.stop, Sign.hyphen, Sign.slash].contains(joints[0]),
            RealData.isDate(groups.map(\.digits))
        else { return false }
        let end = groups[2].range.upperBound
        return isEdge(text[end], beyond: text[end + 1]) || isDate(run.dropFirst(3))
    }

    /// `cell 204 205 206`, `cell 204-206`: rooms below each other or from one to another.
    private func areRooms(_ run: ArraySlice<Group>) -> Bool {
        run.allSatisfy { $0.count <= 3 }
            && (run.count == 2 || joints(of: run).allSatisfy { $0 == Sign.blank || $0 == 0 })
    }

    /// Six digits and more in any groups, behind a word that says whose they are: `tel 5551234`, `passport no AB 123456`.
    /// Whole thousands are a sum, a date is a date, and 999 belongs to nobody. Accounts have eight digits and more, as sums
    /// stand behind the same word.
    private func labelled(_ run: ArraySlice<Group>) -> Match? {
        guard let first = run.first,
            let (kind, mayBeRoom) = NumberLabel.kind(before: first.range.lowerBound, in: text), !isDate(run)
        else { return nil }
        let (least, most) = kind == .account ? (8, 20) : (6, 15)
        var digits: [UInt8] = []
        var best = 0
        for (place, group) in run.enumerated() {
            guard digits.count + group.count <= most else { break }
            digits += group.digits
            let end = group.range.upperBound
            if digits.count >= least, isEdge(text[end], beyond: text[end + 1]) { best = place + 1 }
        }
        guard best > 0, digits.suffix(3) != [0, 0, 0] || kind == .account && digits.count > 12 else {
            return nil
        }
        let groups = run.prefix(best)
        if mayBeRoom, areRooms(groups) { return nil }
        // “Account 12 345 678” is a sum.
        let isInThousands = best > 1 && first.count <= 3 && groups.dropFirst().allSatisfy { $0.count == 3 }
        if kind == .account, isInThousands { return nil }
        let series = series(before: run)
        let isMadeUp =
            digits.starts(with: [9, 9, 9])
            || series < before(run) && isSafe(series..<first.range.upperBound)
        return (isMadeUp ? nil : kind, best)
    }

    /// Where the letters begin that belong to the number: `AB 123456`.
    private func series(before run: ArraySlice<Group>) -> Int {
        NumberLabel.series(before: before(run) + 1, in: text)
    }

    /// More digits stand before it, with a blank between.
    private func isTail(of before: Int) -> Bool {
        var place = before
        while text[place] == Sign.blank { place -= 1 }
        return place < before && Sign.isDigit(text[place])
    }

    private func hasPlus(_ run: ArraySlice<Group>) -> Bool {
        let before = before(run)
        return text[before] == Sign.plus || text[before] == Sign.open && text[before - 1] == Sign.plus
    }

    /// A number with the code of its country: eight to fifteen digits. `+999` belongs to nobody.
    private func international(_ run: ArraySlice<Group>, prefix: Int) -> Match? {
        var digits: [UInt8] = []
        var best = 0
        for group in run {
            guard digits.count + group.count <= 15 else { break }
            digits += group.digits
            best += 1
        }
        guard (8...15).contains(digits.count) else { return nil }
        return (digits.dropFirst(prefix).starts(with: [9, 9, 9]) ? nil : .phone, best)
    }

    /// Whether a number can begin or end beside this sign: `2031/0045` and `14:00` are parts of something else.
    private func isEdge(_ sign: UInt32, beyond: UInt32) -> Bool {
        if Sign.isWord(sign) { return false }
        if sign == Sign.colon || sign == Sign.comma { return !Sign.isDigit(beyond) }
        return ![Sign.stop, Sign.hyphen, Sign.slash].contains(sign) || !Sign.isWord(beyond)
    }

    // MARK: - Documents with letters

    /// One or two capital letters and seven to nine digits, or two of Latin and six.
    private func document(_ group: Group) -> Range<Int>? {
        guard (6...9).contains(group.count), !Sign.isWord(text[group.range.upperBound]) else { return nil }
        var first = group.range.lowerBound
        let hasBlank = text[first - 1] == Sign.blank
        if hasBlank { first -= 1 }
        let end = first
        while first > 0, end - first < 3, isCapital(text[first - 1]) { first -= 1 }
        guard (1...2).contains(end - first), !Sign.isWord(text[first - 1]) else { return nil }
        // A single Cyrillic letter before a blank is a word: “В 1234567 случаях”.
        if hasBlank, end - first == 1, !Sign.isLatinCapital(text[first]) { return nil }
        if group.count == 6 {
            let isSeries =
                end - first == 2 && Sign.isLatinCapital(text[first]) && Sign.isLatinCapital(text[first + 1])
            // “EU 120000” is a sum.
            guard isSeries, group.digits.suffix(3) != [0, 0, 0],
                !NumberLabel.isOfCase(before: first, in: text)
            else {
                return nil
            }
        }
        return first..<group.range.upperBound
    }

    /// Seven to nine digits behind the sign for a number: `№ 1234567`.
    private func numbered(_ group: Group) -> Range<Int>? {
        let end = group.range.upperBound
        guard (7...9).contains(group.count), isEdge(text[end], beyond: text[end + 1]),
            let first = NumberLabel.sign(before: group.range.lowerBound, in: text)
        else { return nil }
        return first..<end
    }

    private func isCapital(_ letter: UInt32) -> Bool {
        Sign.isLatinCapital(letter) || Sign.isCyrillicCapital(letter)
    }

    /// `XA` to `XZ` are codes that no country has.
    private func isSafe(_ document: Range<Int>) -> Bool {
        text[document.lowerBound] == 0x58 && Sign.isLatinCapital(text[document.lowerBound + 1])
    }
}
