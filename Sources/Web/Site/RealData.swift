import HTTPCore
import Texts

/// Looks in what people type for what may be data of real people: the exercise needs none (ET-08).
///
/// It errs on the side of asking. Nothing is refused: whoever means it goes on.
package enum RealData {
    package enum Kind: CaseIterable, Sendable { case email, phone, account, document }

    package struct Finding: Hashable, Sendable {
        package let kind: Kind
        /// As it stands in the text.
        package let words: String
    }

    /// What a form sends along when somebody has been asked and goes on.
    static let meant = "realdata"

    package static func findings(in text: String) -> [Finding] {
        guard isWorthALook(text) else { return [] }
        var found: [Finding] = []
        var rest = text
        func take(_ kind: Kind, _ pattern: Regex<Substring>, _ isReal: (String) -> Bool) {
            for match in rest.matches(of: pattern) {
                let words = String(match.output)
                guard isReal(words) else { continue }
                found.append(Finding(kind: kind, words: words))
            }
            // What was looked at is not looked at again as something else.
            rest = rest.replacing(pattern, with: " \u{0} ")
        }
        take(.email, /[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}/, isRealMail)
        take(.account, /\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{2,4}){3,8}\b/, isRealAccount)
        take(.phone, /(?:\+|\b00)[0-9][0-9 ()\-.]{6,20}[0-9]/, isRealPhone)
        take(.phone, /\b0[0-9]{2,4}[ \-][0-9]{2,3}[ \-][0-9 \-]{2,8}[0-9]/, isRealPhone)
        take(.document, /\b[A-Z]{1,2} ?[0-9]{7,9}\b/) { !isSafeCountry($0) }
        take(.document, /\b[0-9]{12,14}\b/) { !$0.hasPrefix("999") }
        return found
    }

    /// Whether any of the patterns could be found at all. Making a pattern is slow, and most texts hold nothing of it: no @,
    /// no +, no 00, fewer than six digits, and no two capital letters with two digits after them.
    private static func isWorthALook(_ text: String) -> Bool {
        var digits = 0
        var before: (UInt8, UInt8, UInt8) = (0, 0, 0)
        for byte in text.utf8 {
            if byte == UInt8(ascii: "@") || byte == UInt8(ascii: "+") { return true }
            if isDigit(byte) {
                digits += 1
                let isDouble = byte == UInt8(ascii: "0") && before.2 == byte
                let beginsAccount = isDigit(before.2) && isCapital(before.1) && isCapital(before.0)
                if digits == 6 || isDouble || beginsAccount { return true }
            }
            before = (before.1, before.2, byte)
        }
        return false
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    private static func isCapital(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    /// The names under which people type text.
    private static let typedFields = ["text", "more", "title", "from", "name", "notes"]

    /// Those, and the fields of a form that is signed.
    private static func isTyped(_ name: String) -> Bool {
        typedFields.contains(name)
            || name.hasPrefix("field") && name.utf8.dropFirst("field".utf8.count).allSatisfy(isDigit)
    }

    /// What a form holds that should be asked about, unless that has been done.
    static func findings(in form: Fields) -> [Finding] {
        guard form[meant] == nil else { return [] }
        return form.fields.filter { isTyped($0.name) }.flatMap { findings(in: $0.value) }
    }

    // MARK: What is surely made up

    private static func isRealMail(_ words: String) -> Bool {
        let domain = words.lowercased().drop { $0 != "@" }.dropFirst()
        let isReserved = ["example", "test", "invalid", "localhost"].contains { end in
            domain == end || domain.hasSuffix("." + end)
        }
        return !isReserved
            && !["example.com", "example.org", "example.net"].contains {
                domain == $0 || domain.hasSuffix("." + $0)
            }
    }

    /// `+999` belongs to nobody.
    private static func isRealPhone(_ words: String) -> Bool {
        let digits = words.filter(\.isNumber)
        let number = words.hasPrefix("00") ? digits.dropFirst(2) : digits[...]
        return (8...15).contains(digits.count) && !number.hasPrefix("999")
    }

    /// ISO 13616: with a checksum that is right. `XA` to `XZ` are codes that no country has.
    private static func isRealAccount(_ words: String) -> Bool {
        let code = words.utf8.filter { $0 != UInt8(ascii: " ") }
        guard !isSafeCountry(words), (15...34).contains(code.count) else { return false }
        var rest = 0
        for byte in code[4...] + code[..<4] {
            let value = byte < 0x3A ? Int(byte) - 0x30 : Int(byte) - 0x41 + 10
            rest = (rest * (value > 9 ? 100 : 10) + value) % 97
        }
        return rest == 1
    }

    private static func isSafeCountry(_ words: String) -> Bool {
        let letters = words.prefix { $0.isLetter }
        return letters.count == 2 && letters.first == "X"
    }
}

/// The question before something is saved.
struct RealDataQuestion {
    let t: Tongue
    let findings: [RealData.Finding]

    init(_ t: Tongue, _ findings: [RealData.Finding]) { (self.t, self.findings) = (t, findings) }

    var words: String { t(CommonText.realData, ["what": t.format.list(findings.map(\.words))]) }

    /// The notice with the words marked, and the sign that goes along if somebody goes on.
    var node: Node {
        findings.isEmpty
            ? .nothing
            : .group([
                notice(
                    .due, t(CommonText.realDataHeading), p(.text(t(CommonText.realDataWhat))),
                    ul(
                        .each(findings) { finding in
                            li(
                                mark(.text(finding.words)), " ",
                                span(.class("quiet"), .text(t(finding.kind.words))))
                        })),
                hiddenField(RealData.meant, "meant"),
            ])
    }
}

extension RealData.Kind {
    var words: CommonText {
        switch self {
        case .email: .realMail
        case .phone: .realPhone
        case .account: .realAccount
        case .document: .realDocument
        }
    }
}
