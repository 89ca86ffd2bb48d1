import Fixtures
import Foundation
import Testing

@Suite struct `What kerege says to authors in Russian` {
    private static let plain = ["LC_ALL": "", "LC_MESSAGES": "", "LANG": ""]

    /// Words that hardly any English line does without, and that are no keys.
    private static let english = ["mean", "run", "runs", "holds", "judged", "never", "that", "the", "rest"]

    @Test func `is the whole report of a rehearsal but ids and the author's own words`() async throws {
        let ended = try Program.run(
            ["rehearse", Fixtures.root + "/Tests/Packs/twelve", "--runs", "1", "--language", "ru"],
            environment: Self.plain)
        let lines = ended.output.split(separator: "\n").map(String.init)
        #expect(lines.contains { $0.hasPrefix("cooperative: 1 прогон, действий за прогон: ") })
        #expect(lines.contains { $0.hasPrefix("  victims_found: среднее ") })
        #expect(lines.contains { $0.hasPrefix("  отпечаток ") })
        #expect(lines.contains { $0.hasPrefix("Боты отдыхают с 22:00 до 07:00 по своим часам: ") })
        let verdicts = ["сбылось: ", "НЕ СБЫЛОСЬ: ", "не проверялось: "]
        for line in lines where !verdicts.contains(where: line.hasPrefix) {
            let left = line.split { !$0.isLetter }.filter { Self.english.contains(String($0)) }
            #expect(left.isEmpty, "\(line)")
        }
        #expect(lines.contains { line in verdicts.contains { line.hasPrefix($0) } })
    }

    @Test(arguments: ["check", "texts", "rehearse"])
    func `is the help of the commands that they use`(command: String) throws {
        let ended = try Program.run(
            [command, "--help"], environment: Self.plain.merging(["LANG": "ru_RU.UTF-8"]) { $1 })
        #expect(ended.output.hasPrefix("kerege \(command) PACK "))
        #expect(ended.output.contains("Код выхода: 0"))
        #expect(!ended.output.contains("Ends with"))
    }

    @Test func `is English where the environment says so`() throws {
        let ended = try Program.run(["--help"], environment: Self.plain)
        #expect(ended.output.contains("kerege COMMAND --help tells more."))
        let russian = try Program.run(
            ["--help"], environment: Self.plain.merging(["LANG": "ru_RU.UTF-8"]) { $1 })
        #expect(russian.output.contains("Подробнее: kerege COMMAND --help"))
    }
}
