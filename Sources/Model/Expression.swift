import Basics

/// A checked condition or amount: total, whole numbers only, truth as 0 and 1.
///
/// Enumerations and references are numbers here; the pack reader has made sure that only like is
/// compared with like. Reads know nothing of time (see the rules' `after`, `every`, `at`).
public indirect enum Expression: Hashable, Sendable {
    case constant(Int)
    case read(Name)
    case not(Expression)
    case negate(Expression)
    case both(Expression, Expression)
    case either(Expression, Expression)
    case compare(Comparison, Expression, Expression)
    case sum(Expression, Expression)
    case difference(Expression, Expression)
    case product(Expression, Expression)
    /// Walks a declared collection, putting each member into `slot`.
    case gather(Gathering, over: Collection, slot: Int, Expression)

    public enum Comparison: Hashable, Sendable {
        case equal, unequal, less, lessOrEqual, greater, greaterOrEqual
    }
    public enum Gathering: Hashable, Sendable { case exists, all, count }
    public enum Collection: Hashable, Sendable {
        case persons
        case group(GroupID)
        case agencies
        /// The sites of the plan at hand.
        case sites
    }

    public static let always = Expression.constant(1)
    public static let never = Expression.constant(0)
}

/// Somebody or something that a name speaks of: one fixed, or whatever stands in a slot.
public enum Subject<Target>: Hashable, Sendable {
    case fixed(ID<Target>)
    case slot(Int)
}

/// Slots that the engine fills; quantifiers use the numbers from `firstFree` on.
public enum Slot {
    /// The person whom a rule or an act is about.
    public static let person = 0
    /// The network that uses the place of an act.
    public static let network = 1
    /// The place of an act.
    public static let place = 2
    public static let firstFree = 3
    public static let count = 8
}

/// Every name that a condition can read.
public enum Name: Hashable, Sendable {
    case dial(Subject<Kind.Person>, Dial)
    case status(Subject<Kind.Person>)
    case mark(Subject<Kind.Person>, PersonMark)
    case trait(Subject<Kind.Person>, TraitID)
    case need(Subject<Kind.Person>, NeedID)
    case accommodation(Subject<Kind.Person>, AccommodationID)
    case matter(Subject<Kind.Person>, MatterID)
    /// What happens to the other moves the first.
    case tied(Subject<Kind.Person>, Subject<Kind.Person>)
    /// Evidence of this sort about the person is gone, and nobody had come to it.
    case vanished(Subject<Kind.Person>, EvidenceID)
    case place(Subject<Kind.Person>)
    /// The country in which the person is; -1 in none.
    case country(Subject<Kind.Person>)
    /// How often the topic that was asked most was asked, by anybody.
    case retold(Subject<Kind.Person>)
    /// A step of a procedure was taken for the person, by anybody.
    case step(Subject<Kind.Person>, StepID)
    /// How many conversations with the person there were, by anybody.
    case talks(Subject<Kind.Person>)
    /// Without a purpose: for any.
    case consents(Subject<Kind.Person>, Consent)
    case isPerson(Subject<Kind.Person>, PersonID)
    case alert(Subject<Kind.Network>)
    case resources(Subject<Kind.Network>)
    /// How many members of the network are at large.
    case atLarge(NetworkID)
    case isAtLarge(PersonID)
    /// The network has made the move.
    case hasMoved(MoveID)
    case hasHeard(LeakID)
    /// The network is at this now.
    case isAt(NetworkID, PhaseID)
    /// An operation at one of its sites has played this minute.
    case raided(NetworkID, String)
    /// The person is still with those in control, at a place of theirs that nobody has visited.
    case outOfReach(Subject<Kind.Person>)
    /// The person can be reached by the network: at one of its sites, and not in safety.
    case reaches(NetworkID, Subject<Kind.Person>)
    /// Whether anybody knows the fact.
    case known(FactID)
    case knows(Subject<Kind.Agency>, FactID)
    /// All that the agency knows of the fact was told to leading questions.
    case contaminated(Subject<Kind.Agency>, FactID)
    /// The agency knows of the person.
    case met(Subject<Kind.Agency>, Subject<Kind.Person>)
    /// How many acts the agency has done.
    case acts(Subject<Kind.Agency>)
    /// The agency has done an act of this type.
    case did(Subject<Kind.Agency>, ActTypeID)
    /// The agency is a member of such an agreement in force.
    case joined(Subject<Kind.Agency>, AgreementID)
    case fired(InjectID)
    case flag(FlagID)
    case counter(CounterID)
    case visited(Subject<Kind.Place>)
    /// The country of a place; -1 of none.
    case placeCountry(Subject<Kind.Place>)
    /// The law of the country of a place; 0 of none.
    case placeLaw(Subject<Kind.Place>, LawID)
    case agencyCountry(Subject<Kind.Agency>)
    case agencyPower(Subject<Kind.Agency>, PowerID)
    /// Money that a flow speaks of has left; it was stopped by a freeze.
    case paid(FlowID)
    case paymentStopped(FlowID)
    /// An order that freezes it has taken effect.
    case frozen(AccountID)
    /// The time of an order that froze it is over, and no other one freezes it.
    case thawed(AccountID)
    case balance(AccountID)
    case law(LawID)
    /// The ground truth of the cast: somebody is exploited, or is suspected.
    case victim(Subject<Kind.Person>)
    case suspect(Subject<Kind.Person>)
    case act(ActName)
    case plan(PlanName)
}

