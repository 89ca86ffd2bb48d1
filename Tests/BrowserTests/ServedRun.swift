import BrowserDriver
import Fixtures
import Foundation

/// What `kerege serve --json` prints when it is ready.
struct Doors: Decodable, Sendable {
    struct Seat: Decodable, Sendable {
        let id: String
        let link: String
    }

    let url: String
    let control: String
    let seats: [Seat]

    func link(to seat: String) throws -> String {
        guard let found = seats.first(where: { $0.id == seat }) else {
            throw Lost("there is no seat \(seat)")
        }
        return found.link
    }
}

/// A story that cannot go on.
struct Lost: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Serves a pack with the real program in a process of its own, from a data folder that is gone afterwards.
func served<Result>(_ pack: String, _ body: (Doors) async throws -> Result) async throws -> Result {
    // The program stands beside the tests' own.
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folder = NSTemporaryDirectory() + "kerege-play-" + UUID().uuidString
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent(
        "kerege")
    process.arguments = ["serve", pack, "--port", "0", "--data", folder, "--json"]
    process.standardOutput = output
    try process.run()
    process.mayTake(seconds: 900)
    defer {
        // A child of a task may have every signal blocked; this one cannot be.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        // A folder that cannot be removed lies in the temporary folder and harms nobody.
        try? FileManager.default.removeItem(atPath: folder)
    }
    var line = Data()
    while !line.contains(UInt8(ascii: "\n")) {
        guard let more = try output.fileHandleForReading.read(upToCount: 1), !more.isEmpty else {
            throw Lost("the program did not start: " + String(decoding: line, as: UTF8.self))
        }
        line += more
    }
    return try await body(JSONDecoder().decode(Doors.self, from: line))
}

extension Person {
    /// From the link to an open seat, through the content note.
    func join(_ link: String, as name: String) async throws {
        try await open(link)
        try await fill("Your name", with: name)
        try await press("Go on")
        try await sees("Before you begin", in: "h1")
        try await press("Yes, open my seat")
        try await sees("Now", in: "h1")
    }

    /// Presses Tab until the focus is on something with these words.
    func tab(to words: String) async throws {
        let focus = """
            (() => { const e = document.activeElement; if (!e || e === document.body) return '';
              return e.labels?.[0]?.innerText ?? e.innerText ?? '' })()
            """
        for _ in 1...120 {
            try await press(.tab)
            if try await value(focus).string?.contains(words) == true { return }
        }
        throw Lost("the keyboard never reaches “\(words)”")
    }

    /// Where the first link with such an address leads.
    func address(of css: String) async throws -> String {
        guard let found = try await value("document.querySelector(`\(css)`)?.href").string else {
            throw Lost("no link \(css) on " + (try await address()))
        }
        return found
    }

    /// Where all links with such an address lead, in the order of the page.
    func addresses(of css: String) async throws -> [String] {
        try await value("[...document.querySelectorAll(`\(css)`)].map(e => e.href)").array.compactMap(
            \.string)
    }
}
