import Basics
import Model

/// All ids of a world and, if there is one, of the scenario in it: gathered before anything is decoded.
struct NameBook {
    var countries = Names<Kind.Country>()
    var laws = Names<Kind.Law>()
    var articles = Names<Kind.Article>()
    var agencies = Names<Kind.Agency>()
    var powers = Names<Kind.Power>()
    var registers = Names<Kind.Register>()
    var bases = Names<Kind.Basis>()
    var purposes = Names<Kind.Purpose>()
    var factKinds = Names<Kind.FactKind>()
    var linkKinds = Names<Kind.LinkKind>()
    var classes = Names<Kind.Class>()
    var channels = Names<Kind.Channel>()
    var topics = Names<Kind.Topic>()
    var traits = Names<Kind.Trait>()
    /// Those that mean a child, once they are read.
    var childTraits: [TraitID] = []
    var accommodations = Names<Kind.Accommodation>()
    var needs = Names<Kind.Need>()
    var matters = Names<Kind.Matter>()
    var promises = Names<Kind.Promise>()
    /// By matter, once they are read.
    var knownMatters: [Matter] = []
    var tongues = Names<Kind.Language>()
    var settings = Names<Kind.Setting>()
    var interpreters = Names<Kind.Interpreter>()
    var services = Names<Kind.Service>()
    var orders = Names<Kind.Order>()
    var agreements = Names<Kind.Agreement>()
    var operations = Names<Kind.Operation>()
    /// By operation.
    var operationNames: [OperationNames] = []
    var places = Names<Kind.Place>()
    var acts = Names<Kind.Act>()
    var rules = Names<Kind.Rule>()
    var steps = Names<Kind.Step>()
    var pathways = Names<Kind.Pathway>()
    var duties = Names<Kind.Duty>()
    var mistakes = Names<Kind.Mistake>()
    var evidence = Names<Kind.Evidence>()
    /// Rules over the use of evidence.
    var useRules: [String] = []
    var elements = Names<Kind.Element>()
    /// By element.
    var elementValues: [[String]] = []
    var dimensions = Names<Kind.Dimension>()
    var indicators = Names<Kind.Indicator>()
    var indicatorLists = Names<Kind.IndicatorList>()
    var redFlags = Names<Kind.RedFlag>()
    /// Conditions that stand once and are read by their names: `is.abroad`.
    var conditions: [(name: String, node: Node)] = []

    var seats = Names<Kind.Seat>()
    var persons = Names<Kind.Person>()
    var groups = Names<Kind.Group>()
    var facts = Names<Kind.Fact>()
    var networks = Names<Kind.Network>()
    var injects = Names<Kind.Inject>()
    var flags = Names<Kind.Flag>()
    var counters = Names<Kind.Counter>()
    var companies = Names<Kind.Company>()
    var accounts = Names<Kind.Account>()
    var flows = Names<Kind.Flow>()

    /// By network: what it is about, hears of and does.
    var ofNetworks: [NetworkNames] = []

    struct NetworkNames {
        var phases: [String] = []
        var leaks: [String] = []
        var moves: [String] = []
        /// Where they begin in the tables of the scenario.
        var firstPhase = 0
        var firstLeak = 0
        var firstMove = 0
    }

    /// Which parameters of the law are yes or no; the others are numbers.
    var lawIsTruth: [Bool] = []
    var lawSorts: [LawSort] = []
    var counterRanges: [ClosedRange<Int>] = []
    /// By act type.
    var choices: [[KnownChoice]] = []
    var verbs: [Verb] = []
    var isScenario = false
}

/// A choice of an act type, and whether conditions compare it as a number.
struct KnownChoice {
    var choice: ActChoice
    var isGraded: Bool
    var values: ClosedRange<Int> { choice.from...(choice.from + max(choice.options.count, 1) - 1) }
}

