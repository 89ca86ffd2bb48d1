import Basics
import Engine
import Fixtures
import Model
import Packs
import Simulation
import Testing
import Views

private let reedfield = try! PackReader.scenario(folder: Fixtures.root + "/Packs/reedfield").scenario

/// The police gets the account data of one person by order, four hours later.
private func obtained(_ person: String, knowing fact: String) throws -> Story {
    var story = Story(reedfield)
    try story.control(.told(story.its.fact(fact), story.its.agency("vel_police")))
    try story.does(
        "police_velmara", "ask_account_data", person: person, agency: "vel_prosecutor", text: "The wages.")
    story.opens("prosecutor_velmara")
    let asked = try #require(
        story.inbox("prosecutor_velmara").last { if case .order = $0.item.body { true } else { false } })
    try story.does("prosecutor_velmara", "give_account_data", item: asked.item.id)
    story.pass(minutes: 15)
    story.opens("police_velmara")
    try story.does("police_velmara", "obtain_account_data", person: person)
    story.pass(minutes: 6 * 60)
    story.opens("police_velmara")
    return story
}

@Suite struct `A statement` {
    @Test func `is there for the agency that got it, and for no other`() throws {
        let story = try obtained("gorrim", knowing: "gorrim_pay_to_recruiter")
        let view = story.view("police_velmara")
        let account = try #require(view.accounts.first { $0.name == "VASK GORRIM" })
        let statement = try #require(view.statement(account.handle))
        #expect(statement.lines.count == 16)
        #expect(statement.lines.filter(\.isCredit).map(\.amount) == Array(repeating: 900, count: 8))
        #expect(statement.closing == 0 && statement.lines.last?.balance == 0)
        #expect(statement.lines[1].other == "TELUTH TRAVEL")

        #expect(story.view("inspector_velmara").accounts.isEmpty)
        let elsewhere = story.view("prosecutor_velmara")
        #expect(elsewhere.statement(account.handle) == nil)
        #expect(elsewhere.accounts.allSatisfy { $0.statementOf == nil })
    }

    @Test func `shows a payment with the same time and sum as that of the other side`() throws {
        var story = try obtained("gorrim", knowing: "gorrim_pay_to_recruiter")
        try story.control(.told(story.its.fact("company_transfers"), story.its.agency("vel_police")))
        try story.does(
            "police_velmara", "ask_account_data", person: "adelor", agency: "vel_prosecutor", text: "Both.")
        story.opens("prosecutor_velmara")
        let asked = try #require(
            story.inbox("prosecutor_velmara").last { if case .order = $0.item.body { true } else { false } })
        try story.does("prosecutor_velmara", "give_account_data", item: asked.item.id)
        story.pass(minutes: 15)
        try story.does("police_velmara", "obtain_account_data", person: "adelor")
        story.pass(minutes: 6 * 60)
        let view = story.view("police_velmara")
        func lines(_ name: String) throws -> [StatementLine] {
            let account = try #require(view.accounts.first { $0.name == name })
            return try #require(view.statement(account.handle)).lines
        }
        let paid = try lines("VESSINE BUILD").filter { $0.other == "VASK GORRIM" }
        let got = try lines("VASK GORRIM").filter { $0.other == "VESSINE BUILD" }
        #expect(paid.map(\.at) == got.map(\.at) && paid.map(\.amount) == got.map(\.amount))
        #expect(paid.map(\.number) == got.map(\.number) && paid.count == 8)
    }

    @Test func `does not say where cash goes`() throws {
        let story = try obtained("orveth", knowing: "cash_same_day")
        let view = story.view("police_velmara")
        let account = try #require(view.accounts.first { $0.name == "TALUND ORVETH" })
        let cash = try #require(view.statement(account.handle)).lines.filter { !$0.isCredit }
        #expect(cash.count == 3 && cash.allSatisfy { $0.isCash && $0.other.isEmpty })
    }
}

@Suite struct `The chart of the case` {
    @Test func `says how two are joined as soon as a fact says it, and until then only that they are`() throws
    {
        var story = Story(reedfield)
        func ties(_ schema: String) -> [GraphEntity] {
            story.view("police_velmara").graph.filter { $0.schema == schema }
        }
        try story.control(.told(story.its.fact("family_called_on"), story.its.agency("vel_police")))
        #expect(ties("UnknownLink").count == 1 && ties("Family").isEmpty)
        try story.control(.told(story.its.fact("sister_worried"), story.its.agency("vel_police")))
        #expect(ties("UnknownLink").isEmpty && ties("Family").count == 1)
        let family = try #require(ties("Family").first)
        #expect(family.properties.map(\.name) == ["person", "relative", "relationship"])
        #expect(story.view("inspector_velmara").graph.allSatisfy { $0.schema != "Family" })
    }
}

@Suite struct `The money trail` {
    @Test func `is drawn from what the agency knows, a lead apart from evidence`() throws {
        var story = Story(reedfield)
        #expect(story.view("analyst_ithren").moneyTrail.isEmpty)
        try story.control(.told(story.its.fact("company_transfers"), story.its.agency("ith_fiu")))
        let lead = try #require(story.view("analyst_ithren").moneyTrail.first)
        #expect(lead.isLead && lead.sum == 9450 && lead.count == 4)
        #expect(story.view("police_velmara").moneyTrail.isEmpty)

        try story.control(.told(story.its.fact("company_statements"), story.its.agency("vel_police")))
        let proof = try #require(story.view("police_velmara").moneyTrail.first)
        #expect(!proof.isLead && proof.sum == 9450)
        // The handle of the one seat says nothing to the other.
        #expect(proof.handle != lead.handle)
    }

    @Test func `and the chart speak of things and links as FollowTheMoney names them`() throws {
        let story = try obtained("adelor", knowing: "company_transfers")
        let graph = story.view("police_velmara").graph
        let schemas = Set(graph.map(\.schema))
        #expect(
            schemas.isSuperset(of: [
                "Person", "Company", "Address", "BankAccount", "Payment", "Ownership", "UnknownLink",
            ]))
        let ids = Set(graph.map(\.id))
        #expect(ids.count == graph.count)
        for entity in graph {
            for case .entity(let end) in entity.properties.flatMap(\.values) {
                #expect(ids.contains(end), "\(entity.schema)")
            }
        }
        let link = try #require(graph.first { $0.schema == "Representation" })
        #expect(link.properties.map(\.name) == ["agent", "client", "role"])
        let company = try #require(graph.first { $0.schema == "Company" })
        #expect(
            graph.contains { entity in
                entity.schema == "Ownership"
                    && entity.properties.contains { property in
                        property.name == "asset"
                            && property.values.contains {
                                if case .entity(company.id) = $0 { true } else { false }
                            }
                    }
            })
    }
}
