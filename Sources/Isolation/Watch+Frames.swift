import Basics
import HTTPServer
import Host
import Model
import Runtime
import Views
import Web

/// A stream that somebody keeps open, with all that is known of what may come in it.
struct Ear {
    let viewer: Viewer
    let run: Int
    /// Whose notices it is told; nil where knocks that stand in no log belong there, too.
    let hears: (@Sendable (Audience) -> Bool)?
    /// The seat whose people come back when it ends.
    let seat: SeatID?
    var stream: OpenStream
    /// Notices of the run that were counted, and how many of them are for this stream.
    var counted: Int
    var expected = 0
    var frames = 0
    /// The number of its last notice.
    var number: Int?
}

/// Mistakes in streams that a test makes, each beside the notices that are right.
public enum PlantedFrame: String, Sendable, CaseIterable {
    /// A seat's notice has a word of its case in it.
    case word
    /// A seat is told when another one's page has changed.
    case ofAnother
    /// Observers are told of what is in no log.
    case knock
    /// A notice says how much there is.
    case count

    func publish(beside notice: Notice, _ pack: MarkedPack, _ streams: RunStreams) {
        let plain = #"{"sections":["now","places"]}"#
        func send(_ data: String, to listener: RunStreams.Listener) {
            streams.topic(of: listener).publish(Array("event: notice\ndata: \(data)\n\n".utf8))
        }
        guard case .seat(let seat) = notice.audience, notice.number == 3 else { return }
        switch self {
        case .word:
            let word = pack.book.word(.text(pack.scenario.persons[PersonID(0)].name.path))
            send(#"{"sections":["\#(word)"]}"#, to: .seat(seat))
        case .ofAnother:
            send(plain, to: .seat(SeatID((seat.index + 1) % pack.scenario.seats.count)))
        case .knock: send(plain, to: .observers)
        case .count: send(#"{"sections":["now","places"],"count":4}"#, to: .seat(seat))
        }
    }
}

// What comes in a stream after its greeting is read as any answer is: words are held against the log, and a frame holds nothing but a
// number and names of sections, which follows from a notice of the listener's own.
extension Watch {
    /// A seat's people open their stream.
    mutating func listen(_ run: Int, _ seat: SeatID) async throws {
        await settle(run)
        var visitor = visitors[run][seat.index]
        let answer = await visitor.get("/stream")
        try await judge(answer, run, seat)
        visitors[run][seat.index] = visitor
        guard let stream = answer.stream else { return }
        add(stream, viewer(run, seat), run, seat) { $0 == .seat(seat) || $0 == .everybody }
    }

    /// Staff of the first run open theirs.
    mutating func listen(
        _ visitor: inout Visitor, as viewer: Viewer, to hears: (@Sendable (Audience) -> Bool)?
    ) async throws {
        await settle()
        let answer = await visitor.get("/stream")
        try await judge(answer, as: viewer, run: 0)
        guard let stream = answer.stream else { return report(viewer.name, "/stream", "no stream") }
        add(stream, viewer, 0, nil, hears)
    }

    private mutating func add(
        _ stream: OpenStream, _ viewer: Viewer, _ run: Int, _ seat: SeatID?,
        _ hears: (@Sendable (Audience) -> Bool)?
    ) {
        let counted = hall.runs[run].notices.withLock { $0.count }
        ears.append(
            Ear(
                viewer: viewer, run: run, hears: hears, seat: seat, stream: stream, counted: counted))
    }

    /// Frames that no notice brings: what a seat is told of itself by control.
    mutating func allow(_ count: Int, _ run: Int, _ seat: SeatID) {
        for place in ears.indices where ears[place].run == run && ears[place].seat == seat {
            ears[place].expected += count
        }
    }

    /// Reads what has come in every stream since the last time.
    mutating func hear() async throws {
        for place in ears.indices {
            guard let frames = ears[place].stream.topic.frames(after: ears[place].stream.mark) else {
                report(ears[place].viewer.name, "/stream", "more frames than were read")
                ears[place].stream.mark = ears[place].stream.topic.mark
                continue
            }
            guard !frames.isEmpty else { continue }
            ears[place].stream.mark += frames.count
            for frame in frames { try await hold(frame, place) }
            look(whetherTooMany: place)
        }
        let over = ears.filter(\.stream.isOver)
        guard !over.isEmpty else { return }
        ears.removeAll(where: \.stream.isOver)
        // Browsers come back, and are asked who they are.
        for ear in over { if let seat = ear.seat { try await listen(ear.run, seat) } }
    }

    private mutating func hold(_ frame: [UInt8], _ place: Int) async throws {
        let ear = ears[place]
        result.frames += 1
        try await hold(
            frame, at: "/stream", ear.viewer.name, { ear.viewer.secret($0, $1, "/stream") }, run: ear.run)
        ears[place].frames += 1
        guard let number = Watch.notice(in: frame) else {
            return report(
                ear.viewer.name, "/stream",
                "a frame with more in it: \(String(decoding: frame, as: UTF8.self).debugDescription)")
        }
        guard case .some(let number) = number else { return }
        // Who plays hears of each character by itself.
        if ear.hears != nil, let last = ear.number, number != last + 1 {
            report(ear.viewer.name, "/stream", "notice \(number) after \(last)")
        }
        ears[place].number = number
    }

    /// What others do is told to nobody whose pages it leaves as they were.
    private mutating func look(whetherTooMany place: Int) {
        guard let hears = ears[place].hears else { return }
        let from = ears[place].counted
        let (own, count) = hall.runs[ears[place].run].notices.withLock { notices in
            (notices[from...].count { hears($0.audience) }, notices.count)
        }
        ears[place].counted = count
        ears[place].expected += own
        if ears[place].frames > ears[place].expected {
            report(ears[place].viewer.name, "/stream", "a frame that no notice of theirs brings")
            ears[place].frames = ears[place].expected
        }
    }

    /// The number of a notice, `.some(nil)` for one without; nil for what is no notice.
    private static func notice(in frame: [UInt8]) -> Int?? {
        let sections = Set(Section.allCases.map(\.rawValue) + ["places"])
        let text = String(decoding: frame, as: UTF8.self)
        let shape = /(?:id: ([0-9]{1,9})\n)?event: notice\ndata: \{"sections":\["([a-z",]*)"\]\}\n\n/
        guard let match = text.wholeMatch(of: shape) else { return nil }
        let named = match.output.2.split(separator: "\",\"", omittingEmptySubsequences: false)
        guard named.allSatisfy({ sections.contains(String($0)) }) else { return nil }
        return .some(match.output.1.flatMap { Int($0) })
    }
}
