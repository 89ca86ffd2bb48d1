import EventStore
import HTTPCore
import Host
import Model
import Roster
import Testing
import Web

@Suite struct `The door` {
    @Test func `opens a seat only after the content note`() async throws {
        try await Playground.play { playground in
            let browser = Browser(site: playground.site)
            let seat = try await browser.get("/join/token-house_desk")
            #expect(seat.text.contains("Shelter worker"))
            let note = try await browser.post("/join/token-house_desk", ["name": "Anna", "language": "en"])
            #expect(note.address == "/note")
            #expect(note.text.contains("Threats against families"))
            #expect(note.text.contains("STOP stands on every page"))
            #expect(try await browser.get("/now").address == "/note", "not yet")
            #expect(try await browser.post("/note", ["answer": "yes"]).address == "/now")
        }
    }

    @Test func `lets somebody go who does not want this case, without a reason`() async throws {
        try await Playground.play { playground in
            let browser = Browser(site: playground.site)
            try await browser.post("/join/token-house_desk", ["name": "Anna", "language": "en"])
            let page = try await browser.post("/note", ["answer": "no"])
            #expect(page.text.contains("you need give no reason"))
            #expect(try await browser.get("/now").address == "/join")
        }
    }

    @Test func `cuts no name, and says how long one may be`() async throws {
        try await Playground.play { playground in
            let browser = Browser(site: playground.site)
            let name = String(repeating: "Anna ", count: 12) + "B"
            let page = try await browser.post("/join/token-house_desk", ["name": name, "language": "en"])
            #expect(page.status == 422)
            #expect(page.text.contains("At most 60 letters are kept, and this text has 61"))
            #expect(page.html.contains("value=\"\(name)\""))
            let fits = try await browser.post(
                "/join/token-house_desk", ["name": String(name.dropLast(2)), "language": "en"])
            #expect(fits.address == "/note")
        }
    }

    @Test(arguments: [
        "Control", "control", "Соntrоl", "OBSERVER", "Штаб учения", "С0ntrol", "Contro1", "ControI",
        "CONTROl",
        "Ｃｏｎｔｒｏｌ", "𝐂𝐨𝐧𝐭𝐫𝐨𝐥", "𝙲𝚘𝚗𝚝𝚛𝚘𝚕", "Ⅽontroⅼ", "Ꮯontrol", "Cօntrol", "ᴄᴏɴᴛʀᴏʟ", "0bserver",
        "Штaб yчeния",
    ])
    func `takes no name that the pages have for others`(name: String) async throws {
        try await Playground.play { playground in
            let browser = Browser(site: playground.site)
            let page = try await browser.post("/join/token-house_desk", ["name": name, "language": "en"])
            #expect(page.status == 422)
            #expect(page.text.contains("That is what a role is called here"))
            #expect(page.html.contains(name), "it stands there to be changed")
            #expect(try await playground.roster.participants(of: "run1").allSatisfy { $0.name != name })
        }
    }

    @Test func `tells names apart that look the same`() async throws {
        try await Playground.play { playground in
            _ = try await playground.sit("house_desk", name: "Anna")
            // The first letter and the last are Cyrillic.
            _ = try await playground.sit("house_desk", name: "Аnnа")
            _ = try await playground.sit("house_desk", name: "Anya")
            let names = try await playground.roster.participants(of: "run1").map(\.name)
            #expect(names.contains("Anna") && names.contains("Аnnа 2") && names.contains("Anya"), "\(names)")
        }
    }

    @Test(arguments: [
        ("Ilya", "llya"), ("Ilya", "1lya"), ("Alla", "AIla"), ("Oleg", "0leg"), ("Anna", "Ａｎｎａ"),
        ("Anna", "𝒜𝓃𝓃𝒶"),
        ("Diana", "Ⅾiana"), ("Elena", "Ꭼlena"), ("Olga", "Օlga"), ("Nina", "Νina"),
    ]) func `gives a number to a name that looks like one that is there`(one: String, other: String)
        async throws
    {
        try await Playground.play { playground in
            _ = try await playground.sit("house_desk", name: one)
            _ = try await playground.sit("house_desk", name: other)
            let names = try await playground.roster.participants(of: "run1").map(\.name)
            #expect(names.contains(one) && names.contains(other + " 2"), "\(names)")
        }
    }

