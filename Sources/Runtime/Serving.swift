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
            switch await turn() {
            case .played: continue
            case .nothing:
                if waiting.withLock({ !$0.isOpen && $0.requests.isEmpty }) { return }
                if await wakeup.wait(untilMs: nextWall()) == .cancelled { return end() }
            case .notWritten:
                // What is due stays due: a run that is to end does not wait for a disk that has none of it.
                if await takesBreath() { continue }
                workings.reached(.endedUnwritten)
                return end()
            }
        }
    }

    /// Nobody is left waiting for an answer that never comes.
    private func end() {
        waiting.withLock { $0.isOpen = false }
        endLeap(.failure(.closed))
        while true {
            let requests = takeRequests()
            if requests.isEmpty { return }
            workings.reached(.answeredAtEnd)
            for request in requests { request.answer(.failure(.closed)) }
        }
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
            let taken = Array(waiting.requests.prefix(workings.limits.batch))
            waiting.requests.removeFirst(taken.count)
            return taken
        }
    }

    enum Turn { case played, nothing, notWritten }

    /// Decides, records, commits and publishes one batch.
    func turn() async -> Turn {
        let wall = clock.monotonicMs
        var batch = Batch(run: self, from: committed.withLock { $0 }, wall: wall)
        batch.passTime()
        batch.recordHalt()
        // What was due comes first, even if it takes several batches.
        let requests = batch.isUpToDate ? takeRequests() : []
        for request in requests { batch.take(request) }
        if requests.isEmpty && batch.isEmpty {
            for request in bots.moves(self, wall: wall) { batch.take(request) }
        }
        if batch.isEmpty { batch.leap() }
        if batch.isEmpty {
            if batch.start.halt != nil, batch.value.halt == nil { dropHalt() }
            batch.answer(.recorded)
            return requests.isEmpty ? .nothing : .played
        }
        let fate = await write(batch)
        if fate == .recorded {
            commit(batch)
        } else {
            let stands = batch.stop.map { halt(by: $0, at: wall) } ?? false
            show(until: nil)
            if stands { batch.answerStops() }
        }
        batch.answer(fate)
        if fate != .recorded { endLeap(.failure(fate == .unknown ? .closed : .notRecorded)) }
        if fate == .recorded { announce(batch) }
        return fate == .recorded ? .played : .notWritten
    }

    /// Writes the rows. An unknown outcome is read back before anybody is answered.
    private func write(_ batch: Batch) async -> Batch.Fate {
        show(until: batch.begin)
        do throws(StoreError) {
            try await store.append(batch.rows, to: id, after: batch.start.position)
            return .recorded
        } catch {
            switch error {
            case .outcomeUnknown, .repeated, .conflict:
                let fate = await readBack(batch)
                // The log is said to go on, and nothing is found there: no later try could be recorded either.
                if case .conflict = error, fate == .notRecorded { closeItself(.damaged) }
                return fate
            case .unavailable:
                workings.reached(.notRecorded)
                return .notRecorded
            case .unknownRun, .damaged:
                closeItself(.damaged)
                return .notRecorded
            }
        }
    }

    private func readBack(_ batch: Batch) async -> Batch.Fate {
        guard let first = batch.rows.first else { return .notRecorded }
        while true {
            do throws(StoreError) {
                let rows = try await store.read(id, after: batch.start.position, limit: batch.rows.count)
                if rows.first?.digest == first.digest {
                    workings.reached(.unknownFound)
                    return .recorded
                }
                workings.reached(rows.isEmpty ? .unknownMissing : .gaveWay)
                // Somebody else wrote to this log: this process no longer speaks for the run.
                if !rows.isEmpty { closeItself(.superseded) }
                return .notRecorded
            } catch {
                workings.reached(.readBackFailed)
                switch error {
                // An answer now could be wrong, so it waits until the store can be read.
                case .unavailable: if await takesBreath() { continue }
                case .damaged: closeItself(.damaged)
                case .conflict, .repeated, .outcomeUnknown, .unknownRun: closeItself(.outcomeUnknown)
                }
                workings.reached(.unknownAtEnd)
                return .unknown
            }
        }
    }

    /// While a batch is being written, nobody is shown a time that it may take back.
    private func show(until time: ExerciseTime?) { committed.withLock { $0.shownUntil = time } }

    /// A store that fails is asked again after a moment, not in a spin. False if the run is being closed.
    private func takesBreath() async -> Bool {
        guard waiting.withLock({ $0.isOpen }) else { return false }
        if await wakeup.wait(untilMs: clock.monotonicMs + workings.limits.breathMs) == .cancelled {
            return false
        }
        return waiting.withLock { $0.isOpen }
    }

    /// Whoever asked for the leap hears what became of it.
    private func endLeap(_ result: Result<Receipt, SubmitError>) {
        let leap = leap.withLock { leap in
            defer { leap = nil }
            return leap
        }
        leap?.request.answer(result)
    }

    private func commit(_ batch: Batch) {
        committed.withLock { value in
            // One that was said while this was being written.
            let later = batch.start.halt == nil ? value.halt : nil
            value = batch.value
            if let later, value.isUnderWay { value.halt = later }
        }
        known.withLock { known in
            for (id, command) in batch.named { known[id] = command }
        }
    }

    private func announce(_ batch: Batch) {
        for seat in engine.scenario.seats.ids {
            let sections = batch.touches.sections(of: seat)
            if !sections.isEmpty { announce(.seat(seat), sections) }
        }
        for (person, sections) in batch.played.notices(after: batch.value.state) {
            announce(.role(person), sections)
        }
        if batch.isSeenByObservers { announce(.observers, [.now, .clock]) }
        announce(.control, [.now, .clock])
    }

    func announce(_ audience: Audience, _ sections: [Section]) {
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
    /// What these rows record under ids.
    private(set) var named: [(id: String, command: Known)] = []
    private(set) var touches: Touches
    private(set) var played: RoleTouches
    private(set) var isSeenByObservers = false
    /// Everything that is due by now has been played.
    private(set) var isUpToDate = true
    private let wall: Int64
    private var answers: [Answer] = []
    /// The first STOP in it, whatever the engine says to it on grounds that are not on disk yet.
    private(set) var stop: LiveRun.Request?

    /// What became of the rows.
    enum Fate {
        case recorded, notRecorded
        /// The run ended before anybody could say.
        case unknown
    }

    private struct Answer {
        let request: LiveRun.Request
        let result: Result<Receipt, SubmitError>
        /// It is only true if the rows are recorded.
        let dependsOnRows: Bool
    }

    init(run: LiveRun, from value: LiveRun.Committed, wall: Int64) {
        (self.run, start, self.value, self.wall) = (run, value, value, wall)
        touches = Touches(run.engine)
        played = RoleTouches(run.engine, before: value.state)
    }

    var isEmpty: Bool { rows.isEmpty }

    private var now: ExerciseTime { LiveRun.exerciseTime(value, wall: wall) }
    /// Exercise time before anything in the batch changed how it runs.
    var begin: ExerciseTime { LiveRun.exerciseTime(start, wall: wall) }

    /// Plays everything that is due by now, moment by moment.
    mutating func passTime() {
        guard value.state.phase == .running else { return }
        let until = now
        while value.state.phase == .running, let due = run.engine.nextDue(value.state), due <= until {
            if rows.count >= run.workings.limits.batch {
                run.workings.reached(.backlog)
                isUpToDate = false
                return
            }
            play(due)
        }
    }

    /// - Parameter request: who asked for it; nil for the passing of time.
    private mutating func play(_ due: ExerciseTime, for request: LiveRun.Request? = nil) {
        do throws(Refusal) {
            _ = try perform(.time, for: request, at: due)
        } catch {
            preconditionFailure("time is refused only while the run does not go on")
        }
    }

    /// A STOP that stands already comes before everything else.
    mutating func recordHalt() {
        guard isUpToDate, let halt = value.halt else { return }
        defer { value.halt = nil }
        guard value.state.phase == .running || !value.state.stopped, known(halt.request.id) == nil else {
            return
        }
        // The engine says no to it only where time has come to the end meanwhile.
        _ = try? perform(.control(.stop), for: halt.request, at: now)
    }

    /// Who said STOP is told that it stands, although nothing of the batch is on disk.
    mutating func answerStops() {
        func stands(_ answer: Answer) -> Bool { answer.request.isStop && answer.dependsOnRows }
        for answer in answers where stands(answer) { answer.request.answer(.failure(.standsUnrecorded)) }
        answers.removeAll(where: stands)
    }

    mutating func take(_ request: LiveRun.Request) {
        if !request.id.isEmpty, let known = known(request.id) {
            let isNew = known.position > start.position
            run.workings.reached(isNew ? .repeatedInBatch : .repeated)
            let receipt = Receipt(position: known.position, isRepeat: true, items: [])
            let result: Result<Receipt, SubmitError> =
                known.isMeant(by: request) ? .success(receipt) : .failure(.taken)
            answers.append(Answer(request: request, result: result, dependsOnRows: isNew))
            return
        }
        if request.isStop, stop == nil { stop = request }
        do throws(Refusal) {
            // A jump over many moments is answered when it has come to its end.
            guard let receipt = try carryOut(request) else { return }
            answers.append(Answer(request: request, result: .success(receipt), dependsOnRows: true))
        } catch {
            answers.append(
                Answer(request: request, result: .failure(.refused(error)), dependsOnRows: !rows.isEmpty))
        }
    }

    private mutating func carryOut(_ request: LiveRun.Request) throws(Refusal) -> Receipt? {
        switch request.what {
        case .jump(let goal): return try jump(request, goal)
        // STOP that is pressed again stands: nothing is recorded for it, or one finger could fill the disk.
        case .command(.control(.stop)) where value.state.phase == .paused && value.state.stopped:
            return Receipt(position: value.position, isRepeat: true, items: [])
        case .command(let command):
            let events = try perform(command, for: request, at: now)
            return receipt(for: command, events)
        }
    }

    private func known(_ id: String) -> Known? {
        run.known.withLock { $0[id] } ?? named.first { $0.id == id }?.command
    }

    private mutating func jump(_ request: LiveRun.Request, _ goal: Jump) throws(Refusal) -> Receipt? {
        guard value.state.phase == .running, let due = run.engine.nextDue(value.state),
            goal.isAhead(of: now)
        else {
            switch value.state.phase {
            case .ready: throw .notStarted
            case .ended: throw .ended
            case .paused: throw .paused
            case .running: throw .alreadyDone
            }
        }
        if goal != .nextDue {
            let new = LiveRun.Leap(goal: goal, request: request, injects: injects)
            let isFree = run.leap.withLock { leap in
                guard leap == nil else { return false }
                leap = new
                return true
            }
            if !isFree {
                answers.append(Answer(request: request, result: .failure(.full), dependsOnRows: false))
            }
            return nil
        }
        rebase(at: max(due, now))
        play(due, for: request)
        return Receipt(position: value.position, isRepeat: false, items: [])
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
            answers.append(Answer(request: leap.request, result: .success(receipt), dependsOnRows: false))
            return
        }
        // A row without events keeps the goal itself, so that a restart goes on from there.
        let next = if case .to(let time) = leap.goal { min(due, time) } else { due }
        rebase(at: max(next, now))
        play(next, for: leap.hasBegun ? nil : leap.request)
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
        _ command: Command, for request: LiveRun.Request?, at time: ExerciseTime
    ) throws(Refusal) -> [Event] {
        let id = request?.id ?? ""
        // The clock may run on another footing after this command; where it stands now is kept. What was due
        // happens at its own moment, however late it is looked at.
        let stands = command == .time ? time : now
        let before = Touches.needsBefore(command, value.state) ? value.state : nil
        let events = try run.engine.perform(command, id: id, at: time, on: &value.state)
        for event in events {
            touches.add(event, value.state, before: before)
            played.add(event, value.state)
            if event.isSeenByObservers { isSeenByObservers = true }
            switch event {
            case .started, .paused, .resumed, .speedSet, .ended: rebase(at: max(stands, time))
            default: break
            }
        }
        let stored = run.codec.encode(
            LogBody(command: command, events: events), salt: run.workings.salt())
        let row = run.chain.sealed(
            Row(
                position: value.position + 1, commandID: id, participant: Int32(request?.participant ?? 0),
                session: request?.session ?? 0, seat: request?.seat ?? "", onBehalf: request?.onBehalf ?? "",
                timeMs: max(time, value.state.time).milliseconds, body: stored.body,
                typed: stored.typed), after: value.digest)
        rows.append(row)
        if !id.isEmpty { named.append((id, Known(command, of: request?.participant ?? 0, at: row.position))) }
        (value.position, value.digest) = (row.position, row.digest)
        return events
    }

    func answer(_ fate: Fate) {
        for answer in answers {
            switch fate {
            case .recorded: answer.request.answer(answer.result)
            case _ where !answer.dependsOnRows: answer.request.answer(answer.result)
            case .notRecorded:
                if case .failure = answer.result { run.workings.reached(.refusalNotRecorded) }
                answer.request.answer(.failure(.notRecorded))
            case .unknown: answer.request.answer(.failure(.closed))
            }
        }
    }
}

extension Jump {
    fileprivate func isAhead(of now: ExerciseTime) -> Bool {
        if case .to(let time) = self { time > now } else { true }
    }
}
