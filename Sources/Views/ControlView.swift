import Basics
import Engine
import Model

/// What control sees: everything. Control may see the pack's ids; they name things in its forms.
public struct ControlView: Sendable {
    let engine: Engine
    let state: State
    let now: ExerciseTime

    public init(_ engine: Engine, _ state: State, now: ExerciseTime) {
        (self.engine, self.state) = (engine, state)
        self.now = max(now, state.time)
    }

    var scenario: Scenario { _read { yield engine.scenario } }
    var world: World { _read { yield engine.scenario.world } }

    public var title: Text { Text(scenario.title) }
    public var clock: ClockView { ClockView(engine, state, now: now, zone: world.zone) }
    /// The next moment at which something is due.
    public var nextDue: ExerciseTime? { engine.nextDue(state) }

    public var seats: [ControlSeat] {
        scenario.seats.ids.map { id in
            let here = state.seats[id]
            let agency = world.agencies[here.agency]
            return ControlSeat(
                id: scenario.seats[id].id, seat: id, name: Text(scenario.seats[id].name), agencyID: agency.id,
                agency: Text(agency.name), letter: agency.letter, hue: agency.hue,
                country: Text(world.countries[agency.country].name),
                pattern: world.countries[agency.country].pattern,
                mode: here.mode, busyUntil: here.busyUntil > now ? here.busyUntil : nil,
                unread: here.inbox.count { !state.items[$0].isOpened(by: id) }, acts: here.acts,
                lastAct: here.lastAct, restsUntil: here.mode.isBot ? engine.botRestsUntil(id, at: now) : nil,
                siblings: scenario.seats.ids.filter {
                    $0 != id && scenario.seats[$0].agency == scenario.seats[id].agency
                }
                .map { NamedOption(id: scenario.seats[$0].id, name: Text(scenario.seats[$0].name)) })
        }
    }

    public var injects: [ControlInject] { scenario.injects.ids.map(inject) }

    public func inject(named id: String) -> ControlInject? { injectID(id).map(inject) }

    private func inject(_ id: InjectID) -> ControlInject {
        let inject = scenario.injects[id]
        let here = state.injects[id]
        return ControlInject(
            id: inject.id, from: Text(inject.from), title: here.title.map { Text($0) } ?? Text(inject.title),
            text: here.text.map { Text($0) } ?? Text(inject.text),
            channel: Text(world.channels[inject.channel].name),
            seats: (here.seats ?? inject.seats).map {
                NamedOption(id: scenario.seats[$0].id, name: Text(scenario.seats[$0].name))
            },
            facts: inject.facts.map { Text(scenario.facts[$0].text) }, standing: standing(inject, here),
            isEdited: here.title != nil || here.text != nil || here.seats != nil)
    }

    private func standing(_ inject: Inject, _ here: InjectState) -> ControlInject.Standing {
        if let time = here.firedAt { return .fired(time) }
        if here.cancelled { return .cancelled }
        if here.held { return here.waiting ? .heldAndDue : .held(here.due) }
        if let due = here.due { return .due(due) }
        guard case .byHand = inject.trigger, !isFiredByRule(inject) else { return .waitsOnCondition }
        guard let lead = lead(to: inject) else { return .byHand }
        let title = Text(scenario.injects[lead].title)
        if state.injects[lead].firedAt != nil, engine.isMet(lead, in: state) { return .spared(title) }
        return .follows(title, after: scenario.injects[lead].ifNothing?.after ?? 0)
    }

    /// A rule, a duty or an act of the pack brings it about; nobody's hand is needed.
    private func isFiredByRule(_ inject: Inject) -> Bool {
        func fires(_ effects: [Effect]) -> Bool {
            effects.contains { effect in
                if case .fire(let id) = effect.verb { scenario.injects[id].id == inject.id } else { false }
            }
        }
        return scenario.rules.values.contains { fires($0.effects) }
            || world.duties.values.contains { fires($0.effects) }
            || world.settings.values.contains { fires($0.effects) }
            || world.acts.values.contains { act in
                fires(act.effects) || fires(act.before) || act.gates.contains { fires($0.effects) }
            }
    }

    /// The inject that this one follows when nothing is done about it.
    private func lead(to inject: Inject) -> InjectID? {
        scenario.injects.ids.first { other in
            scenario.injects[other].ifNothing.map { scenario.injects[$0.fire].id == inject.id } ?? false
        }
    }

