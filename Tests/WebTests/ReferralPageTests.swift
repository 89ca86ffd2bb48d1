import Basics
import Model
import Testing
import Web

@Suite struct `A referral on the screens` {
    private func chosen(_ words: String, _ field: String, in page: Browser.Page) throws -> String {
        let pattern = try Regex(
            "name=\"\(field)\" value=\"([a-z0-9]*)\"[^>]*>.*?</label>", as: (Substring, Substring).self
        ).dotMatchesNewlines()
        return String(
            try #require(page.html.matches(of: pattern).first { $0.output.0.contains(words) }?.output.1))
    }

    /// The police refers Davit to the clinic.
    @discardableResult
    private func sent(_ playground: Playground, by police: Browser) async throws -> Browser.Page {
        try await playground.control(.start)
        try await playground.control(.told(FactID(0), AgencyID(0)))
        let form = try await police.get(
            try #require(try await police.get("/act").link("Refer to a service")))
        let path = String(form.address.prefix { $0 != "?" })
        let done = try await police.post(
            path + "/do",
            [
                "command": "c-0000001", "person": try #require(form.choice("Davit", of: "person")),
                "service": try chosen("Clinic hours", "service", in: form), "choice0": "1",
                "text": "A nurse who signs, please.",
            ])
        try await playground.jump()
        return done
    }

    @Test func `promises no result in Now: it goes out, and is found in Talk until it is answered`()
        async throws
    {
        try await Playground.play { playground in
            let police = try await playground.sit("police_desk")
            let done = try await sent(playground, by: police)
            #expect(!done.text.contains("The result will appear in Now"))
            #expect(done.text.contains("goes out at the time below") && done.text.contains("Goes out at"))
            let talk = try await police.get(try #require(done.link("To Talk")))
            #expect(talk.text.contains("We wait for an answer") && talk.text.contains("Clinic hours"))
        }
    }

    @Test func `stands with its state on both sides, from sent to arrived`() async throws {
        try await Playground.play { playground in
            let police = try await playground.sit("police_desk")
            let house = try await playground.sit("house_desk", name: "Gulnara", language: "ru")
            try await sent(playground, by: police)
            #expect(try await police.get("/talk").text.contains("waits for an answer"))

            let list = try await house.get("/now")
            #expect(!list.text.contains("A nurse who signs"), "nothing of it before it is opened")
            let item = try await house.get(try #require(list.link("Приём у врача")))
            #expect(item.text.contains("A nurse who signs"))
            #expect(item.text.contains("Подтвердить до"))
            #expect(item.text.contains("0 из 3"), "how full the house is")
            let accept = try #require(item.link("Согласиться принять"))
            let form = try await house.get(accept)
            let chosen = try #require(form.choice("Приём у врача", of: "item"))
            _ = try await house.post(
                String(accept.prefix { $0 != "?" }) + "/do",
                ["command": "c-0000002", "item": chosen, "text": "At ten."])
            #expect(try await police.get("/talk").text.contains("accepted, on the way"))

            try await playground.jump()
            #expect(try await police.get("/talk").text.contains("taken in"))
            let news = try await police.get(try #require(try await police.get("/now").link("Clinic hours")))
            #expect(news.text.contains("The person has arrived."))
            #expect(try await house.get("/now").text.contains("приняли"))
        }
    }

    @Test func `that nobody answers comes back, with the way on`() async throws {
        try await Playground.play { playground in
            let police = try await playground.sit("police_desk")
            try await sent(playground, by: police)
            for _ in 0..<20 {
                if try await police.get("/talk").text.contains("not answered in time") { break }
                try await playground.jump()
            }
            let news = try await police.get(try #require(try await police.get("/now").link("Clinic hours")))
            #expect(news.text.contains("The referral is open with you again."))
            #expect(news.link("Refer elsewhere or again")?.contains("person=") ?? false)
        }
    }

    @Test func `is taken back from the sender's own card`() async throws {
        try await Playground.play { playground in
            let police = try await playground.sit("police_desk")
            try await sent(playground, by: police)
            let card = try await police.get(
                try #require(
                    try await police.get("/talk").html.firstMatch(of: #/href="(\/item\/[a-z0-9]*)"/#)
                        .map { String($0.output.1) }))
            #expect(card.text.contains("Somebody goes along"))
            let back = try #require(card.link("Take back a request or a referral"))
            let form = try await police.get(back)
            let item = try #require(form.choice("Clinic hours", of: "item"))
            let done = try await police.post(
                String(back.prefix { $0 != "?" }) + "/do",
                ["command": "c-0000003", "item": item, "text": "He thinks about it."])
            #expect(done.text.contains("Taken back."))
            #expect(try await police.get("/talk").text.contains("taken back"))
        }
    }
}
