import Basics
import Fixtures
import Model
import Packs
import Testing

private let reedfield = try! PackReader.scenario(folder: Fixtures.root + "/Packs/reedfield")

/// What one account paid and got.
private struct Book {
    let scenario: Scenario

    func account(_ name: String) -> AccountID {
        scenario.money.accounts.ids.first { scenario.money.accounts[$0].id == name }!
    }
    func flow(_ name: String) -> FlowID {
        scenario.money.flows.ids.first { scenario.money.flows[$0].id == name }!
    }
    func payments(_ name: String) -> [Payment] {
        let flow = flow(name)
        return scenario.money.payments.filter { $0.flow == flow }
    }
    func report(_ name: String) -> Record { scenario.records.values.first { $0.id == name }! }
    func day(_ payment: Payment) -> Moment {
        Moment(minutesSinceEpoch: scenario.start.minutesSinceEpoch + payment.minute)
    }
}

@Suite struct `The money of a pack` {
    private let book = Book(scenario: reedfield.scenario)

    @Test func `adds up to what its facts tell`() {
        #expect(book.payments("recruitment_fees").map(\.amount).reduce(0, +) == 9450)
        #expect(book.payments("gorrim_forward").map(\.amount) == Array(repeating: 900, count: 8))
        #expect(book.payments("crew_cash").map(\.amount).reduce(0, +) == 16_200)
        #expect(book.payments("driver_fees").map(\.amount) == [420, 420, 420, 360])
        #expect(book.payments("card_drawn").count == 5)
    }

    @Test func `pays wages on the last working day of the month`() {
        let days = book.payments("crew_wages").map(book.day)
        #expect(Set(days.map { [$0.month, $0.day] }) == [[3, 31], [4, 30], [5, 30]])
        #expect(days.allSatisfy { $0.weekday <= 5 })
    }

    @Test func `goes on within the time that the flow gives it, from the account to which it came`() throws {
        for wage in book.payments("crew_wages") {
            let out = try #require(
                book.payments("crew_cash").first { $0.from == wage.to && $0.minute > wage.minute })
            #expect((1...55).contains(out.minute - wage.minute))
            #expect(out.to == nil && out.amount == wage.amount)
        }
    }

    @Test func `is the same every time the pack is read`() throws {
        let again = try PackReader.scenario(folder: Fixtures.root + "/Packs/reedfield")
        #expect(again.scenario.money.payments == book.scenario.money.payments)
        #expect(again.scenario.records.values.map(\.values) == book.scenario.records.values.map(\.values))
    }

    @Test func `leaves no account below nothing that may not be, and ends with what there is`() {
        for id in book.scenario.money.accounts.ids {
            let account = book.scenario.money.accounts[id]
            var balance = account.opening
            for payment in book.scenario.money.payments {
                if payment.to == id { balance += payment.amount }
                if payment.from == id { balance -= payment.amount }
                #expect(balance >= 0 || account.mayOverdraw, "\(account.id)")
            }
            #expect(balance == account.balance)
        }
    }

    @Test func `is reported where a bank sees the red flag, with the sum in signs that every language reads`()
    {
        let report = book.report("gorrim_forward")
        #expect(report.values[0] == "VASK GORIM")
        #expect(report.values[3].hasPrefix("8 × 900 = 7200 → TELUTH TRAVEL"))
        #expect(report.flags.map { book.scenario.world.redFlags[$0].id }.contains("wage_out_same_day"))
        #expect(report.gives.map { book.scenario.facts[$0].id } == ["gorrim_pay_to_recruiter"])
        // Paying the driver by head is seen by no bank.
        #expect(!book.scenario.records.values.contains { $0.id == "driver_fees" })
    }

    @Test func `is read by the financial office as leads, and by order as evidence`() {
        let scenario = book.scenario
        func facts(_ sight: MoneySight) -> Set<Bool> {
            Set(
                scenario.sources.values.filter { source in
                    scenario.world.acts[source.act].money == sight
                        && scenario.money.flows.values.contains {
                            ($0.leads + $0.proves).contains(source.fact)
                        }
                }.compactMap { scenario.facts[$0.fact].evidence }.map {
                    scenario.world.evidence[$0].admissible
                })
        }
        #expect(facts(.leads) == [false])
        #expect(facts(.statements).contains(true))
    }
}

