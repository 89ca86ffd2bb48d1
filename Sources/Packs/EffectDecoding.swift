import Basics
import Model

/// What rules and acts do.
extension Decoder {
    func effects(_ node: Node?, _ scope: Scope) -> [Effect] {
        list(node, "The list of effects").compactMap { effect($0, scope) }
    }

    private static let verbs = [
        "change", "set", "reveal", "fire", "cancel", "cancel_rule", "move", "lose", "find", "breach",
        "mistake", "withdraw", "receive", "search", "pay", "promise",
    ]

    private func effect(_ node: Node, _ scope: Scope) -> Effect? {
        guard let fields = Fields(node, "An effect", findings) else { return nil }
        let when = condition(fields.optional("when"), scope)
        let present = Self.verbs.filter { fields.has($0) }
        guard present.count == 1 else {
            complain(about: fields, present)
            return nil
        }
        let verb = verb(present[0], fields, scope)
        fields.finish()
        return verb.map { Effect(when: when, $0) }
    }

    private func complain(about fields: Fields, _ present: [String]) {
        if present.count > 1 {
            findings.error(
                .misplacedKey, at: fields.keySpot(present[1]), present[1],
                "the effect does “\(present[0])” already; write two effects")
        } else {
            findings.error(.missingKey, at: fields.spot, Self.verbs.joined(separator: "” or “"), "An effect")
        }
    }

    private func verb(_ key: String, _ fields: Fields, _ scope: Scope) -> Effect.Verb? {
        let node = fields.optional(key)
        switch key {
        case "change", "set": return changing(key, node, fields, scope)
        case "reveal":
            let fact = id(node, "fact", in: names.facts)
            let agencies = ids(oneOrMore(fields.required("to")), "agency", in: names.agencies)
            return fact.map { .reveal($0, to: agencies) }
        case "fire": return id(node, "inject", in: names.injects).map { .fire($0) }
        case "cancel": return id(node, "inject", in: names.injects).map { .cancelInject($0) }
        case "cancel_rule": return id(node, "rule", in: names.rules).map { .cancelRule($0) }
        case "move":
            let who = persons(node, scope)
            let place = id(fields.required("to"), "place", in: names.places)
            guard let who, let place else { return nil }
            return .move(who, to: place)
        case "lose":
            let who = persons(node, scope)
            let loss = word(fields.required("as"), "A way of losing contact", Words.losses)
            guard let who, let loss else { return nil }
            return .lose(who, loss)
        case "find": return persons(node, scope).map { .find($0) }
        case "mistake":
            let agency = id(fields.optional("by"), "agency", in: names.agencies)
            return id(node, "mistake", in: names.mistakes).map { .mistake($0, by: agency) }
        case "pay": return id(node, "flow", in: names.flows).map { .pay($0) }
        case "withdraw": return withdrawal(node, fields, scope)
        case "receive":
            return isInOperation(key, node, scope) ? persons(node, scope).map { .receive($0) } : nil
        case "search": return isInOperation(key, node, scope) ? search(node) : nil
        case "promise": return promising(node, scope)
        default:
            let agency = id(fields.optional("by"), "agency", in: names.agencies)
            return string(node, "The rule").map { .breach($0, by: agency) }
        }
    }

    private func isInOperation(_ key: String, _ node: Node?, _ scope: Scope) -> Bool {
        if scope.plan?.hasBegun == true { return true }
        findings.error(
            .misplacedKey, at: node?.spot ?? Spot(file: "", line: 1, column: 1), key,
            "only minutes of operations do it")
        return false
    }

    /// An act type of the verb visit.
    private func search(_ node: Node?) -> Effect.Verb? {
        guard let node, let act = id(node, "act type", in: names.acts) else { return nil }
        guard names.verbs[act.index] == .visit else {
            findings.error(.wrongType, at: node.spot, "search", "an act type of the verb visit", node.said)
            return nil
        }
        return .search(act)
    }

    private func changing(_ key: String, _ node: Node?, _ fields: Fields, _ scope: Scope) -> Effect.Verb? {
        let amountNode = fields.required(key == "change" ? "by" : "to")
        guard let node, let (target, isTruth) = target(node, scope) else { return nil }
        if isWords(target) {
            if key == "set" { return settingMatter(target, fields) }
            findings.error(
                .conditionType, at: node.spot, "What has words for its values cannot be added to",
                "Write set: … with to: one of its options.")
            return nil
        }
        guard let amountNode, let text = string(amountNode, "The amount") else { return nil }
        var checker = ConditionChecker(names: names, scope: scope, node: amountNode, findings: findings)
        guard let amount = checker.amount(text) else { return nil }
        let fits =
            switch amount.sense {
            case .truth: isTruth && key == "set"
            default: !isTruth
            }
        guard fits else {
            let wanted =
                isTruth ? (key == "set" ? "true or false" : "set: … with to: true or false") : "a number"
            findings.error(
                .wrongType, at: amountNode.spot, "The amount for this target", wanted, amountNode.said)
            return nil
        }
        return key == "change" ? .change(target, by: amount.expression) : .set(target, to: amount.expression)
    }

