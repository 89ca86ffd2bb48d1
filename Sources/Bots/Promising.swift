import Basics
import Model
import Views

/// What bots promise to people. Cooperative ones promise what they can keep, because something that keeps it is still to be done
/// for the person, and see to it that it is done in time. Careless ones promise as the pack calls careless, and think no more of it.
extension Bot {
    /// Half a day before its time is over a promise comes before other work: the night is long.
    private static let keepingTime = 12 * 60

    private var keepsPromises: Bool { policy.cooperates && policy != .careless }

    /// The same act, with a promise in it where there is one to make and to keep.
    func promising(_ move: BotMove, _ view: SeatView) -> BotMove {
        guard keepsPromises, case .act(var request) = move, let person = request.person,
            let offer = tools?.promises.first(where: { $0.act == request.act }),
            request.choices.indices.contains(offer.choice), isToCome(offer.keptBy, for: person),
            !view.briefPromises.contains(where: { $0.person == person })
        else { return move }
        request.choices[offer.choice] = offer.value
        return isLawful(request, view) ? .act(request) : move
    }

    private func isToCome(_ acts: [Handle], for person: Handle) -> Bool {
        agenda.toFind.contains { $0.person == person && acts.contains($0.tool.act) }
    }

    /// What was to be done for the person anyway is done now; else something else that keeps it, each once.
    mutating func keepPromises(_ view: SeatView) -> BotMove? {
        guard keepsPromises else { return nil }
        for promise in view.briefPromises where promise.due <= view.time.after(minutes: Bot.keepingTime) {
            let isMeant = { (task: Agenda.Task) in
                task.person == promise.person && promise.keptBy.contains(task.tool.act)
            }
            while let place = agenda.toFind.lastIndex(where: isMeant) {
                let task = agenda.toFind.remove(at: place)
                if let move = carryOut(task, view, mayWait: true) { return begin(task, move, view) }
            }
            for tool in tools?.all ?? [] where tool.verb == .form && promise.keptBy.contains(tool.act) {
                guard once(person: promise.person, place: promise.promise, what: tool.act) else { continue }
                var request = ask(tool)
                request.person = promise.person
                request.text = Text.botSign
                if isLawful(request, view) { return .act(request) }
            }
        }
        return nil
    }

    /// When promises begin to press.
    func promisesPress(_ view: SeatView) -> [ExerciseTime] {
        keepsPromises ? view.briefPromises.map { $0.due.after(minutes: -Bot.keepingTime) } : []
    }
}
