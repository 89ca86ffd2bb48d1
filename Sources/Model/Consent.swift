/// What somebody is asked to agree to: that an agency hears of them, or a service does something for them, for one purpose.
public struct Consent: Hashable, Sendable {
    public enum Recipient: Hashable, Sendable {
        case agency(AgencyID)
        case service(ServiceID)
    }

    public var recipient: Recipient
    /// `nil` is all purposes: in worlds without a list of them, and in runs that are older than such lists.
    public var purpose: PurposeID?

    public init(to recipient: Recipient, for purpose: PurposeID?) {
        (self.recipient, self.purpose) = (recipient, purpose)
    }

    /// A yes to this is a yes to the other. Where no purpose is asked about, a yes for any of them is enough.
    public func covers(_ other: Consent) -> Bool {
        recipient == other.recipient && (purpose == nil || other.purpose == nil || purpose == other.purpose)
    }
}

/// Which consents somebody takes back.
public struct Withdrawal: Hashable, Sendable {
    public var person: Subject<Kind.Person>
    public var recipient: Picked<Consent.Recipient>
    public var purpose: Picked<PurposeID>

    public init(
        by person: Subject<Kind.Person>, from recipient: Picked<Consent.Recipient> = .any,
        for purpose: Picked<PurposeID> = .any
    ) {
        (self.person, self.recipient, self.purpose) = (person, recipient, purpose)
    }
}

/// One thing, any, or what was chosen in the act at hand.
public enum Picked<Value: Hashable & Sendable>: Hashable, Sendable {
    case any
    case one(Value)
    /// The act's choice at that place, whose first option has the value `from`; an option without a thing is any.
    case chosen(place: Int, from: Int, [Value?])

    /// `nil` is any.
    public func value(in choices: [Int]) -> Value? {
        switch self {
        case .any: return nil
        case .one(let value): return value
        case .chosen(let place, let from, let options):
            guard choices.indices.contains(place), options.indices.contains(choices[place] - from) else {
                return nil
            }
            return options[choices[place] - from]
        }
    }
}
