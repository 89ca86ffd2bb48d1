import Basics

/// The reusable setting: countries, law, agencies, registers, places, act types, languages.
public struct World: Sendable {
    public var id = ""
    public var title = TextID("world.title")
    public var about = TextID("world.about")
    /// Language codes; the first is the source language, in which texts stand inline.
    public var languages: [String] = ["en"]
    /// Minutes east of the reference meridian for times without a country.
    public var zone = 0

    public var countries = Table<Kind.Country, Country>()
    public var lawNames = Names<Kind.Law>()
    public var lawSorts: [LawSort] = []
    public var articles = Table<Kind.Article, Article>()
    public var agencies = Table<Kind.Agency, Agency>()
    public var powers = Names<Kind.Power>()
    public var registers = Table<Kind.Register, Register>()
    public var bases = Table<Kind.Basis, Labelled>()
    /// What people are asked to agree to; empty where consent is not told apart by purpose.
    public var purposes = Table<Kind.Purpose, Labelled>()
    public var factKinds = Table<Kind.FactKind, Labelled>()
    public var classes = Table<Kind.Class, SharingClass>()
    public var channels = Table<Kind.Channel, Labelled>()
    public var topics = Table<Kind.Topic, Labelled>()
    public var traits = Table<Kind.Trait, Labelled>()
    /// Those of the traits that mean a child: a guardian's yes stands for the child's, and nobody voices one freely.
    public var childTraits: [TraitID] = []
    /// What somebody may need in order to take part, and a service may offer.
    public var accommodations = Table<Kind.Accommodation, Labelled>()
    public var needs = Table<Kind.Need, Labelled>()
    public var matters = Table<Kind.Matter, Matter>()
    public var promises = Table<Kind.Promise, PromiseKind>()
    public var tongues = Table<Kind.Language, Labelled>()
    public var settings = Table<Kind.Setting, Setting>()
    public var interpreters = Table<Kind.Interpreter, Interpreter>()
    public var services = Table<Kind.Service, Service>()
    public var orders = Table<Kind.Order, OrderKind>()
    public var agreements = Table<Kind.Agreement, Agreement>()
    public var operations = Table<Kind.Operation, OperationKind>()
    public var places = Table<Kind.Place, Place>()
    public var acts = Table<Kind.Act, ActType>()
    public var rules = Table<Kind.Rule, Rule>()
    /// Steps that a procedure can take for a person.
    public var steps = Table<Kind.Step, Labelled>()
    public var pathways = Table<Kind.Pathway, Pathway>()
    public var duties = Table<Kind.Duty, Duty>()
    public var mistakes = Table<Kind.Mistake, Mistake>()
    public var evidence = Table<Kind.Evidence, EvidenceKind>()
    /// What speaks against the use of evidence in court.
    public var useRules: [UseRule] = []
    public var elements = Table<Kind.Element, Element>()
    public var indicators = Indicators()
    public var currency = Currency()
    public var contentNotes: [ContentDemand] = []
    public var linkKinds = Table<Kind.LinkKind, LinkKind>()
    public var redFlagGroups: [Labelled] = []
    public var redFlags = Table<Kind.RedFlag, RedFlag>()
    /// Words that are explained otherwise than everywhere, or are not used here.
    public var glossary: [GlossaryEntry] = []
    /// Longest first: letter groups and what they are folded to before names are compared.
    public var folding: [Folding] = []

    public init() {}
}

/// What a case may be made of for which its content note has to prepare people: the intensity that it asks for.
public struct ContentDemand: Hashable, Sendable {
    public var id = ""
    /// 1 to 3.
    public var least = 1
    /// Ids of lists of indicators, of kinds of evidence, of elements and of their values: one of them stands in the case.
    public var strands: [String] = []
    /// Somebody of the cast has one of them.
    public var traits: [TraitID] = []
    public init() {}
}

/// A thing of which only the id and the name matter.
public struct Labelled: Hashable, Sendable {
    public var id: String
    public var name: TextID
    public init(id: String, name: TextID) { (self.id, self.name) = (id, name) }
}

/// A word of the field and what it means in this world, in place of what the program says of it, or in addition.
public struct GlossaryEntry: Hashable, Sendable {
    public var id: String
    /// Empty where the word is not shown.
    public var name: TextID, meaning: TextID

    public init(id: String, name: TextID, meaning: TextID) {
        (self.id, self.name, self.meaning) = (id, name, meaning)
    }

    public var isHidden: Bool { name.path.isEmpty }
}

public struct Folding: Hashable, Sendable {
    public var from: String, to: String
    public init(from: String, to: String) { (self.from, self.to) = (from, to) }
}

