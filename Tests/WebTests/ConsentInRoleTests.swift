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

    @Test func `is awaited by whoever asked, on Now and on the person's page, until a named hour`()
        async throws
    {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let house = try await playground.sit("house_desk")
            let (player, address) = try await asked(playground, control)
            let now = try await house.get("/now")
            #expect(now.text.contains("An answer is awaited") && now.text.contains("At the latest at"))
            #expect(now.text.contains("pass on to: Investigation Office of Alvora"))
            let person = try #require(try await house.get("/case/people").link("Davit"))
            #expect(try await house.get(person).text.contains("An answer is awaited"))
            let police = try await playground.sit("police_desk")
            #expect(!(try await police.get("/now").text.contains("An answer is awaited")))
            let question = try #require(try await player.get(address).value(of: "question"))
            try await player.post(address + "/answer", ["question": question, "how": "yes"])
            for page in ["/now", person] {
                #expect(!(try await house.get(page).text.contains("An answer is awaited")))
            }
        }
    }

    @Test func `is awaited of nobody else, and of nobody after the end`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let house = try await playground.sit("house_desk")
            let scenario = Playground.pack.scenario
            let young = try #require(scenario.facts.ids.first { scenario.facts[$0].id == "sela_looks_young" })
            let seat = try #require(scenario.seats.values.first { $0.id == "house_desk" })
            try await playground.control(.told(young, seat.agency))
            _ = try await asked(playground, control)
            let others = playground.run.view(of: try #require(playground.run.seat(named: "house_desk")))
                .persons
                .map { "/person/" + $0.handle.text }
            var awaited = 0
            for page in others where try await house.get(page).text.contains("An answer is awaited") {
                awaited += 1
            }
            #expect(others.count > 1 && awaited == 1)
            try await playground.control(.end)
            for page in ["/now"] + others {
                #expect(!(try await house.get(page).text.contains("An answer is awaited")))
            }
        }
    }

    @Test func `is asked with an interpreter whom somebody chose`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let house = try await playground.sit("house_desk")
            let fact = try #require(
                Playground.pack.scenario.facts.ids.first {
                    Playground.pack.scenario.facts[$0].id == "davit_missing"
                })
            let seat = Playground.pack.scenario.seats.values.first { $0.id == "house_desk" }!
            try await playground.control(.told(fact, seat.agency))
            let form = try await house.get(
                try #require(try await house.get("/act").link("consent")))
            let list = try #require(
                form.html.firstMatch(of: /<select[^>]*id="field-interpreter".*?<\/select>/))
            #expect(list.output.contains(/<option value=""[^>]*>Choose/) && list.output.contains("required"))
            #expect(form.text.contains("is not known yet: ask"), "beside it what is known of the language")
            let open = try await house.post(
                form.address,
                ["person": try #require(form.choice("Davit", of: "person")), "interpreter": ""])
            #expect(open.status == 422 && open.html.contains("field-interpreter-fault"))
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
