import Basics
import Model
import Packs
import Runtime
import Testing
import Web

@Suite struct `Test mode on the pages` {
    /// Police know Davit, and nothing of the law is shown.
    private func begin(_ playground: Playground) async throws -> Browser {
        try await playground.control(.start)
        try await playground.control(.showLaw(false))
        for fact in [0, 2] { try await playground.control(.told(FactID(fact), AgencyID(0))) }
        return try await playground.sit("police_desk")
    }

    @Test func `chooses nothing beforehand, and says what is still to be chosen`() async throws {
        try await Playground.play { playground in
            let police = try await begin(playground)
            let form = try await police.get(
                try #require(try await police.get("/act").link("Visit a place")))
            #expect(!form.html.contains(" checked"), "what a pack offers first may be what the law wants")
            let place = try #require(form.choice("Investigation Office", of: "place"))
            let open = try await police.post(form.address, ["place": place, "choice0": "1"])
            #expect(open.status == 422)
            #expect(open.text.contains(/Not answered yet:\s+How thorough/))
            #expect(open.html.contains("name=\"choice0\" value=\"1\" checked"), "what was chosen stays")
            let forced = try await police.post(
                form.address + "/do", ["command": "c-visit-1", "place": place])
            #expect(
                forced.status == 422 && forced.text.contains(/Not answered yet:\s+Announce it\s+How thorough/)
            )
            let look = try await police.post(
                form.address, ["place": place, "choice0": "1", "choice1": "2"])
            #expect(look.status == 200 && !look.text.contains("What the law says"))

            try await playground.control(.showLaw(true))
            #expect(try await police.get(form.address).html.contains(" checked"))
            #expect(try await police.post(form.address, ["place": place]).status == 200)
        }
    }

    @Test func `wants an answer to each question of a talk and of a form, too`() async throws {
        try await Playground.play { playground in
            let police = try await begin(playground)
            let talk = try await police.get(try #require(try await police.get("/talk").link("Davit")))
            #expect(talk.html.matches(of: /name="choice0"[^>]* checked/).isEmpty)
            let asked = try await police.post(
                talk.address,
                [
                    "command": "c-ask-001", "act": try #require(talk.value(of: "act")),
                    "topic": try #require(talk.choice("Work", of: "topic")),
                    "setting": try #require(talk.choice("In the office", of: "setting")),
                ])
            #expect(asked.status == 422 && asked.text.contains("Not answered yet: Manner"))
            let form = try await police.get(
                try #require(try await police.get("/act").link("Write a safety plan together")))
            let signed = try await police.post(
                String(form.address.prefix { $0 != "?" }) + "/do",
                [
                    "command": "c-sign-001", "person": try #require(form.choice("Davit", of: "person")),
                    "field0": "The van.",
                ])
            #expect(signed.status == 422 && signed.text.contains(/Not answered yet:\s+The person has a copy/))
        }
    }

    @Test func `says nothing of the law on the pages of people, acts, shares and the book`() async throws {
        try await Playground.play { playground in
            let police = try await begin(playground)
            let person = try #require(try await police.get("/case/people").link("Davit"))
            let facts = try await police.get("/case").html
            let fact = String(
                try #require(facts.firstMatch(of: /href="(\/fact\/[a-z0-9]+)"/)).output.1)
            let words = "Before anything else is decided the person says what they fear."
            func told() async throws -> String {
                var pages = ""
                for address in [person, fact, "/act", "/me/law"] {
                    pages += try await police.get(address).html
                }
                return pages
            }
            let silent = try await told()
            let rests = "What a case would rest on"
            for part in [words, rests, "href=\"/law/", "what the law says", "What the law says"] {
                #expect(!silent.contains(part), "\(part)")
            }
            #expect(silent.contains("the book is closed until the exercise is over"))
            try await playground.control(.showLaw(true))
            let open = try await told()
            #expect(
                open.contains(words) && open.contains(rests) && open.contains("href=\"/law/")
                    && open.contains("what the law says"))
            try await playground.control(.showLaw(false))
            try await playground.control(.end)
            #expect(try await police.get("/me/law").link("Consent comes first") != nil)
        }
    }

    @Test func `says beside no recipient what the law says, whatever is ticked`() async throws {
        try await Playground.play { playground in
            let police = try await begin(playground)
            let form = try await police.get(
                try #require(try await police.get("/act").link("Share information")))
            let facts = form.html.matches(of: /name="facts" value="([a-z0-9]+)"/).map { String($0.output.1) }
            let recipients = form.html.matches(of: /name="agencies" value="([a-z0-9]+)"/).map {
                String($0.output.1)
            }
            #expect(facts.count > 1 && recipients.count > 1)
            let answers = ["Allowed", "Needs the consent", "Needs an order", "Against the law"]
            func pages() async throws -> [String] {
                let sent =
                    facts.map { ("facts", $0) } + recipients.map { ("agencies", $0) } + [("basis", "")]
                let query = sent.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
                return [
                    try await police.get(form.address + "?" + query).html,
                    try await police.send(form.address, sent).html,
                    try await police.send(form.address + "/change", sent).html,
                ]
            }
            for page in try await pages() {
                for answer in answers { #expect(!page.contains(answer), "\(answer)") }
            }
            try await playground.control(.showLaw(true))
            let told = try await pages()
            #expect(told[0].contains("Allowed") && told[2].contains("Allowed"), "or nothing was looked at")
        }
    }

    @Test func `refuses the impossible without naming a rule`() async throws {
        try await Playground.play { playground in
            let police = try await begin(playground)
            let form = try await police.get(
                try #require(try await police.get("/act").link("Get bank records")))
            let person = try #require(form.choice("Davit", of: "person"))
            func attempt(_ command: String) async throws -> Browser.Page {
                try await police.post(form.address + "/do", ["command": command, "person": person])
            }
            let silent = try await attempt("c-bank-001")
            #expect(silent.status == 422 && silent.text.contains("This cannot be done now"))
            #expect(!silent.text.contains("R-ORD-01"))
            try await playground.control(.showLaw(true))
            #expect(try await attempt("c-bank-002").text.contains("R-ORD-01"))
        }
    }
}
