/// A place where one task waits for a moment or for being poked, whichever comes first.
///
/// A poke is not lost: when nobody waits, the next wait returns at once. Several pokes count as one.
public final class Wakeup: Sendable {
    public enum Cause: Sendable, Equatable {
        case due, poked, cancelled
    }

    private struct Waiter {
        var ticket: Int
        var continuation: CheckedContinuation<Cause, Never>
        var alarm: Alarm?
    }

    private struct Inside {
        var isPoked = false
        var lastTicket = 0
        var cancelledTicket = 0
        var waiter: Waiter?
    }

    private let clock: any WallClock
    private let inside = Locked(Inside())

    public init(clock: any WallClock) {
        self.clock = clock
    }

    /// Wakes whoever waits, or lets the next wait return at once. May be called from anywhere; never blocks.
    public func poke() {
        let waiter = inside.withLock { inside -> Waiter? in
            guard let waiter = inside.waiter else {
                inside.isPoked = true
                return nil
            }
            inside.waiter = nil
            return waiter
        }
        resume(waiter, with: .poked)
    }

    /// Returns at `moment` of the monotonic clock, when poked, or when the task is cancelled. Without a
    /// moment it waits for the other two. One task waits at a time.
    public func wait(untilMs moment: Int64?) async -> Cause {
        let ticket = inside.withLock { inside in
            inside.lastTicket += 1
            return inside.lastTicket
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { begin(ticket, untilMs: moment, $0) }
        } onCancel: {
            cancel(ticket)
        }
    }

    private func begin(
        _ ticket: Int, untilMs moment: Int64?, _ continuation: CheckedContinuation<Cause, Never>
    ) {
        let cause = inside.withLock { inside -> Cause? in
            precondition(inside.waiter == nil, "Two tasks wait at one wakeup.")
            if inside.cancelledTicket == ticket { return .cancelled }
            if inside.isPoked {
                inside.isPoked = false
                return .poked
            }
            inside.waiter = Waiter(ticket: ticket, continuation: continuation)
            return nil
        }
        if let cause {
            continuation.resume(returning: cause)
        } else if let moment {
            setAlarm(ticket, atMs: moment)
        }
    }

    private func setAlarm(_ ticket: Int, atMs moment: Int64) {
        let alarm = clock.alarm(atMs: moment) { [weak self] in self?.finish(ticket, with: .due) }
        let isWaiting = inside.withLock { inside in
            guard inside.waiter?.ticket == ticket else { return false }
            inside.waiter?.alarm = alarm
            return true
        }
        if !isWaiting {
            alarm.cancel()
        }
    }

    private func cancel(_ ticket: Int) {
        // The task may be cancelled before it has begun to wait.
        inside.withLock { $0.cancelledTicket = ticket }
        finish(ticket, with: .cancelled)
    }

    private func finish(_ ticket: Int, with cause: Cause) {
        let waiter = inside.withLock { inside -> Waiter? in
            guard let waiter = inside.waiter, waiter.ticket == ticket else { return nil }
            inside.waiter = nil
            return waiter
        }
        resume(waiter, with: cause)
    }

    private func resume(_ waiter: Waiter?, with cause: Cause) {
        guard let waiter else { return }
        waiter.alarm?.cancel()
        waiter.continuation.resume(returning: cause)
    }
}
