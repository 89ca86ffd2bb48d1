import Basics
import Engine
import Model
import Simulation
import Testing
import Views

/// The twelve-fact scenario in which a safety plan also records that consent is taken back, and is written to the police.
private func scenario(whoReads agency: String? = nil) -> Scenario {
    var scenario = Story.twelve
    let its = ByName(scenario)
    let plan = its.act("risk_plan")
    for purpose in ["assistance", "investigation"] {
        scenario.world.purposes.append(Labelled(id: purpose, name: TextID("purpose." + purpose)))
    }
    scenario.world.acts[plan].effects.append(
        Effect(
            .withdraw(
                Withdrawal(by: .slot(Slot.person), from: .one(.agency(its.agency("police"))), for: .any))))
    if let agency {
        var notice = DecisionNotice()
        (notice.id, notice.agencies) = ("taken_back", [its.agency(agency)])
        scenario.world.acts[plan].notices = [notice]
    }
    return scenario
}

extension Story {
    fileprivate mutating func asks(_ agency: String, for purpose: PurposeID?) throws(Refusal) {
        var act = Act(type: its.act("ask_consent"))
        (act.person, act.agency, act.purpose) = (its.person("davit"), its.agency(agency), purpose)
        (act.setting, act.interpreter) = (its.setting("office"), its.interpreter("sworn"))
        try perform(.seat(its.seat("police_desk"), act))
        pass(minutes: 30)
    }

    /// What an agency knows, as words: to whom, the purpose's place, yes or no, whether it is over.
    fileprivate func known(to agency: String) -> [String] {
        engine.consents(of: its.person("davit"), knownTo: its.agency(agency), in: state).map { known in
            guard case .agency(let to) = known.consent.recipient else { return "" }
            let purpose = known.consent.purpose.map { String($0.index) } ?? "all"
            let answer = known.given ? "yes" : "no"
            return engine.scenario.world.agencies[to].id + " " + purpose + " " + answer
                + (known.endedAt == nil ? "" : " over")
        }
    }
}

@Suite struct `What an agency knows of consent` {
    private func trusted(_ scenario: Scenario) throws -> Story {
        var story = try heard(scenario)
        try story.control(.dial(story.its.person("davit"), .trust, 70))
        return story
    }

    @Test func `is what it asked itself, the newest answer to each`() throws {
        var story = try trusted(scenario())
        try story.asks("police", for: PurposeID(0))
        try story.asks("shelter", for: PurposeID(1))
        #expect(story.known(to: "police") == ["police 0 yes", "shelter 1 yes"])
        #expect(story.known(to: "shelter").isEmpty, "it has asked nothing")
        try story.control(.dial(story.its.person("davit"), .trust, 5))
        try story.asks("shelter", for: PurposeID(1))
        #expect(story.known(to: "police") == ["police 0 yes", "shelter 1 no"])
    }

    @Test(arguments: [("police_desk", false), ("house_desk", false), ("house_desk", true)])
    func `is news for a colleague only where a form that the office signed says it`(
        signer: String, isShared: Bool
    ) throws {
        var scenario = scenario()
        let its = ByName(scenario)
        scenario.world.acts[its.act("risk_plan")].showsConsents = true
        var second = scenario.seats[its.seat("police_desk")]
        second.id = "police_desk_two"
        scenario.seats.append(second)
        var story = try trusted(scenario)
        try story.does(signer, "risk_plan", person: "davit", fields: ["His fears.", "Calls."])
        story.pass(minutes: 30)
        if isShared {
            var act = Act(type: story.its.act("tell"))
            act.agencies = [story.its.agency("police")]
            act.forms = [try #require(story.state.forms.last).value.id]
            act.basis = story.its.basis("law_task")
            act.text = Typed("So that you need not ask again.")
            try story.perform(.seat(story.its.seat(signer), act))
            story.pass(minutes: 30)
            story.opens("police_desk")
            let read = story.view("police_desk").inbox.flatMap { $0.content?.forms ?? [] }
            #expect(read.count == 1)
        }
        let before = story.log.count
        var state = story.state
        try story.asks("police", for: PurposeID(0))
        let colleague = story.its.seat("police_desk_two")
        let news: [Section] = signer == "police_desk" ? [.case_] : []
        var answers = 0
        for entry in story.log[before...] {
            for event in entry.events {
                let old = state
                state.apply(event, at: entry.time)
                guard case .itemSent(let item) = event, case .result(_, .consented) = item.body else {
                    continue
                }
                answers += 1
                var touches = Touches(story.engine)
                touches.add(event, state)
                func view(_ state: State) -> SeatView {
                    SeatView(story.engine, state, seat: colleague, secret: 3, now: entry.time)
                }
                #expect(touches.sections(of: colleague) == news)
                #expect(view(state).changes(since: view(old)) == news, "what the pages show")
            }
        }
        #expect(answers == 1)
    }

    @Test func `loses what is taken back before it, and says since when`() throws {
        var story = try trusted(scenario())
        try story.asks("police", for: PurposeID(0))
        try story.asks("shelter", for: PurposeID(1))
        try story.does("police_desk", "risk_plan", person: "davit", fields: ["His fears.", "Calls."])
        story.pass(minutes: 30)
        #expect(story.known(to: "police") == ["police 0 yes over", "shelter 1 yes"])
        let davit = story.person("davit").consents
        #expect(davit.map(\.recipient) == [.agency(story.its.agency("shelter"))], "as it is")
        try story.asks("police", for: PurposeID(0))
        #expect(story.known(to: "police") == ["shelter 1 yes", "police 0 yes"], "asked anew, given anew")
    }

    @Test func `does not hear what is taken back elsewhere, before it has read of it`() throws {
        var story = try trusted(scenario(whoReads: "police"))
        try story.asks("police", for: PurposeID(0))
        try story.does("house_desk", "risk_plan", person: "davit", fields: ["His fears.", "Calls."])
        story.pass(minutes: 30)
        #expect(story.person("davit").consents.isEmpty)
        #expect(story.known(to: "police") == ["police 0 yes"], "nobody has told it")
        story.opens("police_desk")
        #expect(story.known(to: "police") == ["police 0 yes over"])
    }
}
