import HTTPCore

/// One client: reads requests one after the other, has them answered, writes the answers in order.
///
/// Sendable without the compiler's proof: tasks hold a connection only to hand it back to its loop.
final class Connection: @unchecked Sendable {
    private enum Phase {
        /// Between requests, or within one.
        case reading
        /// A request is complete and somebody works on it.
        case answering(RequestHead)
        case streaming
        /// The last answer is on its way; then we close.
        case flushing
        /// All is sent. We wait for the client to close: closing first would reset the connection if it is still
        /// sending, and it might lose the answer.
        case lingering
        case closed
    }

    private static let lingerSeconds = 5
    /// Above this, the next pipelined request waits until the client has read its answers.
    private static let pipelineLimit = 256 * 1024

    let loop: Loop
    /// Where the loop has it in its list.
    var slot = 0
    /// Where it listens, while it streams, and where the group has it in its list.
    var membership: (topic: Topic, group: Topic.Group, slot: Int)?

    let address: String
    /// The request that is not whole yet, or that a new connection still owes.
    private(set) var unfinished: Unfinished?
    private var link: Link?
    private var decoder = RequestDecoder()
    private var phase = Phase.reading
    /// Of the request whose body is being read.
    private var head: RequestHead?
    private var clientHasEnded = false
    private var deadline: Int?
    private var progress = (sent: 0, tick: 0)
    /// Since when something that was sent waits to be read, however slowly it goes.
    private var unreadSince: Int?
    /// Bytes that the loop counts as ours.
    private var held = 0
    /// Whose stream it is.
    private var owner: String?
    private var heartbeatTick = 0
    /// The number of the last frame of its topic that was sent.
    private var position = 0

    init?(descriptor: Int32, address: String, loop: Loop) {
        self.loop = loop
        self.address = address
        // Who does not get through the handshake is not told from who rests, so the first head is owed sooner.
        deadline = loop.tick + (loop.tls == nil ? loop.limits.idleSeconds : loop.limits.headSeconds)
        progress.tick = loop.tick
        link = Link(descriptor: descriptor, base: loop.base, tls: loop.tls) { [unowned self] signal in
            switch signal {
            case .readable: self.readable()
            case .drained: self.drained()
            case .ended: self.ended()
            case .broken: self.close()
            }
        }
        if link == nil { return nil }
    }

    /// Once the loop has it in its list.
    func begin() { owe() }

    /// How soon it makes room; nil for who is being served.
    var claim: Room.Claim? {
        func owing(since: Int, number: Int = 0) -> Room.Claim {
            let isLong = loop.tick - since >= loop.limits.owingSeconds
            return Room.Claim(rank: isLong ? .owing : .busy, since: since, number: number)
        }
        switch phase {
        case .lingering: return Room.Claim(rank: .leaving, since: deadline ?? 0)
        case .reading, .flushing:
            if let unreadSince { return owing(since: unreadSince) }
            guard link?.waiting == 0 else { return owing(since: loop.tick) }
            guard !decoder.isResting, let unfinished else {
                return Room.Claim(rank: .resting, since: (deadline ?? loop.tick) - loop.limits.idleSeconds)
            }
            return owing(since: unfinished.tick, number: unfinished.number)
        case .answering, .streaming, .closed: return nil
        }
    }

    /// What it holds, and for how long.
    var burden: Int { held * (1 + loop.tick - (unfinished?.tick ?? loop.tick)) }

    /// Bytes that were sent and are not read.
    var unread: Int { link?.waiting ?? 0 }

    /// These, and for how long.
    var neglect: Int { unread * (1 + loop.tick - (unreadSince ?? loop.tick)) }

    /// A request is owed from now on, if none was before.
    private func owe() {
        guard unfinished == nil else { return }
        unfinished = Unfinished(tick: loop.tick, number: loop.room.next())
        loop.began(self)
    }

    private func owesNothing() {
        guard unfinished != nil else { return }
        unfinished = nil
        loop.finished(self)
    }

    /// Tells the loop how much of a request is here.
    private func count() {
        let more = decoder.held - held
        held += more
        loop.holds(more: more)
    }

    /// Its place is needed more by others.
    func giveUp() {
        answerLast(loop.busy)
    }

    // MARK: - What the socket says

    private func readable() {
        switch phase {
        case .reading: readRequests()
        case .answering: link?.rest()  // pipelined; the link stops reading when it has enough
        case .streaming, .flushing, .lingering, .closed: link?.discardInput()
        }
    }

    private func drained() {
        switch phase {
        case .reading: readRequests()
        case .flushing: linger()
        case .answering, .streaming, .lingering, .closed: return
        }
    }

    private func ended() {
        clientHasEnded = true
        switch phase {
        case .reading: readRequests()  // what came before the end is still answered
        case .answering, .flushing: return  // it may only have said that no more requests come
        case .streaming, .lingering, .closed: close()
        }
    }

    // MARK: - Requests

    private func readRequests() {
        link?.goOn()
        // What comes while an answer is made or waits to be read is not taken.
        defer { link?.rest() }
        while case .reading = phase, let link, link.waiting < Self.pipelineLimit {
            switch link.read({ decoder.next($0, from: &$1) }) {
            case .needsMore:
                if link.hasInput { continue }
                expectMore()
                if case .reading = phase, clientHasEnded { closeWhenSent() }
                return
            case .head(let head): admit(head)
            case .body(let body): hand(over: body)
            case .refused(let refusal): answerLast(loop.own(refusal.response))
            }
        }
    }

