import EventStore
import Host
import Model
import Runtime

/// Mistakes that are put into a world on purpose, around the runtime and never in it, to see that the checkers
/// find them.
public enum Planted: Int, CaseIterable, Sendable {
    /// A store that says yes and writes nothing when the disk says no.
    case eagerStore = 1
    /// A door that loses the ids of commands, so that a repeat is a new command.
    case idsLost
    /// A store that answers an unknown outcome by writing once more, and believes the refusal.
    case blindRetry
    /// A stream that leaves out one notice in ten.
    case noticesLost
    /// A server that mixes up seats, once in twenty pages.
    case wrongSeat
    /// A store that reads back all but the last row.
    case shortRead
    /// A store that goes on after a commit that the disk did not confirm, over rows that may yet be there.
    case goesOn
    /// A server that takes half a request for a whole one when its client has gone.
    case halfTaken
    /// A server that keeps everything for a reader who does not read.
    case noBound
    /// A server that writes to one reader after the other and waits for each.
    case oneByOne
    /// Streams that take a mark of an earlier process for one of their own.
    case marksMixedUp
    /// A process and its run that hold each other, so that neither is ever released.
    case heldForEver
}

/// A store with a planted mistake.
struct PlantedStore: EventStore {
    let store: any EventStore
    let planted: Planted

    func createRun(_ run: RunRecord) async throws(StoreError) { try await store.createRun(run) }
    func runs() async throws(StoreError) -> [RunRecord] { try await store.runs() }

    func append(_ rows: [Row], to run: String, after position: Int64) async throws(StoreError) {
        do throws(StoreError) {
            try await store.append(rows, to: run, after: position)
        } catch {
            switch (planted, error) {
            case (.eagerStore, .unavailable): return
            case (.blindRetry, .outcomeUnknown): try await again(rows, run, position)
            default: throw error
            }
        }
    }

    private func again(_ rows: [Row], _ run: String, _ position: Int64) async throws(StoreError) {
        do throws(StoreError) {
            try await store.append(rows, to: run, after: position)
        } catch {
            throw .unavailable("The second try failed: \(error)")
        }
    }

    func read(_ run: String, after position: Int64, limit: Int) async throws(StoreError) -> [Row] {
        let rows = try await store.read(run, after: position, limit: limit)
        guard planted == .shortRead, rows.count < limit, rows.count > 1 else { return rows }
        return rows.dropLast()
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
