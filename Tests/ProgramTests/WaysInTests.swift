import Fixtures
import Foundation
import Host
import Roster
import SQLiteStore
import Testing

/// `kerege serve` as a service starts it: nobody looks on, and what it says goes to a journal.
private final class Service {
    private let process = Process()
    private let (output, errors) = (Pipe(), Pipe())
    /// What it said when it was ready.
    private(set) var said = ""

    init(_ words: [String], until last: String) throws {
        process.executableURL = Program.path
        process.arguments = ["serve", Fixtures.twelveFolder, "--port", "0"] + words
        (process.standardOutput, process.standardError) = (output, errors)
        try process.run()
        process.mayTake()
        while !said.contains(last) {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Lost("it ended: \(said)") }
            said += String(decoding: more, as: UTF8.self)
        }
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// Ends it in order; what it said to standard error, and since then to standard output.
    func end() throws -> (errors: String, output: String) {
        kill(process.processIdentifier, SIGTERM)
        let heard = try errors.fileHandleForReading.readToEnd() ?? Data()
        let rest = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (String(decoding: heard, as: UTF8.self), String(decoding: rest, as: UTF8.self))
    }
}

@Suite struct `A way into a seat that was closed` {
    /// What a start of this folder says opens the first seat.
    private func start(_ data: String, _ body: (Served, Phone) throws -> Void = { _, _ in }) throws
        -> Served.Doors.Seat
    {
        let served = try Served([Fixtures.twelveFolder, "--data", data])
        defer { served.killAndWait() }
        try body(served, Phone(port: served.port))
        return served.doors.seats[0]
    }

    @Test func `is followed by another at the next start, whatever came between`() async throws {
        try await withFolder { folder in
            let first = try start(folder)
            let store = try await SQLiteStore.open(folder: folder)
            for link in try await store.links(of: "twelve_1") where link.kind == .seat(first.id) {
                try await store.revoke(linkWithDigest: link.tokenDigest, atMs: 1)
            }
            await store.close()
            let second = try start(folder)
            #expect(second.link != first.link)
        }
    }

    @Test func `opens nothing again after an erasure`() async throws {
        try await withFolder { folder in
            let first = try start(folder) { served, phone in
                let control = Phone(port: served.port)
                _ = try control.post(served.path(of: served.doors.control), [])
                #expect(
                    try control.post("/control/seat/\(served.doors.seats[0].id)/link", [("command", "anew")])
                        .status == 303)
            }
            #expect(try Program.run("erase", "--all", "--data", folder).status == 0)
            let second = try start(folder) { served, phone in
                let old = try phone.get("/join/\(first.link.split(separator: "/").last ?? "")")
                #expect(old.text.contains("does not open"), "\(old.text.suffix(1500))")
            }
            #expect(second.link != first.link)
        }
    }
}

@Suite struct `The ways in of a server that nobody looks at` {
    @Test func `are in a file of its own and in no journal`() async throws {
        try await withFolder { folder in
            let (data, file) = (folder + "/data", folder + "/data/ways-in.txt")
            let service = try Service(["--data", data], until: "for its owner alone.\n")
            let ways = String(decoding: try Files.read(file), as: UTF8.self)
            let tokens = ways.matches(of: #//(?:enter|join)/([A-Za-z0-9_-]{12,})/#).map { String($0.1) }
            let codes = ways.matches(of: #/code ([0-9]{8})/#).map { String($0.1) }
            #expect(tokens.count == 5, "control and four seats")
            #expect(codes.count == 4)
            let found = try FileManager.default.attributesOfItem(atPath: file)
            #expect(found[.posixPermissions] as? Int == 0o600)

            let ended = try service.end()
            for word in tokens + codes {
                #expect(!(service.said + ended.output + ended.errors).contains(word))
            }
            #expect(service.said.contains(file))
            #expect(service.said.contains("/join\n"), "what everybody may know is said")
            let lines = ended.errors.split(separator: "\n")
            #expect(lines.count >= 3)
            for line in lines {
                let told = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                #expect(told?["what"] is String, "\(line)")
            }
            #expect(!Files.exists(file), "it is for one start")
        }
    }

    @Test func `are printed to who asks for them`() async throws {
        try await withFolder { folder in
            let service = try Service(["--data", folder, "--links"], until: "it goes on where it stopped.\n")
            #expect(service.said.contains("/enter/"))
            #expect(!Files.exists(folder + "/ways-in.txt"))
            _ = try service.end()
        }
    }
}
