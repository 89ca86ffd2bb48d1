import Basics
import Engine
import Model
import Simulation
import Testing
import Views

@Suite struct `The way of a piece of evidence` {
    private func custody(_ story: Story, _ fact: String, _ agency: String) -> Custody? {
        story.engine.custody(of: story.its.fact(fact), for: story.its.agency(agency), in: story.state)
    }

    /// The shelter has heard of the withheld wages.
    private func heardOfWages() throws -> Story {
        var story = Story()
        try story.control(.told(story.its.fact("wages_withheld"), story.its.agency("shelter")))
        return story
    }

    @Test func `begins with the act by which it was found`() throws {
        var story = try heard()
        try story.control(.dial(story.its.person("davit"), .trust, 90))
        try story.does(
            "police_desk", "interview", person: "davit", topic: "work", setting: "office",
            interpreter: "sworn")
        let way = try #require(custody(story, "wages_withheld", "police"))
        #expect(way.links.map(\.way) == [.found])
        #expect(way.links[0].act == story.its.act("interview"))
        #expect(way.use == .usable)
        #expect(custody(story, "wages_withheld", "court") == nil)
    }

    @Test func `is worth less after pressing questions, also for those who were told`() throws {
        var story = try heard()
        try story.control(.dial(story.its.person("davit"), .trust, 100))
        try story.does(
            "police_desk", "interview", person: "davit", topic: "work", setting: "office",
            interpreter: "sworn", choices: [1])
        try #require(story.knows("police", "wages_withheld"))
        #expect(custody(story, "wages_withheld", "police")?.use == .conditional)
        story.pass(minutes: 120)
        try story.does(
            "police_desk", "tell", agencies: ["court"], facts: ["wages_withheld"], basis: "law_task")
        #expect(custody(story, "wages_withheld", "court") == nil)
        story.opens("court_desk")
        let way = try #require(custody(story, "wages_withheld", "court"))
        #expect(way.links.map(\.way) == [.found, .told])
        #expect(way.links.map(\.carrier) == [nil, .share])
        #expect(way.use == .conditional)
    }

    @Test func `counts by the one that serves best`() throws {
        var story = try heardOfWages()
        try story.does(
            "house_desk", "tell", agencies: ["police"], facts: ["wages_withheld"], basis: "law_task")
        story.opens("police_desk")
        #expect(custody(story, "wages_withheld", "police")?.use == .conditional)
        try story.does(
            "police_desk", "ask", agency: "shelter", basis: "law_task", kind: "money", text: "Formally.")
        story.opens("house_desk")
        let request = try #require(story.inbox("house_desk").last?.item.id)
        try story.does("house_desk", "reply", facts: ["wages_withheld"], item: request, text: "Here it is.")
        #expect(custody(story, "wages_withheld", "police")?.use == .conditional)
        story.opens("police_desk")
        let way = try #require(custody(story, "wages_withheld", "police"))
        #expect(way.use == .usable)
        #expect(way.links.last?.carrier == .answer)
        #expect(way.links.last?.basis == story.its.basis("law_task"))
    }

    @Test func `is broken by whoever passes it on against its class, for that recipient alone`() throws {
        var scenario = Story.twelve
        let its = ByName(scenario)
        scenario.facts[its.fact("family_threatened")].evidence = its.evidence("document")
        var story = Story(scenario)
        try story.control(.told(its.fact("family_threatened"), its.agency("police")))
        try story.does(
            "police_desk", "tell", agencies: ["migration"], facts: ["family_threatened"], basis: "danger")
        story.opens("border_desk")
        #expect(custody(story, "family_threatened", "migration")?.use == .unusable)
        #expect(custody(story, "family_threatened", "police")?.use == .usable)
    }