/// What a condition can read of the act at hand.
public enum ActName: Hashable, Sendable {
    case choice(Int)
    case agency, country, setting, interpreter, basis, purpose, service, status, place
    case apart, languageShared, interpreterIndependent, consented, guardian
    /// The service at hand offers what the person needs in order to live there or to take part.
    case fits
    /// The person has agreed to the act at hand for this purpose.
    case consentedTo(PurposeID)
    /// How often any agency had asked this person about this topic before.
    case repeats
    case topic(TopicID)
    case present(PersonID)
    case controllerPresent
    /// The acting agency holds a reason to believe that the trait is there.
    case believes(TraitID)
    case knows(FactID)
    case order(OrderID)
    case power(PowerID)
    /// The acting or owing agency knows of the bound person.
    case met
    /// It has carried out an act of this type about the bound person.
    case did(ActTypeID)
    /// It has signed such a form about the bound person, or has read one that another agency passed on.
    case holds(ActTypeID)
    /// It has taken this step for the bound person.
    case step(StepID)
    /// The status that it marked last.
    case ownStatus
    /// Independent sources among the facts laid before, for an element of the offence, of the person for whom they carry
    /// most.
    case sources(ElementID)
    /// Those of them that a court could use as they came.
    case proofs(ElementID)
    /// The law asks for the element for the person for whom the facts laid before carry most.
    case needs(ElementID)
    /// The person or place of the act stands behind an account.
    case hasAccount
    /// A fact of this sort of evidence is among the facts laid before.
    case cites(EvidenceID)
    /// How many of the facts laid before may not be used in court.
    case unusable
    /// How many of them may not, or not as they came, by this place among the world's rules of evidence.
    case unusableBy(Int)
    /// What a court could use of all that the acting agency knows: sorts of evidence for an element of the offence, of the
    /// person for whom it carries most.
    case ourProofs(ElementID)
    /// The law asks for the element for that person.
    case ourNeeds(ElementID)
    /// The acting or owing agency is a member of such an agreement in force.
    case joined(AgreementID)
    /// It knows everything that is reasonable grounds to presume the bound person.
    case grounds
    /// It came upon the bound person by an act of this type: a visit to a place.
    case cameUpon(ActTypeID)
    /// It knows a fact that tells of this need of the bound person.
    case toldOf(NeedID)
    /// How many facts are laid before, told or cited.
    case facts
    /// What is answered was asked by a channel that keeps data and brings nothing.
    case askedToKeep
    /// The person has said no to just this recipient and purpose, or has taken the yes back, and the acting agency knows it.
    case refused
    /// How many minutes ago that was.
    case refusedSince
    /// The step was taken since.
    case sinceRefused(StepID)

    /// Minutes where there is nothing since which to count.
    public static let longestSince = 1_000_000
}

/// Inner dials of a person, 0 to 100.
public enum Dial: Int, CaseIterable, Hashable, Sendable {
    case trust, distress, safety, health
    public static let range = 0...100
}

/// Yes-or-no states of a person that acts and rules change.
public enum PersonMark: Int, CaseIterable, Hashable, Sendable {
    case lost, moved, removed, disengaged, detained, safe, guardian, removalSuspended, reached
    /// Not in the story yet.
    case absent
}

/// Where a person stands in the identification procedure.
public enum PersonStatus: Int, CaseIterable, Hashable, Sendable {
    case unknown, potential, presumed, identified, notIdentified

    /// What the world calls it, if it calls it anything.
    public var name: TextID {
        switch self {
        case .unknown: TextID("status.unknown")
        case .potential: TextID("status.potential")
        case .presumed: TextID("status.presumed")
        case .identified: TextID("status.identified")
        case .notIdentified: TextID("status.not_identified")
        }
    }
}

/// A ranged number or flag that an effect may change.
public enum Target: Hashable, Sendable {
    case dial(Subject<Kind.Person>, Dial)
    case mark(Subject<Kind.Person>, PersonMark)
    case need(Subject<Kind.Person>, NeedID)
    case matter(Subject<Kind.Person>, MatterID)
    case step(Subject<Kind.Person>, StepID)
    case alert(Subject<Kind.Network>)
    case resources(Subject<Kind.Network>)
    case flag(FlagID)
    case counter(CounterID)
}

public enum PersonSet: Hashable, Sendable {
    case one(Subject<Kind.Person>)
    case group(GroupID)
}

/// One typed verb with its arguments, as packs write it under `do:`.
public struct Effect: Hashable, Sendable {
    public var when: Expression
    public var verb: Verb

    public init(when: Expression = .always, _ verb: Verb) { (self.when, self.verb) = (when, verb) }

    public enum Verb: Hashable, Sendable {
        case change(Target, by: Expression)
        case set(Target, to: Expression)
        case reveal(FactID, to: [AgencyID])
        case fire(InjectID)
        case cancelInject(InjectID)
        case cancelRule(RuleID)
        case move(PersonSet, to: PlaceID)
        case lose(PersonSet, Loss)
        /// Whoever was lost is there again, in whichever way they were lost.
        case find(PersonSet)
        /// A named rule of law or procedure was not kept by the acting agency, or by `by`.
        case breach(String, by: AgencyID?)
        /// One of the world's mistakes was made by the acting agency, or by `by`.
        case mistake(MistakeID, by: AgencyID?)
        /// The person takes back a consent, or several.
        case withdraw(Withdrawal)
        /// Somebody comes to the place where an operation receives people; who takes part meets them there.
        case receive(PersonSet)
        /// At each site of an operation an agency that takes part does this.
        case search(ActTypeID)
        /// Money leaves, unless its account is frozen.
        case pay(FlowID)
        /// The acting agency promises the bound person something.
        case promise(PromiseID)
    }
}

/// How contact with a person was lost.
public enum Loss: Int, CaseIterable, Hashable, Sendable { case moved, removed, disengaged }
