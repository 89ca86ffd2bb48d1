import EventStore
import HTTPCore
import Host
import Model
import Roster
import Runtime
import Testing
import Web

@Suite struct `A way in` {
    @Test func `opens one seat and nothing else`() async throws {
        try await Playground.play { playground in
            let browser = try await playground.sit("house_desk")
            #expect(try await browser.get("/me").text.contains("Shelter worker"))
            for address in ["/control", "/control/facts", "/control/sessions", "/control/seat/police_desk"] {
                #expect(try await browser.get(address).status == 404)
            }
            let control = try await browser.post("/enter/token-house_desk", [:])
            #expect(control.text.contains("does not open any more"))
        }
    }

    @Test func `is found by nobody who tries one code after the other`() async throws {
        try await Playground.play { playground in
            let guesser = Browser(site: playground.site, from: "192.0.2.66")
            for number in 0..<60 {
                #expect(try await guesser.post("/join", ["code": "555555\(10 + number)"]).status == 422)
            }
            let blocked = try await guesser.post("/join", ["code": "10000002"])
            #expect(blocked.status == 429, "even the right one is of no use now")
            #expect(blocked.headers["Retry-After"] == "600")
            #expect(try await guesser.get("/join/10000002").status == 429)
            #expect(
                try await guesser.get("/join/token-house_desk").text.contains("Shelter worker"),
                "a link cannot be guessed and is not counted")
            let other = Browser(site: playground.site, from: "192.0.2.67")
            #expect(try await other.post("/join", ["code": "10000002"]).address == "/join/10000002")
            playground.clock.advance(byMs: 11 * 60 * 1000)
            #expect(try await guesser.post("/join", ["code": "10000002"]).address == "/join/10000002")
        }
    }

    @Test func `is found no sooner by who tries a hundred at once`() async throws {
        try await Playground.play { playground in
            let answers = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        let guesser = Browser(site: playground.site, from: "192.0.2.66")
                        return try await guesser.post("/join", ["code": "555555\(10 + number % 90)"]).status
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(answers.count { $0 == 422 } == 60, "no more were looked at")
            #expect(answers.count { $0 == 429 } == 40)
        }
    }

    @Test func `lets in a whole hall behind one address that types its codes at once`() async throws {
        try await Playground.play { playground in
            let answers = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        let person = Browser(site: playground.site, from: "192.0.2.66")
                        return try await person.post("/join", ["code": "10000002"]).address
                    }
                }
                return try await group.reduce(into: [String]()) { $0.append($1) }
            }
            #expect(answers == [String](repeating: "/join/10000002", count: 100))
        }
    }

    @Test func `closes for everybody when guesses come from everywhere`() async throws {
        try await Playground.play { playground in
            for number in 0..<300 {
                let guesser = Browser(site: playground.site, from: "192.0.2.\(number % 150)")
                _ = try await guesser.get("/join/9\(1_000_000 + number)")
            }
            let other = Browser(site: playground.site, from: "198.51.100.1")
            #expect(try await other.post("/join", ["code": "10000002"]).status == 429)
            #expect(try await other.get("/join/token-house_desk").status == 200)
        }
    }

    @Test func `counts by the address that our own proxy names, and by no other`() async throws {
        let forged = [Headers.Field(name: "X-Forwarded-For", value: "203.0.113.9, 192.0.2.5")]
        try await Playground.play(behind: Front(proxies: Front.here)) { playground in
            let proxy = Browser(site: playground.site, from: "127.0.0.1")
            for number in 0..<60 { _ = try await proxy.get("/join/777777\(10 + number)", forged) }
            #expect(try await proxy.get("/join/10000002", forged).status == 429)
            let another = [Headers.Field(name: "X-Forwarded-For", value: "203.0.113.9, 192.0.2.6")]
            #expect(try await proxy.get("/join/10000002", another).status == 200)
            // A proxy may add a line of its own to the one that somebody sent.
            for number in 0..<60 {
                let claim = Headers.Field(name: "X-Forwarded-For", value: "203.0.113.\(number)")
                _ = try await proxy.get("/join/777777\(10 + number)", [claim] + another)
            }
            #expect(try await proxy.get("/join/10000002", another).status == 429)
            // Past the proxy, what somebody claims is nothing.
            let direct = Browser(site: playground.site, from: "192.0.2.8")
            for number in 0..<60 {
                let claim = [Headers.Field(name: "X-Forwarded-For", value: "203.0.113.\(number)")]
                _ = try await direct.get("/join/777777\(10 + number)", claim)
            }
            #expect(try await direct.get("/join/10000002", another).status == 429)
        }
        try await Playground.play { playground in
            let liar = Browser(site: playground.site, from: "192.0.2.7")
            for number in 0..<60 {
                let claim = [Headers.Field(name: "X-Forwarded-For", value: "203.0.113.\(number)")]
                _ = try await liar.get("/join/777777\(10 + number)", claim)
            }
            #expect(try await liar.get("/join/10000002").status == 429)
        }
    }

    @Test func `is made anew by control, who is asked first`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            let question = try await control.get("/control/seat/house_desk/link")
            #expect(question.text.contains("Make a new way in to Shelter worker"))
            #expect(
                try await Browser(site: playground.site).get("/join/token-house_desk").text
                    .contains("Shelter worker"), "asking changes nothing")
            try await control.post("/control/seat/house_desk/link", [:])
            #expect(
                try await Browser(site: playground.site).get("/join/token-house_desk").text
                    .contains("does not open any more"))
            let links = try await playground.roster.links(of: "run1").filter(\.opens)
            let fresh = try #require(links.last { $0.kind == .seat("house_desk") })
            #expect(fresh.code.utf8.count == 8)
            #expect(
                try await Browser(site: playground.site).get("/join/" + fresh.code).text.contains(
                    "Shelter worker"))
        }
    }
}

