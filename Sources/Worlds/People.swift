import Basics
import Bots
import Engine
import Host
import Model
import Runtime
import Simulation
import Views

/// Somebody with a phone: asks, waits, asks again with the same id, or goes away.
struct Asker: Sendable {
    let world: World
    let wire: Wire
    let name: String
    let participant: Int
    let seat: String
    let browser: Browser

    init(world: World, wire: Wire, name: String, participant: Int, seat: String) {
        (self.world, self.wire, self.name) = (world, wire, name)
        (self.participant, self.seat) = (participant, seat)
        browser = Browser(at: world.spot())
    }

    /// Asks until there is an answer that settles it. Nil: went away without one.
    @discardableResult
    func insist(on what: Asking.What, _ id: String) async -> Answer? {
        let asking = Asking(id: "\(name)-\(id)", what: what, participant: participant, seat: seat)
        world.watch.see(.asked(asking))
        world.watch.note("\(name) asks \(asking.id): \(Asker.short(what))")
        if world.strikes(world.options.doubleClicks, world.dice.people) {
            world.watch.reach("double click")
            async let second = send(asking)
            let answers = [await send(asking), await second]
            if let answer = answers.compactMap(settles).first { return answer }
        }
        while true {
            if let answer = settles(await send(asking)) { return answer }
            if world.strikes(world.options.leaving, world.dice.people) {
                world.watch.reach("went away without an answer")
                return nil
            }
            await world.pause(ms: world.dice.people.between(100, 3000))
        }
    }

    private func send(_ asking: Asking) async -> Answer? {
        await wire.submit(asking, by: browser, patienceMs: world.dice.people.between(1000, 20_000))
    }

    private func settles(_ answer: Answer?) -> Answer? {
        switch answer {
        case .success, .failure(.refused), .failure(.taken): answer
        case .failure(.notRecorded), .failure(.standsUnrecorded), .failure(.full), .failure(.closed), nil: nil
        }
    }

    private static func short(_ what: Asking.What) -> String {
        switch what {
        case .command(.seat(let seat, let act)): "act \(act.type.index) by seat \(seat.index)"
        case .command(let command): "\(command)"
        case .jump: "jump"
        }
    }
}

/// Somebody who plays a seat as a bot would, over the wire.
struct Participant: Sendable {
    let asker: Asker
    let seat: SeatID
    private var world: World { asker.world }

    init(_ world: World, _ wire: Wire, number: Int, seat: SeatID) {
        self.seat = seat
        asker = Asker(
            world: world, wire: wire, name: "p\(number)", participant: number,
            seat: world.engine.scenario.seats[seat].id)
    }

    func live() async {
        let policy: BotPolicy = world.dice.people.happens(700) ? .random : .cooperative
        var bot = Bot(policy, seed: world.dice.people.bits(), read: World.read)
        var count = 0
        while !world.isCalm {
            await world.pause(ms: world.dice.people.between(200, world.options.thinking * 1000))
            let seat = seat
            let page = await asker.wire.view(of: seat, by: asker.browser, patienceMs: 5000)
            guard let view = page else { continue }
            let move = bot.move(view)
            let command: Command? =
                switch move {
                case .open(let handle): view.itemID(handle).map { .open(seat, $0) }
                case .act(let request): view.act(request).map { .seat(seat, $0) }
                case .rest: nil
                }
            guard let command else { continue }
            count += 1
            if case .failure(.refused(let refusal)) = await asker.insist(on: .command(command), "\(count)") {
                bot.refused(move, refusal)
            }
        }
    }
}

/// Control: starts the run, then does anything; two of them contradict each other.
struct Controller: Sendable {
    let asker: Asker
    let isFirst: Bool
    private var world: World { asker.world }
    private var dice: Dice { asker.world.dice.people }

    init(_ world: World, _ wire: Wire, number: Int) {
        isFirst = number == 1
        asker = Asker(world: world, wire: wire, name: "c\(number)", participant: 100 + number, seat: "")
    }

    func live() async {
        if isFirst { await begin() }
        var count = 0
        while !world.isCalm {
            await world.pause(ms: dice.between(1000, 20_000))
            count += 1
            await asker.insist(on: dice.happens(120) ? .jump : .command(.control(act)), "\(count)")
        }
    }

