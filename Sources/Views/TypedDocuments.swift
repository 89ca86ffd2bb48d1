import Basics
import Engine
import Model

/// What a request or a referral says line by line, where the world makes a document of it (F-J, F-C).
public struct TypedDocument: Hashable, Sendable {
    /// The form's id in the field.
    public let form: String
    public let rows: [FormView.Row]
    /// The marks at its foot.
    public let marks: [FormView.Row]
    /// Which version of it was sent. Whom else it went to before is for its sender alone, and so is this.
    public let version: Int?
    /// The copy to be printed, for the agency that sent it.
    public let copy: Handle?
}

extension SeatView {
    /// The lines of the act by which an item was sent, for both sides. Items without lines are none.
    func document(of record: ItemRecord) -> TypedDocument? {
        guard let booking = booking(behind: record) else { return nil }
        let (act, type) = (booking.act, world.acts[booking.act.type])
        guard !type.form.isEmpty || !type.fields.isEmpty else { return nil }
        let isOurs = state.seats[booking.seat].agency == agency
        return TypedDocument(
            form: type.form, rows: rows(of: type, choices: act.choices, fields: act.fields, marks: false),
            marks: rows(of: type, choices: act.choices, fields: act.fields, marks: true),
            version: type.isLetter && isOurs ? version(of: booking) : nil,
            copy: type.isLetter && isOurs ? key.handle(booking.id) : nil)
    }

    private func booking(behind record: ItemRecord) -> Booking? {
        switch record.item.body {
        case .referred(let referral): state.booking(referral.booking)?.booking
        case .request: engine.booking(behind: record, in: state)?.booking
        default: nil
        }
    }

    /// The answers of a form: options in words, yes or no, and what was typed.
    ///
    /// - Parameter marks: those at its foot, or the others.
    func rows(of type: ActType, choices: [Int], fields: [Typed], marks: Bool) -> [FormView.Row] {
        let chosen = zip(type.choices, choices).filter { $0.0.isMark == marks }.map { choice, value in
            let place = value - choice.from
            let option = choice.options.indices.contains(place) ? Text(choice.options[place].name) : nil
            return FormView.Row(name: Text(choice.name), words: option, isYes: choice.isFlag && value == 1)
        }
        return chosen
            + zip(type.fields, fields).filter { $0.0.isMark == marks }.map {
                FormView.Row(name: Text($0.name), words: Text($1), isYes: false)
            }
    }
}
