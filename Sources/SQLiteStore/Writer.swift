import Host

/// Something to be written, and whom to tell.
struct WriteJob: Sendable {
    typealias Answer = @Sendable () -> Void

    /// Looks, and writes if it may; returns the answer to be given once it is on disk. May be called again
    /// after a rollback, so it does nothing but use the connection.
    var work: @Sendable (Connection) throws(SQLFault) -> Answer
    var fail: @Sendable (Trouble) -> Void
    /// Whether the journal must be emptied before the answer, because the job erased something.
    var emptiesJournal = false
}

/// Writes everything that waits as one transaction, and answers after its COMMIT.
///
/// While the disk confirms one transaction, the next gathers; so many writers share one confirmation. This
/// is the only connection that commits, and checkpoints come from its commits: never two at once.
struct Writer {
    private let connection: Connection
    private let isStopped = Locked(false)

    init(connection: Connection) {
        self.connection = connection
    }

    /// Works until the mailbox is closed and empty, then leaves one tidy file.
    func work(from mailbox: Mailbox<WriteJob>) {
        while let jobs = mailbox.takeAll() {
            write(jobs)
        }
        // What stays in the journal is read at the next start; nothing is lost if this fails.
        _ = try? connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    private func write(_ jobs: [WriteJob]) {
        guard !isStopped.withLock({ $0 }) else { return tell(jobs, .stopped) }
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
            isStopped.withLock { $0 = true }
            return tell(jobs, .unconfirmed)
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
            isStopped.withLock { $0 = true }
        }
    }

    private func tell(_ jobs: [WriteJob], _ trouble: Trouble) {
        for job in jobs { job.fail(trouble) }
    }
}
