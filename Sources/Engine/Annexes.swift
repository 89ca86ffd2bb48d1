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

    /// The act by which a request was sent: requests are sent at once.
    private func act(behind record: ItemRecord, in state: State) -> Act? {
        guard case .request(let request) = record.item.body else { return nil }
        return state.bookings.last { booking in
            booking.startedAt == record.sentAt && booking.booking.seat == record.item.sender
                && booking.booking.act.agency == request.to && booking.booking.act.text == request.text
                && scenario.world.acts[booking.booking.act.type].verb == .request
        }?.booking.act
    }

    /// What a request lacked, in the names of the choices of its act.
    public func missingAnnexes(of record: ItemRecord, in state: State) -> [TextID] {
        guard let act = act(behind: record, in: state) else { return [] }
        return missingAnnexes(of: act).map { scenario.world.acts[act.type].choices[$0].name }
    }
}

extension Decider {
    /// It is looked at where it arrives, put before nobody, and sent back.
    mutating func comeBack(_ act: Act, _ type: ActType, _ other: AgencyID, _ seat: SeatID) {
        let request = InformationRequest(
            to: other, person: act.person, place: act.place, kind: act.kind, basis: act.basis,
            due: now.after(minutes: type.returnedAfter), text: act.text)
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
