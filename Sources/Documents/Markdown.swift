internal import CMarkGFM

/// Turns the Markdown of packs and notes into HTML that is safe to stand in a page.
///
/// CommonMark with tables. Raw HTML is shown as the text that it is; links lead to the web, to a mail
/// address or within the platform and nowhere else; pictures come only from the platform itself, because a
/// picture from elsewhere would tell its owner who reads what.
public enum Markdown {
    /// A fragment of HTML.
    ///
    /// - Parameter topHeading: the level, from 1 to 6, that a heading of the first level gets, so that the
    ///   document fits below the headings of its page.
    public static func html(_ source: String, topHeading: Int = 2) -> String {
        precondition((1...6).contains(topHeading), "HTML has headings from 1 to 6.")
        guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else {
            preconditionFailure("No memory for a Markdown parser.")
        }
        defer { cmark_parser_free(parser) }
        cmark_parser_attach_syntax_extension(parser, tables.pointer)

        var source = source
        source.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
        }
        guard let document = cmark_parser_finish(parser) else { return "" }
        defer { cmark_node_free(document) }
        makeSafe(document, headingShift: topHeading - 1)

        let extensions = cmark_parser_get_syntax_extensions(parser)
        guard let html = cmark_render_html(document, CMARK_OPT_DEFAULT, extensions) else { return "" }
        defer { cmark_get_default_mem_allocator().pointee.free(html) }
        return String(cString: html)
    }
}

/// The only extension in use. Others announce letters of their own in a table that all parsers of the
/// process share, and would not be safe on several threads.
private struct Tables: @unchecked Sendable {
    let pointer: OpaquePointer

    init() {
        cmark_gfm_core_extensions_ensure_registered()
        guard let pointer = cmark_find_syntax_extension("table") else {
            preconditionFailure("This cmark-gfm has no tables.")
        }
        self.pointer = pointer
    }
}

/// Never written after it was registered, and registered once: that is why it may be shared.
private let tables = Tables()

private typealias Node = OpaquePointer

private func makeSafe(_ document: Node, headingShift: Int) {
    for node in nodes(of: document) {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_HEADING:
            let level = min(Int(cmark_node_get_heading_level(node)) + headingShift, 6)
            cmark_node_set_heading_level(node, Int32(level))
        case CMARK_NODE_LINK:
            if !isSafeLink(address(node)) { cmark_node_set_url(node, "") }
        case CMARK_NODE_IMAGE:
            if !isOwn(address(node)) { unwrap(node) }
        case CMARK_NODE_HTML_INLINE:
            replace(node, by: textNode(literal(node)))
        case CMARK_NODE_HTML_BLOCK:
            let paragraph = make(CMARK_NODE_PARAGRAPH)
            cmark_node_append_child(paragraph, textNode(literal(node)))
            replace(node, by: paragraph)
        default:
            break
        }
    }
}

/// All nodes in reading order, collected first because the walk does not survive changes.
private func nodes(of document: Node) -> [Node] {
    let walk = cmark_iter_new(document)
    defer { cmark_iter_free(walk) }
    var nodes: [Node] = []
    while true {
        let event = cmark_iter_next(walk)
        if event == CMARK_EVENT_DONE { return nodes }
        if event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(walk) { nodes.append(node) }
    }
}

private func address(_ node: Node) -> String {
    cmark_node_get_url(node).map { String(cString: $0) } ?? ""
}

private func literal(_ node: Node) -> String {
    cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
}

private func make(_ type: cmark_node_type) -> Node {
    guard let node = cmark_node_new(type) else { preconditionFailure("No memory for a Markdown node.") }
    return node
}

private func textNode(_ text: String) -> Node {
    let node = make(CMARK_NODE_TEXT)
    cmark_node_set_literal(node, text)
    return node
}

private func replace(_ node: Node, by other: Node) {
    cmark_node_replace(node, other)
    cmark_node_free(node)
}

/// Puts what a node holds in its place.
private func unwrap(_ node: Node) {
    while let child = cmark_node_first_child(node) { cmark_node_insert_before(node, child) }
    cmark_node_unlink(node)
    cmark_node_free(node)
}

private func isSafeLink(_ address: String) -> Bool {
    guard let scheme = scheme(of: address) else { return isOwn(address) }
    return ["http", "https", "mailto"].contains(scheme)
}

/// An address within the platform: no scheme and no other host. Browsers read `\` as `/`.
private func isOwn(_ address: String) -> Bool {
    let isForeign = ["//", "/\\", "\\"].contains { address.hasPrefix($0) }
    return scheme(of: address) == nil && !isForeign && !address.unicodeScalars.contains { $0.value <= 0x20 }
}

private func scheme(of address: String) -> String? {
    guard let colon = address.firstIndex(of: ":") else { return nil }
    let before = address[..<colon]
    return before.contains { "/?#".contains($0) } ? nil : before.lowercased()
}
