import Basics
import Model

// What agencies know of how people live: traits, and what people need in order to take part.
extension Oracle {
    /// A trait is a word of the world; that somebody has it is known with a fact, or by meeting.
    mutating func tellTraits(_ agency: AgencyID) {
        for person in scenario.persons.ids where persons[agency.index][person.index] {
            let isSighted = sighted[agency.index][person.index]
            func isKnown(_ isSeen: Bool, _ facts: [FactID]) -> Bool {
                isSeen && isSighted || facts.contains { self.facts[agency.index][$0.index] }
            }
            for trait in scenario.persons[person].traits where isKnown(trait.knownBy.isEmpty, trait.knownBy) {
                agencies[agency.index].insert(text(world.traits[trait.trait].name))
            }
            for need in scenario.persons[person].accommodations where isKnown(need.isSeen, need.knownBy) {
                agencies[agency.index].insert(text(world.accommodations[need.accommodation].name))
            }
        }
    }

    /// Whoever asks, and whoever reads the form in which somebody has asked, knows it all.
    mutating func asked(in form: SignedForm, _ agency: AgencyID) {
        guard world.acts[form.type].asksNeeds != .never, let person = form.person else { return }
        for need in scenario.persons[person].accommodations {
            agencies[agency.index].insert(text(world.accommodations[need.accommodation].name))
        }
    }

    /// Whoever has talked with somebody has heard what they speak.
    mutating func talked(_ id: ItemID) {
        guard let booking = bookings[id], world.acts[booking.act.type].verb == .talk,
            let person = booking.act.person
        else { return }
        let agency = scenario.seats[booking.seat].agency
        for tongue in scenario.persons[person].tongues {
            agencies[agency.index].insert(text(world.tongues[tongue].name))
        }
    }
}
