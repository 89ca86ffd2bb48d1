import Basics
import Engine
import EventStore
import Fixtures
import HTTPCore
import Host
import Model
import Packs
import Roster
import Runtime
import Texts
import Views
import Web

/// Tokens in a fixed order, so that one page made twice is the same bytes.
final class Mint: Sendable {
    private let made = Locked(0)

    func next() -> String {
        let number = made.withLock { made in
            made += 1
            return made
        }
        // Twelve digits between letters that no handle holds: not to be taken for one.
        let digits = String(number)
        return "mint-i" + String(repeating: "0", count: 12 - digits.utf8.count) + digits + "i"
    }

    /// Goes on from a place where nothing was made yet, or was only looked at.
    func goOn(from number: Int) { made.withLock { $0 = number } }
}

/// One run whose every word is a marker.
struct MarkedRun: Sendable {
    let pack: MarkedPack
    let run: LiveRun
    let codec: LogCodec
    let notices: Locked<[Notice]>
    let hosted: HostedRun

    var scenario: Scenario { pack.scenario }
}

/// A site with runs, everything real but the disk and the clock.
struct MarkedHall: Sendable {
    private static let texts = try! InterfaceTexts(folder: Fixtures.root + "/Locales")
    private static let assets = try! Assets(folder: Fixtures.root + "/Assets")

    let site: Site
    let runs: [MarkedRun]
    let roster: InMemoryRoster
    let store: InMemoryEventStore
    let clock: ManualClock
    let mint: Mint

    static func make(_ packs: [MarkedPack], seed: UInt64, _ planted: PlantedFrame? = nil) async throws
        -> MarkedHall
    {
        let clock = ManualClock()
        let store = InMemoryEventStore()
        let roster = InMemoryRoster()
        let mint = Mint()
        var runs: [MarkedRun] = []
        for (place, pack) in packs.enumerated() {
            runs.append(try await open(pack, named: "run\(place)", seed: seed, clock, store, planted))
        }
        let hosted = runs.map(\.hosted)
        var parts = SiteParts(
            roster: roster, texts: texts, assets: assets, runs: { hosted }, newToken: { mint.next() },
            digest: { BLAKE2b.digest($0) }, nowMs: { clock.unixMs }, pace: nil)
        // The days of a role-player pass while others do nothing; signed out, they would prove nothing.
        parts.idleMs = Int64(SiteParts.mostIdleHours) * 3_600_000
        let site = Site(parts, routes: Site.allRoutes)
        let hall = MarkedHall(
            site: site, runs: runs, roster: roster, store: store, clock: clock, mint: mint)
        for run in runs { try await hall.addLinks(run) }
        return hall
    }

    private static func open(
        _ pack: MarkedPack, named id: String, seed: UInt64, _ clock: ManualClock,
        _ store: InMemoryEventStore, _ planted: PlantedFrame?
    ) async throws -> MarkedRun {
        let engine = Engine(pack.scenario)
        let record = RunRecord(
            id: id, title: "", packDigest: "", engineRevision: Int64(Engine.revision), seed: seed,
            createdMs: clock.unixMs)
        try await store.createRun(record)
        let streams = RunStreams(seats: pack.scenario.seats.count, origin: "hall", keeping: 100_000)
        let notices = Locked<[Notice]>([])
        let run = try await LiveRun.open(
            record, engine: engine, store: store, clock: clock,
            secret: id.utf8.reduce(seed) { mix($0 ^ UInt64($1)) },
            read: { _ in "" },
            publish: { notice in
                notices.withLock { $0.append(notice) }
                streams.publish(notice)
                planted?.publish(beside: notice, pack, streams)
            })
        return MarkedRun(
            pack: pack, run: run, codec: LogCodec(scenario: pack.scenario, digest: BLAKE2b.digest),
            notices: notices,
            hosted: HostedRun(run: run, words: { text, _ in pack.word(text) }, streams: streams))
    }

    private func addLinks(_ run: MarkedRun) async throws {
        for seat in run.scenario.seats.ids {
            try await roster.add(
                JoinLink(
                    tokenDigest: digest(MarkedHall.link(run, seat)), kind: .seat(run.scenario.seats[seat].id),
                    run: run.run.id, code: MarkedHall.code(run, seat), createdMs: 0))
        }
        try await roster.add(
            JoinLink(
                tokenDigest: digest("control-\(run.run.id)"), kind: .control, run: run.run.id, once: true,
                createdMs: 0))
    }

    static func link(_ run: MarkedRun, _ seat: SeatID) -> String { "link-\(run.run.id)-\(seat.index)" }

    static func code(_ run: MarkedRun, _ seat: SeatID) -> String {
        "1" + (run.run.id == "run0" ? "0" : "7") + "00000\(seat.index)"
    }

    private func digest(_ text: String) -> [UInt8] { BLAKE2b.digest(Array(text.utf8)) }

    /// Serves the runs while `story` goes on.
    func serving(_ story: @Sendable @escaping (MarkedHall) async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for run in runs { group.addTask { await run.run.serve() } }
            do {
                try await story(self)
            } catch {
                for run in runs { run.run.close() }
                throw error
            }
            for run in runs { run.run.close() }
            try await group.waitForAll()
        }
    }

    /// Somebody who has joined a seat and read the note. The name is a marker too.
    func sit(_ run: MarkedRun, _ seat: SeatID, language: String = "en") async -> Visitor {
        var visitor = Visitor(site, language: language)
        let name = run.pack.book.word(.name(seat: seat.index))
        _ = await visitor.send(
            "/join/" + MarkedHall.link(run, seat), [("name", name), ("language", language)])
        _ = await visitor.send("/note", [("answer", "yes")])
        return visitor
    }

    func lead(_ run: MarkedRun) async -> Visitor {
        var visitor = Visitor(site)
        _ = await visitor.post("/enter/control-\(run.run.id)", Fields())
        return visitor
    }

    /// The code by which observers come in, once control has made one.
    func observersCode(_ run: MarkedRun) async throws -> String? {
        try await roster.links(of: run.run.id).last { $0.kind == .observer && $0.opens }?.code
    }

    /// The code by which role-players come in, once control has made one.
    func playersCode(_ run: MarkedRun) async throws -> String? {
        try await roster.links(of: run.run.id).last { $0.kind == .rolePlayer && $0.opens }?.code
    }

    /// Somebody who has come by a code of staff and not read the note yet. The name is a marker of no seat.
    func lookOn(_ run: MarkedRun, by code: String, language: String) async -> Visitor {
        var visitor = Visitor(site, language: language)
        let name = run.pack.book.word(.name(seat: run.scenario.seats.count))
        _ = await visitor.send("/join/" + code, [("name", name), ("language", language)])
        return visitor
    }
}
