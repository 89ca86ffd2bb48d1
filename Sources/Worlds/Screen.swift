import Engine
import Host
import Model
import Runtime
import Views

/// A page that somebody has open: it listens, and fetches what it is told of.
final class Screen: Sendable {
    private struct Shown {
        var sections: [Section: State] = [:]
        var position: Int64 = 0
        var isFetching = true
    }

    private let world: World
    private let wire: Wire
    private let audience: Audience
    private let browser: Browser
    private let shown = Locked(Shown())

    init(_ world: World, _ wire: Wire, for audience: Audience) {
        (self.world, self.wire, self.audience) = (world, wire, audience)
        browser = Browser(at: world.spot())
    }

    /// It shows what it was last told of.
    var isQuiet: Bool { shown.withLock { !$0.isFetching } }

    var atEnd: ScreenAtEnd {
        shown.withLock {
            ScreenAtEnd(audience: audience, sections: $0.sections, position: $0.position)
        }
    }

    func live() async {
        while !world.isOver {
            guard let opened = await fetch(Section.allCases) else { return }
            var ear = Ear(mark: opened.mark, process: opened.process)
            repeat {
                await listen(&ear)
                isFetching(true)
                await world.pause(ms: world.dice.wire.between(100, 3000))
                // A browser comes back by itself, with the same address and the last number that it has.
            } while !world.isOver && world.dice.wire.happens(700)
        }
    }

    /// What a browser knows of its stream.
    private struct Ear {
        let mark: String
        /// Whose page it is; the stream of another one has to begin with everything.
        var process: Int
        /// The last number that it has heard.
        var last: Int?
        /// The number that has to come next, where that is known.
        var next: Int?
    }

    private func listen(_ ear: inout Ear) async {
        let line = await wire.listen(
            to: audience, at: browser.spot, since: ear.mark, lastEvent: ear.last, in: world)
        guard let line else { return }
        defer { line.close() }
        ear.next = ear.last == nil ? StreamMark(ear.mark).map { $0.count + 1 } : nil
        var reader = FrameReader()
        var bytes = line.first
        var since = world.clock.monotonicMs
        while !world.isOver {
            let isCut = world.strikes(world.options.streamCut, world.dice.wire)
            if isCut { bytes = Array(bytes.prefix(world.dice.wire.below(bytes.count + 1))) }
            let frames = reader.read(bytes)
            for frame in frames {
                guard hear(frame, &ear, line, since) else { return }
            }
            let sections = Section.allCases.filter { section in
                frames.contains { $0.sections.contains(section) }
            }
            if !sections.isEmpty, await fetch(sections) == nil { return }
            if isCut { return world.watch.reach("stream cut in the middle") }
            if !frames.isEmpty { await doze() }
            isFetching(!reader.isBetweenFrames)
            since = world.clock.monotonicMs
            guard case .bytes(let more) = await line.next() else { return }
            isFetching(true)
            await world.crossing()
            bytes = more
        }
    }

    /// False if the numbers have a gap.
    private func hear(_ frame: FrameReader.Frame, _ ear: inout Ear, _ line: Line, _ since: Int64) -> Bool {
        guard let number = frame.number else {
            // To look at everything: what was missed no longer matters.
            if !frame.sections.isEmpty { (ear.next, ear.process) = (nil, line.process) }
            return true
        }
        guard ear.process == line.process else {
            world.watch.complain(
                "a page of an earlier start is told to look at everything",
                "\(audience) went on from process \(ear.process) to \(line.process).")
            return false
        }
        guard number == ear.next ?? number else {
            world.watch.complain(
                "a stream has no gap", "\(audience) heard \(number) where \(ear.next ?? 0) was to come.")
            return false
        }
        (ear.last, ear.next) = (number, number + 1)
        world.watch.see(
            .heard(
                process: line.process, audience, number: number, atMs: world.clock.monotonicMs,
                // While its line was clogged it could hear nothing.
                sinceMs: max(since, line.cable.flowsSinceMs)))
        return true
    }

    /// Its machine has gone to sleep, or the line is full: it takes nothing.
    private func doze() async {
        guard world.strikes(world.options.dozing, world.dice.wire) else { return }
        world.watch.reach("a reader that does not read")
        await world.pause(ms: world.dice.wire.between(5_000, 120_000))
    }

    private func isFetching(_ isFetching: Bool) { shown.withLock { $0.isFetching = isFetching } }

    /// Asks until there is an answer; nil when the day is over.
    private func fetch(_ sections: [Section]) async -> Opened? {
        while !world.isOver {
            if let opened = await wire.page(for: audience, by: browser) {
                shown.withLock { shown in
                    for section in sections { shown.sections[section] = opened.page.state }
                    shown.position = opened.page.position
                }
                return opened
            }
            await world.pause(ms: world.dice.wire.between(200, 1000))
        }
        return nil
    }
}
