import Basics
import EventStore
import Model

/// A scenario with three things of each kind, and a few that have no id of their own.
let tiny: Scenario = {
    var world = World()
    func three<K, Value>(_ table: inout Table<K, Value>, _ name: String, _ make: (String) -> Value) {
        for number in 1...3 { table.append(make("\(name)_\(number)")) }
    }
    func labelled<K>(_ table: inout Table<K, Labelled>, _ name: String) {
        three(&table, name) { Labelled(id: $0, name: TextID("")) }
    }
    three(&world.articles, "article") {
        var value = Article()
        value.id = $0
        return value
    }
    three(&world.agencies, "agency") {
        var value = Agency()
        value.id = $0
        return value
    }
    labelled(&world.bases, "basis")
    labelled(&world.purposes, "purpose")
    labelled(&world.factKinds, "fact_kind")
    labelled(&world.channels, "channel")
    labelled(&world.topics, "topic")
    labelled(&world.needs, "need")
    labelled(&world.steps, "step")
    three(&world.matters, "matter") {
        var value = Matter()
        value.id = $0
        return value
    }
    three(&world.promises, "promise") {
        var value = PromiseKind()
        value.id = $0
        return value
    }
    three(&world.mistakes, "mistake") {
        var value = Mistake()
        value.id = $0
        return value
    }
    three(&world.settings, "setting") {
        var value = Setting()
        value.id = $0
        return value
    }
    three(&world.interpreters, "interpreter") {
        var value = Interpreter()
        value.id = $0
        return value
    }
    three(&world.services, "service") {
        var value = Service()
        value.id = $0
        return value
    }
    three(&world.orders, "order") {
        var value = OrderKind()
        value.id = $0
        return value
    }
    three(&world.agreements, "agreement") {
        var value = Agreement()
        value.id = $0
        return value
    }
    three(&world.operations, "operation") {
        var value = OperationKind()
        value.id = $0
        return value
    }
    three(&world.places, "place") {
        var value = Place()
        value.id = $0
        return value
    }
    three(&world.acts, "act_type") {
        var value = ActType()
        value.id = $0
        return value
    }

    var scenario = Scenario()
    scenario.world = world
    three(&scenario.seats, "seat") {
        var value = Seat()
        value.id = $0
        return value
    }
    three(&scenario.persons, "person") {
        var value = Person()
        value.id = $0
        return value
    }
    three(&scenario.facts, "fact") {
        var value = Fact()
        value.id = $0
        return value
    }
    three(&scenario.records, "record") {
        var value = Record()
        value.id = $0
        return value
    }
    three(&scenario.networks, "network") {
        var value = Network()
        value.id = $0
        return value
    }
    three(&scenario.injects, "inject") {
        var value = Inject()
        value.id = $0
        return value
    }
    // Networks without a mind are no reactions, whatever they could do.
    three(&scenario.phases, "phase") {
        var value = NetworkPhase()
        value.id = $0
        return value
    }
    three(&scenario.leaks, "leak") {
        var value = Leak()
        value.id = $0
        return value
    }
    three(&scenario.moves, "move") {
        var value = NetworkMove()
        (value.id, value.network) = ($0, NetworkID(1))
        return value
    }
    three(&scenario.money.flows, "flow") {
        var value = Flow()
        value.id = $0
        return value
    }
    scenario.injects[InjectID(2)].trigger = .when(.always, after: 5)
    scenario.flagNames = Names(["flag_1", "flag_2", "flag_3"])
    scenario.counterNames = Names(["counter_1", "counter_2", "counter_3"])
    // Two sources that look alike, and one elsewhere.
    for _ in 0..<2 { scenario.sources.append(Source()) }
    var elsewhere = Source()
    (elsewhere.person, elsewhere.place, elsewhere.topic) = (PersonID(1), PlaceID(2), TopicID(0))
    scenario.sources.append(elsewhere)
    var group = Group()
    (group.id, group.members) = ("pair", [PersonID(0), PersonID(2)])
    let pair = scenario.groups.append(group)
    for over: Expression.Collection? in [nil, .persons, .group(pair), .agencies] {
        var rule = Rule()
        (rule.id, rule.over) = ("rule_\(scenario.rules.count + 1)", over)
        scenario.rules.append(rule)
    }
    return scenario
}()

