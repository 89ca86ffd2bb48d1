import Basics
public import Model

/// A text that stands in a pack, in its source language.
public struct PackText: Hashable, Sendable {
    public var id: TextID
    public var source: String
    /// May have paragraphs, lists and tables.
    public var isMarkdown: Bool
    public var spot: Spot

    public init(id: TextID, source: String, isMarkdown: Bool, spot: Spot) {
        (self.id, self.source, self.isMarkdown, self.spot) = (id, source, isMarkdown, spot)
    }
}

/// Turns nodes into values of the model. Every complaint is gathered; what could not be read gets a
/// harmless value, so that reading goes on and ids keep their numbers.
final class Decoder {
    let findings: Findings
    var names = NameBook()
    /// By group; known once the groups have been read.
    var groupMembers: [[PersonID]] = []
    /// Texts in the order of the file being read.
    var texts: [PackText] = []
    /// A trait was marked as meaning a child, or as not meaning one.
    var saysWhoIsAChild = false
    /// Lists of gates that act types use by name.
    var commonGates: [Entry] = []
    /// Without the moment of STARTEX nothing can be said of what is before or after it.
    var isStartKnown = true
    /// Marks that stand at the foot of forms.
    var knownMarks: [KnownMark] = []

    init(findings: Findings) { self.findings = findings }

    // MARK: Scalars

    func string(_ node: Node?, _ what: String) -> String? {
        guard let node else { return nil }
        guard let text = node.text, !node.isNothing else {
            findings.error(.wrongType, at: node.spot, what, "a text", node.said)
            return nil
        }
        return text
    }

    func integer(_ node: Node?, _ what: String, in range: ClosedRange<Int>) -> Int? {
        guard let node else { return nil }
        guard case .scalar(let text, .plain) = node.content, let value = Int(text) else {
            findings.error(.wrongType, at: node.spot, what, "a whole number", node.said)
            return nil
        }
        guard range.contains(value) else {
            findings.error(
                .outOfRange, at: node.spot, what, String(range.lowerBound), String(range.upperBound), text)
            return nil
        }
        return value
    }

    func truth(_ node: Node?, _ what: String) -> Bool? {
        guard let node else { return nil }
        guard case .scalar(let text, .plain) = node.content, text == "true" || text == "false" else {
            findings.error(.wrongType, at: node.spot, what, "true or false", node.said)
            return nil
        }
        return text == "true"
    }

    /// One of a few words.
    func word<Value>(_ node: Node?, _ what: String, _ words: [(String, Value)]) -> Value? {
        guard let node, let text = string(node, what) else { return nil }
        if let found = words.first(where: { $0.0 == text }) { return found.1 }
        let possible = words.map(\.0)
        findings.error(
            .unknownWord, at: node.spot, text, what, hint(text, among: possible),
            enumerated(possible, limit: 30))
        return nil
    }

    func word(_ node: Node?, _ what: String, _ words: [String]) -> String? {
        word(node, what, words.map { ($0, $0) })
    }

    func list(_ node: Node?, _ what: String) -> [Node] {
        guard let node else { return [] }
        if let items = node.items { return items }
        findings.error(.wrongType, at: node.spot, what, "a list", node.said)
        return []
    }

    /// A bare value or a list of values.
    func oneOrMore(_ node: Node?) -> [Node] {
        guard let node else { return [] }
        return node.items ?? [node]
    }

    func mapping(_ node: Node?, _ what: String) -> [Entry] {
        guard let node else { return [] }
        if let entries = node.entries { return entries }
        findings.error(.wrongType, at: node.spot, what, "a mapping", node.said)
        return []
    }

    // MARK: Ids

    func id<Target>(_ node: Node?, _ kind: String, in names: Names<Target>) -> ID<Target>? {
        guard let node, let word = string(node, "A \(kind)") else { return nil }
        if let id = names[word] { return id }
        // `person.mira` where the kind is known already.
        if let dot = word.firstIndex(of: "."), names[String(word[word.index(after: dot)...])] != nil {
            let bare = String(word[word.index(after: dot)...])
            findings.error(
                .unknownID, at: node.spot, kind, word, "Here the bare id stands: “\(bare)”.",
                enumerated(names.all))
            return nil
        }
        findings.error(
            .unknownID, at: node.spot, kind, word, hint(word, among: names.all), enumerated(names.all))
        return nil
    }

