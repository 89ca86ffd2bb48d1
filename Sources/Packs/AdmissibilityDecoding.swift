import Basics
import Model

/// What speaks against the use of evidence in court: `admissibility`, a mapping of rules over the chain of custody.
extension Decoder {
    func useRules(_ node: Node?, _ acts: Table<Kind.Act, ActType>) -> [UseRule] {
        mapping(node, "admissibility").map { useRule($0, acts) }
    }

    private func useRule(_ entry: Entry, _ acts: Table<Kind.Act, ActType>) -> UseRule {
        var rule = UseRule()
        rule.id = entry.key
        guard let fields = Fields(entry.value, "The rule of evidence \(entry.key)", findings) else {
            return rule
        }
        rule.rule = self.rule(fields) ?? ""
        rule.article = id(fields.optional("article"), "article", in: names.articles)
        rule.says = text(fields.required("says"), "admissibility.\(entry.key).says")
        rule.canBeMended = truth(fields.optional("can_be_mended"), "can_be_mended") ?? false
        func some<Target>(_ key: String, _ kind: String, _ names: Names<Target>) -> [ID<Target>]? {
            fields.optional(key).map { ids(oneOrMore($0), kind, in: names) }
        }
        rule.evidence = some("evidence", "evidence", names.evidence)
        rule.acts = some("found_by", "act type", names.acts)
        rule.bases = some("on", "basis", names.bases)
        rule.notBases = some("not_on", "basis", names.bases)
        rule.withoutOrder = id(fields.optional("without_order"), "order", in: names.orders)
        rule.channels = some("came_by", "act type", names.acts)
        rule.notChannels = some("not_by", "act type", names.acts)
        rule.within = id(fields.optional("within"), "agreement", in: names.agreements)
        rule.notWithin = id(fields.optional("not_within"), "agreement", in: names.agreements)
        for (key, channels) in [("came_by", rule.channels), ("not_by", rule.notChannels)] {
            for channel in channels ?? [] where acts[channel].rung == nil {
                findings.error(.noRung, at: fields.keySpot(key), acts[channel].id)
            }
        }
        rule.crossesBorder = truth(fields.optional("across_the_border"), "across_the_border")
        rule.ways = fields.optional("way").map { node in
            oneOrMore(node).compactMap { word($0, "a way", Words.ways) }
        }
        rule.carriers = fields.optional("carried_by").map { node in
            oneOrMore(node).compactMap { word($0, "a way of handing on", Words.carriers) }
        }
        rule.broke = fields.optional("against").map { node in
            oneOrMore(node).compactMap { string($0, "against") }
        }
        rule.record = record(fields)
        rule.chosen = mapping(fields.optional("chosen"), "chosen").compactMap { chosen($0, acts) }
        fields.finish()
        return rule
    }

    /// `unless_recorded: {form: custody_record, within: 4 h}`, or `unless_planned: {form: interview_plan, within: 1 d}`.
    private func record(_ fields: Fields) -> UseRule.Record? {
        for (key, isBefore) in [("unless_recorded", false), ("unless_planned", true)] where fields.has(key) {
            guard let node = fields.optional(key), let fields = Fields(node, key, findings) else { continue }
            let form = id(fields.required("form"), "act type", in: names.acts)
            let within = minutes(fields.required("within"), "within")
            fields.finish()
            guard let form, let within else { continue }
            if names.verbs[form.index] == .form {
                return isBefore ? .before(form, minutes: within) : .after(form, minutes: within)
            }
            findings.error(
                .wrongType, at: node.spot, "form", "an act type of the verb form", "“\(names.acts[form])”")
        }
        return nil
    }

    /// `{approach: leading}`: some act type must have this choice and this option.
    private func chosen(_ entry: Entry, _ acts: Table<Kind.Act, ActType>) -> UseRule.Chosen? {
        let choices = acts.values.flatMap(\.choices).filter { $0.id == entry.key }
        guard !choices.isEmpty else {
            var known: [String] = []
            for choice in acts.values.flatMap(\.choices) where !known.contains(choice.id) {
                known.append(choice.id)
            }
            findings.error(
                .unknownID, at: entry.keySpot, "choice", entry.key, hint(entry.key, among: known),
                enumerated(known))
            return nil
        }
        let options = choices.flatMap { $0.isFlag ? ["true", "false"] : $0.options.map(\.id) }
        return word(entry.value, "an option", options).map {
            UseRule.Chosen(choice: entry.key, option: $0)
        }
    }
}

extension Words {
    static let ways: [(String, Learning.Way)] = [
        ("found", .found), ("told", .told), ("news", .inject), ("concluded", .concluded), ("staff", .staff),
    ]
    static let carriers: [(String, Carrier)] = [
        ("message", .message), ("share", .share), ("request", .request), ("answer", .answer),
        ("order", .order), ("news", .news),
    ]
    static let uses: [(String, CourtUse)] = [
        ("usable", .usable), ("conditional", .conditional), ("unusable", .unusable),
    ]
}
