import EventStore
import HTTPCore
import Host
import Model
import Roster
import Runtime
import Testing
import Views
import Web

@Suite struct `Coming back on another phone` {
    @Test func `takes a code that the person was shown, and brings place and notes along`() async throws {
        try await Playground.play { playground in
            let first = Browser(site: playground.site)
            let note = try await first.post("/join/token-house_desk", ["name": "Anna", "language": "ru"])
            let shown = try #require(note.html.firstMatch(of: /class="ticket-code">([^<]*)</)).output.1
            try await first.post("/note", ["answer": "yes"])
            #expect(try await first.returnCode() == shown, "it stays on the own pages")
            #expect(try await first.get("/me").link("Другой телефон") == "/phone")
            try await first.post("/me/notes", ["notes": "Ask about the van."])
            let second = Browser(site: playground.site)
            #expect(try await second.get("/join").link("on another phone") == "/back")
            let back = try await second.post("/back", ["code": shown.lowercased()])
            #expect(back.text.contains("С возвращением, Anna"))
            #expect(try await second.get("/me").text.contains("Ask about the van."))
            #expect(try await first.get("/now").address == "/join", "the other phone is signed out")
            #expect(try await playground.roster.participants(of: "run1").count { $0.name == "Anna" } == 1)
            #expect(try await second.returnCode() != shown)
            let third = Browser(site: playground.site)
            #expect(try await third.post("/back", ["code": String(shown)]).status == 422, "it is used up")
        }
    }