    public var persons: [ControlPerson] { scenario.persons.ids.map(person) }

    public func person(named id: String) -> ControlPerson? { personID(id).map(person) }

    private func person(_ id: PersonID) -> ControlPerson {
        let person = scenario.persons[id]
        let here = state.persons[id]
        return ControlPerson(
            id: person.id, name: Text(person.name), about: Text(person.about), brief: Text(person.brief),
            isVictim: person.victim, isSuspect: person.suspect, status: here.status, dials: here.dials,
            marks: PersonMark.allCases.filter { here.has($0) }, place: Text(world.places[here.place].name),
            service: here.service.map { Text(world.services[$0].name) },
            needs: here.needs.map { Text(world.needs[$0].name) }, matters: matters(of: id),
            ties: ties(of: id), tongues: engine.tongues(of: id), traits: engine.traits(of: id),
            consents: engine.consents(of: id, in: state),
            promises: promises(to: id),
            talks: here.talks, ledOn: here.led.map { Text(world.topics[$0].name) }, isHeld: here.held,
            isScripted: person.isScripted, isForTrained: person.isForTrained,
            known: world.agencies.ids.filter { state.agencies[$0].persons[id] }.map {
                Text(world.agencies[$0].name)
            },
            markedBy: state.marks.filter { $0.value.person == id }.map {
                ControlMark(
                    agency: Text(world.agencies[$0.value.agency].name), status: $0.value.status, at: $0.time,
                    reasons: Text($0.value.reasons))
            }, history: history(of: id))
    }

    /// What was done about a person, the oldest first.
    private func history(of person: PersonID) -> [ControlDeed] {
        func name(_ seat: SeatID) -> Text { Text(scenario.seats[seat].name) }
        var deeds: [ControlDeed] = []
        for record in state.bookings where record.booking.act.person == person {
            let act = record.booking.act
            deeds.append(
                ControlDeed(
                    time: record.startedAt, kind: .act, seat: name(record.booking.seat),
                    text: Text(world.acts[act.type].name),
                    about: act.topic.map { Text(world.topics[$0].name) }
                        ?? act.service.map { Text(world.services[$0].name) }
                        ?? act.agency.map { Text(world.agencies[$0].name) }, rule: ""))
        }
        for mark in state.marks where mark.value.person == person {
            deeds.append(
                ControlDeed(
                    time: mark.time, kind: .mark(mark.value.status), seat: name(mark.value.seat),
                    text: Text(mark.value.reasons), about: nil, rule: ""))
        }
        for breach in state.breaches where breach.value.person == person {
            deeds.append(
                ControlDeed(
                    time: breach.time, kind: breach.value.isDeviation ? .deviation : .breach,
                    seat: breach.value.seat.map(name),
                    text: breach.value.article.map { Text(world.articles[$0].title) }
                        ?? Text(world.agencies[breach.value.agency].name),
                    about: nil, rule: breach.value.rule, says: world.says(breach.value)))
        }
        for made in state.mistakes where made.value.person == person {
            let mistake = world.mistakes[made.value.mistake]
            deeds.append(
                ControlDeed(
                    time: engine.moment(of: made, in: state), kind: .mistake,
                    seat: Text(world.agencies[made.value.agency].name),
                    text: Text(mistake.name), about: nil, rule: mistake.id))
        }
        for order in state.orders where order.value.person == person {
            deeds.append(
                ControlDeed(
                    time: order.time, kind: .order, seat: Text(world.agencies[order.value.holder].name),
                    text: Text(world.orders[order.value.order].name), about: nil, rule: ""))
        }
        return deeds.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
            .map(\.element)
    }

    /// Ground truth against what each agency knows.
    public var facts: [ControlFact] { scenario.facts.ids.map(fact) }

    public func fact(named id: String) -> ControlFact? { factID(id).map(fact) }

    private func fact(_ id: FactID) -> ControlFact {
        let fact = scenario.facts[id]
        return ControlFact(
            id: fact.id, text: Text(fact.text), kind: Text(world.factKinds[fact.kind].name),
            sharing: Text(world.classes[fact.sharing].name), isConclusion: fact.isConclusion,
            parts: fact.from.map { Text(scenario.facts[$0].text) },
            holdings: world.agencies.ids.compactMap { agency in
                let known = state.agencies[agency].facts[id]
                guard let delivered = known.deliveredAt else { return nil }
                return ControlHolding(
                    agencyID: world.agencies[agency].id, agency: Text(world.agencies[agency].name),
                    deliveredAt: delivered,
                    knownAt: known.knownAt, way: known.entry.map { state.ledger[$0].learning.way } ?? .found)
            },
            neededBy: world.agencies.ids.filter { world.agencies[$0].needs.contains(fact.kind) }
                .map { NamedOption(id: world.agencies[$0].id, name: Text(world.agencies[$0].name)) })
    }

