import Bots
import Engine
import Model
import Simulation
import Testing
import Views

/// A bot at the shelter's desk, and a referral of the police to its clinic.
private struct Desk {
    var story = Story()
    var bot: Bot

    init(_ policy: BotPolicy) throws {
        bot = Bot(policy, seed: 5) { _ in "" }
        let its = story.its
        for fact in ["davit_missing", "sleeping_shed"] {
            try story.control(.told(its.fact(fact), its.agency("police")))
        }
        try story.does("police_desk", "send_on", person: "davit", service: "clinic", choices: [1])
        story.pass(minutes: 10)
    }

    var state: ItemState? {
        story.state.items.last { if case .referred = $0.item.body { true } else { false } }?.state
    }

    /// The bot does all that it wants to do now.
    mutating func work() {
        for _ in 0..<80 {
            let view = story.view("house_desk")
            let seat = story.its.seat("house_desk")
            let move = bot.move(view)
            var command: Command?
            switch move {
            case .open(let handle): command = view.itemID(handle).map { .open(seat, $0) }
            case .act(let request): command = view.act(request).map { .seat(seat, $0) }
            case .rest: return
            }
            guard let command else { return }
            do throws(Refusal) { try story.perform(command) } catch { bot.refused(move, error) }
        }
    }
}

@Suite struct `A bot that is asked to take somebody in` {
    @Test func `answers at once in a cooperative team`() throws {
        var desk = try Desk(.cooperative)
        desk.work()
        #expect(desk.state == .accepted)
        desk.story.pass(minutes: 30)
        #expect(desk.state == .admitted)
    }

    @Test
    func `answers at the deadline in a siloed one, first that it has come and then whether there is room`()
        throws
    {
        var desk = try Desk(.siloed)
        desk.work()
        #expect(desk.state == .open)
        desk.story.pass(minutes: 220)
        desk.work()
        #expect(desk.state == .acknowledged)
        desk.story.pass(minutes: 110)
        desk.work()
        #expect(desk.state == .accepted)
    }
}
