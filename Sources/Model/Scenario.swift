import Basics

/// A story in a world: cast, ground truth, sources, networks, injects, expectations. It holds its world.
public struct Scenario: Sendable {
    public var world = World()
    public var id = ""
    public var title = TextID("scenario.title")
    public var about = TextID("scenario.about")
    public var languages: [String] = ["en"]
    public var contentNote = ContentNote()
    /// STARTEX in the world's reference zone.
    public var start = Moment(year: 2031, month: 1, day: 6, hour: 8)
    /// Minutes of exercise time until ENDEX.
    public var length = 2880
    /// `presumed_in_time`: minutes between an agency holding the grounds and the mark.
    public var presumeWithin = 1440
    /// Minutes that whoever holds a character has to answer before the script does.
    public var replyWindow = 30

    public var seats = Table<Kind.Seat, Seat>()
    public var persons = Table<Kind.Person, Person>()
    public var groups = Table<Kind.Group, Group>()
    public var facts = Table<Kind.Fact, Fact>()
    public var sources = Table<Kind.Source, Source>()
    public var records = Table<Kind.Record, Record>()
    public var networks = Table<Kind.Network, Network>()
    /// What each network is about, hears of and can do, network by network.
    public var phases = Table<Kind.Phase, NetworkPhase>()
    public var leaks = Table<Kind.Leak, Leak>()
    public var moves = Table<Kind.Move, NetworkMove>()
    public var money = Money()
    public var injects = Table<Kind.Inject, Inject>()
    public var flags = Table<Kind.Flag, Bool>()
    public var flagNames = Names<Kind.Flag>()
    public var counters = Table<Kind.Counter, Counter>()
    public var counterNames = Names<Kind.Counter>()
    /// The world's rules first, then the scenario's.
    public var rules = Table<Kind.Rule, Rule>()
    public var objectives: [Labelled] = []
    public var expectations: [Expectation] = []
    /// What a team without the financial strand leaves out.
    public var finance = Strand()
    public var epilogues: [Epilogue] = []
    /// Through which lists of signs people are looked at first, unless a seat chooses another one.
    public var firstLists: [IndicatorListID] = []
    /// Lists of signs, and groups of red flags by position, that have no part in the story.
    /// Agencies of the world that the story does without: nobody wonders that they have no seat.
    public var withoutAgencies: [AgencyID] = []
    public var withoutLists: [IndicatorListID] = []
    public var withoutFlags: [Int] = []

    public init() {}
}

/// A part of the work: seats that stand for it, and acts that others do for it.
public struct Strand: Sendable {
    public var seats: [SeatID] = []
    public var acts: [ActTypeID] = []
    public init() {}

    public var isEmpty: Bool { seats.isEmpty && acts.isEmpty }
}

public struct ContentNote: Sendable {
    public var themes: [TextID] = []
    /// 1 to 3 (ET-02).
    public var intensity = 1
    public var text = TextID("scenario.content_note.text")
    public init() {}
}

public struct Seat: Sendable {
    public var id = ""
    public var agency = AgencyID(0)
    public var name = TextID("")
    public var brief = TextID("")
    public var staff = 2
    /// When a bot at the seat does nothing; nil is never.
    public var botsRest: DailyRest? = .usual
    public init() {}
}

public struct Group: Sendable {
    public var id = ""
    public var members: [PersonID] = []
    public init() {}
}

public struct Person: Sendable {
    public var id = ""
    public var name = TextID("")
    /// What the person is called by whoever knows none of `namedBy`; empty if everybody knows the name.
    public var knownAs = TextID("")
    public var namedBy: [FactID] = []
    /// What somebody who meets the person sees.
    public var about = TextID("")
    /// For control and role-players.
    public var brief = TextID("")
    /// Ground truth.
    public var victim = false
    public var suspect = false
    public var place = PlaceID(0)
    public var tongues: [LanguageID] = []
    public var controlledBy: [PersonID] = []
    public var traits: [PersonTrait] = []
    public var accommodations: [NeededAccommodation] = []
    /// By `Dial.rawValue`.
    public var dials = [30, 50, 20, 70]
    public var needs: [NeedID] = []
    /// Where it differs from what the world says.
    public var matters: [MatterValue] = []
    /// People whose lot moves this one.
    public var ties: [PersonID] = []
    /// Facts that together are reasonable grounds for the presumption.
    public var grounds: [FactID] = []
    public var knownTo: [AgencyID] = []
    /// Not in the story yet: comes when a network recruits them, or an effect lets them come.
    public var isAbsent = false
    /// Answers by the written script alone: nobody holds this character (a child is never voiced freely).
    public var isScripted = false
    /// Voiced by the script, or by somebody of whom control has confirmed that they are an adult trained for it.
    public var isForTrained = false
    public init() {}
}

