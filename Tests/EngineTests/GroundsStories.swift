import Basics
import Engine
import Model
import Simulation
import Testing
import Views

/// The case in which the safety plan is owed by whoever knows the grounds, or came upon somebody at the kiln, whatever was
/// noted.
private let watchful: Scenario = {
    var scenario = Story.twelve
    let its = ByName(scenario)
    let plan = scenario.world.duties.ids.first { scenario.world.duties[$0].id == "R-RSK-01" }!
    scenario.world.duties[plan].when = .either(
        .read(.act(.grounds)), .read(.act(.cameUpon(its.act("inspect")))))
    return scenario
}()

extension Story {
    fileprivate func owes(_ seat: String) -> [String] {
        view(seat).duties.compactMap { duty in duty.standing == .owed ? duty.rule : nil }
    }
}

@Suite struct `Grounds that nobody noted` {
    @Test func `bind whoever knows all of them, and nobody who knows a part`() throws {
        var story = Story(watchful)
        let police = story.its.agency("police")
        try story.control(.told(story.its.fact("wages_withheld"), police))
        #expect(story.owes("police_desk").isEmpty)
        try story.control(.told(story.its.fact("papers_locked"), police))
        #expect(story.owes("police_desk") == ["R-RSK-01"])
        #expect(story.owes("house_desk").isEmpty)
    }

    @Test func `are none where the case names none`() throws {
        var story = Story(watchful)
        for fact in story.engine.scenario.facts.ids {
            try story.control(.told(fact, story.its.agency("police")))
        }
        let known = story.engine.scenario.persons.ids.filter {
            story.engine.holdsGrounds(story.its.agency("police"), for: $0, in: story.state)
        }
        #expect(known == [story.its.person("davit"), story.its.person("sela")])
    }
}

@Suite struct `Whoever was at a place when an agency came` {
    @Test func `is remembered with the act, by that agency alone`() throws {
        var story = Story(watchful)
        try story.control(.told(story.its.fact("davit_missing"), story.its.agency("police")))
        #expect(story.owes("police_desk").isEmpty)
        try story.does("police_desk", "inspect", place: "kiln")
        story.pass(minutes: 240)
        #expect(story.owes("police_desk").count == 4, "everybody at the kiln, of whom each is owed a plan")
        #expect(story.owes("house_desk").isEmpty)
    }
}

@Suite struct `Over random histories, a duty that rests on grounds` {
    @Test(arguments: [11, 12, 13, 14, 15, 16] as [UInt64])
    func `is looked at whenever it could hold otherwise`(seed: UInt64) {
        let engine = Engine(watchful)
        var history = RandomHistory(engine, of: .twelve, seed: seed)
        var looks = 0
        history.play(commands: 400) { step in
            guard case .success = step.result, step.after.phase == .running else { return }
            looks += 1
            #expect(engine.lookAtEverything(in: step.after) == [], "after \(step.command)")
        }
        #expect(looks > 50)
    }
}
