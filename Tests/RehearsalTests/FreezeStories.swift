import Basics
import Engine
import Fixtures
import Model
import Packs
import Simulation
import Testing

private let reedfield = try! PackReader.scenario(folder: Fixtures.root + "/Packs/reedfield").scenario

/// The police asks the prosecutor to freeze the owner's money, and the prosecutor does, for an hour of day 2.
private func frozen(from hour: Int?) throws -> Story {
    var story = Story(reedfield)
    try story.control(.told(story.its.fact("company_transfers"), story.its.agency("vel_police")))
    let minute = hour.map { (16 + $0) * 60 }
    try story.does(
        "police_velmara", "ask_freeze", person: "adelor", agency: "vel_prosecutor", hour: minute,
        text: "He is about to send it away.")
    story.opens("prosecutor_velmara")
    let asked = try #require(
        story.inbox("prosecutor_velmara").last { if case .order = $0.item.body { true } else { false } })
    try story.does("prosecutor_velmara", "give_freeze", item: asked.item.id, hour: minute)
    return story
}

extension Story {
    fileprivate var isFrozen: Bool {
        let money = engine.scenario.money
        return engine.isFrozen(money.accounts.ids.first { money.accounts[$0].id == "vessine" }!, in: state)
    }
    fileprivate var left: Int {
        let money = engine.scenario.money
        return engine.balance(of: money.accounts.ids.first { money.accounts[$0].id == "vessine" }!, in: state)
    }
    fileprivate func fired(_ inject: String) -> Bool {
        engine.scenario.injects.ids.contains {
            engine.scenario.injects[$0].id == inject && state.injects[$0].firedAt != nil
        }
    }
}

@Suite struct `A freeze with an hour` {
    @Test func `takes effect at its hour and not before`() throws {
        var story = try frozen(from: 6)
        story.pass(minutes: 60)
        #expect(!story.isFrozen)
        #expect(!story.person("adelor").has(story.its.step("assets_frozen")))
        story.pass(minutes: 21 * 60)
        #expect(story.now.minutes == 22 * 60 && story.isFrozen)
        #expect(story.person("adelor").has(story.its.step("assets_frozen")))
    }

    @Test func `holds the money if it is in force in time`() throws {
        var story = try frozen(from: 6)
        let before = story.left
        story.pass(minutes: 28 * 60)
        #expect(story.state.stoppedPayments.count == 1 && story.state.paid.isEmpty)
        #expect(story.left == before && before > 0)
        #expect(story.fired("money_stayed") && !story.fired("money_has_gone"))
    }

    @Test func `is too late an hour after the money has gone`() throws {
        var story = try frozen(from: 12)
        story.pass(minutes: 29 * 60)
        #expect(story.isFrozen && story.left == 0)
        #expect(story.fired("money_has_gone") && !story.fired("money_stayed"))
    }

    @Test func `at once is noticed while nobody has been at the office`() throws {
        var story = try frozen(from: nil)
        #expect(story.isFrozen)
        let alert = story.state.alerts.values[0]
        story.pass(minutes: 100)
        #expect(story.state.alerts.values[0] >= alert + 27 && story.fired("card_refused"))
    }

    @Test func `that names an hour which is over takes effect at once`() throws {
        var story = Story(reedfield)
        story.pass(minutes: 90)
        try story.control(.told(story.its.fact("company_transfers"), story.its.agency("vel_police")))
        try story.does(
            "police_velmara", "ask_freeze", person: "adelor", agency: "vel_prosecutor", hour: 10, text: "Now."
        )
        story.opens("prosecutor_velmara")
        let asked = try #require(
            story.inbox("prosecutor_velmara").last { if case .order = $0.item.body { true } else { false } })
        try story.does("prosecutor_velmara", "give_freeze", item: asked.item.id, hour: 10)
        #expect(story.isFrozen)
    }

    @Test func `does not touch the money of others`() throws {
        let story = try frozen(from: nil)
        let money = story.engine.scenario.money
        for id in money.accounts.ids {
            let isHis = story.engine.scenario.persons(behind: id).contains(story.its.person("adelor"))
            #expect(story.engine.isFrozen(id, in: story.state) == isHis, "\(money.accounts[id].id)")
        }
    }

    @Test func `comes out the same when the log is decided again`() throws {
        var story = try frozen(from: 6)
        story.pass(minutes: 28 * 60)
        var state = story.engine.initial(seed: 1)
        for entry in story.log {
            let events = try story.engine.perform(entry.command, id: entry.id, at: entry.time, on: &state)
            #expect(events == entry.events)
        }
        #expect(state == story.state)
    }
}

@Suite struct `The end of a freeze` {
    private func held(_ scenario: Scenario) throws -> Story {
        var story = Story(scenario)
        try story.control(.told(story.its.fact("company_transfers"), story.its.agency("vel_police")))
        try story.does(
            "police_velmara", "ask_hold", person: "adelor", agency: "vel_prosecutor", text: "Until tomorrow.")
        story.opens("prosecutor_velmara")
        let asked = try #require(
            story.inbox("prosecutor_velmara").last { if case .order = $0.item.body { true } else { false } })
        try story.does("prosecutor_velmara", "give_hold", item: asked.item.id)
        story.pass(minutes: 10)
        return story
    }

    private func ends(_ story: Story) -> Int {
        story.log.flatMap(\.events).count { if case .orderOver = $0 { true } else { false } }
    }

    @Test func `comes at its minute, and what waits for it happens`() throws {
        var story = try held(reedfield)
        let until = try #require(story.state.orders.last?.value.until)
        story.pass(minutes: until.minutes - story.now.minutes - 1)
        #expect(story.isFrozen && !story.fired("hold_is_over") && ends(story) == 0)
        story.pass(minutes: 1)
        #expect(!story.isFrozen && story.fired("hold_is_over") && ends(story) == 1)
        story.pass(minutes: 60)
        #expect(ends(story) == 1)
    }

    @Test func `is no moment where nothing waits for it`() throws {
        var scenario = reedfield
        for id in scenario.injects.ids where scenario.injects[id].id == "hold_is_over" {
            scenario.injects[id].trigger = .byHand
        }
        for id in scenario.rules.ids where scenario.rules[id].id == "second_try" {
            scenario.rules[id].when = .never
        }
        var story = try held(scenario)
        #expect(story.state.orders.last?.value.isWatched == false)
        story.pass(minutes: 25 * 60)
        #expect(!story.isFrozen && ends(story) == 0)
    }
}
