import Host
import Testing

@Suite struct `A locked value` {
    @Test func `loses no change when many change it at once`() async {
        let count = Locked(0)
        await withTaskGroup(of: Void.self) { group in
            for _ in 1...8 {
                group.addTask {
                    for _ in 1...1000 { count.withLock { $0 += 1 } }
                }
            }
        }
        #expect(count.withLock { $0 } == 8000)
    }

    @Test func `is free again after an error`() {
        struct Refused: Error {}
        let value = Locked(1)
        #expect(throws: Refused.self) { try value.withLock { _ in throw Refused() } }
        #expect(value.withLock { $0 } == 1)
    }
}

@Suite struct `A mailbox` {
    @Test func `delivers everything in order to a thread that waits`() async {
        let mailbox = Mailbox<Int>(limit: 10_000)
        let received: [Int] = await withCheckedContinuation { continuation in
            startThread(named: "taker") {
                var all: [Int] = []
                while let some = mailbox.takeAll() { all += some }
                continuation.resume(returning: all)
            }
            for number in 1...5000 { _ = mailbox.send(number) }
            mailbox.close()
        }
        #expect(received == Array(1...5000))
    }

    @Test func `shares its messages among threads`() async {
        let mailbox = Mailbox<Int>(limit: 1000)
        for number in 1...1000 { _ = mailbox.send(number) }
        mailbox.close()
        let received = await withTaskGroup(of: [Int].self) { group in
            for _ in 1...2 {
                group.addTask { await self.everything(from: mailbox) }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(received.sorted() == Array(1...1000))
    }

    @Test func `refuses what it has no room for, and everything once closed`() {
        let mailbox = Mailbox<Int>(limit: 2)
        #expect(mailbox.send(1) == .accepted)
        #expect(mailbox.send(2) == .accepted)
        #expect(mailbox.send(3) == .full)
        mailbox.close()
        #expect(mailbox.send(4) == .closed)
        #expect(mailbox.takeAll() == [1, 2])
        #expect(mailbox.takeAll() == nil)
    }

    private func everything(from mailbox: Mailbox<Int>) async -> [Int] {
        await withCheckedContinuation { continuation in
            startThread(named: "taker") {
                var all: [Int] = []
                while let one = mailbox.takeOne() { all.append(one) }
                continuation.resume(returning: all)
            }
        }
    }
}
