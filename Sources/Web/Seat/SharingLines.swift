import Texts
import Views

// What the law says to each thing that is about to be shared, recipient by recipient.
extension SeatPages {
    struct Sharing {
        /// The fact or the form, in words.
        var what: String
        var icon: Icon
        var agency: AgencyView
        var law: LawView
    }

    /// For each fact and form and for each recipient what its class says to it on the basis and for the purpose that were
    /// chosen. A form brings the facts that it cites.
    func sharingLines(_ act: Prospect, _ request: ActRequest) -> [Sharing] {
        var recipients = request.agencies
        if let agency = request.agency { recipients.append(agency) }
        if let item = request.item.flatMap({ view.item($0) }), let asker = item.from {
            recipients.append(asker.handle)
        }
        let purpose = request.purpose ?? view.purposeAsked(request.item)
        let forms = request.forms.compactMap { view.form($0) }
        var facts = request.facts
        for fact in forms.flatMap(\.facts) where !facts.contains(fact) { facts.append(fact) }
        let ofForms = forms.flatMap { form in
            view.shareOptions(form: form.handle, on: request.basis, for: purpose)
                .filter { recipients.contains($0.agency.handle) }
                .map { Sharing(what: formTitle(form), icon: .document, agency: $0.agency, law: $0.law) }
        }
        return ofForms
            + facts.flatMap { handle -> [Sharing] in
                guard let fact = view.fact(handle) else { return [] }
                return view.shareOptions(handle, on: request.basis, for: purpose)
                    .filter { recipients.contains($0.agency.handle) }
                    .map { Sharing(what: ctx.say(fact.text), icon: .fact, agency: $0.agency, law: $0.law) }
            }
    }

    func sharingBox(_ sharing: Sharing) -> Node {
        let words = LawWords(ctx)
        return Web.lawBox(
            words.kind(sharing.law.answer),
            t(LawText.toWhom, ["answer": words.title(sharing.law), "who": ctx.say(sharing.agency.name)]),
            why: ctx.say(sharing.law.says),
            rule: .group([
                p(.class("small"), sharing.icon.node, " ", .text(sharing.what)), words.rule(sharing.law),
            ]))
    }
}
