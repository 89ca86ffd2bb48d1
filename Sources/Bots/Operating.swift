import Basics
import Model
import Views

/// What bots do with joint operations. Cooperative ones ask everybody who has a part, see to what must be ready, and wait
/// until it is; siloed ones go in alone and at once.
extension Bot {
    /// Minutes from the plan to its hour.
    private static let notice = 90
    /// Minutes before their rest in which bots plan no operation, so that everybody is awake at the hour.
    private static let evening = 4 * 60
    /// How often a plan is put off before it is called off.
    private static let versions = 4

    mutating func operate(_ view: SeatView) -> BotMove? {
        for operation in view.briefOperations {
            if operation.isAsked, let move = answer(operation, view) { return move }
            if operation.isOurs, let move = lead(operation, view) { return whenFree(move, view) }
        }
        return planOperation(view).map { whenFree($0, view) }
    }

    /// Nothing else is begun while an operation waits for one's own people.
    private func whenFree(_ move: BotMove, _ view: SeatView) -> BotMove {
        guard case .act(let request) = move, let free = view.staffLacks(for: request.act) else { return move }
        return .rest(until: free)
    }

    // MARK: A part of one's own

    /// What one can do to have everything ready comes before the yes.
    private mutating func answer(_ operation: BriefOperation, _ view: SeatView) -> BotMove? {
        let isTime = policy.cooperates || operation.hour <= view.time.after(minutes: 30)
        guard isTime, let tool = tools?.first(.takePart) else { return nil }
        if let move = makeReady(operation, view) { return move }
        guard agenda.isNew(operation) else { return nil }
        var request = ask(tool)
        request.item = operation.operation
        request.text = Text.botSign
        return .act(request)
    }

    private mutating func makeReady(_ operation: BriefOperation, _ view: SeatView) -> BotMove? {
        guard policy.cooperates else { return nil }
        for gate in operation.gates where gate.standing != .met && !gate.overrides {
            for tool in tools?.all ?? [] where gate.acts.contains(tool.act) {
                if let busy = view.busyUntil, !tool.verb.whileBusy { return .rest(until: busy) }
                if view.asksForFreeze(tool.act) {
                    if let move = freeze(with: tool, before: operation, view) { return move }
                } else if tool.verb == .askOrder {
                    for site in operation.sites {
                        if let move = askOrder(tool, person: nil, place: site, view) { return move }
                    }
                } else if once(person: operation.operation, what: tool.act) {
                    var request = ask(tool)
                    request.text = Text.botSign
                    request.more = Text.botSign
                    if isLawful(request, view) { return .act(request) }
                }
            }
        }
        return nil
    }

    // MARK: Leading

    private mutating func lead(_ operation: BriefOperation, _ view: SeatView) -> BotMove? {
        guard operation.isPlanned else { return nil }
        if let move = makeReady(operation, view) { return move }
        if isReady(operation) { return begin(operation, view) }
        guard operation.hour <= view.time, isEarlyEnough(view) else { return nil }
        if operation.version < Bot.versions, let tool = tools?.first(.planOperation) {
            return plan(tool, operation.sites, again: operation.operation, view)
        }
        return say(.callOff, operation)
    }

    /// A danger waits for nothing. Otherwise everything is ready as far as one knows, and whoever sees to the rest has
    /// said that they come.
    private func isReady(_ operation: BriefOperation) -> Bool {
        if !policy.cooperates { return true }
        if operation.gates.contains(where: { $0.overrides && $0.standing == .met }) { return true }
        return operation.waiting == 0 && operation.refused == 0
            && operation.gates.allSatisfy { gate in
                gate.overrides || gate.standing == .met || isLeftToOthers(gate)
            }
    }

    /// One does not know, and has done what one can: whoever sees to it has said that they come. An order that one has
    /// asked for is another matter: one knows when it has come.
    private func isLeftToOthers(_ gate: BriefGate) -> Bool {
        guard gate.standing == .unknown, gate.canBeHelped else { return false }
        return !(tools?.all ?? []).contains {
            $0.verb == .askOrder && !$0.agencies.isEmpty && gate.acts.contains($0.act)
        }
    }

    /// Whoever works with others opens the doors at the hour that they were told, but for a danger that waits for nothing.
    private func begin(_ operation: BriefOperation, _ view: SeatView) -> BotMove? {
        let isDanger = operation.gates.contains { $0.overrides && $0.standing == .met }
        guard policy.cooperates, !isDanger, operation.hour > view.time else {
            return say(.beginOperation, operation)
        }
        return say(.beginOperation, operation, atHour: true)
    }

    private func say(_ verb: Verb, _ operation: BriefOperation, atHour: Bool = false) -> BotMove? {
        guard let tool = tools?.first(verb) else { return nil }
        var request = ask(tool)
        request.item = operation.operation
        request.text = Text.botSign
        request.atHour = atHour
        return .act(request)
    }

    // MARK: Planning

    /// Where people whom one has marked were last seen, if nobody has gone in there yet.
    private mutating func planOperation(_ view: SeatView) -> BotMove? {
        guard view.busyUntil == nil, isEarlyEnough(view), let tool = tools?.first(.planOperation)
        else { return nil }
        let sites = view.placesOfMarked(for: tool.act)
        guard !sites.isEmpty else { return nil }
        return plan(tool, sites, again: nil, view)
    }

    private func isEarlyEnough(_ view: SeatView) -> Bool {
        view.restsUntil == nil && view.minutesToRest.map { $0 > Bot.evening } ?? true
    }

    private func plan(_ tool: Tool, _ sites: [Handle], again: Handle?, _ view: SeatView) -> BotMove {
        var request = ask(tool)
        request.places = sites
        request.item = again
        request.deadline = Bot.notice
        request.text = Text.botSign
        if policy == .careless { request.choices = tool.carelessChoices }
        if policy.cooperates {
            request.place = tool.prospect.receptions.first?.handle
            request.agencies = tool.agencies.filter { view.hasPart($0, inPlanOf: tool.act) }
        }
        return .act(request)
    }
}

extension Agenda {
    /// Whether this version of a plan was not answered yet; from now on it was.
    fileprivate mutating func isNew(_ operation: BriefOperation) -> Bool {
        let asked = Plan(operation: operation.operation, version: operation.version)
        if answered.contains(asked) { return false }
        answered.append(asked)
        return true
    }
}
