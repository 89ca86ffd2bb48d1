import Basics
import Engine
import Model
import Simulation
import Testing
import Views

/// The police has found Davit and refers him to the clinic of River House.
private func referred(
    _ scenario: Scenario = Story.twelve, escort: Bool = true, trust: Int = 70
) throws -> Story {
    var story = try heard(scenario)
    try story.control(.dial(story.its.person("davit"), .trust, trust))
    try story.does(
        "police_desk", "send_on", person: "davit", service: "clinic", choices: [escort ? 1 : 0],
        text: "A nurse who signs, please.")
    story.pass(minutes: 10)
    return story
}

extension Story {
    /// The newest referral.
    fileprivate var referral: ItemRecord? {
        state.items.last { if case .referred = $0.item.body { true } else { false } }
    }
    fileprivate var newestReply: ItemState? {
        for record in inbox("police_desk").reversed() {
            if case .reply(_, let result, _) = record.item.body { return result }
        }
        return nil
    }
    fileprivate mutating func answers(
        _ seat: String, _ type: String, text: String = "", facts: [String] = []
    ) throws(Refusal) {
        try does(seat, type, facts: facts, item: referral?.item.id, text: text)
    }
}

@Suite struct `A referral that waits for the service` {
    @Test func `moves nobody until the service has said yes and the way is over`() throws {
        var story = try referred()
        #expect(story.referral?.state == .open)
        #expect(story.inbox("house_desk").last?.item.id == story.referral?.item.id)
        story.opens("house_desk")

        try story.answers("house_desk", "confirm")
        #expect(story.referral?.state == .acknowledged)
        try story.answers("house_desk", "take_in", text: "At the gate at ten, ask for the nurse.")
        #expect(story.referral?.state == .accepted)
        #expect(story.newestReply == .accepted)
        #expect(story.person("davit").needs == [story.its.need("medical")])

        story.pass(minutes: 30)
        #expect(story.referral?.state == .admitted)
        #expect(story.newestReply == .admitted)
        #expect(story.person("davit").service == story.its.service("clinic"))
        #expect(story.person("davit").needs.isEmpty)
    }

    @Test func `is seen by whoever plays the person, with whether the way was gone`() throws {
        var story = try referred()
        let davit = story.its.person("davit")
        try story.perform(.role(davit, .take))
        func came(_ story: Story) throws -> Bool? {
            let view = RolePlayerView(story.engine, story.state, person: davit, secret: 3, now: story.now)
            return try #require(view.past?.contacts.first { $0.verb == .refer }).came
        }
        #expect(try came(story) == nil)
        var lapsed = story
        lapsed.pass(minutes: 240)
        #expect(try came(lapsed) == false)
        story.opens("house_desk")
        try story.answers("house_desk", "take_in", text: "At the gate at ten, ask for the nurse.")
        #expect(try came(story) == nil)
        story.pass(minutes: 30)
        #expect(try came(story) == true)
    }

    @Test func `that nobody acknowledges comes back to the sender (R-REF-02)`() throws {
        var story = try referred()
        story.pass(minutes: 239)
        #expect(story.referral?.state == .open)
        story.pass(minutes: 1)
        #expect(story.referral?.state == .lapsed)
        #expect(story.newestReply == .lapsed)
        #expect(story.state.breaches.last?.value.rule == "R-REF-02")
        #expect(story.state.breaches.last?.value.agency == story.its.agency("shelter"))
        #expect(throws: Refusal.wentBack) { try story.answers("house_desk", "take_in") }
        // It is open with the sender again.
        try story.does("police_desk", "send_on", person: "davit", service: "clinic", choices: [1])
        story.pass(minutes: 10)
        #expect(story.referral?.state == .open)
    }

    @Test func `that was acknowledged is answered by the time that the law of the service's country gives`()
        throws
    {
        var story = try referred()
        let sent = try #require(story.referral?.sentAt)
        story.opens("house_desk")
        try story.answers("house_desk", "confirm")
        #expect(story.referral?.until == sent.after(minutes: 360))
        story.pass(minutes: 359)
        #expect(story.referral?.state == .acknowledged)
        story.pass(minutes: 1)
        #expect(story.referral?.state == .lapsed)
    }

