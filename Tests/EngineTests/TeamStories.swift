import Basics
import Engine
import Fixtures
import Model
import Packs
import Simulation
import Testing
import Views

/// The watch of Orvane knows what the flag office keeps of the Merrow, and calls the wardens of Keldmar together over her.
private func called(over place: String = "merrow") throws -> Story {
    var story = Story(Fixtures.harbour().scenario)
    try story.control(.told(story.its.fact("once_sorrel"), story.its.agency("orvane_watch")))
    try story.does(
        "watch", "call_together", place: place, agency: "keldmar_wards", basis: "fishing_pact",
        text: "Together?")
    story.pass(minutes: 20)
    story.opens("wards")
    return story
}

private func together(over place: String = "merrow") throws -> Story {
    var story = try called(over: place)
    try story.signs("wards")
    story.pass(minutes: 60)
    return story
}

extension Story {
    fileprivate var proposal: ItemRecord? {
        state.items.last { if case .request = $0.item.body { true } else { false } }
    }
    fileprivate mutating func signs(_ seat: String) throws(Refusal) {
        try does(seat, "join_in", item: proposal?.item.id, text: "Yes.")
    }
    fileprivate func isMember(_ agency: String) -> Bool {
        state.teams.contains { $0.hasMember(its.agency(agency), at: now) }
    }
    /// What the law says to telling the wardens what the flag office keeps.
    fileprivate var tellingWardens: Answer {
        sharing("once_sorrel", from: "orvane_watch", to: "keldmar_wards").answer
    }
}

@Suite struct `A joint team` {
    @Test func `is there when it is signed and set up, and not before`() throws {
        var story = try called()
        #expect(story.tellingWardens == .forbidden)
        try story.signs("wards")
        #expect(story.proposal?.state == .signed)
        #expect(!story.isMember("orvane_watch"))
        #expect(story.tellingWardens == .forbidden)
        story.pass(minutes: 59)
        #expect(story.tellingWardens == .forbidden)
        story.pass(minutes: 1)
        #expect(story.proposal?.state == .inForce)
        #expect(story.isMember("orvane_watch") && story.isMember("keldmar_wards"))
        #expect(story.tellingWardens == .allowed)
        for seat in ["watch", "wards"] {
            guard case .reply(_, .inForce, _) = story.inbox(seat).last?.item.body else {
                Issue.record("\(seat) is not told")
                return
            }
            #expect(story.view(seat).teams.map(\.members.count) == [2])
        }
        #expect(story.view("flag").teams.isEmpty)
    }

    @Test func `lets only members share, and only what it is about`() throws {
        let story = try together()
        #expect(story.sharing("once_sorrel", from: "orvane_watch", to: "sulei_home").answer == .forbidden)
        #expect(try together(over: "north_quay").tellingWardens == .forbidden)
    }

    @Test func `makes what is told in it good for a court`() throws {
        var story = try together()
        try story.does(
            "watch", "hand_over", agencies: ["keldmar_wards", "keldmar_flag"], facts: ["once_sorrel"],
            basis: "fishing_pact")
        for (seat, agency, use) in [
            ("wards", "keldmar_wards", CourtUse.usable), ("flag", "keldmar_flag", CourtUse.conditional),
        ] {
            story.opens(seat)
            let custody = story.engine.custody(
                of: story.its.fact("once_sorrel"), for: story.its.agency(agency), in: story.state)
            #expect(custody?.use == use)
        }
    }

    @Test func `ends with its time, and what was told in it stays good`() throws {
        var story = try together()
        try story.does(
            "watch", "hand_over", agencies: ["keldmar_wards"], facts: ["once_sorrel"], basis: "fishing_pact")
        story.opens("wards")
        story.pass(minutes: 6 * 60)
        #expect(story.proposal?.state == .ended)
        #expect(!story.isMember("orvane_watch"))
        #expect(story.tellingWardens == .forbidden)
        let custody = story.engine.custody(
            of: story.its.fact("once_sorrel"), for: story.its.agency("keldmar_wards"), in: story.state)
        #expect(custody?.use == .usable)
        guard case .reply(_, .ended, _) = story.inbox("wards").last?.item.body else {
            Issue.record("the wardens are not told")
            return
        }
    }

