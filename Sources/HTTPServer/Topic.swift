public import HTTPCore
import Host

/// Frames for everybody who listens. A topic costs nothing while nobody does, and needs no task per listener.
public final class Topic: EventSource {
    /// How many frames a topic keeps for listeners who are just joining.
    public static let kept = 32

    /// The listeners on one loop. `members` belongs to the loop's thread.
    final class Group: @unchecked Sendable {
        let loop: Loop
        var members: [Connection] = []

        init(loop: Loop) {
            self.loop = loop
        }
    }

    private struct State {
        var published = 0
        var recent: [[UInt8]] = []
        var groups: [Group] = []
        var listeners = 0
        var endings = 0
    }

    private let state = Locked(State())
    private let kept: Int

    public init() { kept = Topic.kept }

    /// Keeps so many frames: for who reads them later than any browser.
    package init(keeping kept: Int) { self.kept = kept }

    /// How many frames were published. Take it before you read the state that a greeting describes.
    public var mark: Int { state.withLock { $0.published } }

    /// Connections that listen at the moment.
    public var listeners: Int { state.withLock { $0.listeners } }

    /// Sends a frame to every listener; each gets all frames in the same order. Never waits; any thread may call it.
    public func publish(_ frame: [UInt8]) {
        state.withLock { state in
            state.published += 1
            state.recent.append(frame)
            if state.recent.count > kept { state.recent.removeFirst() }
            // Within the lock: two publishers must not overtake each other on the way to a loop.
            for group in state.groups {
                group.loop.post(
                    .publish(Fanout(group: group, content: .frame(frame, position: state.published))))
            }
        }
    }

    /// Ends every stream that listens: the clients come back, and are asked again who they are.
    public func close() {
        state.withLock { state in
            state.endings += 1
            for group in state.groups { group.loop.post(.publish(Fanout(group: group, content: .end))) }
        }
    }

    /// How often every stream was ended.
    package var endings: Int { state.withLock { $0.endings } }

    /// What a listener has been sent since it had so many frames; nil when these are no longer all here.
    package func frames(after mark: Int) -> [[UInt8]]? { state.withLock { missed(after: mark, $0) } }

    private func missed(after mark: Int, _ state: State) -> [[UInt8]]? {
        let missed = max(0, state.published - mark)
        return missed <= state.recent.count ? Array(state.recent.suffix(missed)) : nil
    }

    /// From the connection's loop. Returns the frames that came after the mark, or `nil` when these are no longer all
    /// here, or every stream was ended since that moment.
    func join(_ connection: Connection, after mark: Int, endings: Int?) -> (frames: [[UInt8]], position: Int)?
    {
        let joined = state.withLock { state -> (Group, [[UInt8]], Int)? in
            if let endings, endings != state.endings { return nil }
            guard let frames = missed(after: mark, state) else { return nil }
            let group = state.groups.first { $0.loop === connection.loop } ?? Group(loop: connection.loop)
            if !state.groups.contains(where: { $0 === group }) { state.groups.append(group) }
            state.listeners += 1
            return (group, frames, state.published)
        }
        guard let (group, frames, position) = joined else { return nil }
        connection.membership = (self, group, group.members.count)
        group.members.append(connection)
        return (frames, position)
    }

    /// From the connection's loop.
    func leave(_ connection: Connection) {
        guard let (_, group, slot) = connection.membership else { return }
        connection.membership = nil
        let last = group.members.removeLast()
        if last !== connection {
            group.members[slot] = last
            last.membership?.slot = slot
        }
        state.withLock { state in
            state.listeners -= 1
            if group.members.isEmpty { state.groups.removeAll { $0 === group } }
        }
    }
}

/// What was published, on its way to the listeners of one loop.
struct Fanout {
    enum Content {
        case frame([UInt8], position: Int)
        case end
    }

    private let group: Topic.Group
    private let content: Content
    /// Who listens, taken when the first write begins.
    private var targets: [Connection]?
    private var next = 0

    init(group: Topic.Group, content: Content) {
        self.group = group
        self.content = content
    }

    var isDone: Bool { targets.map { next == $0.count } ?? false }

    /// Writes to the next listeners and returns how many these were; an empty group counts as one.
    mutating func write(atMost limit: Int) -> Int {
        let targets = targets ?? group.members
        let end = next + min(limit, targets.count - next)
        for target in targets[next..<end] {
            switch content {
            case .frame(let frame, let position): target.send(frame, position: position)
            case .end: target.endStream()
            }
        }
        let count = max(1, end - next)
        self.targets = targets
        next = end
        return count
    }
}

extension Response {
    /// An event stream that begins with `greeting` and goes on with what the topic publishes after `mark`.
    ///
    /// Take `topic.mark` first, then read the state that the greeting describes: then nothing is lost in between. If
    /// more than `Topic.kept` frames came in between, the stream ends after the greeting and the client comes back.
    public static func events(
        _ topic: Topic, greeting: [UInt8] = [], after mark: Int, of owner: String? = nil, endings: Int? = nil
    ) -> Response {
        var headers = Headers()
        headers.add("Content-Type", "text/event-stream; charset=utf-8")
        headers.add("Cache-Control", "no-store")
        headers.add("X-Accel-Buffering", "no")
        let stream = EventStream(
            source: topic, greeting: greeting, mark: mark, owner: owner, endings: endings)
        return Response(status: .ok, headers: headers, body: .events(stream))
    }
}
