import Basics
import Fixtures
import Foundation
import Model
import Packs
import Testing

/// The bundled world as a national trainer finds it, to be changed by editing text and by nothing else.
private struct Edited {
    private(set) var text: String

    init() throws {
        text = try String(contentsOfFile: "\(Fixtures.root)/Packs/osmira/world.yaml", encoding: .utf8)
        // Another country comes in one language first.
        change("languages: [en, ru]\n", to: "languages: [en]\n")
    }

    mutating func change(_ old: String, to new: String) {
        #expect(text.components(separatedBy: old).count == 2, "“\(old)” stands once")
        text = text.replacingOccurrences(of: old, with: new)
    }

    /// Adds lines as the first of a section.
    mutating func add(to section: String, _ lines: String) {
        change("\n\(section):\n", to: "\n\(section):\n\(lines)\n")
    }

    func read() throws -> LoadedWorld {
        let file = PackFile(path: "world/world.yaml", bytes: Array(text.utf8))
        guard case .world(let world) = try PackReader.read(files: [file]) else {
            throw CocoaError(.featureUnsupported)
        }
        return world
    }

    /// A third country, Sollen, with one office that does everything, a guardian within two hours and no fund.
    static func withSollen() throws -> Edited {
        var world = try Edited()
        let law = world.law(of: "ithren")
            .replacingOccurrences(of: "guardian_within: 8 h", with: "guardian_within: 2 h")
            .replacingOccurrences(of: "state_fund: true", with: "state_fund: false")
            .replacingOccurrences(of: "appeal_within: 10 d", with: "appeal_within: 12 d")
        world.add(
            to: "countries",
            """
              sollen:
                name: Sollen
                about: A third country, written by a trainer.
                code: XC
                zone: "+05:00"
                pattern: stripes
                tongues: [velmaran]
                hours: {days: [mon, tue, wed, thu, fri], opens: "09:00", closes: "17:00"}
            \(law)
            """)
        world.add(
            to: "agencies",
            """
              sol_office:
                name: Joint Office of Sollen
                about: One office for everything.
                country: sollen
                letter: O
                hue: 120
                powers: [presume, identify, state_body, social_work, child_protection, police, recovery, wage_claims]
                purpose: protection
            """)
        // Examples that name no place play at the first one, so it comes last.
        world.change(
            "\narticles:\n",
            to: """

                  sol_town:
                    name: Sollen town
                    country: sollen
                    at: [2, 2]
                    open: true
                articles:

                """)
        world.add(
            to: "pathways",
            """
              nrm_sollen:
                name: National referral mechanism of Sollen
                country: sollen
                steps:
                  presumed: {says: "By the joint office, at once.", acts: mark_presumed}
                  guardian_appointed: {says: "For a child, within two hours.", acts: appoint_guardian}
            """)
        return world
    }

    /// The lines of the law of a country that is there.
    private func law(of country: String) -> String {
        let lines = text.components(separatedBy: "\n")
        let start = lines.firstIndex(of: "  \(country):")! + 1
        let law = lines[start...].firstIndex(of: "    law:")!
        let end = lines[(law + 1)...].firstIndex { !$0.hasPrefix("      ") }!
        return lines[law..<end].joined(separator: "\n")
    }

    /// The lines of a duty.
    func duty(_ id: String) throws -> String {
        let lines = text.components(separatedBy: "\n")
        let start = try #require(lines.firstIndex(of: "  \(id):"))
        let end = try #require(lines[(start + 1)...].firstIndex { !$0.hasPrefix("    ") })
        return lines[start..<end].joined(separator: "\n")
    }

    /// Offices of another country meet somebody in Sollen, and the law makes impossible what they have no power for.
    mutating func expectRefusals() {
        let acts = [
            ("vel_police", "police_talk", ", topic: journey, setting: quiet_room"),
            ("ith_police", "police_talk", ", topic: journey, setting: quiet_room"),
            ("vel_police", "hold_person", ""), ("vel_migration", "carry_out_removal", ""),
        ]
        add(
            to: "examples",
            acts.map { by, act, rest in
                """
                  sollen_is_abroad_for_\(by)_\(act):
                    person: {tongues: [velmaran], place: sol_town}
                    steps:
                      - {by: \(by), meets: somebody}
                      - {by: \(by), act: \(act), person: somebody\(rest)}
                    then:
                      - {refused: R-JUR-01}
                      - {holds: "!person.somebody.removed && !person.somebody.detained"}
                """
            }.joined(separator: "\n"))
    }

