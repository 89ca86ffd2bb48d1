import Basics
import Engine
import Fixtures
import Model
import Packs
import Simulation
import Testing
import Views

/// The three isles, with the ladder of channels between them: the watch and the flag office know of the Merrow.
private func harbour() throws -> Story {
    var story = Story(Fixtures.harbour().scenario)
    try story.control(.told(story.its.fact("nine_aboard"), story.its.agency("keldmar_flag")))
    try story.control(.told(story.its.fact("night_landing"), story.its.agency("orvane_watch")))
    // The offices of Keldmar open.
    story.pass(minutes: 60)
    return story
}

extension Story {
    /// The newest question or proposal.
    fileprivate var asked: ItemRecord? {
        state.items.last { if case .request = $0.item.body { true } else { false } }
    }
    fileprivate mutating func asks(_ type: String, fields: [String]? = nil, choices: [Int]? = nil)
        throws(Refusal)
    {
        try does(
            "watch", type, place: "merrow", agency: "keldmar_flag", basis: "fishing_pact", choices: choices,
            text: "Who sails her?", fields: fields)
    }
    fileprivate mutating func answers(_ seat: String, _ type: String, facts: [String] = [], text: String = "")
        throws(Refusal)
    {
        try does(seat, type, facts: facts, item: asked?.item.id, text: text)
    }
    fileprivate func use(_ fact: String, for agency: String) -> CourtUse? {
        engine.custody(of: its.fact(fact), for: its.agency(agency), in: state)?.use
    }
    fileprivate func isMember(_ agency: String) -> Bool {
        state.teams.contains { $0.hasMember(its.agency(agency), at: now) }
    }
}

@Suite struct `A question by a channel` {
    @Test func `lies before the other side only when its way is over`() throws {
        var story = try harbour()
        try story.asks("call_over")
        #expect(story.asked == nil)
        #expect(story.view("watch").work.pending.map(\.isUnderWay) == [true])
        story.pass(minutes: 19)
        #expect(story.inbox("flag").isEmpty)
        story.pass(minutes: 1)
        #expect(story.asked?.state == .open)
        #expect(story.inbox("flag").last?.item.id == story.asked?.item.id)
        #expect(story.view("watch").work.pending.isEmpty)
    }

    @Test func `travels in the office hours of whoever is asked`() throws {
        var story = try harbour()
        // Half an hour before the flag office closes.
        story.pass(minutes: 6 * 60 + 30)
        try story.asks("ask_under_the_pact")
        let due = try #require(story.state.bookings.last?.booking.due)
        #expect(due == story.now.after(minutes: 18 * 60))
    }

    @Test func `brings its answer when that has come back, and cannot be answered twice`() throws {
        var story = try harbour()
        try story.asks("call_over")
        story.pass(minutes: 20)
        story.opens("flag")
        try story.answers("flag", "reply", facts: ["nine_aboard"])
        #expect(story.asked?.state == .underWay)
        #expect(throws: Refusal.alreadyAnswered) {
            try story.answers("flag", "reply", facts: ["nine_aboard"])
        }
        story.pass(minutes: 19)
        story.opens("watch")
        #expect(!story.knows("orvane_watch", "nine_aboard"))
        story.pass(minutes: 1)
        #expect(story.asked?.state == .answered)
        story.opens("watch")
        #expect(story.knows("orvane_watch", "nine_aboard"))
    }

    @Test func `that was answered in time does not lapse while the answer is on its way`() throws {
        var story = try harbour()
        try story.does(
            "watch", "call_over", place: "merrow", agency: "keldmar_flag", basis: "fishing_pact",
            deadline: 30,
            text: "Who sails her?")
        story.pass(minutes: 20 + 29)
        story.opens("flag")
        try story.answers("flag", "reply", facts: ["nine_aboard"])
        story.pass(minutes: 10)
        #expect(story.asked?.state == .underWay)
        story.pass(minutes: 10)
        #expect(story.asked?.state == .answered)
    }

    @Test func `reads the law when it is sent off, once`() throws {
        var story = try harbour()
        try story.control(.told(story.its.fact("once_sorrel"), story.its.agency("keldmar_flag")))
        try story.does(
            "flag", "tell_over", agencies: ["sulei_civil"], facts: ["once_sorrel"], basis: "fishing_pact")
        #expect(story.breaches == ["R-FLG-02"])
        story.pass(minutes: 60)
        story.opens("civil")
        #expect(story.knows("sulei_civil", "once_sorrel"))
        #expect(story.breaches == ["R-FLG-02"])
        #expect(story.state.shares.count == 1)
    }

    @Test func `reaches nobody of one's own country`() throws {
        var story = try harbour()
        #expect(throws: Refusal.missing(.agency)) {
            try story.does(
                "watch", "call_over", place: "merrow", agency: "orvane_work", basis: "fishing_pact")
        }
        #expect(throws: Refusal.missing(.recipients)) {
            try story.does(
                "watch", "tell_over", agencies: ["orvane_work"], facts: ["night_landing"],
                basis: "fishing_pact")
        }
        let offered = story.view("watch").prospects.first { $0.verb == .request && $0.isRung }?.agencies
        #expect(offered?.count == 4)
    }

    @Test func `comes back with the names of what it lacks, and does nothing`() throws {
        var story = try harbour()
        try story.asks("ask_under_the_pact", fields: ["", ""], choices: [0])
        story.pass(minutes: 60)
        #expect(story.inbox("flag").isEmpty)
        story.pass(minutes: 60)
        #expect(story.asked?.state == .returned)
        let note = try #require(story.inbox("watch").last)
        let type = story.engine.scenario.world.acts[story.its.act("ask_under_the_pact")]
        #expect(
            story.engine.missingAnnexes(of: try #require(story.asked), in: story.state)
                == [type.choices[0].name, type.fields[0].name])
        guard case .reply(_, .returned, _) = note.item.body else {
            Issue.record("the sender is not told")
            return
        }
        // It says what came back, not only that something did.
        let line = try #require(story.view("watch").inbox.first)
        #expect(line.title?.source == .pack(type.name))
        #expect(line.subject != nil)
    }
}

