import Basics
import EventStore
import Foundation
import Model
import Roster
import Testing
import Web

@Suite struct `What looks like real data` {
    @Test(arguments: [
        ("write to a.person@post.org today", RealData.Kind.email), ("call +996 555 123 456", .phone),
        ("call 00996555123456 at night", .phone), ("call 0312 61 20 05", .phone),
        ("account DE89 3704 0044 0532 0130 00", .account), ("account GB82WEST12345698765432", .account),
        ("passport AN1234567", .document), ("passport AC 1234567", .document),
        ("number 21504199012345", .document),
        ("Пишите на ivan@pochta.org, пожалуйста", .email), ("паспорт AN1234567 утерян", .document),
        ("позвоните 8 (701) 123-45-67", .phone), ("8 701 123 45 67 или 14:20", .phone),
        ("87011234567", .phone),
        ("0555123456", .phone), ("tel:0555-12-34-56.", .phone), ("0 555 123456", .phone),
        ("(212) 555-0123", .phone), ("+49\u{A0}170\u{A0}1234567", .phone), ("+49–170–1234567", .phone),
        ("+49/170/1234567", .phone), ("+996 (555) 12-34-56", .phone), ("０５５５１２３４５６", .phone),
        ("+٩٩٦ ٥٥٥ ١٢٣ ٤٥٦", .phone), ("0555\u{200B}123\u{AD}456", .phone),
        ("de89 3704 0044 0532 0130 00 for the rent", .account), ("gb82west12345698765432", .account),
        ("DE89-3704-0044-0532-0130-00", .account), ("card 4111 1111 1111 1111", .account),
        ("4111111111111111", .account), ("иван@почта.рф", .email), ("ａ.ｐｅｒｓｏｎ@ｐｏｓｔ.org", .email),
        ("паспорт АН1234567", .document), ("паспорт АН 1234567", .document),
        ("998 90 123 45 67", .phone), ("992 93 123-45-67", .phone), ("996 555 123 456", .phone),
        ("993 12 34 56 78", .phone), ("993 12 345678", .phone), ("374 10 123456", .phone),
        ("a.person (at) post.org", .email), ("a.person[at]post.org", .email),
        ("a.person { AT } post [dot] org", .email),
        ("write to a.person at post dot org", .email), ("ivan собака почта точка рф", .email),
        ("701 123 45 67", .phone), ("паспорт 4510 123456", .document), ("45 10 123456", .document),
        ("паспорт № 1234567", .document), ("№1234567", .document), ("ID No. 12345678 of her", .document),
        ("passport nr. 123456789", .document),
        ("write to ivan@post", .email), ("ИВАН@почта!", .email),
        ("996\r\n555\r\n123456", .phone), ("996\n555\n123456", .phone), ("996  555   123 456", .phone),
        ("+996\r\n555 123 456", .phone), ("0555\r\n123\r\n456", .phone),
        ("9 9 6 5 5 5 1 2 3 4 5 6", .phone), ("9-9-6-5-5-5-1-2-3-4-5-6", .phone),
        ("0 5 5 5 1 2 3 4 5 6, she said", .phone),
        ("tel 5551234", .phone), ("тел. 555-12-34", .phone), ("Phone: 5551234", .phone),
        ("mobile 555-1234", .phone),
        ("телефон 555 123", .phone), ("passport no 1234567", .document), ("паспорт 1234567", .document),
        ("ID card 1234567", .document), ("passport no. AB123456", .document),
        ("passport PE 123456", .document),
        ("SSN 123-45-6789", .document), ("СНИЛС 112-233-445 95", .document), ("1234 5678 9012", .document),
        ("De89370400440532013000", .account), ("Gb82 west 1234 5698 7654 32 today", .account),
        ("555_123_456", .phone), ("at 555_12_34_56 tonight", .phone), ("2 290519 9900123", .document),
        ("PE 123456", .document), ("driver licence 123456", .document), ("call me at 5551234", .phone),
        ("my number 5551234", .phone), ("Ph. 555 1234", .phone), ("tél 5551234", .phone),
        ("мой паспорт серии 1234 номер 567890", .document), ("его номер 555 12 34", .phone),
        ("позвоните мне 5551234", .phone), ("водительские права 123456", .document),
        ("call 555123456 tonight", .phone), ("555123456", .phone), ("number 700123456.", .phone),
        ("aida @ gmail.com", .email), ("aida@ gmail.com", .email), ("aida[@]gmail.com", .email),
        ("aida (@) gmail.com", .email), ("aida [at] gmail.com", .email), ("Аида @ почта.рф", .email),
        ("аида [собака] почта.рф", .email), ("aida [@] gmail [dot] com", .email),
        ("call her on 555 12 34", .phone), ("phone him: 612005", .phone),
        ("call us back on 555-1234", .phone),
        ("звоните ей на 555 12 34", .phone), ("позвоните ему по 612005", .phone), ("cell 555-1234", .phone),
        ("cell: 0555 12 34", .phone), ("cell 555-12-34", .phone), ("her cell phone 555 12 34", .phone),
        ("06 12 34 56 78", .phone), ("at 06.12.34.56.78, she said", .phone),
        ("спросить: 06-12-34-56-78", .phone),
        ("2125550199", .phone), ("Её ищут: 9161234567.", .phone), ("2032551234 at night", .phone),
        ("р/с 40817810099910004312", .account), ("Р/С № 40817 810 0 9991 0004312", .account),
        ("р/с 40817810099910004000 и 15 000 сом", .account), ("счёт № 12345678", .account),
        ("acct no 12345678", .account), ("ACCT NO 12345678", .account), ("a/c 12345678", .account),
        ("her account number is 12-345678", .account),
        ("social security number 123-45-6789", .document), ("123-45-6789", .document),
        ("national insurance number 123456", .document), ("112-233-445 95", .document),
        ("у неё 112-233-445-95, и всё", .document), ("tel 61.20.05", .phone), ("тел. 10.06.31", .phone),
        ("id 1985-06-10-1234", .document),
    ]) func `is noticed`(text: String, kind: RealData.Kind) {
        #expect(RealData.findings(in: text).map(\.kind) == [kind])
    }

