import Basics
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
        /// Names of the pack that belong together, in this order: two or more.
        case several([TextID])
        /// A bot wrote here. It writes in no language; the interface says so in the reader's.
        case bot
    }
    public let source: Source

    /// What a bot writes where words are asked for.
    public static let botSign = "⋯"

    init(_ id: TextID) { source = .pack(id) }
    /// Nil where there is no name.
    init?(_ ids: [TextID]) {
        guard let first = ids.first else { return nil }
        source = ids.count == 1 ? .pack(first) : .several(ids)
    }
    init(_ typed: Typed) { source = typed.text == Text.botSign ? .bot : .typed(typed.text) }
    init(verbatim: String) { source = .verbatim(verbatim) }
    init(_ text: InjectText) {
        switch text {
        case .pack(let id): self.init(id)
        case .typed(let typed): self.init(typed)
        }
    }

    /// A bot signed here and wrote no words.
    public var isByBot: Bool { if case .bot = source { true } else { false } }

    public var isEmpty: Bool {
        switch source {
        case .pack(let id): id.path.isEmpty
        case .several(let ids): ids.allSatisfy(\.path.isEmpty)
        case .typed(let text): text == ""
        case .verbatim(let text): text.isEmpty
        case .bot: false
        }
    }

    /// Somebody has said something. Bots write no words, and that they play is told elsewhere.
    public var isSaid: Bool { !isEmpty && source != .bot }
}

extension World {
    /// Where an act is done: all sites of a joint operation, else its one place.
    func sites(of act: Act) -> Text? {
        Text((act.places.isEmpty ? act.place.map { [$0] } ?? [] : act.places).map { places[$0].name })
    }
}
