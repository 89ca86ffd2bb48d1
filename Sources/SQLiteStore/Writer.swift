import Host

/// Something to be written, and whom to tell.
struct WriteJob: Sendable {
    typealias Answer = @Sendable () -> Void

    /// Looks, and writes if it may; returns the answer to be given once it is on disk. May be called again
    /// after a rollback, so it does nothing but use the connection.
    var work: @Sendable (Connection) throws(SQLFault) -> Answer
    var fail: @Sendable (Trouble) -> Void
    var changing: [Matter]
    /// Whether the journal must be emptied before the answer, because the job erased something.
    var emptiesJournal = false
}

/// What a store has done since it was opened.
public struct StoreFigures: Sendable, Equatable {
    /// Transactions that the disk confirmed.
    public var commits = 0
    /// What was written in them.
    public var writes = 0
    /// What was to be written and was not, or nobody knows.
    public var failures = 0
    /// False once the disk has not confirmed a write: the store takes nothing more until it is started again.
    public var isSound = true
    /// Whether the last thing that was to be written was.
    public var wroteLast = true

    public init(
        commits: Int = 0, writes: Int = 0, failures: Int = 0, isSound: Bool = true, wroteLast: Bool = true
    ) {
        (self.commits, self.writes, self.failures) = (commits, writes, failures)
        (self.isSound, self.wroteLast) = (isSound, wroteLast)
    }
}

/// Writes everything that waits as one transaction, and answers after its COMMIT.
///
/// While the disk confirms one transaction, the next gathers; so many writers share one confirmation. This
/// is the only connection that commits, and checkpoints come from its commits: never two at once.
struct Writer {
    let connection: Connection
    let figures: Locked<StoreFigures>
    let doubt: Doubt
    let signedInNow: SignedInNow

    /// Works until the mailbox is closed and empty, then leaves one tidy file.
    func work(from mailbox: Mailbox<WriteJob>) {
        while let jobs = mailbox.takeAll() {
            write(jobs)
        }
        // What stays in the journal is read at the next start; nothing is lost if this fails.
        _ = try? connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    private func write(_ jobs: [WriteJob]) {
        guard figures.withLock({ $0.isSound }) else { return turnAway(jobs) }
        do throws(Trouble) {
            try finish(jobs, answers: answers(to: jobs))
        } catch {
            rollBack()
            if jobs.count == 1 {
                tell(jobs, error)
            } else {
                // One job's fault must not be its neighbours'.
                for job in jobs { write([job]) }
            }
        }
    }

    private func answers(to jobs: [WriteJob]) throws(Trouble) -> [WriteJob.Answer] {
        do throws(SQLFault) {
            try connection.execute("BEGIN IMMEDIATE")
            var answers: [WriteJob.Answer] = []
            for job in jobs {
                answers.append(try job.work(connection))
            }
            return answers
        } catch {
            throw Trouble(error)
        }
    }

    /// Throws only what has surely left nothing behind.
    private func finish(_ jobs: [WriteJob], answers: [WriteJob.Answer]) throws(Trouble) {
        do throws(SQLFault) {
            try connection.execute("COMMIT")
        } catch {
            guard !error.leavesNothing else { throw Trouble(error) }
            // Going on could put later rows over earlier ones that the disk may yet hold.
            doubt.add(jobs.flatMap(\.changing))
            signedInNow.written(jobs.flatMap(\.changing))
            figures.withLock { $0.isSound = false }
            return tell(jobs, .unconfirmed)
        }
        signedInNow.written(jobs.flatMap(\.changing))
        figures.withLock { figures in
            figures.commits += 1
            figures.writes += jobs.count
            figures.wroteLast = true
        }
        let isEmptied = !jobs.contains(where: \.emptiesJournal) || emptyJournal()
        for (job, answer) in zip(jobs, answers) {
            if job.emptiesJournal && !isEmptied {
                job.fail(.journalKept)
            } else {
                answer()
            }
        }
    }

    private func emptyJournal() -> Bool {
        let isBusy = try? connection.first("PRAGMA wal_checkpoint(TRUNCATE)") { $0.int(0) }
        return isBusy == 0
    }

    private func rollBack() {
        guard connection.isInTransaction else { return }
        do {
            try connection.execute("ROLLBACK")
        } catch {
            figures.withLock { $0.isSound = false }
        }
    }

    /// Surely none of this is written; but who sends something again may find that it was the first time.
    private func turnAway(_ jobs: [WriteJob]) {
        for job in jobs { tell([job], doubt.touches(job.changing) ? .unconfirmed : .stopped) }
    }

    private func tell(_ jobs: [WriteJob], _ trouble: Trouble) {
        figures.withLock { figures in
            figures.failures += jobs.count
            figures.wroteLast = false
        }
        for job in jobs { job.fail(trouble) }
    }
}
