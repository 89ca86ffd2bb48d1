import Host

/// What a write changes, or a question asks about.
struct Matter: Hashable, Sendable {
    enum Kind {
        case run, log, person, password, link, session, draft, pause, exercise, casting, spell, limits,
            opening, wayBack
    }

    enum Key: Hashable {
        case number(Int32)
        case name(String)
        case token([UInt8])
        /// Has no name yet that anybody could ask with.
        case new
    }

    let kind: Kind
    /// Nil: all of the kind.
    let key: Key?

    static func all(_ kind: Kind) -> Matter { Matter(kind: kind, key: nil) }
    static func new(_ kind: Kind) -> Matter { Matter(kind: kind, key: .new) }
    static func one(_ kind: Kind, _ number: Int32) -> Matter { Matter(kind: kind, key: .number(number)) }
    static func one(_ kind: Kind, _ name: String) -> Matter { Matter(kind: kind, key: .name(name)) }
    static func one(_ kind: Kind, _ token: [UInt8]) -> Matter { Matter(kind: kind, key: .token(token)) }

    func meets(_ other: Matter) -> Bool {
        kind == other.kind && (key == nil || other.key == nil || key == other.key)
    }
}

/// What a write would have changed that the disk did not confirm: only the next start can say how it is.
///
/// Readers go on seeing how it was before. Who asks about it is told neither that nor the other.
final class Doubt: Sendable {
    private let matters = Locked<[Matter]>([])

    func add(_ more: [Matter]) { matters.withLock { $0 += more } }

    func touches(_ asked: [Matter]) -> Bool {
        matters.withLock { doubtful in
            !doubtful.isEmpty && asked.contains { one in doubtful.contains { $0.meets(one) } }
        }
    }
}
