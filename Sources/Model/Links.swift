import Basics

/// How two of a case are joined: a word of the field, and the schema by which FollowTheMoney knows it.
public struct LinkKind: Hashable, Sendable {
    public var id = ""
    public var name = TextID("")
    public var schema = LinkSchema.unknown
    public init() {}
}

/// Links of FollowTheMoney (`followthemoney/schema/*.yaml`), with the names of their two ends there.
public enum LinkSchema: String, CaseIterable, Hashable, Sendable {
    case family = "Family"
    case associate = "Associate"
    case representation = "Representation"
    case employment = "Employment"
    case membership = "Membership"
    case directorship = "Directorship"
    case ownership = "Ownership"
    case unknown = "UnknownLink"

    /// The properties that hold the two ends.
    public var ends: (from: String, to: String) {
        switch self {
        case .family: ("person", "relative")
        case .associate: ("person", "associate")
        case .representation: ("agent", "client")
        case .employment: ("employee", "employer")
        case .membership: ("member", "organization")
        case .directorship: ("director", "organization")
        case .ownership: ("owner", "asset")
        case .unknown: ("subject", "object")
        }
    }

    /// The property that says in a word how the two are joined.
    public var caption: String {
        switch self {
        case .family, .associate: "relationship"
        default: "role"
        }
    }

    /// Whether FollowTheMoney lets the second end be such a thing; the first is always a person.
    public func leads(to end: LinkEnd) -> Bool {
        switch (self, end) {
        case (.unknown, _), (.representation, .company), (.representation, .person): true
        case (.family, .person), (.associate, .person): true
        case (.employment, .company), (.membership, .company), (.directorship, .company),
            (.ownership, .company):
            true
        default: false
        }
    }
}

/// Whoever or whatever stands at the end of a link.
public enum LinkEnd: Hashable, Sendable {
    case person(PersonID)
    case place(PlaceID)
    case company(CompanyID)
}

/// Of two a fact says how they are joined: whoever knows the fact knows it.
public struct FactLink: Hashable, Sendable {
    public var kind: LinkKindID
    public var from: PersonID
    public var to: LinkEnd
    public init(kind: LinkKindID, from: PersonID, to: LinkEnd) {
        (self.kind, self.from, self.to) = (kind, from, to)
    }
}
