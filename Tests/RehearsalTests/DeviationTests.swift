import Basics
import Engine
import Measures
import Model
import Simulation
import Testing

@Suite struct `The count of breaches` {
    private func breaches(of answer: Answer) throws -> Int {
        var scenario = Story.twelve
        var gate = Gate()
        (gate.rule, gate.answer) = ("R-ADV-01", answer)
        scenario.world.acts[ByName(scenario).act("message")].gates = [gate]
        var story = Story(scenario)
        try story.does("police_desk", "message", agencies: ["shelter"], text: "Good morning.")
        #expect(story.state.breaches.map(\.value.rule) == ["R-ADV-01"], "both are on record")
        return RunFigures(story.engine, story.state).breaches
    }

    @Test func `leaves out what only advice speaks against`() throws {
        #expect(try breaches(of: .forbidden) == 1)
        #expect(try breaches(of: .unusual) == 0)
    }
}
