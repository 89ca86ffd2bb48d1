/// Runs what is given to it on one thread of its own, in the order in which it comes.
///
/// It is for what must not stand in the queue of everybody else, such as the loop of a run while a hundred pages are being
/// made. A priority does not do: a child of a task group does not get the one that it is given (Swift 6 on Linux).
public final class ThreadExecutor: TaskExecutor {
    private struct Inside {
        var ready: [UnownedJob] = []
        var isOver = false
    }

    private let inside = Monitor(Inside())

    private init() {}

    /// Does the work on a new thread, wherever it comes back from what it awaits; the thread ends with it.
    public static func run<R: Sendable>(
        named name: String, _ work: @escaping @Sendable () async -> R
    ) async -> R {
        let executor = ThreadExecutor()
        startThread(named: name) { executor.runJobs() }
        let result = await withTaskExecutorPreference(executor) { await work() }
        executor.inside.change { $0.isOver = true }
        return result
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        inside.change { $0.ready.append(job) }
    }

    private func runJobs() {
        while let jobs = next() {
            for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
        }
    }

    /// All that is ready; nil once nothing more can come.
    private func next() -> [UnownedJob]? {
        inside.wait { inside in
            guard inside.ready.isEmpty else {
                defer { inside.ready = [] }
                return .done(inside.ready)
            }
            return inside.isOver ? .done(nil) : .wait(untilMs: nil)
        }
    }
}
