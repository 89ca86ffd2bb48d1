import Basics
import Model
import Views

/// How a team of bots behaves.
public enum BotPolicy: String, CaseIterable, Sendable {
    /// Pushes what the law permits to those who need it, seeks consent or an order where one is asked for.
    case cooperative
    /// Does its own work fully and answers lawful requests at the deadline, but pushes nothing.
    case siloed
    /// Does anything that is offered.
    case random
    /// Cooperates, but talks with people as the pack calls careless.
    case careless
    /// Cooperates, but leaves the financial strand out.
    case noFinance = "no_finance"

    /// Passes on what others need, and leaves the talking to those who do it already.
    var cooperates: Bool {
        switch self {
        case .cooperative, .careless, .noFinance: true
        case .siloed, .random: false
        }
    }
}

/// What a bot wants to do next.
public enum BotMove: Hashable, Sendable {
    case open(Handle)
    case act(ActRequest)
    /// Nothing until the view changes, or until the given moment.
    case rest(until: ExerciseTime?)
}

/// Plays one seat: sees the seat's view and nothing else.
public struct Bot: Sendable {
    public let policy: BotPolicy
    /// Act types that the team leaves alone.
    private let without: [ActTypeID]
    /// Reads a text of the view in the source language, as a person would.
    let read: @Sendable (Text) -> String
    var random: SplitMix64
    var memory = SeatMemory()
    var agenda = Agenda()
    var tools: Tools?

    public init(
        _ policy: BotPolicy, seed: UInt64, without: [ActTypeID] = [],
        read: @escaping @Sendable (Text) -> String
    ) {
        self.policy = policy
        self.without = without
        self.read = read
        random = SplitMix64(seed: seed)
    }

    public mutating func move(_ view: SeatView) -> BotMove {
        guard view.isRunning else { return .rest(until: nil) }
        if tools == nil {
            tools = Tools(view, without: without)
            remember(view.ownActs)
        }
        takeIn(view.news(&memory), at: view.time)
        comeBack(to: view)
        if let item = agenda.unopened.popLast() { return .open(item) }
        if let end = view.restsUntil { return .rest(until: end) }
        switch policy {
        case .random: return wander(view)
        case .careless: return carelessly(withStaff(view))
        case .cooperative, .siloed, .noFinance: return withStaff(view)
        }
    }

    /// What nobody is free for waits until somebody is: a bot sees its own staff, as people do.
    private mutating func withStaff(_ view: SeatView) -> BotMove {
        while true {
            let move = work(view)
            guard case .act(let request) = move, let free = view.staffLacks(for: request.act) else {
                return move
            }
            // Whatever comes back unchanged would come back for ever.
            if agenda.postponed.contains(where: { $0.request == request }) { return .rest(until: free) }
            agenda.postponed.append((request, free))
        }
    }

    /// A bot that takes over a seat, or comes back after a restart, knows what was done there already.
    private mutating func remember(_ acts: [ActRequest]) {
        for act in acts {
            agenda.done.append(Agenda.Done(act))
            if let person = act.person {
                for what in [act.agency, act.service, act.act] {
                    guard let what else { continue }
                    agenda.asked.append(Agenda.AskedFor(person: person, place: nil, what: what))
                }
            }
            guard let person = act.person, act.status != nil else { continue }
            agenda.marked.append(person)
        }
    }

    private mutating func takeIn(_ news: News, at time: ExerciseTime) {
        agenda.unopened.insert(contentsOf: news.items.reversed(), at: 0)
        for fact in news.facts {
            agenda.facts.append(fact)
            agenda.toShare.append(fact.handle)
            if fact.wasTold { agenda.others += fact.persons.filter { !agenda.others.contains($0) } }
            for person in fact.persons where !agenda.toWeigh.contains(person) {
                agenda.toWeigh.append(person)
            }
            agenda.suspected += fact.persons.filter { !agenda.suspected.contains($0) }
            for subject in fact.persons + fact.places where !agenda.toLink.contains(subject) {
                agenda.toLink.append(subject)
            }
        }
        for person in news.persons { meet(person) }
        for place in news.places { learnOf(place) }
        for fact in news.facts where fact.isLead {
            for person in fact.persons { noteLead(to: person, at: time) }
        }
    }

    private mutating func meet(_ person: BriefPerson) {
        guard let tools else { return }
        agenda.persons.append(person)
        for tool in tools.all {
            switch tool.verb {
            case .query, .obtain: plan(Agenda.Task(tool, person: person.handle))
            case .talk:
                for topic in tool.topics { plan(Agenda.Task(tool, person: person.handle, topic: topic)) }
            case .help, .appoint: agenda.toCare.append(Agenda.Task(tool, person: person.handle))
            default: break
            }
        }
    }

