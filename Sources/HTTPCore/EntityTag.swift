/// An entity tag of RFC 9110 §8.8.3: names one version of a resource's bytes.
public struct EntityTag: Hashable, Sendable {
    /// The opaque part, without quotes.
    public let opaque: String
    /// Weak tags promise the same meaning, strong ones the same bytes.
    public let isWeak: Bool

    /// `opaque` may hold printable ASCII but the quote.
    public init(_ opaque: String, isWeak: Bool = false) {
        precondition(
            opaque.utf8.allSatisfy { ASCII.isTarget($0) && $0 != UInt8(ascii: "\"") },
            "An entity tag holds printable ASCII without quotes.")
        self.opaque = opaque
        self.isWeak = isWeak
    }

    /// As it stands in a header.
    public var text: String { (isWeak ? "W/" : "") + "\"\(opaque)\"" }

    /// Whether an `If-None-Match` value names this version; weakness is no matter there (RFC 9110 §13.1.2).
    public func matches(ifNoneMatch value: String) -> Bool {
        let value = value.trimmingBlanks()
        if value == "*" { return true }
        return Self.quotedParts(of: value).contains(opaque)
    }

    /// What stands between pairs of quotes. Commas inside the quotes belong to the tag.
    private static func quotedParts(of value: String) -> [String] {
        let pieces = value.split(separator: "\"", omittingEmptySubsequences: false)
        return stride(from: 1, to: pieces.count - 1, by: 2).map { String(pieces[$0]) }
    }
}
