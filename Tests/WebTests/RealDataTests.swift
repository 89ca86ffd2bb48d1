import Basics
import EventStore
import Model
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
    ]) func `is noticed`(text: String, kind: RealData.Kind) {
        #expect(RealData.findings(in: text).map(\.kind) == [kind])
    }

    @Test(arguments: [
        "write to desk@shelter.example or a@b.test, or c@d.invalid", "a@mail.example.org",
        "call +999 555 123 456",
        "account XA89 3704 0044 0532 0130 00", "account DE88 3704 0044 0532 0130 00", "passport XK1234567",
        "on 2031-01-06 at 14:20 for 30 days", "rule R-CON-01, article 12", "code 1000 0002", "case 2031/0045",
        "26 people, 130 seats, 1,000 euros", "В 14:20, 6 января 2031 года, 12 человек", "",
        "number 99912345678901",
    ]) func `is not seen where there is none`(text: String) {
        #expect(RealData.findings(in: text) == [])
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
            let done = try await police.post(
                form.address + "/do",
                ["command": "c-0000002", "text": text, "agencies": String(shelter), "realdata": "meant"])
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
            let form = try #require(page.html.firstMatch(of: /name="form" value="([a-z-]*)"/)).output.1
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
            #expect(asked.value(of: "realdata") == "meant")
            _ = try await control.post(
                "/control/improvise",
                [
                    "form": String(form), "back": "/control?compose=yes", "seat": "house_desk",
                    "channel": String(channel.output.1), "from": "A neighbour", "title": "News",
                    "text": "Write to a.person@post.org", "realdata": "meant",
                ])
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
                        "field1": "Call +996 555 123 456.", meant: "meant",
                    ])
            }
            let rows = try await playground.store.head("run1")
            let asked = try await sign("c-sign-001", "nothing")
            #expect(asked.status == 422)
            #expect(asked.html.contains("<mark>+996 555 123 456</mark>"))
            #expect(try await playground.store.head("run1") == rows, "nothing is saved yet")
            #expect(try await sign("c-sign-002", "realdata").text.contains("Recorded"))
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
            let kept = try await anna.post("/me/notes", ["notes": notes, "realdata": "meant"])
            #expect(kept.status == 200 && kept.text.contains(notes))
        }
    }
}
