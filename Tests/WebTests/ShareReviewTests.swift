import Basics
import Fixtures
import Host
import Model
import Packs
import Runtime
import Testing
import Views
import Web

/// The twelve facts, where danger opens the way and one basis closes it, and where facts are told for something.
private func withBases() throws -> Scenario {
    var scenario = Playground.pack.scenario
    let world = scenario.world
    func basis(_ id: String) throws -> Int {
        try #require(world.bases.ids.first { world.bases[$0].id == id }).index
    }
    let secret = try #require(world.classes.ids.first { world.classes[$0].id == "case" })
    var danger = SharingRule()
    (danger.answer, danger.rule) = (.allowed, "R-CON-03")
    danger.when = .compare(.equal, .read(.act(.basis)), .constant(try basis("danger")))
    danger.says = world.classes[secret].rules.last?.says ?? TextID("")
    var team = SharingRule()
    (team.answer, team.rule) = (.forbidden, "R-JIT-02")
    team.when = .compare(.equal, .read(.act(.basis)), .constant(try basis("consent")))
    scenario.world.classes[secret].rules.insert(contentsOf: [danger, team], at: 0)
    let purpose = Labelled(id: "care", name: world.bases[BasisID(0)].name)
    scenario.world.purposes = Table([purpose])
    return scenario
}

@Suite struct `What the law says to sharing` {
    private struct Sharing {
        var fact: Browser.Page
        var browser: Browser

        func agency(_ name: String) throws -> String {
            String(
                try #require(
                    fact.html.matches(of: /name="agencies" value="([a-z0-9]*)"[^>]*>.*?<\/label>/)
                        .first { $0.output.0.contains(name) }?.output.1))
        }

        static let own = "What this recipient is there for"

