import Fixtures
import Foundation
import Testing
import Worlds

/// A program that runs to its end.
struct Child {
    private let process = Process()
    private let pipe = Pipe()

    init(_ path: String, _ arguments: [String]) throws {
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.mayTake(seconds: 600)
    }

    /// The program `simulate`, which stands beside the tests' own.
    static func simulate(_ arguments: [String]) throws -> Child {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let beside = URL(fileURLWithPath: own).deletingLastPathComponent()
        return try Child(beside.appendingPathComponent("simulate").path, arguments)
    }

    func output() throws -> (text: String, status: Int32) {
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (String(decoding: data, as: UTF8.self), process.terminationStatus)
    }
}

/// Days on which something went wrong once: a cause, then a name and the day.
struct Seeds {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
    let name: String
    let options: Options

    static let all: [Seeds] = {
        let path = folder + "/../Golden/seeds"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, let options = Options(parts[1]) else {
                preconditionFailure("This is no named day: \(line)")
            }
            return Seeds(name: String(parts[0]), options: options)
        }
    }()
}

extension Seeds: CustomTestStringConvertible {
    var testDescription: String { name }
}

@Suite struct `A simulated day` {
    @Test func `keeps every rule, and is the same in another process`() throws {
        let wishes = Wishes.now
        let arguments = [
            "--seed", "\(wishes.seed)", "--worlds", "\(wishes.worlds)", "--commit", wishes.commit,
        ]
        let (first, second) = (try Child.simulate(arguments), try Child.simulate(arguments))
        let (one, other) = (try first.output(), try second.output())
        #expect(one.status == 0, "\(one.text)")
        #expect(one.text == other.text)
        let fingerprints = one.text.split(separator: "\n").prefix(wishes.worlds)
            .compactMap { $0.split(separator: " ").dropFirst().first }
        #expect(Set(fingerprints).count == wishes.worlds)
    }

    @Test func `has days with names`() { #expect(Seeds.all.count >= 7, "a test of none passes, too") }

    @Test(arguments: Seeds.all)
    func `on which something went wrong once keeps every rule now`(seed: Seeds) {
        let outcome = seed.options.play()
        #expect(outcome.complaint == nil, "\(outcome.told(of: Wishes.now.commit))")
        #expect(outcome.rows > 0)
    }

    @Test(arguments: Planted.allCases)
    func `with a planted mistake in it breaks a rule`(planted: Planted) {
        let isFound = (1...20).contains { seed in
            var options = Options(seed: seed)
            (options.planted, options.seconds, options.speed, options.thinking) = (
                planted.rawValue, 100, 30, 2
            )
            (options.refused, options.answerLost, options.replyLost) = (100, 100, 200)
            options.crashes = 2
            if planted == .goesOn { options.unconfirmed = 60 }
            if planted == .halfTaken { options.halves = 200 }
            if planted == .marksMixedUp { (options.crashes, options.thinking) = (8, 1) }
            if planted == .noBound || planted == .oneByOne {
                (options.dozing, options.window, options.outbox) = (200, 16, 200)
            }
            return options.play().complaint != nil
        }
        #expect(isFound, "twenty worlds did not show it")
    }

    @Test func `of lines that are clogged and let go in another order loses nothing and comes to its end`() {
        for seed in 1...5 {
            var options = Options(seed: seed)
            (options.seconds, options.speed, options.thinking, options.swizzles) = (100, 30, 2, 3)
            let outcome = options.play()
            #expect(outcome.complaint == nil, "\(outcome.told(of: Wishes.now.commit))")
            #expect(outcome.reached.contains("lines clogged, and let go in another order"))
        }
    }

    @Test func `that breaks a rule names the commit, and how it is played again`() {
        var options = Options(seed: 3)
        (options.planted, options.refused, options.seconds) = (Planted.eagerStore.rawValue, 300, 100)
        let outcome = options.play()
        #expect(outcome.complaint != nil)
        let told = outcome.told(of: "0123abcd4567")
        #expect(told.contains("simulate --commit 0123abcd4567 --options \"\(options)\""))
        #expect(!outcome.told(of: "").contains("--commit"))
    }

    @Test func `can be written down and read again`() {
        for seed in 1...50 {
            let options = Options.drawn(seed: seed)
            #expect(Options(options.description) == options)
        }
        #expect(Options("seed=1 sorrow=2") == nil)
        #expect(Options("seed") == nil)
    }
}
