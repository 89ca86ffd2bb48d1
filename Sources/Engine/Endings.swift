import Basics
import Model

/// What became of somebody, as far as the story tells it.
public struct ToldEpilogue: Hashable, Sendable {
    public let person: PersonID
    public let chapters: [Chapter]

    public struct Chapter: Hashable, Sendable {
        public let months: Int
        public let text: TextID
    }
}

extension Engine {
    /// The epilogues of a run: in each chapter the first ending whose condition holds.
    public func epilogues(in state: State) -> [ToldEpilogue] {
        return scenario.epilogues.filter { !state.persons[$0.person].has(.absent) }.map { epilogue in
            ToldEpilogue(
                person: epilogue.person,
                chapters: epilogue.chapters.compactMap { chapter in
                    chapter.ends.first { holds($0.when, Scope(person: epilogue.person), state) }.map {
                        ToldEpilogue.Chapter(months: chapter.months, text: $0.text)
                    }
                })
        }
    }
}
