import HTTPCore
import Host
import Model
import Runtime
import Views

/// The open streams of one process, under the rules of `HTTPServer.Topic` and `Web.RunStreams`: a few frames are kept for
/// who is just joining, and what waits for a reader is bounded.
final class Feeds: EventSource {
    private struct Topic {
        var published = 0
        var recent: [[UInt8]] = []
    }

    private struct Inside {
        var topics: [Audience: Topic] = [:]
        var listeners: [Outbox] = []
        /// For a server that serves one reader after the other.
        var line: [(audience: Audience, frame: [UInt8])] = []
        var lastID = 0
        var isOver = false
    }

    private let world: World
    private let process: Int
    private let inside = Locked(Inside())

    init(_ world: World, process: Int) { (self.world, self.process) = (world, process) }

    /// How far this audience has been told; a page takes it before it reads the state.
    func mark(_ audience: Audience) -> StreamMark {
        StreamMark(
            origin: world.planted == .marksMixedUp ? "" : "\(process)",
            count: inside.withLock { $0.topics[audience]?.published ?? 0 })
    }

    func publish(_ notice: Notice) {
        let names = notice.sections.map(\.rawValue).joined(separator: ",")
        let frame = EventFrame.event(id: "\(notice.number)", name: "notice", data: names)
        let kept = world.options.frames
        world.watch.see(
            .published(
                process: process, notice.audience, number: notice.number, atMs: world.clock.monotonicMs))
        let listeners = inside.withLock { inside in
            var topic = inside.topics[notice.audience] ?? Topic()
            topic.published += 1
            topic.recent = (topic.recent + [frame]).suffix(kept)
            inside.topics[notice.audience] = topic
            return inside.listeners.filter { $0.audience == notice.audience }
        }
        guard world.planted != .oneByOne else { return queue(frame, for: notice.audience) }
        for listener in listeners { listener.send(frame) }
    }

    /// The stream of a page that was made at a mark.
    func response(to audience: Audience, since mark: String?, isReturn: Bool) -> Response {
        let now = self.mark(audience)
        var headers = Headers()
        headers.add("Content-Type", "text/event-stream; charset=utf-8")
        let known = mark.flatMap { StreamMark($0) }
        let stream: EventStream
        if !isReturn, let known, known.leads(to: now, keeping: world.options.frames) {
            stream = EventStream(source: self, greeting: EventFrame.heartbeat, mark: known.count)
        } else {
            world.watch.reach("told to look at everything again")
            let names = Section.allCases.map(\.rawValue).joined(separator: ",")
            let everything = EventFrame.event(name: "notice", data: names)
            stream = EventStream(source: self, greeting: everything, mark: now.count)
        }
        return Response(status: .ok, headers: headers, body: .events(stream))
    }

    /// Nil when what came after the mark is no longer all here.
    func join(_ cable: Cable, _ audience: Audience, after mark: Int) -> Outbox? {
        let (outbox, missed) = inside.withLock { inside -> (Outbox?, [[UInt8]]) in
            let topic = inside.topics[audience] ?? Topic()
            let missed = max(0, topic.published - mark)
            guard !inside.isOver, missed <= topic.recent.count else { return (nil, []) }
            inside.lastID += 1
            let outbox = Outbox(world, cable, audience, id: inside.lastID)
            inside.listeners.append(outbox)
            return (outbox, Array(topic.recent.suffix(missed)))
        }
        guard let outbox else {
            world.watch.reach("joined too late")
            return nil
        }
        cable.whenThereIsRoom { [weak self, weak outbox] in
            outbox?.drain()
            self?.serveLine()
        }
        for frame in missed { outbox.send(frame) }
        return outbox
    }

    func leave(_ outbox: Outbox) {
        outbox.close()
        inside.withLock { $0.listeners.removeAll { $0.id == outbox.id } }
        serveLine()
    }

    func end() { inside.withLock { $0.isOver = true } }

    // MARK: One reader after the other, as it must not be

