import Bots
import Engine
import Fixtures
import Model
import Packs
import Rehearsal
import Testing
import Views

/// What teams of bots promise to people, and what becomes of it.
@Suite struct `What bots promise` {
    private func ends(_ team: BotPolicy, in folder: String = "sallowend", seed: UInt64 = 3) throws
        -> [PromiseEnd?]
    {
        let pack = try PackReader.scenario(folder: "\(Fixtures.root)/Packs/\(folder)")
        let texts = pack.texts
        let played = Rehearsal(Engine(pack.scenario)) { text in
            switch text.source {
            case .pack(let id): texts.text(id, in: "en") ?? ""
            case .several(let ids): ids.compactMap { texts.text($0, in: "en") }.joined(separator: ", ")
            case .verbatim(let written): written
            default: ""
            }
        }.play(team, seed: seed)
        return played.state.promises.map(\.end)
    }

    @Test func `is kept by a team that works together`() throws {
        let all = try ends(.cooperative)
        #expect(all.contains(.kept))
        #expect(!all.contains(.broken) && !all.contains(.late))
    }

    @Test func `is forgotten by a careless one, if nobody happens to come back`() throws {
        // Seldom: mostly other work brings somebody back within the day, or the person has gone.
        #expect(try (40..<80).contains { try ends(.careless, in: "reedfield", seed: $0).contains(.broken) })
    }

    @Test func `is nothing in a team that works apart`() throws {
        #expect(try ends(.siloed).isEmpty)
    }
}
