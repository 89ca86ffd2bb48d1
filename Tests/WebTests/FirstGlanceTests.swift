import Basics
import HTTPCore
import Model
import Packs
import Runtime
import Testing
import Web

@Suite struct `What a page proposes` {
    private func knowing(_ playground: Playground, _ agency: String) async throws {
        let world = Playground.pack.scenario.world
        let id = try #require(world.agencies.ids.first { world.agencies[$0].id == agency })
        for fact in [0, 2] { try await playground.control(.told(FactID(fact), id)) }
    }

    @Test func `is nobody to be charged or removed, until somebody is chosen`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            for (seat, act) in [("court_desk", "Bring a charge"), ("border_desk", "Remove from the country")]
            {
                let agency = Playground.pack.scenario.seats.values.first { $0.id == seat }!.agency
                try await knowing(playground, Playground.pack.scenario.world.agencies[agency].id)
                let browser = try await playground.sit(seat)
                let form = try await browser.get(try #require(try await browser.get("/act").link(act)))
                let list = try #require(
                    form.html.firstMatch(of: /<select[^>]*id="field-person".*?<\/select>/))
                #expect(list.output.contains("Davit") && !list.output.contains(" selected"))
                let first = try #require(list.output.firstMatch(of: /<option value="([^"]*)"[^>]*>([^<]*)/))
                #expect(first.output.1.isEmpty && first.output.2 == "Choose")
                let look = try await browser.post(form.address, ["person": "", "text": "So."])
                #expect(look.status == 422, "nobody was chosen")
            }
        }
    }

    @Test func `says of an empty charge what a charge needs`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await knowing(playground, "court")
            let court = try await playground.sit("court_desk")
            let form = try await court.get(try #require(try await court.get("/act").link("Bring a charge")))
            let person = try #require(form.choice("Davit", of: "person"))
            let empty = try await court.post(form.address, ["person": person, "text": "So."])
            #expect(empty.text.contains("Choose the facts on which it rests."))
            #expect(!empty.text.contains("A conclusion"))
        }
    }

    @Test func `is to look again where something cannot be done just now`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            let form = try await police.get(try #require(try await police.get("/act").link("Visit a place")))
            let place = try #require(form.choice("Investigation Office", of: "place"))
            let chosen: KeyValuePairs = ["place": place, "choice0": "0", "choice1": "2"]
            _ = try await police.post(
                form.address + "/do",
                ["command": "c-visit-1", "place": place, "choice0": "0", "choice1": "2"])
            let busy = try await police.post(form.address, chosen)
            #expect(busy.text.contains("It cannot be done just now"))
            #expect(!busy.text.contains("Go on all the same") && !busy.html.contains("/do\""))
            #expect(busy.text.contains("Look again"))
            for _ in 0..<8 where try await !police.post(form.address, chosen).html.contains("/do\"") {
                try await playground.jump()
            }
            #expect(try await police.post(form.address, chosen).html.contains("/do\""))
        }
    }

    @Test func `asks for nothing more once the exercise is over`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await knowing(playground, "police")
            let police = try await playground.sit("police_desk")
            let form = try await police.get(
                try #require(try await police.get("/act").link("Mark as potential or presumed")))
            _ = try await police.post(
                form.address + "/do",
                [
                    "command": "c-mark-001", "person": try #require(form.choice("Davit", of: "person")),
                    "status": String(PersonStatus.presumed.rawValue), "text": "No pay, no papers.",
                ])
            for _ in 0..<3 where try await !police.get("/now").text.contains("A safety plan is written") {
                try await playground.jump()
            }
            #expect(try await police.get("/now").text.contains("A safety plan is written"))
            try await playground.control(.end)
            #expect(try await !police.get("/now").text.contains("A safety plan is written"))
        }
    }

    @Test func `is the same way once more for a request that came back`() async throws {
        var scenario = Playground.pack.scenario
        let ask = try #require(scenario.world.acts.ids.first { scenario.world.acts[$0].id == "ask" })
        var stamped = scenario.world.acts[ask]
        stamped.id = "ask_by_letter"
        stamped.name =
            scenario.world.acts[scenario.world.acts.ids.first { scenario.world.acts[$0].id == "tell" }!]
            .name
        stamped.choices = scenario.world.acts.values.first { $0.id == "send_on" }!.choices
        stamped.annexes = [0]
        scenario.world.acts.append(stamped)
        try await Playground.play(in: scenario) { playground in
            try await playground.control(.start)
            try await knowing(playground, "police")
            let police = try await playground.sit("police_desk")
            let acts = try await police.get("/act")
            let links = acts.html.matches(of: /<a [^>]*href="(\/act\/[a-z0-9]+)"[^>]*>(.*?)<\/a>/)
            let letter = try #require(
                links.last { $0.output.2.contains("Share information") }.map { String($0.output.1) })
            let form = try await police.get(letter)
            let sent = try await police.post(
                letter + "/do",
                [
                    "command": "c-ask-0001", "choice0": "0",
                    "text": "Please.",
                    "agency": try #require(form.choice("Migration Service", of: "agency")),
                    "person": try #require(form.choice("Davit", of: "person")),
                    "basis": try #require(form.choice("Task under the law", of: "basis")),
                ])
            #expect(sent.status == 200, "\(sent.text)")
            for _ in 0..<4 {
                let now = try await police.get("/now")
                for item in now.html.matches(of: /href="(\/item\/[a-z0-9]+)"/).map(\.output.1) {
                    let page = try await police.get(String(item))
                    guard page.text.contains("Ask again:") else { continue }
                    #expect(page.html.ranges(of: "Ask again: ").count == 1)
                    #expect(page.link("Ask again: Share information")?.hasPrefix(letter) == true)
                    return
                }
                try await playground.jump()
            }
            Issue.record("the request never came back")
        }
    }
}
