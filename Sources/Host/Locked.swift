internal import Glibc

/// A value that one thread at a time may see or change.
///
/// Built on a pthread mutex, which the thread sanitizer understands. Hold it for moments: no call that
/// blocks, no call into code that may ask for the same lock again (it is not recursive and would stop for
/// good).
public final class Locked<Value>: @unchecked Sendable {
    // The mutex must not move, so it has a place of its own; `value` is only touched while it is held.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private var value: Value

    public init(_ value: Value) {
        self.value = value
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        let made = pthread_mutex_init(mutex, nil)
        precondition(made == 0, "The system could not make a mutex.")
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deinitialize(count: 1)
        mutex.deallocate()
    }

    /// Runs `body` with sole access to the value and returns what it returns.
    public func withLock<R>(_ body: (inout Value) throws -> R) rethrows -> R {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}
