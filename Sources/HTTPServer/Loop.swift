internal import CLibevent
import HTTPCore
import Host

/// One thread that reads and writes for its connections. A connection never leaves its loop, so neither needs a lock:
/// other threads only append to the list of jobs.
///
/// Sendable without the compiler's proof: everything but `jobs` is touched by the loop's thread alone.
final class Loop: @unchecked Sendable {
    /// What other threads may ask of a loop.
    enum Job {
        case adopt(descriptor: Int32, address: String)
        case answer(Connection, Response)
        case publish(Fanout)
        case endStream(Connection)
        case stop
        /// For tests that move the clock by hand.
        case seconds(Int, done: @Sendable (Standing) -> Void)
    }

    private struct Jobs {
        var waiting: [Job] = []
        var isOpen = true
    }

    /// A broadcast stops after so many writes, to look at the sockets in between.
    private static let writesPerTurn = 256

    let application: any Application
    let limits: Limits
    let tls: TLS?
    let base: OpaquePointer
    private(set) var isStopping = false
    /// Seconds since the loop began. Every deadline counts in these.
    private(set) var tick = 0
    /// The date header of this second.
    private(set) var date = HTTPDate.text(seconds: Int(clibevent_wall_seconds()))

    /// How many there are of what is limited.
    struct Standing {
        var connections = 0
        var unfinished = 0
        var heldBytes = 0
    }

    private let jobs = Locked(Jobs())
    private let waker: OpaquePointer
    let owners: Owners
    /// Of this loop, as a share of what the server may have.
    private let connectionsLimit: Int
    let unfinishedLimit: Int
    let heldLimit: Int
    let unreadLimit: Int
    private let isClockByHand: Bool
    var room = Room()
    private var timer: OpaquePointer?
    private var acceptor: Acceptor?
    private(set) var connections: [Connection] = []
    private var closed: [Connection] = []
    private var fanouts: [Fanout] = []
    private var fanoutsDone = 0
    private var stopTick = Int.max
    private var whenFinished: (@Sendable () -> Void)?

    /// - Parameter share: of how many loops this is one.
    init(
        application: any Application, limits: Limits, share: Int, owners: Owners, tls: TLS?,
        isClockByHand: Bool
    ) {
        guard let base = event_base_new(), let waker = clibevent_waker_new(base) else {
            preconditionFailure("The system gives no descriptors for an event loop.")
        }
        self.application = application
        self.limits = limits
        self.tls = tls
        self.owners = owners
        self.isClockByHand = isClockByHand
        connectionsLimit = (limits.connections + share - 1) / share
        // Half of a small server is not one address's to keep busy.
        unfinishedLimit = max(1, min(limits.unfinishedByAddress / share, connectionsLimit / 2))
        heldLimit = limits.unfinishedBytes / share
        unreadLimit = limits.unreadBytes / share
        self.base = base
        self.waker = waker
    }

    /// For a loop that never ran, or has finished.
    func free() {
        acceptor?.close()
        acceptor = nil
        clibevent_waker_free(waker)
        event_base_free(base)
    }

    /// Makes this the loop that accepts. Before `start`.
    func listen(_ acceptor: Acceptor) {
        self.acceptor = acceptor
    }

    /// Runs on a thread of its own until it was stopped and all its connections are closed, then calls `finished`.
    func start(finished: @escaping @Sendable () -> Void) throws(ListenError) {
        whenFinished = finished
        let kept = Unmanaged.passRetained(self)
        let failure = clibevent_thread_start(
            { context in
                guard let context else { return }
                Unmanaged<Loop>.fromOpaque(context).takeRetainedValue().run()
            }, kept.toOpaque())
        guard failure == 0 else {
            kept.release()
            throw .system(code: failure)
        }
    }

    /// From any thread. What comes after the loop has finished is dropped; nobody is there to receive it.
    func post(_ job: Job) {
        let isRefused = jobs.withLock { jobs in
            guard jobs.isOpen else { return true }
            jobs.waiting.append(job)
            if jobs.waiting.count == 1 { clibevent_waker_wake(waker) }
            return false
        }
        guard isRefused else { return }
        if case .adopt(let descriptor, _) = job { clibevent_close(descriptor) }
        if case .seconds(_, let done) = job { done(Standing()) }
    }

