import Model

/// Everything that a seat can read in one section: two are equal if and only if the section shows the same. It is also printed
/// into fingerprints that processes compare, so no type in it is private: the name of one holds an address when it is printed.
public struct SectionContents: Equatable, Sendable {
    private var inbox: [ItemView] = []
    private var faces: [Face] = []
    private var cameFromOutside: [Cause] = []
    private var work: WorkView?
    private var duties: [DutyView] = []
    private var endedDuties: [EndedDutyView] = []
    private var returned: [ItemView] = []
    private var awaited: [AwaitedAnswer] = []
    private var facts: [FactView] = []
    private var persons: [PersonView] = []
    private var places: [PlaceView] = []
    private var decisions: [DecisionView] = []
    private var teams: [TeamView] = []
    private var deeds: [CaseDeed] = []
    private var operations: [OperationView] = []
    private var papers: [FormView] = []
    private var agreed: [ConsentTable?] = []
    private var ofPersons: [OfPerson] = []
    private var ofFacts: [OfFact] = []
    private var chances: [Chance] = []
    private var sent: [ItemView] = []
    private var talkers: [[Option]] = []
    private var waiting: [Handle] = []
    private var clock: ClockView?

    init(_ section: Section, _ view: SeatView) {
        switch section {
        case .now:
            inbox = view.inbox
            work = view.work
            duties = view.duties
            endedDuties = view.endedDuties
            returned = view.returned
            awaited = view.awaited
        case .case_: addCase(view)
        case .act: chances = view.prospects.map(Chance.init)
        case .talk:
            sent = view.sent
            faces = view.inbox.map(Face.init)
            talkers = view.prospects.filter { $0.verb == .talk }.map(\.persons)
            waiting = view.persons.map(\.handle).filter { view.waitsForAnswer(of: $0) }
        case .clock: clock = view.clock
        case .me: break
        }
    }

    private mutating func addCase(_ view: SeatView) {
        facts = view.facts
        persons = view.persons
        places = view.places
        decisions = view.decisions
        teams = view.teams
        deeds = view.deeds
        awaited = view.awaited
        cameFromOutside = view.inboxFaces.filter(\.comesFromOutside).map(Cause.init)
        operations = view.operations
        papers = view.papers
        agreed = papers.map { view.consents(on: $0) }
        ofPersons = persons.map { OfPerson($0.handle, view) }
        ofFacts = facts.map { OfFact($0.handle, view) }
    }

    /// How an item looks in a list.
    struct Face: Equatable {
        let handle: Handle
        let kind: ItemView.Kind
        let subject: Text?
        let isOpen: Bool
        let waits: Bool
        let state: ItemState

        init(_ item: ItemView) {
            (handle, kind, subject) = (item.handle, item.kind, item.subject)
            (isOpen, waits, state) = (item.isOpen, item.waits, item.state)
        }
    }

    /// What the story of the case says of an item: that it came, and whom or what it is about.
    struct Cause: Equatable {
        let handle: Handle
        let subject: Text?

        init(_ item: ItemView) { (handle, subject) = (item.handle, item.subject) }
    }

    struct OfPerson: Equatable {
        let pathways: [PathwayView]
        let referrals: [ItemView]
        let elements: ElementsView?
        let indicators: IndicatorsView?

        init(_ person: Handle, _ view: SeatView) {
            pathways = view.pathways(for: person)
            referrals = view.referrals(of: person)
            elements = view.elements(for: person)
            indicators = view.indicators(for: person)
        }
    }

    struct OfFact: Equatable {
        let custody: CustodyView?
        let tellers: [Handle]

        init(_ fact: Handle, _ view: SeatView) {
            custody = view.custody(of: fact)
            tellers = view.tellers(of: fact)
        }
    }

    /// What an act can be done to.
    struct Chance: Equatable {
        let persons: [Option]
        let places: [Option]
        let items: [Handle]
        let statuses: [PersonStatus]

        init(_ prospect: Prospect) {
            (persons, places) = (prospect.persons, prospect.places)
            (items, statuses) = (prospect.items, prospect.statuses)
        }
    }
}

extension SeatView {
    public func contents(of section: Section) -> SectionContents { SectionContents(section, self) }

    /// The sections that show something else than they did.
    public func changes(since before: SeatView) -> [Section] {
        Section.allCases.filter { before.contents(of: $0) != contents(of: $0) }
    }
}
