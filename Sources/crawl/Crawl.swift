import Fixtures
import Foundation
import Isolation

/// The long form of the isolation tests: `crawl RUNS [FIRST-SEED]`. Ends with 1 if anything leaked.
@main
struct Crawl {
    static func main() async throws {
        let words = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
        let runs = words.first ?? 1000
        let first = words.dropFirst().first ?? 1
        var whole = WatchResult()
        for seed in first..<first + runs {
            let source = seed % 2 == 0 ? Fixtures.twelve() : Fixtures.harbour()
            let packs = [MarkedPack(source, salt: seed), MarkedPack(source, salt: seed &+ 1 << 40)]
            let result = try await Watch.play(packs, seed: seed, .long)
            whole.add(result)
            for leak in result.leaks { say("seed \(seed): \(leak)") }
            if seed % 20 == 0 {
                say("\(seed - first + 1) runs, \(whole.answers) answers, \(whole.leaks.count) leaks")
            }
        }
        say(
            """
            \(runs) runs: \(whole.commands) commands, \(whole.answers) answers read (\(whole.bytes / 1_000_000) MB), \
            \(whole.comparisons) compared byte for byte, \(whole.left) links left for a later crawl, \
            \(whole.leaks.count) leaks
            """)
        if !whole.leaks.isEmpty { exit(1) }
    }

    /// At once, also into a file.
    private static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}
