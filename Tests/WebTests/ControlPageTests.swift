import Basics
import HTTPCore
import Model
import Roster
import Runtime
import Testing
import Views
import Web

@Suite struct `Control's page` {
    @Test func `is for control alone`() async throws {
        try await Playground.play { playground in
            let seat = try await playground.sit("house_desk")
            for address in ["/control", "/control/facts", "/control/people", "/control/doors"] {
                #expect(try await seat.get(address).status == 404, "\(address) of a seat")
                #expect(
                    try await Browser(site: playground.site).get(address).status == 404,
                    "\(address) of nobody")
            }
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
            try await seat.post("/break", [:])
            let asked = try #require(try await playground.roster.breaks(of: "run1").first)
            #expect(try await control.get("/control").text.contains("Gulnara"))
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
            for person in playground.run.control().persons {
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
