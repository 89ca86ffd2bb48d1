import Basics
import Fixtures
import Model
import Packs
import Testing
import Web

/// The harbour, whose network can leave with the people aboard.
@Suite struct `The board of a network` {
    private func play(_ story: @Sendable @escaping (Playground, Browser) async throws -> Void) async throws {
        let harbour = Fixtures.harbour()
        try await Playground.play(of: harbour) { playground in
            try await playground.control(.start)
            try await story(playground, playground.lead())
        }
    }

    @Test func `shows what it has, what it is about and why it cannot`() async throws {
        try await play { _, control in
            let page = try await control.get("/control/networks")
            #expect(page.text.contains("Fairwind and friends"))
            #expect(page.text.contains("The season goes on"))
            #expect(page.text.contains("At large: 3 of 3"))
            #expect(page.text.contains("The Merrow leaves with the people aboard"))
            #expect(page.text.contains("belongs to another part of the plan"))
            #expect(page.text.contains("not on the calendar now"))
            #expect(page.text.contains("nothing that it could or would do next"))
        }
    }

    @Test func `follows control's hand`() async throws {
        try await play { _, control in
            let alert = try await control.post(
                "/control/network/fairwind/alert", ["back": "/control/networks", "value": "85"])
            #expect(alert.text.contains("Going on: The Merrow leaves"))
            let held = try await control.post(
                "/control/network/fairwind/hold", ["back": "/control/networks"])
            #expect(held.text.contains("Held by control") && held.text.contains("broken off by control"))
            let free = try await control.post(
                "/control/network/fairwind/release", ["back": "/control/networks"])
            #expect(free.text.contains("Going on: The Merrow leaves"))
            let made = try await control.post(
                "/control/move", ["back": "/control/networks", "move": "fairwind/slip_away"])
            #expect(made.text.contains("Tavo Ressin, Bero Quill"))
            let again = try await control.post(
                "/control/move", ["back": "/control/networks", "move": "fairwind/slip_away"])
            #expect(again.status == 422)
            #expect(again.text.contains("would change nothing now"))
        }
    }

    @Test func `shows nothing as going on when the run is over`() async throws {
        try await play { playground, control in
            try await playground.control(.alert(NetworkID(0), 85))
            #expect(try await control.get("/control/networks").text.contains("Going on: The Merrow leaves"))
            try await playground.control(.end)
            let page = try await control.get("/control/networks")
            #expect(page.text.contains("Fairwind and friends"))
            #expect(!page.text.contains("Going on: The Merrow leaves"))
        }
    }

    @Test func `is for control alone, and told when the run is over`() async throws {
        try await play { playground, control in
            let seat = try await playground.sit("watch")
            try await playground.control(.alert(NetworkID(0), 85))
            let moves = Fixtures.harbour().scenario.moves
            let slip = try #require(moves.ids.first { moves[$0].id == "slip_away" })
            try await playground.control(.makeMove(slip))
            #expect(try await seat.get("/control/networks").status == 404)
            #expect(!(try await control.get("/debrief").text.contains("What the network did")))
            try await playground.control(.end)
            let told = try await seat.get("/debrief?through=all")
            #expect(told.text.contains("What the network did"))
            #expect(told.text.contains("The Merrow leaves with the people aboard"))
            #expect(told.text.contains("What was possible: To bring people ashore"))
        }
    }
}