/// Rules once or once for each bound person, and the waiting inject.
let ruleInstances = 1 + 3 + 2 + 1

/// Random values of every kind; the same seed gives the same values.
struct Samples {
    var dice: SplitMix64

    init(seed: UInt64) { dice = SplitMix64(seed: seed) }

    static let texts = [
        "", "Good morning", "She said: \"no\"\\", "two\nlines\tand\u{0}\u{1B}", "Қайда? Ертең сағат 9-да",
        "🙂👩🏽‍⚕️",
        "Mahalla Oʻzbek", "e\u{301} and é", "\u{2028}\u{FEFF}",
    ]

    mutating func chance() -> Bool { dice.below(2) == 0 }
    mutating func one<Value>(of values: [Value]) -> Value { values[dice.below(values.count)] }
    mutating func number() -> Int { one(of: [0, 1, -1, 60, 1_000_000, dice.below(1000), .max, .min]) }
    mutating func id<K>() -> ID<K> { ID(dice.below(3)) }
    mutating func maybe<K>() -> ID<K>? { chance() ? id() : nil }
    mutating func list<K>() -> [ID<K>] { (0..<dice.below(4)).map { _ in id() } }
    mutating func item() -> ItemID { ItemID("c\(dice.below(1000)).\(dice.below(9))") }
    mutating func time() -> ExerciseTime { ExerciseTime(milliseconds: Int64(dice.below(600_000_000))) }
    mutating func word<Word: CaseIterable>() -> Word { one(of: Array(Word.allCases)) }
    mutating func typed() -> Typed { dice.below(10) == 0 ? Typed(nil) : Typed(one(of: Samples.texts)) }
    mutating func injectText() -> InjectText {
        chance() ? .pack(TextID("inject.inject_1.title")) : .typed(typed())
    }

    mutating func mode() -> SeatMode {
        one(of: [.people, .bot("careful"), .control, .coveredBy(id())])
    }

    mutating func act() -> Act {
        var act = Act(type: id())
        guard chance() else { return act }
        (act.person, act.place, act.agency) = (maybe(), maybe(), maybe())
        (act.agencies, act.seats, act.facts) = (list(), list(), list())
        (act.topic, act.setting, act.interpreter, act.service) = (maybe(), maybe(), maybe(), maybe())
        (act.basis, act.status, act.item) = (maybe(), chance() ? word() : nil, chance() ? item() : nil)
        act.choices = (0..<dice.below(3)).map { _ in number() }
        (act.deadline, act.kind) = (chance() ? number() : nil, maybe())
        act.hour = chance() ? number() : nil
        (act.text, act.more) = (typed(), typed())
        act.fields = (0..<dice.below(3)).map { _ in typed() }
        act.forms = (0..<dice.below(3)).map { _ in item() }
        (act.places, act.atHour, act.purpose) = (list(), chance(), maybe())
        return act
    }

    static let outcomeKinds = 12
    mutating func outcome() -> Outcome { outcome(dice.below(Samples.outcomeKinds)) }
    mutating func outcome(_ choice: Int) -> Outcome {
        switch choice {
        case 0: .records(list())
        case 1: .sources(list())
        case 2: .silent
        case 3: .nobodyThere
        case 4: .consented(chance())
        case 5: .concluded(id())
        case 6: .notSupported
        case 7: .admitted(id())
        case 8: .declined(id())
        case 9: .full(id())
        case 10: .helped
        default: .done
        }
    }

    mutating func consent() -> Consent {
        Consent(to: chance() ? .service(id()) : .agency(id()), for: maybe())
    }

