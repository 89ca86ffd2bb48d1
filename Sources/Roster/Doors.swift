/// A way in: a link that somebody was given, or the short code that stands for it.
public struct JoinLink: Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        /// To the seat with this text id.
        case seat(String)
        /// Signs control in.
        case control
        /// Lets somebody look on.
        case observer
        /// Lets somebody in who plays the characters that control casts them for.
        case rolePlayer
        /// To the page where a code is typed.
        case joinPage
    }

    /// Digest of the link's token. The token itself is never kept.
    public var tokenDigest: [UInt8]
    public var kind: Kind
    public var run: String
    /// What a person types instead of the link; empty for none. Kept in capital letters, unique among links
    /// that are not revoked.
    public var code: String
    /// Works for the first who uses it (control's sign-in).
    public var once: Bool
    public var createdMs: Int64
    public var usedMs: Int64?
    public var revokedMs: Int64?

    public init(
        tokenDigest: [UInt8],
        kind: Kind,
        run: String,
        code: String = "",
        once: Bool = false,
        createdMs: Int64,
        usedMs: Int64? = nil,
        revokedMs: Int64? = nil
    ) {
        self.tokenDigest = tokenDigest
        self.kind = kind
        self.run = run
        self.code = code
        self.once = once
        self.createdMs = createdMs
        self.usedMs = usedMs
        self.revokedMs = revokedMs
    }

    /// Whether it still opens: neither revoked nor, if it works once only, used.
    public var opens: Bool {
        revokedMs == nil && !(once && usedMs != nil)
    }
}

/// A browser that is signed in as a participant.
public struct Session: Sendable, Equatable {
    /// 1 and up, never given twice; the roster gives it. Records of the log carry it.
    public var number: Int64
    /// Digest of the cookie's token. The token itself is never kept.
    public var tokenDigest: [UInt8]
    public var participant: Int32
    public var createdMs: Int64
    public var expiresMs: Int64
    public var endedMs: Int64?
    /// What its owner may do has changed, and no request has come yet with the token that it gets for that.
    public var isDue = false
    /// Digest of the token that answers carry as long as it is due. It is good, and becomes the session's own when it is used.
    public var offered: [UInt8]?
    /// The token before its own.
    public var former: FormerToken?

    public init(
        number: Int64 = 0,
        tokenDigest: [UInt8],
        participant: Int32,
        createdMs: Int64,
        expiresMs: Int64,
        endedMs: Int64? = nil
    ) {
        self.number = number
        self.tokenDigest = tokenDigest
        self.participant = participant
        self.createdMs = createdMs
        self.expiresMs = expiresMs
        self.endedMs = endedMs
    }

    /// The same with the number that it was given.
    public func numbered(_ number: Int64) -> Session {
        var numbered = self
        numbered.number = number
        return numbered
    }

    /// Whether it is good at this moment (milliseconds since 1970).
    public func isOpen(atMs now: Int64) -> Bool {
        endedMs == nil && now < expiresMs
    }
}

/// A token that was a session's own until another one took its place.
public struct FormerToken: Sendable, Equatable {
    public var digest: [UInt8]
    /// When the other one was first used, in milliseconds since 1970.
    public var replacedMs: Int64

    public init(digest: [UInt8], replacedMs: Int64) {
        (self.digest, self.replacedMs) = (digest, replacedMs)
    }

    /// How long it is good, for what the browser has sent with it before it knew the other one.
    public static let graceMs: Int64 = 120_000

    /// A clock that was set back makes it good for no longer.
    public func isGood(atMs now: Int64) -> Bool {
        (0..<FormerToken.graceMs).contains(now - replacedMs)
    }
}

/// Which of its tokens a session was asked by.
public enum SessionToken: Sendable, Equatable {
    case own
    case offered
    case former
}

extension Session {
    /// Which of its tokens that are good has this digest; nil for none, and when the session is over.
    public func token(_ digest: [UInt8], atMs now: Int64) -> SessionToken? {
        guard isOpen(atMs: now) else { return nil }
        if digest == tokenDigest { return .own }
        if digest == offered { return .offered }
        return former?.digest == digest && former?.isGood(atMs: now) == true ? .former : nil
    }

    /// Whether this is or was one of its tokens.
    public func knows(_ digest: [UInt8]) -> Bool {
        digest == tokenDigest || digest == offered || digest == former?.digest
    }
}

/// Who is signed in, and from which session.
public struct SignedIn: Sendable, Equatable {
    public var person: Participant
    public var from: Session
    /// What they have shown.
    public var token: SessionToken

    public init(person: Participant, from session: Session, token: SessionToken = .own) {
        (self.person, from, self.token) = (person, session, token)
    }

    /// The number of the session.
    public var session: Int64 { from.number }
}
