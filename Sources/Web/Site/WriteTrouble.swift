/// When to say that the disk takes nothing: once when it begins, once when it is over, however much failed in between.
package struct WriteTrouble: Sendable {
    package enum News: Equatable, Sendable {
        /// Something was not written, with how often that was so since the start.
        case failing(Int)
        /// It is written again; so much was not meanwhile.
        case again(Int)
    }

    private var isFailing = false
    private var failures = 0
    /// As many as there were when it began.
    private var before = 0

    package init() {}

    /// - Parameters:
    ///   - failures: so much was not written since the start.
    ///   - isWriting: the last write was confirmed.
    ///   - isTick: a second has passed. Only then it can be over, so that a disk that takes every other thing is told of
    ///     once a second at most.
    package mutating func look(failures: Int, isWriting: Bool, isTick: Bool) -> News? {
        let isNew = failures > self.failures
        defer { self.failures = failures }
        if isNew, !isFailing {
            (isFailing, before) = (true, self.failures)
            return .failing(failures)
        }
        guard isTick, isFailing, !isNew, isWriting else { return nil }
        isFailing = false
        return .again(failures - before)
    }
}
