import Basics
import Model
import Runtime
import Testing
import Web

@Suite struct `The way of a piece of evidence on its page` {
    /// The shelter has heard from Davit of his pay, and tells the police.
    private func told(_ playground: Playground) async throws -> (police: Browser, fact: String) {
        try await playground.control(.start)
        let davit = try #require(playground.run.character(named: "davit"))
        try await playground.houseDesk("interview", with: davit) { act, scenario in
            act.topic = scenario.world.topics.ids.first { scenario.world.topics[$0].id == "work" }
        }
        let house = try await playground.sit("house_desk")
        var link: String?
        for _ in 0..<8 where link == nil {
            try await playground.jump()
            for item in try await house.get("/now").html.matches(of: /href="(\/item\/[a-z0-9]+)"/) {
                try await house.get(String(item.output.1))
            }
            link = try await paper(house)
        }
        let page = try await house.get(try #require(link))
        let share = try #require(page.html.firstMatch(of: /id="share-form"[^>]*action="([^"]*)"/)?.output.1)
        let police = try #require(
            page.html.matches(of: /name="agencies" value="([a-z0-9]*)"[^>]*>.*?<\/label>/)
                .first { $0.output.0.contains("Investigation Office") }?.output.1)
        let sent = try await house.post(
            share + "/do",
            [
                "command": "c-share-001", "facts": try #require(page.value(of: "facts")),
                "agencies": String(police),
                "basis": try #require(page.choice("Task under the law", of: "basis")),
            ])
        #expect(sent.text.contains("Recorded"))
        let desk = try await playground.sit("police_desk", name: "Bekzat")
        for item in try await desk.get("/now").html.matches(of: /href="(\/item\/[a-z0-9]+)"/) {
            try await desk.get(String(item.output.1))
        }
        return (desk, try #require(try await paper(desk)))
    }

    /// The page of the fact about the pay, if it is known.
    private func paper(_ browser: Browser) async throws -> String? {
        for link in try await browser.get("/case").html.matches(of: /href="(\/fact\/[a-z0-9]+)"/) {
            let page = try await browser.get(String(link.output.1))
            if page.text.contains("no pay for five months") { return page.address }
        }
        return nil
    }

    @Test func `tells the kind of act of another agency, and after ENDEX the act, as the debrief does`()
        async throws
    {
        try await Playground.play { playground in
            let (police, fact) = try await told(playground)
            let before = try await police.get(fact).text
            #expect(before.contains("found it, by an act of the kind “"))
            #expect(!before.contains("found it: Talk with a person"))
            try await playground.control(.end)
            #expect(try await police.get(fact).text.contains("found it: Talk with a person"))
        }
    }
}
