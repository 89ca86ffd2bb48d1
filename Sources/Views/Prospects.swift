import Basics
import Engine
import Model

/// Something that the seat can do now, with what it costs and what there is to choose from.
public struct Prospect: Sendable {
    public let act: Handle
    public let verb: Verb
    public let name: Text
    public let about: Text
    public let minutes: Int
    public let answerAfter: Int
    public let officeTime: Bool
    public let staff: Int
    /// Which of the lists below have to be chosen from; the others are empty.
    public let persons: [Option]
    public let places: [Option]
    public let agencies: [Option]
    /// Single seats of agencies that have several, for who can be written to alone.
    public let seats: [Option]
    public let services: [Option]
    public let topics: [Option]
    public let settings: [Option]
    public let interpreters: [Option]
    /// Minutes that each of them adds.
    public let interpreterMinutes: [Int]
    public let bases: [Option]
    /// What can be said that it is for.
    public let purposes: [Option]
    public let kinds: [Option]
    public let statuses: [PersonStatus]
    /// Open requests or askings for an order that this act answers.
    public let items: [Handle]
    public let register: Text?
    /// What it brings of money.
    public let money: MoneySight?
    public let order: Text?
    /// By when an answer can be asked for, in minutes; none for what asks for no answer.
    public let deadlines: [Int]
    public let usualDeadline: Int
    /// The hours from which one is named for the order or the plan; none if it takes effect at once.
    public let hours: [ExerciseTime]
    public let choices: [ChoiceView]
    /// Fields of a form.
    public let fields: [FieldView]
    /// The form's id in the field, such as `F-C`.
    public let form: String
    /// It is filled in step by step, kept, numbered and printed: a form, or another act that is a document.
    public let isDocument: Bool
    public let takesFacts: Bool
    /// Signed forms of our agency may go along.
    public let takesForms: Bool
    public let takesText: Bool
    /// It is a rung of the ladder of international channels.
    public let isRung: Bool
    /// Until what is sent lies before the other side.
    public let there: RungView.Way?
    /// The agreement that it proposes or signs.
    public let agreement: Text?
    /// What is planned, for who plans a joint operation.
    public let operation: Text?
    /// Where people could be received in it.
    public let receptions: [Option]

    /// What it takes of the seat's time as it is asked for: an interpreter adds to it, and so does every fact that
    /// is laid before an analyst.
    public func minutes(for request: ActRequest) -> Int {
        let extra = interpreters.firstIndex { $0.handle == request.interpreter }.map {
            interpreterMinutes[$0]
        }
        return minutes * (verb == .link ? max(1, request.facts.count / 2) : 1) + (extra ?? 0)
    }
}

public struct FieldView: Sendable {
    public let name: Text
    /// The form cannot be signed without it.
    public let isNeeded: Bool
    /// It belongs to a mark at the foot of the form.
    public let isMark: Bool
    /// The choice with which it stands, by position, and the values of it with which it is asked for; nil: always.
    public let goesWith: (choice: Int, values: [Int])?
}

public struct ChoiceView: Sendable {
    public let name: Text
    public let isFlag: Bool
    /// Value of the first option.
    public let from: Int
    public let options: [Text]
    public let start: Int
    /// What careless bots take.
    public let careless: Int?
    /// No page chooses it for whoever fills it in.
    public let isAsked: Bool
    public let isMark: Bool
    /// What it is about may not be the case: `SeatView.asks` says whether it is asked.
    public let isConditional: Bool
}

/// An act as a page or a bot asks for it: handles instead of ids.
public struct ActRequest: Hashable, Sendable {
    public var act: Handle
    public var person: Handle?
    public var place: Handle?
    public var agency: Handle?
    public var agencies: [Handle] = []
    public var seats: [Handle] = []
    public var facts: [Handle] = []
    public var forms: [Handle] = []
    public var topic: Handle?
    public var setting: Handle?
    public var interpreter: Handle?
    public var service: Handle?
    public var basis: Handle?
    public var purpose: Handle?
    public var kind: Handle?
    public var item: Handle?
    public var status: PersonStatus?
    public var choices: [Int] = []
    public var deadline: Int?
    /// Exercise minutes at which an order is to take effect, or the doors of an operation open.
    public var hour: Int?
    public var text = ""
    public var more = ""
    public var fields: [String] = []
    /// The sites of an operation.
    public var places: [Handle] = []
    /// The word is given for the hour that was planned.
    public var atHour = false

