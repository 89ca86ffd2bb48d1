/// Threads that stay, as many as there are processors, for the tasks of a server: what is urgent goes first.
///
/// The pools of the runtime are one for each priority and grow and shrink with every burst; under load that took more
/// than a twentieth of the time. Nothing that blocks may run here.
public final class Crew: TaskExecutor {
    /// The one that servers of this process share.
    public static let shared = Crew(threads: processors)

    private struct Jobs {
        var urgent = JobQueue()
        var others = JobQueue()

        mutating func next() -> UnownedJob? { urgent.next() ?? others.next() }
    }

    private let jobs = Monitor(Jobs())

    private init(threads: Int) {
        for number in 1...threads {
            startThread(named: "crew \(number)") { [self] in work() }
        }
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let isUrgent = job.priority.rawValue >= TaskPriority.high.rawValue
        let job = UnownedJob(job)
        jobs.changeForOne { jobs in
            if isUrgent { jobs.urgent.add(job) } else { jobs.others.add(job) }
        }
    }

    private func work() {
        let executor = asUnownedTaskExecutor()
        while true {
            let job = jobs.wait { jobs in jobs.next().map(WaitStep.done) ?? .wait(untilMs: nil) }
            job.runSynchronously(on: executor)
        }
    }
}

/// First in, first out.
private struct JobQueue {
    private var jobs: [UnownedJob] = []
    private var first = 0

    mutating func add(_ job: UnownedJob) { jobs.append(job) }

    mutating func next() -> UnownedJob? {
        guard first < jobs.count else { return nil }
        defer {
            first += 1
            // Room is kept, and what has run is let go of once it is half of all.
            if first == jobs.count {
                jobs.removeAll(keepingCapacity: true)
                first = 0
            } else if first > 64, first > jobs.count / 2 {
                jobs.removeFirst(first)
                first = 0
            }
        }
        return jobs[first]
    }
}
