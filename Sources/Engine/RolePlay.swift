import Basics
import Model

/// What whoever plays a character does to a run. A character with the voice of the script alone is played by nobody.
extension Decider {
    mutating func decide(_ act: RolePlayAct, for person: PersonID) throws(Refusal) {
        guard !scenario.persons[person].isScripted else { throw .scripted }
        switch act {
        case .take:
            guard state.phase != .ended else { throw .ended }
            guard !state.persons[person].held else { throw .alreadyDone }
            emit(.personHeld(person, true))
        case .handOver:
            guard state.persons[person].held else { throw .notHeld }
            emit(.personHeld(person, false))
            // Whoever needs a rest leaves nothing behind that waits.
            if state.phase != .ended { for id in questions(to: person) { leaveToScript(id) } }
        case .agree(let id, let yes): try agree(to: id, yes, as: person)
        case .takeBack(let consent): try takeBack(consent, as: person)
        case .answer(let id, let facts, let text, let moves):
            try answer(id, as: person, facts, text, moves)
        case .leave(let id):
            try mustPlay()
            if consentQuestion(id)?.person != person {
                _ = try question(id, to: person)
            } else if state.item(id)?.state != .open {
                throw .alreadyAnswered
            }
            leaveToScript(id)
        case .treated(let contact, let ratings): try rate(contact, by: person, ratings)
        case .flag(let mistake, let contact): try flag(mistake, in: contact, with: person)
        }
    }

    private mutating func answer(
        _ id: ItemID, as person: PersonID, _ facts: [FactID], _ text: Typed, _ moves: [Int]
    ) throws(Refusal) {
        try mustPlay()
        guard state.persons[person].held else { throw .notHeld }
        let question = try question(id, to: person)
        if text.isEmpty { throw .missing(.text) }
        let farthest = RolePlayAct.mostMove
        guard moves.count <= Dial.allCases.count, moves.allSatisfy({ (-farthest...farthest).contains($0) })
        else { throw .missing(.choice) }
        // A character tells what it has to tell; what it cannot know is not told in its name.
        guard facts.allSatisfy({ isOf(person, $0) }) else { throw .unknownThing }
        emit(.itemAnswered(id, .answered))
        for fact in facts where !question.scripted.contains(fact) { emit(.toldBeyondScript(person, fact)) }
        for (dial, by) in zip(Dial.allCases, moves) {
            let value = min(100, max(0, state.persons[person][dial] + by))
            if value != state.persons[person][dial] { emit(.dialChanged(person, dial, value)) }
        }
        answer(person, question.topic, question.booking, facts: facts, text: text)
    }

    private func isOf(_ person: PersonID, _ fact: FactID) -> Bool {
        scenario.sources.values.contains { $0.person == person && $0.fact == fact }
    }

    private mutating func rate(_ contact: ItemID, by person: PersonID, _ ratings: [Int]) throws(Refusal) {
        guard let agency = engine.contact(contact, in: state, with: person)?.agency else {
            throw .unknownThing
        }
        guard ratings.count == Treatment.Statement.allCases.count,
            ratings.allSatisfy({ $0 == 0 || Treatment.range.contains($0) }),
            ratings.contains(where: { $0 > 0 })
        else { throw .missing(.choice) }
        emit(.treated(Treatment(person: person, agency: agency, contact: contact, ratings: ratings)))
    }

    // MARK: Questions that wait

    private typealias Question = (topic: TopicID, booking: ItemID, scripted: [FactID])

    private func question(_ id: ItemID, to person: PersonID) throws(Refusal) -> Question {
        guard let record = state.item(id),
            case .question(person, let topic, let booking, _, let scripted) = record.item.body
        else { throw .unknownThing }
        guard record.state == .open else { throw .alreadyAnswered }
        return (topic, booking, scripted)
    }

    private func questions(to person: PersonID) -> [ItemID] {
        state.items.compactMap { record in
            guard record.state == .open else { return nil }
            switch record.item.body {
            case .question(person, _, _, _, _), .consentAsked(person, _, _, _, _): return record.item.id
            default: return nil
            }
        }
    }

    private mutating func leaveToScript(_ id: ItemID) {
        if consentQuestion(id) != nil { return leaveConsentToScript(id) }
        guard let record = state.item(id),
            case .question(let person, let topic, let booking, _, let scripted) = record.item.body
        else { return }
        emit(.itemAnswered(id, .lapsed))
        answer(person, topic, booking, facts: scripted)
    }
}
