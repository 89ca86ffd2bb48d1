internal import Glibc

/// Time outside the exercise, as a dependency: the system's in the program, a hand-moved one in tests.
public protocol WallClock: Sendable {
    /// Milliseconds that only go forward, for measuring and waiting. They stand still while the machine sleeps.
    var monotonicMs: Int64 { get }
    /// Milliseconds since 1970, UTC, for showing and keeping. They may jump when the clock is set.
    var unixMs: Int64 { get }
    /// Calls `ring` once when the monotonic clock has reached `moment`, at once when it has passed.
    /// `ring` must not block.
    func alarm(atMs moment: Int64, _ ring: @escaping @Sendable () -> Void) -> Alarm
}

/// An alarm that was set. Letting go of it does not cancel it.
public struct Alarm: Sendable {
    private let cancelling: @Sendable () -> Void

    public init(cancelling: @escaping @Sendable () -> Void) {
        self.cancelling = cancelling
    }

    /// After this it does not ring, unless it is ringing already. Cancelling twice is no mistake.
    public func cancel() {
        cancelling()
    }
}

extension WallClock {
    /// Returns when the monotonic clock has reached `moment`; throws when the task is cancelled before.
    public func sleep(untilMs moment: Int64) async throws(CancellationError) {
        guard await Wakeup(clock: self).wait(untilMs: moment) == .due else { throw CancellationError() }
    }
}

/// The machine's clock. One thread of its own rings the alarms; make one clock per process.
public final class SystemClock: WallClock {
    private let alarms = Monitor(AlarmList())

    public init() {
        let alarms = alarms
        startThread(named: "clock") {
            while let ring = Self.next(of: alarms) {
                ring()
            }
        }
    }

    deinit {
        alarms.change { $0.isOver = true }
    }

    public var monotonicMs: Int64 { Self.read(CLOCK_MONOTONIC) }

    public var unixMs: Int64 { Self.read(CLOCK_REALTIME) }

    public func alarm(atMs moment: Int64, _ ring: @escaping @Sendable () -> Void) -> Alarm {
        let alarms = alarms
        let number = alarms.change { $0.add(atMs: moment, ring) }
        return Alarm { alarms.change { $0.remove(number) } }
    }

    private static func next(of alarms: Monitor<AlarmList>) -> (@Sendable () -> Void)? {
        alarms.wait { list in
            guard !list.isOver else { return .done(nil) }
            if let due = list.takeFirst(dueAtMs: read(CLOCK_MONOTONIC)) { return .done(due.ring) }
            return .wait(untilMs: list.nextMs)
        }
    }

    private static func read(_ clock: clockid_t) -> Int64 {
        var now = timespec()
        clock_gettime(clock, &now)
        return now.ms
    }
}

/// A clock that stands still until it is moved, for tests and simulations.
public final class ManualClock: WallClock {
    private struct Inside {
        var monotonicMs: Int64
        var unixMs: Int64
        var alarms = AlarmList()

        mutating func move(toMs moment: Int64) {
            guard moment > monotonicMs else { return }
            unixMs += moment - monotonicMs
            monotonicMs = moment
        }
    }

    private let inside: Locked<Inside>

    public init(monotonicMs: Int64 = 0, unixMs: Int64 = 1_800_000_000_000) {
        inside = Locked(Inside(monotonicMs: monotonicMs, unixMs: unixMs))
    }

    public var monotonicMs: Int64 { inside.withLock { $0.monotonicMs } }

    public var unixMs: Int64 { inside.withLock { $0.unixMs } }

    /// When the next alarm is due; nil when none is set. For jumping there.
    public var nextAlarmMs: Int64? { inside.withLock { $0.alarms.nextMs } }

    public func alarm(atMs moment: Int64, _ ring: @escaping @Sendable () -> Void) -> Alarm {
        let number = inside.withLock { inside -> Int? in
            moment <= inside.monotonicMs ? nil : inside.alarms.add(atMs: moment, ring)
        }
        guard let number else {
            ring()
            return Alarm {}
        }
        return Alarm { [inside] in inside.withLock { $0.alarms.remove(number) } }
    }

    /// Somebody sets the machine's clock; what measures and waits does not notice.
    public func set(unixMs: Int64) {
        inside.withLock { $0.unixMs = unixMs }
    }

    /// Moves to this moment and rings what is due on the way, in order, each at its own time.
    public func advance(toMs moment: Int64) {
        while let ring = nextDue(byMs: moment) {
            ring()
        }
        inside.withLock { $0.move(toMs: moment) }
    }

    public func advance(byMs duration: Int64) {
        advance(toMs: monotonicMs + duration)
    }

    private func nextDue(byMs moment: Int64) -> (@Sendable () -> Void)? {
        inside.withLock { inside -> (@Sendable () -> Void)? in
            guard let due = inside.alarms.takeFirst(dueAtMs: moment) else { return nil }
            inside.move(toMs: due.ms)
            return due.ring
        }
    }
}

/// Alarms that are set, the earliest first; of two at one moment the one that was set first.
private struct AlarmList {
    struct Entry {
        var ms: Int64
        var number: Int
        var ring: @Sendable () -> Void
    }

    private var entries: [Entry] = []
    private var lastNumber = 0
    var isOver = false

    var nextMs: Int64? { entries.first?.ms }

    mutating func add(atMs ms: Int64, _ ring: @escaping @Sendable () -> Void) -> Int {
        lastNumber += 1
        let place = entries.firstIndex { $0.ms > ms } ?? entries.endIndex
        entries.insert(Entry(ms: ms, number: lastNumber, ring: ring), at: place)
        return lastNumber
    }

    mutating func remove(_ number: Int) {
        entries.removeAll { $0.number == number }
    }

    mutating func takeFirst(dueAtMs now: Int64) -> Entry? {
        guard let first = entries.first, first.ms <= now else { return nil }
        return entries.removeFirst()
    }
}
