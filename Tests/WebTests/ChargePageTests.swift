import Basics
import HTTPCore
import Model
import Packs
import Runtime
import Testing
import Web

@Suite struct `A charge on the screens` {
    /// The court knows of the papers, which a colleague told of, and of the pay, which stands on paper.
    private func begin(_ playground: Playground) async throws -> Browser {
        let scenario = Playground.pack.scenario
        let court = try #require(
            scenario.world.agencies.ids.first { scenario.world.agencies[$0].id == "court" })
        try await playground.control(.start)
        for id in ["papers_locked", "wages_withheld", "sleeping_shed"] {
            let fact = try #require(scenario.facts.ids.first { scenario.facts[$0].id == id })
            try await playground.control(.told(fact, court))
        }
        return try await playground.sit("court_desk")
    }

    private func fact(_ words: String, in page: Browser.Page) throws -> String {
        let pattern = /name="facts" value="([a-z0-9]*)"[^>]*>.*?<\/label>/
        return String(
            try #require(page.html.matches(of: pattern).first { $0.output.0.contains(words) }?.output.1))
    }

    @Test func `shows its holes, person by person, before it is brought`() async throws {
        try await Playground.play { playground in
            let court = try await begin(playground)
            let form = try await court.get(try #require(try await court.get("/act").link("Bring a charge")))
            #expect(form.text.contains("Choose facts, and look at what they carry."))
            let papers = try fact("passports lie", in: form)
            let chosen: KeyValuePairs = [
                "person": try #require(form.choice("Davit", of: "person")), "facts": papers,
                "text": "Enough.",
            ]
            let look = try await court.post(
                form.address, ["person": chosen[0].value, "facts": papers, "text": "Enough.", "grid": "yes"])
            #expect(look.status == 200 && look.html.contains("id=\"act-form\""), "the form is still there")
            #expect(look.html.contains("value=\"\(papers)\" checked") && look.text.contains("Enough."))
            for words in [
                "What the charge carries, person by person", "Davit Oren", "1 kind of evidence",
                "Missing: one more kind of evidence", "Missing: nothing that a court would use",
                "Papers withheld: The workers",
            ] { #expect(look.text.contains(words), "\(words)") }
            let part = try await court.post(
                form.address,
                ["person": chosen[0].value, "facts": papers, "text": "Enough.", "grid": "part"])
            #expect(part.status == 200 && part.html.contains("id=\"charge-look\""))
            #expect(part.text.contains("Papers withheld: The workers"), "what the script shows in its place")
            #expect(!part.html.contains("id=\"act-form\"") && !part.html.contains("<html"))
            #expect(part.html.contains("data-sum=\"Davit Oren: "))
            let confirmation = try await court.post(form.address, chosen)
            #expect(confirmation.html.contains("id=\"act-confirm\""))
            #expect(confirmation.text.contains("Missing: one more kind of evidence"))
            try await playground.control(.showLaw(false))
            let silent = try await court.post(form.address, chosen)
            #expect(!silent.text.contains("Missing: one more kind of evidence"))
        }
    }

    @Test func `that was thin says so to control at once and in the debrief`() async throws {
        try await Playground.play { playground in
            let court = try await begin(playground)
            let form = try await court.get(try #require(try await court.get("/act").link("Bring a charge")))
            _ = try await court.post(
                form.address + "/do",
                [
                    "command": "c-charge-1", "person": try #require(form.choice("Davit", of: "person")),
                    "facts": try fact("passports lie", in: form), "text": "Enough.", "more": "To wait.",
                ])
            let thin = "Davit Oren: Act (0 kinds of evidence), Means (1 kind of evidence)"
            let control = try await playground.lead()
            for _ in 0..<4 where try await !control.get("/control").text.contains("E-05") {
                try await playground.jump()
            }
            #expect(try await control.get("/control").text.contains("Weakly proved: " + thin))
            #expect(try await control.get("/control/mistakes").text.contains(thin))
            try await playground.control(.end)
            let debrief = try await court.get("/debrief")
            #expect(debrief.text.contains("Charges and what they carried"))
            #expect(debrief.text.contains(thin))
            let russian = try await playground.lead(language: "ru")
            #expect(try await russian.get("/debrief").text.contains("Обвинения и что за ними стояло"))
        }
    }
}
