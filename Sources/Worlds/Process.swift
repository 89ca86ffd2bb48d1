import Basics
import Engine
import EventStore
import Host
import Model
import Runtime
import StoreContract
import Views

/// The server's process from its start to its end: a live run on a disk that has its moods.
///
/// When it is gone, nothing that it still does reaches anybody.
final class Process: Sendable {
    let world: World
    let number: Int
    let feeds: Feeds
    /// Poked when the process is to end at once.
    let end: Wakeup
    private let alive = Locked(true)
    /// The process ends in its next append, while it is being written.
    private let fuse = Locked(false)
    private let opened = Locked<LiveRun?>(nil)
    private let cables = Locked<[Cable]>([])

    init(_ world: World, number: Int) {
        (self.world, self.number) = (world, number)
        feeds = Feeds(world, process: number)
        end = Wakeup(clock: world.clock)
        world.residents.add(self, "process \(number)")
        world.residents.add(feeds, "the streams of process \(number)")
    }

    var isAlive: Bool { alive.withLock { $0 } }
    var run: LiveRun? { isAlive ? opened.withLock { $0 } : nil }

    /// Reads the log; nil if the disk would not have it.
    func open() async -> LiveRun? {
        await findOut()
        do throws(RecoveryError) {
            let run = try await LiveRun.open(
                world.record, engine: world.engine, store: store, clock: world.clock, secret: 77,
                read: World.read, publish: publishing, workings: workings)
            world.residents.add(run, "the run of process \(number)")
            opened.withLock { $0 = run }
            world.watch.note("process \(number) plays on from record \(run.position)")
            world.watch.see(.opened(look(run)))
            return run
        } catch {
            guard case .store(.unavailable) = error else {
                world.watch.complain("a log can be opened again", "\(error)")
                return nil
            }
            world.watch.reach("log refused at the start")
            return nil
        }
    }

    /// Rows that the disk did not confirm to an earlier process are there now, or gone for good.
    private func findOut() async {
        guard await world.disk.hasFloating else { return }
        let isKept = world.dice.store.happens(500)
        world.watch.reach(isKept ? "unconfirmed rows kept" : "unconfirmed rows lost")
        do throws(StoreError) {
            let rows = try await world.disk.settle(isKept: isKept, replacing: world.planted == .goesOn)
            // Nobody who runs has written them, and nobody tells of them.
            if !rows.isEmpty { world.watch.recorded(rows, by: 0) }
        } catch {
            world.watch.complain("a disk says what it holds", "\(error)")
        }
    }

    func look(_ run: LiveRun) -> Look {
        let (state, position, digest) = run.standing
        let time = run.view(of: SeatID(0)).time
        return Look(
            process: number, position: position, digest: digest, state: state,
            wallMs: world.clock.monotonicMs, time: time, isHalted: run.isHalted)
    }

    /// The power goes.
    func crash() {
        alive.withLock { $0 = false }
        world.watch.note("process \(number) is gone")
        hangUp()
        end.poke()
    }

    func crashWhileWriting() { fuse.withLock { $0 = true } }

    func isOver() {
        alive.withLock { $0 = false }
        hangUp()
    }

    // MARK: Its connections

    func accept(_ cable: Cable) { cables.withLock { $0.append(cable) } }
    func forget(_ cable: Cable) { cables.withLock { $0.removeAll { $0 === cable } } }

    private func hangUp() {
        feeds.end()
        let lost = cables.withLock { cables in
            defer { cables = [] }
            return cables
        }
        for cable in lost { cable.breakOff() }
    }

    // MARK: What the run stands on

    private var workings: Workings {
        let (watch, salt) = (world.watch, world.dice.salt)
        var workings = Workings()
        workings.limits.queue = world.options.queue
        workings.limits.batch = world.options.batch
        workings.limits.page = world.options.page
        workings.limits.breathMs = Int64(world.options.breathMs)
        workings.salt = { (0..<LogCodec.saltLength).map { _ in UInt8(salt.below(256)) } }
        workings.reached = { watch.reach($0.rawValue) }
        return workings
    }

