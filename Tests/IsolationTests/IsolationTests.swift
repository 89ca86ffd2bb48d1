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

    /// A crawler that reads little finds nothing, and is not to be believed.
    private func expectMuch(_ result: WatchResult) {
        for kind in Read.allCases {
            #expect(result.count(of: kind) >= Floors.least(of: kind), "of \(kind)")
        }
        #expect(result.answers >= Floors.answers)
        #expect(result.markers >= Floors.markers)
        #expect(result.comparisons >= Floors.comparisons)
        let unread = Watch.allPages.subtracting(result.pages).subtracting(Floors.notInEveryRun)
        #expect(unread.isEmpty, "nobody was shown \(unread)")
    }

    @Test(arguments: [UInt64(2), 3])
    func `is sent nothing but what the ledger gives it, in the case of twelve facts`(seed: UInt64)
        async throws
    {
        let result = try await play(Fixtures.twelve(), seed)
        #expect(result.leaks == [])
        expectMuch(result)
    }

    @Test(arguments: [UInt64(4), 5])
    func `is sent nothing but what the ledger gives it, in the harbour`(seed: UInt64) async throws {
        let result = try await play(Fixtures.harbour(), seed)
        #expect(result.leaks == [])
        expectMuch(result)
    }

    @Test(arguments: PlantedFrame.allCases)
    func `has its streams read to the end: what is planted in a frame is found`(planted: PlantedFrame)
        async throws
    {
        let packs = [MarkedPack(Fixtures.twelve(), salt: 6)]
        let size = Watch.Size(moves: 80, crawls: 1, pages: 5, comparisons: 1)
        let leaks = try await Watch.play(packs, seed: 6, size, planted: planted).leaks
        func isFound(_ what: String, by who: String = "seat") -> Bool {
            leaks.contains {
                $0.address == "/stream" && $0.what.hasPrefix(what) && $0.who.hasPrefix(who)
            }
        }
        switch planted {
        case .word:
            #expect(isFound("a frame with more in it"), "\(leaks)")
            #expect(isFound("text"), "\(leaks)")
        case .count: #expect(isFound("a frame with more in it"), "\(leaks)")
        case .number: #expect(isFound("notice "), "\(leaks)")
        case .ofAnother: #expect(isFound(Watch.forNothing), "\(leaks)")
        case .observers: #expect(isFound(Watch.strangeKnock, by: "an observer"), "\(leaks)")
        case .players:
            #expect(isFound(Watch.strangeKnock, by: "a role-player whom nobody asks"), "\(leaks)")
        case .seat: #expect(isFound(Watch.strangeKnock), "\(leaks)")
        }
        #expect(leaks.allSatisfy { $0.address == "/stream" }, "\(leaks)")
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
