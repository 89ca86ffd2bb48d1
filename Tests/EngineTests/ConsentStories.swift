import Basics
import Engine
import Model
import Simulation
import Testing

/// The twelve-fact scenario in a world that tells consent apart by purpose.
private let apart: Scenario = {
    var scenario = Story.twelve
    for purpose in ["assistance", "investigation"] {
        scenario.world.purposes.append(Labelled(id: purpose, name: TextID("purpose." + purpose)))
    }
    let its = ByName(scenario)
    for agency in scenario.world.agencies.ids { scenario.world.agencies[agency].purpose = PurposeID(0) }
    scenario.world.agencies[its.agency("police")].purpose = PurposeID(1)
    for service in scenario.world.services.ids { scenario.world.services[service].purpose = PurposeID(0) }
    return scenario
}()

private let (assistance, investigation) = (PurposeID(0), PurposeID(1))

extension Story {
    /// The police ask Davit, who trusts them enough to agree.
    fileprivate mutating func asks(
        for purpose: PurposeID?, agency: String = "police", thenPass minutes: Int = 30
    ) throws(Refusal) {
        var act = Act(type: its.act("ask_consent"))
        (act.person, act.agency, act.purpose) = (its.person("davit"), its.agency(agency), purpose)
        (act.setting, act.interpreter) = (its.setting("office"), its.interpreter("sworn"))
        try perform(.seat(its.seat("police_desk"), act))
        pass(minutes: minutes)
    }

    fileprivate func agrees(to agency: String, for purpose: PurposeID?) -> Bool {
        let asked = Consent(to: .agency(its.agency(agency)), for: purpose)
        return person("davit").consents.contains { $0.covers(asked) }
    }
}

@Suite struct `Consent for a purpose` {
    private func trusted(_ scenario: Scenario = apart) throws -> Story {
        var story = try heard(scenario)
        try story.control(.dial(story.its.person("davit"), .trust, 70))
        return story
    }

    @Test func `opens no other purpose, and no other recipient`() throws {
        var story = try trusted()
        try story.asks(for: assistance, agency: "shelter")
        #expect(story.outcome("police_desk") == .consented(true))
        #expect(story.agrees(to: "shelter", for: assistance))
        #expect(!story.agrees(to: "shelter", for: investigation))
        #expect(!story.agrees(to: "police", for: assistance))
        #expect(story.agrees(to: "shelter", for: nil), "for any purpose there is one")
    }

    @Test func `is for what the recipient is there for, where nothing else is said`() throws {
        var story = try trusted()
        try story.asks(for: nil)
        #expect(story.person("davit").consents.map(\.purpose) == [investigation])
        try story.asks(for: nil, agency: "shelter")
        #expect(story.person("davit").consents.map(\.purpose) == [investigation, assistance])
    }

    @Test func `ends for that purpose alone when the person says no to it`() throws {
        var story = try trusted()
        try story.asks(for: assistance)
        try story.asks(for: investigation)
        try story.control(.dial(story.its.person("davit"), .trust, 5))
        try story.asks(for: investigation)
        #expect(story.outcome("police_desk") == .consented(false))
        #expect(!story.agrees(to: "police", for: investigation))
        #expect(story.agrees(to: "police", for: assistance))
    }

    @Test func `is for all purposes in a world that has no list of them, and a no to one ends it`() throws {
        var story = try trusted(Story.twelve)
        try story.asks(for: nil)
        #expect(story.person("davit").consents.map(\.purpose) == [nil])
        #expect(story.agrees(to: "police", for: assistance) && story.agrees(to: "police", for: investigation))
        try story.control(.dial(story.its.person("davit"), .trust, 5))
        try story.asks(for: assistance)
        #expect(!story.agrees(to: "police", for: investigation), "what is doubtful is not agreed to")
    }
}

