import Basics
import Host

/// What a marker stands for.
public enum Meaning: Hashable, Sendable {
    /// A text of the pack, by its path.
    case text(String)
    /// A value of a register's record.
    case value(record: Int, field: Int)
    /// An id of the pack: never for a participant.
    case id(String)
    /// Something that was typed during the run.
    case typed(Int)
    /// The name of somebody who joined, by seat.
    case name(seat: Int)
}

/// Gives everything a word of its own that nothing else in the world holds, and knows it again.
///
/// A marker is `iloq` and twelve letters or digits. Handles never hold an `i`, `l` or `o`, and a token that
/// happens to look like a marker is not in the book.
public final class MarkerBook: Sendable {
    static let prefix = Array("iloq".utf8)
    static let length = 16

    private let salt: UInt64
    private let pages = Locked(Pages())

    private struct Pages {
        var meanings: [String: Meaning] = [:]
        var words: [Meaning: String] = [:]
    }

    public init(salt: UInt64) { self.salt = salt }

    /// The word of this meaning, the same at every call.
    public func word(_ meaning: Meaning) -> String {
        if let known = pages.withLock({ $0.words[meaning] }) { return known }
        var bits = mix(salt ^ 0x15_01A7)
        for byte in "\(meaning)".utf8 { bits = mix(bits ^ UInt64(byte)) }
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
        var word = MarkerBook.prefix
        while word.count < MarkerBook.length {
            word.append(letters[Int(bits % 36)])
            bits = bits / 36 == 0 ? mix(bits ^ salt) : bits / 36
        }
        let text = String(decoding: word, as: UTF8.self)
        pages.withLock { pages in
            precondition(pages.meanings[text] == nil, "two meanings have one marker")
            pages.meanings[text] = meaning
            pages.words[meaning] = text
        }
        return text
    }

    /// Every marker of this book in these bytes.
    public func markers(in bytes: [UInt8]) -> Set<Meaning> {
        var found: Set<Meaning> = []
        for place in Bytes.places(of: MarkerBook.prefix, in: bytes)
        where place + MarkerBook.length <= bytes.count {
            let word = String(decoding: bytes[place..<place + MarkerBook.length], as: UTF8.self)
            if let meaning = pages.withLock({ $0.meanings[word] }) { found.insert(meaning) }
        }
        return found
    }
}
