import Basics
import Bots
import Engine
import Measures
import Model
import Packs
import Rehearsal
import SQLiteStore
import Views

enum RehearseCommand {
    static let help = """
        kerege rehearse PACK [--runs N] [--seed S] [--team cooperative|siloed|random|careless|no_finance|all]
                        [--jobs N] [--record DIR] [--json] [--language CODE]

        Plays whole runs of the scenario in the folder PACK with bots and judges the pack's own expectations.
          --runs N   how many runs of each team (default 20)
          --seed S   seed of the first run; the others follow (default 1)
          --team T   which team plays (default cooperative); all plays every team and judges comparisons too
          --jobs N   runs that are played side by side (default 1)
          --record DIR  writes every run into the data folder DIR, to be replayed or exported (one job)
          --json     one object with the figures; with --team all those of the cooperative team, and each team's
                     under "teams"; "rules_never_fired" names rules, duties, mistakes and moves of networks that no run of any team
                     brought about, and rules of acts ("gates") and of sharing that nobody went on against
          --language CODE  in which it is told (en, ru); else that of LC_ALL, LC_MESSAGES or LANG
        Ends with 0 if every expectation that was judged holds, 1 if one does not, 2 for a wrong command line.
        """

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        let folder = try arguments.only("pack")
        let runs = try arguments.number("--runs", else: 20, from: 1)
        let seed = try arguments.number("--seed", else: UInt64(1))
        let jobs = try arguments.number("--jobs", else: 1, from: 1)
        let named = try policies(arguments.value("--team") ?? "cooperative")
        let complaining = try Complaining(language: arguments.value("--language"))
        let pack: LoadedPack
        do throws(PackFaults) {
            pack = try PackReader.scenario(folder: folder)
        } catch {
            for line in complaining.errors(error) { Console.error(line) }
            Console.error(complaining.unrehearsable(folder))
            return .notFine
        }
        // A team without the financial strand can only be told from others where the pack names one.
        let hasFinance = !pack.scenario.finance.isEmpty
        let teams = named.filter { named.count == 1 || $0 != .noFinance || hasFinance }
        let rehearsal = Rehearsal(Engine(pack.scenario), read: pack.reader)
        var reports: [TeamReport] = []
        let recording: Recording? =
            if let path = arguments.value("--record") { try await Recording.open(path, pack) } else { nil }
        for team in teams {
            reports.append(
                try await play(
                    rehearsal, team, seeds: (0..<runs).map { seed &+ UInt64($0) }, jobs: jobs, recording))
        }
        await recording?.folder.store.close()
        let judged = pack.scenario.expectations.map { ($0, $0.holds(in: reports.map(\.campaign))) }
        if arguments.has("--json") {
            Console.answer(Report.json(reports, judged, pack))
        } else {
            Console.answer(RehearsalReport(complaining.book).text(reports, judged, pack))
        }
        return judged.contains { $0.1 == false } ? .notFine : .fine
    }

    private static func policies(_ name: String) throws -> [BotPolicy] {
        if name == "all" { return BotPolicy.allCases }
        guard let policy = BotPolicy(rawValue: name) else {
            throw WrongUse(
                message:
                    "There is no team “\(name)”: cooperative, siloed, random, careless, no_finance or all.")
        }
        return [policy]
    }

    private static func play(
        _ rehearsal: Rehearsal, _ policy: BotPolicy, seeds: [UInt64], jobs: Int, _ recording: Recording?
    ) async throws -> TeamReport {
        var campaign = Campaign(policy)
        let clock = ContinuousClock()
        let begun = clock.now
        var next = 0
        while next < seeds.count {
            let batch = Array(seeds[next..<min(next + max(jobs, 8), seeds.count)])
            if let recording {
                for seed in batch { campaign.add(try await recording.play(rehearsal, policy, seed: seed)) }
            } else {
                for played in await side(by: jobs, rehearsal, policy, seeds: batch) { campaign.add(played) }
            }
            next += batch.count
            Console.progress("\(policy.rawValue): \(next) of \(seeds.count) runs")
        }
        Console.progressDone()
        let took = clock.now - begun
        return TeamReport(campaign: campaign, milliseconds: Int(took / .milliseconds(1)))
    }

    /// Plays seeds on several threads; the answers come in seed order.
    private static func side(
        by jobs: Int, _ rehearsal: Rehearsal, _ policy: BotPolicy, seeds: [UInt64]
    ) async -> [Rehearsal.Played] {
        if jobs == 1 { return seeds.map { rehearsal.play(policy, seed: $0) } }
        return await withTaskGroup(of: (Int, [Rehearsal.Played]).self) { group in
            for job in 0..<jobs {
                group.addTask {
                    (
                        job,
                        stride(from: job, to: seeds.count, by: jobs).map {
                            rehearsal.play(policy, seed: seeds[$0])
                        }
                    )
                }
            }
            var slots: [Rehearsal.Played?] = seeds.map { _ in nil }
            for await (job, played) in group {
                for (turn, one) in played.enumerated() { slots[job + turn * jobs] = one }
            }
            return slots.compactMap { $0 }
        }
    }
}

