import Foundation
import Testing

/// Which worlds the tests play, and what a failure names so that a stranger can play it again.
///
/// `KEREGE_WORLDS` asks for more; the seeds are those of the newest commit, or begin with `KEREGE_SEED`.
struct Wishes {
    let worlds: Int
    let seed: Int
    /// As `simulate --commit` takes it; empty if git does not say.
    let commit: String
    /// Why the seed is none that was meant: said aloud, and a failure where CI is set.
    let complaint: String?

    init(_ environment: [String: String], commit full: String?, isChanged: Bool) {
        worlds = environment["KEREGE_WORLDS"].flatMap { Int($0) } ?? 20
        commit = full.map { $0.prefix(12) + (isChanged ? "-changed" : "") } ?? ""
        let ofCommit = full.flatMap { Int($0.prefix(8), radix: 16) }
        let remedy = "KEREGE_SEED takes a number."
        switch (environment["KEREGE_SEED"], ofCommit) {
        case (let wish?, _):
            seed = Int(wish) ?? ofCommit ?? 1
            complaint = Int(wish) == nil ? "“\(wish)” is no seed: \(remedy)" : nil
        case (nil, let number?): (seed, complaint) = (number, nil)
        case (nil, nil):
            (seed, complaint) = (
                1, "git does not say which commit this is, so the worlds are always the same: \(remedy)"
            )
        }
    }

    static let now: Wishes = {
        let environment = ProcessInfo.processInfo.environment
        let head = git("rev-parse", "--verify", "HEAD")
        let full = head.flatMap { $0.status == 0 ? $0.text.trimmingCharacters(in: .newlines) : nil }
        let wishes = Wishes(
            environment, commit: full, isChanged: git("diff", "--quiet", "HEAD", "--")?.status != 0)
        if let complaint = wishes.complaint {
            FileHandle.standardError.write(Data("SIMULATED DAYS: \(complaint)\n".utf8))
            if environment["CI"] != nil { Issue.record("\(complaint)") }
        }
        return wishes
    }()

    /// Nil if there is no git.
    private static func git(_ words: String...) -> (text: String, status: Int32)? {
        try? Child("/usr/bin/git", ["-C", Seeds.folder] + words).output()
    }
}

@Suite struct `The seed of the simulated days` {
    private static let commit = "0123abcd4567890123456789012345678901abcd"

    @Test func `is the newest commit, and a failure names it`() {
        let wishes = Wishes([:], commit: Self.commit, isChanged: false)
        #expect(wishes.seed == 0x0123_abcd && wishes.commit == "0123abcd4567" && wishes.complaint == nil)
        #expect(Wishes([:], commit: Self.commit, isChanged: true).commit == "0123abcd4567-changed")
    }

    @Test func `is said aloud when nobody chose it`() {
        #expect(Wishes([:], commit: nil, isChanged: true).complaint?.contains("git") == true)
        #expect(
            Wishes(["KEREGE_SEED": "seven"], commit: Self.commit, isChanged: false).complaint?.contains(
                "seven") == true)
        let chosen = Wishes(["KEREGE_SEED": "7"], commit: nil, isChanged: true)
        #expect(chosen.seed == 7 && chosen.commit.isEmpty && chosen.complaint == nil)
    }
}
