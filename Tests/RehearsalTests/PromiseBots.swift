import Bots
import Engine
import Fixtures
import Model
import Packs
import Rehearsal
import Testing
import Views

/// What teams of bots promise to people in the case of the quay, and what becomes of it.
@Suite struct `What bots promise` {
    private func ends(_ team: BotPolicy) throws -> [PromiseEnd?] {
        let pack = try PackReader.scenario(folder: "\(Fixtures.root)/Packs/sallowend")
        let texts = pack.texts
        let played = Rehearsal(Engine(pack.scenario)) { text in
            switch text.source {
            case .pack(let id): texts.text(id, in: "en") ?? ""
            case .verbatim(let written): written
            default: ""
            }
        }.play(team, seed: 3)
        return played.state.promises.map(\.end)
    }

    @Test func `is kept by a team that works together`() throws {
        let all = try ends(.cooperative)
        #expect(all.contains(.kept))
        #expect(!all.contains(.broken) && !all.contains(.late))
    }

    @Test func `is forgotten by a careless one, if nobody happens to come back`() throws {
        #expect(try ends(.careless).contains(.broken))
    }

    @Test func `is nothing in a team that works apart`() throws {
        #expect(try ends(.siloed).isEmpty)
    }
}
