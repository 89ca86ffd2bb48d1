import HTTPCore
import Host
import Model
import Runtime
import Views

/// The open streams of one process, as bytes on their way.
final class Feeds: Sendable {
    private struct Inside {
        var frames: [Audience: [[UInt8]]] = [:]
        var listeners: [(id: Int, audience: Audience, wakeup: Wakeup)] = []
        var lastID = 0
        var isOver = false
    }

    private let clock: ManualClock
    private let inside = Locked(Inside())

    init(clock: ManualClock) { self.clock = clock }

    /// How many frames were published; a page takes it before it reads.
    func mark(_ audience: Audience) -> Int { inside.withLock { $0.frames[audience]?.count ?? 0 } }

    func publish(_ notice: Notice) {
        let names = notice.sections.map(\.rawValue).joined(separator: ",")
        let frame = EventFrame.event(id: "\(notice.number)", name: "notice", data: names)
        let waiting = inside.withLock { inside in
            inside.frames[notice.audience, default: []].append(frame)
            return inside.listeners.filter { $0.audience == notice.audience }.map(\.wakeup)
        }
        for wakeup in waiting { wakeup.poke() }
    }

    func end() {
        let waiting = inside.withLock { inside in
            inside.isOver = true
            return inside.listeners.map(\.wakeup)
        }
        for wakeup in waiting { wakeup.poke() }
    }

    /// What comes after a mark, as one piece of bytes; waits for it. Nil when the stream has ended.
    func next(_ audience: Audience, after mark: Int) async -> (bytes: [UInt8], mark: Int)? {
        let wakeup = Wakeup(clock: clock)
        let id = inside.withLock { inside in
            inside.lastID += 1
            inside.listeners.append((inside.lastID, audience, wakeup))
            return inside.lastID
        }
        defer { inside.withLock { $0.listeners.removeAll { $0.id == id } } }
        while true {
            let (frames, isOver) = inside.withLock { ($0.frames[audience] ?? [], $0.isOver) }
            if isOver { return nil }
            if frames.count > mark { return (Array(frames[mark...].joined()), frames.count) }
            if await wakeup.wait(untilMs: nil) == .cancelled { return nil }
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
