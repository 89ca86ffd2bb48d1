import Basics
import HTTPCore
import Model
import Packs
import Runtime
import Testing
import Web

/// Marga's account got two wages and paid one of them on to the other account, which nobody of the cast holds.
private func withMoney() -> Scenario {
    var scenario = Playground.pack.scenario
    for id in scenario.world.acts.ids where scenario.world.acts[id].id == "get_bank_records" {
        scenario.world.acts[id].money = .statements
        scenario.world.acts[id].gates = []
        scenario.world.acts[id].answerAfter = 0
    }
    var hers = Account()
    (hers.id, hers.name, hers.number) = ("hers", "MARGA <OF THE VAN>", "AL 01")
    hers.holder = .person(marga(scenario))
    var other = Account()
    (other.id, other.name) = ("other", "THE OFFICE")
    scenario.money.accounts = Table([hers, other])
    var wage = Flow()
    (wage.id, wage.from, wage.to, wage.text) = ("wage", [AccountID(1)], [AccountID(0)], "WAGE")
    var back = Flow()
    (back.id, back.from, back.to, back.text) = ("back", [AccountID(0)], [AccountID(1)], "BACK")
    scenario.money.flows = Table([wage, back])
    func paid(_ flow: Int, _ from: Int, _ to: Int, _ amount: Int, _ minute: Int) -> Payment {
        Payment(
            flow: FlowID(flow), from: AccountID(from), to: AccountID(to), amount: amount, minute: minute,
            number: "\(700_000 + minute)")
    }
    scenario.money.payments = [
        paid(0, 1, 0, 1450, -9000), paid(1, 0, 1, 1400, -8990), paid(0, 1, 0, 1450, -5000),
    ]
    scenario.money.since = -20_000
    return scenario
}

private func marga(_ scenario: Scenario) -> PersonID {
    scenario.persons.ids.first { scenario.persons[$0].id == "marga" }!
}

@Suite struct `Money on the pages` {
    /// The police gets the bank records of Marga.
    private func getRecords(_ playground: Playground, _ police: Browser) async throws {
        let form = try await police.get(
            try #require(try await police.get("/act").link("Get bank records")))
        _ = try await police.post(
            form.address + "/do",
            ["command": "c-money-01", "person": try #require(form.choice("Marga", of: "person"))])
        try await playground.jump()
    }

    @Test func `names each once, and tells an account from the cash that somebody carries to it`()
        async throws
    {
        var scenario = withMoney()
        let id = marga(scenario)
        var company = Company()
        (company.id, company.name) = ("van", scenario.persons[id].name)
        (company.owners, company.directors) = ([id], [id])
        scenario.money.companies = Table([company])
        scenario.money.accounts[AccountID(0)].holder = .company(CompanyID(0))
        scenario.money.accounts[AccountID(1)].name = scenario.money.accounts[AccountID(0)].name
        scenario.money.accounts[AccountID(1)].kind = .courier
        let story = scenario
        try await Playground.play(in: story) { playground in
            try await playground.control(.start)
            let about = story.facts.ids.first { story.facts[$0].persons.contains(id) }!
            try await playground.control(.told(about, AgencyID(0)))
            let police = try await playground.sit("police_desk")
            try await getRecords(playground, police)
            let page = try await police.get("/case/money")
            let row = try #require(
                page.html.firstMatch(of: /<tr>(?:(?!<\/tr>).)*\/statement\/(?:(?!<\/tr>).)*<\/tr>/)?.output)
            #expect(row.matches(of: /href="\/person\//).count == 1, "an owner who directs is one person")
            #expect(page.text.contains("MARGA &lt;OF THE VAN&gt; · Cash, carried"))
        }
    }

    @Test func `is a statement and a trail for whoever asked, and nothing for others`() async throws {
        let scenario = withMoney()
        try await Playground.play(in: scenario) { playground in
            try await playground.control(.start)
            let about = scenario.facts.ids.first { scenario.facts[$0].persons.contains(marga(scenario)) }!
            let agency = scenario.world.agencies.ids.first { scenario.world.agencies[$0].id == "police" }!
            try await playground.control(.told(about, agency))
            let police = try await playground.sit("police_desk")
            let border = try await playground.sit("border_desk", name: "Nurlan")
            #expect(try await police.get("/case/money").text.contains("Nothing is known of money yet"))

            try await getRecords(playground, police)

            let page = try await police.get("/case/money")
            #expect(page.html.contains("data-schema=\"BankAccount\"") && page.text.contains("2,900"))
            #expect(!page.html.contains("<OF THE VAN>"), "a name is words, not markup")
            let sums = page.html.matches(of: /<td[^>]*>((?:(?!<\/td>).)*2 payments.*?)<\/td>/)
            #expect(
                sums.contains { $0.output.1.contains("2,900") && $0.output.1.contains("records") },
                "how it is known stands beside the sum, also on a phone")
            #expect(!page.html.contains(/\d{4}-\d\d-\d\d/), "days are written as everywhere else")
            let address = try #require(page.link("Statement"))
            let statement = try await police.get(address)
            for words in ["+1,450", "−1,400", "1,500", "THE OFFICE", "WAGE", "BACK"] {
                #expect(statement.text.contains(words), "\(words)")
            }
            let file = try await police.get("/case/chart.jsonl")
            #expect(file.html.split(separator: "\n").allSatisfy { $0.hasPrefix("{\"id\":\"") })
            #expect(
                file.html.contains("\"schema\":\"Ownership\"") && file.html.contains("\"amount\":[\"2900\"]"))

            #expect(try await border.get(address).status == 404)
            #expect(try await border.get("/case/money").text.contains("Nothing is known of money yet"))
        }
    }
}
