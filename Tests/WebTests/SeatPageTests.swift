import Basics
import HTTPCore
import Model
import Packs
import Runtime
import Testing
import Texts
import Views
import Web

@Suite struct `A participant's pages` {
    @Test func `say kindly that the run has not begun`() async throws {
        try await Playground.play { playground in
            let browser = try await playground.sit("house_desk")
            #expect(try await browser.get("/now").text.contains("The exercise has not begun"))
        }
    }

    @Test func `show a call to its seat, and what it says only once it is opened`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.jump()
            let house = try await playground.sit("house_desk")
            let police = try await playground.sit("police_desk", name: "Bekzat")
            let list = try await house.get("/now")
            #expect(list.text.contains("A call about a missing brother"))
            #expect(!list.text.contains("has not called"))
            let item = try await house.get(try #require(list.link("A call about a missing brother")))
            #expect(item.text.contains("He has not called for nine days"))
            #expect(item.text.contains("Davit has not called his sister"), "the fact that came with it")
            #expect(try await house.get("/case").text.contains("Davit has not called his sister"))
            for address in ["/now", "/case", "/case/people", "/talk", "/act"] {
                #expect(!(try await police.get(address).text.contains("Davit")), "\(address) of the police")
            }
        }
    }

    @Test func `refuse the handles of another seat`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.jump()
            let house = try await playground.sit("house_desk")
            let police = try await playground.sit("police_desk")
            let address = try #require(try await house.get("/now").link("A call about a missing brother"))
            #expect(try await police.get(address).status == 404)
        }
    }

    @Test func `say what the law says before an act is done`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            let form = try await police.get(
                try #require(try await police.get("/act").link("Get bank records")))
            let person = try #require(form.choice("Marga", of: "person"))
            let look = try await police.post(form.address, ["person": person])
            #expect(look.status == 200)
            #expect(look.text.contains("The bank hands over nothing without an order."))
            #expect(look.text.contains("R-ORD-01"))
            #expect(!look.text.contains("Do it"), "it is not possible at all")
        }
    }

    @Test func `show before a charge what it would rest on, and what stays empty`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.control(.told(FactID(2), AgencyID(1)))
            let court = try await playground.sit("court_desk")
            let form = try await court.get(
                try #require(try await court.get("/act").link("Bring a charge")))
            let look = try await court.post(
                String(form.address.prefix { $0 != "?" }),
                [
                    "person": try #require(form.choice("Davit", of: "person")),
                    "facts": try #require(form.value(of: "facts")), "text": "Enough.",
                ])
            #expect(look.text.contains("What the charge carries, person by person"))
            #expect(look.text.contains("1 kind of evidence"))
            #expect(look.text.contains("Missing: nothing that a court would use"))
        }
    }

    @Test func `let somebody share against the law knowingly`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            try await playground.control(.told(FactID(8), AgencyID(0)))
            let fact = try await police.get(try #require(try await police.get("/case").link("Share")))
            #expect(fact.text.contains("Case information goes to support services only in summary."))
            let action = try #require(fact.html.firstMatch(of: /action="(\/act\/[a-z0-9]*)"/)).output.1
            let house = try #require(
                fact.html.matches(of: /name="agencies" value="([a-z0-9]*)"[^>]*>.*?<\/label>/)
                    .first { $0.output.0.contains("River House") }?.output.1)
            let look = try await police.post(
                String(action),
                [
                    "facts": try #require(fact.value(of: "facts")), "agencies": String(house),
                    "basis": try #require(fact.choice("Task under the law", of: "basis")), "text": "For you",
                ])
            #expect(
                look.text.contains("Against the law: River House")
                    || look.text.contains("River House: Against the law"))
            #expect(look.text.contains("Go on all the same"))
            let command = try #require(
                look.html.firstMatch(of: /id="act-confirm".*?name="command" value="([^"]*)"/)
            ).output.1
            let done = try await police.post(
                String(action) + "/do",
                [
                    "command": String(command), "facts": try #require(look.value(of: "facts")),
                    "agencies": String(house), "basis": try #require(look.value(of: "basis")),
                    "text": "For you",
                ])
            #expect(done.text.contains("Recorded"))
            let shelter = try await playground.sit("house_desk", name: "Bekzat")
            #expect(try await shelter.get("/now").text.contains("Shared information"))
            let border = try await playground.sit("border_desk", name: "Saule")
            #expect(!(try await border.get("/now").text.contains("Shared information")))
        }
    }

    @Test func `keep what was chosen when an act is refused, with the way on`() async throws {
        try await Playground.play { playground in
            let police = try await playground.sit("police_desk")
            let form = try await police.get(
                try #require(try await police.get("/act").link("Write a message")))
            let shelter = try #require(
                form.html.matches(of: /name="agencies" value="([a-z0-9]*)"[^>]*>.*?<\/label>/)
                    .first { $0.output.0.contains("River House") }?.output.1)
            let answer = try await police.post(
                form.address + "/do",
                ["command": "c-0000001", "text": "Good morning", "agencies": String(shelter)])
            #expect(answer.status == 422)
            #expect(answer.text.contains("It opens when control starts the clock."))
            #expect(answer.html.contains("value=\"Good morning\""))
        }
    }

    @Test func `ask for what is missing before the law is looked at`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            let write = try #require(try await police.get("/act").link("Write a message"))
            let look = try await police.post(write, ["text": "Good morning"])
            #expect(look.status == 422)
            #expect(look.html.contains("id=\"act-form\""), "the form once more")
            #expect(look.html.contains("Good morning</textarea>"))
        }
    }

    @Test func `say what a message came to, and to whom`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            let write = try #require(try await police.get("/act").link("Write a message"))
            let form = try await police.get(write)
            let recipients = form.html.matches(of: /name="agencies".*?<\/label>/).map(\.output)
            #expect(recipients.count == 3)
            #expect(!recipients.contains { $0.contains("Investigation Office") }, "not to oneself")
            let court = try #require(
                form.html.matches(of: /name="agencies" value="([a-z0-9]*)"[^>]*>.*?<\/label>/)
                    .first { $0.output.0.contains("Court Office") }?.output.1)
            let done = try await police.post(
                write + "/do", ["command": "c-0000001", "text": "Good morning", "agencies": String(court)])
            #expect(done.text.contains("Sent to Court Office of Alvora."))
        }
    }

    @Test func `tell when an order begins that was given for a later hour`() async throws {
        var scenario = Playground.pack.scenario
        for id in scenario.world.orders.ids { scenario.world.orders[id].namesHour = true }
        try await Playground.play(in: scenario) { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            let court = try await playground.sit("court_desk", name: "Bekzat")
            let ask = try #require(try await police.get("/act").link("Ask for an order"))
            let form = try await police.get(ask)
            let place = try #require(form.choice("Investigation Office", of: "place"))
            let giver = try #require(form.choice("Court Office", of: "agency"))
            _ = try await police.post(
                ask + "/do",
                ["command": "c-0000001", "place": place, "agency": giver, "text": "We need the accounts."])
            try await playground.jump()
            let desk = try await court.get("/now")
            let asked = try await court.get(try #require(desk.link("Order to hand over bank records")))
            let give = try #require(asked.link("Give the order"))
            let item = try #require(try await court.get(give).choice("Order", of: "item"))
            let given = try await court.post(
                String(give.prefix { $0 != "?" }) + "/do",
                ["command": "c-0000002", "item": item, "hour": "600"])
            #expect(given.text.contains("It takes effect"))
            #expect(!given.text.contains("The order is in force"))
        }
    }

    @Test func `tell what was asked for and answered with an order, and for where`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            let court = try await playground.sit("court_desk", name: "Bekzat")
            let ask = try #require(try await police.get("/act").link("Ask for an order"))
            let form = try await police.get(ask)
            let place = try #require(form.choice("Investigation Office", of: "place"))
            let giver = try #require(form.choice("Court Office", of: "agency"))
            let done = try await police.post(
                ask + "/do",
                ["command": "c-0000001", "place": place, "agency": giver, "text": "We need the accounts."])
            #expect(done.text.contains("Recorded"))
            #expect(
                try await police.get("/talk").text.contains("Investigation Office"), "in the asker's list")
            try await playground.jump()
            let desk = try await court.get("/now")
            #expect(desk.text.contains("Order to hand over bank records: Investigation Office"))
            let asked = try await court.get(try #require(desk.link("Order to hand over bank records")))
            #expect(asked.text.contains("Investigation Office"), "for where")
            #expect(asked.html.firstRange(of: "Give the order") != nil)
            let give = try #require(asked.link("Give the order"))
            let item = try #require(try await court.get(give).choice("Order", of: "item"))
            let path = String(give.prefix { $0 != "?" })
            // Whoever decides sees in the form and before the last step what for, and who asks.
            for page in [try await court.get(give), try await court.post(path, ["item": item])] {
                #expect(page.text.contains("We need the accounts."))
                #expect(page.text.contains("Investigation Office of Alvora"))
            }
            let given = try await court.post(path + "/do", ["command": "c-0000002", "item": item])
            #expect(given.text.contains("The order is in force"))
            let answer = try await police.get(
                try #require(try await police.get("/now").link("Order to hand over bank records")))
            #expect(answer.text.contains("granted"))
            #expect(answer.text.contains("In force until"))
            #expect(answer.text.contains("bank records: Investigation Office"), "for where")
        }
    }

    @Test func `show the answer of a held character in the conversation`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let ivo = try #require(
                playground.run.control().persons.first { $0.id == "ivo" }.flatMap { person in
                    playground.run.control().personID(person.id)
                })
            try await playground.control(.holdPerson(ivo))
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let police = try await playground.sit("police_desk")
            let talk = try await police.get(try #require(try await police.get("/talk").link("Ivo Harn")))
            let asked = try await ask(police, talk, "Work")
            #expect(asked.text.contains("An answer is on its way."))
            let question = try #require(playground.run.control().questions.first)
            try await playground.control(
                .reply(question.id, facts: [], text: Typed("I sell vegetables, that is all.")))
            let heard = try await police.get(talk.address)
            #expect(heard.text.contains("I sell vegetables, that is all."))
            #expect(!heard.text.contains("An answer is on its way."))
            let house = try #require(playground.run.seat(named: "police_desk"))
            #expect(playground.run.view(of: house).unopened.isEmpty, "that it was heard is recorded")
        }
    }

    @Test func `warn of each question anew`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            // The police knows Davit and where he is.
            try await playground.control(.told(FactID(0), AgencyID(0)))
            try await playground.control(.told(FactID(2), AgencyID(0)))
            let police = try await playground.sit("police_desk")
            let talk = try await police.get(try #require(try await police.get("/talk").link("Davit Oren")))
            // Who has not stood before him cannot know; the first question shows it.
            #expect(try await ask(police, talk, "Family").status == 200)
            let warned = try await ask(police, talk, "Work")
            #expect(warned.status == 422)
            #expect(
                warned.text.contains("Nobody is interviewed in a language that the person does not have."))
            let meant = try #require(warned.value(of: "meant"))
            #expect(meant != "yes")
            let asks = playground.run.control().persons.first { $0.id == "davit" }?.talks
            for old in ["yes", meant] {
                let other = try await ask(police, talk, "Money", meant: old)
                #expect(other.status == 422, "another question is looked at anew")
            }
            #expect(playground.run.control().persons.first { $0.id == "davit" }?.talks == asks)
        }
    }

    private func ask(_ browser: Browser, _ talk: Browser.Page, _ topic: String, meant: String = "")
        async throws -> Browser.Page
    {
        try await browser.post(
            talk.address,
            [
                "command": "ask-\(topic)-\(meant.count)", "act": try #require(talk.value(of: "act")),
                "topic": try #require(talk.choice(topic, of: "topic")),
                "setting": try #require(talk.choice("In the office", of: "setting")),
                "interpreter": try #require(talk.choice("Without an interpreter", of: "interpreter")),
                "choice0": "0", "meant": meant,
            ])
    }

    @Test func `have a chart and a timeline of the case`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            #expect(try await police.get("/case/chart").text.contains("No links yet"))
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let chart = try await police.get("/case/chart")
            #expect(chart.html.contains("id=\"chart\""))
            #expect(chart.text.contains("The kiln by the river"))
            #expect(try await police.get("/case/timeline").text.contains("Davit has not called his sister"))
            #expect(try await police.get("/case").text.contains("How sure: Told by the exercise team"))
        }
    }

    @Test func `say beside each way of asking what the law says to it, but not in test mode`() async throws {
        var scenario = Playground.pack.scenario
        let interview = try #require(
            scenario.world.acts.ids.first { scenario.world.acts[$0].id == "interview" })
        var gate = Gate()
        gate.when = .compare(.equal, .read(.act(.choice(0))), .constant(1))
        (gate.rule, gate.says) = ("R-IV-04", scenario.world.acts[interview].gates[0].says)
        scenario.world.acts[interview].gates.append(gate)
        try await Playground.play(in: scenario) { playground in
            let words = "R-IV-04. A child is not interviewed before a guardian is there."
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let address = try #require(try await police.get("/talk").link("Ivo Harn"))
            #expect(try await police.get(address).text.contains(words))
            try await playground.control(.showLaw(false))
            #expect(!(try await police.get(address).text.contains(words)))
        }
    }

    @Test func `keep a conversation's answers in sight`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let people = try await police.get("/talk")
            let talk = try await police.get(try #require(people.link("Ivo Harn")))
            let after = try await police.post(
                talk.address,
                [
                    "command": try #require(
                        talk.html.firstMatch(of: /id="ask".*?name="command" value="([^"]*)"/)
                    ).output.1.description,
                    "act": try #require(talk.value(of: "act")),
                    "topic": try #require(talk.choice("Work", of: "topic")),
                    "setting": try #require(talk.choice("In the office", of: "setting")),
                    "interpreter": try #require(talk.choice("Without an interpreter", of: "interpreter")),
                    "choice0": "0",
                ])
            #expect(after.text.contains("There is light in the shed at night."))
            #expect(after.text.contains("Asked about: Work"))
        }
    }

    @Test func `send only the sections that are asked for`() async throws {
        try await Playground.play { playground in
            let browser = try await playground.sit("house_desk")
            let whole = try await browser.get("/now").html
            let part = try await browser.get("/now", [.init(name: "X-Sections", value: "clock,places")]).html
            #expect(whole.contains("id=\"section-now\""))
            #expect(!part.contains("id=\"section-now\""))
            #expect(part.contains("id=\"band-clock\""))
            #expect(part.contains("id=\"places\""))
            #expect(part.utf8.count < whole.utf8.count / 2)
        }
    }

    @Test(arguments: ["en", "ru"]) func `carry no id of the pack`(language: String) async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.jump()
            let scenario = Playground.pack.scenario
            let ids =
                scenario.facts.values.map(\.id) + scenario.seats.values.map(\.id)
                + scenario.injects.values.map(\.id)
                + scenario.world.acts.values.map(\.id) + scenario.world.articles.values.map(\.id)
                + scenario.world.places.values.map(\.id)
            let telling = ids.filter { $0.contains("_") }
            #expect(telling.count > 20)
            for seat in ["house_desk", "police_desk"] {
                let pages = try await everyPage(of: try await playground.sit(seat, language: language))
                #expect(pages.count > 15)
                for page in pages {
                    #expect(page.status == 200, "\(page.address)")
                    let found = telling.filter { page.html.contains($0) }
                    #expect(found == [], "\(page.address) carries ids")
                    // What is saved is no page.
                    if page.address.hasSuffix(".jsonl") { continue }
                    #expect(page.html.contains("lang=\"\(language)\""))
                    #expect(page.html.matches(of: /<h1[ >]/).count == 1, "\(page.address) has one heading")
                }
            }
        }
    }

    /// Everything that links lead to, from Now on.
    private func everyPage(of browser: Browser) async throws -> [Browser.Page] {
        var pages: [Browser.Page] = []
        var seen = ["/now"]
        var next = 0
        while next < seen.count, next < 120 {
            let page = try await browser.get(seen[next])
            next += 1
            pages.append(page)
            for match in page.html.matches(of: /href="(\/[^"#]*)"/) {
                let address = String(match.output.1).replacing("&amp;", with: "&")
                let isPage =
                    !address.hasPrefix("/assets") && !address.hasPrefix("/stop") && address != "/note"
                if isPage, !seen.contains(address) { seen.append(address) }
            }
        }
        return pages
    }
}