    private func queue(_ frame: [UInt8], for audience: Audience) {
        inside.withLock { $0.line.append((audience, frame)) }
        serveLine()
    }

    private func serveLine() {
        guard world.planted == .oneByOne else { return }
        while true {
            let next = inside.withLock { inside -> ([Outbox], [UInt8])? in
                guard let first = inside.line.first, inside.listeners.allSatisfy(\.isEmpty) else {
                    return nil
                }
                inside.line.removeFirst()
                return (inside.listeners.filter { $0.audience == first.audience }, first.frame)
            }
            guard let (listeners, frame) = next else { return }
            for listener in listeners { listener.send(frame) }
        }
    }
}

/// What waits for one reader of a stream.
final class Outbox: Sendable {
    private struct Inside {
        var waiting: [UInt8] = []
        /// When the reader last took something, or had nothing to take.
        var progressMs: Int64
        var isClosed = false
    }

    let audience: Audience
    let id: Int
    private let world: World
    private let cable: Cable
    private let inside: Locked<Inside>

    init(_ world: World, _ cable: Cable, _ audience: Audience, id: Int) {
        (self.world, self.cable, self.audience, self.id) = (world, cable, audience, id)
        inside = Locked(Inside(progressMs: world.clock.monotonicMs))
    }

    var isEmpty: Bool { inside.withLock { $0.waiting.isEmpty } }

    func hasStood(sinceMs moment: Int64) -> Bool {
        inside.withLock { !$0.waiting.isEmpty && $0.progressMs <= moment }
    }

    /// Hands over what the client's machine takes; the rest waits, and a reader that lets too much wait is cut off.
    func send(_ frame: [UInt8]) {
        let limit = world.options.outbox
        let (waiting, isTooMuch) = inside.withLock { inside -> (Int, Bool) in
            guard !inside.isClosed else { return (0, false) }
            let isBounded = world.planted != .noBound
            guard !isBounded || inside.waiting.count + frame.count <= limit else { return (0, true) }
            inside.waiting += frame
            handOver(&inside)
            return (inside.waiting.count, false)
        }
        if isTooMuch {
            world.watch.reach("a reader that does not read is cut off")
            return cut()
        }
        if waiting > 0 { world.watch.reach("a frame waited for its reader") }
        world.watch.see(.queued(bytes: waiting, limit: limit))
    }

    func drain() { inside.withLock { if !$0.isClosed { handOver(&$0) } } }

    private func handOver(_ inside: inout Inside) {
        let count = inside.waiting.isEmpty ? 0 : cable.offer(inside.waiting)
        inside.waiting.removeFirst(count)
        if count > 0 || inside.waiting.isEmpty { inside.progressMs = world.clock.monotonicMs }
    }

    func cut() {
        close()
        cable.breakOff()
    }

    func close() {
        inside.withLock { inside in
            inside.isClosed = true
            inside.waiting = []
        }
    }
}

/// Reads an event stream as a browser does: what is cut off in the middle does not count.
struct FrameReader {
    struct Frame: Equatable {
        var number: Int?
        var sections: [Section] = []
    }

    private var rest: [UInt8] = []

    /// Nothing of a frame that is not whole has come.
    var isBetweenFrames: Bool { rest.isEmpty }

    mutating func read(_ bytes: [UInt8]) -> [Frame] {
        rest += bytes
        var frames: [Frame] = []
        var frame = Frame()
        var begin = rest.startIndex
        var line = begin
        while let end = rest[line...].firstIndex(of: UInt8(ascii: "\n")) {
            let text = String(decoding: rest[line..<end], as: UTF8.self)
            line = end + 1
            if text.isEmpty {
                frames.append(frame)
                frame = Frame()
                begin = line
            } else if text.hasPrefix("id: ") {
                frame.number = Int(text.dropFirst(4))
            } else if text.hasPrefix("data: ") {
                frame.sections = text.dropFirst(6).split(separator: ",")
                    .compactMap { Section(rawValue: String($0)) }
            }
        }
        rest.removeSubrange(..<begin)
        return frames
    }
}
