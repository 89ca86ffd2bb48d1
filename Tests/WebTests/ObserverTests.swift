import EventStore
import Host
import Model
import Roster
import Runtime
import Testing
import Views
import Web

@Suite struct `An observer` {
    /// Somebody who looks on, by the way in that control has opened.
    private func lookOn(
        _ playground: Playground, _ control: Browser, name: String = "Aliya", language: String = "en"
    ) async throws -> Browser {
        try await control.post("/control/observers/link", [:])
        let browser = Browser(site: playground.site)
        let page = try await browser.post("/join", ["code": try await code(playground)])
        try await browser.post(page.address, ["name": name, "language": language])
        try await browser.post("/note", ["answer": "yes"])
        return browser
    }

    private func code(_ playground: Playground) async throws -> String {
        try #require(
            try await playground.roster.links(of: "run1").last { $0.kind == .observer && $0.opens }?.code)
    }

    @Test func `comes in by a code that control opens, makes anew and closes`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            let shut = try await control.get("/control/doors")
            #expect(shut.text.contains("There is no open way in for observers"))
            #expect(!(try await playground.roster.links(of: "run1").contains { $0.kind == .observer }))
            let open = try await control.post("/control/observers/link", [:])
            let first = try await code(playground)
            #expect(open.text.contains(first))
            let question = try await control.get(try #require(open.link("Make a new way in")))
            #expect(question.text.contains("Make a new way in for observers?"))
            #expect(try await code(playground) == first, "asking changes nothing")
            try await control.post("/control/observers/link", [:])
            let second = try await code(playground)
            #expect(first != second)
            let late = Browser(site: playground.site)
            #expect(try await late.get("/join/" + first).text.contains("does not open any more"))
            #expect(try await late.get("/join/" + second).text.contains("Come and look on"))
            try await control.post("/control/observers/close", [:])
            #expect(try await late.get("/join/" + second).text.contains("does not open any more"))
            #expect(try await late.post("/join", ["code": second]).status == 422)
        }
    }

    @Test func `has what is read of the talks noted, as everybody has`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            let observer = try await lookOn(playground, control)
            _ = try await observer.get("/observe")
            for _ in 1...2 { #expect(try await observer.get("/observe/talks").status == 200) }
            let opened = try await playground.roster.openings(of: "run1", after: 0, limit: 9)
            #expect(opened.map(\.kind) == ["talks"])
            let person = try #require(opened.first).participant
            #expect(try await control.get("/control/session/\(person)").text.contains("Talks of everybody"))
        }
    }

    @Test func `reads the note first, then sees what has happened and nobody's name`() async throws {
        try await Playground.play { playground in
            _ = try await playground.sit("house_desk", name: "Zarina")
            let control = try await playground.lead()
            try await control.post("/control/observers/link", [:])
            let browser = Browser(site: playground.site)
            let note = try await browser.post(
                "/join/" + code(playground), ["name": "Aliya", "language": "en"])
            #expect(note.address == "/note")
            #expect(note.text.contains("Yes, let me look on"))
            #expect(try await browser.get("/observe").address == "/note")
            #expect(try await browser.get("/debrief").address == "/note")
            let before = try await browser.post("/note", ["answer": "yes"])
            #expect(before.address == "/observe")
            #expect(before.text.contains("Nothing yet"))
            #expect(before.text.contains("Shelter worker"))
            try await playground.control(.start)
            try await playground.jump()
            let after = try await browser.get("/observe")
            #expect(after.text.contains("A call about a missing brother"))
            #expect(!after.text.contains("Zarina"))
            #expect(!after.html.contains("house_desk"), "no id of the pack")
            #expect(after.html.contains("data-stream=\"/stream?mark="))
            let list = try await control.get("/control/sessions")
            #expect(list.text.contains("Aliya"))
            #expect(list.text.contains("Observer"))
        }
    }

    @Test func `sees on no page that somebody asks for a break`() async throws {
        try await Playground.play { playground in
            let seat = try await playground.sit("house_desk")
            let control = try await playground.lead()
            let browser = try await lookOn(playground, control)
            try await playground.control(.start)
            await playground.settled()
            let pages = ["/observe", "/observe/talks"]
            func look(_ address: String) async throws -> [String] {
                let page = try await browser.get(address)
                let mark = try #require(page.html.firstMatch(of: /\/stream\?mark=([^"]+)/)).output.1
                return [String(mark), page.text]
            }
            var before: [[String]] = []
            for page in pages { before.append(try await look(page)) }
            for _ in 0..<3 { try await seat.post("/break", [:]) }
            for (page, seen) in zip(pages, before) { #expect(try await look(page) == seen, "\(page)") }
        }
    }

    @Test func `reads in Russian, comes back by a code of their own, and leaves`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            let browser = try await lookOn(playground, control, language: "ru")
            #expect(try await browser.get("/").text.contains("Что произошло"))
            let people = try await playground.roster.participants(of: "run1").count
            let phone = Browser(site: playground.site)
            let back = try await phone.post("/back", ["code": try await browser.returnCode()])
            #expect(back.text.contains("С возвращением, Aliya"))
            #expect(try await phone.get("/").address == "/observe")
            #expect(try await playground.roster.participants(of: "run1").count == people)
            #expect(try await browser.get("/observe").address == "/join", "one place, one browser")
            try await phone.post("/leave", [:])
            #expect(try await phone.get("/observe").address == "/join")
        }
    }

    @Test func `reads the debrief after ENDEX, and not a word of it before`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.jump()
            let control = try await playground.lead()
            let browser = try await lookOn(playground, control)
            let early = try await browser.get("/debrief?through=all&lines=everything")
            #expect(early.text.contains("The debrief comes after the exercise"))
            #expect(early.link("Back") == "/observe")
            #expect(try await browser.get("/observe").link("Open the debrief") == nil)
            let truth = try await control.get("/debrief?through=all&lines=everything")
            #expect(truth.html.utf8.count > 4 * early.html.utf8.count, "control reads it meanwhile")
            try await playground.control(.end)
            #expect(try await browser.get("/debrief").text.contains("A call about a missing brother"))
            #expect(try await browser.get("/observe").link("Open the debrief") == "/debrief")
        }
    }

    @Test func `can do nothing but look, flag a talk, and say STOP`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let browser = try await lookOn(playground, control)
            let head = try await playground.store.head("run1")
            for address in ["/control", "/control/facts", "/control/doors", "/control/seat/house_desk"] {
                #expect(try await browser.get(address).status == 404)
            }
            for address in ["/control/pause", "/control/end", "/control/seat/house_desk/play"] {
                #expect(try await browser.post(address, [:]).status == 404)
            }
            #expect(try await browser.get("/now").address == "/observe")
            #expect(try await playground.store.head("run1") == head)
            #expect(try await browser.post("/stop", [:]).address == "/observe")
            #expect(playground.run.control().clock.condition == .stopped)
        }
    }

    @Test func `has a page that is no seat’s and not of control`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            _ = try await lookOn(playground, control)
            let seat = try await playground.sit("house_desk")
            #expect(try await seat.get("/observe").status == 404)
            #expect(try await control.get("/observe").status == 404)
            #expect(try await Browser(site: playground.site).get("/observe").address == "/join")
        }
    }

    @Test func `may decline the note and leaves no name behind`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            try await control.post("/control/observers/link", [:])
            let browser = Browser(site: playground.site)
            let entrance = try await "/join/" + code(playground)
            try await browser.post(entrance, ["name": "Aliya", "language": "en"])
            let declined = try await browser.post("/note", ["answer": "no"])
            #expect(declined.html.contains("href=\"\(entrance)\""))
            #expect(!(try await playground.roster.participants(of: "run1").contains { $0.name == "Aliya" }))
        }
    }
}
