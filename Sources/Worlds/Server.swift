import Basics
import Host
import Model
import Runtime

/// Whoever starts the process again when it is gone.
final class Server: Sendable {
    private let world: World
    private let process = Locked<Process?>(nil)
    private let started = Locked(0)

    init(_ world: World) { self.world = world }

    /// The process that can be reached now.
    var current: Process? { process.withLock { $0 } }

    func live() async {
        while !world.isOver {
            let number = started.withLock { number in
                number += 1
                return number
            }
            let next = Process(world, number: number)
            guard let run = await next.open() else {
                await world.pause(ms: 1000)
                continue
            }
            process.withLock { $0 = next }
            await serve(run, next)
            next.isOver()
            process.withLock { $0 = nil }
            if !world.isOver { await world.pause(ms: world.dice.process.between(100, 10_000)) }
        }
    }

    private func serve(_ run: LiveRun, _ process: Process) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await run.serve() }
            group.addTask { _ = await process.end.wait(untilMs: nil) }
            await group.next()
            if process.isAlive, !world.isOver { world.watch.reach("the loop ended by itself") }
            group.cancelAll()
        }
    }

    /// Crashes at moments of their own, half of them while something is being written.
    func crashes() async {
        let dice = world.dice.process
        let moments = (0..<world.options.crashes).map { _ in dice.below(world.options.seconds * 1000) }
        for moment in moments.sorted() {
            await world.pause(ms: max(0, moment - Int(world.clock.monotonicMs)))
            guard !world.isCalm, let process = current else { continue }
            if dice.happens(500) { process.crashWhileWriting() } else { process.crash() }
            world.watch.reach("crash")
        }
    }

    /// Somebody starts the program a second time on the same log.
    func intruders() async {
        for _ in 0..<world.options.intruders {
            await world.pause(ms: world.dice.process.below(world.options.seconds * 1000))
            guard !world.isCalm, current != nil else { continue }
            let other = Process(world, number: 1000)
            guard let run = await other.open() else { continue }
            world.watch.note("a second process writes")
            let asking = Asking(
                id: "intruder", what: .command(.control(.holdPerson(PersonID(0)))), participant: 9, seat: "")
            world.watch.see(.asked(asking))
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await run.serve() }
                _ = await other.submit(asking)
                run.close()
            }
            other.isOver()
        }
    }

    /// The machine is busy with other things for a while, or somebody sets its clock.
    func clocks() async {
        let dice = world.dice.process
        for _ in 0..<world.options.leaps {
            await world.pause(ms: dice.below(world.options.seconds * 1000))
            guard !world.isCalm else { return }
            world.watch.reach("nobody looked for an hour")
            world.watch.note("nobody looks at the clock for a while")
            world.clock.advance(byMs: Int64(dice.between(60_000, 3_600_000)))
        }
        for _ in 0..<world.options.clockSettings {
            await world.pause(ms: dice.below(30_000))
            world.watch.reach("wall clock set")
            world.clock.set(unixMs: world.clock.unixMs + Int64(dice.between(-3_600_000, 3_600_000)))
        }
    }

    /// Looks at the clock that people see.
    func looks() async {
        while !world.isOver {
            await world.pause(ms: world.dice.process.between(50, 3000))
            guard let process = current, let run = process.run else { continue }
            world.watch.see(.looked(process.look(run)))
        }
    }
}