    private func admit(_ head: RequestHead) {
        switch loop.application.policy(for: head) {
        case .refuse(let response): answerLast(response, to: head.method)
        case .buffer(let limit):
            if let refusal = decoder.admit(limit: limit) {
                return answerLast(loop.own(refusal.response), to: head.method)
            }
            self.head = head
            // One deadline for the whole body, too.
            deadline = loop.tick + loop.limits.bodySeconds
            if decoder.expectsContinue, link?.hasInput == false { link?.write(ResponseWriter.continueHead) }
        }
    }

    private func hand(over body: [UInt8]) {
        guard let head else { preconditionFailure("A body comes after its head.") }
        self.head = nil
        phase = .answering(head)
        deadline = nil
        owesNothing()
        count()
        let request = Request(head: head, body: body, remoteAddress: address)
        let loop = loop
        // Who acts goes before who reads: a hundred pages that are fetched at once do not keep an act waiting.
        Task(priority: head.method == .post ? .high : .medium) {
            let response = await loop.application.handle(request)
            loop.post(.answer(self, response))
        }
    }

    /// Notes what the client still owes, and sets its deadline.
    private func expectMore() {
        guard !decoder.isResting else { return }
        // One deadline for the whole head: a byte now and then does not move it.
        if decoder.isInHead { deadline = min(deadline ?? .max, loop.tick + loop.limits.headSeconds) }
        owe()
        count()
    }

    // MARK: - Answers

    /// The answer of the application, back on the loop.
    func answer(_ response: Response) {
        guard case .answering(let head) = phase, let link else { return }
        if case .events(let stream) = response.body, head.method != .head {
            return begin(stream, response, answering: head)
        }
        let isLast = !head.wantsKeepAlive || loop.isStopping || isOpenEnded(response)
        link.write(ResponseWriter.write(response, answering: head.method, closing: isLast, date: loop.date))
        guard !isLast else { return closeWhenSent() }
        phase = .reading
        deadline = loop.tick + loop.limits.idleSeconds
        readRequests()
    }

    private func isOpenEnded(_ response: Response) -> Bool {
        if case .events = response.body { true } else { false }
    }

    /// Answers what is no request, or a request whose body is not wanted, and closes.
    private func answerLast(_ response: Response, to method: Method = .get) {
        link?.write(ResponseWriter.write(response, answering: method, closing: true, date: loop.date))
        closeWhenSent()
    }

    // MARK: - Streams

    private func begin(_ stream: EventStream, _ response: Response, answering head: RequestHead) {
        guard let topic = stream.source as? Topic else {
            preconditionFailure("This server streams what a Topic publishes.")
        }
        guard let link, !clientHasEnded else { return close() }
        link.discardInput()
        link.write(ResponseWriter.write(response, answering: head.method, closing: true, date: loop.date))
        if !stream.greeting.isEmpty { link.write(stream.greeting) }
        phase = .streaming
        deadline = nil
        if let owner = stream.owner {
            self.owner = owner
            if let oldest = loop.owners.join(self, of: owner) { oldest.loop.post(.endStream(oldest)) }
        }
        heartbeatTick = loop.tick + loop.limits.heartbeatSeconds
        guard !loop.isStopping, let missed = topic.join(self, after: stream.mark, endings: stream.endings)
        else { return endStream() }
        position = missed.position
        for frame in missed.frames { send(frame) }
    }

    /// A frame of the topic. What was sent when joining does not come again.
    func send(_ frame: [UInt8], position: Int) {
        guard position > self.position else { return }
        self.position = position
        send(frame)
    }

    private func send(_ frame: [UInt8]) {
        guard case .streaming = phase, let link else { return }
        guard link.waiting + frame.count <= loop.limits.outbox else { return close() }
        link.write(frame)
        heartbeatTick = loop.tick + loop.limits.heartbeatSeconds
    }

    /// Ends a stream in order; the client comes back if it wants more.
    func endStream() {
        guard case .streaming = phase else { return }
        closeWhenSent()
    }

    // MARK: - Time

    func secondPassed() {
        guard let link else { return }
        if link.waiting == 0 || link.sent != progress.sent { progress = (link.sent, loop.tick) }
        unreadSince = link.waiting == 0 ? nil : unreadSince ?? loop.tick
        if loop.tick - progress.tick >= loop.limits.progressSeconds { return close() }
        if case .streaming = phase, loop.tick >= heartbeatTick { return send(EventFrame.heartbeat) }
        guard let deadline, loop.tick >= deadline, link.waiting == 0 else { return }
        if case .reading = phase, !decoder.isResting {
            answerLast(
                loop.own(.text("The request did not come in time.\n", status: .requestTimeout)))
        } else {
            close()
        }
    }

    // MARK: - The end

    /// The server stops: what is under way is finished, nothing new begins.
    func stop() {
        switch phase {
        case .reading: if decoder.isResting { closeWhenSent() }
        case .streaming: endStream()
        case .answering, .flushing: return
        case .lingering: close()
        case .closed: return
        }
    }

    private func closeWhenSent() {
        guard let link else { return }
        leave()
        link.discardInput()
        phase = .flushing
        deadline = nil
        if link.waiting == 0 { linger() }
    }

    private func linger() {
        guard !clientHasEnded, !loop.isStopping else { return close() }
        link?.endWriting()
        phase = .lingering
        deadline = loop.tick + Self.lingerSeconds
    }

    /// Closes at once; what waits to be sent is lost.
    func close() {
        if case .closed = phase { return }
        leave()
        phase = .closed
        loop.forget(self)
    }

    /// Whatever is counted of it is no more.
    private func leave() {
        membership?.topic.leave(self)
        if let owner { loop.owners.leave(self, of: owner) }
        owner = nil
        decoder = RequestDecoder()
        owesNothing()
        count()
    }

    /// By the loop, when no callback can be running.
    func free() {
        link?.free()
        link = nil
    }
}
