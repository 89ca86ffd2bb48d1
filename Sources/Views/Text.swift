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
        /// A bot wrote here. It writes in no language; the interface says so in the reader's.
        case bot
    }
    public let source: Source

    /// What a bot writes where words are asked for.
    public static let botSign = "⋯"

    init(_ id: TextID) { source = .pack(id) }
    init(_ typed: Typed) { source = typed.text == Text.botSign ? .bot : .typed(typed.text) }
    init(verbatim: String) { source = .verbatim(verbatim) }
    init(_ text: InjectText) {
        switch text {
        case .pack(let id): self.init(id)
        case .typed(let typed): self.init(typed)
        }
    }

    public var isEmpty: Bool {
        switch source {
        case .pack(let id): id.path.isEmpty
        case .typed(let text): text == ""
        case .verbatim(let text): text.isEmpty
        case .bot: false
        }
    }

    /// Somebody has said something. Bots write no words, and that they play is told elsewhere.
    public var isSaid: Bool { !isEmpty && source != .bot }
}
