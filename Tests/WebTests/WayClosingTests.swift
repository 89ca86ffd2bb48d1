import Basics
import Host
import Roster
import Testing
import Web

@Suite struct `The way in for those who look on or play` {
    @Test(arguments: ["observers", "roles"])
    func `closes by itself when the day is over; who is in stays`(kind: String) async throws {
        try await Playground.play { playground in
            let control = try await playground.lead()
            try await control.post("/control/start", [:])
            let page = try await control.post("/control/\(kind)/link", [:])
            #expect(page.text.contains("It closes by itself 12 hours after it was made"))
            let code = try #require(
                try await playground.roster.links(of: "run1").last { $0.code.count == 8 && $0.createdMs > 0 }?
                    .code)
            let guest = Browser(site: playground.site)
            try await guest.post("/join/" + code, ["name": "Olga", "language": "en"])
            try await guest.post("/note", ["answer": "yes"])
            let place = try await guest.get("/").address
            playground.clock.advance(byMs: 12 * 3_600_000 - 1)
            let last = Browser(site: playground.site)
            #expect(try await last.post("/join", ["code": code]).address == "/join/" + code)
            playground.clock.advance(byMs: 1)
            let late = Browser(site: playground.site)
            #expect(try await late.post("/join", ["code": code]).status == 422)
            #expect(try await late.get("/join/" + code).text.contains("does not open any more"))
            let name = ["name": "Petra", "language": "en"]
            #expect(
                try await late.send("/join/" + code, name.map { ($0.key, $0.value) }).text.contains(
                    "does not open any more"))
            #expect(try await guest.get("/").address == place)
            #expect(
                try await control.get("/control/\(kind == "roles" ? "roles" : "doors")").text.contains(
                    "There is no open way in"))
            #expect(try await late.post("/join", ["code": "10000002"]).address == "/join/10000002", "a seat")
        }
    }
}