    public init(act: Handle) { self.act = act }
}

extension SeatView {
    /// Whether this topic costs nothing when it is asked again in such a talk.
    public func isAtAnyTime(_ topic: Handle, in act: Prospect) -> Bool {
        let topic: TopicID? = key.resolve(topic, .topic, count: world.topics.count)
        let type: ActTypeID? = key.resolve(act.act, .act, count: world.acts.count)
        guard let topic, let type else { return false }
        return world.acts[type].topicsAtAnyTime.contains(topic)
    }

    /// Everything that the seat can do, in the world's order.
    public var prospects: [Prospect] { engine.usable(by: agency).map(prospect) }

    public func prospect(_ handle: Handle) -> Prospect? { resolveAct(handle).map(prospect) }

    private func resolveAct(_ handle: Handle) -> ActTypeID? {
        guard let id: ActTypeID = key.resolve(handle, .act, count: world.acts.count) else { return nil }
        return engine.mayUse(id, agency) ? id : nil
    }

    /// Open requests or askings for an order that an act of the seat answers.
    public func items(for act: Handle) -> [Handle] {
        resolveAct(act).map { items(for: world.acts[$0]) } ?? []
    }

    /// What the law says to an act, before it is done. `nil` if the request names unknown things.
    public func law(on request: ActRequest) -> LawView? {
        act(request).map {
            var law = lawView(state.showsLaw ? engine.law(on: $0, by: seat, at: now, in: state) : .allowed)
            law.isOnlyAsKnown = state.showsLaw && law.answer == .allowed && world.asksHiddenTruth($0.type)
            return law
        }
    }

    /// What makes an act impossible whatever is chosen in it and cited with it; nil where some answers open the way, and in
    /// test mode.
    public func shut(_ request: ActRequest) -> LawView? {
        guard state.showsLaw, let act = act(request) else { return nil }
        let citable = scenario.facts.ids.filter { state.knows(agency, $0) }
        return engine.shut(act, by: seat, citable: citable, at: now, in: state).map(lawView)
    }

    /// What made an act impossible once it was tried; nil if something else stood in its way. In test mode it says no more
    /// than that.
    public func law(behind refusal: Refusal, on request: ActRequest) -> LawView? {
        guard case .impossible(let rule, let says) = refusal, let act = act(request) else { return nil }
        let gate = world.acts[act.type].gates.first { $0.hard && $0.rule == rule && $0.says == says }
        guard state.showsLaw, let gate else {
            return LawView(
                answer: .forbidden, rule: "", says: nil, article: nil, order: nil, hard: true, ways: [])
        }
        return LawView(
            answer: gate.answer, rule: rule, says: Text(says), article: gate.article.map(articleView),
            order: gate.order.map { Text(world.orders[$0].name) }, hard: true,
            ways: gate.acts.filter(engine.usable(by: agency).contains).map {
                Option(handle: key.handle($0, .act), name: Text(world.acts[$0].name))
            })
    }

    /// What the law says against it besides, each sentence once; nothing in test mode.
    public func furtherLaw(on request: ActRequest) -> [LawView] {
        guard state.showsLaw, let act = act(request) else { return [] }
        var told: [LawView] = []
        for law in engine.laws(on: act, by: seat, at: now, in: state).map(lawView) where !told.contains(law) {
            told.append(law)
        }
        return Array(told.dropFirst())
    }

    /// Why the act would not be taken now; nil if it would. Asking changes nothing.
    public func objection(to request: ActRequest) -> Refusal? {
        guard let act = act(request) else { return .unknownThing }
        do throws(Refusal) {
            _ = try engine.decide(.seat(seat, act), id: "", at: now, in: state)
            return nil
        } catch {
            return error
        }
    }

