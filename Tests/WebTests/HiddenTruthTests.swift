import Basics
import Model
import Packs
import Testing
import Web

/// A decision in this scenario needs that somebody stands behind an account, which nobody at a desk knows.
///
/// - Parameter isImpossible: nobody does.
private func hidden(isImpossible: Bool) -> Scenario {
    var scenario = Playground.pack.scenario
    let world = scenario.world
    let decide = world.acts.ids.first { world.acts[$0].id == "note_decision" }!
    let bank = world.acts.ids.first { world.acts[$0].id == "get_bank_records" }!
    var gate = Gate()
    (gate.rule, gate.hard, gate.says) = ("R-OBT-01", true, world.acts[bank].gates[0].says)
    gate.when = .not(.read(.act(.hasAccount)))
    scenario.world.acts[decide].gates = [gate]
    if isImpossible { scenario.money.accounts = Table([Account()]) }
    return scenario
}

@Suite struct `What nobody at a desk can know` {
    private let unsure = "Nothing that your office knows speaks against it"
    private let fields: KeyValuePairs = ["text": "We go on.", "more": "To wait."]

    private func form(_ browser: Browser) async throws -> Browser.Page {
        try await browser.get(try #require(try await browser.get("/act").link("Record a decision")))
    }

    @Test(arguments: [true, false])
    func `is never called allowed before, whether it is or not`(isImpossible: Bool) async throws {
        try await Playground.play(in: hidden(isImpossible: isImpossible)) { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            let look = try await police.post(try await form(police).address, fields)
            #expect(look.text.contains(unsure) && !look.text.contains("Allowed"))
            #expect(look.text.contains("Do it"))
            #expect(!look.text.contains("The bank hands over nothing"))
            try await playground.control(.showLaw(false))
            let test = try await police.post(try await form(police).address, fields)
            #expect(test.status == 200 && !test.text.contains(unsure))
        }
    }

    @Test func `does not stand where everything is known`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            let look = try await police.post(try await form(police).address, fields)
            #expect(look.text.contains("Allowed") && !look.text.contains(unsure))
        }
    }

    @Test(arguments: [true, false])
    func `stands in the place of what was said once it is tried, and is not offered again`(
        showsLaw: Bool
    ) async throws {
        try await Playground.play(in: hidden(isImpossible: true)) { playground in
            try await playground.control(.start)
            if !showsLaw { try await playground.control(.showLaw(false)) }
            let police = try await playground.sit("police_desk")
            let address = try await form(police).address
            let tried = try await police.post(
                address + "/do", ["command": "c-hidden-1", "text": "We go on.", "more": "To wait."])
            #expect(tried.status == 422 && tried.text.contains("This was not done"))
            #expect(!tried.text.contains("Do it") && !tried.text.contains("Go on all the same"))
            #expect(!tried.text.contains("Allowed") && !tried.text.contains(unsure))
            #expect(tried.text.contains("Not possible now") == showsLaw)
            #expect(tried.text.contains("The bank hands over nothing"))
            // The way on, without script, too.
            #expect(tried.html.contains("/change"))
            let again = try await police.post(address + "/change", fields)
            #expect(again.status == 200 && again.text.contains("To wait."))
            let mark = try #require(tried.value(of: "refused"))
            let back = try await police.post(
                address + "/change", ["refused": mark, "text": "We go on.", "more": "To wait."])
            #expect(back.value(of: "refused") == mark)
            let same = try await police.post(
                address, ["refused": mark, "text": "We go on.", "more": "To wait."])
            #expect(same.text.contains("Change something first") && !same.text.contains("Do it"))
            let other = try await police.post(
                address, ["refused": mark, "text": "We wait.", "more": "To go on."])
            #expect(other.status == 200 && other.text.contains("Do it"))
        }
    }
}