// MARK: Broken money

private let scenario = "scenario/scenario.yaml"
private let world = "world/world.yaml"

private func money(_ flows: String, accounts: String = "") -> String {
    """

    money:
      from: "2029-01-01"
      accounts:
        hers: {holder: person.marga, name: "MARGA", opening: 100}
        ours: {name: "OFFICE", overdraft: true}
    \(accounts)  flows:
    \(flows)
    networks:

    """
}

private let broken: [Mishap] = [
    Mishap(
        "a flow pays into an account that is not there", .unknownID, in: scenario, "\nnetworks:\n",
        money("    fee: {from: ours, to: ⟦his, amount: 50, on: \"2029-02-01\", at: \"10:00\"}\n"),
        words: ["hers, ours"]),
    Mishap(
        "an account gives more than it has", .overdrawn, in: scenario, "\nnetworks:\n",
        money("    fee: {from: hers, to: ours, amount: 150, on: \"2029-02-01\", at: \"10:00\"}\n")
            .replacing("    hers:", with: "    ⟦hers:"), words: ["-50", "2029-02-01"]),
    Mishap(
        "money has days in the exercise", .moneyOutOfTime, in: scenario, "\nnetworks:\n",
        money("    ⟦fee: {from: ours, to: hers, amount: 50, on: \"2039-02-01\", at: \"10:00\"}\n")),
    Mishap(
        "a flow has no days and no rule that pays it", .neverPaid, in: scenario, "\nnetworks:\n",
        money("    ⟦fee: {from: ours, to: hers, amount: 50}\n")),
    Mishap(
        "cash goes nowhere and is no cash", .missingKey, in: scenario, "\nnetworks:\n",
        money("    fee: ⟦{to: hers, amount: 50, on: \"2029-02-01\", at: \"10:00\"}\n"), words: ["cash"]),
    Mishap(
        "a flow follows one that stands further down", .misplacedKey, in: scenario, "\nnetworks:\n",
        money(
            "    on: {follows: ⟦fee, after: 1 h, from: hers, cash: true}\n"
                + "    fee: {from: ours, to: hers, amount: 50, on: \"2029-02-01\", at: \"10:00\"}\n")),
    Mishap(
        "a lead is evidence", .wrongEvidence, in: scenario, "\nnetworks:\n",
        money(
            "    ⟦fee: {from: ours, to: hers, amount: 50, on: \"2029-02-01\", at: \"10:00\", leads: van_paid}\n"
        ),
        words: ["van_paid", "leads"]),
    Mishap(
        "nobody can ever see a red flag", .unseenRedFlag, in: scenario, "\nnetworks:\n",
        money(
            "    ⟦fee: {from: ours, to: away, amount: 50, on: \"2029-02-01\", at: \"10:00\", flag: odd}\n",
            accounts: "    away: {name: \"AWAY\"}\n")
    ).and(
        in: world, "\nacts:\n",
        "\nred_flags: {groups: {any: Any}, list: {odd: {group: any, says: It is odd}}}\n\nacts:\n"),
]

@Suite struct `Money that cannot be` {
    @Test(arguments: broken) func `is told where it is wrong`(_ mishap: Mishap) throws {
        var pack = EditedPack()
        for edit in mishap.edits { try pack.replace(edit.old, by: edit.new, in: edit.file) }
        let complaints = pack.complaints()
        let mark = try #require(pack.marked)
        let found = complaints.first { $0.code == mishap.code && $0.spot == mark }
        let complaint = try #require(found, "expected \(mishap.code.rawValue) at \(mark), got \(complaints)")
        for word in mishap.words { #expect(complaint.description.contains(word)) }
        #expect(!complaint.message.contains("{") && !complaint.remedy.contains("{"))
        try Russian.expect(complaint)
    }
}
