import Basics
import Engine
import EventStore
import Host
import Model
import Views

extension LiveRun {
    /// The loop of the run: call once, from the task that owns it. It sleeps until something is due or asked.
    public func serve() async {
        while true {
            if await turn() { continue }
            if waiting.withLock({ !$0.isOpen && $0.requests.isEmpty }) { return }
            if await wakeup.wait(untilMs: nextWall()) == .cancelled { break }
        }
        waiting.withLock { $0.isOpen = false }
        endLeap(.failure(.closed))
        for request in takeRequests() { request.reply?.resume(returning: .failure(.closed)) }
    }

    /// The wall time at which the loop has to look again, if nobody asks for anything.
    private func nextWall() -> Int64? {
        committed.withLock { value in
            guard value.state.phase == .running else { return nil }
            let bots = bots.nextWall()
            guard let due = engine.nextDue(value.state) else { return bots }
            let left = max(0, due.milliseconds - value.base.milliseconds)
            let speed = Int64(value.state.speed)
            let wall = value.wall + (left + speed - 1) / speed
            return bots.map { min($0, wall) } ?? wall
        }
    }

    private func takeRequests() -> [Request] {
        waiting.withLock { waiting in
            let taken = Array(waiting.requests.prefix(LiveRun.batchLimit))
            waiting.requests.removeFirst(taken.count)
            return taken
        }
    }

    /// Decides, records, commits and publishes one batch. False if there was nothing to do.
    func turn() async -> Bool {
        let wall = clock.monotonicMs
        var batch = Batch(run: self, from: committed.withLock { $0 }, wall: wall)
        batch.passTime()
        // What was due comes first, even if it takes several batches.
        let requests = batch.isUpToDate ? takeRequests() : []
        for request in requests { batch.take(request) }
        if requests.isEmpty && batch.isEmpty {
            for request in bots.moves(self, wall: wall) { batch.take(request) }
        }
        if batch.isEmpty { batch.leap() }
        if batch.isEmpty {
            batch.answerRefused()
            return !requests.isEmpty
        }
        if await isRecorded(batch) {
            commit(batch)
        } else {
            batch.answer(.notRecorded)
            endLeap(.failure(.notRecorded))
            _ = await takesBreath()
        }
        return true
    }

    /// Writes the rows. An unknown outcome is read back before anybody is answered.
    private func isRecorded(_ batch: Batch) async -> Bool {
        do throws(StoreError) {
            try await store.append(batch.rows, to: id, after: batch.start.position)
            return true
        } catch {
            switch error {
            case .outcomeUnknown: return await isThere(batch)
            case .repeated, .conflict: return await isThere(batch)
            case .unavailable: return false
            case .unknownRun, .damaged:
                waiting.withLock { $0.isOpen = false }
                return false
            }
        }
    }

    private func isThere(_ batch: Batch) async -> Bool {
        guard let first = batch.rows.first else { return false }
        while true {
            do throws(StoreError) {
                let rows = try await store.read(id, after: batch.start.position, limit: batch.rows.count)
                if rows.first?.digest == first.digest { return true }
                // Somebody else wrote to this log: this process no longer speaks for the run.
                if !rows.isEmpty { waiting.withLock { $0.isOpen = false } }
                return false
            } catch {
                // An answer now could be wrong, so it waits until the store can be read.
                guard case .unavailable = error, await takesBreath() else {
                    waiting.withLock { $0.isOpen = false }
                    return false
                }
            }
        }
    }

    /// A store that fails is asked again after a moment, not in a spin. False if the run is being closed.
    private func takesBreath() async -> Bool {
        if await wakeup.wait(untilMs: clock.monotonicMs + 250) == .cancelled { return false }
        return waiting.withLock { $0.isOpen }
    }

    /// Whoever asked for the leap hears what became of it.
    private func endLeap(_ result: Result<Receipt, SubmitError>) {
        let leap = leap.withLock { leap in
            defer { leap = nil }
            return leap
        }
        leap?.request.reply?.resume(returning: result)
    }

    private func commit(_ batch: Batch) {
        committed.withLock { $0 = batch.value }
        known.withLock { known in
            for row in batch.rows where !row.commandID.isEmpty { known[row.commandID] = row.position }
        }
        batch.answerAll()
        announce(batch)
    }

    private func announce(_ batch: Batch) {
        for seat in engine.scenario.seats.ids {
            let sections = batch.touches.sections(of: seat)
            if !sections.isEmpty { announce(.seat(seat), sections) }
        }
        announce(.control, [.now, .clock])
    }

    private func announce(_ audience: Audience, _ sections: [Section]) {
        let number = numbers.withLock { numbers in
            numbers[audience, default: 0] += 1
            return numbers[audience, default: 0]
        }
        publish(Notice(audience: audience, sections: sections, number: number))
    }
}

/// Rows that are decided together on a copy and written in one transaction.
struct Batch {
    private let run: LiveRun
    let start: LiveRun.Committed
    var value: LiveRun.Committed
    private(set) var rows: [Row] = []
    private(set) var touches: Touches
    /// Everything that is due by now has been played.
    private(set) var isUpToDate = true
    private let wall: Int64
    private var answers:
        [(CheckedContinuation<Result<Receipt, SubmitError>, Never>?, Result<Receipt, SubmitError>)] = []

    init(run: LiveRun, from value: LiveRun.Committed, wall: Int64) {
        (self.run, start, self.value, self.wall) = (run, value, value, wall)
        touches = Touches(run.engine)
    }

    var isEmpty: Bool { rows.isEmpty }

    private var now: ExerciseTime { LiveRun.exerciseTime(value, wall: wall) }

