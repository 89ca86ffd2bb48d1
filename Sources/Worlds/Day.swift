import Basics
import Engine
import EventStore
import Host
import Model
import Runtime
import Simulation
import Views

/// How a world went.
public struct Outcome: Sendable {
    public let options: Options
    public internal(set) var complaint: Complaint?
    /// The last things that happened.
    public let trace: [String]
    public let reached: Set<String>
    /// Over the log, the screens, the steps, the clock and a last draw: equal in every process.
    public let fingerprint: String
    public let rows: Int64
}

extension Options {
    /// Plays a world to its end, on this thread.
    public func play() -> Outcome {
        let all = Residents()
        var outcome = play(all)
        // Where a rule is broken everybody is left where they are.
        if outcome.complaint == nil, let left = all.complaint {
            outcome.complaint = Complaint(rule: Residents.rule, sentence: left)
        }
        return outcome
    }

    /// - Parameter all: hears of everything that has to be gone when this returns.
    private func play(_ all: Residents) -> Outcome {
        let world = World(self)
        all.add(world, "the world")
        let executor = SeededExecutor(seed: mix(UInt64(bitPattern: Int64(seed)) ^ 0x5EED))
        let seen = Locked(Fingerprint())
        let day = Day(world)
        all.add(day, "its day")
        let play = executor.play(
            world.clock, steps: 3_000_000, until: { world.watch.complaint != nil },
            body: {
                await day.pass()
                seen.withLock { day.addScreens(to: &$0) }
            })
        switch play {
        case .done, .broken: break
        case .stuck: world.watch.complain("everything comes to its end", "Everybody waits for somebody.")
        case .endless: world.watch.complain("everything comes to its end", "Something goes round for ever.")
        }
        var fingerprint = seen.withLock { $0 }
        fingerprint.add(Int64(bitPattern: world.watch.rowPrint))
        fingerprint.add(executor.steps)
        fingerprint.add(world.clock.monotonicMs)
        fingerprint.add(Int64(bitPattern: executor.lastDraw))
        return Outcome(
            options: self, complaint: world.watch.complaint, trace: world.watch.trace,
            reached: world.watch.reached, fingerprint: fingerprint.text, rows: world.watch.log.position)
    }
}

/// A world from morning to evening: faults first, then calm, in which everything has to come to its end.
final class Day: Sendable {
    private let world: World
    private let server: Server
    private let wire: Wire
    private let screens: [Screen]
    private let ending = Locked<Ending?>(nil)
    /// How long everything may take when the faults are over.
    private static let boundMs = 300_000

    init(_ world: World) {
        self.world = world
        server = Server(world)
        wire = Wire(world, to: server)
        let wire = wire
        screens =
            ([.control] + Day.seats(world).map { .seat($0) }).map { Screen(world, wire, for: $0) }
    }

    /// The seats that people sit in; the first may have two.
    private static func seats(_ world: World) -> [SeatID] {
        let count = world.engine.scenario.seats.count
        let seats = (0..<max(1, min(world.options.people, count))).map { SeatID($0) }
        return world.options.doubled > 0 ? seats + [SeatID(0)] : seats
    }