    /// The act that a request stands for; `nil` if a handle names nothing that the seat may see.
    public func act(_ request: ActRequest) -> Act? {
        guard let type = resolveAct(request.act) else { return nil }
        var act = Act(type: type)
        var whole = true
        func known<Target>(_ handle: Handle?, _ found: ID<Target>?) -> ID<Target>? {
            if handle != nil, found == nil { whole = false }
            return found
        }
        act.person = known(request.person, resolvePerson(request.person))
        act.place = known(request.place, resolvePlace(request.place))
        act.agency = known(request.agency, key.resolve(request.agency, .agency, count: world.agencies.count))
        act.topic = known(request.topic, key.resolve(request.topic, .topic, count: world.topics.count))
        act.setting = known(
            request.setting, key.resolve(request.setting, .setting, count: world.settings.count))
        act.interpreter = known(
            request.interpreter,
            key.resolve(request.interpreter, .interpreter, count: world.interpreters.count))
        act.service = known(
            request.service, key.resolve(request.service, .service, count: world.services.count))
        act.basis = known(request.basis, key.resolve(request.basis, .basis, count: world.bases.count))
        act.purpose = known(request.purpose, resolvePurpose(request.purpose))
        act.kind = known(request.kind, key.resolve(request.kind, .factKind, count: world.factKinds.count))
        for handle in request.agencies {
            if let id: AgencyID = known(handle, key.resolve(handle, .agency, count: world.agencies.count)) {
                act.agencies.append(id)
            }
        }
        for handle in request.seats {
            if let id: SeatID = known(handle, key.resolve(handle, .seat, count: scenario.seats.count)) {
                act.seats.append(id)
            }
        }
        for handle in request.facts {
            if let id = known(handle, resolveFact(handle)) { act.facts.append(id) }
        }
        for handle in request.forms {
            guard let form = resolveForm(handle) else { return nil }
            act.forms.append(form.id)
        }
        for handle in request.places {
            if let id = known(handle, resolvePlace(handle)) { act.places.append(id) }
        }
        act.atHour = request.atHour
        if let handle = request.item, world.acts[type].verb.concernsOperation {
            guard let record = resolveOperation(handle) else { return nil }
            act.item = record.plan.id
        } else if let handle = request.item {
            let sent = world.acts[type].verb == .revoke
            guard let record = sent ? resolveSent(handle) : resolveItem(handle) else { return nil }
            act.item = record.item.id
        }
        act.status = request.status
        act.deadline = request.deadline
        act.hour = request.hour
        act.choices = request.choices
        let starts = world.acts[type].choices.map(\.start)
        if act.choices.isEmpty { act.choices = starts }
        if whole { for place in unasked(act) { act.choices[place] = starts[place] } }
        act.text = Typed(request.text)
        act.more = Typed(request.more)
        act.fields = request.fields.map { Typed($0) }
        return whole ? act : nil
    }

    /// Whether a choice of the act is asked, by position. In test mode each is: what is left out would tell what the law
    /// looks at.
    public func asks(_ choice: Int, in request: ActRequest) -> Bool {
        act(request).map { !unasked($0).contains(choice) } ?? true
    }

    private func unasked(_ act: Act) -> [Int] {
        guard state.showsLaw else { return [] }
        let choices = world.acts[act.type].choices
        return choices.indices.filter { place in
            choices[place].when != .always && act.choices.indices.contains(place)
                && !engine.asks(place, of: act, by: seat, at: now, in: state)
        }
    }

    func resolvePlace(_ handle: Handle?) -> PlaceID? {
        guard let id: PlaceID = key.resolve(handle, .place, count: world.places.count),
            state.agencies[agency].places[id]
        else { return nil }
        return id
    }

