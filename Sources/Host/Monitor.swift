internal import Glibc

/// What somebody who waits at a monitor does next.
enum WaitStep<R> {
    case done(R)
    /// Look again when something changed, or at this moment of the monotonic clock (milliseconds).
    case wait(untilMs: Int64?)
}

/// A value behind a lock, and a bell that rings when it changes: threads may wait here.
///
/// Waiting blocks the thread, so only threads of our own do it, never the cooperative pool.
final class Monitor<Value>: @unchecked Sendable {
    // Neither may move; `value` is only touched while the mutex is held.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let bell: UnsafeMutablePointer<pthread_cond_t>
    private var value: Value

    init(_ value: Value) {
        self.value = value
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        bell = .allocate(capacity: 1)
        bell.initialize(to: pthread_cond_t())
        var attributes = pthread_condattr_t()
        let made =
            pthread_mutex_init(mutex, nil) == 0
            && pthread_condattr_init(&attributes) == 0
            && pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0
            && pthread_cond_init(bell, &attributes) == 0
        pthread_condattr_destroy(&attributes)
        precondition(made, "The system could not make a condition variable.")
    }

    deinit {
        pthread_cond_destroy(bell)
        bell.deallocate()
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Changes the value and lets whoever waits look again.
    func change<R>(_ body: (inout Value) -> R) -> R {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        let result = body(&value)
        pthread_cond_broadcast(bell)
        return result
    }

    /// Blocks this thread until `step` is done.
    func wait<R>(_ step: (inout Value) -> WaitStep<R>) -> R {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            switch step(&value) {
            case .done(let result):
                return result
            case .wait(nil):
                pthread_cond_wait(bell, mutex)
            case .wait(let moment?):
                var until = timespec(ms: moment)
                pthread_cond_timedwait(bell, mutex, &until)
            }
        }
    }
}

extension timespec {
    init(ms: Int64) {
        self.init(tv_sec: Int(ms / 1000), tv_nsec: Int(ms % 1000) * 1_000_000)
    }

    var ms: Int64 { Int64(tv_sec) * 1000 + Int64(tv_nsec) / 1_000_000 }
}
