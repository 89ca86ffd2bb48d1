public import EventStore
import Host

/// Made-up runs and rows, the same at every call.
public enum Samples {
    public static let chain = Chain(digest: BLAKE2b.digest)

    public static func run(_ id: String = "run_1", createdMs: Int64 = 1_800_000_000_000) -> RunRecord {
        RunRecord(
            id: id, title: "The kiln, team “A”", packDigest: "00ff", engineRevision: 1, seed: UInt64.max - 5,
            createdMs: createdMs)
    }

    /// Rows in the chain: from `first` on, `count` of them, after a row with this digest (or the run's origin).
    /// Every third carries typed text; participants are 1, 2 and 3 in turn; every fourth comes from no session.
    public static func rows(
        of run: RunRecord = run(),
        from first: Int64 = 1,
        count: Int,
        after previous: [UInt8]? = nil,
        named name: String = "c"
    ) -> [Row] {
        let rows = (first..<first + Int64(count)).map { position in
            Row(
                position: position,
                commandID: "\(name)\(position)",
                participant: Int32(position % 3) + 1,
                session: position % 4 == 0 ? 0 : 100 + position,
                seat: "seat.police_a",
                onBehalf: position % 2 == 0 ? "person.mira" : "",
                timeMs: position * 60_000,
                body: Array("{\"act\":\"share\",\"number\":\(position),\"text\":\"Übung “да”\"}".utf8),
                typed: position % 3 == 0 ? Array("typed \(position)".utf8) : nil)
        }
        return chain.sealed(rows, after: previous ?? chain.origin(of: run))
    }
}
