import HTTPCore
import Host
import Model
import Roster
import Runtime
import Testing
import Web

@Suite struct `The people of one seat` {
    private func join(_ playground: Playground, _ name: String, language: String = "en") async throws
        -> (browser: Browser, page: Browser.Page)
    {
        let browser = Browser(site: playground.site)
        let page = try await browser.post(
            "/join/token-house_desk", ["name": name],
            more: [.init(name: "Accept-Language", value: language)])
        return (browser, page)
    }

    @Test func `have one pace together, however many names somebody takes`() async throws {
        try await Playground.play(pace: Pace(perSecond: 20)) { playground in
            var taken = 0
            var refused = 0
            for number in 1...5 {
                let one = try await playground.sit("house_desk", name: "Name \(number)")
                for _ in 1...50 {
                    let status = try await one.post("/me/notes", ["notes": "More"]).status
                    taken += status == 200 ? 1 : 0
                    refused += status == 429 ? 1 : 0
                }
            }
            #expect(taken == 120, "twice what one person may send at once")
            #expect(refused == 130)
            let other = try await playground.sit("police_desk")
            #expect(try await other.post("/me/notes", ["notes": "Mine"]).status == 200)
        }
    }

    @Test func `are as many as fit in, and have names of their own, however many come at one moment`()
        async throws
    {
        try await Playground.play(pace: Pace(perSecond: 100, people: 3)) { playground in
            let site = playground.site
            await playground.roster.slow()
            let statuses = await withTaskGroup(of: Status.self) { group in
                for _ in 1...8 {
                    group.addTask {
                        let browser = Browser(site: site)
                        return await browser.sendAndForget(
                            "/join/token-house_desk", [("name", "Anna"), ("language", "en")]
                        ).status
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == .seeOther } == 3)
            #expect(statuses.count { $0 == .conflict } == 5)
            let names = try await playground.roster.participants(of: "run1").map(\.name)
            #expect(names == ["Anna", "Anna 2", "Anna 3"])
        }
    }

    @Test func `have one way in, however many make it anew at one moment`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            await playground.roster.slow()
            await withTaskGroup(of: Void.self) { group in
                for _ in 1...6 {
                    group.addTask { _ = await control.sendAndForget("/control/seat/house_desk/link", []) }
                }
            }
            let links = try await playground.roster.links(of: "run1").filter {
                $0.kind == .seat("house_desk")
            }
            #expect(links.count == 7)
            #expect(
                links.filter(\.opens).map(\.code) == links.suffix(1).map(\.code), "the one that control sees")
        }
    }

    @Test func `are as many as fit in; whoever leaves makes room`() async throws {
        try await Playground.play(pace: Pace(perSecond: 20, people: 3)) { playground in
            var people: [Browser] = []
            for number in 1...3 {
                people.append(try await playground.sit("house_desk", name: "Name \(number)"))
            }
            let late = try await join(playground, "Zarina").page
            #expect(late.status == 409)
            #expect(late.text.contains("3 people are signed in at this seat"))
            #expect(late.html.contains("value=\"Zarina\""), "what was typed stays")
            #expect(
                try await join(playground, "Зарина", language: "ru").page.text.contains("вошли 3 человека"))
            let renamed = try await people[1].post("/join/token-house_desk", ["name": "Another"])
            #expect(renamed.address == "/note", "who sits there already takes no second place")
            try await people[0].post("/leave", [:])
            #expect(try await join(playground, "Zarina").page.address == "/note")
        }
    }

    @Test func `come in one after the other; too many in a minute are asked to wait`() async throws {
        try await Playground.play(pace: Pace(perSecond: 20, people: 3)) { playground in
            for number in 1...24 {
                let (browser, page) = try await join(playground, "Name \(number)")
                #expect(page.address == "/note")
                try await browser.post("/leave", [:])
            }
            let refused = try await join(playground, "Зарина", language: "ru").page
            #expect(refused.status == 429)
            #expect(refused.text.contains("За минуту по этой ссылке"))
            #expect(refused.html.contains("value=\"Зарина\""))
            let other = Browser(site: playground.site)
            #expect(try await other.post("/join/token-police_desk", ["name": "Anna"]).address == "/note")
            playground.clock.advance(byMs: 60_000)
            #expect(try await join(playground, "Zarina").page.address == "/note")
        }
    }

    @Test func `write no more than a seat ever needs, and control is told long before`() async throws {
        try await Playground.play(pace: Pace(perSecond: 2)) { playground in
            let control = try await playground.lead()
            let anna = try await playground.sit("house_desk")
            let text = String(repeating: "n", count: 7000)
            func write() async throws -> Browser.Page {
                playground.clock.advance(byMs: 1000)
                return try await anna.post("/me/notes", ["notes": text])
            }
            for _ in 1...40 { #expect(try await write().status != 429) }
            #expect(!(try await control.get("/control").text.contains("Unusually much")))
            #expect(playground.alarms.withLock { $0.isEmpty })
            for _ in 1...30 { #expect(try await write().status != 429) }
            #expect(try await control.get("/control").text.contains("Unusually much is written"))
            #expect(playground.alarms.withLock { $0 }.count == 1, "nobody is told the same again")
            var last = try await write()
            for _ in 1...80 where last.status != 429 { last = try await write() }
            #expect(last.status == 429)
            #expect(last.text.contains("More was written from your seat within an hour"))
            #expect(last.value(of: "notes") == text)
            #expect(playground.alarms.withLock { $0.last } == .seatWritesMuch(percent: 100))
            #expect(try await control.get("/control").text.contains("is given back"))
            #expect(try await anna.post("/break", [:]).text.contains("The exercise team knows"))
            let other = try await playground.sit("police_desk")
            #expect(try await other.post("/me/notes", ["notes": text]).status != 429)
            playground.clock.advance(byMs: 1_800_000)
            #expect(try await anna.post("/me/notes", ["notes": "On"]).status == 200)
            #expect(!(try await control.get("/control").text.contains("is given back")))
        }
    }
}

@Suite struct `A name at the door` {
    @Test(arguments: ["\u{200B}", "\u{0}\u{1}", "\u{202E}\u{2066}", "\u{2800} \u{3164}", "\u{FEFF}\t"])
    func `that nobody can see is none`(name: String) async throws {
        try await Playground.play { playground in
            let page = try await Browser(site: playground.site).post(
                "/join/token-house_desk", ["name": name])
            #expect(page.status == 422)
            #expect(page.text.contains("Write a name"))
        }
    }

    @Test func `keeps what can be seen`() async throws {
        try await Playground.play { playground in
            _ = try await playground.sit("house_desk", name: "A\u{200B}n\u{202E}na\u{0}  Мария\n")
            #expect(try await playground.roster.participants(of: "run1").last?.name == "Anna Мария")
        }
    }
}
