import Bots
import Engine
import Model
import Packs
import Rehearsal
import Simulation
import Testing
import Views

@Suite struct `A team that plans an operation` {
    private func operations(_ team: BotPolicy) -> [OperationRecord] {
        let rehearsal = Rehearsal(Engine(Story.twelve)) { text in
            if case .pack(let id) = text.source { Story.pack.texts.text(id, in: "en") ?? "" } else { "" }
        }
        return (1...6).flatMap { rehearsal.play(team, seed: $0).state.operations }
    }

    @Test func `has everything ready before it gives the word, where agencies work together`() {
        let begun = operations(.cooperative).compactMap(\.start)
        #expect(!begun.isEmpty)
        #expect(begun.allSatisfy { $0.unmet == ["G1"] })
    }

    @Test func `goes in alone where they do not`() {
        let begun = operations(.siloed).compactMap(\.start)
        #expect(begun.allSatisfy { $0.unmet.contains("G4") })
    }
}