    @Test func `keeps names of every script as they are typed`() async throws {
        let all = [
            "Alia", "Alla", "Ali", "Ivan", "Иван", "Iоанн", "Ｙｕｋｉ", "Հովհաննես", "Օլգա", "Γιάννης", "ᎠᏂᏓ",
            "Işıl", "Ⅷ",
            "João", "Ольга 10", "明子", "عائشة",
        ]
        try await Playground.play { playground in
            for name in all { _ = try await playground.sit("house_desk", name: name) }
            let names = try await playground.roster.participants(of: "run1").map(\.name)
            #expect(Set(all).isSubset(of: names), "\(names)")
        }
    }

    @Test func `takes a short code in place of a link`() async throws {
        try await Playground.play { playground in
            let browser = Browser(site: playground.site)
            let page = try await browser.post("/join", ["code": "1000 0002"])
            #expect(page.address == "/join/10000002")
            #expect(page.text.contains("Shelter worker"))
            let wrong = try await browser.post("/join", ["code": "99999999"])
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("No seat has this code"))
        }
    }

    @Test func `lets several people sit in one seat, and names nobody to who is not signed in`() async throws
    {
        try await Playground.play { playground in
            let anna = try await playground.sit("house_desk", name: "Anna")
            _ = try await playground.sit("house_desk", name: "Bekzat")
            #expect(try await anna.get("/me").text.contains("Bekzat"))
            let page = try await Browser(site: playground.site).get("/join/token-house_desk")
            for name in ["Anna", "Bekzat"] { #expect(!page.text.contains(name)) }
        }
    }

    @Test func `counts who said yes and is signed in, and nobody else`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            func seated() async throws -> Bool {
                try await control.get("/control?seat=house_desk").text.contains("1 person")
            }
            let anna = try await playground.sit("house_desk", name: "Anna")
            let bekzat = Browser(site: playground.site)
            try await bekzat.post("/join/token-house_desk", ["name": "Bekzat", "language": "en"])
            #expect(try await seated(), "the second has not said yes yet")
            #expect(!(try await anna.get("/me").text.contains("Bekzat")))
            let declined = try await bekzat.post("/note", ["answer": "no"])
            #expect(declined.link("take part after all") == "/join/10000002")
            #expect(declined.address == "/note/declined", "a code in an address stays in the history")
            #expect(!(try await anna.get("/me").text.contains("Bekzat")), "said no")
            #expect(
                try await playground.roster.participants(of: "run1").filter { $0.name == "Bekzat" }.isEmpty,
                "no name stays of who said no")
            #expect(try await seated())
            try await anna.post("/leave", [:])
            #expect(try await control.get("/control?seat=house_desk").text.contains("Nobody has joined yet"))
        }
    }

    @Test func `lets somebody who said yes say no later`() async throws {
        try await Playground.play { playground in
            let anna = try await playground.sit("house_desk", name: "Anna")
            #expect(try await anna.get("/note").text.contains("Not this case"))
            #expect(try await anna.post("/note", ["answer": "no"]).text.contains("That is all right"))
            #expect(try await anna.get("/now").address == "/join")
            let control = try await playground.lead()
            #expect(try await control.get("/control?seat=house_desk").text.contains("Nobody has joined yet"))
        }
    }

    @Test func `has the band on every page, and STOP for who is signed in`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let stranger = Browser(site: playground.site)
            for address in ["/join", "/join/token-house_desk", "/left", "/glossary"] {
                let page = try await stranger.get(address)
                #expect(page.html.contains("band-exercise"), "\(address)")
                #expect(!page.html.contains("button-stop"), "\(address) of a stranger")
            }
            let seat = try await playground.sit("house_desk")
            for address in ["/join", "/note", "/stop", "/left", "/glossary", "/now", "/debrief"] {
                let page = try await seat.get(address)
                #expect(page.html.contains("button-stop"), "\(address) has no STOP")
                #expect(page.html.contains("band-clock"), "\(address) has no clock")
            }
            #expect(try await playground.lead().get("/debrief").html.contains("button-stop"))
            try await playground.control(.end)
            for address in ["/now", "/note", "/debrief"] {
                #expect(!(try await seat.get(address).html.contains("button-stop")), "nothing to stop")
            }
        }
    }

    @Test func `keeps own notes for one person alone, and erases them`() async throws {
        try await Playground.play { playground in
            let anna = try await playground.sit("house_desk", name: "Anna")
            let bekzat = try await playground.sit("house_desk", name: "Bekzat")
            #expect(
                try await anna.post("/me/notes", ["notes": "Ask about the van."]).text.contains(
                    "Ask about the van."))
            #expect(!(try await bekzat.get("/me").text.contains("Ask about the van.")))
            #expect(!(try await playground.lead().get("/control").text.contains("Ask about the van.")))
            let after = try await anna.post("/me/notes", ["notes": "Ask about the van.", "erase": "yes"])
            #expect(!after.text.contains("Ask about the van."))
            #expect(try await playground.store.head("run1") == 0, "nothing in the log")
        }
    }

    @Test func `lets control in once with one link`() async throws {
        try await Playground.play { playground in
            try await playground.roster.add(
                JoinLink(
                    tokenDigest: BLAKE2b.digest(Array("enter".utf8)), kind: .control, run: "run1", once: true,
                    createdMs: 0))
            let first = Browser(site: playground.site)
            // A messenger looks at what is sent, and so does who is not sure yet.
            for method in [Method.head, .get] {
                let headers = Headers([.init(name: "Host", value: "desk.local")])
                let looked = await playground.site.handle(Request(method, "/enter/enter", headers: headers))
                #expect(looked.status == .ok)
                #expect(looked.headers.all("Set-Cookie") == [])
            }
            #expect(try await first.get("/enter/enter").text.contains("This link works once"))
            #expect(try await first.post("/enter/enter", [:]).address == "/control")
            #expect(try await first.get("/enter/enter").address == "/control", "is in already")
            let second = Browser(site: playground.site)
            #expect(try await second.get("/enter/enter").text.contains("does not open any more"))
            #expect(try await second.post("/enter/enter", [:]).text.contains("does not open any more"))
        }
    }

    @Test func `takes no form from another site`() async throws {
        try await Playground.play { playground in
            let browser = try await playground.sit("house_desk")
            let page = try await browser.post("/leave", [:], origin: "http://elsewhere.example")
            #expect(page.status == 403)
            #expect(try await browser.get("/now").address == "/now", "still there")
        }
    }

    @Test func `sends every page with a strict policy`() async throws {
        try await Playground.play { playground in
            let headers = try await Browser(site: playground.site).get("/join").headers
            #expect(headers["Content-Security-Policy"]?.contains("default-src 'self'") == true)
            #expect(headers["X-Content-Type-Options"] == "nosniff")
            #expect(headers["Cache-Control"] == "no-store")
        }
    }

    @Test func `speaks the language that was chosen`() async throws {
        try await Playground.play { playground in
            let browser = try await playground.sit("house_desk", language: "en")
            #expect(try await browser.get("/me").html.contains("lang=\"en\""))
            let page = try await browser.post("/language", ["language": "ru", "back": "/me"])
            #expect(page.address == "/me")
            #expect(page.html.contains("lang=\"ru\""))
            let elsewhere = try await browser.post("/language", ["language": "en", "back": "//evil.example"])
            #expect(elsewhere.address == "/now")
        }
    }

    @Test func `stops the run for everybody and names nobody`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let browser = try await playground.sit("house_desk")
            let other = try await playground.sit("police_desk", name: "Bekzat")
            #expect(try await browser.get("/stop").text.contains("nobody sees who pressed it"))
            #expect(try await browser.post("/stop", [:]).text.contains("Somebody said STOP"))
            #expect(try await other.get("/now").text.contains("Somebody said STOP"))
            let row = try #require(try await playground.store.read("run1", after: 0, limit: 100).last)
            #expect(row.participant == 0)
            #expect(row.seat == "")
        }
    }

    @Test func `passes a wish for a break to control alone`() async throws {
        try await Playground.play { playground in
            let browser = try await playground.sit("house_desk")
            let rows = try await playground.store.head("run1")
            #expect(try await browser.post("/break", [:]).text.contains("The exercise team knows"))
            #expect(try await playground.roster.breaks(of: "run1").count == 1)
            #expect(try await playground.store.head("run1") == rows, "nothing in the log")
        }
    }
}
