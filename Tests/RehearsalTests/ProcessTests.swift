import Fixtures
import Foundation
import Testing

@Suite(.serialized) struct `Rehearsing in processes of their own` {
    /// Runs the program, which stands beside the tests' own, to its end and returns what it printed.
    private func rehearse(_ options: [String]) throws -> Data {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: own).deletingLastPathComponent()
            .appendingPathComponent("kerege")
        process.arguments = ["rehearse", Fixtures.twelveFolder, "--runs", "3", "--json"] + options
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.mayTake()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        // 1 only says that an expectation of the pack does not hold.
        #expect(process.terminationReason == .exit && process.terminationStatus < 2)
        return data
    }

    private func fingerprint(_ options: [String]) throws -> String {
        let object = try JSONSerialization.jsonObject(with: rehearse(options)) as? [String: Any]
        return try #require(object?["fingerprint"] as? String)
    }

    @Test func `three times gives one fingerprint`() throws {
        let prints = try (0..<3).map { _ in try fingerprint(["--team", "cooperative"]) }
        #expect(prints[0].count == 16)
        #expect(Set(prints).count == 1)
        #expect(try fingerprint(["--team", "cooperative", "--seed", "2"]) != prints[0])
    }

    @Test func `on two threads gives the fingerprint of one`() throws {
        #expect(
            try fingerprint(["--team", "random", "--jobs", "1"])
                == fingerprint(["--team", "random", "--jobs", "2"]))
    }
}
