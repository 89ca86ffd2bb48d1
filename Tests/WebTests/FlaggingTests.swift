import Basics
import EventStore
import Model
import Packs
import Roster
import Runtime
import Testing
import Views
import Web

@Suite struct `Somebody who sits beside and watches` {
    private func lookOn(_ playground: Playground, _ control: Browser) async throws -> Browser {
        try await control.post("/control/observers/link", [:])
        let link = try await playground.roster.links(of: "run1").last { $0.kind == .observer && $0.opens }
        let browser = Browser(site: playground.site)
        let page = try await browser.post("/join", ["code": try #require(link?.code)])
        try await browser.post(page.address, ["name": "Aliya", "language": "en"])
        try await browser.post("/note", ["answer": "yes"])
        return browser
    }

    /// The shelter has talked with Davit, and hours have passed since.
    private func talked(_ playground: Playground) async throws {
        try await playground.control(.start)
        try await playground.houseDesk(
            "interview", with: try #require(playground.run.character(named: "davit"))
        ) { act, scenario in
            act.topic = scenario.world.topics.ids.first { scenario.world.topics[$0].id == "work" }
        }
        for _ in 0..<8 { try await playground.jump() }
    }

    private var felt: Mistake {
        get throws { try #require(Playground.pack.scenario.world.mistakes.values.first { $0.isFelt }) }
    }

    private func flagAddress(_ page: Browser.Page) throws -> String {
        try #require(page.html.firstMatch(of: /href="(\/observe\/flag\/[0-9]+)"/).map { String($0.output.1) })
    }

    @Test func `flags a mistake in a talk: control sees it, the debrief tells it at the talk's time`()
        async throws
    {
        try await Playground.play { playground in
            let control = try await playground.lead()
            let observer = try await lookOn(playground, control)
            let house = try await playground.sit("house_desk")
            try await talked(playground)
            let talks = try await observer.get(
                try #require(try await observer.get("/observe").link("Flag a mistake")))
            let address = try flagAddress(talks)
            #expect(
                address == (try flagAddress(try await observer.get("/observe"))), "the run leads there, too")
            let page = try await observer.get(address)
            #expect(page.text.contains("Flag a mistake in this talk") && page.text.contains("Davit"))
            #expect(!page.html.contains(" checked"), "nobody is accused beforehand")
            #expect(page.text.contains("Did this happen in the talk?"), "one choice is a question")
            let done = try await observer.post(address, ["mistake": try felt.id])
            #expect(done.address.hasPrefix("/observe/talks#talk-"))
            #expect(done.text.contains("No plan against danger"), "it is found again beside the talk")
            #expect(try await observer.get(address).text.contains("Already noted: " + (try felt.id)))

            let seen = try #require(playground.run.control().mistakes.first)
            let talk = try #require(playground.run.control().contacts().first)
            let felt = try felt
            #expect(seen.byStaff && seen.id == felt.id && seen.at == talk.at)
            #expect(seen.at < playground.run.control().clock.now)
            let name = "No plan against danger"
            #expect(try await control.get("/control/mistakes").text.contains(name))
            let feed = try await control.get("/control")
            #expect(feed.text.contains(name) && feed.text.contains("in the talk of"))
            #expect(!feed.text.contains("Aliya"), "the feed names nobody")

            for address in ["/now", "/case", "/talk", "/debrief"] {
                #expect(!(try await house.get(address).text.contains(name)), "before the debrief")
            }
            try await playground.control(.end)
            let debrief = try await house.get("/debrief?through=all&lines=everything")
            #expect(debrief.text.contains(name) && !debrief.text.contains("Aliya"))
            #expect(debrief.text.contains("Flagged by somebody who saw it"))
            let lines = try await playground.run.debrief().entries
            let told = try #require(lines.first { if case .mistake = $0.kind { true } else { false } })
            #expect(told.time == talk.at)
            #expect(lines.map(\.time) == lines.map(\.time).sorted(), "the timeline stays in order")
        }
    }

    @Test func `cannot flag twice, nor what is no talk, nor what the pack does not let be flagged`()
        async throws
    {
        try await Playground.play { playground in
            let control = try await playground.lead()
            let observer = try await lookOn(playground, control)
            try await talked(playground)
            let address = try flagAddress(try await observer.get("/observe"))
            let head = try await playground.store.head("run1")
            let other = try #require(
                Playground.pack.scenario.world.mistakes.values.first { !$0.isFelt }?.id)
            #expect(try await observer.post(address, ["mistake": other]).status == 422)
            #expect(try await observer.post(address, [:]).status == 422)
            for nothing in ["0", "2", "99", "-1", "x", "9223372036854775807"] {
                #expect(try await observer.get("/observe/flag/" + nothing).status == 404)
                let answer = try await observer.post("/observe/flag/" + nothing, ["mistake": try felt.id])
                #expect(answer.status == 404)
            }
            #expect(
                try await observer.post(address, ["mistake": try felt.id], origin: "http://else.where").status
                    == 403)
            #expect(try await playground.store.head("run1") == head, "nothing of this was recorded")
            try await observer.post(address, ["mistake": try felt.id])
            let again = try await observer.post(address, ["mistake": try felt.id])
            #expect(again.status == 422 && again.text.contains("Control knows of this already"))
            #expect(playground.run.control().mistakes.count == 1)
        }
    }

    @Test func `alone has that page; control flags a talk at its own desk`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            let seat = try await playground.sit("police_desk")
            try await talked(playground)
            for browser in [seat, control] {
                #expect(try await browser.get("/observe/flag/1").status == 404)
                #expect(try await browser.get("/observe/talks").status == 404)
                #expect(
                    try await browser.post("/observe/flag/1", ["mistake": try felt.id]).status == 404)
            }
            #expect(try await Browser(site: playground.site).get("/observe/flag/1").address == "/join")
            #expect(try await seat.post("/control/flag", ["contact": "1", "mistake": "x"]).status == 404)
            #expect(playground.run.control().mistakes.isEmpty)
            let desk = try await control.get("/control/mistakes")
            #expect(desk.text.contains("Note a mistake in one talk"))
            try await control.post("/control/flag", ["contact": "1", "mistake": try felt.id])
            let seen = try #require(playground.run.control().mistakes.first)
            #expect(seen.at == playground.run.control().contacts().first?.at)
        }
    }
}
