import Basics
import Engine
import Model

/// The parts of a viewer's page that are fetched anew on their own.
public enum Section: String, CaseIterable, Hashable, Sendable {
    case now
    // swift-format-ignore: AlwaysUseLowerCamelCase
    case case_ = "case"
    case act, talk, clock, me
}

/// Which seats' views events change: a seat gets a notice if and only if its own view changed.
public struct Touches: Sendable {
    private let engine: Engine
    private var changed: Table<Kind.Seat, Parts>

    public init(_ engine: Engine) {
        self.engine = engine
        changed = Table(repeating: [], count: engine.scenario.seats.count)
    }

    /// Sections as bits.
    private struct Parts: OptionSet {
        let rawValue: UInt8
        static let now = Parts(rawValue: 1), caseFile = Parts(rawValue: 2), act = Parts(rawValue: 4)
        static let talk = Parts(rawValue: 8), clock = Parts(rawValue: 16), me = Parts(rawValue: 32)

        init(rawValue: UInt8) { self.rawValue = rawValue }
        init(_ section: Section) {
            switch section {
            case .now: self = .now
            case .case_: self = .caseFile
            case .act: self = .act
            case .talk: self = .talk
            case .clock: self = .clock
            case .me: self = .me
            }
        }
    }

    /// The sections of one seat that changed, in a fixed order.
    public func sections(of seat: SeatID) -> [Section] {
        Section.allCases.filter { changed[seat].contains(Parts($0)) }
    }

    /// Whether more of the seat's view changed than its clock.
    public func isTouched(_ seat: SeatID) -> Bool { !changed[seat].subtracting(.clock).isEmpty }