        func look(_ to: String, on basis: String, for purpose: String? = own) async throws -> Browser.Page {
            let action = try #require(fact.html.firstMatch(of: /action="(\/act\/[a-z0-9]*)"/)).output.1
            var form = [
                ("facts", try #require(fact.value(of: "facts"))), ("agencies", try agency(to)),
                ("basis", try #require(fact.choice(basis, of: "basis"))),
            ]
            if let purpose { form.append(("purpose", try #require(fact.choice(purpose, of: "purpose")))) }
            return try await browser.send(String(action), form)
        }
    }

    /// The police looks at the fact that Davit crossed the river.
    private func sharing(_ playground: Playground) async throws -> Sharing {
        try await playground.control(.start)
        let police = try await playground.sit("police_desk")
        try await playground.control(.told(FactID(8), AgencyID(0)))
        let fact = try await police.get(try #require(try await police.get("/case").link("Share")))
        return Sharing(fact: fact, browser: police)
    }

    @Test func `is asked with the basis that was chosen, in both directions`() async throws {
        try await Playground.play(in: try withBases()) { playground in
            let sharing = try await sharing(playground)
            let task = try await sharing.look("River House", on: "Task under the law")
            #expect(task.text.contains("River House: Against the law"))
            let danger = try await sharing.look("River House", on: "Danger to life")
            #expect(danger.text.contains("River House: Allowed"))
            #expect(!danger.text.contains("Go on all the same"))
            let lawful = try await sharing.look("Court Office", on: "Task under the law")
            #expect(lawful.text.contains("Court Office of Alvora: Allowed"))
            let team = try await sharing.look("Court Office", on: "Consent of the person")
            #expect(team.text.contains("R-JIT-02") && team.text.contains("Go on all the same"))
        }
    }

    @Test func `says on which basis it may go all the same`() async throws {
        try await Playground.play(in: try withBases()) { playground in
            let sharing = try await sharing(playground)
            #expect(sharing.fact.text.contains("On this basis it may go all the same: Danger to life"))
            try await playground.control(.showLaw(false))
            #expect(sharing.fact.html.contains("class=\"law\""))
            let test = try await sharing.browser.get(sharing.fact.address)
            #expect(!test.text.contains("On this basis it may go all the same"))
            #expect(!test.html.contains("class=\"law\""), "that nothing stands against it is not said either")
        }
    }

    @Test func `is asked what for once, in the same words, and takes the answer`() async throws {
        try await Playground.play(in: try withBases()) { playground in
            let sharing = try await sharing(playground)
            #expect(sharing.fact.html.contains(/id="share-purpose"[^>]*required/), "nothing is preset")
            let look = try await sharing.look("Court Office", on: "Task under the law")
            #expect(look.status == 200 && !look.text.contains("Not answered yet"))
            #expect(look.html.contains("id=\"act-confirm\""))
        }
    }

    @Test func `is not asked before it is said what for, and stands beside the recipients by then`()
        async throws
    {
        try await Playground.play(in: try withBases()) { playground in
            let sharing = try await sharing(playground)
            let open = try await sharing.look("River House", on: "Danger to life", for: nil)
            #expect(open.status == 422 && open.text.contains("Not answered yet"))
            #expect(!open.html.contains("id=\"act-confirm\""))
            let lines = open.html.matches(of: /name="agencies" value="[a-z0-9]*"[^>]*>.*?<\/label>/)
            let house = try #require(lines.first { $0.output.contains("River House") }?.output)
            #expect(house.contains("Allowed") && !house.contains("Against the law"))
        }
    }

    @Test func `is asked with the purpose that was chosen`() async throws {
        var scenario = try withBases()
        let secret = try #require(
            scenario.world.classes.ids.first { scenario.world.classes[$0].id == "case" })
        var care = SharingRule()
        (care.answer, care.rule) = (.forbidden, "R-DP-02")
        care.when = .compare(.equal, .read(.act(.purpose)), .constant(0))
        care.says = scenario.world.classes[secret].rules[0].says
        scenario.world.classes[secret].rules.insert(care, at: 0)
        let work = try #require(scenario.world.topics.values.first { $0.id == "work" })
        scenario.world.purposes = Table([Labelled(id: "care", name: work.name)])
        try await Playground.play(in: scenario) { playground in
            let sharing = try await sharing(playground)
            let own = try await sharing.look("River House", on: "Danger to life")
            #expect(own.text.contains("River House: Allowed"))
            let care = try await sharing.look("River House", on: "Danger to life", for: "Work")
            #expect(care.text.contains("R-DP-02") && care.text.contains("Go on all the same"))
        }
    }
}

@Suite struct `Who told first` {
    private func shares(_ playground: Playground) throws -> [ItemView] {
        let house = try #require(playground.run.seat(named: "house_desk"))
        return playground.run.view(of: house).inbox.filter { $0.kind == .share }
    }

    /// An agency tells River House that the workers sleep in a shed.
    private func tells(_ playground: Playground, _ seatName: String) async throws {
        let scenario = Playground.pack.scenario
        let world = scenario.world
        let seat = try #require(scenario.seats.ids.first { scenario.seats[$0].id == seatName })
        let shed = try #require(scenario.facts.ids.first { scenario.facts[$0].id == "sleeping_shed" })
        try await playground.control(.told(shed, scenario.seats[seat].agency))
        var act = Act(type: try #require(world.acts.ids.first { world.acts[$0].id == "tell" }))
        act.agencies = [try #require(world.agencies.ids.first { world.agencies[$0].id == "shelter" })]
        (act.facts, act.basis) = ([shed], BasisID(0))
        let before = try shares(playground).count
        _ = try await playground.run.submit(
            .seat(seat, act), id: SecureRandom.token(), participant: 98, seat: seatName)
        for _ in 0..<9 {
            if try shares(playground).count > before { break }
            try await playground.jump()
        }
    }

    @Test func `stands with the hour of who told, whoever was read first`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await tells(playground, "police_desk")
            try await playground.jump()
            try await tells(playground, "border_desk")
            let house = try await playground.sit("house_desk")
            let shares = try shares(playground)
            #expect(shares.count == 2)
            // The newest stands first, and is read first.
            try await house.get("/item/" + shares[0].handle.text)
            let card = try await house.get("/case")
            #expect(card.text.contains("First told by: Migration Service"))
            try await house.get("/item/" + shares[1].handle.text)
            let both = try await house.get("/case")
            #expect(both.text.contains("First told by: Investigation Office"))
            let fact = try await house.get(try #require(both.link("Share")))
            #expect(fact.text.matches(of: /They told us/).count == 2)

            let desk = try #require(playground.run.seat(named: "house_desk"))
            let shed = try #require(playground.run.view(of: desk).facts.first)
            #expect(shed.toldAt == shares[1].sentAt && shed.toldAt != shed.learnedAt)

            try await playground.control(.end)
            let debrief = try await house.get("/debrief").text
            // Both were read in the same minute: the cell is of the message that came first, with its own hour.
            let cell = debrief.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
            #expect(
                cell.contains(
                    "told by Investigation Office of Alvora 10 Jun, 08:30 · delivered 10 Jun, 08:00"))
        }
    }
}
