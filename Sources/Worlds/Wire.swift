import Basics
import HTTPCore
import Host
import Model
import Runtime
import Views

/// Between people and the process: requests and answers as bytes on connections that are slow, go dead, break, or are there
/// twice.
final class Wire: Sendable {
    typealias Parcel = @Sendable () async -> Void

    private struct Inside {
        /// Exchanges that people have begun.
        var begun = 0
        var cables: [Cable] = []
        var sendings = 0
    }

    private let world: World
    private let server: Server
    private let parcels: AsyncStream<Parcel>
    private let posted: AsyncStream<Parcel>.Continuation
    private let inside = Locked(Inside())

    init(_ world: World, to server: Server) {
        (self.world, self.server) = (world, server)
        (parcels, posted) = AsyncStream.makeStream(of: Parcel.self)
    }

    /// Nothing is under way in either direction.
    var isEmpty: Bool { inside.withLock { $0.begun == 0 && $0.cables.allSatisfy(\.isQuiet) } }

    func live() async {
        await withDiscardingTaskGroup { group in
            for await parcel in parcels { group.addTask { await parcel() } }
        }
    }

    func close() {
        posted.finish()
        for cable in inside.withLock({ $0.cables }) { cable.breakOff() }
    }

    /// A new connection to the process that is there now.
    func connect(at spot: Spot? = nil) -> Cable? {
        guard let process = server.current, process.isAlive, !world.isOver else {
            world.watch.reach("nobody there")
            return nil
        }
        let cable = Cable(world, at: spot)
        inside.withLock { $0.cables.append(cable) }
        process.accept(cable)
        posted.yield { [self] in
            await Face(world: world, process: process).serve(cable)
            process.forget(cable)
            inside.withLock { $0.cables.removeAll { $0 === cable } }
        }
        return cable
    }

    /// Every request that is put on a wire has a number of its own.
    func number() -> Int {
        inside.withLock { inside in
            inside.sendings += 1
            return inside.sendings
        }
    }

    // MARK: What people ask

    func submit(_ asking: Asking, by browser: Browser, patienceMs: Int) async -> Answer? {
        var letter = Letter(method: .post, target: "/act", form: world.forms.fields(asking))
        letter.isChunked = world.options.pieces > 0 && world.dice.wire.happens(200)
        let reply = await ask(letter, by: browser, patienceMs: patienceMs)
        return reply.flatMap { world.forms.answer($0) }
    }

    func view(of seat: SeatID, by browser: Browser, patienceMs: Int) async -> SeatView? {
        let letter = Letter(method: .get, target: "/view?seat=\(seat.index)")
        let reply = await ask(letter, by: browser, patienceMs: patienceMs)
        return reply.flatMap { $0.ticket(as: SeatView.self) }
    }

    func page(for audience: Audience, by browser: Browser) async -> Opened? {
        let letter = Letter(method: .get, target: "/page?for=\(audience.word)")
        guard let reply = await ask(letter, by: browser, patienceMs: 4000),
            let page = reply.ticket(as: Page.self), let mark = reply.form["mark"]
        else { return nil }
        return Opened(page: page, mark: mark, process: reply["X-Process"].flatMap { Int($0) } ?? 0)
    }

    /// Sends a request and waits for its answer as long as somebody has patience; nil is silence, or a line that broke.
    private func ask(_ letter: Letter, by browser: Browser, patienceMs: Int) async -> Reply? {
        var copies = 1
        if world.strikes(world.options.requestRepeated, world.dice.wire) {
            world.watch.reach("request came twice")
            copies = 2
        }
        let slot = Slot(world, copies: copies)
        let end = world.clock.monotonicMs + Int64(patienceMs)
        for _ in 0..<copies {
            inside.withLock { $0.begun += 1 }
            posted.yield { [self] in
                await Exchange(world: world, wire: self, browser: browser, letter: letter, untilMs: end)
                    .carry(to: slot)
                inside.withLock { $0.begun -= 1 }
            }
        }
        return await slot.wait(untilMs: end)
    }
}

/// A page as it was opened.
struct Opened: Sendable {
    let page: Page
    let mark: String
    let process: Int
}

extension Audience {
    /// As it stands in an address.
    var word: String {
        switch self {
        case .seat(let seat): "\(seat.index)"
        case .control: "control"
        case .observers: "observers"
        case .role(let person): "role\(person.index)"
        case .everybody: "everybody"
        }
    }
}

extension Reply {
    fileprivate func ticket<Value>(as type: Value.Type) -> Value? {
        form["ticket"].flatMap { Int($0) }.flatMap { cable.redeem($0, as: type) }
    }
}

/// Where one answer is waited for: the first that comes counts, and nobody waits for what can no longer come.
final class Slot: Sendable {
    private struct Inside {
        var reply: Reply?
        var left: Int
    }

    private let inside: Locked<Inside>
    private let wakeup: Wakeup

    init(_ world: World, copies: Int) {
        inside = Locked(Inside(left: copies))
        wakeup = Wakeup(clock: world.clock)
    }

    func fill(_ new: Reply?) {
        let isSettled = inside.withLock { inside in
            inside.left -= 1
            inside.reply = inside.reply ?? new
            return inside.reply != nil || inside.left == 0
        }
        if isSettled { wakeup.poke() }
    }

    func wait(untilMs: Int64) async -> Reply? {
        _ = await wakeup.wait(untilMs: untilMs)
        return inside.withLock { $0.reply }
    }
}
