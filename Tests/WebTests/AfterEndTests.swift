import Basics
import Model
import Runtime
import Testing
import Views
import Web

@Suite struct `After ENDEX a seat's pages` {
    /// Police know Davit and have opened the form of a visit when the exercise ends.
    private func end(_ playground: Playground) async throws -> (police: Browser, form: String) {
        try await playground.control(.start)
        for fact in [0, 2] { try await playground.control(.told(FactID(fact), AgencyID(0))) }
        let police = try await playground.sit("police_desk")
        let form = try #require(try await police.get("/act").link("Visit a place"))
        try await playground.control(.end)
        return (police, form)
    }

    @Test func `offer no act any more, and lead to the debrief`() async throws {
        try await Playground.play { playground in
            let (police, form) = try await end(playground)
            for address in ["/act", form] {
                let page = try await police.get(address)
                #expect(page.text.contains("The exercise is over"), "\(address)")
                #expect(page.link("Open the debrief") == "/debrief")
                #expect(!page.html.contains("href=\"/act/"), "\(address)")
                #expect(!page.html.contains("action=\"/act/"), "\(address)")
            }
            #expect(try await !police.get("/now").text.contains("colleagues free"))
        }
    }

    @Test func `of people, facts and talks are to be read alone`() async throws {
        try await Playground.play { playground in
            let (police, _) = try await end(playground)
            let person = try #require(try await police.get("/case/people").link("Davit"))
            let fact = try #require(
                try await police.get("/case").html.firstMatch(of: /href="(\/fact\/[a-z0-9]*)"/)?.output.1)
            for address in ["/case", "/case/decisions", "/talk", person, String(fact)] {
                let page = try await police.get(address)
                #expect(page.status == 200)
                #expect(
                    !page.html.contains("href=\"/act/") && !page.html.contains("action=\"/act/"), "\(address)"
                )
                #expect(page.link("Open the debrief") != nil, "\(address)")
            }
        }
    }

    @Test func `take nothing that a page from before sends`() async throws {
        try await Playground.play { playground in
            let (police, form) = try await end(playground)
            let acts = playground.run.control().seats.map(\.acts)
            let sent = try await police.post(
                form + "/do", ["command": "c-late-001", "choice0": "1", "choice1": "2"])
            #expect(sent.status == 422)
            #expect(sent.text.contains("The exercise is over"))
            #expect(playground.run.control().seats.map(\.acts) == acts)
        }
    }
}
