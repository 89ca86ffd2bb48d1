import Basics

/// What somebody of the staff does who plays a character.
public enum RolePlayAct: Hashable, Sendable {
    /// Speaks for the character from now on: questions wait.
    case take
    /// The script speaks again, at once, and answers what waits.
    case handOver
    /// Answers a waiting question. `moves` is how much each dial moves with it, by `Dial.rawValue`.
    case answer(ItemID, facts: [FactID], text: Typed, moves: [Int])
    /// Says yes or no where the character is asked to agree to something.
    case agree(ItemID, Bool)
    /// Takes back something that the character had agreed to.
    case takeBack(Consent)
    /// Lets the script answer one question.
    case leave(ItemID)
    /// How the character felt treated in a contact; see `Treatment.ratings`.
    case treated(ItemID, [Int])
    /// One of the world's mistakes that somebody notices who was there.
    case flag(MistakeID, ItemID)

    /// How far one answer may move a dial, up or down.
    public static let mostMove = 10
}

/// How a character felt treated in one contact, as whoever played it says (measure V-10).
public struct Treatment: Hashable, Sendable {
    public enum Statement: Int, CaseIterable, Hashable, Sendable {
        case listenedTo, informed, couldSayNo, safe
    }

    public var person: PersonID
    public var agency: AgencyID
    /// The act by which the agency came to the person.
    public var contact: ItemID
    /// By `Statement.rawValue`: 1 to 5, or 0 where nothing was said.
    public var ratings: [Int]

    public static let range = 1...5

    public init(person: PersonID, agency: AgencyID, contact: ItemID, ratings: [Int]) {
        (self.person, self.agency, self.contact, self.ratings) = (person, agency, contact, ratings)
    }
}

extension Verb {
    /// Somebody comes before the person whom it is about, who knows afterwards that it happened.
    public var isContact: Bool {
        switch self {
        case .talk, .consent, .help, .protect, .refer, .appoint, .remove: true
        default: false
        }
    }
}
