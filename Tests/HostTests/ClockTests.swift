import Host
import Testing

@Suite struct `A manual clock` {
    @Test func `stands still until it is moved`() {
        let clock = ManualClock(monotonicMs: 100, unixMs: 5000)
        #expect(clock.monotonicMs == 100)
        clock.advance(byMs: 20)
        #expect(clock.monotonicMs == 120)
        #expect(clock.unixMs == 5020)
    }

    @Test func `rings each alarm at its own time, in order`() {
        let clock = ManualClock()
        let rung = Locked<[String]>([])
        for (name, moment) in [("late", 30), ("early", 10), ("early too", 10), ("never", 41)] {
            _ = clock.alarm(atMs: Int64(moment)) {
                rung.withLock { $0.append("\(name) \(clock.monotonicMs)") }
            }
        }
        #expect(clock.nextAlarmMs == 10)
        clock.advance(toMs: 40)
        #expect(rung.withLock { $0 } == ["early 10", "early too 10", "late 30"])
        #expect(clock.nextAlarmMs == 41)
    }

    @Test func `rings what an alarm sets on the way`() {
        let clock = ManualClock()
        let rung = Locked<[Int64]>([])
        _ = clock.alarm(atMs: 10) {
            _ = clock.alarm(atMs: 20) { rung.withLock { $0.append(clock.monotonicMs) } }
        }
        clock.advance(toMs: 25)
        #expect(rung.withLock { $0 } == [20])
    }

    @Test func `rings at once for a moment that has passed, and never when cancelled`() {
        let clock = ManualClock(monotonicMs: 50)
        let rung = Locked<[String]>([])
        _ = clock.alarm(atMs: 50) { rung.withLock { $0.append("passed") } }
        clock.alarm(atMs: 60) { rung.withLock { $0.append("cancelled") } }.cancel()
        clock.advance(toMs: 70)
        #expect(rung.withLock { $0 } == ["passed"])
    }
}

@Suite struct `A sleeper` {
    @Test func `wakes at its moment`() async throws {
        let clock = ManualClock()
        async let slept: Void = clock.sleep(untilMs: 10)
        await advanceWhenWaiting(clock, toMs: 10)
        try await slept
    }

    @Test func `wakes when cancelled`() async {
        let clock = ManualClock()
        let outcome = await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                do {
                    try await clock.sleep(untilMs: 10)
                    return false
                } catch {
                    return true
                }
            }
            group.cancelAll()
            return await group.next()
        }
        #expect(outcome == true)
    }

    @Test func `does not sleep for a moment that has passed, on the machine's clock too`() async throws {
        let clock = SystemClock()
        try await clock.sleep(untilMs: clock.monotonicMs - 5)
        let soon = clock.monotonicMs + 2
        try await clock.sleep(untilMs: soon)
        #expect(clock.monotonicMs >= soon)
    }
}

@Suite struct `A wakeup` {
    @Test func `keeps a poke for whoever waits next, once`() async {
        let clock = ManualClock()
        let wakeup = Wakeup(clock: clock)
        wakeup.poke()
        wakeup.poke()
        #expect(await wakeup.wait(untilMs: nil) == .poked)
        #expect(await wakeup.wait(untilMs: 0) == .due)
    }

    @Test func `wakes whoever waits when poked, and forgets the alarm`() async {
        let clock = ManualClock()
        let wakeup = Wakeup(clock: clock)
        async let cause = wakeup.wait(untilMs: 99)
        while clock.nextAlarmMs == nil { await Task.yield() }
        wakeup.poke()
        #expect(await cause == .poked)
        while clock.nextAlarmMs != nil { await Task.yield() }
    }

    @Test func `is due when the clock gets there`() async {
        let clock = ManualClock()
        let wakeup = Wakeup(clock: clock)
        async let cause = wakeup.wait(untilMs: 99)
        await advanceWhenWaiting(clock, toMs: 99)
        #expect(await cause == .due)
    }

    @Test func `returns at once in a task that is cancelled already`() async {
        let wakeup = Wakeup(clock: ManualClock())
        let cause = await withTaskGroup(of: Wakeup.Cause.self) { group in
            group.cancelAll()
            group.addTask { await wakeup.wait(untilMs: nil) }
            return await group.next()
        }
        #expect(cause == .cancelled)
    }

    @Test func `can be waited at again after each cause`() async {
        let clock = ManualClock()
        let wakeup = Wakeup(clock: clock)
        for round in 1...200 {
            async let cause = wakeup.wait(untilMs: Int64(round))
            if round % 2 == 0 {
                wakeup.poke()
                #expect(await cause == .poked)
            } else {
                await advanceWhenWaiting(clock, toMs: Int64(round))
                #expect(await cause == .due)
            }
        }
    }
}

private func advanceWhenWaiting(_ clock: ManualClock, toMs moment: Int64) async {
    while clock.nextAlarmMs != moment { await Task.yield() }
    clock.advance(toMs: moment)
}
