import Basics
import Engine
import Model

/// What somebody sees who plays one character: who that is, how the character is now, and what was done to it.
///
/// It holds that character's world alone: no other character, nothing of what agencies know or plan, no board of
/// control's. How the character is and what has been done shows only while somebody plays it.
public struct RolePlayerView: Sendable {
    let engine: Engine
    let state: State
    let person: PersonID
    let key: SeatKey
    let time: ExerciseTime

    public init(_ engine: Engine, _ state: State, person: PersonID, secret: UInt64, now: ExerciseTime) {
        self.init(engine, state, person: person, key: SeatKey(secret: secret, person: person), now: now)
    }

    init(_ engine: Engine, _ state: State, person: PersonID, key: SeatKey, now: ExerciseTime) {
        (self.engine, self.state, self.person, self.key) = (engine, state, person, key)
        time = max(now, state.time)
    }

    private var scenario: Scenario { _read { yield engine.scenario } }
    private var world: World { _read { yield engine.scenario.world } }
    private var definition: Person { scenario.persons[person] }

    /// What stands for the character in addresses.
    public var handle: Handle { key.handle(person, .person) }
    public var name: Text { Text(definition.name) }
    /// Nobody plays this character: the script alone speaks.
    public var isScripted: Bool { definition.isScripted }
    /// Only somebody who is confirmed to be a trained adult plays it.
    public var isForTrained: Bool { definition.isForTrained }
    public var isHeld: Bool { state.persons[person].held }

    /// Whose clock is shown.
    public var country: Text? {
        world.places[definition.place].country.map { Text(world.countries[$0].name) }
    }

    /// The clock of the place where the character's story begins.
    public var clock: ClockView {
        let country = world.places[definition.place].country
        let zone = country.map { world.countries[$0].zone } ?? world.zone
        return ClockView(engine, state, now: time, zone: zone)
    }

    // MARK: Who I am

    public var character: CharacterView {
        CharacterView(
            name: name, about: Text(definition.about), brief: Text(definition.brief),
            tongues: engine.tongues(of: person), traits: engine.traits(of: person), tellings: tellings)
    }

    /// What the character has to tell, by topic, and when the script tells it.
    private var tellings: [Telling] {
        var found: [Telling] = []
        for source in scenario.sources.values where isTold(source) {
            let telling = Telling(
                topic: source.topic.map { Text(world.topics[$0].name) }, fact: factOption(source.fact),
                words: Text(source.text), hints: hints(source.when))
            let isThere = found.contains { $0.topic == telling.topic && $0.fact == telling.fact }
            if !isThere { found.append(telling) }
        }
        return found
    }

    private func isTold(_ source: Source) -> Bool {
        source.person == person && world.acts[source.act].verb.isContact
    }

    private func factOption(_ fact: FactID) -> Option {
        Option(handle: key.handle(fact, .fact), name: Text(scenario.facts[fact].text))
    }

    // MARK: How I am now

    public var now: CharacterNow? {
        let here = state.persons[person]
        guard here.held else { return nil }
        return CharacterNow(
            dials: here.dials, needs: here.needs.map { Text(world.needs[$0].name) },
            marks: [PersonMark.safe, .detained, .guardian, .lost].filter { here.has($0) },
            place: Text(world.places[here.place].name),
            service: here.service.map { Text(world.services[$0].name) },
            consents: agreed,
            matters: engine.matters(of: person, in: state), questions: questions, asked: consentQuestions)
    }

    private var questions: [CharacterQuestion] {
        state.items.compactMap { record in
            guard record.state == .open,
                case .question(person, let topic, let booking, let until, let scripted) = record.item.body,
                let asked = state.booking(booking)?.booking
            else { return nil }
            let own = scenario.sources.values.filter { isTold($0) }
            let others = unique(own.map(\.fact)).filter { !scripted.contains($0) }
            return CharacterQuestion(
                handle: key.handle(record.item.id), topic: Text(world.topics[topic].name),
                by: visitor(asked.seat),
                askedAt: record.sentAt, until: until, how: manner(asked.act),
                timesAsked: state.persons[person].asked[topic],
                script: scripted.map { proposal($0, of: asked.act, own) },
                beyond: others.map { proposal($0, of: asked.act, own) })
        }
    }

    private func unique(_ facts: [FactID]) -> [FactID] {
        var found: [FactID] = []
        for fact in facts where !found.contains(fact) { found.append(fact) }
        return found
    }

