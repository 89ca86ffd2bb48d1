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
import Texts
import Views
import Web

/// A disk that is full while it is told to be.
private final class Disk: Sendable {
    private let isFull = Locked(false)

    func fill(_ full: Bool) { isFull.withLock { $0 = full } }

    var weather: FaultyStore.Weather {
        FaultyStore.Weather(append: { [isFull] _, _ in isFull.withLock { $0 } ? .refused : nil })
    }
}

@Suite struct `On a full disk` {
    private static let words = "Is there room <tonight>?"
    private static let shown = "Is there room &lt;tonight&gt;?"

    private func expectIsBack(_ page: Browser.Page, as command: String) throws {
        #expect(page.status == 503)
        #expect(page.text.contains("it was not recorded. Nothing is lost"))
        #expect(page.html.contains(Self.shown + "</textarea>"), "to be read and sent again")
        #expect(page.html.contains("name=\"command\" value=\"\(command)\""))
        #expect(page.html.contains("action=\"\(page.address)\""))
    }

    /// Everything that the page would send, with the texts as they stand in it.
    private func fields(_ page: Browser.Page) -> [(String, String)] {
        // STOP in the band has a form of its own.
        let form = page.html.firstRange(of: "id=\"again\"").map { page.html[$0.lowerBound...] } ?? ""
        let hidden = form.matches(of: /type="hidden" name="([^"]*)" value="([^"]*)"/).map {
            (String($0.output.1), String($0.output.2))
        }
        let typed = form.matches(of: /<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)</).map {
            (
                String($0.output.1),
                String($0.output.2).replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            )
        }
        return hidden + typed
    }

    @Test func `what a seat wrote comes back, and counts once when it is sent again`() async throws {
        let disk = Disk()
        try await Playground.play(weather: disk.weather) { playground in
            try await playground.control(.start)
            let anna = try await playground.sit("police_desk")
            let form = try await anna.get(
                try #require(try await anna.get("/act").link("Write a message")))
            let house = try #require(form.choice("River House", of: "agencies"))
            disk.fill(true)
            let before = playground.run.position
            let page = try await anna.post(
                form.address + "/do",
                [
                    "command": "c-letter-01", "agencies": house, "text": Self.words,
                    "password": "mine alone", "junk": String(repeating: "j", count: 2000),
                ])
            try expectIsBack(page, as: "c-letter-01")
            #expect(!page.html.contains("mine alone") && !page.html.contains("jjj"))
            #expect(page.html.contains("id=\"again-password\""), "what is secret is asked for once more")
            #expect(playground.run.position == before)
            disk.fill(false)
            for _ in 1...2 {
                #expect(try await anna.send(page.address, fields(page)).status == 200)
                #expect(playground.run.position == before + 1)
            }
            let letter = try await playground.sit("house_desk", name: "Bekzat").get("/now")
            #expect(letter.text.contains("Investigation Office"))
        }
    }

    @Test func `what control and a role-player wrote comes back`() async throws {
        let disk = Disk()
        try await Playground.play(weather: disk.weather) { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let player = try await inRole(playground, control)
            let asked = try await player.browser.get(player.home)
            disk.fill(true)
            let answer = try await player.browser.post(
                player.home + "/answer",
                [
                    "command": "c-answer-01", "question": try #require(asked.value(of: "question")),
                    "text": Self.words, "move0": "5",
                ])
            try expectIsBack(answer, as: "c-answer-01")
            #expect(answer.value(of: "move0") == "5")
            let improvised = try await control.post(
                "/control/improvise",
                [
                    "command": "c-inject-01", "form": "improvise", "seat": "police_desk",
                    "channel": try #require(
                        Playground.pack.scenario.world.channels.values.first?.id),
                    "from": "A caller", "title": "A call", "text": Self.words,
                ])
            try expectIsBack(improvised, as: "c-inject-01")
            #expect(improvised.html.contains("A caller</textarea>"))
            #expect(improvised.text.contains("What you wrote (3)"), "each has a name of its own")
            #expect(!improvised.html.contains("again-password"))
            let jump = try await control.post("/control/jump", ["command": "c-jump-01"])
            #expect(jump.status == 503 && jump.html.contains("c-jump-01"))
        }
    }

    /// Somebody plays Davit, whom the shelter asks about his work.
    private func inRole(_ playground: Playground, _ control: Browser) async throws -> (
        browser: Browser, home: String
    ) {
        try await control.post("/control/roles/link", [:])
        let link = try await playground.roster.links(of: "run1").last { $0.kind == .rolePlayer && $0.opens }
        let browser = Browser(site: playground.site)
        let page = try await browser.post("/join", ["code": try #require(link?.code)])
        try await browser.post(page.address, ["name": "Nadia", "language": "en"])
        try await browser.post("/note", ["answer": "yes"])
        let people = try await playground.roster.participants(of: "run1")
        let number = try #require(people.last { $0.role == .rolePlayer }).number
        try await control.post("/control/roles/cast", ["player": "\(number)", "person": "davit"])
        let davit = try #require(playground.run.character(named: "davit"))
        let home = "/role/" + playground.run.role(of: davit).handle.text
        try await browser.post(home + "/yes", [:])
        try await browser.post("/role/begin", [:])
        try await playground.houseDesk("interview", with: davit) { act, scenario in
            act.topic = scenario.world.topics.ids.first { scenario.world.topics[$0].id == "work" }
        }
        return (browser, home)
    }

    @Test func `own notes come back, in the reader's language, and are kept when they are sent again`()
        async throws
    {
        try await Playground.play { playground in
            let anna = try await playground.sit("police_desk", language: "ru")
            await playground.roster.fill(true)
            let page = try await anna.post("/me/notes", ["notes": Self.words])
            #expect(page.status == 503)
            #expect(page.text.contains("Ничего не потеряно"))
            #expect(page.html.contains(Self.shown + "</textarea>"))
            await playground.roster.fill(false)
            #expect(try await anna.send(page.address, fields(page)).status == 200)
            #expect(try await anna.get("/me").html.contains(Self.shown))
        }
    }
}
