import Basics
import Model
import Packs
import Runtime
import Testing
import Web

/// A decision in this scenario is against the law, and a mistake. The rule has a gate before, which stands against nothing.
private func strictScenario() -> Scenario {
    var scenario = Playground.pack.scenario
    let world = scenario.world
    let decide = world.acts.ids.first { world.acts[$0].id == "note_decision" }!
    let interview = world.acts.ids.first { world.acts[$0].id == "interview" }!
    var gate = Gate()
    (gate.rule, gate.says) = ("R-CH-03", world.acts[interview].gates[0].says)
    gate.article = world.acts[interview].gates[0].article
    gate.mistake = world.mistakes.ids.first { world.mistakes[$0].id == "E-21" }
    var other = gate
    let bank = world.acts.ids.first { world.acts[$0].id == "get_bank_records" }!
    (other.when, other.says) = (.never, world.acts[bank].gates[0].says)
    scenario.world.acts[decide].gates = [other, gate]
    return scenario
}

@Suite struct `A deviation in the debrief` {
    private let says = "A child is not interviewed before a guardian is there."
    private let article = "A guardian comes first"

    private func decide(_ browser: Browser) async throws {
        let form = try await browser.get(
            try #require(try await browser.get("/act").link("Record a decision")))
        let done = try await browser.post(
            form.address + "/do", ["command": "c-decide-1", "text": "We go on.", "more": "To wait."])
        #expect(done.text.contains("Recorded"))
    }

    @Test func `says what the law says and leads to the article, in test mode too`() async throws {
        try await Playground.play(in: strictScenario()) { playground in
            try await playground.control(.start)
            try await playground.control(.showLaw(false))
            let police = try await playground.sit("police_desk")
            let control = try await playground.lead()
            try await decide(police)
            let board = try await control.get("/control/mistakes")
            let toRead = try #require(board.link("Consent comes first"), "control reads the article at once")
            #expect(try await control.get(toRead).text.contains("passed on only if the person agrees"))
            #expect(try await police.get(toRead).address == "/me/law", "seats have a book of their own")

            try await playground.control(.end)
            let debrief = try await police.get("/debrief?lines=rules")
            let entry = try #require(
                debrief.html.matches(of: /<li id="entry-[0-9]+".*?<\/li>/.dotMatchesNewlines())
                    .first { $0.output.contains("Rule R-CH-03 was broken") }?.output)
            #expect(entry.contains(says))
            #expect(!debrief.text.contains("The bank hands over nothing"), "nobody went on against that")
            #expect(entry.contains(article) && entry.contains("href=\"/article/"))
            let mistakes = try #require(
                debrief.html.split(separator: "id=\"mistakes\"", maxSplits: 1).last.map(String.init))
            #expect(mistakes.contains("<code>R-CH-03</code>") && mistakes.contains(says))
            let page = try await police.get(try #require(debrief.link(article)))
            #expect(page.status == 200 && page.text.contains("except about urgent safety"))
            #expect(try await police.get("/articles").link(article) != nil)
            #expect(try await police.get("/article/999").status == 404)
        }
    }

    @Test func `is read in Russian with the words of the interface in Russian`() async throws {
        try await Playground.play(in: strictScenario()) { playground in
            try await playground.control(.start)
            try await decide(try await playground.sit("police_desk"))
            try await playground.control(.end)
            let control = try await playground.lead(language: "ru")
            #expect(try await control.get("/debrief").text.contains("Закон говорит: "))
        }
    }
}