    static let bodyKinds = 14
    mutating func itemBody() -> Item.Body { itemBody(dice.below(Samples.bodyKinds)) }
    mutating func itemBody(_ choice: Int) -> Item.Body {
        switch choice {
        case 0: .inject(id(), title: injectText(), text: injectText())
        case 1: .improvised(id(), from: typed(), title: typed(), text: typed())
        case 2: .message(typed())
        case 3: .share(basis: maybe(), text: typed())
        case 4:
            .request(
                InformationRequest(
                    to: id(), person: maybe(), place: maybe(), kind: maybe(), basis: maybe(), due: time(),
                    text: typed(), channel: maybe(), agreement: maybe(), purpose: maybe()))
        case 5:
            .order(
                OrderRequest(
                    order: id(), to: id(), person: maybe(), place: maybe(), reasons: typed(),
                    from: chance() ? time() : nil))
        case 6: .result(item(), outcome())
        case 7: .reply(to: item(), word(), typed())
        case 8: .referral(id(), id(), from: id())
        case 9: .question(id(), id(), booking: item(), until: time(), scripted: list())
        case 11: .operation(item(), word(), typed())
        case 12: .consentAsked(id(), consent(), booking: item(), until: time(), scripted: chance())
        case 13: .notice(of: item(), notice: "to_person")
        default:
            .referred(
                Referral(
                    person: id(), service: id(), from: id(), booking: item(), accompanied: chance(),
                    acknowledgeBy: chance() ? time() : nil, due: time(), text: typed()))
        }
    }

    mutating func sent(_ body: Item.Body) -> Item {
        Item(
            id: item(), body: body, seats: list(), sender: maybe(), facts: list(), persons: list(),
            forms: (0..<dice.below(3)).map { _ in item() })
    }

