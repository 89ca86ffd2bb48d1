import Basics
import Model
import Views

/// What random bots do: anything that is offered, with anything that is known.
extension Bot {
    mutating func wander(_ view: SeatView) -> BotMove {
        if let busy = view.busyUntil { return .rest(until: busy) }
        guard let tools, !tools.all.isEmpty else { return .rest(until: nil) }
        for _ in 0..<8 {
            let tool = tools.all[random.below(tools.all.count)]
            if let request = fill(tool, view) { return .act(request) }
        }
        return .rest(until: view.time.after(minutes: 15))
    }

    private mutating func pick<Element>(_ list: [Element]) -> Element? {
        list.isEmpty ? nil : list[random.below(list.count)]
    }

    private mutating func fill(_ tool: Tool, _ view: SeatView) -> ActRequest? {
        let act = tool.prospect
        var request = ask(tool)
        request.basis = pick(act.bases)?.handle
        request.choices = act.choices.map { $0.from + random.below($0.isFlag ? 2 : max(1, $0.options.count)) }
        if act.verb.answersItem {
            guard let item = pick(view.items(for: act.act)) else { return nil }
            request.item = item
        }
        let person = pick(agenda.persons)
        if act.verb.takesPerson, act.verb != .request || random.below(2) == 0 {
            guard let person else { return nil }
            request.person = person.handle
        }
        if act.verb.takesPlace, request.person == nil {
            guard let place = pick(agenda.places) else { return nil }
            request.place = place
        }
        request.topic = pick(act.topics)?.handle
        request.setting = pick(act.settings)?.handle
        request.interpreter = random.below(2) == 0 ? pick(act.interpreters)?.handle : nil
        request.service = pick(act.services)?.handle
        request.status = pick(act.statuses)
        if act.verb == .share || act.verb == .write {
            request.agencies = pick(act.agencies).map { [$0.handle] } ?? []
        }
        if act.verb == .request || act.verb == .askOrder { request.agency = pick(act.agencies)?.handle }
        if act.takesFacts {
            for _ in 0..<(act.verb == .link ? 2 : 1) {
                if let fact = pick(agenda.facts), !request.facts.contains(fact.handle) {
                    request.facts.append(fact.handle)
                }
            }
        }
        if act.takesForms, random.below(2) == 0, let form = pick(view.forms) {
            request.forms = [form.handle]
        }
        if act.takesText {
            request.text = act.verb == .query ? person.map { read($0.name) } ?? "" : Text.botSign
        }
        request.more = Text.botSign
        request.fields = act.fields.map { _ in Text.botSign }
        if act.verb == .request, !act.fields.isEmpty, random.below(4) == 0 { request.fields[0] = "" }
        return request
    }
}
