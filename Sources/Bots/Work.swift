import Basics
import Model
import Views

/// What all bots do but the random ones, most urgent first.
extension Bot {
    mutating func work(_ view: SeatView) -> BotMove {
        if let move = keepPressing(view) { return move }
        if let move = answer(view) { return move }
        if let move = answerReferral(view) { return move }
        if policy.cooperates, let move = share(view) { return move }
        if let move = operate(view) { return move }
        if let busy = view.busyUntil { return .rest(until: busy) }
        if let move = mark(view) { return move }
        // What vanishes does not wait for anything, and what takes long not until there is nothing else to do.
        if policy.cooperates, let move = keepFirst(view) { return move }
        if let move = followLeads(view) { return move }
        if policy.cooperates, let move = freeze(view) { return move }
        if let move = keep(view) { return move }
        if let move = keepPromises(view) { return move }
        if policy.cooperates, let move = askFormally(view) { return move }
        if policy.cooperates, let move = propose(view) { return move }
        if let move = goOn(view) { return move }
        if let move = care(view) { return move }
        if let move = retry(view) { return move }
        if let move = link(view) { return move }
        if let move = find(view) { return move }
        if let move = lookAgain(view) { return move }
        if policy.cooperates, let move = refer(view) { return move }
        if policy.cooperates, let move = askAround(view) { return move }
        return .rest(until: nextLook(view))
    }

    private func nextLook(_ view: SeatView) -> ExerciseTime? {
        var moments = agenda.blocked.map(\.at) + agenda.waiting.map(\.at) + agenda.postponed.map(\.at)
        if view.owesSomething { moments += agenda.keeping.map(\.at) }
        moments += agenda.leads.map(\.at)
        moments += view.waitingRequests.compactMap { $0.due.map { $0.after(minutes: -30) } }
        moments += view.waitingReferrals.map { $0.due.after(minutes: -30) }
        moments += view.hoursOfOperations
        moments += promisesPress(view)
        if let check = agenda.toCheck.first { moments.append(check.at) }
        if policy.cooperates { moments.append(agenda.askAgain) }
        if let opens = agenda.wayOpens { moments.append(opens) }
        if !agenda.toMend.isEmpty { moments.append(agenda.mendAgain) }
        moments += agenda.kept.map { max($0.at, agenda.mendAgain) }
        return moments.filter { $0 > view.time }.min()
    }

    // MARK: Answering

    private mutating func answer(_ view: SeatView) -> BotMove? {
        for waiting in view.waitingRequests {
            if waiting.isProposal {
                if let move = answerProposal(waiting, view) { return move }
                continue
            }
            if waiting.isOrder {
                guard view.busyUntil == nil, let giving = waiting.giving,
                    let tool = tools?.all.first(where: { $0.act == giving })
                else { continue }
                var request = ask(tool)
                request.item = waiting.item
                request.hour = waiting.hour
                request.text = Text.botSign
                if view.briefLaw(on: request)?.answer ?? .allowed != .allowed,
                    let refusing = refusal(of: tool)
                {
                    request = ask(refusing)
                    (request.item, request.text) = (waiting.item, Text.botSign)
                }
                return .act(request)
            }
            let isTime =
                policy.cooperates || waiting.due.map { $0 <= view.time.after(minutes: 30) } ?? true
            if isTime, let move = reply(waiting, view) { return move }
        }
        return nil
    }

    private func refusal(of giving: Tool) -> Tool? {
        tools?.all.first { $0.verb == .refuseOrder && $0.prospect.order == giving.prospect.order }
    }

    private func reply(_ waiting: BriefRequest, _ view: SeatView) -> BotMove? {
        guard let tools, let from = waiting.from else { return nil }
        let fitting = agenda.facts.filter { fact in
            (waiting.persons.isEmpty || fact.persons.contains(where: waiting.persons.contains))
                && (waiting.places.isEmpty || fact.places.contains(where: waiting.places.contains))
                && (waiting.kind.map { $0 == fact.kind } ?? true)
        }.filter { view.answer(toSharing: $0.handle, with: from) == .allowed }
        // Data are kept by saying so; what is in them is asked for by another channel.
        if let act = tools.first(.answer), waiting.preserves || !fitting.isEmpty {
            var request = ask(act)
            request.item = waiting.item
            request.facts = waiting.preserves ? [] : fitting.map(\.handle)
            request.text = Text.botSign
            return .act(request)
        }
        guard let act = tools.first(.refuse) else { return nil }
        var request = ask(act)
        request.item = waiting.item
        request.text = Text.botSign
        return .act(request)
    }