    mutating func event(_ kind: EventKind) -> Event {
        switch kind {
        case .started: .started
        case .paused: .paused(stopped: chance())
        case .resumed: .resumed
        case .speedSet: .speedSet(number())
        case .lawShown: .lawShown(chance())
        case .ended: .ended
        case .seatSet: .seatSet(id(), mode())
        case .booked:
            .booked(
                Booking(id: item(), seat: id(), act: act(), minutes: number(), staff: number(), due: time()))
        case .completed: .completed(item())
        case .minutesBooked: .minutesBooked(id(), minutes: number(), person: maybe())
        case .factLearned:
            .factLearned(
                Learning(
                    agency: id(), fact: id(), way: word(), from: maybe(), basis: maybe(),
                    item: chance() ? item() : nil, unread: chance(), contaminated: chance()))
        case .met: .met(id(), id())
        case .seen: .seen(id(), id(), id(), isFirst: chance())
        case .placeFound: .placeFound(id(), id())
        case .itemSent:
            .itemSent(sent(itemBody()))
        case .itemOpened: .itemOpened(item(), id())
        case .notSupported: .notSupported(id(), facts: list())
        case .itemAnswered: .itemAnswered(item(), word())
        case .itemStands: .itemStands(item(), word(), until: chance() ? time() : nil)
        case .orderGiven:
            .orderGiven(
                OrderGrant(
                    request: item(), order: id(), holder: id(), person: maybe(), place: maybe(),
                    until: time(), from: chance() ? time() : nil, isWatched: chance()))
        case .orderInForce: .orderInForce(item())
        case .orderOver: .orderOver(item())
        case .dialChanged: .dialChanged(id(), word(), number())
        case .markChanged: .markChanged(id(), word(), chance())
        case .needChanged: .needChanged(id(), id(), chance())
        case .statusSet:
            .statusSet(
                StatusMark(
                    person: id(), status: word(), seat: id(), agency: id(), reasons: typed(), appeal: typed(),
                    facts: list()))
        case .consentSet:
            .consentSet(id(), consent(), chance())
        case .personMoved: .personMoved(id(), id())
        case .admitted: .admitted(id(), id())
        case .stepSet: .stepSet(id(), id(), by: maybe(), chance())
        case .asked: .asked(id(), id(), id())
        case .led: .led(id(), id())
        case .escorted: .escorted(id(), staff: number(), until: time())
        case .matterChanged: .matterChanged(id(), id(), number())
        case .promised:
            .promised(
                PromiseMade(id: item(), promise: id(), person: id(), agency: id(), until: time()))
        case .promiseOver: .promiseOver(item(), word())
        case .personHeld: .personHeld(id(), chance())
        case .alertChanged: .alertChanged(id(), number())
        case .resourcesChanged: .resourcesChanged(id(), number())
        case .noticed: .noticed(id(), id(), id(), by: number())
        case .leaked: .leaked(id(), id(), item(), at: time())
        case .heard: .heard(id(), id(), item())
        case .phaseEntered: .phaseEntered(id(), id())
        case .moveOpened: .moveOpened(id(), id())
        case .moveBegun: .moveBegun(id(), id(), until: time())
        case .moveEnded: .moveEnded(id(), id(), word(), list(), again: chance() ? time() : nil)
        case .networkHeld: .networkHeld(id(), chance())
        case .flagSet: .flagSet(id(), chance())
        case .counterSet: .counterSet(id(), number())
        case .visited: .visited(id(), id())
        case .paid: .paid(id(), amount: number())
        case .paymentStopped: .paymentStopped(id())
        case .injectFired: .injectFired(id())
        case .injectHeld: .injectHeld(id(), chance())
        case .injectCancelled: .injectCancelled(id())
        case .injectScheduled: .injectScheduled(id(), time())
        case .injectEdited: .injectEdited(id(), title: typed(), text: typed())
        case .injectRetargeted: .injectRetargeted(id(), list())
        case .followupSet: .followupSet(id(), time())
        case .followupDropped: .followupDropped(id())
        case .ruleWaiting: .ruleWaiting(dice.below(ruleInstances), until: time())
        case .ruleIdle: .ruleIdle(dice.below(ruleInstances))
        case .ruleFired: .ruleFired(dice.below(ruleInstances))
        case .dutyOwed: .dutyOwed(dice.below(ruleInstances), until: chance() ? time() : nil)
        case .dutyLapsed: .dutyLapsed(dice.below(ruleInstances))
        case .dutyKept: .dutyKept(dice.below(ruleInstances))
        case .dutyMissed: .dutyMissed(dice.below(ruleInstances))
        case .mistakeMade:
            .mistakeMade(
                MistakeMade(
                    mistake: id(), agency: id(), person: maybe(), byStaff: chance(),
                    contact: chance() ? item() : nil))
        case .formSigned:
            .formSigned(
                SignedForm(
                    id: item(), type: id(), seat: id(), person: maybe(), version: number(),
                    choices: (0..<dice.below(3)).map { _ in number() },
                    fields: (0..<dice.below(4)).map { _ in typed() }, facts: list()))
        case .formShared:
            .formShared(FormShare(form: item(), from: id(), to: id(), answer: word(), basis: maybe()))
        case .operationPlanned:
            .operationPlanned(
                OperationPlan(
                    id: item(), kind: id(), act: id(), seat: id(), version: number(), sites: list(),
                    reception: maybe(), hour: time(), agencies: list(),
                    choices: (0..<dice.below(3)).map { _ in number() }, text: typed()))
        case .operationAnswered:
            .operationAnswered(
                OperationAnswer(
                    operation: item(), seat: id(), agency: id(), takesPart: chance(), staff: number(),
                    until: time(), text: typed()))
        case .operationOrdered: .operationOrdered(item(), id(), at: time())
        case .operationBegun:
            .operationBegun(
                OperationStart(
                    operation: item(), seat: id(), unmet: chance() ? ["G1", "G4"] : [], found: list(),
                    staff: number(), until: time()))
        case .operationMinute: .operationMinute(item(), "doors")
        case .operationWaits: .operationWaits(item(), until: time())
        case .operationOver: .operationOver(item())
        case .operationCalledOff: .operationCalledOff(item(), id(), typed())
        case .breached:
            .breached(
                Breach(
                    rule: "R-CON-01", article: maybe(), agency: id(), seat: maybe(), person: maybe(),
                    fact: maybe(),
                    says: chance() ? [TextID("gate.1.says"), TextID("gate.2.says")] : [],
                    isDeviation: chance()))
        case .shared: .shared(Share(fact: id(), from: id(), to: id(), answer: word(), basis: maybe()))
        case .decided:
            .decided(
                Decision(
                    id: item(), seat: id(), text: typed(), alternatives: typed(), facts: list(),
                    person: maybe(),
                    charge: maybe()))
        case .toldBeyondScript: .toldBeyondScript(id(), id())
        case .treated:
            .treated(
                Treatment(person: id(), agency: id(), contact: item(), ratings: [1, 5, 0, dice.below(6)]))
        }
    }

