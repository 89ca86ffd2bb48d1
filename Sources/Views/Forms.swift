import Basics
import Engine
import Model

/// A signed form: one of our agency, or one that came with a share.
public struct FormView: Hashable, Sendable {
    public let handle: Handle
    /// What it is written with.
    public let act: Handle
    /// The form's id in the field, such as `F-D`.
    public let form: String
    public let name: Text
    public let person: Option?
    public let seat: Text
    /// The agency that signed it.
    public let agency: Text
    public let at: ExerciseTime
    public let version: Int
    /// Among the documents of this form in our agency; all versions of one have the same. Nil for those of others.
    public internal(set) var number: Int?
    /// The country of who signed it.
    public let country: Text
    /// Where our agency had last met the person.
    public let metAt: Text?
    /// To whom it went, where it is a request or a referral.
    public let sent: Sent?
    public let rows: [Row]
    /// The marks at its foot: of the person, of the interpreter.
    public let marks: [Row]
    /// What it rests on, as far as our agency knows it.
    public let facts: [Handle]
    /// To whom our agency passed it on. Of the form of another agency that is not ours to know.
    public let sharedWith: [Text]

    public struct Sent: Hashable, Sendable {
        public let service: Text?
        public let to: Text?
        public let place: Text?
        public let wanted: Text?
        public let basis: Text?
        public let text: Text
    }

    public struct Row: Hashable, Sendable {
        public let name: Text
        /// What was typed, or the option that was chosen; nil is the answer no to a yes-or-no field, and `isYes` tells.
        public let words: Text?
        public let isYes: Bool
    }
}

extension SeatView {
    /// The forms that our agency signed, newest first.
    public var forms: [FormView] {
        state.forms.filter { state.seats[$0.value.seat].agency == agency }.reversed().map(formView)
    }

    public func form(_ handle: Handle) -> FormView? { forms.first { $0.handle == handle } }

    /// To whom a form of ours could go, and what its class and the facts that it cites say to each.
    ///
    /// - Parameters:
    ///   - basis: the legal basis on which it would be passed on.
    ///   - purpose: what for; without one, what each agency is there for.
    public func shareOptions(
        form handle: Handle, on basis: Handle? = nil, for purpose: Handle? = nil
    ) -> [FormShareOption] {
        let (basis, purpose) = (resolveBasis(basis), resolvePurpose(purpose))
        guard let form = resolveForm(handle) else { return [] }
        return engine.seatedAgencies.filter { $0 != agency }.map { other in
            let law = engine.sharing(
                form: form, from: agency, to: other, on: basis, for: purpose, at: now, in: state)
            return FormShareOption(
                agency: agencyView(other), law: lawView(state.showsLaw ? law : .allowed),
                done: state.formShares.contains {
                    $0.value.form == form.id && $0.value.from == agency && $0.value.to == other
                },
                consentOf: form.person.map { [personOption($0)] } ?? [])
        }
    }

    /// A signed form that came with an item of the inbox.
    func formView(_ id: ItemID) -> FormView? {
        state.forms.last { $0.value.id == id }.map(formView)
    }

    func resolveForm(_ handle: Handle) -> SignedForm? {
        state.forms.last {
            state.seats[$0.value.seat].agency == agency && key.handle($0.value.id) == handle
        }?.value
    }

    func formView(_ signed: Dated<SignedForm>) -> FormView { formView(signed, sent: nil) }

    func formView(_ signed: Dated<SignedForm>, sent: FormView.Sent?) -> FormView {
        let form = signed.value
        let type = world.acts[form.type]
        let signer = state.seats[form.seat].agency
        return FormView(
            handle: key.handle(form.id), act: key.handle(form.type, .act), form: type.form,
            name: Text(type.name),
            person: form.person.map(personOption), seat: Text(scenario.seats[form.seat].name),
            agency: Text(world.agencies[signer].name), at: signed.time, version: form.version,
            country: Text(world.countries[world.agencies[signer].country].name),
            metAt: signer == agency ? metAt(form) : nil, sent: sent,
            rows: rows(of: type, choices: form.choices, fields: form.fields, marks: false),
            marks: rows(of: type, choices: form.choices, fields: form.fields, marks: true),
            facts: form.facts.filter { state.knows(agency, $0) }.map { key.handle($0, .fact) },
            sharedWith: signer == agency ? recipients(of: form.id) : [])
    }

    private func metAt(_ form: SignedForm) -> Text? {
        guard let index = state.forms.firstIndex(where: { $0.value.id == form.id }) else { return nil }
        return state.formPlaces[index].map { Text(world.places[$0].name) }
    }

    private func recipients(of form: ItemID) -> [Text] {
        var found: [AgencyID] = []
        for share in state.formShares where share.value.form == form && !found.contains(share.value.to) {
            found.append(share.value.to)
        }
        return found.map { Text(world.agencies[$0].name) }
    }
}

/// One agency to which a form of ours could go.
public struct FormShareOption: Sendable {
    public let agency: AgencyView
    /// What the class of the form says; the facts that it cites are asked by themselves.
    public let law: LawView
    public let done: Bool
    public let consentOf: [Option]
}
