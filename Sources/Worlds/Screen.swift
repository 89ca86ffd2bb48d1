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
    private let server: Server
    private let audience: Audience
    private let shown = Locked(Shown())

    init(_ world: World, _ wire: Wire, _ server: Server, for audience: Audience) {
        (self.world, self.wire, self.server, self.audience) = (world, wire, server, audience)
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
            guard let process = server.current, process.isAlive else {
                await world.pause(ms: 500)
                continue
            }
            let mark = process.feeds.mark(audience)
            await fetch(Section.allCases)
            await listen(to: process, after: mark)
            shown.withLock { $0.isFetching = true }
            await world.pause(ms: world.dice.wire.between(100, 3000))
        }
    }

    private func listen(to process: Process, after first: Int) async {
        var (mark, number) = (first, first)
        var reader = FrameReader()
        while !world.isOver {
            shown.withLock { $0.isFetching = false }
            guard let (bytes, next) = await process.feeds.next(audience, after: mark) else { return }
            shown.withLock { $0.isFetching = true }
            mark = next
            let isCut = world.strikes(world.options.streamCut, world.dice.wire)
            let frames = reader.read(isCut ? Array(bytes.prefix(world.dice.wire.below(bytes.count))) : bytes)
            for frame in frames {
                guard frame.number == number + 1 else {
                    return world.watch.complain(
                        "a stream has no gap",
                        "\(audience) heard \(frame.number ?? 0) after \(number).")
                }
                number += 1
            }
            await fetch(
                Section.allCases.filter { section in frames.contains { $0.sections.contains(section) } })
            if isCut { return world.watch.reach("stream cut in the middle") }
        }
    }

    /// Asks until there is an answer.
    private func fetch(_ sections: [Section]) async {
        while !world.isOver {
            let page = await wire.ask(patienceMs: 4000) { process in process.run?.standing }
            if let page {
                return shown.withLock { shown in
                    for section in sections { shown.sections[section] = page.state }
                    shown.position = page.position
                }
            }
            await world.pause(ms: world.dice.wire.between(200, 1000))
        }
    }
}
