import Basics
import Engine
import Model

// All documents of an agency: the forms that it signed, and the requests and referrals that it sent off as documents of
// the world (F-J, F-C), and who was appointed for somebody (F-G). What was sent is signed by being sent.
extension SeatView {
    /// The newest first.
    public var papers: [FormView] { numbered().reversed() }

    public func paper(_ handle: Handle) -> FormView? { numbered().first { $0.handle == handle } }

    /// The newest version of a form about somebody, to begin the next one from.
    public func latest(of act: Handle, about person: Handle) -> Handle? {
        forms.first { $0.act == act && $0.person?.handle == person }?.handle
    }

    /// What a document of ours says, as the request that would send or sign it once more.
    public func beginning(from handle: Handle) -> ActRequest? {
        if let form = resolveForm(handle) {
            var request = ActRequest(act: key.handle(form.type, .act))
            request.person = form.person.map { personOption($0).handle }
            (request.choices, request.fields) = (form.choices, form.fields.map { $0.text ?? "" })
            request.facts = form.facts.filter { state.knows(agency, $0) }.map { key.handle($0, .fact) }
            return request
        }
        guard let act = letter(handle)?.act else { return nil }
        var request = ActRequest(act: key.handle(act.type, .act))
        request.person = act.person.map { personOption($0).handle }
        request.place = act.place.map { placeOption($0).handle }
        request.agency = act.agency.map { key.handle($0, .agency) }
        request.service = act.service.map { key.handle($0, .service) }
        request.basis = act.basis.map { key.handle($0, .basis) }
        request.kind = act.kind.map { key.handle($0, .factKind) }
        request.facts = act.facts.filter { state.knows(agency, $0) }.map { key.handle($0, .fact) }
        (request.choices, request.fields) = (act.choices, act.fields.map { $0.text ?? "" })
        request.text = act.text.text ?? ""
        return request
    }

    /// A request, a referral or an appointment that our agency sent as a document.
    func letter(_ handle: Handle) -> Booking? {
        letters.last { key.handle($0.booking.id) == handle }?.booking
    }

    /// Of the same kind, about the same, to the same side: a later one is the next version. Of a referral the person is
    /// what it is about, whatever the service.
    func version(of booking: Booking) -> Int {
        let sender = state.seats[booking.seat].agency
        var count = 0
        for record in state.bookings {
            if isSame(record.booking, booking), state.seats[record.booking.seat].agency == sender {
                count += 1
            }
            if record.booking.id == booking.id { break }
        }
        return count
    }

    private func isSame(_ one: Booking, _ other: Booking) -> Bool {
        one.act.type == other.act.type && one.act.person == other.act.person
            && one.act.place == other.act.place && one.act.agency == other.act.agency
    }

    private var letters: [BookingRecord] {
        state.bookings.filter {
            world.acts[$0.booking.act.type].isLetter && state.seats[$0.booking.seat].agency == agency
        }
    }

    private func view(of letter: BookingRecord) -> FormView {
        let (booking, act) = (letter.booking, letter.booking.act)
        let signed = SignedForm(
            id: booking.id, type: act.type, seat: booking.seat, person: act.person,
            version: version(of: booking), choices: act.choices, fields: act.fields, facts: act.facts)
        let sent = FormView.Sent(
            service: act.service.map { Text(world.services[$0].name) },
            to: act.agency.map { Text(world.agencies[$0].name) },
            place: act.place.map { Text(world.places[$0].name) },
            wanted: act.kind.map { Text(world.factKinds[$0].name) },
            basis: act.basis.map { Text(world.bases[$0].name) }, text: Text(act.text))
        return formView(Dated(time: letter.startedAt, value: signed), sent: sent)
    }

    /// The oldest first. A first version takes the next number of its form; later ones have the number of the first.
    private func numbered() -> [FormView] {
        let all = (forms.reversed() + letters.map { view(of: $0) }).enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
        var found: [FormView] = []
        for var paper in all {
            let code = paper.form.isEmpty ? paper.act.text : paper.form
            func isAlike(_ other: FormView) -> Bool {
                (other.form.isEmpty ? other.act.text : other.form) == code
            }
            let first = found.first {
                $0.act == paper.act && $0.person?.handle == paper.person?.handle
                    && $0.sent?.to == paper.sent?.to && $0.sent?.place == paper.sent?.place
            }
            let highest = found.filter(isAlike).compactMap(\.number).max() ?? 0
            paper.number = first?.number ?? highest + 1
            found.append(paper)
        }
        return found
    }
}