    @Test(arguments: [
        "EU 120000", "XK 123456", "her number 123", "photo_20261127_123456", "999_123_456", "order AB 123456",
        "number 123456 of them", "номер 123456", "we call 12 people at 14:20",
        "phone 150 000", "tel 999 555 123", "passport XK 123456", "id 12345",
        "in the telephone 14:20, 6 people, 120 beds",
        "De88370400440532013000", "a mobile home for 123456 people", "tel", "passport number",
        "write to desk@shelter.example or a@b.test, or c@d.invalid", "a@mail.example.org",
        "call +999 555 123 456",
        "account XA89 3704 0044 0532 0130 00", "account DE88 3704 0044 0532 0130 00", "passport XK1234567",
        "on 2031-01-06 at 14:20 for 30 days", "rule R-CON-01, article 12", "code 1000 0002", "case 2031/0045",
        "26 people, 130 seats, 1,000 euros", "В 14:20, 6 января 2031 года, 12 человек", "",
        "999 90 123 45 67", "number 99912345678901", "on 08.11.2026 at 10:30, and 09.11.2026 11:45",
        "plate 01 KG 123 ABC",
        "1 250 000, then 87 011 234 567", "3,450,000.00 and 12.500.000", "В 1234567 случаях",
        "card 4111 1111 1111 1112", "a.b@c", "@", "+", "14:00 123 456 7", "version 0.5551234567",
        "look at post.org", "we met (at 9) in the hall dot", "desk (at) shelter.example",
        "desk at shelter dot example",
        "собака лаяла, и точка", "at dot", "(at) post.org", "a (at) b",
        "rooms 101 102 103 104 105 106 107 108 109",
        "дело № 1234567", "Дело №1234567", "case No. 12345678", "case number 123456789",
        "протокол № 123456789",
        "request 123456789", "№ 17", "№ 1234567/31", "дело № 01-148-2031", "file #1234567",
        "по делу: № 1234567",
        "1 2 3 4 5 6 7 8 9 10", "9 8 7 6 5 4 3 2 1 0", "5 5 5 5 5 5 5 5 5", "9 9 9 5 5 5 1 2 3 4 5 6",
        "125000000 in all", "999123456", "000123456", "12 345678901", "on 08.11.2026\r\n10:30\r\n26 people",
        "945 000\r\n120 000\r\n77 000", "desk@shelter.example", "me@example", "@ivan", "ivan@", "5@home",
        "a@bc",
        "at 14:00\r\n123 456 7",
        "cell 204 205 206", "cell 204-206", "cell 12 14 16, then 18", "cell 204\r\n205\r\n206",
        "cell: 10.06.2031",
        "licence 2031-06-10", "licence 2031/06/10 to 2032/06/09", "I call 10.06.2031 a bad day",
        "call her on 10.06.2031 14:30", "call on 10.06.2031–12.06.2031", "паспорт 10.06.2031",
        "позвоните ей 10.06.2031 в 14:20", "телефон 2031-06-10",
        "meet @ noon. Then go", "we met @ River House", "Anna @ shelter.example", "2 kg @ 3.50 each",
        "anna[@]shelter.example", "[@]", "a [@] b", "аида [@] приют.test",
        "call her on 6 January 2031, 14:20", "call them at 18 30", "звоните им на 12 человек больше",
        "счёт на 150 500 сом", "счёт на 12 345 678 сом", "account 1 200 000 som", "account 120500 som",
        "an account of 12345678 som", "acct no 12345000", "счёт: 12 345 678", "л/с 120 человек",
        "01 02 03 04 05", "02 14 26 38 50", "05 10 15 20 25 30", "06 09 14 22 31", "06 12 34 56 78 90",
        "06 12 34 56", "08.30-12.45 60 beds, 08.30–12.45 60", "12 34 56 78 90", "at 08.30-12.45 60 30",
        "2125550000", "2032061014", "2506203214", "1250000199", "case 2125550199", "дело № 2125550199",
        "2000550199", "9995550199", "Docket No. 2125550199", "3 000 000 000", "1 200 000 som",
        "1 200 000 сом на 26 человек", "case 123-45-6789", "дело № 112-233-445 95", "123 45 6789",
        "999-45-6789", "112 233 445 95", "999-233-445 95", "security 123456 people",
    ]) func `is not seen where there is none`(text: String) {
        #expect(RealData.findings(in: text) == [])
    }

