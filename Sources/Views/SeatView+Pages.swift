import Basics
import Engine
import Model

extension ClockView {
    /// How the run stands, in one word. `stopped` is a pause that somebody asked for with STOP.
    public enum Condition: String, Hashable, Sendable { case ready, running, paused, stopped, ended }

    public var condition: Condition {
        switch phase {
        case .ready: .ready
        case .running: .running
        case .paused: stopped ? .stopped : .paused
        case .ended: .ended
        }
    }
}

extension SeatView {
    /// The handle of an item that lies in this seat's inbox, such as the answer that an act has just brought.
    public func handle(of item: ItemID) -> Handle? {
        state.seats[seat].inbox.contains { state.items[$0].item.id == item } ? key.handle(item) : nil
    }

    /// Whether this seat's agency knows the person, without looking further.
    public func knows(person handle: Handle) -> Bool { resolvePerson(handle) != nil }

    /// Whether this seat's agency knows the place.
    public func knows(place handle: Handle) -> Bool { resolvePlace(handle) != nil }

    /// What a service is and whom it takes in.
    public func about(service handle: Handle) -> Text? {
        let id: ServiceID? = key.resolve(handle, .service, count: world.services.count)
        return id.map { Text(world.services[$0].about) }
    }

    /// What a service has for people who need it.
    public func offers(service handle: Handle) -> [Text] {
        let id: ServiceID? = key.resolve(handle, .service, count: world.services.count)
        return id.map { engine.words(world.services[$0].offers) } ?? []
    }

    /// Answers of a person to this seat that nobody here has heard yet.
    public func unheard(from person: Handle) -> [Handle] {
        guard let person = resolvePerson(person) else { return [] }
        return state.seats[seat].inbox.map { state.items[$0] }
            .filter { record in
                guard !record.isOpened(by: seat), let booking = record.item.booking else { return false }
                return isTalk(booking, with: person)
            }.map { key.handle($0.item.id) }
    }

    /// Whether a question of this seat still waits for whoever plays the person.
    public func waitsForAnswer(of person: Handle) -> Bool {
        guard let person = resolvePerson(person) else { return false }
        return state.seats[seat].sent.contains { place in
            guard state.items[place].state == .open else { return false }
            switch state.items[place].item.body {
            case .question(person, _, _, _, _), .consentAsked(person, _, _, _, _): return true
            default: return false
            }
        }
    }

    private func isTalk(_ booking: ItemID, with person: PersonID) -> Bool {
        guard let act = state.booking(booking)?.booking.act else { return false }
        return act.person == person && world.acts[act.type].verb == .talk
    }

    /// What the seat did last with an act type, to say what came of it.
    public func lastDeed(_ act: Handle) -> DeedView? {
        let record = state.bookings.last {
            $0.booking.seat == seat && key.handle($0.booking.act.type, .act) == act
        }
        return record.map(deed)
    }

    private func deed(_ record: BookingRecord) -> DeedView {
        let act = record.booking.act
        let request = state.seats[seat].sent.last { place in
            switch state.items[place].item.body {
            case .request: state.items[place].sentAt == record.completedAt
            case .referred(let referral): referral.booking == record.booking.id
            default: false
            }
        }.map { state.items[$0] }
        var due: ExerciseTime?
        if case .request(let asked) = request?.item.body { due = asked.due }
        if case .referred(let referral) = request?.item.body { due = referral.due }
        return DeedView(
            verb: world.acts[act.type].verb, minutes: record.booking.minutes,
            isDone: record.completedAt != nil,
            due: record.booking.due, answerDue: due, to: recipients(of: act),
            person: act.person.map(personOption),
            service: act.service.map { Text(world.services[$0].name) }, status: act.status,
            facts: act.facts.count, takesEffect: takesEffect(act),
            isAwaited: isAwaited(record.booking.id))
    }

    /// Whoever plays the person has not said yes or no yet.
    private func isAwaited(_ booking: ItemID) -> Bool {
        state.items.contains { record in
            guard case .consentAsked(_, _, booking, _, _) = record.item.body else { return false }
            return record.state.isWaiting
        }
    }

    /// When the order that an act gave begins, if that is still to come.
    private func takesEffect(_ act: Act) -> ExerciseTime? {
        guard world.acts[act.type].verb == .giveOrder, let asked = act.item,
            let from = state.orders.last(where: { $0.value.request == asked })?.value.from
        else { return nil }
        return from > now ? from : nil
    }
}

/// Something that the seat has done.
public struct DeedView: Hashable, Sendable {
    public let verb: Verb
    /// What it took of the seat's time.
    public let minutes: Int
    public let isDone: Bool
    /// When it is or was carried out.
    public let due: ExerciseTime
    /// By when another agency is to answer.
    public let answerDue: ExerciseTime?
    public let to: [Text]
    public let person: Option?
    public let service: Text?
    public let status: PersonStatus?
    public let facts: Int
    /// For an order that was given: its hour, while that is still to come.
    public let takesEffect: ExerciseTime?
    /// For a question about consent: the person thinks about it.
    public let isAwaited: Bool
}

extension Item {
    /// The act of ours that brought it.
    var booking: ItemID? {
        switch body {
        case .result(let booking, _): booking
        case .reply(let to, _, _): to
        default: nil
        }
    }
}
