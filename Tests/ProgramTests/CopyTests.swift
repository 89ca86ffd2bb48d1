import EventStore
import Fixtures
import Foundation
import Host
import Roster
import SQLiteStore
import Testing

@Suite struct `A copy of a data folder` {
    /// Control's.
    private let password = [("name", "Ruth"), ("password", "a long sentence")]

    /// A served run in which control has a password, and somebody has joined and written.
    private func withServed(_ body: (_ folder: String, Served, Phone) async throws -> Void) async throws {
        try await withFolder { folder in
            let served = try Served([Fixtures.twelveFolder, "--data", folder + "/data"])
            defer { served.killAndWait() }
            let control = Phone(port: served.port)
            _ = try control.post(served.path(of: served.doors.control), [])
            _ = try control.post("/control/start", [("command", "start")])
            let set = try control.post("/control/password", password)
            #expect(set.status == 303)
            let person = Phone(port: served.port)
            try person.sit(served.path(of: served.doors.seats[0].link), name: "Aida")
            _ = try person.messageForm("first")
            try await body(folder, served, person)
        }
    }

    @Test(arguments: ["/copy.kerege", "/copy/"])
    func `is made while the server runs, and is played on elsewhere`(name: String) async throws {
        try await withServed { folder, served, person in
            let backup = try Program.run(
                "backup", "--data", folder + "/data", "--to", folder + name, "--json")
            #expect(backup.status == 0, "\(backup.errors)")
            let later = try person.messageForm("later")
            served.end()

            let restored = folder + "/restored"
            let restore = try Program.run(
                "restore", folder + name, "--data", restored, "--keep-sessions", "--json")
            #expect(restore.status == 0, "\(restore.errors)")
            let head = try #require(backup.output.firstMatch(of: #/"head":"([0-9a-f]{64})"/#)).1
            #expect(restore.output.contains(head))
            let replay = try Program.run(
                "replay", "--data", folder + "/data", "--run", "twelve_1", "--verify", "--head", String(head))
            #expect(replay.status == 0)
            #expect(replay.errors.contains("the run went on after it"))

            // Links and sessions are those of the first laptop, and the run goes on.
            let elsewhere = try Served(["--data", restored])
            defer { elsewhere.killAndWait() }
            #expect(
                elsewhere.doors.seats.map { elsewhere.path(of: $0.link) }
                    == served.doors.seats.map { served.path(of: $0.link) })
            let again = try person.moved(to: elsewhere.port).write(
                "Here again.", to: later.agency, later.address, "elsewhere")
            #expect(again.status == 303)
        }
    }

    @Test(arguments: ["/copy.kerege", "/copy/"])
    func `opens the ways of every team under the same certificate`(name: String) async throws {
        try await withFolder { folder in
            let words = ["--tls", "--teams", "2", "--retention-days", "7"]
            let served = try Served([Fixtures.twelveFolder, "--data", folder + "/data"] + words)
            let backup = try Program.run("backup", "--data", folder + "/data", "--to", folder + name)
            #expect(backup.status == 0, "\(backup.errors)")
            served.end()
            let restored = folder + "/restored"
            #expect(try Program.run("restore", folder + name, "--data", restored).status == 0)

            let elsewhere = try Served(["--tls", "--data", restored])
            defer { elsewhere.killAndWait() }
            func links(_ served: Served) -> [[String]] {
                served.doors.teams.map { [$0.run] + $0.seats.map { served.path(of: $0.link) } }
            }
            #expect(served.doors.teams.count == 2)
            #expect(links(elsewhere) == links(served))
            for file in ["/tls/certificate.pem", "/tls/key.pem", "/retention-days"] {
                #expect(try Files.read(restored + file) == Files.read(folder + "/data" + file), "\(file)")
            }
        }
    }

    @Test func `leaves nothing out but what has a reason, and is its owner's alone`() async throws {
        try await withFolder { folder in
            let words = ["--tls", "--teams", "2", "--retention-days", "7"]
            let served = try Served([Fixtures.twelveFolder, "--data", folder + "/data"] + words)
            defer { served.killAndWait() }
            // A folder that somebody made before, as folders usually are.
            let (copy, manager) = (folder + "/copy", FileManager.default)
            try manager.createDirectory(
                atPath: copy, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
            #expect(try Program.run("backup", "--data", folder + "/data", "--to", copy).status == 0)
            let restored = folder + "/restored"
            #expect(try Program.run("restore", copy, "--data", restored).status == 0)
            let there = try Set(manager.subpathsOfDirectory(atPath: folder + "/data"))
            let here = try Set(manager.subpathsOfDirectory(atPath: copy))
            #expect(there.subtracting(here).isSubset(of: ["kerege.lock", "kerege.db-wal", "kerege.db-shm"]))
            #expect(here.subtracting(there) == ["backup.json"])
            for place in [copy, restored] {
                for path in try [""] + manager.subpathsOfDirectory(atPath: place) {
                    let found = try manager.attributesOfItem(atPath: place + "/" + path)
                    let rights = try #require(found[.posixPermissions] as? Int)
                    #expect(rights & 0o077 == 0, "\(path)")
                }
            }
        }
    }

    @Test
    func `brings no session, return code or observers' link back, since any of them may have been ended`()
        async throws
    {
        try await withServed { folder, served, person in
            let store = folder + "/data"
            #expect(try person.get("/now").status == 200)
            let copy = folder + "/copy.kerege"
            #expect(try Program.run("backup", "--data", store, "--to", copy).status == 0)
            served.end()
            let restored = folder + "/restored"
            let restore = try Program.run("restore", copy, "--data", restored)
            #expect(restore.status == 0, "\(restore.errors)")

            #expect(restore.errors.contains("passwords of staff (1) have ended"))

            let opened = try await SQLiteStore.open(folder: restored)
            let run = try #require(try await opened.runs().first).id
            for someone in try await opened.participants(of: run) {
                #expect(try await opened.returnCode(of: someone.number) == nil)
                #expect(try await opened.passwordHash(of: someone.number) == nil)
            }
            let sessions = try await opened.sessions(of: run)
            #expect(sessions.count >= 2 && sessions.allSatisfy { $0.endedMs != nil })
            let open = try await opened.links(of: run).filter(\.opens)
            #expect(!open.isEmpty)
            for link in open {
                guard case .seat = link.kind else {
                    Issue.record("a link is open again: \(link.kind)")
                    continue
                }
            }
            await opened.close()

            let elsewhere = try Served(["--data", restored])
            defer { elsewhere.killAndWait() }
            let before = person.moved(to: elsewhere.port)
            #expect(try before.get("/now").location == "/join")
            let control = Phone(port: elsewhere.port)
            #expect(try control.post("/staff", password).status == 422)
            // Who starts the server has the way in for whoever leads, who sets a password again.
            #expect(try control.post(elsewhere.path(of: elsewhere.doors.control), []).status == 303)
            #expect(try control.get("/control").status == 200)
            #expect(try control.post("/control/password", password).status == 303)
            #expect(try Phone(port: elsewhere.port).post("/staff", password).status == 303)
            // The link of the seat is that of the copy.
            try before.sit(served.path(of: served.doors.seats[0].link), name: "Dana")
            #expect(try before.get("/now").status == 200)
        }
    }

    /// Starts a command, and kills it as soon as there is a file.
    private func kill(once file: String, _ words: [String]) throws {
        let process = Process()
        process.executableURL = Program.path
        process.arguments = words
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        while process.isRunning, !Files.exists(file) { sched_yield() }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try #require(process.terminationReason == .uncaughtSignal, "it was done before it could be killed")
    }

    @Test func `leaves nothing behind for long when whoever makes it is killed`() async throws {
        try await withServed { folder, served, _ in
            let (data, draft) = (folder + "/data", folder + "/usb/copy.kerege.draft")
            try Files.makeFolder(folder + "/usb")
            let backup = ["backup", "--data", data, "--to", folder + "/usb/copy.kerege"]
            try kill(once: draft + "/copy/kerege.db", backup)
            #expect(Files.exists(draft + "/copy/kerege.db"), "it holds every name")
            served.end()
            // The next start of the server knows where it lies.
            let again = try Served(["--data", data])
            again.end()
            #expect(!Files.exists(draft))
            #expect(!Files.exists(data + "/drafts"))

            try kill(once: draft + "/copy/kerege.db", backup)
            let erase = try Program.run("erase", "--all", "--data", data)
            #expect(erase.status == 0)
            #expect(erase.errors.contains("\(draft) was left behind"), "\(erase.errors)")
            #expect(!Files.exists(draft))
        }
    }

    @Test func `leaves nothing behind for long when whoever reads it back is killed`() async throws {
        try await withServed { folder, served, _ in
            let (data, copy, restored) = (folder + "/data", folder + "/copy.kerege", folder + "/restored")
            #expect(try Program.run("backup", "--data", data, "--to", copy).status == 0)
            let draft = restored + ".draft"
            try kill(once: draft + "/copy/kerege.db", ["restore", copy, "--data", restored])
            #expect(Files.exists(draft))
            let start = try Served([Fixtures.twelveFolder, "--data", restored])
            start.end()
            #expect(!Files.exists(draft))
            // What is somebody's own is let be.
            try Files.makeFolder(draft)
            try Files.write([1], to: draft + "/letter.txt")
            let other = try Served(["--data", restored])
            other.end()
            #expect(Files.exists(draft + "/letter.txt"))
        }
    }

    /// What a service of its own user runs, and what root does beside it.
    @Test(.enabled(if: geteuid() == 0)) func `that root makes or reads back is the service's to use`()
        async throws
    {
        try await withServed { folder, served, _ in
            served.end()
            let (data, back, nobody) = (folder + "/data", folder + "/back", UInt32(65534))
            try FileManager.default.createDirectory(atPath: back, withIntermediateDirectories: false)
            #expect(chown(back, nobody, nobody) == 0)
            #expect(try Program.run("backup", "--data", data, "--to", folder + "/copy.kerege").status == 0)
            let restore = try Program.run("restore", folder + "/copy.kerege", "--data", back)
            #expect(restore.status == 0, "\(restore.errors)")
            let inside = try FileManager.default.subpathsOfDirectory(atPath: back).map { "\(back)/\($0)" }
            #expect(inside.count > 5)
            for path in [back] + inside {
                #expect(
                    try FileManager.default.attributesOfItem(atPath: path)[.ownerAccountID] as? Int == 65534,
                    "\(path)")
            }

            // A note of root's, on a draft in a place that the service does not see.
            let note = back + "/drafts/one"
            try Files.makeFolder(back + "/drafts")
            try Files.write(Array("/nowhere/to/be/seen/copy.draft\n0\n".utf8), to: note)
            for path in [back + "/drafts", note] { #expect(chown(path, nobody, nobody) == 0) }
            #expect(chmod(folder, 0o755) == 0)
            let words = ["erase", "--due", "--data", back]
            let service = try Program.run(words, as: nobody)
            #expect(service.status == 0, "\(service.errors)")
            #expect(Files.exists(note), "it may be there still")
            #expect(try Program.run(words).status == 0)
            #expect(!Files.exists(note), "root has looked")
        }
    }

    @Test func `is what to look at while a server uses the folder, and the answer says so`() async throws {
        try await withServed { folder, _, _ in
            let replay = try Program.run("replay", "--data", folder + "/data", "--all")
            #expect(replay.status == 1)
            #expect(replay.errors.hasPrefix("Another Kerege"), "\(replay.errors)")
        }
    }

    @Test func `is never put over something that is there`() async throws {
        try await withServed { folder, served, _ in
            let copy = folder + "/copy.kerege"
            #expect(try Program.run("backup", "--data", folder + "/data", "--to", copy).status == 0)
            let before = try Files.read(copy)
            let second = try Program.run("backup", "--data", folder + "/data", "--to", copy)
            #expect(second.status == 1)
            #expect(second.errors.contains("already"))
            #expect(try Files.read(copy) == before)
            let restore = try Program.run("restore", copy, "--data", folder + "/data")
            #expect(restore.status == 1)
            #expect(restore.errors.contains("is not empty"))
            #expect(try Program.run("restore", copy).status == 2)
            #expect(try Program.run("backup", "--data", folder + "/data").status == 2)
            #expect(
                try Program.run("backup", "--data", folder + "/nowhere", "--to", folder + "/x").status == 1)
        }
    }

    @Test func `is refused when it was cut, changed, or made by something else`() async throws {
        try await withServed { folder, served, _ in
            let copy = folder + "/copy.kerege"
            #expect(try Program.run("backup", "--data", folder + "/data", "--to", copy).status == 0)
            let whole = try Files.read(copy)
            var damaged: [(String, [UInt8])] = [
                ("cut", Array(whole.dropLast(whole.count / 2))), ("empty", []),
                ("no archive", Array("no archive".utf8)),
            ]
            // In the list, in the store, in the pack.
            for place in [700, whole.count / 2, whole.count - 4000] {
                var changed = whole
                changed[place] ^= 4
                damaged.append(("changed at \(place)", changed))
            }
            // A name that leads out of the folder.
            var climbing = whole
            let name = Array("packs/../../../escaped".utf8)
            let header = try #require(Self.header(named: "secret", in: climbing))
            climbing.replaceSubrange(header..<header + name.count, with: name)
            Self.seal(&climbing, header)
            damaged.append(("climbing", climbing))
            for (what, bytes) in damaged {
                try Files.write(bytes, to: folder + "/damaged")
                let restore = try Program.run("restore", folder + "/damaged", "--data", folder + "/made")
                #expect(restore.status == 1, "\(what)")
                #expect(!restore.errors.isEmpty)
                #expect(!Files.exists(folder + "/made"), "\(what)")
                #expect(!Files.exists(folder + "/made.draft"), "\(what)")
                #expect(!Files.exists(folder + "/escaped"), "\(what)")
            }
        }
    }

    private static func header(named name: String, in archive: [UInt8]) -> Int? {
        stride(from: 0, to: archive.count, by: 512).first { place in
            archive[place...].starts(with: Array(name.utf8) + [0])
        }
    }

    /// Makes the sum of a header right again.
    private static func seal(_ archive: inout [UInt8], _ header: Int) {
        for place in 148..<156 { archive[header + place] = 0x20 }
        let sum = archive[header..<header + 512].reduce(0) { $0 + Int($1) }
        let text = String(sum, radix: 8)
        let digits = Array((String(repeating: "0", count: 6 - text.count) + text + "\0 ").utf8)
        archive.replaceSubrange(header + 148..<header + 156, with: digits)
    }
}
