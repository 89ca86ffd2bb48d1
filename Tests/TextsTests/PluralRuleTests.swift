import Testing
import Texts

@Suite struct `A plural rule` {
    @Test(arguments: [
        ("en", [1, 0, 1, 1, 1, 1, 1]), ("ru", [2, 0, 1, 2, 2, 0, 1]), ("kk", [1, 0, 1, 1, 1, 1, 1]),
        ("ky", [1, 0, 1, 1, 1, 1, 1]), ("tg", [1, 0, 1, 1, 1, 1, 1]), ("uz", [1, 0, 1, 1, 1, 1, 1]),
        ("tk", [1, 0, 1, 1, 1, 1, 1]), ("tr", [1, 0, 1, 1, 1, 1, 1]),
    ])
    func `gives each language its forms`(language: String, forms: [Int]) {
        #expect([0, 1, 2, 5, 11, 21, 104].map(PluralRule.of(language).form) == forms)
    }

    @Test(arguments: ["en", "ru", "kk", "ky", "tg", "uz", "tk", "tr"])
    func `is the same when read from the header that it writes`(language: String) throws {
        let read = try PluralRule(header: PluralRule.header(of: language))
        #expect(read == PluralRule.of(language))
    }

    @Test func `binds operators as C does`() throws {
        #expect(try form("1 + 2 * 3 == 7 && 8 / 3 - 2 == 0", 0) == 1)
        #expect(try form("n > 2 ? n > 4 ? 2 : 1 : 0", 3) == 1)
        #expect(try form("!n", 0) == 1)
        #expect(try form("0 && 1 || 1", 0) == 1)
        #expect(try form("7 % 4 - 1 - 1", 0) == 1)
    }

    @Test func `knows the languages with one, four and six forms`() throws {
        let arabic =
            "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
        #expect(try [0, 1, 2, 3, 11, 100].map(PluralRule(header: arabic).form) == [0, 1, 2, 3, 4, 5])
        #expect(try PluralRule(header: "nplurals=1; plural=0;").form(7) == 0)
    }

    @Test func `counts the size of a negative number`() {
        #expect(PluralRule.of("ru").form(-21) == 0)
        #expect(PluralRule.of("ru").form(.min) == 2)
    }

    @Test(arguments: ["n +", "(n", "n ? 1", "n & 1", "m", "", "n n", String(repeating: "(", count: 5000)])
    func `refuses what is no expression`(expression: String) {
        #expect(throws: PluralRuleError.self) { try PluralRule(header: "nplurals=2; plural=\(expression);") }
    }

    @Test func `refuses a form that it does not declare`() {
        #expect(throws: PluralRuleError.outOfRange(number: 2, form: 2)) {
            try PluralRule(header: "nplurals=2; plural=n;")
        }
        #expect(throws: PluralRuleError.self) { try PluralRule(header: "nplurals=2; plural=n/0;") }
    }

    private func form(_ expression: String, _ number: Int) throws -> Int {
        try PluralRule(header: "nplurals=1001; plural=\(expression);").form(number)
    }
}
