import Basics
import Model
import Views

/// What bots do with agreements such as a joint team. Cooperative ones propose one to whoever has told them, across the border,
/// of the same people, and sign; siloed ones refuse when their time is nearly over.
extension Bot {
    /// Together, what is told can be used in court as it comes. Each agency is asked once, about everybody of whom it has told
    /// something.
    mutating func propose(_ view: SeatView) -> BotMove? {
        guard !agenda.shared.isEmpty else { return nil }
        for rung in ladder(view) where rung.proposes && rung.use == .usable {
            guard let tool = tools?.all.first(where: { $0.act == rung.act }), tool.verb == .request else {
                continue
            }
            for agency in rung.agencies {
                let persons = agenda.shared.filter { $0.agency == agency }.map(\.person)
                let done = Agenda.AskedFor(person: nil, place: rung.act, what: agency)
                guard let person = persons.first, !agenda.asked.contains(done) else { continue }
                var request = ask(tool)
                (request.person, request.agency, request.text) = (person, agency, Text.botSign)
                guard let law = view.briefLaw(on: request) else { continue }
                if law.answer != .allowed, let move = open(law, view) { return move }
                guard law.answer == .allowed, once(person: nil, place: rung.act, what: agency) else {
                    continue
                }
                request.facts = tellable(to: agency, about: persons, view)
                return .act(request)
            }
        }
        return nil
    }

    /// What may be told of these people goes along: a team is about whom its proposal names.
    private func tellable(to agency: Handle, about persons: [Handle], _ view: SeatView) -> [Handle] {
        agenda.facts.filter { fact in
            fact.persons.contains(where: persons.contains)
                && view.answer(toSharing: fact.handle, with: agency) == .allowed
        }.map(\.handle)
    }

    /// A proposal is signed where the law lets them, by cooperative bots at once; else it is refused.
    mutating func answerProposal(_ waiting: BriefRequest, _ view: SeatView) -> BotMove? {
        let isTime = policy.cooperates || waiting.due.map { $0 <= view.time.after(minutes: 30) } ?? true
        guard isTime else { return nil }
        if policy.cooperates, let signing = waiting.giving,
            let tool = tools?.all.first(where: { $0.act == signing })
        {
            var request = ask(tool)
            request.item = waiting.item
            request.text = Text.botSign
            if let law = view.briefLaw(on: request) {
                if law.answer == .allowed { return .act(request) }
                if let move = open(law, view) { return move }
                if !law.acts.isEmpty, agenda.wayOpens.map({ view.time < $0 }) ?? (view.busyUntil != nil) {
                    return nil
                }
            }
        }
        guard let tool = tools?.first(.refuse) else { return nil }
        var request = ask(tool)
        request.item = waiting.item
        request.text = Text.botSign
        return .act(request)
    }

    /// What opens a way that is closed, such as opening a case; each act once.
    private mutating func open(_ law: BriefLaw, _ view: SeatView) -> BotMove? {
        guard view.busyUntil == nil else { return nil }
        for tool in tools?.all ?? [] where law.acts.contains(tool.act) && tool.verb == .decide {
            guard once(person: nil, what: tool.act) else { continue }
            var request = ask(tool)
            (request.text, request.more) = (Text.botSign, Text.botSign)
            guard isLawful(request, view) else { continue }
            agenda.wayOpens = view.time.after(minutes: tool.prospect.minutes + Bot.openingPause)
            return .act(request)
        }
        return nil
    }

    /// Minutes after which what was to open a way has opened it, if it does.
    private static let openingPause = 5
}
