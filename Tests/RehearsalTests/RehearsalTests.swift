import Basics
import Bots
import Engine
import Measures
import Model
import Packs
import Rehearsal
import Simulation
import Testing
import Views

@Suite struct `A rehearsal` {
    private static let rehearsal = Rehearsal(Engine(Story.twelve)) { text in
        if case .pack(let id) = text.source { Story.pack.texts.text(id, in: "en") ?? "" } else { "" }
    }

    @Test(arguments: BotPolicy.allCases)
    func `of any team comes to ENDEX, does real work and folds`(policy: BotPolicy) {
        var folded = Engine(Story.twelve).initial(seed: 4)
        let played = Self.rehearsal.play(policy, seed: 4) { time, _, _, events in
            for event in events { folded.apply(event, at: time) }
        }
        #expect(played.state.phase == .ended)
        let isEqual = folded == played.state
        #expect(isEqual)
        #expect(played.figures.acts > 10)
    }

    @Test(arguments: BotPolicy.allCases)
    func `gives the same run for the same seed, and another for another`(policy: BotPolicy) {
        let first = Self.rehearsal.play(policy, seed: 9)
        let second = Self.rehearsal.play(policy, seed: 9)
        #expect(first.fingerprint == second.fingerprint)
        let isEqual = first.state == second.state
        #expect(isEqual)
        #expect(Self.rehearsal.play(policy, seed: 10).fingerprint != first.fingerprint)
    }

    @Test func `of a cooperative team breaks no rule`() {
        for seed in UInt64(1)...5 {
            let played = Self.rehearsal.play(.cooperative, seed: seed)
            #expect(played.state.breaches.map(\.value.rule) == [])
        }
    }

    @Test func `of a siloed team pushes nothing unasked`() {
        let its = ByName(Story.twelve)
        for seed in UInt64(1)...3 {
            let played = Self.rehearsal.play(.siloed, seed: seed)
            #expect(!played.state.bookings.contains { $0.booking.act.type == its.act("tell") })
        }
    }

    @Test func `names what no run brought about, and nothing that one did`() throws {
        var campaign = Campaign(.cooperative)
        for seed in UInt64(1)...3 { campaign.add(Self.rehearsal.play(.cooperative, seed: seed)) }
        let scenario = Story.twelve
        let firings = try #require(campaign.firings)
        let idle = firings.rulesNeverFired.map { scenario.rules[$0].id }
        let engine = Engine(scenario)
        var fired: [String] = []
        for seed in UInt64(1)...3 {
            _ = Self.rehearsal.play(.cooperative, seed: seed) { _, _, _, events in
                for case .ruleFired(let place) in events {
                    if let rule = engine.rule(at: place) { fired.append(scenario.rules[rule].id) }
                }
            }
        }
        #expect(!fired.isEmpty)
        #expect(Set(idle).isDisjoint(with: fired))
        #expect(Set(idle).union(fired) == Set(scenario.rules.values.map(\.id)))
        // Nobody of a cooperative team goes on against the law; rules that make an act impossible are not asked for.
        #expect(firings.gatesNeverBroken == scenario.world.gateRules(broken: true))
        #expect(firings.sharingNeverBroken == scenario.world.sharingRules)
        #expect(scenario.world.gateRules().contains("R-ORD-01"))
        #expect(!scenario.world.gateRules(broken: true).contains("R-ORD-01"))
        // Another team may bring about what this one does not.
        var both = firings
        let random = (UInt64(1)...3).map { Self.rehearsal.play(.random, seed: $0) }
        for played in random { both.add(played.firings) }
        let breaches = random.flatMap { $0.state.breaches.map(\.value) }
        let broken = Set(breaches.filter { $0.seat != nil }.map(\.rule))
        let open = Set(both.gatesNeverBroken + both.sharingNeverBroken)
        #expect(!broken.isEmpty && open.isDisjoint(with: broken))
        #expect(Set(both.rulesNeverFired).isSubset(of: firings.rulesNeverFired))
    }

    @Test func `is judged by the pack's own expectations`() {
        var campaign = Campaign(.cooperative)
        for seed in UInt64(1)...3 { campaign.add(Self.rehearsal.play(.cooperative, seed: seed)) }
        #expect(campaign.runs == 3)
        var claim = Expectation()
        (claim.team, claim.measure, claim.atMost) = ("cooperative", "breaches", 0)
        #expect(claim.holds(in: [campaign]) == true)
        (claim.atLeast, claim.atMost) = (1, nil)
        #expect(claim.holds(in: [campaign]) == false)
        claim.team = "siloed"
        #expect(claim.holds(in: [campaign]) == nil)
        (claim.team, claim.than) = ("cooperative", "siloed")
        #expect(claim.holds(in: [campaign]) == nil)
        #expect(claim.holds(in: [campaign, Campaign(.siloed)]) != nil)
    }
}
