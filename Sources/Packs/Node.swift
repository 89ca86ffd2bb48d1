/// A piece of a YAML file, with where it stands.
struct Node {
    enum Content {
        case scalar(String, Style)
        case sequence([Node])
        case mapping([Entry])
    }
    enum Style { case plain, quoted, block }

    var spot: Spot
    var content: Content
    /// Written on one line: columns inside the scalar can be told.
    var isOneLine = true

    var text: String? {
        if case .scalar(let text, _) = content { return text }
        return nil
    }
    var entries: [Entry]? {
        if case .mapping(let entries) = content { return entries }
        return nil
    }
    var items: [Node]? {
        if case .sequence(let items) = content { return items }
        return nil
    }
    /// Nothing was written where a value should stand.
    var isNothing: Bool {
        if case .scalar("", .plain) = content { return true }
        return false
    }
    subscript(key: String) -> Node? { entries?.first { $0.key == key }?.value }

    /// What it is, for a sentence.
    var said: String {
        switch content {
        case .sequence: "a list"
        case .mapping: "a mapping"
        case .scalar("", .plain): "nothing"
        case .scalar(let text, _): "“\(text.prefix(40))\(text.count > 40 ? "…" : "")”"
        }
    }

    /// All that is written in it, wherever it stands: what is written the same is read the same.
    var written: String {
        switch content {
        case .scalar(let text, let style): "\(style) \(text.utf8.count):\(text)"
        case .sequence(let items): "[" + items.map(\.written).joined(separator: ",") + "]"
        case .mapping(let entries):
            "{" + entries.map { "\($0.key.utf8.count):\($0.key) " + $0.value.written }.joined(separator: ",")
                + "}"
        }
    }

    /// The place of the code point number `offset` of a scalar.
    func spot(at offset: Int) -> Spot {
        guard case .scalar(_, let style) = content, style != .block, isOneLine else { return spot }
        var inside = spot
        inside.column += offset + (style == .quoted ? 1 : 0)
        return inside
    }
}

struct Entry {
    var key: String
    var keySpot: Spot
    var value: Node
}
