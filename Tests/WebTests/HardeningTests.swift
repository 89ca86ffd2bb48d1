import Basics
import EventStore
import HTTPCore
import Model
import Roster
import Runtime
import Testing
import Views
import Web

@Suite struct `Every answer` {
    private static let addresses = [
        "/", "/join", "/join/nothing", "/enter/nothing", "/staff", "/now", "/me", "/stream", "/nothing",
        "/assets/nothing",
        "/assets/styles/kerege.css", "/assets/mark.svg", "/control", "/debrief",
    ]

    @Test(arguments: addresses) func `carries the headers that keep others out`(address: String) async throws
    {
        try await Playground.play { playground in
            let browser = try await playground.sit("house_desk")
            let cookie = try #require(browser.cookie("kerege"))
            for jar in ["", "kerege=" + cookie] {
                let request = Request(
                    .get, address,
                    headers: Headers([
                        .init(name: "Host", value: "desk.local"), .init(name: "Cookie", value: jar),
                    ]))
                let headers = await playground.site.handle(request).headers
                let policy = try #require(headers["Content-Security-Policy"])
                for part in [
                    "default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'",
                    "frame-ancestors 'none'",
                ] { #expect(policy.contains(part)) }
                #expect(!policy.contains("unsafe") && !policy.contains("http") && !policy.contains("data:"))
                #expect(headers["X-Content-Type-Options"] == "nosniff")
                #expect(headers["Referrer-Policy"] == "same-origin")
                #expect(headers["X-Frame-Options"] == "DENY")
                #expect(headers["Cross-Origin-Opener-Policy"] == "same-origin")
                #expect(headers["Cross-Origin-Resource-Policy"] == "same-origin")
                #expect(headers["Permissions-Policy"]?.contains("camera=()") == true)
                #expect(headers["Cache-Control"] != nil)
                #expect(headers["Strict-Transport-Security"] == nil, "see SECURITY.md")
            }
        }
    }

    @Test func `carries them also where the server answers by itself`() async throws {
        try await Playground.play { playground in
            let headers = playground.site.dressed(.text("no request", status: .badRequest)).headers
            for name in ["Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options"] {
                #expect(headers[name] != nil)
            }
        }
    }

    @Test func `to who has no session reads sixteen kilobytes and no more`() async throws {
        try await Playground.play { playground in
            func limit(_ path: String, _ cookie: String) -> Int {
                let head = Request(
                    .post, path, headers: Headers([.init(name: "Cookie", value: cookie)])
                ).head
                if case .buffer(let limit) = playground.site.policy(for: head) { return limit }
                return 0
            }
            #expect(limit("/act/x/do", "") == 16_384)
            #expect(limit("/act/x/do", "theme=dark") == 16_384)
            #expect(limit("/act/x/do", "kerege=token") == 1 << 20)
            #expect(limit("/join/token", "kerege=token") == 16_384)
        }
    }

    @Test func `to a form of a hundred thousand fields is short`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            let act = try #require(
                try await police.get("/act").html.firstMatch(of: /href="(\/act\/[a-z0-9]{13})/)
            ).output.1
            let many = Fields((0..<100_000).map { _ in Fields.Field(name: "a", value: "") })
            let request = Request(
                .post, act + "/do",
                headers: Headers([
                    .init(name: "Host", value: "desk.local"),
                    .init(name: "Origin", value: "http://desk.local"),
                    .init(name: "Cookie", value: "kerege=" + (police.cookie("kerege") ?? "")),
                    .init(name: "Content-Type", value: "application/x-www-form-urlencoded"),
                ]), body: Array(many.urlEncoded.utf8))
            let response = await playground.site.handle(request)
            #expect(response.status == .contentTooLarge)
            guard case .bytes(let bytes) = response.body else {
                Issue.record("no page")
                return
            }
            #expect(bytes.count < 20_000)
        }
    }

    @Test func `asks nothing of anybody else, and holds no script or style of its own`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.jump()
            let seat = try await playground.sit("house_desk")
            let control = try await playground.lead()
            for (browser, start) in [(seat, "/now"), (control, "/control")] {
                var addresses = [start, "/debrief", "/staff", "/join"]
                var next = 0
                while next < addresses.count, next < 60 {
                    let page = try await browser.get(addresses[next])
                    next += 1
                    for match in page.html.matches(of: /href="(\/[^"#]*)"/) {
                        let address = String(match.output.1).replacing("&amp;", with: "&")
                        if !address.hasPrefix("/assets"), !addresses.contains(address) {
                            addresses.append(address)
                        }
                    }
                    for banned in [
                        /<style/, /<script(?![^>]*\ssrc=)/, /\sstyle="/, /\son[a-z]+="/, /javascript:/,
                        /(?:src|href|action|poster|srcset)="(?:https?:)?\/\//,
                        /<(?:iframe|object|embed|base)\b/,
                    ] {
                        #expect(page.html.firstMatch(of: banned) == nil, "\(page.address): \(banned)")
                    }
                }
                #expect(next > 8)
            }
        }
    }
}