    private mutating func learnOf(_ place: Handle) {
        guard let tools else { return }
        agenda.places.append(place)
        for task in agenda.unreached { plan(task) }
        agenda.unreached = []
        for tool in tools.all where tool.verb == .visit || tool.verb == .obtain {
            plan(Agenda.Task(tool, place: place))
        }
    }

    /// Teams differ in the order in which they follow things up.
    private mutating func plan(_ task: Agenda.Task) {
        if !agenda.done.isEmpty, agenda.done.contains(Agenda.Done(task)) { return }
        agenda.toFind.insert(task, at: random.below(agenda.toFind.count + 1))
    }

    /// Whoever could not be met may be met later, when somebody has been there. Each thing waits once: whoever is met at last
    /// is not asked the same a dozen times.
    private mutating func comeBack(to view: SeatView) {
        for request in agenda.turnedAway where !agenda.postponed.contains(where: { $0.request == request }) {
            agenda.postponed.append((request, view.time.after(minutes: Bot.metPause)))
        }
        agenda.turnedAway = []
    }

    /// Minutes until a bot tries again to meet somebody.
    private static let metPause = 60

    /// The engine did not take the last move.
    public mutating func refused(_ move: BotMove, _ refusal: Refusal) {
        guard case .act(let request) = move else { return }
        switch refusal {
        case .busy(let until), .noStaff(let until), .personBusy(let until):
            agenda.postponed.append((request, until))
        case .notHere:
            guard let person = request.person else { break }
            if let tool = tools?.all.first(where: { $0.act == request.act }), tool.verb == .talk {
                agenda.unreached.append(Agenda.Task(tool, person: person, topic: request.topic))
            }
            agenda.outOfReach(person)
        case .impossible:
            guard let person = request.person, request.setting != nil else { break }
            agenda.turnedAway.append(request)
            agenda.asked.removeAll {
                $0.person == person && [request.act, request.agency, request.service].contains($0.what)
            }
        case .lostContact: if let person = request.person { agenda.outOfReach(person) }
        default: break
        }
    }
}

/// What a seat can do, read once: act types do not change during a run.
final class Tools: Sendable {
    let all: [Tool]
    let apart: [Handle]
    let careless: (setting: Handle?, interpreter: Handle?)
    /// How something is promised to people.
    let promises: [BriefPromising]
    private let firsts: [Tool?]

    init(_ view: SeatView, without: [ActTypeID]) {
        let offered = view.prospects
        let all = offered.filter { without.isEmpty || !view.isAct($0.act, among: without) }.map(Tool.init)
        self.all = all
        apart = view.settingsApart
        careless = view.careless
        promises = all.compactMap { view.promising($0.act) }
        // What has a use of its own is not what is meant by "asking" or "accepting".
        firsts = Verb.allCases.map { verb in
            all.first { $0.verb == verb && !$0.prospect.isRung && $0.prospect.agreement == nil }
        }
    }

    func first(_ verb: Verb) -> Tool? { firsts[verb.rawValue] }
}

/// An act type in a bot's hands: an object, because it is passed on at every move.
final class Tool: Sendable {
    let prospect: Prospect
    let act: Handle
    let verb: Verb
    let topics: [Handle]
    let settings: [Handle]
    let services: [Handle]
    let agencies: [Handle]
    let basis: Handle?
    let choices: [Int]
    let carelessChoices: [Int]

    init(_ prospect: Prospect) {
        self.prospect = prospect
        (act, verb) = (prospect.act, prospect.verb)
        topics = prospect.topics.map(\.handle)
        settings = prospect.settings.map(\.handle)
        services = prospect.services.map(\.handle)
        agencies = prospect.agencies.map(\.handle)
        basis = prospect.bases.first?.handle
        choices = prospect.choices.map(\.start)
        carelessChoices = prospect.choices.map { $0.careless ?? $0.start }
    }
}

/// What a bot has before it.
struct Agenda: Sendable {
    struct Task: Sendable {
        let tool: Tool
        var person: Handle?
        var place: Handle?
        var topic: Handle?
        /// Left for later, because others talk with the person already; pressing again from then on.
        var leftUntil: ExerciseTime?

        init(_ tool: Tool, person: Handle? = nil, place: Handle? = nil, topic: Handle? = nil) {
            (self.tool, self.person, self.place, self.topic) = (tool, person, place, topic)
        }

        var needsMeeting: Bool {
            switch tool.verb {
            case .talk, .help, .appoint: true
            default: false
            }
        }
    }

