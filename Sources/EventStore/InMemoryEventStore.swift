/// The log in memory: for rehearsals of the server and for tests. Nothing outlives the process.
public actor InMemoryEventStore: EventStore {
    private struct Log {
        var run: RunRecord
        var rows: [Row] = []
        var positions: [String: Int64] = [:]

        var end: LogEnd { LogEnd(position: Int64(rows.count), digest: rows.last?.digest) }
    }

    private var logs: [String: Log] = [:]

    public init() {}

    public func createRun(_ run: RunRecord) throws(StoreError) {
        guard let known = logs[run.id] else {
            logs[run.id] = Log(run: run)
            return
        }
        guard known.run == run else { throw .conflict(actual: known.end.position) }
    }

    public func runs() throws(StoreError) -> [RunRecord] {
        logs.values.map(\.run).sorted { ($0.createdMs, $0.id) < ($1.createdMs, $1.id) }
    }

    public func append(_ rows: [Row], to run: String, after position: Int64) throws(StoreError) {
        let log = try log(run)
        try log.end.admit(rows, after: position)
        for row in rows {
            if let recorded = log.positions[row.commandID] {
                throw .repeated(commandID: row.commandID, position: recorded)
            }
        }
        logs[run]?.rows.append(contentsOf: rows)
        for row in rows where !row.commandID.isEmpty {
            logs[run]?.positions[row.commandID] = row.position
        }
    }

    public func read(_ run: String, after position: Int64, limit: Int) throws(StoreError) -> [Row] {
        let log = try log(run)
        guard position < log.end.position else { return [] }
        return Array(log.rows.dropFirst(Int(max(position, 0))).prefix(max(limit, 0)))
    }

    public func head(_ run: String) throws(StoreError) -> Int64 {
        try log(run).end.position
    }

    public func find(commandID: String, in run: String) throws(StoreError) -> Row? {
        let log = try log(run)
        return log.positions[commandID].map { log.rows[Int($0) - 1] }
    }

    @discardableResult
    public func eraseTyped(_ erasure: Erasure, in run: String) throws(StoreError) -> Int {
        let rows = try log(run).rows
        let erased = rows.indices.filter { rows[$0].typed != nil && erasure.covers(rows[$0]) }
        for index in erased {
            logs[run]?.rows[index].typed = nil
        }
        return erased.count
    }

    private func log(_ run: String) throws(StoreError) -> Log {
        guard let log = logs[run] else { throw .unknownRun(run) }
        return log
    }
}

extension Erasure {
    fileprivate func covers(_ row: Row) -> Bool {
        switch self {
        case .of(let participant): row.participant == participant
        case .through(let position): row.position <= position
        case .everything: true
        }
    }
}