@Suite struct `What came by a channel` {
    /// The watch has asked, and has read the answer.
    private func told(by channel: String) throws -> Story {
        var story = try harbour()
        try story.asks(channel)
        story.pass(minutes: 60)
        story.opens("flag")
        try story.answers("flag", "reply", facts: ["nine_aboard"])
        story.pass(minutes: 60)
        story.opens("watch")
        return story
    }

    @Test func `is worth in court what the world says of the channel`() throws {
        #expect(try told(by: "call_over").use("nine_aboard", for: "orvane_watch") == .conditional)
        #expect(try told(by: "ask_under_the_pact").use("nine_aboard", for: "orvane_watch") == .usable)
    }

    @Test func `is mended by asking again by a better one`() throws {
        var story = try told(by: "call_over")
        try story.asks("ask_under_the_pact")
        story.pass(minutes: 60)
        story.opens("flag")
        try story.answers("flag", "reply", facts: ["nine_aboard"])
        story.pass(minutes: 60)
        story.opens("watch")
        #expect(story.use("nine_aboard", for: "orvane_watch") == .usable)
    }

    @Test func `says by which channel to both of its ends, and to nobody else`() throws {
        var story = try told(by: "call_over")
        let view = story.view("watch")
        let fact = try #require(view.facts.last { view.custody(of: $0.handle)?.links.count == 2 })
        #expect(view.custody(of: fact.handle)?.links.last?.channel != nil)
        try story.does(
            "watch", "hand_over", agencies: ["orvane_work"], facts: ["nine_aboard"], basis: "fishing_pact")
        story.opens("work")
        let other = story.view("work")
        let known = try #require(other.facts.first { other.custody(of: $0.handle)?.links.count == 3 })
        #expect(other.custody(of: known.handle)?.links.allSatisfy { $0.channel == nil } == true)
    }

    @Test func `compares before anything is sent, and in test mode only speed and form`() throws {
        var story = try harbour()
        let rungs = story.view("watch").ladder
        #expect(rungs.map(\.use) == [.conditional, .usable, .conditional, .usable])
        #expect(rungs[0].there?.minutes == 20 && rungs[0].there?.inOffice == false)
        #expect(rungs[1].there?.minutes == 60 && rungs[1].there?.inOffice == true)
        #expect(rungs.map(\.needs.count) == [0, 2, 0, 0])
        #expect(rungs[3].setUp?.minutes == 60)
        #expect(rungs[0].why.count == 1)
        try story.control(.showLaw(false))
        let hidden = story.view("watch").ladder
        #expect(hidden.allSatisfy { $0.use == nil && $0.why.isEmpty })
        #expect(hidden.map(\.there) == rungs.map(\.there))
    }
}