    /// Plays everything that is due by now, moment by moment.
    mutating func passTime() {
        guard value.state.phase == .running else { return }
        let until = now
        while value.state.phase == .running, let due = run.engine.nextDue(value.state), due <= until {
            if rows.count == LiveRun.batchLimit {
                isUpToDate = false
                return
            }
            play(due)
        }
    }

    private mutating func play(_ due: ExerciseTime, id: String = "", participant: Int = 0) {
        do throws(Refusal) {
            _ = try perform(.time, id: id, participant: participant, seat: "", onBehalf: "", at: due)
        } catch {
            preconditionFailure("time is refused only while the run does not go on")
        }
    }

    mutating func take(_ request: LiveRun.Request) {
        if !request.id.isEmpty, let position = position(of: request.id) {
            answers.append((request.reply, .success(Receipt(position: position, isRepeat: true, items: []))))
            return
        }
        switch request.what {
        case .jump(let goal): jump(request, goal)
        case .command(let command):
            do throws(Refusal) {
                let events = try perform(
                    command, id: request.id, participant: request.participant, seat: request.seat,
                    onBehalf: request.onBehalf, at: now)
                answers.append((request.reply, .success(receipt(for: command, events))))
            } catch {
                request.refused?(error)
                answers.append((request.reply, .failure(.refused(error))))
            }
        }
    }

    private func position(of command: String) -> Int64? {
        run.known.withLock { $0[command] } ?? rows.first { $0.commandID == command }?.position
    }

    private mutating func jump(_ request: LiveRun.Request, _ goal: Jump) {
        guard value.state.phase == .running, let due = run.engine.nextDue(value.state), goal.isAhead(of: now)
        else {
            let refusal: Refusal =
                switch value.state.phase {
                case .ready: .notStarted
                case .ended: .ended
                case .paused: .paused
                case .running: .alreadyDone
                }
            answers.append((request.reply, .failure(.refused(refusal))))
            return
        }
        if goal != .nextDue {
            let new = LiveRun.Leap(goal: goal, request: request, injects: injects)
            let isFree = run.leap.withLock { leap in
                guard leap == nil else { return false }
                leap = new
                return true
            }
            if !isFree { answers.append((request.reply, .failure(.full))) }
            return
        }
        rebase(at: max(due, now))
        play(due, id: request.id, participant: request.participant)
        answers.append(
            (request.reply, .success(Receipt(position: value.position, isRepeat: false, items: []))))
    }

    /// Injects that have arrived, or would have if they were not held.
    private var injects: Int { value.state.injects.values.count { $0.firedAt != nil || $0.waiting } }

    /// Plays the next moment of a leap that is under way.
    mutating func leap() {
        guard var leap = run.leap.withLock({ $0 }) else { return }
        let due = run.engine.nextDue(value.state)
        let isOver =
            switch leap.goal {
            case .nextDue: true
            case .nextInject: injects > leap.injects || leap.moments >= LiveRun.Leap.mostMoments
            case .to(let time): now >= time
            }
        guard !isOver, value.state.phase == .running, let due else {
            run.leap.withLock { $0 = nil }
            let receipt = Receipt(position: value.position, isRepeat: false, items: [])
            answers.append((leap.request.reply, .success(receipt)))
            return
        }
        // A row without events keeps the goal itself, so that a restart goes on from there.
        let next = if case .to(let time) = leap.goal { min(due, time) } else { due }
        rebase(at: max(next, now))
        play(
            next, id: leap.hasBegun ? "" : leap.request.id,
            participant: leap.hasBegun ? 0 : leap.request.participant)
        leap.hasBegun = true
        leap.moments += 1
        run.leap.withLock { $0 = leap }
    }

    private func receipt(for command: Command, _ events: [Event]) -> Receipt {
        var items: [ItemID] = []
        if case .seat(let seat, _) = command {
            for case .itemSent(let item) in events where item.seats.contains(seat) { items.append(item.id) }
        }
        return Receipt(position: value.position, isRepeat: false, items: items)
    }

    private mutating func rebase(at time: ExerciseTime) { (value.base, value.wall) = (time, wall) }

    private mutating func perform(
        _ command: Command, id: String, participant: Int, seat: String, onBehalf: String,
        at time: ExerciseTime
    ) throws(Refusal) -> [Event] {
        // The clock may run on another footing after this command; where it stands now is kept. What was due
        // happens at its own moment, however late it is looked at.
        let stands = command == .time ? time : now
        let events = try run.engine.perform(command, id: id, at: time, on: &value.state)
        for event in events {
            touches.add(event, value.state)
            switch event {
            case .started, .paused, .resumed, .speedSet, .ended: rebase(at: max(stands, time))
            default: break
            }
        }
        let stored = run.codec.encode(
            LogBody(command: command, events: events), salt: SecureRandom.bytes(LogCodec.saltLength))
        let row = run.chain.sealed(
            Row(
                position: value.position + 1, commandID: id, participant: Int32(participant), seat: seat,
                onBehalf: onBehalf, timeMs: max(time, value.state.time).milliseconds, body: stored.body,
                typed: stored.typed), after: value.digest)
        rows.append(row)
        (value.position, value.digest) = (row.position, row.digest)
        return events
    }

    func answerAll() { for (reply, answer) in answers { reply?.resume(returning: answer) } }

    /// Refusals and repeats change nothing and need no record.
    func answerRefused() { answerAll() }

    func answer(_ error: SubmitError) {
        for (reply, answer) in answers {
            if case .failure = answer {
                reply?.resume(returning: answer)
            } else {
                reply?.resume(returning: .failure(error))
            }
        }
    }
}

extension Jump {
    fileprivate func isAhead(of now: ExerciseTime) -> Bool {
        if case .to(let time) = self { time > now } else { true }
    }
}