    /// How an example begins in which the only office of Sollen presumes somebody.
    private static let presumed = """
            person: {tongues: [velmaran], place: sol_town}
            steps:
              - {by: sol_office, meets: somebody}
              - {by: sol_office, act: mark_presumed, person: somebody}
        """

    /// The only office of Sollen presumes somebody, and so knows its own duties as police.
    mutating func expectMoney() {
        add(
            to: "examples",
            """
              sollen_looks_at_the_money:
            \(Self.presumed)
                then:
                  - {owed: R-FIN-01, by: sol_office}
            """)
    }

    /// What its law gives to everybody there: the period, a guardian, and a no that is told with the way of appeal.
    mutating func expectProtection() {
        add(
            to: "examples",
            """
              sollen_starts_the_recovery_period:
            \(Self.presumed)
                  - {by: sol_office, act: recovery_notice, person: somebody}
                  - {by: sol_office, act: support_talk, person: somebody, topic: wellbeing, setting: quiet_room}
                then:
                  - {no_breach: R-RRP-01}
                  - {holds: "person.somebody.step('recovery_started')"}
                  - {owed: R-RRP-01-END, by: sol_office}
                  - {owed: R-MG-07, by: sol_office}
              sollen_forgets_the_recovery_period:
            \(Self.presumed)
                  - {wait: 19 h}
                then:
                  - {missed: R-RRP-01, by: sol_office}
              sollen_appoints_a_guardian:
                person: {traits: [child], place: sol_town, tongues: [velmaran]}
                steps:
                  - {by: sol_office, meets: somebody}
                  - {by: sol_office, act: support_talk, person: somebody, topic: wellbeing, setting: quiet_room}
                  - {by: sol_office, act: appoint_guardian, person: somebody, choices: {asked: wanted}}
                then:
                  - {no_breach: R-CH-03}
                  - {holds: "person.somebody.guardian"}
              sollen_says_no:
            \(Self.presumed)
                  - {by: sol_office, act: decision_file, person: somebody}
                  - {by: sol_office, act: formal_decision, person: somebody, status: not_identified}
                  - {by: sol_office, act: decision_notice, person: somebody}
                then:
                  - {notice: formal_decision.to_person, person: true}
                  - {notice: decision_notice.to_person, person: true}
            """)
    }

    /// A fourth country with an office, of which the world says nothing else.
    mutating func addTollgard() {
        let law = law(of: "ithren")
        add(
            to: "countries",
            """
              tollgard:
                name: Tollgard
                about: A fourth country.
                code: XD
                zone: "+05:00"
                pattern: waves
                tongues: [velmaran]
                hours: {days: [mon, tue, wed, thu, fri], opens: "09:00", closes: "17:00"}
            \(law)
            """)
        add(
            to: "agencies",
            """
              tol_office:
                name: Office of Tollgard
                about: One office.
                country: tollgard
                letter: T
                hue: 200
                powers: [state_body]
                purpose: protection
            """)
    }

    /// A child is met in Sollen and nobody appoints a guardian for some time.
    mutating func expectGuardian(after wait: String, _ claim: String) {
        add(
            to: "examples",
            """
              sollen_wants_a_guardian_at_once:
                person: {traits: [child], place: sol_town, tongues: [velmaran]}
                steps:
                  - {by: sol_office, meets: somebody}
                  - {by: sol_office, act: support_talk, person: somebody, topic: wellbeing, setting: quiet_room}
                  - {wait: \(wait)}
                then:
                  - {\(claim): R-CH-03, by: sol_office}
            """)
    }
}

@Suite struct `A third country` {
    @Test func `is added by editing text only, with a pathway and limits of its own`() throws {
        var world = try Edited.withSollen()
        world.expectGuardian(after: "121 min", "missed")
        let read = try world.read().world
        #expect(read.countries.values.map(\.name).count == 3)
        let sollen = try #require(read.countries.ids.first { read.countries[$0].id == "sollen" })
        let pathways = read.pathways.values.filter { $0.country == sollen }
        #expect(pathways.map(\.steps.count) == [2])
        // Duties that speak of powers bind its office without another word.
        let guardian = try #require(read.duties.values.first { $0.id == "R-CH-03" })
        #expect(guardian.owedBy.contains { read.agencies[$0].id == "sol_office" })
    }

    @Test func `has its own limit, and the checker plays it`() throws {
        var early = try Edited.withSollen()
        early.expectGuardian(after: "1 h", "missed")
        #expect(throws: PackFaults.self, "one hour is not too late there") { try early.read() }
        var later = try Edited.withSollen()
        later.change("guardian_within: 2 h", to: "guardian_within: 30 min")
        later.expectGuardian(after: "1 h", "missed")
        _ = try later.read()
    }