    // MARK: Sharing

    private mutating func share(_ view: SeatView) -> BotMove? {
        while let fact = agenda.toShare.first {
            agenda.toShare.removeFirst()
            var open: [Handle] = []
            for option in view.briefShares(fact) where option.needsIt && !option.done {
                switch option.answer {
                case .allowed: open.append(option.agency)
                case .forbidden, .unusual: break
                case .needsConsent, .needsGuardian, .needsOrder:
                    agenda.blocked.append((fact, option.agency, view.time))
                }
            }
            if let move = pass(fact, to: open) { return move }
        }
        for place in agenda.blocked.indices where agenda.blocked[place].at <= view.time {
            let (fact, agency, _) = agenda.blocked[place]
            let answer = view.answer(toSharing: fact, with: agency)
            if answer == .allowed {
                agenda.blocked.remove(at: place)
                return pass(fact, to: [agency])
            }
            guard view.busyUntil == nil else { continue }
            agenda.blocked[place].at = view.time.after(minutes: 180)
            if let move = openTheWay(answer, fact, agency, view) {
                agenda.blocked[place].at = view.time.after(minutes: 20)
                return move
            }
        }
        return nil
    }

    private func pass(_ fact: Handle, to agencies: [Handle]) -> BotMove? {
        guard !agencies.isEmpty, let act = tools?.first(.share) else { return nil }
        var request = ask(act)
        request.facts = [fact]
        request.agencies = agencies
        return .act(request)
    }

    /// Seeks the consent or the guardian that a share waits for.
    private mutating func openTheWay(_ answer: Answer, _ fact: Handle, _ agency: Handle, _ view: SeatView)
        -> BotMove?
    {
        guard let share = view.briefShare(fact, with: agency) else { return nil }
        let persons = share.consentOf
        switch answer {
        case .needsConsent:
            for person in persons {
                guard let act = tools?.first(.consent) else { return nil }
                var request = meeting(act, person)
                request.agency = agency
                if once(person: person, what: agency), isLawful(request, view) { return .act(request) }
            }
        case .needsGuardian:
            for person in persons {
                guard let act = tools?.first(.appoint) else { return nil }
                var request = ask(act)
                request.person = person
                if once(person: person, what: act.act), isLawful(request, view) { return .act(request) }
            }
        case .needsOrder:
            for act in tools?.all ?? [] where act.verb == .askOrder && act.prospect.order == share.order {
                if let move = askOrder(act, person: share.persons.first, place: share.places.first, view) {
                    return move
                }
            }
        case .allowed, .forbidden, .unusual: break
        }
        return nil
    }

    mutating func askOrder(_ act: Tool, person: Handle?, place: Handle?, _ view: SeatView)
        -> BotMove?
    {
        guard person != nil || place != nil, let giver = act.agencies.first,
            once(person: person, place: place, what: act.act)
        else { return nil }
        var request = ask(act)
        request.agency = giver
        request.person = person
        request.place = person == nil ? place : nil
        request.text = Text.botSign
        return isLawful(request, view) ? .act(request) : nil
    }

    // MARK: People

    private mutating func mark(_ view: SeatView) -> BotMove? {
        while let person = agenda.toWeigh.popLast() {
            guard view.callsForMark(person),
                let act = tools?.all.first(where: {
                    $0.verb == .mark && $0.prospect.statuses.contains(.presumed)
                })
            else { continue }
            var request = ask(act)
            request.person = person
            request.status = .presumed
            request.facts = agenda.facts.filter { $0.persons.contains(person) }.map(\.handle)
            request.text = Text.botSign
            request.more = Text.botSign
            agenda.marked.append(person)
            agenda.toShelter.append(person)
            agenda.toDecide.append(person)
            agenda.toRefer.append(person)
            return .act(request)
        }
        return nil
    }

