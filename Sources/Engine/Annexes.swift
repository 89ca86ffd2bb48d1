import Basics
import Model

// Requests that lack an annex reach nobody: they come back with what is missing (E-17).
extension Engine {
    /// The positions of the choices that stand for annexes and were answered with no.
    func missingAnnexes(of act: Act) -> [Int] {
        scenario.world.acts[act.type].annexes.filter {
            act.choices.indices.contains($0) && act.choices[$0] == 0
        }
    }

    /// The names of what a request lacks: annexes answered with no, and needed fields left empty.
    func missing(in act: Act) -> [TextID] {
        let type = scenario.world.acts[act.type]
        let fields = zip(type.fields, act.fields).filter { $0.isNeeded && $1.isEmpty }.map(\.0.name)
        return missingAnnexes(of: act).map { type.choices[$0].name } + (type.verb == .request ? fields : [])
    }

    /// The act by which a request was sent: it lies before the other side when the act is carried out.
    public func booking(behind record: ItemRecord, in state: State) -> BookingRecord? {
        guard case .request(let request) = record.item.body else { return nil }
        return state.bookings.last { booking in
            booking.completedAt == record.sentAt && booking.booking.seat == record.item.sender
                && booking.booking.act.agency == request.to && booking.booking.act.text == request.text
                && scenario.world.acts[booking.booking.act.type].verb == .request
        }
    }

    /// What a request lacked, in the names of the choices and fields of its act.
    public func missingAnnexes(of record: ItemRecord, in state: State) -> [TextID] {
        booking(behind: record, in: state).map { missing(in: $0.booking.act) } ?? []
    }
}

extension Decider {
    /// It is looked at where it arrives, put before nobody, and sent back.
    mutating func comeBack(_ act: Act, _ type: ActType, _ other: AgencyID, _ seat: SeatID) {
        let request = InformationRequest(
            to: other, person: act.person, place: act.place, kind: act.kind, basis: act.basis,
            due: now.after(minutes: type.returnedAfter), text: act.text,
            channel: type.rung == nil ? nil : act.type, agreement: type.agreement)
        emit(
            .itemSent(
                Item(
                    id: newID(), body: .request(request), seats: [], sender: seat,
                    persons: act.person.map { [$0] } ?? [])))
    }

    /// - Returns: whether it was one that lacks something.
    mutating func sendBack(_ record: ItemRecord) -> Bool {
        guard !engine.missingAnnexes(of: record, in: state).isEmpty else { return false }
        emit(.itemAnswered(record.item.id, .returned))
        tellSender(of: record.item.id, .returned, by: nil)
        return true
    }
}
