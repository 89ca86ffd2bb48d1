import Basics
import Engine
import Model
import Simulation
import Testing

/// A story among boats: its network can leave, put files away, sign somebody on, or wait.
private func atTheMoorings(seed: UInt64 = 1, _ change: (inout Scenario, ByName) -> Void = { _, _ in })
    -> Story
{
    var scenario = TestPack.harbour.scenario
    change(&scenario, ByName(scenario))
    return Story(scenario, seed: seed)
}

extension Story {
    fileprivate var fairwind: NetworkID { its.network("fairwind") }
    fileprivate var goingOn: MoveID? { state.networks[fairwind].running?.move }
    fileprivate var deeds: [NetworkDeed] { state.networks[fairwind].deeds }
    fileprivate func ends(of move: String) -> [MoveEnd] {
        deeds.filter { $0.move == its.move(move) }.map(\.end)
    }
    fileprivate mutating func alerted(to value: Int) { try! control(.alert(fairwind, value)) }
}

extension Scenario {
    /// Somebody is held after so many minutes.
    fileprivate mutating func hold(_ person: PersonID, at minute: Int) {
        var rule = Rule()
        (rule.id, rule.at) = ("held", minute)
        rule.effects = [Effect(.set(.mark(.fixed(person), .detained), to: .always))]
        rules.append(rule)
    }
}

@Suite struct `A network` {
    @Test func `does what it can once it has noticed enough, and needs time for it`() {
        var story = atTheMoorings()
        story.alerted(to: 79)
        #expect(story.goingOn != story.its.move("slip_away"))
        story.alerted(to: 80)
        #expect(story.goingOn == story.its.move("slip_away"))
        story.pass(minutes: 179)
        #expect(!story.person("tavo").has(.lost))
        story.pass(minutes: 1)
        #expect(story.person("tavo").has(.moved) && story.person("bero").has(.moved))
        #expect(story.ends(of: "slip_away") == [.made])
        #expect(story.state.networks[story.fairwind].resources == 20)
    }

    @Test func `breaks off what it has no reason for any more`() {
        var story = atTheMoorings()
        story.alerted(to: 80)
        story.pass(minutes: 170)
        story.alerted(to: 40)
        #expect(story.ends(of: "slip_away") == [.noReason])
        story.pass(minutes: 300)
        #expect(!story.person("tavo").has(.lost))
        #expect(story.state.networks[story.fairwind].resources == 40)
    }

    @Test func `reaches nobody who is safe, and goes on with whoever is left`() throws {
        var story = atTheMoorings { scenario, its in
            // The home visitor brings Tavo away while the boat makes ready.
            var rule = Rule()
            (rule.id, rule.at) = ("ashore", 60)
            rule.effects = [Effect(.set(.mark(.fixed(its.person("tavo")), .safe), to: .always))]
            scenario.rules.append(rule)
        }
        story.alerted(to: 80)
        story.pass(minutes: 180)
        #expect(!story.person("tavo").has(.lost) && story.person("bero").has(.lost))
        let last = try #require(story.deeds.last { $0.end == .made })
        #expect(last.persons == [story.its.person("bero")])
    }

    @Test func `does nothing that would change nothing`() {
        var story = atTheMoorings { scenario, its in
            for name in ["tavo", "bero"] {
                var rule = Rule()
                (rule.id, rule.at) = (name, 10)
                rule.effects = [Effect(.set(.mark(.fixed(its.person(name)), .safe), to: .always))]
                scenario.rules.append(rule)
            }
        }
        story.alerted(to: 80)
        story.pass(minutes: 10)
        #expect(story.ends(of: "slip_away") == [.noSense])
        let slip = story.its.move("slip_away")
        #expect(story.engine.obstacle(to: slip, in: story.state) == .noSense)
        #expect(throws: Refusal.pointless) { try story.control(.makeMove(slip)) }
    }

    @Test func `cannot act through somebody who is held`() {
        var story = atTheMoorings { $0.hold($1.person("venner"), at: 60) }
        story.alerted(to: 80)
        story.pass(minutes: 240)
        #expect(story.ends(of: "slip_away") == [.noMembers])
        #expect(!story.person("tavo").has(.lost))
    }

    @Test func `can do little without means`() {
        var story = atTheMoorings { scenario, its in
            scenario.networks[its.network("fairwind")].resources = 19
        }
        story.alerted(to: 80)
        // The best that it can afford.
        #expect(story.goingOn == story.its.move("wait_ashore"))
        #expect(story.engine.obstacle(to: story.its.move("slip_away"), in: story.state) == .noMeans)
    }

    @Test func `loses what it has begun when its means are taken away`() {
        var story = atTheMoorings { scenario, its in
            var rule = Rule()
            (rule.id, rule.at) = ("frozen", 60)
            rule.effects = [Effect(.change(.resources(.fixed(its.network("fairwind"))), by: .constant(-30)))]
            scenario.rules.append(rule)
        }
        story.alerted(to: 80)
        story.pass(minutes: 200)
        #expect(story.ends(of: "slip_away") == [.noMeans])
        #expect(story.state.networks[story.fairwind].resources >= 0)
    }