/// Words of the format for values of the model.
enum Words {
    static let dials: [(String, Dial)] = [
        ("trust", .trust), ("distress", .distress), ("safety", .safety), ("health", .health),
    ]
    static let marks: [(String, PersonMark)] = [
        ("lost", .lost), ("moved", .moved), ("removed", .removed), ("disengaged", .disengaged),
        ("detained", .detained), ("safe", .safe), ("guardian", .guardian),
        ("removal_suspended", .removalSuspended), ("reached", .reached),
        ("absent", .absent),
    ]
    /// By `PersonStatus.rawValue`.
    static let statuses = ["unknown", "potential", "presumed", "identified", "not_identified"]
    static let verbs: [(String, Verb)] = [
        ("query", .query), ("visit", .visit), ("talk", .talk), ("consent", .consent), ("help", .help),
        ("protect", .protect), ("obtain", .obtain), ("write", .write), ("share", .share),
        ("request", .request), ("answer", .answer), ("refuse", .refuse), ("ask_order", .askOrder),
        ("give_order", .giveOrder), ("refuse_order", .refuseOrder), ("link", .link), ("refer", .refer),
        ("mark", .mark), ("decide", .decide), ("charge", .charge), ("form", .form),
        ("appoint", .appoint), ("remove", .remove), ("acknowledge", .acknowledge), ("accept", .accept),
        ("revoke", .revoke), ("plan_operation", .planOperation), ("take_part", .takePart),
        ("decline_part", .declinePart), ("begin_operation", .beginOperation), ("call_off", .callOff),
    ]
    static let answers: [(String, Answer)] = [
        ("allowed", .allowed), ("needs_consent", .needsConsent), ("needs_guardian", .needsGuardian),
        ("needs_order", .needsOrder), ("forbidden", .forbidden), ("unusual", .unusual),
    ]
    static let losses: [(String, Loss)] = [
        ("moved", .moved), ("removed", .removed), ("disengaged", .disengaged),
    ]
    static let strengths: [(String, Strength)] = [
        ("strong", .strong), ("medium", .medium), ("weak", .weak),
    ]
    static let referralStates: [(String, ItemState)] = [
        ("sent", .open), ("acknowledged", .acknowledged), ("accepted", .accepted), ("arrived", .admitted),
        ("not_arrived", .notArrived), ("refused", .refused), ("full", .full), ("declined", .declined),
        ("lapsed", .lapsed), ("revoked", .revoked),
    ]
    static let requestStates: [(String, ItemState)] = [
        ("sent", .open), ("acknowledged", .acknowledged), ("answered", .answered), ("refused", .refused),
        ("lapsed", .lapsed), ("revoked", .revoked), ("returned", .returned), ("under_way", .underWay),
        ("signed", .signed), ("in_force", .inForce), ("ended", .ended),
    ]
    static let operationStates = ["planned", "ordered", "under_way", "over", "called_off"]
    static let accountKinds: [(String, AccountKind)] = [
        ("bank", .bank), ("wallet", .wallet), ("remittance", .remittance), ("courier", .courier),
    ]
    static let moneySights: [(String, MoneySight)] = [("statements", .statements), ("leads", .leads)]
    /// `nil` while it is open.
    static let promiseEnds: [(String, PromiseEnd?)] = [
        ("open", nil), ("kept", .kept), ("broken", .broken), ("void", .void), ("late", .late),
    ]
    static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    static let patterns = ["plain", "dots", "stripes", "grid", "waves", "checks"]
    static let teams = ["cooperative", "siloed", "random", "careless", noFinance]
    static let noFinance = "no_finance"
    static let shares = [
        "victims_found", "presumed_in_time", "victims_lost", "facts_found", "elements_proven",
    ]
    static let counts = ["wrong_marks", "breaches"]
    /// Properties of persons, networks and places; no id may look like one of them.
    static let properties =
        dials.map(\.0) + marks.map(\.0)
        + [
            "status", "need", "place", "talks", "consents", "is", "alert", "visited", "exists", "all",
            "count", "country", "retold", "step", "resources", "members", "heard", "phase", "at_large",
            "reaches", "victim", "suspect", "at_site", "order",
            "matter", "tied", "vanished", "accommodation", "out_of_reach", "abroad", "law",
        ]

    static func word(_ verb: Verb) -> String { verbs.first { $0.1 == verb }?.0 ?? "" }
}