@Suite struct `What the interface says` {
    @Test(arguments: ["en", "ru"]) func `to every refusal is a sentence`(language: String) {
        let ctx = PageContext(
            t: Playground.texts.tongue(language), words: { _, _ in "Because." }, path: "/",
            languages: ["en", "ru"],
            token: { "" })
        let parts: [Model.Refusal.Part] = [
            .person, .place, .agency, .recipients, .facts, .topic, .setting, .service, .basis, .status, .item,
            .text, .reasons, .alternatives, .appeal, .choice, .deadline, .kind,
        ]
        let refusals: [Model.Refusal] =
            [
                .notStarted, .paused, .ended, .alreadyStarted, .notPaused, .busy(until: .start),
                .noStaff(until: .start), .personBusy(until: .start), .notYours, .unknownThing, .lostContact,
                .notHere, .impossible(rule: "R-1", says: TextID("a.b")), .alreadyDone, .alreadyAnswered,
                .notHeld,
                .sameAgency,
            ] + parts.map { .missing($0) }
        let sentences = refusals.map { RefusalWords(ctx).sentence($0) }
        for sentence in sentences { #expect(sentence.count > 10) }
        for (place, sentence) in sentences.enumerated() {
            #expect(!sentences[..<place].contains(sentence), "two refusals say the same: \(sentence)")
        }
    }

    @Test(arguments: ["en", "ru"]) func `to every verb is a word`(language: String) {
        let t = Playground.texts.tongue(language)
        for verb in Verb.allCases { #expect(!t(verb.words).isEmpty) }
    }
}