@Suite struct `A session` {
    @Test func `begins with a new token, and ends the one before it in the same browser`() async throws {
        try await Playground.play { playground in
            let browser = Browser(site: playground.site)
            browser.setCookie("kerege", "chosen-by-somebody-else")
            try await browser.post("/join/token-house_desk", ["name": "Anna", "language": "en"])
            let first = try #require(browser.cookie("kerege"))
            #expect(first != "chosen-by-somebody-else")
            #expect(first.utf8.count == 32)
            try await browser.post("/join/token-police_desk", ["name": "Anna", "language": "en"])
            #expect(browser.cookie("kerege") != first)
            let thief = Browser(site: playground.site)
            thief.setCookie("kerege", first)
            #expect(try await thief.get("/me").address == "/join", "the old token opens nothing")
        }
    }

    @Test func `ends the one before it also where somebody comes back`() async throws {
        try await Playground.play { playground in
            let zarina = try await playground.sit("house_desk", name: "Zarina")
            let browser = try await playground.sit("police_desk", name: "Quentin")
            let before = try #require(browser.cookie("kerege"))
            try await browser.post("/back", ["code": try await zarina.returnCode()])
            #expect(try await browser.get("/me").text.contains("Shelter worker"))
            #expect(try await zarina.get("/now").address == "/join")
            let thief = Browser(site: playground.site)
            thief.setCookie("kerege", before)
            #expect(try await thief.get("/now").address == "/join", "the place of before opens nothing")
        }
    }

    @Test func `keeps its token from scripts and other sites, and from open wires where there is TLS`()
        async throws
    {
        for (isSecure, marks) in [
            (false, ["HttpOnly", "SameSite=Lax"]), (true, ["HttpOnly", "SameSite=Lax", "Secure"]),
        ] {
            try await Playground.play(behind: Front(isSecure: isSecure)) { playground in
                let form = Fields([.init(name: "name", value: "Anna"), .init(name: "language", value: "en")])
                let request = Request.post(
                    "/join/token-house_desk", form: form, headers: Headers([.init(name: "Host", value: "a")]))
                let cookies = await playground.site.handle(request).headers.all("Set-Cookie")
                #expect(cookies.count == 4)
                for cookie in cookies {
                    for mark in marks { #expect(cookie.contains("; " + mark), "\(cookie)") }
                    #expect(isSecure || !cookie.contains("Secure"))
                }
            }
        }
    }

    @Test func `is listed and ended by control`() async throws {
        try await Playground.play { playground in
            let anna = try await playground.sit("house_desk", name: "Anna")
            let control = try await playground.lead()
            let list = try await control.get("/control/sessions")
            #expect(list.text.contains("Anna"))
            #expect(list.text.contains("This is you"))
            let question = try await control.get(try #require(list.link("End this session")))
            #expect(question.text.contains("End the session of Anna?"))
            #expect(try await anna.get("/now").address == "/now", "asking ends nothing")
            #expect(try await control.post(question.address, [:]).address == "/control/sessions")
            #expect(try await anna.get("/now").address == "/join")
            let after = try await control.get("/control/sessions")
            #expect(after.link("End this session") == nil)
            #expect(after.text.contains("not signed in now"), "she can be given a way back")
        }
    }

    @Test func `names who did what: each record of the log has the participant and the session`() async throws
    {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.jump()
            let first = try await playground.sit("house_desk", name: "Anna")
            let second = try await playground.sit("house_desk", name: "Bekzat")
            let people = try await playground.roster.participants(of: "run1").suffix(2).map(\.number)
            let letter = try #require(try await first.get("/now").link("A call about a missing brother"))
            _ = try await first.get(letter)
            let opening = try #require(try await playground.store.read("run1", after: 0, limit: 100).last)
            #expect(opening.participant == people[0])
            #expect(opening.seat == "house_desk")
            let session = try #require(
                try await playground.roster.sessions(of: "run1").first { $0.participant == people[0] })
            #expect(opening.session == session.number)
            let rows = try await playground.store.head("run1")
            _ = try await second.get(letter)
            #expect(try await playground.store.head("run1") == rows, "a seat opens a letter once")
        }
    }

