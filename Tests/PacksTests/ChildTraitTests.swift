import Basics
import Fixtures
import Foundation
import Model
import Packs
import Testing

/// The twelve-fact pack in a world where being under age is called `minor`.
private struct Renamed {
    private(set) var files: [PackFile]

    /// - Parameter trait: how the trait stands in the world.
    init(_ trait: String) {
        files = Fixtures.twelve().files.map { file in
            var text = String(decoding: file.bytes, as: UTF8.self)
            for (old, new) in [
                ("  child: A child\n", "  minor: \(trait)\n"), ("'child'", "'minor'"),
                ("not_for: child", "not_for: minor"), ("traits: [child", "traits: [minor"),
                ("traits: {child:", "traits: {minor:"), ("trait.child", "trait.minor"),
            ] {
                text = text.replacingOccurrences(of: old, with: new)
            }
            return PackFile(path: file.path, bytes: Array(text.utf8))
        }
    }

    mutating func change(_ old: String, to new: String) throws {
        let index = try #require(
            files.firstIndex { String(decoding: $0.bytes, as: UTF8.self).contains(old) }, "\(old)")
        let text = String(decoding: files[index].bytes, as: UTF8.self)
        files[index].bytes = Array(text.replacingOccurrences(of: old, with: new).utf8)
    }

    func warnings(of code: Complaint.Code) throws -> [Complaint] {
        try PackReader.scenario(files: files).warnings.filter { $0.code == code }
    }
}

@Suite struct `A trait that means a child` {
    private static let marked = "{name: A child, child: true}"

    @Test func `is said by the world, under whatever id`() throws {
        let pack = Renamed(Self.marked)
        let world = try PackReader.scenario(files: pack.files).scenario.world
        #expect(world.childTraits.map { world.traits[$0].id } == ["minor"])
        #expect(try pack.warnings(of: .noChildTrait) == [])
    }

    @Test func `is the one called child where a world says nothing`() {
        let world = Fixtures.twelve().scenario.world
        #expect(world.childTraits.map { world.traits[$0].id } == ["child"])
    }

    @Test func `keeps others from giving its bearer a voice`() throws {
        var pack = Renamed(Self.marked)
        try pack.change("    voice: script\n", to: "")
        #expect(try pack.warnings(of: .childWithoutVoice).count == 1)
        let read = try PackReader.scenario(files: pack.files).scenario
        #expect(read.persons.values.first { $0.id == "sela" }?.isScripted == true)
    }

    /// The office of the shelter tells what the child has told it, on the child's own yes.
    private static func tells(_ claim: String) -> String {
        """

        examples:
          told_on_a_yes_of_their_own:
            person: {traits: [minor], tongues: [brenish]}
            steps:
              - {by: shelter, meets: somebody}
              - {set: person.somebody.trust, to: 80}
              - {by: shelter, act: ask_consent, person: somebody, agency: police, setting: office}
              - {by: shelter, knows: protected}
              - {by: shelter, act: tell, to: police, facts: protected, basis: consent}
            then:
              - {\(claim): R-CON-01}

        """
    }

    @Test(arguments: [("breach", true), ("no_breach", false)])
    func `asks for more than a yes of their own`(_ claim: String, _ isMarked: Bool) throws {
        var right = Renamed(isMarked ? Self.marked : "A child")
        try right.change("\nexamples:\n", to: Self.tells(claim))
        _ = try PackReader.scenario(files: right.files)
        var wrong = Renamed(isMarked ? Self.marked : "A child")
        try wrong.change("\nexamples:\n", to: Self.tells(claim == "breach" ? "no_breach" : "breach"))
        #expect(throws: PackFaults.self) { try PackReader.scenario(files: wrong.files) }
    }

    @Test(arguments: ["A child", "{name: A child, child: false}"])
    func `is missed where the world speaks of children`(_ trait: String) throws {
        let found = try Renamed(trait).warnings(of: .noChildTrait)
        #expect(found.count == 1 && found.allSatisfy { $0.message.contains("guardian") })
    }

    @Test func `is missed wherever people have traits, unless the world says that there are no children`()
        throws
    {
        let warnings = Fixtures.harbour().warnings
        #expect(!warnings.contains { $0.code == .noChildTrait })
        let files = Fixtures.harbour().files.map { file in
            PackFile(
                path: file.path,
                bytes: Array(
                    String(decoding: file.bytes, as: UTF8.self)
                        .replacingOccurrences(of: ", child: false}", with: "}").utf8))
        }
        #expect(try PackReader.scenario(files: files).warnings.contains { $0.code == .noChildTrait })
    }
}
