import Basics
import Host

/// Runs the jobs of one world on the thread that asks for it, one at a time, and picks the next among those that
/// are ready by seed.
///
/// Everything that is awaited inside comes back here: child tasks, actors, continuations. Only unstructured tasks
/// would escape, and the project has none where worlds go.
final class SeededExecutor: TaskExecutor {
    private struct Inside {
        var ready: [UnownedJob] = []
        var random: SplitMix64
        var steps = 0

        mutating func pick() -> UnownedJob? {
            guard !ready.isEmpty else { return nil }
            steps += 1
            return ready.remove(at: random.below(ready.count))
        }
    }

    private let inside: Locked<Inside>

    init(seed: UInt64) { inside = Locked(Inside(random: SplitMix64(seed: seed))) }

    /// How many jobs have run.
    var steps: Int { inside.withLock { $0.steps } }
    /// A draw of the generator that picks: equal only if as many draws went before it.
    var lastDraw: UInt64 { inside.withLock { $0.random.next() } }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        inside.withLock { $0.ready.append(job) }
    }

    /// Runs one job; false if none is ready.
    func step() -> Bool {
        guard let job = inside.withLock({ $0.pick() }) else { return false }
        job.runSynchronously(on: asUnownedTaskExecutor())
        return true
    }
}

/// How the play of a body on the executor ended.
enum Play {
    case done
    /// Nothing was ready and no alarm was set: everybody waits for somebody.
    case stuck
    /// More jobs ran than any world needs.
    case endless
    /// Whoever watches had seen enough.
    case broken
}

extension SeededExecutor {
    /// Plays `body` to its end. When nothing is ready, the clock goes to its next alarm.
    ///
    /// What does not come to its end is left where it is.
    func play(
        _ clock: ManualClock, steps limit: Int, until isOver: () -> Bool,
        body: @escaping @Sendable () async -> Void
    ) -> Play {
        let isDone = Locked(false)
        Task(executorPreference: self) {
            await body()
            isDone.withLock { $0 = true }
        }
        while !isDone.withLock({ $0 }) {
            if isOver() { return .broken }
            if step() {
                if steps > limit { return .endless }
                continue
            }
            guard let next = clock.nextAlarmMs else { return .stuck }
            clock.advance(toMs: next)
        }
        return .done
    }
}