    @Test func `is not sent twice while it is open`() throws {
        var story = try referred()
        #expect(throws: Refusal.alreadyDone) {
            try story.does("police_desk", "send_on", person: "davit", service: "clinic", choices: [1])
        }
    }

    @Test func `takes somebody of the staff away for the journey, where the world says so`() throws {
        var scenario = Story.twelve
        scenario.world.acts[ByName(scenario).act("send_on")].escort = 1
        for escort in [true, false] {
            var story = try referred(scenario, escort: escort)
            story.opens("house_desk")
            try story.answers("house_desk", "take_in")
            let until = try #require(story.referral?.until)
            let seat = story.state.seats[story.its.seat("police_desk")]
            #expect(seat.staffUntil.contains(until) == escort)
        }
    }

    @Test func `is refused with a reason, and only with one`() throws {
        var story = try referred()
        story.opens("house_desk")
        #expect(throws: Refusal.missing(.reasons)) { try story.answers("house_desk", "decline") }
        try story.answers("house_desk", "decline", text: "Nobody signs here today. Ask the district.")
        #expect(story.referral?.state == .refused)
        #expect(story.newestReply == .refused)
        #expect(throws: Refusal.alreadyAnswered) { try story.answers("house_desk", "take_in") }
    }

    @Test func `is taken back until the person has arrived, and the service hears of it`() throws {
        var story = try referred()
        story.opens("house_desk")
        try story.answers("house_desk", "take_in")
        try story.answers("police_desk", "take_back", text: "He wants to think about it.")
        #expect(story.referral?.state == .revoked)
        story.pass(minutes: 60)
        #expect(story.person("davit").service == nil)
        let told = try #require(story.inbox("house_desk").last)
        guard case .reply(_, .revoked, let why) = told.item.body else {
            Issue.record("the service is not told")
            return
        }
        #expect(why == Typed("He wants to think about it."))
        #expect(throws: Refusal.alreadyAnswered) { try story.answers("police_desk", "take_back") }
    }

    @Test func `is taken back only by whoever sent it, and answered only by whoever was asked`() throws {
        var story = try referred()
        #expect(throws: Refusal.missing(.item)) { try story.answers("house_desk", "take_back") }
        #expect(throws: Refusal.missing(.item)) { try story.answers("border_desk", "confirm") }
    }

    @Test(arguments: [(true, 10, ItemState.admitted), (false, 10, .notArrived), (false, 80, .admitted)])
    func `arrives if somebody goes along, or if the person trusts enough`(
        escort: Bool, trust: Int, result: ItemState
    ) throws {
        var story = try referred(escort: escort, trust: trust)
        story.opens("house_desk")
        try story.answers("house_desk", "take_in")
        try story.control(.dial(story.its.person("davit"), .trust, trust))
        story.pass(minutes: 30)
        #expect(story.referral?.state == result)
        #expect(story.newestReply == result)
        // Both sides hear of it.
        guard case .reply(_, result, _)? = story.inbox("house_desk").last?.item.body else {
            Issue.record("the service is not told")
            return
        }
    }

    @Test func `finds no room in a full house, where whoever is on the way counts too`() throws {
        var scenario = Story.twelve
        let clinic = ByName(scenario).service("clinic")
        scenario.world.services[clinic].capacity = 1
        scenario.world.services[clinic].intake?.journey = 600
        var story = try referred(scenario)
        story.opens("house_desk")
        try story.answers("house_desk", "take_in")
        #expect(story.engine.room(in: clinic, in: story.state) == 0)
        try story.control(.told(story.its.fact("sela_looks_young"), story.its.agency("police")))
        try story.does("police_desk", "send_on", person: "sela", service: "clinic", choices: [1])
        story.pass(minutes: 10)
        story.opens("house_desk")
        #expect(throws: Refusal.houseFull) { try story.answers("house_desk", "take_in") }
        try story.answers("house_desk", "decline", text: "Tomorrow there is room.")
        #expect(story.referral?.state == .refused)
    }

    @Test func `is answered by the world, by what the pack says, where nobody sits in the agency`() throws {
        var scenario = Story.twelve
        let its = ByName(scenario)
        let clinic = its.service("clinic")
        var relief = scenario.world.agencies[its.agency("shelter")]
        relief.id = "relief"
        scenario.world.services[clinic].agency = scenario.world.agencies.append(relief)
        var story = try referred(scenario)
        #expect(story.referral?.item.seats == [])
        story.pass(minutes: 360)
        #expect(story.referral?.state == .accepted)
        story.pass(minutes: 30)
        #expect(story.newestReply == .admitted)

        scenario.world.services[clinic].capacity = 0
        var full = try referred(scenario)
        full.pass(minutes: 360)
        #expect(full.newestReply == .full)

        scenario.world.services[clinic].capacity = 3
        scenario.world.services[clinic].admits = .never
        var declined = try referred(scenario)
        declined.pass(minutes: 360)
        #expect(declined.newestReply == .declined)
    }
}

