import Model
import Roster
import Runtime
import Testing
import Texts
import Web

@Suite struct `After a write that the disk did not confirm` {
    @Test func `nobody is told that nothing was recorded`() async throws {
        try await Playground.play { playground in
            try await playground.control(.start)
            let police = try await playground.sit("police_desk")
            let form = try await police.get(
                try #require(try await police.get("/act").link("Write a message")))
            let house = try #require(
                form.html.matches(of: /name="agencies" value="([a-z0-9]*)"[^>]*>.*?<\/label>/)
                    .first { $0.output.0.contains("River House") }?.output.1)
            // It closes itself then, as here by hand.
            playground.run.close()
            let page = try await police.post(
                form.address + "/do", ["agencies": String(house), "text": "Is there room?"])
            #expect(page.status == 503)
            #expect(page.text.contains("It is not certain yet whether this was recorded"))
            #expect(!page.text.contains("This was not recorded"))
        }
    }

    @Test func `control hears that it has to look again`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            playground.run.close()
            let page = try await control.post("/control/start", ["command": "start-once"])
            #expect(page.status == 503)
            #expect(page.text.contains("It is not certain yet whether this was recorded"))
            #expect(page.html.contains("name=\"command\" value=\"start-once\""))
        }
    }

    @Test func `people are told the same of what the roster keeps`() {
        #expect(Site.words(for: .outcomeUnknown("")) == .unsure)
        #expect(Site.words(for: .unavailable("")) == .notRecorded)
    }
}
