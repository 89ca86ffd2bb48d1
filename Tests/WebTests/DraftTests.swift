import Basics
import HTTPCore
import Model
import Roster
import Runtime
import Testing
import Web

/// The address of the safety plan, and the values of its first step.
private func plan(_ browser: Browser) async throws -> (address: String, first: Browser.Page) {
    let address = try #require(try await browser.get("/act").link("Write a safety plan together"))
    return (address, try await browser.get(address))
}

@Suite struct `A form that is filled in` {
    @Test func `goes step by step, keeps what was said, and is signed at the end`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let police = try await playground.sit("police_desk")
            let (address, first) = try await plan(police)
            #expect(first.text.contains("Step 1 of 5: About whom"))
            let person = try #require(first.choice("Davit", of: "person"))
            let second = try await police.post(address + "/step", ["person": person, "go": "1"])
            #expect(second.text.contains("Step 2 of 5"))
            #expect(second.value(of: "person") == person, "what was chosen goes along unseen")
            let third = try await police.post(
                address + "/step", ["person": person, "choice0": "1", "go": "2"])
            #expect(third.html.contains("name=\"field0\""))
            let said = "That his sister is asked for money."
            let fourth = try await police.post(
                address + "/step", ["person": person, "choice0": "1", "field0": said, "go": "3"])
            #expect(fourth.text.contains("Facts that go with it"))
            let look = try await police.post(
                address + "/step", ["person": person, "choice0": "1", "field0": said, "go": "4"])
            #expect(look.text.contains(said))
            let done = try await police.post(
                address + "/do",
                ["command": "c-step-001", "person": person, "choice0": "1", "field0": said, "field1": ""])
            #expect(done.status == 200)
            #expect(try await !police.get(address).text.contains("You have begun this before"))
        }
    }

    @Test func `is there again after leaving the page, also on another device of the same person`()
        async throws
    {
        try await Playground.play { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let (address, first) = try await plan(police)
            let person = try #require(first.choice("Davit", of: "person"))
            _ = try await police.post(
                address + "/keep", ["person": person, "choice0": "1", "field0": "Half a sentence"])
            #expect(try await police.get("/case/forms").text.contains("Not signed yet"))

            // The same person, at a laptop instead of a phone.
            let laptop = Browser(site: playground.site)
            _ = try await laptop.post("/back", ["code": try await police.returnCode()])
            let again = try await laptop.get(address)
            #expect(again.text.contains("You have begun this before"))
            #expect(again.html.contains("Half a sentence"))

            _ = try await laptop.post(address + "/keep", ["person": person, "erase": "yes"])
            #expect(try await !laptop.get(address).html.contains("Half a sentence"))
        }
    }

    @Test func `holds nothing that no page of ours would have sent`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let police = try await playground.sit("police_desk")
            let (address, first) = try await plan(police)
            let person = try #require(first.choice("Davit", of: "person"))
            _ = try await police.post(
                address + "/keep",
                [
                    "person": person, "field0": "Half a sentence",
                    "zzz": "a.person@post.org, +996 555 123 456",
                    "yyy": "A123456789", "choice123": "7", "choice0": "1",
                ])
            let anna = try #require(try await playground.roster.participants(of: "run1").last)
            let kept = try await playground.roster.drafts(of: anna.number)
            #expect(kept.map(\.text).joined().contains("Half"))
            let names = Set(kept.flatMap { Fields(urlEncoded: $0.text.utf8).fields.map(\.name) })
            #expect(names == ["person", "field0", "choice0"])
        }
    }

    @Test func `is nobody else's`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            try await playground.control(.told(FactID(0), AgencyID(0)))
            let anna = try await playground.sit("police_desk")
            let (address, first) = try await plan(anna)
            let person = try #require(first.choice("Davit", of: "person"))
            _ = try await anna.post(address + "/keep", ["person": person, "field0": "Half a sentence"])
            let other = try await playground.sit("police_desk", name: "Nurlan")
            #expect(try await !other.get(address).html.contains("Half a sentence"))
            #expect(try await !other.get("/case/forms").text.contains("Not signed yet"))
        }
    }
}
