import Basics
import Model
import Packs
import Runtime
import Testing
import Views
import Web

@Suite struct `A joint operation on the screens` {
    private func chosen(_ words: String, _ field: String, in page: Browser.Page) throws -> String {
        let pattern = try Regex(
            "name=\"\(field)\" value=\"([a-z0-9]*)\"[^>]*>.*?</label>", as: (Substring, Substring).self
        ).dotMatchesNewlines()
        return String(
            try #require(page.html.matches(of: pattern).first { $0.output.0.contains(words) }?.output.1))
    }

    /// The police plans a raid on the ferry house and asks River House.
    private func planned(_ playground: Playground, by police: Browser) async throws -> Browser.Page {
        try await playground.control(.start)
        let form = try await police.get(try #require(try await police.get("/act").link("Plan a raid")))
        #expect(form.text.contains("1. Where") && form.text.contains("4. Where people are received"))
        let path = String(form.address.prefix { $0 != "?" })
        return try await police.post(
            path + "/do",
            [
                "command": "c-0000001", "places": try chosen("Investigation Office", "places", in: form),
                "place": try #require(form.choice("River House", of: "place")),
                "agencies": try chosen("River House", "agencies", in: form), "hour": "60",
                "choice0": "0", "text": "Two cars, no noise.",
            ])
    }

    /// The police gives the word at once, and the sheds are gone through.
    private func goesIn(_ playground: Playground, by police: Browser) async throws {
        let word = try #require(try await page(police).link("Give the word"))
        let own = try #require(try await police.get(word).choice("Raid", of: "item"))
        _ = try await police.post(
            String(word.prefix { $0 != "?" }) + "/do",
            ["command": "c-0000003", "item": own, "at_hour": "0"])
        for _ in 0..<12 {
            if try await page(police).text.contains("The sheds are gone through.") { break }
            try await playground.jump()
        }
    }

    @Test func `opens its doors at the hour that was chosen, however long people look at the plan`()
        async throws
    {
        try await Playground.play { playground in
            let police = try await playground.sit("police_desk")
            try await playground.control(.start)
            let form = try await police.get(try #require(try await police.get("/act").link("Plan a raid")))
            #expect(
                form.html.contains(/name="hour"[^>]*required[^>]*><option value="">/), "nothing is preset")
            let morning = try #require(form.choice("Wed 11 Jun, 05:00", of: "hour"))
            let sent = [
                ("places", try chosen("Investigation Office", "places", in: form)), ("choice0", "0"),
                ("place", try #require(form.choice("River House", of: "place"))), ("text", "Two cars."),
            ]
            let path = String(form.address.prefix { $0 != "?" })
            func look(_ hour: String) async throws -> Browser.Page {
                try await police.send(path, sent + [("hour", hour)])
            }
            #expect(try await look(morning).text.contains("Wed 11 Jun, 05:00"))
            try await playground.jump()
            #expect(try await look(morning).text.contains("Wed 11 Jun, 05:00"))

            let late = try await look("1")
            #expect(late.status == 422 && late.text.contains("has passed. Choose a later hour."))
            #expect(!late.html.contains(/<option value="1"/), "what has passed is not offered again")
            let forced = try await police.send(
                path + "/do", sent + [("command", "c-0000001"), ("hour", "1")])
            #expect(forced.status == 422 && forced.text.contains("has passed. Choose a later hour."))
            #expect(try await look("").text.contains("Choose the hour."))

            _ = try await police.send(path + "/do", sent + [("command", "c-0000002"), ("hour", morning)])
            #expect(try await page(police).text.contains("Wed 11 Jun, 05:00"))
        }
    }

    @Test func `is named by all its sites in control's feed`() async throws {
        try await Playground.play { playground in
            let police = try await playground.sit("police_desk")
            try await playground.control(.start)
            let form = try await police.get(try #require(try await police.get("/act").link("Plan a raid")))
            let sites = [
                try chosen("Investigation Office", "places", in: form),
                try chosen("River House", "places", in: form),
            ]
            _ = try await police.send(
                String(form.address.prefix { $0 != "?" }) + "/do",
                sites.map { ("places", $0) } + [
                    ("command", "c-0000001"), ("choice0", "0"), ("hour", "60"), ("text", "Two cars."),
                    ("place", try #require(form.choice("River House", of: "place"))),
                ])
            let feed = try await playground.lead().get("/control").text
            #expect(feed.contains("Investigation Office and River House"))
        }
    }

    private func page(_ browser: Browser) async throws -> Browser.Page {
        try await browser.get(try #require(try await browser.get("/case/operations").link("Raid")))
    }

    @Test func `is planned in steps, and seen only by those who are asked`() async throws {
        try await Playground.play { playground in
            let police = try await playground.sit("police_desk")
            let house = try await playground.sit("house_desk", name: "Gulnara")
            let court = try await playground.sit("court_desk", name: "Otar")
            let done = try await planned(playground, by: police)
            #expect(done.text.contains("everybody who is asked for a part has it"))

            let plan = try await page(police)
            #expect(plan.text.contains("Two cars, no noise."))
            #expect(plan.text.contains("Asked, no answer yet"))
            #expect(plan.text.contains("Nobody has beds ready."))
            #expect(plan.text.contains("Your agency does not know"))
            #expect(plan.link("Give the word") != nil && plan.link("Come along") == nil)

            let letter = try await house.get(try #require(try await house.get("/now").link("Raid")))
            #expect(letter.text.contains("Your agency is asked to take part"))
            let asked = try await house.get(try #require(letter.link("Open the operation")))
            #expect(asked.text.contains("Two cars, no noise."))
            #expect(asked.link("Come along") != nil && asked.link("Give the word") == nil)

            #expect(try await court.get("/case/operations").text.contains("No operation yet"))
            let address = String(plan.address)
            #expect(try await court.get(address).status == 404)
        }
    }

    @Test func `is not called allowed while something is not ready`() async throws {
        try await Playground.play { playground in
            let police = try await playground.sit("police_desk")
            _ = try await planned(playground, by: police)
            let control = try await playground.lead()
            let board = try await control.get("/control/operations").text
            #expect(board.contains("Not ready") && !board.contains("Was not ready"), "nothing has begun")
            let word = try #require(try await page(police).link("Give the word"))
            let own = try #require(try await police.get(word).choice("Raid", of: "item"))
            let path = String(word.prefix { $0 != "?" })
            let look = try await police.post(path, ["item": own, "at_hour": "0"])
            #expect(!look.text.contains("Allowed"))
            #expect(look.text.contains("not ready, or not known to be"))
            #expect(look.text.contains("Go on all the same"))
        }
    }

    @Test func `runs minute by minute on the page of those who take part`() async throws {
        try await Playground.play { playground in
            let police = try await playground.sit("police_desk")
            let house = try await playground.sit("house_desk", name: "Gulnara")
            _ = try await planned(playground, by: police)
            let come = try #require(try await page(house).link("Come along"))
            let form = try await house.get(come)
            let item = try #require(form.choice("Raid", of: "item"))
            let answered = try await house.post(
                String(come.prefix { $0 != "?" }) + "/do",
                ["command": "c-0000002", "item": item, "text": "Soup is on."])
            #expect(answered.text.contains("knows that you take part"))

            let word = try #require(try await page(police).link("Give the word"))
            let path = String(word.prefix { $0 != "?" })
            let own = try #require(try await police.get(word).choice("Raid", of: "item"))
            let look = try await police.post(path, ["item": own, "at_hour": "0"])
            #expect(look.text.contains("Is everything ready?") && look.text.contains("Beds and soup"))
            _ = try await police.post(path + "/do", ["command": "c-0000003", "item": own, "at_hour": "0"])
            #expect(try await page(police).text.contains("The doors open."))
            for _ in 0..<12 {
                if try await page(police).text.contains("The sheds are gone through.") { break }
                try await playground.jump()
            }
            #expect(try await page(police).text.contains("People eat soup"))
            let seen = try await page(house)
            #expect(seen.text.contains("People eat soup"))
            #expect(!seen.text.contains("The sheds are gone through."), "that is for those at the doors")

            let control = try await playground.lead()
            let board = try await control.get("/control/operations")
            #expect(board.text.contains("What was ready when it began"))
            #expect(board.text.contains("The sheds are gone through."))
            let feed = try await control.get("/control").text
            for line in [
                "Raid: the word is given", "Raid: the doors open", "Raid: over",
                "Raid: began without “The house has decided”",
            ] { #expect(feed.contains(line), "\(line)") }
            #expect(!feed.contains("began without “Beds and soup”"))
            #expect(try await !control.get("/control?kind=alarms").text.contains("Raid: the doors open"))
            try await playground.control(.end)
            let debrief = try await control.get("/debrief")
            #expect(
                debrief.text.contains("The sheds are gone through.") && debrief.text.contains("Was not ready")
            )
            #expect(try await house.get("/debrief").text.contains("People eat soup"))
        }
    }

    @Test func `that brought people away says so, and nobody reads that nobody was there`() async throws {
        var scenario = Playground.pack.scenario
        let office = try #require(
            scenario.world.places.ids.first { scenario.world.places[$0].id == "police_office" })
        let davit = try #require(scenario.persons.ids.first { scenario.persons[$0].id == "davit" })
        scenario.persons[davit].place = office
        let inspect = try #require(
            scenario.world.acts.ids.first { scenario.world.acts[$0].id == "inspect" })
        scenario.world.acts[inspect].powers = []
        let story = scenario
        try await Playground.play(in: story) { playground in
            let police = try await playground.sit("police_desk")
            let house = try await playground.sit("house_desk", name: "Gulnara")
            _ = try await planned(playground, by: police)
            let come = try #require(try await page(house).link("Come along"))
            _ = try await house.post(
                String(come.prefix { $0 != "?" }) + "/do",
                [
                    "command": "c-0000002", "text": "Soup is on.",
                    "item": try #require(try await house.get(come).choice("Raid", of: "item")),
                ])
            try await goesIn(playground, by: police)
            func items(_ seat: String, _ kind: ItemView.Kind) throws -> ItemView? {
                playground.run.view(of: try #require(playground.run.seat(named: seat))).inbox.first {
                    $0.kind == kind
                }
            }
            let search = try await police.get(
                "/item/" + #require(try items("police_desk", .result)).handle.text)
            #expect(search.text.contains("has been brought to River House: Davit Oren"))
            #expect(!search.text.contains("Nobody was there"))
            let over = try await house.get(
                "/item/" + #require(try items("house_desk", .operation)).handle.text)
            #expect(over.text.contains("Received at River House: Davit Oren"))
            #expect(over.link("Davit Oren") != nil)

            // Whoever took no part and comes later is not told whom others brought where.
            let desk = try #require(playground.run.seat(named: "border_desk"))
            let border = try await playground.sit("border_desk", name: "Nurlan")
            var visit = Act(type: inspect)
            visit.place = office
            visit.choices = story.world.acts[inspect].choices.map(\.start)
            _ = try await playground.run.submit(
                .seat(desk, visit), id: "c-visit-0001", participant: 98, seat: "border_desk")
            for _ in 0..<12 {
                if try items("border_desk", .result) != nil { break }
                try await playground.jump()
            }
            let later = try await border.get(
                "/item/" + #require(try items("border_desk", .result)).handle.text)
            #expect(later.text.contains("Nobody was there") && !later.text.contains("Davit"))
        }
    }

    @Test func `that is noticed is told by its minute, not by the plan that was made behind doors`()
        async throws
    {
        var scenario = Playground.pack.scenario
        scenario.phases = Table([NetworkPhase()])
        scenario.networks[NetworkID(0)].phases = [PhaseID(0)]
        let raid = try #require(scenario.world.operations.ids.first)
        let minutes = scenario.world.operations[raid].minutes
        let place = try #require(minutes.firstIndex { $0.id == "doors" })
        scenario.world.operations[raid].minutes[place].effects.append(
            Effect(.change(.alert(.fixed(NetworkID(0))), by: .constant(7))))
        try await Playground.play(in: scenario) { playground in
            let police = try await playground.sit("police_desk")
            _ = try await planned(playground, by: police)
            try await goesIn(playground, by: police)
            let board = try await playground.lead().get("/control/networks").text
            #expect(board.contains("“The doors open.”"))
            #expect(board.contains("alertness +7") && !board.contains("Plan a raid"))
        }
    }

    @Test func `says once that bots play, and nothing in the place of what they did not write`() async throws
    {
        try await Playground.play { playground in
            let police = try await playground.sit("police_desk")
            try await playground.control(.start)
            let form = try await police.get(try #require(try await police.get("/act").link("Plan a raid")))
            _ = try await police.post(
                String(form.address.prefix { $0 != "?" }) + "/do",
                [
                    "command": "c-0000001", "places": try chosen("Investigation Office", "places", in: form),
                    "place": try #require(form.choice("River House", of: "place")),
                    "agencies": try chosen("River House", "agencies", in: form), "hour": "60",
                    "choice0": "0", "text": Text.botSign,
                ])
            let text = try await page(police).text
            #expect(!text.contains("by a bot") && !text.contains("A bot plays"))
        }
    }

    @Test func `shows no gates in test mode`() async throws {
        try await Playground.play { playground in
            let police = try await playground.sit("police_desk")
            _ = try await planned(playground, by: police)
            try await playground.control(.showLaw(false))
            #expect(try await !page(police).text.contains("Nobody has beds ready."))
        }
    }
}
