import Basics
import Model
import Views

/// A lead shows where to look. What it says of somebody's money is asked for by order, before other work: an answer takes
/// hours, and only records are evidence.
extension Bot {
    /// Takes the records of a person out of what is found out in no order.
    mutating func noteLead(to person: Handle, at time: ExerciseTime) {
        let isMeant = { (task: Agenda.Task) in
            task.person == person && task.tool.prospect.money == .statements
        }
        guard let place = agenda.toFind.lastIndex(where: isMeant) else { return }
        agenda.leads.append((agenda.toFind.remove(at: place), time))
    }

    mutating func followLeads(_ view: SeatView) -> BotMove? {
        for place in agenda.leads.indices.reversed() where agenda.leads[place].at <= view.time {
            let task = agenda.leads[place].task
            let request = request(task)
            guard let law = view.briefLaw(on: request) else { continue }
            switch law.answer {
            case .allowed:
                agenda.leads.remove(at: place)
                return .act(request)
            case .needsOrder:
                agenda.leads[place].at = view.time.after(minutes: Bot.leadPause)
                for act in tools?.all ?? [] where act.verb == .askOrder && act.prospect.order == law.order {
                    if let move = askOrder(act, person: request.person, place: request.place, view) {
                        return move
                    }
                }
            case .needsConsent, .needsGuardian, .forbidden, .unusual: agenda.leads.remove(at: place)
            }
        }
        return nil
    }

    /// Minutes between two looks whether the order has come.
    private static let leadPause = 30
}
