import Basics

/// What the law asks of an agency for a person, and by when, as data (`Documentation/pack-format.md` §11).
///
/// There is one instance for each bound person and each agency that owes it. Its conditions read what that
/// agency can know, so that showing it tells no secret.
public struct Duty: Sendable {
    /// The field's id of the rule, such as `R-RRP-01`.
    public var id = ""
    public var name = TextID("")
    public var says = TextID("")
    public var article: ArticleID?
    public var over: Expression.Collection?
    public var owedBy: [AgencyID] = []
    /// From when it is owed, and as long as it is.
    public var when = Expression.always
    /// When it is fulfilled. `never` with a limit: what `when` says must have come to its end by then; without one it is
    /// a prohibition, and only `breach` counts.
    public var done = Expression.never
    /// What breaks it at once while it is owed.
    public var breach = Expression.never
    public var within: Limit?
    public var mistake: MistakeID?
    /// Acts that keep it.
    public var acts: [ActTypeID] = []
    /// What not keeping it does, besides being recorded.
    public var effects: [Effect] = []
    /// Each time this step is taken is an occasion of its own: what was kept or missed before is owed anew, with its own
    /// time. Nil: it is owed anew only where it ceased to be owed and what was done no longer stands.
    public var anew: StepID?
    /// The law has those who owe it told, so that they know of it whatever else they know.
    public var isNotified = false
    public init() {}

    /// It asks for nothing: only breaking it counts.
    public var isProhibition: Bool { done == .never && within == nil }

    /// How long there is from the moment at which it is owed.
    public enum Limit: Hashable, Sendable {
        case minutes(Int)
        /// Office hours of the agency that owes.
        case office(Int)
        /// A parameter of the law of the owing agency's country.
        case law(LawID)
    }
}

/// A procedure of one country, as the steps that are shown in their order. What is owed when is said by duties.
public struct Pathway: Sendable {
    public var id = ""
    public var name = TextID("")
    public var about = TextID("")
    public var country = CountryID(0)
    public var steps: [PathwayStep] = []
    public init() {}
}

public struct PathwayStep: Sendable {
    public var step = StepID(0)
    /// Who may take it, in words, and what it asks for.
    public var says = TextID("")
    public var article: ArticleID?
    /// Acts that take it.
    public var acts: [ActTypeID] = []
    public init() {}
}

/// A typical mistake that rules, duties and acts of the pack detect.
public struct Mistake: Sendable {
    /// The field's id, such as `E-04`.
    public var id = ""
    public var name = TextID("")
    /// What would have been better.
    public var says = TextID("")
    public var article: ArticleID?
    /// Who is there notices it, so that whoever plays the person, looks on or controls may flag it in a contact.
    public var isFelt = false
    public init() {}
}

/// What sort of evidence a fact is.
public struct EvidenceKind: Sendable {
    public var id = ""
    public var name = TextID("")
    /// Whether it may stand in a charge by itself.
    public var admissible = true
    /// Told by people: where all sources of an element are, the case leans on them alone.
    public var isTestimony = false
    public init() {}
}

/// An element of the offence: act, means, purpose.
public struct Element: Sendable {
    public var id = ""
    public var name = TextID("")
    /// Values that facts can prove, such as `documents_withheld`.
    public var values: [Labelled] = []
    /// Not asked for where the person has this trait (a child: no means, R-CH-01).
    public var notFor: TraitID?
    public init() {}
}

/// What a fact proves about a person.
public struct Proof: Hashable, Sendable {
    public var element: ElementID
    /// By position in the element's values.
    public var value: Int
    public var person: PersonID
    public init(element: ElementID, value: Int, person: PersonID) {
        (self.element, self.value, self.person) = (element, value, person)
    }
}

/// Where a person stands some time after ENDEX; the first text whose condition holds is told.
public struct Epilogue: Sendable {
    public var person = PersonID(0)
    public var chapters: [Chapter] = []
    public init() {}

    public struct Chapter: Sendable {
        /// Months after ENDEX.
        public var months = 3
        public var ends: [Ending] = []
        public init() {}
    }

    public struct Ending: Sendable {
        public var when = Expression.always
        public var text = TextID("")
        public init() {}
    }
}