    private func isWords(_ target: Target) -> Bool {
        if case .matter(_, let id) = target { return !names.knownMatters[id.index].options.isEmpty }
        return false
    }

    /// - Returns: the target, and whether it is true or false rather than a number.
    private func target(_ node: Node, _ scope: Scope) -> (Target, isTruth: Bool)? {
        guard let text = string(node, "A target") else { return nil }
        var checker = ConditionChecker(names: names, scope: scope, node: node, findings: findings)
        guard let meaning = checker.readable(text) else { return nil }
        if case .read(let name) = meaning.expression, let target = Self.target(of: name) { return target }
        findings.error(
            .conditionType, at: node.spot, "“\(text)” cannot be changed",
            "Change trust, distress, safety, health, detained, safe, guardian, removal_suspended, reached, absent, a need, a matter or a step of a person, alert or resources of a network, a flag or a counter; lose contact with lose."
        )
        return nil
    }

    private static func target(of name: Name) -> (Target, isTruth: Bool)? {
        switch name {
        case .dial(let subject, let dial): return (.dial(subject, dial), false)
        case .mark(_, .lost), .mark(_, .moved), .mark(_, .removed), .mark(_, .disengaged): return nil
        case .mark(let subject, let mark): return (.mark(subject, mark), true)
        case .need(let subject, let need): return (.need(subject, need), true)
        case .step(let subject, let step): return (.step(subject, step), true)
        case .matter(let subject, let matter): return (.matter(subject, matter), false)
        case .alert(let subject): return (.alert(subject), false)
        case .resources(let subject): return (.resources(subject), false)
        case .flag(let flag): return (.flag(flag), true)
        case .counter(let counter): return (.counter(counter), false)
        default: return nil
        }
    }

    /// `person`, `person.x`, `x` or `group.x`.
    func persons(_ node: Node?, _ scope: Scope) -> PersonSet? {
        guard let node, let text = string(node, "Who") else { return nil }
        if text == "person" {
            if scope.person { return .one(.slot(Slot.person)) }
            findings.error(
                .unboundName, at: node.spot, text,
                "this is neither a rule with for: nor something that concerns one person",
                "Name one: person.….")
            return nil
        }
        if let group = rest(of: text, after: "group.") {
            return named(group, "group", names.groups, node).map { .group($0) }
        }
        return named(rest(of: text, after: "person.") ?? text, "person", names.persons, node)
            .map { .one(.fixed($0)) }
    }

    /// The id in `kind.id`, or `nil` if the text does not begin so.
    func rest(of text: String, after prefix: String) -> String? {
        text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
    }

    func named<Target>(_ word: String, _ kind: String, _ all: Names<Target>, _ node: Node) -> ID<Target>? {
        if let id = all[word] { return id }
        findings.error(.unknownID, at: node.spot, kind, word, hint(word, among: all.all), enumerated(all.all))
        return nil
    }

    // MARK: Rules

    /// The rules of a world or a scenario, in order.
    /// - Parameter moment: reads `at:`; a world has no moments.
    func rules(_ node: Node?, moment: (Node) -> Int?) -> [Rule] {
        mapping(node, "rules").map { entry in
            var rule = Rule()
            rule.id = entry.key
            guard let fields = Fields(entry.value, "The rule \(entry.key)", findings) else { return rule }
            rule.over = collection(fields.optional("for"))
            let scope = Scope(person: rule.over != nil)
            rule.when = condition(fields.optional("when"), scope)
            rule.at = fields.optional("at").flatMap { moment($0) }
            if !fields.has("when"), !fields.has("at") {
                findings.error(.missingKey, at: fields.spot, "when” or “at", fields.what)
            }
            switch period(fields.optional("after"), "after") {
            case .law(let law): rule.afterLaw = ofSomebody(law, rule, fields)
            case .minutes(let minutes): rule.after = minutes
            case .office, nil: break
            }
            rule.every = minutes(fields.optional("every"), "every")
            if rule.every == 0 {
                findings.error(.outOfRange, at: fields.keySpot("every"), "every", "1 min", "60 d", "0")
            }
            rule.once = truth(fields.optional("once"), "once") ?? true
            rule.effects = effects(fields.required("do"), scope)
            fields.finish()
            return rule
        }
    }

    /// Nobody acts in a rule: the law is that of the country in which the person is, so that there must be one.
    private func ofSomebody(_ law: LawID, _ rule: Rule, _ fields: Fields) -> LawID? {
        if rule.over != nil { return law }
        findings.error(
            .unboundName, at: fields.keySpot("after"), "law.\(names.laws.all[law.index])",
            "the law is that of the country in which the person is, and this rule is about nobody",
            "Write for: persons, or a length.")
        return nil
    }

    func collection(_ node: Node?) -> Expression.Collection? {
        guard let node, let text = string(node, "for") else { return nil }
        if text == "persons" { return .persons }
        if let group = rest(of: text, after: "group.") {
            return named(group, "group", names.groups, node).map { .group($0) }
        }
        findings.error(.wrongType, at: node.spot, "for", "persons or group.…", node.said)
        return .persons
    }
}
