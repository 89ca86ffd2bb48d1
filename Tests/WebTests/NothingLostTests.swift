import Basics
import Engine
import HTTPCore
import Model
import Roster
import Runtime
import Testing
import Texts
import Views
import Web

/// The form with which somebody writes to River House, or from there to the police.
private func letter(_ browser: Browser, to agency: String = "River House") async throws -> (
    address: String, agency: String
) {
    let form = try await browser.get(
        try #require(try await browser.get("/act").link("Write a message")))
    let found = form.html.matches(of: /name="agencies" value="([a-z0-9]*)"[^>]*>.*?<\/label>/)
        .first { $0.output.0.contains(agency) }?.output.1
    return (form.address + "/do", String(try #require(found)))
}

@Suite struct `What somebody sends` {
    @Test func `is recorded once when it comes twice, and said to be lost for nobody`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let (anna, bekzat) = (
                try await playground.sit("police_desk"),
                try await playground.sit("police_desk", name: "Bekzat")
            )
            let (address, house) = try await letter(anna)
            func send(_ text: String, by browser: Browser, _ command: String) async throws -> Browser.Page {
                try await browser.post(address, ["command": command, "agencies": house, "text": text])
            }
            #expect(try await send("Is there room?", by: anna, "one-and-only").status == 200)
            let after = playground.run.position
            #expect(try await send("Is there room?", by: anna, "one-and-only").status == 200)
            #expect(playground.run.position == after)

            // Another text, and another person, under the id of what was recorded.
            for (text, browser) in [("Is there a bed?", anna), ("Is there room?", bekzat)] {
                let page = try await send(text, by: browser, "one-and-only")
                #expect(page.status == 409)
                #expect(page.text.contains("What you have here was not recorded and is not lost"))
                #expect(page.html.contains(text))
                #expect(playground.run.position == after)
            }
            let page = try await send("Is there a bed?", by: anna, "one-and-only")
            let fresh = try #require(page.value(of: "command"))
            #expect(try await send("Is there a bed?", by: anna, fresh).status == 200)
            #expect(playground.run.position == after + 1)
        }
    }

    @Test func `STOP is heard whatever its form carries`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let anna = try await playground.sit("police_desk")
            let (address, house) = try await letter(anna)
            _ = try await anna.post(
                address, ["command": "for-two-things", "agencies": house, "text": "Yes."])
            #expect(try await anna.post("/stop", ["command": "for-two-things"]).status == 200)
            #expect(playground.run.view(of: SeatID(0)).clock.phase == .paused)
        }
    }

    @Test func `STOP from a page that was used before is a new one after a resume`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let anna = try await playground.sit("police_desk")
            for _ in 0..<2 {
                #expect(try await anna.post("/stop", ["command": "kept-by-the-browser"]).status == 200)
                #expect(playground.run.view(of: SeatID(0)).clock.condition == .stopped)
                #expect(try await anna.post("/stop", ["command": "kept-by-the-browser"]).status == 200)
                #expect(
                    playground.run.view(of: SeatID(0)).clock.condition == .stopped,
                    "said twice, it still stands")
                try await playground.control(.resume)
            }
        }
    }
}

@Suite struct `A text that is too long` {
    @Test func `is not cut: it comes back with the limit, and nothing is recorded`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let anna = try await playground.sit("police_desk")
            let (address, house) = try await letter(anna)
            let look = String(address.dropLast("/do".count))
            let before = playground.run.position
            for count in [4001, 20_000, 300_000] {
                let text = String(repeating: "x", count: count - 4) + " end"
                for place in [look, address] {
                    let page = try await anna.post(place, ["agencies": house, "text": text])
                    #expect(page.status == 422)
                    #expect(page.text.contains("At most 4,000 letters are kept"))
                    #expect(page.html.contains(text), "all of it is there again")
                }
            }
            #expect(playground.run.position == before)
            // As browsers count: a line end is one, and so is half of a letter outside the basic plane.
            let whole = String(repeating: "line\r\n", count: 799) + "ends😀"
            #expect(try await anna.post(address, ["agencies": house, "text": whole]).status == 422)
            #expect(
                try await anna.post(address, ["agencies": house, "text": String(whole.dropLast(2)) + "😀"])
                    .status
                    == 200)
            #expect(playground.run.position == before + 1)
        }
    }

    @Test func `is not cut among own notes`() async throws {
        try await Playground.play { playground in
            let anna = try await playground.sit("police_desk")
            let text = String(repeating: "y", count: 20_001)
            let page = try await anna.post("/me/notes", ["notes": text])
            #expect(page.status == 422)
            #expect(page.text.contains("At most 20,000 letters are kept"))
            #expect(page.html.contains(text))
            #expect(try await anna.post("/me/notes", ["notes": String(text.dropLast())]).status == 200)
            #expect(try await anna.get("/me").html.contains(String(text.dropLast())))
        }
    }

    @Test func `is not erased among own notes by what is no form of ours`() async throws {
        try await Playground.play { playground in
            let anna = try await playground.sit("police_desk")
            try await anna.post("/me/notes", ["notes": "Ask about the van."])
            let empty = try await anna.post("/me/notes", ["note": "other"])
            #expect(empty.status == 422)
            #expect(empty.text.contains("not sent by a form of these pages"))
            for type in ["text/plain", "application/json", "multipart/form-data; boundary=x"] {
                let request = Request(
                    .post, "/me/notes",
                    headers: Headers([
                        .init(name: "Host", value: "desk.local"),
                        .init(name: "Origin", value: "http://desk.local"),
                        .init(name: "Cookie", value: "kerege=" + (anna.cookie("kerege") ?? "")),
                        .init(name: "Content-Type", value: type),
                    ]), body: Array("notes=other".utf8))
                #expect(await playground.site.handle(request).status == .unsupportedMediaType)
            }
            #expect(try await anna.get("/me").html.contains("Ask about the van."))
            #expect(try await anna.post("/me/notes", ["erase": "yes"]).status == 200)
            #expect(try await !anna.get("/me").html.contains("Ask about the van."))
        }
    }
}

