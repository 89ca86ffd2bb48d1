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
