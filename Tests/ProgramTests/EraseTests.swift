import EventStore
import Fixtures
import Foundation
import Host
import Roster
import SQLiteStore
import Testing

@Suite struct `Erasing a run` {
    static let name = "Zarinabegim"
    static let words = "The green kettle sings at nine"

    /// A run in which somebody joined, wrote, kept a draft and asked for a break; the server has ended.
    ///
    /// What is sent as the mark of a form is whatever a browser likes, and here it is the name.
    private func withPlayed(_ days: [String] = [], _ body: (String) async throws -> Void) async throws {
        try await withSent(days) { folder, _ in try await body(folder) }
    }

    private func withSent(
        _ days: [String] = [], _ body: (_ folder: String, _ sent: [String]) async throws -> Void
    ) async throws {
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
                    "\(Self.words), \(turn)", to: form.agency, form.address, "\(Self.name)-\(turn)")
                #expect(answer.status == 303)
            }
            let notes = [
                ("command", "\(Self.name)-notes"), ("notes", "Ask the harbour master about the lamp"),
            ]
            #expect(try person.post("/me/notes", notes).status == 303)
            #expect(try person.post("/break", [("command", "\(Self.name)-break")]).status == 303)
            let law = try person.get("/me/law").text.firstMatch(of: #/href="(\/law\/[a-z0-9]{13})"/#)
            #expect(try person.get(String(try #require(law).1)).status == 200)
            served.end()
            try await body(folder, person.sent + control.sent)
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

            let signed = try Program.run("export", "--data", folder, "--run", "twelve_1").output
            #expect(signed.contains(#""participant":2,"session":2,"seat":"#))
            let read = try Program.run("export", "--data", folder, "--run", "twelve_1", "--openings").output
            #expect(read.contains(#"{"opening":1,"participant":2,"session":2,"kind":"article","thing":""#))

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
            let openings = try Program.run("export", "--data", folder, "--run", "twelve_1", "--openings")
            #expect(openings.status == 0 && openings.output.isEmpty)
        }
    }

    @Test func `leaves a run that holds, also where somebody had searched a register for what is gone now`()
        async throws
    {
        try await withFolder { folder in
            let recorded = try Program.run(
                "rehearse", Fixtures.twelveFolder, "--runs", "1", "--seed", "11", "--team", "random",
                "--record", folder)
            #expect(recorded.status != 2, "\(recorded.errors)")
            let log = try Program.run("export", "--data", folder, "--run", "rehearsal_random_11").output
            #expect(log.contains(#""records":["#), "nobody found anything in a register")
            func erased() throws -> String {
                let replay = try Program.run("replay", "--data", folder, "--all", "--verify", "--json")
                #expect(replay.status == 0, "\(replay.errors) \(replay.output)")
                return String(try #require(replay.output.firstMatch(of: #/"erased":(\d+)/#)).1)
            }
            #expect(try erased() == "0")
            #expect(try Program.run("erase", "--all", "--data", folder).status == 0)
            #expect(try Int(erased()) ?? 0 > 0)
        }
    }

    @Test func `leaves nothing of what anybody has sent, in whatever field`() async throws {
        try await withSent { folder, sent in
            // Short words and handles are the program's own: they stand in packs, pages and lists.
            let own = Set(sent).filter { $0.count > 8 && $0.wholeMatch(of: #/[a-z0-9]{13}/#) == nil }
            #expect(own.count > 60)
            let before = try own.filter { try isFound($0, in: folder) }
            for field in [Self.name, Self.words, "Ask the harbour"] {
                #expect(before.contains { $0.hasPrefix(field) }, "the test must see “\(field)…” to miss it")
            }
            let export = try Program.run("export", "--data", folder, "--run", "twelve_1").output
            #expect(!export.contains(Self.name))
            #expect(try Program.run("erase", "--all", "--data", folder).status == 0)
            for text in own { #expect(try !isFound(text, in: folder), "\(text)") }
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

    @Test func `is asked for when its days are over, and nothing is erased by itself`() async throws {
        try await withPlayed(["--retention-days", "7"]) { folder in
            let store = try await SQLiteStore.open(folder: folder)
            let now = try #require(try await store.runs().first)
            try await store.createRun(
                RunRecord(
                    id: "long_ago", title: "Twelve", packDigest: now.packDigest,
                    engineRevision: now.engineRevision, seed: 1, createdMs: 1_000_000))
            _ = try await store.add(
                Participant(
                    number: 0, name: "Bermet", language: "en", run: "long_ago", role: .seat("house_desk"),
                    joinedMs: 1_000_000))
            await store.close()

            /// What the journal says at a start, and control's desk.
            func start() throws -> (journal: String, desk: String) {
                let path = folder + "/journal"
                _ = FileManager.default.createFile(atPath: path, contents: nil)
                let served = try Served(
                    ["--data", folder], errors: try #require(FileHandle(forWritingAtPath: path)))
                defer { served.killAndWait() }
                #expect(served.doors.run == now.id)
                let control = Phone(port: served.port)
                _ = try control.post(served.path(of: served.doors.control), [])
                let desk = try control.get("/control").text
                served.end()
                return (String(decoding: try Files.read(path), as: UTF8.self), desk)
            }
            let over = try start()
            #expect(over.journal.contains("\"what\":\"retention_over\""))
            #expect(over.journal.contains("\"runs\":1,\"days\":7"))
            #expect(over.desk.contains("Names are kept longer than was promised"))
            #expect(try isFound("Bermet", in: folder), "that is for people to do")

            #expect(try Program.run("erase", "--run", "long_ago", "--data", folder).status == 0)
            let after = try start()
            #expect(!after.journal.contains("retention_over"))
            #expect(!after.desk.contains("longer than was promised"))
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
