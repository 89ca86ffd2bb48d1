import HTTPCore
import Model
import Texts
import Views

// Test mode: nothing of the law is said before an act, and nothing is chosen beforehand. What a pack offers first is
// often what the law wants.
extension ActFields {
    private var t: Tongue { pages.t }

    /// Every choice has to be made, and none is made already.
    var asksEach: Bool { !pages.view.showsLaw }

    /// The choices, with "choose" before them if there are several.
    func unlessOnly(_ choices: [(value: String, words: String)]) -> [(value: String, words: String)] {
        choices.count > 1 ? [(value: "", words: t(ActText.choose))] + choices : choices
    }

    /// It has to be chosen, and is not chosen yet.
    func isOpen(_ place: Int) -> Bool {
        let choice = act.choices[place]
        return input["choice\(place)"] == nil && (asksEach || choice.isAsked || choice.isConditional)
            && isAsked(place)
    }

    /// What was not chosen, as a sentence; nil if nothing is open.
    var unchosen: String? {
        let open = openChoices()
        return open.isEmpty ? nil : t(ActText.unchosen, ["list": t.format.list(open.map(\.name))])
    }
}

extension ActFields {
    /// What the law says to one share, and whether it was made already.
    func sharingWords(_ law: LawView, done: Bool, consentOf: [Option]) -> [String] {
        let sent = done ? [t(CaseText.alreadyShared)] : []
        // In test mode nothing of the law is said, that it has nothing to say neither.
        guard pages.view.showsLaw else { return sent }
        return [LawWords(pages.ctx).title(law), pages.ctx.say(law.says)] + sent
            + (consentOf.isEmpty || law.answer != .needsConsent
                ? []
                : [t(CaseText.askThem, ["who": t.format.list(consentOf.map { pages.ctx.say($0.name) })])])
    }

    /// What is said of a question about nothing.
    var noTopic: String? {
        act.topics.isEmpty || request.topic != nil ? nil : pages.refusals.sentence(.missing(.topic))
    }
}

extension SeatPages {
    /// The form once more, at what is still to be filled in; nil if nothing is.
    func unfinished(_ act: Prospect, _ input: Fields) -> PageParts? {
        let fields = ActFields(self, act, input)
        if act.isDocument, let place = fields.openStep {
            return formStep(act, input, place: place, showsOpen: true)
        }
        return fields.openParts.isEmpty ? nil : actForm(act, input, showsOpen: true)
    }

    /// Refusals name rules only where the law is told.
    var refusals: RefusalWords { RefusalWords(ctx, times, namesRules: view.showsLaw) }

    /// The law on the confirmation of an act: what it says, or that it is not told.
    func lawPart(_ law: LawView, shares: [Sharing], act: Prospect, _ request: ActRequest) -> Node {
        guard view.showsLaw else { return p(.class("quiet"), .text(t(ProcedureText.lawHidden))) }
        let open = openGates(act, request)
        // Where each share has an answer of its own, a general "allowed" above them would only contradict; so it would
        // where not everything is ready.
        let saysLaw = shares.isEmpty && open.isEmpty || law.answer != .allowed
        return .group([
            .with(act.verb == .beginOperation ? request.item : nil) { gateList($0) },
            h2(.text(t(ActText.whatLawSays))), notReady(open),
            .when(saysLaw, lawBox(law)), furtherLaw(request),
            .each(shares, sharingBox),
        ])
    }

    /// What is not ready, as far as our agency knows, before the word is given; nothing where a danger lets nobody wait.
    func openGates(_ act: Prospect, _ request: ActRequest) -> [GateView] {
        guard view.showsLaw, act.verb == .beginOperation, let item = request.item else { return [] }
        let gates = view.gates(of: item)
        if gates.contains(where: { $0.overrides && $0.standing == .met }) { return [] }
        return gates.filter { !$0.overrides && $0.standing != .met }
    }

    private func notReady(_ open: [GateView]) -> Node {
        .when(
            !open.isEmpty,
            notice(
                .due, icon: .law, t(OperationText.notAllReady, count: open.count),
                ul(
                    .each(open) { gate in
                        li(code(.text(gate.id)), " ", .text(ctx.say(gate.name)))
                    })))
    }
}
