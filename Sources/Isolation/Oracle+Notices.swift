import Basics
import Model

/// Who has to do with whom, from the log.
struct Ties {
    struct Tie: Hashable {
        let agency: AgencyID
        let person: PersonID
        /// To whose service the person was referred; nil for whoever has marked or houses them.
        var decider: AgencyID?
    }
    var all: Set<Tie> = []
}

// MARK: - Decisions that are written to somebody

extension Oracle {
    /// Before anybody reads of it: the title lies in the inboxes of those to whom the pack has it written, whoever the log
    /// says it was sent to.
    mutating func follow(_ event: Event) {
        switch event {
        case .statusSet(let mark): ties.all.insert(.init(agency: mark.agency, person: mark.person))
        case .admitted(let person, let service):
            ties.all.insert(.init(agency: world.services[service].agency, person: person))
        case .itemSent(let item):
            if case .referred(let referral) = item.body {
                ties.all.insert(
                    .init(
                        agency: referral.from, person: referral.person,
                        decider: world.services[referral.service].agency))
            }
            written(item)
        default: break
        }
    }

    private mutating func written(_ item: Item) {
        guard let (notice, booking) = notice(of: item) else { return }
        // The debrief tells that it was written, and about whom.
        told.insert(text(notice.title))
        for person in item.persons { told.insert(text(scenario.persons[person].name)) }
        for seat in scenario.seats.ids where mayBeTold(scenario.seats[seat].agency, notice, item, booking) {
            seats[seat.index].insert(text(notice.title))
        }
        guard notice.toPerson else { return }
        for person in item.persons { characters[person.index].formUnion(words(of: notice, booking)) }
    }

    /// What somebody of the agency reads in it; nothing where it should never have come.
    func lines(ofNotice item: Item, readBy agency: AgencyID) -> Set<Meaning> {
        guard let (notice, booking) = notice(of: item), mayBeTold(agency, notice, item, booking) else {
            return []
        }
        return words(of: notice, booking)
    }

    private func notice(of item: Item) -> (DecisionNotice, Booking)? {
        guard case .notice(let act, let id) = item.body, let booking = bookings[act],
            let notice = world.acts[booking.act.type].notices.first(where: { $0.id == id })
        else { return nil }
        return (notice, booking)
    }

    private func mayBeTold(
        _ agency: AgencyID, _ notice: DecisionNotice, _ item: Item, _ booking: Booking
    ) -> Bool {
        let decider = scenario.seats[booking.seat].agency
        if agency == decider { return false }
        if notice.names(agency, for: decider, in: world) { return true }
        return notice.toInvolved
            && item.persons.contains { person in
                ties.all.contains(.init(agency: agency, person: person))
                    || ties.all.contains(.init(agency: agency, person: person, decider: decider))
            }
    }

    private func words(of notice: DecisionNotice, _ booking: Booking) -> Set<Meaning> {
        var found = Set([notice.title, notice.says, notice.appeal].map(text))
        guard notice.tellsWords else { return found }
        let act = booking.act
        for typed in [act.text, act.more] + act.fields { found.formUnion(markers(typed)) }
        for field in world.acts[act.type].fields { found.insert(text(field.name)) }
        return found
    }
}