/// A trait, and the facts of which any one is a reason to believe it. No facts: seen at once.
public struct PersonTrait: Sendable {
    public var trait = TraitID(0)
    public var knownBy: [FactID] = []
    public init(trait: TraitID, knownBy: [FactID]) { (self.trait, self.knownBy) = (trait, knownBy) }
}

public struct Fact: Sendable {
    public var id = ""
    public var text = TextID("")
    public var persons: [PersonID] = []
    public var places: [PlaceID] = []
    public var kind = FactKindID(0)
    public var sharing = ClassID(0)
    /// The facts from which this one is concluded; empty for a plain fact.
    public var from: [FactID] = []
    /// Whose consent sharing asks for, if its class asks for one.
    public var consentOf: [PersonID] = []
    /// When it holds, the fact's sources are gone.
    public var lastsUntil = Expression.never
    public var evidence: EvidenceID?
    public var proves: [Proof] = []
    public var indicators: [IndicatorID] = []
    /// How those of whom it speaks are joined.
    public var links: [FactLink] = []
    /// Whoever knows it was told of these needs of these people.
    public var needs: [ToldNeed] = []
    /// By which words somebody who types them gives it away, as the pack has them.
    public var phrases: [TextID] = []
    /// Those words in every language of the pack.
    public var words: [String] = []
    public init() {}
    public var isConclusion: Bool { !from.isEmpty }
}

/// An urgent need of somebody, of which a fact tells.
public struct ToldNeed: Hashable, Sendable {
    public var person: PersonID
    public var need: NeedID
    public init(person: PersonID, need: NeedID) { (self.person, self.need) = (person, need) }
}

/// Where a fact can be had by an act.
public struct Source: Sendable {
    public var fact = FactID(0)
    public var act = ActTypeID(0)
    public var person: PersonID?
    public var place: PlaceID?
    public var topic: TopicID?
    public var when = Expression.always
    /// How it is told or found, in the words of the source; may be empty.
    public var text = TextID("")
    public init() {}
}

/// An entry of a register, with its flaws.
public struct Record: Sendable {
    public var id = ""
    public var register = RegisterID(0)
    /// One value for each field of the register, as it was written: names and numbers stand in their script.
    public var values: [String] = []
    /// By field: words that are told in the reader's language, after the value if there is one.
    public var texts: [TextID?] = []
    /// Those words in every language of the pack, so that a search meets them in any.
    public var words: [String] = []
    public var persons: [PersonID] = []
    public var gives: [FactID] = []
    /// What a bank saw, if it is a report of suspicious transactions.
    public var flags: [RedFlagID] = []
    /// Exercise minutes from which it can be found.
    public var from = 0
    public init() {}
}

public struct Counter: Hashable, Sendable {
    public var start: Int
    public var range: ClosedRange<Int>
    public init(start: Int, range: ClosedRange<Int>) { (self.start, self.range) = (start, range) }
}

public struct Inject: Hashable, Sendable {
    public var id = ""
    public var trigger = Trigger.byHand
    public var seats: [SeatID] = []
    public var channel = ChannelID(0)
    public var from = InjectText.pack(TextID(""))
    public var title = InjectText.pack(TextID(""))
    public var text = InjectText.pack(TextID(""))
    public var facts: [FactID] = []
    public var persons: [PersonID] = []
    public var places: [PlaceID] = []
    /// Whoever reads it was told of these needs of these people.
    public var needs: [ToldNeed] = []
    public var expects: ExpectedAct?
    public var ifNothing: Followup?
    public init() {}

    public enum Trigger: Hashable, Sendable {
        case at(minute: Int)
        /// When the condition comes to hold, after so many minutes.
        case when(Expression, after: Int)
        case byHand
    }
}

/// A text of the pack, or one that control typed during the run.
public enum InjectText: Hashable, Sendable {
    case pack(TextID)
    case typed(Typed)
}

public struct ExpectedAct: Hashable, Sendable {
    public var acts: [ActTypeID]
    public var with: AgencyID?
    public var within: Int
    public init(acts: [ActTypeID], with: AgencyID?, within: Int) {
        (self.acts, self.with, self.within) = (acts, with, within)
    }
}

public struct Followup: Hashable, Sendable {
    public var after: Int
    public var fire: InjectID
    public init(after: Int, fire: InjectID) { (self.after, self.fire) = (after, fire) }
}

/// What rehearsal must confirm.
public struct Expectation: Sendable {
    public var text = ""
    public var team = ""
    /// The other team of a comparison; the claim is then about the difference of the means.
    public var than: String?
    public var measure = ""
    /// Per mille, or whole numbers for counts times 1000.
    public var atLeast: Int?
    public var atMost: Int?
    /// Per mille of the runs that must keep it; `nil` judges the mean.
    public var inShareOfRuns: Int?
    public init() {}
}
