import Basics
import EventStore
import HTTPCore
import Host
import Model
import Packs
import Roster
import Runtime
import StoreContract
import Testing
import Web

@Suite struct `Where the disk takes nothing` {
    @Test func `STOP stops everybody at once, a wish for a break is told, and both are written later`()
        async throws
    {
        let isFull = Locked(false)
        let weather = FaultyStore.Weather(append: { _, _ in isFull.withLock { $0 } ? .refused : nil })
        try await Playground.play(weather: weather) { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let anna = try await playground.sit("house_desk")
            let bekzat = try await playground.sit("police_desk", name: "Bekzat")
            let before = try await playground.store.head("run1")
            isFull.withLock { $0 = true }
            await playground.roster.fill(true)
            #expect(try await anna.post("/stop", [:]).text.contains("Somebody said STOP"))
            #expect(try await bekzat.get("/now").text.contains("Somebody said STOP"))
            #expect(try await bekzat.post("/stop", [:]).text.contains("Somebody said STOP"))
            #expect(try await anna.post("/break", [:]).text.contains("The exercise team knows"))
            let told = try await control.get("/control").text
            #expect(told.contains("could not write it down yet"))
            #expect(told.contains("Somebody needs a break"))
            #expect(
                try await control.post("/control/resume", [:]).status == 503,
                "nothing else is said to be done")
            #expect(try await playground.store.head("run1") == before)
            await playground.site.writeBreakWishes()
            #expect(try await playground.roster.breaks(of: "run1").isEmpty)

            isFull.withLock { $0 = false }
            await playground.roster.fill(false)
            for _ in 0..<20_000 where playground.run.isHalted {
                playground.clock.advance(byMs: 100)
                await Task.yield()
            }
            #expect(try await playground.store.head("run1") == before + 1, "one STOP")
            await playground.site.writeBreakWishes()
            #expect(try await playground.roster.breaks(of: "run1").count == 1)
            let after = try await control.get("/control").text
            #expect(after.contains("Somebody said STOP"))
            #expect(!after.contains("could not write it down yet"))
            #expect(after.split(separator: "Somebody needs a break").count == 2, "asked once")
        }
    }
}

@Suite struct `The stream of an observer` {
    private func mark(_ browser: Browser, _ address: String) async throws -> String {
        let page = try await browser.get(address)
        return String(try #require(page.html.firstMatch(of: /stream\?mark=([^"&]*)/)).output.1)
    }

    @Test func `tells of the run, and not that somebody asked for a break`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            try await control.post("/control/observers/link", [:])
            let link = try await playground.roster.links(of: "run1").last { $0.kind == .observer }
            let observer = Browser(site: playground.site)
            try await observer.post("/join/" + (link?.code ?? ""), ["name": "Aliya"])
            try await observer.post("/note", ["answer": "yes"])
            let anna = try await playground.sit("house_desk")
            try await playground.control(.pause)
            await playground.settled()
            let (before, desk) = (try await mark(observer, "/observe"), try await mark(control, "/control"))
            for _ in 1...20 { try await anna.post("/break", [:]) }
            #expect(try await mark(observer, "/observe") == before)
            #expect(try await mark(control, "/control") != desk)
            let stream = try await observer.get("/stream?mark=" + before)
            #expect(stream.status == 200)
            #expect(!stream.html.contains("notice"), "it has missed nothing")
            // What control prepares is no business of theirs either.
            let later = try #require(Playground.pack.scenario.injects.ids.last)
            try await playground.control(.hold(later))
            try await playground.control(.edit(later, title: Typed("Another"), text: Typed("Other words.")))
            await playground.settled()
            #expect(try await mark(observer, "/observe") == before)
            try await playground.control(.resume)
            await playground.settled()
            #expect(try await mark(observer, "/observe") != before)
        }
    }
}