public struct Country: Sendable {
    public var id = ""
    public var name = TextID("")
    public var about = TextID("")
    /// User-assigned code such as `XA`.
    public var code = ""
    /// Minutes east of the reference meridian; no summer time.
    public var zone = 0
    public var hours = OfficeHours()
    /// Values of the law's parameters: minutes for time limits, 0 or 1 for yes or no, else a number.
    public var law = Table<Kind.Law, Int>()
    /// Name of a fill pattern, never the only sign.
    public var pattern = ""
    /// Languages that officials of this country speak without help.
    public var tongues: [LanguageID] = []
    public init() {}
}

public struct Article: Sendable {
    public var id = ""
    /// `nil` is an article of no single country.
    public var country: CountryID?
    public var title = TextID("")
    /// Markdown.
    public var text = TextID("")
    public init() {}
}

public struct Agency: Sendable {
    public var id = ""
    public var name = TextID("")
    public var about = TextID("")
    public var country = CountryID(0)
    /// One or two letters shown in the agency's mark.
    public var letter = ""
    /// 0 to 359.
    public var hue = 0
    public var powers: [PowerID] = []
    /// Kinds of facts that this agency needs for its work: what others may push to it unasked.
    public var needs: [FactKindID] = []
    /// What it hears of people for, where nothing else is said.
    public var purpose: PurposeID?
    public var hours = OfficeHours()
    public init() {}
}

public struct Register: Sendable {
    public var id = ""
    public var name = TextID("")
    public var owner = AgencyID(0)
    /// Field ids in order, with the names shown.
    public var fields: [Labelled] = []
    /// Those that hold sentences and not names, by position: their values are texts.
    public var sentences: [Int] = []
    /// Reports of suspicious transactions are entered here.
    public var reports: ReportColumns?
    public init() {}
}

/// What sort of value a parameter of the law has.
public enum LawSort: Hashable, Sendable { case number, truth, minutes }

/// What the law says to an act or a share.
public enum Answer: Int, CaseIterable, Hashable, Sendable {
    case allowed, needsConsent, needsGuardian, needsOrder, forbidden
    /// No law speaks against it, but advice or the division of work does: going on is a deviation and no breach. Gates
    /// alone answer it.
    case unusual

    /// Nothing has to be broken in order to go on.
    public var isLawful: Bool { self == .allowed || self == .unusual }
}

/// How facts of a class may be passed on: the first matching rule answers.
public struct SharingClass: Sendable {
    public var id = ""
    public var name = TextID("")
    public var rules: [SharingRule] = []
    public init() {}
}

public struct SharingRule: Hashable, Sendable {
    public var to = Recipients.anybody
    public var answer = Answer.allowed
    /// The field's id of the rule, such as `R-CON-01`; empty if none.
    public var rule = ""
    public var article: ArticleID?
    public var says = TextID("")
    public var order: OrderID?
    /// Reads the legal basis of the share, the person whom the fact is about, and what the sharing agency knows.
    public var when = Expression.always
    public var mistake: MistakeID?
    public init() {}
}

/// Which agencies a sharing rule speaks of. All given parts must hold.
public struct Recipients: Hashable, Sendable {
    public var agencies: [AgencyID]?
    public var power: PowerID?
    public var sameCountry: Bool?
    public var from: [AgencyID]?
    /// The sharing agency has the fact from another one, or found it by itself.
    public var wasTold: Bool?
    /// Both are members of such an agreement in force, and it is about what is shared.
    public var within: AgreementID?

    public init(
        agencies: [AgencyID]? = nil, power: PowerID? = nil, sameCountry: Bool? = nil,
        from: [AgencyID]? = nil, wasTold: Bool? = nil, within: AgreementID? = nil
    ) {
        (self.agencies, self.power, self.sameCountry) = (agencies, power, sameCountry)
        (self.from, self.wasTold, self.within) = (from, wasTold, within)
    }
    public static let anybody = Recipients()
}

public struct Setting: Sendable {
    public var id = ""
    public var name = TextID("")
    /// The person is seen away from those in control.
    public var apart = false
    /// Where a careless team of bots talks with people.
    public var isCareless = false
    /// What happens when somebody is spoken to here.
    public var effects: [Effect] = []
    public init() {}
}

public struct Interpreter: Sendable {
    public var id = ""
    public var name = TextID("")
    public var tongues: [LanguageID] = []
    public var allTongues = false
    public var independent = true
    /// Whom a careless team of bots calls when one is needed.
    public var isCareless = false
    /// Extra minutes that a conversation takes.
    public var minutes = 0
    public init() {}
}

