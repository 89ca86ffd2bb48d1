internal import Glibc

/// Starts a thread of our own for work that blocks, which must never sit on the cooperative pool.
///
/// `name` shows in `top` and debuggers; the system keeps 15 bytes of it. The thread takes no signals, so that
/// those reach whoever asked for them. It ends when `body` returns.
public func startThread(named name: String, _ body: @escaping @Sendable () -> Void) {
    let start = Unmanaged.passRetained(ThreadStart(name: name, body: body))
    // A new thread inherits the mask of the one that starts it.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }

    var thread = pthread_t()
    let made = pthread_create(
        &thread,
        nil,
        { argument in
            let start = Unmanaged<ThreadStart>.fromOpaque(argument!).takeRetainedValue()
            takeName(start.name)
            start.body()
            return nil
        },
        start.toOpaque()
    )
    precondition(made == 0, "The system could not start the thread “\(name)”.")
    pthread_detach(thread)
}

/// Names the calling thread; a thread without a name works as well, so failure is let be.
private func takeName(_ name: String) {
    let descriptor = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    let bytes = Array(name.utf8)
    _ = write(descriptor, bytes, bytes.count)
    close(descriptor)
}

private final class ThreadStart: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = String(decoding: name.utf8.prefix(15), as: UTF8.self)
        self.body = body
    }
}
