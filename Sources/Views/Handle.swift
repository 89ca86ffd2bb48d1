import Basics
import Model

/// What stands for a thing outside the server: its id, enciphered under a key of run and seat.
///
/// Equal things have other handles in another seat or run, and a handle that was guessed or copied
/// from there names nothing. Pack ids and log positions never leave the server to a participant.
public struct Handle: Hashable, Sendable {
    public let bits: UInt64

    init(bits: UInt64) { self.bits = bits }

    private static let letters = Array("abcdefghjkmnpqrstuvwxyz023456789".utf8)

    /// Thirteen letters and digits that are hard to misread.
    public var text: String {
        var out: [UInt8] = []
        for shift in stride(from: 60, through: 0, by: -5) {
            out.append(Handle.letters[Int(truncatingIfNeeded: bits >> UInt64(shift)) & 31])
        }
        return String(decoding: out, as: UTF8.self)
    }

    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 13 else { return nil }
        var bits: UInt64 = 0
        for byte in bytes {
            guard let value = Handle.letters.firstIndex(of: byte) else { return nil }
            bits = bits << 5 | UInt64(value)
        }
        self.bits = bits
        guard self.text == String(text) else { return nil }
    }
}

/// Makes and resolves the handles of one seat in one run.
///
/// A handle is a number of the pack, enciphered under a key of the seat. Participants see many handles of which they
/// can guess the number, so the cipher must not give its key away: with the key of the run one could read the
/// handles on somebody else's screen.
public struct SeatKey: Sendable {
    private let permutation: KeyedPermutation
    private let key: (UInt64, UInt64)

    /// - Parameter secret: 64 secret bits of the run.
    public init(secret: UInt64, seat: SeatID) {
        self.init(secret: secret, owner: UInt64(truncatingIfNeeded: seat.index))
    }

    /// For whoever plays a character.
    init(secret: UInt64, person: PersonID) {
        self.init(secret: secret, owner: 1 << 32 | UInt64(truncatingIfNeeded: person.index))
    }

    private init(secret: UInt64, owner: UInt64) {
        // Each seat has a key of its own, from which the run's secret cannot be worked out.
        let words = (0..<4).map { part in keyedHash([UInt8(part)], key: (secret, owner)) }
        permutation = KeyedPermutation((words[0], words[1]))
        key = (words[2], words[3])
    }

    func handle<Kind>(_ id: ID<Kind>, _ kind: HandleKind) -> Handle {
        Handle(bits: permutation.seal(UInt64(kind.rawValue) << 48 | UInt64(id.index)))
    }

    func handle(_ item: ItemID) -> Handle { Handle(bits: keyedHash(item.text.utf8, key: key)) }

    func resolve<Kind>(_ handle: Handle?, _ kind: HandleKind, count: Int) -> ID<Kind>? {
        guard let handle else { return nil }
        let bits = permutation.open(handle.bits)
        guard bits >> 48 == UInt64(kind.rawValue), bits & 0xFFFF_FFFF_FFFF < UInt64(count) else { return nil }
        return ID(Int(bits & 0xFFFF_FFFF_FFFF))
    }
}

enum HandleKind: Int {
    case act, agency, article, basis, duty, fact, factKind, interpreter, item, need, order, person, place,
        register,
        seat
    case service, setting, topic, account, company, mistake, purpose
}
