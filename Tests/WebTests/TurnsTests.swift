import Host
import Testing
import Web

@Suite(.timeLimit(.minutes(1))) struct `Pages of one person` {
    @Test func `are made four at a time, in their order, and nobody else waits for them`() async throws {
        let turns = Turns()
        let (begun, released) = (Locked<[Int]>([]), Locked(0))
        let loop = try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...200 {
                group.addTask {
                    await turns.take(1) {
                        begun.withLock { $0.append(number) }
                        await until { released.withLock { $0 } >= number }
                    }
                }
                await until {
                    let standing = await turns.standing(of: 1)
                    return standing.making + standing.waiting == number
                }
            }
            await until { begun.withLock { $0.count } >= 4 }
            #expect(begun.withLock { $0.sorted() } == [1, 2, 3, 4])
            #expect(await turns.standing(of: 1) == (4, 196))
            #expect(await turns.take(2) { await turns.standing(of: 2).making } == 1)
            for number in 1...200 {
                released.withLock { $0 = number }
                await until { begun.withLock { $0.count } == min(200, number + 4) }
            }
            try await group.waitForAll()
            return begun.withLock { $0 }
        }
        #expect(loop.dropFirst(4) == Array(5...200)[...])
        #expect(await turns.standing(of: 1) == (0, 0))
    }

    @Test func `go on after one that could not be made`() async {
        struct Broken: Error {}
        let turns = Turns()
        for _ in 1...9 {
            await #expect(throws: Broken.self) {
                try await turns.take(1) { () throws(Broken) in throw Broken() }
            }
        }
        #expect(await turns.standing(of: 1) == (0, 0))
    }
}

private func until(_ condition: () async -> Bool) async {
    while await !condition() { await Task.yield() }
}
