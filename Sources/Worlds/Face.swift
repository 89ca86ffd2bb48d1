import Basics
import Engine
import HTTPCore
import Host
import Model
import Runtime
import Views

/// What of the server stands at its connections: the decoder and the writer of `HTTPCore` under the rules of
/// `HTTPServer.Connection`, without a socket.
struct Face: Sendable {
    let world: World
    let process: Process

    private static let (idleMs, headMs, bodyMs, progressMs, heartbeatMs) = (
        Int64(75_000), Int64(30_000), Int64(60_000), Int64(60_000), Int64(20_000)
    )

    /// One client after another's bytes: what has been read of them.
    private struct Talk {
        var decoder = RequestDecoder()
        var rest: [UInt8] = []
        var head: RequestHead?
        /// Of the body that is being read, for a server that is not as it should be.
        var raw: [UInt8] = []
    }

    /// Reads requests one after the other and answers each before it reads the next.
    func serve(_ cable: Cable) async {
        var talk = Talk()
        var deadline = world.clock.monotonicMs + Face.idleMs
        while true {
            switch await cable.take(at: .server, atMost: world.piece(), untilMs: deadline) {
            case .bytes(let bytes):
                await world.crossing()
                let (wasInHead, wasInBody) = (talk.decoder.isInHead, talk.head != nil)
                talk.rest += bytes
                guard await go(on: &talk, cable) else { return }
                let now = world.clock.monotonicMs
                if talk.decoder.isResting {
                    deadline = now + Face.idleMs
                } else if talk.decoder.isInHead {
                    // One deadline for the whole head, and one for the whole body: a byte now and then moves neither.
                    if !wasInHead { deadline = now + Face.headMs }
                } else if !wasInBody {
                    deadline = now + Face.bodyMs
                }
            case .over: return await ended(talk, cable)
            case .broken: return
            case .late: return late(talk, cable)
            }
        }
    }

    private func late(_ talk: Talk, _ cable: Cable) {
        if !talk.decoder.isResting {
            world.watch.reach("a request did not come in time")
            let response = Response.text("The request did not come in time.\n", status: .requestTimeout)
            cable.send(
                ResponseWriter.write(response, answering: .get, closing: true, date: date), from: .server)
        }
        cable.finish(from: .server)
    }

    /// The client has gone. Of half a request nothing is done.
    private func ended(_ talk: Talk, _ cable: Cable) async {
        if !talk.decoder.isResting { world.watch.reach("half a request") }
        if world.planted == .halfTaken, let head = talk.head, !talk.raw.isEmpty {
            _ = await answer(Request(head: head, body: talk.raw), cable)
        }
        cable.finish(from: .server)
    }

    /// False when this was the last of the connection.
    private func go(on talk: inout Talk, _ cable: Cable) async -> Bool {
        let bytes = talk.rest
        var (offset, start) = (0, 0)
        while true {
            switch talk.decoder.next(bytes.span, from: &offset) {
            case .needsMore:
                if talk.head != nil { talk.raw += bytes[start...] }
                talk.rest = []
                return true
            case .head(let head):
                (talk.head, talk.raw, start) = (head, [], offset)
                if talk.decoder.admit(limit: 1 << 20) != nil { return refuse("a body", cable) }
            case .body(let body):
                guard let head = talk.head else { return refuse("a body without a head", cable) }
                (talk.head, talk.raw) = (nil, [])
                cable.works(true)
                let goesOn = await reply(to: Request(head: head, body: body), cable)
                cable.works(false)
                if !goesOn { return false }
            case .refused(let refusal): return refuse(refusal.reason, cable)
            }
        }
    }

    /// Nobody here sends anything that is no request.
    private func refuse(_ reason: String, _ cable: Cable) -> Bool {
        world.watch.complain("every request that was sent can be read", reason)
        cable.breakOff()
        return false
    }

    // MARK: Answers

    private var date: String { HTTPDate.text(seconds: Int(world.clock.unixMs / 1000)) }

