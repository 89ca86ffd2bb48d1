internal import CLibevent
import Host

/// An HTTP/1.1 server on one port.
public final class Server: Sendable {
    private enum Phase {
        case new
        case running([Loop])
        case stopped
    }

    private struct State {
        var phase = Phase.new
        var runningLoops = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let host: String
    private let port: UInt16
    private let loopCount: Int
    private let application: any Application
    private let limits: Limits
    private let tls: TLS?
    private let isClockByHand: Bool
    private let state = Locked(State())

    /// Nothing happens before `start()`. `port` 0 lets the system choose; `loops` are the threads that read and
    /// write, while handlers run on the concurrent pool.
    public convenience init(
        host: String = "0.0.0.0", port: UInt16 = 0, loops: Int = 1, application: any Application,
        limits: Limits = Limits(), tls: TLS? = nil
    ) {
        self.init(
            host: host, port: port, loops: loops, application: application, limits: limits, tls: tls,
            isClockByHand: false)
    }

    /// - Parameter isClockByHand: seconds pass by `passSeconds` alone.
    package init(
        host: String, port: UInt16 = 0, loops: Int, application: any Application, limits: Limits, tls: TLS?,
        isClockByHand: Bool
    ) {
        precondition(loops > 0, "A server needs a loop.")
        self.host = host
        self.port = port
        self.loopCount = loops
        self.application = application
        self.limits = limits
        self.tls = tls
        self.isClockByHand = isClockByHand
    }

    /// Listens, and serves from here on. Returns the port. Call it once.
    public func start() throws(ListenError) -> UInt16 {
        clibevent_ignore_broken_pipes()
        let owners = Owners(limit: limits.streamsByOwner)
        let loops = (0..<loopCount).map { _ in
            Loop(
                application: application, limits: limits, share: loopCount, owners: owners, tls: tls,
                isClockByHand: isClockByHand)
        }
        let acceptor: Acceptor
        do {
            acceptor = try Acceptor(host: host, port: port, loops: loops)
        } catch {
            for loop in loops { loop.free() }
            throw error
        }
        let chosen = acceptor.port
        loops[0].listen(acceptor)
        state.withLock { state in
            guard case .new = state.phase else { preconditionFailure("A server starts once.") }
            state.phase = .running(loops)
            state.runningLoops = loops.count
        }
        for loop in loops { try loop.start { [self] in loopFinished() } }
        return chosen
    }

    /// Stops in order: no new connection, streams ended, requests under way answered. Returns when all is closed, at
    /// the latest after `Limits.stopSeconds`. Harmless before the start and when called again.
    public func stop() async {
        await withCheckedContinuation { continuation in
            let loops = state.withLock { state -> [Loop]? in
                guard case .running(let loops) = state.phase else { return nil }
                state.waiting.append(continuation)
                return loops
            }
            guard let loops else { return continuation.resume() }
            for loop in loops { loop.post(.stop) }
        }
    }

    /// Lets so many seconds pass, for a server whose clock is moved by hand, and says what is open after that.
    @discardableResult
    package func passSeconds(_ count: Int = 0) async -> (connections: Int, unfinished: Int, heldBytes: Int) {
        let loops = state.withLock { state -> [Loop] in
            if case .running(let loops) = state.phase { loops } else { [] }
        }
        var sum = (connections: 0, unfinished: 0, heldBytes: 0)
        for loop in loops {
            let standing = await withCheckedContinuation {
                (continuation: CheckedContinuation<Loop.Standing, Never>) in
                loop.post(.seconds(count, done: { continuation.resume(returning: $0) }))
            }
            sum.connections += standing.connections
            sum.unfinished += standing.unfinished
            sum.heldBytes += standing.heldBytes
        }
        return sum
    }

    private func loopFinished() {
        let done = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.runningLoops -= 1
            guard state.runningLoops == 0 else { return [] }
            state.phase = .stopped
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in done { continuation.resume() }
    }
}

/// Why a server cannot listen.
public enum ListenError: Error, Hashable {
    /// Somebody else listens there: choose another port or stop the other.
    case addressInUse
    /// The host is no address of this machine: choose another.
    case noSuchAddress
    /// The port is reserved for the system: choose one above 1023.
    case notPermitted
    /// Anything else, with the number that the system gave.
    case system(code: Int32)

    init(code: Int32) {
        switch Int(code) {
        case CLIBEVENT_NO_SUCH_ADDRESS: self = .noSuchAddress
        case CLIBEVENT_ADDRESS_IN_USE: self = .addressInUse
        case CLIBEVENT_NOT_PERMITTED: self = .notPermitted
        default: self = .system(code: code)
        }
    }
}
