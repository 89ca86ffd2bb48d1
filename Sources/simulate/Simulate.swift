import Glibc
import Host
import Worlds

/// Plays simulated days around the real runtime. See `--help`.
@main
struct Simulate {
    static let help = """
        simulate [--seed N] [--worlds N] [--minutes M] [--options "seed=N ..."] [--shrink] [--planted N] [--quiet]
                 [--commit C]

          --seed N       the first world; the others follow it (1)
          --worlds N     so many worlds (1)
          --minutes M    worlds until so many minutes have passed
          --options ...  one world with this day, as a failure prints it
          --shrink       looks for a calmer day on which the same rule is broken
          --planted N    puts a known mistake into every world (1 to \(Planted.allCases.count)); the checkers have to find it
          --quiet        prints no line for each world
          --commit C     what was built; a failure names it. bin/simulate says when another commit is checked out

        Each line is a seed, its fingerprint and the length of its log. Ends with 1 if a rule was broken, or if 300 worlds
        and more have not reached every situation that is counted at the end.
        """

    static func main() {
        var words = Array(CommandLine.arguments.dropFirst())
        func take(_ name: String) -> Bool {
            guard let place = words.firstIndex(of: name) else { return false }
            words.remove(at: place)
            return true
        }
        func value(_ name: String) -> String? {
            guard let place = words.firstIndex(of: name), place + 1 < words.count else { return nil }
            defer { words.removeSubrange(place...place + 1) }
            return words[place + 1]
        }
        if take("--help") { return print(help) }
        let (isQuiet, shrinks) = (take("--quiet"), take("--shrink"))
        let planted = value("--planted").flatMap { Int($0) } ?? 0
        let commit = value("--commit") ?? ""
        let seed = value("--seed").flatMap { Int($0) }
        let minutes = value("--minutes").flatMap { Int64($0) }
        let worlds = value("--worlds").flatMap { Int($0) } ?? (minutes == nil ? 1 : Int.max)
        let one = value("--options").map { Options($0) }
        if !words.isEmpty || one == .some(nil) {
            print(help)
            exit(2)
        }
        var days = Days(isQuiet: isQuiet, shrinks: shrinks, planted: planted, commit: commit)
        if case .some(.some(let options)) = one {
            days.play(options)
        } else {
            days.play(from: seed ?? 1, worlds: worlds, minutes: minutes)
        }
        days.sum()
        if !days.campaign.failures.isEmpty || days.isTooGentle { exit(1) }
    }
}

struct Days {
    var campaign = Campaign()
    let isQuiet: Bool
    let shrinks: Bool
    let planted: Int
    let commit: String

    init(isQuiet: Bool, shrinks: Bool, planted: Int, commit: String) {
        (self.isQuiet, self.shrinks, self.planted, self.commit) = (isQuiet, shrinks, planted, commit)
    }

    mutating func play(from seed: Int, worlds: Int, minutes: Int64?) {
        let clock = SystemClock()
        let end = minutes.map { clock.monotonicMs + $0 * 60_000 } ?? .max
        var next = seed
        while campaign.worlds < worlds, clock.monotonicMs < end, campaign.failures.count < 10 {
            play(Options.drawn(seed: next))
            next += 1
        }
    }

    mutating func play(_ drawn: Options) {
        var options = drawn
        if planted > 0 { options.planted = planted }
        var outcome = options.play()
        if shrinks, let complaint = outcome.complaint { outcome = options.shrunk(from: complaint).play() }
        campaign.add(outcome)
        if !isQuiet || outcome.complaint != nil { print(outcome.told(of: commit)) }
    }

    /// In so many worlds every situation comes about, or the worlds have become too gentle.
    var isTooGentle: Bool { campaign.worlds >= 300 && !campaign.missed.isEmpty }

    func sum() {
        guard campaign.worlds > 1 else { return }
        print("\(campaign.worlds) worlds, \(campaign.rows) records, \(campaign.failures.count) failures.")
        for probe in Campaign.probes { print("  \(campaign.reached[probe] ?? 0)\t\(probe)") }
    }
}