    @Test func `has a number of its own, under which control sees it and the log names it`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            try await control.post("/control/start", [:])
            let first = try await playground.sit("police_desk", name: "Anna")
            let anna = try #require(try await playground.roster.participants(of: "run1").last)
            // The same person on another device: one number of the roster, another session.
            let second = Browser(site: playground.site)
            second.setCookie("kerege", "second")
            try await playground.roster.open(
                Session(
                    tokenDigest: BLAKE2b.digest(Array("second".utf8)), participant: anna.number,
                    createdMs: 1, expiresMs: .max))
            try await playground.write("c-0000001", from: first)
            try await playground.write("c-0000002", from: second)
            try await control.post("/control/jump", [:])
            let rows = try await playground.store.read("run1", after: 0, limit: 100)
            let sessions = try await playground.roster.sessions(of: "run1")
            let own = sessions.filter { $0.participant == anna.number }.map(\.number).sorted()
            #expect(own.count == 2)
            let from = rows.filter { $0.participant == anna.number }.map(\.session)
            #expect(Set(from) == Set(own))
            #expect(from.first == own.first && from.last == own.last)
            // Whatever somebody who is signed in did says from where.
            let signedIn = rows.filter { $0.participant != 0 }
            #expect(signedIn.count >= 4, "control has started and jumped")
            for row in signedIn {
                let session = sessions.first { $0.number == row.session }
                #expect(session?.participant == row.participant, "record \(row.position)")
            }
            let list = try await control.get("/control/sessions").text
            for number in own { #expect(list.contains("session \(number),")) }
        }
    }
}

extension Playground {
    /// A message of the police to the shelter.
    func write(_ command: String, from browser: Browser) async throws {
        let form = try await browser.get(try #require(try await browser.get("/act").link("Write a message")))
        let shelter = try #require(
            form.html.matches(of: /name="agencies" value="([a-z0-9]*)"[^>]*>.*?<\/label>/)
                .first { $0.output.0.contains("River House") }?.output.1)
        let done = try await browser.post(
            form.address + "/do",
            ["command": command, "text": "Is there a bed tonight?", "agencies": String(shelter)])
        #expect(done.text.contains("Recorded"))
    }
}

@Suite struct `Staff` {
    @Test func `come in once by the link, set a password, and sign in again with it`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            let saved = try await control.post(
                "/control/password", ["name": "Saule", "password": "four words in a row"])
            #expect(saved.address == "/control/sessions")
            try await control.post("/leave", [:])
            #expect(try await control.get("/control").status == 404)
            let wrong = try await control.post("/staff", ["name": "Saule", "password": "three words"])
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("Name and password do not fit together"))
            #expect(!wrong.html.contains("three words"), "a password is not sent back")
            let again = try await control.post(
                "/staff", ["name": "saule", "password": "four words in a row"])
            #expect(again.address == "/control")
            #expect(again.status == 200)
        }
    }

    @Test func `choose a password that is long enough, and no name of somebody else`() async throws {
        try await Playground.play { playground in
            let first = try await playground.lead()
            let short = try await first.post("/control/password", ["name": "Saule", "password": "short"])
            #expect(short.status == 422)
            try await first.post("/control/password", ["name": "Saule", "password": "four words in a row"])
            let second = try await playground.lead()
            let taken = try await second.post(
                "/control/password", ["name": "SAULE", "password": "another four words here"])
            #expect(taken.status == 422)
            #expect(taken.text.contains("Choose another"))
            let old = Browser(site: playground.site)
            try await old.post("/staff", ["name": "Saule", "password": "four words in a row"])
            #expect(try await old.get("/control").status == 200)
            try await first.post("/control/password", ["name": "Saule", "password": "five new words in row"])
            #expect(try await old.get("/control").status == 404, "signed in with the old password")
            #expect(try await first.get("/control").status == 200)
            let later = Browser(site: playground.site)
            #expect(
                try await later.post("/staff", ["name": "Saule", "password": "four words in a row"]).status
                    == 422)
            #expect(
                try await later.post("/staff", ["name": "Saule", "password": "five new words in row"]).address
                    == "/control")
        }
    }

    @Test func `are not found by trying passwords`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            try await control.post("/control/password", ["name": "Saule", "password": "four words in a row"])
            let guesser = Browser(site: playground.site, from: "192.0.2.99")
            for number in 0..<10 {
                let answer = try await guesser.post(
                    "/staff", ["name": "Saule", "password": "guess \(number)"])
                #expect(answer.status == 422)
            }
            #expect(
                try await guesser.post("/staff", ["name": "Saule", "password": "four words in a row"]).status
                    == 429)
        }
    }

    @Test func `of no run sign in with the password of a participant`() async throws {
        try await Playground.play { playground in
            _ = try await playground.sit("house_desk", name: "Anna")
            let anna = try #require(try await playground.roster.participants(of: "run1").last)
            try await playground.roster.setPasswordHash("kept four words in a row", of: anna.number)
            let answer = try await Browser(site: playground.site).post(
                "/staff", ["name": "Anna", "password": "four words in a row"])
            #expect(answer.status == 422)
        }
    }
}