    @Test func `drops what matters less for what matters more`() {
        var story = atTheMoorings()
        story.alerted(to: 60)
        #expect(story.goingOn == story.its.move("wait_ashore"))
        story.alerted(to: 85)
        #expect(story.goingOn == story.its.move("slip_away"))
        #expect(story.ends(of: "wait_ashore") == [.morePressing])
    }

    @Test func `waits before it does a thing again, and does it so often and no more`() {
        var story = atTheMoorings()
        story.alerted(to: 70)
        story.pass(minutes: 60)
        #expect(story.ends(of: "wait_ashore") == [.made])
        #expect(story.engine.obstacle(to: story.its.move("wait_ashore"), in: story.state) == .notYet)
        story.pass(minutes: 359)
        #expect(story.goingOn == nil)
        story.pass(minutes: 1)
        #expect(story.goingOn == story.its.move("wait_ashore"))
        for _ in 0..<4 {
            story.alerted(to: 75)
            story.pass(minutes: 300)
        }
        #expect(story.ends(of: "wait_ashore").filter(\.isTried).count == 3)
    }

    @Test func `keeps to its own calendar`() {
        var story = atTheMoorings()
        story.alerted(to: 40)
        let tidy = story.its.move("tidy_up")
        #expect(story.engine.obstacle(to: tidy, in: story.state) == .notYet)
        // Day 2, 05:30, is 22 hours and a half after STARTEX.
        story.pass(minutes: 22 * 60 + 29)
        #expect(story.goingOn != tidy)
        story.pass(minutes: 1)
        #expect(story.goingOn == tidy)
        story.pass(minutes: 30)
        #expect(story.state.flags[story.its.flag("fairwind_closed")])
    }

    @Test func `puts away no files that somebody has read`() throws {
        var story = atTheMoorings()
        story.alerted(to: 40)
        try story.control(.told(story.its.fact("ilke_contract"), story.its.agency("keldmar_wards")))
        story.pass(minutes: 24 * 60)
        #expect(story.ends(of: "tidy_up") == [])
        #expect(story.engine.obstacle(to: story.its.move("tidy_up"), in: story.state) == .noSense)
    }

    @Test func `is stopped by what it could not foresee`() {
        var story = atTheMoorings { scenario, its in
            scenario.moves[its.move("slip_away")].failsIf = .read(.visited(.fixed(its.place("north_quay"))))
            scenario.moves[its.move("slip_away")].ifStopped = [
                Effect(.change(.alert(.fixed(its.network("fairwind"))), by: .constant(-60)))
            ]
        }
        story.alerted(to: 80)
        story.pass(minutes: 20)
        try! story.does("home", "go_aboard", place: "north_quay")
        story.pass(minutes: 160)
        #expect(story.ends(of: "slip_away") == [.stopped])
        #expect(!story.person("tavo").has(.lost))
        #expect(story.state.alerts[story.fairwind] < 40)
    }
}

@Suite struct `What a network hears` {
    private func asksForLeave(seed: UInt64) -> Story {
        var story = atTheMoorings(seed: seed)
        story.pass(minutes: 90)
        story.opens("watch")
        try! story.does(
            "watch", "seek_boarding", place: "merrow", agency: "keldmar_flag", text: "Nine bunks.")
        return story
    }

    private func leaks(_ story: Story) -> Int {
        story.log.flatMap(\.events).count { if case .leaked = $0 { true } else { false } }
    }

    @Test func `is drawn for each act, the same in the same run`() {
        let counts = (UInt64(1)...40).map { leaks(asksForLeave(seed: $0)) }
        #expect(counts.contains(0) && counts.contains(1))
        #expect(counts == (UInt64(1)...40).map { leaks(asksForLeave(seed: $0)) })
        #expect((10...30).contains(counts.reduce(0, +)))
    }

    @Test func `is what is told at the wrong counter, of the class that is spoken of there`() throws {
        func tells(_ fact: String, _ agency: String) throws -> Int {
            var story = atTheMoorings { scenario, its in
                var leak = Leak()
                (leak.network, leak.acts) = (its.network("fairwind"), [its.act("hand_over")])
                leak.classes = [scenario.facts[its.fact("nine_aboard")].sharing]
                leak.to = [its.agency("keldmar_flag")]
                leak.agencies = [its.agency("orvane_watch")]
                scenario.networks[leak.network].leaks.append(scenario.leaks.append(leak))
            }
            try story.control(.told(story.its.fact(fact), story.its.agency("orvane_watch")))
            try story.does(
                "watch", "hand_over", agencies: [agency], facts: [fact], basis: "fishing_pact")
            return leaks(story)
        }
        #expect(try tells("nine_aboard", "keldmar_flag") == 1)
        #expect(try tells("nine_aboard", "orvane_work") == 0)
        #expect(try tells("once_sorrel", "keldmar_flag") == 0)
    }