    @Test func `is marked as it was typed, each thing once`() {
        let found = RealData.findings(
            in: "Ring +49–170–1234567 or ivan@почта.рф; 87011234567 is his brother's.")
        #expect(found.map(\.words) == ["+49–170–1234567", "ivan@почта.рф", "87011234567"])
        #expect(found.map(\.kind) == [.phone, .email, .phone])
        let labelled = RealData.findings(in: "His passport no. AB 123456, his tel. (0555) 12-34.")
        #expect(labelled.map(\.words) == ["AB 123456", "(0555) 12-34"])
    }

    /// To begin at each blank anew took sixteen seconds for 60 KB of them.
    @Test(
        .timeLimit(.minutes(1)),
        arguments: [" ", "\r\n", "1 ", "555 12 ", "9\r\n", "at ", "case ", " @ ", "a/", "01.06.2031-"])
    func `is looked for in a long draft without keeping others waiting`(piece: String) {
        let text = String(repeating: piece, count: 100_000 / piece.utf8.count) + " call 0555 123 456"
        #expect(RealData.findings(in: text).last?.kind == .phone)
    }

    @Test func `is in no text of the packs: what is made up there can be told on`() throws {
        let packs = URL(fileURLWithPath: Playground.root + "Packs")
        let files = try #require(FileManager.default.enumerator(at: packs, includingPropertiesForKeys: nil))
        var lines = 0
        for case let file as URL in files where ["yaml", "po"].contains(file.pathExtension) {
            let text = try String(contentsOf: file, encoding: .utf8)
            for line in text.split(separator: "\n") {
                lines += 1
                #expect(RealData.findings(in: String(line)) == [], "\(file.lastPathComponent): \(line)")
            }
            // And what stands below each other.
            #expect(RealData.findings(in: text) == [], "\(file.lastPathComponent)")
        }
        #expect(lines > 20_000)
    }

