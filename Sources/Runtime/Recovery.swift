import Basics
import Engine
import EventStore
import Host
import Model
import Views

/// What a log folds to.
public struct Recovered: Sendable {
    public internal(set) var state: State
    public internal(set) var position: Int64 = 0
    public internal(set) var digest: [UInt8]
    /// Exercise time of the last record; later than the state's if nothing happened in it.
    public internal(set) var time = ExerciseTime.start
    /// How many events were folded.
    public internal(set) var events = 0
    var commands = KnownCommands()
}

/// Why a log cannot be played on.
public enum RecoveryError: Error, Sendable {
    /// The store said no.
    case store(StoreError)
    /// A record is not as it was written.
    case broken(Chain.Fault)
    /// A record cannot be read by this program.
    case unreadable(position: Int64, DecodeError)
}

/// Reads logs back: folding, checking, deciding again.
public struct LogReader: Sendable {
    let store: any EventStore
    let engine: Engine
    package let codec: LogCodec
    let chain: Chain
    let page: Int

    /// - Parameter page: how many rows are read at once.
    public init(
        store: any EventStore, engine: Engine, codec: LogCodec, chain: Chain, page: Int = Limits().page
    ) {
        (self.store, self.engine, self.codec, self.chain, self.page) = (store, engine, codec, chain, page)
    }

    /// Sixteen hex digits over the state that a log folds to and its head.
    public func fingerprint(of folded: Recovered) -> String {
        engine.fingerprint(of: folded.state, head: folded.digest)
    }

    /// Folds a whole log, checking each link of its chain.
    public func fold(_ run: RunRecord) async throws(RecoveryError) -> Recovered {
        var recovered = Recovered(state: engine.initial(seed: run.seed), digest: chain.origin(of: run))
        try await walk(run) { row, body in
            let time = ExerciseTime(milliseconds: row.timeMs)
            for event in body.events { recovered.state.apply(event, at: time) }
            recovered.events += body.events.count
            recovered.time = time
            recovered.position = row.position
            recovered.time = time
            recovered.digest = row.digest
            if !row.commandID.isEmpty {
                recovered.commands[row.commandID] = Known(
                    body.command, of: Int(row.participant), at: row.position, isErased: body.hasErasedText)
            }
        }
        return recovered
    }

    /// Walks a log in order, checked and decoded.
    public func walk(_ run: RunRecord, _ visit: (Row, LogBody) throws(RecoveryError) -> Void)
        async throws(RecoveryError)
    {
        var check = chain.check(of: run)
        try await walk(run, from: &check, visit)
    }

    /// Goes on from where an earlier walk has come to.
    func walk(
        _ run: RunRecord, from check: inout Chain.Check, _ visit: (Row, LogBody) throws(RecoveryError) -> Void
    )
        async throws(RecoveryError)
    {
        while true {
            let rows = try await rows(run.id, after: check.position)
            if let fault = check.firstFault(in: rows) { throw .broken(fault) }
            for row in rows {
                let body: LogBody
                do throws(DecodeError) {
                    body = try codec.decode(row)
                } catch {
                    throw .unreadable(position: row.position, error)
                }
                try visit(row, body)
            }
            if rows.count < page { return }
        }
    }

    private func rows(_ run: String, after position: Int64) async throws(RecoveryError) -> [Row] {
        do throws(StoreError) {
            return try await store.read(run, after: position, limit: page)
        } catch {
            guard case .damaged(position: 0, let reason) = error else { throw .store(error) }
            let readable = await readable(run, after: position)
            throw .store(.damaged(position: position + Int64(readable) + 1, reason))
        }
    }

    /// How many rows of a page can be read, where not all of them can: more rows want more of the file.
    private func readable(_ run: String, after position: Int64) async -> Int {
        var (readable, most) = (0, page)
        while most - readable > 1 {
            let middle = (readable + most) / 2
            if (try? await store.read(run, after: position, limit: middle)) != nil {
                readable = middle
            } else {
                most = middle
            }
        }
        return readable
    }

    /// Decides every recorded command again under this engine and compares the events.
    ///
    /// - Returns: the position of the first row whose events come out otherwise, or nil; rows whose typed
    ///   text was erased, or that bring what erased words were searched for, cannot be decided again and are counted apart.
    public func decideAgain(_ run: RunRecord) async throws(RecoveryError) -> Redecided {
        var state = engine.initial(seed: run.seed)
        var result = Redecided()
        var hasTexts = false
        try await walk(run) { row, body in
            let time = ExerciseTime(milliseconds: row.timeMs)
            if row.typed != nil { hasTexts = true }
            defer { for event in body.events { state.apply(event, at: time) } }
            if body.hasErasedText, hasTexts, result.firstTextGone == nil {
                result.firstTextGone = row.position
            }
            let isErased =
                body.hasErasedText || body.events.contains { engine.dependsOnErasedWords($0, in: state) }
            guard !isErased else {
                result.erased += 1
                return
            }
            var copy = state
            let events = try? engine.perform(body.command, id: row.commandID, at: time, on: &copy)
            if events != body.events, result.firstDifference == nil { result.firstDifference = row.position }
            result.rows += 1
        }
        return result
    }
}

public struct Redecided: Sendable {
    public internal(set) var rows = 0
    public internal(set) var erased = 0
    public internal(set) var firstDifference: Int64?
    /// The first record that has lost what was typed while an earlier one has it still: no erasure leaves that.
    public internal(set) var firstTextGone: Int64?
}

extension LogBody {
    var hasErasedText: Bool {
        if case .seat(_, let act) = command {
            return ([act.text, act.more] + act.fields).contains { $0.text == nil }
        }
        return false
    }
}

extension LiveRun {
    /// Opens a run: reads its log back and goes on where it stopped.
    public static func open(
        _ record: RunRecord, engine: Engine, store: any EventStore, clock: any WallClock, secret: UInt64,
        read: @escaping @Sendable (Text) -> String, publish: @escaping Publish,
        workings: Workings = Workings()
    ) async throws(RecoveryError) -> LiveRun {
        let codec = LogCodec(scenario: engine.scenario, digest: BLAKE2b.digest)
        let chain = Chain(digest: BLAKE2b.digest)
        let reader = LogReader(
            store: store, engine: engine, codec: codec, chain: chain, page: workings.limits.page)
        let recovered = try await reader.fold(record)
        return LiveRun(
            record: record, engine: engine, codec: codec, chain: chain, store: store, clock: clock,
            secret: secret,
            recovered: recovered, read: read, publish: publish, workings: workings)
    }

    /// The log's reader, for debriefs and verification.
    public var reader: LogReader {
        LogReader(store: store, engine: engine, codec: codec, chain: chain, page: workings.limits.page)
    }
}
