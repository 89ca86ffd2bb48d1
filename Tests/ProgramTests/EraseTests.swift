import Fixtures
import Foundation
import Host
import Testing

@Suite struct `Erasing a run` {
    static let name = "Zarinabegim"
    static let words = "The green kettle sings at nine"

    /// A run in which somebody joined, wrote, kept a draft and asked for a break; the server has ended.
    private func withPlayed(_ days: [String] = [], _ body: (String) async throws -> Void) async throws {
        try await withFolder { folder in
            let served = try Served([Fixtures.twelveFolder, "--data", folder] + days)
            defer { served.killAndWait() }
            let control = Phone(port: served.port)
            _ = try control.post(served.path(of: served.doors.control), [])
            _ = try control.post("/control/start", [("command", "start")])
            let person = Phone(port: served.port)
            try person.sit(served.path(of: served.doors.seats[0].link), name: Self.name)
            let form = try person.messageForm("first")
            for turn in 1...30 {
                let answer = try person.write(
                    "\(Self.words), \(turn)", to: form.agency, form.address, "kettle-\(turn)")
                #expect(answer.status == 303)
            }
            served.end()
            try await body(folder)
        }
    }

    private func isFound(_ text: String, in folder: String) throws -> Bool {
        try FileManager.default.contentsOfDirectory(atPath: folder).contains { name in
            guard name != "packs" else { return false }
            return try Data(Files.read("\(folder)/\(name)")).range(of: Data(text.utf8)) != nil
        }
    }

    @Test func `leaves no name and no typed word in any file, and a record that still holds`() async throws {
        try await withPlayed { folder in
            #expect(try isFound(Self.name, in: folder))
            #expect(try isFound(Self.words, in: folder))
            let before = try Program.run("replay", "--data", folder, "--run", "twelve_1", "--json").output
            let head = try #require(before.firstMatch(of: #/"head":"([0-9a-f]{64})"/#)).1

            let erase = try Program.run("erase", "--data", folder, "--run", "twelve_1", "--json")
            #expect(erase.status == 0, "\(erase.errors)")
            #expect(erase.output.contains("\"people\":1"))
            #expect(try !isFound(Self.name, in: folder))
            #expect(try !isFound(Self.words, in: folder))
            #expect(try !isFound("kettle sings", in: folder))

            let after = try Program.run(
                "replay", "--data", folder, "--run", "twelve_1", "--verify", "--head", String(head))
            #expect(after.status == 0, "\(after.errors)")
            let export = try Program.run("export", "--data", folder, "--run", "twelve_1")
            #expect(export.status == 0)
            #expect(export.output.contains("{\"letters\":null}"))
        }
    }

    @Test func `waits for its day`() async throws {
        try await withPlayed(["--retention-days", "7"]) { (folder: String) async throws in
            #expect(try Program.run("erase", "--due", "--data", folder).status == 0)
            #expect(try Program.run("erase", "--all", "--before", "2001-01-01", "--data", folder).status == 0)
            #expect(try isFound(Self.name, in: folder))
            #expect(try Program.run("erase", "--all", "--before", "someday", "--data", folder).status == 2)
            #expect(try Program.run("erase", "--data", folder).status == 2)
            #expect(try Program.run("erase", "--all", "--before", "2999-01-01", "--data", folder).status == 0)
            #expect(try !isFound(Self.name, in: folder))
        }
    }

    @Test func `is announced at the door with its days`() async throws {
        try await withFolder { folder in
            let served = try Served([Fixtures.twelveFolder, "--data", folder, "--retention-days", "7"])
            defer { served.killAndWait() }
            let person = Phone(port: served.port)
            _ = try person.post(
                served.path(of: served.doors.seats[0].link), [("name", "Aida"), ("language", "en")])
            #expect(try person.get("/note").text.contains("at the latest after 7 days"))
        }
    }
}