    private mutating func care(_ view: SeatView) -> BotMove? {
        if let person = agenda.toDecide.popLast(), let tool = tools?.first(.decide) {
            var request = ask(tool)
            request.facts = agenda.facts.filter { $0.persons.contains(person) }.map(\.handle)
            request.text = Text.botSign
            request.more = Text.botSign
            return .act(request)
        }
        while let person = agenda.toShelter.popLast() {
            if let move = safePlace(person, view) { return move }
        }
        while let task = agenda.toCare.popLast() {
            var request = ask(task.tool)
            request.person = task.person
            if isLawful(request, view) { return .act(request) }
        }
        return nil
    }

    /// Consent first, then the place: once for each service until one is found.
    private mutating func safePlace(_ person: Handle, _ view: SeatView) -> BotMove? {
        guard let act = tools?.all.first(where: { $0.verb == .protect || $0.verb == .refer }) else {
            return nil
        }
        for service in act.services {
            var request = ask(act)
            request.person = person
            request.service = service
            switch view.briefLaw(on: request)?.answer {
            case .allowed?:
                if once(person: person, what: service) {
                    agenda.toShelter.append(person)
                    return .act(request)
                }
            case .needsConsent?:
                guard let consent = tools?.first(.consent) else { continue }
                var asking = meeting(consent, person)
                asking.service = service
                if once(person: person, place: service, what: consent.act), isLawful(asking, view) {
                    agenda.toShelter.append(person)
                    return .act(asking)
                }
            default: break
            }
        }
        return nil
    }

    // MARK: Finding out

    /// Reading everything about a subject again costs a desk's time, so it waits until more has come in.
    private mutating func link(_ view: SeatView) -> BotMove? {
        guard let act = tools?.first(.link) else { return nil }
        for place in agenda.toLink.indices.reversed() {
            let subject = agenda.toLink[place]
            let last = agenda.linked.last { $0.subject == subject }
            if let last, last.at.after(minutes: Bot.linkingPause) > view.time, !agenda.toFind.isEmpty {
                continue
            }
            agenda.toLink.remove(at: place)
            let about = agenda.facts.filter { $0.persons.contains(subject) || $0.places.contains(subject) }
            guard about.count >= 2, last?.facts != about.count else { continue }
            agenda.linked.append(Agenda.LinkTry(subject: subject, facts: about.count, at: view.time))
            var request = ask(act)
            request.facts = about.map(\.handle)
            return .act(request)
        }
        return nil
    }

    /// Minutes between two readings of what is known about one subject, while there is other work.
    static let linkingPause = 480

    /// What could not be done at once, for want of time.
    private mutating func goOn(_ view: SeatView) -> BotMove? {
        while let place = agenda.postponed.firstIndex(where: { $0.at <= view.time }) {
            if let free = view.staffLacks(for: agenda.postponed[place].request.act) {
                agenda.postponed[place].at = free
                continue
            }
            let request = agenda.postponed.remove(at: place).request
            // What was lawful when it was put off may need another room by now.
            let asNow = rightly(request, view)
            guard isLawful(rightly(carefully(request), view), view) else { continue }
            // Whoever says yes to a house at last is brought there.
            if request.service != nil, let person = request.person, agenda.marked.contains(person),
                !agenda.toShelter.contains(person)
            {
                agenda.toShelter.append(person)
            }
            return .act(asNow)
        }
        return nil
    }

    /// What waits for an order or a guardian.
    private mutating func retry(_ view: SeatView) -> BotMove? {
        while let place = agenda.waiting.firstIndex(where: { $0.at <= view.time }) {
            let (task, _, tries) = agenda.waiting.remove(at: place)
            if let move = carryOut(task, view, mayWait: false) { return begin(task, move, view) }
            if tries > 1 {
                agenda.waiting.append((task, view.time.after(minutes: Bot.waitingPause), tries - 1))
            }
        }
        return nil
    }

    /// Minutes between two looks whether an order has come, and how often a bot looks.
    static let waitingPause = 60
    static let waitingTries = 8

    private mutating func find(_ view: SeatView) -> BotMove? {
        while let task = nextTask(at: view.time) {
            if leaves(task, at: view.time) { continue }
            if let move = carryOut(task, view, mayWait: true) { return begin(task, move, view) }
        }
        return nil
    }

    mutating func begin(_ task: Agenda.Task, _ move: BotMove, _ view: SeatView) -> BotMove {
        if task.tool.verb == .query {
            agenda.toCheck.append((task, view.time.after(minutes: Bot.checkingPause)))
        }
        return promising(move, view)
    }

