internal import CLibevent

/// Accepts connections on one loop and hands them round to all loops.
///
/// There is one listener for all loops rather than one each with `SO_REUSEPORT`, which would let a second server of the
/// same user take half of our visitors without a word.
final class Acceptor {
    private static let backlog: Int32 = 4096

    private let loops: [Loop]
    private var next = 0
    private var listener: OpaquePointer?
    /// Where it listens; what the system chose, if it was asked to.
    private(set) var port: UInt16 = 0

    init(host: String, port: UInt16, loops: [Loop]) throws(ListenError) {
        self.loops = loops
        var failure: Int32 = 0
        let context = Unmanaged.passUnretained(self).toOpaque()
        listener = clibevent_listener_new(
            loops[0].base, host, port, Self.backlog,
            { descriptor, address, context in
                guard let context, let address else { return }
                let acceptor = Unmanaged<Acceptor>.fromOpaque(context).takeUnretainedValue()
                acceptor.accepted(descriptor, from: String(cString: address))
            }, context, &failure)
        guard let listener else { throw ListenError(code: failure) }
        self.port = clibevent_listener_port(listener)
    }

    /// Goes on after the system refused to accept.
    func resume() {
        listener.map(clibevent_listener_resume)
    }

    func close() {
        listener.map(clibevent_listener_free)
        listener = nil
    }

    private func accepted(_ descriptor: Int32, from address: String) {
        let loop = loops[next]
        next = (next + 1) % loops.count
        if loop === loops[0] {
            loop.adopt(descriptor: descriptor, address: address)
        } else {
            loop.post(.adopt(descriptor: descriptor, address: address))
        }
    }
}