    /// How often a rule was broken so far.
    public var rulesBroken: Int { state.breaches.count { !$0.value.isDeviation } }

    /// Acts, breaches, injects and marks, newest first.
    public func feed(limit: Int = 80) -> [FeedEntry] {
        var entries: [FeedEntry] = []
        for place in state.bookings.indices.suffix(limit) {
            let record = state.bookings[place]
            let act = record.booking.act
            if let line = operationLine(of: record) {
                entries.append(line)
                continue
            }
            entries.append(
                FeedEntry(
                    time: record.startedAt, kind: .act, seat: Text(scenario.seats[record.booking.seat].name),
                    agencyID: world.agencies[state.seats[record.booking.seat].agency].id,
                    text: Text(world.acts[act.type].name), subject: subject(act), rule: "",
                    thing: act.person.map { .person(scenario.persons[$0].id) }
                        ?? .seat(scenario.seats[record.booking.seat].id),
                    facts: act.facts.map { Text(scenario.facts[$0].text) },
                    forms: act.forms.compactMap { state.form($0) }.map { Text(world.acts[$0.type].name) },
                    to: recipients(of: act), contact: flagNumber(at: place)))
        }
        for breach in state.breaches.suffix(limit) {
            entries.append(
                FeedEntry(
                    time: breach.time, kind: breach.value.isDeviation ? .deviation : .breach,
                    seat: breach.value.seat.map { Text(scenario.seats[$0].name) },
                    agencyID: world.agencies[breach.value.agency].id,
                    text: Text(world.agencies[breach.value.agency].name),
                    subject: breach.value.person.map { Text(scenario.persons[$0].name) },
                    rule: breach.value.rule,
                    thing: breach.value.person.map { .person(scenario.persons[$0].id) }
                        ?? breach.value.seat.map { .seat(scenario.seats[$0].id) },
                    article: breach.value.article.map { Text(world.articles[$0].title) },
                    says: world.says(breach.value)))
        }
        entries += operationMoments
        entries += engine.noticesWritten(in: state).suffix(limit).map(noticeLine)
        for id in scenario.injects.ids {
            guard let time = state.injects[id].firedAt else { continue }
            entries.append(
                FeedEntry(
                    time: time, kind: .inject, seat: nil, agencyID: "",
                    text: state.injects[id].title.map { Text($0) } ?? Text(scenario.injects[id].title),
                    subject: nil, rule: "", thing: .inject(scenario.injects[id].id),
                    to: (state.injects[id].seats ?? scenario.injects[id].seats).map(seatName)))
        }
        for sent in improvised {
            entries.append(
                FeedEntry(
                    time: sent.at, kind: .improvised, seat: nil, agencyID: "",
                    text: sent.title.isEmpty ? sent.from : sent.title, subject: nil, rule: "",
                    thing: .item(sent.id), to: sent.seats.map(\.name)))
        }
        for mark in state.marks.suffix(limit) {
            entries.append(
                FeedEntry(
                    time: mark.time, kind: .mark(mark.value.status),
                    seat: Text(scenario.seats[mark.value.seat].name),
                    agencyID: world.agencies[mark.value.agency].id,
                    text: Text(scenario.persons[mark.value.person].name),
                    subject: nil, rule: "", thing: .person(scenario.persons[mark.value.person].id)))
        }
        for made in state.mistakes.suffix(limit) {
            let mistake = world.mistakes[made.value.mistake]
            entries.append(
                FeedEntry(
                    time: made.time, kind: .mistake, seat: nil,
                    agencyID: world.agencies[made.value.agency].id, text: Text(mistake.name),
                    subject: made.value.person.map { Text(scenario.persons[$0].name) }, rule: mistake.id,
                    thing: made.value.person.map { .person(scenario.persons[$0].id) },
                    article: mistake.article.map { Text(world.articles[$0].title) },
                    thin: engine.thinCharge(behind: made.value, at: made.time, in: state),
                    of: made.value.contact.map { _ in engine.moment(of: made, in: state) }))
        }
        let sorted = entries.enumerated().sorted {
            ($1.element.time, $1.offset) < ($0.element.time, $0.offset)
        }
        return sorted.prefix(limit).map(\.element)
    }