    /// - Parameters:
    ///   - state: the state after the event.
    ///   - before: the state before the command, where ``needsBefore`` asks for it. Without it colleagues of whoever reads
    ///     a decision are told in any case.
    public mutating func add(_ event: Event, _ state: State, before: State? = nil) {
        switch event {
        case .speedSet: everybody(.clock)
        case .started, .paused, .resumed:
            // Beside what can be done stands whether the clock runs.
            everybody([.clock, .now, .act])
        case .ended:
            // Nothing can be done any more, on whatever page it is offered.
            everybody([.clock, .now, .act, .caseFile, .talk])
        case .lawShown:
            everybody(.now)
            everybody(.caseFile)
            everybody(.act)
        case .dutyOwed(let place, _), .dutyKept(let place), .dutyMissed(let place), .dutyLapsed(let place):
            if state.showsLaw, let duty = engine.duty(at: place), shows(duty, event),
                engine.isKnown(duty, in: state) || hasEnded(place, duty, state)
            {
                agency(duty.agency, state, .now)
            }
        case .stepSet(_, _, let agency?, _): self.agency(agency, state, .caseFile)
        case .booked(let booking):
            add(booking.seat, [.now, .act])
            let type = engine.scenario.world.acts[booking.act.type]
            // What is done stands in the agency's own story, and a document among its forms.
            if type.verb.isToldAsDeed || type.isLetter {
                agency(state.seats[booking.seat].agency, state, .caseFile)
            }
        case .escorted(let seat, _, _): add(seat, [.now, .act])
        case .promised(let made): agency(made.agency, state, .now)
        case .promiseOver(let id, _):
            if let made = state.promises.first(where: { $0.made.id == id })?.made {
                agency(made.agency, state, .now)
            }
        case .completed(let id):
            guard let booking = state.booking(id)?.booking else { return }
            add(booking.seat, [.now, .act])
            let (own, type) = (state.seats[booking.seat].agency, booking.act.type)
            let verb = engine.scenario.world.acts[type].verb
            // The agency's story says that it is done, and statements are there; so do the gates of operations.
            if verb.isToldAsDeed
                || isOnAList(own, state, where: { $0.gates.contains { $0.acts.contains(type) } })
            {
                agency(own, state, .caseFile)
            }
            // Nobody is given a second guardian.
            if verb == .appoint { agency(own, state, .act) }
        case .minutesBooked(let seat, _, _): add(seat, [.now, .act])
        case .factLearned(let learning):
            if !learning.unread { agency(learning.agency, state, [.caseFile, .act]) }
            if !learning.unread, engine.names(learning.fact) {
                agency(learning.agency, state, [.now, .talk])
            }
        case .met(let agency, _): self.agency(agency, state, [.caseFile, .act, .talk])
        case .placeFound(let agency, _): self.agency(agency, state, [.caseFile, .act])
        case .seen(let agency, let person, _, let isFirst):
            // What is seen at once shows on the person's page.
            let definition = engine.scenario.persons[person]
            if isFirst,
                definition.traits.contains(where: { $0.knownBy.isEmpty })
                    || definition.accommodations.contains(where: \.isSeen)
            {
                self.agency(agency, state, .caseFile)
            }
        case .itemSent(let item):
            // What came stands in the story of the case, too.
            for seat in item.seats { add(seat, [.now, .talk, .caseFile]) }
            if item.waitsForAnswer { for seat in item.seats { add(seat, .act) } }
            if let sender = item.sender, item.isListedForSender { add(sender, .talk) }
            if let sender = item.sender, item.waitsForHolder { add(sender, [.now, .talk, .caseFile]) }
            if let sender = item.sender, item.waitsForAnswer { add(sender, [.now, .act, .caseFile]) }
            // What was agreed to stands on the forms of consent that the agency has.
            if case .result(_, .consented) = item.body {
                for seat in item.seats {
                    let own = state.seats[seat].agency
                    if engine.tellsOfConsent(item.id, to: own, in: state) { agency(own, state, .caseFile) }
                }
            }
        case .itemOpened(let id, let seat): opened(id, by: seat, state, before)
        case .itemAnswered(let id, _), .itemStands(let id, _, _):
            guard let item = state.item(id)?.item else { return }
            teams(changedBy: event, id, state)
            for seat in item.seats { add(seat, [.now, .talk, .act, .caseFile]) }
            if let sender = item.sender { add(sender, [.now, .talk, .act, .caseFile]) }
        case .asked(_, _, let seat): agency(state.seats[seat].agency, state, .caseFile)
        case .statusSet(let mark): marked(mark, state)
        case .shared(let share):
            // What lies open in inboxes shows with whom its facts were shared.
            if isFirst(share, state) { agency(share.from, state, [.now, .caseFile, .talk]) }
        case .formSigned(let form): agency(state.seats[form.seat].agency, state, .caseFile)
        case .formShared(let share):
            // The form says with whom it was shared, in the case and in what was sent with it.
            guard isFirst(share, state) else { return }
            agency(share.from, state, .caseFile)
            for record in state.items where record.item.forms.contains(share.form) {
                if let sender = record.item.sender { add(sender, .talk) }
            }
        case .operationPlanned(let plan):
            guard let record = state.operation(plan.id) else { return }
            onTheList(plan.id, state)
            // Whoever was on the list until now does not see it any more.
            for part in record.parts where part.standing == .dropped(version: plan.version) {
                agency(part.agency, state, [.now, .caseFile, .act])
            }
        case .operationAnswered(let answer):
            agency(answer.agency, state, [.now, .caseFile, .act])
            onTheList(answer.operation, state)
        case .operationOrdered(let id, _, _), .operationOver(let id): onTheList(id, state)
        case .operationCalledOff(let id, _, _):
            onTheList(id, state)
            noMoreOffered(id, state)
        case .operationBegun(let start):
            onTheList(start.operation, state)
            noMoreOffered(start.operation, state)
        case .operationMinute(let id, let minute):
            guard let record = state.operation(id) else { return }
            for agency in record.takingPart where engine.hears(minute, in: record, agency) {
                self.agency(agency, state, .caseFile)
            }
        case .decided(let decision): agency(state.seats[decision.seat].agency, state, .caseFile)
        case .orderGiven(let grant):
            for own in engine.seatedAgencies
            where engine.knows(own, of: grant, in: state) && isOnAList(own, state, where: { _ in true }) {
                agency(own, state, .caseFile)
            }
        case .seatSet, .notSupported, .dialChanged, .markChanged, .needChanged, .consentSet,
            .personMoved, .led, .matterChanged,
            .admitted, .personHeld, .alertChanged, .resourcesChanged, .noticed, .leaked, .heard,
            .phaseEntered, .orderInForce, .orderOver, .paid, .paymentStopped,
            .moveOpened, .moveBegun, .moveEnded, .networkHeld, .flagSet, .counterSet, .visited, .injectFired,
            .injectHeld,
            .injectCancelled, .injectScheduled, .injectEdited, .injectRetargeted, .followupSet,
            .followupDropped,
            .ruleWaiting, .ruleIdle, .ruleFired, .operationWaits, .breached, .mistakeMade, .stepSet,
            .toldBeyondScript, .treated:
            break
        }
    }

