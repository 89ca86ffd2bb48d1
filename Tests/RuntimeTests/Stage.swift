import Basics
import Engine
import EventStore
import Host
import Model
import Packs
import Runtime
import Simulation
import Testing
import Views

/// A live run of the twelve facts, on a clock that is moved by hand.
struct Stage: Sendable {
    static let record = RunRecord(
        id: "run_1", title: "Twelve", packDigest: "00", engineRevision: Int64(Engine.revision), seed: 1,
        createdMs: 1_800_000_000_000)

    let clock = ManualClock()
    let store: any EventStore
    let notices = Locked<[Notice]>([])
    let its = ByName(Story.twelve)

    init(_ store: any EventStore = InMemoryEventStore()) { self.store = store }

    func open(_ workings: Workings = Workings()) async throws -> LiveRun {
        try await store.createRun(Stage.record)
        let notices = notices
        return try await LiveRun.open(
            Stage.record, engine: Engine(Story.twelve), store: store, clock: clock, secret: 77,
            read: {
                if case .pack(let id) = $0.source { Story.pack.texts.text(id, in: "en") ?? "" } else { "" }
            },
            publish: { notice in notices.withLock { $0.append(notice) } }, workings: workings)
    }

    /// Serves the run while `play` goes on; ends when both are done.
    func serve(_ run: LiveRun, _ play: @Sendable (LiveRun) async throws -> Void) async throws {
        async let serving: Void = run.serve()
        do { try await play(run) } catch {
            run.close()
            await serving
            throw error
        }
        run.close()
        await serving
    }

    /// Opens a run and serves it while `play` goes on.
    func live(_ play: @Sendable (LiveRun) async throws -> Void) async throws {
        try await serve(try await open(), play)
    }

    /// The clock moves; returns when everything that is due then has been recorded.
    func pass(minutes: Int, _ run: LiveRun) async {
        clock.advance(byMs: Int64(minutes) * 60_000)
        await settled(run)
    }

    /// A command that is always refused is answered after what came before it.
    func settled(_ run: LiveRun) async {
        _ = try? await run.submit(
            .control(.release(its.inject("reporter"))), id: "", participant: 0, seat: "")
    }

    /// Moves the clock in steps until `condition` holds; says so if it never does.
    func moves(_ run: LiveRun, until condition: @Sendable () async throws -> Bool) async throws {
        for _ in 0..<20_000 {
            if try await condition() { return }
            clock.advance(byMs: 100)
            await Task.yield()
        }
        Issue.record("it never came about")
    }

    func rows() async throws -> [Row] { try await store.read(Stage.record.id, after: 0, limit: 100_000) }

    /// Everything that all seats can read, as one text.
    func screens(_ run: LiveRun) -> String {
        Story.twelve.seats.ids.map { seat in
            let view = run.view(of: seat)
            return "\(view.facts) \(view.persons) \(view.places) \(view.inbox) \(view.sent) \(view.decisions)"
        }.joined(separator: "\n")
    }
}

extension LiveRun {
    /// Control does something; the command's id is its name.
    @discardableResult
    func control(_ act: ControlAct, id: String) async throws -> Receipt {
        try await submit(.control(act), id: id, participant: 1, seat: "")
    }

    /// A seat writes to an agency.
    @discardableResult
    func write(_ text: String, from seat: String, to agency: String, id: String) async throws -> Receipt {
        let its = ByName(Story.twelve)
        var act = Act(type: its.act("message"))
        act.agencies = [its.agency(agency)]
        act.text = Typed(text)
        return try await submit(.seat(its.seat(seat), act), id: id, participant: 2, seat: seat)
    }

    func minute(_ seat: String = "police_desk") -> Int {
        view(of: ByName(Story.twelve).seat(seat)).time.minutes
    }
}
