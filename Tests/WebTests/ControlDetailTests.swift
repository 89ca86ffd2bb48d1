import Basics
import Model
import Packs
import Runtime
import Testing
import Views
import Web

@Suite struct `What control is told of an inject` {
    @Test func `is that it waits, if a rule brings it, and a hand only if nothing else does`() async throws {
        let byHand = "By hand, when you choose"
        try await Playground.play { playground in
            let control = try await playground.lead()
            #expect(try await control.get("/control?inject=reporter").text.contains(byHand))
        }
        var scenario = Playground.pack.scenario
        let reporter = try #require(scenario.injects.ids.first { scenario.injects[$0].id == "reporter" })
        let rule = try #require(scenario.rules.ids.first)
        scenario.rules[rule].effects.append(Effect(.fire(reporter)))
        try await Playground.play(in: scenario) { playground in
            let control = try await playground.lead()
            let page = try await control.get("/control?inject=reporter")
            #expect(!page.text.contains(byHand))
            #expect(page.text.contains("Waits for its condition"))
        }
    }
}

@Suite struct `A seat that a bot is to play` {
    @Test func `is offered every team that there is`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            let page = try await control.get("/control?seat=house_desk")
            #expect(LiveRun.botTeams.count >= 5)
            for team in LiveRun.botTeams { #expect(page.html.contains("value=\"\(team)\""), "\(team)") }
            #expect(page.text.contains("cooperative, but careless in talks with people"))
            try await control.post("/control/seat/house_desk/bot", ["policy": "no_finance"])
            let seat = try #require(playground.run.control().seats.first { $0.id == "house_desk" })
            #expect(seat.mode == .bot("no_finance"))
            try await control.post("/control/seat/house_desk/bot", ["policy": "none_such"])
            #expect(
                playground.run.control().seats.first { $0.id == "house_desk" }?.mode == .bot("no_finance"))
        }
    }
}
