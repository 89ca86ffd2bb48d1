import Basics
import EventStore
import Fixtures
import Host
import Model
import Packs
import Roster
import Runtime
import Testing
import Views
import Web

@Suite struct `A role-player who is asked to agree` {
    /// In role as Davit, whom the shelter asks whether the police may be told.
    private func asked(_ playground: Playground, _ control: Browser) async throws -> (Browser, String) {
        try await control.post("/control/roles/link", [:])
        let code = try #require(
            try await playground.roster.links(of: "run1").last { $0.kind == .rolePlayer && $0.opens }?.code)
        let player = Browser(site: playground.site)
        let page = try await player.post("/join", ["code": code])
        try await player.post(page.address, ["name": "Nadia", "language": "en"])
        try await player.post("/note", ["answer": "yes"])
        let people = try await playground.roster.participants(of: "run1")
        let number = try #require(people.last { $0.role == .rolePlayer }).number
        try await control.post("/control/roles/cast", ["player": String(number), "person": "davit"])
        let davit = try #require(playground.run.character(named: "davit"))
        let address = "/role/" + playground.run.role(of: davit).handle.text
        try await player.post(address + "/yes", [:])
        try await player.post("/role/begin", [:])
        try await ask(davit, playground)
        return (player, address)
    }

    private func ask(_ davit: PersonID, _ playground: Playground) async throws {
        try await playground.houseDesk("ask_consent", with: davit) { act, scenario in
            act.agency = scenario.world.agencies.ids.first { scenario.world.agencies[$0].id == "police" }
        }
    }

    private func agreed(_ playground: Playground) throws -> Int {
        let control = playground.run.control()
        return try #require(control.person(named: "davit")).consents.count
    }

    @Test(arguments: ["yes", "no"]) func `sees who asks and what for, and nothing is said for them`(
        answer: String
    )
        async throws
    {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let (player, address) = try await asked(playground, control)
            let page = try await player.get(address)
            #expect(page.text.contains("asks whether I agree"))
            #expect(page.text.contains("pass on to: Investigation Office of Alvora"))
            #expect(page.text.contains("the script would say"))
            #expect(!page.html.contains("checked"), "no answer is chosen")
            #expect(try agreed(playground) == 0)
            let question = try #require(page.value(of: "question"))
            let done = try await player.post(address + "/answer", ["question": question, "how": answer])
            #expect(done.text.contains(answer == "yes" ? "I said yes." : "I said no."))
            #expect(!done.text.contains("asks whether I agree"))
            #expect(try agreed(playground) == (answer == "yes" ? 1 : 0))
        }
    }

    @Test func `may be spoken for by control`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let (player, address) = try await asked(playground, control)
            let desk = try await control.get("/control")
            #expect(desk.text.contains("is asked for consent by"))
            let item = try #require(playground.run.control().consentQuestions.first).id.text
            try await control.post("/control/agree", ["item": item, "how": "no"])
            #expect(playground.run.control().consentQuestions.isEmpty)
            #expect(try await player.get(address).text.contains("I said no."))
        }
    }

    @Test func `takes a yes back beside what they agreed to`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let (player, address) = try await asked(playground, control)
            let question = try #require(try await player.get(address).value(of: "question"))
            let page = try await player.post(address + "/answer", ["question": question, "how": "yes"])
            let consent = try #require(page.value(of: "consent"))
            #expect(page.text.contains("Take this back"))
            #expect(!page.text.contains("I took it back myself"))
            let done = try await player.post(address + "/take-back", ["consent": consent])
            #expect(try agreed(playground) == 0)
            #expect(done.text.contains("I took it back myself"))
            #expect(!done.text.contains("Take this back"))
            // Pressed twice, nothing is said twice.
            #expect(try await player.post(address + "/take-back", ["consent": consent]).status == 200)
        }
    }
}
