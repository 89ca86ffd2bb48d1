import Runtime
import Testing
import Views
import Web

@Suite struct `Plain words` {
    @Test func `keep the places beside an address that leads nowhere`() async throws {
        try await Playground.play { playground in
            let seat = try await playground.sit("house_desk")
            let page = try await seat.get("/nowhere")
            #expect(page.status == 404 && page.text.contains("There is nothing here."))
            #expect(page.html.contains("href=\"/talk\"") && !page.html.contains("aria-current=\"page\""))
            #expect(try await Browser(site: playground.site).get("/nowhere").status == 404)
        }
    }

    @Test func `tell typical mistakes from broken rules, and have no table without a row`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead(language: "ru")
            let mistakes = try await control.get("/control/mistakes").text
            #expect(mistakes.contains("Типичных ошибок пока нет"))
            let broken = playground.run.control().rulesBroken
            #expect(mistakes.contains("Посмотреть в ленте") == (broken > 0))
            let isEmpty = try await playground.run.debrief().ledger.isEmpty
            let debrief = try await control.get("/debrief").text
            #expect(debrief.contains("не узнало ни одного факта") == isEmpty)
        }
    }
}