    @Test func `is abroad for the offices of the others`() throws {
        var world = try Edited.withSollen()
        world.expectRefusals()
        _ = try world.read()
        world.change("  abroad: \"person.abroad\"\n", to: "  abroad: \"\(Self.bothNamed)\"\n")
        #expect(throws: PackFaults.self, "the law lists two countries, and Sollen is not one") {
            try world.read()
        }
    }

    @Test func `has police who owe what police owe`() throws {
        var world = try Edited.withSollen()
        world.expectMoney()
        _ = try world.read()
    }

    @Test func `is missed where a condition names all the others`() throws {
        func forgotten(_ world: Edited) throws -> [Complaint] {
            try world.read().warnings.filter { $0.code == .countryForgotten }
        }
        let before = try forgotten(try Edited.withSollen())
        #expect(before == [], "the world says what it says by powers")
        #expect(try forgotten(try Edited()) == [])
        var world = try Edited.withSollen()
        let line = world.text.components(separatedBy: "\n").firstIndex { $0.hasPrefix("  abroad: ") }! + 1
        world.change("  abroad: \"person.abroad\"\n", to: "  abroad: \"\(Self.bothNamed)\"\n")
        let after = try forgotten(world)
        #expect(after.map(\.line) == [line] && after[0].message.contains("“sollen”"))
        world.addTollgard()
        let both = try forgotten(world)
        #expect(both.count == 1, "two that are missing are missed, too")
        #expect(both[0].message.contains("“sollen”") && both[0].message.contains("“tollgard”"))
    }

    @Test(arguments: [
        ("    who: {power: wage_claims}\n", "    who: {agencies: [vel_labour, ith_social]}\n", "R-MG-07"),
        ("        to_power: migration\n", "        to: [vel_migration, ith_border]\n", "notify"),
        (
            "    powers: wage_claims\n    minutes: 5\n",
            "    agencies: [vel_labour, ith_social]\n    minutes: 5\n", "open_wage_claim"
        ),
    ])
    func `is missed where only agencies of the others owe, are told or may`(
        _ old: String, _ new: String, _ at: String
    ) throws {
        var world = try Edited.withSollen()
        world.change(old, to: new)
        let found = try world.read().warnings.filter { $0.code == .countryForgotten }
        #expect(found.count == 1 && found[0].message.contains("“sollen”"))
        let line = world.text.components(separatedBy: "\n")[try #require(found.first).line - 1]
        #expect(line.contains(at))
    }

    @Test func `protects as the others do, by its law and the powers of its office`() throws {
        var world = try Edited.withSollen()
        world.expectProtection()
        let codes = try world.read().warnings.map(\.code)
        #expect(!codes.contains(.countryForgotten))
        #expect(!codes.contains(.dutyWithoutAct) && !codes.contains(.stepWithoutAct))
    }

    @Test func `is told what nobody there can do`() throws {
        var world = try Edited.withSollen()
        world.change(
            "    powers: child_protection\n    minutes: 15\n",
            to: "    agencies: [vel_social, ith_social]\n    minutes: 15\n")
        let found = try world.read().warnings
        let duty = try #require(found.first { $0.code == .dutyWithoutAct })
        #expect(duty.message.contains("R-CH-03") && duty.message.contains("“sol_office”"))
        #expect(!duty.message.contains("ith_social") && duty.message.contains("“appoint_guardian”"))
        let step = try #require(found.first { $0.code == .stepWithoutAct })
        #expect(step.message.contains("guardian_appointed") && step.message.contains("nrm_sollen"))
        #expect(found.count { $0.code == .stepWithoutAct } == 1)
    }

    @Test func `has no two acts that differ in the name of a country only`() throws {
        var world = try Edited.withSollen()
        world.change(
            "    who: {power: wage_claims}\n", to: "    who: {country: velmara, power: wage_claims}\n")
        #expect(try world.read().warnings.allSatisfy { $0.code != .countryForgotten }, "one is meant alone")
        let duty = try world.duty("R-MG-07")
        world.add(
            to: "duties",
            duty.replacingOccurrences(of: "R-MG-07:", with: "R-MG-07-ithren:")
                .replacingOccurrences(of: "country: velmara", with: "country: ithren"))
        let found = try world.read().warnings.filter { $0.code == .countryForgotten }
        #expect(found.count == 1, "two of three have a duty of their own")
    }

    private static let bothNamed =
        "person.country != act.country && (person.country == country.velmara || person.country == country.ithren)"
}