    /// A fact with the words in which the script tells it: those of this act if there are such.
    private func proposal(_ fact: FactID, of act: Act, _ own: [Source]) -> ProposedFact {
        let sources = own.filter { $0.fact == fact }
        let source =
            sources.first { $0.act == act.type && $0.topic == act.topic } ?? sources.first {
                $0.topic == act.topic
            }
            ?? sources.first
        return ProposedFact(
            fact: factOption(fact), words: source.map { Text($0.text) },
            isOfTopic: sources.contains { $0.topic == act.topic }, hints: source.map { hints($0.when) } ?? [])
    }

    func visitor(_ seat: SeatID) -> CharacterVisitor {
        let agency = world.agencies[state.seats[seat].agency]
        return CharacterVisitor(
            seat: Text(scenario.seats[seat].name), agency: Text(agency.name), letter: agency.letter,
            hue: agency.hue)
    }

    /// Where and how somebody came: what the person sees of it.
    func manner(_ act: Act) -> CharacterManner {
        let choices = zip(world.acts[act.type].choices, act.choices).map { choice, value in
            let place = value - choice.from
            let option = choice.options.indices.contains(place) ? Text(choice.options[place].name) : nil
            return CharacterManner.Choice(
                name: Text(choice.name), option: option, isYes: choice.isFlag && value == 1)
        }
        return CharacterManner(
            setting: act.setting.map { Text(world.settings[$0].name) },
            interpreter: act.interpreter.map { Text(world.interpreters[$0].name) }, choices: choices)
    }

    // MARK: What has been done to me

    public var past: CharacterPast? {
        let here = state.persons[person]
        guard here.held else { return nil }
        return CharacterPast(
            contacts: contacts, takenBack: takenBack, notices: engine.notices(to: person, in: state),
            promised: promised,
            visits: visits,
            asked: world.topics.ids.filter { here.asked[$0] > 0 }.map {
                CharacterPast.Asked(
                    topic: Text(world.topics[$0].name), times: here.asked[$0], isLed: here.led.contains($0))
            }, talks: here.talks)
    }

    private var promised: [CharacterPast.Promised] {
        state.promises.reversed().filter { $0.made.person == person }.map { record in
            CharacterPast.Promised(
                promise: Text(world.promises[record.made.promise].name),
                by: Text(world.agencies[record.made.agency].name), at: record.at, due: record.made.until,
                end: record.end)
        }
    }

    /// The newest first. What still waits for an answer is not over yet.
    private var contacts: [CharacterContact] {
        let waiting = state.items.compactMap { record -> ItemID? in
            guard record.state == .open else { return nil }
            switch record.item.body {
            case .question(person, _, let booking, _, _), .consentAsked(person, _, let booking, _, _):
                return booking
            default: return nil
            }
        }
        let own = state.bookings.filter { isContact($0) && !waiting.contains($0.booking.id) }
        if own.isEmpty { return [] }
        let answers = state.items.filter { record in
            guard let booking = record.item.booking else { return false }
            return own.contains { $0.booking.id == booking }
        }
        return own.reversed().map { record in
            let act = record.booking.act
            return CharacterContact(
                handle: key.handle(record.booking.id), verb: world.acts[act.type].verb, at: record.startedAt,
                by: visitor(record.booking.seat), what: what(act), how: manner(act),
                said: answers.filter { $0.item.booking == record.booking.id }.flatMap { said(in: $0.item) },
                agreed: answers.lazy.compactMap { agreed($0.item, record.booking.id) }.first,
                came: act.service == nil ? nil : came(record.booking.id), told: told(in: record.booking.id),
                ratings: state.treatments.last { $0.value.contact == record.booking.id }?.value.ratings)
        }
    }

    private func isContact(_ record: BookingRecord) -> Bool {
        record.completedAt != nil && record.booking.act.person == person
            && world.acts[record.booking.act.type].verb.isContact
    }

    private func what(_ act: Act) -> Text? {
        if let topic = act.topic { return Text(world.topics[topic].name) }
        if let service = act.service { return Text(world.services[service].name) }
        if let need = world.acts[act.type].need { return Text(world.needs[need].name) }
        return act.agency.map { Text(world.agencies[$0].name) }
    }

    /// What the character said, in the words that whoever asked got to read.
    private func said(in item: Item) -> [Text] {
        switch item.body {
        case .reply(_, let state, let text) where state != .revoked: [Text(text)]
        case .result(_, .sources(let sources)): sources.map { Text(scenario.sources[$0].text) }
        default: []
        }
    }

    private func agreed(_ item: Item, _ booking: ItemID) -> Bool? {
        if case .result(booking, .consented(let given)) = item.body { given } else { nil }
    }