    private func prospect(_ id: ActTypeID) -> Prospect {
        let type = world.acts[id]
        let verb = type.verb
        return Prospect(
            act: key.handle(id, .act), verb: verb, name: Text(type.name), about: Text(type.about),
            minutes: type.minutes,
            answerAfter: type.wait(for: agency, in: world), officeTime: type.officeTime, staff: type.staff,
            persons: verb.takesPerson ? knownPersons(for: verb) : [],
            places: verb.takesPlace ? places(for: type) : [],
            agencies: agencies(for: type), seats: verb == .write ? singleSeats : [],
            services: services(for: verb),
            topics: verb == .talk
                ? world.topics.ids.map {
                    Option(handle: key.handle($0, .topic), name: Text(world.topics[$0].name))
                } : [],
            settings: verb.isConversation
                ? world.settings.ids.map {
                    Option(handle: key.handle($0, .setting), name: Text(world.settings[$0].name))
                } : [],
            interpreters: verb.isConversation
                ? world.interpreters.ids.map {
                    Option(handle: key.handle($0, .interpreter), name: Text(world.interpreters[$0].name))
                } : [],
            interpreterMinutes: verb.isConversation ? world.interpreters.values.map(\.minutes) : [],
            bases: type.bases.map {
                Option(handle: key.handle($0, .basis), name: Text(world.bases[$0].name))
            },
            purposes: purposes(for: verb),
            kinds: verb == .request
                ? world.factKinds.ids.map {
                    Option(handle: key.handle($0, .factKind), name: Text(world.factKinds[$0].name))
                } : [],
            statuses: type.status.filter { engine.mayMark($0, agency) }, items: items(for: type),
            register: type.register.map { Text(world.registers[$0].name) }, money: type.money,
            order: type.order.map { Text(world.orders[$0].name) },
            deadlines: verb == .request ? type.deadlines : [], usualDeadline: type.usualDeadline,
            hours: hours(for: type),
            choices: type.choices.map { choice in
                ChoiceView(
                    name: Text(choice.name), isFlag: choice.isFlag, from: choice.from,
                    options: choice.options.map { Text($0.name) }, start: choice.start,
                    careless: choice.careless, isAsked: choice.isAsked, isMark: choice.isMark,
                    isConditional: choice.when != .always)
            },
            fields: type.fields.map { fieldView($0, of: type) },
            form: type.form, isDocument: verb == .form || type.isLetter,
            takesFacts: verb.takesFacts, takesForms: verb == .share,
            takesText: verb.takesText
                || verb == .refer && world.services.values.contains { $0.intake != nil },
            isRung: isRung(type), there: type.rung?.travels.map(way),
            agreement: type.agreement.map { Text(world.agreements[$0].name) },
            operation: type.operation.map { Text(world.operations[$0].name) },
            receptions: type.operation.map(receptions) ?? []
        )
    }

    private func fieldView(_ field: FormField, of type: ActType) -> FieldView {
        let mark = field.options.isEmpty ? nil : type.choices.firstIndex { $0.id + "_words" == field.id }
        return FieldView(
            name: Text(field.name), isNeeded: field.isNeeded, isMark: field.isMark,
            goesWith: mark.map { place in (place, field.options.map { type.choices[place].from + $0 }) })
    }

    private func hours(for type: ActType) -> [ExerciseTime] {
        if type.verb == .planOperation { return hoursOfPlans }
        return type.order.map { world.orders[$0].namesHour } == true && type.verb != .refuseOrder
            ? comingHours : []
    }

    /// Quarters of the seat's clock for two hours, then full hours past the next morning. They are hours of the clock
    /// and not lengths, so that the one that is chosen stays the same however long people look at the plan.
    private var hoursOfPlans: [ExerciseTime] {
        let next = 15 - clock.local.minute % 15
        // Whoever looks at the plan first must not find that it has passed.
        let toQuarter = next < 10 ? next + 15 : next
        let soon = (0..<8).map { now.minutes + toQuarter + $0 * 15 }
        let toHour = 60 - clock.local.minute
        let later = (0..<30).map { now.minutes + toHour + $0 * 60 }
        let hours = (soon + later.filter { $0 > soon[soon.count - 1] })
            .map { ExerciseTime.start.after(minutes: $0) }
        // Nobody opens a door after ENDEX; in its last minutes one hour is left, so that a plan can still be written.
        let coming = hours.filter { $0 < clock.end }
        return coming.isEmpty ? [hours[0]] : coming
    }

