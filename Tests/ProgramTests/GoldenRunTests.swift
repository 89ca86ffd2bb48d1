import Basics
import Engine
import EventStore
import Fixtures
import Foundation
import Host
import Packs
import Runtime
import SQLiteStore
import Testing

/// Whole runs as they were once recorded, each with the exact pack that it played: `Tests/Golden/runs/NAME`.
///
/// A folder, once committed, is never changed: its log and its pack stay readable for ever. When a revision of
/// the engine, the log or the pack format changes, the run of the revision before stays, and
/// `GOLDEN=write swift test --filter ProgramTests` records one more.
private struct GoldenRun {
    let name: String
    let record: RunRecord
    let rows: [Row]
    let pack: LoadedPack
    let events: Int
    let fingerprint: String

    static let folder = Fixtures.root + "/Tests/Golden/runs"
    static var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }
    static var current: String { "twelve-engine-\(Engine.revision)" }

    init(_ name: String) throws {
        self.name = name
        let folder = "\(Self.folder)/\(name)"
        let about = try JSONValue(Files.read(folder + "/run.json"))
        record = RunRecord(
            id: about.text("id"), title: about.text("title"), packDigest: about.text("pack"),
            engineRevision: about.number("engine"), seed: UInt64(bitPattern: about.number("seed")),
            createdMs: about.number("created_ms"))
        events = Int(about.number("events"))
        fingerprint = about.text("fingerprint")
        rows = try Files.read(folder + "/log.jsonl").split(separator: 10).map { line in
            let value = try JSONValue(Array(line))
            let typed = value["typed"] == .null ? nil : value.text("typed")
            return Row(
                position: value.number("position"), commandID: value.text("command"),
                participant: Int32(value.number("participant")), seat: value.text("seat"),
                onBehalf: value.text("on_behalf"), timeMs: value.number("time_ms"),
                body: Array(value.text("body").utf8), typed: typed.map { Array($0.utf8) },
                digest: bytes(ofHex: value.text("digest")), previous: bytes(ofHex: value.text("previous")))
        }
        pack = try PackReader.scenario(folder: folder + "/pack")
    }

    /// Records a run of today and writes it down.
    static func write(_ name: String) async throws {
        try await withFolder { data in
            try Program.run(
                "rehearse", Fixtures.twelveFolder, "--runs", "1", "--seed", "11", "--team", "cooperative",
                "--record",
                data)
            let replay = try Program.run(
                "replay", "--data", data, "--run", "rehearsal_cooperative_11", "--json")
            let print = try #require(replay.output.firstMatch(of: #/"fingerprint":"([0-9a-f]+)"/#)).1
            let events = try #require(replay.output.firstMatch(of: #/"events":([0-9]+)/#)).1
            let store = try await SQLiteStore.open(folder: data)
            let run = try #require(try await store.runs().first)
            let rows = try await store.read(run.id, after: 0, limit: 100_000)
            await store.close()
            let folder = "\(Self.folder)/\(name)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: "\(data)/packs/\(run.packDigest)", toPath: folder + "/pack")
            var about = JSONWriter()
            about.object {
                $0.member("id", run.id)
                $0.member("title", run.title)
                $0.member("pack", run.packDigest)
                $0.member("engine", run.engineRevision)
                $0.member("seed", Int64(bitPattern: run.seed))
                $0.member("created_ms", run.createdMs)
                $0.member("events", Int(events) ?? 0)
                $0.member("fingerprint", String(print))
            }
            try Data(about.bytes + [10]).write(to: URL(fileURLWithPath: folder + "/run.json"))
            var log = Data()
            for row in rows { log += Data(line(row) + [10]) }
            try log.write(to: URL(fileURLWithPath: folder + "/log.jsonl"))
        }
    }

    private static func line(_ row: Row) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.member("position", row.position)
            $0.member("command", row.commandID)
            $0.member("participant", Int64(row.participant))
            $0.member("seat", row.seat)
            $0.member("on_behalf", row.onBehalf)
            $0.member("time_ms", row.timeMs)
            $0.member("body", String(decoding: row.body, as: UTF8.self))
            $0.key("typed")
            if let typed = row.typed { $0.value(String(decoding: typed, as: UTF8.self)) } else { $0.null() }
            $0.member("digest", hex(row.digest))
            $0.member("previous", hex(row.previous))
        }
        return writer.bytes
    }
}

extension JSONValue {
    fileprivate func text(_ key: String) -> String {
        if case .string(let text)? = self[key] { text } else { "" }
    }
    fileprivate func number(_ key: String) -> Int64 {
        if case .int(let number)? = self[key] { number } else { -1 }
    }
}

private func bytes(ofHex text: String) -> [UInt8] {
    stride(from: 0, to: text.utf8.count, by: 2).compactMap { UInt8(text.dropFirst($0).prefix(2), radix: 16) }
}

@Suite struct `A run that was recorded long ago` {
    @Test func `stands there for today's engine, too`() async throws {
        if ProcessInfo.processInfo.environment["GOLDEN"] == "write",
            !GoldenRun.names.contains(GoldenRun.current)
        {
            try await GoldenRun.write(GoldenRun.current)
        }
        #expect(
            GoldenRun.names.contains(GoldenRun.current),
            """
            The engine has a new revision. Keep the folders in Tests/Golden/runs as they are and add one more: \
            GOLDEN=write swift test --filter ProgramTests
            """)
    }

    @Test(arguments: GoldenRun.names)
    func `is read, folded and, by the engine that decided it, decided again`(name: String) async throws {
        let golden = try GoldenRun(name)
        let store = InMemoryEventStore()
        try await store.createRun(golden.record)
        try await store.append(golden.rows, to: golden.record.id, after: 0)
        let engine = Engine(golden.pack.scenario)
        let reader = LogReader(
            store: store, engine: engine, codec: LogCodec(scenario: engine.scenario, digest: BLAKE2b.digest),
            chain: Chain(digest: BLAKE2b.digest))
        let folded = try await reader.fold(golden.record)
        #expect(folded.position == Int64(golden.rows.count))
        #expect(folded.events == golden.events)
        guard golden.record.engineRevision == Int64(Engine.revision) else { return }
        let hint: Comment =
            "The engine decides or folds otherwise than it did: give `Engine.revision` its next number"
        #expect(reader.fingerprint(of: folded) == golden.fingerprint, hint)
        #expect(try await reader.decideAgain(golden.record).firstDifference == nil, hint)
    }
}
