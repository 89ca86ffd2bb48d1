import Basics
import Model
import Views

/// What bots do with the ladder of international channels. Cooperative ones ask across the border by the fastest rung, have
/// data kept first, and ask again by a rung that a court accepts for what came by one that it does not; siloed ones answer.
extension Bot {
    /// What would vanish is kept before anything else is asked: of whom something is known that leads to the other country,
    /// and may be told there.
    mutating func keepFirst(_ view: SeatView) -> BotMove? {
        // Only what is new can lead anywhere new.
        guard agenda.keptWith != agenda.facts.count else { return nil }
        for rung in ladder(view) where rung.preserves {
            for person in agenda.persons.map(\.handle) {
                for agency in rung.agencies where view.leads(person, to: agency) {
                    let done = Agenda.AskedFor(person: person, place: rung.act, what: agency)
                    guard !agenda.asked.contains(done), mayName(person, to: agency, view) else { continue }
                    if let move = send(rung, person, agency, view) { return move }
                }
            }
        }
        agenda.keptWith = agenda.facts.count
        return nil
    }

    /// Something that is known about a person could itself be told to an agency.
    func mayName(_ person: Handle, to agency: Handle, _ view: SeatView) -> Bool {
        agenda.facts.contains {
            $0.persons.contains(person) && view.answer(toSharing: $0.handle, with: agency) == .allowed
        }
    }

    /// Across the border a question goes by the fastest rung, once for a person and an agency.
    mutating func askAcross(_ person: Handle, _ agency: Handle, _ view: SeatView) -> BotMove? {
        let rungs = ladder(view).filter { $0.agencies.contains(agency) && !$0.proposes && !$0.preserves }
        return rungs.min { $0.minutes < $1.minutes }.flatMap { send($0, person, agency, view) }
    }

    /// What came from abroad by a channel that a court does not accept is asked for again, by one that it does.
    mutating func askFormally(_ view: SeatView) -> BotMove? {
        let rungs = ladder(view).filter { $0.use == .usable && !$0.preserves && !$0.proposes }
        guard !rungs.isEmpty else { return nil }
        while agenda.weighed < agenda.facts.count {
            let fact = agenda.facts[agenda.weighed]
            agenda.weighed += 1
            guard fact.wasTold, let person = fact.persons.first, let agency = view.mending(fact.handle) else {
                continue
            }
            agenda.toMend.append((person, agency))
            agenda.shared.append(Agenda.Shared(person: person, agency: agency))
        }
        // Papers for one request at a time: there is other work.
        guard agenda.mendAgain <= view.time else { return nil }
        while let need = agenda.toMend.popLast() {
            let isTogether = view.isTogether(with: need.agency, about: need.person)
            let rung = (isTogether ? ladder(view).filter { !$0.preserves && !$0.proposes } : rungs)
                .filter { $0.agencies.contains(need.agency) }.min { $0.minutes < $1.minutes }
            if let move = rung.flatMap({ send($0, need.person, need.agency, again: isTogether, view) }) {
                agenda.mendAgain = view.time.after(minutes: Bot.askingPause)
                return move
            }
        }
        return nil
    }

    /// - Parameter again: it was asked before there was an agreement, and is asked once more within it.
    private mutating func send(
        _ rung: BriefRung, _ person: Handle, _ agency: Handle, again: Bool = false, _ view: SeatView
    ) -> BotMove? {
        guard let tool = tools?.all.first(where: { $0.act == rung.act }), tool.verb == .request,
            once(person: person, place: again ? agency : rung.act, what: again ? rung.act : agency)
        else { return nil }
        var request = ask(tool)
        (request.person, request.agency) = (person, agency)
        request.text = Text.botSign
        request.fields = tool.prospect.fields.map { _ in Text.botSign }
        return isLawful(request, view) ? .act(request) : nil
    }

    /// The rungs do not change during a run.
    mutating func ladder(_ view: SeatView) -> [BriefRung] {
        if let rungs = agenda.ladder { return rungs }
        let rungs = view.briefLadder
        agenda.ladder = rungs
        return rungs
    }
}