    /// Whether only the views before and after tell if colleagues see anything else. To keep the state before every command
    /// would have it copied each time.
    public static func needsBefore(_ command: Command, _ state: State) -> Bool {
        guard case .open(_, let id) = command, case .notice? = state.item(id)?.item.body else {
            return false
        }
        return true
    }

    private mutating func opened(_ id: ItemID, by seat: SeatID, _ state: State, _ before: State?) {
        add(seat, [.now, .talk])
        guard let place = state.itemPlace(id) else { return }
        let item = state.items[place].item
        if item.waitsForAnswer { add(seat, [.act, .caseFile]) }
        if case .notice(let of, _) = item.body { read(noticeOf: of, by: seat, place, state, before) }
        // What the agency knows already it does not learn again.
        guard isFirstReading(place, by: seat, state) else { return }
        let own = state.seats[seat].agency
        // So does a note that a yes is taken back: the forms of consent say so from now on.
        if engine.takenBack(item, in: state) != nil, engine.tellsOfConsent(id, to: own, in: state) {
            agency(own, state, .caseFile)
        }
        if taughtSomething(place, own, state) {
            agency(own, state, [.caseFile, .act])
        } else if showedMore(place, own, state) {
            agency(own, state, .caseFile)
        }
        if item.facts.contains(where: engine.names) { agency(own, state, [.now, .talk]) }
    }

    /// Whoever reads of a decision knows what it makes them owe, and so do colleagues, if it is the first that they hear of it.
    private mutating func read(
        noticeOf booking: ItemID, by seat: SeatID, _ place: Int, _ state: State, _ before: State?
    ) {
        var parts: Parts = showsConsents(state) ? [.now, .caseFile] : .now
        let type = state.booking(booking)?.booking.act.type
        if type.map({ engine.scenario.world.acts[$0].verb }) == .appoint {
            parts.formUnion([.act, .caseFile])
        }
        add(seat, parts)
        guard isFirstReading(place, by: seat, state) else { return }
        for colleague in engine.seats(of: state.seats[seat].agency) where colleague != seat {
            guard let before else {
                add(colleague, parts)
                continue
            }
            for section in changes(for: colleague, from: before, to: state) { add(colleague, Parts(section)) }
        }
    }

    private func changes(for seat: SeatID, from before: State, to after: State) -> [Section] {
        func view(_ state: State) -> SeatView {
            SeatView(engine, state, seat: seat, secret: 0, now: after.time)
        }
        return view(after).changes(since: view(before))
    }

    /// Somebody has signed a form that shows what its person has agreed to.
    private func showsConsents(_ state: State) -> Bool {
        let acts = engine.scenario.world.acts
        return state.forms.contains { acts[$0.value.type].showsConsents }
    }

    /// The members of an agreement see who is in it, and whom and what it is about. Two of them may have asked one and the same
    /// other to join.
    private mutating func teams(changedBy event: Event, _ id: ItemID, _ state: State) {
        let isOver: Bool
        switch event {
        case .itemStands(_, .inForce, _): isOver = false
        case .itemAnswered(_, .ended), .itemAnswered(_, .revoked): isOver = true
        default: return
        }
        guard case .request(let request)? = state.item(id)?.item.body else { return }
        for team in state.teams where team.items.contains(id) {
            let standing = team.members.count { $0.agency == request.to && $0.until == nil }
            let isOther = isOver ? standing == 0 || !team.isInForce : standing == 1
            for member in team.members where member.until == nil || member.until == state.time {
                if isOther || !isOver && engine.widens(team, by: id, for: member.agency, in: state) {
                    agency(member.agency, state, .caseFile)
                }
            }
        }
    }

    /// Whoever marked somebody sees it, and if the register changed, so do those who keep it and know the person.
    private mutating func marked(_ mark: StatusMark, _ state: State) {
        agency(mark.agency, state, .caseFile)
        let isOver = state.endedDuties.contains { ended in
            engine.duty(at: ended.value.place).map { $0.agency == mark.agency && $0.person == mark.person }
                ?? false
        }
        if state.showsLaw, isOver || engine.isDutyTold(by: mark, in: state) {
            agency(mark.agency, state, .now)
        }
        let marks = state.marks.filter { $0.value.person == mark.person }.map(\.value.status)
        let before = marks.dropLast().reduce(PersonStatus.unknown) { $0.after($1) }
        if before == state.persons[mark.person].status { return }
        for keeper in engine.seatedAgencies
        where keeper != mark.agency && engine.keepsRegister(keeper)
            && state.agencies[keeper].persons[mark.person]
        {
            agency(keeper, state, .caseFile)
        }
    }