    @Test func `comes to its ears later, and makes it more careful`() throws {
        let seed = try #require((UInt64(1)...40).first { leaks(asksForLeave(seed: $0)) == 1 })
        var story = asksForLeave(seed: seed)
        story.pass(minutes: 44)
        #expect(story.state.alerts[story.fairwind] == 10)
        #expect(story.state.leaks[story.its.leak("quay_clerk")] == nil)
        story.pass(minutes: 1)
        #expect(story.state.alerts[story.fairwind] == 16)
        let notices = story.state.networks[story.fairwind].notices
        #expect(notices.count == 1)
        guard case .heard(let leak, _) = try #require(notices.first).what else {
            Issue.record("it was heard, not seen")
            return
        }
        #expect(leak == story.its.leak("quay_clerk"))
    }

    @Test func `is remembered with what it saw itself`() throws {
        var story = atTheMoorings()
        story.pass(minutes: 120)
        story.opens("work")
        try story.does("work", "inspect_work", place: "silver_hall")
        story.pass(minutes: 60)
        let notices = story.state.networks[story.fairwind].notices
        #expect(
            notices.map(\.what)
                == [.saw(story.its.agency("orvane_work"), story.its.act("inspect_work"), by: 5)])
    }
}

@Suite struct `Somebody who is recruited` {
    private func tavoIsSafe() -> Story {
        atTheMoorings { scenario, its in
            var rule = Rule()
            (rule.id, rule.at) = ("ashore", 10)
            rule.effects = [Effect(.set(.mark(.fixed(its.person("tavo")), .safe), to: .always))]
            scenario.rules.append(rule)
        }
    }

    @Test func `is met by nobody before, and is there from then on`() throws {
        var story = tavoIsSafe()
        story.pass(minutes: 15)
        story.opens("watch")
        try story.does("watch", "go_aboard", place: "merrow")
        story.pass(minutes: 60)
        #expect(!story.hasMet("orvane_watch", "mikkel"))
        #expect(story.hasMet("orvane_watch", "bero"))
        story.pass(minutes: 240)
        #expect(story.ends(of: "new_hand") == [.made])
        #expect(!story.person("mikkel").has(.absent))
        #expect(story.person("mikkel").place == story.its.place("merrow"))
        try story.does("watch", "go_aboard", place: "merrow")
        story.pass(minutes: 60)
        #expect(story.hasMet("orvane_watch", "mikkel"))
    }

    @Test func `never comes where nobody is left to bring them`() {
        var story = atTheMoorings { scenario, its in
            scenario.hold(its.person("lenn"), at: 5)
            var rule = Rule()
            (rule.id, rule.at) = ("ashore", 10)
            rule.effects = [Effect(.set(.mark(.fixed(its.person("tavo")), .safe), to: .always))]
            scenario.rules.append(rule)
        }
        story.pass(minutes: 600)
        #expect(story.person("mikkel").has(.absent))
    }
}

@Suite struct `Control and a network` {
    @Test func `a held network begins nothing and drops what it was about`() throws {
        var story = atTheMoorings()
        story.alerted(to: 80)
        try story.control(.holdNetwork(story.fairwind, true))
        #expect(story.ends(of: "slip_away") == [.held])
        story.pass(minutes: 300)
        #expect(story.goingOn == nil && !story.person("tavo").has(.lost))
        #expect(throws: Refusal.alreadyDone) { try story.control(.holdNetwork(story.fairwind, true)) }
        try story.control(.holdNetwork(story.fairwind, false))
        #expect(story.goingOn == story.its.move("slip_away"))
    }

    @Test func `a move by hand needs no reason, but somebody whom it concerns`() throws {
        var story = atTheMoorings()
        try story.control(.makeMove(story.its.move("slip_away")))
        #expect(story.person("tavo").has(.moved))
        #expect(throws: Refusal.pointless) { try story.control(.makeMove(story.its.move("slip_away"))) }
    }

    @Test func `the move that is going on comes at once by hand, and only once`() throws {
        var story = atTheMoorings()
        story.alerted(to: 80)
        story.pass(minutes: 20)
        try story.control(.makeMove(story.its.move("slip_away")))
        story.pass(minutes: 300)
        #expect(story.ends(of: "slip_away") == [.made])
    }

    @Test func `one without a mind leaves nothing in the log but its alertness`() {
        var story = Story()
        try! story.control(.alert(story.its.network(Story.twelve.networks.values[0].id), 90))
        story.pass(minutes: 600)
        let minded = story.log.flatMap(\.events).filter {
            switch $0 {
            case .noticed, .leaked, .moveBegun, .moveEnded, .phaseEntered, .resourcesChanged: true
            default: false
            }
        }
        #expect(minded.isEmpty)
    }
}
