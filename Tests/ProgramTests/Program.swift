import Fixtures
import Foundation
import Host

/// The program `kerege`, which stands beside the tests' own.
enum Program {
    struct Ended {
        let status: Int32
        let output: String
        let errors: String
    }

    static let path: URL = {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("kerege")
    }()

    /// Runs a command to its end.
    @discardableResult
    static func run(_ words: String...) throws -> Ended { try run(words) }

    /// - Parameters:
    ///   - environment: added to our own.
    ///   - user: as whom it runs, where we are root; nil for ourselves.
    @discardableResult
    static func run(
        _ words: [String], environment: [String: String] = [:], as user: UInt32? = nil
    ) throws -> Ended {
        let process = Process()
        let (output, errors) = (
            Pipe(), FileManager.default.temporaryDirectory.path + "/" + SecureRandom.token()
        )
        _ = FileManager.default.createFile(atPath: errors, contents: nil)
        defer { try? FileManager.default.removeItem(atPath: errors) }
        process.executableURL = user == nil ? path : URL(fileURLWithPath: "/usr/bin/setpriv")
        let before = user.map { ["--reuid=\($0)", "--regid=\($0)", "--clear-groups", path.path] } ?? []
        process.arguments = before + words
        process.environment = Program.environment(environment)
        process.standardOutput = output
        process.standardError = FileHandle(forWritingAtPath: errors)
        try process.run()
        process.mayTake()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Ended(
            status: process.terminationReason == .exit ? process.terminationStatus : -1,
            output: String(decoding: data, as: UTF8.self),
            errors: (try? String(contentsOfFile: errors, encoding: .utf8)) ?? "")
    }
}

extension Program {
    static func environment(_ more: [String: String]) -> [String: String] {
        ProcessInfo.processInfo.environment.merging(more) { $1 }
    }
}

/// Gives a folder that is gone afterwards.
func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/kerege-program-" + SecureRandom.token()
    try Files.makeFolder(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
}

/// A story that cannot go on.
struct Lost: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// `kerege serve` in a process of its own.
final class Served: @unchecked Sendable {
    struct Doors: Decodable {
        struct Seat: Decodable {
            let id: String
            let link: String
        }

        struct Team: Decodable {
            let run: String
            let control: String
            let seats: [Seat]
        }

        let url: String
        let local: String
        let run: String
        let control: String
        let seats: [Seat]
        let teams: [Team]
    }

    // Only started here and ended by whoever holds this.
    private let process = Process()
    private let output = Pipe()
    let doors: Doors

    init(
        _ words: [String], errors: FileHandle = .nullDevice, environment: [String: String] = [:]
    ) throws {
        process.executableURL = Program.path
        process.environment = Program.environment(environment)
        process.arguments = ["serve", "--port", "0", "--json"] + words
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // Longer than any story; a line that never comes does not keep whoever waits for it.
        process.mayTake(seconds: 600)
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            guard let more = try output.fileHandleForReading.read(upToCount: 1), !more.isEmpty else {
                throw Lost("the program did not start: " + String(decoding: line, as: UTF8.self))
            }
            line += more
        }
        doors = try JSONDecoder().decode(Doors.self, from: line)
    }

    var port: UInt16 { UInt16(doors.local.split(separator: ":").last ?? "") ?? 0 }

    func path(of link: String) -> String { String(link.dropFirst(doors.url.count)) }

    /// As if the power went.
    func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }

    func killAndWait() {
        kill()
        process.waitUntilExit()
    }

    /// As Ctrl-C does.
    func end() {
        Foundation.kill(process.processIdentifier, SIGTERM)
        process.waitUntilExit()
    }
}
