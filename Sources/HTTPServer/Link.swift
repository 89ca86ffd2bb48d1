internal import CLibevent

/// One socket with its buffers: libevent's bufferevent, so far as a connection uses it. On its loop only.
final class Link {
    enum Signal {
        case readable
        /// All that was written has gone to the system.
        case drained
        /// The other end will send no more.
        case ended
        case broken
    }

    private static let readAtOnce = 64 * 1024

    private let bufferevent: OpaquePointer
    private let call: (Signal) -> Void
    /// Nil over TLS, where bytes have to go through the library.
    private let descriptor: Int32?
    private var written = 0
    private var isResting = false

    /// `nil` when the system has no memory for it; the descriptor is then still the caller's.
    init?(descriptor: Int32, base: OpaquePointer, tls: TLS?, call: @escaping (Signal) -> Void) {
        let made =
            tls.map { clibevent_tls_accept(base, descriptor, $0.handle) }
            ?? bufferevent_socket_new(base, descriptor, Int32(CLIBEVENT_CLOSE_ON_FREE))
        guard let made else { return nil }
        bufferevent = made
        self.descriptor = tls == nil ? descriptor : nil
        self.call = call
        let context = Unmanaged.passUnretained(self).toOpaque()
        bufferevent_setcb(
            made,
            { _, context in Link.signal(.readable, context) },
            { _, context in Link.signal(.drained, context) },
            { _, what, context in
                if Int(what) & Int(CLIBEVENT_CONNECTED) != 0 { return }  // the handshake is over
                let isEnd = Int(what) & Int(CLIBEVENT_EOF) != 0
                Link.signal(isEnd ? .ended : .broken, context)
            }, context)
        // A client that sends faster than it is served waits, instead of filling our memory.
        bufferevent_setwatermark(made, Int16(CLIBEVENT_READ), 0, Self.readAtOnce)
        bufferevent_set_max_single_read(made, Self.readAtOnce)
        bufferevent_enable(made, Int16(CLIBEVENT_READ | CLIBEVENT_WRITE))
    }

    /// Closes the socket. No signal comes after it.
    func free() {
        bufferevent_free(bufferevent)
    }

    /// Bytes that wait to be read by the client.
    var waiting: Int { evbuffer_get_length(bufferevent_get_output(bufferevent)) }

    /// Bytes that the system has taken. Grows as long as the client reads.
    var sent: Int { written - waiting }

    var hasInput: Bool { evbuffer_get_length(bufferevent_get_input(bufferevent)) > 0 }

    /// What the system takes at once costs one call; through the buffer and its event it would be three. Only what is
    /// left waits in the buffer, and what is wrong with the socket is found there.
    func write(_ bytes: [UInt8]) {
        let result = bytes.withUnsafeBytes { bytes -> Int32 in
            guard let start = bytes.baseAddress else { return 0 }
            var sent = 0
            if let descriptor, waiting == 0 { sent = clibevent_send_now(descriptor, start, bytes.count) }
            guard sent < bytes.count else { return 0 }
            return bufferevent_write(bufferevent, start + sent, bytes.count - sent)
        }
        precondition(result == 0, "There is no memory left for an answer.")
        written += bytes.count
    }

    /// Lends out the next piece of input, perhaps empty. `body` leaves the offset behind what it has used.
    func read<R>(_ body: (borrowing Span<UInt8>, inout Int) -> R) -> R {
        let input = bufferevent_get_input(bufferevent)
        let count = evbuffer_get_contiguous_space(input)
        var offset = 0
        guard count > 0, let bytes = evbuffer_pullup(input, count) else { return body(Span(), &offset) }
        let span = Span(_unsafeStart: UnsafePointer(bytes), count: count)
        let result = body(span, &offset)
        evbuffer_drain(input, offset)
        return result
    }

    func discardInput() {
        let input = bufferevent_get_input(bufferevent)
        evbuffer_drain(input, evbuffer_get_length(input))
        goOn()
    }

    /// Nobody takes more for now. While a full buffer may be read from, libevent calls again and again, and its loop comes to
    /// nothing else: whoever sent a thousand requests at once would keep everybody from being answered.
    func rest() {
        guard !isResting, evbuffer_get_length(bufferevent_get_input(bufferevent)) >= Self.readAtOnce else {
            return
        }
        isResting = true
        bufferevent_disable(bufferevent, Int16(CLIBEVENT_READ))
    }

    /// More is taken again.
    func goOn() {
        guard isResting else { return }
        isResting = false
        bufferevent_enable(bufferevent, Int16(CLIBEVENT_READ))
    }

    func endWriting() {
        clibevent_shutdown_writing(bufferevent)
    }

    private static func signal(_ signal: Signal, _ context: UnsafeMutableRawPointer?) {
        guard let context else { return }
        Unmanaged<Link>.fromOpaque(context).takeUnretainedValue().call(signal)
    }
}