    private func subject(_ act: Act) -> Text? {
        // A joint operation is named by its sites; its place is where people are received.
        act.person.map { Text(scenario.persons[$0].name) } ?? world.sites(of: act)
            ?? act.agency.map { Text(world.agencies[$0].name) }
    }

    private func seatName(_ seat: SeatID) -> Text { Text(scenario.seats[seat].name) }

    private func recipients(of act: Act) -> [Text] {
        var to = act.agencies.map { Text(world.agencies[$0].name) } + act.seats.map(seatName)
        if let asker = act.item.flatMap({ state.item($0) })?.item.sender {
            to.append(Text(world.agencies[state.seats[asker].agency].name))
        }
        return to
    }

    /// What control made up and sent, the oldest first.
    public var improvised: [ControlItem] {
        state.items.compactMap { record in
            guard case .improvised(let channel, let from, let title, let text) = record.item.body else {
                return nil
            }
            return ControlItem(
                id: record.item.id.text, at: record.sentAt, from: Text(from), title: Text(title),
                text: Text(text), channel: Text(world.channels[channel].name),
                seats: record.item.seats.map { NamedOption(id: scenario.seats[$0].id, name: seatName($0)) },
                readBy: record.opened.map { seatName($0.seat) },
                facts: record.item.facts.map { Text(scenario.facts[$0].text) })
        }
    }

    /// Questions to held characters that wait for whoever plays them.
    public var questions: [ControlQuestion] {
        state.items.filter { $0.state == .open }.compactMap { record in
            guard case .question(let person, let topic, _, let until, let scripted) = record.item.body else {
                return nil
            }
            return ControlQuestion(
                id: record.item.id, personID: scenario.persons[person].id,
                person: Text(scenario.persons[person].name),
                topic: Text(world.topics[topic].name),
                seat: record.item.sender.map { Text(scenario.seats[$0].name) }, until: until,
                scripted: scripted.map {
                    NamedOption(id: scenario.facts[$0].id, name: Text(scenario.facts[$0].text))
                })
        }
    }

    /// The mistakes that were made, newest first.
    public var mistakes: [ControlMistake] {
        state.mistakes.reversed().map { made in
            let mistake = world.mistakes[made.value.mistake]
            return ControlMistake(
                id: mistake.id, name: Text(mistake.name), says: Text(mistake.says),
                article: mistake.article.map(world.lawArticle),
                agencyID: world.agencies[made.value.agency].id,
                agency: Text(world.agencies[made.value.agency].name),
                person: made.value.person.map { Text(scenario.persons[$0].name) },
                at: engine.moment(of: made, in: state),
                byStaff: made.value.byStaff,
                thin: engine.thinCharge(behind: made.value, at: made.time, in: state))
        }
    }

    /// Everything that the world calls a mistake, for what only people can see.
    public var mistakeKinds: [NamedOption] {
        world.mistakes.values.map { NamedOption(id: $0.id, name: Text($0.name)) }
    }
    public var showsLaw: Bool { state.showsLaw }

    public var channels: [NamedOption] {
        world.channels.values.map { NamedOption(id: $0.id, name: Text($0.name)) }
    }
    public var agencies: [NamedOption] {
        world.agencies.values.map { NamedOption(id: $0.id, name: Text($0.name)) }
    }

    // MARK: From the names in forms to ids

    public func seatID(_ name: String) -> SeatID? {
        scenario.seats.ids.first { scenario.seats[$0].id == name }
    }
    public func injectID(_ name: String) -> InjectID? {
        scenario.injects.ids.first { scenario.injects[$0].id == name }
    }
    public func personID(_ name: String) -> PersonID? {
        scenario.persons.ids.first { scenario.persons[$0].id == name }
    }
    public func factID(_ name: String) -> FactID? {
        scenario.facts.ids.first { scenario.facts[$0].id == name }
    }
    public func agencyID(_ name: String) -> AgencyID? {
        world.agencies.ids.first { world.agencies[$0].id == name }
    }
    public func mistakeID(_ name: String) -> MistakeID? {
        world.mistakes.ids.first { world.mistakes[$0].id == name }
    }
    public func channelID(_ name: String) -> ChannelID? {
        world.channels.ids.first { world.channels[$0].id == name }
    }
}
