import Basics
import Fixtures
import Isolation
import Model
import Packs
import Testing

/// What the server sends to each seat in whole runs, held against the log. The long form is `bin/crawl`.
@Suite struct `A seat in a world of markers` {
    private func play(_ source: LoadedPack, _ seed: UInt64) async throws -> WatchResult {
        let packs = [MarkedPack(source, salt: seed), MarkedPack(source, salt: seed &+ 1 << 40)]
        return try await Watch.play(packs, seed: seed, .short)
    }

    @Test(arguments: [UInt64(2), 3])
    func `is sent nothing but what the ledger gives it, in the case of twelve facts`(seed: UInt64)
        async throws
    {
        let result = try await play(Fixtures.twelve(), seed)
        #expect(result.leaks == [])
        #expect(result.answers > 500)
        #expect(result.markers > 100, "the crawler saw too little to be believed")
        #expect(result.comparisons > 200)
    }

    @Test(arguments: [UInt64(4), 5])
    func `is sent nothing but what the ledger gives it, in the harbour`(seed: UInt64) async throws {
        let result = try await play(Fixtures.harbour(), seed)
        #expect(result.leaks == [])
        #expect(result.answers > 500)
        #expect(result.markers > 100, "the crawler saw too little to be believed")
    }

    @Test(arguments: [0, 1, 2, 3])
    func `is sent the same bytes in two worlds that differ in what is hidden from it`(seat: Int) async throws
    {
        let source = seat % 2 == 0 ? Fixtures.twelve() : Fixtures.harbour()
        let result = try await TwoWorlds.compare(
            source, seat: SeatID(seat), seed: UInt64(40 + seat), rounds: 4)
        #expect(result.leaks == [])
        #expect(result.comparisons > 80)
    }
}
