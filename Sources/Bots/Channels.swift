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
                    guard let move = send(rung, person, agency, view) else { continue }
                    agenda.kept.append(
                        Agenda.Kept(
                            person: person, agency: agency, at: view.time.after(minutes: Bot.keepingTime)))
                    return move
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

    /// What came from abroad by a channel that a court does not accept is asked for again, by one that it does; by the fastest
    /// rung where both sides are in an agreement that makes it so. What comes later of the same person is asked for later.
    mutating func askFormally(_ view: SeatView) -> BotMove? {
        let rungs = ladder(view).filter { !$0.preserves && !$0.proposes }
        guard rungs.contains(where: { $0.use == .usable }) else { return nil }
        weighForCourt(view)
        // Papers for one request at a time: there is other work.
        guard agenda.mendAgain <= view.time else { return nil }
        if let move = askForKept(by: rungs, view) { return move }
        var later: [Agenda.Mend] = []
        defer { agenda.toMend = later.reversed() + agenda.toMend }
        while let need = agenda.toMend.popLast() {
            guard view.mending(need.fact) != nil else { continue }
            let isTogether = view.isTogether(with: need.agency, about: need.person)
            if agenda.isAsked(need.person, need.agency, isTogether, at: view.time) {
                later.append(need)
                continue
            }
            let rung = rungs.filter {
                (isTogether || $0.use == .usable) && $0.agencies.contains(need.agency)
            }.min { $0.minutes < $1.minutes }
            guard let move = rung.flatMap({ send($0, need.person, need.agency, again: true, view) }) else {
                continue
            }
            later.append(need)
            agenda.mended.append(
                Agenda.Mended(
                    person: need.person, agency: need.agency, isTogether: isTogether, at: view.time))
            agenda.mendAgain = view.time.after(minutes: isTogether ? Bot.callingPause : Bot.askingPause)
            return move
        }
        agenda.mendAgain = view.time.after(minutes: Bot.askingPause)
        return nil
    }

    /// Minutes between two questions to somebody with whom one is in a team.
    private static let callingPause = 30

    /// What is kept has still to be asked for: keeping brings nothing. By the fastest rung whose answer a court accepts.
    private mutating func askForKept(by rungs: [BriefRung], _ view: SeatView) -> BotMove? {
        while let place = agenda.kept.firstIndex(where: { $0.at <= view.time }) {
            let (person, agency) = (agenda.kept[place].person, agenda.kept[place].agency)
            agenda.kept.remove(at: place)
            if agenda.isAsked(person, agency, false, at: view.time) { continue }
            let rung = rungs.filter { $0.use == .usable && $0.agencies.contains(agency) }.min {
                $0.minutes < $1.minutes
            }
            guard let move = rung.flatMap({ send($0, person, agency, again: true, view) }) else { continue }
            agenda.mended.append(
                Agenda.Mended(person: person, agency: agency, isTogether: false, at: view.time))
            agenda.mendAgain = view.time.after(minutes: Bot.askingPause)
            return move
        }
        return nil
    }

    /// Minutes until the other side has surely had the data kept, and may have looked for what it knows itself.
    private static let keepingTime = 60

    private mutating func weighForCourt(_ view: SeatView) {
        while agenda.weighed < agenda.facts.count {
            let fact = agenda.facts[agenda.weighed]
            agenda.weighed += 1
            guard fact.wasTold, let person = fact.persons.first, let agency = view.mending(fact.handle) else {
                continue
            }
            agenda.toMend.append(Agenda.Mend(fact: fact.handle, person: person, agency: agency))
            agenda.shared.append(Agenda.Shared(person: person, agency: agency))
        }
    }

    /// - Parameter again: it may have been asked before, for something else that is known of the person.
    private mutating func send(
        _ rung: BriefRung, _ person: Handle, _ agency: Handle, again: Bool = false, _ view: SeatView
    ) -> BotMove? {
        guard let tool = tools?.all.first(where: { $0.act == rung.act }), tool.verb == .request,
            again || once(person: person, place: rung.act, what: agency)
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

extension Agenda {
    /// An answer takes most of a working day; within a team it comes before noon.
    func isAsked(_ person: Handle, _ agency: Handle, _ isTogether: Bool, at now: ExerciseTime) -> Bool {
        mended.contains {
            $0.person == person && $0.agency == agency
                && $0.at.after(minutes: $0.isTogether ? 180 : isTogether ? 0 : 600) > now
        }
    }
}
