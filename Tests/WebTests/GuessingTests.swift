import HTTPCore
import Host
import Model
import Roster
import Runtime
import Testing
import Web

@Suite struct `Whoever guesses` {
    private func guess(_ playground: Playground, from address: (Int) -> String, _ times: Int = 60)
        async throws
    {
        for number in 0..<times {
            let guesser = Browser(site: playground.site, from: address(number))
            _ = try await guesser.post("/join", ["code": "555555\(10 + number)"])
        }
    }

    private func status(_ playground: Playground, from address: String) async throws -> Int {
        let browser = Browser(site: playground.site, from: address)
        return try await browser.post("/join", ["code": "10000002"]).status
    }

    @Test func `is one where one line has the addresses`() async throws {
        try await Playground.play { playground in
            try await guess(playground, from: { "2001:db8:1:2::\(String($0, radix: 16))" })
            #expect(try await status(playground, from: "2001:db8:1:2:ffff:1:2:3") == 429)
            #expect(try await status(playground, from: "2001:db8:1:3::1") == 200)
            #expect(try await status(playground, from: "2001:db8::1") == 200)
            try await guess(playground, from: { _ in "::ffff:192.0.2.66" })
            #expect(try await status(playground, from: "192.0.2.66") == 429)
            #expect(try await status(playground, from: "::ffff:c000:243") == 200)
        }
    }

    @Test func `is kept out for longer each time`() async throws {
        try await Playground.play { playground in
            let minute: Int64 = 60_000
            for closed in [10, 20, 40, 40] as [Int64] {
                try await guess(playground, from: { _ in "192.0.2.66" })
                playground.clock.advance(byMs: (closed - 1) * minute)
                #expect(try await status(playground, from: "192.0.2.66") == 429, "\(closed)")
                playground.clock.advance(byMs: 2 * minute)
                #expect(try await status(playground, from: "192.0.2.66") == 200, "\(closed)")
            }
        }
    }

    @Test func `keeps out nobody in whose browser control was signed in before`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            try await control.post("/control/password", ["name": "Saule", "password": "four words in a row"])
            try await control.post("/leave", [:])
            let stranger = Browser(site: playground.site)
            func wrong(_ browser: Browser) async throws -> Int {
                try await browser.post("/staff", ["name": "Saule", "password": "some other words"]).status
            }
            for _ in 0..<10 { #expect(try await wrong(stranger) == 422) }
            #expect(try await wrong(stranger) == 429)
            stranger.setCookie("desk", "made-up-by-somebody-at-home-alone")
            #expect(try await wrong(stranger) == 429)
            let own = Browser(site: playground.site)
            own.setCookie("desk", try #require(control.cookie("desk")))
            for _ in 0..<10 { #expect(try await wrong(own) == 422) }
            #expect(try await wrong(own) == 429, "it guesses no more than others")
            playground.clock.advance(byMs: 11 * 60_000)
            for _ in 0..<10 { _ = try await wrong(stranger) }
            let again = try await control.post(
                "/staff", ["name": "Saule", "password": "four words in a row"])
            #expect(again.address == "/control")
            #expect(again.status == 200)
            try await control.post("/leave", [:])
            #expect(try await control.get("/control").status == 404, "what the browser keeps opens nothing")
        }
    }

    @Test func `is told of, once`() async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            #expect(!(try await control.get("/control/doors").text.contains("Wrong ways in")))
            try await guess(playground, from: { _ in "192.0.2.66" })
            for _ in 0..<5 { #expect(try await status(playground, from: "192.0.2.66") == 429) }
            #expect(playground.alarms.withLock { $0 } == [.guessing(kind: .code, tries: 60)])
            let doors = try await control.get("/control/doors").text
            #expect(doors.contains("60 wrong codes"))
            #expect(doors.contains("Links go on working for everybody"))
            #expect(await playground.site.refusedWaysIn().first { $0.kind == .code }?.count == 65)
            playground.clock.advance(byMs: 11 * 60_000)
            #expect(!(try await control.get("/control/doors").text.contains("Wrong ways in")))
        }
    }
}