@Suite struct `A form` {
    private func post(_ site: Site, _ cookie: String, _ headers: [Headers.Field], to address: String) async
        -> Int
    {
        var all = Headers([.init(name: "Host", value: "desk.local"), .init(name: "Cookie", value: cookie)])
        for header in headers { all.add(header.name, header.value) }
        return await site.handle(Request.post(address, form: Fields(), headers: all)).status.rawValue
    }

    /// Every address that takes a form, with something in the place of parameters.
    private static let takers = Site.allRoutes.compactMap(\.postAddress).map {
        $0.replacing(":", with: "1")
    }

    @Test(arguments: takers) func `is taken from our own pages alone`(address: String) async throws {
        try await Playground.play { playground in
            let browser = try await playground.lead()
            let cookie = "kerege=" + (browser.cookie("kerege") ?? "")
            for (name, value) in [
                ("Origin", "http://evil.example"), ("Origin", "null"),
                ("Origin", "http://desk.local.evil.example"),
                ("Origin", "http://desk.local:81"), ("Origin", ""),
                ("Origin", "http://evil.example/http://desk.local"),
                ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"),
                ("Referer", "http://evil.example/desk.local"), ("X-Nothing", "at all"),
            ] {
                let status = await post(
                    playground.site, cookie, [.init(name: name, value: value)], to: address)
                #expect(status == 403, "\(name): \(value)")
            }
            #expect(try await playground.store.head("run1") == 0)
        }
    }
}

@Suite struct `What people write` {
    static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
        "</textarea><svg/onload=1>",
        "</title><script>1</script>", "{{7*7}}${7*7}", "javascript:alert(1)", "]]><!--", "\u{202E}gnp.exe",
        "a\u{0}b",
        "x\r\nSet-Cookie: kerege=1\r\n\r\n<html>", "&lt;script&gt;", "[a](javascript:alert(1))",
        "<a href=\"//evil.example\">",
    ]

    @Test(arguments: hostile) func `stays text wherever it is shown`(text: String) async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.jump()
            let seat = try await playground.sit("house_desk", name: text)
            let control = try await playground.lead()
            try await control.post(
                "/control/improvise",
                ["seat": "house_desk", "channel": "phone", "from": text, "title": text, "text": text])
            try await playground.control(
                .improvise(
                    Improvised(
                        seats: [SeatID(2)], channel: ChannelID(0), from: Typed(text), title: Typed(text),
                        text: Typed(text), facts: [])))
            try await seat.post("/language", ["language": text, "back": text])
            try await seat.post("/theme", ["theme": text, "back": text])
            var pages: [Browser.Page] = []
            for address in ["/me", "/now?all=1", "/join/token-house_desk", "/act", "/talk"] {
                pages.append(try await seat.get(address))
            }
            for link in pages[1].html.matches(of: /href="(\/item\/[^"]*)"/) {
                pages.append(try await seat.get(String(link.output.1)))
            }
            for form in pages[3].html.matches(of: /href="(\/act\/[a-z0-9]*)"/).prefix(30) {
                pages.append(
                    try await seat.post(String(form.output.1), ["text": text, "more": text, "item": text]))
            }
            for address in ["/control", "/control/doors", "/control/sessions", "/control/seat/house_desk"] {
                pages.append(try await control.get(address))
            }
            pages.append(try await seat.post("/join", ["code": text]))
            pages.append(try await control.post("/staff", ["name": text, "password": text]))
            for page in pages {
                for banned in [
                    /<script(?![^>]*\ssrc="\/assets)/, /<img/, /onerror=alert\(1\)>/, /<svg\/onload/, /<!--/,
                    /href="javascript:/, /href="\/\//, /\u{0}/, /'\sonmouseover='/,
                ] {
                    #expect(page.html.firstMatch(of: banned) == nil, "\(page.address): \(banned)")
                }
                for field in page.headers.fields {
                    #expect(!field.value.contains("\n") && !field.value.contains("\r"))
                    #expect(!field.value.contains("kerege=1"))
                }
            }
            #expect(pages.count > 15)
        }
    }
}

