import Fixtures
import Foundation
import Testing

@Suite struct `kerege check` {
    /// Two faults and no more: reading ends where a file is no YAML, and the key is named before.
    private static let world = "format: 1\nid: mir\nid: mir2\ntitle: Мир: первый\n"

    private static func check(_ words: [String], _ environment: [String: String] = [:]) async throws
        -> (Program.Ended, String)
    {
        var ended: Program.Ended?
        var place = ""
        try await withFolder { folder in
            try world.write(toFile: folder + "/world.yaml", atomically: true, encoding: .utf8)
            let plain = ["LC_ALL": "", "LC_MESSAGES": "", "LANG": ""]
            ended = try Program.run(
                ["check", folder] + words, environment: plain.merging(environment) { $1 })
            place = folder
        }
        return (try #require(ended), place)
    }

    @Test func `tells in Russian what is wrong with a pack, on standard output`() async throws {
        let (ended, folder) = try await Self.check(["--language", "ru"])
        #expect(ended.status == 1)
        #expect(ended.errors == "")
        #expect(
            ended.output == """
                \(folder)/world.yaml:3:1: ошибка: Ключ «id» стоит здесь дважды. Оставьте один из двух; первый — в строке 2. [duplicate-key]
                \(folder)/world.yaml:4:11: ошибка: Этот YAML не читается: здесь не может начинаться «ключ: значение». Текст, в котором есть «: », берут в кавычки; ключ начинается ровно под другими ключами той же группы — сосчитайте пробелы перед ним. [yaml-syntax]
                \(folder) — играть нельзя: 2 ошибки, 0 предупреждений.

                """)
    }

    @Test(arguments: [
        (["LANG": "ru_RU.UTF-8"], true), (["LC_MESSAGES": "ru_RU.UTF-8", "LANG": "en_GB.UTF-8"], true),
        (["LC_ALL": "C", "LANG": "ru_RU.UTF-8"], false), (["LANG": "tlh"], false), ([:], false),
    ])
    func `speaks the language of the environment if there is a catalogue, and English otherwise`(
        environment: [String: String], isRussian: Bool
    ) async throws {
        let (ended, _) = try await Self.check([], environment)
        #expect(ended.output.contains(": ошибка: ") == isRussian)
        #expect(ended.output.contains(": error: ") == !isRussian)
        #expect(ended.output.contains("cannot be played: 2 errors, 0 warnings.") == !isRussian)
    }

    @Test func `refuses a language that it does not speak`() async throws {
        let (ended, _) = try await Self.check(["--language", "tlh"])
        #expect(ended.status == 2)
        #expect(ended.output == "")
        #expect(
            ended.errors.hasPrefix(
                "There is no language “tlh” for what the checker says. Possible: en, ru."))
    }

    @Test func `gives tools the same codes in every language`() async throws {
        let (ended, _) = try await Self.check(["--json", "--language", "ru"])
        #expect(ended.output.contains(#""code":"duplicate-key","message":"Ключ «id»"#))
    }
}
