import Host

/// One connection: bytes in their order, each way. Either end may stop sending and either may break it; neither knows what
/// the other has read of it.
final class Cable: Sendable {
    enum End: Sendable { case client, server }

    enum Taken: Sendable {
        case bytes([UInt8])
        /// The other end sends no more.
        case over
        case broken
        /// Nothing came in time.
        case late
    }

    private struct Way {
        var bytes: [UInt8] = []
        var isOver = false
        /// How many more bytes come through before the line is dead; nil for all.
        var left: Int?

        mutating func add(_ more: ArraySlice<UInt8>) {
            bytes += more.prefix(left ?? more.count)
            left = left.map { max(0, $0 - more.count) }
        }

        mutating func take(atMost limit: Int) -> Taken? {
            if bytes.isEmpty { return isOver && left != 0 ? .over : nil }
            let taken = Array(bytes.prefix(limit))
            bytes.removeFirst(taken.count)
            return .bytes(taken)
        }
    }

    private struct Inside {
        var up = Way()
        var down = Way()
        var isBroken = false
        /// When it last began to flow again.
        var flowsSinceMs: Int64 = 0
        /// The server has a whole request in its hands.
        var isWorking = false
        var exhibits: [Int: any Sendable] = [:]
        var shown = 0
        var whenThereIsRoom: (@Sendable () -> Void)?
    }

    /// How many bytes the client's machine takes for a client that does not read.
    private let window: Int
    private let clock: ManualClock
    /// Where the client sits; what is clogged there arrives later.
    private let spot: Spot?
    private let inside = Locked(Inside())
    private let upBell: Wakeup
    private let downBell: Wakeup

    init(_ world: World, at spot: Spot?) {
        (window, clock, self.spot) = (world.options.window, world.clock, spot)
        (upBell, downBell) = (Wakeup(clock: world.clock), Wakeup(clock: world.clock))
        spot?.add(self)
    }

    /// Nothing is on its way to the server and nothing is being answered.
    var isQuiet: Bool { inside.withLock { $0.isBroken || ($0.up.bytes.isEmpty && !$0.isWorking) } }
    /// The other end has left a client that has all there was.
    var isGone: Bool { inside.withLock { $0.isBroken || $0.down.isOver } }

    var flowsSinceMs: Int64 { inside.withLock { $0.flowsSinceMs } }

    /// The line is no longer clogged: both ends look at what has come meanwhile.
    func flows() {
        inside.withLock { $0.flowsSinceMs = clock.monotonicMs }
        upBell.poke()
        downBell.poke()
    }

    func works(_ isWorking: Bool) { inside.withLock { $0.isWorking = isWorking } }

    // MARK: Reading

    /// What has come for this end, at most so much of it; one task at a time.
    func take(at end: End, atMost limit: Int, untilMs: Int64?) async -> Taken {
        var isLate = false
        while true {
            let isClogged = spot?.isClogged == true
            if let taken = inside.withLock({ Cable.take(&$0, end, limit, isClogged) }) {
                if end == .client { inside.withLock { $0.whenThereIsRoom }?() }
                return taken
            }
            if isLate { return .late }
            switch await (end == .server ? upBell : downBell).wait(untilMs: untilMs) {
            case .poked: continue
            case .due: isLate = true
            case .cancelled: return .broken
            }
        }
    }

    private static func take(_ inside: inout Inside, _ end: End, _ limit: Int, _ isClogged: Bool) -> Taken? {
        // The server is told at once that its process is gone; the client hears nothing, not even that.
        if inside.isBroken, end == .server || !isClogged { return .broken }
        if isClogged { return nil }
        return end == .server ? inside.up.take(atMost: limit) : inside.down.take(atMost: limit)
    }

    // MARK: Writing

    func send(_ bytes: [UInt8], from end: End) {
        inside.withLock { inside in
            if end == .client { inside.up.add(bytes[...]) } else { inside.down.add(bytes[...]) }
        }
        ring(from: end)
    }

    /// Gives the client's machine what it has room for; the number of bytes that it took.
    func offer(_ bytes: [UInt8]) -> Int {
        let count = inside.withLock { inside in
            let count = min(bytes.count, max(0, window - inside.down.bytes.count))
            inside.down.add(bytes.prefix(count))
            return count
        }
        if count > 0 { downBell.poke() }
        return count
    }

    /// Called whenever the client has read something.
    func whenThereIsRoom(_ call: (@Sendable () -> Void)?) { inside.withLock { $0.whenThereIsRoom = call } }

    /// From here on, the line is dead in one direction once so many bytes have passed.
    func goDead(from end: End, after count: Int) {
        inside.withLock { inside in
            if end == .client { inside.up.left = count } else { inside.down.left = count }
        }
    }

    /// This end sends no more.
    func finish(from end: End) {
        inside.withLock { inside in
            if end == .client { inside.up.isOver = true } else { inside.down.isOver = true }
        }
        ring(from: end)
    }

    /// Both ends lose it, and what was on its way.
    func breakOff() {
        inside.withLock { inside in
            inside.isBroken = true
            inside.whenThereIsRoom = nil
            inside.exhibits = [:]
        }
        upBell.poke()
        downBell.poke()
    }

    private func ring(from end: End) { end == .client ? upBell.poke() : downBell.poke() }

    // MARK: What has no bytes of its own

    /// Leaves a value for whoever receives the whole answer; returns the number that stands in it.
    func show(_ value: any Sendable) -> Int {
        inside.withLock { inside in
            inside.shown += 1
            inside.exhibits[inside.shown] = value
            return inside.shown
        }
    }

    func redeem<Value>(_ number: Int, as: Value.Type) -> Value? {
        inside.withLock { $0.exhibits.removeValue(forKey: number) } as? Value
    }
}
