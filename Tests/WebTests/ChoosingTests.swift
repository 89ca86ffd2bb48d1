import Basics
import Model
import Runtime
import Testing
import Views
import Web

@Suite struct `The form of an act` {
    private func begin(_ playground: Playground) async throws -> Browser {
        try await playground.control(.start)
        for fact in [0, 2] { try await playground.control(.told(FactID(fact), AgencyID(0))) }
        return try await playground.sit("police_desk")
    }

    @Test(arguments: ["Ask for consent", "Refer to a service"])
    func `names nobody and nothing for whoever fills it in`(act: String) async throws {
        try await Playground.play { playground in
            let police = try await begin(playground)
            let form = try await police.get(try #require(try await police.get("/act").link(act)))
            #expect(form.html.contains(/<select [^>]*name="person"[^>]*required[^>]*><option value="">/))
            #expect(form.html.matches(of: /name="service" value="[a-z0-9]+"[^>]* checked/).isEmpty)
        }
    }

    @Test func `takes the person from whose page it was reached`() async throws {
        try await Playground.play { playground in
            let police = try await begin(playground)
            let person = try await police.get(
                try #require(try await police.get("/case/people").link("Davit")))
            let form = try await police.get(try #require(person.link("Ask for consent")))
            #expect(form.html.contains(/<option value="[a-z0-9]+" selected>Davit/))
        }
    }

    @Test func `says in words who is missing`() async throws {
        try await Playground.play { playground in
            let police = try await begin(playground)
            let form = try await police.get(
                try #require(try await police.get("/act").link("Ask for consent")))
            let sent = try await police.post(form.address, ["person": ""])
            #expect(sent.status == 422)
            #expect(sent.text.contains("Choose a person"))
        }
    }

    @Test func `asks nothing of anybody before somebody has chosen what`() async throws {
        try await Playground.play { playground in
            let police = try await begin(playground)
            let talk = try await police.get(try #require(try await police.get("/talk").link("Davit")))
            #expect(talk.html.matches(of: /name="topic"[^>]* checked/).isEmpty)
            let asked = try await police.post(
                talk.address, ["command": "c-ask-001", "act": try #require(talk.value(of: "act"))])
            #expect(asked.status == 422)
            #expect(asked.html.contains("id=\"ask\""))
        }
    }

    @Test func `of control's clock takes hours and minutes as every language writes them`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let page = try await playground.lead(language: "ru").get("/control")
            #expect(!page.html.contains("type=\"time\""), "a browser would write it in its own language")
            #expect(page.html.contains(/name="time"[^>]*value="0?9:00"/))
            #expect(page.html.contains("10 июня 2031"), "the day with its year")
        }
    }
}
