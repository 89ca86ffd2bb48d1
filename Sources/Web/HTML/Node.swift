/// A piece of a page, as a value: text, an element, an attribute of the element around it, or several of these.
///
/// Text stays text until it is rendered, so nobody has to remember to escape. Attributes stand among the parts
/// of an element, usually first:
///
/// ```swift
/// article(.class("card"), .id("note-3"),
///     h2(.text(note.title)),
///     p("Written by ", strong(.text(note.author))),
///     .each(note.parts, paragraph))
/// ```
///
/// A string literal is text. Everything else is made by the functions of `Elements.swift` and the members of
/// `Attributes.swift`.
package enum Node: Sendable {
    /// Escaped when rendered.
    case text(String)
    /// `name="value"`, escaped; belongs to the element whose part it is.
    case attribute(name: String, value: String)
    /// A name alone, such as `required`.
    case flag(name: String)
    case element(Tag, [Node])
    case group([Node])
    /// Bytes that are HTML already. Only `trusted(_:)` makes it, so that a search for that word finds every use.
    case markup(Markup)

    package struct Tag: Sendable {
        let name: StaticString
        /// `<input>` and its like: no content, no end tag.
        let isVoid: Bool
    }

    package struct Markup: Sendable {
        fileprivate let bytes: [UInt8]
    }

    /// No node at all.
    package static let nothing = Node.group([])

    /// HTML that this program itself has made and escaped: icons, drawings, documents turned from Markdown.
    /// Never for anything that a person typed.
    package static func trusted(_ html: String) -> Node { .markup(Markup(bytes: Array(html.utf8))) }

    /// As `trusted(_:)`, for bytes.
    package static func trusted(_ html: [UInt8]) -> Node { .markup(Markup(bytes: html)) }

    /// One node for each item, in order.
    package static func each<Items: Sequence>(_ items: Items, _ node: (Items.Element) -> Node) -> Node {
        .group(items.map(node))
    }

    /// The node if the condition holds, otherwise nothing.
    package static func when(_ condition: Bool, _ node: @autoclosure () -> Node) -> Node {
        condition ? node() : .nothing
    }

    /// The node made of the value, if there is one.
    package static func with<Value>(_ value: Value?, _ node: (Value) -> Node) -> Node {
        value.map(node) ?? .nothing
    }

    /// A number as digits, for machines; numbers for people come from the text catalogue.
    package static func digits(_ number: Int) -> Node { .text(String(number)) }
}

extension Node: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) { self = .text(value) }
}

/// An element of any name. The name is a literal of this program's and is not escaped.
package func el(_ name: StaticString, _ parts: Node...) -> Node { element(name, parts) }

/// As `el`, for parts that are an array already.
package func element(_ name: StaticString, _ parts: [Node]) -> Node {
    .element(Node.Tag(name: name, isVoid: false), parts)
}

// MARK: - Rendering

extension Node {
    /// The page as it is sent: the doctype, then this node. `capacity` is how many bytes to set aside at first.
    package func document(capacity: Int = 32 << 10) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(capacity)
        out.append("<!doctype html>")
        render(into: &out)
        return out
    }

    /// The HTML of this node alone, for tests and for pieces of pages.
    package var html: String {
        var out: [UInt8] = []
        render(into: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// Appends the HTML of this node.
    package func render(into out: inout [UInt8]) {
        switch self {
        case .text(let text): out.appendEscaped(text)
        case .markup(let markup): out.append(contentsOf: markup.bytes)
        case .group(let parts): for part in parts { part.render(into: &out) }
        case .element(let tag, let parts):
            out.append(UInt8(ascii: "<"))
            out.append(tag: tag.name)
            for part in parts { part.renderAttributes(into: &out) }
            out.append(UInt8(ascii: ">"))
            if tag.isVoid { return }
            for part in parts { part.render(into: &out) }
            out.append("</")
            out.append(tag: tag.name)
            out.append(UInt8(ascii: ">"))
        case .attribute, .flag: return
        }
    }

    private func renderAttributes(into out: inout [UInt8]) {
        switch self {
        case .attribute(let name, let value):
            out.append(UInt8(ascii: " "))
            out.append(name)
            out.append("=\"")
            out.appendEscaped(value)
            out.append(UInt8(ascii: "\""))
        case .flag(let name):
            out.append(UInt8(ascii: " "))
            out.append(name)
        case .group(let parts): for part in parts { part.renderAttributes(into: &out) }
        case .text, .element, .markup: return
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ text: String) { append(contentsOf: text.utf8) }
    fileprivate mutating func append(tag: StaticString) { tag.withUTF8Buffer { append(contentsOf: $0) } }

    /// Appends text so that it can neither end the text or the attribute it stands in nor begin an element.
    fileprivate mutating func appendEscaped(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            for place in bytes.indices {
                guard let entity = entity(for: bytes[place]) else { continue }
                append(contentsOf: bytes[start..<place])
                append(contentsOf: entity.utf8)
                start = place + 1
            }
            append(contentsOf: bytes[start...])
        }
    }
}

@inline(__always)
private func entity(for byte: UInt8) -> String? {
    // Letters and whatever is above them are by far the most; one comparison sees them off.
    guard byte <= UInt8(ascii: ">") else { return nil }
    return switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    // HTML has no place for it, and browsers differ in what they make of it.
    case 0: "\u{FFFD}"
    default: nil
    }
}
