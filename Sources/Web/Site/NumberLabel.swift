/// What stands before a number and says what it is the number of.
enum NumberLabel {
    /// Beginnings of words for what the exercise itself numbers: `case 1234567`, `дело № 1234567`.
    private static let ofCase = [
        "case", "docket", "file", "letter", "order", "protocol", "record", "report", "request", "дел",
        "заявлени", "запрос",
        "материал", "письм", "поручени", "постановлени", "приказ", "протокол", "рапорт",
    ].map { $0.unicodeScalars.map(\.value) }
    /// Words that stand between.
    private static let number = ["number", "номер"].map { $0.unicodeScalars.map(\.value) }

    /// Words, and beginnings of words, for what real people have a number of.
    private static let ofPeople: [(kind: RealData.Kind, words: [[UInt32]], beginnings: [[UInt32]])] = [
        (
            .phone,
            scalars(
                "tel", "tél", "phone", "ph", "mobile", "mob", "cell", "fax", "call", "ring", "dial", "тел",
                "моб",
                "факс"),
            scalars(
                "telephone", "téléphone", "whatsapp", "телефон", "мобильн", "ватсап", "вотсап", "звон",
                "позвон",
                "набер")
        ),
        (
            .document, scalars("id", "ssn", "tin", "инн", "снилс", "пинфл"),
            scalars("passport", "licen", "паспорт", "удостоверени", "водительск")
        ),
        (
            .account,
            scalars(
                "account", "acct", "acc", "a/c", "р/с", "к/с", "л/с", "сч", "счёт", "счет", "счёта", "счета",
                "счёту", "счету"),
            []
        ),
    ]
    /// Whose number is one of a document: `social security number`.
    private static let ofDocuments = scalars(
        "security", "insurance", "identity", "identification", "personal")
    /// A room as well as a telephone.
    private static let rooms = scalars("cell")
    /// Words that may stand between these and the number.
    private static let between = scalars(
        "number", "no", "nr", "card", "is", "at", "me", "him", "her", "them", "us", "back", "номер", "карта",
        "личности", "серия", "серии", "мне", "ему", "ей", "им", "нам", "права")
    /// And these, before a telephone's number alone: “счёт на 150 500” is a sum.
    private static let onto = scalars("on", "на", "по")
    /// Whose `number` it is. Of a thing one says what it is.
    private static let owners = scalars(
        "my", "his", "her", "their", "our", "мой", "его", "её", "ее", "их", "наш")

    private static func scalars(_ words: String...) -> [[UInt32]] {
        words.map { $0.unicodeScalars.map(\.value) }
    }

    /// Which sort of real number the words before this place say that it is, if they do, and whether it may be a room's.
    /// Up to three letters may belong to the number itself, `passport no. AB123456`, and somebody's number is a telephone's.
    static func kind(before place: Int, in text: FoldedText) -> (of: RealData.Kind, mayBeRoom: Bool)? {
        var start = series(before: place, in: text)
        var (isNumber, isSecond, isOnto) = (false, false, false)
        for _ in 0..<5 {
            start = sign(before: start, in: text) ?? start
            let last = skipped(start - 1, in: text) {
                [Sign.blank, Sign.colon, Sign.stop, Sign.open, Sign.plus].contains($0)
            }
            // The digits of a series: `серии 1234 номер 567890`.
            let digits = skipped(last, in: text, where: Sign.isDigit)
            if isNumber, !isSecond, (1...4).contains(last - digits) {
                (start, isSecond) = (digits + 1, true)
                continue
            }
            let first = word(before: last, in: text)
            let word = (first + 1..<last + 1).map { lower(text[$0]) }
            for (kind, words, beginnings) in ofPeople
            where words.contains(word) || beginnings.contains(where: { word.starts(with: $0) }) {
                return isOnto && kind != .phone ? nil : (kind, rooms.contains(word))
            }
            if isNumber, owners.contains(word) { return (.phone, false) }
            if isNumber, !isOnto, ofDocuments.contains(word) { return (.document, false) }
            guard between.contains(word) || onto.contains(word) else { return nil }
            isNumber = isNumber || number.contains(word)
            isOnto = isOnto || onto.contains(word)
            start = first + 1
        }
        return nil
    }

    /// Before the word that ends here; two letters with a slash between are one word: `р/с`.
    private static func word(before last: Int, in text: FoldedText) -> Int {
        let first = skipped(last, in: text, where: Sign.isLetter)
        let isHalf = last - first == 1 && text[first] == Sign.slash
        return isHalf && Sign.isLetter(text[first - 1]) && !Sign.isWord(text[first - 2]) ? first - 2 : first
    }

    /// Where the capital letters begin that stand before these digits, with a blank between or none; the place if none do.
    static func series(before place: Int, in text: FoldedText) -> Int {
        let last = text[place - 1] == Sign.blank ? place - 2 : place - 1
        let first = skipped(last, in: text) { Sign.isLatinCapital($0) || Sign.isCyrillicCapital($0) }
        guard (1...3).contains(last - first), !Sign.isWord(text[first]), text[first] != Sign.slash else {
            return place
        }
        let word = (first + 1..<last + 1).map { lower(text[$0]) }
        return ofPeople.contains { $0.words.contains(word) } || between.contains(word) ? place : first + 1
    }

    private static let numero: UInt32 = 0x2116
    private static let hash: UInt32 = 0x23

    /// Where the sign for a number begins that ends right before this place: `№`, `#`, `No.`, `Nr.`.
    static func sign(before place: Int, in text: FoldedText) -> Int? {
        let last = skipped(place - 1, in: text) { $0 == Sign.blank }
        if text[last] == numero || text[last] == hash { return last }
        guard text[last] == Sign.stop, last >= 2, lower(text[last - 2]) == 0x6E,
            [0x6F, 0x72].contains(lower(text[last - 1])), !Sign.isWord(text[last - 3])
        else { return nil }
        return last - 2
    }

    /// Whether the word before this place says that it is the number of a case or of a paper in it.
    static func isOfCase(before place: Int, in text: FoldedText) -> Bool {
        var start = sign(before: place, in: text) ?? place
        for _ in 0..<2 {
            let last = skipped(start - 1, in: text) { $0 == Sign.blank || $0 == Sign.colon }
            let first = skipped(last, in: text, where: Sign.isLetter)
            let word = (first + 1..<last + 1).map { lower(text[$0]) }
            if ofCase.contains(where: { word.starts(with: $0) }) { return true }
            guard number.contains(word) else { return false }
            start = first + 1
        }
        return false
    }

    /// Backwards from a place over all that are such.
    private static func skipped(_ place: Int, in text: FoldedText, where isSuch: (UInt32) -> Bool) -> Int {
        var place = place
        while place >= 0, isSuch(text[place]) { place -= 1 }
        return place
    }

    static func lower(_ letter: UInt32) -> UInt32 {
        if Sign.isLatinCapital(letter) || 0x410...0x42F ~= letter { return letter + 0x20 }
        return letter
    }
}