    /// Takes over a descriptor that was just accepted. On the loop.
    func adopt(descriptor: Int32, address: String) {
        if connections.count >= connectionsLimit { makeRoom() }
        guard !isStopping, connections.count < connectionsLimit else {
            // Somebody who expects TLS could not read it.
            guard tls == nil else { return clibevent_close(descriptor) }
            let response = own(
                .text("Too many connections.\n", status: .serviceUnavailable).with("Retry-After", "5"))
            let bytes = ResponseWriter.write(response, answering: .get, closing: true, date: date)
            bytes.withUnsafeBufferPointer { clibevent_turn_away(descriptor, $0.baseAddress, $0.count) }
            return
        }
        guard let connection = Connection(descriptor: descriptor, address: address, loop: self) else {
            clibevent_close(descriptor)
            return
        }
        connection.slot = connections.count
        connections.append(connection)
        connection.begin()
    }

    /// Forgets a connection that has closed. It is freed when no callback of it can be running.
    func forget(_ connection: Connection) {
        let last = connections.removeLast()
        if last !== connection {
            connections[connection.slot] = last
            last.slot = connection.slot
        }
        closed.append(connection)
    }

    // MARK: - The thread

    private func run() {
        if !isClockByHand { startClock() }
        while !(isStopping && connections.isEmpty) {
            let isIdle = fanoutsDone == fanouts.count
            let wait = isIdle ? CLIBEVENT_LOOP_ONCE : CLIBEVENT_LOOP_NONBLOCK
            _ = event_base_loop(base, Int32(wait))
            takeJobs()
            writeFanouts()
            freeClosed()
        }
        finish()
    }

    private func startClock() {
        let unretained = Unmanaged.passUnretained(self).toOpaque()
        timer = clibevent_timer_new(
            base, 1000,
            { context in
                guard let context else { return }
                Unmanaged<Loop>.fromOpaque(context).takeUnretainedValue().secondPassed()
            }, unretained)
        precondition(timer != nil, "The system gives no timer.")
    }

    private func finish() {
        let late = jobs.withLock { jobs in
            jobs.isOpen = false
            defer { jobs.waiting = [] }
            return jobs.waiting
        }
        for job in late {
            switch job {
            case .adopt(let descriptor, _): clibevent_close(descriptor)
            case .seconds(_, let done): done(Standing())
            case .answer, .publish, .endStream, .stop: continue
            }
        }
        fanouts = []
        freeClosed()
        timer.map(clibevent_timer_free)
        free()
        let finished = whenFinished
        whenFinished = nil
        finished?()
    }

    private func takeJobs() {
        let taken = jobs.withLock { jobs in
            defer { jobs.waiting = [] }
            return jobs.waiting
        }
        for job in taken {
            switch job {
            case .adopt(let descriptor, let address): adopt(descriptor: descriptor, address: address)
            case .answer(let connection, let response): connection.answer(response)
            case .publish(let fanout): fanouts.append(fanout)
            case .endStream(let connection): connection.endStream()
            case .stop: beginStop()
            case .seconds(let count, let done):
                for _ in 0..<count { secondPassed() }
                done(standing)
            }
        }
    }

    /// First published, first written, so that every listener has the frames of a topic in one order.
    private func writeFanouts(atMost limit: Int = writesPerTurn) {
        var left = limit
        while left > 0, fanoutsDone < fanouts.count {
            left -= fanouts[fanoutsDone].write(atMost: left)
            if fanouts[fanoutsDone].isDone { fanoutsDone += 1 }
        }
        if fanoutsDone == fanouts.count {
            fanouts.removeAll(keepingCapacity: fanoutsDone < 1024)
            fanoutsDone = 0
        }
    }

    private func freeClosed() {
        let freed = closed
        closed = []
        for connection in freed { connection.free() }
    }

    private var standing: Standing {
        Standing(connections: connections.count, unfinished: room.count, heldBytes: room.held)
    }

    private func secondPassed() {
        tick += 1
        date = HTTPDate.text(seconds: Int(clibevent_wall_seconds()))
        acceptor?.resume()
        for connection in connections { connection.secondPassed() }
        dropUnread()
        guard tick >= stopTick else { return }
        for connection in connections { connection.close() }
    }

    private func beginStop() {
        guard !isStopping else { return }
        isStopping = true
        stopTick = tick + limits.stopSeconds
        acceptor?.close()
        acceptor = nil
        writeFanouts(atMost: .max)
        for connection in connections { connection.stop() }
    }
}
