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

    @Test(arguments: PlantedFrame.allCases)
    func `has its streams read to the end: what is planted in a frame is found`(planted: PlantedFrame)
        async throws
    {
        let packs = [MarkedPack(Fixtures.twelve(), salt: 6)]
        let size = Watch.Size(moves: 60, crawls: 1, pages: 5, comparisons: 1)
        let result = try await Watch.play(packs, seed: 6, size, planted: planted)
        let found = result.leaks.filter { $0.address == "/stream" }
        let what =
            switch planted {
            case .word: "a frame with more in it"
            case .ofAnother, .knock: "a frame that no notice of theirs brings"
            case .count: "a frame with more in it"
            }
        #expect(found.contains { $0.what.hasPrefix(what) }, "\(found)")
        if planted == .word { #expect(found.contains { $0.what.hasPrefix("text") }, "\(found)") }
        if planted == .knock { #expect(found.contains { $0.who == "an observer" }, "\(found)") }
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