    /// Full hours on the seat's clock until ENDEX, two days at most.
    private var comingHours: [ExerciseTime] {
        let next = now.minutes + 60 - clock.local.minute
        return (0..<48).map { ExerciseTime.start.after(minutes: next + $0 * 60) }.filter { $0 < clock.end }
    }

    /// Nobody is given a second guardian.
    private func knownPersons(for verb: Verb) -> [Option] {
        scenario.persons.ids.filter {
            state.agencies[agency].persons[$0] && !(verb == .appoint && knowsGuardian(of: $0))
        }.map(personOption)
    }

    private func places(for type: ActType) -> [Option] {
        let never = type.operation.map { world.operations[$0].notAt } ?? []
        return world.places.ids.filter { state.agencies[agency].places[$0] && !never.contains($0) }
            .map(placeOption)
    }

    private func receptions(_ kind: OperationID) -> [Option] {
        world.places.ids.filter { state.agencies[agency].places[$0] && engine.canReceive(at: $0, kind) }
            .map(placeOption)
    }

    private func agencies(for type: ActType) -> [Option] {
        let others: [AgencyID] =
            switch type.verb {
            case .request, .share: reached(by: type)
            case .write, .consent, .planOperation:
                engine.seatedAgencies.filter {
                    $0 != agency || type.verb == .consent || (type.verb == .write && seats(of: $0).count > 1)
                }
            case .askOrder:
                engine.seatedAgencies.filter { other in
                    type.order.map { engine.mayGive($0, other, askedBy: agency) } ?? false
                }
            default: []
            }
        return others.map { Option(handle: key.handle($0, .agency), name: Text(world.agencies[$0].name)) }
    }

    func seats(of agency: AgencyID) -> [SeatID] {
        scenario.seats.ids.filter { scenario.seats[$0].agency == agency }
    }

    private var singleSeats: [Option] {
        world.agencies.ids.map(seats).filter { $0.count > 1 }.flatMap { $0 }.filter { $0 != seat }.map {
            Option(handle: key.handle($0, .seat), name: Text(scenario.seats[$0].name))
        }
    }

    private func services(for verb: Verb) -> [Option] {
        guard verb == .protect || verb == .refer || verb == .consent else { return [] }
        return world.services.ids.filter { verb != .protect || world.services[$0].safe }.map {
            Option(handle: key.handle($0, .service), name: Text(world.services[$0].name))
        }
    }

    private func items(for type: ActType) -> [Handle] {
        if type.verb.concernsOperation {
            return engine.operations(for: type.verb, agency, in: state).map { key.handle($0) }
        }
        guard type.verb.answersItem else { return [] }
        if type.verb == .revoke { return revocable() }
        return state.seats[seat].inbox.compactMap { place in
            let record = state.items[place]
            switch (record.item.body, type.verb) {
            case (.request(let request), .answer) where request.agreement != nil: return nil
            case (.request(let request), .accept):
                guard request.agreement != nil, request.agreement == type.agreement else { return nil }
                return record.isOpened(by: seat) && record.state.isWaiting ? key.handle(record.item.id) : nil
            case (.request, .answer), (.request, .refuse):
                return record.state.isWaiting || record.state == .lapsed ? key.handle(record.item.id) : nil
            case (.order(let request), .giveOrder), (.order(let request), .refuseOrder):
                guard record.state == .open, type.order == nil || type.order == request.order else {
                    return nil
                }
                return key.handle(record.item.id)
            case (.referred, .accept) where type.agreement != nil: return nil
            case (.referred, _), (_, .acknowledge):
                return awaits(record, type.verb) ? key.handle(record.item.id) : nil
            default: return nil
            }
        }
    }
}
