/// How far one audience had been told of changes when its page was made: so many notices of this process.
public struct StreamMark: Hashable, Sendable {
    /// Stands for the process: another one begins to count anew, and its numbers mean other changes.
    public let origin: String
    public let count: Int

    public init(origin: String, count: Int) { (self.origin, self.count) = (origin, count) }

    /// Reads what `text` writes; nil for anything else.
    public init?(_ text: String) {
        guard let dot = text.lastIndex(of: "."), let count = Int(text[text.index(after: dot)...]), count >= 0
        else { return nil }
        self.init(origin: String(text[..<dot]), count: count)
    }

    /// As it stands in the address of a page's stream.
    public var text: String { "\(origin).\(count)" }

    /// Whether a stream that now stands at `now`, and keeps its last notices, can go on from here without a gap. Half of what
    /// is kept is left for what comes while the stream is opened.
    public func leads(to now: StreamMark, keeping kept: Int) -> Bool {
        origin == now.origin && (0...now.count).contains(count) && now.count - count < kept / 2
    }
}
