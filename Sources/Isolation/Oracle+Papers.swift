import Basics
import Model

// What stands on forms, and on requests and referrals that are documents.
extension Oracle {
    /// A request or a referral that is a document is read line by line.
    func lines(of booking: Booking?) -> Set<Meaning> {
        guard let act = booking?.act else { return [] }
        let type = world.acts[act.type]
        guard !type.form.isEmpty || !type.fields.isEmpty else { return [] }
        var found: Set<Meaning> = []
        for choice in type.choices { found.formUnion(([choice.name] + choice.options.map(\.name)).map(text)) }
        for field in type.fields { found.insert(text(field.name)) }
        for typed in act.fields { found.formUnion(markers(typed)) }
        return found
    }

    /// A form is read as it was signed: its own words, and what was asked.
    func words(of form: SignedForm) -> Set<Meaning> {
        let type = world.acts[form.type]
        var found: Set<Meaning> = [text(type.name)]
        for choice in type.choices { found.formUnion(([choice.name] + choice.options.map(\.name)).map(text)) }
        for field in type.fields { found.insert(text(field.name)) }
        for typed in form.fields { found.formUnion(markers(typed)) }
        if let person = form.person { found.insert(text(scenario.persons[person].name)) }
        return found
    }
}
