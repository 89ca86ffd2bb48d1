// The attributes our pages use. There is none for inline style or script: the content security policy
// refuses both, so looks come from classes and behaviour from `data-` attributes.

extension Node {
    /// Any attribute; left out when there is no value.
    package static func attr(_ name: StaticString, _ value: String?) -> Node {
        value.map { .attribute(name: name.description, value: $0) } ?? .nothing
    }

    package static func attr(_ name: StaticString, _ value: Int) -> Node {
        .attribute(name: name.description, value: String(value))
    }

    /// An attribute that is there or not, such as `required`.
    package static func flag(_ name: StaticString, if condition: Bool = true) -> Node {
        condition ? .flag(name: name.description) : .nothing
    }

    package static func `class`(_ names: String...) -> Node {
        attr("class", names.count == 1 ? names[0] : names.filter { !$0.isEmpty }.joined(separator: " "))
    }

    package static func id(_ id: String) -> Node { attr("id", id) }

    /// `data-NAME`, what the scripts and the style sheet go by.
    package static func data(_ name: String, _ value: String = "") -> Node {
        .attribute(name: "data-" + name, value: value)
    }

    package static func data(_ name: String, _ value: Int) -> Node { data(name, String(value)) }

    /// A link to a place of this server or to the web. Anything that is neither, such as `javascript:`, is left out.
    package static func href(_ address: String) -> Node {
        isAddress(address) ? attr("href", address) : .nothing
    }

    /// Where a form goes; the same rule as for links.
    package static func action(_ address: String) -> Node {
        isAddress(address) ? attr("action", address) : .nothing
    }

    package static func src(_ address: String) -> Node {
        isAddress(address) ? attr("src", address) : .nothing
    }

    package static func name(_ name: String) -> Node { attr("name", name) }
    package static func value(_ value: String) -> Node { attr("value", value) }
    package static func type(_ type: StaticString) -> Node { attr("type", type.description) }
    package static func `for`(_ id: String) -> Node { attr("for", id) }
    package static func method(_ method: StaticString) -> Node { attr("method", method.description) }
    package static func lang(_ language: String) -> Node { attr("lang", language) }
    package static func rel(_ relation: StaticString) -> Node { attr("rel", relation.description) }
    package static func rows(_ count: Int) -> Node { attr("rows", count) }
    package static func scope(_ scope: StaticString) -> Node { attr("scope", scope.description) }
    package static func datetime(_ value: String) -> Node { attr("datetime", value) }
    package static func alt(_ text: String) -> Node { attr("alt", text) }
    package static func placeholder(_ text: String) -> Node { attr("placeholder", text) }
    package static func maxlength(_ count: Int) -> Node { attr("maxlength", count) }
    package static func autocomplete(_ kind: StaticString) -> Node { attr("autocomplete", kind.description) }
    package static func inputmode(_ mode: StaticString) -> Node { attr("inputmode", mode.description) }
    package static func tabindex(_ index: Int) -> Node { attr("tabindex", index) }
    package static func hint(_ text: String) -> Node { attr("title", text) }

    package static func role(_ role: StaticString) -> Node { attr("role", role.description) }

    /// `aria-NAME`.
    package static func aria(_ name: String, _ value: String) -> Node {
        .attribute(name: "aria-" + name, value: value)
    }

    /// For a picture or a letter that says nothing the words beside it do not say.
    package static let decorative = Node.attribute(name: "aria-hidden", value: "true")

    package static func current(if condition: Bool, _ what: StaticString = "page") -> Node {
        condition ? attr("aria-current", what.description) : .nothing
    }

    package static let required = Node.flag(name: "required")
    package static let hidden = Node.flag(name: "hidden")
    package static let autofocus = Node.flag(name: "autofocus")
    package static func required(if condition: Bool) -> Node { flag("required", if: condition) }
    package static func checked(if condition: Bool) -> Node { flag("checked", if: condition) }
    package static func selected(if condition: Bool) -> Node { flag("selected", if: condition) }
    package static func disabled(if condition: Bool) -> Node { flag("disabled", if: condition) }
    package static func open(if condition: Bool) -> Node { flag("open", if: condition) }
}

/// Whether an address stays in the browser's own two protocols: no scheme at all, or http or https.
private func isAddress(_ address: String) -> Bool {
    for byte in address.utf8 {
        switch byte {
        case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return true
        case UInt8(ascii: ":"): return address.hasPrefix("https:") || address.hasPrefix("http:")
        // A browser skips tabs, line ends and spaces while it looks for the scheme.
        case 0...0x20: return false
        default: continue
        }
    }
    return true
}