@Suite struct `A played character that is asked for consent` {
    /// Somebody plays Davit, whom the police ask; the script would agree.
    private func asked() throws -> (story: Story, question: ItemID) {
        var story = try heard(apart)
        let davit = story.its.person("davit")
        try story.control(.dial(davit, .trust, 70))
        try story.perform(.role(davit, .take))
        try story.asks(for: investigation, thenPass: 1)
        let question = try #require(
            story.state.items.last { if case .consentAsked = $0.item.body { true } else { false } })
        return (story, question.item.id)
    }

    @Test func `says yes or no, and whoever asked hears the answer alone`() throws {
        for answer in [true, false] {
            var (story, question) = try asked()
            let davit = story.its.person("davit")
            #expect(story.person("davit").consents.isEmpty, "nothing is agreed to before somebody says so")
            let before = story.inbox("police_desk").count
            try story.perform(.role(davit, .agree(question, answer)))
            #expect(story.agrees(to: "police", for: investigation) == answer)
            #expect(story.inbox("police_desk").count == before + 1)
            #expect(story.outcome("police_desk") == .consented(answer))
            #expect(throws: Refusal.alreadyAnswered) {
                try story.perform(.role(davit, .agree(question, !answer)))
            }
        }
    }

    @Test func `is answered for by the script when time is over, as it was when it was asked`() throws {
        var (story, question) = try asked()
        try story.control(.dial(story.its.person("davit"), .trust, 5))
        story.pass(minutes: apart.replyWindow + 1)
        #expect(story.state.item(question)?.state == .lapsed)
        #expect(story.agrees(to: "police", for: investigation))
        #expect(story.outcome("police_desk") == .consented(true))
    }

    @Test func `leaves one to the script, or all by handing over`() throws {
        for act in [RolePlayAct.handOver, nil] {
            var (story, question) = try asked()
            try story.perform(.role(story.its.person("davit"), act ?? .leave(question)))
            #expect(story.state.item(question)?.state == .lapsed)
            #expect(story.agrees(to: "police", for: investigation))
        }
    }

    @Test func `is answered for by nobody else's player, and by control`() throws {
        var (story, question) = try asked()
        #expect(throws: Refusal.unknownThing) {
            try story.perform(.role(story.its.person("ivo"), .agree(question, true)))
        }
        #expect(throws: Refusal.unknownThing) {
            try story.perform(
                .role(
                    story.its.person("davit"),
                    .answer(question, facts: [], text: Typed("Yes."), moves: [])))
        }
        try story.control(.agree(question, false))
        #expect(story.outcome("police_desk") == .consented(false))
    }
}

extension Story {
    fileprivate mutating func takesBack(_ recipient: Consent.Recipient, for purpose: PurposeID?)
        throws(Refusal)
    {
        try perform(.role(its.person("davit"), .takeBack(Consent(to: recipient, for: purpose))))
    }
}

/// A world in which asking is worth something and a no is remembered as a step of its own.
private let following: Scenario = {
    var scenario = apart
    let its = ByName(scenario)
    let ask = its.act("ask_consent")
    scenario.world.acts[ask].effects = [
        Effect(
            when: .read(.act(.consented)), .change(.dial(.slot(Slot.person), .trust), by: .constant(9))),
        Effect(
            when: .not(.read(.act(.consented))),
            .change(.dial(.slot(Slot.person), .distress), by: .constant(7))),
    ]
    return scenario
}()

@Suite struct `What follows from being asked` {
    private func asked() throws -> (story: Story, question: ItemID) {
        var story = try heard(following)
        let davit = story.its.person("davit")
        try story.control(.dial(davit, .trust, 70))
        try story.control(.dial(davit, .distress, 20))
        try story.perform(.role(davit, .take))
        try story.asks(for: investigation, thenPass: 1)
        let question = try #require(
            story.state.items.last { if case .consentAsked = $0.item.body { true } else { false } })
        return (story, question.item.id)
    }

    @Test(arguments: [true, false]) func `waits for whoever plays the character, and comes once`(
        answer: Bool
    ) throws {
        var (story, question) = try asked()
        let davit = story.its.person("davit")
        let before = story.person("davit")
        #expect(before[.trust] == 70 && before[.distress] == 20, "nothing follows from a question")
        try story.perform(.role(davit, .agree(question, answer)))
        story.pass(minutes: following.replyWindow + 1)
        #expect(story.person("davit")[.trust] == (answer ? 79 : 70))
        #expect(story.person("davit")[.distress] == (answer ? 20 : 27))
    }

    @Test func `comes with the script's answer where nobody has answered`() throws {
        var (story, _) = try asked()
        story.pass(minutes: following.replyWindow + 1)
        #expect(story.person("davit")[.trust] == 79)
    }
}