    @Test func `is joined by others at the word of a member, and left again`() throws {
        var story = try together()
        try story.does(
            "watch", "call_together", place: "merrow", agency: "keldmar_flag", basis: "fishing_pact",
            text: "You too?")
        story.pass(minutes: 20)
        story.opens("flag")
        try story.signs("flag")
        story.pass(minutes: 60)
        #expect(story.state.teams.count == 1)
        #expect(story.isMember("keldmar_flag"))
        try story.does("watch", "take_back", item: story.proposal?.item.id, text: "Thank you.")
        #expect(!story.isMember("keldmar_flag"))
        #expect(story.isMember("keldmar_wards"))
        #expect(story.tellingWardens == .allowed)
    }

    @Test func `tells a member of another only where the pages say it`() throws {
        var story = try together()
        func calls(_ seat: String, _ agency: String) throws {
            try story.does(
                seat, "call_together", place: "merrow", agency: agency, basis: "fishing_pact",
                text: "You too?")
            story.pass(minutes: 20)
        }
        try calls("watch", "keldmar_flag")
        story.opens("flag")
        try story.signs("flag")
        story.pass(minutes: 60)
        // Two members ask the same office, and it says yes to both.
        for caller in ["flag", "wards"] { try calls(caller, "orvane_work") }
        story.opens("work")
        let asked = story.state.items.map(\.item).filter {
            if case .request = $0.body { true } else { false }
        }
        for item in asked.suffix(2) { try story.does("work", "join_in", item: item.id, text: "Yes.") }
        var (state, told) = (story.state, [[Section]]())
        let before = story.log.count
        story.pass(minutes: 70)
        for entry in story.log[before...] {
            for event in entry.events {
                let old = state
                state.apply(event, at: entry.time)
                guard case .itemStands(let id, .inForce, _) = event else { continue }
                let sender = try #require(state.item(id)?.item.sender)
                let other = ["flag", "wards"].map(story.its.seat).first { $0 != sender }
                let seat = try #require(other)
                var touches = Touches(story.engine)
                touches.add(event, state)
                func view(_ state: State) -> SeatView {
                    SeatView(story.engine, state, seat: seat, secret: 3, now: entry.time)
                }
                #expect(touches.sections(of: seat) == view(state).changes(since: view(old)))
                told.append(touches.sections(of: seat))
            }
        }
        #expect(told == [[.case_], []])
    }

    @Test func `is over for all when whoever called takes it back`() throws {
        var story = try together()
        try story.does("watch", "take_back", item: story.proposal?.item.id, text: "It is done.")
        #expect(story.proposal?.state == .revoked)
        #expect(!story.isMember("keldmar_wards"))
        #expect(story.tellingWardens == .forbidden)
    }

    @Test func `is refused with a reason, and answered with no facts`() throws {
        var story = try called()
        #expect(throws: Refusal.missing(.item)) {
            try story.does("wards", "reply", item: story.proposal?.item.id)
        }
        try story.does("wards", "decline", item: story.proposal?.item.id, text: "We have no case.")
        story.pass(minutes: 20)
        #expect(story.proposal?.state == .refused)
        #expect(story.state.teams.isEmpty)
    }

    @Test func `is not proposed twice, nor to somebody who cannot be a member`() throws {
        var story = try called()
        #expect(throws: Refusal.alreadyDone) {
            try story.does(
                "watch", "call_together", place: "merrow", agency: "keldmar_wards", basis: "fishing_pact")
        }
        #expect(throws: Refusal.missing(.agency)) {
            try story.does(
                "watch", "call_together", place: "merrow", agency: "sulei_civil", basis: "fishing_pact")
        }
    }

    @Test func `is read by conditions as long as it is in force`() throws {
        var story = try called()
        let watch = story.its.agency("orvane_watch")
        let condition = Expression.read(.joined(.fixed(watch), AgreementID(0)))
        #expect(!story.engine.holds(condition, in: story.state))
        try story.signs("wards")
        story.pass(minutes: 60)
        #expect(story.engine.holds(condition, in: story.state))
        story.pass(minutes: 6 * 60)
        #expect(!story.engine.holds(condition, in: story.state))
    }
}
