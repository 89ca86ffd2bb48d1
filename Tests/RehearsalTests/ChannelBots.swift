import Basics
import Bots
import Engine
import Fixtures
import Model
import Packs
import Simulation
import Testing
import Views

/// A bot at one desk of the isles; the others are played by the test.
private struct Desk {
    var story = Story(Fixtures.harbour().scenario)
    var bot: Bot
    let seat: String

    init(_ policy: BotPolicy, at seat: String) throws {
        bot = Bot(policy, seed: 5) { _ in "" }
        self.seat = seat
        let its = story.its
        try story.control(.told(its.fact("once_sorrel"), its.agency("orvane_watch")))
        // The offices of Keldmar are open.
        story.pass(minutes: 120)
    }

    var newest: ItemRecord? {
        story.state.items.last { if case .request = $0.item.body { true } else { false } }
    }

    /// The bot does all that it wants to do now; what it sent, by act type.
    @discardableResult mutating func work() -> [String] {
        var sent: [String] = []
        for _ in 0..<80 {
            let view = story.view(seat)
            let move = bot.move(view)
            var command: Command?
            switch move {
            case .open(let handle): command = view.itemID(handle).map { .open(story.its.seat(seat), $0) }
            case .act(let request):
                command = view.act(request).map { .seat(story.its.seat(seat), $0) }
                if let type = view.act(request)?.type {
                    sent.append(story.engine.scenario.world.acts[type].id)
                }
            case .rest: return sent
            }
            guard let command else { return sent }
            do throws(Refusal) { try story.perform(command) } catch { bot.refused(move, error) }
        }
        return sent
    }
}

@Suite struct `A bot that is asked into a joint team` {
    private func asked(_ policy: BotPolicy) throws -> Desk {
        var desk = try Desk(policy, at: "wards")
        try desk.story.does(
            "watch", "call_together", place: "merrow", agency: "keldmar_wards", basis: "fishing_pact",
            text: "Together?")
        desk.story.pass(minutes: 20)
        desk.work()
        return desk
    }

    @Test func `signs at once in a cooperative team`() throws {
        #expect(try asked(.cooperative).newest?.state == .signed)
    }

    @Test func `waits until its time is nearly over in a siloed one, and says no`() throws {
        var desk = try asked(.siloed)
        #expect(desk.newest?.state == .open)
        desk.story.pass(minutes: 230)
        desk.work()
        #expect(desk.newest?.state == .underWay)
        desk.story.pass(minutes: 20)
        #expect(desk.newest?.state == .refused)
    }
}

@Suite struct `A bot with something that came by a call` {
    private func told(
        _ policy: BotPolicy, by agency: String = "sulei_civil", _ seat: String = "civil"
    ) throws -> [String] {
        var desk = try Desk(policy, at: "watch")
        let its = desk.story.its
        try desk.story.control(.told(its.fact("tavo_sought"), its.agency(agency)))
        try desk.story.does(
            seat, "tell_over", agencies: ["orvane_watch"], facts: ["tavo_sought"], basis: "fishing_pact")
        desk.story.pass(minutes: 60)
        var sent: [String] = []
        for _ in 0..<40 {
            sent += desk.work()
            desk.story.pass(minutes: 15)
        }
        return sent
    }

    @Test func `asks for it again by a way that a court accepts`() throws {
        #expect(try told(.cooperative).contains("ask_under_the_pact"))
    }

    @Test func `proposes a joint team to whoever called, once`() throws {
        let sent = try told(.cooperative, by: "keldmar_wards", "wards")
        #expect(sent.count { $0 == "call_together" } == 1)
        #expect(try !told(.siloed, by: "keldmar_wards", "wards").contains("call_together"))
    }

    @Test func `leaves it as it is in a siloed team`() throws {
        let sent = try told(.siloed)
        #expect(!sent.contains("ask_under_the_pact") && !sent.contains("call_over"))
    }
}