    var unopened: [Handle] = []
    var facts: [BriefFact] = []
    var persons: [BriefPerson] = []
    var places: [Handle] = []
    var toShare: [Handle] = []
    /// Shares that wait for consent, a guardian or an order, with when to look again.
    var blocked: [(fact: Handle, agency: Handle, at: ExerciseTime)] = []
    var toWeigh: [Handle] = []
    var toLink: [Handle] = []
    /// People of whom something is known.
    var suspected: [Handle] = []
    var toFind: [Task] = []
    /// Records to which a lead points, with when to look whether they can be asked for.
    var leads: [(task: Task, at: ExerciseTime)] = []
    /// What was to be said to people who could not be met yet.
    var turnedAway: [ActRequest] = []
    /// How many facts were known when it was last looked whose money to freeze.
    var frozenWith = 0
    /// What was to be asked of people whose place is not known.
    var unreached: [Task] = []
    var toCare: [Task] = []
    /// Persons who were marked and need a safe place, or a recorded decision.
    var toShelter: [Handle] = []
    var toDecide: [Handle] = []
    /// Persons who were marked and may want what other services give.
    var toRefer: [Handle] = []
    /// Registers that are searched again, because entries come late; earliest first.
    var toCheck: [(task: Task, at: ExerciseTime)] = []
    /// When others are next asked what they know.
    var askAgain = ExerciseTime.start
    var marked: [Handle] = []
    /// People of whom other agencies have told something.
    var others: [Handle] = []
    /// What came from abroad by a channel that a court does not accept, and how many facts were looked at for that.
    struct Mend: Hashable, Sendable {
        let fact: Handle
        let person: Handle
        let agency: Handle
    }
    struct Mended: Hashable, Sendable {
        let person: Handle
        let agency: Handle
        let isTogether: Bool
        let at: ExerciseTime
    }
    /// Of whom an agency abroad keeps data, with when to ask for them.
    struct Kept: Hashable, Sendable {
        let person: Handle
        let agency: Handle
        let at: ExerciseTime
    }
    var kept: [Kept] = []
    var toMend: [Mend] = []
    var mended: [Mended] = []
    var weighed = 0
    /// Who has told us of whom across the border: of people with whom both sides have to do.
    struct Shared: Hashable, Sendable {
        let person: Handle
        let agency: Handle
    }
    var shared: [Shared] = []
    /// When a way that is being opened is open.
    var wayOpens: ExerciseTime?
    /// When the next formal request is written.
    var mendAgain = ExerciseTime.start
    /// How many facts were known when it was last looked for what has to be kept.
    var keptWith = 0
    var ladder: [BriefRung]?
    /// Acts that wait for an order.
    var waiting: [(task: Task, at: ExerciseTime, tries: Int)] = []
    var asked: [AskedFor] = []
    /// Duties that were seen to, with when to look again.
    var keeping: [Keeping] = []
    var linked: [LinkTry] = []
    /// What was lawful, but somebody was busy or nobody free; with when to try again.
    var postponed: [(request: ActRequest, at: ExerciseTime)] = []

    /// What was done at the seat before this bot came to it.
    struct Done: Hashable, Sendable {
        let act: Handle
        let person: Handle?
        let place: Handle?
        let topic: Handle?

        init(_ task: Task) {
            (act, person, place, topic) = (task.tool.act, task.person, task.place, task.topic)
        }
        init(_ request: ActRequest) {
            (act, person, place, topic) = (request.act, request.person, request.place, request.topic)
        }
    }
    var done: [Done] = []

    struct AskedFor: Hashable, Sendable {
        let person: Handle?
        let place: Handle?
        let what: Handle
    }
    struct Keeping: Sendable {
        let duty: Handle
        let person: Handle?
        let act: Handle
        var at: ExerciseTime
    }
    /// A version of a plan that was answered.
    struct Plan: Hashable, Sendable {
        let operation: Handle
        let version: Int
    }
    var answered: [Plan] = []

    struct LinkTry: Sendable {
        let subject: Handle
        let facts: Int
        let at: ExerciseTime
    }

    /// Nobody is asked again who could not be reached, until another place is known.
    mutating func outOfReach(_ person: Handle) {
        unreached += toFind.filter { $0.person == person && $0.needsMeeting }
        toFind.removeAll { $0.person == person && $0.needsMeeting }
        toCare.removeAll { $0.person == person && $0.needsMeeting }
        toShelter.removeAll { $0 == person }
        toRefer.removeAll { $0 == person }
        postponed.removeAll { $0.request.person == person && $0.request.setting != nil }
    }
}
