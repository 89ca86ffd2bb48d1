import Basics
import Bots
import Engine
import Fixtures
import Foundation
import Model
import Packs
import Rehearsal
import Testing

/// Every folder under `Packs/` that holds a case: whoever adds one need not name it here.
let bundled: [String] = {
    let folder = "\(Fixtures.root)/Packs"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().filter {
        FileManager.default.fileExists(atPath: "\(folder)/\($0)/scenario.yaml")
    }
}()

@Suite struct `The bundled cases` {
    @Test func `are found`() {
        #expect(bundled.contains("reedfield") && bundled.contains("sallowend"))
    }

    @Test(arguments: bundled)
    func `are read without a complaint of their own`(_ name: String) throws {
        let pack = try PackReader.scenario(folder: "\(Fixtures.root)/Packs/\(name)")
        let own = pack.warnings.filter { $0.file.contains("/\(name)/") }
        #expect(own.map(\.code) == [])
        #expect(pack.scenario.expectations.count >= 3)
    }

    /// Whether a charge speaks of a child is what it stands or falls with: no page chooses it for anybody.
    @Test(arguments: bundled)
    func `let whoever charges say who was exploited`(_ name: String) throws {
        let world = try PackReader.scenario(folder: "\(Fixtures.root)/Packs/\(name)").scenario.world
        for act in world.acts.values where act.verb == .charge {
            for choice in act.choices where choice.id == "whose" { #expect(choice.isAsked, "\(act.id)") }
            #expect(act.choices.contains { $0.id == "whose" })
        }
    }

    /// ET: a child is not a voice for anybody to speak in freely.
    @Test(arguments: bundled)
    func `let children answer by the script alone`(_ name: String) throws {
        let scenario = try PackReader.scenario(folder: "\(Fixtures.root)/Packs/\(name)").scenario
        let world = scenario.world
        let child = try #require(world.childTraits.first)
        let children = scenario.persons.ids.filter { person in
            scenario.persons[person].traits.contains { $0.trait == child }
        }
        try #require(!children.isEmpty)
        let engine = Engine(scenario)
        var state = engine.initial(seed: 1)
        for person in children {
            #expect(throws: Refusal.scripted) {
                try engine.perform(.control(.holdPerson(person)), id: "hold", at: .start, on: &state)
            }
        }
    }

    /// The engine looks only at conditions that read what changed; in a whole case none may be left out.
    @Test(arguments: bundled, [BotPolicy.random, .cooperative])
    func `miss no condition that could hold otherwise`(_ name: String, _ policy: BotPolicy) throws {
        let pack = try PackReader.scenario(folder: "\(Fixtures.root)/Packs/\(name)")
        let engine = Engine(pack.scenario)
        var state = engine.initial(seed: 2)
        var commands = 0
        _ = Rehearsal(engine, read: { _ in "" }).play(policy, seed: 2) { time, _, command, events in
            for event in events { state.apply(event, at: time) }
            commands += 1
            guard commands.isMultiple(of: 20), state.phase == .running else { return }
            #expect(engine.lookAtEverything(in: state) == [], "after \(command)")
        }
        #expect(commands > 200)
    }

    /// Whoever is on the other bank stands there at the hour that was agreed, and not before.
    @Test func `have teams that open doors at the hour, where they work together`() throws {
        let pack = try PackReader.scenario(folder: "\(Fixtures.root)/Packs/reedfield")
        let played = Rehearsal(Engine(pack.scenario), read: { _ in "" }).play(.cooperative, seed: 3)
        #expect(played.state.operations.contains { $0.start != nil })
        #expect(!played.state.breaches.contains { $0.value.rule == "R-OPS-06" })
    }

    @Test func `prepare people for what they are made of`() throws {
        var files = try PackReader.scenario(folder: "\(Fixtures.root)/Packs/sallowend").files
        let place = try #require(files.firstIndex { $0.path == "scenario/scenario.yaml" })
        let text = String(decoding: files[place].bytes, as: UTF8.self)
        try #require(text.contains("  intensity: 3\n"))
        files[place].bytes = Array(
            text.replacingOccurrences(of: "  intensity: 3\n", with: "  intensity: 2\n").utf8)
        guard case .scenario(let milder) = try PackReader.read(files: files) else {
            Issue.record("a case was expected")
            return
        }
        let told = milder.warnings.filter { $0.code == .mildContentNote }
        #expect(told.count == 1 && told.allSatisfy { $0.message.contains("sexual_adults") })
    }

    /// What asks for which note is data: with somebody whom the world names it asks for more.
    @Test func `prepare people for whom they are about, as far as the world asks for it`() throws {
        func told(_ old: String, _ new: String) throws -> [String] {
            var files = try PackReader.scenario(folder: "\(Fixtures.root)/Packs/sallowend_linen").files
            let place = try #require(files.firstIndex { $0.path == "world/world.yaml" })
            let text = String(decoding: files[place].bytes, as: UTF8.self)
            try #require(text.contains(old))
            files[place].bytes = Array(text.replacingOccurrences(of: old, with: new).utf8)
            guard case .scenario(let pack) = try PackReader.read(files: files) else { return [] }
            return pack.warnings.filter { $0.code == .mildContentNote }.map(\.message)
        }
        let child = "  child: {least: 2, traits: child}\n"
        #expect(try told(child, child).isEmpty)
        let more = try told(child, "  child: {least: 3, traits: child, strands: [labour_adults]}\n")
        #expect(more.count == 1 && more.allSatisfy { $0.contains("elvith") && $0.contains("labour_adults") })
        #expect(try told(child, "  child: {least: 3, traits: child, strands: [crime_adults]}\n").isEmpty)
    }

    /// The format has no variants: a milder one is a folder of its own, and this is what it must leave out.
    @Test func `have a milder one without the strand that it leaves out`() throws {
        let strand = "sexual_exploitation"
        #expect(try text(of: "sallowend").contains(strand))
        #expect(try !text(of: "sallowend_linen").contains(strand))
    }

    private func text(of name: String) throws -> String {
        try String(contentsOfFile: "\(Fixtures.root)/Packs/\(name)/scenario.yaml", encoding: .utf8)
    }
}
