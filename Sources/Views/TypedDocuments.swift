import Basics
import Engine
import Model

/// What a request or a referral says line by line, where the world makes a document of it (F-J, F-C).
public struct TypedDocument: Hashable, Sendable {
    /// The form's id in the field.
    public let form: String
    public let rows: [FormView.Row]
}

extension SeatView {
    /// The lines of the act by which an item was sent, for both sides. Items without lines are none.
    func document(of record: ItemRecord) -> TypedDocument? {
        guard let act = act(behind: record) else { return nil }
        let type = world.acts[act.type]
        guard !type.form.isEmpty || !type.fields.isEmpty else { return nil }
        return TypedDocument(
            form: type.form, rows: rows(of: type, choices: act.choices, fields: act.fields))
    }

    private func act(behind record: ItemRecord) -> Act? {
        switch record.item.body {
        case .referred(let referral): state.booking(referral.booking)?.booking.act
        case .request: engine.booking(behind: record, in: state)?.booking.act
        default: nil
        }
    }

    /// The answers of a form: options in words, yes or no, and what was typed.
    func rows(of type: ActType, choices: [Int], fields: [Typed]) -> [FormView.Row] {
        let chosen = zip(type.choices, choices).map { choice, value in
            let place = value - choice.from
            let option = choice.options.indices.contains(place) ? Text(choice.options[place].name) : nil
            return FormView.Row(name: Text(choice.name), words: option, isYes: choice.isFlag && value == 1)
        }
        return chosen
            + zip(type.fields, fields).map {
                FormView.Row(name: Text($0.name), words: Text($1), isYes: false)
            }
    }
}
