import EventStore
import Roster
import SQLiteStore
import StoreContract
import Testing

enum Adapter: CaseIterable {
    case memory, faultyWithoutFaults, sqlite
}

@Suite struct `An event store` {
    @Test(arguments: Adapter.allCases, EventStoreContract.promises)
    func `keeps its promise`(adapter: Adapter, promise: Promise<any EventStore>) async throws {
        switch adapter {
        case .memory: try await promise.keep(InMemoryEventStore())
        case .faultyWithoutFaults: try await promise.keep(FaultyStore(InMemoryEventStore()))
        case .sqlite: try await withStore { try await promise.keep($0) }
        }
    }
}

@Suite struct `A roster` {
    @Test(arguments: RosterContract.promises)
    func `keeps its promise in memory`(promise: Promise<any Roster>) async throws {
        try await promise.keep(InMemoryRoster())
    }

    @Test(arguments: RosterContract.promises)
    func `keeps its promise in SQLite`(promise: Promise<any Roster>) async throws {
        try await withStore { try await promise.keep($0) }
    }
}

@Suite struct `A faulty store` {
    let rows = Samples.rows(count: 3)

    @Test func `fails as it was told, and only then`() async throws {
        let memory = InMemoryEventStore()
        let store = FaultyStore(
            memory, appends: [1: .refused, 2: .appendLost, 3: .answerLost], reads: [2])
        try await store.createRun(Samples.run())
        await #expect(throws: StoreError.unavailable("This append was told to fail.")) {
            try await store.append(rows, to: "run_1", after: 0)
        }
        await #expect(throws: StoreError.outcomeUnknown("This append was told to be lost.")) {
            try await store.append(rows, to: "run_1", after: 0)
        }
        #expect(try await store.find(commandID: "c1", in: "run_1") == nil)
        await #expect(throws: StoreError.unavailable("This read was told to fail.")) {
            try await store.head("run_1")
        }
        await #expect(throws: StoreError.outcomeUnknown("This answer was told to be lost.")) {
            try await store.append(rows, to: "run_1", after: 0)
        }
        #expect(try await store.find(commandID: "c1", in: "run_1") == rows[0])
    }
}
