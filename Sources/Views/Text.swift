import Model

/// A text that a viewer may read. Only `Views` can make one; the catalogue resolves it into the
/// reader's language.
public struct Text: Hashable, Sendable {
    public enum Source: Hashable, Sendable {
        /// A text of the pack.
        case pack(TextID)
        /// What somebody typed; `nil` was erased.
        case typed(String?)
        /// Stands as it was written, in any language: an entry of a register.
        case verbatim(String)
    }
    public let source: Source

    init(_ id: TextID) { source = .pack(id) }
    init(_ typed: Typed) { source = .typed(typed.text) }
    init(verbatim: String) { source = .verbatim(verbatim) }
    init(_ text: InjectText) {
        switch text {
        case .pack(let id): source = .pack(id)
        case .typed(let typed): source = .typed(typed.text)
        }
    }

    public var isEmpty: Bool {
        switch source {
        case .pack(let id): id.path.isEmpty
        case .typed(let text): text == ""
        case .verbatim(let text): text.isEmpty
        }
    }
}
