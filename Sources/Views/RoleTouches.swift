import Basics
import Engine
import Model

/// Which played characters' views events change: whoever plays gets a notice if and only if the character's own view
/// changed.
///
/// Events say for whom to look, and what is seen before and after is compared: dials go up and down again in one act.
public struct RoleTouches: Sendable {
    private let engine: Engine
    private let before: State
    private var isAnybodyPlayed: Bool
    private var toLookAt: [PersonID] = []

    /// - Parameter before: the state before the first event.
    public init(_ engine: Engine, before: State) {
        (self.engine, self.before) = (engine, before)
        isAnybodyPlayed = before.persons.values.contains { $0.held }
    }

    /// - Parameter state: the state after the event.
    public mutating func add(_ event: Event, _ state: State) {
        if case .personHeld(let person, _) = event {
            isAnybodyPlayed = true
            look(at: person)
        }
        guard isAnybodyPlayed else { return }
        switch event {
        case .dialChanged(let person, _, _), .markChanged(let person, _, _), .needChanged(let person, _, _),
            .consentSet(let person, _, _), .personMoved(let person, _), .admitted(let person, _),
            .asked(let person, _, _), .led(let person, _):
            look(at: person)
        case .promised(let made): look(at: made.person)
        case .promiseOver(let id, _):
            if let made = state.promises.first(where: { $0.made.id == id })?.made { look(at: made.person) }
        case .treated(let treatment): look(at: treatment.person)
        case .completed(let id): look(atPersonOf: id, state)
        case .factLearned(let learning): if let item = learning.item { look(atPersonOf: item, state) }
        case .itemSent(let item):
            if let booking = item.booking {
                look(atPersonOf: booking, state)
                for person in item.persons { look(at: person) }
            }
            if case .question(let person, _, _, _, _) = item.body { look(at: person) }
            if case .notice = item.body { for person in item.persons { look(at: person) } }
        case .itemAnswered(let id, _):
            guard let place = state.itemPlace(id) else { return }
            switch state.items[place].item.body {
            case .question(let person, _, _, _, _): look(at: person)
            case .referred(let referral): look(at: referral.person)
            default: return
            }
        default: break
        }
    }

    private mutating func look(at person: PersonID) {
        if !toLookAt.contains(person) { toLookAt.append(person) }
    }

    private mutating func look(atPersonOf booking: ItemID, _ state: State) {
        if let person = state.booking(booking)?.booking.act.person { look(at: person) }
    }

    /// The characters whose views changed, each with its sections in a fixed order.
    public func notices(after: State) -> [(person: PersonID, sections: [Section])] {
        let clock = isClockChanged(after)
        let persons = clock ? Array(engine.scenario.persons.ids) : toLookAt.sorted()
        return persons.compactMap { person in
            guard !engine.scenario.persons[person].isScripted else { return nil }
            let sections = (toLookAt.contains(person) ? changed(person, after) : []) + (clock ? [.clock] : [])
            return sections.isEmpty ? nil : (person, sections)
        }
    }

    private func isClockChanged(_ after: State) -> Bool {
        (before.phase, before.stopped, before.speed) != (after.phase, after.stopped, after.speed)
    }

    private func changed(_ person: PersonID, _ after: State) -> [Section] {
        guard before.persons[person].held || after.persons[person].held else { return [] }
        // Handles do not matter here, only whether the same things are seen.
        let key = SeatKey(secret: 0, person: person)
        let old = RolePlayerView(engine, before, person: person, key: key, now: before.time)
        let new = RolePlayerView(engine, after, person: person, key: key, now: after.time)
        return (old.now != new.now ? [.now] : []) + (old.past != new.past ? [.case_] : [])
    }
}