    /// Minutes until a register is searched again for the same name.
    static let checkingPause = 6 * 60
    /// Minutes between two requests for information.
    static let askingPause = 120

    private mutating func lookAgain(_ view: SeatView) -> BotMove? {
        while let check = agenda.toCheck.first, check.at <= view.time {
            agenda.toCheck.removeFirst()
            if let move = carryOut(check.task, view, mayWait: false) { return begin(check.task, move, view) }
        }
        return nil
    }

    /// Asks other agencies about people of whom something is known, but not enough: only where at least
    /// one thing that is known about the person could itself be told to them.
    private mutating func askAround(_ view: SeatView) -> BotMove? {
        guard agenda.askAgain <= view.time else { return nil }
        let tool = tools?.first(.request)
        let near = tool?.agencies ?? []
        let far = ladder(view).filter { !$0.preserves && !$0.proposes }.flatMap(\.agencies)
        let agencies = near + far.filter { !near.contains($0) }
        agenda.askAgain = view.time.after(minutes: Bot.askingPause)
        for person in agenda.persons.map(\.handle) where !agenda.marked.contains(person) {
            for agency in agencies {
                guard mayName(person, to: agency, view) else { continue }
                if far.contains(agency) {
                    if let move = askAcross(person, agency, view) { return move }
                    continue
                }
                guard let tool, once(person: person, place: tool.act, what: agency) else { continue }
                var request = ask(tool)
                (request.person, request.agency) = (person, agency)
                request.text = Text.botSign
                if isLawful(request, view) { return .act(request) }
            }
        }
        return nil
    }

    mutating func carryOut(_ task: Agenda.Task, _ view: SeatView, mayWait: Bool) -> BotMove? {
        let request = rightly(self.request(task), view)
        guard let law = view.briefLaw(on: request) else { return nil }
        if law.answer == .allowed { return .act(request) }
        guard mayWait else { return nil }
        switch law.answer {
        case .needsOrder:
            wait(task, view)
            for act in tools?.all ?? [] where act.verb == .askOrder && act.prospect.order == law.order {
                if let move = askOrder(act, person: request.person, place: request.place, view) {
                    return move
                }
            }
        case .needsGuardian, .needsConsent:
            wait(task, view)
        case .allowed, .forbidden, .unusual: break
        }
        return nil
    }

    private mutating func wait(_ task: Agenda.Task, _ view: SeatView) {
        agenda.waiting.append((task, view.time.after(minutes: Bot.waitingPause), Bot.waitingTries))
    }

    func request(_ task: Agenda.Task) -> ActRequest {
        var request = task.tool.verb == .talk ? meeting(task.tool, task.person) : ask(task.tool)
        (request.person, request.place, request.topic) = (task.person, task.place, task.topic)
        if task.tool.verb == .query {
            request.person = nil
            request.text = known(task.person).map { read($0.name) } ?? ""
        }
        return request
    }

    private func known(_ person: Handle?) -> BriefPerson? { agenda.persons.first { $0.handle == person } }

    // MARK: Filling in

    /// The act with its first basis and the choices as first offered.
    func ask(_ tool: Tool) -> ActRequest {
        var request = ActRequest(act: tool.act)
        request.basis = tool.basis
        request.choices = tool.choices
        request.fields = tool.prospect.fields.map { _ in Text.botSign }
        return request
    }

    /// A conversation apart from others, with an interpreter if there is no common language.
    func meeting(_ tool: Tool, _ person: Handle?) -> ActRequest {
        var request = ask(tool)
        request.person = person
        request.setting = tools?.apart.first ?? tool.settings.first
        if let known = known(person), !known.sharesLanguage {
            request.interpreter = known.interpreters.first
        }
        return request
    }

    func isLawful(_ request: ActRequest, _ view: SeatView) -> Bool {
        view.briefLaw(on: request)?.answer == .allowed
    }

    mutating func once(person: Handle?, place: Handle? = nil, what: Handle) -> Bool {
        let asked = Agenda.AskedFor(person: person, place: place, what: what)
        if agenda.asked.contains(asked) { return false }
        agenda.asked.append(asked)
        return true
    }
}
