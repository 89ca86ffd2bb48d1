import Basics
import Model

/// What control does to a run.
extension Decider {
    mutating func decide(_ act: ControlAct) throws(Refusal) {
        switch act {
        case .start:
            guard state.phase == .ready else { throw .alreadyStarted }
            emit(.started)
            touchAll()
        case .pause:
            try mustPlay()
            guard state.phase == .running else { throw .paused }
            emit(.paused(stopped: false))
        case .stop:
            // STOP works whenever there is something to stop; said twice, it still stands.
            try mustPlay()
            if !state.stopped || state.phase == .running { emit(.paused(stopped: true)) }
        case .resume:
            try mustPlay()
            guard state.phase == .paused else { throw .notPaused }
            emit(.resumed)
        case .speed(let speed):
            guard (1...60).contains(speed) else { throw .missing(.choice) }
            guard state.phase != .ended else { throw .ended }
            if speed != state.speed { emit(.speedSet(speed)) }
        case .end:
            try mustPlay()
            emit(.ended)
        case .seat(let seat, let mode): try set(seat, mode)
        case .fire(let inject):
            try mustPlay()
            guard state.injects[inject].firedAt == nil else { throw .alreadyDone }
            // A hand is stronger than a hold or a cancellation.
            fire(inject)
        case .hold(let inject):
            try mustWait(inject)
            emit(.injectHeld(inject, true))
        case .release(let inject):
            guard state.phase != .ended else { throw .ended }
            guard state.injects[inject].held else { throw .notHeld }
            let wasWaiting = state.injects[inject].waiting
            emit(.injectHeld(inject, false))
            if wasWaiting, state.phase != .ready { comeDue(inject) }
        case .edit(let inject, let title, let text):
            try mustWait(inject)
            if text.isEmpty { throw .missing(.text) }
            emit(.injectEdited(inject, title: title, text: text))
        case .retarget(let inject, let seats):
            try mustWait(inject)
            if seats.isEmpty { throw .missing(.recipients) }
            emit(.injectRetargeted(inject, seats))
        case .improvise(let inject): try improvise(inject)
        case .holdPerson(let person):
            // Who voices a child is somebody whose name stands in the roster, not whoever sits at control.
            let character = scenario.persons[person]
            guard !character.isScripted, !character.isForTrained else { throw .scripted }
            guard !state.persons[person].held else { throw .alreadyDone }
            emit(.personHeld(person, true))
        case .releasePerson(let person):
            guard state.persons[person].held else { throw .notHeld }
            emit(.personHeld(person, false))
        case .reply(let question, let facts, let text): try reply(question, facts, text)
        case .dial(let person, let dial, let value):
            try mustPlay()
            emit(.dialChanged(person, dial, min(100, max(0, value))))
        case .holdNetwork(let network, let held):
            try mustPlay()
            try hold(network, held)
        case .makeMove(let move):
            try mustPlay()
            try make(move)
        case .alert(let network, let value):
            try mustPlay()
            setAlert(network, value)
        case .mistake(let mistake, let agency, let person):
            if state.phase == .ready { throw .notStarted }
            let before = state.mistakes.count
            make(mistake, by: agency, for: person, byStaff: true)
            if state.mistakes.count == before { throw .alreadyDone }
        case .flag(let mistake, let contact): try flag(mistake, in: contact)
        case .showLaw(let shows):
            guard state.phase != .ended else { throw .ended }
            if shows != state.showsLaw { emit(.lawShown(shows)) }
        case .agree(let id, let yes): try agree(to: id, yes)
        case .told(let fact, let agency):
            try mustPlay()
            guard !state.knows(agency, fact) else { throw .alreadyDone }
            learn(fact, agency, .staff, item: nil)
        }
    }

    func mustPlay() throws(Refusal) {
        if state.phase == .ready { throw .notStarted }
        if state.phase == .ended { throw .ended }
    }

    private func mustWait(_ inject: InjectID) throws(Refusal) {
        if state.phase == .ended { throw .ended }
        if state.injects[inject].firedAt != nil { throw .alreadyDone }
    }

    private mutating func set(_ seat: SeatID, _ mode: SeatMode) throws(Refusal) {
        if case .coveredBy(let other) = mode {
            guard other != seat, state.seats[other].agency == state.seats[seat].agency else {
                throw .unknownThing
            }
        }
        emit(.seatSet(seat, mode))
    }

    private mutating func improvise(_ inject: Improvised) throws(Refusal) {
        try mustPlay()
        if inject.seats.isEmpty { throw .missing(.recipients) }
        if inject.text.isEmpty { throw .missing(.text) }
        let item = Item(
            id: newID(),
            body: .improvised(inject.channel, from: inject.from, title: inject.title, text: inject.text),
            seats: unique(inject.seats), sender: nil, facts: unique(inject.facts))
        deliver(item, .inject, from: nil, basis: nil)
    }

    private mutating func reply(_ id: ItemID, _ facts: [FactID], _ text: Typed) throws(Refusal) {
        try mustPlay()
        guard let record = state.item(id),
            case .question(let person, let topic, let booking, _, let scripted) = record.item.body
        else { throw .unknownThing }
        guard record.state == .open else { throw .alreadyAnswered }
        if text.isEmpty { throw .missing(.text) }
        emit(.itemAnswered(id, .answered))
        for fact in facts where !scripted.contains(fact) { emit(.toldBeyondScript(person, fact)) }
        answer(person, topic, booking, facts: facts, text: text)
    }
}