@Suite struct `A request with states` {
    private func asked() throws -> (Story, ItemID) {
        var story = Story()
        try story.does(
            "police_desk", "ask", agency: "migration", basis: "law_task", deadline: 120, kind: "movement",
            text: "Who crossed?")
        let id = try #require(story.state.items.last?.item.id)
        story.opens("border_desk")
        return (story, id)
    }

    @Test func `is acknowledged, and is answered all the same`() throws {
        var (story, id) = try asked()
        try story.does("border_desk", "confirm", item: id)
        #expect(story.state.item(id)?.state == .acknowledged)
        #expect(throws: Refusal.alreadyDone) { try story.does("border_desk", "confirm", item: id) }
        try story.does("border_desk", "reply", item: id, text: "Nobody of that name.")
        #expect(story.state.item(id)?.state == .answered)
    }

    @Test func `that was acknowledged still lapses at its deadline, and lies with the sender again`() throws {
        var (story, id) = try asked()
        try story.does("border_desk", "confirm", item: id)
        story.pass(minutes: 120)
        #expect(story.state.item(id)?.state == .lapsed)
        #expect(story.view("police_desk").returned.count == 1)
        #expect(story.view("border_desk").returned.isEmpty)
        try story.does(
            "police_desk", "ask", agency: "migration", basis: "law_task", deadline: 120, kind: "movement",
            text: "Again, please.")
        #expect(story.view("police_desk").returned.isEmpty)
    }

    @Test func `is taken back, and cannot be answered then`() throws {
        var (story, id) = try asked()
        try story.does("police_desk", "take_back", item: id, text: "We have it.")
        #expect(story.state.item(id)?.state == .revoked)
        #expect(throws: Refusal.alreadyAnswered) {
            try story.does("border_desk", "reply", item: id, text: "Too late.")
        }
    }
}

@Suite struct `A formal request` {
    private func asking(annex: Bool) throws -> Story {
        var scenario = Story.twelve
        let ask = ByName(scenario).act("ask")
        var translated = ActChoice()
        (translated.id, translated.isFlag, translated.start) = ("translated", true, 1)
        translated.name = TextID("act.ask.choice.translated.name")
        scenario.world.acts[ask].choices = [translated]
        scenario.world.acts[ask].annexes = [0]
        scenario.world.acts[ask].returnedAfter = 120
        var story = Story(scenario)
        try story.control(.told(story.its.fact("davit_missing"), story.its.agency("police")))
        try story.does(
            "police_desk", "ask", agency: "migration", facts: ["davit_missing"], basis: "law_task",
            choices: [annex ? 1 : 0], deadline: 600, kind: "movement", text: "For the court.")
        return story
    }

    @Test func `without an annex reaches nobody, and comes back with what is missing (E-17)`() throws {
        var story = try asking(annex: false)
        #expect(story.inbox("border_desk").isEmpty)
        #expect(!story.hasMet("migration", "davit"))
        story.pass(minutes: 120)
        let item = try #require(story.state.items.first { $0.item.sender == story.its.seat("police_desk") })
        #expect(item.state == .returned)
        story.opens("police_desk")
        let missing = story.view("police_desk").inbox.first?.content?.missing.map { "\($0.source)" } ?? []
        #expect(missing.count == 1)
        #expect(missing.first?.contains("translated") ?? false)
    }

    @Test func `with everything goes its way`() throws {
        var story = try asking(annex: true)
        #expect(story.inbox("border_desk").count == 1)
        story.pass(minutes: 120)
        #expect(story.inbox("border_desk").first?.state == .open)
    }
}
