import Basics
import HTTPCore
import Model
import Packs
import Runtime
import Testing
import Web

/// The case in which a referral is a document: with a line, a choice that no page makes, and a mark of the person.
private let caseOfDocuments: Scenario = {
    var scenario = Playground.pack.scenario
    let plan = scenario.world.acts.ids.first { scenario.world.acts[$0].id == "risk_plan" }!
    let refer = scenario.world.acts.ids.first { scenario.world.acts[$0].id == "send_on" }!
    let names = scenario.world.acts[plan].fields.map(\.name)
    scenario.world.acts[refer].form = "F-C"
    scenario.world.acts[refer].fields = [FormField(id: "wants", name: names[0], isNeeded: true)]
    var mark = ActChoice()
    (mark.id, mark.name) = ("read_to_me", scenario.world.acts[plan].choices[0].name)
    mark.options = [Labelled(id: "yes", name: names[0]), Labelled(id: "refused", name: names[1])]
    (mark.isAsked, mark.isMark) = (true, true)
    for act in [refer, plan] { scenario.world.acts[act].choices.append(mark) }
    return scenario
}()

extension Browser.Page {
    fileprivate func service(_ words: String) -> String? {
        html.matches(of: /name="service" value="([a-z0-9]*)"[^>]*>.*?<\/label>/)
            .first { $0.output.0.contains(words) }.map { String($0.output.1) }
    }
}

