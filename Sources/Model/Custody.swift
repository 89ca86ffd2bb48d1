import Basics

/// How something that was known came from one agency into the hands of another.
public enum Carrier: Int, CaseIterable, Hashable, Sendable {
    case message, share, request, answer, order, news
}

/// Whether a piece of evidence may be used in court.
public enum CourtUse: Int, CaseIterable, Comparable, Hashable, Sendable {
    case usable
    /// Not as it came; there is a way to mend it.
    case conditional
    case unusable

    public static func < (left: CourtUse, right: CourtUse) -> Bool { left.rawValue < right.rawValue }
}

/// A rule of the pack about one link in the chain of a piece of evidence: what speaks against its use in court.
///
/// All that is given has to fit; what is left out fits everything.
public struct UseRule: Sendable {
    public var id = ""
    /// The field's id, such as `R-EV-03`.
    public var rule = ""
    public var article: ArticleID?
    public var says = TextID("")
    /// There is a way to mend it, which `says` names.
    public var canBeMended = false
    public var evidence: [EvidenceID]?
    public var ways: [Learning.Way]?
    /// The act type by which it was found.
    public var acts: [ActTypeID]?
    public var carriers: [Carrier]?
    /// How the act by which it was found was done.
    public var chosen: [Chosen] = []
    /// Rules against which it was found or handed on.
    public var broke: [String]?
    /// Found without an order of this kind in force.
    public var withoutOrder: OrderID?
    /// Handed on or asked for on one of these, or on none of these.
    public var bases: [BasisID]?
    public var notBases: [BasisID]?
    public var crossesBorder: Bool?
    /// It came by one of these act types of the ladder of channels, or by none of these.
    public var channels: [ActTypeID]?
    public var notChannels: [ActTypeID]?
    /// Handed on between members of such an agreement, or not.
    public var within: AgreementID?
    public var notWithin: AgreementID?
    /// It does not speak where whoever found it has written a form in time.
    public var record: Record?
    public init() {}

    /// A form signed by the agency that found it.
    public enum Record: Hashable, Sendable {
        /// It cites the fact, and was signed so many minutes after it was found at most.
        case after(ActTypeID, minutes: Int)
        /// It is about the person of the act by which it was found, and was signed so many minutes before that at most.
        case before(ActTypeID, minutes: Int)
    }

    public struct Chosen: Hashable, Sendable {
        public var choice: String
        /// `true` and `false` of a yes-or-no choice.
        public var option: String
        public init(choice: String, option: String) { (self.choice, self.option) = (choice, option) }
    }
}
