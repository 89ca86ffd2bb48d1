import Basics
import Model
import Roster
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
            let idle = try await playground.sit("border_desk").get("/now")
            #expect(idle.text.contains("Nothing came in"))
            #expect(!idle.text.contains("will appear here") && !idle.text.contains("Nothing has come yet"))
        }
    }

    @Test func `promise no reading of what was not opened in time`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.jump()
            let house = try await playground.sit("house_desk")
            let call = try #require(try await house.get("/now").link("A call about a missing brother"))
            try await playground.control(.end)
            let page = try await house.get(call)
            #expect(page.text.contains("This was not opened"))
            #expect(!page.text.contains("Open it again in a moment"))
            #expect(!page.html.contains("class=\"count\""), "nothing waits to be opened any more")
        }
    }

    @Test func `and the debrief come after the note for everybody who has one to read`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            for way in ["/control/observers/link", "/control/roles/link"] {
                try await control.post(way, [:])
            }
            try await playground.control(.start)
            try await playground.control(.end)
            let links = try await playground.roster.links(of: "run1").filter {
                $0.opens && $0.kind != .control
            }
            #expect(links.count > 3)
            for link in links {
                let late = Browser(site: playground.site)
                let door = try await late.post("/join", ["code": link.code])
                try await late.post(door.address, ["name": "Late \(link.code)", "language": "en"])
                for address in ["/debrief", "/debrief?through=all", "/articles", "/now"] {
                    let page = try await late.get(address)
                    #expect(page.address == "/note" || page.status == 404, "\(link.kind) \(address)")
                }
                try await late.post("/note", ["answer": "yes"])
                if link.kind != .rolePlayer {
                    #expect(try await late.get("/debrief").address == "/debrief", "\(link.kind)")
                }
            }
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
