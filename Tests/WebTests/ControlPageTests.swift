import Basics
import HTTPCore
import Model
import Roster
import Runtime
import Testing
import Views
import Web

@Suite struct `Control's page` {
    /// A seat tells every other agency the first fact that it knows.
    private func tellEverybody(_ playground: Playground, from name: String, id: String) async throws {
        let its = playground.run
        let seat = try #require(its.seat(named: name))
        let view = its.view(of: seat)
        let share = try #require(view.prospects.first { $0.verb == .share })
        var request = ActRequest(act: share.act)
        request.facts = [try #require(view.facts.first).handle]
        request.agencies = view.agencies.filter { !$0.isOurs }.map(\.handle)
        request.basis = share.bases.first?.handle
        _ = try await its.submit(
            .seat(seat, try #require(view.act(request))), id: id, participant: 3, seat: name)
    }

    @Test func `is for control alone`() async throws {
        try await Playground.play { playground in
            let seat = try await playground.sit("house_desk")
            for address in ["/control", "/control/facts", "/control/people", "/control/doors"] {
                #expect(try await seat.get(address).status == 404, "\(address) of a seat")
                let page = try await Browser(site: playground.site).get(address)
                #expect(page.status == 404, "\(address) of nobody")
            }
        }
    }

    @Test func `says to who is not signed in how control comes back in`() async throws {
        try await Playground.play { playground in
            let page = try await Browser(site: playground.site).get("/control")
            #expect(page.text.contains("This page belongs to control"))
            #expect(!page.text.contains("Investigator"), "nothing of the run")
            let control = try await playground.lead()
            let shown = try await control.post("/control/another", [:])
            let link = try #require(shown.html.firstMatch(of: /http:\/\/desk\.local(\/enter\/[^<"]*)/)).output
                .1
            let second = Browser(site: playground.site)
            #expect(try await second.post(String(link), [:]).address == "/control")
            #expect(
                try await Browser(site: playground.site).get(String(link)).text.contains(
                    "does not open any more"))
        }
    }

    @Test func `starts, pauses and ends the run by its buttons`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            #expect(try await control.get("/control").text.contains("Start the exercise"))
            #expect(try await control.post("/control/start", [:]).text.contains("Running"))
            #expect(
                try await control.post("/control/speed", ["speed": "10"]).text.contains("10 times as fast"))
            #expect(try await control.post("/control/pause", [:]).text.contains("Resume"))
            #expect(try await control.get("/control/end").text.contains("cannot be taken back"))
            #expect(try await control.post("/control/end", [:]).text.contains("Open the debrief"))
        }
    }

    @Test func `says what speaks against an act, and keeps what was typed`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            let early = try await control.post("/control/pause", ["back": "/control"])
            #expect(early.status == 422)
            #expect(early.text.contains("The exercise has not started yet."))
            try await playground.control(.start)
            let page = try await control.get("/control?compose=yes")
            let channel = try #require(page.choice("Phone", of: "channel"))
            let refused = try await control.post(
                "/control/improvise",
                [
                    "back": "/control?compose=yes", "form": "form-compose", "channel": channel,
                    "title": "A call from the school", "text": "One of the boys was not there today.",
                ])
            #expect(refused.status == 422)
            #expect(refused.text.contains("Choose at least one seat"))
            #expect(refused.text.contains("One of the boys was not there today."))
        }
    }

    @Test func `sends what control writes to the seats that are ticked and to nobody else`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let house = try await playground.sit("house_desk")
            let police = try await playground.sit("police_desk")
            let page = try await control.get("/control?compose=yes")
            let sent = try await control.post(
                "/control/improvise",
                [
                    "channel": try #require(page.choice("Phone", of: "channel")), "seat": "house_desk",
                    "from": "A teacher", "title": "A call from the school",
                    "text": "One of the boys was not there today.",
                ])
            #expect(sent.status == 200)
            #expect(try await house.get("/now").text.contains("A call from the school"))
            #expect(!(try await police.get("/now").text.contains("A call from the school")))
        }
    }

    @Test func `tells in the feed what control made up, and leads to it`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let page = try await control.get("/control?compose=yes")
            try await control.post(
                "/control/improvise",
                [
                    "channel": try #require(page.choice("Phone", of: "channel")), "seat": "house_desk",
                    "from": "A teacher", "title": "A call from the school", "text": "He was not there today.",
                ])
            let desk = try await control.get("/control?kind=injects")
            #expect(desk.text.contains("Made up by control"))
            let sent = try await control.get(try #require(desk.link("A call from the school")))
            #expect(sent.text.contains("He was not there today."))
            #expect(sent.text.contains("Nobody yet"))
            #expect(
                try await control.get("/debrief").text.contains("made up by control: A call from the school"))
        }
    }

    @Test func `tells an edited inject by its new title, in feed and debrief`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let inject = try #require(playground.run.control().injects.first { $0.standing == .byHand })
            let address = "/control/inject/" + inject.id
            _ = try await control.post(address + "/edit", ["title": "A new title", "text": "Another text"])
            _ = try await control.post(address + "/fire", [:])
            let desk = try await control.get("/control?kind=injects")
            #expect(desk.link("A new title") == "/control?inject=\(inject.id)&kind=injects")
            let debrief = try await control.get("/debrief").text
            #expect(debrief.contains("Inject: A new title"))
            #expect(!debrief.contains("A question from the newspaper"))
        }
    }

    @Test func `tells which inject follows another when nothing is done`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            let page = try await control.get("/control?inject=hotline_again")
            #expect(page.text.contains("Follows “A call about a missing brother” after 3 h"))
            #expect(try await control.get("/control?inject=reporter").text.contains("By hand"))
        }
    }

    @Test func `does not promise what cannot come any more, as what was called for has been done`()
        async throws
    {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            _ = try await control.post("/control/inject/hotline_call/fire", [:])
            let waiting = try await control.get("/control?inject=hotline_again").text
            #expect(waiting.contains("Follows “A call about a missing brother” after 3 h"))
            try await playground.control(.told(FactID(8), AgencyID(2)))
            try await tellEverybody(playground, from: "house_desk", id: "tell-it")
            let page = try await control.get("/control?inject=hotline_again").text
            #expect(!page.contains("Follows “A call about a missing brother”"))
            #expect(page.contains("what “A call about a missing brother” called for has been done"))
        }
    }

    @Test func `tells of a share which fact went to whom, and of an alarm what the law says`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.control(.told(FactID(8), AgencyID(0)))
            try await tellEverybody(playground, from: "police_desk", id: "share-it")
            let control = try await playground.lead()
            let acts = try await control.get("/control?kind=acts").text
            #expect(acts.contains("Davit crossed the river in a grey van."))
            #expect(acts.contains("to Court Office of Alvora, River House"))
            #expect(try await control.get("/control?kind=alarms").text.contains("Secrecy of the case"))
        }
    }

    @Test func `jumps to the next inject and to a time of day`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            #expect(try await control.post("/control/jump/inject", [:]).text.contains("09:20"))
            let passed = try await control.post("/control/jump/time", ["time": "07:30", "form": "form-jump"])
            #expect(passed.status == 422 && passed.text.contains("It is past 07:30 today"))
            #expect(playground.run.control().clock.local.hour == 9, "a day is not gone by a slip")
            #expect(passed.html.contains("name=\"day\" value=\"next\""))
            let next = try await control.post("/control/jump/time", ["time": "07:30", "day": "next"])
            #expect(next.status == 200 && playground.run.control().clock.local.hour == 7)
            let wrong = try await control.post("/control/jump/time", ["time": "soon"])
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("Write a time of day"))
            let there = try await control.post(
                "/control/jump/time", ["time": "99:99", "form": "form-jump"])
            let form = try #require(
                there.html.firstMatch(of: /<form id="form-jump".*?<\/form>/.dotMatchesNewlines()))
            #expect(
                form.output.contains("Write a time of day"), "said beside the field, not at the top alone")
            #expect(!form.output.contains("name=\"day\""))
        }
    }

    @Test func `holds, edits, redirects and fires an inject`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let inject = try #require(playground.run.control().injects.first { $0.standing == .byHand })
            let address = "/control/inject/" + inject.id
            #expect(try await control.post(address + "/hold", [:]).text.contains("Held"))
            let back = "/control?inject=" + inject.id
            let edited = try await control.post(
                address + "/edit", ["back": back, "title": "A new title", "text": "Another text"])
            #expect(edited.text.contains("Edited by you"))
            _ = try await control.post(address + "/retarget", ["back": back, "seat": "police_desk"])
            #expect(try await control.post(address + "/fire", ["back": back]).text.contains("Fired"))
            let police = try await playground.sit("police_desk")
            #expect(try await police.get("/now").text.contains("A new title"))
        }
    }

    @Test func `makes a STOP plain and alone resumes from it`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let seat = try await playground.sit("house_desk", name: "Gulnara")
            try await seat.post("/stop", [:])
            let control = try await playground.lead()
            let page = try await control.get("/control")
            #expect(page.text.contains("Somebody said STOP"))
            #expect(!page.text.contains("Gulnara said"))
            #expect(!(try await control.post("/control/resume", [:]).text.contains("Somebody said STOP")))
        }
    }

    @Test func `lists who needs a break until somebody has taken care`() async throws {
        try await Playground.play { playground in
            let seat = try await playground.sit("house_desk", name: "Gulnara")
            let control = try await playground.lead()
            #expect(try await seat.get("/note").text.contains("tells the exercise team alone that it is you"))
            try await seat.post("/break", [:])
            let asked = try #require(try await playground.roster.breaks(of: "run1").first)
            let page = try await control.get("/control")
            #expect(page.text.contains("Somebody needs a break"))
            let folded = try #require(page.html.firstMatch(of: /<details class="break-who".*?<\/details>/))
            #expect(folded.output.contains("Gulnara"), "who it is, is said on a tap")
            #expect(!folded.output.contains(" open"))
            let after = try await control.post("/control/break/\(asked.number)/resolve", [:])
            #expect(!after.text.contains("needs a break"))
        }
    }

    @Test func `shows ground truth against what each agency knows`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            let fact = try #require(playground.run.control().facts.first)
            let agency = try #require(playground.run.control().agencies.first)
            let told = try await control.post(
                "/control/told", ["back": "/control?fact=" + fact.id, "fact": fact.id, "to": agency.id])
            #expect(told.text.contains("told outside, recorded by staff"))
            #expect(try await control.get("/control/facts").text.contains("told outside"))
        }
    }

    @Test func `plays a seat in its own pages, and looks at another without touching it`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.jump()
            let control = try await playground.lead()
            let sight = try await control.get("/control/seat/house_desk")
            #expect(sight.text.contains("A call about a missing brother"))
            #expect(!sight.text.contains("He has not called for nine days"))
            #expect(playground.run.control().seats.first { $0.id == "house_desk" }?.unread ?? 0 > 0)
            #expect(try await control.post("/control/seat/house_desk/enter", [:]).status == 422)
            try await control.post("/control/seat/house_desk/play", [:])
            let now = try await control.post("/control/seat/house_desk/enter", [:])
            #expect(now.text.contains("You play this seat as control"))
            #expect(now.text.contains("A call about a missing brother"))
            try await control.post("/control/seat/house_desk/people", [:])
            #expect(try await control.get("/now").text.contains("Start the exercise") == false)
            #expect(try await control.get("/now").text.contains("Timetable of injects"))
        }
    }

    @Test func `makes a new way in and closes the old one`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            let old = try #require(try await playground.roster.link(code: "10000000"))
            guard case .seat(let seat) = old.kind else { return }
            let page = try await control.post("/control/seat/\(seat)/link", ["back": "/control?seat=\(seat)"])
            let fresh = try #require(
                try await playground.roster.links(of: "run1").last { $0.kind == .seat(seat) && $0.opens })
            #expect(page.text.contains(fresh.code))
            #expect(try await playground.roster.link(code: "10000000") == nil)
            #expect(try await control.get("/control/doors").text.contains(fresh.code))
        }
    }

    @Test func `answers for a character who is held`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let control = try await playground.lead()
            for person in playground.run.control().persons where !person.isScripted {
                let page = try await control.post(
                    "/control/person/\(person.id)/hold", ["back": "/control?person=\(person.id)"])
                #expect(page.text.contains("Held by control"))
            }
            let person = try #require(playground.run.control().persons.first)
            let dialled = try await control.post(
                "/control/person/\(person.id)/dial",
                ["back": "/control?person=\(person.id)", "dial": "0", "value": "90"])
            #expect(dialled.text.contains("trusting"))
        }
    }

    @Test func `puts its tickets on paper, and none of the buttons above them`() async throws {
        try await Playground.play { playground in
            let page = try await playground.lead().get("/control/doors")
            let head = try #require(
                page.html.firstMatch(of: /<div class="page-head">.*?<\/h1>(.*?)<\/div>/.dotMatchesNewlines()))
            #expect(head.output.1.hasPrefix("<div class=\"row no-print\">"))
            #expect(head.output.1.contains("/control/sessions"))
        }
    }

    @Test func `speaks Russian`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead(language: "ru")
            for address in ["/control", "/control/facts", "/control/people", "/control/doors", "/debrief"] {
                let page = try await control.get(address)
                #expect(page.status == 200)
                #expect(page.html.contains("lang=\"ru\""), "\(address)")
            }
        }
    }
}
