import Roster
import Runtime

/// Who has come back by a code and has asked for nothing since. The answer may have been lost on the way, and the next
/// code with it: until the new session is used, for some minutes, the typed code opens the same way once more.
///
/// It is kept in memory alone. After a restart of the server control gives a new code.
package actor LostAnswers {
    package struct Answer {
        /// Digests: of the code that was typed, of the one that was sent for next time, and of the session's token.
        let typed, next, session: [UInt8]
        let person: Int32
        let atMs: Int64

        package init(typed: [UInt8], next: [UInt8], session: [UInt8], person: Int32, atMs: Int64) {
            (self.typed, self.next, self.session, self.person, self.atMs) = (
                typed, next, session, person, atMs
            )
        }
    }

    static let windowMs: Int64 = 5 * 60 * 1000
    private var underWay: [Answer] = []

    package init() {}

    package func sent(_ answer: Answer) {
        underWay.removeAll { $0.person == answer.person || isOver($0, answer.atMs) }
        underWay.append(answer)
    }

    /// Somebody holds this session, so the answer has come.
    func arrived(_ session: [UInt8]) {
        if !underWay.isEmpty { underWay.removeAll { $0.session == session } }
    }

    /// Taken by whoever asks first: of several tries at one time one opens the way.
    package func take(for typed: [UInt8], atMs now: Int64) -> Answer? {
        guard let place = underWay.firstIndex(where: { $0.typed == typed && !isOver($0, now) }) else {
            return nil
        }
        return underWay.remove(at: place)
    }

    /// A clock that was set back ends it, too.
    private func isOver(_ answer: Answer, _ now: Int64) -> Bool {
        !(0...LostAnswers.windowMs).contains(now - answer.atMs)
    }
}

extension SiteParts {
    /// Who typed this code before and has heard nothing yet; nil if a newer code was made since, or the session is in use.
    func waitingForAnswer(
        withCode typed: [UInt8], next: [UInt8]
    ) async throws(RosterError) -> Participant? {
        guard let answer = await lostAnswers.take(for: typed, atMs: nowMs()),
            try await roster.returnCode(of: answer.person) == answer.next,
            let person = try await roster.participant(answer.person), run(person.run) != nil
        else { return nil }
        try await roster.setReturnCode(next, of: person.number)
        return person
    }
}
