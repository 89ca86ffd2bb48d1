/// What groups of digits look like, standing by themselves.
struct NumberShape {
    private let groups: [[UInt8]]
    private let digits: [UInt8]
    private let sizes: [Int]
    private let isTail: Bool
    /// How many digits any of them has.
    static let lengths = 9...19

    /// - Parameter isTail: more digits stand before them, with a blank between.
    init(_ groups: [[UInt8]], isTail: Bool) {
        (self.groups, self.isTail) = (groups, isTail)
        (digits, sizes) = (groups.flatMap { $0 }, groups.map(\.count))
    }

    /// `isReal` is false for what is surely made up, and is not to be looked at again.
    var kind: (of: RealData.Kind, isReal: Bool)? {
        if isCard { return (.account, true) }
        if isPhone { return (.phone, true) }
        if isSpelledOut { return (.phone, !digits.starts(with: [9, 9, 9])) }
        if isDocument { return (.document, !digits.starts(with: [9, 9, 9])) }
        return nil
    }

    private var first: [UInt8] { groups.first ?? [] }

    // MARK: Cards

    /// ISO 7812, as cards have it: fifteen to nineteen digits, by themselves or in fours, with a checksum that is right.
    private var isCard: Bool {
        guard (15...19).contains(digits.count), (2...6).contains(digits[0]) else { return false }
        let isShaped = [[4, 4, 4, 4], [4, 6, 5], [4, 4, 4, 4, 3], [digits.count]].contains(sizes)
        return isShaped && hasLuhnSum
    }

    private var hasLuhnSum: Bool {
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() {
            let twice = Int(digit) * 2
            sum += place % 2 == 0 ? Int(digit) : twice > 9 ? twice - 9 : twice
        }
        return sum % 10 == 0
    }

    // MARK: Telephones without the code of a country

    private var isPhone: Bool {
        isBehindEight || isBehindZero || isThreeThreeFour || isThreeThreeTwoTwo || isBehindCode
    }

    /// `9 9 6 5 5 5 1 2 3 4 5 6`: nine digits and more, one at a time. To count is not to spell.
    private var isSpelledOut: Bool {
        guard (9...15).contains(groups.count), sizes.allSatisfy({ $0 == 1 }) else { return false }
        let steps = zip(digits, digits.dropFirst()).map { Int($1) - Int($0) }
        return Set(steps).count > 1
    }

    /// `555123456`, `2125550199`: nine digits or ten, as telephones have without what is dialled before them. Whole
    /// thousands are a sum, and eight digits of ten may be a day with its hour.
    var isBareNumber: Bool {
        guard groups.count == 1, !digits.starts(with: [9, 9, 9]), !digits.starts(with: [0, 0]),
            digits.suffix(3) != [0, 0, 0]
        else { return false }
        guard digits.count == 10 else { return digits.count == 9 }
        let isDay = [[0..<4, 4..<6, 6..<8], [0..<2, 2..<4, 4..<8]].contains { parts in
            RealData.isDate(parts.map { Array(digits[$0]) })
        }
        return digits[0] > 1 && digits[3] > 0 && !isDay
    }

    /// `06 12 34 56 78`: five pairs behind a zero. Days, hours and what is counted in steps are written so, too.
    var isInPairs: Bool {
        guard sizes == [2, 2, 2, 2, 2], digits[0] == 0, digits[1] > 0, !isTail else { return false }
        let pairs = groups.map { Int($0[0]) * 10 + Int($0[1]) }
        let steps = zip(pairs, pairs.dropFirst()).map { $1 - $0 }
        return pairs.contains { $0 > 31 } && Set(steps).count > 1
    }

    /// Whatever its groups, it is no sum and nothing that is surely made up.
    var isByItself: Bool { !digits.starts(with: [9, 9, 9]) && !digits.starts(with: [0, 0]) && !isTail }

    /// `1234 5678 9012`, and nothing more: twelve digits that some states give their people.
    var isInFours: Bool { sizes == [4, 4, 4] && !isTail && ![[0, 0], [9, 9]].contains(digits.prefix(2)) }

    /// `8 701 123-45-67`, `8 (701) …`, `87011234567`, `7 701 …`: eleven digits behind an 8 or a 7.
    private var isBehindEight: Bool {
        guard digits.count == 11, digits[0] == 8 || digits[0] == 7, [3, 4, 7, 8, 9].contains(digits[1]) else {
            return false
        }
        return groups.count == 1 || first.count == 4 || first.count == 1 && (3...5).contains(groups[1].count)
    }

    /// `0555123456`, `0555 123 456`, `(0312) 61-20-05`, `030/1234567`, `0 555 123456`.
    private var isBehindZero: Bool {
        guard digits[0] == 0, digits.count > 1, digits[1] != 0 else { return false }
        if groups.count == 1 { return (10...11).contains(digits.count) }
        if first.count == 1 { return digits.count == 10 && groups[1].count == 3 }
        // “87 011 234 567” is a sum.
        if isTail, sizes.allSatisfy({ $0 == 3 }) { return false }
        return (3...5).contains(first.count) && (9...12).contains(digits.count)
    }

    /// `(212) 555-0123`, `212-555-0123`.
    private var isThreeThreeFour: Bool { sizes == [3, 3, 4] && digits[0] > 1 && digits[3] > 1 }

    /// `701 123 45 67`, `701 123-45-67`.
    private var isThreeThreeTwoTwo: Bool { sizes == [3, 3, 2, 2] && digits[0] > 1 && digits[3] > 0 }

    /// `998 90 123 45 67`, `996 555 123 456`, `993 12 34 56 78`, `374 10 123456`: three digits for a country, without the sign
    /// before them. No country has 999.
    private var isBehindCode: Bool {
        guard first.count == 3, !isTail, first != [9, 9, 9] else { return false }
        // Sums below each other: “945 000” and “120 000”.
        if groups.count(where: { $0 == [0, 0, 0] }) > 1 { return false }
        if digits[0] == 3, digits[1] > 6, [[3, 2, 6], [3, 2, 2, 2, 2], [3, 2, 3, 3]].contains(sizes) {
            return true
        }
        return digits[0] == 9
            && [
                [3, 2, 3, 2, 2], [3, 3, 3, 3], [3, 3, 6], [3, 2, 3, 4], [3, 3, 2, 2, 2], [3, 2, 7],
                [3, 2, 6],
                [3, 2, 2, 2, 2],
            ].contains(sizes)
    }

    // MARK: Documents that are digits alone

    /// `123-45-6789`, `112-233-445 95`, if their first joints are hyphens.
    var isHyphenedDocument: Bool { sizes == [3, 2, 4] || sizes == [3, 3, 3, 2] }

    /// Numbers that a state gives its people have twelve to fourteen digits; passports may have four and six of them.
    private var isDocument: Bool {
        if digits.starts(with: [0, 0]) { return false }
        return sizes == [4, 6] || sizes == [2, 2, 6] || sizes == [1, 6, 7]
            || groups.count == 1 && (12...14).contains(digits.count)
    }
}