    func pass() async {
        do throws(StoreError) {
            try await world.disk.createRun(world.record)
        } catch {
            return world.watch.complain("a run can be made", "\(error)")
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [self] in await server.live() }
            group.addTask { [self] in await wire.live() }
            group.addTask { [self] in await server.looks() }
            group.addTask { [self] in await evening() }
            for screen in screens { group.addTask { await screen.live() } }
            await people()
            await settle()
            close()
        }
        if let left = world.residents.complaint { world.watch.complain(Residents.rule, left) }
        await examine()
    }

    private func people() async {
        await withTaskGroup(of: Void.self) { group in
            for (place, seat) in Day.seats(world).enumerated() {
                let participant = Participant(world, wire, number: place + 1, seat: seat)
                group.addTask { await participant.live() }
            }
            for number in 1...max(1, world.options.controllers) {
                let controller = Controller(world, wire, number: number)
                group.addTask { await controller.live() }
            }
            for number in 0..<world.options.stops {
                let stopper = Stopper(world, wire, number: number)
                group.addTask { await stopper.live() }
            }
            if world.options.swizzles > 0 {
                let swizzle = Swizzle(world: world, spots: world.allSpots)
                group.addTask { await swizzle.live() }
            }
            for _ in 0..<world.options.trickles {
                let trickle = Trickle(world: world, wire: wire)
                group.addTask { await trickle.live() }
            }
            group.addTask { [self] in await server.crashes() }
            group.addTask { [self] in await server.intruders() }
            group.addTask { [self] in await server.clocks() }
        }
    }

    /// The faults end; if not everything else does in time, something hangs.
    private func evening() async {
        await world.pause(ms: world.options.seconds * 1000)
        world.enter(.calm)
        world.watch.note("the faults are over")
        await world.pause(ms: Day.boundMs)
        if !world.isOver {
            world.watch.complain(
                "everything that was asked comes to its end", "Five calm minutes were not enough.")
        }
    }

    /// Nothing moves any more, and every screen has what it was told of.
    private func settle() async {
        let last = Asker(world: world, wire: wire, name: "last", participant: 100, seat: "")
        // Something that is always written: whoever no longer speaks for the run finds out at the latest now.
        await last.insist(on: .command(.control(.seat(SeatID(0), .people))), "seat")
        await last.insist(on: .command(.control(.pause)), "pause")
        while true {
            await world.pause(ms: 5000)
            if server.current?.run?.position == world.watch.log.position, wire.isEmpty,
                screens.allSatisfy(\.isQuiet)
            {
                break
            }
        }
        guard let run = server.current?.run else { return }
        let (state, position, digest) = run.standing
        let end = Ending(state: state, position: position, digest: digest, screens: screens.map(\.atEnd))
        ending.withLock { $0 = end }
        world.watch.see(.ended(end))
    }

    private func close() {
        world.enter(.over)
        server.current?.run?.close()
        server.current?.isOver()
        wire.close()
    }

    /// What whoever reads the log finds in it.
    private func examine() async {
        guard let ending = ending.withLock({ $0 }) else { return }
        let codec = world.codec
        let chain = Chain(digest: BLAKE2b.digest)
        func reader(_ store: any EventStore) -> LogReader {
            LogReader(
                store: store, engine: world.engine, codec: codec, chain: chain, page: world.options.page)
        }
        do throws(RecoveryError) {
            let folded = try await reader(world.disk).fold(world.record)
            if folded.position != ending.position || folded.digest != ending.digest
                || folded.state != ending.state
            {
                world.watch.complain("the log folds to what was live", "It does not at \(folded.position).")
            }
        } catch {
            return world.watch.complain("the log can be read", "\(error)")
        }
        if world.options.tampering > 0 { await tamper(ending.position, reader) }
    }

    /// A record that was changed is named.
    private func tamper(_ rows: Int64, _ reader: (any EventStore) -> LogReader) async {
        guard rows > 0 else { return }
        let store = Tampered(
            store: world.disk, position: Int64(world.dice.store.between(1, Int(rows))),
            part: world.dice.store.below(Tampered.parts))
        var found: Chain.Fault?
        do throws(RecoveryError) {
            _ = try await reader(store).fold(world.record)
        } catch {
            if case .broken(let fault) = error { found = fault }
        }
        if found?.position != store.position {
            world.watch.complain(
                "a changed record is named", "Part \(store.part) of \(store.position) gave \(found as Any).")
        }
    }

    func addScreens(to fingerprint: inout Fingerprint) {
        guard let ending = ending.withLock({ $0 }) else { return }
        for screen in ending.screens {
            fingerprint.add(screen.position)
            guard case .seat(let seat) = screen.audience else { continue }
            for section in Section.allCases {
                guard let state = screen.sections[section] else { continue }
                let view = SeatView(world.engine, state, seat: seat, secret: 1, now: ending.state.time)
                fingerprint.add("\(view.contents(of: section))")
            }
        }
    }
}

/// A store that reads one row back otherwise than it was written.
struct Tampered: EventStore {
    static let parts = 6

    let store: any EventStore
    let position: Int64
    let part: Int

    func read(_ run: String, after position: Int64, limit: Int) async throws(StoreError) -> [Row] {
        var rows = try await store.read(run, after: position, limit: limit)
        guard let place = rows.firstIndex(where: { $0.position == self.position }) else { return rows }
        switch part {
        case 0: rows[place].body[rows[place].body.count / 2] ^= 1
        case 1: rows[place].body.removeLast()
        case 2: rows[place].timeMs += 1
        case 3: rows[place].participant += 1
        case 4: rows[place].commandID += "x"
        default: rows[place].previous[7] ^= 128
        }
        return rows
    }

    func createRun(_ run: RunRecord) async throws(StoreError) { try await store.createRun(run) }
    func runs() async throws(StoreError) -> [RunRecord] { try await store.runs() }
    func append(_ rows: [Row], to run: String, after position: Int64) async throws(StoreError) {
        try await store.append(rows, to: run, after: position)
    }
    func head(_ run: String) async throws(StoreError) -> Int64 { try await store.head(run) }
    func find(commandID: String, in run: String) async throws(StoreError) -> Row? {
        try await store.find(commandID: commandID, in: run)
    }
    @discardableResult
    func eraseTyped(_ erasure: Erasure, in run: String) async throws(StoreError) -> Int {
        try await store.eraseTyped(erasure, in: run)
    }
}
