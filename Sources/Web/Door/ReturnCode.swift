import HTTPCore
import Roster

/// What only the person has who was here before: with it they come back on another phone. Works once.
enum ReturnCode {
    /// No two that are taken for one another: neither I nor O, neither 0 nor 1.
    private static let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
    /// What a keyboard in Cyrillic gives for the same shapes.
    private static let alike = Array(zip("АВЕКМНРСТУХ", "ABEKMHPCTYX"))
    static let length = 8

    /// Eight of 32 letters from at least eight unforeseeable bytes.
    static func from(_ bytes: [UInt8]) -> String {
        precondition(bytes.count >= length, "a return code takes eight bytes")
        return String(bytes.prefix(length).map { letters[Int($0) % letters.count] })
    }

    /// The code as somebody typed it, in whatever letters and with whatever between; nil if it cannot be one.
    static func read(_ typed: String) -> String? {
        let code = typed.prefix(40).uppercased().compactMap { letter -> Character? in
            let plain = alike.first { $0.0 == letter }?.1 ?? letter
            return plain.isLetter || plain.isNumber ? plain : nil
        }
        return code.count == length && code.allSatisfy(letters.contains) ? String(code) : nil
    }

    /// As it is read aloud.
    static func spaced(_ code: String) -> String { "\(code.prefix(4)) \(code.dropFirst(4))" }
}

extension SiteParts {
    /// A fresh code for this person in place of the one before; only its digest is kept.
    func newReturnCode(for participant: Int32) async throws(RosterError) -> String {
        let code = ReturnCode.from(digest(of: newToken()))
        try await roster.setReturnCode(digest(ofReturnCode: code), of: participant)
        return code
    }

    func digest(ofReturnCode code: String) -> [UInt8] { digest(of: "return " + code) }
}

extension Visit {
    /// The reader's own code, which their browser alone keeps; nil where it knows none that is still good.
    func ownReturnCode() async throws(RosterError) -> String? {
        guard let guest, let code = keptReturnCode else { return nil }
        let kept = try await site.roster.returnCode(of: guest.participant.number)
        return kept == site.digest(ofReturnCode: code) ? code : nil
    }

    /// What this browser keeps as its reader's code.
    var keptReturnCode: String? { request.cookies[CookieName.returning].flatMap { ReturnCode.read($0) } }
}
