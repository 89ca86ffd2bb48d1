/// How many pages of one person are made at the same time.
///
/// Nobody is refused, and nobody waits for others: whoever asks for many pages at once has the first few made, and each
/// of the rest when one of them is ready, in the order in which they were asked for. So one device that asks in a loop
/// cannot fill the server's threads and keep everybody else's pages waiting behind its own.
package actor Turns {
    private struct Line {
        var making = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
        /// Of those that waited, how many have gone on.
        var gone = 0
    }

    /// As many as a browser asks for side by side when it opens a page; more of them help nobody to see one sooner.
    package static let most = 4

    private let most: Int
    private var lines: [Int32: Line] = [:]

    package init(most: Int = Turns.most) { self.most = most }

    /// Does `work` when it is the person's turn.
    package nonisolated func take<R: Sendable, E: Error>(
        _ person: Int32, _ work: @Sendable () async throws(E) -> R
    ) async throws(E) -> R {
        await begin(person)
        do throws(E) {
            let result = try await work()
            await end(person)
            return result
        } catch {
            await end(person)
            throw error
        }
    }

    private func begin(_ person: Int32) async {
        guard lines[person, default: Line()].making >= most else {
            lines[person, default: Line()].making += 1
            return
        }
        await withCheckedContinuation { lines[person, default: Line()].waiting.append($0) }
    }

    /// Hands the place on to whoever waits longest.
    private func end(_ person: Int32) {
        guard var line = lines.removeValue(forKey: person) else { return }
        defer { if line.making > 0 { lines[person] = line } }
        guard line.gone < line.waiting.count else {
            line.making -= 1
            return
        }
        line.waiting[line.gone].resume()
        line.gone += 1
        // Moved up now and then, not for each.
        if line.gone > 64, line.gone * 2 > line.waiting.count {
            line.waiting.removeFirst(line.gone)
            line.gone = 0
        }
    }

    /// How many pages of a person are in the making, and how many wait for their turn.
    package func standing(of person: Int32) -> (making: Int, waiting: Int) {
        lines[person].map { ($0.making, $0.waiting.count - $0.gone) } ?? (0, 0)
    }
}
