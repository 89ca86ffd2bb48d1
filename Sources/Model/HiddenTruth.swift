import Basics

// Law binds on what one can know, but some gates ask the truth once the act is done: whoever goes there learns it.

extension World {
    /// Whether something can stand against an act of this type that nobody at a desk knows. It goes by the type of act alone,
    /// so that the answer tells nothing of the one at hand.
    public func asksHiddenTruth(_ type: ActTypeID) -> Bool {
        acts[type].gates.contains { ($0.hard || $0.isStrict) && $0.when.asksHiddenTruth }
    }
}

extension Expression {
    /// It reads only what the acting agency knows, has done or has chosen: whoever sees what hangs on it learns nothing.
    public var readsOnlyBeliefs: Bool {
        switch self {
        case .constant: true
        case .read(let name): name.isBelief
        case .gather: false
        case .not(let inner), .negate(let inner): inner.readsOnlyBeliefs
        case .both(let left, let right), .either(let left, let right), .compare(_, let left, let right),
            .sum(let left, let right), .difference(let left, let right), .product(let left, let right):
            left.readsOnlyBeliefs && right.readsOnlyBeliefs
        }
    }

    /// Whether one of the names that it reads is meant.
    public func reads(_ isMeant: (Name) -> Bool) -> Bool {
        switch self {
        case .constant: false
        case .read(let name): isMeant(name)
        case .not(let inner), .negate(let inner), .gather(_, over: _, slot: _, let inner):
            inner.reads(isMeant)
        case .both(let left, let right), .either(let left, let right), .compare(_, let left, let right),
            .sum(let left, let right), .difference(let left, let right), .product(let left, let right):
            left.reads(isMeant) || right.reads(isMeant)
        }
    }

    /// Reads something that is otherwise for the agency than in truth.
    var asksHiddenTruth: Bool { reads(\.isHiddenTruth) }
}

extension Name {
    /// What is read as the agency believes it before an act, and as it is once the act is done.
    fileprivate var isHiddenTruth: Bool {
        switch self {
        case .status, .need, .accommodation, .place, .country, .outOfReach: true
        case .act(.hasAccount), .act(.fits): true
        default: false
        }
    }

    /// The acting agency has it from what it knows, did and chose; as it believes it, where that differs from the truth.
    fileprivate var isBelief: Bool {
        switch self {
        case .status, .accommodation, .isPerson, .placeCountry, .placeLaw, .agencyCountry, .agencyPower, .law:
            true
        case .act(let name): name.isBelief
        default: false
        }
    }
}

extension ActName {
    fileprivate var isBelief: Bool {
        switch self {
        case .choice, .agency, .country, .setting, .interpreter, .basis, .purpose, .service, .status, .place,
            .topic, .believes, .knows, .power, .met, .did, .holds, .step, .ownStatus, .joined, .grounds,
            .cameUpon, .toldOf:
            true
        default: false
        }
    }
}
