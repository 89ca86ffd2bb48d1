import Basics
import Engine
import Model
import Simulation
import Testing
import Views

@Suite struct `What a register says in sentences` {
    /// The vehicle of the first record is a text: nobody wrote it in one language.
    private func told() -> Scenario {
        var scenario = Story.twelve
        let record = RecordID(0)
        scenario.records[record].values[2] = ""
        scenario.records[record].texts = [nil, nil, TextID("record.van")]
        scenario.records[record].words = ["grey van", "два шада"]
        return scenario
    }

    @Test(arguments: ["grey", "шада"]) func `is found in any language, whoever asks`(_ word: String) throws {
        var story = Story(told())
        try story.does("border_desk", "search_crossings", basis: "law_task", text: word)
        story.pass(minutes: 23)
        #expect(story.outcome("border_desk") == .records([story.its.record("davit_misspelled")]))
    }

    @Test func `is read in the reader's language, and names as they were written`() throws {
        var story = Story(told())
        try story.does("border_desk", "search_crossings", basis: "law_task", text: "Davit Oren")
        story.pass(minutes: 23)
        story.opens("border_desk")
        let view = story.view("border_desk")
        let outcome = view.inbox.compactMap { view.item($0.handle)?.content?.outcome }.first
        guard case .records(_, _, let rows)? = outcome else {
            Issue.record("no rows")
            return
        }
        #expect(rows[0].values[0].map(\.source) == [.verbatim("DAWIT ORREN")])
        #expect(rows[0].values[2].map(\.source) == [.pack(TextID("record.van"))])
    }
}
