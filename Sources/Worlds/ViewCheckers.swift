import Basics
import Engine
import EventStore
import Model
import Runtime
import Simulation
import Views

struct ClockGoesOn: Checker {
    let rule = "the clock that people see goes forward while the run does, and stands in a pause"
    let engine: Engine
    /// Nothing is ever being written for a while, so that the clock has no reason to wait.
    let isExact: Bool
    private var last: Look?

    init(_ engine: Engine, isExact: Bool) { (self.engine, self.isExact) = (engine, isExact) }

    mutating func see(_ happening: Happening) -> String? {
        switch happening {
        case .opened(let look):
            last = look
            return nil
        case .looked(let look):
            defer { last = look }
            guard let last, last.process == look.process else { return nil }
            return compare(last, look)
        default: return nil
        }
    }

    private func compare(_ last: Look, _ look: Look) -> String? {
        let passed = look.time.milliseconds - last.time.milliseconds
        if passed < 0 {
            return "It went back from \(last.time.milliseconds) to \(look.time.milliseconds) ms"
                + " between records \(last.position) and \(look.position)."
        }
        guard look.position == last.position else { return nil }
        // STOP that is in no record yet: the clock stands from it on.
        guard !look.isHalted else {
            return last.isHalted && passed != 0 ? "It went on by \(passed) ms after STOP." : nil
        }
        guard look.state.phase == .running else {
            return passed == 0 ? nil : "It went on by \(passed) ms while the run stood."
        }
        let wanted = (look.wallMs - last.wallMs) * Int64(look.state.speed)
        guard isExact, passed != wanted, engine.nextDue(look.state) != look.time else { return nil }
        return "It went on by \(passed) ms where \(wanted) had passed."
    }
}

struct NoticesFit: Checker {
    let rule = "a seat gets a notice if and only if its own view changed"
    let engine: Engine
    private var waiting: [Int: [[Told]]] = [:]
    private var heard: [Int: [Audience: [Section]]] = [:]

    init(_ engine: Engine) { self.engine = engine }

    mutating func see(_ happening: Happening) -> String? {
        switch happening {
        case .batch(let process, let rows): waiting[process, default: []].append(rows)
        case .noticed(let process, let notice, _):
            if notice.audience == .control { return close(process) }
            heard[process, default: [:]][notice.audience] = notice.sections
        default: break
        }
        return nil
    }

    /// The notice to control ends what one append is followed by.
    private mutating func close(_ process: Int) -> String? {
        let told = heard.removeValue(forKey: process) ?? [:]
        guard var batches = waiting[process], !batches.isEmpty else {
            return "Process \(process) told of something that is not in the store."
        }
        let rows = batches.removeFirst()
        waiting[process] = batches
        for seat in engine.scenario.seats.ids {
            if let fault = compare(rows, seat, told[.seat(seat)] ?? []) { return fault }
        }
        return nil
    }

    private func compare(_ rows: [Told], _ seat: SeatID, _ told: [Section]) -> String? {
        guard let first = rows.first, let last = rows.last else { return nil }
        let changes = changed(first.before, last.after, seat)
        let unnoticed = changes.filter { !told.contains($0) }
        if !unnoticed.isEmpty {
            return "Seat \(seat.index) was not told of \(unnoticed) in record \(last.row.position)."
        }
        // What one row changed, the next may have changed back.
        if !told.isEmpty, changes.isEmpty,
            rows.count == 1 || rows.allSatisfy({ changed($0.before, $0.after, seat).isEmpty })
        {
            return "Seat \(seat.index) was told of \(told) for nothing in record \(last.row.position)."
        }
        return nil
    }

    private func changed(_ before: State, _ after: State, _ seat: SeatID) -> [Section] {
        view(after, seat, after.time).changes(since: view(before, seat, after.time))
    }

    private func view(_ state: State, _ seat: SeatID, _ now: ExerciseTime) -> SeatView {
        SeatView(engine, state, seat: seat, secret: 1, now: now)
    }
}

struct NoticesAreCounted: Checker {
    let rule = "notices come after the record, and their numbers have no gap"
    private var numbers: [Int: [Audience: Int]] = [:]
    private var position: Int64 = 0

