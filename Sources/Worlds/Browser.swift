import HTTPCore
import Host
import Model
import Runtime
import Views

/// What keeps a connection open for the next request.
final class Browser: Sendable {
    /// Whoever uses it sits there.
    let spot: Spot
    private let idle = Locked<Cable?>(nil)

    init(at spot: Spot) { self.spot = spot }

    func keep(_ cable: Cable) {
        let extra = idle.withLock { idle in
            defer { idle = idle ?? cable }
            return idle == nil ? nil : cable
        }
        extra?.finish(from: .client)
    }

    func take() -> Cable? {
        idle.withLock { idle in
            defer { idle = nil }
            return idle
        }
    }
}

/// One request and its answer, over a connection that is kept or new.
struct Exchange: Sendable {
    let world: World
    let wire: Wire
    let browser: Browser
    let letter: Letter
    let untilMs: Int64

    private enum End {
        case reply(Reply)
        /// The line broke, and nothing of an answer had come.
        case gone
        case silence
    }

    private var options: Options { world.options }
    private var dice: Dice { world.dice.wire }

    func carry(to slot: Slot) async {
        await world.pause(ms: dice.between(1, 40))
        if let kept = browser.take() {
            switch await converse(on: kept) {
            case .reply(let reply): return slot.fill(reply)
            case .silence: return slot.fill(nil)
            // Browsers send it once more at once, whatever it was.
            case .gone: world.watch.reach("a kept connection was gone")
            }
        }
        guard let cable = wire.connect(at: browser.spot), case .reply(let reply) = await converse(on: cable)
        else {
            return slot.fill(nil)
        }
        slot.fill(reply)
    }

    private func converse(on cable: Cable) async -> End {
        let number = wire.number()
        let bytes = letter.bytes(sending: number)
        world.watch.see(.sending(number, print: letter.print))
        guard await send(bytes, on: cable) else {
            leave(cable)
            return .silence
        }
        return await receive(number, on: cable)
    }

    /// False if the client goes away in the middle.
    private func send(_ bytes: [UInt8], on cable: Cable) async -> Bool {
        if world.strikes(options.requestLost, dice) {
            world.watch.reach("request lost")
            cable.goDead(from: .client, after: dice.below(bytes.count))
        }
        if world.strikes(options.requestDelayed, dice) {
            world.watch.reach("request came late")
            let first = dice.below(bytes.count)
            cable.send(Array(bytes.prefix(first)), from: .client)
            await world.pause(ms: dice.between(500, 15_000))
            cable.send(Array(bytes.dropFirst(first)), from: .client)
            return true
        }
        if world.strikes(options.halves, dice) {
            cable.send(Array(bytes.prefix(dice.below(bytes.count))), from: .client)
            return false
        }
        cable.send(bytes, from: .client)
        return true
    }

    private func receive(_ number: Int, on cable: Cable) async -> End {
        var reader = ReplyReader()
        while true {
            switch await cable.take(at: .client, atMost: world.piece(), untilMs: untilMs) {
            case .bytes(let bytes):
                await world.crossing()
                reader.add(bytes)
                guard let head = reader.head, let body = reader.body else { continue }
                // The server gave up waiting; that is the answer to no request.
                guard head.status != 408 else {
                    leave(cable)
                    return .gone
                }
                let label = head[Letter.sendingField].flatMap { Int($0) } ?? 0
                world.watch.see(.replied(sending: number, label: label))
                if head["Connection"] == "close" || !dice.happens(options.kept) {
                    leave(cable)
                } else {
                    browser.keep(cable)
                }
                return .reply(Reply(status: head.status, fields: head.fields, body: body, cable: cable))
            case .over, .broken:
                leave(cable)
                return reader.isEmpty ? .gone : .silence
            case .late:
                leave(cable)
                return .silence
            }
        }
    }

    /// Closes in order, or not.
    private func leave(_ cable: Cable) {
        if options.halves > 0, dice.happens(300) { cable.breakOff() } else { cable.finish(from: .client) }
    }
}

/// A stream that somebody has open, behind its head.
struct Line: Sendable {
    let world: World
    let cable: Cable
    let process: Int
    /// What came together with the head.
    let first: [UInt8]

    func next() async -> Cable.Taken {
        await cable.take(at: .client, atMost: world.piece(), untilMs: nil)
    }

    func close() { cable.finish(from: .client) }
}

extension Wire {
    /// Opens the stream of a page; nil if nothing comes of it.
    func listen(
        to audience: Audience, at spot: Spot, since mark: String, lastEvent: Int?, in world: World
    ) async -> Line? {
        guard let cable = connect(at: spot) else { return nil }
        let number = number()
        let letter = Letter(
            method: .get, target: "/stream?for=\(audience.word)&mark=\(mark)", lastEvent: lastEvent)
        world.watch.see(.sending(number, print: letter.print))
        cable.send(letter.bytes(sending: number), from: .client)
        let end = world.clock.monotonicMs + 4000
        var reader = ReplyReader()
        while true {
            guard case .bytes(let bytes) = await cable.take(at: .client, atMost: world.piece(), untilMs: end)
            else {
                cable.finish(from: .client)
                return nil
            }
            await world.crossing()
            reader.add(bytes)
            guard let head = reader.head else { continue }
            world.watch.see(
                .replied(sending: number, label: head[Letter.sendingField].flatMap { Int($0) } ?? 0))
            let process = head["X-Process"].flatMap { Int($0) } ?? 0
            return Line(world: world, cable: cable, process: process, first: reader.rest())
        }
    }
}
