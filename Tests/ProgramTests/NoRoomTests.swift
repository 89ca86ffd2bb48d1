import Fixtures
import Foundation
import Host
import Testing

/// A full or missing folder for temporary files must keep nobody out: that is how a laptop is found after a crash.
@Suite struct `Without a folder for temporary files` {
    private static let nowhere = ["TMPDIR": "/nonexistent"]

    @Test func `the server starts, and starts again, and everything else goes on`() async throws {
        try await withFolder { folder in
            let data = folder + "/data"
            let first = try Served(["--data", data], environment: Self.nowhere)
            let control = Phone(port: first.port)
            _ = try control.post(first.path(of: first.doors.control), [])
            #expect(try control.post("/control/start", [("command", "start")]).status == 303)
            first.killAndWait()
            let second = try Served(["--data", data], environment: Self.nowhere)
            #expect(try control.moved(to: second.port).get("/control").status == 200)
            second.end()

            let copy = folder + "/copy.kerege"
            for words in [
                ["check", Fixtures.root + "/Packs/reedfield"],
                ["replay", "--all", "--verify", "--data", data],
                ["backup", "--data", data, "--to", copy], ["restore", copy, "--data", folder + "/restored"],
                ["erase", "--all", "--data", data],
            ] {
                let ended = try Program.run(words, environment: Self.nowhere)
                #expect(ended.status == 0, "\(words): \(ended.errors)")
            }
        }
    }
}

/// What `Documentation/kerege.service` starts, and what a start says of itself.
@Suite struct `A server that others can reach` {
    private static let service = Fixtures.root + "/Documentation/kerege.service"

    @Test func `is started by the documented service over TLS, or behind a proxy on the same machine`() throws
    {
        let text = try String(contentsOfFile: Self.service, encoding: .utf8)
        let starts = text.split(separator: "\n").filter { $0.contains("ExecStart=") }
        #expect(starts.count == 2)
        #expect(starts.filter { !$0.hasPrefix("#") }.count == 1)
        for start in starts {
            let isOverTLS = start.contains(" --tls ")
            #expect(isOverTLS != start.contains(" --host 127.0.0.1 "), "\(start)")
            #expect(isOverTLS || start.contains(" --public https://"), "\(start)")
        }
    }

    @Test(arguments: [
        (["--host", "0.0.0.0"], true), (["--host", "0.0.0.0", "--tls"], false),
        (["--host", "127.0.0.1"], false),
        (["--host", "127.0.0.1", "--public", "https://exercise.example"], false),
    ])
    func `says so where everything can be read on the way`(words: [String], isTold: Bool) async throws {
        try await withFolder { folder in
            let journal = folder + "/journal"
            _ = FileManager.default.createFile(atPath: journal, contents: nil)
            let served = try Served(
                [Fixtures.twelveFolder, "--data", folder + "/data"] + words,
                errors: try #require(FileHandle(forWritingAtPath: journal)))
            served.end()
            let told = try String(contentsOfFile: journal, encoding: .utf8)
            #expect(told.contains(#""level":"operator","what":"listens_in_clear_text""#) == isTold, "\(told)")
        }
    }
}
