import Basics
import Engine
import Model

// What became of people, as the debrief tells it.
extension DebriefBuilder {
    /// Told when the run has ended; before, the story is still open.
    var epilogues: [Debrief.Epilogue] {
        guard state.phase == .ended else { return [] }
        return engine.epilogues(in: state).map { epilogue in
            Debrief.Epilogue(
                person: Text(engine.scenario.persons[epilogue.person].name),
                chapters: epilogue.chapters.map {
                    Debrief.Chapter(months: $0.months, text: Text($0.text))
                })
        }
    }
}

extension Debrief {
    /// Where a person stands later, from what was done.
    public struct Epilogue: Sendable {
        public let person: Text
        public let chapters: [Chapter]
    }

    public struct Chapter: Sendable {
        /// Months after ENDEX.
        public let months: Int
        /// Markdown.
        public let text: Text
    }
}