    @Test func `can be tried again while the answer has not come, and no longer than that`() async throws {
        try await Playground.play { playground in
            let anna = try await playground.sit("house_desk", name: "Anna")
            let code = try await anna.returnCode()
            let phone = Browser(site: playground.site)
            for _ in 1...3 {
                let lost = await phone.sendAndForget("/back", [("code", code)])
                #expect(lost.status == .seeOther && phone.cookie("kerege") == nil)
            }
            #expect(try await anna.get("/now").address == "/join", "the other phone is signed out")
            #expect(try await phone.post("/back", ["code": code]).text.contains("You are back, Anna"))
            let third = Browser(site: playground.site)
            #expect(try await third.post("/back", ["code": code]).status == 422, "the answer has come")
            let next = try await phone.returnCode()

            // Nobody waits for an answer for ever, and a newer code ends it.
            _ = await phone.sendAndForget("/back", [("code", next)])
            playground.clock.advance(byMs: 5 * 60_000 + 1)
            #expect(try await phone.post("/back", ["code": next]).status == 422)
            let control = try await playground.lead()
            let page = try #require(try await control.get("/control/sessions").link("Anna")) + "/return"
            let given = try await control.post(page, [:])
            let fresh = String(
                try #require(given.html.firstMatch(of: /class="ticket-code">([^<]*)</)).output.1)
            _ = await phone.sendAndForget("/back", [("code", fresh)])
            try await control.post(page, [:])
            #expect(try await phone.post("/back", ["code": fresh]).status == 422)
        }
    }

    /// Whoever taps twice sees what the last tap brought.
    @Test func `opens the way at each of several tries at one time, and the last is in`() async throws {
        try await Playground.play { playground in
            let anna = try await playground.sit("house_desk", name: "Anna")
            let code = try await anna.returnCode()
            let site = playground.site
            await playground.roster.slow()
            let tries = await withTaskGroup(of: (status: Status, session: String).self) { group in
                for _ in 1...6 {
                    group.addTask {
                        let browser = Browser(site: site)
                        let answer = await browser.sendAndForget("/back", [("code", code)])
                        let cookies = answer.headers.all("Set-Cookie")
                        let session = cookies.first { $0.hasPrefix("kerege=") } ?? ""
                        return (
                            answer.status, String(session.prefix { $0 != ";" }.dropFirst("kerege=".count))
                        )
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(tries.allSatisfy { $0.status == .seeOther })
            var isIn = 0
            for one in tries {
                let phone = Browser(site: site)
                phone.setCookie("kerege", one.session)
                if try await phone.get("/now").address == "/now" { isIn += 1 }
            }
            #expect(isIn == 1, "the sessions of the others were ended")
        }
    }

    @Test func `is forgotten by no phone that is still signed in, wherever a link leads it`() async throws {
        try await Playground.play { playground in
            let anna = try await playground.sit("house_desk", name: "Anna")
            let code = try #require(anna.cookie("return"))
            for address in ["/left", "/note/declined"] {
                let page = try await anna.get(address)
                #expect(anna.cookie("return") == code, "\(address)")
                #expect(!page.html.contains("data-forgets-drafts"))
            }
            let left = try await anna.post("/leave", [:])
            #expect(left.html.contains("data-forgets-drafts"))
            #expect(anna.cookie("return") != code)
        }
    }

    @Test func `is opened again by one of several tries at one time`() async {
        let answers = LostAnswers()
        await answers.sent(LostAnswers.Answer(typed: [1], next: [2], session: [3], person: 4, atMs: 0))
        #expect(await answers.take(for: [1], atMs: 1) != nil)
        #expect(await answers.take(for: [1], atMs: 1) == nil, "the first has taken it")
    }

    @Test func `is not had by typing the name of somebody who was here`() async throws {
        try await Playground.play { playground in
            let anna = try await playground.sit("house_desk", name: "Anna")
            try await anna.post("/me/notes", ["notes": "Ask about the van."])
            let other = Browser(site: playground.site)
            for who in ["me", "former", ""] {
                let page = try await other.post(
                    "/join/token-house_desk", ["name": "anna", "language": "en", "who": who])
                #expect(page.address == "/note", "somebody new: \(who)")
                try await other.post("/note", ["answer": "yes"])
                #expect(!(try await other.get("/me").text.contains("Ask about the van.")))
                try await other.post("/leave", [:])
            }
            #expect(try await anna.get("/now").address == "/now", "nobody is thrown out")
            let asked = try await other.post("/join/token-house_desk", ["name": "ANNA", "language": "en"])
            #expect(asked.text.contains("Is that you?"))
            #expect(asked.link("I have a return code") == "/back")
            let names = try await playground.roster.participants(of: "run1").map(\.name)
            #expect(names == ["Anna", "anna 2", "anna 3", "anna 4"], "told apart by a mark")
        }
    }

    @Test func `is not had by one role-player for the character of another`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            try await control.post("/control/roles/link", [:])
            let links = try await playground.roster.links(of: "run1")
            let link = try #require(links.last { $0.kind == .rolePlayer && $0.opens }).code
            let first = Browser(site: playground.site)
            try await first.post("/join/" + link, ["name": "Nadia", "language": "en"])
            try await first.post("/note", ["answer": "yes"])
            let number = try #require(try await playground.roster.participants(of: "run1").last).number
            try await control.post("/control/roles/cast", ["player": "\(number)", "person": "davit"])
            let davit = try #require(playground.run.character(named: "davit"))
            let address = "/role/" + playground.run.role(of: davit).handle.text
            #expect(try await first.get(address).status == 200)
            let second = Browser(site: playground.site)
            try await second.post("/join/" + link, ["name": "Nadia", "language": "en", "who": "me"])
            try await second.post("/note", ["answer": "yes"])
            #expect(try await second.get(address).status == 404)
            #expect(try await first.get(address).status == 200)
        }
    }

    @Test func `needs nothing in the browser that is still signed in`() async throws {
        try await Playground.play { playground in
            let anna = try await playground.sit("house_desk", name: "Anna")
            let page = try await anna.post("/join/token-house_desk", ["name": "Anna", "language": "ru"])
            #expect(page.address == "/now")
            #expect(page.html.contains("lang=\"ru\""))
            #expect(try await playground.roster.participants(of: "run1").count == 1)
        }
    }

    @Test func `goes by a code that is said once to who leaves, and forgotten by the phone`() async throws {
        try await Playground.play { playground in
            let anna = try await playground.sit("house_desk", name: "Anna")
            let code = try await anna.returnCode()
            #expect(try await anna.post("/leave", [:]).text.contains(code))
            #expect(!(try await anna.get("/left").text.contains(code)), "whoever has the phone next")
            #expect(anna.cookie("return") == nil)
            #expect(try await anna.post("/back", ["code": code]).text.contains("You are back, Anna"))
        }
    }

    @Test func `is given by control to who has lost the code, once, and the old one opens nothing`()
        async throws
    {
        try await Playground.play { playground in
            let anna = try await playground.sit("house_desk", name: "Anna")
            let old = try await anna.returnCode()
            let control = try await playground.lead()
            let sessions = try await control.get("/control/sessions")
            let question = try await control.get(try #require(sessions.link("Anna")) + "/return")
            #expect(sessions.html.contains("href=\"\(question.address)\""))
            #expect(question.text.contains("Give Anna a new return code?"))
            #expect(try await anna.returnCode() == old, "asking changes nothing")
            let given = try await control.post(question.address, [:])
            let code = String(
                try #require(given.html.firstMatch(of: /class="ticket-code">([^<]*)</)).output.1)
            let phone = Browser(site: playground.site)
            #expect(try await phone.post("/back", ["code": old]).status == 422)
            #expect(try await anna.get("/phone").text.contains("does not know your return code"))
            #expect(try await phone.post("/back", ["code": code]).text.contains("You are back, Anna"))
            #expect(try await anna.get("/now").address == "/join")
            #expect(try await Browser(site: playground.site).post("/back", ["code": code]).status == 422)
            #expect(try await anna.get(question.address).status == 404, "nobody else gives codes")
        }
    }

    @Test func `is closed when control has ended the session of a phone in a wrong hand`() async throws {
        try await Playground.play { playground in
            let anna = try await playground.sit("house_desk", name: "Anna")
            let code = try await anna.returnCode()
            let control = try await playground.lead()
            let end = try #require(try await control.get("/control/sessions").link("End this session"))
            try await control.post(end, [:])
            #expect(try await anna.post("/back", ["code": code]).status == 422)
        }
    }

    @Test func `counts wrong codes like any other guess, and reads letters of another keyboard`() async throws
    {
        try await Playground.play { playground in
            let anna = try await playground.sit("house_desk", name: "Anna")
            let code = try await anna.returnCode()
            let guesser = Browser(site: playground.site, from: "192.0.2.66")
            for number in 0..<60 {
                #expect(try await guesser.post("/back", ["code": "ABCD EFG\(2 + number % 8)"]).status == 422)
            }
            #expect(try await guesser.post("/back", ["code": code]).status == 429)
            #expect(
                try await guesser.post("/join", ["code": "10000002"]).address == "/join/10000002",
                "who was never here is not shut out by who comes back")
            let cyrillic = zip("ABEKMHPCTYX", "АВЕКМНРСТУХ").reduce(code) {
                $0.replacing(String($1.0), with: String($1.1))
            }
            let back = try await Browser(site: playground.site).post("/back", ["code": cyrillic])
            #expect(back.text.contains("You are back, Anna"))
        }
    }
}