    @Test func `shows on the page of the fact, and what speaks against it only where the law is told`() throws
    {
        var story = try heardOfWages()
        try story.does(
            "house_desk", "tell", agencies: ["police"], facts: ["wages_withheld"], basis: "law_task")
        story.opens("police_desk")
        func shown() throws -> CustodyView {
            let view = story.view("police_desk")
            let fact = try #require(view.facts.last?.handle)
            return try #require(view.custody(of: fact))
        }
        #expect(try shown().use == .conditional)
        #expect(try shown().objections.map(\.rule) == ["R-EV-05"])
        try story.control(.showLaw(false))
        #expect(try shown().use == nil)
        #expect(try shown().objections.isEmpty)
        #expect(try shown().links.count == 2)
    }

    @Test func `makes a charge that rests on what may not be used a breach`() throws {
        var story = try heardOfWages()
        try story.does(
            "house_desk", "tell", agencies: ["court"], facts: ["wages_withheld"], basis: "law_task")
        try story.control(.told(story.its.fact("davit_missing"), story.its.agency("court")))
        story.opens("court_desk")
        try story.does(
            "court_desk", "charge_trafficking", person: "davit", facts: ["wages_withheld"], text: "Enough.")
        story.pass(minutes: 30)
        #expect(story.breaches.contains("R-EV-01"))
    }

    @Test func `is told in the debrief to those who charge, what a charge rests on first`() throws {
        var story = try heardOfWages()
        try story.control(.told(story.its.fact("papers_locked"), story.its.agency("court")))
        try story.does(
            "house_desk", "tell", agencies: ["court"], facts: ["wages_withheld"], basis: "law_task")
        story.opens("court_desk")
        try story.does(
            "court_desk", "charge_trafficking", person: "davit", facts: ["wages_withheld"], text: "Enough.")
        story.pass(minutes: 30)
        var builder = DebriefBuilder(story.engine, seed: 1)
        for entry in story.log { builder.add(entry.events, at: entry.time) }
        let debrief = builder.finish()
        let lines = debrief.evidence
        #expect(lines.map(\.custody.use) == [.conditional, .usable])
        #expect(lines.map(\.charged.count) == [1, 0])
        #expect(lines.allSatisfy { $0.agencyID == lines[0].agencyID })
        #expect(debrief.through(lines[0].agencyID).evidence.count == 2)
        let other = try #require(debrief.agencies.first { $0.id != lines[0].agencyID })
        #expect(debrief.through(other.id).evidence.isEmpty)
    }
}

/// What a talk brings counts where a plan of it about the person was signed an hour before it at most.
@Suite struct `A talk that should rest on a plan` {
    enum Plan: CaseIterable, Sendable {
        case none, before, longBefore, afterwards, ofAnother, ofAnotherOffice
    }

    private static let scenario: Scenario = {
        var scenario = Story.twelve
        let its = ByName(scenario)
        var rule = UseRule()
        (rule.id, rule.rule) = ("unplanned", "R-IV-01")
        (rule.acts, rule.ways) = ([its.act("interview")], [.found])
        rule.record = .before(its.act("risk_plan"), minutes: 60)
        scenario.world.useRules.append(rule)
        return scenario
    }()

    private func plans(_ story: inout Story, _ seat: String = "police_desk", for person: String) throws {
        try story.does(
            seat, "risk_plan", person: person, choices: [1],
            fields: ["That his sister is asked for money.", "We call every evening."])
        story.pass(minutes: 15)
    }

    private func asks(_ story: inout Story) throws {
        try story.control(.dial(story.its.person("davit"), .trust, 90))
        try story.does(
            "police_desk", "interview", person: "davit", topic: "work", setting: "office",
            interpreter: "sworn")
        try #require(story.knows("police", "wages_withheld"))
    }

