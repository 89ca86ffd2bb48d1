/// The keys of one mapping while it is decoded: what is asked for is possible, the rest is unknown.
final class Fields {
    let spot: Spot
    /// For sentences: “The agency north_police”.
    let what: String
    private let findings: Findings
    private let entries: [Entry]
    private var asked: [String] = []

    /// - Returns: `nil`, with a complaint, if the node is no mapping.
    init?(_ node: Node, _ what: String, _ findings: Findings) {
        guard let entries = node.entries else {
            findings.error(.wrongType, at: node.spot, what, "a mapping", node.said)
            return nil
        }
        (self.spot, self.what, self.findings, self.entries) = (node.spot, what, findings, entries)
    }

    /// The value, or `nil` if the key is not there.
    func optional(_ key: String) -> Node? {
        asked.append(key)
        return entries.first { $0.key == key }?.value
    }

    /// The value; a complaint if the key is not there.
    func required(_ key: String) -> Node? {
        if let node = optional(key) { return node }
        findings.error(.missingKey, at: spot, key, what)
        return nil
    }

    func has(_ key: String) -> Bool { entries.contains { $0.key == key } }

    func keySpot(_ key: String) -> Spot { entries.first { $0.key == key }?.keySpot ?? spot }

    /// Complains if a key stands where it has no meaning.
    func refuse(_ key: String, because reason: String) {
        asked.append(key)
        if has(key) { findings.error(.misplacedKey, at: keySpot(key), key, reason) }
    }

    /// Complains about every key that nobody asked for.
    func finish() {
        for entry in entries where !asked.contains(entry.key) {
            let possible = asked.filter { key in !has(key) }
            // In braces, a comma ends a text that is not quoted: what follows looks like a key.
            let hint =
                entry.key.contains(" ")
                ? "In curly braces a text with a comma needs quotes." : hint(entry.key, among: possible)
            findings.error(
                .unknownKey, at: entry.keySpot, entry.key, what, hint, enumerated(asked, limit: 40))
        }
    }
}
