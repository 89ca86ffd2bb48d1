import Basics
import Bots
import Engine
import Model
import Simulation
import Testing
import Views

/// A cooperative bot at the investigator's desk. The police know Marga and Ivo from of old, and two open places.
private struct Desk {
    var story: Story
    var bot = Bot(.cooperative, seed: 5) { _ in "" }
    /// What it did, and when.
    private(set) var done: [(act: Act, at: ExerciseTime)] = []

    init(_ scenario: Scenario = Story.twelve) { story = Story(scenario) }

    /// The bot does all that it wants to do now.
    mutating func work() {
        for _ in 0..<80 {
            let view = story.view("police_desk")
            let seat = story.its.seat("police_desk")
            let move = bot.move(view)
            do throws(Refusal) {
                switch move {
                case .open(let handle):
                    guard let id = view.itemID(handle) else { return }
                    try story.perform(.open(seat, id))
                case .act(let request):
                    guard let act = view.act(request) else { return }
                    try story.perform(.seat(seat, act))
                    done.append((act, story.now))
                case .rest: return
                }
            } catch { bot.refused(move, error) }
        }
    }

    mutating func work(forMinutes minutes: Int) {
        for _ in 0..<(minutes / 5) {
            work()
            story.pass(minutes: 5)
        }
    }

    func acts(_ verb: Verb) -> [(act: Act, at: ExerciseTime)] {
        done.filter { story.engine.scenario.world.acts[$0.act.type].verb == verb }
    }
}

@Suite struct `A bot that was told something` {
    @Test func `does not tell it back`() throws {
        var desk = Desk()
        let its = desk.story.its
        try desk.story.control(.told(its.fact("sleeping_shed"), its.agency("shelter")))
        try desk.story.does(
            "house_desk", "tell", agencies: ["police"], facts: ["sleeping_shed"], basis: "law_task")
        desk.story.pass(minutes: 10)
        desk.work(forMinutes: 60)
        #expect(desk.story.state.knows(its.agency("police"), its.fact("sleeping_shed")))
        #expect(!desk.acts(.share).contains { $0.act.agencies.contains(its.agency("shelter")) })
    }

    @Test func `tells what it found itself`() throws {
        var desk = Desk()
        let its = desk.story.its
        try desk.story.control(.told(its.fact("sleeping_shed"), its.agency("police")))
        desk.work(forMinutes: 60)
        #expect(desk.acts(.share).contains { $0.act.agencies.contains(its.agency("shelter")) })
    }
}

@Suite struct `An order of a single country` {
    /// The judge sits on the other bank.
    private func story(sameCountry: Bool) -> Story {
        var scenario = Story.twelve
        let its = ByName(scenario)
        scenario.world.orders[its.order("search")].sameCountry = sameCountry
        let shelter = scenario.world.agencies[its.agency("shelter")].country
        scenario.world.agencies[its.agency("court")].country = shelter
        return Story(scenario)
    }

    private func givers(_ story: Story) -> Int? {
        story.view("police_desk").prospects.first { $0.verb == .askOrder }?.agencies.count
    }

    @Test func `is not asked of the other country, and no list offers that`() {
        var story = story(sameCountry: true)
        #expect(givers(story) == 0)
        #expect(throws: Refusal.unknownThing) {
            try story.does("police_desk", "ask_search", person: "marga", agency: "court", text: "Please.")
        }
    }

    @Test func `any other order may be`() throws {
        var story = story(sameCountry: false)
        #expect(givers(story) == 1)
        try story.does("police_desk", "ask_search", person: "marga", agency: "court", text: "Please.")
    }
}

@Suite struct `The hours of a plan` {
    @Test func `end with the exercise`() throws {
        var scenario = Story.twelve
        scenario.length = 300
        let story = Story(scenario)
        let plan = try #require(
            story.view("police_desk").prospects.first { $0.verb == .planOperation })
        #expect(!plan.hours.isEmpty)
        #expect(plan.hours.allSatisfy { $0.minutes < 300 })
    }
}