@Suite struct `The folder of assets` {
    @Test(arguments: [
        "/assets/", "/assets//etc/passwd", "/assets/styles", "/assets/scripts/", "/assets/....//secret",
        "/assets/%252e%252e/secret", "/assets/tsconfig.json",
    ])
    func `gives out its files and nothing beside them`(address: String) async throws {
        try await Playground.play { playground in
            let page = try await Browser(site: playground.site).get(address)
            #expect(page.status == 404)
        }
    }
}

@Suite struct `The mark of a form` {
    private func recipient(_ name: String, on page: Browser.Page) -> String? {
        page.html.matches(of: /name="agencies" value="([a-z0-9]*)"[^>]*>.*?<\/label>/)
            .first { $0.output.0.contains(name) }.map { String($0.output.1) }
    }

    @Test(arguments: ["x", "c1", "seven77", "0123456789abcdef"])
    func `makes a repeat harmless, however short it is`(command: String) async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            let write = try #require(try await police.get("/act").link("Write a message"))
            let house = try #require(recipient("River House", on: try await police.get(write)))
            for _ in 1...2 {
                let sent = try await police.post(
                    write + "/do", ["command": command, "agencies": house, "text": "Good morning"])
                #expect(sent.status == 200)
            }
            let rows = try await playground.store.read("run1", after: 0, limit: 100)
            let sent = rows.filter { $0.typed != nil }
            #expect(sent.count == 1)
            // It may be a name, and the log is never erased.
            #expect(sent.allSatisfy { $0.commandID.count == 32 && !$0.commandID.hasSuffix("-" + command) })
        }
    }

    @Test func `counts for one person where it is short, so that two who begin with 1 are two`() async throws
    {
        try await Playground.play { playground in
            try await playground.control(.start)
            for seat in ["police_desk", "court_desk"] {
                let browser = try await playground.sit(seat)
                let write = try #require(try await browser.get("/act").link("Write a message"))
                let house = try #require(recipient("River House", on: try await browser.get(write)))
                _ = try await browser.post(
                    write + "/do", ["command": "1", "agencies": house, "text": "Good morning"])
            }
            let rows = try await playground.store.read("run1", after: 0, limit: 100)
            #expect(rows.filter { $0.typed != nil }.count == 2)
        }
    }

    @Test func `is in no record, since the log is never erased and a mark may be a name`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            #expect(try await control.post("/control/start", ["command": "Jekaterina-1970"]).status == 200)
            for row in try await playground.store.read("run1", after: 0, limit: 100) {
                #expect(!row.commandID.contains("Jekaterina"))
                #expect(!String(decoding: row.body, as: UTF8.self).contains("Jekaterina"))
            }
        }
    }

    @Test func `is known again where a log of before holds it as it was sent`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            let number = try #require(try await playground.roster.participants(of: "run1").first).number
            _ = try await playground.run.submit(
                .control(.start), id: "begun-before", participant: Int(number), seat: "")
            let again = try await control.post("/control/start", ["command": "begun-before"])
            #expect(again.status == 200, "the same once more")
            let other = try await control.post("/control/pause", ["command": "begun-before"])
            #expect(other.status == 422, "another act under the same mark")
        }
    }

    @Test(arguments: [String(repeating: "a", count: 65), "two words", "ключ-0001"])
    func `is refused in the reader's language where it cannot be recorded, but never for STOP`(
        command: String
    ) async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            let write = try #require(try await police.get("/act").link("Write a message"))
            let house = try #require(recipient("River House", on: try await police.get(write)))
            let refused = try await police.post(
                write + "/do", ["command": command, "agencies": house, "text": "Good morning"])
            #expect(refused.status == 400)
            #expect(refused.text.contains("Nothing was recorded."))
            let stopped = try await police.post("/stop", ["command": command])
            #expect(stopped.status == 200)
            #expect(playground.run.view(of: SeatID(0)).clock.condition == .stopped)
        }
    }
}