    @Test func `is asked about before an act is saved, and goes on if it is meant`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            let form = try await police.get(
                try #require(try await police.get("/act").link("Write a message")))
            let shelter = try #require(
                form.html.matches(of: /name="agencies" value="([a-z0-9]*)"[^>]*>.*?<\/label>/)
                    .first { $0.output.0.contains("River House") }?.output.1)
            let text = "Please call +996 555 123 456 tonight"
            let look = try await police.post(form.address, ["text": text, "agencies": String(shelter)])
            #expect(look.html.contains("<mark>+996 555 123 456</mark>"))
            let rows = try await playground.store.head("run1")
            let around = try await police.post(
                form.address + "/do", ["command": "c-0000001", "text": text, "agencies": String(shelter)])
            #expect(around.status == 422, "the question cannot be walked around")
            #expect(around.text.contains("This looks like real data"))
            #expect(around.html.contains("value=\"\(text)\""), "what was written is kept")
            #expect(try await playground.store.head("run1") == rows, "nothing is saved yet")
            let meant = try #require(around.value(of: "realdata"))
            let other = try await police.post(
                form.address + "/do",
                [
                    "command": "c-0000003", "text": text.replacing("123", with: "321"),
                    "agencies": String(shelter), "realdata": meant,
                ])
            #expect(other.status == 422, "what was meant were other words")
            #expect(try await playground.store.head("run1") == rows)
            let done = try await police.post(
                form.address + "/do",
                ["command": "c-0000002", "text": text, "agencies": String(shelter), "realdata": meant])
            #expect(done.text.contains("Recorded"))
        }
    }

    @Test(arguments: [("en", "This looks like real data"), ("ru", "Похоже на настоящие данные")])
    func `is asked about when control writes it`(language: String, words: String) async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead(language: language)
            let page = try await control.get("/control?compose=yes")
            let channel = try #require(
                page.html.firstMatch(
                    of: /<select[^>]*name="channel".*?<option value="([a-z_]*)"/.dotMatchesNewlines()))
            let form = try #require(page.html.firstMatch(of: /name="form" value="(form-compose)"/)).output.1
            let fields: KeyValuePairs<String, String> = [
                "form": String(form), "back": "/control?compose=yes", "seat": "house_desk",
                "channel": String(channel.output.1), "from": "A neighbour", "title": "News",
                "text": "Write to a.person@post.org",
            ]
            let rows = try await playground.store.head("run1")
            let asked = try await control.post("/control/improvise", fields)
            #expect(asked.status == 422)
            #expect(asked.text.contains(words))
            #expect(asked.text.contains("Write to a.person@post.org"), "what was written is kept")
            #expect(try await playground.store.head("run1") == rows)
            let meant = try #require(asked.value(of: "realdata"))
            func send(_ text: String) async throws {
                _ = try await control.post(
                    "/control/improvise",
                    [
                        "form": String(form), "back": "/control?compose=yes", "seat": "house_desk",
                        "channel": String(channel.output.1), "from": "A neighbour", "title": "News",
                        "text": text, "realdata": meant,
                    ])
            }
            try await send("Write to another.person@post.org")
            #expect(try await playground.store.head("run1") == rows, "what was meant were other words")
            try await send("Write to a.person@post.org")
            #expect(try await playground.store.head("run1") == rows + 1)
        }
    }
}

