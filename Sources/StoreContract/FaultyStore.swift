public import EventStore

/// A store that fails as it is told to, over one that works: for simulations of bad days.
public actor FaultyStore: EventStore {
    public enum Fault: Sendable, Equatable {
        /// Nothing is written, and the caller is told so.
        case refused
        /// It is written, but the caller is told that nobody knows.
        case answerLost
        /// It is not written, and the caller is told that nobody knows.
        case appendLost
    }

    private let store: any EventStore
    private let appendFaults: [Int: Fault]
    private let readFaults: Set<Int>
    private var appends = 0
    private var reads = 0

    /// The numbers count calls, from 1: which append fails how, and which reads (`read`, `head`, `find`) are
    /// refused. Everything else passes.
    public init(_ store: any EventStore, appends: [Int: Fault] = [:], reads: Set<Int> = []) {
        self.store = store
        appendFaults = appends
        readFaults = reads
    }

    public func createRun(_ run: RunRecord) async throws(StoreError) {
        try await store.createRun(run)
    }

    public func runs() async throws(StoreError) -> [RunRecord] {
        try await store.runs()
    }

    public func append(_ rows: [Row], to run: String, after position: Int64) async throws(StoreError) {
        appends += 1
        switch appendFaults[appends] {
        case nil:
            try await store.append(rows, to: run, after: position)
        case .refused:
            throw .unavailable("This append was told to fail.")
        case .answerLost:
            try await store.append(rows, to: run, after: position)
            throw .outcomeUnknown("This answer was told to be lost.")
        case .appendLost:
            throw .outcomeUnknown("This append was told to be lost.")
        }
    }

    public func read(_ run: String, after position: Int64, limit: Int) async throws(StoreError) -> [Row] {
        try countRead()
        return try await store.read(run, after: position, limit: limit)
    }

    public func head(_ run: String) async throws(StoreError) -> Int64 {
        try countRead()
        return try await store.head(run)
    }

    public func find(commandID: String, in run: String) async throws(StoreError) -> Row? {
        try countRead()
        return try await store.find(commandID: commandID, in: run)
    }

    @discardableResult
    public func eraseTyped(_ erasure: Erasure, in run: String) async throws(StoreError) -> Int {
        try await store.eraseTyped(erasure, in: run)
    }

    private func countRead() throws(StoreError) {
        reads += 1
        guard !readFaults.contains(reads) else { throw .unavailable("This read was told to fail.") }
    }
}