    private func begin() async {
        let seats = world.engine.scenario.seats.ids
        await asker.insist(on: .command(.control(.speed(world.options.speed))), "speed")
        await asker.insist(on: .command(.control(.start)), "start")
        for seat in seats.suffix(world.options.bots) {
            await asker.insist(on: .command(.control(.seat(seat, .bot("random")))), "bot\(seat.index)")
        }
    }

    private var act: ControlAct {
        let scenario = world.engine.scenario
        let inject = InjectID(dice.below(scenario.injects.count))
        let person = PersonID(dice.below(scenario.persons.count))
        let seat = SeatID(dice.below(scenario.seats.count))
        let state = world.watch.log.state
        if state.phase == .paused, dice.happens(600) { return .resume }
        switch dice.below(20) {
        case 0, 1: return .pause
        case 2: return .resume
        case 3, 4: return .speed(dice.between(1, 60))
        // Again what it is: a row without an event.
        case 5, 6: return .speed(state.speed)
        case 7: return .fire(inject)
        case 8: return .hold(inject)
        case 9: return .release(inject)
        case 10: return .edit(inject, title: Typed("Other words"), text: Typed("Other words, by control."))
        case 11: return .holdPerson(person)
        case 12: return .releasePerson(person)
        case 13: return .dial(person, Dial.allCases[dice.below(4)], dice.below(140) - 20)
        case 14: return .seat(seat, dice.happens(500) ? .bot("random") : .people)
        case 15: return reply
        case 16 where dice.happens(50): return .end
        case 17:
            return .told(
                FactID(dice.below(scenario.facts.count)),
                AgencyID(dice.below(scenario.world.agencies.count)))
        default:
            return .improvise(
                Improvised(
                    seats: [seat], channel: ChannelID(0), from: Typed("Somebody"), title: Typed("News"),
                    text: Typed("Something happened."), facts: []))
        }
    }

    private var reply: ControlAct {
        let open = world.watch.log.state.items.last {
            if case .question = $0.item.body { $0.state == .open } else { false }
        }
        return .reply(open?.item.id ?? ItemID("nothing"), facts: [], text: Typed("I have told you."))
    }
}

/// Somebody says STOP; nobody knows who. Control goes on after a while.
struct Stopper: Sendable {
    let asker: Asker
    let control: Asker
    let number: Int

    init(_ world: World, _ wire: Wire, number: Int) {
        self.number = number
        asker = Asker(world: world, wire: wire, name: "stop\(number)", participant: 0, seat: "")
        control = Asker(world: world, wire: wire, name: "go\(number)", participant: 101, seat: "")
    }

    func live() async {
        let dice = asker.world.dice.people
        await asker.world.pause(ms: dice.below(asker.world.options.seconds * 1000))
        guard !asker.world.isCalm else { return }
        asker.world.watch.reach("STOP")
        await asker.insist(on: .command(.control(.stop)), "1")
        await asker.world.pause(ms: dice.between(1000, 30_000))
        await control.insist(on: .command(.control(.resume)), "1")
    }
}

/// A client that sends a byte now and then and never finishes: a head has to come in half a minute.
struct Trickle: Sendable {
    let world: World
    let wire: Wire

    func live() async {
        while !world.isCalm {
            await world.pause(ms: world.dice.people.between(1000, 30_000))
            guard !world.isCalm, let cable = wire.connect() else { continue }
            await send(on: cable)
            cable.breakOff()
        }
    }

    private func send(on cable: Cable) async {
        var count = 0
        var bytes = Array("GET / HTTP/1.1\r\nHost: world\r\nX-Slow: ".utf8)[...]
        while !cable.isGone {
            cable.send([bytes.popFirst() ?? UInt8(ascii: "x")], from: .client)
            await world.pause(ms: 2000)
            count += 1
            if count == 20, !cable.isGone {
                return world.watch.complain("who sends too slowly is sent away", "Not after forty seconds.")
            }
        }
        world.watch.reach("who sent too slowly was sent away")
    }
}
