import Basics
import Fixtures
import Model
import Packs
import Testing
import Web

@Suite struct `The ladder of channels on the screens` {
    private static let isles = Fixtures.harbour()

    /// The watch calls the wardens together over the North Quay, and they join.
    private func joined(_ playground: Playground, _ watch: Browser, _ wards: Browser) async throws {
        let form = try await watch.get(
            try #require(try await watch.get("/act").link("Propose a joint watch")))
        _ = try await watch.post(
            String(form.address.prefix { $0 != "?" }) + "/do",
            [
                "command": "c-0000001", "agency": try #require(form.choice("Keldmar Wardens", of: "agency")),
                "place": try #require(form.choice("North Quay", of: "place")),
                "basis": try #require(form.choice("Fishing pact", of: "basis")), "text": "Together?",
            ])
        #expect(try await watch.get("/now").text.contains("There at"))
        // Other things may be due before it has come.
        for _ in 1...10 where try await wards.get("/now").link("Joint watch") == nil {
            try await playground.jump()
        }
        let inbox = try await wards.get("/now")
        #expect(inbox.text.contains("Propose a joint watch"), "by which channel, before it is opened")
        let item = try await wards.get(try #require(inbox.link("Joint watch")))
        #expect(item.text.contains("Propose a joint watch"), "by which channel")
        let accept = try #require(item.link("Join a joint watch"))
        let answer = try await wards.get(accept)
        _ = try await wards.post(
            String(accept.prefix { $0 != "?" }) + "/do",
            [
                "command": "c-0000002", "item": try #require(answer.choice("Joint watch", of: "item")),
                "text": "Yes.",
            ])
    }

    @Test func `are compared where one is chosen, by speed, form and use in court`() async throws {
        try await Playground.play(of: Self.isles) { playground in
            try await playground.control(.start)
            let watch = try await playground.sit("watch")
            let page = try await watch.get(
                try #require(try await watch.get("/act").link("Ask under the fishing pact")))
            #expect(page.text.contains("Compare the channels"))
            #expect(page.text.contains("there in 1 h of office time"))
            #expect(page.text.contains("The papers carry a stamp and Number of the case"))
            let call = try await watch.get(try #require(page.link("Call another island")))
            #expect(call.text.contains("It came from another island by a call"), "why a call is not enough")
        }
    }

    @Test func `tell nothing of the court in test mode`() async throws {
        try await Playground.play(of: Self.isles) { playground in
            try await playground.control(.start)
            try await playground.control(.showLaw(false))
            let watch = try await playground.sit("watch")
            let page = try await watch.get(
                try #require(try await watch.get("/act").link("Call another island")))
            #expect(page.text.contains("there in 20 min"))
            #expect(page.text.contains("is told in the debrief"))
            #expect(!page.text.contains("It came from another island by a call"))
            #expect(!page.text.contains("Without it, it comes back"), "what it takes is law, too")
        }
    }

    @Test func `show a team to its members from when it is in force`() async throws {
        try await Playground.play(of: Self.isles) { playground in
            try await playground.control(.start)
            let watch = try await playground.sit("watch")
            let wards = try await playground.sit("wards", name: "Aina")
            try await joined(playground, watch, wards)
            #expect(try await !watch.get("/case").text.contains("Agreements in force"))
            for _ in 0..<12 {
                if try await watch.get("/case").text.contains("Agreements in force") { break }
                try await playground.jump()
            }
            for browser in [watch, wards] {
                let page = try await browser.get("/case")
                #expect(page.text.contains("Orvane Coast Watch and Keldmar Wardens"))
                #expect(page.text.contains("North Quay"))
            }
        }
    }
}
