import Host

/// Topics of listeners who come and go, each of which hears of several subjects.
public final class Topics: Sendable {
    private struct Entry {
        let topic: Topic
        var subjects: [Int] = []
    }

    private let entries = Locked<[Int: Entry]>([:])
    private let kept: Int

    public init() { kept = Topic.kept }

    /// Each topic keeps so many frames.
    package init(keeping kept: Int) { self.kept = kept }

    /// The topic of this listener, which from now on hears of these subjects and no others.
    public func topic(of listener: Int, about subjects: [Int]) -> Topic {
        entries.withLock { entries in
            let topic = entries[listener]?.topic ?? Topic(keeping: kept)
            entries[listener] = Entry(topic: topic, subjects: subjects)
            return topic
        }
    }

    /// Sends a frame to each listener that hears of the subject.
    public func publish(_ frame: [UInt8], about subject: Int) {
        for topic in entries.withLock({ $0.values.filter { $0.subjects.contains(subject) }.map(\.topic) }) {
            topic.publish(frame)
        }
    }

    /// Sends a frame to every listener.
    public func publish(_ frame: [UInt8]) {
        for topic in entries.withLock({ $0.values.map(\.topic) }) { topic.publish(frame) }
    }

    /// Sends a frame to one listener, if it has ever listened.
    public func publish(_ frame: [UInt8], to listener: Int) {
        entries.withLock { $0[listener]?.topic }?.publish(frame)
    }

    /// Ends the streams of one listener and forgets it.
    public func close(_ listener: Int) {
        entries.withLock { $0.removeValue(forKey: listener)?.topic }?.close()
    }
}
