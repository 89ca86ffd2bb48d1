import Model
import Packs
import Testing

/// The pack of twelve facts, with a network that is given a mind.
@Suite struct `A network in a pack` {
    private static let scenario = "scenario/scenario.yaml"
    private static let place = "    sites: [kiln]\n    alert: 10\n"

    /// What is said of the pack as it stands, and of texts that the edit has no translation for.
    private static let usual: [Complaint.Code] = [.missingText, .mildContentNote, .neverPlayed]

    private func complaints(_ mind: String) throws -> [Complaint] {
        var pack = EditedPack()
        try pack.replace(Self.place, by: Self.place + mind, in: Self.scenario)
        return pack.complaints().filter { !Self.usual.contains($0.code) }
    }

    private func move(_ keys: String) -> String {
        "    moves:\n      burn:\n        name: Papers are burned\n        says: To come earlier.\n" + keys
    }

    @Test func `that is whole has nothing said about it`() throws {
        let mind = """
                resources: 40
                plan:
                  work: Work goes on
                  away: {name: Everything is moved, from: day 2 08:00, when: "network.kiln.alert >= 90"}
                leaks:
                  clerk: {name: A clerk telephones., acts: inspect, chance: 30, do: [{change: network.alert, by: 5}]}
                moves:
                  burn:
                    name: Papers are burned
                    says: To come earlier.
                    phase: [work, away]
                    when: "network.alert >= 50 || network.kiln.heard('clerk') && network.kiln.at_large(person.marga)"
                    fails_if: "fact.sleeping_shed.known"
                    cost: 10
                    for: davit
                    who: "network.kiln.reaches(person) && !person.safe"
                    each: [{change: person.distress, by: 5}]
                    do: [{change: network.kiln.resources, by: -1}]

            """
        #expect(try complaints(mind) == [])
    }

    @Test(arguments: [
        "fact.sleeping_shed.known", "agency.police.knows(fact.sleeping_shed)",
        "person.davit.status == 'presumed'",
        "person.davit.guardian", "agency.police.did('inspect')", "person.davit.trust >= 50",
        "!(network.kiln.alert > 5 && inject.reporter.fired)",
    ])
    func `cannot notice what happens behind doors`(_ condition: String) throws {
        let found = try complaints(move("        when: \"\(condition)\"\n"))
        #expect(found.map(\.code) == [.hiddenFromNetwork])
    }

    @Test func `that can never afford a move is told so`() throws {
        let dear = move("        cost: 60\n")
        #expect(try complaints("    resources: 30\n" + dear).map(\.code) == [.moveTooDear])
        let earns = dear + "        do: [{change: network.resources, by: 40}]\n"
        #expect(try complaints("    resources: 30\n" + earns) == [])
    }

    @Test func `has moves that can be made, by people who are its own`() throws {
        #expect(
            try complaints(move("        when: \"network.kiln.members >= 2\"\n")).map(\.code)
                == [.moveImpossible])
        #expect(try complaints(move("        by: davit\n")).map(\.code) == [.unknownID])
        #expect(try complaints(move("        after: 0 min\n")).map(\.code) == [.outOfRange])
        #expect(try complaints(move("        recruits: davit\n")).map(\.code) == [.misplacedKey])
        #expect(try complaints(move("        flees: marga\n")).map(\.code) == [.missingKey])
        #expect(
            try complaints(move("        each: [{change: person.distress, by: 5}]\n")).map(\.code) == [
                .misplacedKey
            ])
    }

    @Test func `hears only of what somebody does`() throws {
        let leak =
            "    leaks:\n      clerk: {name: A clerk telephones., acts: give_search, agencies: shelter}\n"
        #expect(try complaints(leak).map(\.code) == [.leakWithoutCause])
    }

    @Test func `is read by conditions under the names that it has`() throws {
        let unknown = move("        when: \"network.kiln.moved('flee')\"\n")
        let found = try complaints(unknown)
        #expect(found.map(\.code) == [.unknownID])
        #expect(found.first?.message.contains("flee") == true)
    }

    @Test func `brings everybody who is held in reserve`() throws {
        var pack = EditedPack()
        try pack.replace(
            "    tongues: [alvoran_sign]\n", by: "    tongues: [alvoran_sign]\n    absent: true\n",
            in: Self.scenario)
        #expect(pack.complaints().map(\.code).filter { !Self.usual.contains($0) } == [.absentForEver])
    }
}