    mutating func command(_ kind: CommandKind) -> Command {
        switch kind {
        case .act: .seat(id(), act())
        case .open: .open(id(), item())
        case .time: .time
        case .start: .control(.start)
        case .pause: .control(.pause)
        case .stop: .control(.stop)
        case .resume: .control(.resume)
        case .speed: .control(.speed(number()))
        case .end: .control(.end)
        case .seat: .control(.seat(id(), mode()))
        case .fire: .control(.fire(id()))
        case .hold: .control(.hold(id()))
        case .release: .control(.release(id()))
        case .edit: .control(.edit(id(), title: typed(), text: typed()))
        case .retarget: .control(.retarget(id(), list()))
        case .improvise:
            .control(
                .improvise(
                    Improvised(
                        seats: list(), channel: id(), from: typed(), title: typed(), text: typed(),
                        facts: list())))
        case .holdPerson: .control(.holdPerson(id()))
        case .releasePerson: .control(.releasePerson(id()))
        case .reply: .control(.reply(item(), facts: list(), text: typed()))
        case .dial: .control(.dial(id(), word(), number()))
        case .holdNetwork: .control(.holdNetwork(id(), chance()))
        case .makeMove: .control(.makeMove(id()))
        case .alert: .control(.alert(id(), number()))
        case .told: .control(.told(id(), id()))
        case .mistake: .control(.mistake(id(), id(), maybe()))
        case .flag: .control(.flag(id(), item()))
        case .showLaw: .control(.showLaw(chance()))
        case .takeRole: .role(id(), .take)
        case .handOverRole: .role(id(), .handOver)
        case .answerInRole:
            .role(id(), .answer(item(), facts: list(), text: typed(), moves: chance() ? [] : [5, -10, 0, 0]))
        case .leaveToScript: .role(id(), .leave(item()))
        case .agreeInRole: .role(id(), .agree(item(), chance()))
        case .takeBackInRole: .role(id(), .takeBack(consent()))
        case .agree: .control(.agree(item(), chance()))
        case .treatedInRole: .role(id(), .treated(item(), [0, 3, 5, dice.below(6)]))
        case .flagInRole: .role(id(), .flag(id(), item()))
        }
    }

    mutating func body() -> LogBody {
        let events = (0..<dice.below(6)).map { _ in event(one(of: EventKind.allCases)) }
        return LogBody(command: command(one(of: CommandKind.allCases)), events: events)
    }
}

let salt = Array(UInt8(0)..<16)
let codec = LogCodec(scenario: tiny, digest: plainDigest)

/// 32 bytes that change when any byte changes; for tests, where nobody attacks.
@Sendable func plainDigest(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    for lane in UInt8(0)..<4 {
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in [lane] + bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
        for shift in stride(from: 0, to: 64, by: 8) {
            out.append(UInt8(truncatingIfNeeded: sum >> UInt64(shift)))
        }
    }
    return out
}
