import Host

/// Between people and the process: what is sent may be lost, come twice, come late; so may the answer.
final class Wire: Sendable {
    typealias Parcel = @Sendable () async -> Void

    private let world: World
    private let server: Server
    private let parcels: AsyncStream<Parcel>
    private let posted: AsyncStream<Parcel>.Continuation
    private let travelling = Locked(0)

    init(_ world: World, to server: Server) {
        (self.world, self.server) = (world, server)
        (parcels, posted) = AsyncStream.makeStream(of: Parcel.self)
    }

    var isEmpty: Bool { travelling.withLock { $0 == 0 } }

    func live() async {
        await withDiscardingTaskGroup { group in
            for await parcel in parcels { group.addTask { await parcel() } }
        }
    }

    func close() { posted.finish() }

    /// Sends a request and waits for its answer as long as somebody has patience; nil is silence.
    func ask<Reply: Sendable>(
        patienceMs: Int, _ request: @escaping @Sendable (Process) async -> Reply?
    ) async -> Reply? {
        let slot = Slot<Reply>(world)
        var copies = 1
        if world.strikes(world.options.requestRepeated, world.dice.wire) {
            world.watch.reach("request came twice")
            copies = 2
        }
        for _ in 0..<copies {
            travelling.withLock { $0 += 1 }
            posted.yield { [self] in
                await carry(request, to: slot)
                travelling.withLock { $0 -= 1 }
            }
        }
        return await slot.wait(ms: patienceMs)
    }

    private func carry<Reply>(
        _ request: @Sendable (Process) async -> Reply?, to slot: Slot<Reply>
    ) async {
        let (options, dice) = (world.options, world.dice.wire)
        await world.pause(ms: dice.between(1, 40))
        if world.strikes(options.requestDelayed, dice) {
            world.watch.reach("request came late")
            await world.pause(ms: dice.between(500, 15_000))
        }
        if world.strikes(options.requestLost, dice) { return world.watch.reach("request lost") }
        guard let process = server.current, process.isAlive else {
            return world.watch.reach("nobody there")
        }
        guard let reply = await request(process) else { return }
        if world.strikes(options.replyLost, dice) { return world.watch.reach("reply lost") }
        await world.pause(ms: dice.between(1, 40))
        slot.fill(reply)
    }
}

/// Where one answer is waited for; the first that comes counts.
private final class Slot<Reply: Sendable>: Sendable {
    private let world: World
    private let reply = Locked<Reply?>(nil)
    private let wakeup: Wakeup

    init(_ world: World) {
        self.world = world
        wakeup = Wakeup(clock: world.clock)
    }

    func fill(_ new: Reply) {
        reply.withLock { if $0 == nil { $0 = new } }
        wakeup.poke()
    }

    func wait(ms: Int) async -> Reply? {
        _ = await wakeup.wait(untilMs: world.clock.monotonicMs + Int64(ms))
        return reply.withLock { $0 }
    }
}