struct TeamReport {
    let campaign: Campaign
    let milliseconds: Int

    /// Rules, duties, mistakes and moves that no run of any team brought about.
    static func idle(_ reports: [TeamReport], _ pack: LoadedPack) -> [(
        kind: StaticString, ids: [String]
    )] {
        var firings = Firings(pack.scenario)
        for case let played? in reports.map(\.campaign.firings) { firings.add(played) }
        return firings.never(in: pack.scenario)
    }
}

private enum Report {
    static func json(_ reports: [TeamReport], _ judged: [(Expectation, Bool?)], _ pack: LoadedPack) -> String
    {
        var writer = JSONWriter()
        writer.object {
            write(reports[0], pack, to: &$0)
            $0.object("rules_never_fired") { write(TeamReport.idle(reports, pack), to: &$0) }
            if reports.count > 1 {
                $0.object("teams") { teams in
                    for report in reports {
                        teams.key(report.campaign.policy.rawValue)
                        teams.object { write(report, pack, to: &$0) }
                    }
                }
            }
            $0.array("expectations", judged) { writer, entry in
                writer.object {
                    $0.member("text", entry.0.text)
                    $0.key("holds")
                    if let holds = entry.1 { $0.value(holds) } else { $0.null() }
                }
            }
        }
        return writer.text
    }

    private static func write(_ report: TeamReport, _ pack: LoadedPack, to writer: inout JSONWriter) {
        let campaign = report.campaign
        writer.member("team", campaign.policy.rawValue)
        writer.member("runs", campaign.runs)
        writer.key("seconds")
        writer.decimal(report.milliseconds, scale: 3)
        writer.key("runs_per_minute")
        writer.decimal(campaign.runs * 60_000 * 10 / max(1, report.milliseconds), scale: 1)
        writer.member("acts_per_run", campaign.actsPerRun)
        writer.member("fingerprint", campaign.fingerprint)
        for measure in Measure.allCases {
            let spread = campaign.spread(measure)
            let scale = measure.isShare ? 3 : 0
            writer.key(measure.rawValue)
            writer.object {
                $0.key("mean")
                $0.decimal(spread.meanTimes1000, scale: scale + 3)
                for (key, value) in [("p10", spread.p10), ("p50", spread.p50), ("p90", spread.p90)] {
                    $0.key(key)
                    $0.decimal(value, scale: scale)
                }
            }
        }
        writer.array("injects_never_reached", campaign.neverReached) {
            $0.value(pack.scenario.injects[$1].id)
        }
        writer.object("bots_rest_minutes_by_seat") {
            for seat in pack.scenario.seats.ids {
                $0.key(pack.scenario.seats[seat].id)
                $0.value(pack.scenario.botRest(of: seat).minutes)
            }
        }
        writer.object("idle_minutes_by_seat") {
            for (seat, minutes) in zip(pack.scenario.seats.values, campaign.idleMinutes) {
                $0.key(seat.id)
                $0.value(minutes)
            }
        }
        let counts: [(StaticString, [(fact: FactID, runs: Int)])] = [
            ("never_met", campaign.neverMet), ("never_found", campaign.neverFound),
        ]
        for (key, facts) in counts {
            writer.array(key, Array(facts.prefix(12))) { writer, entry in
                writer.object {
                    $0.member("fact", pack.scenario.facts[entry.fact].id)
                    $0.member("runs", entry.runs)
                }
            }
        }
    }

    private static func write(
        _ kinds: [(kind: StaticString, ids: [String])], to writer: inout JSONWriter
    ) {
        for (kind, ids) in kinds { writer.array(kind, ids) { $0.value($1) } }
    }

}

extension Firings {
    /// Ids of what no run brought about, by kind.
    func never(in scenario: Scenario) -> [(kind: StaticString, ids: [String])] {
        [
            ("rules", rulesNeverFired.map { scenario.rules[$0].id }),
            ("duties", dutiesNeverOwed.map { scenario.world.duties[$0].id }),
            ("mistakes", mistakesNeverMade.map { scenario.world.mistakes[$0].id }),
            (
                "moves",
                movesNeverMade.map { id in
                    scenario.networks[scenario.moves[id].network].id + "/" + scenario.moves[id].id
                }
            ),
            ("gates", gatesNeverBroken),
            ("sharing", sharingNeverBroken),
        ]
    }
}

extension LoadedPack {
    /// Reads texts in the source language, as bots do.
    var reader: @Sendable (Text) -> String {
        let texts = texts
        return { text in
            switch text.source {
            case .pack(let id): texts.text(id, in: texts.languages.first ?? "en") ?? ""
            case .several(let ids):
                ids.compactMap { texts.text($0, in: texts.languages.first ?? "en") }.joined(separator: ", ")
            case .typed(let typed): typed ?? ""
            case .verbatim(let written): written
            case .bot: ""
            }
        }
    }
}
