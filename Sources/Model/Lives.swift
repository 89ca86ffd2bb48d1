import Basics

/// Something that concerns a person beside the inner dials: where their papers are, what is said to be owed, what they
/// have been told of what comes next.
public struct Matter: Sendable {
    public var id = ""
    public var name = TextID("")
    /// Words for its values, from 0 on; empty if it is a number.
    public var options: [Labelled] = []
    public var range = 0...1
    public var start = 0
    public init() {}
}

/// How one person stands in a matter at STARTEX.
public struct MatterValue: Hashable, Sendable {
    public var matter: MatterID
    public var value: Int
    public init(matter: MatterID, value: Int) { (self.matter, self.value) = (matter, value) }
}

/// Something that agencies promise people, and what comes of it.
public struct PromiseKind: Sendable {
    public var id = ""
    public var name = TextID("")
    public var within = Duty.Limit.minutes(1440)
    /// Acts of the same agency about the same person that keep it.
    public var keptBy: [ActTypeID] = []
    public var kept: [Effect] = []
    public var broken: [Effect] = []
    public init() {}
}

/// A promise that an agency made to a person.
public struct PromiseMade: Hashable, Sendable {
    public var id: ItemID
    public var promise: PromiseID
    public var person: PersonID
    public var agency: AgencyID
    public var until: ExerciseTime

    public init(
        id: ItemID, promise: PromiseID, person: PersonID, agency: AgencyID, until: ExerciseTime
    ) {
        (self.id, self.promise, self.person) = (id, promise, person)
        (self.agency, self.until) = (agency, until)
    }
}

/// How a promise came to its end: `void` where contact with the person was lost, `late` where it was broken first.
public enum PromiseEnd: Int, CaseIterable, Hashable, Sendable { case kept, broken, void, late }