@Suite struct `A form that was begun` {
    private func play(_ story: @Sendable @escaping (Playground, Browser, String, String) async throws -> Void)
        async throws
    {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let anna = try await playground.sit("police_desk")
            let address = try #require(try await anna.get("/act").link("Write a safety plan together"))
            let person = try #require(try await anna.get(address).choice("Davit", of: "person"))
            try await story(playground, anna, address, person)
        }
    }

    private func drafts(_ playground: Playground) async throws -> [Draft] {
        var all: [Draft] = []
        for person in try await playground.roster.participants(of: "run1") {
            all += try await playground.roster.drafts(of: person.number)
        }
        return all
    }

    @Test func `is kept about people whom the seat knows, and nobody else`() async throws {
        try await play { playground, anna, address, person in
            for stranger in ["nobody", String(repeating: "k", count: 60_000), "../../secret", person + "a"] {
                for place in ["/keep", "/step"] {
                    let page = try await anna.post(
                        address + place, ["person": stranger, "field0": "x", "go": "1"])
                    #expect(page.status == 404)
                }
            }
            #expect(try await drafts(playground).isEmpty)
            #expect(
                try await anna.post(address + "/keep", ["person": person, "field0": "x"]).status == 204)
            #expect(try await drafts(playground).count == 1)
        }
    }

    @Test func `says so when it is too long to be kept`() async throws {
        try await play { playground, anna, address, person in
            // The length is looked at before the words.
            for long in [
                String(repeating: "z", count: 4001), String(repeating: "+996 555 123 456 ", count: 4000),
            ] {
                for place in ["/keep", "/step"] {
                    let page = try await anna.post(
                        address + place, ["person": person, "field0": long, "go": "2"])
                    #expect(page.status == 413)
                    #expect(page.text.contains("At most 4,000 letters are kept"))
                    #expect(page.html.contains(long))
                }
            }
            #expect(try await drafts(playground).isEmpty)
        }
    }

    @Test func `keeps no field that it does not have`() async throws {
        try await play { playground, anna, address, person in
            let page = try await anna.post(
                address + "/keep",
                ["person": person, "field0": "Ours.", "field1": "Ours, too.", "field2": "Nobody's."])
            #expect(page.status == 204)
            let kept = try await drafts(playground).map(\.text).joined()
            #expect(kept.contains("field1"))
            #expect(!kept.contains("field2"))
        }
    }

    @Test func `is one of so many, and can be signed in spite of that`() async throws {
        try await play { playground, anna, address, person in
            let number = try #require(try await playground.roster.participants(of: "run1").first).number
            for place in 1...40 {
                try await playground.roster.save(
                    Draft(participant: number, key: "act/a/\(place)", text: "x=y", savedMs: 0))
            }
            let page = try await anna.post(address + "/keep", ["person": person, "field0": "Said."])
            #expect(page.status == 413)
            #expect(page.text.contains("You have begun 40 forms"))
            #expect(page.html.contains("Said."))
            #expect(try await drafts(playground).count == 40)
            let done = try await anna.post(
                address + "/do",
                ["command": "c-sign-001", "person": person, "choice0": "1", "field0": "Said.", "field1": ""])
            #expect(done.status == 200)
        }
    }
}
