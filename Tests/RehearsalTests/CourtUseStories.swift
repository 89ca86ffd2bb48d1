import Basics
import Engine
import Measures
import Model
import Simulation
import Testing

/// The measure of a rehearsal: two sorts of evidence for an element, in the hands of whoever charges.
@Suite struct `Elements proven` {
    private func proven(_ story: Story) -> Int { RunFigures(story.engine, story.state).elementsProven }

    @Test func `do not count what a court could not use as it came`() throws {
        var story = Story()
        let its = story.its
        try story.control(.told(its.fact("papers_locked"), its.agency("court")))
        var properly = story
        try properly.control(.told(its.fact("wages_withheld"), its.agency("court")))
        #expect(proven(properly) > 0)
        // The same fact, but across the river and unasked.
        try story.control(.told(its.fact("wages_withheld"), its.agency("shelter")))
        try story.does(
            "house_desk", "tell", agencies: ["court"], facts: ["wages_withheld"], basis: "law_task")
        story.opens("court_desk")
        try #require(story.knows("court", "wages_withheld"))
        #expect(proven(story) == 0)
    }
}
