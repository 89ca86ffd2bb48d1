import EventStore
import FaultyDisk
import Foundation
import Host
import SQLiteStore
import StoreContract
import Testing

/// A way in which a disk goes wrong at its n-th call.
struct Failure: Sendable, CustomStringConvertible {
    var description: String
    var calls: FaultyDisk.Calls
    var fault: FaultyDisk.Fault
    var lasting = false
    /// What the loss of power takes back; nil for no loss.
    var losing: UInt64?

    static let all =
        [
            Failure(description: "one call fails", calls: .change, fault: .device),
            Failure(description: "all calls from one on fail", calls: .change, fault: .device, lasting: true),
            Failure(description: "one sync fails", calls: .sync, fault: .device),
            Failure(description: "there is no room for one write", calls: .write, fault: .noRoom),
            Failure(
                description: "there is no room from a write on", calls: .write, fault: .noRoom, lasting: true),
            Failure(description: "one read fails", calls: .read, fault: .device),
            Failure(description: "one file does not open", calls: .open, fault: .device),
            Failure(description: "the power goes", calls: .change, fault: .power),
        ]
        + [UInt64](0...3).map { seed in
            Failure(
                description: "the power goes and takes unsynced writes (seed \(seed))", calls: .change,
                fault: .power,
                losing: seed)
        }
}

@Suite struct `A store on a disk that fails` {
    /// For every n, until a session ends before its n-th call.
    @Test(arguments: Failure.all)
    func `says what it kept, and has it again`(failure: Failure) async throws {
        var number = 0
        while true {
            number += 1
            var hasFailed = false
            try await withFolder { folder in
                let disk = FaultyDisk(name: "faulty-\(SecureRandom.token())")
                disk.fail(failure.calls, at: number, failure.fault, lasting: failure.lasting)
                var session = ShortSession()
                await session.play(in: folder, on: disk)
                hasFailed = disk.hasFailed
                if let seed = failure.losing {
                    disk.loseUnsynced(seed: seed)
                    // Shared memory does not outlive the machine.
                    try? FileManager.default.removeItem(atPath: folder + "/kerege.db-shm")
                }
                disk.heal()
                let sound = FaultyDisk(name: "sound-\(SecureRandom.token())")
                let store = try await SQLiteStore.open(folder: folder, pageLimit: nil, disk: sound.name)
                let faults = try await session.faults(in: store)
                #expect(faults == [], "call number \(number): \(failure)")
                await store.close()
            }
            if !hasFailed { break }
        }
        #expect(number > 1)
    }

    @Test func `says that it does not write any more, once a write was not confirmed`() async throws {
        try await withFolder { folder in
            let disk = FaultyDisk(name: "unsure-\(SecureRandom.token())")
            let store = try await SQLiteStore.open(folder: folder, pageLimit: nil, disk: disk.name)
            try await store.createRun(Samples.run())
            #expect(store.figures == StoreFigures(commits: 1, writes: 1, failures: 0, isSound: true))
            disk.fail(.sync, at: 1, .device)
            await #expect(throws: StoreError.outcomeUnknown("The disk did not confirm the write.")) {
                try await store.append(Samples.rows(count: 1), to: "run_1", after: 0)
            }
            #expect(
                store.figures
                    == StoreFigures(commits: 1, writes: 1, failures: 1, isSound: false, wroteLast: false))
            await #expect(throws: StoreError.self) {
                try await store.append(Samples.rows(count: 1), to: "run_1", after: 0)
            }
            // Nobody is told that it is not there: the next start may find it.
            await #expect(throws: StoreError.outcomeUnknown("The disk did not confirm the write.")) {
                try await store.find(commandID: Samples.rows(count: 1)[0].commandID, in: "run_1")
            }
            await #expect(throws: StoreError.outcomeUnknown("The disk did not confirm the write.")) {
                try await store.read("run_1", after: 0, limit: 9)
            }
            await store.close()
            let again = try await SQLiteStore.open(folder: folder)
            let head = try await again.head("run_1")
            #expect(head == 0 || head == 1)
            await again.close()
        }
    }

    @Test func `is told again after there is room, and has lost nothing`() async throws {
        try await withFolder { folder in
            let disk = FaultyDisk(name: "full-\(SecureRandom.token())")
            let store = try await SQLiteStore.open(folder: folder, pageLimit: nil, disk: disk.name)
            let rows = Samples.rows(count: 500)
            try await store.createRun(Samples.run())
            disk.setRoom(100_000)
            var kept = 0
            var refusals = 0
            while kept < rows.count {
                do throws(StoreError) {
                    try await store.append([rows[kept]], to: "run_1", after: Int64(kept))
                    kept += 1
                } catch {
                    #expect(error == .unavailable("The disk that holds the data is full."))
                    #expect(try await store.head("run_1") == Int64(kept))
                    refusals += 1
                    if refusals % 3 == 0 { disk.setRoom(100_000) }
                }
                if refusals > 1000 { break }
            }
            #expect(refusals >= 3)
            #expect(try await store.read("run_1", after: 0, limit: 999) == rows)
            await store.close()
            let again = try await SQLiteStore.open(folder: folder)
            #expect(try await again.read("run_1", after: 0, limit: 999) == rows)
            await again.close()
        }
    }
}