    /// A way that was promised, and whether it was gone.
    private func came(_ booking: ItemID) -> Bool? {
        for record in state.items {
            switch record.item.body {
            case .result(booking, .admitted): return true
            case .result(booking, .declined), .result(booking, .full): return false
            case .referred(let referral) where referral.booking == booking:
                switch record.state {
                case .admitted: return true
                case .refused, .lapsed, .declined, .full, .notArrived, .revoked: return false
                default: continue
                }
            default: continue
            }
        }
        return nil
    }

    private func told(in booking: ItemID) -> [Text] {
        state.ledger.filter { $0.learning.item == booking }.map {
            Text(scenario.facts[$0.learning.fact].text)
        }
    }

    /// When somebody came to where the character was, the newest first.
    private var visits: [CharacterPast.Visit] {
        state.items.reversed().compactMap { record in
            guard case .result(let booking, _) = record.item.body, record.item.persons.contains(person),
                let visit = state.booking(booking)?.booking, world.acts[visit.act.type].verb == .visit,
                let place = visit.act.place
            else { return nil }
            return CharacterPast.Visit(
                at: record.sentAt, by: visitor(visit.seat), place: Text(world.places[place].name))
        }
    }

    // MARK: From handles to acts

    /// The mistakes that the character would notice.
    public var felt: [Option] {
        world.mistakes.ids.filter { world.mistakes[$0].isFelt }.map {
            Option(handle: key.handle($0, .mistake), name: Text(world.mistakes[$0].name))
        }
    }

    public func mistake(_ handle: Handle?) -> MistakeID? {
        let id: MistakeID? = key.resolve(handle, .mistake, count: world.mistakes.count)
        return id.flatMap { world.mistakes[$0].isFelt ? $0 : nil }
    }

    /// A question to this character, open or not: who answers late hears that it was answered.
    public func question(_ handle: Handle?) -> ItemID? {
        guard let handle else { return nil }
        return state.items.first { record in
            switch record.item.body {
            case .question(person, _, _, _, _), .consentAsked(person, _, _, _, _):
                return key.handle(record.item.id) == handle
            default: return false
            }
        }?.item.id
    }

    public func contact(_ handle: Handle?) -> ItemID? {
        guard let handle else { return nil }
        return state.bookings.first { isContact($0) && key.handle($0.booking.id) == handle }?.booking.id
    }

    /// The facts that these handles name; nil if one is not the character's to tell.
    public func facts(_ handles: [Handle]) -> [FactID]? {
        var facts: [FactID] = []
        for handle in handles {
            guard let fact: FactID = key.resolve(handle, .fact, count: scenario.facts.count),
                scenario.sources.values.contains(where: { isTold($0) && $0.fact == fact })
            else { return nil }
            facts.append(fact)
        }
        return facts
    }
}

// MARK: - When the script tells something

extension RolePlayerView {
    /// What the script asks for, in the order in which the pack names it.
    private func hints(_ condition: Expression) -> [TellingHint] {
        var found: [TellingHint] = []
        for part in parts(condition) {
            guard let hint = hint(part), !found.contains(hint) else { continue }
            found.append(hint)
        }
        return found
    }

    private func parts(_ condition: Expression) -> [Expression] {
        if case .both(let left, let right) = condition { return parts(left) + parts(right) }
        return [condition]
    }

    /// Nil for what is always so.
    private func hint(_ condition: Expression) -> TellingHint? {
        switch condition {
        case .constant(let value): value == 0 ? .other : nil
        case .read(.act(.apart)): .apart
        case .read(.act(.languageShared)): .understood
        case .read(.act(.interpreterIndependent)): .independentInterpreter
        case .not(.read(.act(.present))), .not(.read(.act(.controllerPresent))): .notWatched
        case .compare(.equal, .read(.act(.setting)), .constant(let setting)) where isSetting(setting):
            .setting(Text(world.settings[SettingID(setting)].name))
        case .compare(.equal, .read(.act(.country)), .constant(let country)) where isCountry(country):
            .country(Text(world.countries[CountryID(country)].name))
        case .compare(let comparison, .read(.dial(.fixed(person), let dial)), .constant(let value)):
            hint(dial, comparison, value)
        default: .other
        }
    }

    private func isCountry(_ value: Int) -> Bool { (0..<world.countries.count).contains(value) }
    private func isSetting(_ value: Int) -> Bool { (0..<world.settings.count).contains(value) }

    private func hint(_ dial: Dial, _ comparison: Expression.Comparison, _ value: Int) -> TellingHint {
        switch comparison {
        case .greaterOrEqual: .atLeast(dial, value)
        case .greater: .atLeast(dial, value + 1)
        case .lessOrEqual: .atMost(dial, value)
        case .less: .atMost(dial, value - 1)
        case .equal, .unequal: .other
        }
    }
}