    /// It has just ended, and may be told of afterwards.
    private func hasEnded(_ place: Int, _ duty: DutyInstance, _ state: State) -> Bool {
        guard let last = state.endedDuties.last(where: { $0.value.place == place }) else { return false }
        return last.time == state.time && engine.isKnownAfterwards(duty, in: state)
    }

    /// A prohibition stands on no list until it is broken.
    private func shows(_ duty: DutyInstance, _ event: Event) -> Bool {
        if case .dutyMissed = event { return true }
        return !engine.scenario.world.duties[duty.duty].isProhibition
    }

    /// Whether the first reading in an agency brought a fact that was not known by other ways.
    private func taughtSomething(_ place: Int, _ agency: AgencyID, _ state: State) -> Bool {
        state.items[place].item.facts.contains { fact in
            guard let entry = state.agencies[agency].facts[fact].entry else { return false }
            return state.ledger[entry].learning.item == state.items[place].item.id
        }
    }

    /// Whether the first reading in an agency showed more of a fact that was known before: it came in a way that serves
    /// better in court, or it was not known yet that this agency, too, has told it.
    private func showedMore(_ place: Int, _ agency: AgencyID, _ state: State) -> Bool {
        let from = state.items[place].item.sender.map { state.seats[$0].agency }
        let id = state.items[place].item.id
        return state.items[place].item.facts.contains { fact in
            if let from, from != agency, isToldAnew(fact, by: id, from: from, to: agency, state) {
                return true
            }
            return engine.serves(fact, better: id, for: agency, in: state)
        }
    }

    private func isToldAnew(
        _ fact: FactID, by id: ItemID, from: AgencyID, to agency: AgencyID, _ state: State
    ) -> Bool {
        !state.agencies[agency].facts[fact].entries.contains { place in
            state.ledger[place].openedAt != nil && state.ledger[place].learning.from == from
                && state.ledger[place].learning.item != id
        }
    }

    private func isFirstReading(_ place: Int, by seat: SeatID, _ state: State) -> Bool {
        let agency = state.seats[seat].agency
        return state.items[place].opened.first { state.seats[$0.seat].agency == agency }?.seat == seat
    }

    private func isFirst(_ share: Share, _ state: State) -> Bool {
        state.timesPassed(share.fact, from: share.from, to: share.to) == 1
    }

    private func isFirst(_ share: FormShare, _ state: State) -> Bool {
        state.formShares.count {
            $0.value.form == share.form && $0.value.from == share.from && $0.value.to == share.to
        } == 1
    }

    /// Whether an agency sees an open plan of such a sort, beside which stands what it has ready.
    private func isOnAList(_ agency: AgencyID, _ state: State, where fits: (OperationKind) -> Bool) -> Bool {
        state.operations.contains {
            $0.standing.isOpen && $0.needToKnow.contains(agency)
                && fits(engine.scenario.world.operations[$0.plan.kind])
        }
    }

    /// Who may see the plan sees how it stands, and their own staff is bound or free.
    private mutating func onTheList(_ id: ItemID, _ state: State) {
        guard let record = state.operation(id) else { return }
        for other in record.needToKnow { agency(other, state, [.now, .caseFile, .act]) }
    }

    /// Whoever has refused could come along all the same, as long as the plan was open.
    private mutating func noMoreOffered(_ id: ItemID, _ state: State) {
        for part in state.operation(id)?.parts ?? [] where part.standing == .refused {
            agency(part.agency, state, .act)
        }
    }

    private mutating func add(_ seat: SeatID, _ parts: Parts) { changed[seat].formUnion(parts) }

    private mutating func agency(_ agency: AgencyID, _ state: State, _ parts: Parts) {
        for seat in engine.seats(of: agency) { add(seat, parts) }
    }

    private mutating func everybody(_ parts: Parts) {
        for seat in engine.scenario.seats.ids { add(seat, parts) }
    }
}

extension Item {
    /// Acts that answer it are offered while it waits.
    var waitsForAnswer: Bool {
        switch body {
        case .request, .order, .referred: true
        default: false
        }
    }

    /// A question to a held character: whoever asked sees that its answer is on its way.
    var waitsForHolder: Bool {
        switch body {
        case .question, .consentAsked: true
        default: false
        }
    }

    /// Whether the one who sent it sees it listed as sent.
    var isListedForSender: Bool {
        switch body {
        case .request, .order, .message, .share, .referral, .referred: true
        default: false
        }
    }
}
