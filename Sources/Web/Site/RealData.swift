import Basics
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

    package static func findings(in text: String) -> [Finding] { RealDataScan.findings(in: text) }

    /// The names under which people type text.
    private static let typedFields = ["text", "more", "title", "from", "name", "notes"]

    /// Those, and the fields of a form that is signed.
    static func isTyped(_ name: String) -> Bool {
        typedFields.contains(name)
            || name.hasPrefix("field")
                && name.utf8.dropFirst("field".utf8.count).allSatisfy {
                    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                }
    }

    /// What a form holds that should be asked about, unless that has been done for these very words.
    static func findings(in form: Fields) -> [Finding] {
        let typed = form.fields.filter { isTyped($0.name) }
        // What is longer than anything that is kept comes back for its length, or is used by nobody.
        guard typed.reduce(0, { $0 + $1.value.utf8.count }) <= TextLimits.draftBytes else { return [] }
        let found = typed.flatMap { findings(in: $0.value) }
        return form[meant] == sign(for: found) ? [] : found
    }

    /// What somebody sends along who has been asked about these words and means them; other words have another sign.
    package static func sign(for findings: [Finding]) -> String {
        var print = Fingerprint()
        for words in Set(findings.map(\.words)).sorted() { print.add(words) }
        return print.text
    }

    // MARK: What is surely made up

    static func isReserved(domain: String) -> Bool {
        ["example", "test", "invalid", "localhost", "example.com", "example.org", "example.net"].contains {
            domain == $0 || domain.hasSuffix("." + $0)
        }
    }

    /// A day, a month and a year, or the other way round, in a year that people speak of.
    static func isDate(_ parts: [[UInt8]]) -> Bool {
        guard parts.count == 3 else { return false }
        let parts = parts[0].count == 4 ? parts : parts.reversed()
        guard parts[0].count == 4, parts[1].count <= 2, parts[2].count <= 2 else { return false }
        let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1) } }
        return 1900...2099 ~= numbers[0] && 1...12 ~= numbers[1] && 1...31 ~= numbers[2]
    }

    /// ISO 13616: letters and digits with a checksum that is right. `XA` to `XZ` are codes that no country has.
    static func isAccount(_ code: [UInt32]) -> Bool {
        guard (15...34).contains(code.count), code[0] != 0x58, code.count(where: Sign.isDigit) >= 8 else {
            return false
        }
        var rest = 0
        for letter in code[4...] + code[..<4] {
            let value = Int(Sign.isDigit(letter) ? letter - Sign.zero : letter - 0x41 + 10)
            rest = (rest * (value > 9 ? 100 : 10) + value) % 97
        }
        return rest == 1
    }
}

/// The question before something is saved.
struct RealDataQuestion {
    let t: Tongue
    let findings: [RealData.Finding]

    init(_ t: Tongue, _ findings: [RealData.Finding]) { (self.t, self.findings) = (t, findings) }

    var words: String { t(CommonText.realData, ["what": t.format.list(findings.map(\.words))]) }

    /// What goes along if somebody goes on; good for these words alone.
    var sign: Node { hiddenField(RealData.meant, RealData.sign(for: findings)) }

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
                sign,
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
