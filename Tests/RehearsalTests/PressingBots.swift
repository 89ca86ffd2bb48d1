import Basics
import Bots
import Engine
import Model
import Simulation
import Testing
import Views

/// Sela has had nothing to eat, the police owe her food within so many minutes, and the shelter has asked them something.
private struct Desk {
    var story: Story
    var bot = Bot(.cooperative, seed: 5) { _ in "" }
    let its: ByName

    /// - Parameter change: what is otherwise in this world.
    init(owedWithin minutes: Int, _ change: (inout Scenario, ByName) -> Void = { _, _ in }) throws {
        var scenario = Story.twelve
        let its = ByName(scenario)
        var duty = Duty()
        (duty.id, duty.name, duty.says) = ("R-NEED-09", TextID("law.name"), TextID("law.says"))
        duty.over = .persons
        duty.owedBy = [its.agency("police")]
        duty.within = .minutes(minutes)
        duty.acts = [its.act("bring_food")]
        let isHungry = Expression.read(.need(.slot(Slot.person), its.need("food")))
        duty.when = .both(.read(.act(.met)), isHungry)
        duty.done = .not(isHungry)
        scenario.world.duties.append(duty)
        // Grown up here: nobody's guardian is waited for.
        scenario.persons[its.person("sela")].traits = []
        change(&scenario, its)
        (self.its, story) = (its, Story(scenario))
        for agency in ["police", "shelter"] {
            for fact in ["sleeping_shed", "sela_looks_young"] {
                try story.control(.told(its.fact(fact), its.agency(agency)))
            }
        }
        try story.does(
            "house_desk", "ask", person: "sela", agency: "police", basis: "law_task", deadline: 60,
            kind: "movement", text: "Who is she?")
        story.pass(minutes: 1)
        story.opens("police_desk")
    }

    /// The next thing that the bot does, as far as anything comes of it.
    mutating func move() throws -> BotMove {
        while true {
            let view = story.view("police_desk")
            let seat = its.seat("police_desk")
            let move = bot.move(view)
            switch move {
            case .open(let handle): try story.perform(.open(seat, try #require(view.itemID(handle))))
            case .act(let request):
                do throws(Refusal) {
                    try story.perform(.seat(seat, try view.act(request).unwrapped()))
                    return move
                } catch { bot.refused(move, error) }
            case .rest: return move
            }
        }
    }

    mutating func nextAct() throws -> String? {
        guard case .act(let request) = try move() else { return nil }
        return story.view("police_desk").act(request).map { story.engine.scenario.world.acts[$0.type].id }
    }
}

extension Optional {
    fileprivate func unwrapped() throws(Refusal) -> Wrapped {
        guard let self else { throw .unknownThing }
        return self
    }
}

@Suite struct `A bot that owes somebody something soon` {
    @Test func `sees to that before it answers letters`() throws {
        var desk = try Desk(owedWithin: 60)
        #expect(try desk.nextAct() == "bring_food")
        desk.story.pass(minutes: 20)
        #expect(!desk.story.person("sela").needs.contains(desk.its.need("food")))
        #expect(!desk.story.breaches.contains("R-NEED-09"))
    }

    @Test func `answers first where there is time`() throws {
        var desk = try Desk(owedWithin: 12 * 60)
        let first = try desk.nextAct()
        #expect(first == "reply" || first == "decline")
    }
}

@Suite struct `A bot that may not talk as it would first` {
    @Test func `chooses what the law has nothing against`() throws {
        var desk = try Desk(owedWithin: 60) { scenario, its in
            let interview = its.act("interview")
            var gate = Gate()
            (gate.answer, gate.rule, gate.says) = (.forbidden, "R-PD-09", TextID("law.says"))
            gate.when = .compare(.equal, .read(.act(.choice(0))), .constant(0))
            scenario.world.acts[interview].gates = [gate]
            let last = DutyID(scenario.world.duties.count - 1)
            scenario.world.duties[last].acts = [interview]
            scenario.world.duties[last].done = .read(.act(.did(interview)))
        }
        #expect(try desk.nextAct() == "interview")
        #expect(desk.story.state.bookings.last?.booking.act.choices == [1])
        #expect(!desk.story.breaches.contains("R-PD-09"))
    }
}
