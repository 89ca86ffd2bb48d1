import Host

/// What a store found of the journal that a crash had left, before it was opened: SQLite reads a journal up to the first piece
/// that is not as it was written, and says nothing of the rest.
///
/// A crash tears at most the transaction that was being written, which nobody had been told is recorded. What is named here is
/// more: the disk has changed what it had confirmed.
public enum JournalFinding: Hashable, Sendable {
    /// The journal does not begin as it should, so that nothing of it is read. Something may be lost.
    case beginning
    /// At least so many transactions behind the damage are not read, although they had been confirmed.
    case confirmed(transactions: Int)
}

/// Looks a journal over as SQLite does: <https://www.sqlite.org/fileformat2.html#the_write_ahead_log>.
struct JournalLook {
    private static let headLength = 32
    private static let frameHeadLength = 24

    private let bytes: [UInt8]

    /// - Parameter bytes: those of `kerege.db-wal`.
    static func finding(in bytes: [UInt8]) -> JournalFinding? {
        bytes.count > headLength ? JournalLook(bytes: bytes).finding : nil
    }

    private var finding: JournalFinding? {
        var sum = Sum()
        let magic = word(0)
        let isOurs = magic | 1 == 0x377f_0683
        let isBig = magic & 1 == 1
        sum.add(bytes, 0..<24, isBig: isBig)
        guard isOurs, sum == Sum(first: word(24), second: word(28)) else { return .beginning }
        let length = Self.frameHeadLength + Int(word(8))
        let frames = stride(from: Self.headLength, through: bytes.count - length, by: length).map(\.self)
        for (number, start) in frames.enumerated() {
            if !isThisJournals(start) { return lost(frames[number...]) }
            sum.add(bytes, start..<start + 8, isBig: isBig)
            sum.add(bytes, start + Self.frameHeadLength..<start + length, isBig: isBig)
            if sum != Sum(first: word(start + 16), second: word(start + 20)) {
                return lost(frames[number...])
            }
        }
        return nil
    }

    /// Each transaction is on disk before the next is written: one that another follows had been confirmed.
    private func lost(_ frames: ArraySlice<Int>) -> JournalFinding? {
        guard let last = frames.last(where: isThisJournals) else { return nil }
        let confirmed = frames.count { $0 < last && isThisJournals($0) && endsTransaction($0) }
        return confirmed > 0 ? .confirmed(transactions: confirmed) : nil
    }

    /// Behind its end a journal holds pieces of earlier ones, with other salts.
    private func isThisJournals(_ frame: Int) -> Bool { bytes[frame + 8..<frame + 16] == bytes[16..<24] }

    private func endsTransaction(_ frame: Int) -> Bool { word(frame + 4) != 0 }

    private func word(_ place: Int) -> UInt32 {
        bytes[place..<place + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The running sum over pairs of words that SQLite keeps.
    private struct Sum: Equatable {
        var first: UInt32 = 0
        var second: UInt32 = 0

        mutating func add(_ bytes: [UInt8], _ range: Range<Int>, isBig: Bool) {
            bytes.withUnsafeBytes { raw in
                for place in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
                    let (one, two) = (
                        raw.loadUnaligned(fromByteOffset: place, as: UInt32.self),
                        raw.loadUnaligned(fromByteOffset: place + 4, as: UInt32.self)
                    )
                    first &+= (isBig ? UInt32(bigEndian: one) : UInt32(littleEndian: one)) &+ second
                    second &+= (isBig ? UInt32(bigEndian: two) : UInt32(littleEndian: two)) &+ first
                }
            }
        }
    }
}

extension SQLiteStore {
    /// Of a folder that nobody uses. A journal that cannot be read is for whoever opens it to complain of.
    static func journalFinding(in folder: String) -> JournalFinding? {
        (try? Files.read(databasePath(folder) + "-wal")).flatMap(JournalLook.finding)
    }
}
