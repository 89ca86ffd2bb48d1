import Basics
import Model

/// What people are asked to agree to, and what they take back.
extension Decoder {
    /// `purpose` of an agency or a service: in a world that tells consent apart by purpose, each says what it is there for.
    func purpose(_ fields: Fields) -> PurposeID? {
        let node = names.purposes.all.isEmpty ? fields.optional("purpose") : fields.required("purpose")
        return id(node, "purpose", in: names.purposes)
    }

    /// `withdraw: person`, with `from: service.x` or `agency.x` for one recipient only, `for: x` for one purpose only, and
    /// `act.x` for what was chosen in the act.
    func withdrawal(_ node: Node?, _ fields: Fields, _ scope: Scope) -> Effect.Verb? {
        guard case .one(let who)? = persons(node, scope) else { return nil }
        var withdrawal = Withdrawal(by: who)
        if let from = fields.optional("from") {
            guard let recipient = recipient(from, scope) else { return nil }
            withdrawal.recipient = recipient
        }
        if let what = fields.optional("for") {
            guard let purpose = purposeTaken(what, scope) else { return nil }
            withdrawal.purpose = purpose
        }
        return .withdraw(withdrawal)
    }

    private func recipient(_ node: Node, _ scope: Scope) -> Picked<Consent.Recipient>? {
        guard let text = string(node, "from") else { return nil }
        if let word = rest(of: text, after: "service.") {
            return named(word, "service", names.services, node).map { .one(.service($0)) }
        }
        if let word = rest(of: text, after: "agency.") {
            return named(word, "agency", names.agencies, node).map { .one(.agency($0)) }
        }
        if let word = rest(of: text, after: "act.") {
            return chosen(word, node, scope) { option in
                names.agencies[option].map { .agency($0) } ?? names.services[option].map { .service($0) }
            }
        }
        findings.error(.wrongType, at: node.spot, "from", "service.…, agency.… or act.…", node.said)
        return nil
    }

    private func purposeTaken(_ node: Node, _ scope: Scope) -> Picked<PurposeID>? {
        guard let text = string(node, "for") else { return nil }
        if let word = rest(of: text, after: "act.") {
            return chosen(word, node, scope) { names.purposes[$0] }
        }
        return named(text, "purpose", names.purposes, node).map { .one($0) }
    }

    /// A choice of the act whose options are called like what they stand for, or `everything`.
    private func chosen<Value>(
        _ word: String, _ node: Node, _ scope: Scope, _ thing: (String) -> Value?
    ) -> Picked<Value>? {
        let known = scope.act?.type.map { names.choices[$0.index].map(\.choice) } ?? []
        guard let place = known.firstIndex(where: { $0.id == word && !$0.isFlag }) else {
            findings.error(
                .unknownID, at: node.spot, "choice of the act", word, hint(word, among: known.map(\.id)),
                enumerated(known.map(\.id)))
            return nil
        }
        let options = known[place].options.map(\.id)
        for option in options where option != "everything" && thing(option) == nil {
            findings.error(
                .wrongType, at: node.spot, "act.\(word)", "options called like what they stand for", option)
        }
        return .chosen(place: place, from: known[place].from, options.map(thing))
    }
}