public struct Service: Sendable {
    public var id = ""
    public var name = TextID("")
    public var about = TextID("")
    public var agency = AgencyID(0)
    public var place: PlaceID?
    /// What people agree to who agree to it, where nothing else is said.
    public var purpose: PurposeID?
    /// Reads the person to be admitted.
    public var admits = Expression.always
    public var capacity = 1000
    /// A place apart from those in control.
    public var safe = true
    /// Whoever brings somebody there does not learn where it is.
    public var isSecret = false
    public var meets: [NeedID] = []
    public var offers: [AccommodationID] = []
    /// `nil`: the world answers a referral at once.
    public var intake: Intake?
    /// What is said where there is no room, and to whom the service does not fit: with the way on.
    public var fullSays = TextID("")
    public var declinedSays = TextID("")
    public init() {}
}

public struct OrderKind: Sendable {
    public var id = ""
    public var name = TextID("")
    /// The power that gives it.
    public var givenBy = PowerID(0)
    /// Facts of which one at least must be shown by the asking agency; empty asks for none.
    public var minutes = 30
    /// How long it stays in force; a parameter of the law is that of the country of who gives it.
    public var lasts = Duty.Limit.minutes(72 * 60)
    public var effects: [Effect] = []
    /// It stops what would leave the accounts of whom it names.
    public var freezes = false
    /// Whoever gives it names the hour at which it takes effect.
    public var namesHour = false
    /// It is asked for and given within one country only.
    public var sameCountry = false
    public init() {}
}

public struct Place: Sendable {
    public var id = ""
    public var name = TextID("")
    public var about = TextID("")
    public var country: CountryID?
    /// Position on the plane map, kilometres.
    public var x = 0, y = 0
    /// Known to everybody from the start.
    public var open = false
    public init() {}
}

/// The closed set of things that an act can be (`Documentation/pack-format.md` §3).
public enum Verb: Int, CaseIterable, Hashable, Sendable {
    case query, visit, talk, consent, help, protect, obtain
    case write, share, request, answer, refuse
    case askOrder, giveOrder, refuseOrder
    case link, refer, mark, decide, charge, form, appoint, remove
    case acknowledge, accept, revoke
    case planOperation, takePart, declinePart, beginOperation, callOff

    /// What a busy seat may still do, besides reading.
    public var whileBusy: Bool {
        switch self {
        case .write, .share, .request, .answer, .refuse, .askOrder, .giveOrder, .refuseOrder, .decide,
            .acknowledge, .accept, .revoke, .takePart, .declinePart, .beginOperation, .callOff:
            true
        default: false
        }
    }
}

/// A use of a verb as a world defines it: who may, what it costs, what the law says, what it does.
public struct ActType: Sendable {
    public var id = ""
    public var verb = Verb.write
    public var name = TextID("")
    public var about = TextID("")
    /// Any of these powers is enough; empty with no agencies means everybody.
    public var powers: [PowerID] = []
    public var agencies: [AgencyID] = []
    /// Minutes of the seat, and of the person it concerns if any.
    public var minutes = 10
    /// How many of the seat's staff it binds until the answer is there.
    public var staff = 1
    /// Minutes until the answer; office minutes of the acting agency if `officeTime`.
    public var answerAfter = 0
    public var officeTime = false
    /// The parameter of the law of the acting agency's country that says instead how many minutes.
    public var answerLaw: LawID?
    public var register: RegisterID?
    public var order: OrderID?
    public var need: NeedID?
    /// What may be asked in it any number of times: asking again repeats nothing (verb `talk`).
    public var topicsAtAnyTime: [TopicID] = []
    /// What is planned (verb `plan_operation`).
    public var operation: OperationID?
    public var status: [PersonStatus] = []
    public var bases: [BasisID] = []
    public var choices: [ActChoice] = []
    /// Fields of a form or of a request, in the order in which they are filled in.
    public var fields: [FormField] = []
    /// The form's id in the field, such as `F-D`.
    public var form = ""
    /// How a form of this kind may be passed on; nil leaves it to the facts that it cites.
    public var sharing: ClassID?
    public var gates: [Gate] = []
    public var effects: [Effect] = []
    /// What the way of asking does before anything is told (verb `talk`).
    public var before: [Effect] = []
    /// Answers are put into the person's mouth: contaminates the topic for everybody who asks later (verb `talk`).
    public var leads = Expression.never
    /// What is told this time can be challenged, and only this time (verb `talk`).
    public var contaminates = Expression.never
    /// Reads the person: whether consent is given (verb `consent`).
    public var consents = Expression.always
    /// Whether somebody goes along, and whether the person arrives (verb `refer`).
    public var goesAlong = Expression.never
    public var arrives = Expression.always
    /// What it brings of money (verb `obtain`).
    public var money: MoneySight?
    /// How many of the staff go along from the service's yes to the arrival (verb `refer`).
    public var escort = 0
    /// Bringing somebody takes the service's journey, too (verb `protect`).
    public var takesJourney = false
    /// Yes-or-no choices without which a request comes back, by position, and how long that takes (verb `request`).
    public var annexes: [Int] = []
    public var returnedAfter = 0
    /// By when an answer can be asked for, in minutes, the shortest first; never empty (verb `request`).
    public var deadlines = [60, 120, 240, 480, 1440]
    /// It is a rung of the ladder of international channels (verbs `request` and `share`).
    public var rung: Rung?
    /// The person is asked what they need in order to take part, so that whoever has done it knows (verb `form`): where
    /// this holds for the form as it was signed.
    public var asksNeeds = Expression.never
    /// The form shows who agreed to what, for whom, as far as its reader's agency knows (verb `form`).
    public var showsConsents = false
    /// It proposes such an agreement (verb `request`), or signs one (verb `accept`).
    public var agreement: AgreementID?
    /// Who is written to when it has been done about a person.
    public var notices: [DecisionNotice] = []
    public init() {}

