import Fixtures
import Foundation

/// The child process `store-hammer`, which stands beside the tests' own program.
struct Hammer {
    private let process = Process()
    private let output = Pipe()

    init(_ command: String, _ folder: String) throws {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let beside = URL(fileURLWithPath: own).deletingLastPathComponent()
        process.executableURL = beside.appendingPathComponent("store-hammer")
        process.arguments = [command, folder]
        process.standardOutput = output
        try process.run()
        process.mayTake()
    }

    /// All lines until it ends.
    func lines() throws -> [String] {
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Self.whole(data)
    }

    /// Waits for this many bytes of answers, kills it in the middle of its work, and gives all whole lines.
    func linesUntilKilled(afterBytes count: Int) throws -> [String] {
        var data = Data()
        while data.count < count, let more = try output.fileHandleForReading.read(upToCount: 64),
            !more.isEmpty
        {
            data += more
        }
        kill(process.processIdentifier, SIGKILL)
        data += try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Self.whole(data)
    }

    private static func whole(_ data: Data) -> [String] {
        String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .dropLast().map(String.init)
    }
}
