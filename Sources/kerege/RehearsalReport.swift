import Basics
import Bots
import Engine
import Measures
import Model
import Packs
import Rehearsal
import Texts

/// What a rehearsal came to, in lines for whoever writes the pack. Ids of measures, facts, injects and rules stay as they are
/// written in the pack.
struct RehearsalReport {
    private let book: PhraseBook

    init(_ book: PhraseBook) { self.book = book }

    func text(_ reports: [TeamReport], _ judged: [(Expectation, Bool?)], _ pack: LoadedPack) -> String {
        let scenario = pack.scenario
        var lines = BotRests.all(in: scenario).map(rest)
        for report in reports { lines += team(report.campaign, scenario) }
        for (kind, ids) in TeamReport.idle(reports, pack) where !ids.isEmpty {
            lines.append(
                say(
                    "{0} that no run brought about: {1}",
                    [say("\(kind)", []), ids.joined(separator: ", ")]))
        }
        for (expectation, holds) in judged {
            let verdict =
                switch holds {
                case true?: "holds"
                case false?: "DOES NOT HOLD"
                case nil: "not judged"
                }
            lines.append("\(say(verdict, [])): \(expectation.text)")
        }
        return lines.joined(separator: "\n")
    }

    private func team(_ campaign: Campaign, _ scenario: Scenario) -> [String] {
        var lines = [
            say(
                "{0}: {1}, {2} acts a run",
                [campaign.policy.rawValue, runs(campaign.runs), "\(campaign.actsPerRun)"])
        ]
        for measure in Measure.allCases {
            let spread = campaign.spread(measure)
            let figures = [
                spread.meanTimes1000, spread.p10 * 1000, spread.p50 * 1000, spread.p90 * 1000,
            ]
            lines.append(
                "  "
                    + say(
                        "{0}: mean {1}, p10 {2}, p50 {3}, p90 {4}",
                        [measure.rawValue] + figures.map { decimal($0, measure) }))
        }
        for (fact, count) in campaign.neverMet.prefix(6) {
            lines.append(
                "  "
                    + say(
                        "its parts never met in one agency: {0} ({1})",
                        [scenario.facts[fact].id, runs(count)]
                    ))
        }
        for (fact, count) in campaign.neverFound.prefix(6) {
            lines.append(
                "  " + say("known to nobody at the end: {0} ({1})", [scenario.facts[fact].id, runs(count)]))
        }
        for inject in campaign.neverReached {
            lines.append("  " + say("never reached: inject {0}", [scenario.injects[inject].id]))
        }
        lines.append("  " + say("fingerprint {0}", ["\(campaign.fingerprint)"]))
        return lines
    }

    /// The hours in which bots do nothing: whoever reads that nobody was found should see why.
    private func rest(_ rest: BotRests) -> String {
        let hours = [clock(rest.rest.from), clock(rest.rest.until)]
        let first =
            rest.seats.isEmpty
            ? say(
                "Bots rest from {0} to {1} on their own clock: {2} of the {3} minutes of the case.",
                hours + ["\(rest.minutes)", "\(rest.length)"])
            : say(
                "Bots rest from {0} to {1} on their own clock at {4}: {2} of the {3} minutes of the case.",
                hours + ["\(rest.minutes)", "\(rest.length)", rest.seats.joined(separator: ", ")])
        guard let wakes = rest.wakes else { return first }
        return first + " "
            + say("The case begins in this rest, which lasts for its first {0} minutes.", ["\(wakes)"])
    }

    private func say(_ template: String, _ arguments: [String]) -> String {
        book.sentence("report", template, arguments)
    }

    private func runs(_ count: Int) -> String {
        book.sentence("report", one: "{0} run", other: "{0} runs", count: count)
    }

    private func clock(_ minute: Int) -> String {
        let (hour, rest) = minute.quotientAndRemainder(dividingBy: 60)
        return (hour < 10 ? "0" : "") + "\(hour):" + (rest < 10 ? "0" : "") + "\(rest)"
    }

    private func decimal(_ times1000: Int, _ measure: Measure) -> String {
        var writer = JSONWriter()
        writer.decimal(times1000, scale: measure.isShare ? 6 : 3)
        return writer.text
    }
}
