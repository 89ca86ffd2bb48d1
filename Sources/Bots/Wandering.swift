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
            if act.verb == .planOperation {
                fillPlan(&request, act, site: place, view)
            } else {
                request.place = place
            }
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
        if act.verb == .beginOperation { request.atHour = random.below(2) == 0 }
        request.more = Text.botSign
        request.fields = act.fields.map { _ in Text.botSign }
        if act.verb == .request, !act.fields.isEmpty, random.below(4) == 0 { request.fields[0] = "" }
        return request
    }

    /// Anywhere, with anybody, soon; sometimes in the place of an earlier plan.
    private mutating func fillPlan(
        _ request: inout ActRequest, _ act: Prospect, site: Handle, _ view: SeatView
    ) {
        request.places = [site]
        if let other = pick(agenda.places), other != site { request.places.append(other) }
        request.place = random.below(2) == 0 ? pick(act.receptions)?.handle : nil
        request.deadline = 1 + random.below(120)
        for _ in 0..<random.below(4) {
            if let agency = pick(act.agencies)?.handle, !request.agencies.contains(agency) {
                request.agencies.append(agency)
            }
        }
        request.item = random.below(2) == 0 ? pick(view.items(for: act.act)) : nil
    }
}