    func ids<Target>(_ nodes: [Node], _ kind: String, in names: Names<Target>) -> [ID<Target>] {
        nodes.compactMap { id($0, kind, in: names) }
    }

    /// The ids of a mapping, in order; complains about those that cannot be ids.
    /// - Parameter bound: conditions may speak of one of them without its id (`person.trust`), so that
    ///   no id may be the word of a property.
    func collect<Target>(
        _ node: Node?, _ kind: String, into names: inout Names<Target>, ofRules: Bool = false,
        bound: Bool = false
    ) {
        for entry in node?.entries ?? [] {
            if let fault = unfit(entry.key, ofRules: ofRules, bound: bound) {
                findings.error(.badID, at: entry.keySpot, entry.key, fault.reason, fault.remedy)
            } else if names[entry.key] != nil {
                findings.error(.duplicateID, at: entry.keySpot, kind, entry.key)
            }
            names.add(entry.key)
        }
    }

    /// Why it can be no id, and what to do.
    private func unfit(_ id: String, ofRules: Bool, bound: Bool) -> (reason: String, remedy: String)? {
        if ofRules { return unfitRule(id) }
        let letters = Array(id.utf8)
        let isSmall = { (byte: UInt8) in (97...122).contains(byte) }
        let isRest = { (byte: UInt8) in isSmall(byte) || (48...57).contains(byte) || byte == 95 }
        let remedy = "Choose an id of small letters a to z, digits and _, beginning with a letter."
        guard let first = letters.first else { return ("it is empty", remedy) }
        guard isSmall(first), letters.allSatisfy(isRest) else { return ("it has other letters", remedy) }
        return bound && Words.properties.contains(id)
            ? ("conditions use this word for a property", "Choose another word.") : nil
    }

    /// Rules are called as the field writes them, in any script: `R-CH-03`, `Ст. 14(3)`. Conditions and messages quote them.
    private func unfitRule(_ id: String) -> (reason: String, remedy: String)? {
        if id.allSatisfy(\.isWhitespace) {
            return ("it is empty", "Write the rule as the field does: R-CH-03.")
        }
        let isOdd = { (sign: Character) in sign.isNewline || "'\"“”{}\t".contains(sign) }
        return id.contains(where: isOdd)
            ? ("a rule has no quotes, braces, tabs or breaks of line in its name", "Leave them out.") : nil
    }

    /// The rule of the field that stands at a gate, a class or an element.
    func rule(_ fields: Fields) -> String? {
        guard let node = fields.optional("rule"), let rule = string(node, "rule") else { return nil }
        if let fault = unfitRule(rule) {
            findings.error(.badID, at: node.spot, rule, fault.reason, fault.remedy)
        }
        return rule
    }

    // MARK: Texts

    /// A text that must be there.
    func text(_ node: Node?, _ path: String, markdown: Bool = false) -> TextID {
        let id = TextID(path)
        guard let node, let source = string(node, "The text \(path)") else { return id }
        let words = trimmed(source)
        if words.isEmpty { findings.error(.emptyText, at: node.spot, "The text \(path)") }
        texts.append(PackText(id: id, source: words, isMarkdown: markdown, spot: node.spot))
        return id
    }

    /// A text that may be left out; then its id is empty.
    func optionalText(_ node: Node?, _ path: String, markdown: Bool = false) -> TextID {
        node == nil ? TextID("") : text(node, path, markdown: markdown)
    }

    // MARK: Conditions

    func condition(_ node: Node?, _ scope: Scope, default fallback: Expression = .always) -> Expression {
        guard let node else { return fallback }
        guard let text = string(node, "A condition") else { return fallback }
        var checker = ConditionChecker(names: names, scope: scope, node: node, findings: findings)
        return checker.condition(text) ?? fallback
    }
}