    @Test(arguments: Plan.allCases)
    func `counts only with one about this person, signed before it and not long before`(plan: Plan) throws {
        var story = try heard(Self.scenario)
        try story.control(.told(story.its.fact("sela_looks_young"), story.its.agency("police")))
        switch plan {
        case .none, .afterwards: break
        case .before: try plans(&story, for: "davit")
        case .longBefore:
            try plans(&story, for: "davit")
            story.pass(minutes: 61)
        case .ofAnother: try plans(&story, for: "sela")
        case .ofAnotherOffice: try plans(&story, "house_desk", for: "davit")
        }
        try asks(&story)
        if plan == .afterwards {
            story.pass(minutes: 70)
            try plans(&story, for: "davit")
        }
        let way = try #require(
            story.engine.custody(
                of: story.its.fact("wages_withheld"), for: story.its.agency("police"), in: story.state))
        let objections = way.links.flatMap(\.objections).map { story.engine.scenario.world.useRules[$0].id }
        #expect(objections == (plan == .before ? [] : ["unplanned"]))
        #expect(way.use == (plan == .before ? .usable : .unusable))
    }
}

@Suite struct `What fills a place in a case` {
    /// The shelter across the river told the police, unasked, what the facts say.
    private func told(_ facts: [String], in scenario: Scenario = Story.twelve) throws -> Story {
        var story = Story(scenario)
        for fact in facts { try story.control(.told(story.its.fact(fact), story.its.agency("shelter"))) }
        try story.does("house_desk", "tell", agencies: ["police"], facts: facts, basis: "law_task")
        story.opens("police_desk")
        return story
    }

    /// The police ask for it, and the shelter answers.
    private func asks(_ story: inout Story, for fact: String) throws {
        try story.does(
            "police_desk", "ask", agency: "shelter", basis: "law_task", kind: "money", text: "Formally.")
        story.opens("house_desk")
        let request = try #require(story.inbox("house_desk").last?.item.id)
        try story.does("house_desk", "reply", facts: [fact], item: request, text: "Here it is.")
        story.opens("police_desk")
    }

    private func means(_ story: Story) throws -> ElementsView.Row {
        let view = story.view("police_desk")
        let davit = try #require(view.persons.first { !$0.facts.isEmpty })
        return try #require(view.elements(for: davit.handle)).rows[1]
    }

    @Test func `is nothing that came informally, which is shown beside it with the reason`() throws {
        var story = try told(["wages_withheld"])
        var row = try means(story)
        #expect(row.sources == 0)
        #expect(row.proofs.map(\.fills) == [false])
        #expect(row.proofs[0].use == .conditional && row.proofs[0].objections.count == 1)
        try asks(&story, for: "wages_withheld")
        row = try means(story)
        #expect(row.sources == 1)
        #expect(row.proofs.map(\.fills) == [true])
    }

    @Test func `is not told by the way it came where nobody is told of the law`() throws {
        var story = try told(["wages_withheld"])
        try story.control(.showLaw(false))
        let row = try means(story)
        #expect(row.proofs.map(\.fills) == [true])
        #expect(row.proofs[0].use == nil && row.proofs[0].objections.isEmpty)
    }

    @Test func `is no conclusion from something that came informally, until that is mended`() throws {
        var scenario = Story.twelve
        let its = ByName(scenario)
        for fact in ["davit_crossed", "van_paid", "marga_transports"] {
            scenario.facts[its.fact(fact)].evidence = its.evidence("document")
        }
        var story = try told(["van_paid"], in: scenario)
        try story.control(.told(its.fact("davit_crossed"), its.agency("police")))
        try story.does("police_desk", "conclude", facts: ["davit_crossed", "van_paid"])
        story.pass(minutes: 60)
        let (police, conclusion) = (its.agency("police"), its.fact("marga_transports"))
        try #require(story.state.knows(police, conclusion))
        #expect(!story.engine.isProof(conclusion, for: police, in: story.state))
        let view = story.view("police_desk")
        let shown = try #require(
            view.facts.compactMap { view.custody(of: $0.handle) }.first { $0.restsOnWeak })
        #expect(shown.use == .conditional)
        try asks(&story, for: "van_paid")
        #expect(story.engine.isProof(conclusion, for: police, in: story.state))
    }
}
