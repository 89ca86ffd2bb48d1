import EventStore
import HTTPCore
import Host
import Model
import Roster
import Runtime
import Testing
import Web

@Suite struct `The pace of one person` {
    @Test func `is kept by who sends without end; what was typed stays, and nobody else waits`() async throws
    {
        try await Playground.play(pace: Pace(perSecond: 20)) { playground in
            try await playground.control(.start)
            let anna = try await playground.sit("house_desk", name: "Anna", language: "ru")
            let bekzat = try await playground.sit("house_desk", name: "Bekzat")
            var answers: [Browser.Page] = []
            for number in 1...70 {
                answers.append(try await anna.post("/me/notes", ["notes": "Note <\(number)>"]))
            }
            let refused = answers.filter { $0.status == 429 }
            #expect((9...11).contains(refused.count), "sixty at once")
            #expect(try await anna.get("/me").html.contains("Note &lt;60&gt;"))
            let last = try #require(refused.last)
            #expect(last.headers["Retry-After"] == "1")
            #expect(last.text.contains("Всё введённое сохранилось"))
            #expect(last.html.contains("action=\"/me/notes\""))
            #expect(last.value(of: "notes") == "Note &lt;70&gt;")
            #expect(try await bekzat.post("/me/notes", ["notes": "Mine"]).status == 200)
            playground.clock.advance(byMs: 1000)
            var taken = 0
            for _ in 1...25 {
                taken += try await anna.post("/me/notes", ["notes": "Later"]).status == 200 ? 1 : 0
            }
            #expect(taken == 20, "twenty a second after that")
        }
    }

    @Test func `holds up neither STOP nor a break nor leaving, and not control`() async throws {
        try await Playground.play(pace: Pace(perSecond: 1)) { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            for _ in 1...9 { #expect(try await control.post("/language", ["language": "en"]).status == 200) }
            let anna = try await playground.sit("house_desk")
            for _ in 1...5 { try await anna.post("/me/notes", ["notes": "More"]) }
            #expect(try await anna.post("/me/notes", ["notes": "More"]).status == 429)
            #expect(try await anna.post("/break", [:]).text.contains("The exercise team knows"))
            #expect(try await anna.post("/stop", [:]).text.contains("Somebody said STOP"))
            #expect(try await anna.post("/leave", [:]).address == "/left")
        }
    }
}
