import Basics
import HTTPCore
import Model
import Packs
import Runtime
import Testing
import Web

@Suite struct `The picture of signs` {
    @Test func `is drawn for the list that is chosen, and says all of it in words`() async throws {
        try await Playground.play { playground in
            let scenario = Playground.pack.scenario
            let police = try #require(
                scenario.world.agencies.ids.first { scenario.world.agencies[$0].id == "police" })
            try await playground.control(.start)
            for id in ["papers_locked", "wages_withheld", "sleeping_shed"] {
                let fact = try #require(scenario.facts.ids.first { scenario.facts[$0].id == id })
                try await playground.control(.told(fact, police))
            }
            let desk = try await playground.sit("police_desk")
            let people = try await desk.get("/case/people")
            let davit = try await desk.get(try #require(people.link("Davit Oren")))
            let picture = try #require(davit.html.firstMatch(of: /<figure class="dims".*?<\/figure>/)).0
            #expect(picture.contains("aria-label=\"Picture of the dimensions\""))
            #expect(picture.contains("data-weight=\"strong\"") && picture.contains("data-holds=\"no\""))
            for words in [
                "Work of adults", "strong: 1", "What the dimensions say together",
                "Published in 2030; version here: 1.", "The weights were held against the original.",
            ] { #expect(davit.text.contains(words), "\(words)") }
            let children = try await desk.get(try #require(davit.link("Work of children")))
            for words in [
                "A list for another age", "we take this person for an adult",
                "Unverified: nobody has compared these weights",
                "Not enough signs yet",
            ] { #expect(children.text.contains(words), "\(words)") }
            #expect(children.html.contains("<details class=\"fold\" id=\"signs\" open"))
            for odd in ["99", "-1", "x", "99999999999999999999999"] {
                let page = try await desk.get(davit.address + "?signs=" + odd)
                #expect(page.status == 200 && page.text.contains("Published in 2030; version here: 1."))
            }
        }
    }
}
