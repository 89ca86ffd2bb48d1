import Basics
import Model
import Views

/// With whom bots that work together talk, and in which order.
extension Bot {
    /// When teams that work together talk, they talk first with those of whom something is known and who are not yet marked.
    mutating func nextTask(at now: ExerciseTime) -> Agenda.Task? {
        guard policy.cooperates, let next = agenda.toFind.last else { return agenda.toFind.popLast() }
        if next.tool.verb == .visit { return nextVisit() }
        guard next.tool.verb == .talk else { return agenda.toFind.popLast() }
        let first = agenda.toFind.lastIndex { task in
            guard task.tool.verb == .talk, let person = task.person else { return false }
            return (task.leftUntil.map { $0 <= now } ?? true)
                && agenda.suspected.contains(person) && !agenda.marked.contains(person)
        }
        return agenda.toFind.remove(at: first ?? agenda.toFind.count - 1)
    }

    /// They go first to places of which something is known.
    private mutating func nextVisit() -> Agenda.Task? {
        let first = agenda.toFind.lastIndex { task in
            guard task.tool.verb == .visit, let place = task.place else { return false }
            return agenda.facts.contains { $0.places.contains(place) }
        }
        return agenda.toFind.remove(at: first ?? agenda.toFind.count - 1)
    }

    /// Minutes for which those who talk with somebody already are given room.
    private static let room = 9 * 60

    /// Cooperative teams leave the talking to those who do it already, so that nobody tells things twice.
    mutating func leaves(_ task: Agenda.Task, at now: ExerciseTime) -> Bool {
        guard policy.cooperates, task.tool.verb == .talk, task.leftUntil == nil, let person = task.person,
            agenda.others.contains(person)
        else { return false }
        var later = task
        later.leftUntil = now.after(minutes: Bot.room)
        agenda.toFind.insert(later, at: 0)
        return true
    }
}
