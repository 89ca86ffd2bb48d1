import Fixtures
import Foundation
import Testing

@Suite struct `An exercise with several teams` {
    @Test func `gives each team a run, a control and links of its own, and goes on with all of them`()
        async throws
    {
        try await withFolder { folder in
            let served = try Served([Fixtures.twelveFolder, "--teams", "3", "--data", folder])
            defer { served.killAndWait() }
            let teams = served.doors.teams
            #expect(Set(teams.map(\.run)).count == 3)
            #expect(served.doors.run == teams[0].run)
            let links = teams.flatMap { [$0.control] + $0.seats.map(\.link) }
            #expect(Set(links).count == links.count)

            let second = Phone(port: served.port)
            _ = try second.post(served.path(of: teams[1].control), [])
            _ = try second.post("/control/start", [("command", "start-start")])
            let (here, there) = (Phone(port: served.port), Phone(port: served.port))
            try here.sit(served.path(of: teams[1].seats[0].link), name: "Aziza")
            try there.sit(served.path(of: teams[2].seats[0].link), name: "Bolot")
            let form = try here.messageForm("command")
            #expect(
                try here.write("The blue kettle", to: form.agency, form.address, "kettle-kettle").status
                    == 303)
            // The other team's clock stands, and nobody in it hears of anything.
            func letters(_ team: Served.Doors.Team) throws -> Int {
                try team.seats.reduce(0) { sum, seat in
                    let person = Phone(port: served.port)
                    try person.sit(served.path(of: seat.link), name: "Cholpon")
                    return try sum + person.get("/now").text.matches(of: #/href="\/item\//#).count
                }
            }
            #expect(try letters(teams[1]) > 0)
            #expect(try letters(teams[2]) == 0)
            #expect(try there.get("/now").text.contains("The clock has not been started."))
            served.killAndWait()

            // The folder remembers how many there are, and the links of the seats are the same.
            let again = try Served(["--data", folder])
            defer { again.killAndWait() }
            #expect(again.doors.teams.map(\.run) == teams.map(\.run))
            #expect(
                again.doors.teams.map { $0.seats.map { again.path(of: $0.link) } }
                    == teams.map { $0.seats.map { served.path(of: $0.link) } })
            let health = try Phone(port: again.port).get("/health")
            #expect(health.text.contains("\"status\":\"ok\""))
        }
    }

    @Test func `keeps each control to the people of its own team`() async throws {
        try await withFolder { folder in
            let served = try Served([Fixtures.twelveFolder, "--teams", "2", "--data", folder])
            defer { served.killAndWait() }
            let teams = served.doors.teams
            let (stranger, control) = (Phone(port: served.port), Phone(port: served.port))
            _ = try stranger.post(served.path(of: teams[0].control), [])
            _ = try control.post(served.path(of: teams[1].control), [])
            let person = Phone(port: served.port)
            try person.sit(served.path(of: teams[1].seats[0].link), name: "Bolot")
            _ = try person.post("/break", [])
            let list = try control.get("/control/sessions").text
            let end = String(try #require(list.firstMatch(of: #//control/session/[0-9]+/end/#)).output)
            let wish = #//control/break/[0-9]+/resolve/#
            let resolve = String(try #require(try control.get("/control").text.firstMatch(of: wish)).output)

            #expect(!(try stranger.get("/control/sessions").text.contains("Bolot")))
            #expect(try stranger.get("/control").text.firstMatch(of: wish) == nil)
            #expect(try stranger.get(end).status == 404)
            #expect(try stranger.post(end, []).status == 404)
            #expect(try stranger.post(resolve, []).status == 404)
            #expect(try person.get("/now").status == 200, "nobody but their own control ends a session")
            #expect(try control.get("/control").text.contains(resolve), "the wish is still there")
            #expect(try control.post(end, []).status == 303)
            #expect(try person.get("/now").location == "/join")
        }
    }

    @Test func `is not larger than a laptop can carry`() async throws {
        try await withFolder { folder in
            for number in ["0", "21", "many"] {
                let ended = try Program.run(
                    "serve", Fixtures.twelveFolder, "--teams", number, "--data", folder)
                #expect(ended.status == 2, "\(number)")
                #expect(ended.errors.contains("--teams"))
            }
        }
    }
}
