import Basics
import Model

/// A contact with a person that is over: whose people came, to whom, and when it began.
public struct Contact: Sendable {
    public let agency: AgencyID
    public let person: PersonID
    public let at: ExerciseTime
}

extension Engine {
    /// The contact that an act was; nil for any other act, and for one that still goes on.
    public func contact(_ id: ItemID, in state: State, with person: PersonID? = nil) -> Contact? {
        guard let record = state.booking(id), record.completedAt != nil,
            let met = record.booking.act.person, person == nil || met == person,
            scenario.world.acts[record.booking.act.type].verb.isContact
        else { return nil }
        return Contact(
            agency: state.seats[record.booking.seat].agency, person: met, at: record.startedAt)
    }

    /// When a mistake was made: what was flagged in a contact was made then.
    public func moment(of made: Dated<MistakeMade>, in state: State) -> ExerciseTime {
        made.value.contact.flatMap { contact($0, in: state) }?.at ?? made.time
    }
}

extension Decider {
    /// What only those can see who are there, whoever plays the person or looks on, in a contact that is over.
    mutating func flag(_ mistake: MistakeID, in id: ItemID, with person: PersonID? = nil) throws(Refusal) {
        guard world.mistakes[mistake].isFelt, let contact = engine.contact(id, in: state, with: person)
        else { throw .unknownThing }
        let before = state.mistakes.count
        make(mistake, by: contact.agency, for: contact.person, byStaff: true, in: id)
        if state.mistakes.count == before { throw .alreadyDone }
    }
}
