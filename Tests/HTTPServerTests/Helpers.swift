import Fixtures
import Foundation

/// A program beside the test, with its output.
struct Helper {
    let process = Process()
    let input = Pipe()
    let output = Pipe()

    init(_ program: String, _ arguments: [String]) throws {
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.mayTake(seconds: 300)
    }

    /// Everything that it says until it ends. Runs on a queue of its own, not on the pool of the handlers.
    func said() async -> String {
        let output = output
        let text = await withCheckedContinuation { done in
            DispatchQueue(label: "helper").async {
                done.resume(
                    returning: String(
                        decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self))
            }
        }
        process.waitUntilExit()
        return text
    }

    /// The next piece of what it says.
    func next() async -> String {
        let output = output
        return await withCheckedContinuation { done in
            DispatchQueue(label: "helper").async {
                done.resume(
                    returning: String(decoding: output.fileHandleForReading.availableData, as: UTF8.self))
            }
        }
    }

    /// Tells it that nothing more comes, and waits.
    func finish() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// At once. The threads of the pool block the gentler signals, and what they start inherits that.
    func end() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}

/// A folder that is gone afterwards.
func withFolder<R>(_ body: (String) async throws -> R) async throws -> R {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kerege-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path)
}
