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
        /// The caller is told that nobody knows, and only the next start can tell: until then, nothing more is taken
        /// and no log is read.
        case unconfirmed
    }

    /// What becomes of each call, and who hears of it.
    public struct Weather: Sendable {
        /// Asked before the append with this number, counted from 1; may take its time, as a slow disk does.
        public var append: @Sendable (_ number: Int, _ rows: [Row]) async -> Fault?
        /// Whether the read with this number (`read`, `head`, `find`) is refused; may take its time.
        public var read: @Sendable (_ number: Int) async -> Bool
        /// Told of rows as soon as they are in the store, whatever the caller will hear.
        public var recorded: @Sendable ([Row]) -> Void
        /// Told of rows that the disk may yet hold.
        public var unconfirmed: @Sendable (_ rows: [Row], _ run: String, _ position: Int64) async -> Void = {
            _, _, _ in
        }
        /// A store with a mistake: it goes on after a write that the disk did not confirm.
        public var goesOn = false

        public init(
            append: @escaping @Sendable (Int, [Row]) async -> Fault?,
            read: @escaping @Sendable (Int) async -> Bool = { _ in false },
            recorded: @escaping @Sendable ([Row]) -> Void = { _ in }
        ) {
            (self.append, self.read, self.recorded) = (append, read, recorded)
        }
    }

    private let store: any EventStore
    private let weather: Weather
    private var appends = 0
    private var reads = 0
    private var isSound = true

    /// The numbers count calls, from 1: which append fails how, and which reads (`read`, `head`, `find`) are
    /// refused. Everything else passes.
    public init(_ store: any EventStore, appends: [Int: Fault] = [:], reads: Set<Int> = []) {
        self.init(
            store, weather: Weather(append: { number, _ in appends[number] }, read: { reads.contains($0) }))
    }

    public init(_ store: any EventStore, weather: Weather) {
        (self.store, self.weather) = (store, weather)
    }

    public func createRun(_ run: RunRecord) async throws(StoreError) {
        try await store.createRun(run)
    }

    public func runs() async throws(StoreError) -> [RunRecord] {
        try await store.runs()
    }

    public func append(_ rows: [Row], to run: String, after position: Int64) async throws(StoreError) {
        appends += 1
        guard isSound else { throw .unavailable("This store was told to stop.") }
        switch await weather.append(appends, rows) {
        case nil:
            try await store.append(rows, to: run, after: position)
            weather.recorded(rows)
        case .refused:
            throw .unavailable("This append was told to fail.")
        case .answerLost:
            try await store.append(rows, to: run, after: position)
            weather.recorded(rows)
            throw .outcomeUnknown("This answer was told to be lost.")
        case .unconfirmed:
            isSound = weather.goesOn
            await weather.unconfirmed(rows, run, position)
            throw .outcomeUnknown("This append was told not to be confirmed.")
        case .appendLost:
            throw .outcomeUnknown("This append was told to be lost.")
        }
    }

    public func read(_ run: String, after position: Int64, limit: Int) async throws(StoreError) -> [Row] {
        try await countRead()
        return try await store.read(run, after: position, limit: limit)
    }

    public func head(_ run: String) async throws(StoreError) -> Int64 {
        try await countRead()
        return try await store.head(run)
    }

    public func find(commandID: String, in run: String) async throws(StoreError) -> Row? {
        try await countRead()
        return try await store.find(commandID: commandID, in: run)
    }

    @discardableResult
    public func eraseTyped(_ erasure: Erasure, in run: String) async throws(StoreError) -> Int {
        try await store.eraseTyped(erasure, in: run)
    }

    private func countRead() async throws(StoreError) {
        reads += 1
        guard isSound else { throw .outcomeUnknown("An append before was told not to be confirmed.") }
        guard await !weather.read(reads) else { throw .unavailable("This read was told to fail.") }
    }
}
