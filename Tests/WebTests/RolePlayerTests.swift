import Basics
import EventStore
import Fixtures
import Host
import Model
import Packs
import Roster
import Runtime
import Testing
import Views
import Web

@Suite struct `A role-player` {
    /// Somebody who came in to play, has read the note, and was asked to play the character.
    private func asked(
        _ playground: Playground, _ control: Browser, for person: String? = "davit", language: String = "en"
    ) async throws -> Browser {
        try await control.post("/control/roles/link", [:])
        let code = try #require(
            try await playground.roster.links(of: "run1").last { $0.kind == .rolePlayer && $0.opens }?.code)
        let browser = Browser(site: playground.site)
        let page = try await browser.post("/join", ["code": code])
        try await browser.post(page.address, ["name": "Nadia", "language": language])
        try await browser.post("/note", ["answer": "yes"])
        if let person {
            try await control.post(
                "/control/roles/cast", ["player": try await number(playground), "person": person])
        }
        return browser
    }

    private func number(_ playground: Playground) async throws -> String {
        let people = try await playground.roster.participants(of: "run1")
        return String(try #require(people.last { $0.role == .rolePlayer }).number)
    }

    private func address(_ playground: Playground, of person: String = "davit") throws -> String {
        let id = try #require(playground.run.character(named: person))
        return "/role/" + playground.run.role(of: id).handle.text
    }

    /// The shelter knows of the character and asks about the work.
    private func ask(_ person: String, _ playground: Playground) async throws {
        try await playground.houseDesk(
            "interview", with: try #require(playground.run.character(named: person))
        ) { act, scenario in
            act.topic = scenario.world.topics.ids.first { scenario.world.topics[$0].id == "work" }
        }
    }

    /// In role as Davit, whom the shelter asks about his work.
    private func questioned(_ playground: Playground, _ control: Browser, language: String = "en")
        async throws -> (
            player: Browser, address: String
        )
    {
        let player = try await asked(playground, control, language: language)
        let address = try address(playground)
        try await player.post(address + "/yes", [:])
        try await player.post("/role/begin", [:])
        try await ask("davit", playground)
        return (player, address)
    }

    @Test func `waits until control asks, reads what it is about, and may say no`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            let player = try await asked(playground, control, for: nil)
            #expect(try await player.get("/").text.contains("Nobody yet"))
            try await control.post(
                "/control/roles/cast", ["player": try await number(playground), "person": "davit"])
            let address = try address(playground)
            #expect(try await player.get("/role").text.contains("You are asked to play. Read and answer"))
            let offer = try await player.get(address)
            #expect(offer.text.contains("Will you play Davit Oren?"))
            #expect(offer.text.contains("Threats against families"))
            #expect(offer.text.contains("at most 40 minutes at a time and 2 times a day"))
            #expect(!offer.text.contains("nine. He wants to go home"), "the brief comes after a yes")
            try await player.post(address + "/no", [:])
            #expect(try await player.get(address).status == 404)
            let page = try await control.get("/control/roles")
            #expect(page.text.contains("Said no"))
            #expect(!playground.run.role(of: try #require(playground.run.character(named: "davit"))).isHeld)
        }
    }

    @Test func `knows the character's languages and circumstances, and steps out of the role at the end`()
        async throws
    {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let (player, address) = try await questioned(playground, control)
            let page = try await player.get(address)
            #expect(
                page.text.contains("Languages that I understand")
                    && page.text.contains("Alvoran sign language"))
            #expect(page.html.contains("How often I was asked this before</dt><dd>0<"))
            let card = try await control.get("/control?person=davit")
            #expect(card.text.contains("Languages") && card.text.contains("Alvoran sign language"))
            #expect(card.text.contains("Has agreed to"))
            let opened = try await playground.roster.openings(of: "run1", after: 0, limit: 9)
            #expect(opened.map(\.kind) == ["character"] && opened.map(\.thing) == ["davit"])
            #expect(try await player.get("/role").text.contains("In role"))
            try await playground.control(.end)
            let over = try await player.get("/role")
            #expect(!over.text.contains("In role") && over.text.contains("Step out of the role"))
        }
    }

    @Test func `reads circumstances one by one, not as a sentence with capitals in it`() async throws {
        try await Playground.play(of: Fixtures.harbour()) { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let player = try await asked(playground, control, for: "ilke")
            let address = try address(playground, of: "ilke")
            try await player.post(address + "/yes", [:])
            for page in [try await player.get(address), try await control.get("/control?person=ilke")] {
                #expect(page.html.contains("<li>Is expecting a child</li>"))
                #expect(!page.text.contains(" and Time") && !page.text.contains(" and A bed"))
            }
        }
    }

    @Test func `answers a question in their own words, with facts ticked`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let (player, address) = try await questioned(playground, control)
            let page = try await player.get(address)
            #expect(page.text.contains("asks about: Work"))
            #expect(page.text.contains("He wants to go home with his pay"))
            let question = try #require(page.value(of: "question"))
            let done = try await player.post(
                address + "/answer",
                ["question": question, "text": "I sign, and I look at you.", "move0": "5"])
            #expect(done.text.contains("I sign, and I look at you."))
            #expect(done.text.contains("Nobody asks anything now"))
            let rows = try await playground.store.read("run1", after: 0, limit: 500)
            let number = try await number(playground)
            #expect(rows.contains { String($0.participant) == number && $0.seat.isEmpty })
        }
    }

    @Test func `is asked before words that look like real data are saved`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let (player, address) = try await questioned(playground, control)
            let page = try await player.get(address)
            let question = try #require(page.value(of: "question"))
            let form = try #require(page.value(of: "form"))
            let text = "My brother has +996 555 123 456."
            let rows = try await playground.store.head("run1")
            let asked = try await player.post(
                address + "/answer", ["form": form, "question": question, "text": text])
            #expect(asked.status == 422)
            #expect(asked.text.contains("This looks like real data"))
            #expect(asked.html.contains(text), "what was written is kept")
            #expect(try await playground.store.head("run1") == rows)
            let done = try await player.post(
                address + "/answer",
                [
                    "question": question, "text": text, "realdata": try #require(asked.value(of: "realdata")),
                ])
            #expect(done.text.contains("Nobody asks anything now"))
        }
    }

    @Test func `lets the script answer, and needs no words for it`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let (player, address) = try await questioned(playground, control, language: "ru")
            let page = try await player.get(address)
            let question = try #require(page.value(of: "question"))
            let empty = try await player.post(address + "/answer", ["question": question, "text": " "])
            #expect(empty.status == 422)
            let done = try await player.post(
                address + "/answer", ["question": question, "text": "", "how": "script"])
            #expect(done.text.contains("Сейчас никто ничего не спрашивает"))
        }
    }

    @Test func `says how the character was treated`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let (player, address) = try await questioned(playground, control)
            let waiting = try await player.get(address)
            #expect(waiting.value(of: "contact") == nil, "it is not over yet")
            let answered = try await player.post(
                address + "/answer",
                ["question": try #require(waiting.value(of: "question")), "text": "Well."])
            let contact = try #require(answered.value(of: "contact"))
            let nothing = try await player.post(address + "/treated", ["contact": contact])
            #expect(nothing.status == 422)
            #expect(nothing.text.contains("Choose at least one number"))
            try await player.post(
                address + "/treated", ["contact": contact, "felt0": "4", "felt2": "2"])
            try await playground.control(.end)
            let debrief = try await control.get("/debrief")
            #expect(debrief.text.contains("How people felt treated"))
        }
    }

    @Test func `takes a break at once: the script goes on, and control sees who it is`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let (player, address) = try await questioned(playground, control)
            #expect(try await player.get("/role").text.contains("Control sees that it is you"))
            let after = try await player.post("/role/break", [:])
            #expect(after.text.contains("control knows that you need a break"))
            #expect(after.text.contains("You owe nobody a reason"))
            #expect(after.text.contains("Say your own name aloud"))
            let davit = try #require(playground.run.character(named: "davit"))
            #expect(!playground.run.role(of: davit).isHeld)
            #expect(playground.run.control().questions.isEmpty, "the script has answered what waited")
            #expect(try await playground.roster.breaks(of: "run1").count == 1)
            let desk = try await control.get("/control")
            #expect(desk.text.contains("Somebody needs a break"))
            let roles = try await control.get("/control/roles")
            #expect(roles.text.contains("In role 1 time today"), "a short time counts, too")
            let folded = try #require(desk.html.firstMatch(of: /<details class="break-who".*?<\/details>/))
            #expect(folded.output.contains("Nadia"), "as the player was told")
            let page = try await player.get(address)
            #expect(!page.text.contains("asks about"), "who rests is shown nothing")
        }
    }

    @Test func `is in role for so long and so often, and control is reminded`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            try await control.post("/control/roles/limits", ["minutes": "20", "times": "1"])
            let (player, address) = try await questioned(playground, control)
            #expect(!(try await control.get("/control").text.contains("A time in role is over")))
            playground.clock.advance(byMs: 21 * 60_000)
            #expect(try await player.get(address).text.contains("Your time in role is over"))
            let desk = try await control.get("/control")
            #expect(desk.text.contains("Nadia has been in role for 21 minutes"))
            try await control.post("/control/role/\(try await number(playground))/relieve", [:])
            let rest = try await player.get("/role")
            #expect(rest.text.contains("You have been in role often enough today"))
            try await player.post("/role/begin", [:])
            #expect(!playground.run.role(of: try #require(playground.run.character(named: "davit"))).isHeld)
            playground.clock.advance(byMs: 13 * 3_600_000)
            #expect(try await player.get("/role").text.contains("I am ready, begin"))
        }
    }

    @Test func `is never asked to voice a child, whatever a form says`() async throws {
        try await Playground.play(in: scripted("sela")) { playground in
            let control = try await playground.lead()
            let player = try await asked(playground, control, for: nil)
            let page = try await control.get("/control/roles")
            #expect(page.text.contains("nobody speaks freely in a child’s voice"))
            #expect(page.choice("Sela", of: "person") == nil)
            let refused = try await control.post(
                "/control/roles/cast", ["player": try await number(playground), "person": "sela"])
            #expect(refused.status == 422)
            // Not even a row that was written by hand opens the page.
            let number = try #require(Int32(try await number(playground)))
            try await playground.roster.save(
                Casting(participant: number, person: "sela", askedMs: 1, answer: .yes))
            #expect(try await player.get(try address(playground, of: "sela")).status == 404)
        }
    }

    @Test func `voices a child only as a trained adult, whom control confirms by name`() async throws {
        var scenario = Playground.pack.scenario
        for id in scenario.persons.ids where scenario.persons[id].id == "sela" {
            (scenario.persons[id].isScripted, scenario.persons[id].isForTrained) = (false, true)
        }
        try await Playground.play(in: scenario) { playground in
            let control = try await playground.lead()
            let player = try await asked(playground, control, for: nil)
            let page = try await control.get("/control/roles")
            #expect(page.text.contains("an adult who is trained to voice a child. Needed for: Sela Dasch"))
            let who = try await number(playground)
            let unconfirmed = try await control.post(
                "/control/roles/cast", ["player": who, "person": "sela"])
            #expect(unconfirmed.status == 422)
            #expect(try await playground.roster.castings(of: "run1").isEmpty)
            // Nor does a row without anybody's confirmation open the page.
            let number = try #require(Int32(who))
            try await playground.roster.save(
                Casting(participant: number, person: "sela", askedMs: 1, answer: .yes))
            let address = try address(playground, of: "sela")
            #expect(try await player.get(address).status == 404)
            try await playground.roster.remove(castingOf: number, for: "sela")
            try await control.post(
                "/control/roles/cast", ["player": who, "person": "sela", "trained": "yes"])
            #expect(try await control.get("/control/roles").text.contains("Trained adult, confirmed by:"))
            let casting = try #require(try await playground.roster.castings(of: "run1").first)
            let people = try await playground.roster.participants(of: "run1")
            #expect(people.first { $0.number == casting.confirmedBy }?.role == .control)
            #expect(try await player.get(address).text.contains("Will you play Sela Dasch?"))
        }
    }

    private func scripted(_ name: String) -> Scenario {
        var scenario = Playground.pack.scenario
        for id in scenario.persons.ids where scenario.persons[id].id == name {
            scenario.persons[id].isScripted = true
        }
        return scenario
    }

    @Test func `sees one character's world and nothing else, until it is taken back`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let (player, address) = try await questioned(playground, control)
            let page = try await player.get(address)
            for hidden in ["Marga", "davit_missing", "police_desk", "Ivo"] {
                #expect(!page.html.contains(hidden))
            }
            for other in ["/control", "/control/roles", "/observe", try self.address(playground, of: "ivo")] {
                #expect(try await player.get(other).status == 404)
            }
            #expect(try await player.get("/debrief").address == "/role")
            #expect(try await player.get("/now").address == "/role")
            try await control.post(
                "/control/role/\(try await number(playground))/take-back", ["person": "davit"])
            #expect(try await player.get(address).status == 404)
        }
    }

    @Test func `is out of the role when control ends the session`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let (player, address) = try await questioned(playground, control)
            let list = try await control.get("/control/sessions")
            #expect(list.text.contains("Nadia"))
            #expect(list.text.contains("Role-player"))
            try await control.post("/control/session/\(try await number(playground))/end", [:])
            #expect(try await player.get(address).address == "/join")
            #expect(playground.run.control().questions.isEmpty)
        }
    }

    @Test func `leaves nothing behind that waits`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let (player, _) = try await questioned(playground, control)
            try await player.post("/leave", [:])
            #expect(playground.run.control().questions.isEmpty)
            #expect(try await playground.roster.spells(of: "run1").allSatisfy { $0.endedMs != nil })
        }
    }
}

extension Playground {
    /// The shelter has heard of a character, and meets them in its office with a sworn interpreter.
    func houseDesk(
        _ type: String, with person: PersonID, _ fill: (inout Act, Scenario) -> Void
    ) async throws {
        let scenario = Playground.pack.scenario
        let world = scenario.world
        func id<K, V>(_ table: Table<K, V>, _ name: (V) -> Bool) throws -> ID<K> {
            try #require(table.ids.first { name(table[$0]) })
        }
        let seat = try id(scenario.seats) { $0.id == "house_desk" }
        try await control(
            .told(try id(scenario.facts) { $0.id == "davit_missing" }, scenario.seats[seat].agency))
        var act = Act(type: try id(world.acts) { $0.id == type })
        act.person = person
        act.setting = try id(world.settings) { $0.id == "office" }
        act.interpreter = try id(world.interpreters) { $0.id == "sworn" }
        act.choices = world.acts[act.type].choices.map(\.start)
        fill(&act, scenario)
        _ = try await run.submit(
            .seat(seat, act), id: SecureRandom.token(), participant: 98, seat: "house_desk")
    }
}