    private var store: any EventStore {
        var weather = FaultyStore.Weather(
            // The run holds its store, and we hold the run.
            append: { [weak self] _, _ in
                guard let self else { return .refused }
                return await beforeAppend()
            },
            read: { [weak self] _ in await self?.beforeRead() ?? true },
            recorded: { [world, number] in world.watch.recorded($0, by: number) })
        weather.unconfirmed = { [world] in await world.disk.float($0, $1, after: $2) }
        weather.goesOn = world.planted == .goesOn
        let faulty = FaultyStore(world.disk, weather: weather)
        return world.planted.map { PlantedStore(store: faulty, planted: $0) } ?? faulty
    }

    private func beforeAppend() async -> FaultyStore.Fault? {
        guard isAlive else { return .refused }
        let (options, dice) = (world.options, world.dice.store)
        if !world.isCalm, options.slowMs > 0 { await world.pause(ms: dice.below(options.slowMs)) }
        if fuse.withLock({ $0 }), isAlive {
            crash()
            await world.pause(ms: 1)
        }
        guard isAlive else {
            let isKept = dice.happens(500)
            world.watch.reach(isKept ? "unacknowledged rows kept" : "unacknowledged rows lost")
            return isKept ? .answerLost : .appendLost
        }
        if world.strikes(options.stalls * 5, dice) {
            world.watch.reach("stalled store")
            world.watch.note("the store stalls")
            await world.pause(ms: dice.between(2_000, 60_000))
            guard isAlive else { return dice.happens(500) ? .answerLost : .appendLost }
        }
        if world.strikes(options.refused, dice) { return .refused }
        if world.strikes(options.answerLost, dice) { return .answerLost }
        if world.strikes(options.appendLost, dice) { return .appendLost }
        if world.strikes(options.unconfirmed, dice) { return .unconfirmed }
        return nil
    }

    private func beforeRead() async -> Bool {
        if !world.isCalm, world.options.slowMs > 0 {
            await world.pause(ms: world.dice.store.below(world.options.slowMs))
        }
        return world.strikes(world.options.readRefused, world.dice.store)
    }

    private var publishing: LiveRun.Publish {
        guard world.planted == .heldForEver else { return { [weak self] in self?.publish($0) } }
        return { [self] in publish($0) }
    }

    private func publish(_ notice: Notice) {
        guard isAlive else { return }
        world.watch.see(.noticed(process: number, notice, position: run?.position ?? 0))
        if world.planted == .noticesLost, world.dice.process.happens(100) { return }
        feeds.publish(notice)
    }

    // MARK: What people ask of it

    func submit(_ asking: Asking) async -> Answer? {
        guard let run else { return nil }
        world.watch.see(.sent(id: asking.id))
        let id = world.planted == .idsLost ? "" : asking.id
        let answer: Answer
        do throws(SubmitError) {
            switch asking.what {
            case .command(let command):
                answer = .success(
                    try await run.submit(
                        command, id: id, participant: asking.participant, session: asking.session,
                        seat: asking.seat))
            case .jump:
                answer = .success(
                    try await run.jump(
                        id: id, participant: asking.participant, session: asking.session))
            }
        } catch {
            answer = .failure(error)
        }
        guard isAlive else {
            world.watch.see(.unanswered(id: asking.id))
            return nil
        }
        world.watch.note("process \(number) answers \(asking.id): \(Process.short(answer))")
        world.watch.see(.answered(id: asking.id, answer))
        return answer
    }

    private static func short(_ answer: Answer) -> String {
        switch answer {
        case .success(let receipt): "record \(receipt.position)\(receipt.isRepeat ? ", again" : "")"
        case .failure(let error): "\(error)"
        }
    }

    /// The page of a seat.
    func view(of seat: SeatID) -> SeatView? {
        guard let run else { return nil }
        var shown = seat
        if world.planted == .wrongSeat, world.dice.process.happens(50) {
            shown = SeatID((seat.index + 1) % world.engine.scenario.seats.count)
        }
        let view = run.view(of: shown)
        world.watch.see(.showed(seat, view))
        return view
    }
}