@Suite struct `A referral that is a document` {
    @Test func `is filled in step by step, kept, sent as a version, and begun from again`() async throws {
        try await Playground.play(in: caseOfDocuments) { playground in
            try await playground.control(.start)
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let police = try await playground.sit("police_desk")
            let address = try #require(try await police.get("/act").link("Refer to a service"))
            let first = try await police.get(address)
            #expect(first.text.contains("Step 1 of 6: About whom"))
            let davit = try #require(first.choice("Davit", of: "person"))
            let second = try await police.post(address + "/step", ["person": davit, "go": "1"])
            #expect(second.text.contains("Step 2 of 6: To whom, and on which basis"))
            #expect(try await police.get("/case/forms").text.contains("Not signed yet"))
            let clinic = try #require(second.service("Clinic hours"))
            let last = try await police.post(
                address + "/step",
                ["person": davit, "service": clinic, "choice0": "1", "field0": "A nurse.", "go": "4"])
            #expect(last.text.contains("Step 5 of 6: Marks"))
            #expect(last.html.matches(of: /name="choice1"[^>]* checked/).isEmpty, "no page makes a mark")
            let words: KeyValuePairs = [
                "command": "c-refer-001", "person": davit, "service": clinic, "choice0": "1",
                "field0": "A nurse.",
            ]
            #expect(try await police.post(address + "/do", words).text.contains("Not answered yet"))
            let sent: KeyValuePairs = [
                "command": "c-refer-001", "person": davit, "service": clinic, "choice0": "1",
                "choice1": "1", "field0": "A nurse.",
            ]
            #expect(try await police.post(address + "/do", sent).status == 200)
            try await playground.jump()

            let forms = try await police.get("/case/forms")
            #expect(!forms.text.contains("Not signed yet"))
            let paper = try await police.get(try #require(forms.link("F-C · Refer to a service")))
            for part in [
                "A nurse.", "Clinic hours", "Version 1", "No. 1", "Marks", "Print", "Alvora",
            ] { #expect(paper.text.contains(part), "\(part)") }
            #expect(
                paper.text.contains(/Signed by Investigator, [A-Za-z ]*, \d+ [A-Z][a-z]+ 20\d\d, \d\d:\d\d/))
            #expect(!paper.text.contains("Share this form"), "it went to whom it is for")

            let next = try await police.get(try #require(paper.link("Write a new version")))
            #expect(next.text.contains("This begins with the words of version 1"))
            #expect(next.value(of: "field0") == "A nurse." && next.value(of: "service") == clinic)
            #expect(next.value(of: "choice1") == nil, "a mark is made anew")
        }
    }

    @Test func `is nobody's page but the sender's`() async throws {
        try await Playground.play(in: caseOfDocuments) { playground in
            try await playground.control(.start)
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let police = try await playground.sit("police_desk")
            let house = try await playground.sit("house_desk", name: "Gulnara")
            let form = try await police.get(
                try #require(try await police.get("/act").link("Refer to a service")) + "?whole=1")
            _ = try await police.post(
                String(form.address.prefix { $0 != "?" }) + "/do",
                [
                    "command": "c-refer-001", "person": try #require(form.choice("Davit", of: "person")),
                    "service": try #require(form.service("Clinic hours")), "choice0": "1", "choice1": "0",
                    "field0": "A nurse.",
                ])
            try await playground.jump()
            let paper = try #require(try await police.get("/case/forms").link("F-C · Refer to a service"))
            #expect(try await house.get(paper).status == 404)
            let item = try await house.get(try #require(try await house.get("/now").link("Clinic hours")))
            #expect(item.text.contains("A nurse.") && item.text.contains("Marks"))
            #expect(!item.text.contains("Version") && item.link("A copy to be printed") == nil)
        }
    }
}

/// The case in which a request and the appointment of a guardian are documents.
private let caseOfLetters: Scenario = {
    var scenario = caseOfDocuments
    let acts = scenario.world.acts.ids
    func act(_ id: String) -> ActTypeID { acts.first { scenario.world.acts[$0].id == id }! }
    let names = scenario.world.acts[act("risk_plan")].fields.map(\.name)
    for (id, form) in [("ask", "F-J"), ("appoint_guardian", "F-G")] {
        scenario.world.acts[act(id)].form = form
        scenario.world.acts[act(id)].fields = [FormField(id: "said", name: names[0], isNeeded: true)]
    }
    return scenario
}()

@Suite struct `A request that is a document` {
    @Test func `says in its first step that it is about nobody and nowhere`() async throws {
        try await Playground.play(in: caseOfLetters) { playground in
            try await playground.control(.start)
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let police = try await playground.sit("police_desk")
            let address = try #require(try await police.get("/act").link("Ask another agency"))
            let first = try await police.get(address)
            let davit = try #require(first.choice("Davit", of: "person"))
            let nobody = try await police.post(
                address + "/step", ["person": "", "place": "", "kind": "", "go": "1"])
            #expect(nobody.text.contains("About whom") && nobody.text.contains("Step 1 of"))
            #expect(nobody.text.contains("Choose a person or a place"))
            let somebody = try await police.post(
                address + "/step", ["person": davit, "place": "", "kind": "", "go": "1"])
            #expect(somebody.text.contains("Step 2 of") && !somebody.text.contains("Choose a person or"))
            // Whoever comes from a later step is led to where it can be mended; the way back is free.
            let later = try await police.post(
                address + "/step", ["person": "", "place": "", "kind": "", "go": "3"])
            #expect(later.text.contains("Step 1 of") && later.text.contains("Choose a person or a place"))
            let kept = try await police.post(
                address + "/step", ["person": "", "place": "", "kind": "", "go": "0"])
            #expect(!kept.text.contains("Choose a person or a place"))
        }
    }
}

@Suite struct `An appointment that is a document` {
    @Test func `is filled in step by step and lies with the forms of who appointed`() async throws {
        try await Playground.play(in: caseOfLetters) { playground in
            try await playground.control(.start)
            try await playground.control(.told(FactID(0), AgencyID(2)))
            let house = try await playground.sit("house_desk")
            let address = try #require(try await house.get("/act").link("Appoint a guardian"))
            let first = try await house.get(address)
            #expect(first.text.contains("Step 1 of"))
            let davit = try #require(first.choice("Davit", of: "person"))
            let lacking: KeyValuePairs = ["command": "c-appoint-1", "person": davit, "field0": ""]
            _ = try await house.post(address + "/do", lacking)
            #expect(try await house.get("/case/forms").link("F-G · Appoint a guardian") == nil)
            let sent: KeyValuePairs = [
                "command": "c-appoint-2", "person": davit, "field0": "An aunt, at any hour.",
            ]
            #expect(try await house.post(address + "/do", sent).status == 200)
            let paper = try await house.get(
                try #require(try await house.get("/case/forms").link("F-G · Appoint a guardian")))
            for part in ["An aunt, at any hour.", "Version 1", "No. 1", "Davit"] {
                #expect(paper.text.contains(part), "\(part)")
            }
        }
    }
}

@Suite struct `A new version of a form` {
    @Test func `begins with the words of the one before, and only about the same person`() async throws {
        try await Playground.play(in: caseOfDocuments) { playground in
            try await playground.control(.start)
            for fact in 0..<8 { try await playground.control(.told(FactID(fact), AgencyID(0))) }
            let police = try await playground.sit("police_desk")
            let address = try #require(try await police.get("/act").link("Write a safety plan together"))
            let first = try await police.get(address)
            let davit = try #require(first.choice("Davit", of: "person"))
            _ = try await police.post(
                address + "/do",
                [
                    "command": "c-sign-001", "person": davit, "choice0": "1", "choice1": "0",
                    "field0": "That his sister is asked for money.", "field1": "",
                ])
            try await playground.jump()
            let again = try await police.post(address + "/step", ["person": davit, "go": "1"])
            #expect(again.text.contains("This begins with the words of version 1"))
            #expect(again.value(of: "field0") == "That his sister is asked for money.")
            let base = try #require(again.value(of: "base"))

            // Whoever goes back and chooses somebody else takes nothing of it along.
            let other = try #require(
                first.html.matches(of: /<option value="([a-z0-9]+)"/).map { String($0.output.1) }
                    .first { $0 != davit })
            let fresh = try await police.post(
                address + "/step",
                [
                    "person": other, "choice0": "1", "field0": "That his sister is asked for money.",
                    "base": base, "go": "1",
                ])
            #expect(!fresh.html.contains("That his sister"))
            #expect(!fresh.text.contains("This begins with the words"))
        }
    }
}