    private func reply(to request: Request, _ cable: Cable) async -> Bool {
        guard let response = await answer(request, cable), process.isAlive else {
            cable.breakOff()
            return false
        }
        let label = request.headers[Letter.sendingField] ?? ""
        let labelled = response.with(Letter.sendingField, label).with("X-Process", "\(process.number)")
        if case .events(let stream) = response.body {
            // The answer goes back to the connection's thread; what is told meanwhile must not be lost.
            let isSlow = world.dice.wire.happens(100)
            await world.pause(ms: isSlow ? world.dice.wire.between(100, 3000) : 10)
            guard process.isAlive else {
                cable.breakOff()
                return false
            }
            await self.stream(stream, labelled, request, cable)
            return false
        }
        if world.strikes(world.options.resets, world.dice.wire) {
            world.watch.reach("reset before the answer")
            cable.breakOff()
            return false
        }
        await world.pause(ms: world.dice.wire.between(1, 40))
        let isLast = !request.head.wantsKeepAlive
        let bytes = ResponseWriter.write(labelled, answering: request.method, closing: isLast, date: date)
        if world.strikes(world.options.replyLost, world.dice.wire) {
            world.watch.reach("reply lost")
            cable.goDead(from: .server, after: world.dice.wire.below(bytes.count))
        }
        cable.send(bytes, from: .server)
        if isLast { cable.finish(from: .server) }
        return !isLast
    }

    /// Nil when the process has gone away meanwhile.
    private func answer(_ request: Request, _ cable: Cable) async -> Response? {
        let target = request.path + (request.head.queryText.isEmpty ? "" : "?" + request.head.queryText)
        world.watch.see(
            .received(
                sending: request.headers[Letter.sendingField].flatMap { Int($0) } ?? 0,
                print: Letter.print(request.method, target, request.body)))
        switch (request.method, request.segments) {
        case (.post, ["act"]):
            guard let asking = world.forms.asking(request.form) else {
                return .text("no form", status: .badRequest)
            }
            return await process.submit(asking).map { world.forms.response($0, on: cable) }
        case (.get, ["view"]):
            guard let seat = request.query["seat"].flatMap({ Int($0) }),
                let view = process.view(of: SeatID(seat))
            else { return nil }
            return page([("ticket", "\(cable.show(view))")])
        case (.get, ["page"]):
            guard let audience = Face.audience(request) else { return nil }
            // The mark before the state: what changes in between is in the stream.
            let mark = process.feeds.mark(audience)
            guard let standing = process.run?.standing else { return nil }
            let shown = Page(state: standing.state, position: standing.position)
            return page([("ticket", "\(cable.show(shown))"), ("mark", mark.text)])
        case (.get, ["stream"]):
            guard let audience = Face.audience(request) else { return nil }
            return process.feeds.response(
                to: audience, since: request.query["mark"], isReturn: request.lastEventID != nil)
        default: return Response(status: .notFound)
        }
    }

    private static func audience(_ request: Request) -> Audience? {
        request.query["for"].map { Int($0).map { .seat(SeatID($0)) } ?? .control }
    }

    /// With some words more, so that pages have lengths of their own.
    private func page(_ fields: [(String, String)]) -> Response {
        var form = Fields()
        for (name, value) in fields { form.add(name, value) }
        form.add("words", String(repeating: "word+", count: world.dice.wire.below(40)))
        return .text(form.urlEncoded)
    }

    // MARK: Streams

    private func stream(
        _ stream: EventStream, _ response: Response, _ request: Request, _ cable: Cable
    ) async {
        let head = ResponseWriter.write(response, answering: .get, closing: true, date: date)
        cable.send(head + stream.greeting, from: .server)
        cable.works(false)
        let audience = Face.audience(request) ?? .control
        guard let outbox = process.feeds.join(cable, audience, after: stream.mark) else {
            return cable.finish(from: .server)
        }
        defer { process.feeds.leave(outbox) }
        while true {
            let next = world.clock.monotonicMs + Face.heartbeatMs
            switch await cable.take(at: .server, atMost: .max, untilMs: next) {
            case .bytes: continue
            case .over, .broken: return
            case .late:
                if outbox.hasStood(sinceMs: world.clock.monotonicMs - Face.progressMs) { return outbox.cut() }
                outbox.send(EventFrame.heartbeat)
            }
        }
    }
}

/// What a screen fetches: the state that its page is made from.
struct Page: Sendable {
    let state: State
    let position: Int64
}

extension World {
    /// How much of what has come is read at once.
    func piece() -> Int { options.pieces == 0 ? .max : dice.wire.between(1, options.pieces) }

    /// Now and then the rest takes its time.
    func crossing() async {
        guard options.pieces > 0, dice.wire.happens(150) else { return }
        watch.reach("bytes came in pieces")
        await pause(ms: dice.wire.between(1, 5))
    }
}
