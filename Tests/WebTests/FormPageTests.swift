import Basics
import HTTPCore
import Model
import Packs
import Runtime
import Testing
import Web

/// The police sign a safety plan with Davit that rests on a fact, all on pages without script.
private func signPlan(
    _ playground: Playground, _ police: Browser, agreed: String = "We call every evening."
) async throws {
    for fact in [0, 2] { try await playground.control(.told(FactID(fact), AgencyID(0))) }
    let form = try await police.get(
        try #require(try await police.get("/act").link("Write a safety plan together")) + "?whole=1")
    #expect(form.text.contains("Facts that go with it"))
    _ = try await police.post(
        String(form.address.prefix { $0 != "?" }) + "/do",
        [
            "command": "c-sign-001", "person": try #require(form.choice("Davit", of: "person")),
            "choice0": "1", "field0": "That his sister is asked for money.",
            "field1": agreed, "facts": try #require(form.values(of: "facts").last),
        ])
    try await playground.jump()
}

extension Browser.Page {
    fileprivate func values(of field: String) -> [String] {
        html.matches(
            of: try! Regex("name=\"\(field)\" value=\"([^\"]*)\"", as: (Substring, Substring).self)
        )
        .map { String($0.output.1) }
    }

    fileprivate func recipient(_ name: String) -> String? {
        html.matches(of: /name="agencies" value="([a-z0-9]*)"[^>]*>.*?<\/label>/)
            .first { $0.output.0.contains(name) }.map { String($0.output.1) }
    }
}

@Suite struct `A signed form on the pages` {
    @Test func `names what was left empty in one line`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            try await signPlan(playground, police, agreed: "")
            let paper = try await police.get(
                try #require(try await police.get("/case/forms").link("Write a safety plan together")))
            #expect(paper.html.contains(/Not filled in: \w/))
            #expect(!paper.html.contains(/<h3[^>]*>[^<]*<\/h3><p class="quiet">Not filled in/))
        }
    }

    @Test func `goes with a share, and is read by its recipient as it was signed`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            let border = try await playground.sit("border_desk", name: "Nurlan")
            try await signPlan(playground, police)
            let plan = try await police.get(
                try #require(try await police.get("/case/forms").link("Write a safety plan together")))
            #expect(plan.text.contains("That his sister is asked for money."))
            #expect(plan.text.contains("Facts that it rests on"))
            #expect(plan.html.matches(of: /<h1/).count == 1, "a page has a heading of its own")
            let share = try await police.get(try #require(plan.link("Share this form")))
            #expect(share.html.contains("name=\"forms\""))
            let form = try #require(share.value(of: "forms"))
            let migration = try #require(share.recipient("Migration Service"))
            #expect(share.text.contains("The person decides who hears this."), "what its class says")
            let path = String(share.address.prefix { $0 != "?" })
            let basis = try #require(share.choice("Task under the law", of: "basis"))
            let look = try await police.post(
                path, ["forms": form, "agencies": migration, "basis": basis, "text": "For you"])
            #expect(look.status == 200)
            #expect(look.text.contains("R-CON-01") && look.text.contains("Signed forms that go with it"))
            let done = try await police.post(
                path + "/do",
                [
                    "command": "c-share-01", "forms": form, "agencies": migration, "basis": basis,
                    "text": "For you",
                ])
            #expect(done.text.contains("Recorded"))
            #expect(try await police.get(plan.address).text.contains("Passed on to: Migration Service"))
            #expect(try await police.get("/talk").text.contains("F-D · Write a safety plan together"))
            let item = try await border.get(
                try #require(try await border.get("/now").link("Shared information")))
            for words in [
                "F-D", "That his sister is asked for money.", "We call every evening.",
                "Signed by Investigator, Investigation Office of Alvora", "Facts that it rests on",
            ] { #expect(item.text.contains(words), "\(words)") }
            #expect(try await border.get(plan.address).status == 404, "it is not a page of theirs")
        }
    }

    @Test func `is refused where it is somebody else's`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            let border = try await playground.sit("border_desk", name: "Nurlan")
            try await signPlan(playground, police)
            let forms = try await police.get("/case/forms")
            let plan = try #require(forms.link("Write a safety plan together"))
            let share = try await border.get(
                try #require(try await border.get("/act").link("Share information")))
            #expect(!share.html.contains("name=\"forms\""), "they have signed none")
            let refused = try await border.post(
                share.address,
                [
                    "forms": String(plan.dropFirst("/form/".count)),
                    "agencies": try #require(share.recipient("River House")),
                    "basis": try #require(share.choice("Task under the law", of: "basis")),
                ])
            #expect(refused.status == 422)
        }
    }
}

/// The case in which a safety plan shows who agreed to what.
private let caseOfConsents: Scenario = {
    var scenario = Playground.pack.scenario
    let plan = scenario.world.acts.ids.first { scenario.world.acts[$0].id == "risk_plan" }!
    scenario.world.acts[plan].showsConsents = true
    return scenario
}()

@Suite struct `A form of consent on the pages` {
    @Test func `shows what was asked and answered, whatever was typed`() async throws {
        try await Playground.play(in: caseOfConsents) { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            try await signPlan(playground, police)
            let address = try #require(
                try await police.get("/case/forms").link("Write a safety plan together"))
            let before = try await police.get(address)
            #expect(before.text.contains("Who agreed to what, for whom"))
            #expect(before.text.contains("our office had asked this person for no consent."))
            #expect(!before.text.contains("Since then"))

            // A later minute: what is answered within that of the signature counts as signed.
            try await playground.jump()
            let world = caseOfConsents.world
            var act = Act(type: world.acts.ids.first { world.acts[$0].id == "ask_consent" }!)
            act.person = PersonID(0)
            act.agency = world.agencies.ids.first { world.agencies[$0].id == "shelter" }
            act.setting = world.settings.ids.first { world.settings[$0].id == "office" }
            act.interpreter = world.interpreters.ids.first { world.interpreters[$0].id == "sworn" }
            let seat = caseOfConsents.seats.ids.first { caseOfConsents.seats[$0].id == "police_desk" }!
            try await playground.control(.dial(PersonID(0), .trust, 80))
            _ = try await playground.run.submit(
                .seat(seat, act), id: "c-consent-001", participant: 98, seat: "police_desk")
            try await playground.jump()
            let after = try await police.get(address)
            let shelter = try #require(
                Playground.pack.texts.text(world.agencies[act.agency!].name, in: "en"))
            #expect(after.html.contains("<th scope=\"row\">\(shelter)</th>"))
            #expect(after.text.contains("Yes, "))
            // What bears a signature does not change: what came later stands apart.
            #expect(after.text.contains("our office had asked this person for no consent."))
            #expect(after.text.contains("Since then (not part of what was signed)"))
        }
    }
}
