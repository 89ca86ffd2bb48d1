import Basics
import Engine
import Model

/// What an opened referral says besides whom and where to.
public struct ReferralView: Hashable, Sendable {
    public let accompanied: Bool
    /// When the person is to arrive, once the service has said yes.
    public let arrivesAt: ExerciseTime?
    /// It is acknowledged by `ItemView.due`; an answer comes by then.
    public let answerBy: ExerciseTime?
    /// What the service says to whom it cannot take, with the way on.
    public let says: Text?
}

/// How many places of a service are taken.
public struct RoomView: Hashable, Sendable {
    public let taken: Int
    public let capacity: Int
}

/// A referral that waits for this seat, for a bot.
public struct BriefReferral: Sendable {
    public let item: Handle
    public let due: ExerciseTime
    public let isAcknowledged: Bool
    public let hasRoom: Bool
}

extension SeatView {
    func referralView(_ record: ItemRecord) -> ReferralView? {
        guard case .referred(let referral) = record.item.body else { return nil }
        return ReferralView(
            accompanied: referral.accompanied, arrivesAt: record.state == .accepted ? record.until : nil,
            answerBy: record.state == .open && referral.acknowledgeBy != nil ? referral.due : nil,
            says: says(referral.service, record.state))
    }

    /// What our request lacked, on the request and on the note with which it came back.
    func missing(_ record: ItemRecord) -> [Text] {
        switch record.item.body {
        case .request where record.state == .returned:
            engine.missingAnnexes(of: record, in: state).map { Text($0) }
        case .reply(let to, .returned, _):
            state.item(to).map { engine.missingAnnexes(of: $0, in: state).map { Text($0) } } ?? []
        default: []
        }
    }

    /// The act by which a request was sent that came back.
    func askAgain(_ record: ItemRecord) -> Handle? {
        let request: ItemRecord? =
            switch record.item.body {
            case .request where record.state == .returned: record
            case .reply(let to, .returned, _): state.item(to)
            default: nil
            }
        return request.flatMap { engine.booking(behind: $0, in: state) }.map {
            key.handle($0.booking.act.type, .act)
        }
    }

    /// What a service says where it cannot take somebody.
    func says(_ service: ServiceID, _ result: ItemState) -> Text? {
        let text =
            switch result {
            case .full: world.services[service].fullSays
            case .declined: world.services[service].declinedSays
            default: TextID("")
            }
        return text.path.isEmpty ? nil : Text(text)
    }

    /// How full our house is to which a referral asks for entry; nil if it is no house of ours, or has no bounds.
    public func room(for item: Handle) -> RoomView? {
        guard let record = resolveItem(item), case .referred(let referral) = record.item.body else {
            return nil
        }
        let service = world.services[referral.service]
        guard service.agency == agency, service.capacity < 1000 else { return nil }
        return RoomView(taken: engine.taken(in: referral.service, in: state), capacity: service.capacity)
    }

    /// Referrals of a person that this seat sent or has read, newest first.
    public func referrals(of person: Handle) -> [ItemView] {
        guard let id = resolvePerson(person) else { return [] }
        return state.items.reversed().compactMap { record in
            guard case .referred(let referral) = record.item.body, referral.person == id else { return nil }
            if record.item.sender == seat { return itemView(record, own: true) }
            return record.isOpened(by: seat) ? itemView(record) : nil
        }
    }

    /// Our requests that nobody answered in time and that we have not sent anew: they are open with us again.
    public var returned: [ItemView] {
        state.seats[seat].sent.reversed().compactMap { place in
            guard state.items[place].state == .lapsed,
                case .request(let request) = state.items[place].item.body,
                !isRepeated(request, after: place)
            else { return nil }
            return itemView(state.items[place], own: true)
        }
    }

    private func isRepeated(_ request: InformationRequest, after place: Int) -> Bool {
        state.seats[seat].sent.contains { later in
            guard later > place, case .request(let again) = state.items[later].item.body else { return false }
            return again.to == request.to && again.person == request.person && again.place == request.place
                && again.kind == request.kind
        }
    }

    /// What this seat sent and can still take back, the newest first.
    func revocable() -> [Handle] {
        state.seats[seat].sent.reversed().filter { engine.canRevoke(state.items[$0]) }
            .map { key.handle(state.items[$0].item.id) }
    }

    /// Something that this seat sent and that is listed as sent.
    func resolveSent(_ handle: Handle?) -> ItemRecord? {
        guard let handle else { return nil }
        let place = state.seats[seat].sent.last {
            state.items[$0].item.isListedForSender && key.handle(state.items[$0].item.id) == handle
        }
        return place.map { state.items[$0] }
    }

    /// Referrals in the inbox that an act of the seat could answer now.
    func awaits(_ record: ItemRecord, _ verb: Verb) -> Bool {
        guard record.isOpened(by: seat) else { return false }
        switch (record.item.body, verb) {
        case (.request, .acknowledge), (.referred, .acknowledge): return record.state == .open
        case (.referred, .accept), (.referred, .refuse): return record.state.isWaiting
        default: return false
        }
    }

    public var waitingReferrals: [BriefReferral] {
        state.seats[seat].waiting.compactMap { place in
            guard case .referred(let referral) = state.items[place].item.body else { return nil }
            let record = state.items[place]
            guard record.state.isWaiting, record.isOpened(by: seat) else { return nil }
            return BriefReferral(
                item: key.handle(record.item.id), due: record.until ?? referral.due,
                isAcknowledged: record.state == .acknowledged,
                hasRoom: engine.room(in: referral.service, in: state) > 0)
        }
    }
}