@Suite struct `Real data in what is not an act's text` {
    @Test func `is asked about in the fields of a form before it is signed`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            for fact in [0, 2] { try await playground.control(.told(FactID(fact), AgencyID(0))) }
            let police = try await playground.sit("police_desk")
            let form = try await police.get(
                try #require(try await police.get("/act").link("Write a safety plan together")))
            let person = try #require(form.choice("Davit", of: "person"))
            func sign(_ command: String, _ meant: String) async throws -> Browser.Page {
                try await police.post(
                    form.address + "/do",
                    [
                        "command": command, "person": person, "choice0": "1", "field0": "The brother.",
                        "field1": "Call +996 555 123 456.", "realdata": meant,
                    ])
            }
            let rows = try await playground.store.head("run1")
            let asked = try await sign("c-sign-001", "meant")
            #expect(asked.status == 422)
            #expect(asked.html.contains("<mark>+996 555 123 456</mark>"))
            #expect(try await playground.store.head("run1") == rows, "nothing is saved yet")
            let meant = try #require(asked.value(of: "realdata"))
            #expect(try await sign("c-sign-002", meant).text.contains("Recorded"))
        }
    }

    @Test func `is asked about in one's own notes before they are kept`() async throws {
        try await Playground.play { playground in
            let anna = try await playground.sit("house_desk")
            let notes = "Write to a.person@post.org."
            let asked = try await anna.post("/me/notes", ["notes": notes])
            #expect(asked.status == 422)
            #expect(asked.html.contains("<mark>a.person@post.org</mark>"))
            #expect(asked.html.contains(notes + "</textarea>"), "what was written is kept on the page")
            #expect(!(try await anna.get("/me").text.contains("a.person@post.org")))
            let meant = try #require(asked.value(of: "realdata"))
            let more = notes + " Or to her.sister@post.org."
            #expect(try await anna.post("/me/notes", ["notes": more, "realdata": meant]).status == 422)
            let kept = try await anna.post("/me/notes", ["notes": notes, "realdata": meant])
            #expect(kept.status == 200 && kept.text.contains(notes))
        }
    }

    @Test func `is asked about before a form that was begun is kept, at every step and by the script`()
        async throws
    {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let police = try await playground.sit("police_desk")
            let address = try #require(
                try await police.get("/act").link("Write a safety plan together"))
            let person = try #require(try await police.get(address).choice("Davit", of: "person"))
            let anna = try #require(try await playground.roster.participants(of: "run1").last).number
            let words = "Call +996 555 123 456."
            let byScript = try await police.post(address + "/keep", ["person": person, "field0": words])
            #expect(byScript.status == 422)
            let asked = try await police.post(
                address + "/step", ["person": person, "choice0": "1", "field0": words, "go": "3"])
            #expect(asked.status == 422)
            #expect(asked.html.contains("<mark>+996 555 123 456</mark>"))
            #expect(asked.html.contains(words), "what was written is kept on the page")
            #expect(try await playground.roster.drafts(of: anna) == [], "and nowhere else")
            let meant = try #require(asked.value(of: "realdata"))
            let next = try await police.post(
                address + "/step",
                ["person": person, "choice0": "1", "field0": words, "go": "3", "realdata": meant])
            #expect(next.text.contains("Facts that go with it"))
            #expect(next.value(of: "realdata") == meant, "nobody is asked twice about the same words")
            let look = try await police.post(
                address + "/step",
                ["person": person, "choice0": "1", "field0": words, "go": "4", "realdata": meant])
            #expect(look.value(of: "realdata") == meant)
            #expect(!look.text.contains("This looks like real data"))
            #expect(try await playground.roster.drafts(of: anna).count == 1)
        }
    }

    @Test func `is asked about in what a register is searched for: the log keeps that, too`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let border = try await playground.sit("border_desk")
            let address = try #require(try await border.get("/act").link("Search the crossings"))
            let basis = try #require(try await border.get(address).choice("Danger to life", of: "basis"))
            let rows = try await playground.store.head("run1")
            let asked = try await border.post(
                address + "/do", ["command": "c-query-01", "basis": basis, "text": "87011234567"])
            #expect(asked.status == 422)
            #expect(asked.html.contains("<mark>87011234567</mark>"))
            #expect(try await playground.store.head("run1") == rows)
        }
    }

    @Test func `is asked about in a name at the door, and in one of staff`() async throws {
        try await Playground.play { playground in
            let browser = Browser(site: playground.site)
            let name = "anna@post.org"
            let door = "/join/token-house_desk"
            let asked = try await browser.post(door, ["name": name, "language": "en"])
            #expect(asked.status == 422)
            #expect(asked.text.contains("This looks like real data"))
            #expect(asked.html.contains("value=\"\(name)\""))
            #expect(try await playground.roster.participants(of: "run1").isEmpty)
            let meant = try #require(asked.value(of: "realdata"))
            try await browser.post(door, ["name": name, "language": "en", "realdata": meant])
            #expect(try await playground.roster.participants(of: "run1").map(\.name) == [name])
            let control = try await playground.lead()
            let staff = try await control.post(
                "/control/password", ["name": "0555123456", "password": "four words in a row"])
            #expect(staff.status == 422)
            #expect(staff.text.contains("This looks like real data"))
        }
    }
}
