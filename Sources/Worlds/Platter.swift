import EventStore

/// What outlives a process: a log, and perhaps rows of which only the next start can tell whether they are in it.
actor Platter: EventStore {
    private struct Floating {
        let rows: [Row]
        let run: String
        let position: Int64
    }

    private var log = InMemoryEventStore()
    private var floating: Floating?

    /// The disk did not confirm these rows; it may hold them all the same.
    func float(_ rows: [Row], _ run: String, after position: Int64) {
        floating = floating ?? Floating(rows: rows, run: run, position: position)
    }

    var hasFloating: Bool { floating != nil }

    /// A process starts and finds out what the disk holds. Where a store has gone on meanwhile, rows that were kept stand
    /// in the place of everything that it wrote since.
    func settle(isKept: Bool, replacing hasGoneOn: Bool) async throws(StoreError) -> [Row] {
        guard let floating else { return [] }
        self.floating = nil
        guard isKept else { return [] }
        if try await log.head(floating.run) > floating.position {
            guard hasGoneOn else { return [] }
            try await cut(floating)
        }
        try await log.append(floating.rows, to: floating.run, after: floating.position)
        return floating.rows
    }

    private func cut(_ floating: Floating) async throws(StoreError) {
        let fresh = InMemoryEventStore()
        for run in try await log.runs() {
            try await fresh.createRun(run)
            let limit = run.id == floating.run ? Int(floating.position) : Int(Int32.max)
            try await fresh.append(try await log.read(run.id, after: 0, limit: limit), to: run.id, after: 0)
        }
        log = fresh
    }

    func createRun(_ run: RunRecord) async throws(StoreError) { try await log.createRun(run) }
    func runs() async throws(StoreError) -> [RunRecord] { try await log.runs() }
    func append(_ rows: [Row], to run: String, after position: Int64) async throws(StoreError) {
        try await log.append(rows, to: run, after: position)
    }
    func read(_ run: String, after position: Int64, limit: Int) async throws(StoreError) -> [Row] {
        try await log.read(run, after: position, limit: limit)
    }
    func head(_ run: String) async throws(StoreError) -> Int64 { try await log.head(run) }
    func find(commandID: String, in run: String) async throws(StoreError) -> Row? {
        try await log.find(commandID: commandID, in: run)
    }
    @discardableResult
    func eraseTyped(_ erasure: Erasure, in run: String) async throws(StoreError) -> Int {
        try await log.eraseTyped(erasure, in: run)
    }
}
