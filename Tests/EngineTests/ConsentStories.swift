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
    fileprivate mutating func asks(for purpose: PurposeID?, agency: String = "police") throws(Refusal) {
        var act = Act(type: its.act("ask_consent"))
        (act.person, act.agency, act.purpose) = (its.person("davit"), its.agency(agency), purpose)
        (act.setting, act.interpreter) = (its.setting("office"), its.interpreter("sworn"))
        try perform(.seat(its.seat("police_desk"), act))
        pass(minutes: 30)
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
