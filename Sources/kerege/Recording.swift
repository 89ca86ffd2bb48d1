import Basics
import Bots
import Engine
import EventStore
import Host
import Model
import Packs
import Rehearsal
import SQLiteStore

/// Writes rehearsed runs into a data folder, so that they can be replayed, exported and debriefed like live ones.
struct Recording {
    let folder: DataFolder
    private let digest: String
    private let scenario: Scenario
    private let codec: LogCodec
    private let chain = Chain(digest: BLAKE2b.digest)

    static func open(_ path: String, _ pack: LoadedPack) async throws -> Recording {
        let folder = try await DataFolder.open(path)
        return Recording(folder: folder, digest: try folder.keep(pack), scenario: pack.scenario)
    }

    private init(folder: DataFolder, digest: String, scenario: Scenario) {
        (self.folder, self.digest, self.scenario) = (folder, digest, scenario)
        codec = LogCodec(scenario: scenario, digest: BLAKE2b.digest)
    }

    /// Plays one seed and records it as run `rehearsal_TEAM_SEED`.
    func play(_ rehearsal: Rehearsal, _ policy: BotPolicy, seed: UInt64) async throws -> Rehearsal.Played {
        let record = RunRecord(
            id: "rehearsal_\(policy.rawValue)_\(seed)", title: "Rehearsal", packDigest: digest,
            engineRevision: Int64(Engine.revision), seed: seed, createdMs: SystemClock().unixMs)
        guard try await !folder.store.runs().contains(where: { $0.id == record.id }) else {
            throw Trouble("Run “\(record.id)” is in \(folder.path) already. Choose another folder or seed.")
        }
        var rows: [Row] = []
        var last = chain.origin(of: record)
        let played = rehearsal.play(policy, seed: seed) { time, id, command, events in
            let stored = codec.encode(
                LogBody(command: command, events: events), salt: SecureRandom.bytes(LogCodec.saltLength))
            let row = chain.sealed(
                Row(
                    position: Int64(rows.count + 1), commandID: id, participant: 0, seat: seatName(command),
                    onBehalf: "",
                    timeMs: time.milliseconds, body: stored.body, typed: stored.typed), after: last)
            last = row.digest
            rows.append(row)
        }
        try await folder.store.createRun(record)
        var written = 0
        while written < rows.count {
            let part = Array(rows[written..<min(rows.count, written + 1000)])
            try await folder.store.append(part, to: record.id, after: Int64(written))
            written += part.count
        }
        return played
    }

    private func seatName(_ command: Command) -> String {
        switch command {
        case .seat(let seat, _), .open(let seat, _): scenario.seats[seat].id
        case .control, .role, .time: ""
        }
    }
}