    mutating func see(_ happening: Happening) -> String? {
        if case .row(let told) = happening { position = told.row.position }
        guard case .noticed(let process, let notice, let shown) = happening else { return nil }
        if shown > position { return "Record \(shown) was told of before it was in the store." }
        let expected = numbers[process, default: [:]][notice.audience, default: 0] + 1
        guard notice.number == expected else {
            return "\(notice.audience) was given number \(notice.number) where \(expected) was to come."
        }
        numbers[process, default: [:]][notice.audience] = expected
        return nil
    }
}

struct NothingLeaks: Checker {
    let rule = "no view holds what it may not"
    let engine: Engine
    private var facts: [Set<TextID>]
    private var people: [Set<TextID>]
    private var sent: [ItemID: Item] = [:]
    private var opened: Set<[String]> = []

    init(_ engine: Engine) {
        self.engine = engine
        let scenario = engine.scenario
        facts = scenario.world.agencies.ids.map { _ in [] }
        people = scenario.world.agencies.ids.map { agency in
            Set(scenario.persons.values.filter { $0.knownTo.contains(agency) }.map(\.name))
        }
    }

    mutating func see(_ happening: Happening) -> String? {
        switch happening {
        case .row(let told): for event in told.body.events { take(event) }
        case .showed(let seat, let view): return look(view, seat)
        default: break
        }
        return nil
    }

    /// Keeps its own account of who may know what, from the events alone.
    private mutating func take(_ event: Event) {
        switch event {
        case .factLearned(let learning) where !learning.unread: learn(learning.fact, learning.agency)
        case .met(let agency, let person): people[agency.index].insert(engine.scenario.persons[person].name)
        case .itemSent(let item): sent[item.id] = item
        case .itemOpened(let id, let seat):
            opened.insert([id.text, "\(seat.index)"])
            for fact in sent[id]?.facts ?? [] { learn(fact, engine.scenario.seats[seat].agency) }
        default: break
        }
    }

    private mutating func learn(_ fact: FactID, _ agency: AgencyID) {
        facts[agency.index].insert(engine.scenario.facts[fact].text)
    }

    private func look(_ view: SeatView, _ seat: SeatID) -> String? {
        let agency = engine.scenario.seats[seat].agency.index
        for fact in view.facts {
            if case .pack(let id) = fact.text.source, !facts[agency].contains(id) {
                return "Seat \(seat.index) can read \(id.path)."
            }
        }
        for person in view.persons {
            if case .pack(let id) = person.name.source, !people[agency].contains(id) {
                return "Seat \(seat.index) can read of \(id.path)."
            }
        }
        for face in view.inbox {
            guard let id = view.itemID(face.handle), let item = sent[id], item.seats.contains(seat) else {
                return "Seat \(seat.index) has something in its inbox that was not sent to it."
            }
            if face.content != nil, !opened.contains([id.text, "\(seat.index)"]) {
                return "Seat \(seat.index) can read \(id.text) unopened."
            }
        }
        return nil
    }
}

struct ScreensAreNew: Checker {
    let rule = "every screen ends with the newest view"
    let engine: Engine

    func see(_ happening: Happening) -> String? {
        guard case .ended(let ending) = happening else { return nil }
        for screen in ending.screens {
            switch screen.audience {
            case .role, .observers, .everybody: break
            case .control:
                if screen.position != ending.position {
                    return "Control looks at record \(screen.position) of \(ending.position)."
                }
            case .seat(let seat):
                for section in Section.allCases {
                    guard let state = screen.sections[section] else {
                        return "Seat \(seat.index) has never seen “\(section.rawValue)”."
                    }
                    if contents(section, state, seat, ending) != contents(section, ending.state, seat, ending)
                    {
                        return "Seat \(seat.index) looks at an old “\(section.rawValue)”."
                    }
                }
            }
        }
        return nil
    }

    private func contents(_ section: Section, _ state: State, _ seat: SeatID, _ ending: Ending)
        -> SectionContents
    {
        SeatView(engine, state, seat: seat, secret: 1, now: ending.state.time).contents(of: section)
    }
}