@Suite struct `A yes that is taken back by whoever plays the character` {
    private func given() throws -> Story {
        var story = try heard(apart)
        let davit = story.its.person("davit")
        try story.control(.dial(davit, .trust, 70))
        try story.asks(for: investigation)
        try story.perform(.role(davit, .take))
        return story
    }

    @Test func `holds at once, and the office that was told it is told so`() throws {
        var story = try given()
        let police = Consent.Recipient.agency(story.its.agency("police"))
        let before = story.inbox("police_desk").count
        try story.takesBack(police, for: investigation)
        #expect(!story.agrees(to: "police", for: investigation))
        #expect(story.inbox("police_desk").count == before + 1)
        guard case .reply(_, .revoked, _)? = story.inbox("police_desk").last?.item.body else {
            Issue.record("the police are not told")
            return
        }
        #expect(throws: Refusal.unknownThing) { try story.takesBack(police, for: investigation) }
        let (davit, agency) = (story.its.person("davit"), story.its.agency("police"))
        story.opens("police_desk")
        let known = story.engine.consents(of: davit, knownTo: agency, in: story.state)
        #expect(known.map { $0.endedAt != nil } == [true])
        #expect(story.engine.takenBack(by: davit, in: story.state).map(\.by) == [nil])
    }

    @Test func `is taken back by nobody who does not play it`() throws {
        var story = try given()
        try story.perform(.role(story.its.person("davit"), .handOver))
        let police = Consent.Recipient.agency(story.its.agency("police"))
        #expect(throws: Refusal.notHeld) { try story.takesBack(police, for: investigation) }
        #expect(story.agrees(to: "police", for: investigation))
    }
}

@Suite struct `A referral whose yes is taken back` {
    private func referred(asksConsent: Bool = true, taken: Bool = false) throws -> Story {
        var scenario = apart
        let its = ByName(scenario)
        let send = its.act("send_on")
        scenario.world.acts[send].gates = asksConsent ? [consentGate] : []
        var story = try heard(scenario)
        let davit = story.its.person("davit")
        try story.control(.dial(davit, .trust, 70))
        var ask = Act(type: its.act("ask_consent"))
        (ask.person, ask.service) = (davit, its.service("clinic"))
        (ask.setting, ask.interpreter) = (its.setting("office"), its.interpreter("sworn"))
        try story.perform(.seat(its.seat("police_desk"), ask))
        story.pass(minutes: 30)
        try story.does(
            "police_desk", "send_on", person: "davit", service: "clinic", choices: [1], text: "A nurse.")
        story.pass(minutes: 10)
        story.opens("house_desk")
        if taken { try story.does("house_desk", "take_in", item: story.referralItem) }
        try story.perform(.role(davit, .take))
        return story
    }

    private var consentGate: Gate {
        var gate = Gate()
        (gate.answer, gate.rule) = (.needsConsent, "R-CON-01")
        return gate
    }

    @Test(arguments: [false, true]) func `is stopped until the person has come, and both sides are told`(
        taken: Bool
    ) throws {
        var story = try referred(taken: taken)
        let before = (story.inbox("police_desk").count, story.inbox("house_desk").count)
        try story.takesBack(.service(story.its.service("clinic")), for: assistance)
        #expect(story.state.item(try #require(story.referralItem))?.state == .revoked)
        #expect(story.inbox("house_desk").count == before.1 + 1)
        // One for the referral, one for the yes.
        #expect(story.inbox("police_desk").count == before.0 + 2)
        story.pass(minutes: 120)
        #expect(story.person("davit").service == nil)
    }

    @Test func `goes on where the pack asks for no consent`() throws {
        var story = try referred(asksConsent: false)
        try story.takesBack(.service(story.its.service("clinic")), for: assistance)
        #expect(story.state.item(try #require(story.referralItem))?.state == .open)
    }
}

extension Story {
    fileprivate var referralItem: ItemID? {
        state.items.last { if case .referred = $0.item.body { true } else { false } }?.item.id
    }
}