    /// Minutes until the answer for somebody of the agency; office minutes if `officeTime`.
    public func wait(for agency: AgencyID, in world: World) -> Int {
        answerLaw.map { world.countries[world.agencies[agency].country].law[$0] } ?? answerAfter
    }

    /// The one that is chosen if nobody chooses: the middle one; of an even number the longer of the two in the middle.
    public var usualDeadline: Int { deadlines[deadlines.count / 2] }

    /// A request, a referral or an appointment that is a document of the world (F-J, F-C, F-G).
    public var isLetter: Bool { !form.isEmpty && [.request, .refer, .appoint].contains(verb) }
}

/// A field of a form that takes words.
public struct FormField: Hashable, Sendable {
    public var id: String
    public var name: TextID
    /// The form cannot be signed without it; a request comes back.
    public var isNeeded: Bool
    /// It belongs to a mark at the foot of the form.
    public var isMark: Bool
    /// It is asked for only where one of these options of the mark was chosen, by position; empty: always.
    public var options: [Int] = []
    public init(id: String, name: TextID, isNeeded: Bool, isMark: Bool = false) {
        (self.id, self.name, self.isNeeded, self.isMark) = (id, name, isNeeded, isMark)
    }
}

/// A parameter that the pack adds to an act type.
public struct ActChoice: Sendable {
    public var id = ""
    public var name = TextID("")
    /// Options in order; the value of the parameter is `from` plus the option's position.
    public var options: [Labelled] = []
    public var from = 0
    public var isFlag = false
    public var start = 0
    /// What a careless team of bots takes in a conversation.
    public var careless: Int?
    /// No page chooses for whoever fills it in; `start` serves bots alone.
    public var isAsked = false
    /// It stands at the foot of a form: a mark of the person, or of the interpreter.
    public var isMark = false
    /// It is asked only where this holds, as the acting agency believes it.
    public var when = Expression.always
    public init() {}
}

/// What the law says to an act when `when` holds. Every gate that holds speaks; the first one answers.
public struct Gate: Sendable {
    public var when = Expression.always
    public var answer = Answer.forbidden
    public var rule = ""
    public var article: ArticleID?
    public var says = TextID("")
    public var order: OrderID?
    /// Going on is impossible, not only unlawful (a bank gives nothing without an order).
    public var hard = false
    /// What going on does, besides being recorded.
    public var effects: [Effect] = []
    /// Going on is one of the world's mistakes, too.
    public var mistake: MistakeID?
    /// It counts as a breach even where the agency could not know.
    public var isStrict = false
    /// Acts that open the way.
    public var acts: [ActTypeID] = []
    public init() {}
}

/// A reaction, duty or plan step: when a condition comes to hold, after a while, do.
public struct Rule: Sendable {
    public var id = ""
    /// Bound person, one instance for each; `nil` is one instance without.
    public var over: Expression.Collection?
    public var when = Expression.always
    /// Exercise time in minutes at which it is looked at, instead of a change of names.
    public var at: Int?
    public var after = 0
    /// Instead of `after`, for a rule about somebody: a limit of the law of the country in which they are.
    public var afterLaw: LawID?
    public var every: Int?
    public var once = true
    public var effects: [Effect] = []
    public init() {}
}
